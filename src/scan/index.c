/* SPDX-License-Identifier: MIT */
/*
 * index.c: walks the literal index over a text. Input: normalised bytes; output: a call for every literal found, in the
 * order in which they
 * end. One step a byte in the dense states, a few more below them; no allocation, no state. Calls ruleset/image.
 */
#include "scan/scanner.h"

struct walker {
	const struct at_image *image;
	const uint32_t *dense, *emit;
	const struct at_state *states;
	const struct at_edge *edges;
	const struct at_output_range *ranges;
	const struct at_literal_hit *outputs;
};

static inline uint32_t step(const struct walker *w, uint32_t state, uint32_t symbol)
{
	while (state >= w->image->dense) {
		const struct at_state *st = &w->states[state - w->image->dense];
		const struct at_edge *e = &w->edges[st->edges];
		for (uint32_t k = 0; k < st->n_edges; k++)
			if (e[k].symbol == symbol)
				return e[k].to;
		state = st->fail;
	}
	return w->dense[(size_t)state * w->image->symbols + symbol];
}

static bool report(const struct walker *w, uint32_t state, uint32_t end, at_hit_fn fn, void *arg)
{
	for (uint32_t at = w->emit[state]; at != 0; at = w->emit[w->ranges[at - 1].fail]) {
		const struct at_output_range *r = &w->ranges[at - 1];
		for (uint32_t k = 0; k < r->n; k++)
			if (!fn(arg, &w->outputs[r->first + k], end))
				return false;
	}
	return true;
}

bool at_index_walk(const attune_rules *rules, const char *s, size_t len, at_hit_fn fn, void *arg)
{
	struct walker w = {
		.image = rules->image,
		.dense = at_section(rules, AT_S_DENSE),
		.emit = at_section(rules, AT_S_EMIT),
		.states = at_section(rules, AT_S_STATES),
		.edges = at_section(rules, AT_S_EDGES),
		.ranges = at_section(rules, AT_S_OUTPUT_RANGES),
		.outputs = at_section(rules, AT_S_OUTPUTS),
	};
	uint32_t state = 0;
	if (rules->image->n[AT_S_DENSE] == 0)
		return true;
	for (size_t i = 0; i < len; i++) {
		uint32_t symbol = rules->image->symbol_of[(unsigned char)s[i]];
		state = symbol == 0 ? 0 : step(&w, state, symbol);
		if (w.emit[state] != 0 && !report(&w, state, (uint32_t)i + 1, fn, arg))
			return false;
	}
	return true;
}
