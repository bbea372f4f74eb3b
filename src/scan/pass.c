/* SPDX-License-Identifier: MIT */
/*
 * pass.c: one text through the literal index and the patterns. Input: the user's bytes; output: raw matches of rules, and
 * searches on demand for guards and conditions, remembered so that none is made twice. Calls text, ruleset/pattern, index.
 */
#include "ruleset/compiled.h"
#include "scan/scanner.h"
#include <stdlib.h>
#include <string.h>

void at_pass_init(struct at_pass *p, enum at_target which, uint32_t *stand_at)
{
	memset(p, 0, sizeof *p);
	at_text_init(&p->text);
	p->which = which;
	p->stand_at = stand_at;
}

void at_pass_free(struct at_pass *p)
{
	at_text_free(&p->text);
	free(p->stands);
	free(p->last);
	free(p->candidates);
	free(p->matches);
	free(p->found);
	free(p->found_at);
	free(p->spans);
}

/* No message, let alone a sentence, is longer than this, so no pattern needs to see more; and a pattern that looks
 * ahead from every place to the end costs
 * the square of what it sees. */
#define UNIT_MAX 8192u

struct at_span at_pass_unit(const struct at_pass *p, unsigned scope, uint32_t unit)
{
	struct at_span span = {0, 0};
	if (scope == AT_SCOPE_CLAUSE && unit < p->text.n_clauses)
		span = p->text.clauses[unit].span;
	else if (scope == AT_SCOPE_SENTENCE && unit < p->text.n_sentences)
		span = p->text.sentences[unit].span;
	else if (scope == AT_SCOPE_MESSAGE)
		span = (struct at_span){0, (uint32_t)p->text.normal.len};
	if (span.end - span.start > UNIT_MAX) {
		span.end = span.start + UNIT_MAX;
		while (((unsigned char)p->text.normal.ptr[span.end] & 0xC0u) == 0x80u)
			span.end--;
	}
	return span;
}

uint32_t at_pass_unit_at(const struct at_pass *p, unsigned scope, uint32_t at)
{
	return scope == AT_SCOPE_MESSAGE    ? 0
	       : scope == AT_SCOPE_SENTENCE ? (uint32_t)at_text_sentence_at(&p->text, at)
	                                    : (uint32_t)at_text_clause_at(&p->text, at);
}

static void note_trouble(struct attune_scanner *s, uint32_t pattern, const char *why)
{
	s->troubled[pattern] = s->stamp;
	if (s->n_troubles == sizeof s->troubles / sizeof *s->troubles)
		return;
	struct at_trouble *t = &s->troubles[s->n_troubles++];
	t->pattern = pattern;
	memcpy(t->why, why, sizeof t->why);
	t->why[sizeof t->why - 1] = '\0';
}

bool at_pass_search(struct attune_scanner *s, const struct at_pass *p, uint32_t pattern, struct at_span in, struct at_span starts,
                    struct at_span *out)
{
	char why[256] = "";
	size_t start = 0, end = 0;
	const struct at_pattern *pt = at_pattern_at(s->rules, pattern);
	struct at_regex **re = &s->compiled[pt->same];
	if (s->n_troubles != 0 && s->troubled[pattern] == s->stamp)
		return false;
	if (*re == NULL) {
		*re = at_compiled_get(s->rules, pt, s->matcher, &start, why);
		if (*re == NULL) {
			s->failed |= start == AT_NO_MEMORY;
			if (!s->failed)
				note_trouble(s, pattern, why);
			return false;
		}
		s->loaded[s->n_loaded++] = pt->same;
	}
	enum at_match_result got = at_regex_match(*re, s->matcher, p->text.normal.ptr + in.start, in.end - in.start,
	                                          starts.start - in.start, starts.end - in.start, &start, &end, why);
	s->failed |= got == AT_MATCH_NO_MEMORY;
	if (got == AT_MATCH_TROUBLE)
		note_trouble(s, pattern, why);
	*out = (struct at_span){in.start + (uint32_t)start, in.start + (uint32_t)end};
	return got == AT_MATCH_FOUND;
}

