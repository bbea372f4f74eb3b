/* SPDX-License-Identifier: MIT */
/*
 * buffer.c: growing bytes and growing arrays.
 *
 * Input: bytes to append; output: one run of them. Invariant: len < cap (or both are 0), so that there is always room for a closing NUL, and
 * after a failure nothing changes until at_buffer_clear or at_buffer_free. Sizes are checked before they are added. Lowest layer: calls nothing of ours.
 */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void at_buffer_free(struct at_buffer *b)
{
	size_t limit = b->limit;
	free(b->ptr);
	*b = (struct at_buffer){.limit = limit};
}

void at_buffer_clear(struct at_buffer *b)
{
	b->len = 0;
	b->failed = b->over = false;
}

/* The new capacity for `need` items: at least doubled, so that appending is linear in the end. */
static size_t grown(size_t cap, size_t need, size_t least)
{
	size_t more = cap > SIZE_MAX / 2 ? SIZE_MAX : cap * 2;
	if (more < need)
		more = need;
	return more < least ? least : more;
}

/* Makes room for `more` bytes after len. False, and failed, when memory ran out or the limit would be passed. */
bool at_buffer_reserve(struct at_buffer *b, size_t more)
{
	if (b->failed)
		return false;
	if (more < b->cap - b->len)
		return true;
	if (more >= SIZE_MAX - b->len || (b->limit > 0 && b->len + more > b->limit + 1)) {
		b->failed = b->over = true;
		return false;
	}
	size_t cap = grown(b->cap, b->len + more + 1, 64);
	char *ptr = realloc(b->ptr, cap);
	if (ptr == NULL) {
		b->failed = true;
		return false;
	}
	b->ptr = ptr;
	b->cap = cap;
	return true;
}

/* Like reserve, for bytes that will count: the limit is exact here, while reserve leaves room for a closing NUL. */
static bool make_room(struct at_buffer *b, size_t more)
{
	if (b->limit > 0 && (b->len > b->limit || more > b->limit - b->len))
		b->failed = b->over = true;
	return at_buffer_reserve(b, more);
}

/* Bytes that may be written after len as things stand, with a NUL behind them: a short way around the checks for what is appended
 * most. */
static size_t room_left(const struct at_buffer *b)
{
	return b->failed || b->limit > 0 || b->cap == 0 ? 0 : b->cap - b->len - 1;
}

void at_buffer_add(struct at_buffer *b, const void *bytes, size_t len)
{
	if (len == 0 || (len > room_left(b) && !make_room(b, len)))
		return;
	memcpy(b->ptr + b->len, bytes, len);
	b->len += len;
}

void at_buffer_add_str(struct at_buffer *b, const char *str)
{
	at_buffer_add(b, str, strlen(str));
}

void at_buffer_add_char(struct at_buffer *b, char c)
{
	if (room_left(b) > 0)
		b->ptr[b->len++] = c;
	else
		at_buffer_add(b, &c, 1);
}

void at_buffer_addf(struct at_buffer *b, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	size_t room = room_left(b);
	int n = vsnprintf(room > 0 ? b->ptr + b->len : NULL, room > 0 ? room + 1 : 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		b->failed = true;
	if (n >= 0 && (size_t)n <= room) {
		b->len += (size_t)n;
		return;
	}
	/* vsnprintf writes a NUL as well, for which there is room behind all that counts. */
	if (b->failed || !make_room(b, (size_t)n))
		return;
	va_start(ap, fmt);
	vsnprintf(b->ptr + b->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

size_t at_buffer_add_zero(struct at_buffer *b, size_t len, size_t align)
{
	size_t pad = align > 1 ? (size_t)(-b->len & (align - 1)) : 0;
	if (len > SIZE_MAX - pad) {
		b->failed = true;
		return SIZE_MAX;
	}
	if (!make_room(b, pad + len))
		return SIZE_MAX;
	if (pad + len > 0)
		memset(b->ptr + b->len, 0, pad + len);
	size_t at = b->len + pad;
	b->len = at + len;
	return at;
}

const char *at_buffer_str(struct at_buffer *b)
{
	if (b->len == 0)
		return "";
	b->ptr[b->len] = '\0';
	return b->ptr;
}

bool at_grow(void *array_ptr, size_t *cap, size_t need, size_t size)
{
	if (need <= *cap)
		return true;
	size_t more = grown(*cap, need, 16);
	if (size == 0 || more > SIZE_MAX / size)
		return false;
	/* array_ptr is the address of a pointer of any type: copied as bytes, since no pointer type may alias them all. */
	void *array;
	memcpy(&array, array_ptr, sizeof array);
	array = realloc(array, more * size);
	if (array == NULL)
		return false;
	memcpy(array_ptr, &array, sizeof array);
	*cap = more;
	return true;
}
