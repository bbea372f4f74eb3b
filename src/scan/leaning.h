/* SPDX-License-Identifier: MIT */
/*
 * leaning: how far the sentences of a draft lean to the categories, by the words in them and what stands around them. May call
 * scan/, ruleset/leaning. Needs the reading and the moves.
 */
#ifndef AT_SCAN_LEANING_H
#define AT_SCAN_LEANING_H

#include "scan/scanner.h"

/* Calls back for every key of the sentence, with the clause its first word is in (of the text); AT_NONE for what stands around
 * it. A key may come twice. */
typedef void (*at_lean_fn)(void *arg, const char *key, size_t len, uint32_t clause);
void at_lean_keys(const struct attune_scanner *s, size_t sentence, at_lean_fn fn, void *arg);

/* How far the sentence leans, from 0 to 1. */
double at_leaning(struct attune_scanner *s, uint32_t leaning, size_t sentence);
/* The run of clauses that leans most. */
struct at_span at_leaning_span(struct attune_scanner *s, uint32_t leaning, size_t sentence);

#endif
