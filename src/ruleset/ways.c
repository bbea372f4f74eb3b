/* SPDX-License-Identifier: MIT */
/*
 * ways.c: ways of matching put together as a pattern is read. Input: the ways of two pieces; output: those of both in a row, or of
 * either. While it stays small a row is multiplied out into longer, rarer strings; beyond that links are kept apart, and where
 * there would be too many ways, one link stands for all of them. Calls base/arena and rarity.
 */
#include "ruleset/ways.h"
#include "ruleset/rarity.h"
#include <string.h>

#define CROSS_MAX 96u  /* strings of a link made by multiplying */
#define UNION_MAX 600u /* strings of a link made by joining */
#define ROW_MAX 24u    /* ways of a row */
#define EITHER_MAX 96u /* ways of alternatives */
#define PLACE_MAX 4u   /* bytes of a place */

#define EDGE_BITS 20u /* what a word edge adds to the rarity of a string, in 1/16 bits; a text's start or end more */
#define PLACE_BITS 70u

uint16_t at_gap_add(uint32_t a, uint32_t b)
{
	return a + b >= AT_FAR ? AT_FAR : (uint16_t)(a + b);
}

static struct at_ways one_chain(struct at_arena *arena)
{
	struct at_ways w = {at_arena_alloc(arena, sizeof *w.chains), 1};
	if (w.chains == NULL)
		w.n = 0;
	else
		memset(w.chains, 0, sizeof *w.chains);
	return w;
}

static struct at_string_piece *new_pieces(struct at_arena *arena, size_t n)
{
	return at_arena_alloc(arena, n * sizeof(struct at_string_piece));
}

struct at_ways at_ways_any(struct at_arena *arena, uint16_t most)
{
	struct at_ways w = one_chain(arena);
	if (w.n != 0)
		w.chains[0].end = most;
	return w;
}

struct at_ways at_ways_text(struct at_arena *arena, const char *text, size_t len)
{
	struct at_ways w = one_chain(arena);
	struct at_string_piece *p = new_pieces(arena, 4);
	if (w.n == 0 || p == NULL || len > AT_STRING_MAX)
		return (struct at_ways){NULL, 0};
	memcpy(p->text, text, len);
	p->len = (uint8_t)len;
	w.chains[0].links[0] = (struct at_link){.items = p, .n = 1, .cap = 4};
	w.chains[0].n = 1;
	return w;
}

static bool is_mark(char c)
{
	return c >= AT_MARK_EDGE && c <= AT_MARK_LAST;
}

bool at_piece_is_bare(const struct at_string_piece *p)
{
	for (unsigned i = 0; i < p->len; i++)
		if (!is_mark(p->text[i]))
			return false;
	return true;
}

static unsigned piece_score(const struct at_string_piece *p)
{
	char clean[AT_STRING_MAX];
	unsigned n = 0, extra = 0;
	for (unsigned i = 0; i < p->len; i++) {
		if (!is_mark(p->text[i]))
			clean[n++] = p->text[i];
		else if (i == 0 || i + 1 == p->len)
			extra += p->text[i] == AT_MARK_EDGE ? EDGE_BITS : PLACE_BITS;
	}
	return n == 0 ? 0 : at_literal_score(clean, n) + extra;
}

unsigned at_link_commonest(const struct at_link *l)
{
	unsigned worst = UINT32_MAX;
	for (size_t i = 0; i < l->n; i++) {
		unsigned one = piece_score(&l->items[i]);
		worst = one < worst ? one : worst;
	}
	return l->n == 0 ? 0 : worst;
}

unsigned at_link_score(const struct at_link *l)
{
	unsigned worst = at_link_commonest(l), many = 0;
	if (worst == 0)
		return 0;
	for (size_t n = l->n; n > 1; n /= 2)
		many += 16;
	return worst > many ? worst - many : 1;
}

uint16_t at_link_longest(const struct at_link *l)
{
	uint16_t most = 0;
	for (size_t i = 0; i < l->n; i++)
		most = l->items[i].len > most ? l->items[i].len : most;
	return most;
}

static bool has_bare(const struct at_link *l)
{
	for (size_t i = 0; i < l->n; i++)
		if (at_piece_is_bare(&l->items[i]))
			return true;
	return false;
}

