/* SPDX-License-Identifier: MIT */
/*
 * buffer: growing bytes with a cap and a sticky failure: append in series, check `failed` once. Lowest layer.
 * Invariant: ptr[0..len) is valid, and so is ptr[len] when len is not 0; ptr may be NULL while len is 0; after a failure appends do nothing.
 */
#ifndef AT_BASE_BUFFER_H
#define AT_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct at_buffer {
	char *ptr;
	size_t len, cap;
	size_t limit; /* bytes it may hold; 0: no limit */
	bool failed;  /* out of memory, or past the limit */
	bool over;    /* it was the limit */
};

void at_buffer_free(struct at_buffer *b);  /* frees the bytes and zeroes the struct, keeping the limit */
void at_buffer_clear(struct at_buffer *b); /* len 0, not failed; keeps the memory */
bool at_buffer_reserve(struct at_buffer *b, size_t more);
void at_buffer_add(struct at_buffer *b, const void *bytes, size_t len);
void at_buffer_add_str(struct at_buffer *b, const char *str);
void at_buffer_add_char(struct at_buffer *b, char c);
void at_buffer_addf(struct at_buffer *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Appends `len` zero bytes aligned to `align` (a power of two); returns their offset, SIZE_MAX on failure. */
size_t at_buffer_add_zero(struct at_buffer *b, size_t len, size_t align);
/* The bytes with a closing NUL that does not count, "" when there are none; it can't fail. After a failure they are what was there
 * before it. Borrowed until the next append. */
const char *at_buffer_str(struct at_buffer *b);

/* Grows an array of `size`-byte items to hold at least `need`; false when memory ran out (the array is untouched). */
bool at_grow(void *array_ptr, size_t *cap, size_t need, size_t size);

#endif
