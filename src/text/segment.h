/* SPDX-License-Identifier: MIT */
/*
 * segment: what sentence.c and clause.c share. For text/ only. May call base.
 * Invariant: these ask about a token that exists, i < t->n_tokens.
 */
#ifndef AT_TEXT_SEGMENT_H
#define AT_TEXT_SEGMENT_H

#include "text/text.h"

/* Whether token i is punctuation that starts with one of the characters in `marks`. */
bool at_is_punct(const struct at_text *t, size_t i, const char *marks);
/* Whether it counts as a word: words and numbers do. */
bool at_is_counted(const struct at_text *t, size_t i);
/* Appends the clauses of the newest sentence and counts them in it; false when memory ran out. */
bool at_split_clauses(struct at_text *t, struct at_sentence *sentence);

#endif
