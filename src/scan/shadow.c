/* SPDX-License-Identifier: MIT */
/*
 * shadow.c: which flags add nothing: every sentence they are meant to find is found by another rule of their
 * category, too. Input: a loaded set
 * with its examples; output: warnings. Calls the rest of scan/.
 */
#include "scan/scanner.h"
#include <string.h>

/* Another rule of the same category that holds on what was just read, or AT_NONE. */
static uint32_t other_rule(const struct attune_scanner *s, uint32_t rule)
{
	at_str category = at_rule_at(s->rules, rule)->category;
	for (size_t i = 0; i < s->n_flags; i++)
		if (s->flags[i].rule != rule && at_rule_at(s->rules, s->flags[i].rule)->category == category)
			return s->flags[i].rule;
	return AT_NONE;
}

/* The rule that also finds the last of this rule's examples, when each of them is found by some other; AT_NONE
 * when one is its own. */
static uint32_t shadow_of(struct attune_scanner *s, uint32_t rule)
{
	attune_example x;
	uint32_t other = AT_NONE;
	for (size_t k = 0; attune_rules_example(s->rules, rule, k, &x); k++) {
		if (x.pass)
			continue;
		if (at_read_both(s, x.text, x.text_len, x.partner, x.partner_len, NULL) != ATTUNE_OK)
			return AT_NONE;
		at_collect_flags(s);
		other = other_rule(s, rule);
		if (other == AT_NONE)
			return AT_NONE;
	}
	return other;
}

attune_status attune_rules_shadowed(const attune_rules *rules, attune_diag_fn diag, void *payload, size_t *remarks)
{
	struct at_diag d = {.fn = diag, .payload = payload};
	struct attune_scanner *s = NULL;
	attune_status status = attune_scanner_new(&s, rules, NULL);
	if (status != ATTUNE_OK)
		return status;
	for (uint32_t i = 0; i < rules->image->n[AT_S_RULES]; i++) {
		const struct at_rule *u = at_rule_at(rules, i);
		uint32_t other = u->kind == ATTUNE_FLAG && !u->muted ? shadow_of(s, i) : AT_NONE;
		struct at_place where = {at_string(rules, u->file), u->line, 0};
		if (other != AT_NONE)
			at_diag_warning(&d, where, at_string(rules, u->id),
			                "all its examples are found without it, the last by %s; add one that is its own",
			                at_string(rules, at_rule_at(rules, other)->id));
	}
	attune_scanner_free(s);
	if (remarks != NULL)
		*remarks = d.warnings;
	return ATTUNE_OK;
}
