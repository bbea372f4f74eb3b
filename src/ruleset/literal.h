/* SPDX-License-Identifier: MIT */
/*
 * literal: which plain strings a pattern cannot match without. May call base, text/utf8.
 * Method: Cox, "Regular Expression Matching with a Trigram Index" (2012), with literals of free length and a rarity score in
 * place of trigrams, as YARA scores its atoms.
 * Invariant: if the pattern matches a (normalised) text, that text contains, without ASCII case, at least one of the
 * strings returned.
 * When in doubt nothing is returned, which only costs speed.
 */
#ifndef AT_RULESET_LITERAL_H
#define AT_RULESET_LITERAL_H

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AT_LITERAL_MAX 12 /* bytes of a literal; longer ones are cut at the end */

struct at_literal {
	char text[AT_LITERAL_MAX];
	uint8_t len;
};

struct at_literals {
	struct at_literal *items; /* in the arena; lower case */
	size_t n;                 /* 0: none could be found */
	unsigned score;           /* 1/16 bits: how rare the commonest of them is */
};

/* False when memory ran out. */
bool at_literals_of(struct at_literals *out, const char *pattern, size_t len, struct at_arena *arena);
/* Rarity of one string in English chat, in 1/16 bits. */
unsigned at_literal_score(const char *text, size_t len);

#endif
