/* SPDX-License-Identifier: MIT */
/*
 * lexicon: a flat, read-only table of words: how a token is spelt in standard English, and which classes it belongs to.
 * The table is one run of bytes with offsets, so that it can be part of the rule image and be used in place.
 * May call base. Built by ruleset/ from rules/language/{spelling,words}.yaml; read by text/ and scan/.
 * Invariant: keys are lower case (ASCII), unique; a replacement is a fixed point of the table (checked when it is built).
 */
#ifndef AT_TEXT_LEXICON_H
#define AT_TEXT_LEXICON_H

#include "base/buffer.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Word classes; the names in words.yaml are in at_word_class_names, same order. */
enum at_word_class {
	AT_C_ABBREVIATION,
	AT_C_CONJUNCTION,
	AT_C_SUBJECT,
	AT_C_STARTER,
	AT_C_STOPWORD,
	AT_C_SELF,
	AT_C_OTHER,
	AT_C_NEGATIVE_EMOJI,
	AT_C_LAUGHING_EMOJI,
	AT_C_PARTY_EMOJI,
	AT_C_WARM_EMOJI,
	AT_C_INTENSIFIER,
	AT_C_SOFTENER,
	AT_C_SWEARING,
	AT_C_LSM_ARTICLE,
	AT_C_LSM_PREPOSITION,
	AT_C_LSM_PERSONAL,
	AT_C_LSM_IMPERSONAL,
	AT_C_LSM_AUXILIARY,
	AT_C_LSM_CONJUNCTION,
	AT_C_LSM_ADVERB,
	AT_C_LSM_NEGATION,
	AT_C_LSM_QUANTIFIER,
	AT_C_DOUBLE, /* properly has a doubled letter ("too") */
	AT_C_PHRASE, /* first word of an entry with spaces ("over" of "over reacting") */
	AT_WORD_CLASSES
};
extern const char *const at_word_class_names[AT_WORD_CLASSES];

#define AT_HAS(classes, c) (((classes) >> (c)) & 1u)

/* One slot of the hash table; text 0 means empty. Offsets are into the lexicon's strings. */
struct at_word {
	uint32_t text, classes;
	uint32_t becomes;   /* replacement, 0 for none */
	uint32_t otherwise; /* ambiguous words: replacement when the next word does not fit, 0 for none */
	uint32_t follows;   /* bit k: may follow ambiguous word k */
	uint32_t lasts;     /* bit k: may follow it when no word comes after this one (the clause ends there) */
	uint16_t len, becomes_len, otherwise_len;
	uint16_t ambiguous; /* 1 + k for ambiguous word k (k < 32), whose `becomes` applies when the next word has follows bit k,
	                          or has lasts bit k and no word token stands right after it; 0: none */
	uint32_t reserved;
};

struct at_lexicon {
	const struct at_word *slots;
	uint32_t mask; /* slots - 1, a power of two minus one; 0 with slots NULL for an empty lexicon */
	const char *strings;
};

/* NULL when not there. `word` is matched without ASCII case. Empty lexicon allowed. */
const struct at_word *at_lexicon_find(const struct at_lexicon *lex, const char *word, size_t len);

/* Building. Entries may repeat a word: classes and follows are or-ed, the later replacement wins. */
struct at_word_entry {
	const char *word;
	size_t len; /* lower-cased by the builder */
	uint32_t classes, follows, lasts;
	const char *becomes;
	size_t becomes_len; /* NULL: none */
	const char *otherwise;
	size_t otherwise_len; /* NULL: none */
	uint16_t ambiguous;
};
/* Appends the slots (8-aligned) to `slots` and the bytes to `strings`; sets *mask. False when memory ran out. Offset 0
 * of strings must already be taken. */
bool at_lexicon_build(const struct at_word_entry *entries, size_t n, struct at_buffer *slots, struct at_buffer *strings,
                      uint32_t *mask);

#endif
