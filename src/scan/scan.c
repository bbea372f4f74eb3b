/* SPDX-License-Identifier: MIT */
/*
 * scan.c: the scanner's life, and the order in which a message is read: partner text, reading, draft, moves, flags,
 * report. Calls the rest of scan/.
 */
#include "scan/scanner.h"
#include <stdlib.h>
#include <string.h>

/* The next `n` items of `size` bytes of a block, whose length so far is *at; NULL while the block is only measured. */
static void *carve(char *block, size_t *at, size_t n, size_t size)
{
	size_t from = *at;
	*at += ((n + 1) * size + 63) & ~(size_t)63;
	return block != NULL ? block + from : NULL;
}

/* Lays the tables out in `block`; returns the bytes they take. */
static size_t lay_tables(attune_scanner *s, char *block)
{
	const uint32_t *n = s->rules->image->n;
	size_t at = 0, sets = n[AT_S_SETS];
	s->compiled = carve(block, &at, n[AT_S_PATTERNS], sizeof(struct at_regex *));
	s->loaded = carve(block, &at, n[AT_S_PATTERNS], sizeof *s->loaded);
	s->troubled = carve(block, &at, n[AT_S_PATTERNS], sizeof *s->troubled);
	s->last_move = carve(block, &at, n[AT_S_RULES], sizeof *s->last_move);
	s->measured = carve(block, &at, n[AT_S_MEASURES], sizeof *s->measured);
	at_pass_init(&s->draft, AT_ON_DRAFT, carve(block, &at, sets, sizeof(uint32_t)));
	at_pass_init(&s->partner, AT_ON_PARTNER, carve(block, &at, sets, sizeof(uint32_t)));
	return at;
}

attune_status attune_scanner_new(attune_scanner **out, const attune_rules *rules, attune_error **err)
{
	attune_scanner *s = calloc(1, sizeof *s);
	if (s == NULL)
		return at_fail(err, ATTUNE_E_MEMORY, "out of memory");
	s->rules = rules;
	s->lexicon = at_rules_lexicon(rules);
	s->any = 1; /* "any" is the first string a load interns */
	s->matcher = at_matcher_new();
	s->tables = calloc(1, lay_tables(s, NULL));
	if (s->matcher == NULL || s->tables == NULL) {
		attune_scanner_free(s);
		return at_fail(err, ATTUNE_E_MEMORY, "out of memory");
	}
	lay_tables(s, s->tables);
	*out = s;
	return ATTUNE_OK;
}

void attune_scanner_free(attune_scanner *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n_loaded; i++)
		at_regex_free(s->compiled[s->loaded[i]]);
	at_matcher_free(s->matcher);
	at_pass_free(&s->draft);
	at_pass_free(&s->partner);
	free(s->tables);
	free(s->feelings);
	free(s->cues);
	free(s->moves);
	free(s->flags);
	free(s->leaned.sums);
	free(s);
}

/* A new message: stamps of the last one go stale. When the counter comes round, old stamps are wiped so that none can
 * look fresh. */
static void begin(attune_scanner *s)
{
	size_t bytes = s->rules->image->n[AT_S_PATTERNS] * sizeof(uint32_t);
	if (++s->stamp == 0) {
		s->stamp = 1;
		memset(s->troubled, 0, bytes);
		memset(s->last_move, 0, s->rules->image->n[AT_S_RULES] * sizeof *s->last_move);
		memset(s->measured, 0, s->rules->image->n[AT_S_MEASURES] * sizeof *s->measured);
		s->leaned.stamp = 0;
	}
	s->failed = s->has_partner = s->has_draft = false;
	s->n_troubles = 0;
	s->n_moves = s->n_flags = 0;
	at_reading_clear(s);
}

static attune_status read_partner(attune_scanner *s, const char *partner, size_t len, attune_error **err)
{
	attune_error *inner = NULL;
	attune_status status = at_pass_run(s, &s->partner, partner, len, err != NULL ? &inner : NULL);
	if (status != ATTUNE_OK) {
		if (err != NULL && inner != NULL) {
			*err = at_error_new(status, "partner text: %s", attune_error_message(inner));
			attune_error_free(inner);
		}
		return status;
	}
	s->has_partner = s->partner.text.normal.len != 0;
	if (s->has_partner)
		at_reading(s);
	return ATTUNE_OK;
}

attune_status at_read_both(attune_scanner *s, const char *draft, size_t draft_len, const char *partner, size_t partner_len,
                           attune_error **err)
{
	attune_status status = ATTUNE_OK;
	begin(s);
	if (partner != NULL)
		status = read_partner(s, partner, partner_len, err);
	if (status == ATTUNE_OK)
		status = at_pass_run(s, &s->draft, draft, draft_len, err);
	if (status != ATTUNE_OK)
		return status;
	s->has_draft = true;
	s->draft_intensity = at_intensity(s, &s->draft);
	at_find_moves(s);
	return s->failed ? at_fail(err, ATTUNE_E_MEMORY, "out of memory") : ATTUNE_OK;
}

