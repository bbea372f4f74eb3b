/* SPDX-License-Identifier: MIT */
/*
 * literal: which plain strings a pattern cannot match without, and in which ways it can match. May call base, text/utf8, pieces,
 * ways.
 * Method: Cox, "Regular Expression Matching with a Trigram Index" (2012), with literals of free length and a rarity score in
 * place of trigrams, as YARA scores its atoms.
 * Invariant: if the pattern matches a (normalised) text, that text contains, without ASCII case, at least one of the
 * strings returned, and one of the ways can be taken in it.
 * When in doubt nothing is returned, which only costs speed.
 */
#ifndef AT_RULESET_LITERAL_H
#define AT_RULESET_LITERAL_H

#include "ruleset/pieces.h"

struct at_reading {
	struct at_set literals; /* in the arena; n 0: none could be found */
	unsigned score;         /* 1/16 bits: how rare the commonest of them is */
	struct at_ways ways;    /* n 0: there is something in the pattern that cannot be read */
	bool behind;            /* a way may begin before the match does, with what a lookbehind asks for */
};

/* False when memory ran out. */
bool at_pattern_read(struct at_reading *out, const char *pattern, size_t len, struct at_arena *arena);

#endif
