/* SPDX-License-Identifier: MIT */
/*
 * token.c: the normalised copy cut into words, numbers, punctuation, emoji and addresses.
 *
 * Input: t->normal with its map, and the lexicon for the classes; output: t->tokens, and the counts that need tokens only.
 * Invariants: tokens don't overlap, are in order, never empty, and everything but white space is in one.
 * May call base, utf8, lexicon.
 */
#include "text/bytes.h"
#include "text/text.h"
#include "text/utf8.h"

#include <string.h>

#define MAX_DOTTED 16 /* bytes of an abbreviation with dots in it */

struct tokeniser {
	struct at_text *t;
	const struct at_lexicon *lex;
	const char *s;
	size_t len;
};

/* "3.30", "10,000", "7:30pm": digits, with single . , : between digits, and letters behind. */
static size_t number_end(const char *s, size_t len, size_t i)
{
	for (;;) {
		while (i < len && at_byte_is(s[i], AT_B_DIGIT))
			i++;
		if (i + 1 >= len || (s[i] != '.' && s[i] != ',' && s[i] != ':') || !at_byte_is(s[i + 1], AT_B_DIGIT))
			break;
		i++;
	}
	return at_word_at(s, len, i) ? at_word_end(s, len, i) : i;
}

/* A face drawn with punctuation, ":)", ";-(", "=D", ":'(", "^^", or a heart "<3", "</3"; i when it is none. */
static size_t face_end(const char *s, size_t len, size_t i)
{
	size_t start = i++;
	if (s[start] == '<') {
		size_t three = i < len && s[i] == '/' ? ++i : i;
		while (i < len && s[i] == '3')
			i++;
		return i > three && !at_word_at(s, len, i) ? i : start;
	}
	if (s[start] == '^')
		return i < len && s[i] == '^' && (start == 0 || s[start - 1] == ' ') ? i + 1 : start;
	if (start > 0 && at_byte_is(s[start - 1], s[start] == '=' ? AT_B_WORD | AT_B_PUNCT : AT_B_DIGIT))
		return start; /* "x=D", "7:30" */
	if (i < len && (s[i] == '\'' || s[i] == '-' || s[i] == '^'))
		i++;
	if (i >= len || s[i] == '\0' || strchr(")(][DdPpOo/\\|3*$@xX", s[i]) == NULL)
		return start;
	size_t mouth = i;
	while (i < len && s[i] == s[mouth])
		i++;
	bool slashes = s[mouth] == '/' && i - mouth > 1; /* "http://" */
	return at_word_at(s, len, i) || slashes ? start : i;
}

/* The lexicon's classes; those of ":)" hold for ":)))" as well. */
static uint32_t classes_of(const struct tokeniser *k, enum at_token_kind kind, size_t start, size_t end)
{
	if (kind == AT_T_EMOJI && !at_is_high(k->s[start]))
		while (end > start + 2 && k->s[end - 1] == k->s[end - 2])
			end--;
	const struct at_word *word = at_lexicon_find(k->lex, k->s + start, end - start);
	return word == NULL ? 0 : word->classes;
}

/* Whether the word was typed in capitals: two letters or more, and no small one. What was typed, not what became
 * of it, counts. */
static bool is_caps(const struct at_text *t, size_t start, size_t end)
{
	size_t capitals = 0;
	for (size_t i = t->from[start]; i < t->to[end - 1]; i++) {
		if (at_is_lower(t->raw[i]))
			return false;
		capitals += at_is_upper(t->raw[i]);
	}
	return capitals >= 2;
}

static bool add(struct tokeniser *k, enum at_token_kind kind, size_t start, size_t end)
{
	struct at_text *t = k->t;
	if (!at_grow(&t->tokens, &t->tokens_cap, t->n_tokens + 1, sizeof *t->tokens))
		return false;
	struct at_token *token = &t->tokens[t->n_tokens++];
	*token = (struct at_token){.start = (uint32_t)start, .end = (uint32_t)end, .kind = (uint8_t)kind};
	if (kind == AT_T_WORD || kind == AT_T_EMOJI)
		token->classes = classes_of(k, kind, start, end);
	if (kind == AT_T_WORD)
		token->caps = is_caps(t, start, end);
	if (kind == AT_T_WORD || kind == AT_T_NUMBER)
		t->words++;
	if (kind == AT_T_PUNCT && k->s[start] == '!')
		t->exclaims += (uint32_t)(end - start);
	return true;
}

/* The end of "e.g", "a.m", "ph.d" when the lexicon knows it for an abbreviation, else `end`, where the first word
 * of it ends. */
static size_t dotted_end(const struct tokeniser *k, size_t start, size_t end)
{
	size_t i = end, max = k->len - start > MAX_DOTTED ? start + MAX_DOTTED : k->len;
	while (i < max && (at_byte_is(k->s[i], AT_B_LETTER) || (k->s[i] == '.' && at_word_at(k->s, k->len, i + 1))))
		i++;
	const struct at_word *found = at_lexicon_find(k->lex, k->s + start, i - start);
	return found != NULL && AT_HAS(found->classes, AT_C_ABBREVIATION) ? i : end;
}

/* Gives the first word of a phrase that ends with the newest token, which has one word before it or two, the
 * phrase's classes. */