attune_status at_reread_draft(attune_scanner *s, const char *draft, size_t len, attune_error **err)
{
	at_str card = s->card;
	if (++s->stamp == 0)
		s->stamp = 1; /* one stale stamp in four thousand million may look fresh; it costs a look */
	s->n_troubles = 0;
	s->n_moves = s->n_flags = 0;
	attune_status status = at_pass_run(s, &s->draft, draft, len, err);
	if (status != ATTUNE_OK)
		return status;
	s->has_draft = true;
	s->draft_intensity = at_intensity(s, &s->draft);
	at_find_moves(s);
	at_find_flags(s);
	s->card = card;
	return s->failed ? at_fail(err, ATTUNE_E_MEMORY, "out of memory") : ATTUNE_OK;
}

attune_status attune_scan(attune_report **out, attune_scanner *s, const char *draft, size_t draft_len, const char *partner,
                          size_t partner_len, attune_error **err)
{
	attune_status status = at_read_both(s, draft, draft_len, partner, partner_len, err);
	if (status != ATTUNE_OK)
		return status;
	at_find_flags(s);
	return s->failed ? at_fail(err, ATTUNE_E_MEMORY, "out of memory") : at_report_fill(out, s, err);
}

attune_status at_read_partner(attune_scanner *s, const char *partner, size_t len, attune_error **err)
{
	begin(s);
	attune_status status = read_partner(s, partner, len, err);
	if (status != ATTUNE_OK)
		return status;
	return s->failed ? at_fail(err, ATTUNE_E_MEMORY, "out of memory") : ATTUNE_OK;
}

attune_status attune_read(attune_report **out, attune_scanner *s, const char *partner, size_t partner_len, attune_error **err)
{
	attune_status status = at_read_partner(s, partner, partner_len, err);
	return status == ATTUNE_OK ? at_report_fill(out, s, err) : status;
}

static void add_hit(attune_hit *hits, size_t cap, size_t *n, const struct at_text *t, struct at_span span, attune_severity severity)
{
	struct at_span raw = at_text_raw_span(t, span);
	if (*n < cap)
		hits[*n] = (attune_hit){raw.start, raw.end, severity};
	(*n)++;
}

static void try_cue(attune_scanner *s, size_t i, attune_hit *hits, size_t cap, size_t *n)
{
	const struct at_rule *rule = at_rule_at(s->rules, i);
	for (size_t k = 0; k < s->partner.n_matches; k++) {
		const struct at_match *m = &s->partner.matches[k];
		if (m->rule == i && at_condition_holds(s, rule->when, NULL) && !at_cancelled(s, &s->partner, m))
			add_hit(hits, cap, n, &s->partner.text, m->span, ATTUNE_OFF);
	}
}

/* A flag as it stands before overlaps are resolved, so that its tests don't hang on other rules. */
static void try_flag(attune_scanner *s, size_t i, attune_hit *hits, size_t cap, size_t *n)
{
	at_collect_flags(s);
	for (size_t k = 0; k < s->draft.n_matches; k++) {
		const struct at_match *m = &s->draft.matches[k];
		if (m->rule != i || at_rule_at(s->rules, i)->kind != ATTUNE_FLAG)
			continue;
		attune_severity severity = at_judge(s, at_rule_at(s->rules, i), m);
		if (severity != ATTUNE_OFF && !at_cancelled(s, &s->draft, m))
			add_hit(hits, cap, n, &s->draft.text, m->span, severity);
	}
	for (size_t k = 0; k < s->n_flags; k++)
		if (s->flags[k].pattern == AT_NONE && s->flags[k].rule == i)
			add_hit(hits, cap, n, &s->draft.text, s->flags[k].span, s->flags[k].severity);
}

attune_status attune_try_rule(attune_scanner *s, size_t i, const char *text, size_t len, const char *partner, size_t partner_len,
                              attune_hit *hits, size_t cap, size_t *n, attune_error **err)
{
	attune_status status;
	*n = 0;
	if (i >= s->rules->image->n[AT_S_RULES])
		return at_fail(err, ATTUNE_E_RULES, "there is no rule %zu", i);
	if (at_rule_at(s->rules, i)->kind == ATTUNE_CUE) {
		begin(s);
		status = read_partner(s, text, len, err);
		if (status == ATTUNE_OK)
			try_cue(s, i, hits, cap, n);
	} else {
		status = at_read_both(s, text, len, partner, partner_len, err);
		if (status == ATTUNE_OK && at_rule_at(s->rules, i)->kind == ATTUNE_FLAG)
			try_flag(s, i, hits, cap, n);
		for (size_t k = 0; status == ATTUNE_OK && k < s->n_moves; k++)
			if (s->moves[k].rule == i)
				add_hit(hits, cap, n, &s->draft.text, s->moves[k].span, ATTUNE_OFF);
	}
	if (status == ATTUNE_OK && s->n_troubles != 0)
		return at_fail(err, ATTUNE_E_LIMIT, "%s: %s",
		               at_string(s->rules, at_pattern_at(s->rules, s->troubles[0].pattern)->text), s->troubles[0].why);
	return status;
}
