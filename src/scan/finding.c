/* SPDX-License-Identifier: MIT */
/*
 * finding.c: from raw matches of the draft to moves and findings. Input: the draft pass and the reading; output: moves
 * in order, flags with their
 * severity, one for each phrase: the most severe, then the most specific (the rarest wording) stands for all that overlap it.
 * Calls guard, condition.
 */
#include "scan/leaning.h"
#include "ruleset/leaning.h"
#include <math.h>
#include <stdlib.h>

void at_find_moves(struct attune_scanner *s)
{
	s->n_moves = 0;
	for (size_t i = 0; i < s->draft.n_matches && s->n_moves < ATTUNE_MAX_FINDINGS; i++) {
		const struct at_match *m = &s->draft.matches[i];
		const struct at_rule *rule = at_rule_at(s->rules, m->rule);
		if (rule->kind != ATTUNE_MOVE)
			continue;
		/* Patterns of one rule may overlap; the first, which starts first, stands. */
		bool seen = s->last_move[m->rule].stamp == s->stamp;
		bool twin = seen && s->last_move[m->rule].end > m->span.start;
		if (twin || at_cancelled(s, &s->draft, m) ||
		    (rule->when != AT_NONE && at_condition_at(s->rules, rule->when)->needs_partner && !s->has_partner) ||
		    !at_condition_holds(s, rule->when, m))
			continue;
		if (!at_grow(&s->moves, &s->moves_cap, s->n_moves + 1, sizeof *s->moves)) {
			s->failed = true;
			return;
		}
		s->moves[s->n_moves++] = (struct at_move_found){m->rule, m->span, !seen};
		s->last_move[m->rule] = (struct at_last_move){s->stamp, m->span.end};
	}
}

static void add_flag(struct attune_scanner *s, struct at_flag_found f)
{
	if (s->n_flags >= ATTUNE_MAX_FINDINGS * 2u)
		return;
	if (!at_grow(&s->flags, &s->flags_cap, s->n_flags + 1, sizeof *s->flags)) {
		s->failed = true;
		return;
	}
	s->flags[s->n_flags++] = f;
}

static void find_phrases(struct attune_scanner *s)
{
	for (size_t i = 0; i < s->draft.n_matches && !s->failed; i++) {
		const struct at_match *m = &s->draft.matches[i];
		const struct at_rule *rule = at_rule_at(s->rules, m->rule);
		if (rule->kind != ATTUNE_FLAG)
			continue;
		attune_severity severity = at_judge(s, rule, m);
		if (severity == ATTUNE_OFF || at_cancelled(s, &s->draft, m))
			continue;
		add_flag(s, (struct at_flag_found){.rule = m->rule, .pattern = m->pattern, .span = m->span, .severity = severity});
	}
}

bool at_selected(const struct attune_scanner *s, struct at_range selectors, const struct at_rule *rule)
{
	const uint32_t *list = at_list(s->rules, selectors);
	for (uint32_t k = 0; k < selectors.n; k++)
		if (at_selects(list[k], s->any, rule) || (rule->kind == ATTUNE_FLAG && list[k] == rule->category))
			return true;
	return false;
}

/* Where the first of these moves starts; the end of the draft when there is none. */
static uint32_t first_move(const struct attune_scanner *s, struct at_range selectors)
{
	for (size_t i = 0; i < s->n_moves; i++)
		if (at_selected(s, selectors, at_rule_at(s->rules, s->moves[i].rule)))
			return s->moves[i].span.start;
	return UINT32_MAX;
}

/* Heard first: the earliest phrase of these families that comes before any of the moves. */
static bool find_before(const struct attune_scanner *s, const struct at_rule *rule, uint32_t move, struct at_span *out)
{
	bool found = false;
	for (size_t i = 0; i < s->n_flags; i++) {
		const struct at_flag_found *f = &s->flags[i];
		if (f->whole || f->span.start >= move || !at_selected(s, rule->before, at_rule_at(s->rules, f->rule)))
			continue;
		if (!found || f->span.start < out->start)
			*out = f->span;
		found = true;
	}
	return found;
}