/* The strings of `a` with those of `b` behind them, in place of a's; false when that would be too many or too long. */
static bool cross(struct at_arena *arena, struct at_link *a, const struct at_link *b)
{
	uint32_t n = a->n * b->n;
	if ((n > CROSS_MAX && a->n != 1) || n > UNION_MAX || at_link_longest(a) + at_link_longest(b) > AT_STRING_MAX)
		return false;
	struct at_string_piece *to = a->items;
	if (b->n != 1) {
		to = new_pieces(arena, n);
		if (to == NULL)
			return false;
		a->cap = n;
	}
	for (uint32_t i = a->n; i-- > 0;) {
		for (uint32_t j = 0; j < b->n; j++) {
			struct at_string_piece *p = &to[i * b->n + j];
			*p = a->items[i];
			memcpy(p->text + p->len, b->items[j].text, b->items[j].len);
			p->len = (uint8_t)(p->len + b->items[j].len);
		}
	}
	a->items = to;
	a->n = n;
	return true;
}

/* A link that may be empty says nothing once another stands behind it. */
static void drop_empty_end(struct at_chain *c)
{
	while (c->n != 0 && has_bare(&c->links[c->n - 1])) {
		const struct at_link *l = &c->links[--c->n];
		c->end = at_gap_add(c->end, at_gap_add(l->gap, at_link_longest(l)));
	}
}

static void add_link(struct at_arena *arena, struct at_chain *c, const struct at_link *l)
{
	uint16_t gap = at_gap_add(c->end, l->gap);
	if (gap == 0 && c->n != 0 && cross(arena, &c->links[c->n - 1], l))
		return;
	drop_empty_end(c);
	gap = at_gap_add(c->end, l->gap);
	if (c->n == AT_LINKS_MAX) {
		c->end = at_gap_add(gap, at_link_longest(l));
		return;
	}
	c->links[c->n] = *l;
	c->links[c->n++].gap = gap;
	c->end = 0;
}

static void copy_link(struct at_arena *arena, struct at_link *to, const struct at_link *from)
{
	*to = *from;
	to->items = new_pieces(arena, from->n);
	to->cap = from->n;
	if (to->items != NULL)
		memcpy(to->items, from->items, from->n * sizeof *from->items);
	else
		to->n = 0;
}

/* a's last link is what multiplying may change, so it is copied when `a` is needed again. */
static void join_chains(struct at_arena *arena, struct at_chain *out, const struct at_chain *a, const struct at_chain *b, bool keep)
{
	*out = *a;
	if (keep && a->n != 0)
		copy_link(arena, &out->links[a->n - 1], &a->links[a->n - 1]);
	for (unsigned i = 0; i < b->n; i++)
		add_link(arena, out, &b->links[i]);
	out->end = at_gap_add(out->end, b->end);
}

static bool is_exact(const struct at_chain *c)
{
	return c->n == 1 && c->links[0].gap == 0 && c->end == 0;
}

/* Adds the strings of `from` to those of `to`. */
static bool unite(struct at_arena *arena, struct at_link *to, const struct at_link *from)
{
	uint32_t need = to->n + from->n;
	if (from->n == 0)
		return true;
	if (need > UNION_MAX)
		return false;
	if (need > to->cap) {
		uint32_t cap = need * 2;
		struct at_string_piece *items = new_pieces(arena, cap);
		if (items == NULL)
			return false;
		if (to->n > 0)
			memcpy(items, to->items, to->n * sizeof *items);
		to->items = items;
		to->cap = cap;
	}
	memcpy(to->items + to->n, from->items, from->n * sizeof *from->items);
	to->n = need;
	return true;
}

static const struct at_link *best_link(const struct at_chain *c)
{
	const struct at_link *best = NULL;
	unsigned most = 0;
	for (unsigned i = 0; i < c->n; i++) {
		unsigned score = at_link_score(&c->links[i]);
		if (score > most) {
			most = score;
			best = &c->links[i];
		}
	}
	return best;
}

static uint16_t longest(const struct at_ways *w)
{
	uint16_t most = 0;
	for (size_t i = 0; i < w->n; i++) {
		const struct at_chain *c = &w->chains[i];
		uint32_t len = c->end;
		for (unsigned k = 0; k < c->n; k++)
			len = at_gap_add(len, at_gap_add(c->links[k].gap, at_link_longest(&c->links[k])));
		most = len > most ? (uint16_t)len : most;
	}
	return most;
}

/* One way in place of many: the best link of each, joined. */
static struct at_ways collapse(struct at_arena *arena, struct at_ways w)
{
	uint16_t len = longest(&w);
	struct at_ways out = at_ways_any(arena, len);
	struct at_link all = {.gap = len};
	for (size_t i = 0; i < w.n && out.n != 0; i++) {
		const struct at_link *l = best_link(&w.chains[i]);
		if (l == NULL || !unite(arena, &all, l))
			return out;
	}
	if (out.n != 0) {
		out.chains[0].links[0] = all;
		out.chains[0].n = 1;
	}
	return out;
}

