/* SPDX-License-Identifier: MIT */
/*
 * traceleaning.c: why a sentence leans as it does. Input: a draft that was read; output: lines with the sentence, how far it leans, and
 * what weighs most in it. Calls leaning.
 */
#include "ruleset/leaning.h"
#include "scan/leaning.h"
#include "scan/trace.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define SHOWN 10u /* of what weighs in a sentence */

struct part {
	char key[AT_LEAN_KEY];
	double weight;
};

struct weighing {
	const attune_rules *rules;
	uint32_t leaning;
	struct part parts[SHOWN]; /* the weightiest so far, in order */
	size_t n;
};

static void take(void *arg, const char *key, size_t len, uint32_t hash, uint32_t clause)
{
	struct weighing *w = arg;
	struct at_range found = at_lean_find(w->rules, key, len, hash);
	const struct at_lean *leans = (const struct at_lean *)at_section(w->rules, AT_S_LEANS) + found.first;
	struct part fresh = {"", 0};
	(void)clause;
	for (uint32_t i = 0; i < found.n; i++)
		if (leans[i].leaning == w->leaning)
			fresh.weight = (double)leans[i].weight;
	if (fresh.weight == 0 || len >= sizeof fresh.key)
		return;
	memcpy(fresh.key, key, len);
	size_t at = 0;
	while (at < w->n && fabs(w->parts[at].weight) >= fabs(fresh.weight)) {
		if (strcmp(w->parts[at].key, fresh.key) == 0)
			return;
		at++;
	}
	if (at == SHOWN)
		return;
	w->n += w->n < SHOWN;
	memmove(&w->parts[at + 1], &w->parts[at], (w->n - at - 1) * sizeof *w->parts);
	w->parts[at] = fresh;
}

static void tell_sentence(struct at_telling *t, uint32_t leaning, size_t sentence)
{
	struct weighing w = {.rules = t->s->rules, .leaning = leaning};
	char list[SHOWN * (AT_LEAN_KEY + 16)] = "";
	size_t at = 0;
	at_lean_keys(t->s, sentence, take, &w);
	at_lean_draft_keys(t->s, take, &w);
	for (size_t i = 0; i < w.n && at < sizeof list; i++) {
		bool around = w.parts[i].key[0] == AT_LEAN_AROUND;
		at += (size_t)snprintf(list + at, sizeof list - at, "%s%s%s%s %+.2f", i > 0 ? ", " : "", around ? "" : "“",
		                       w.parts[i].key + around, around ? "" : "”", w.parts[i].weight);
	}
	at_tell_line(t, "what weighs most in it: %s", w.n > 0 ? list : "nothing");
}

void at_tell_leaning(struct at_telling *t, const struct at_rule *rule)
{
	const struct at_measure_spec *spec = at_measure_at(t->s->rules, rule->measure);
	const struct at_text *d = &t->s->draft.text;
	size_t most = 0;
	if (!at_leaning_speaks(t->s, spec->to)) {
		at_tell_line(
			t,
			"silent: the draft as a whole is of a kind that this leaning is not for (its `outside`), or too long (its `longest`)");
		return;
	}
	for (size_t i = 1; i < d->n_sentences; i++)
		if (at_leaning(t->s, spec->to, i) > at_leaning(t->s, spec->to, most))
			most = i;
	for (size_t i = 0; i < d->n_sentences; i++) {
		double leans = at_leaning(t->s, spec->to, i);
		struct at_match m = {AT_NONE, 0, d->sentences[i].span};
		bool holds = at_measure_holds(t->s, rule->measure, &m);
		if (!holds && i != most)
			continue;
		at_tell_part(t, &t->s->draft, holds ? at_leaning_span(t->s, spec->to, i) : m.span);
		at_tell_line(t, "it leans %.2f; the rule wants %s %g", leans, spec->has_above ? "more than" : "less than",
		             (double)(spec->has_above ? spec->above : spec->below));
		tell_sentence(t, spec->to, i);
	}
}
