/* SPDX-License-Identifier: MIT */
/*
 * trace.c: why rules do or don't speak. Input: a draft and a partner text; output: for each rule that came near, how near, and
 * lines that say so. It asks the same functions as a scan does, so that a trace never tells another story. Calls the rest of
 * scan/.
 */
#include "scan/trace.h"
#include <stdlib.h>
#include <string.h>

/* A pattern of a rule that was found, or whose words stand there. */
struct sighting {
	uint32_t rule, pattern, unit;
	bool found;
	struct at_span span;
};

struct tracing {
	struct at_telling tell;
	struct sighting *items;
	size_t n, cap;
	struct at_flag_found *flags; /* all that hold, with who stands for whom */
	size_t n_flags;
	attune_trace_fn fn;
	void *payload;
	bool failed;
};

/* What becomes of one rule. */
struct verdict {
	attune_outcome outcome;
	attune_severity severity;
	unsigned pattern; /* the first one told of, from 1 */
};

static void add(struct tracing *t, struct sighting one)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->items[i].pattern == one.pattern && t->items[i].found == one.found &&
		    t->items[i].span.start == one.span.start)
			return;
	if (at_grow(&t->items, &t->cap, t->n + 1, sizeof *t->items))
		t->items[t->n++] = one;
	else
		t->failed = true;
}

static void look(struct tracing *t, struct at_pass *p, uint32_t pattern, uint32_t unit)
{
	struct attune_scanner *s = t->tell.s;
	const struct at_pattern *pt = at_pattern_at(s->rules, pattern);
	const struct at_span *spans;
	struct at_span starts;
	if (!at_stands_all(s->rules, p, pt, at_pass_unit(p, pt->scope, unit), &starts))
		return;
	size_t n = at_pass_find(s, p, pattern, unit, &spans);
	for (size_t i = 0; i < n; i++) {
		struct at_span span = p->spans[(size_t)(spans - p->spans) + i];
		if (span.end > span.start)
			add(t, (struct sighting){pt->owner, pattern, unit, true, span});
	}
	if (n == 0 && !pt->always)
		add(t, (struct sighting){pt->owner, pattern, unit, false, {0, 0}});
}

static void look_all(struct tracing *t, struct at_pass *p)
{
	const struct attune_rules *rules = t->tell.s->rules;
	for (size_t i = 0; i < p->n_matches; i++) {
		const struct at_match *m = &p->matches[i];
		if (at_pattern_at(rules, m->pattern)->plain && at_pattern_at(rules, m->pattern)->role == AT_ROLE_RULE)
			add(t, (struct sighting){m->rule, m->pattern, 0, true, m->span});
	}
	for (size_t i = 0; i < p->n_candidates; i++)
		if (at_pattern_at(rules, p->candidates[i].pattern)->role == AT_ROLE_RULE)
			look(t, p, p->candidates[i].pattern, p->candidates[i].unit);
}

/* Found before not found, then by place. */
static int by_rule(const void *pa, const void *pb)
{
	const struct sighting *a = pa, *b = pb;
	if (a->rule != b->rule)
		return a->rule < b->rule ? -1 : 1;
	if (a->found != b->found)
		return a->found ? -1 : 1;
	if (a->span.start != b->span.start)
		return a->span.start < b->span.start ? -1 : 1;
	return a->pattern < b->pattern ? -1 : a->pattern > b->pattern;
}

static void better(struct verdict *v, attune_outcome outcome, attune_severity severity)
{
	if (outcome < v->outcome)
		v->outcome = outcome;
	if (severity > v->severity)
		v->severity = severity;
}

static const struct at_flag_found *flag_of(const struct tracing *t, uint32_t rule, struct at_span span)
{
	for (size_t i = 0; i < t->n_flags; i++)
		if (t->flags[i].rule == rule && t->flags[i].span.start == span.start && t->flags[i].span.end == span.end)
			return &t->flags[i];
	return NULL;
}

