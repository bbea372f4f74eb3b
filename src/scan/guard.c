/* SPDX-License-Identifier: MIT */
/*
 * guard.c: when a match does not count. Input: a raw match and the guards of its rule; output: yes or no. A guard is searched
 * for only when one of its literals stands in the text, and each search is made once. Calls pass, condition.
 */
#include "scan/scanner.h"

static bool overlap(struct at_span a, struct at_span b)
{
	return a.start < b.end && b.start < a.end;
}

/* Where the `words` words before `at` begin, not before `from`. */
static uint32_t words_before(const struct at_text *t, uint32_t from, uint32_t at, uint32_t words)
{
	size_t lo = at_text_token_from(t, at);
	while (lo > 0 && words > 0 && t->tokens[lo - 1].start >= from) {
		lo--;
		at = t->tokens[lo].start;
		words -= t->tokens[lo].kind != AT_T_PUNCT;
	}
	return at;
}

/* The guard's pattern in the words just before the match, in its clause. */
static bool found_before(struct attune_scanner *s, struct at_pass *p, const struct at_guard *g, uint32_t pattern,
                         const struct at_match *m, struct at_span *hit)
{
	struct at_span clause = at_pass_unit(p, AT_SCOPE_CLAUSE, at_pass_unit_at(p, AT_SCOPE_CLAUSE, m->span.start));
	struct at_span window = {words_before(&p->text, clause.start, m->span.start, g->within), m->span.start};
	while (window.end > window.start && p->text.normal.ptr[window.end - 1] == ' ')
		window.end--;
	return window.start < window.end && at_pass_search(s, p, pattern, window, window, hit);
}

static bool found_in_unit(struct attune_scanner *s, struct at_pass *p, const struct at_guard *g, uint32_t pattern,
                          const struct at_match *m, struct at_span *hit)
{
	const struct at_span *spans;
	uint32_t unit = at_pass_unit_at(p, at_pattern_at(s->rules, pattern)->scope, m->span.start);
	if (g->region == AT_R_NEXT && ++unit >= p->text.n_sentences)
		return false;
	size_t n = at_pass_find(s, p, pattern, unit, &spans);
	bool rest = g->region == AT_R_CLAUSE_REST || g->region == AT_R_SENTENCE_REST;
	for (size_t i = 0; i < n; i++)
		if (!(rest || g->region == AT_R_MATCH) ||
		    (spans[i].start <= m->span.start && (rest || m->span.start < spans[i].end))) {
			*hit = spans[i];
			return true;
		}
	return false;
}

static bool found_in_partner(struct attune_scanner *s, uint32_t pattern, struct at_span *hit)
{
	const struct at_span *spans;
	if (!s->has_partner || at_pass_find(s, &s->partner, pattern, 0, &spans) == 0)
		return false;
	*hit = spans[0];
	return true;
}

/* *hit: where its pattern stands; empty when it needs none. */
static bool guarded_by(struct attune_scanner *s, struct at_pass *p, const struct at_guard *g, const struct at_match *m,
                       struct at_span *hit)
{
	*hit = (struct at_span){0, 0};
	if (g->when != AT_NONE) {
		bool blind = at_condition_at(s->rules, g->when)->needs_partner && !s->has_partner;
		if (blind || !at_condition_holds(s, g->when, m))
			return false;
	}
	if (g->patterns.n == 0)
		return true;
	for (uint32_t k = 0; k < g->patterns.n; k++) {
		uint32_t pattern = g->patterns.first + k;
		if (g->region == AT_R_PARTNER) {
			if (found_in_partner(s, pattern, hit))
				return true;
		} else if (at_pass_may(s, p, pattern)) {
			if (g->region == AT_R_BEFORE ? found_before(s, p, g, pattern, m, hit)
			                             : found_in_unit(s, p, g, pattern, m, hit))
				return true;
		}
	}
	return false;
}

static bool excepted(struct attune_scanner *s, struct at_pass *p, const struct at_rule *rule, const struct at_match *m,
                     struct at_span *hit)
{
	for (uint32_t k = 0; k < rule->excepts.n; k++) {
		const struct at_span *spans;
		uint32_t pattern = rule->excepts.first + k;
		uint32_t unit = at_pass_unit_at(p, at_pattern_at(s->rules, pattern)->scope, m->span.start);
		size_t n = at_pass_find(s, p, pattern, unit, &spans);
		for (size_t i = 0; i < n; i++)
			if (overlap(spans[i], m->span)) {
				*hit = spans[i];
				return true;
			}
	}
	return false;
}

bool at_guards(struct attune_scanner *s, struct at_pass *p, uint32_t guard, const struct at_match *m)
{
	struct at_span hit;
	return guarded_by(s, p, at_guard_at(s->rules, guard), m, &hit);
}

bool at_cancelled(struct attune_scanner *s, struct at_pass *p, const struct at_match *m)
{
	struct at_cancel why;
	return at_cancelled_by(s, p, m, &why);
}

bool at_cancelled_by(struct attune_scanner *s, struct at_pass *p, const struct at_match *m, struct at_cancel *why)
{
	const struct at_rule *rule = at_rule_at(s->rules, m->rule);
	const uint32_t *guards = at_list(s->rules, rule->guards);
	why->guard = AT_NONE;
	if (excepted(s, p, rule, m, &why->span))
		return true;
	for (uint32_t i = 0; i < rule->guards.n; i++) {
		why->guard = guards[i];
		if (guarded_by(s, p, at_guard_at(s->rules, guards[i]), m, &why->span))
			return true;
	}
	return false;
}
