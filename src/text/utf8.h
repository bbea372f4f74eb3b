/* SPDX-License-Identifier: MIT */
/*
 * utf8: checking, stepping, counting, and what a code point is. May call utf8proc and base. All lengths are bytes unless
 * said otherwise.
 */
#ifndef AT_TEXT_UTF8_H
#define AT_TEXT_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Offset of the first byte that is not UTF-8 (overlong forms, surrogates and > U+10FFFF included), or SIZE_MAX when all are. */
size_t at_utf8_bad(const char *s, size_t len);
/* The code point at s[*i], *i < len; steps *i past it. The bytes must be valid. */
uint32_t at_utf8_next(const char *s, size_t len, size_t *i);
/* Code points in s[0..len). */
size_t at_utf8_count(const char *s, size_t len);
/* Appends the code point to out (room for 4); returns the bytes written. */
size_t at_utf8_put(uint32_t cp, char out[4]);
/* Letters, marks and digits of any script. */
bool at_is_word(uint32_t cp);
/* Emoji and pictographs, with their joiners, selectors and skin tones. */
bool at_is_emoji(uint32_t cp);
/* Terminal columns of s[0..len): East Asian wide and emoji clusters are 2, combining and zero-width 0, control characters 0. */
size_t at_columns(const char *s, size_t len);
/* The end of the grapheme cluster that starts at i. */
size_t at_grapheme_end(const char *s, size_t len, size_t i);

#endif
