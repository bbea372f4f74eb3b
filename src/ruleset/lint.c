/* SPDX-License-Identifier: MIT */
/*
 * lint.c: remarks for rule authors: what makes a rule slow, weak or hard to trust, though it loads. Input: a loaded set;
 * output: warnings with file and
 * line. Calls image, literal, base.
 */
#include "base/error.h"
#include "ruleset/image.h"
#include <string.h>

/* Below this a literal stands in nearly every message, so that the pattern is tried on nearly every message. 16 is one bit. */
#define COMMON_SCORE 100u
#define ENOUGH_EXAMPLES 3u

struct linting {
	const attune_rules *rules;
	struct at_diag d;
};

static struct at_place place(const struct linting *l, const struct at_rule *u)
{
	return (struct at_place){at_string(l->rules, u->file), u->line, 0};
}

static void lint_patterns(struct linting *l, const struct at_rule *u)
{
	const char *id = at_string(l->rules, u->id);
	for (uint32_t k = 0; k < u->patterns.n; k++) {
		const struct at_pattern *p = at_pattern_at(l->rules, u->patterns.first + k);
		if (p->always)
			at_diag_warning(
				&l->d, place(l, u), id,
				"pattern %u has no word that must appear, so it is tried on every message; add one if you can",
				k + 1);
		else if (p->score < COMMON_SCORE && !p->plain && strchr(at_string(l->rules, p->text), '^') == NULL)
			at_diag_warning(&l->d, place(l, u), id,
			                "pattern %u rests on a very common word, so it is tried on most messages", k + 1);
	}
}

static void lint_examples(struct linting *l, const struct at_rule *u)
{
	const struct at_example *x = (const struct at_example *)at_section(l->rules, AT_S_EXAMPLES) + u->examples.first;
	unsigned hits = 0, passes = 0;
	for (uint32_t k = 0; k < u->examples.n; k++) {
		passes += x[k].pass;
		hits += !x[k].pass;
	}
	if (hits == 0)
		at_diag_warning(&l->d, place(l, u), at_string(l->rules, u->id), "no example that it should find");
	if (passes == 0 && u->kind != ATTUNE_CUE)
		at_diag_warning(&l->d, place(l, u), at_string(l->rules, u->id),
		                "no `pass` example: which look-alike must it leave alone?");
	else if (u->kind != ATTUNE_CUE && (hits < ENOUGH_EXAMPLES || passes < ENOUGH_EXAMPLES))
		at_diag_warning(&l->d, place(l, u), at_string(l->rules, u->id),
		                "%u to find and %u to pass: three of each make a rule one can trust", hits, passes);
}

static void lint_words(struct linting *l, const struct at_rule *u)
{
	const char *id = at_string(l->rules, u->id);
	if (u->kind == ATTUNE_FLAG && u->why == 0)
		at_diag_warning(&l->d, place(l, u), id, "no `why`: say in one warm sentence why this may not land");
	if (u->title == 0)
		at_diag_warning(&l->d, place(l, u), id, "no `title`");
}

attune_status attune_rules_lint(const attune_rules *rules, attune_diag_fn diag, void *payload, size_t *remarks)
{
	struct linting l = {rules, {.fn = diag, .payload = payload}};
	for (uint32_t i = 0; i < rules->image->n[AT_S_RULES]; i++) {
		const struct at_rule *u = at_rule_at(rules, i);
		if (u->muted)
			continue;
		lint_words(&l, u);
		lint_patterns(&l, u);
		lint_examples(&l, u);
	}
	if (remarks != NULL)
		*remarks = l.d.warnings;
	return l.d.no_memory ? ATTUNE_E_MEMORY : ATTUNE_OK;
}
