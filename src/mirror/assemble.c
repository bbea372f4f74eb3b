/* SPDX-License-Identifier: MIT */
/*
 * assemble.c: a filled template and what is kept of the draft, as one reply: the writer's opening, the template's statements, the
 * writer's other sentences, one question at the end. Input: a filled template; output: a reply with the writer's words between
 * verbatim marks. Calls text (bytes).
 *
 * Invariant: at most one question of the template's, last; no sentence stands twice; empty slots leave no stray commas or stops;
 * a template of which nothing is left makes no reply.
 */
#include "mirror/compose.h"
#include "text/bytes.h"
#include <string.h>

static bool is_end(char c)
{
	return c == '.' || c == '!' || c == '?';
}

static bool is_word(char c)
{
	return at_byte_is(c, AT_B_WORD) || at_is_high(c);
}

/* What empty slots leave behind: spaces before stops, doubled commas, stops without a sentence. */
static void tidy(struct at_buffer *out, const char *s, size_t len)
{
	bool words = false;
	for (size_t i = 0; i < len; i++) {
		char c = s[i], last = out->len != 0 ? out->ptr[out->len - 1] : ' ';
		if (c == ' ' && (last == ' ' || !words))
			continue;
		if ((c == ',' || c == ';') && (!words || last == ','))
			continue;
		if (is_end(c) && !words && !(last != ' ' && is_end(last)))
			continue;
		if ((is_end(c) || c == ',') && out->len != 0) {
			while (out->len != 0 && (out->ptr[out->len - 1] == ' ' || (is_end(c) && out->ptr[out->len - 1] == ',')))
				out->len--;
		}
		if (is_end(c) && out->len != 0 && is_end(out->ptr[out->len - 1]) && !(i > 0 && s[i - 1] == c) && c == '.')
			continue;
		at_buffer_add_char(out, c);
		if (is_word(c) || c == '[')
			words = true;
		else if (is_end(c))
			words = false;
		if (is_end(c) && i + 1 < len && s[i + 1] == ' ') {
			at_buffer_add_char(out, ' ');
			i++;
		}
	}
	while (out->len != 0 && out->ptr[out->len - 1] == ' ')
		out->len--;
}

/* The end of the sentence that starts at `from`: behind its stops. */
static size_t sentence_end(const char *s, size_t len, size_t from)
{
	size_t i = from;
	for (bool gap = false; i < len; i++) { /* a [gap] is one piece, however many sentences are in it */
		gap = (gap || s[i] == '[') && s[i] != ']';
		if (!gap && is_end(s[i]) && (i + 1 == len || s[i + 1] == ' ' || is_end(s[i + 1])))
			break;
		if (s[i] == ']' && i > 0 && is_end(s[i - 1]))
			break;
	}
	while (i < len && (is_end(s[i]) || s[i] == ']' || s[i] == '"'))
		i++;
	return i;
}

/* Whether `text` has the sentence [s, s + len), letters compared alone. */
static bool has_sentence(const struct at_buffer *text, const char *s, size_t len)
{
	for (size_t at = 0; at < text->len; at++) {
		size_t i = at, k = 0;
		while (k < len) {
			while (k < len && !is_word(s[k]))
				k++;
			while (i < text->len && !is_word(text->ptr[i]))
				i++;
			if (k == len || i == text->len || at_lower(text->ptr[i]) != at_lower(s[k]))
				break;
			i++;
			k++;
		}
		while (k < len && !is_word(s[k]))
			k++;
		if (k == len)
			return true;
	}
	return false;
}

static void add_gap(struct at_buffer *out)
{
	if (out->len != 0 && out->ptr[out->len - 1] != ' ')
		at_buffer_add_char(out, ' ');
}

/* A sentence of the writer's, as typed; a stop where it has none and is not the last. */
static void add_kept(struct at_buffer *out, const struct at_words *w, bool last)
{
	add_gap(out);
	at_buffer_add_char(out, AT_VERBATIM_ON);
	at_buffer_add(out, w->ptr, w->len);
	at_buffer_add_char(out, AT_VERBATIM_OFF);
	char end = w->len != 0 ? w->ptr[w->len - 1] : ' ';
	bool plain = at_byte_is(end, AT_B_WORD);
	if (!last && plain)
		at_buffer_add_char(out, '.');
	else if (!last && end == ',')
		out->ptr[out->len - 2] = '.';
}

static size_t count(const struct at_plan *p, uint8_t place)
{
	size_t n = 0;
	for (size_t i = 0; i < p->n_kept; i++)
		n += p->kept[i].place == place;
	return n;
}

static void add_place(struct at_buffer *out, const struct at_plan *p, uint8_t place, bool more)
{
	size_t left = count(p, place);
	for (size_t i = 0; i < p->n_kept; i++)
		if (p->kept[i].place == place)
			add_kept(out, &p->kept[i].text, --left == 0 && !more);
}

/* The template's statements (questions: false) or its last question. False when nothing came of it. */
static bool add_template(struct at_buffer *out, const struct at_buffer *t, bool questions)
{
	size_t start = 0, last = 0, last_end = 0, before = out->len;
	while (start < t->len) {
		size_t end = sentence_end(t->ptr, t->len, start);
		bool asks = end > start && t->ptr[end - 1] == '?';
		if (asks && questions) {
			last = start;
			last_end = end;
		} else if (!asks && !questions && !has_sentence(out, t->ptr + start, end - start)) {
			add_gap(out);
			at_buffer_add(out, t->ptr + start, end - start);
		}
		start = end;
		while (start < t->len && t->ptr[start] == ' ')
			start++;
	}
	if (last_end > last) {
		add_gap(out);
		at_buffer_add(out, t->ptr + last, last_end - last);
	}
	return out->len > before;
}

static bool asks_anything(const struct at_buffer *t)
{
	return memchr(t->ptr, '?', t->len) != NULL;
}

bool at_assemble(struct at_composer *c, const char *filled, size_t len, struct at_buffer *out)
{
	struct at_buffer t = {0};
	const struct at_plan *p = &c->plan;
	tidy(&t, filled, len);
	bool ok = t.len != 0 && !t.failed;
	if (ok) {
		bool own_question = count(p, AT_K_ASK) != 0, asks = own_question || asks_anything(&t);
		size_t rest = count(p, AT_K_REST);
		add_place(out, p, AT_K_OPEN, true);
		ok = add_template(out, &t, false);
		add_place(out, p, AT_K_REST, asks && rest != 0);
		if (own_question)
			add_place(out, p, AT_K_ASK, false);
		else
			ok |= add_template(out, &t, true);
	}
	c->failed |= t.failed || out->failed;
	at_buffer_free(&t);
	return ok && !out->failed;
}
