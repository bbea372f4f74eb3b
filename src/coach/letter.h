/* SPDX-License-Identifier: MIT */
/*
 * letter: which of a lettered row somebody means. Calls nothing.
 */
#ifndef AT_COACH_LETTER_H
#define AT_COACH_LETTER_H

#include <stddef.h>
#include <stdint.h>

/* 0 for "a" or "A", 25 for "z"; SIZE_MAX for anything but one letter. */
static inline size_t at_letter(const char *s, size_t len)
{
	char c = len == 1 ? (char)(s[0] | 0x20) : 0;
	return c >= 'a' && c <= 'z' ? (size_t)(c - 'a') : SIZE_MAX;
}

#endif
