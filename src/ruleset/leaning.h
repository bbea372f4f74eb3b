/* SPDX-License-Identifier: MIT */
/*
 * leaning: words and short phrases with weights, which add up to how far a sentence leans to a category: linear evidence for what
 * no single phrase tells. Made by leaning.c from rule files of kind `leaning`, read by scan/. May call base, image.
 *
 * A sentence's leaning is 1 / (1 + e^-x), x being the leaning's `start` and the weight of each entry that is in the sentence, each
 * counted once (logistic regression, whose weights src/fit/ finds from marked drafts).
 *
 * Invariants. A key is up to AT_LEAN_WORDS tokens of the normalised copy, in lower case, with one space between; "^" stands
 * before the first token of a sentence, "$" behind the last, AT_LEAN_NUMBER for any number. What is around a sentence is a key
 * that begins with AT_LEAN_AROUND, which no token does. The table is at most half full.
 */
#ifndef AT_RULESET_LEANING_H
#define AT_RULESET_LEANING_H

#include "ruleset/image.h"

#define AT_LEAN_WORDS 3
#define AT_LEAN_KEY 96 /* bytes of a key at most */
#define AT_LEAN_AROUND '\1'
#define AT_LEAN_NUMBER "0"
#define AT_LEAN_LONGEST 2000 /* words of a draft at most: of more, sums say nothing, and would take long */

/* What an entry weighs in one leaning. */
struct at_lean {
	uint32_t leaning;
	float weight;
};

/* A slot of the table; text 0: empty. */
struct at_lean_word {
	at_str text;
	uint32_t hash;           /* of the key, so that most others are told apart without a look at the text */
	struct at_range weights; /* leans */
};

struct at_leaning {
	at_str name;
	float start;
	float doubt; /* what is found of the category of this name, in a sentence that leans less, is a note */
	uint32_t
		outside; /* leanings: a draft that as a whole leans more than `limit` to it is not for this one; AT_NONE: all are */
	float limit;
	uint32_t longest; /* words; a longer draft is not for this one, either */
	uint32_t layer;   /* of the file that doubts; rules of a higher one are sure */
};

/* The weights of a key (no NUL needed) with its hash (base/hash.h), none when it has no entry. */
struct at_range at_lean_find(const struct attune_rules *r, const char *key, size_t len, uint32_t hash);

/* An entry while an image is being built; a later one of the same text and leaning stands for an earlier. */
struct at_lean_entry {
	at_str text;
	uint32_t order;
	struct at_lean lean;
};
struct at_buffer;
/* Sorts the entries and writes the table and what it names; sets *mask. False when memory ran out. */
bool at_lean_table(struct at_lean_entry *entries, size_t n, const char *strings, struct at_buffer *words, struct at_buffer *leans,
                   uint32_t *mask);

#endif
