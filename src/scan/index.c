/* SPDX-License-Identifier: MIT */
/*
 * index.c: walks the literal index over a text. Input: normalised bytes; output: a call for every literal found, in the order
 * in which they end. One step a byte in the dense states, a few more below them; no allocation, no state. Calls ruleset/image.
 */
#include "scan/scanner.h"

struct walker {
	uint32_t n_dense, symbols;
	const uint32_t *dense, *edges;
	const struct at_state *states;
};

/* Where a state below the dense ones leads by a symbol; 0: nowhere. */
static inline uint32_t lead(const struct walker *w, uint32_t state, uint32_t symbol)
{
	uint32_t next = w->states[state].next;
	if (next >= AT_NEXT_ONE)
		return next == (AT_NEXT_ONE | symbol) ? state + 1 : 0;
	const uint32_t *edge = w->edges + next;
	for (uint32_t n = *edge++; n != 0; n--, edge++)
		if (*edge >> AT_EDGE_BITS == symbol)
			return *edge & ((1u << AT_EDGE_BITS) - 1);
	return 0;
}

static inline uint32_t step(const struct walker *w, uint32_t state, uint32_t symbol)
{
	while (state >= w->n_dense) {
		uint32_t to = lead(w, state, symbol);
		if (to != 0)
			return to;
		state = w->states[state].fail;
	}
	return w->dense[(size_t)state * w->symbols + symbol];
}

static bool report(const struct walker *w, uint32_t state, uint32_t end, at_hit_fn fn, void *arg)
{
	for (const struct at_state *s = &w->states[state];; s = &w->states[s->more - 1]) {
		struct at_literal_hit hit = {(s->ends >> AT_END_BITS) - 1, s->ends & ((1u << AT_END_BITS) - 1)};
		if (s->ends != 0 && !fn(arg, &hit, end))
			return false;
		if (s->more == 0)
			return true;
	}
}

static const void *section(const struct at_image *image, enum at_section s)
{
	return (const char *)image + image->off[s];
}

static bool walk(const struct at_image *image, const char *s, size_t len, at_hit_fn fn, void *arg)
{
	struct walker w = {
		.n_dense = image->dense,
		.symbols = image->symbols,
		.dense = section(image, AT_S_DENSE),
		.states = section(image, AT_S_STATES),
		.edges = section(image, AT_S_EDGES),
	};
	uint32_t state = 0;
	if (image->n[AT_S_DENSE] == 0)
		return true;
	for (size_t i = 0; i < len; i++) {
		uint32_t symbol = image->symbol_of[(unsigned char)s[i]];
		state = symbol == 0 ? 0 : step(&w, state, symbol);
		if (state != 0 && !report(&w, state, (uint32_t)i + 1, fn, arg))
			return false;
	}
	return true;
}

bool at_index_walk(const attune_rules *rules, const char *s, size_t len, at_hit_fn fn, void *arg)
{
	return (rules->base == NULL || walk(rules->base, s, len, fn, arg)) && walk(rules->image, s, len, fn, arg);
}
