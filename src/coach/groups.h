/* SPDX-License-Identifier: MIT */
/*
 * groups: findings that say the same of the same words, as one row. May call attune.h, base, text/bytes, coach/session.
 *
 * Invariants: groups stand in the order of their first findings; every finding that isn't muted is in one group.
 */
#ifndef AT_COACH_GROUPS_H
#define AT_COACH_GROUPS_H

#include "coach/session.h"

struct at_group {
	size_t first, n; /* the report's number of its first finding, and how many there are */
	attune_severity severity;
};
struct at_groups {
	struct at_group *items;
	size_t n;
	size_t *of; /* the group of every finding of the report; SIZE_MAX for a muted one */
	size_t n_of;
};

/* Groups the findings of `report` about `draft`, those left out that `s` (NULL: nothing) mutes. False when memory ran out; `g` is
 * empty then. */
bool at_groups_make(struct at_groups *g, const attune_report *report, const char *draft, const struct at_session *s);
void at_groups_free(struct at_groups *g);
/* Numbers of the gravest groups, `most` at most, in the order of the draft. Returns how many. */
size_t at_groups_gravest(const struct at_groups *g, size_t *chosen, size_t most);
/* How many groups people see in the report of the session's draft; and the report's number of the first finding of group `k`
 * (from 0), or SIZE_MAX. */
size_t at_groups_count(const struct at_session *s, const attune_report *report);
size_t at_groups_finding(const struct at_session *s, const attune_report *report, size_t k);

#endif