static void settle_flag(struct tracing *t, const struct at_rule *rule, const struct at_match *m, struct verdict *v)
{
	struct attune_scanner *s = t->tell.s;
	struct at_judgement j;
	attune_severity severity = at_judge_why(s, rule, m, &j);
	if (j.fault != AT_HOLDS) {
		at_tell_fault(&t->tell, "silent: `when`", rule->when, j.fault, m);
		return;
	}
	double leans;
	struct at_flag_found found = {.rule = m->rule, .pattern = m->pattern, .span = m->span};
	if (severity > ATTUNE_NOTE && at_is_doubtful(s, &found, &leans)) {
		severity = ATTUNE_NOTE;
		at_tell_line(&t->tell, "a note only: all in all the sentence leans to %s by %.2f, which is little",
		             at_string(s->rules, rule->category), leans);
	}
	if (severity == ATTUNE_MISS && at_is_listening(s)) {
		severity = ATTUNE_NOTE;
		at_tell_line(&t->tell, "a note only: the draft has three different moves or more, so it has done its listening");
	}
	at_tell_severity(&t->tell, rule, &j, severity, m);
	if (severity == ATTUNE_OFF)
		return;
	const struct at_flag_found *f = flag_of(t, m->rule, m->span);
	if (f != NULL && f->dropped)
		at_tell_shadow(&t->tell, m->rule, f->by);
	better(v, f != NULL && f->dropped ? ATTUNE_SHADOWED : ATTUNE_FIRES, severity);
}

/* One place where the rule's words were found. */
static void settle(struct tracing *t, struct at_pass *p, const struct at_match *m, struct verdict *v)
{
	struct attune_scanner *s = t->tell.s;
	const struct at_rule *rule = at_rule_at(s->rules, m->rule);
	struct at_cancel why;
	at_tell_match(&t->tell, p, m->pattern, m->span);
	better(v, ATTUNE_SILENCED, ATTUNE_OFF);
	if (at_cancelled_by(s, p, m, &why)) {
		at_tell_cancel(&t->tell, p, &why);
		return;
	}
	if (rule->kind == ATTUNE_FLAG) {
		settle_flag(t, rule, m, v);
		return;
	}
	const struct at_match *at = rule->kind == ATTUNE_CUE ? NULL : m;
	enum at_fault fault = at_condition_fault(s, rule->when, at);
	bool blind = rule->when != AT_NONE && at_condition_at(s->rules, rule->when)->needs_partner && !s->has_partner;
	if (fault != AT_HOLDS)
		at_tell_fault(&t->tell, "silent: `when`", rule->when, fault, at);
	else if (blind)
		at_tell_line(&t->tell, "silent: its `when` asks about what they said, and there is nothing");
	else
		better(v, ATTUNE_FIRES, ATTUNE_OFF);
}

static void settle_level(struct tracing *t, uint32_t r, struct verdict *v)
{
	const struct at_rule *rule = at_rule_at(t->tell.s->rules, r);
	for (size_t i = 0; i < t->n_flags; i++) {
		if (t->flags[i].rule != r)
			continue;
		struct at_judgement j;
		struct at_match m = {0, r, t->flags[i].span};
		at_judge_why(t->tell.s, rule, rule->before.n != 0 || at_is_leaning(t->tell.s, rule) ? &m : NULL, &j);
		at_tell_level(&t->tell, rule);
		at_tell_severity(&t->tell, rule, &j, t->flags[i].severity, NULL);
		better(v, ATTUNE_FIRES, t->flags[i].severity);
		return;
	}
	enum at_fault fault = at_condition_fault(t->tell.s, rule->when, NULL);
	at_tell_level(&t->tell, rule);
	if (fault != AT_HOLDS)
		at_tell_fault(&t->tell, "silent: `when`", rule->when, fault, NULL);
}

static void hand_over(struct tracing *t, uint32_t rule, const struct verdict *v)
{
	const char **lines = calloc(t->tell.n + 1, sizeof *lines);
	const char *at = at_buffer_str(&t->tell.text);
	if (lines == NULL || t->tell.text.failed) {
		t->failed = true;
		free(lines);
		return;
	}
	for (size_t i = 0; i < t->tell.n; i++) {
		lines[i] = at;
		at += strlen(at) + 1;
	}
	t->fn(&(attune_trace){rule, v->outcome, v->severity, v->pattern, lines, t->tell.n}, t->payload);
	free(lines);
}

