/* SPDX-License-Identifier: MIT */
/*
 * sets: the sets of literals that links ask for, while an image is built. Private to needs.c. May call base, build.
 * Invariant: equal sets have one number; numbers count on from those of the image's base.
 */
#ifndef AT_RULESET_SETS_H
#define AT_RULESET_SETS_H

#include "ruleset/build.h"

typedef uint32_t at_ref; /* a literal, above the places where alone it counts (enum at_where) */

struct at_sets {
	uint32_t old;              /* sets of the base */
	struct at_set_made *items; /* by number, from `old` on */
	size_t n, cap;
	at_ref *refs; /* of all sets */
	size_t n_refs, refs_cap;
	uint32_t *slots; /* hash of 1 + number - old */
	size_t n_slots;
	struct at_asking *askings; /* after at_sets_sort: by literal, as many as refs */
	size_t asked;              /* askings that are written */
	uint32_t n_own;            /* literals with a set of their own that no link has; their numbers come last */
	struct at_part *parts;
	size_t n_parts, parts_cap;
	bool failed; /* memory ran out */
};

void at_sets_free(struct at_sets *s);
/* The number of the set of these refs, which are sorted: a new one unless there is the same already, as many patterns share their
 * fragments. */
uint32_t at_sets_number(struct at_sets *s, const at_ref *refs, uint32_t n);
/* The refs of a set that was numbered here; good until the next is. */
const at_ref *at_sets_refs(const struct at_sets *s, uint32_t set, uint32_t *n);
/* No set is added any more; false when memory ran out. */
bool at_sets_sort(struct at_sets *s);
/* The sets that ask for a literal, into AT_S_ASKS. Called for each literal in turn. */
void at_sets_write_asks(struct at_sets *s, struct at_build *b, uint32_t literal);
/* AT_S_SETS and AT_S_PARTS, when all asks are written. */
void at_sets_write(struct at_sets *s, struct at_build *b);

#endif
