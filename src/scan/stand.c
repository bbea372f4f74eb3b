/* SPDX-License-Identifier: MIT */
/*
 * stand.c: which literals stand where in a text, and whether a pattern has what it needs there. Input: hits of the index, in the
 * order in which they end; output: yes (it may match) or no (it cannot). Calls ruleset/image.
 */
#include "scan/scanner.h"
#include <stdlib.h>
#include <string.h>

/* Places of a literal that are looked at; in a text that has more behind a unit, it may stand there. */
#define STEPS_MAX 64u

/* The places that a link was found at: where the first and the last end, and where they start. */
struct reach {
	uint32_t first, last;
	struct at_span starts;
	bool any;
};

static uint32_t *slot_of(const struct at_pass *p, uint32_t literal)
{
	size_t at = (literal * 2654435761u >> 12) & (p->stand_slots - 1);
	while (p->stand_at[at] != 0 && p->stands[p->stand_at[at] - 1].literal != literal)
		at = (at + 1) & (p->stand_slots - 1);
	return &p->stand_at[at];
}

static bool grow_slots(struct at_pass *p)
{
	size_t slots = p->stand_slots == 0 ? 1024 : p->stand_slots * 2;
	uint32_t *table = calloc(slots, sizeof *table);
	if (table == NULL)
		return false;
	free(p->stand_at);
	p->stand_at = table;
	p->stand_slots = slots;
	for (size_t i = 0; i < p->n_stands; i++)
		*slot_of(p, p->stands[i].literal) = (uint32_t)i + 1;
	return true;
}

static inline bool is_there(const struct at_pass *p, uint32_t literal)
{
	return (p->stand_bits[literal / 64] >> literal % 64 & 1u) != 0;
}

void at_stand_clear(struct at_pass *p)
{
	for (size_t i = 0; i < p->n_stands; i++)
		p->stand_bits[p->stands[i].literal / 64] = 0;
	if (p->n_stands != 0)
		memset(p->stand_at, 0, p->stand_slots * sizeof *p->stand_at);
	p->n_stands = 0;
}

bool at_stand_add(struct at_pass *p, const struct at_literal_hit *hit, uint32_t end)
{
	if (!at_grow(&p->stands, &p->stands_cap, p->n_stands + 1, sizeof *p->stands))
		return false;
	if (p->n_stands * 2 >= p->stand_slots && !grow_slots(p))
		return false;
	uint32_t *slot = slot_of(p, hit->literal);
	p->stands[p->n_stands++] = (struct at_stand){hit->literal, end - hit->len, end, *slot};
	*slot = (uint32_t)p->n_stands;
	p->stand_bits[hit->literal / 64] |= UINT64_C(1) << hit->literal % 64;
	return true;
}

static bool is_word_byte(const struct at_pass *p, uint32_t at)
{
	unsigned char c = (unsigned char)p->text.normal.ptr[at];
	return (c | 32u) - 'a' < 26u || c - (unsigned)'0' < 10u || c == '_';
}

bool at_stands_right(const struct at_pass *p, unsigned where, struct at_span at, struct at_span in)
{
	if ((where & AT_W_EDGE_BEFORE) != 0 && at.start > in.start && is_word_byte(p, at.start - 1))
		return false;
	if ((where & AT_W_EDGE_AFTER) != 0 && at.end < in.end && is_word_byte(p, at.end))
		return false;
	if ((where & AT_W_START) != 0 && at.start != in.start)
		return false;
	/* $ also matches before a newline at the very end. */
	return (where & AT_W_END) == 0 || at.end == in.end || (at.end + 1 == in.end && p->text.normal.ptr[at.end] == '\n');
}

/* Whether a link that starts at `start` may follow what was found of the link before it. */
static bool follows(const struct reach *before, uint32_t start, unsigned gap)
{
	if (before->last <= start)
		return gap == AT_FAR || start - before->last <= gap;
	return before->first <= start;
}

static void find_literal(const struct at_pass *p, uint32_t ref, const struct at_need *need, struct at_span in,
                         const struct reach *before, struct reach *found)
{
	uint32_t i = is_there(p, ref >> AT_WHERE_BITS) ? *slot_of(p, ref >> AT_WHERE_BITS) : 0;
	for (unsigned steps = 0; i != 0 && p->stands[i - 1].end > in.start; i = p->stands[i - 1].before, steps++) {
		const struct at_stand *s = &p->stands[i - 1];
		struct at_span at = {s->start, s->end};
		if (steps == STEPS_MAX) {
			*found = (struct reach){in.start, in.end, in, true};
			return;
		}
		if (at.start < in.start || at.end > in.end || !at_stands_right(p, ref & ((1u << AT_WHERE_BITS) - 1), at, in) ||
		    (before != NULL && !follows(before, at.start, need->gap)))
			continue;
		found->first = !found->any || at.end < found->first ? at.end : found->first;
		found->last = !found->any || at.end > found->last ? at.end : found->last;
		found->starts.start = !found->any || at.start < found->starts.start ? at.start : found->starts.start;
		found->starts.end = !found->any || at.start > found->starts.end ? at.start : found->starts.end;
		found->any = true;
	}
}

