/* SPDX-License-Identifier: MIT */
/*
 * build: grows the sections of an image and puts them together. May call base, text/lexicon, needs, automaton, image.
 * Invariant: nothing here judges; callers check first. A mark lets a caller take back what a broken rule added.
 */
#ifndef AT_RULESET_BUILD_H
#define AT_RULESET_BUILD_H

#include "base/arena.h"
#include "base/buffer.h"
#include "ruleset/automaton.h"
#include "ruleset/image.h"
#include "ruleset/leaning.h"

struct at_build {
	struct at_arena *arena;
	const struct at_image *base; /* its records come first, or NULL */
	struct at_buffer sections[AT_SECTIONS];
	uint32_t *intern; /* hash of string offsets, 0: empty */
	size_t intern_cap, intern_n;
	struct at_word_entry *words;
	size_t words_n, words_cap;
	struct at_word_entry *grammar;
	size_t grammar_n, grammar_cap;
	struct at_lean_entry *leans;
	size_t leans_n, leans_cap;
	bool failed; /* out of memory, or the image would pass 1 GiB */
};

struct at_build_mark {
	size_t len[AT_SECTIONS];
};

/* Begins with the records of `base` (NULL: with none), but for rules, their lists (AT_S_LEVEL, AT_S_ALWAYS), replies and the index. */
bool at_build_init(struct at_build *b, struct at_arena *arena, const struct at_image *base);
void at_build_free(struct at_build *b);
struct at_build_mark at_build_mark(const struct at_build *b);
void at_build_rewind(struct at_build *b, const struct at_build_mark *mark); /* interned strings stay; they do no harm */

/* Records in a section so far. */
uint32_t at_build_count(const struct at_build *b, enum at_section s);
/* Appends a record; returns its index. */
uint32_t at_build_add(struct at_build *b, enum at_section s, const void *record);
/* Interns `len` bytes (no NUL in them); "" is 0. */
at_str at_build_string(struct at_build *b, const char *text, size_t len);
at_str at_build_str(struct at_build *b, const char *text); /* NULL: 0 */
/* Bytes that may hold NUL. */
at_str at_build_bytes(struct at_build *b, const char *text, size_t len);
/* Appends the pattern. Sets its text and len. Returns its index. */
uint32_t at_build_pattern(struct at_build *b, struct at_pattern p, const char *text, size_t len);
bool at_build_word(struct at_build *b, const struct at_word_entry *entry);
/* The same for the lexicon of the mirror. */
bool at_build_grammar(struct at_build *b, const struct at_word_entry *entry);
/* Puts the image together in one malloc'd block; NULL when memory ran out. */
struct at_image *at_build_finish(struct at_build *b);

#endif
