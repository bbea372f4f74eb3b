/* SPDX-License-Identifier: MIT */
/*
 * bytes: what a byte of UTF-8 is, by table; and where words and addresses end. For text/ only. May call utf8.
 * Invariant: all of these work on the normalised copy, and give an end that lies in the text.
 */
#ifndef AT_TEXT_BYTES_H
#define AT_TEXT_BYTES_H

#include <stdbool.h>
#include <stddef.h>

enum at_byte_kind {
	AT_B_HIGH = 0,
	AT_B_LETTER = 1,
	AT_B_DIGIT = 2,
	AT_B_WORD = AT_B_LETTER | AT_B_DIGIT,
	AT_B_PUNCT = 4,
	AT_B_SPACE = 8,
	AT_B_NEWLINE = 16,
	AT_B_CONTROL = 32
};
extern const unsigned char at_byte_class[256];

static inline bool at_byte_is(char c, unsigned classes)
{
	return (at_byte_class[(unsigned char)c] & classes) != 0;
}

static inline bool at_is_high(char c)
{
	return (unsigned char)c >= 0x80;
}

static inline bool at_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool at_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

/* What \w is in ASCII. */
static inline bool at_is_word_byte(char c)
{
	return at_byte_is(c, AT_B_WORD) || c == '_';
}

static inline char at_lower(char c)
{
	return (char)(c | (unsigned char)(at_is_upper(c) << 5));
}

/* Whether a word character (any script) starts at i; false when i >= len. */
bool at_word_at(const char *s, size_t len, size_t i);
/* The end of the word that starts at i: letters, marks, digits, and apostrophes with a word character on both sides. */
size_t at_word_end(const char *s, size_t len, size_t i);
/* The end of the web or e-mail address that starts at i, where a word starts whose end is `word_end`; or i when there is none.
 * Asked about every word, so what most words are followed by is answered here. */
size_t at_address_end(const char *s, size_t len, size_t i, size_t word_end);
static inline size_t at_url_end(const char *s, size_t len, size_t i, size_t word_end)
{
	if (word_end + 1 >= len || s[word_end] == ' ' || !at_byte_is(s[word_end + 1], AT_B_WORD | AT_B_PUNCT))
		return i;
	switch (s[word_end]) {
	case ':':
	case '.':
	case '@':
	case '_':
	case '%':
	case '+':
	case '-':
		return at_address_end(s, len, i, word_end);
	default:
		return i;
	}
}

#endif
