/* SPDX-License-Identifier: MIT */
/*
 * plan.c: what becomes of each sentence of the draft in a reply: kept (it is clean and does something for them, or carries a
 * name, a time or a number), parked (advice, to be handed back), or dropped. Input: a scanner after a scan of the draft;
 * output: slices of the caller's draft. Calls scan, text.
 *
 * Invariant: nothing that carries a finding is kept; what hangs on a dropped sentence ("It works every time.") is dropped
 * with it; a name, time or number that is lost is listed.
 */
#include "mirror/compose.h"
#include "text/bytes.h"
#include <string.h>

/* Whether a flag stands in the span; of this category only, when one is given. */
static bool is_flagged(const struct attune_scanner *s, struct at_span span, const char *category)
{
	for (size_t i = 0; i < s->n_flags; i++) {
		const struct at_flag_found *f = &s->flags[i];
		if (!f->dropped && !f->whole && f->span.start < span.end && span.start < f->span.end &&
		    (category == NULL || strcmp(at_string(s->rules, at_rule_at(s->rules, f->rule)->category), category) == 0))
			return true;
	}
	return false;
}

static bool has_move(const struct attune_scanner *s, struct at_span span)
{
	for (size_t i = 0; i < s->n_moves; i++)
		if (s->moves[i].span.start < span.end && span.start < s->moves[i].span.end)
			return true;
	return false;
}

/* A number, or a capitalised word that does not begin the sentence and isn't I: a name or a day. */
static bool has_particulars(const struct at_text *t, struct at_span span)
{
	size_t first = at_text_token_from(t, span.start);
	for (size_t i = first; i < t->n_tokens && t->tokens[i].start < span.end; i++) {
		const struct at_token *k = &t->tokens[i];
		char c = t->normal.ptr[k->start];
		if (k->kind == AT_T_NUMBER || (k->kind == AT_T_WORD && c >= '0' && c <= '9'))
			return true;
		if (k->kind == AT_T_WORD && i > first && at_is_upper(c) && k->end - k->start > 2 && !k->caps &&
		    memchr(t->normal.ptr + k->start, '\'', k->end - k->start) == NULL)
			return true;
	}
	return false;
}

static bool moves_selected(const struct attune_scanner *s, struct at_range selectors, struct at_span span)
{
	const uint32_t *list = at_list(s->rules, selectors);
	for (size_t i = 0; i < s->n_moves; i++)
		for (uint32_t k = 0; k < selectors.n; k++)
			if (s->moves[i].span.start < span.end && span.start < s->moves[i].span.end &&
			    at_selects(list[k], s->any, at_rule_at(s->rules, s->moves[i].rule)))
				return true;
	return false;
}

static bool is_sound(struct at_composer *c, const struct at_reply *u, const struct at_sentence *sentence)
{
	const struct at_take *takes = (const struct at_take *)at_section(c->s->rules, AT_S_TAKES) + u->takes.first;
	struct at_span last = c->s->draft.text.clauses[sentence->first_clause + sentence->n_clauses - 1].span;
	const struct at_span *found = NULL;
	for (uint32_t k = 0; k < u->takes.n; k++)
		if (at_pass_find(c->s, &c->s->draft, takes[k].pattern, sentence->first_clause, &found) != 0 &&
		    found[0].start == sentence->span.start && last.start < found[0].end + 2)
			return true;
	return false;
}

/* Whether the sentence may stand before the mirror: the pieces named `opening` say what does, a sound that is all of it ("oh no
 * babe", their takes) or a move in it ("I'm so sorry", their `when: {moves: ...}`). */
static bool is_opening(struct at_composer *c, const struct at_sentence *sentence)
{
	const attune_rules *rules = c->s->rules;
	if (sentence->n_clauses == 0 || sentence->question)
		return false;
	for (const struct at_reply *u = at_reply_first(rules, AT_OPENING, strlen(AT_OPENING)); u != NULL;
	     u = at_reply_next(rules, u))
		if (is_sound(c, u, sentence) ||
		    (u->when != AT_NONE && moves_selected(c->s, at_condition_at(rules, u->when)->moves, sentence->span)))
			return true;
	return false;
}

