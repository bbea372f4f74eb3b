/* SPDX-License-Identifier: MIT */
/*
 * test_pattern: PCRE2 behind its two objects. What is found and where, what is wrong with a bad pattern, and that no
 * limit is ever taken for "no match", neither by the interpreter (a pattern's first calls) nor by the JIT (the later
 * ones).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ruleset/pattern.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MANY (2 * AT_JIT_AFTER) /* calls: the first half interpreted, the rest compiled */

static struct at_matcher *matcher;

static int setup(void **state)
{
	(void)state;
	matcher = at_matcher_new();
	return matcher == NULL;
}

static int teardown(void **state)
{
	(void)state;
	at_matcher_free(matcher);
	return 0;
}

static struct at_regex *compile(const char *pattern)
{
	char why[256] = "";
	size_t offset = 0;
	struct at_regex *re = at_regex_new(pattern, strlen(pattern), &offset, why);
	if (re == NULL)
		fail_msg("%s: %s", pattern, why);
	return re;
}

/* Matches many times; every call must answer alike. */
static enum at_match_result match_many(const char *pattern, const char *text, size_t *start, size_t *end, char why[256])
{
	struct at_regex *re = compile(pattern);
	enum at_match_result first = AT_MATCH_NONE;
	for (unsigned i = 0; i < MANY; i++) {
		size_t s = 0, e = 0;
		enum at_match_result now = at_regex_match(re, matcher, text, strlen(text), 0, SIZE_MAX, &s, &e, why);
		if (i == 0) {
			first = now;
			*start = s;
			*end = e;
		} else if (now != first || (now == AT_MATCH_FOUND && (s != *start || e != *end))) {
			fail_msg("/%s/ on \"%.40s\" answers %d at first and %d in call %d", pattern, text, (int)first, (int)now,
			         i + 1);
		}
	}
	at_regex_free(re);
	return first;
}

static void finds_where(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *text;
		int start, end; /* -1: no match */
	} cases[] = {
		{"calm", "Calm down", 0, 4},
		{"CALM", "keep calm", 5, 9},
		{"calm", "clam", -1, 0},
		{"^down", "calm down", -1, 0},
		{"down$", "calm down", 5, 9},
		{"a.c", "a\nc", -1, 0},
		{"\\bna\xC3\xAFve\\b", "so NA\xC3\x8FVE!", 3, 9},
		{"\\w+", "\xC3\xA9t\xC3\xA9 2", 0, 5},
		{".", "\xF0\x9F\x98\xA2", 0, 4},
		{"x*", "abc", 0, 0},
		{"(?=b)", "abc", 1, 1},
		{"you \\Kalways", "you always do", 4, 10},
		{"you\\K", "you", 3, 3},
		{"(?<!not )calm", "not calm, calm", 10, 14},
		{"", "abc", 0, 0},
		{"a", "", -1, 0},
		{"$", "", 0, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		size_t start = 0, end = 0;
		char why[256];
		enum at_match_result got = match_many(cases[i].pattern, cases[i].text, &start, &end, why);
		if (cases[i].start < 0) {
			assert_int_equal(got, AT_MATCH_NONE);
			continue;
		}
		assert_int_equal(got, AT_MATCH_FOUND);
		assert_int_equal(start, cases[i].start);
		assert_int_equal(end, cases[i].end);
	}
}

static void from_goes_on(void **state)
{
	(void)state;
	static const char text[] = "no no \xC3\xA9 no";
	struct at_regex *re = compile("\\bno\\b");
	size_t starts[4] = {0}, n = 0, from = 0, start, end;
	char why[256];
	while (n < 4 && at_regex_match(re, matcher, text, sizeof text - 1, from, SIZE_MAX, &start, &end, why) == AT_MATCH_FOUND) {
		starts[n++] = start;
		from = end;
	}
	assert_int_equal(n, 3);
	assert_int_equal(starts[1], 3);
	assert_int_equal(starts[2], 9);
	/* What stands before `from` is still seen by edges and lookbehinds. */
	assert_int_equal(at_regex_match(re, matcher, "nono", 4, 2, SIZE_MAX, &start, &end, why), AT_MATCH_NONE);
	assert_int_equal(at_regex_match(re, matcher, text, sizeof text - 1, sizeof text - 1, SIZE_MAX, &start, &end, why),
	                 AT_MATCH_NONE);
	at_regex_free(re);
}

/* A search that goes on inside a character begins at the next one. */
static void from_inside_a_character(void **state)
{
	(void)state;
	static const char text[] = "\xF0\x9F\x98\xA2\xC3\xA9x";
	struct at_regex *re = compile("\\b|x?");
	size_t start = 0, end = 0;
	char why[256];
	for (unsigned round = 0; round < MANY; round++) {
		for (size_t from = 0; from < sizeof text; from++) {
			assert_int_equal(at_regex_match(re, matcher, text, sizeof text - 1, from, SIZE_MAX, &start, &end, why),
			                 AT_MATCH_FOUND);
			assert_true(start >= from && ((unsigned char)text[start] & 0xC0) != 0x80);
		}
	}
	at_regex_free(re);
}

