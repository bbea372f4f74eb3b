/* SPDX-License-Identifier: MIT */
/*
 * report.c: a report is filled. Input: a scanner after a scan; output: what it found, in the user's own bytes and code points, that
 * stands by itself but for the strings of its rule set. Calls text.
 */
#include "scan/report.h"
#include "text/utf8.h"
#include <stdlib.h>
#include <string.h>

void attune_report_free(attune_report *r)
{
	if (r == NULL)
		return;
	for (size_t i = 0; i < r->n_troubles; i++)
		attune_error_free(r->troubles[i]);
	at_buffer_free(&r->words);
	free(r->findings);
	free(r->moves);
	free(r->feelings);
	free(r->suggestions);
	free(r->cues);
	free(r);
}

static void clear(attune_report *r, const attune_rules *rules)
{
	for (size_t i = 0; i < r->n_troubles; i++)
		attune_error_free(r->troubles[i]);
	r->rules = rules;
	r->n_findings = r->n_moves = r->n_feelings = r->n_suggestions = r->n_cues = r->n_troubles = 0;
	r->n_needs = r->n_registers = 0;
	r->kinds = 0;
	r->card = 0;
	r->about = r->event = SIZE_MAX;
	r->pace = NULL;
	r->intensity = 0;
	r->foreign = false;
	r->words.limit = 64u << 20;
	at_buffer_clear(&r->words);
}

/* Code points before a byte, counted on from the last one asked for: places come in rising order, so a report
 * costs one walk. */
struct counter {
	const char *raw;
	size_t byte, point;
};

static size_t points_at(struct counter *c, size_t byte)
{
	if (byte < c->byte)
		c->byte = c->point = 0;
	c->point += at_utf8_count(c->raw + c->byte, byte - c->byte);
	c->byte = byte;
	return c->point;
}

/* {feeling|really hard}: the strongest stated feeling if it fits after "are", else the words after the bar. Unknown slots are left as they stand. */
static void add_slot(struct attune_scanner *s, struct at_buffer *b, const char *slot, size_t len)
{
	const char *bar = memchr(slot, '|', len);
	size_t name = bar != NULL ? (size_t)(bar - slot) : len;
	const char *value = NULL;
	if (name == 7 && memcmp(slot, "feeling", 7) == 0 && s->n_feelings != 0 && s->feelings[0].stated &&
	    strncmp(at_string(s->rules, s->feelings[0].say), "are ", 4) == 0)
		value = at_string(s->rules, s->feelings[0].word);
	else if (name == 4 && memcmp(slot, "need", 4) == 0 && s->n_needs != 0)
		value = at_string(s->rules, s->needs[0]);
	if (value != NULL)
		at_buffer_add_str(b, value);
	else if (bar != NULL)
		at_buffer_add(b, bar + 1, len - name - 1);
}

static void add_suggestion(attune_report *r, struct attune_scanner *s, const char *text)
{
	if (!at_grow(&r->suggestions, &r->suggestions_cap, r->n_suggestions + 1, sizeof *r->suggestions)) {
		s->failed = true;
		return;
	}
	r->suggestions[r->n_suggestions++].at = (uint32_t)r->words.len;
	for (const char *p = text; *p != '\0'; p++) {
		const char *close = *p == '{' ? strchr(p, '}') : NULL;
		if (close == NULL) {
			at_buffer_add_char(&r->words, *p);
			continue;
		}
		add_slot(s, &r->words, p + 1, (size_t)(close - p) - 1);
		p = close;
	}
	at_buffer_add_char(&r->words, '\0');
}

static void fill_findings(attune_report *r, struct attune_scanner *s)
{
	struct counter c = {s->draft.text.raw, 0, 0};
	for (size_t i = 0; i < s->n_flags && !s->failed; i++) {
		const struct at_flag_found *f = &s->flags[i];
		const struct at_rule *rule = at_rule_at(s->rules, f->rule);
		struct at_span raw = at_text_raw_span(&s->draft.text, f->span);
		if (!at_grow(&r->findings, &r->findings_cap, r->n_findings + 1, sizeof *r->findings)) {
			s->failed = true;
			return;
		}
		struct at_report_finding *to = &r->findings[r->n_findings++];
		*to = (struct at_report_finding){.rule = f->rule,
		                                 .severity = (uint8_t)f->severity,
		                                 .whole = f->whole,
		                                 .leaning = !f->whole && f->pattern == AT_NONE,
		                                 .byte_start = raw.start,
		                                 .byte_end = raw.end};
		to->start = points_at(&c, raw.start);
		to->end = points_at(&c, raw.end);
		to->first_suggestion = (uint32_t)r->n_suggestions;
		for (uint32_t k = 0; k < rule->tries.n && !s->failed; k++)
			add_suggestion(r, s, at_string(s->rules, at_list(s->rules, rule->tries)[k]));
		to->n_suggestions = (uint32_t)r->n_suggestions - to->first_suggestion;
	}
}

