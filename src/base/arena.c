/* SPDX-License-Identifier: MIT */
/*
 * arena.c: a chain of blocks, the newest first; a request that fits goes to the newest block, others open a new one.
 *
 * Input: sizes; output: zeroed, aligned memory that lives until at_arena_free. Invariant: used <= size in every block.
 * Lowest layer: calls nothing of ours.
 */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_BLOCK 4096u
#define LARGEST_BLOCK (256u << 10) /* blocks stop doubling here; a larger request gets its own */

struct at_arena_block {
	struct at_arena_block *next;
	size_t size, used; /* bytes after the header */
	max_align_t bytes[];
};

static size_t round_up(size_t size)
{
	const size_t align = _Alignof(max_align_t);
	return (size + align - 1) / align * align;
}

/* Puts a block with room for `size` bytes in front; NULL when memory ran out. */
static struct at_arena_block *add_block(struct at_arena *a, size_t size)
{
	size_t want = a->head == NULL ? FIRST_BLOCK : a->head->size * 2;
	if (want > LARGEST_BLOCK)
		want = LARGEST_BLOCK;
	if (want < size)
		want = size;
	if (want > SIZE_MAX - sizeof(struct at_arena_block))
		return NULL;
	struct at_arena_block *block = calloc(1, sizeof *block + want);
	if (block == NULL)
		return NULL;
	block->next = a->head;
	block->size = want;
	a->head = block;
	return block;
}

void *at_arena_alloc(struct at_arena *a, size_t size)
{
	if (size > SIZE_MAX / 2)
		return NULL;
	size = round_up(size == 0 ? 1 : size); /* even an empty request gets an address of its own */
	struct at_arena_block *block = a->head;
	if (block == NULL || size > block->size - block->used)
		block = add_block(a, size);
	if (block == NULL)
		return NULL;
	void *bytes = (char *)block->bytes + block->used;
	block->used += size;
	return bytes;
}

char *at_arena_dup(struct at_arena *a, const char *bytes, size_t len)
{
	if (len == SIZE_MAX)
		return NULL;
	char *copy = at_arena_alloc(a, len + 1);
	if (copy != NULL && len > 0)
		memcpy(copy, bytes, len);
	return copy;
}

void at_arena_clear(struct at_arena *a)
{
	struct at_arena rest = {a->head != NULL ? a->head->next : NULL};
	at_arena_free(&rest);
	if (a->head == NULL)
		return;
	memset(a->head->bytes, 0, a->head->used);
	a->head->used = 0;
	a->head->next = NULL;
}

void at_arena_free(struct at_arena *a)
{
	while (a->head != NULL) {
		struct at_arena_block *next = a->head->next;
		free(a->head);
		a->head = next;
	}
}
