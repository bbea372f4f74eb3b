/* SPDX-License-Identifier: MIT */
/*
 * choose.c: which reply templates and pieces fit a moment. Input: a template, the reading, the draft's findings, the wish; output:
 * yes or no. Calls scan.
 */
#include "mirror/compose.h"
#include <string.h>

/* Whether the safety card stands in place of everything else. */
static bool card_stands(const struct attune_scanner *s)
{
	return s->card != 0 && !attune_card_is_soft(at_string(s->rules, s->card));
}

static bool any_cue(const struct at_composer *c, struct at_range selectors)
{
	const attune_rules *rules = c->s->rules;
	const uint32_t *list = at_list(rules, selectors);
	for (size_t i = 0; i < c->s->n_cues; i++)
		for (uint32_t k = 0; k < selectors.n; k++)
			if (at_selects(list[k], c->s->any, at_rule_at(rules, c->s->cues[i])))
				return true;
	return false;
}

static bool any_flag(const struct at_composer *c, struct at_range selectors)
{
	const attune_rules *rules = c->s->rules;
	const uint32_t *list = at_list(rules, selectors);
	for (size_t i = 0; i < c->n_found; i++) {
		const struct at_rule *rule = at_rule_at(rules, c->found[i]);
		for (uint32_t k = 0; k < selectors.n; k++)
			if (at_selects(list[k], c->s->any, rule) || list[k] == rule->category)
				return true;
	}
	return false;
}

static bool any_need(const struct at_composer *c, struct at_range names)
{
	const uint32_t *list = at_list(c->s->rules, names);
	for (size_t i = 0; i < c->s->n_needs && i < 2; i++)
		for (uint32_t k = 0; k < names.n; k++)
			if (list[k] == c->s->needs[i])
				return true;
	return false;
}

/* Whether what they tell of abuse is told of the writer: "you hit me". Nothing that could be sent makes that better. */
static bool is_about_writer(const struct attune_scanner *s)
{
	const struct at_text *t = &s->partner.text;
	for (size_t i = 0; i < s->partner.n_matches; i++) {
		const struct at_match *m = &s->partner.matches[i];
		if ((at_rule_at(s->rules, m->rule)->moments & 1u << AT_M_ABUSE) == 0)
			continue;
		struct at_span in = t->clauses[at_text_clause_at(t, m->span.start)].span;
		for (size_t k = at_text_token_from(t, in.start); k < t->n_tokens && t->tokens[k].start < in.end; k++)
			if (AT_HAS(t->tokens[k].classes, AT_C_OTHER))
				return true;
	}
	return false;
}

/* In a crisis and where there is abuse only replies made for it are offered; for a draft that itself gets the safety card (a threat,
 * coercion) none at all. */
static bool is_safe(const struct at_composer *c, const struct at_reply *u)
{
	const uint32_t grave = c->s->kinds & (1u << AT_M_CRISIS | 1u << AT_M_ABUSE);
	if (u->piece != 0)
		return true;
	if ((grave & 1u << AT_M_ABUSE) != 0 && is_about_writer(c->s))
		return false;
	return grave != 0 ? (u->moments & grave) != 0 : !card_stands(c->s);
}

bool at_reply_fits(const struct at_composer *c, const struct at_reply *u)
{
	struct attune_scanner *s = c->s;
	unsigned goal = (unsigned)c->wish->goal, to = (unsigned)c->wish->to;
	if (c->barred != NULL && c->barred[u - at_reply_at(s->rules, 0)])
		return false;
	if (u->texts.n == 0 || (u->alone != 2 && (u->alone == 1) == s->has_partner) || !is_safe(c, u))
		return false;
	if (u->moments != 0 && (u->moments & s->kinds) == 0)
		return false;
	if (u->registers != 0 && (u->registers >> c->style.reg & 1u) == 0)
		return false;
	if (u->goals != 0 && goal != ATTUNE_GOAL_ANY && (u->goals >> goal & 1u) == 0)
		return false;
	if (u->tos != 0 && (u->tos >> to & 1u) == 0)
		return false;
	if ((u->reads.n != 0 && !any_cue(c, u->reads)) || (u->found.n != 0 && !any_flag(c, u->found)) ||
	    (u->needs.n != 0 && !any_need(c, u->needs)))
		return false;
	if (u->when != AT_NONE && at_condition_at(s->rules, u->when)->needs_partner && !s->has_partner)
		return false;
	return at_condition_holds(s, u->when, NULL);
}

const struct at_reply *at_reply_first(const attune_rules *rules, const char *piece, size_t len)
{
	const uint32_t *firsts = at_section(rules, AT_S_PIECES);
	for (uint32_t i = 0; i < rules->image->n[AT_S_PIECES]; i++) {
		const struct at_reply *u = at_reply_at(rules, firsts[i]);
		const char *name = at_string(rules, u->piece);
		if (strncmp(name, piece, len) == 0 && name[len] == '\0')
			return u;
	}
	return NULL;
}