/* Whether the sentence is worth keeping for what it promises or wishes ("I'm cooking tonight", "love you"): what the takes of the
 * pieces named `keep` find in the draft. */
static bool is_promise(struct at_composer *c, const struct at_sentence *sentence)
{
	const attune_rules *rules = c->s->rules;
	const struct at_take *takes = at_section(rules, AT_S_TAKES);
	const struct at_span *found = NULL;
	for (const struct at_reply *u = at_reply_first(rules, AT_KEEP, strlen(AT_KEEP)); u != NULL; u = at_reply_next(rules, u))
		for (uint32_t k = 0; k < u->takes.n; k++)
			for (uint32_t n = 0; n < sentence->n_clauses; n++)
				if (at_pass_find(c->s, &c->s->draft, takes[u->takes.first + k].pattern, sentence->first_clause + n,
				                 &found) != 0)
					return true;
	return false;
}

static struct at_words raw_words(const struct at_composer *c, struct at_span span)
{
	struct at_span raw = at_text_raw_span(&c->s->draft.text, span);
	return (struct at_words){c->draft + raw.start, raw.end - raw.start};
}

static void list(struct at_words *to, size_t *n, struct at_words words)
{
	if (*n < AT_PARKED_MAX)
		to[(*n)++] = words;
}

static void keep(struct at_composer *c, struct at_span span, bool question, bool opening)
{
	struct at_plan *p = &c->plan;
	if (p->n_kept < AT_KEPT_MAX)
		p->kept[p->n_kept++] = (struct at_kept){raw_words(c, span), question ? AT_K_ASK : opening ? AT_K_OPEN : AT_K_REST};
}

/* Whether sentences that do nothing for them are most likely more of the writer's own side: beside a flag of that kind, or before
 * somebody who is angry. */
static bool is_own_side(const struct attune_scanner *s)
{
	for (size_t i = 0; i < s->n_flags; i++) {
		const char *category = at_string(s->rules, at_rule_at(s->rules, s->flags[i].rule)->category);
		if (!s->flags[i].dropped && (strcmp(category, "self-centered") == 0 || strcmp(category, "non-apology") == 0))
			return true;
	}
	return (s->kinds & 1u << AT_M_ANGER) != 0;
}

/* "31 and depressed since", "I was at the final": a sentence about the writer that promises nothing. Plans and offers have
 * moves, begin with "I'll" or "I'm", or speak of "you". */
static bool is_own_story(const struct at_text *t, const struct at_sentence *sentence)
{
	bool other = false;
	for (uint32_t i = 0; i < sentence->n_tokens; i++)
		other |= AT_HAS(t->tokens[sentence->first_token + i].classes, AT_C_OTHER);
	const struct at_token *first = &t->tokens[sentence->first_token];
	bool self = sentence->n_tokens != 0 &&
	            ((AT_HAS(first->classes, AT_C_SELF) && first->end - first->start == 1) || first->kind == AT_T_NUMBER);
	return self && !other;
}

/* A word of the draft that leans on what stood before it: a joining word, or "it", "that", "they". */
static bool leans_back(const struct at_text *t, const struct at_sentence *sentence)
{
	if (sentence->n_tokens == 0)
		return false;
	const struct at_token *k = &t->tokens[sentence->first_token];
	return AT_HAS(k->classes, AT_C_CONJUNCTION) || AT_HAS(k->classes, AT_C_LSM_IMPERSONAL) ||
	       AT_HAS(k->classes, AT_C_LSM_CONJUNCTION);
}

/* The clean clauses before the first flagged one, when they do something: "I'm so sorry babe" of "I'm so sorry babe but at
 * least ...". Likewise those behind the last. */
