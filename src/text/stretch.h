/* SPDX-License-Identifier: MIT */
/*
 * stretch: a word as the lexicon is asked for it, stretched letters cut. For text/ only. May call base and lexicon.
 * Invariant: text[0..len) is what was typed, or lies in room; then source[i] to source[i + 1] is what room[i] stands for,
 * never empty.
 */
#ifndef AT_TEXT_STRETCH_H
#define AT_TEXT_STRETCH_H

#include "text/lexicon.h"

#define AT_MAX_WORD 64 /* bytes of a word once its stretched letters are cut; longer ones are not looked up */

struct at_typed_word {
	size_t start, end; /* as typed */
	const char *text;  /* typed, or room when it was stretched */
	size_t len;
	const struct at_word *entry; /* or NULL */
	bool stretched;
	char room[AT_MAX_WORD];
	uint32_t source[AT_MAX_WORD + 1]; /* offsets into the text that the word is in */
};

/* Reads the word s[start..end). It points into itself: it must not be copied. */
void at_read_word(struct at_typed_word *w, const struct at_lexicon *lex, const char *s, size_t start, size_t end);

#endif
