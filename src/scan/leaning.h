/* SPDX-License-Identifier: MIT */
/*
 * leaning: how far the sentences of a draft lean to the categories, by the words in them and what stands around them. May call
 * scan/, ruleset/leaning. Needs the reading and the moves.
 */
#ifndef AT_SCAN_LEANING_H
#define AT_SCAN_LEANING_H

#include "scan/scanner.h"

/* leankeys.c: calls back for every key of the sentence, with its hash and the clause its first word is in or its move is in (of the
 * text; AT_NONE for what stands around it); and for every key that all sentences of the draft share. A key may come twice, one of the draft never as one
 * of a sentence. */
typedef void (*at_lean_fn)(void *arg, const char *key, size_t len, uint32_t hash, uint32_t clause);
void at_lean_keys(const struct attune_scanner *s, size_t sentence, at_lean_fn fn, void *arg);
void at_lean_draft_keys(const struct attune_scanner *s, at_lean_fn fn, void *arg);

/* leaning.c: whether the leaning reads this draft: not where it is too long. The callers of the others ask this first. */
bool at_leaning_reads(struct attune_scanner *s, uint32_t leaning);
/* Whether it also finds something there by itself: not where the draft as a whole, its sentences taken together, leans outside of what the
 * leaning is about. There it only doubts. */
bool at_leaning_speaks(struct attune_scanner *s, uint32_t leaning);
/* How far the sentence leans, from 0 to 1. */
double at_leaning(struct attune_scanner *s, uint32_t leaning, size_t sentence);
/* The same, or how far it would lean without the words of the clauses outside of `part`, whichever is more. */
double at_leaning_part(struct attune_scanner *s, uint32_t leaning, size_t sentence, struct at_span part);
/* The run of clauses that leans most, of those that have no move in them; the whole sentence when there is none. */
struct at_span at_leaning_span(struct attune_scanner *s, uint32_t leaning, size_t sentence);

#endif
