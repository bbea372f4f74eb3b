/* SPDX-License-Identifier: MIT */
/*
 * test_literal: which strings a pattern cannot match without. A table says what is found in known patterns; then patterns
 * made at random are matched against texts made at random, and wherever PCRE2 matches, one of the literals must stand in
 * the text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "ruleset/literal.h"
#include "ruleset/pattern.h"
#include "ruleset/rarity.h"
#include "../random_patterns.h"

#include <stdio.h>
#include <string.h>

/* The literals of a pattern with | between them. */
static void literals_of(struct at_buffer *out, const char *pattern, unsigned *score)
{
	struct at_arena arena = {0};
	struct at_reading found;
	assert_true(at_pattern_read(&found, pattern, strlen(pattern), &arena));
	at_buffer_clear(out);
	for (size_t i = 0; i < found.literals.n; i++)
		at_buffer_addf(out, "%s%.*s", i > 0 ? "|" : "", (int)found.literals.items[i].len, found.literals.items[i].text);
	*score = found.score;
	at_arena_free(&arena);
}

static const struct literal_case {
	const char *pattern, *expected;
} literal_cases[] = {
	/* plain words, edges, case */
	{"at least", "at least"},
	{"\\bcalm\\b", "calm"},
	{"^Calm Down$", "calm down"},
	{"\\Acalm\\z", "calm"},
	{"supercalifragilistic", "supercalifragilistic"},
	{"", ""},
	/* alternatives */
	{"sad|angry", "sad|angry"},
	{"(?:calm|cool) down", "calm down|cool down"},
	{"(?:calm|cool|settle)? down", "calm down|cool down|settle down| down"},
	{"(sad|angry|sad)", "sad|angry|sad"},
	{"sad|", ""},
	{"sad|\\w+", ""},
	{"sad|angr\\w+", "sad|angr"},
	{"(?:sad|)dle", "saddle|dle"},
	/* repeats */
	{"colou?r", "colour|color"},
	{"colou*r", "colo"},
	{"(?:calm )+down", "calm "},
	{"(?:calm )*down", "down"},
	{"(?:calm ){2}down", "calm "},
	{"(?:calm ){1}down", "calm down"},
	{"(?:calm ){0,2}down", "down"},
	{"(?:calm ){0}down", "down"},
	{"calm?? down", "calm down|cal down"},
	{"calm?+ down", "calm down|cal down"},
	{"just (?:\\w+ )?calm", "calm"},
	{"x{,3}yellow", ""},
	{"x{ 1,3}yellow", ""},
	/* classes and escapes */
	{"[ck]at", "cat|kat"},
	{"[CK]at", "cat|kat"},
	{"[^c]atnap", "atnap"},
	{"[a-c]xylo", "xylo"},
	{"[]c]xylo", "]xylo|cxylo"},
	{"[[:alpha:]]xylo", "xylo"},
	{"[\\w]xylo", "xylo"},
	{"[\\-]xylo", "-xylo"},
	{".xylo.", "xylo"},
	{"\\$\\d+", "$"},
	{"why\\?", "why?"},
	{"on\\noff", "on\noff"},
	{"caf\\x{e9} latte", " latte"},
	{"\\p{L}{2}xylo", "xylo"},
	{"\\x41xylo", ""},
	{"\\cAxylo", ""},
	{"\\N{U+41}xylo", "xylo"},
	{"(sad) \\1", "sad "},
	{"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j) \\10", ""},
	{"xylo\\12zebra", ""},
	{"\\Qa.b\\E", ""},
	{"foo\\Kbar", "foobar"},
	/* groups that look and do not take, or are more than the reader knows */
	{"(?=calm)down", "down"},
	{"(?!calm)down", "down"},
	{"(?<=calm )down", "down"},
	{"(?<!calm )down", "down"},
	{"(?<who>calm) down", "calm down"},
	{"(?P<who>calm) down", "calm down"},
	{"(?>calm) down", "calm down"},
	{"(?|calm|cool) down", "calm down|cool down"},
	{"(?i)calm", ""},
	{"(?i:calm)", ""},
	{"(?#note)calm", ""},
	{"(*COMMIT)calm", ""},
	{"(?(1)calm|cool)", ""},
	{"(?:calm", ""},
	{"calm)", ""},
	{"[calm", ""},
	{"calm\\", ""},
	/* beyond ASCII: the index folds no case there */
	{"\xF0\x9F\x8E\x89 yay", "\xF0\x9F\x8E\x89 yay"},
	{"na\xC3\xAFvely", "vely"},
	{"\xE2\x92\xB6 xylo", " xylo"},
};

