/* SPDX-License-Identifier: MIT */
/*
 * repair.c: a draft without a partner text, mended in place: each sentence that carries a finding is replaced by what the rule
 * suggests for it, or left out. Input: a scanner after a scan of the draft; output: the mended draft in the composer's
 * arena, or nothing when no suggestion stands by itself. Rereads the draft. Calls scan, style.
 *
 * Invariant: a suggestion is put in only when, by itself, it raises no finding.
 */
#include "mirror/compose.h"
#include <string.h>

struct broken {
	uint32_t rule; /* AT_NONE: the sentence is fine */
	struct at_words text;
};

/* The gravest flag that lies in the sentence. */
static uint32_t worst_in(const struct attune_scanner *s, struct at_span span)
{
	uint32_t rule = AT_NONE;
	attune_severity most = ATTUNE_OFF;
	for (size_t i = 0; i < s->n_flags; i++) {
		const struct at_flag_found *f = &s->flags[i];
		if (f->dropped || f->whole || f->span.start >= span.end || span.start >= f->span.end || f->severity <= most)
			continue;
		most = f->severity;
		rule = f->rule;
	}
	return rule;
}

/* {feeling|hurt} -> hurt: without partner text there is no feeling to name. A slot without words to fall back on makes the
 * suggestion useless. */
static bool add_suggestion(struct at_buffer *out, const char *text)
{
	for (const char *p = text; *p != '\0';) {
		const char *open = strchr(p, '{'), *close = open != NULL ? strchr(open, '}') : NULL;
		if (close == NULL) {
			at_fill_words(out, p, strlen(p));
			return true;
		}
		const char *bar = memchr(open, '|', (size_t)(close - open));
		if (bar == NULL)
			return false;
		at_fill_words(out, p, (size_t)(open - p));
		at_buffer_add(out, bar + 1, (size_t)(close - bar - 1));
		p = close + 1;
	}
	return true;
}

static bool raises_nothing(struct at_composer *c, const struct at_buffer *text)
{
	if (at_reread_draft(c->s, text->ptr, text->len, NULL) != ATTUNE_OK)
		return false;
	for (size_t i = 0; i < c->s->n_flags; i++)
		if (!c->s->flags[i].dropped)
			return false;
	return true;
}

/* The first suggestion of the rule that stands by itself, in the writer's style. */
static bool mend(struct at_composer *c, uint32_t rule, struct at_buffer *out)
{
	const struct at_rule *u = at_rule_at(c->s->rules, rule);
	const uint32_t *tries = at_list(c->s->rules, u->tries);
	struct at_buffer words = {0}, styled = {0};
	bool ok = false;
	for (uint32_t k = 0; k < u->tries.n && !ok; k++) {
		at_buffer_clear(&words);
		at_buffer_clear(&styled);
		if (!add_suggestion(&words, at_string(c->s->rules, tries[k])))
			continue;
		at_style_apply(&styled, &c->style, words.ptr, words.len);
		ok = !styled.failed && styled.len > 3 && raises_nothing(c, &styled);
	}
	if (ok)
		at_buffer_add(out, styled.ptr, styled.len);
	at_buffer_free(&words);
	at_buffer_free(&styled);
	return ok;
}

static void add_sentence(struct at_buffer *out, const struct at_buffer *sentence)
{
	if (out->len != 0) {
		char last = out->ptr[out->len - 1];
		at_buffer_add_str(out, (last >= 'a' && last <= 'z') || (last >= 'A' && last <= 'Z') ? ". " : " ");
	}
	at_buffer_add(out, sentence->ptr, sentence->len);
}

static size_t find_broken(struct at_composer *c, struct broken *list)
{
	const struct at_text *t = &c->s->draft.text;
	for (size_t i = 0; i < t->n_sentences; i++) {
		struct at_span raw = at_text_raw_span(t, t->sentences[i].span);
		list[i] = (struct broken){worst_in(c->s, t->sentences[i].span), {c->draft + raw.start, raw.end - raw.start}};
	}
	return t->n_sentences;
}

void at_repair(struct at_composer *c)
{
	size_t n = c->s->draft.text.n_sentences;
	struct broken *list = at_arena_alloc(c->arena, (n + 1) * sizeof *list);
	struct at_buffer out = {0}, sentence = {0};
	bool mended = false;
	if (list == NULL) {
		c->failed = true;
		return;
	}
	n = find_broken(c, list);
	for (size_t i = 0; i < n; i++) {
		bool again = i > 0 && list[i].rule != AT_NONE && list[i].rule == list[i - 1].rule;
		at_buffer_clear(&sentence);
		if (list[i].rule == AT_NONE)
			at_buffer_add(&sentence, list[i].text.ptr, list[i].text.len);
		else if (again || !mend(c, list[i].rule, &sentence))
			continue;
		mended |= list[i].rule != AT_NONE;
		add_sentence(&out, &sentence);
	}
	if (mended && !out.failed) {
		char *copy = at_arena_dup(c->arena, out.ptr, out.len);
		c->failed |= copy == NULL;
		c->repaired = (struct at_words){copy, copy != NULL ? out.len : 0};
	}
	at_buffer_free(&out);
	at_buffer_free(&sentence);
}
