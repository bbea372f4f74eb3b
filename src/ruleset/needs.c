/* SPDX-License-Identifier: MIT */
/*
 * needs.c: from the patterns of an image to the records by which a text's candidates are found. Input: patterns; output: their ways,
 * with the rarest links kept, and for each literal the patterns that it makes candidates of: those of rules, where it is in the
 * rarest link of a way, and plain words. Literals of one text are one literal. Calls base, literal, ways, sets.
 */
#include "ruleset/needs.h"
#include "ruleset/literal.h"
#include "ruleset/rarity.h"
#include "ruleset/sets.h"
#include "text/bytes.h"
#include <stdlib.h>
#include <string.h>

#define LITERAL_MAX 12u /* bytes of a literal that is part of a regex; longer ones are cut at the end */
#define LINKS_KEPT 8u
#define COMPANY_MAX 600u /* literals of a link other than the rarest */
#define COMMON_SCORE 50u /* a word commoner than this stands in every message and tells nothing */

/* A literal commoner than this (1/16 bit) is not worth the name. */
#define WORTH_RULE 32u
#define WORTH_OTHER 110u

struct lead {
	uint32_t literal;
	struct at_posting to;
};

struct needs {
	struct at_build *b;
	uint32_t old;                   /* literals of the build's base, whose numbers come first */
	struct at_index_entry *entries; /* by literal, from `old` on */
	size_t n, cap;
	uint32_t *slots; /* hash of 1 + literal */
	size_t n_slots;
	struct at_sets sets;
	struct lead *leads;
	size_t n_leads, leads_cap;
	struct at_arena arena; /* for one pattern's reading at a time */
	bool failed;
};

static uint32_t *slot_of(const struct needs *d, const char *text, size_t len)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)text[i]) * 16777619u;
	size_t at = (h ^ h >> 15) & (d->n_slots - 1);
	while (d->slots[at] != 0) {
		const struct at_index_entry *e = &d->entries[d->slots[at] - 1];
		if (e->len == len && memcmp(e->text, text, len) == 0)
			break;
		at = (at + 1) & (d->n_slots - 1);
	}
	return &d->slots[at];
}

static bool grow_slots(struct needs *d)
{
	if (d->n * 2 < d->n_slots)
		return true;
	size_t n = d->n_slots == 0 ? 4096 : d->n_slots * 2;
	uint32_t *slots = calloc(n, sizeof *slots);
	if (slots == NULL)
		return false;
	free(d->slots);
	d->slots = slots;
	d->n_slots = n;
	for (size_t i = 0; i < d->n; i++)
		*slot_of(d, d->entries[i].text, d->entries[i].len) = (uint32_t)i + 1;
	return true;
}

static uint32_t literal_of(struct needs *d, const char *text, size_t len)
{
	if (d->failed || !grow_slots(d)) {
		d->failed = true;
		return 0;
	}
	uint32_t *slot = slot_of(d, text, len);
	if (*slot != 0)
		return d->old + *slot - 1;
	char *copy = at_arena_dup(d->b->arena, text, len);
	if (copy == NULL || !at_grow(&d->entries, &d->cap, d->n + 1, sizeof *d->entries)) {
		d->failed = true;
		return 0;
	}
	d->entries[d->n] = (struct at_index_entry){copy, (uint32_t)len, d->old + (uint32_t)d->n};
	*slot = (uint32_t)d->n + 1;
	return d->old + (uint32_t)d->n++;
}

static void lead_to(struct needs *d, uint32_t literal, struct at_posting to)
{
	if (!at_grow(&d->leads, &d->leads_cap, d->n_leads + 1, sizeof *d->leads)) {
		d->failed = true;
		return;
	}
	d->leads[d->n_leads++] = (struct lead){literal, to};
}

/* A string with marks as a literal and the places they ask for. *cut: its end is left out. */
static at_ref ref_of(struct needs *d, const struct at_string_piece *p, bool *cut)
{
	char clean[AT_STRING_MAX];
	unsigned n = 0, before = 0, after = 0, where = 0;
	for (unsigned i = 0; i < p->len; i++) {
		unsigned char c = (unsigned char)p->text[i];
		if (c > AT_MARK_LAST) {
			clean[n++] = p->text[i];
			after = 0;
		} else if (n == 0) {
			before |= 1u << c;
		} else {
			after |= 1u << c;
		}
	}
	if (n > 0 && (before >> AT_MARK_EDGE & 1u) != 0 && at_is_word_byte(clean[0]))
		where |= AT_W_EDGE_BEFORE;
	where |= (before >> AT_MARK_START & 1u) != 0 ? AT_W_START : 0;
	if (n > LITERAL_MAX) {
		n = LITERAL_MAX;
		*cut = true;
	} else {
		if (n > 0 && (after >> AT_MARK_EDGE & 1u) != 0 && at_is_word_byte(clean[n - 1]))
			where |= AT_W_EDGE_AFTER;
		where |= (after >> AT_MARK_END & 1u) != 0 ? AT_W_END : 0;
	}
	return literal_of(d, clean, n) << AT_WHERE_BITS | where;
}

