/* SPDX-License-Identifier: MIT */
/*
 * groups.c: puts equal findings together: the same rule, and the same words in upper or lower case. Input: a report and its
 * draft; output: groups. A hash table of the groups keeps 10,000 findings cheap.
 */
#include "coach/groups.h"
#include "text/bytes.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* How many bytes of the draft tell a finding from others of its rule. */
static size_t span(const attune_finding *f)
{
	return f->whole ? 0 : f->byte_end - f->byte_start;
}

static uint64_t hash(const attune_finding *f, const char *draft)
{
	uint64_t h = 0xcbf29ce484222325u ^ f->rule_index;
	for (size_t i = 0; i < span(f); i++)
		h = (h ^ (unsigned char)at_lower(draft[f->byte_start + i])) * 0x100000001b3u;
	return h ^ h >> 32;
}

static bool equal(const attune_finding *a, const attune_finding *b, const char *draft)
{
	if (a->rule_index != b->rule_index || a->whole != b->whole || span(a) != span(b))
		return false;
	for (size_t i = 0; i < span(a); i++)
		if (at_lower(draft[a->byte_start + i]) != at_lower(draft[b->byte_start + i]))
			return false;
	return true;
}

/* Puts finding `i`, which is f, into its group. `slots`: 1 + the number of a group, 0: empty; `mask` is their number less one. */
static void put(struct at_groups *g, size_t *slots, size_t mask, const attune_report *report, size_t i, const attune_finding *f,
                const char *draft)
{
	attune_finding first;
	size_t at = (size_t)hash(f, draft) & mask;
	for (; slots[at] != 0; at = (at + 1) & mask) {
		struct at_group *group = &g->items[slots[at] - 1];
		if (attune_report_finding(report, group->first, &first) && equal(f, &first, draft)) {
			group->n++;
			group->severity = f->severity > group->severity ? f->severity : group->severity;
			g->of[i] = slots[at] - 1;
			return;
		}
	}
	g->of[i] = g->n;
	g->items[g->n++] = (struct at_group){i, 1, f->severity};
	slots[at] = g->n;
}

bool at_groups_make(struct at_groups *g, const attune_report *report, const char *draft, const struct at_session *s)
{
	attune_finding f;
	size_t n = attune_report_findings(report), size = 16;
	while (size < 2 * n)
		size *= 2;
	size_t *slots = calloc(size, sizeof *slots);
	*g = (struct at_groups){calloc(n + 1, sizeof *g->items), 0, calloc(n + 1, sizeof *g->of), n};
	if (slots == NULL || g->items == NULL || g->of == NULL) {
		free(slots);
		at_groups_free(g);
		return false;
	}
	for (size_t i = 0; attune_report_finding(report, i, &f); i++) {
		if (s != NULL && at_session_is_muted(s, f.rule, f.category))
			g->of[i] = SIZE_MAX;
		else
			put(g, slots, size - 1, report, i, &f, draft);
	}
	free(slots);
	return true;
}

void at_groups_free(struct at_groups *g)
{
	free(g->items);
	free(g->of);
	*g = (struct at_groups){0};
}

size_t at_groups_gravest(const struct at_groups *g, size_t *chosen, size_t most)
{
	size_t room[ATTUNE_HURT + 1] = {0}, n = 0;
	for (size_t i = 0; i < g->n; i++)
		room[g->items[i].severity]++;
	for (int k = ATTUNE_HURT; k >= 0; k--) {
		room[k] = room[k] < most - n ? room[k] : most - n;
		n += room[k];
	}
	n = 0;
	for (size_t i = 0; i < g->n; i++)
		if (room[g->items[i].severity] > 0 && room[g->items[i].severity]-- > 0)
			chosen[n++] = i;
	return n;
}

/* The groups of the session's draft; empty when memory ran out, or there is no draft. */
static struct at_groups groups_of(const struct at_session *s, const attune_report *report)
{
	struct at_groups g = {0};
	const struct at_version *draft = at_session_now(s);
	if (draft != NULL)
		(void)at_groups_make(&g, report, draft->text, s);
	return g;
}

size_t at_groups_count(const struct at_session *s, const attune_report *report)
{
	struct at_groups g = groups_of(s, report);
	size_t n = g.n;
	at_groups_free(&g);
	return n;
}

size_t at_groups_finding(const struct at_session *s, const attune_report *report, size_t k)
{
	struct at_groups g = groups_of(s, report);
	size_t i = k < g.n ? g.items[k].first : SIZE_MAX;
	at_groups_free(&g);
	return i;
}
