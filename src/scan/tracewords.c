/* SPDX-License-Identifier: MIT */
/*
 * tracewords.c: the words of a trace. Input: what trace.c found; output: lines of plain English, with the user's own words in
 * quotation marks and every measured value beside what was asked. Calls literal for the words that a pattern needs.
 */
#include "ruleset/literal.h"
#include "scan/trace.h"
#include "text/bytes.h"
#include <stdio.h>
#include <string.h>

#define QUOTE_MAX 60u
#define QUOTE_ROOM (QUOTE_MAX + 12u)

static const char *const severity_words[] = {"off", "note", "miss", "hurt"};

void at_tell_line(struct at_telling *t, const char *fmt, ...)
{
	char text[1024];
	va_list ap;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	at_buffer_add(&t->text, text, strlen(text) + 1);
	t->n++;
}

/* Cut at the start of a character. */
static void quote(char out[QUOTE_ROOM], const char *s, size_t len)
{
	size_t n = len < QUOTE_MAX ? len : QUOTE_MAX;
	while (n > 0 && n < len && ((unsigned char)s[n] & 0xC0) == 0x80)
		n--;
	(void)snprintf(out, QUOTE_ROOM, "“%.*s%s”", (int)n, s, n < len ? "..." : "");
}

static void quote_raw(char out[QUOTE_ROOM], const struct at_pass *p, struct at_span span)
{
	struct at_span raw = at_text_raw_span(&p->text, span);
	quote(out, p->text.raw + raw.start, raw.end - raw.start);
}

void at_tell_part(struct at_telling *t, const struct at_pass *p, struct at_span span)
{
	char words[QUOTE_ROOM];
	quote_raw(words, p, span);
	at_tell_line(t, "%s", words);
}

/* "pattern 2", "phrase 1": the number counts all that the rule looks for, as `rules lint` does. */
static void name_pattern(char out[32], const struct attune_rules *rules, uint32_t pattern)
{
	const struct at_pattern *p = at_pattern_at(rules, pattern);
	uint32_t first = at_rule_at(rules, p->owner)->patterns.first;
	(void)snprintf(out, 32, "%s %u", p->plain ? "phrase" : "pattern", (unsigned)(pattern - first + 1));
}

void at_tell_match(struct at_telling *t, struct at_pass *p, uint32_t pattern, struct at_span span)
{
	char words[QUOTE_ROOM], name[32];
	quote_raw(words, p, span);
	name_pattern(name, t->s->rules, pattern);
	at_tell_line(t, "%s found by %s", words, name);
}

/* The words one of which a pattern needs, as a list; false when none is known. */
static bool needed_words(struct at_telling *t, const struct at_pass *p, uint32_t pattern, char out[256], bool *there)
{
	const struct at_pattern *pt = at_pattern_at(t->s->rules, pattern);
	struct at_reading reading;
	size_t at = 0;
	*there = false;
	if (!at_pattern_read(&reading, at_string(t->s->rules, pt->text), pt->len, &t->arena) || reading.literals.n == 0)
		return false;
	struct at_set lits = reading.literals;
	for (size_t i = 0; i < lits.n; i++) {
		const char *s = p->text.normal.ptr;
		for (size_t k = 0; !*there && k + lits.items[i].len <= p->text.normal.len; k++) {
			size_t n = 0;
			while (n < lits.items[i].len && at_lower(s[k + n]) == lits.items[i].text[n])
				n++;
			*there = n == lits.items[i].len;
		}
		if (i < 4)
			at += (size_t)snprintf(out + at, 256 - at, "%s“%.*s”", i > 0 ? ", " : "", lits.items[i].len,
			                       lits.items[i].text);
	}
	if (lits.n > 4)
		(void)snprintf(out + at, 256 - at, " ...");
	return true;
}

