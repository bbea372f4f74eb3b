/* SPDX-License-Identifier: MIT */
/*
 * automaton.c: builds the literal index. Input: strings and the patterns they lead to; output: flat sections of the image.
 * First a trie with linked children, then failure links breadth-first, then numbers, then the rows. Calls base, text/bytes.
 */
#include "ruleset/automaton.h"
#include "text/bytes.h"
#include <stdlib.h>
#include <string.h>

#define DENSE_DEPTH 2

struct trie_node {
	uint32_t child, sibling; /* trie indices, 0: none */
	uint32_t number;         /* of its state */
	uint32_t fail;           /* trie index */
	uint32_t ends;           /* 1 + entry that ends here, 0: none */
	uint32_t more;           /* trie index of the nearest node on the chain of fails where one ends, 0: none */
	uint8_t symbol, depth;
};
struct builder {
	const struct at_index_entry *entries;
	size_t n;
	struct trie_node *nodes;
	size_t n_nodes, cap;
	uint32_t *order; /* trie indices breadth-first, then by number */
};

static void assign_symbols(struct at_automaton *a, const struct at_index_entry *entries, size_t n)
{
	memset(a->symbol_of, 0, sizeof a->symbol_of);
	a->symbols = 1;
	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < entries[i].len; k++) {
			uint8_t c = (uint8_t)at_lower(entries[i].text[k]);
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
		uint8_t symbol = a->symbol_of[(uint8_t)at_lower(b->entries[entry].text[k])];
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
	b->nodes[node].ends = entry + 1;
	return true;
}

/* Where the fails of `parent` first lead on by the symbol of its child. */
static uint32_t fail_of(const struct builder *b, uint32_t parent, uint8_t symbol)
{
	for (uint32_t f = parent; f != 0;) {
		f = b->nodes[f].fail;
		uint32_t hit = trie_child(b, f, symbol);
		if (hit != 0)
			return hit;
	}
	return 0;
}

/* Failure links, breadth-first, since a node's are found by those of the nodes above it. */
static bool link_fails(struct builder *b)
{
	size_t tail = 0;
	b->order = calloc(b->n_nodes, sizeof *b->order);
	if (b->order == NULL)
		return false;
	b->order[tail++] = 0;
	for (size_t head = 0; head < tail; head++) {
		uint32_t parent = b->order[head];
		for (uint32_t c = b->nodes[parent].child; c != 0; c = b->nodes[c].sibling) {
			struct trie_node *n = &b->nodes[c];
			n->fail = fail_of(b, parent, n->symbol);
			n->more = b->nodes[n->fail].ends != 0 ? n->fail : b->nodes[n->fail].more;
			b->order[tail++] = c;
		}
	}
	return true;
}

/* The next node of a walk through the trie, children before siblings; 0 when what is below `top` is done. `path` holds the
 * nodes from below `top` to `node`. */
static uint32_t next_deep(const struct builder *b, uint32_t node, uint32_t *path, size_t *depth)
{
	if (b->nodes[node].child != 0) {
		path[(*depth)++] = b->nodes[node].child;
		return b->nodes[node].child;
	}
	while (*depth > 0) {
		uint32_t next = b->nodes[path[*depth - 1]].sibling;
		if (next != 0) {
			path[*depth - 1] = next;
			return next;
		}
		(*depth)--;
	}
	return 0;
}

/* Dense states in the order at hand, then what is below each of the deepest of them. */
static bool number_states(struct builder *b, struct at_automaton *a, size_t longest)
{
	uint32_t rows = 0, n;
	uint32_t *path = malloc((longest + 1) * sizeof *path);
	if (path == NULL)
		return false;
	for (; rows < b->n_nodes && b->nodes[b->order[rows]].depth <= DENSE_DEPTH; rows++)
		b->nodes[b->order[rows]].number = rows;
	a->n_dense = n = rows;
	for (uint32_t i = 0; i < rows; i++) {
		size_t depth = 0;
		uint32_t top = b->order[i];
		if (b->nodes[top].depth < DENSE_DEPTH)
			continue;
		for (uint32_t c = next_deep(b, top, path, &depth); c != 0; c = next_deep(b, c, path, &depth)) {
			b->order[n] = c;
			b->nodes[c].number = n++;
		}
	}
	free(path);
	return true;
}