/* Tells of the rule when it came as near as `wanted`, or in any case for SIZE_MAX of `only`. */
static void tell_rule(struct tracing *t, uint32_t r, const struct sighting *from, size_t n, int wanted)
{
	struct attune_scanner *s = t->tell.s;
	const struct at_rule *rule = at_rule_at(s->rules, r);
	struct at_pass *p = rule->kind == ATTUNE_CUE ? &s->partner : &s->draft;
	struct verdict v = {ATTUNE_FAR, ATTUNE_OFF, n != 0 ? from[0].pattern - rule->patterns.first + 1 : 0};
	at_buffer_clear(&t->tell.text);
	t->tell.n = 0;
	if (rule->muted)
		at_tell_line(&t->tell, "it is muted (off: true)");
	else if (rule->patterns.n == 0)
		settle_level(t, r, &v);
	for (size_t i = 0; i < n; i++) {
		struct at_match m = {from[i].pattern, r, from[i].span};
		if (from[i].found)
			settle(t, p, &m, &v);
		else if (v.outcome >= ATTUNE_NEAR) {
			at_tell_near(&t->tell, p, from[i].pattern, from[i].unit);
			better(&v, ATTUNE_NEAR, ATTUNE_OFF);
		}
	}
	if (v.outcome == ATTUNE_FAR && wanted < 0 && rule->patterns.n != 0 && !rule->muted)
		at_tell_far(&t->tell, p, rule);
	if (wanted < 0 || (int)v.outcome == wanted)
		hand_over(t, r, &v);
}

static void tell_all(struct tracing *t, int wanted)
{
	const struct attune_rules *rules = t->tell.s->rules;
	for (size_t i = 0, n; i < t->n; i += n) {
		for (n = 1; i + n < t->n && t->items[i + n].rule == t->items[i].rule;)
			n++;
		tell_rule(t, t->items[i].rule, &t->items[i], n, wanted);
	}
	for (uint32_t i = 0; wanted == ATTUNE_FIRES && i < rules->image->n[AT_S_RULES]; i++)
		if (at_rule_at(rules, i)->patterns.n == 0)
			tell_rule(t, i, NULL, 0, wanted);
}

static void tell_one(struct tracing *t, uint32_t rule)
{
	size_t from = 0, n = 0;
	while (from < t->n && t->items[from].rule != rule)
		from++;
	while (from + n < t->n && t->items[from + n].rule == rule)
		n++;
	tell_rule(t, rule, n != 0 ? &t->items[from] : NULL, n, -1);
}

/* The flags as a scan would find them, with those that lose to another. */
static void keep_flags(struct tracing *t)
{
	struct attune_scanner *s = t->tell.s;
	at_collect_flags(s);
	at_mark_overlaps(s);
	t->flags = calloc(s->n_flags + 1, sizeof *t->flags);
	if (t->flags == NULL) {
		t->failed = true;
		return;
	}
	t->n_flags = s->n_flags;
	for (size_t i = 0; i < s->n_flags; i++)
		t->flags[i] = s->flags[i];
}

attune_status attune_trace_rules(attune_scanner *s, size_t i, const char *draft, size_t draft_len, const char *partner,
                                 size_t partner_len, attune_trace_fn fn, void *payload, attune_error **err)
{
	struct tracing t = {.tell = {.s = s, .full = i != SIZE_MAX}, .fn = fn, .payload = payload};
	attune_status status = draft != NULL ? at_read_both(s, draft, draft_len, partner, partner_len, err)
	                                     : at_read_partner(s, partner, partner_len, err);
	if (status != ATTUNE_OK)
		return status;
	if (s->has_draft) {
		keep_flags(&t);
		look_all(&t, &s->draft);
	}
	if (s->has_partner)
		look_all(&t, &s->partner);
	if (t.n > 1)
		qsort(t.items, t.n, sizeof *t.items, by_rule);
	if (i != SIZE_MAX && i < s->rules->image->n[AT_S_RULES])
		tell_one(&t, (uint32_t)i);
	for (int outcome = ATTUNE_FIRES; i == SIZE_MAX && outcome < ATTUNE_FAR; outcome++)
		tell_all(&t, outcome);
	bool failed = t.failed || s->failed;
	free(t.items);
	free(t.flags);
	at_buffer_free(&t.tell.text);
	at_arena_free(&t.tell.arena);
	return failed ? at_fail(err, ATTUNE_E_MEMORY, "out of memory") : ATTUNE_OK;
}
