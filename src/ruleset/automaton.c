/* SPDX-License-Identifier: MIT */
/*
 * automaton.c: builds the literal index. Input: strings and the patterns they lead to; output: flat sections of the image.
 * First a trie with linked children, then breadth-first numbering with failure links, then the rows. Calls base only.
 *
 * emit[s]: 1 + the nearest state on s's failure chain (s itself first) that ends a literal, or 0. ranges[s]: the outputs
 * that end exactly in s. A walker reports ranges[emit-1], then follows the failure link of that state, and so on.
 */
#include "ruleset/automaton.h"
#include <stdlib.h>
#include <string.h>

#define DENSE_DEPTH 2

struct trie_node {
	uint32_t child, sibling; /* trie indices, 0: none */
	uint32_t number;         /* breadth-first number */
	uint32_t outputs;        /* 1 + first of the chain in `chain`, 0: none */
	uint8_t symbol, depth;
};
struct chain {
	uint32_t entry, next;
};
struct builder {
	const struct at_index_entry *entries;
	size_t n;
	struct trie_node *nodes;
	size_t n_nodes, cap;
	struct chain *chains;
	uint32_t *order; /* trie index of each number */
	uint32_t *fail;  /* number -> number */
};

static uint8_t fold(char c)
{
	return (uint8_t)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static void assign_symbols(struct at_automaton *a, const struct at_index_entry *entries, size_t n)
{
	memset(a->symbol_of, 0, sizeof a->symbol_of);
	a->symbols = 1;
	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < entries[i].len; k++) {
			uint8_t c = fold(entries[i].text[k]);
			if (a->symbol_of[c] == 0)
				a->symbol_of[c] = (uint8_t)a->symbols++;
		}
	for (unsigned c = 'A'; c <= 'Z'; c++)
		a->symbol_of[c] = a->symbol_of[c + 32];
}

static uint32_t trie_child(const struct builder *b, uint32_t node, uint8_t symbol)
{
	for (uint32_t c = b->nodes[node].child; c != 0; c = b->nodes[c].sibling)
		if (b->nodes[c].symbol == symbol)
			return c;
	return 0;
}

static bool trie_add(struct builder *b, const struct at_automaton *a, uint32_t entry)
{
	uint32_t node = 0;
	for (uint32_t k = 0; k < b->entries[entry].len; k++) {
		uint8_t symbol = a->symbol_of[fold(b->entries[entry].text[k])];
		uint32_t next = trie_child(b, node, symbol);
		if (next == 0) {
			if (!at_grow(&b->nodes, &b->cap, b->n_nodes + 1, sizeof *b->nodes))
				return false;
			next = (uint32_t)b->n_nodes++;
			uint8_t depth = b->nodes[node].depth;
			b->nodes[next] = (struct trie_node){.sibling = b->nodes[node].child,
			                                    .symbol = symbol,
			                                    .depth = (uint8_t)(depth < 255 ? depth + 1 : 255)};
			b->nodes[node].child = next;
		}
		node = next;
	}
	b->chains[entry] = (struct chain){entry, b->nodes[node].outputs};
	b->nodes[node].outputs = entry + 1;
	return true;
}

/* Numbers the nodes breadth-first and finds each one's failure link: where its parent's links next lead on by its symbol. */
static bool number_states(struct builder *b)
{
	b->order = malloc(b->n_nodes * sizeof *b->order);
	b->fail = calloc(b->n_nodes, sizeof *b->fail);
	if (b->order == NULL || b->fail == NULL)
		return false;
	size_t head = 0, tail = 0;
	b->order[tail++] = 0;
	while (head < tail) {
		uint32_t parent = b->order[head];
		for (uint32_t c = b->nodes[parent].child; c != 0; c = b->nodes[c].sibling) {
			uint32_t number = (uint32_t)tail;
			b->nodes[c].number = number;
			b->order[tail++] = c;
			uint32_t f = (uint32_t)head;
			while (f != 0) {
				f = b->fail[f];
				uint32_t hit = trie_child(b, b->order[f], b->nodes[c].symbol);
				if (hit != 0) {
					b->fail[number] = b->nodes[hit].number;
					break;
				}
			}
		}
		head++;
	}
	return true;
}

