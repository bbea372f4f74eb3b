/* SPDX-License-Identifier: MIT */
/*
 * random: numbers that look random and are the same in every run (xorshift), for tests that try many inputs. May call nothing.
 */
#ifndef AT_TESTS_RANDOM_H
#define AT_TESTS_RANDOM_H

#include <stdint.h>

/* The next number; *seed is never 0. */
static inline uint32_t random_next(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* The next number below n. */
static inline uint32_t random_below(uint32_t *seed, uint32_t n)
{
	return random_next(seed) % n;
}

#endif
