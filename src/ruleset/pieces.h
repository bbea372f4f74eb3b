/* SPDX-License-Identifier: MIT */
/*
 * pieces: small sets of strings, and what is known of a piece of a pattern: all it can match, or some of what it needs. Private to
 * literal. May call base/arena, rarity, ways. Invariant: strings are lower case and at most AT_PIECE_MAX bytes; sets live in the arena.
 */
#ifndef AT_RULESET_PIECES_H
#define AT_RULESET_PIECES_H

#include "base/arena.h"
#include "ruleset/ways.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AT_SET_MAX 48   /* strings of an exact set while crossing */
#define AT_BEST_MAX 160 /* strings of a required set */
#define AT_PIECE_MAX 24 /* bytes of a string while crossing */

struct at_piece {
	char text[AT_PIECE_MAX];
	uint8_t len;
};
struct at_set {
	struct at_piece *items;
	size_t n;
};
struct at_info {
	bool exact;          /* `all` is everything the piece can match */
	struct at_set all;   /* when exact */
	struct at_set best;  /* else: one of these must appear; n 0: unknown */
	unsigned score;      /* of best */
	struct at_ways ways; /* unless it is a single string */
	char text[5];        /* marks included */
	uint8_t len;
	bool single;
	bool behind; /* what a lookbehind asks for: it stands before the place, and takes none */
};
/* Where sets are made; `failed` once memory ran out, after which all of these return empty sets. */
struct at_maker {
	struct at_arena *arena;
	bool failed;
};

/* Takes the set as the one required when it is rarer than the one at hand. */
void at_info_offer(struct at_info *to, const struct at_set *s);
void at_info_offer_info(struct at_info *to, const struct at_info *from);
struct at_info at_info_exactly(struct at_maker *m, const char *text, size_t len);
struct at_info at_info_anything(void);
struct at_set at_set_new(struct at_maker *m, size_t n);
/* Everything in a followed by everything in b; false when that would be too much to keep exact. */
bool at_set_cross(struct at_maker *m, struct at_set *a, const struct at_set *b);
struct at_set at_set_join(struct at_maker *m, const struct at_set *a, const struct at_set *b);

#endif
