/* SPDX-License-Identifier: MIT */
/*
 * stand.c: which sets of literals stand where in a text, and whether a pattern has what it needs there. Input: hits of the index, in
 * the order in which they end; output: yes (it may match, starting there) or no (it cannot). Calls ruleset/image.
 */
#include "scan/scanner.h"
#include "text/bytes.h"

/* In a text of more places than the first number, those of a set are counted; the last that is kept stands for all that follow, and
 * a pattern may match anywhere near it. */
#define COUNTED_FROM 8192u
#define PLACES_MAX 100u

/* The places that a link was found at: where the first and the last end, and where they start. */
struct reach {
	uint32_t first, last;
	struct at_span starts;
	bool any;
};

void at_stand_clear(struct at_pass *p)
{
	for (size_t i = 0; i < p->n_stands; i++)
		p->stand_at[p->stands[i].set] = 0;
	p->n_stands = 0;
}

/* The place of a set in a text that has very many; false when it went into the last that is kept. */
static bool count_stand(struct at_pass *p, struct at_stand *now)
{
	struct at_stand *before = now->before != 0 ? &p->stands[now->before - 1] : NULL;
	if (before != NULL && before->nth == PLACES_MAX) {
		before->end = now->end;
		return false;
	}
	now->nth = before != NULL ? (uint8_t)(before->nth + 1) : 1;
	return true;
}

bool at_stand_add(struct at_pass *p, const uint32_t *asks, const uint32_t *last, struct at_span at)
{
	if (asks == last)
		return true;
	size_t need = p->n_stands + (size_t)(last - asks);
	if (need > p->stands_cap && !at_grow(&p->stands, &p->stands_cap, need, sizeof *p->stands))
		return false;
	const char *text = p->text.normal.ptr;
	unsigned inside = (at.start > 0 && at_is_word_byte(text[at.start - 1]) ? AT_W_EDGE_BEFORE : 0u) |
	                  (at.end < p->text.normal.len && at_is_word_byte(text[at.end]) ? AT_W_EDGE_AFTER : 0u);
	for (; asks < last; asks++) {
		uint32_t set = *asks >> AT_WHERE_BITS, where = *asks & AT_WHERE_MASK;
		struct at_stand *now = &p->stands[p->n_stands];
		if ((inside & where) != 0)
			continue;
		*now = (struct at_stand){set, at.start, at.end, p->stand_at[set], (uint8_t)where, 0};
		if (p->n_stands < COUNTED_FROM || count_stand(p, now))
			p->stand_at[set] = (uint32_t)++p->n_stands;
	}
	return true;
}

bool at_stands_right(const struct at_pass *p, unsigned where, struct at_span at, struct at_span in)
{
	const char *text = p->text.normal.ptr;
	if ((where & AT_W_EDGE_BEFORE) != 0 && at.start > in.start && at_is_word_byte(text[at.start - 1]))
		return false;
	if ((where & AT_W_EDGE_AFTER) != 0 && at.end < in.end && at_is_word_byte(text[at.end]))
		return false;
	if ((where & AT_W_START) != 0 && at.start != in.start)
		return false;
	/* $ also matches before a newline at the very end. */
	return (where & AT_W_END) == 0 || at.end == in.end || (at.end + 1 == in.end && text[at.end] == '\n');
}

/* Whether a link that starts at `start` may follow what was found of the link before it. */
static bool follows(const struct reach *before, uint32_t start, unsigned gap)
{
	if (before->last <= start)
		return gap == AT_FAR || start - before->last <= gap;
	return before->first <= start;
}

/* The places of a set's own literals that count in `where`, besides what they ask for themselves. */
static void find_places(const struct at_pass *p, uint32_t set, unsigned where, struct at_span in, const struct reach *before,
                        unsigned gap, struct reach *found)
{
	for (uint32_t i = p->stand_at[set]; i != 0 && p->stands[i - 1].end > in.start; i = p->stands[i - 1].before) {
		const struct at_stand *s = &p->stands[i - 1];
		struct at_span at = {s->start, s->end};
		if (s->nth == PLACES_MAX && s->start < in.end) {
			*found = (struct reach){in.start, in.end, in, true};
			return;
		}
		if (at.start < in.start || at.end > in.end || !at_stands_right(p, s->where | where, at, in) ||
		    (before != NULL && !follows(before, at.start, gap)))
			continue;
		found->first = !found->any || at.end < found->first ? at.end : found->first;
		found->last = !found->any || at.end > found->last ? at.end : found->last;
		found->starts.start = !found->any || at.start < found->starts.start ? at.start : found->starts.start;
		found->starts.end = !found->any || at.start > found->starts.end ? at.start : found->starts.end;
		found->any = true;
	}
}

/* The parts of a set, up to *last. */
static const uint32_t *parts_of(const attune_rules *rules, uint32_t set, const uint32_t **last)
{
	const struct at_set_record *s = (const struct at_set_record *)at_section(rules, AT_S_SETS) + set;
	const uint32_t *parts = at_section(rules, AT_S_PARTS);
	*last = parts + s[1].parts;
	return parts + s[0].parts;
}

static void find_link(const attune_rules *rules, const struct at_pass *p, const struct at_need *need, struct at_span in,
                      const struct reach *before, struct reach *found)
{
	const uint32_t *last, *part = parts_of(rules, need->set, &last);
	find_places(p, need->set, 0, in, before, need->gap, found);
	for (; part < last; part++)
		find_places(p, *part >> AT_WHERE_BITS, *part & AT_WHERE_MASK, in, before, need->gap, found);
}

static bool has_one(const attune_rules *rules, const struct at_pass *p, uint32_t set)
{
	const uint32_t *last, *part;
	if (p->stand_at[set] != 0)
		return true;
	for (part = parts_of(rules, set, &last); part < last; part++)
		if (p->stand_at[*part >> AT_WHERE_BITS] != 0)
			return true;
	return false;
}

/* Whether each link of a way has a literal somewhere in the text. */
static bool has_all(const attune_rules *rules, const struct at_pass *p, const struct at_way *w)
{
	const struct at_need *needs = (const struct at_need *)at_section(rules, AT_S_NEEDS) + w->first;
	for (unsigned i = 0; i < w->n; i++)
		if (!has_one(rules, p, needs[i].set))
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
	struct reach before = {0};
	struct at_span mine = in;
	for (unsigned i = 0; i < w->n; i++) {
		struct reach found = {0};
		find_link(rules, p, &needs[i], in, i == 0 ? NULL : &before, &found);
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
	for (uint32_t i = 0; i < pt->ways.n && p->n_stands != 0 && !(starts->start == in.start && starts->end == in.end); i++)
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