static bool keep_edges(struct at_composer *c, const struct at_sentence *sentence, bool opening)
{
	const struct at_text *t = &c->s->draft.text;
	uint32_t first = sentence->n_clauses, last = 0;
	bool kept = false;
	for (uint32_t k = 0; k < sentence->n_clauses; k++) {
		if (!is_flagged(c->s, t->clauses[sentence->first_clause + k].span, NULL))
			continue;
		first = k < first ? k : first;
		last = k;
	}
	if (first == sentence->n_clauses)
		return false;
	if (first > 0) {
		struct at_span span = {sentence->span.start, t->clauses[sentence->first_clause + first - 1].span.end};
		if (has_move(c->s, span)) {
			keep(c, span, false, opening);
			kept = true;
		}
	}
	if (last + 1 < sentence->n_clauses) {
		const struct at_clause *clause = &t->clauses[sentence->first_clause + last + 1];
		struct at_span span = {clause->span.start, sentence->span.end};
		uint32_t i = clause->first_token;
		if (clause->n_tokens > 1 && AT_HAS(t->tokens[i].classes, AT_C_CONJUNCTION))
			span.start = t->tokens[i + 1 + t->tokens[i].more].start;
		if (span.start < span.end && has_move(c->s, span)) {
			keep(c, span, sentence->question, false);
			kept = true;
		}
	}
	return kept;
}

/* "But I love you." is kept as "I love you." */
static struct at_span without_joint(const struct at_text *t, const struct at_sentence *sentence)
{
	struct at_span span = sentence->span;
	const struct at_token *k = &t->tokens[sentence->first_token];
	if (sentence->n_tokens > 2 && k->end - k->start == 3 &&
	    (memcmp(t->normal.ptr + k->start, "but", 3) == 0 || memcmp(t->normal.ptr + k->start, "But", 3) == 0))
		span.start = t->tokens[sentence->first_token + 1].start;
	return span;
}

static void plan_sentence(struct at_composer *c, size_t i, bool *lost_before)
{
	const struct at_text *t = &c->s->draft.text;
	const struct at_sentence *sentence = &t->sentences[i];
	bool opening = !*lost_before;
	struct at_plan *p = &c->plan;
	for (size_t k = 0; k < p->n_kept; k++)
		opening &= p->kept[k].place == AT_K_OPEN;
	if (is_flagged(c->s, sentence->span, NULL)) {
		if (is_flagged(c->s, sentence->span, "fixing"))
			list(p->parked, &p->n_parked, raw_words(c, sentence->span));
		else if (has_particulars(t, sentence->span))
			list(p->dropped, &p->n_dropped, raw_words(c, sentence->span));
		*lost_before = !keep_edges(c, sentence, opening && is_opening(c, sentence));
		return;
	}
	/* Who was asked may answer. */
	bool asked = (c->s->kinds & 1u << AT_M_ADVICE) != 0 && !sentence->question;
	bool first = opening && is_opening(c, sentence);
	bool worth = first || asked || has_move(c->s, sentence->span) || (!sentence->question && is_promise(c, sentence));
	bool particulars = has_particulars(t, sentence->span);
	bool hangs = *lost_before && !sentence->question && leans_back(t, sentence);
	/* Beside somebody who hurts, a name or a number alone is no reason to say it. */
	bool idle = (c->s->kinds & 1u << AT_M_DISTRESS) != 0 || (c->plan.flagged && is_own_story(t, sentence));
	if ((worth || (particulars && !is_own_side(c->s) && !idle)) && !hangs) {
		keep(c, without_joint(t, sentence), sentence->question, first);
		*lost_before = false;
		return;
	}
	if (particulars)
		list(p->dropped, &p->n_dropped, raw_words(c, sentence->span));
	*lost_before = true;
}

void at_plan_draft(struct at_composer *c)
{
	bool lost = false;
	if ((c->s->kinds & (1u << AT_M_CRISIS | 1u << AT_M_ABUSE)) != 0)
		return; /* a plain message, nothing else */
	c->plan.light = true;
	for (size_t i = 0; i < c->s->n_flags; i++) {
		c->plan.flagged |= !c->s->flags[i].dropped;
		c->plan.light &= c->s->flags[i].dropped || c->s->flags[i].severity <= ATTUNE_NOTE;
	}
	c->plan.light &= c->plan.flagged;
	for (size_t i = 0; i < c->s->draft.text.n_sentences; i++)
		plan_sentence(c, i, &lost);
}
