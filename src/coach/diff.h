/* SPDX-License-Identifier: MIT */
/*
 * diff: what changed between two versions of a draft, by words. May call base, text/utf8. No output.
 */
#ifndef AT_COACH_DIFF_H
#define AT_COACH_DIFF_H

#include <stdbool.h>
#include <stddef.h>

enum at_change { AT_KEPT, AT_REMOVED, AT_ADDED };
/* Called with each run of the answer, in order: the kept and added runs are the new text, the kept and removed ones the old. */
typedef void (*at_diff_fn)(enum at_change change, const char *s, size_t len, void *payload);

/* A run is as long as can be; what was removed comes before what was added in its place. False when memory ran out (`fn` was
 * not called). */
bool at_diff_words(const char *old, size_t old_len, const char *now, size_t now_len, at_diff_fn fn, void *payload);

#endif
