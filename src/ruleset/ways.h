/* SPDX-License-Identifier: MIT */
/*
 * ways: how a pattern can match, as strings that must then stand in the text one after another. A way is a chain of links; each link
 * is a set of strings of which one stands there, and how far it may be from the link before. A pattern that matches does so in one
 * of its ways. Private to literal.c and needs.c. May call base/arena, image, rarity.
 *
 * Invariants. Strings are lower case; places are marked in them by the bytes below, which stand for no character. What is
 * forgotten (a link, a string's end, a distance) only makes a way easier to take. Values are used once: an operation may
 * reuse what it is given.
 */
#ifndef AT_RULESET_WAYS_H
#define AT_RULESET_WAYS_H

#include "base/arena.h"
#include "ruleset/image.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AT_MARK_EDGE '\1'  /* \b */
#define AT_MARK_START '\2' /* ^ */
#define AT_MARK_END '\3'   /* $ */
#define AT_MARK_LAST '\3'

#define AT_LINKS_MAX 10
#define AT_STRING_MAX 31

struct at_string_piece {
	char text[AT_STRING_MAX];
	uint8_t len;
};
struct at_link {
	struct at_string_piece *items;
	uint32_t n, cap;
	uint16_t gap; /* bytes at most between the link before (the start of the way) and this one */
};
struct at_chain {
	struct at_link links[AT_LINKS_MAX];
	unsigned n;
	uint16_t end; /* bytes at most behind the last link; with no link at all, the length of the whole */
};
struct at_ways {
	struct at_chain *chains;
	size_t n; /* 0: memory ran out */
};

/* One string, marks included. */
struct at_ways at_ways_text(struct at_arena *arena, const char *text, size_t len);
/* Any text of up to `most` bytes. */
struct at_ways at_ways_any(struct at_arena *arena, uint16_t most);
/* A string behind all of `to`, in place. False: it can't be so simple, and nothing was done. */
bool at_ways_append(struct at_ways *to, const char *text, size_t len);
struct at_ways at_ways_then(struct at_arena *arena, struct at_ways a, struct at_ways b);
struct at_ways at_ways_or(struct at_arena *arena, struct at_ways a, struct at_ways b);
/* `high` 0: without end. */
struct at_ways at_ways_repeat(struct at_arena *arena, struct at_ways a, unsigned low, unsigned high);

/* The same from none on, told apart: without it, or with it at once. For what may come between a place and what matters. */
struct at_ways at_ways_option(struct at_arena *arena, struct at_ways a, unsigned high);
/* Whether all ways so far are but a place: a start, or what a lookbehind asks for. */
bool at_ways_is_place(const struct at_ways *w);

/* Whether the marks leave anything of a string to look for. */
bool at_piece_is_bare(const struct at_string_piece *p);
/* How rare a link is, in 1/16 bits; 0: one of its strings is empty, so that it says nothing. */
unsigned at_link_score(const struct at_link *l);
/* The rarity of its commonest string. */
unsigned at_link_commonest(const struct at_link *l);
uint16_t at_gap_add(uint32_t a, uint32_t b);
/* The longest string of a link, marks left out. */
uint16_t at_link_longest(const struct at_link *l);

#endif
