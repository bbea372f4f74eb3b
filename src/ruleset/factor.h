/* SPDX-License-Identifier: MIT */
/*
 * factor: alternatives of a pattern put together by the letters they begin with, so that PCRE2, which tries them one after the other,
 * has few to try: `get|give|go` becomes `g(?:et|ive|o)`. May call base, text/bytes.
 * Invariant: the new pattern matches the same stretches of the same texts as the old, and prefers the same.
 */
#ifndef AT_RULESET_FACTOR_H
#define AT_RULESET_FACTOR_H

#include "base/buffer.h"

/* Appends the pattern, factored, to `out`. False, and nothing of use in `out`, when it has something that is not read here, or memory
 * ran out: the pattern stays as it was written then. */
bool at_factor(struct at_buffer *out, const char *pattern, size_t len);

#endif
