/* SPDX-License-Identifier: MIT */
/*
 * automaton: all literals of a rule set as one Aho-Corasick automaton (Aho and Corasick, 1975), laid out flat: the
 * states nearest the root, where a
 * text spends its time, have dense rows; deeper ones a few edges and a failure link. Built here; walked by scan/index.
 * May call base. Invariant: the dense states are numbered breadth-first; the others
 * depth-first, so that the rest of a literal mostly lies in one place.
 */
#ifndef AT_RULESET_AUTOMATON_H
#define AT_RULESET_AUTOMATON_H

#include "base/buffer.h"
#include "ruleset/image.h"

struct at_index_entry {
	const char *text; /* lower case, borrowed until the build */
	uint32_t len;
	uint32_t literal;
};

/* The sections of the image, as buffers of their records. */
struct at_automaton {
	struct at_buffer dense, states, edges;
	uint32_t symbols, n_dense;
	uint8_t symbol_of[256];
};

/* False when memory ran out, or there are too many literals. Each text comes once. */
bool at_automaton_build(struct at_automaton *out, const struct at_index_entry *entries, size_t n);
void at_automaton_free(struct at_automaton *a);

#endif
