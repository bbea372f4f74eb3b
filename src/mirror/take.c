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
	c->failed |= copy == NULL && !words.failed && words.len != 0;
	if (copy != NULL && c->n_taken < AT_TAKEN_MAX)
		c->taken[c->n_taken++] = (struct at_taken){take, {copy, words.len}};
	at_buffer_free(&words);
}

void at_take_all(struct at_composer *c)
{
	const struct at_take *takes = at_section(c->s->rules, AT_S_TAKES);
	for (uint32_t i = 0; i < c->s->rules->image->n[AT_S_TAKES]; i++) {
		struct at_pass *p = takes[i].from_partner ? &c->s->partner : &c->s->draft;
		const struct at_span *found = NULL;
		bool done = takes[i].from_partner && !c->s->has_partner;
		unsigned scope = at_pattern_at(c->s->rules, takes[i].pattern)->scope;
		size_t units = scope == AT_SCOPE_MESSAGE ? 1 : scope == AT_SCOPE_SENTENCE ? p->text.n_sentences : p->text.n_clauses;
		for (uint32_t unit = 0; !done && unit < units; unit++) {
			if (at_pass_find(c->s, p, takes[i].pattern, unit, &found) == 0 || found[0].end == found[0].start)
				continue;
			add(c, i, p, found[0]);
			done = true;
		}
	}
}
