/* SPDX-License-Identifier: MIT */
/*
 * watch: notices that a rule file changed, came or went. It looks when asked, between two lines: a stat for each file, which needs
 * no notification from the kernel, works on every system and file system, and sees an editor's rename like a write.
 * May call base.
 */
#ifndef AT_CLI_WATCH_H
#define AT_CLI_WATCH_H

#include <stdint.h>

/* Adds what a path (a rule file, a folder of them, or nothing yet) looks like now to a running sum. Different contents have
 * different sums, save by a chance of one in 2^64. */
uint64_t at_watch_sum(uint64_t sum, const char *path);

#endif
