/* SPDX-License-Identifier: MIT */
/*
 * hash: FNV-1a over bytes, 32 bits, for tables and for choices that must be the same every time. Lowest layer. Not for what somebody
 * hostile may choose the keys of without a bound.
 */
#ifndef AT_BASE_HASH_H
#define AT_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define AT_HASH_START 2166136261u

/* Goes on from `h`, so that what lies in pieces is hashed like the whole. */
static inline uint32_t at_hash_more(uint32_t h, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)bytes[i]) * 16777619u;
	return h;
}

static inline uint32_t at_hash(const char *bytes, size_t len)
{
	return at_hash_more(AT_HASH_START, bytes, len);
}

#endif
