/* SPDX-License-Identifier: MIT */
/*
 * needs: what the patterns of an image need in a text, as records: ways, links, literals and what each literal leads to. Private to
 * build.c. May call base, literal, ways, build.
 */
#ifndef AT_RULESET_NEEDS_H
#define AT_RULESET_NEEDS_H

#include "ruleset/build.h"

/* Fills AT_S_WAYS, AT_S_NEEDS, AT_S_ASKS, AT_S_SETS, AT_S_PARTS, AT_S_LITERALS, AT_S_POSTINGS and AT_S_ALWAYS from the patterns, twins of which are
 * known, and sets their ways, score and always; *entries is what the automaton is built from, the caller's (texts live in the build's arena). False: memory ran
 * out. */
bool at_needs_build(struct at_build *b, struct at_index_entry **entries, size_t *n);

#endif
