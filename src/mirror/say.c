/* SPDX-License-Identifier: MIT */
/*
 * say.c: words of a text written out as they are to be said. Input: words with what stands in for them; output: bytes
 * appended to a buffer. "I" is a capital; a capital that only the start of a sentence or shouting gave is taken away.
 */
#include "mirror/grammar.h"
#include "text/bytes.h"
#include <string.h>

/* Whether a mark sticks to the word before it, or behind it. */
static bool touches(const struct at_gtext *g, size_t i)
{
	return i > 0 && g->words[i - 1].end == g->words[i].start;
}

/* The same word stands elsewhere in the text with a capital that no sentence's start explains: a name. */
static bool is_name(const struct at_gtext *g, size_t i)
{
	const char *s = g->text->normal.ptr;
	size_t len = g->words[i].end - g->words[i].start;
	if (at_g_has(g, i, AT_G_NAME) || (at_g_has(g, i, AT_G_RELATIVE) && at_g_has(g, i, AT_G_VOCATIVE)))
		return true;
	for (size_t k = 0; k < g->n; k++)
		if (!g->words[k].first && k != i && g->words[k].end - g->words[k].start == len &&
		    memcmp(s + g->words[k].start, s + g->words[i].start, len) == 0)
			return true;
	return false;
}

static bool is_known(const struct at_gtext *g, size_t i)
{
	return g->words[i].is != 0 || g->text->tokens[i].classes != 0 || at_g_ing(g, i) || at_g_past(g, i) || at_g_third(g, i);
}

static bool lowers(const struct at_gtext *g, size_t i)
{
	const struct at_gword *w = &g->words[i];
	if (w->kind != AT_T_WORD || w->quoted || !at_is_upper(g->text->normal.ptr[w->start]))
		return false;
	if (g->text->tokens[i].caps) {
		bool shouted = g->text->caps_words * 2 > g->text->words || (i > 0 && g->text->tokens[i - 1].caps) ||
		               (i + 1 < g->n && g->text->tokens[i + 1].caps);
		return shouted || (w->end - w->start > 2 && is_known(g, i));
	}
	bool starts = w->first || (i > 0 && g->words[i - 1].kind != AT_T_WORD && is_known(g, i));
	return starts && !is_name(g, i);
}

static void add_word(struct at_buffer *out, const struct at_gtext *g, size_t i)
{
	const struct at_gword *w = &g->words[i];
	const char *s = g->text->normal.ptr + w->start;
	size_t len = w->end - w->start;
	if (w->as != NULL) {
		at_buffer_add(out, w->as, w->as_len);
	} else if (at_lower(*s) == 'i' && (len == 1 || s[1] == '\'') && w->kind == AT_T_WORD) {
		at_buffer_add_char(out, 'I');
		for (size_t k = 1; k < len; k++)
			at_buffer_add_char(out, at_lower(s[k]));
	} else if (lowers(g, i)) {
		for (size_t k = 0; k < len; k++)
			at_buffer_add_char(out, at_lower(s[k]));
	} else {
		at_buffer_add(out, s, len);
	}
	if (w->after != NULL)
		at_buffer_add_str(out, w->after);
}

static void space(struct at_buffer *out)
{
	if (out->len != 0 && out->ptr[out->len - 1] != ' ' && out->ptr[out->len - 1] != '\0')
		at_buffer_add_char(out, ' ');
}

void at_g_say(struct at_buffer *out, const struct at_gtext *g, size_t i, size_t end)
{
	const size_t start = i;
	for (; i < end; i++) {
		const struct at_gword *w = &g->words[i];
		if (w->hidden || w->dropped)
			continue;
		bool glued = i > start && touches(g, i) && !g->words[i - 1].hidden && !g->words[i - 1].dropped;
		if (!glued && !at_g_punct(g, i, ",;.!?"))
			space(out);
		add_word(out, g, i);
	}
}

void at_g_put(struct at_buffer *out, const char *words)
{
	if (*words == '\0')
		return;
	space(out);
	at_buffer_add_str(out, words);
}