/* Which literals of a link stand in the text; looked up once a message, since many patterns share their sets. */
static const struct at_set_seen *look_up(const struct at_pass *p, const uint32_t *refs, const struct at_need *need)
{
	struct at_set_seen *seen = &p->sets[(need->first * 2654435761u >> 16) % AT_SETS_SEEN];
	if (seen->stamp == p->stamp && seen->first == need->first)
		return seen;
	seen->first = need->first;
	seen->stamp = p->stamp;
	seen->n = 0;
	for (unsigned k = 0; k < need->n && seen->n <= AT_SET_FOUND; k++) {
		if (!is_there(p, refs[need->first + k] >> AT_WHERE_BITS))
			continue;
		if (seen->n < AT_SET_FOUND)
			seen->found[seen->n] = (uint16_t)k;
		seen->n++;
	}
	return seen;
}

static void find_link(const struct at_pass *p, const uint32_t *refs, const struct at_need *need, struct at_span in,
                      const struct reach *before, struct reach *found)
{
	const struct at_set_seen *seen = look_up(p, refs, need);
	bool all = seen->n > AT_SET_FOUND;
	for (unsigned k = 0; k < (all ? need->n : seen->n); k++)
		find_literal(p, refs[need->first + (all ? k : seen->found[k])], need, in, before, found);
}

/* Whether each link of a way has a literal somewhere in the text. */
static bool has_all(const attune_rules *rules, const struct at_pass *p, const struct at_way *w)
{
	const struct at_need *needs = (const struct at_need *)at_section(rules, AT_S_NEEDS) + w->first;
	const uint32_t *refs = at_section(rules, AT_S_REFS);
	if (look_up(p, refs, &needs[w->rarest])->n == 0)
		return false;
	for (unsigned i = 0; i < w->n; i++)
		if (i != w->rarest && look_up(p, refs, &needs[i])->n == 0)
			return false;
	return true;
}

/* Where a match of this way can start then: as far before the first link as its gap. */
static struct at_span starts_of(const struct reach *found, const struct at_need *need, struct at_span in)
{
	struct at_span starts = found->starts;
	starts.start = need->gap == AT_FAR || starts.start - in.start < need->gap ? in.start : starts.start - need->gap;
	return starts;
}

/* *starts is widened when it is. */
static bool way_is_open(const attune_rules *rules, const struct at_pass *p, const struct at_way *w, struct at_span in,
                        struct at_span *starts)
{
	const struct at_need *needs = (const struct at_need *)at_section(rules, AT_S_NEEDS) + w->first;
	const uint32_t *refs = at_section(rules, AT_S_REFS);
	struct reach before = {0};
	struct at_span mine = in;
	for (unsigned i = 0; i < w->n; i++) {
		struct reach found = {0};
		find_link(p, refs, &needs[i], in, i == 0 ? NULL : &before, &found);
		if (!found.any)
			return false;
		if (i == 0)
			mine = starts_of(&found, &needs[i], in);
		before = found;
	}
	starts->start = mine.start < starts->start ? mine.start : starts->start;
	starts->end = mine.end > starts->end ? mine.end : starts->end;
	return true;
}

bool at_stands_all(const attune_rules *rules, const struct at_pass *p, const struct at_pattern *pt, struct at_span in,
                   struct at_span *starts)
{
	const struct at_way *ways = (const struct at_way *)at_section(rules, AT_S_WAYS) + pt->ways.first;
	bool open = false;
	*starts = pt->ways.n == 0 ? in : (struct at_span){in.end, in.start};
	for (uint32_t i = 0; i < pt->ways.n && p->n_stands != 0; i++)
		open |= has_all(rules, p, &ways[i]) && way_is_open(rules, p, &ways[i], in, starts);
	if (pt->behind)
		starts->end = in.end;
	return open || pt->ways.n == 0;
}

bool at_pass_may(const struct attune_scanner *s, const struct at_pass *p, uint32_t pattern)
{
	const struct at_pattern *pt = at_pattern_at(s->rules, pattern);
	const struct at_way *ways = (const struct at_way *)at_section(s->rules, AT_S_WAYS) + pt->ways.first;
	for (uint32_t i = 0; i < pt->ways.n && p->n_stands != 0; i++)
		if (has_all(s->rules, p, &ways[i]))
			return true;
	return pt->ways.n == 0;
}