static void fill_moves(attune_report *r, struct attune_scanner *s)
{
	struct counter c = {s->draft.text.raw, 0, 0};
	for (size_t i = 0; i < s->n_moves; i++) {
		struct at_span raw = at_text_raw_span(&s->draft.text, s->moves[i].span);
		if (!at_grow(&r->moves, &r->moves_cap, r->n_moves + 1, sizeof *r->moves)) {
			s->failed = true;
			return;
		}
		struct at_report_move *to = &r->moves[r->n_moves++];
		*to = (struct at_report_move){s->moves[i].rule, points_at(&c, raw.start), 0, raw.start, raw.end};
		to->end = points_at(&c, raw.end);
	}
}

static void fill_reading(attune_report *r, struct attune_scanner *s)
{
	struct counter c = {s->partner.text.raw, 0, 0};
	for (size_t i = 0; i < s->n_feelings; i++) {
		struct at_span raw = at_text_raw_span(&s->partner.text, s->feelings[i].span);
		if (!at_grow(&r->feelings, &r->feelings_cap, r->n_feelings + 1, sizeof *r->feelings)) {
			s->failed = true;
			return;
		}
		size_t start = points_at(&c, raw.start);
		r->feelings[r->n_feelings++] = (struct at_report_feeling){s->feelings[i], start, points_at(&c, raw.end)};
	}
	if (!at_grow(&r->cues, &r->cues_cap, s->n_cues + 1, sizeof *r->cues)) {
		s->failed = true;
		return;
	}
	if (s->n_cues != 0)
		memcpy(r->cues, s->cues, s->n_cues * sizeof *r->cues);
	r->n_cues = s->n_cues;
	r->kinds = s->has_partner ? s->kinds : 0;
	memcpy(r->needs, s->needs, sizeof r->needs);
	memcpy(r->registers, s->registers, sizeof r->registers);
	r->n_needs = s->n_needs;
	r->n_registers = s->n_registers;
	r->card = s->card;
}

static void fill_topic(attune_report *r, struct attune_scanner *s)
{
	size_t about = r->words.len;
	if (!s->has_partner || s->partner.text.words == 0)
		return;
	r->pace = at_topic_pace(s);
	r->intensity = s->partner_intensity;
	at_topic_about(s, &r->words);
	if (r->words.len > about)
		r->about = about;
	at_buffer_add_char(&r->words, '\0');
	size_t event = r->words.len;
	at_topic_event(s, &r->words);
	if (r->words.len > event)
		r->event = event;
	at_buffer_add_char(&r->words, '\0');
}

/* The rule or guard that a pattern belongs to, and where it is defined. */
static const char *owner_of(const attune_rules *rules, const struct at_pattern *p, struct at_place *where)
{
	*where = (struct at_place){NULL, 0, 0};
	if (p->role == AT_ROLE_GUARD)
		return at_string(rules, at_guard_at(rules, p->owner)->id);
	if (p->role == AT_ROLE_CONDITION)
		return "when";
	const struct at_rule *rule = at_rule_at(rules, p->owner);
	*where = (struct at_place){at_string(rules, rule->file), rule->line, 0};
	return at_string(rules, rule->id);
}

static void fill_troubles(attune_report *r, struct attune_scanner *s)
{
	for (size_t i = 0; i < s->n_troubles; i++) {
		struct at_place where;
		const char *name = owner_of(s->rules, at_pattern_at(s->rules, s->troubles[i].pattern), &where);
		r->troubles[r->n_troubles++] = at_error_here(ATTUNE_E_LIMIT, where, name, "%s", s->troubles[i].why);
	}
}

attune_status at_report_fill(attune_report **out, struct attune_scanner *s, attune_error **err)
{
	attune_report *r = *out != NULL ? *out : calloc(1, sizeof *r);
	if (r == NULL)
		return at_fail(err, ATTUNE_E_MEMORY, "out of memory");
	clear(r, s->rules);
	if (s->has_draft) {
		fill_findings(r, s);
		fill_moves(r, s);
		r->foreign = at_text_is_foreign(&s->draft.text);
	}
	fill_reading(r, s);
	fill_topic(r, s);
	fill_troubles(r, s);
	if (s->failed || r->words.failed) {
		clear(r, s->rules);
		if (*out == NULL)
			attune_report_free(r);
		return at_fail(err, ATTUNE_E_MEMORY, "out of memory");
	}
	*out = r;
	return ATTUNE_OK;
}
