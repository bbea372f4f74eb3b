/* SPDX-License-Identifier: MIT */
/*
 * test_factor: alternatives put together by their first letters. What is written for a pattern; and that the new one finds what
 * PCRE2 finds with the old one, for patterns made at random and for all shipped ones on shipped examples.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../random_patterns.h"
#include "attune/attune.h"
#include "ruleset/factor.h"
#include "ruleset/image.h"
#include "ruleset/pattern.h"

#include <stdio.h>

#define TEXTS 24

static void known_patterns(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *factored; /* NULL: not read */
	} cases[] = {
		{"get|give|go", "g(?:et|ive|o)"},
		{"\\b(?:sad|angry|sorry)\\b", "\\b(?:s(?:ad|orry)|angry)\\b"},
		{"you|your|yours", "you(?:|r(?:|s))"},
		{"yours|your|you", "you(?:r(?:s)?)?"},
		{"don't|dont", "don(?:'t|t)"},
		{"ab|ab|ab", "ab"},
		{"a|a|b", "a|b"},
		/* What is no plain character stays where it is, and nothing goes past it. */
		{"go|\\w+|get", "go|\\w+|get"},
		{"go?|get", "g(?:o?|et)"},
		{"g+o|get", "g+o|get"},
		{"go||get", "go||get"},
		{"go|[g]o|gone", "go|[g]o|gone"},
		/* In one case only. */
		{"go|Get|give", "go|Get|give"},
		{"\\.a|\\.b|,a", "\\.(?:a|b)|,a"},
		{"(?=go|get)(?!a|b|an)", "(?=g(?:o|et))(?!a(?:|n)|b)"},
		/* Groups that capture keep their order; lookbehinds their lengths. */
		{"(a)x|b|(a)y", "(a)x|b|(a)y"},
		{"(\\w)(?:\\1a|b|\\1c)", "(\\w)(?:\\1a|b|\\1c)"},
		{"(?<=go|get)a", "(?<=go|get)a"},
		{"(go|get)", "(g(?:o|et))"},
		{"ich \xC3\xA4|ich \xC3\xB6", "ich (?:\xC3\xA4|\xC3\xB6)"},
		{"[]|)]a|[]b]", "[]|)]a|[]b]"},
		{"", ""},
		{"(?i)go|get", NULL},
		{"(?#go|)a", NULL},
		{"\\Qgo|get\\E", NULL},
		{"a{,2}|ab", NULL},
		{"(go|get", NULL},
		{"go)|get", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct at_buffer out = {0};
		bool read = at_factor(&out, cases[i].pattern, strlen(cases[i].pattern));
		const char *got = read ? at_buffer_str(&out) : NULL, *want = cases[i].factored;
		if ((got == NULL) != (want == NULL) || (got != NULL && strcmp(got, want) != 0))
			fail_msg("/%s/ gives /%s/", cases[i].pattern, got != NULL ? got : "nothing");
		at_buffer_free(&out);
	}
}

/* The same pattern as it was written: a comment in front keeps it from being factored. */
static struct at_regex *as_written(const char *pattern)
{
	struct at_buffer whole = {0};
	size_t offset;
	char why[256];
	at_buffer_addf(&whole, "(?#)%s", pattern);
	struct at_regex *re = at_regex_new(at_buffer_str(&whole), whole.len, &offset, why);
	at_buffer_free(&whole);
	return re;
}

/* Counts the matches; the first match of each text must be the same both ways. */
static size_t compare(struct at_matcher *m, const char *pattern, const char *const *texts, size_t n)
{
	char why[256];
	size_t matched = 0, offset, s[2] = {0}, e[2] = {0};
	struct at_regex *plain = as_written(pattern), *factored = at_regex_new(pattern, strlen(pattern), &offset, why);
	if ((plain == NULL) != (factored == NULL))
		fail_msg("/%s/ is a pattern one way only", pattern);
	for (size_t i = 0; i < n && plain != NULL; i++) {
		size_t len = strlen(texts[i]);
		enum at_match_result a = at_regex_match(plain, m, texts[i], len, 0, SIZE_MAX, &s[0], &e[0], why);
		enum at_match_result b = at_regex_match(factored, m, texts[i], len, 0, SIZE_MAX, &s[1], &e[1], why);
		if (a == AT_MATCH_TROUBLE || b == AT_MATCH_TROUBLE)
			continue;
		if (a != b || (a == AT_MATCH_FOUND && (s[0] != s[1] || e[0] != e[1])))
			fail_msg("/%s/ on \"%s\": %zu to %zu as written, %zu to %zu factored", pattern, texts[i], s[0], e[0], s[1],
			         e[1]);
		matched += a == AT_MATCH_FOUND;
	}
	at_regex_free(plain);
	at_regex_free(factored);
	return matched;
}

/* Alternatives of words that begin alike, with whatever random_pattern makes among them. */
static void random_branches(struct at_buffer *out)
{
	static const char *const words[] = {"a", "ab", "abc", "b", "ba", "aab", "c", "", "a?b", "\\ba", "cab", "ca"};
	at_buffer_add_str(out, "(?:");
	for (uint32_t n = 2 + below(5); n > 0; n--) {
		if (below(5) == 0)
			random_pattern(out, 1);
		else
			at_buffer_add_str(out, words[below(sizeof words / sizeof words[0])]);
		at_buffer_add_char(out, n > 1 ? '|' : ')');
	}
	at_buffer_add_str(out, below(2) == 0 ? "" : "b");
}

static void random_patterns_find_the_same(void **state)
{
	(void)state;
	struct at_matcher *m = at_matcher_new();
	struct at_buffer pattern = {0};
	char room[TEXTS][64];
	const char *texts[TEXTS];
	size_t matched = 0;
	assert_non_null(m);
	for (int i = 0; i < 6000; i++) {
		at_buffer_clear(&pattern);
		if (i % 4 == 0)
			random_syntax(&pattern);
		else if (i % 4 == 1)
			random_pattern(&pattern, 3);
		else
			random_branches(&pattern);
		for (int k = 0; k < TEXTS; k++) {
			random_text(room[k]);
			texts[k] = room[k];
		}
		matched += compare(m, at_buffer_str(&pattern), texts, TEXTS);
	}
	assert_true(matched > 20000);
	at_buffer_free(&pattern);
	at_matcher_free(m);
}

static void shipped_patterns_find_the_same(void **state)
{
	(void)state;
	attune_rules *rules = NULL;
	attune_example x;
	const char *texts[TEXTS];
	size_t n = 0, matched = 0;
	struct at_matcher *m = at_matcher_new();
	assert_int_equal(attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL), ATTUNE_OK);
	for (size_t i = 5; i < attune_rules_count(rules) && n < 12; i += 60)
		if (attune_rules_example(rules, i, 0, &x))
			texts[n++] = x.text;
	for (uint32_t i = 0; i < rules->image->n[AT_S_PATTERNS]; i++) {
		const struct at_pattern *p = at_pattern_at(rules, i);
		if (!p->plain && p->same == i)
			matched += compare(m, at_string(rules, p->text), texts, n);
	}
	assert_in_range(matched, 200, SIZE_MAX);
	at_matcher_free(m);
	attune_rules_free(rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_patterns),
		cmocka_unit_test(random_patterns_find_the_same),
		cmocka_unit_test(shipped_patterns_find_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