static void table(void **state)
{
	(void)state;
	struct at_buffer found = {0};
	size_t wrong = 0;
	unsigned score;
	for (size_t i = 0; i < sizeof literal_cases / sizeof literal_cases[0]; i++) {
		literals_of(&found, literal_cases[i].pattern, &score);
		if (strcmp(at_buffer_str(&found), literal_cases[i].expected) != 0) {
			print_error("%s\ngives:    %s\nexpected: %s\n", literal_cases[i].pattern, at_buffer_str(&found),
			            literal_cases[i].expected);
			wrong++;
		}
		assert_int_equal(found.len == 0, score == 0);
	}
	at_buffer_free(&found);
	assert_int_equal(wrong, 0);
}

static void too_much_gives_nothing(void **state)
{
	(void)state;
	struct at_buffer pattern = {0}, found = {0};
	unsigned score;
	for (int i = 0; i < 161; i++)
		at_buffer_addf(&pattern, "%sxylo%d", i > 0 ? "|" : "", i);
	literals_of(&found, at_buffer_str(&pattern), &score);
	assert_int_equal(found.len, 0);
	at_buffer_clear(&pattern);
	for (int i = 0; i < 61; i++)
		at_buffer_add_char(&pattern, '(');
	at_buffer_add_str(&pattern, "calm");
	for (int i = 0; i < 61; i++)
		at_buffer_add_char(&pattern, ')');
	literals_of(&found, at_buffer_str(&pattern), &score);
	assert_int_equal(found.len, 0);
	/* Too many crossings: a part is kept instead of the whole. */
	literals_of(&found, "(?:[abc][abc][abc][abc][abc]) xylophone", &score);
	assert_non_null(strstr(at_buffer_str(&found), "xylophone"));
	at_buffer_free(&pattern);
	at_buffer_free(&found);
}

static void rare_scores_higher(void **state)
{
	(void)state;
	unsigned you = at_literal_score("you", 3), zoo = at_literal_score("zoo", 3), longer = at_literal_score("zookeeper", 9);
	assert_true(you < zoo);
	assert_true(zoo < longer);
	assert_int_equal(at_literal_score(" you ", 5), (at_literal_score("zyou", 4) - at_literal_score("z", 1) + 2 * 24) / 3);
	assert_int_equal(at_literal_score("", 0), 0);
}

/* ---------------------------------------------------------------- at random */

/* Whether one of the literals stands in the text, without ASCII case. */
static bool contains_one(const char *text, const struct at_set *l)
{
	char low[128];
	size_t len = strlen(text);
	for (size_t i = 0; i <= len; i++)
		low[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]);
	for (size_t k = 0; k < l->n; k++)
		for (size_t i = 0; i + l->items[k].len <= len; i++)
			if (memcmp(low + i, l->items[k].text, l->items[k].len) == 0)
				return true;
	return false;
}

/* Returns how often the pattern matched. */
static size_t check_pattern(struct at_matcher *m, const char *pattern, size_t len)
{
	struct at_arena arena = {0};
	struct at_reading reading;
	const struct at_set *l = &reading.literals;
	char text[64], why[256];
	size_t offset, start, end, matched = 0;
	struct at_regex *re = at_regex_new(pattern, len, &offset, why);
	assert_true(at_pattern_read(&reading, pattern, len, &arena));
	for (int i = 0; re != NULL && l->n != 0 && i < 12; i++) {
		random_text(text);
		if (at_regex_match(re, m, text, strlen(text), 0, SIZE_MAX, &start, &end, why) != AT_MATCH_FOUND)
			continue;
		matched++;
		if (!contains_one(text, l))
			fail_msg("/%s/ matches \"%s\", which has none of its %zu literals (the first is \"%.*s\")", pattern, text,
			         l->n, (int)l->items[0].len, l->items[0].text);
	}
	at_regex_free(re);
	at_arena_free(&arena);
	return matched;
}

static void where_pcre2_matches_a_literal_is(void **state)
{
	(void)state;
	struct at_buffer pattern = {0};
	struct at_matcher *m = at_matcher_new();
	size_t matched = 0;
	assert_non_null(m);
	for (int i = 0; i < 24000; i++) {
		at_buffer_clear(&pattern);
		if (i % 3 == 0)
			random_syntax(&pattern);
		else
			random_pattern(&pattern, 2);
		matched += check_pattern(m, at_buffer_str(&pattern), pattern.len);
	}
	assert_true(matched > 4000);
	at_matcher_free(m);
	at_buffer_free(&pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(too_much_gives_nothing),
		cmocka_unit_test(rare_scores_higher),
		cmocka_unit_test(where_pcre2_matches_a_literal_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