static bool level_holds(struct attune_scanner *s, const struct at_rule *rule, struct at_span *span)
{
	if (rule->measure != AT_NONE && !at_measure_holds(s, rule->measure, NULL))
		return false;
	if (rule->missing.n == 0)
		return true;
	uint32_t move = first_move(s, rule->missing);
	return rule->before.n != 0 ? find_before(s, rule, move, span) : move == UINT32_MAX;
}

bool at_is_leaning(const struct attune_scanner *s, const struct at_rule *rule)
{
	return rule->measure != AT_NONE && at_measure_at(s->rules, rule->measure)->name == AT_Q_LEANING && rule->missing.n == 0;
}

static void find_leaning(struct attune_scanner *s, uint32_t index)
{
	const struct at_rule *rule = at_rule_at(s->rules, index);
	for (size_t i = 0; i < s->draft.text.n_sentences; i++) {
		struct at_match m = {AT_NONE, index, s->draft.text.sentences[i].span};
		if (!at_measure_holds(s, rule->measure, &m))
			continue;
		m.span = at_leaning_span(s, at_measure_at(s->rules, rule->measure)->to, i);
		attune_severity severity = at_judge(s, rule, &m);
		if (severity != ATTUNE_OFF && !at_cancelled(s, &s->draft, &m))
			add_flag(s,
			         (struct at_flag_found){.rule = index, .pattern = AT_NONE, .span = m.span, .severity = severity});
	}
}

/* Flags about the draft as a whole. An empty draft has nothing to say about. */
static void find_whole(struct attune_scanner *s)
{
	const uint32_t *list = at_section(s->rules, AT_S_LEVEL);
	for (uint32_t i = 0; i < s->rules->image->n[AT_S_LEVEL] && s->draft.text.words != 0; i++) {
		const struct at_rule *rule = at_rule_at(s->rules, list[i]);
		struct at_span span = {0, (uint32_t)s->draft.text.normal.len};
		struct at_match m = {0, list[i], span};
		if (at_is_leaning(s, rule)) {
			find_leaning(s, list[i]);
			continue;
		}
		if (!level_holds(s, rule, &span))
			continue;
		attune_severity severity = at_judge(s, rule, rule->before.n != 0 ? &(struct at_match){0, list[i], span} : NULL);
		if (severity != ATTUNE_OFF && !at_cancelled(s, &s->draft, &m))
			add_flag(s,
			         (struct at_flag_found){
					 .rule = list[i], .pattern = AT_NONE, .span = span, .severity = severity, .whole = true});
	}
}

/* More severe, then rarer wording, then longer, then by rule: a total order, so that the outcome never hangs on the sort. */
static int by_weight(const struct attune_scanner *s, const struct at_flag_found *a, const struct at_flag_found *b)
{
	unsigned ra = a->pattern == AT_NONE ? 0 : at_pattern_at(s->rules, a->pattern)->score;
	unsigned rb = b->pattern == AT_NONE ? 0 : at_pattern_at(s->rules, b->pattern)->score;
	uint32_t la = a->span.end - a->span.start, lb = b->span.end - b->span.start;
	if (a->severity != b->severity)
		return a->severity > b->severity ? -1 : 1;
	/* What words of a rule say is said better than what a sentence leans to. */
	if ((a->pattern == AT_NONE) != (b->pattern == AT_NONE))
		return a->pattern == AT_NONE ? 1 : -1;
	if (ra != rb && a->rule != b->rule)
		return ra > rb ? -1 : 1;
	if (la != lb)
		return la > lb ? -1 : 1;
	return a->rule < b->rule ? -1 : a->rule > b->rule;
}

/* One phrase: of one rule, when they share anything; within a category, when they share more than half of the shorter one; across
 * categories, when they share more than half of the longer, so that a laugh inside a sentence of advice is still seen. */
bool at_same_phrase(const struct attune_scanner *s, const struct at_flag_found *a, const struct at_flag_found *b)
{
	uint32_t start = a->span.start > b->span.start ? a->span.start : b->span.start;
	uint32_t end = a->span.end < b->span.end ? a->span.end : b->span.end;
	uint32_t la = a->span.end - a->span.start, lb = b->span.end - b->span.start;
	bool one_category = at_rule_at(s->rules, a->rule)->category == at_rule_at(s->rules, b->rule)->category;
	uint32_t measure = (la < lb) == one_category ? la : lb;
	return start < end && (a->rule == b->rule || 2 * (end - start) > measure);
}

