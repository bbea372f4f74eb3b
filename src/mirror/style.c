/* SPDX-License-Identifier: MIT */
/*
 * style.c: how the writer writes, and a reply in that manner: capitals, apostrophes, the last full stop. Input: both texts as
 * they were typed, a reply in standard English that begins its sentences in lower case; output: the reply as they would type
 * it. What stands between verbatim marks is theirs already and stays as it is. Calls text.
 */
#include "mirror/compose.h"
#include "text/bytes.h"
#include <string.h>

static bool is_letter(char c)
{
	return at_byte_is(c, AT_B_LETTER) || at_is_high(c);
}

/* Whether the raw text had an apostrophe where the normalised copy has one at `i`. */
static bool typed_apostrophe(const struct at_text *t, size_t i)
{
	size_t from = t->from[i], to = t->to[i] < t->raw_len ? t->to[i] : t->raw_len;
	for (size_t k = from; k < to; k++)
		if (t->raw[k] == '\'' || (unsigned char)t->raw[k] == 0xe2)
			return true;
	return false;
}

struct habits {
	unsigned low, high;      /* sentences that begin with a small letter, a capital */
	unsigned small_i, big_i; /* "i", "I" */
	unsigned bare, typed;    /* contractions without and with apostrophe */
	bool open;
};

static void look(const struct at_text *t, struct habits *h)
{
	const char *raw = t->raw;
	for (size_t i = 0; i < t->n_sentences; i++) {
		struct at_span span = at_text_raw_span(t, t->sentences[i].span);
		char c = raw[span.start];
		h->low += at_is_lower(c);
		h->high += at_is_upper(c);
	}
	for (size_t i = 0; i < t->raw_len; i++) {
		bool alone = (i == 0 || !is_letter(raw[i - 1])) && (i + 1 == t->raw_len || !is_letter(raw[i + 1]));
		h->small_i += alone && raw[i] == 'i';
		h->big_i += alone && raw[i] == 'I';
	}
	for (size_t i = 1; i + 1 < t->normal.len; i++) {
		if (t->normal.ptr[i] != '\'' || !is_letter(t->normal.ptr[i - 1]) || !is_letter(t->normal.ptr[i + 1]))
			continue;
		if (typed_apostrophe(t, i))
			h->typed++;
		else
			h->bare++;
	}
	size_t end = t->raw_len;
	while (end > 0 && (raw[end - 1] == ' ' || raw[end - 1] == '\n'))
		end--;
	h->open = end > 0 && strchr(".!?", raw[end - 1]) == NULL;
}

static bool reads_as(const struct attune_scanner *s, const char *reg)
{
	for (size_t i = 0; i < s->n_registers; i++)
		if (strcmp(at_string(s->rules, s->registers[i]), reg) == 0)
			return true;
	return false;
}

void at_style_of(struct at_composer *c)
{
	struct attune_scanner *s = c->s;
	struct habits h = {0};
	bool own = s->draft.text.words >= 2 || !s->has_partner;
	look(own ? &s->draft.text : &s->partner.text, &h);
	c->style.lower = h.low > h.high;
	c->style.small_i = c->style.lower && h.big_i == 0;
	c->style.bare = h.bare > h.typed;
	c->style.open = h.open && (c->style.lower || c->style.bare);
	bool formal = c->wish->to == ATTUNE_TO_COLLEAGUE || reads_as(s, "formal");
	c->style.reg = c->style.lower || c->style.bare ? AT_G_TEXTING : formal ? AT_G_FORMAL : AT_G_PLAIN;
}

/* Without its apostrophe this contraction would be another word ("we're", "I'll", "she'd"). */
static bool needs_apostrophe(const char *word, size_t len)
{
	static const char *const words[] = {"we're", "we'll", "i'll", "i'd", "he'll", "she'll", "she'd", "he'd", "we'd", "it'd"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t k = 0;
		while (k < len && words[i][k] != '\0' && (word[k] | 0x20) == (words[i][k] | 0x20))
			k++;
		if (k == len && words[i][k] == '\0')
			return true;
	}
	return false;
}

static size_t word_length(const char *s, size_t len)
{
	size_t n = 0;
	while (n < len && (is_letter(s[n]) || s[n] == '\''))
		n++;
	return n;
}

static void add_word(struct at_buffer *out, const struct at_style *style, const char *word, size_t len, bool starts)
{
	bool drop = style->bare && !needs_apostrophe(word, len);
	bool is_i = (word[0] == 'I' || word[0] == 'i') && (len == 1 || word[1] == '\'');
	for (size_t i = 0; i < len; i++) {
		char ch = word[i];
		if (ch == '\'' && drop && i > 0 && i + 1 < len)
			continue;
		if (i == 0 && starts && !style->lower && at_is_lower(ch))
			ch = (char)(ch - 32);
		if (i == 0 && is_i)
			ch = style->small_i ? 'i' : 'I';
		at_buffer_add_char(out, ch);
	}
}

void at_style_apply(struct at_buffer *out, const struct at_style *style, const char *text, size_t len)
{
	bool verbatim = false, starts = true;
	for (size_t i = 0; i < len;) {
		char c = text[i];
		if (c == AT_VERBATIM_ON || c == AT_VERBATIM_OFF) {
			verbatim = c == AT_VERBATIM_ON;
			i++;
			continue;
		}
		size_t n = verbatim ? 0 : word_length(text + i, len - i);
		if (n == 0) {
			at_buffer_add_char(out, c);
			if (strchr(".!?\n", c) != NULL)
				starts = true;
			else if (c != ' ' && c != '"' && c != '(' && c != '[')
				starts = false;
			i++;
			continue;
		}
		add_word(out, style, text + i, n, starts);
		starts = false;
		i += n;
	}
	if (style->open && out->len > 1 && out->ptr[out->len - 1] == '.' && out->ptr[out->len - 2] != '.')
		out->len--;
}