void at_tell_near(struct at_telling *t, const struct at_pass *p, uint32_t pattern, uint32_t unit)
{
	static const char *const scopes[] = {"the message", "the sentence", "the clause"};
	char words[QUOTE_ROOM], name[32];
	const struct at_pattern *pt = at_pattern_at(t->s->rules, pattern);
	quote_raw(words, p, at_pass_unit(p, pt->scope, unit));
	name_pattern(name, t->s->rules, pattern);
	at_tell_line(t, "the words of %s are there, but it doesn't match %s %s", name, scopes[pt->scope], words);
}

void at_tell_far(struct at_telling *t, const struct at_pass *p, const struct at_rule *rule)
{
	for (uint32_t k = 0; k < rule->patterns.n && k < 12; k++) {
		const struct at_pattern *pt = at_pattern_at(t->s->rules, rule->patterns.first + k);
		char name[32], words[256] = "";
		bool there = false;
		name_pattern(name, t->s->rules, rule->patterns.first + k);
		if (pt->plain)
			at_tell_line(t, "%s, “%s”, isn't there", name, at_string(t->s->rules, pt->text));
		else if (!needed_words(t, p, rule->patterns.first + k, words, &there))
			at_tell_line(t, "%s was tried (it has no word that must appear) and doesn't match", name);
		else if (there)
			at_tell_line(t, "%s needs more than %s, and the rest isn't there", name, words);
		else
			at_tell_line(t, "%s needs one of %s, and none is there", name, words);
	}
	if (rule->patterns.n > 12)
		at_tell_line(t, "... and %u more, none of which is there", (unsigned)rule->patterns.n - 12);
}

void at_tell_cancel(struct at_telling *t, const struct at_pass *p, const struct at_cancel *why)
{
	char words[QUOTE_ROOM] = "";
	const struct at_guard *g = why->guard == AT_NONE ? NULL : at_guard_at(t->s->rules, why->guard);
	const struct at_pass *in = g != NULL && g->region == AT_R_PARTNER ? &t->s->partner : p;
	if (why->span.end > why->span.start)
		quote_raw(words, in, why->span);
	if (g == NULL)
		at_tell_line(t, "silenced by `except`, which finds %s", words);
	else if (words[0] == '\0')
		at_tell_line(t, "silenced by the guard %s, whose condition holds", at_string(t->s->rules, g->id));
	else
		at_tell_line(t, "silenced by the guard %s, which finds %s%s", at_string(t->s->rules, g->id), words,
		             in == &t->s->partner && p != in ? " in what they said" : "");
}

static void list_moments(char out[256], uint32_t bits)
{
	size_t at = 0;
	out[0] = '\0';
	for (unsigned i = 0; i < AT_MOMENTS; i++)
		if ((bits >> i & 1u) != 0)
			at += (size_t)snprintf(out + at, 256 - at, "%s%s", at > 0 ? ", " : "", at_moment_names[i]);
	if (at == 0)
		(void)snprintf(out, 256, "nothing");
}

static void list_strings(const struct at_telling *t, char out[256], struct at_range range)
{
	size_t at = 0;
	out[0] = '\0';
	for (uint32_t i = 0; i < range.n && at < 200; i++)
		at += (size_t)snprintf(out + at, 256 - at, "%s%.40s", i > 0 ? ", " : "",
		                       at_string(t->s->rules, at_list(t->s->rules, range)[i]));
}

static void list_moves(const struct at_telling *t, char out[256])
{
	size_t at = 0;
	(void)snprintf(out, 256, "no move");
	for (size_t i = 0; i < t->s->n_moves && at < 200; i++)
		if (t->s->moves[i].first)
			at += (size_t)snprintf(out + at, 256 - at, "%s%.40s", at > 0 ? ", " : "",
			                       at_string(t->s->rules, at_rule_at(t->s->rules, t->s->moves[i].rule)->id));
}