static void write_dense(const struct builder *b, struct at_automaton *a)
{
	size_t at = at_buffer_add_zero(&a->dense, (size_t)a->n_dense * a->symbols * sizeof(uint32_t), 4);
	if (at == SIZE_MAX)
		return;
	uint32_t *table = (uint32_t *)(void *)a->dense.ptr;
	for (uint32_t s = 0; s < a->n_dense; s++) {
		const struct trie_node *n = &b->nodes[b->order[s]];
		uint32_t *row = table + (size_t)s * a->symbols;
		if (s != 0)
			memcpy(row, table + (size_t)b->nodes[n->fail].number * a->symbols, a->symbols * sizeof *row);
		row[0] = 0;
		for (uint32_t c = n->child; c != 0; c = b->nodes[c].sibling)
			row[b->nodes[c].symbol] = b->nodes[c].number;
	}
}

/* Where a node leads, as at_state tells it. Number 0 of the edges is not used. */
static uint32_t write_next(const struct builder *b, struct at_automaton *a, const struct trie_node *n)
{
	uint32_t first = n->child, count = 0, at = (uint32_t)(a->edges.len / sizeof count);
	if (first == 0)
		return 0;
	if (b->nodes[first].sibling == 0)
		return AT_NEXT_ONE | b->nodes[first].symbol;
	for (uint32_t c = first; c != 0; c = b->nodes[c].sibling)
		count++;
	at_buffer_add(&a->edges, &count, sizeof count);
	for (uint32_t c = first; c != 0; c = b->nodes[c].sibling) {
		uint32_t edge = (uint32_t)b->nodes[c].symbol << AT_EDGE_BITS | b->nodes[c].number;
		at_buffer_add(&a->edges, &edge, sizeof edge);
	}
	return at;
}

static void write_states(const struct builder *b, struct at_automaton *a)
{
	uint32_t none = 0;
	at_buffer_add(&a->edges, &none, sizeof none);
	for (uint32_t s = 0; s < b->n_nodes; s++) {
		const struct trie_node *n = &b->nodes[b->order[s]];
		struct at_state state = {.fail = b->nodes[n->fail].number, .more = n->more != 0 ? b->nodes[n->more].number + 1 : 0};
		if (n->ends != 0) {
			const struct at_index_entry *e = &b->entries[n->ends - 1];
			state.ends = (e->literal + 1) << AT_END_BITS | e->len;
		}
		if (s >= a->n_dense)
			state.next = write_next(b, a, n);
		at_buffer_add(&a->states, &state, sizeof state);
		if (a->states.failed)
			return;
	}
}

static bool fits(const struct at_index_entry *entries, size_t n, size_t *longest)
{
	*longest = 0;
	for (size_t i = 0; i < n; i++) {
		*longest = entries[i].len > *longest ? entries[i].len : *longest;
		if (entries[i].len >= 1u << AT_END_BITS || entries[i].literal >= (1u << (32 - AT_END_BITS)) - 1)
			return false;
	}
	return true;
}

bool at_automaton_build(struct at_automaton *out, const struct at_index_entry *entries, size_t n)
{
	struct builder b = {.entries = entries, .n = n};
	size_t longest;
	memset(out, 0, sizeof *out);
	assign_symbols(out, entries, n);
	bool ok = fits(entries, n, &longest) && at_grow(&b.nodes, &b.cap, 1024, sizeof *b.nodes);
	if (ok) {
		b.nodes[0] = (struct trie_node){0};
		b.n_nodes = 1;
	}
	for (size_t i = 0; ok && i < n; i++)
		ok = trie_add(&b, out, (uint32_t)i);
	ok = ok && b.n_nodes < 1u << AT_EDGE_BITS && link_fails(&b) && number_states(&b, out, longest);
	if (ok) {
		write_dense(&b, out);
		write_states(&b, out);
		ok = !(out->dense.failed || out->states.failed || out->edges.failed);
	}
	free(b.nodes);
	free(b.order);
	if (!ok)
		at_automaton_free(out);
	return ok;
}

void at_automaton_free(struct at_automaton *a)
{
	at_buffer_free(&a->dense);
	at_buffer_free(&a->states);
	at_buffer_free(&a->edges);
}
