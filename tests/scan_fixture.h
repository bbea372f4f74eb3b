/* SPDX-License-Identifier: MIT */
/*
 * scan_fixture: the scan_dir of a test file: each test opens it with its rules, and the teardown closes it. Include once, after cmocka.h.
 */
#ifndef AT_TESTS_SCAN_FIXTURE_H
#define AT_TESTS_SCAN_FIXTURE_H

#include "scan_dir.h"

static struct scan_dir scan;

/* Fails the test when the rules have a problem. */
static inline void open_rules(const char *files)
{
	if (!scan_dir_open(&scan, files))
		fail_msg("the rules don't load:\n%s", at_buffer_str(&scan.dir.said));
}

static inline int close_rules(void **state)
{
	(void)state;
	scan_dir_close(&scan);
	return 0;
}

#endif