static void write_dense(struct builder *b, struct at_automaton *a)
{
	uint32_t rows = 0;
	while (rows < b->n_nodes && b->nodes[b->order[rows]].depth <= DENSE_DEPTH)
		rows++;
	a->n_dense = rows;
	size_t at = at_buffer_add_zero(&a->dense, (size_t)rows * a->symbols * sizeof(uint32_t), 4);
	if (at == SIZE_MAX)
		return;
	uint32_t *table = (uint32_t *)(void *)a->dense.ptr;
	for (uint32_t s = 0; s < rows; s++) {
		uint32_t *row = table + (size_t)s * a->symbols;
		if (s != 0)
			memcpy(row, table + (size_t)b->fail[s] * a->symbols, a->symbols * sizeof *row);
		row[0] = 0;
		for (uint32_t c = b->nodes[b->order[s]].child; c != 0; c = b->nodes[c].sibling)
			row[b->nodes[c].symbol] = b->nodes[c].number;
	}
}

static void write_sparse(struct builder *b, struct at_automaton *a)
{
	for (uint32_t s = a->n_dense; s < b->n_nodes; s++) {
		struct at_state state = {.fail = b->fail[s], .edges = (uint32_t)(a->edges.len / sizeof(struct at_edge))};
		for (uint32_t c = b->nodes[b->order[s]].child; c != 0; c = b->nodes[c].sibling) {
			struct at_edge e = {b->nodes[c].number, b->nodes[c].symbol};
			at_buffer_add(&a->edges, &e, sizeof e);
			state.n_edges++;
		}
		at_buffer_add(&a->states, &state, sizeof state);
	}
}

static void write_outputs(struct builder *b, struct at_automaton *a)
{
	for (uint32_t s = 0; s < b->n_nodes; s++) {
		struct at_output_range range = {(uint32_t)(a->outputs.len / sizeof(struct at_literal_hit)), 0, b->fail[s]};
		for (uint32_t o = b->nodes[b->order[s]].outputs; o != 0; o = b->chains[o - 1].next) {
			const struct at_index_entry *e = &b->entries[b->chains[o - 1].entry];
			struct at_literal_hit hit = {e->pattern, e->len};
			at_buffer_add(&a->outputs, &hit, sizeof hit);
			range.n++;
		}
		uint32_t emit = range.n != 0 ? s + 1 : s == 0 ? 0 : ((const uint32_t *)(const void *)a->emit.ptr)[b->fail[s]];
		at_buffer_add(&a->emit, &emit, sizeof emit);
		at_buffer_add(&a->ranges, &range, sizeof range);
		if (a->emit.failed || a->ranges.failed)
			return;
	}
}

bool at_automaton_build(struct at_automaton *out, const struct at_index_entry *entries, size_t n)
{
	struct builder b = {.entries = entries, .n = n};
	memset(out, 0, sizeof *out);
	assign_symbols(out, entries, n);
	b.chains = calloc(n + 1, sizeof *b.chains);
	bool ok = b.chains != NULL && at_grow(&b.nodes, &b.cap, 1024, sizeof *b.nodes);
	if (ok) {
		b.nodes[0] = (struct trie_node){0};
		b.n_nodes = 1;
	}
	for (size_t i = 0; ok && i < n; i++)
		ok = trie_add(&b, out, (uint32_t)i);
	if (ok && number_states(&b)) {
		write_dense(&b, out);
		write_sparse(&b, out);
		write_outputs(&b, out);
		ok = !(out->dense.failed || out->states.failed || out->edges.failed || out->emit.failed || out->outputs.failed ||
		       out->ranges.failed);
	} else {
		ok = false;
	}
	free(b.nodes);
	free(b.chains);
	free(b.order);
	free(b.fail);
	return ok;
}

void at_automaton_free(struct at_automaton *a)
{
	at_buffer_free(&a->dense);
	at_buffer_free(&a->states);
	at_buffer_free(&a->edges);
	at_buffer_free(&a->emit);
	at_buffer_free(&a->outputs);
	at_buffer_free(&a->ranges);
}