/* A plain phrase counts between word edges only. */
static bool at_word_edges(const struct at_text *t, struct at_span sp)
{
	const unsigned char *s = (const unsigned char *)t->normal.ptr;
	unsigned before = sp.start == 0 ? ' ' : s[sp.start - 1], first = s[sp.start];
	unsigned last = s[sp.end - 1], after = sp.end >= t->normal.len ? ' ' : s[sp.end];
	bool is_before = (before | 32u) - 'a' < 26u || before - '0' < 10u || before >= 0x80 || before == '\'';
	bool is_after = (after | 32u) - 'a' < 26u || after - '0' < 10u || after >= 0x80;
	bool first_word = (first | 32u) - 'a' < 26u || first - '0' < 10u;
	bool last_word = (last | 32u) - 'a' < 26u || last - '0' < 10u;
	if (after == '\'' && sp.end + 1 < t->normal.len)
		is_after = (s[sp.end + 1] | 32u) - 'a' < 26u;
	if (before == '\'' && (sp.start < 2 || !((s[sp.start - 2] | 32u) - 'a' < 26u)))
		is_before = false;
	return !(first_word && is_before) && !(last_word && is_after);
}

static void add_match(struct attune_scanner *s, struct at_pass *p, uint32_t pattern, struct at_span span)
{
	if (p->n_matches >= ATTUNE_MAX_FINDINGS * 4u || span.start == span.end)
		return;
	if (!at_grow(&p->matches, &p->matches_cap, p->n_matches + 1, sizeof *p->matches)) {
		s->failed = true;
		return;
	}
	p->matches[p->n_matches++] = (struct at_match){pattern, at_pattern_at(s->rules, pattern)->owner, span};
}

struct collecting {
	struct attune_scanner *s;
	struct at_pass *p;
	uint32_t sentence; /* of the last candidate; hits come in order, so the next is not far */
};

static uint32_t unit_at(struct collecting *c, unsigned scope, uint32_t at)
{
	const struct at_text *t = &c->p->text;
	if (scope != AT_SCOPE_SENTENCE || t->n_sentences == 0)
		return at_pass_unit_at(c->p, scope, at);
	if (at < t->sentences[c->sentence].span.start)
		c->sentence = 0;
	while (c->sentence + 1 < t->n_sentences && t->sentences[c->sentence + 1].span.start <= at)
		c->sentence++;
	return c->sentence;
}

static bool add_candidate(struct attune_scanner *s, struct at_pass *p, uint32_t pattern, uint32_t unit)
{
	if (!at_grow(&p->candidates, &p->candidates_cap, p->n_candidates + 1, sizeof *p->candidates)) {
		s->failed = true;
		return false;
	}
	p->candidates[p->n_candidates++] = (struct at_candidate){pattern, unit};
	return true;
}

/* Plain words match here and now. */
static void take_plain(struct collecting *c, const struct at_posting *to, struct at_span span)
{
	if (at_word_edges(&c->p->text, span))
		add_match(c->s, c->p, to->pattern, span);
}

static bool grow_last(struct at_pass *p)
{
	size_t slots = p->last_slots == 0 ? 512 : p->last_slots * 2;
	struct at_candidate *old = p->last, *table = calloc(slots, sizeof *table);
	if (table == NULL)
		return false;
	for (size_t i = 0; i < p->last_slots; i++) {
		size_t at = old[i].pattern * 2654435761u & (slots - 1);
		while (old[i].unit != 0 && table[at].unit != 0)
			at = (at + 1) & (slots - 1);
		if (old[i].unit != 0)
			table[at] = old[i];
	}
	free(old);
	p->last = table;
	p->last_slots = slots;
	return true;
}

/* Where the last unit of the pattern as a candidate is kept, plus one, or would be; NULL when memory ran out. There are never more
 * patterns in there than candidates. */
static struct at_candidate *last_candidate(struct collecting *c, uint32_t pattern)
{
	struct at_pass *p = c->p;
	if (p->n_candidates * 2 >= p->last_slots && !grow_last(p)) {
		c->s->failed = true;
		return NULL;
	}
	size_t at = pattern * 2654435761u & (p->last_slots - 1);
	while (p->last[at].unit != 0 && p->last[at].pattern != pattern)
		at = (at + 1) & (p->last_slots - 1);
	return &p->last[at];
}

