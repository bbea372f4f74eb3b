/* SPDX-License-Identifier: MIT */
/*
 * fragment: named pieces of pattern, put in where {name} stands. May call base, suggest.
 * Invariant: an expanded pattern has no {name} left and is at most AT_PATTERN_MAX bytes; fragments that need themselves
 * are refused.
 */
#ifndef AT_RULESET_FRAGMENT_H
#define AT_RULESET_FRAGMENT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

#define AT_PATTERN_MAX (64u * 1024u)

struct at_fragment {
	const char *name, *text;
	size_t len;
	struct at_place place;
};
/* A later entry of the same name wins; `outer` is asked when a name is not here (NULL: none). */
struct at_fragments {
	struct at_fragment *items;
	size_t n, cap;
	const struct at_fragments *outer;
};

/* Strings are borrowed. False when memory ran out. */
bool at_fragments_add(struct at_fragments *f, const char *name, const char *text, size_t len, struct at_place place);
const struct at_fragment *at_fragments_find(const struct at_fragments *f, const char *name, size_t len);
void at_fragments_free(struct at_fragments *f);

/* Appends `pattern` with its fragments to `out`. Problems are reported to `d` at `where` for `rule`; false then. */
bool at_fragments_expand(struct at_buffer *out, const struct at_fragments *f, const char *pattern, size_t len,
                         struct at_place where, const char *rule, struct at_diag *d);

#endif