static void note_phrase(const struct tokeniser *k)
{
	struct at_text *t = k->t;
	size_t last = t->n_tokens - 1;
	for (size_t n = 1; n <= 2 && n <= last; n++) {
		struct at_token *first = &t->tokens[last - n];
		if (first->kind != AT_T_WORD || first->end + 1 != first[1].start || k->s[first->end] != ' ')
			return;
		if (!AT_HAS(first->classes, AT_C_PHRASE))
			continue;
		const struct at_word *found = at_lexicon_find(k->lex, k->s + first->start, t->tokens[last].end - first->start);
		if (found == NULL)
			continue;
		first->classes |= found->classes;
		if (AT_HAS(found->classes, AT_C_CONJUNCTION))
			first->more = (uint16_t)n;
	}
}

/* A word, number or address starts at i. Returns its end, 0 when memory ran out. */
static size_t add_word(struct tokeniser *k, size_t i)
{
	size_t end = at_word_end(k->s, k->len, i), url = at_url_end(k->s, k->len, i, end);
	if (url > i)
		return add(k, AT_T_URL, i, url) ? url : 0;
	if (!at_byte_is(k->s[i], AT_B_DIGIT)) {
		if (end < k->len && k->s[end] == '.' && at_word_at(k->s, k->len, end + 1))
			end = dotted_end(k, i, end);
		if (!add(k, AT_T_WORD, i, end))
			return 0;
		note_phrase(k);
		return end;
	}
	/* "gr8", "2moro" and "3rd" are words. Without a letter, or with a separator inside, it is a number. */
	size_t number = number_end(k->s, k->len, i);
	bool letter = false;
	for (size_t d = i; d < end; d++)
		letter = letter || !(at_byte_is(k->s[d], AT_B_DIGIT) || k->s[d] == '\'');
	if (number < end)
		number = end; /* "1'000" */
	return add(k, letter && number == end ? AT_T_WORD : AT_T_NUMBER, i, number) ? number : 0;
}

/* Punctuation: a face, a run of one mark, or a single bracket or quotation mark. */
static size_t add_punct(struct tokeniser *k, size_t i)
{
	char c = k->s[i];
	size_t end = c == ':' || c == ';' || c == '=' || c == '<' || c == '^' ? face_end(k->s, k->len, i) : i;
	if (end > i)
		return add(k, AT_T_EMOJI, i, end) ? end : 0;
	end = i + 1;
	bool single = c == '"' || c == '\'' || c == '(' || c == ')' || c == '[' || c == ']' || c == '{' || c == '}';
	while (!single && end < k->len && k->s[end] == c)
		end++;
	return add(k, AT_T_PUNCT, i, end) ? end : 0;
}

/* Beyond ASCII: a word, an emoji (two letters make one flag), or a mark of another script. */
static size_t add_high(struct tokeniser *k, size_t i)
{
	size_t end = i;
	uint32_t cp = at_utf8_next(k->s, k->len, &end);
	if (at_is_word(cp))
		return add_word(k, i);
	if (!at_is_emoji(cp))
		return add(k, AT_T_PUNCT, i, end) ? end : 0;
	if (cp >= 0x1F1E6 && cp <= 0x1F1FF && end < k->len && at_is_high(k->s[end])) {
		size_t second = end;
		uint32_t other = at_utf8_next(k->s, k->len, &second);
		if (other >= 0x1F1E6 && other <= 0x1F1FF)
			end = second;
	}
	return add(k, AT_T_EMOJI, i, end) ? end : 0;
}

/* The next word token that was typed apart from token i (one typed word may have become several), or n_tokens;
 * same backwards. */
static size_t next_typed(const struct at_text *t, size_t i)
{
	uint32_t from = t->from[t->tokens[i].start];
	do
		i++;
	while (i < t->n_tokens && (t->tokens[i].kind != AT_T_WORD || t->from[t->tokens[i].start] == from));
	return i;
}

/* Counts the shouted words. One of two or three letters counts when a neighbour shouts as well or nothing is in small letters:
 * in "the BBC said" it is a name. */
static void count_caps(struct at_text *t)
{
	bool small = false, before = false;
	t->caps_words = 0;
	for (size_t i = 0; i < t->n_tokens; i++)
		small = small ||
		        (t->tokens[i].kind == AT_T_WORD && !t->tokens[i].caps && at_is_lower(t->normal.ptr[t->tokens[i].end - 1]));
	size_t i = 0;
	while (i < t->n_tokens && t->tokens[i].kind != AT_T_WORD)
		i++;
	while (i < t->n_tokens) {
		const struct at_token *token = &t->tokens[i];
		size_t next = next_typed(t, i), typed = t->to[token->end - 1] - t->from[token->start];
		bool after = next < t->n_tokens && t->tokens[next].caps;
		t->caps_words += token->caps && (typed > 3 || !small || before || after);
		before = token->caps;
		i = next;
	}
}

bool at_tokenise(struct at_text *t, const struct at_lexicon *lex)
{
	struct tokeniser k = {t, lex, t->normal.ptr, t->normal.len};
	t->n_tokens = 0;
	t->words = t->exclaims = 0;
	for (size_t i = 0; i < k.len;) {
		size_t end;
		if (at_byte_is(k.s[i], AT_B_WORD))
			end = add_word(&k, i);
		else if (at_byte_is(k.s[i], AT_B_PUNCT))
			end = add_punct(&k, i);
		else if (at_is_high(k.s[i]))
			end = add_high(&k, i);
		else
			end = i + 1;
		if (end == 0)
			return false;
		i = end;
	}
	count_caps(t);
	return true;
}