/* A rule's pattern becomes a candidate for the unit around the literal, once. */
static void take_candidate(struct collecting *c, const struct at_posting *to, struct at_span span)
{
	struct at_pass *p = c->p;
	uint32_t unit = unit_at(c, to->scope, span.end - 1);
	struct at_candidate *last = last_candidate(c, to->pattern);
	if (last == NULL || (last->pattern == to->pattern && last->unit == unit + 1))
		return;
	if (to->where != 0 && !at_stands_right(p, to->where, span, at_pass_unit(p, to->scope, unit)))
		return;
	*last = (struct at_candidate){to->pattern, unit + 1};
	add_candidate(c->s, p, to->pattern, unit);
}

/* A literal stands in the text. */
static bool on_hit(void *arg, const struct at_literal_hit *hit, uint32_t end)
{
	struct collecting *c = arg;
	const struct at_literal_use *use = (const struct at_literal_use *)at_section(c->s->rules, AT_S_LITERALS) + hit->literal;
	const struct at_posting *postings = at_section(c->s->rules, AT_S_POSTINGS);
	const struct at_posting *to = postings + use[0].postings, *last = postings + use[1].postings;
	const uint32_t *asks = at_section(c->s->rules, AT_S_ASKS);
	struct at_span span = {end - hit->len, end};
	if (!at_stand_add(c->p, asks + use[0].asks, asks + use[1].asks, span))
		c->s->failed = true;
	for (; to < last && !c->s->failed; to++) {
		if ((to->target & c->p->which) == 0)
			continue;
		if (to->plain)
			take_plain(c, to, span);
		else
			take_candidate(c, to, span);
	}
	return !c->s->failed;
}

static size_t units_of(const struct at_pass *p, unsigned scope)
{
	return scope == AT_SCOPE_MESSAGE ? 1 : scope == AT_SCOPE_SENTENCE ? p->text.n_sentences : p->text.n_clauses;
}

/* Patterns without a literal must be tried everywhere. */
static void add_always(struct attune_scanner *s, struct at_pass *p)
{
	const uint32_t *list = at_section(s->rules, AT_S_ALWAYS);
	for (uint32_t i = 0; i < s->rules->image->n[AT_S_ALWAYS]; i++) {
		const struct at_pattern *pt = at_pattern_at(s->rules, list[i]);
		if (pt->role != AT_ROLE_RULE || (pt->target & p->which) == 0)
			continue;
		for (size_t u = 0; u < units_of(p, pt->scope) && !s->failed; u++)
			add_candidate(s, p, list[i], (uint32_t)u);
	}
}

/* Whether a match of the rule could count at all, as far as the reading tells: then looking for it is worth while. Cue rules are what the
 * reading is made of, so for them it is never too early. */
static bool could_count(const struct attune_scanner *s, const struct at_pattern *pt)
{
	const struct at_rule *rule = at_rule_at(s->rules, pt->owner);
	if (rule->kind == ATTUNE_CUE || rule->when == AT_NONE)
		return true;
	const struct at_condition *c = at_condition_at(s->rules, rule->when);
	if (!s->has_partner)
		return !(c->needs_partner && (rule->kind == ATTUNE_MOVE || rule->without_context == 0));
	return (c->partner == 0 || (c->partner & s->kinds) != 0) && (c->partner_not & s->kinds) == 0;
}

static void confirm(struct attune_scanner *s, struct at_pass *p, const struct at_candidate *c)
{
	const struct at_pattern *pt = at_pattern_at(s->rules, c->pattern);
	struct at_span in = at_pass_unit(p, pt->scope, c->unit), starts, hit;
	if (!could_count(s, pt) || !at_stands_all(s->rules, p, pt, in, &starts))
		return;
	while (starts.start <= starts.end && at_pass_search(s, p, c->pattern, in, starts, &hit)) {
		add_match(s, p, c->pattern, hit);
		if (hit.end == hit.start || s->failed)
			break;
		starts.start = hit.end;
	}
}

static int by_start(const void *pa, const void *pb)
{
	const struct at_match *a = pa, *b = pb;
	if (a->span.start != b->span.start)
		return a->span.start < b->span.start ? -1 : 1;
	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	return a->pattern < b->pattern ? -1 : a->pattern > b->pattern;
}

