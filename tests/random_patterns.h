/* SPDX-License-Identifier: MIT */
/*
 * random_patterns: patterns and texts made at random from few letters, so that many of them match; the same in every run. May call
 * base/buffer.
 */
#ifndef AT_TESTS_RANDOM_PATTERNS_H
#define AT_TESTS_RANDOM_PATTERNS_H

#include "base/buffer.h"
#include <stdint.h>
#include <string.h>

static uint32_t seed = 20;
static inline uint32_t below(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % n;
}

/* A pattern that is put together well: pieces in sequence, groups, alternatives, repeats. */
static inline void random_pattern(struct at_buffer *out, unsigned depth)
{
	static const char *const atoms[] = {"a",   "b",   "c", "ab", "C", ".",   "[ab]",  "[^a]", "\\w",
	                                    "\\b", "\\s", " ", "^",  "$", "\\.", "[b-c]", "\\1",  "\\K"};
	static const char *const openings[] = {"(", "(?:", "(?:", "(?>", "(?=", "(?!", "(?<=", "(?<!", "(?|", "(?i:", "(?<n>"};
	static const char *const repeats[] = {"",    "",      "",     "",   "?",  "*",  "+",  "{2}", "{1}",
	                                      "{0}", "{0,2}", "{1,}", "??", "*?", "+?", "?+", "*+",  "{1,2}?"};
	for (uint32_t n = 1 + below(3); n > 0; n--) {
		if (depth > 0 && below(3) == 0) {
			at_buffer_add_str(out, openings[below(sizeof openings / sizeof openings[0])]);
			random_pattern(out, depth - 1);
			at_buffer_add_char(out, ')');
		} else {
			at_buffer_add_str(out, atoms[below(sizeof atoms / sizeof atoms[0])]);
		}
		at_buffer_add_str(out, repeats[below(sizeof repeats / sizeof repeats[0])]);
	}
	if (below(3) == 0) {
		at_buffer_add_char(out, '|');
		random_pattern(out, depth > 0 ? depth - 1 : 0);
	}
}

/* Pieces of syntax in any order; most of it is no pattern at all, and what is left is odd. */
static inline void random_syntax(struct at_buffer *out)
{
	static const char *const pieces[] = {
		"a",
		"b",
		"c",
		"B",
		"|",
		"(",
		")",
		"(?:",
		"(?=",
		"(?!",
		"(?|",
		"?",
		"*",
		"+",
		"{2}",
		"{,2}",
		"{1,}",
		"{ 1 }",
		"{",
		"}",
		"[",
		"]",
		"[^",
		"-",
		"^",
		"$",
		".",
		"\\1",
		"\\01",
		"\\12",
		"\\b",
		"\\Q",
		"\\E",
		"\\x61",
		"\\x{61}",
		"\\N{U+61}",
		"\\N",
		"\\ca",
		"\\g{1}",
		"\\o{141}",
		"\\R",
		"\\X",
		"\\h",
		"(?i)",
		"(?#a)",
		"(?x)",
		"#",
		" ",
		"[:alpha:]",
		"(?(1)",
		"(?P<n>",
		"(?'n'",
		"(?R)",
		"(?1)",
		"(*F)",
		"\\K",
		"\\G",
		"\\\\",
		"\\]",
		"\xC3\xA9",
		"\xF0\x9F\x98\xA2",
		"\\p{L}",
		"\\pL",
	};
	for (uint32_t n = 1 + below(7); n > 0; n--)
		at_buffer_add_str(out, pieces[below(sizeof pieces / sizeof pieces[0])]);
}

static inline void random_text(char text[64])
{
	static const char *const pieces[] = {"a", "b",  "c", "A", "B", "C", " ", "ab",       "bca",
	                                     ".", "\n", "1", "{", "}", "]", "-", "\xC3\xA9", "\xF0\x9F\x98\xA2",
	                                     "#", ":"};
	text[0] = '\0';
	for (uint32_t n = below(14); n > 0; n--)
		strcat(text, pieces[below(sizeof pieces / sizeof pieces[0])]);
}

#endif