bool at_ways_append(struct at_ways *to, const char *text, size_t len)
{
	struct at_chain *c = to->chains;
	if (to->n != 1 || c->n == 0 || c->end != 0 || at_link_longest(&c->links[c->n - 1]) + len > AT_STRING_MAX)
		return false;
	struct at_link *l = &c->links[c->n - 1];
	for (size_t i = 0; i < l->n; i++) {
		memcpy(l->items[i].text + l->items[i].len, text, len);
		l->items[i].len = (uint8_t)(l->items[i].len + len);
	}
	return true;
}

struct at_ways at_ways_then(struct at_arena *arena, struct at_ways a, struct at_ways b)
{
	if (a.n * b.n > ROW_MAX && a.n > b.n)
		a = collapse(arena, a);
	if (a.n * b.n > ROW_MAX)
		b = collapse(arena, b);
	if (a.n * b.n > ROW_MAX)
		a = collapse(arena, a);
	if (a.n == 1 && b.n == 1) {
		struct at_chain before = a.chains[0];
		join_chains(arena, &a.chains[0], &before, &b.chains[0], false);
		return a;
	}
	struct at_ways out = {at_arena_alloc(arena, (a.n * b.n + 1) * sizeof *out.chains), a.n * b.n};
	if (out.chains == NULL)
		return (struct at_ways){NULL, 0};
	for (size_t i = 0; i < a.n; i++)
		for (size_t k = 0; k < b.n; k++)
			join_chains(arena, &out.chains[i * b.n + k], &a.chains[i], &b.chains[k], true);
	return out;
}

static struct at_chain *exact_chain(const struct at_ways *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (is_exact(&w->chains[i]))
			return &w->chains[i];
	return NULL;
}

struct at_ways at_ways_or(struct at_arena *arena, struct at_ways a, struct at_ways b)
{
	if (a.n == 0 || b.n == 0)
		return (struct at_ways){NULL, 0};
	struct at_chain *exact = exact_chain(&a);
	if (exact != NULL && b.n == 1 && is_exact(&b.chains[0]) && unite(arena, &exact->links[0], &b.chains[0].links[0]))
		return a;
	if (a.n + b.n > EITHER_MAX) {
		a = collapse(arena, a);
		b = b.n > 1 ? collapse(arena, b) : b;
		if (a.n == 0 || b.n == 0)
			return (struct at_ways){NULL, 0};
	}
	struct at_ways out = {at_arena_alloc(arena, (a.n + b.n) * sizeof *out.chains), a.n + b.n};
	if (out.chains == NULL)
		return (struct at_ways){NULL, 0};
	memcpy(out.chains, a.chains, a.n * sizeof *a.chains);
	memcpy(out.chains + a.n, b.chains, b.n * sizeof *b.chains);
	return out;
}

struct at_ways at_ways_repeat(struct at_arena *arena, struct at_ways a, unsigned low, unsigned high)
{
	uint32_t once = longest(&a);
	if (a.n == 0 || (low == 1 && high == 1))
		return a;
	if (low == 0 && high == 1 && a.n == 1 && is_exact(&a.chains[0]))
		return at_ways_or(arena, a, at_ways_text(arena, "", 0));
	uint32_t more = low == 0 ? high : high - 1;
	uint16_t gap = high == 0 || once == AT_FAR || more > 1000 ? AT_FAR : at_gap_add(once * more, 0);
	struct at_ways rest = at_ways_any(arena, gap);
	return low == 0 || rest.n == 0 ? rest : at_ways_then(arena, a, rest);
}

struct at_ways at_ways_option(struct at_arena *arena, struct at_ways a, unsigned high)
{
	if (a.n == 0 || a.n > 4 || (high == 1 && a.n == 1 && is_exact(&a.chains[0])))
		return at_ways_repeat(arena, a, 0, high);
	return at_ways_or(arena, at_ways_text(arena, "", 0), at_ways_repeat(arena, a, 1, high));
}

bool at_ways_is_place(const struct at_ways *w)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct at_chain *c = &w->chains[i];
		if (c->n != 1 || c->end != 0 || c->links[0].gap != 0 || at_link_longest(&c->links[0]) > PLACE_MAX)
			return false;
		for (size_t k = 0; k < c->links[0].n; k++) {
			const struct at_string_piece *p = &c->links[0].items[k];
			if (p->len == 0 || (at_piece_is_bare(p) && memchr(p->text, AT_MARK_START, p->len) == NULL))
				return false;
		}
	}
	return w->n != 0 && w->n <= 4;
}
