/* SPDX-License-Identifier: MIT */
/*
 * offers: the result of a rewrite, which stands by itself but for the strings of its rule set. Private to mirror/.
 */
#ifndef AT_MIRROR_OFFERS_H
#define AT_MIRROR_OFFERS_H

#include "attune/attune.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "mirror/mirror.h"

#define AT_PARKED_MAX 8u

struct at_made {
	const char *kind, *reply; /* of the rule set */
	size_t at, len;           /* in text */
	size_t own, own_len;      /* in text: the template's words alone */
	unsigned meters;
};

struct attune_offers {
	struct at_buffer text; /* offers, parked and dropped words, NUL after each */
	struct at_made *items;
	size_t n, cap;
	size_t parked[AT_PARKED_MAX], dropped[AT_PARKED_MAX]; /* in text */
	size_t n_parked, n_dropped;
	const char *note;        /* of the rule set, or NULL */
	struct at_mirror mirror; /* kept for its memory */
	struct at_arena arena;   /* of one rewrite; empty in between */
};

/* Empties it for another rewrite. */
void at_offers_clear(struct attune_offers *o);
/* Appends bytes and a NUL; returns where. */
size_t at_offers_add(struct attune_offers *o, const char *ptr, size_t len);

#endif
