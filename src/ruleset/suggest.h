/* SPDX-License-Identifier: MIT */
/*
 * suggest: "did you mean". May call nothing of ours. Distances count bytes; names here are ASCII.
 */
#ifndef AT_RULESET_SUGGEST_H
#define AT_RULESET_SUGGEST_H

#include <stddef.h>

/* Damerau-Levenshtein distance (optimal string alignment), or a number above `most` as soon as it must exceed it. Names
 * over 64 bytes: above. */
unsigned at_edit_distance(const char *a, const char *b, unsigned most);
/* The nearest of `names` (NULLs are skipped) that is near enough to be a slip of `word`, or NULL. */
const char *at_nearest(const char *word, const char *const *names, size_t n);

#endif
