/* SPDX-License-Identifier: MIT */
/*
 * take.c: words that templates take by name from the draft or from the partner text ("you never \Khelp with bedtime" -> "help
 * with bedtime"). Input: the takes of all replies, both passes of the scanner; output: the first find of each. What comes from the
 * partner has its persons shifted. Calls scan, grammar, mirror.
 */
#include "mirror/compose.h"
#include <string.h>

/* The words of the partner within the span, persons shifted as the mirror read them. Nothing when a person is in doubt. */
static void add_shifted(struct at_buffer *out, const struct at_gtext *g, struct at_span span)
{
	size_t i = 0, end;
	while (i < g->n && g->words[i].start < span.start)
		i++;
	for (end = i; end < g->n && g->words[end].end <= span.end; end++)
		if (g->words[end].doubt)
			return;
	if (end > i)
		at_g_say(out, g, i, end);
}

static void add(struct at_composer *c, uint32_t take, const struct at_pass *p, struct at_span span)
{
	const struct at_take *t = (const struct at_take *)at_section(c->s->rules, AT_S_TAKES) + take;
	struct at_buffer words = {.limit = 512};
	if (t->from_partner)
		add_shifted(&words, &c->mirror->words, span);
	else
		at_buffer_add(&words, p->text.normal.ptr + span.start, span.end - span.start);
	char *copy = words.failed || words.len == 0 ? NULL : at_arena_dup(c->arena, words.ptr, words.len);
	c->failed |= copy == NULL && !words.over && (words.failed || words.len != 0);
	if (copy != NULL && c->n_taken < AT_TAKEN_MAX)
		c->taken[c->n_taken++] = (struct at_taken){take, {copy, words.len}};
	at_buffer_free(&words);
}

static size_t units_of(const struct at_text *t, unsigned scope)
{
	return scope == AT_SCOPE_MESSAGE ? 1 : scope == AT_SCOPE_SENTENCE ? t->n_sentences : t->n_clauses;
}

static void take_first(struct at_composer *c, uint32_t take)
{
	const struct at_take *t = (const struct at_take *)at_section(c->s->rules, AT_S_TAKES) + take;
	struct at_pass *p = t->from_partner ? &c->s->partner : &c->s->draft;
	const struct at_span *found = NULL;
	if (t->from_partner && !c->s->has_partner)
		return;
	size_t units = units_of(&p->text, at_pattern_at(c->s->rules, t->pattern)->scope);
	for (uint32_t unit = 0; unit < units; unit++) {
		if (at_pass_find(c->s, p, t->pattern, unit, &found) == 0 || found[0].end == found[0].start)
			continue;
		add(c, take, p, found[0]);
		return;
	}
}

static void take_unsaid(struct at_composer *c, const struct at_reply *u)
{
	const struct at_take *takes = (const struct at_take *)at_section(c->s->rules, AT_S_TAKES) + u->takes.first;
	const char *lead = u->texts.n != 0 ? at_string(c->s->rules, at_list(c->s->rules, u->texts)[0]) : "";
	const struct at_span *found = NULL;
	for (uint32_t k = 0; c->s->has_partner && k < u->takes.n; k++) {
		size_t units = units_of(&c->s->partner.text, at_pattern_at(c->s->rules, takes[k].pattern)->scope);
		for (uint32_t unit = 0; unit < units; unit++) {
			size_t n = at_pass_find(c->s, &c->s->partner, takes[k].pattern, unit, &found);
			for (size_t i = 0; i < n && c->n_unsaid < AT_UNSAID_MAX; i++)
				c->unsaid[c->n_unsaid++] = (struct at_unsaid){found[i], lead};
		}
	}
}

static bool is_barred(struct at_composer *c, const struct at_reply *u)
{
	const struct at_span *found = NULL;
	for (uint32_t k = 0; k < u->bars.n; k++)
		if (at_pass_find(c->s, &c->s->draft, u->bars.first + k, 0, &found) != 0)
			return true;
	return false;
}

/* Whether templates name the piece; the others' takes are asked for where they matter. */
static bool is_worded(const char *piece)
{
	return strcmp(piece, AT_OPENING) != 0 && strcmp(piece, AT_KEEP) != 0 && strcmp(piece, AT_UNSAID) != 0;
}

void at_take_all(struct at_composer *c)
{
	const attune_rules *rules = c->s->rules;
	c->barred = at_arena_alloc(c->arena, (rules->image->n[AT_S_REPLIES] + 1) * sizeof *c->barred);
	c->failed |= c->barred == NULL;
	for (uint32_t i = 0; i < rules->image->n[AT_S_REPLIES]; i++) {
		const struct at_reply *u = at_reply_at(rules, i);
		if (c->barred != NULL)
			c->barred[i] = is_barred(c, u);
		for (uint32_t k = 0; k < u->takes.n && is_worded(at_string(rules, u->piece)); k++)
			take_first(c, u->takes.first + k);
	}
	for (const struct at_reply *u = at_reply_first(rules, AT_UNSAID, strlen(AT_UNSAID)); u != NULL; u = at_reply_next(rules, u))
		take_unsaid(c, u);
}