/* Forgets what was found in the last text. */
static void clear_found(struct at_pass *p)
{
	if (p->found_slots != 0)
		memset(p->found_at, 0, p->found_slots * sizeof *p->found_at);
	if (p->last_slots != 0)
		memset(p->last, 0, p->last_slots * sizeof *p->last);
	p->n_found = p->n_spans = 0;
}

attune_status at_pass_run(struct attune_scanner *s, struct at_pass *p, const char *raw, size_t len, attune_error **err)
{
	struct collecting c = {.s = s, .p = p};
	attune_status status = at_text_read(&p->text, &s->lexicon, raw, len, err);
	p->n_candidates = p->n_matches = 0;
	clear_found(p);
	at_stand_clear(p);
	if (status != ATTUNE_OK)
		return status;
	if (p->text.normal.len == 0)
		return ATTUNE_OK;
	at_index_walk(s->rules, p->text.normal.ptr, p->text.normal.len, on_hit, &c);
	add_always(s, p);
	for (size_t i = 0; i < p->n_candidates && !s->failed; i++)
		confirm(s, p, &p->candidates[i]);
	if (p->n_matches > 1)
		qsort(p->matches, p->n_matches, sizeof *p->matches, by_start);
	return s->failed ? at_fail(err, ATTUNE_E_MEMORY, "out of memory") : ATTUNE_OK;
}

static size_t search_all(struct attune_scanner *s, struct at_pass *p, uint32_t pattern, struct at_span in, struct at_span starts)
{
	struct at_span hit;
	size_t n = 0;
	while (in.start < in.end && starts.start <= starts.end && at_pass_search(s, p, pattern, in, starts, &hit)) {
		if (!at_grow(&p->spans, &p->spans_cap, p->n_spans + 1, sizeof *p->spans)) {
			s->failed = true;
			break;
		}
		p->spans[p->n_spans++] = hit;
		n++;
		starts.start = hit.end > hit.start ? hit.end : hit.end + 1;
	}
	return n;
}

/* The slot of (pattern, unit) in the hash: taken by it, or free. */
static uint32_t *found_slot(struct at_pass *p, uint32_t pattern, uint32_t unit)
{
	size_t at = (pattern * 2654435761u ^ unit * 40503u) & (p->found_slots - 1);
	while (p->found_at[at] != 0) {
		const struct at_found *f = &p->found[p->found_at[at] - 1];
		if (f->pattern == pattern && f->unit == unit)
			break;
		at = (at + 1) & (p->found_slots - 1);
	}
	return &p->found_at[at];
}

/* Keeps the hash at most half full. */
static bool grow_found(struct at_pass *p)
{
	if (!at_grow(&p->found, &p->found_cap, p->n_found + 1, sizeof *p->found))
		return false;
	if (p->n_found * 2 < p->found_slots)
		return true;
	size_t slots = p->found_slots == 0 ? 256 : p->found_slots * 2;
	uint32_t *table = calloc(slots, sizeof *table);
	if (table == NULL)
		return false;
	free(p->found_at);
	p->found_at = table;
	p->found_slots = slots;
	for (size_t i = 0; i < p->n_found; i++)
		*found_slot(p, p->found[i].pattern, p->found[i].unit) = (uint32_t)i + 1;
	return true;
}

size_t at_pass_find(struct attune_scanner *s, struct at_pass *p, uint32_t pattern, uint32_t unit, const struct at_span **out)
{
	const struct at_pattern *pt = at_pattern_at(s->rules, pattern), *twin = at_pattern_at(s->rules, pt->same);
	struct at_span in = at_pass_unit(p, pt->scope, unit), starts;
	*out = NULL;
	if (!at_stands_all(s->rules, p, pt, in, &starts))
		return 0;
	if (twin->scope == pt->scope)
		pattern = pt->same; /* what one of them found, all have found */
	if (!grow_found(p)) {
		s->failed = true;
		return 0;
	}
	uint32_t *slot = found_slot(p, pattern, unit);
	if (*slot == 0) {
		struct at_found f = {pattern, unit, (uint32_t)p->n_spans, 0};
		f.n = (uint32_t)search_all(s, p, pattern, in, starts);
		p->found[p->n_found++] = f;
		*slot = (uint32_t)p->n_found;
	}
	const struct at_found *f = &p->found[*slot - 1];
	*out = f->n != 0 ? p->spans + f->first : NULL;
	return f->n;
}
