/* SPDX-License-Identifier: MIT */
/*
 * arena: memory that is all freed at once. Lowest layer. Invariant: blocks never move, so pointers stay good until
 * at_arena_free.
 */
#ifndef AT_BASE_ARENA_H
#define AT_BASE_ARENA_H

#include <stddef.h>

struct at_arena_block;
struct at_arena {
	struct at_arena_block *head;
};
/* Zeroed bytes, aligned for any type; NULL when memory ran out. */
void *at_arena_alloc(struct at_arena *a, size_t size);
/* A NUL-terminated copy of `len` bytes; NULL when memory ran out. */
char *at_arena_dup(struct at_arena *a, const char *bytes, size_t len);
/* Forgets all that was allocated, but keeps a block of memory for what comes. */
void at_arena_clear(struct at_arena *a);
void at_arena_free(struct at_arena *a);

#endif