static int by_place(const void *pa, const void *pb)
{
	const struct at_flag_found *a = pa, *b = pb;
	if (a->whole != b->whole)
		return a->whole ? 1 : -1;
	if (a->span.start != b->span.start)
		return a->span.start < b->span.start ? -1 : 1;
	return a->rule < b->rule ? -1 : a->rule > b->rule;
}

/* Flags are in order of place. Each loses to any heavier one on the same phrase; as phrases are short, looking around a
 * little is enough. */
void at_mark_overlaps(struct attune_scanner *s)
{
	for (size_t i = 0; i < s->n_flags; i++) {
		struct at_flag_found *a = &s->flags[i];
		for (size_t k = i + 1; k < s->n_flags && !a->whole && !s->flags[k].whole && s->flags[k].span.start < a->span.end;
		     k++) {
			struct at_flag_found *b = &s->flags[k];
			if (a->dropped || b->dropped || !at_same_phrase(s, a, b))
				continue;
			if (by_weight(s, a, b) <= 0) {
				b->dropped = true;
				b->by = a->rule;
			} else {
				a->dropped = true;
				a->by = b->rule;
			}
		}
	}
}

static void resolve_overlaps(struct attune_scanner *s)
{
	size_t n = 0;
	at_mark_overlaps(s);
	for (size_t i = 0; i < s->n_flags && n < ATTUNE_MAX_FINDINGS; i++)
		if (!s->flags[i].dropped)
			s->flags[n++] = s->flags[i];
	s->n_flags = n;
}

static void take_cards(struct attune_scanner *s)
{
	for (size_t i = 0; i < s->n_flags; i++)
		at_take_card(s, at_rule_at(s->rules, s->flags[i].rule)->card);
}

void at_collect_flags(struct attune_scanner *s)
{
	s->n_flags = 0;
	find_phrases(s);
	find_whole(s);
	if (s->n_flags > 1)
		qsort(s->flags, s->n_flags, sizeof *s->flags, by_place);
}

/* A draft that does this many different things for them has done its listening: what would likely miss them elsewhere is then worth
 * a look, no more. What hurts still hurts. */
#define LISTENING 3

bool at_is_listening(const struct attune_scanner *s)
{
	unsigned moves = 0;
	for (size_t i = 0; i < s->n_moves; i++)
		moves += s->moves[i].first;
	return moves >= LISTENING;
}

/* The words of a rule are there, and the sentence as a whole hardly leans to its category. */
bool at_is_doubtful(struct attune_scanner *s, const struct at_flag_found *f, double *leans)
{
	const struct at_leaning *known = at_section(s->rules, AT_S_LEANINGS);
	const struct at_rule *rule = at_rule_at(s->rules, f->rule);
	double most = 0;
	uint32_t which = 0;
	while (which < s->rules->image->n[AT_S_LEANINGS] && known[which].name != rule->category)
		which++;
	if (which == s->rules->image->n[AT_S_LEANINGS] || rule->layer > known[which].layer || known[which].doubt <= 0 ||
	    !at_leaning_reads(s, which))
		return false;
	for (size_t i = at_text_sentence_at(&s->draft.text, f->span.start); i < s->draft.text.n_sentences; i++) {
		if (s->draft.text.sentences[i].span.start >= f->span.end)
			break;
		most = fmax(most, at_leaning_part(s, which, i, f->span));
	}
	if (leans != NULL)
		*leans = most;
	return most < (double)known[which].doubt;
}

static void weigh_listening(struct attune_scanner *s)
{
	bool listening = at_is_listening(s);
	for (size_t i = 0; listening && i < s->n_flags; i++)
		if (s->flags[i].severity == ATTUNE_MISS)
			s->flags[i].severity = ATTUNE_NOTE;
}

static void weigh_doubts(struct attune_scanner *s)
{
	for (size_t i = 0; i < s->n_flags; i++)
		if (s->flags[i].severity > ATTUNE_NOTE && at_is_doubtful(s, &s->flags[i], NULL))
			s->flags[i].severity = ATTUNE_NOTE;
}

void at_find_flags(struct attune_scanner *s)
{
	at_collect_flags(s);
	take_cards(s);
	weigh_doubts(s);
	resolve_overlaps(s);
	weigh_listening(s);
}
