/* SPDX-License-Identifier: MIT */
/*
 * rarity: how rare a string is in English chat. May call nothing of ours.
 */
#ifndef AT_RULESET_RARITY_H
#define AT_RULESET_RARITY_H

#include <stddef.h>

/* Rarity of one string, in 1/16 bits; the empty string's is 0. */
unsigned at_literal_score(const char *text, size_t len);

#endif
