/* SPDX-License-Identifier: MIT */
/*
 * condition.c: conditions (`when`) and what they do to a severity. Input: the reading, the moves found so far, a match;
 * output: yes or no, or a severity. Calls pass, measure.
 */
#include "scan/scanner.h"

static bool has_feeling(const struct attune_scanner *s, struct at_range families)
{
	const uint32_t *list = at_list(s->rules, families);
	for (size_t i = 0; i < s->n_feelings; i++)
		for (uint32_t k = 0; k < families.n; k++)
			if (s->feelings[i].family == list[k])
				return true;
	return false;
}

static bool found_any(struct attune_scanner *s, struct at_pass *p, struct at_range patterns)
{
	const struct at_span *spans;
	for (uint32_t k = 0; k < patterns.n; k++)
		if (at_pass_find(s, p, patterns.first + k, 0, &spans) != 0)
			return true;
	return false;
}

static bool has_move(const struct attune_scanner *s, struct at_range selectors)
{
	const uint32_t *list = at_list(s->rules, selectors);
	for (size_t i = 0; i < s->n_moves; i++)
		for (uint32_t k = 0; k < selectors.n; k++)
			if (at_selects(list[k], s->any, at_rule_at(s->rules, s->moves[i].rule)))
				return true;
	return false;
}

/* Different moves that end before the match starts. Moves are in order of their start. */
uint32_t at_moves_before(const struct attune_scanner *s, uint32_t at)
{
	uint32_t n = 0;
	for (size_t i = 0; i < s->n_moves && s->moves[i].span.start < at; i++)
		n += s->moves[i].first && s->moves[i].span.end <= at;
	return n;
}

static bool in_place(const struct attune_scanner *s, unsigned place, const struct at_match *m)
{
	const struct at_text *t = &s->draft.text;
	if (place == AT_P_ANY)
		return true;
	if (place == AT_P_ONLY || m == NULL)
		return t->n_sentences <= 1;
	if (place == AT_P_FIRST)
		return at_text_sentence_at(t, m->span.start) == 0;
	if (place == AT_P_FIRST_CLAUSE)
		return at_text_clause_at(t, m->span.start) == 0;
	return at_text_sentence_at(t, m->span.start) + 1 == t->n_sentences;
}

static bool within(uint32_t n, uint32_t min, uint32_t max)
{
	return n >= min && (max == 0 || n <= max);
}

static enum at_fault partner_fault(struct attune_scanner *s, const struct at_condition *c)
{
	if (c->partner != 0 && (c->partner & s->kinds) == 0)
		return AT_NOT_PARTNER;
	if (c->feelings.n != 0 && !has_feeling(s, c->feelings))
		return AT_NOT_FEELINGS;
	if (c->partner_says.n != 0 && !found_any(s, &s->partner, c->partner_says))
		return AT_NOT_PARTNER_SAYS;
	if (c->partner_says_not.n != 0 && found_any(s, &s->partner, c->partner_says_not))
		return AT_NOT_PARTNER_SAYS_NOT;
	return within(s->partner.text.words, c->partner_words_min, c->partner_words_max) ? AT_HOLDS : AT_NOT_PARTNER_WORDS;
}

static enum at_fault draft_fault(struct attune_scanner *s, const struct at_condition *c, const struct at_match *m)
{
	if (c->says.n != 0 && !found_any(s, &s->draft, c->says))
		return AT_NOT_SAYS;
	if (c->says_not.n != 0 && found_any(s, &s->draft, c->says_not))
		return AT_NOT_SAYS_NOT;
	if (c->moves.n != 0 && !has_move(s, c->moves))
		return AT_NOT_MOVES;
	if (c->no_moves.n != 0 && has_move(s, c->no_moves))
		return AT_NOT_NO_MOVES;
	if (m != NULL && (c->after_moves != 0 || c->before_moves)) {
		uint32_t before = at_moves_before(s, m->span.start);
		if (before < c->after_moves)
			return AT_NOT_AFTER_MOVES;
		if (c->before_moves && before != 0)
			return AT_NOT_BEFORE_MOVES;
	}
	if (!within(s->draft.text.words, c->words_min, c->words_max))
		return AT_NOT_WORDS;
	return in_place(s, c->place, m) ? AT_HOLDS : AT_NOT_PLACE;
}

enum at_fault at_condition_fault(struct attune_scanner *s, uint32_t index, const struct at_match *m)
{
	enum at_fault fault = AT_HOLDS;
	if (index == AT_NONE)
		return AT_HOLDS;
	const struct at_condition *c = at_condition_at(s->rules, index);
	if ((c->partner_not & s->kinds) != 0)
		return AT_NOT_PARTNER_NOT;
	if (s->has_partner)
		fault = partner_fault(s, c);
	if (fault == AT_HOLDS && s->has_draft)
		fault = draft_fault(s, c, m);
	if (fault != AT_HOLDS || c->measure == AT_NONE || (!s->has_partner && c->needs_partner))
		return fault;
	return at_measure_holds(s, c->measure, m) ? AT_HOLDS : AT_NOT_MEASURE;
}

bool at_condition_holds(struct attune_scanner *s, uint32_t index, const struct at_match *m)
{
	return at_condition_fault(s, index, m) == AT_HOLDS;
}

static attune_severity without_context(const struct at_rule *rule)
{
	switch (rule->without_context) {
	case 0:
		return ATTUNE_OFF;
	case 1:
		return rule->severity < ATTUNE_NOTE ? (attune_severity)rule->severity : ATTUNE_NOTE;
	default:
		return (attune_severity)rule->severity;
	}
}

attune_severity at_judge(struct attune_scanner *s, const struct at_rule *rule, const struct at_match *m)
{
	struct at_judgement why;
	return at_judge_why(s, rule, m, &why);
}

attune_severity at_judge_why(struct attune_scanner *s, const struct at_rule *rule, const struct at_match *m,
                             struct at_judgement *why)
{
	const struct at_shade *shades = (const struct at_shade *)at_section(s->rules, AT_S_SHADES) + rule->shades.first;
	attune_severity severity = (attune_severity)rule->severity, most = ATTUNE_HURT;
	*why = (struct at_judgement){.fault = at_condition_fault(s, rule->when, m)};
	if (why->fault != AT_HOLDS)
		return ATTUNE_OFF;
	why->blind = rule->when != AT_NONE && at_condition_at(s->rules, rule->when)->needs_partner && !s->has_partner;
	if (why->blind)
		severity = most = without_context(rule);
	for (uint32_t i = 0; i < rule->shades.n; i++) {
		const struct at_condition *c = at_condition_at(s->rules, shades[i].when);
		if ((c->needs_partner && !s->has_partner) || !at_condition_holds(s, shades[i].when, m))
			continue;
		severity = (attune_severity)shades[i].severity;
		why->shade = i + 1;
		break;
	}
	return severity < most ? severity : most;
}
