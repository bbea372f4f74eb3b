/* SPDX-License-Identifier: MIT */
/*
 * sets.c: sets of literals, numbered, and turned round: for each literal, which sets it belongs to. A text's literals are handed to
 * their sets one by one, so a literal that very many sets have gets a set of its own, which is a part of those. Calls base, build.
 */
#include "ruleset/sets.h"
#include <stdlib.h>
#include <string.h>

#define ASKS_MAX 16u /* of a literal that has no set of its own */

struct at_set_made {
	uint32_t first, n; /* refs */
};

struct at_asking {
	uint32_t literal, ask;
};

struct at_part {
	uint32_t set, part;
};

void at_sets_free(struct at_sets *s)
{
	free(s->items);
	free(s->refs);
	free(s->slots);
	free(s->askings);
	free(s->parts);
	memset(s, 0, sizeof *s);
}

/* The slot of a set of these refs: taken by it, or free. */
static uint32_t *slot_of(const struct at_sets *s, const at_ref *refs, uint32_t n)
{
	uint32_t h = n;
	for (uint32_t i = 0; i < n; i++)
		h = (h ^ refs[i]) * 16777619u;
	size_t at = (h ^ h >> 15) & (s->n_slots - 1);
	for (; s->slots[at] != 0; at = (at + 1) & (s->n_slots - 1)) {
		const struct at_set_made *set = &s->items[s->slots[at] - 1];
		if (set->n == n && memcmp(s->refs + set->first, refs, n * sizeof *refs) == 0)
			break;
	}
	return &s->slots[at];
}

/* Makes room for one more set and its refs. */
static bool grow(struct at_sets *s, uint32_t more)
{
	if (!at_grow(&s->items, &s->cap, s->n + 1, sizeof *s->items) ||
	    !at_grow(&s->refs, &s->refs_cap, s->n_refs + more + 1, sizeof *s->refs))
		return false;
	if (s->n * 2 < s->n_slots)
		return true;
	size_t n = s->n_slots == 0 ? 1024 : s->n_slots * 2;
	uint32_t *slots = calloc(n, sizeof *slots);
	if (slots == NULL)
		return false;
	free(s->slots);
	s->slots = slots;
	s->n_slots = n;
	for (size_t i = 0; i < s->n; i++)
		*slot_of(s, s->refs + s->items[i].first, s->items[i].n) = (uint32_t)i + 1;
	return true;
}

uint32_t at_sets_number(struct at_sets *s, const at_ref *refs, uint32_t n)
{
	if (s->failed || !grow(s, n)) {
		s->failed = true;
		return 0;
	}
	uint32_t *slot = slot_of(s, refs, n);
	if (*slot == 0) {
		memcpy(s->refs + s->n_refs, refs, n * sizeof *refs);
		s->items[s->n++] = (struct at_set_made){(uint32_t)s->n_refs, n};
		s->n_refs += n;
		*slot = (uint32_t)s->n;
	}
	return s->old + *slot - 1;
}

const at_ref *at_sets_refs(const struct at_sets *s, uint32_t set, uint32_t *n)
{
	*n = 0;
	if (s->failed || set < s->old)
		return NULL;
	*n = s->items[set - s->old].n;
	return s->refs + s->items[set - s->old].first;
}

static int by_literal(const void *pa, const void *pb)
{
	const struct at_asking *a = pa, *b = pb;
	if (a->literal != b->literal)
		return a->literal < b->literal ? -1 : 1;
	return a->ask < b->ask ? -1 : a->ask > b->ask;
}

bool at_sets_sort(struct at_sets *s)
{
	size_t n = 0;
	s->askings = calloc(s->n_refs + 1, sizeof *s->askings);
	s->failed |= s->askings == NULL;
	for (uint32_t i = 0; i < s->n && !s->failed; i++) {
		const struct at_set_made *set = &s->items[i];
		for (const at_ref *r = s->refs + set->first; r < s->refs + set->first + set->n; r++)
			s->askings[n++] =
				(struct at_asking){*r >> AT_WHERE_BITS, (s->old + i) << AT_WHERE_BITS | (*r & AT_WHERE_MASK)};
	}
	if (n > 1)
		qsort(s->askings, n, sizeof *s->askings, by_literal);
	return !s->failed;
}

/* The set of a literal alone, wherever it stands: one of those that ask for it, or a new one. */
static uint32_t own_set(struct at_sets *s, const struct at_asking *all, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t set = all[i].ask >> AT_WHERE_BITS;
		if (s->items[set - s->old].n == 1 && (all[i].ask & AT_WHERE_MASK) == 0)
			return set;
	}
	return s->old + (uint32_t)s->n + s->n_own++;
}

void at_sets_write_asks(struct at_sets *s, struct at_build *b, uint32_t literal)
{
	const struct at_asking *all = s->askings + s->asked;
	size_t n = 0;
	while (s->asked + n < s->n_refs && all[n].literal == literal)
		n++;
	s->asked += n;
	for (size_t i = 0; i < n && n <= ASKS_MAX; i++)
		at_build_add(b, AT_S_ASKS, &all[i].ask);
	if (n <= ASKS_MAX)
		return;
	uint32_t own = own_set(s, all, n) << AT_WHERE_BITS;
	at_build_add(b, AT_S_ASKS, &own);
	if (!at_grow(&s->parts, &s->parts_cap, s->n_parts + n, sizeof *s->parts)) {
		s->failed = true;
		return;
	}
	for (size_t i = 0; i < n; i++)
		if (all[i].ask != own)
			s->parts[s->n_parts++] = (struct at_part){all[i].ask >> AT_WHERE_BITS, own | (all[i].ask & AT_WHERE_MASK)};
}

static int by_set(const void *pa, const void *pb)
{
	const struct at_part *a = pa, *b = pb;
	if (a->set != b->set)
		return a->set < b->set ? -1 : 1;
	return a->part < b->part ? -1 : a->part > b->part;
}

/* One record more than there are sets tells where the parts of the last end. */
void at_sets_write(struct at_sets *s, struct at_build *b)
{
	size_t at = 0;
	if (s->n_parts > 1)
		qsort(s->parts, s->n_parts, sizeof *s->parts, by_set);
	for (uint32_t i = 0; i <= s->n + s->n_own; i++) {
		struct at_set_record set = {at_build_count(b, AT_S_PARTS)};
		for (; at < s->n_parts && s->parts[at].set == s->old + i; at++)
			at_build_add(b, AT_S_PARTS, &s->parts[at].part);
		at_build_add(b, AT_S_SETS, &set);
	}
}