static int by_ref(const void *pa, const void *pb)
{
	const at_ref *a = pa, *b = pb;
	return *a < *b ? -1 : *a > *b;
}

/* A link's literals as a set, each once. */
static void add_need(struct needs *d, const struct at_link *l, uint16_t gap, bool *cut)
{
	struct at_need need = {.gap = gap};
	at_ref *refs = calloc(l->n, sizeof *refs);
	uint32_t n = 0;
	if (refs == NULL) {
		d->failed = true;
		return;
	}
	for (uint32_t i = 0; i < l->n; i++)
		refs[i] = ref_of(d, &l->items[i], cut);
	qsort(refs, l->n, sizeof *refs, by_ref);
	for (uint32_t i = 0; i < l->n; i++)
		if (i == 0 || refs[i] != refs[i - 1])
			refs[n++] = refs[i];
	need.set = at_sets_number(&d->sets, refs, n);
	free(refs);
	at_build_add(d->b, AT_S_NEEDS, &need);
}

/* Whether a link is worth looking up beside a rarer one. */
static bool tells(const struct at_link *l, unsigned score)
{
	bool placed = true;
	for (uint32_t i = 0; i < l->n; i++)
		placed &= l->items[i].text[0] == AT_MARK_START;
	return l->n <= COMPANY_MAX && (placed || (score != 0 && at_link_commonest(l) >= COMMON_SCORE));
}

/* Scores of the links that are kept; 0 for the others. Returns the rarest's place, or -1. */
static int choose(const struct at_chain *c, unsigned score[AT_LINKS_MAX])
{
	int rarest = -1;
	unsigned kept = 0;
	for (unsigned i = 0; i < c->n; i++) {
		score[i] = at_link_score(&c->links[i]);
		if (score[i] != 0 && (rarest < 0 || score[i] > score[rarest]))
			rarest = (int)i;
	}
	for (unsigned i = 0; i < c->n; i++) {
		if ((int)i != rarest && !tells(&c->links[i], score[i]))
			score[i] = 0;
		kept += score[i] != 0;
	}
	for (; kept > LINKS_KEPT; kept--) {
		unsigned least = (unsigned)rarest;
		for (unsigned i = 0; i < c->n; i++)
			if (score[i] != 0 && score[i] < score[least])
				least = i;
		score[least == (unsigned)rarest ? (least + 1) % c->n : least] = 0;
	}
	return rarest;
}

static void add_way(struct needs *d, const struct at_chain *c)
{
	unsigned score[AT_LINKS_MAX];
	int rarest = choose(c, score);
	struct at_way way = {.first = at_build_count(d->b, AT_S_NEEDS)};
	uint16_t gap = 0;
	for (unsigned i = 0; i < c->n; i++) {
		bool cut = false;
		gap = at_gap_add(gap, c->links[i].gap);
		if (score[i] == 0) {
			gap = at_gap_add(gap, at_link_longest(&c->links[i]));
			continue;
		}
		if ((int)i == rarest)
			way.rarest = way.n;
		add_need(d, &c->links[i], gap, &cut);
		way.n++;
		gap = cut ? AT_STRING_MAX : 0;
	}
	at_build_add(d->b, AT_S_WAYS, &way);
}

/* One way that can't be looked for makes the others idle. */
static struct at_range add_ways(struct needs *d, const struct at_ways *ways)
{
	unsigned score[AT_LINKS_MAX];
	struct at_range out = {at_build_count(d->b, AT_S_WAYS), (uint32_t)ways->n};
	for (size_t i = 0; i < ways->n; i++)
		if (choose(&ways->chains[i], score) < 0)
			out.n = 0;
	for (size_t i = 0; i < out.n; i++)
		add_way(d, &ways->chains[i]);
	return out;
}

static void set_score(struct at_pattern *p, unsigned score)
{
	p->score = (uint16_t)(score > UINT16_MAX ? UINT16_MAX : score);
	p->always = !p->plain && score < (p->role == AT_ROLE_RULE ? WORTH_RULE : WORTH_OTHER);
}