static void tell_measure(struct at_telling *t, const char *of, uint32_t index, const struct at_match *match)
{
	const struct at_measure_spec *m = at_measure_at(t->s->rules, index);
	const char *name = at_measure_names[m->name];
	double value;
	char asked[64];
	if (m->has_above && m->has_below)
		(void)snprintf(asked, sizeof asked, "above %g and below %g", (double)m->above, (double)m->below);
	else
		(void)snprintf(asked, sizeof asked, "%s %g", m->has_above ? "above" : "below",
		               (double)(m->has_above ? m->above : m->below));
	if (!at_measure_value(t->s, index, match, &value))
		at_tell_line(t, "%s wants %s to be %s; it can't be taken here (too little text)", of, name, asked);
	else
		at_tell_line(t, "%s wants %s to be %s; it is %.3g", of, name, asked, value);
}

static void tell_words(struct at_telling *t, const char *of, const char *key, uint32_t min, uint32_t max, uint32_t n)
{
	char asked[64];
	if (max != 0 && min != 0)
		(void)snprintf(asked, sizeof asked, "from %u to %u", (unsigned)min, (unsigned)max);
	else
		(void)snprintf(asked, sizeof asked, "%s %u", max != 0 ? "at most" : "at least", (unsigned)(max != 0 ? max : min));
	at_tell_line(t, "%s wants `%s` to be %s; there are %u", of, key, asked, (unsigned)n);
}

/* A pattern of a list that is found, for a `...-not`. */
static void tell_found(struct at_telling *t, const char *of, const char *key, struct at_pass *p, struct at_range patterns)
{
	const struct at_span *spans;
	char words[QUOTE_ROOM] = "";
	for (uint32_t k = 0; k < patterns.n && words[0] == '\0'; k++)
		if (at_pass_find(t->s, p, patterns.first + k, 0, &spans) != 0)
			quote_raw(words, p, spans[0]);
	at_tell_line(t, "%s has `%s`, which finds %s", of, key, words);
}

static void tell_context(struct at_telling *t, const char *of, const struct at_condition *c, enum at_fault fault)
{
	char asked[256], is[256];
	list_moments(is, t->s->kinds);
	if (fault == AT_NOT_FEELINGS) {
		list_strings(t, asked, c->feelings);
		at_tell_line(t, "%s wants a feeling of %s; none was read in what they said", of, asked);
		return;
	}
	list_moments(asked, fault == AT_NOT_PARTNER ? c->partner : c->partner_not & t->s->kinds);
	if (fault == AT_NOT_PARTNER)
		at_tell_line(t, "%s wants what they said to be one of %s; it is read as %s", of, asked, is);
	else
		at_tell_line(t, "%s has `partner-not: %s`, and what they said is read as %s", of, asked, is);
}

static void tell_moves(struct at_telling *t, const char *of, const struct at_condition *c, enum at_fault fault,
                       const struct at_match *m)
{
	char asked[256], has[256];
	unsigned before = m != NULL ? at_moves_before(t->s, m->span.start) : 0;
	list_moves(t, has);
	list_strings(t, asked, fault == AT_NOT_MOVES ? c->moves : c->no_moves);
	if (fault == AT_NOT_MOVES)
		at_tell_line(t, "%s wants a move of %s; the draft has %s", of, asked, has);
	else if (fault == AT_NOT_NO_MOVES)
		at_tell_line(t, "%s wants no move of %s; the draft has %s", of, asked, has);
	else if (fault == AT_NOT_AFTER_MOVES)
		at_tell_line(t, "%s wants %u moves before it; there are %u", of, (unsigned)c->after_moves, before);
	else
		at_tell_line(t, "%s wants no move before it; there are %u", of, before);
}

