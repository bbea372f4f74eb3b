/* SPDX-License-Identifier: MIT */
/*
 * wording: what the modes say, by mode and key, out of files of `kind: data` that have `modes:`; the user's over the shipped. May call
 * attune.h, base, coach/datafiles, ruleset/suggest.
 * Invariants: a value is one text or a list of them, or pairs of name and text; the newest file that has a key gives all of it.
 */
#ifndef AT_COACH_WORDING_H
#define AT_COACH_WORDING_H

#include "attune/attune.h"
#include "base/arena.h"
#include "base/yaml.h"

struct at_wording {
	struct at_arena arena;
	const struct at_node **files; /* the maps under `modes`, the shipped ones first */
	size_t n, cap, shipped;
};

/* The shipped words with those below `paths` (files or folders) over them. Problems of the user's files go to `diag`; what is
 * right holds. False when memory ran out. Either way at_wording_free it. */
bool at_wording_load(struct at_wording *out, const char *const *paths, size_t n, attune_diag_fn diag, void *payload);
void at_wording_free(struct at_wording *w);

/* The k-th text of a key, NULL when there is none. For a map of pairs: the k-th name. Borrowed. */
const char *at_wording_get(const struct at_wording *w, const char *mode, const char *key, size_t k);
/* The text beside a name in a map of pairs, NULL when there is none. */
const char *at_wording_pair(const struct at_wording *w, const char *mode, const char *key, const char *name);
/* The first text of a key, "" when there is none. */
const char *at_wording_line(const struct at_wording *w, const char *mode, const char *key);

#endif
