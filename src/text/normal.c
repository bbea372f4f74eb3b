/* SPDX-License-Identifier: MIT */
/*
 * normal.c: the raw text becomes the normalised copy with its byte map.
 *
 * Input: t->raw, checked UTF-8; output: t->normal, t->from, t->to. First the characters, once; then the words, in rounds,
 * until a round changes nothing. The rounds are what makes normalising twice the same as once, whatever the table says:
 * a replacement may complete a phrase, or tell an ambiguous word before it what it means, and the next round sees that.
 * May call base, and clean.c and spell.c of this floor.
 */
#include "text/normal.h"
#include "text/text.h"

/* A table whose replacements go round in circles ends here. A sound one needs two or three. */
#define MAX_ROUNDS 16

bool at_mapped_reserve(struct at_mapped *m, size_t more)
{
	if (!at_buffer_reserve(&m->bytes, more + 1)) /* a NUL fits behind, so that at_buffer_str never moves the bytes */
		return false;
	size_t need = m->bytes.len + more, cap = m->cap;
	if (need <= cap)
		return true;
	if (!at_grow(&m->from, &cap, need, sizeof *m->from))
		return false;
	cap = m->cap;
	if (!at_grow(&m->to, &cap, need, sizeof *m->to))
		return false;
	m->cap = cap;
	return true;
}

static bool normalise(struct at_mapped *a, struct at_mapped *b, struct at_text *t, const struct at_lexicon *lex)
{
	at_buffer_clear(&a->bytes);
	if (!at_clean(a, t->raw, t->raw_len))
		return false;
	for (unsigned round = 0; round < MAX_ROUNDS; round++) {
		at_buffer_clear(&b->bytes);
		enum at_spelling result = at_spell(b, a, lex, &t->stretched);
		if (result != AT_SPELT_ANEW)
			return result == AT_SPELT_SAME;
		struct at_mapped swap = *a;
		*a = *b;
		*b = swap;
	}
	return true;
}

bool at_normalise(struct at_text *t, const struct at_lexicon *lex)
{
	struct at_mapped a = {t->normal, t->from, t->to, t->map_cap};
	struct at_mapped b = {t->spare, t->spare_from, t->spare_to, t->spare_cap};
	t->stretched = 0;
	bool ok = normalise(&a, &b, t, lex);
	t->normal = a.bytes;
	t->from = a.from;
	t->to = a.to;
	t->map_cap = a.cap;
	t->spare = b.bytes;
	t->spare_from = b.from;
	t->spare_to = b.to;
	t->spare_cap = b.cap;
	return ok;
}