void at_tell_fault(struct at_telling *t, const char *of, uint32_t condition, enum at_fault fault, const struct at_match *m)
{
	const struct at_condition *c = at_condition_at(t->s->rules, condition);
	const struct at_text *d = &t->s->draft.text, *p = &t->s->partner.text;
	switch (fault) {
	case AT_HOLDS:
		return;
	case AT_NOT_PARTNER:
	case AT_NOT_PARTNER_NOT:
	case AT_NOT_FEELINGS:
		tell_context(t, of, c, fault);
		return;
	case AT_NOT_PARTNER_SAYS:
		at_tell_line(t, "%s has `partner-says`, none of which is in what they said", of);
		return;
	case AT_NOT_PARTNER_SAYS_NOT:
		tell_found(t, of, "partner-says-not", &t->s->partner, c->partner_says_not);
		return;
	case AT_NOT_PARTNER_WORDS:
		tell_words(t, of, "partner-words", c->partner_words_min, c->partner_words_max, p->words);
		return;
	case AT_NOT_SAYS:
		at_tell_line(t, "%s has `says`, none of which is in the draft", of);
		return;
	case AT_NOT_SAYS_NOT:
		tell_found(t, of, "says-not", &t->s->draft, c->says_not);
		return;
	case AT_NOT_WORDS:
		tell_words(t, of, "words", c->words_min, c->words_max, d->words);
		return;
	case AT_NOT_PLACE:
		at_tell_line(t, "%s has `place: %s`; it stands in sentence %zu of %zu", of, at_place_names[c->place],
		             m != NULL ? at_text_sentence_at(d, m->span.start) + 1 : 1, d->n_sentences);
		return;
	case AT_NOT_MEASURE:
		tell_measure(t, of, c->measure, m);
		return;
	default:
		tell_moves(t, of, c, fault, m);
	}
}

void at_tell_severity(struct at_telling *t, const struct at_rule *rule, const struct at_judgement *j, attune_severity severity,
                      const struct at_match *m)
{
	const char *is = severity_words[severity];
	const struct at_shade *shades = (const struct at_shade *)at_section(t->s->rules, AT_S_SHADES) + rule->shades.first;
	uint32_t passed = j->shade == 0 ? rule->shades.n : j->shade - 1;
	if (passed != 0 && !t->full)
		at_tell_line(t, passed == 1 ? "shade 1 doesn't hold" : "shades 1 to %u don't hold", (unsigned)passed);
	for (uint32_t i = 0; t->full && i < passed; i++) {
		char of[48];
		enum at_fault fault = at_condition_fault(t->s, shades[i].when, m);
		(void)snprintf(of, sizeof of, "shade %u (%s) doesn't hold: it", (unsigned)i + 1,
		               severity_words[shades[i].severity]);
		if (fault == AT_HOLDS)
			at_tell_line(t, "%s asks about what they said, and there is nothing", of);
		else
			at_tell_fault(t, of, shades[i].when, fault, m);
	}
	if (j->shade != 0)
		at_tell_line(t, "%s: shade %u holds (the rule says %s)", is, (unsigned)j->shade, severity_words[rule->severity]);
	else if (j->blind && severity != rule->severity)
		at_tell_line(
			t,
			"%s: `without-context`, since its `when` asks about what they said, and there is nothing (the rule says %s)",
			is, severity_words[rule->severity]);
}

void at_tell_shadow(struct at_telling *t, uint32_t rule, uint32_t by)
{
	if (rule == by)
		at_tell_line(t, "not shown: a better match of the same rule stands for the phrase");
	else
		at_tell_line(t, "not shown: %s stands for the same phrase",
		             at_string(t->s->rules, at_rule_at(t->s->rules, by)->id));
}

void at_tell_level(struct at_telling *t, const struct at_rule *rule)
{
	char asked[256], has[256];
	if (at_is_leaning(t->s, rule))
		at_tell_leaning(t, rule);
	else if (rule->measure != AT_NONE)
		tell_measure(t, "about the draft as a whole: it", rule->measure, NULL);
	if (rule->missing.n == 0)
		return;
	list_strings(t, asked, rule->missing);
	list_moves(t, has);
	at_tell_line(t, "it looks for a draft without any move of %s; this one has %s", asked, has);
	if (rule->before.n != 0) {
		list_strings(t, asked, rule->before);
		at_tell_line(t, "and for a flag of %s that comes before them", asked);
	}
}
