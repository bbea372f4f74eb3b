/* SPDX-License-Identifier: MIT */
/*
 * rule_fixture: the rule_dir of a test file, open around each of its tests, and its rules by their ids. Include once, after cmocka.h.
 */
#ifndef AT_TESTS_RULE_FIXTURE_H
#define AT_TESTS_RULE_FIXTURE_H

#include "rule_dir.h"

static struct rule_dir dir;

static inline int setup(void **state)
{
	(void)state;
	return rule_dir_open(&dir) ? 0 : 1;
}

static inline int teardown(void **state)
{
	(void)state;
	rule_dir_close(&dir);
	return 0;
}

/* Fails the test when there is none. */
static inline attune_rule_info rule(const char *id)
{
	attune_rule_info info = {0};
	if (!attune_rules_get(dir.rules, attune_rules_find(dir.rules, id), &info))
		fail_msg("no rule %s; the load said:\n%s", id, at_buffer_str(&dir.said));
	return info;
}

#endif