static void bytes_after_nul_count(void **state)
{
	(void)state;
	struct at_regex *re = compile("b\\x00?c");
	size_t start = 0, end = 0;
	char why[256];
	assert_int_equal(at_regex_match(re, matcher, "a\0b\0c", 5, 0, SIZE_MAX, &start, &end, why), AT_MATCH_FOUND);
	assert_int_equal(start, 2);
	assert_int_equal(end, 5);
	assert_int_equal(at_regex_match(re, matcher, "a\0b\0c", 4, 0, SIZE_MAX, &start, &end, why), AT_MATCH_NONE);
	at_regex_free(re);
}

/* Patterns that would work for ages: told as trouble by both paths, in bounded time; the matcher is as good as new then. */
static void limits_are_trouble(void **state)
{
	(void)state;
	static const char *const patterns[] = {"(a+)+$",        "(a|aa)+$",       "^(?:a?){40}a{40}$",
	                                       "(.*)*x(.*)*y$", "(?:a|a|a|a)*b$", "(a*)*\\1c"};
	char text[64], why[256];
	size_t start = 0, end = 0;
	memset(text, 'a', 39);
	memcpy(text + 39, "!", 2);
	for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
		struct at_regex *re = compile(patterns[i]);
		int troubled = 0, silent = 0;
		for (unsigned k = 0; k < MANY; k++) {
			why[0] = '\0';
			enum at_match_result got = at_regex_match(re, matcher, text, strlen(text), 0, SIZE_MAX, &start, &end, why);
			assert_int_not_equal(got, AT_MATCH_FOUND);
			troubled += got == AT_MATCH_TROUBLE;
			silent += got == AT_MATCH_NONE;
			if (got == AT_MATCH_TROUBLE)
				assert_non_null(strstr(why, "too much work"));
		}
		/* PCRE2 may see at once that there is nothing to find, but then always. */
		if (troubled != 0 && silent != 0)
			fail_msg("/%s/: %d calls tell of trouble, %d of no match", patterns[i], troubled, silent);
		at_regex_free(re);
	}
	assert_int_equal(match_many("(a+)+$", text, &start, &end, why), AT_MATCH_TROUBLE);
	assert_int_equal(match_many("a+", text, &start, &end, why), AT_MATCH_FOUND);
	assert_int_equal(end, 39);
}

/* Recursion and long subjects use the heap or the JIT's stack, which have limits, too. */
static void depth_is_trouble_or_an_answer(void **state)
{
	(void)state;
	size_t len = 1u << 20, start = 0, end = 0;
	char *text = malloc(len), why[256];
	assert_non_null(text);
	memset(text, '(', len);
	static const char *const patterns[] = {"^(\\((?1)*+\\))", "(?:\\(|x)*y", "^(?:(\\()|(x))+y", "(\\((?:[^()]|(?1))*\\))$"};
	for (size_t i = 0; i < sizeof patterns / sizeof patterns[0]; i++) {
		struct at_regex *re = compile(patterns[i]);
		for (int k = 0; k < 5; k++)
			assert_int_not_equal(at_regex_match(re, matcher, text, len, 0, SIZE_MAX, &start, &end, why),
			                     AT_MATCH_FOUND);
		at_regex_free(re);
	}
	free(text);
}

static void bad_patterns(void **state)
{
	(void)state;
	static const struct {
		const char *pattern;
		size_t offset;
		const char *why;
	} cases[] = {
		{"calm (down", 10, "closing parenthesis"},
		{"calm) down", 4, "unmatched closing parenthesis"},
		{"calm [down", 10, "terminating ]"},
		{"*calm", 0, "quantifier does not follow"},
		{"calm{3,1}", 9, "out of order"},
		{"calm\\", 5, "\\ at end"},
		{"(?<=a+)b", 0, "lookbehind"},
		{"\\p{Nope}", 8, "unknown property"},
		{"a\\Cb", 3, "\\C"},
		{"(?1)", 3, "non-existent"},
	};
	char why[256];
	size_t offset;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		offset = SIZE_MAX;
		why[0] = '\0';
		assert_null(at_regex_new(cases[i].pattern, strlen(cases[i].pattern), &offset, why));
		if (strstr(why, cases[i].why) == NULL)
			fail_msg("%s: %s", cases[i].pattern, why);
		/* Versions of PCRE2 differ by a character about some of them. */
		assert_in_range(offset + 1, cases[i].offset, cases[i].offset + 2);
	}
	assert_null(at_regex_new("caf\xE9", 4, &offset, why));
	assert_int_equal(offset, 3);
}

static void null_is_freed(void **state)
{
	(void)state;
	at_regex_free(NULL);
	at_matcher_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_where),
		cmocka_unit_test(from_goes_on),
		cmocka_unit_test(from_inside_a_character),
		cmocka_unit_test(bytes_after_nul_count),
		cmocka_unit_test(limits_are_trouble),
		cmocka_unit_test(depth_is_trouble_or_an_answer),
		cmocka_unit_test(bad_patterns),
		cmocka_unit_test(null_is_freed),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
