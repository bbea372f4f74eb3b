/* SPDX-License-Identifier: MIT */
/*
 * pieces.c: sets of strings while a pattern is read. Input: sets; output: their products, unions and the rarer of two. Calls base/arena and
 * rarity.
 */
#include "ruleset/pieces.h"
#include "ruleset/rarity.h"
#include <string.h>

static unsigned set_score(const struct at_set *s)
{
	unsigned worst = UINT32_MAX, many = 0;
	for (size_t i = 0; i < s->n; i++) {
		if (s->items[i].len == 0)
			return 0;
		unsigned one = at_literal_score(s->items[i].text, s->items[i].len);
		if (one < worst)
			worst = one;
	}
	/* Each doubling of the number of strings makes a hit about twice as likely: one bit. */
	for (size_t n = s->n; n > 1; n /= 2)
		many += 16;
	return s->n == 0 ? 0 : worst > many ? worst - many : 1;
}

void at_info_offer(struct at_info *to, const struct at_set *s)
{
	unsigned score = s->n > AT_BEST_MAX ? 0 : set_score(s);
	if (score > to->score) {
		to->best = *s;
		to->score = score;
	}
}

void at_info_offer_info(struct at_info *to, const struct at_info *from)
{
	if (from->exact)
		at_info_offer(to, &from->all);
	else if (from->score > to->score) {
		to->best = from->best;
		to->score = from->score;
	}
}

struct at_set at_set_new(struct at_maker *m, size_t n)
{
	struct at_set s = {at_arena_alloc(m->arena, n * sizeof(struct at_piece)), n};
	if (s.items == NULL) {
		m->failed = true;
		s.n = 0;
	}
	return s;
}

struct at_info at_info_exactly(struct at_maker *m, const char *text, size_t len)
{
	struct at_info i = {.exact = true, .all = at_set_new(m, 1)};
	if (i.all.n == 1 && len <= AT_PIECE_MAX) {
		memcpy(i.all.items[0].text, text, len);
		i.all.items[0].len = (uint8_t)len;
	}
	return i;
}

struct at_info at_info_anything(void)
{
	return (struct at_info){.exact = false};
}

bool at_set_cross(struct at_maker *m, struct at_set *a, const struct at_set *b)
{
	if (a->n * b->n > AT_SET_MAX)
		return false;
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++)
			if (a->items[i].len + b->items[j].len > AT_PIECE_MAX)
				return false;
	struct at_set out = at_set_new(m, a->n * b->n);
	if (out.n == 0)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		for (size_t j = 0; j < b->n; j++) {
			struct at_piece *p = &out.items[i * b->n + j];
			*p = a->items[i];
			memcpy(p->text + p->len, b->items[j].text, b->items[j].len);
			p->len = (uint8_t)(p->len + b->items[j].len);
		}
	}
	*a = out;
	return true;
}

struct at_set at_set_join(struct at_maker *m, const struct at_set *a, const struct at_set *b)
{
	struct at_set out = at_set_new(m, a->n + b->n);
	if (out.n != 0) {
		if (a->n != 0)
			memcpy(out.items, a->items, a->n * sizeof *a->items);
		if (b->n != 0)
			memcpy(out.items + a->n, b->items, b->n * sizeof *b->items);
	}
	return out;
}
