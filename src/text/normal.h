/* SPDX-License-Identifier: MIT */
/*
 * normal: what normal.c shares with its two halves, clean.c (characters) and spell.c (words). For text/ only. May call base.
 * Invariant of a mapped copy: from[i] < to[i] for every byte, and neither array ever decreases.
 */
#ifndef AT_TEXT_NORMAL_H
#define AT_TEXT_NORMAL_H

#include "base/buffer.h"
#include "text/lexicon.h"

/* Bytes that each know their range in the raw text. */
struct at_mapped {
	struct at_buffer bytes;
	uint32_t *from, *to;
	size_t cap; /* of from and to */
};

/* Room for `more` bytes with their map; false when memory ran out. */
bool at_mapped_reserve(struct at_mapped *m, size_t more);

/* Appends one byte; the room must have been reserved. */
static inline void at_mapped_put(struct at_mapped *m, char c, uint32_t from, uint32_t to)
{
	size_t n = m->bytes.len++;
	m->bytes.ptr[n] = c;
	m->from[n] = from;
	m->to[n] = to;
}

/* Characters: raw UTF-8 into an empty copy. False when memory ran out. Cleaning clean text changes nothing. */
bool at_clean(struct at_mapped *out, const char *raw, size_t len);

enum at_spelling { AT_SPELT_SAME, AT_SPELT_ANEW, AT_SPELT_FAILED };
/* Words: one round over clean text. `out` is empty and stays so when nothing had to change. *stretched counts
 * words that were. */
enum at_spelling at_spell(struct at_mapped *out, const struct at_mapped *in, const struct at_lexicon *lex, uint32_t *stretched);

#endif