/* The score and the ways of a regex come from one reading of it; a twin has those of the first of its text. */
static void read_regex(struct needs *d, struct at_pattern *p, const struct at_pattern *first)
{
	struct at_reading reading;
	if (first != p && !first->plain) {
		set_score(p, first->score);
		p->ways = first->ways;
		p->behind = first->behind;
		return;
	}
	d->failed |= !at_pattern_read(&reading, d->b->sections[AT_S_STRINGS].ptr + p->text, p->len, &d->arena);
	set_score(p, reading.score);
	p->ways = add_ways(d, &reading.ways);
	p->behind = reading.behind;
	at_arena_clear(&d->arena);
}

/* The literals of the rarest links lead to the pattern. */
static void lead_by_ways(struct needs *d, uint32_t pattern, const struct at_pattern *p)
{
	struct at_posting to = {.pattern = pattern, .target = p->target, .scope = p->scope};
	const struct at_buffer *s = d->b->sections;
	for (uint32_t i = 0; i < p->ways.n && !d->failed && !d->b->failed; i++) {
		const struct at_way *w = (const struct at_way *)(const void *)s[AT_S_WAYS].ptr + p->ways.first + i;
		const struct at_need *need = (const struct at_need *)(const void *)s[AT_S_NEEDS].ptr + w->first + w->rarest;
		uint32_t n;
		const at_ref *refs = at_sets_refs(&d->sets, need->set, &n);
		for (uint32_t k = 0; k < n; k++) {
			to.where = (uint8_t)(refs[k] & AT_WHERE_MASK);
			lead_to(d, refs[k] >> AT_WHERE_BITS, to);
		}
	}
	if (p->ways.n == 0)
		at_build_add(d->b, AT_S_ALWAYS, &pattern);
}

static void add_pattern(struct needs *d, uint32_t i)
{
	struct at_pattern *all = (struct at_pattern *)(void *)d->b->sections[AT_S_PATTERNS].ptr;
	struct at_pattern *p = &all[i];
	const char *text = d->b->sections[AT_S_STRINGS].ptr + p->text;
	if (p->plain) {
		struct at_posting to = {.pattern = i, .plain = 1, .target = p->target, .scope = p->scope};
		set_score(p, at_literal_score(text, p->len));
		if (p->role == AT_ROLE_RULE)
			lead_to(d, literal_of(d, text, p->len), to);
		return;
	}
	read_regex(d, p, &all[p->same]);
	if (p->role == AT_ROLE_RULE)
		lead_by_ways(d, i, p);
}

static int by_literal(const void *pa, const void *pb)
{
	const struct lead *a = pa, *b = pb;
	if (a->literal != b->literal)
		return a->literal < b->literal ? -1 : 1;
	if (a->to.pattern != b->to.pattern)
		return a->to.pattern < b->to.pattern ? -1 : 1;
	return (int)a->to.where - (int)b->to.where;
}

/* One record more than there are literals tells where what the last one leads to ends. */
static void write_literals(struct needs *d)
{
	size_t at = 0;
	if (d->n_leads > 1)
		qsort(d->leads, d->n_leads, sizeof *d->leads, by_literal);
	for (size_t i = 0; i <= d->n; i++) {
		uint32_t literal = d->old + (uint32_t)i;
		struct at_literal_use use = {at_build_count(d->b, AT_S_POSTINGS), at_build_count(d->b, AT_S_ASKS)};
		for (; at < d->n_leads && d->leads[at].literal == literal; at++)
			if (at == 0 || by_literal(&d->leads[at - 1], &d->leads[at]) != 0)
				at_build_add(d->b, AT_S_POSTINGS, &d->leads[at].to);
		at_sets_write_asks(&d->sets, d->b, literal);
		at_build_add(d->b, AT_S_LITERALS, &use);
	}
	at_sets_write(&d->sets, d->b);
}

bool at_needs_build(struct at_build *b, struct at_index_entry **entries, size_t *n)
{
	struct needs d = {.b = b, .old = at_build_count(b, AT_S_LITERALS), .sets.old = at_build_count(b, AT_S_SETS)};
	for (uint32_t i = b->base != NULL ? b->base->n[AT_S_PATTERNS] : 0; i < at_build_count(b, AT_S_PATTERNS) && !d.failed; i++)
		add_pattern(&d, i);
	if (!d.failed && at_sets_sort(&d.sets))
		write_literals(&d);
	*entries = d.entries;
	*n = d.n;
	at_arena_free(&d.arena);
	free(d.slots);
	at_sets_free(&d.sets);
	free(d.leads);
	return !d.failed && !d.sets.failed && !b->failed;
}
