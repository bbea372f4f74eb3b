/* SPDX-License-Identifier: MIT */
/*
 * test_leaning.c: what sentences lean to. Which keys a sentence has, how their weights add up, what stands around it, where a finding
 * points, what a little leaning does to other flags, and whose weights count.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../scan_fixture.h"

static void expect(const struct scan_case *cases, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(scan_dir_answer(&scan, cases[i].draft, cases[i].partner), cases[i].expected) != 0)
			fail_msg("\"%s\" / \"%s\": %s, not %s", cases[i].draft, cases[i].partner != NULL ? cases[i].partner : "",
			         at_buffer_str(&scan.answer), cases[i].expected);
}
#define EXPECT(cases) expect(cases, sizeof(cases) / sizeof *(cases))

#define SPELLING "=== s.yaml\nkind: spelling\nwords: {u: you, dont: \"don't\"}\n"
#define WEIGHTS(text) "=== w.yaml\nkind: leaning\nleaning: blaming\n" text
#define RULE(limit)                                                                                                               \
	"=== r.yaml\nkind: flag\ncategory: blaming\nrules:\n  - {id: blaming/leans, measure: {name: leaning, to: blaming, " limit \
	"}}\n"

/* 1 / (1 + e^-x): 0 is half, 1 is 0.731, 2 is 0.881. */
static void weights_add_up(void **state)
{
	static const struct scan_case above[] = {
		{"you again", NULL, "blaming/leans:miss[you again]"},
		{"You AGAIN", NULL, "blaming/leans:miss[You AGAIN]"},
		{"u again", NULL, "blaming/leans:miss[u again]"},
		{"you", NULL, ""},
		{"you you you", NULL, ""}, /* once each */
		{"again you", NULL, ""},   /* 2, as "you again" isn't there */
		{"you again, luckily", NULL, ""},
		{"nothing", NULL, ""},
	};
	(void)state;
	/* 3 for "you again", of which 0.953 */
	open_rules(SPELLING WEIGHTS("start: 0\nwords: {you: 1, again: 1, you again: 1, luckily: -3}\n") RULE("above: 0.95"));
	EXPECT(above);
	scan_dir_close(&scan);
	open_rules(SPELLING WEIGHTS("start: 0\nwords: {you: 1, again: 1, you again: 1, luckily: -3}\n") RULE("above: 0.953"));
	assert_string_equal(scan_dir_answer(&scan, "you again", NULL), "");
}

static void keys_of_a_sentence(void **state)
{
	static const struct {
		const char *key, *draft;
		bool holds;
	} cases[] = {
		{"you", "and you too", true},
		{"you", "yours", false},
		{"you never listen", "you never listen", true},
		{"You  never", "oh you never do", true},
		{"you listen", "you never listen", false},
		{"^ you", "you did", true},
		{"^ you", "so you did", false},
		{"^ you", "Yes. You did", true},
		{"again $", "not again", true},
		{"again $", "not again!", false},
		{"! $", "not again!", true},
		{"0 times", "three times, 3 times", true},
		{"0", "at 7:30pm", true},
		{"don't", "dont", true},
		{"once . you", "once. you", false}, /* not over the end of a sentence */
		{"?", "why?", true},
		{"🙄", "sure 🙄", true},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct at_buffer rules = {0};
		at_buffer_addf(&rules, SPELLING WEIGHTS("words: {\"%s\": 2}\n") RULE("above: 0.8"), cases[i].key);
		open_rules(at_buffer_str(&rules));
		if ((strstr(scan_dir_answer(&scan, cases[i].draft, NULL), "leans") != NULL) != cases[i].holds)
			fail_msg("%s in \"%s\"", cases[i].key, cases[i].draft);
		scan_dir_close(&scan);
		at_buffer_free(&rules);
	}
}

static void around_a_sentence(void **state)
{
	static const struct {
		const char *key, *draft, *partner;
		bool holds;
	} cases[] = {
		{"no-partner", "so what", NULL, true},
		{"no-partner", "so what", "i'm sad", false},
		{"partner-distress", "so what", "i'm sad", true},
		{"partner-distress", "so what", "hi", false},
		{"feels-sadness", "so what", "i'm sad", true},
		{"partner-over-5-words", "so what", "i went there and i came back", true},
		{"partner-over-5-words", "so what", "i came back", false},
		{"first", "so what", NULL, true},
		{"first", "Well. so what", NULL, false},
		{"last", "so what. Well.", NULL, false},
		{"last", "Well. so what", NULL, true},
		{"over-1-sentences", "so what", NULL, false},
		{"over-1-sentences", "Well. so what", NULL, true},
		{"over-10-words", "so what", NULL, false},
		{"over-10-words", "so what. one two three four five six seven eight nine ten", NULL, true},
		{"itself-over-3-words", "so what", NULL, false},
		{"itself-over-3-words", "so what if we", NULL, true},
		{"with-care", "so what my poor love", NULL, true},
		{"after-care", "so what my poor love", NULL, false},
		{"after-care", "Poor love. so what", NULL, true},
		{"before-care", "so what. Poor love.", NULL, true},
		{"said-came", "so what", "so I Came back", true},
		{"said-came", "so what", "so I went", false},
		{"draft-came", "so what. I Came", NULL, true},
		{"draft-came", "so what", "I came", false},
		{"echo-over-60-percent", "so what banana", "banana", true},
		{"echo-over-0-percent", "so what banana", "cherry", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct at_buffer rules = {0};
		at_buffer_addf(&rules,
		               "=== l.yaml\nkind: words\nlists: {stopwords: [so, what]}\n"
		               "=== c.yaml\nkind: cue\nrules:\n"
		               "  - {id: sad/sad, moment: distress, family: sadness, feeling: sad, phrases: [sad]}\n"
		               "=== m.yaml\nkind: move\nrules:\n  - {id: care/poor, phrases: [poor love]}\n" WEIGHTS(
				       "start: -9\nwords: {so what: 9}\naround: {%s: 2}\n") RULE("above: 0.8"),
		               cases[i].key);
		open_rules(at_buffer_str(&rules));
		if ((strstr(scan_dir_answer(&scan, cases[i].draft, cases[i].partner), "leans") != NULL) != cases[i].holds)
			fail_msg("%s for \"%s\" / \"%s\"", cases[i].key, cases[i].draft,
			         cases[i].partner != NULL ? cases[i].partner : "");
		scan_dir_close(&scan);
		at_buffer_free(&rules);
	}
}

static void where_it_points(void **state)
{
	static const struct scan_case cases[] = {
		{"Hello. you again.", NULL, "blaming/leans:miss[you again.]"},
		{"you again. Hi. you again!", NULL, "blaming/leans:miss[you again.] blaming/leans:miss[you again!]"},
		{"i was late, you again, and we ate", NULL, "blaming/leans:miss[you again]"},
		{"i was late, you again, you again, and we ate", NULL, "blaming/leans:miss[you again]"}, /* a key counts once */
		{"", NULL, ""},
		{"...", NULL, ""},
	};
	(void)state;
	open_rules(WEIGHTS("start: -1\nwords: {you again: 3}\n") RULE("above: 0.8"));
	EXPECT(cases);
}

/* What is good in a sentence is not pointed at, unless there is nothing else. */
static void past_what_meets_them(void **state)
{
	static const struct scan_case cases[] = {
		{"poor love, you again", NULL, "blaming/leans:miss[you again] +care/poor[poor love]"},
		{"you again, poor love, you there", NULL, "blaming/leans:miss[you again] +care/poor[poor love]"},
		{"you poor love", NULL, "blaming/leans:miss[you poor love] +care/poor[poor love]"},
	};
	(void)state;
	open_rules(WEIGHTS("start: -1\nwords: {you: 4, poor: 1, again: 1}\n")
	                   RULE("above: 0.8") "=== m.yaml\nkind: move\nrules:\n  - {id: care/poor, phrases: [poor love]}\n");
	EXPECT(cases);
}

/* A phrase of the same category stands for the sentence it is in; one of another is shown beside it. */
static void beside_other_flags(void **state)
{
	static const struct scan_case cases[] = {
		{"you always do", NULL, "blaming/always:miss[you always]"},
		{"you again", NULL, "blaming/leans:miss[you again]"},
		{"you always again do", NULL, "blaming/always:miss[you always]"},
	};
	(void)state;
	open_rules(WEIGHTS("start: -1\nwords: {you: 3}\n") RULE(
		"above: 0.8") "=== p.yaml\nkind: flag\ncategory: blaming\nrules:\n  - {id: blaming/always, phrases: [you always]}\n");
	EXPECT(cases);
}

static void conditions_ask_for_the_sentence(void **state)
{
	static const struct scan_case cases[] = {
		{"you should go. it is raining", NULL, "t/go:miss[should go]"},
		{"you said so. she should go", NULL, ""},
	};
	(void)state;
	open_rules(WEIGHTS(
		"start: -1\nwords: {you: 3}\n") "=== p.yaml\nkind: flag\ncategory: t\nrules:\n"
	                                        "  - {id: t/go, phrases: [should go], when: {measure: {name: leaning, to: blaming, above: 0.5}}}\n");
	EXPECT(cases);
}

#define DOUBTED                                                                                                                        \
	"=== p.yaml\nkind: flag\ncategory: blaming\nrules:\n  - {id: blaming/always, phrases: [you always]}\n"                         \
	"  - {id: blaming/never, severity: hurt, phrases: [you never]}\n  - {id: blaming/note, severity: note, phrases: [you note]}\n" \
	"=== o.yaml\nkind: flag\ncategory: other\nrules:\n  - {id: other/always, phrases: [he always]}\n"

static void little_leaning_doubts(void **state)
{
	static const struct scan_case cases[] = {
		{"you always do", NULL, "blaming/always:miss[you always]"},
		{"you always sing", NULL, "blaming/always:note[you always]"},
		{"you never sing", NULL, "blaming/never:note[you never]"},
		{"you note sing", NULL, "blaming/note:note[you note]"},
		{"sing. you always do", NULL, "blaming/always:miss[you always]"},
		{"you always do, sing", NULL, "blaming/always:miss[you always]"}, /* its own clause doesn't */
		{"you always sing, do", NULL, "blaming/always:note[you always]"},
		{"he always sing", NULL, "other/always:miss[he always]"}, /* no leaning of that name */
	};
	(void)state;
	open_rules(WEIGHTS("start: 0\ndoubt: 0.1\nwords: {sing: -3}\n") DOUBTED);
	EXPECT(cases);
	scan_dir_close(&scan);
	open_rules(WEIGHTS("start: 0\nwords: {sing: -3}\n") DOUBTED); /* who says nothing of doubt has none */
	assert_string_equal(scan_dir_answer(&scan, "you always sing", NULL), "blaming/always:miss[you always]");
}

/* A draft that as a whole leans elsewhere is none of its business: nothing is found there, and what phrases find is doubted as ever. */
static void outside_it_is_silent(void **state)
{
	static const char rules[] = "=== o.yaml\nkind: leaning\nleaning: strangers\nstart: -1\nwords: {zonk: 4, home: -4}\n" WEIGHTS(
		"start: -3\ndoubt: 0.2\nlongest: 12\noutside: {strangers: 0.5}\nwords: {you: 2, again: 3}\n")
		RULE("above: 0.8") "=== p.yaml\nkind: flag\ncategory: blaming\nrules:\n  - {id: blaming/always, phrases: [he always]}\n"
				   "  - {id: blaming/when, phrases: [who], when: {measure: {name: leaning, to: blaming, below: 0.1}}}\n";
	static const struct scan_case cases[] = {
		{"you again", NULL, "blaming/leans:miss[you again]"},
		{"you again one two three four five six seven eight nine ten", NULL,
	         "blaming/leans:miss[you again one two three four five six seven eight nine ten]"},
		{"you again one two three four five six seven eight nine ten eleven", NULL, ""},
		{"you again zonk", NULL, ""},
		{"you again zonk. home", NULL, "blaming/leans:miss[you again zonk.]"}, /* together they don't */
		{"you again. zonk", NULL, ""},
		{"he always did", NULL, "blaming/always:note[he always]"},
		{"he always did one two three four five six seven eight nine ten eleven", NULL, "blaming/always:miss[he always]"},
		{"he always did zonk", NULL, "blaming/always:note[he always]"},
		{"who did", NULL, "blaming/when:note[who]"},
		{"who did zonk", NULL, ""}, /* a measure that can't be taken doesn't hold */
	};
	(void)state;
	open_rules(rules);
	EXPECT(cases);
}

/* However long it may be said to be, a draft of more than 2,000 words is none of its business. */
static void far_too_long(void **state)
{
	struct at_buffer draft = {0};
	(void)state;
	open_rules(WEIGHTS("words: {you: 3}\n") RULE("above: 0.8"));
	for (unsigned i = 0; i < 1999; i++)
		at_buffer_add_str(&draft, i % 10 == 9 ? "home. " : "home ");
	at_buffer_add_str(&draft, "you");
	assert_non_null(strstr(scan_dir_answer(&scan, at_buffer_str(&draft), NULL), "blaming/leans"));
	at_buffer_add_str(&draft, " too");
	assert_string_equal(scan_dir_answer(&scan, at_buffer_str(&draft), NULL), "");
	at_buffer_free(&draft);
}

static const char *answer_over(const char *low, const char *high, const char *rules, const char *draft)
{
	scan_dir_close(&scan);
	open_rules("=== none.yaml\nkind: words\n");
	assert_true(rule_dir_write(&scan.dir, "a/w.yaml", low) && rule_dir_write(&scan.dir, "b/w.yaml", high) &&
	            rule_dir_write(&scan.dir, "a/r.yaml", rules));
	attune_scanner_free(scan.scanner);
	scan.scanner = NULL;
	assert_int_equal(rule_dir_load(&scan.dir, false, (const char *const[]){"a", "b", NULL}), ATTUNE_OK);
	assert_string_equal(at_buffer_str(&scan.dir.said), "");
	assert_int_equal(attune_scanner_new(&scan.scanner, scan.dir.rules, NULL), ATTUNE_OK);
	return scan_dir_answer(&scan, draft, NULL);
}

static void later_files_weigh_anew(void **state)
{
	static const char low[] = "kind: leaning\nleaning: blaming\nstart: 0\nwords: {you: 3, again: 0}\n";
	static const char rules[] = "kind: flag\ncategory: blaming\nrules:\n"
				    "  - {id: blaming/leans, measure: {name: leaning, to: blaming, above: 0.9}}\n";
	(void)state;
	assert_string_equal(answer_over(low, "kind: leaning\nleaning: blaming\n", rules, "you"), "blaming/leans:miss[you]");
	assert_string_equal(answer_over(low, "kind: leaning\nleaning: blaming\nwords: {you: 0}\n", rules, "you"), "");
	assert_string_equal(answer_over(low, "kind: leaning\nleaning: blaming\nwords: {again: 3, you: 0}\n", rules, "again"),
	                    "blaming/leans:miss[again]");
	assert_string_equal(answer_over(low, "kind: leaning\nleaning: blaming\nstart: -5\n", rules, "you"), "");
	assert_string_equal(answer_over(low, "kind: leaning\nleaning: other\nstart: -5\nwords: {you: -9}\n", rules, "you"),
	                    "blaming/leans:miss[you]");
}

/* Rules of a folder over the one that doubts count as they say. */
static void own_rules_are_sure(void **state)
{
	static const char doubts[] = "kind: leaning\nleaning: blaming\nstart: -5\ndoubt: 0.5\n";
	static const char rule[] = "kind: flag\ncategory: blaming\nrules:\n  - {id: blaming/always, phrases: [you always]}\n";
	(void)state;
	assert_string_equal(answer_over(doubts, rule, "kind: words\n", "you always"), "blaming/always:miss[you always]");
	assert_string_equal(answer_over(rule, doubts, "kind: words\n", "you always"), "blaming/always:note[you always]");
}

/* The shipped leanings, with a file of one's own over them. */
static void over_the_shipped_ones(void **state)
{
	(void)state;
	open_rules("=== none.yaml\nkind: words\n");
	assert_true(rule_dir_write(&scan.dir, "own/w.yaml", "kind: leaning\nleaning: blaming\nwords: {zonk: 20}\n"));
	attune_scanner_free(scan.scanner);
	scan.scanner = NULL;
	assert_int_equal(rule_dir_load(&scan.dir, true, (const char *const[]){"own", NULL}), ATTUNE_OK);
	assert_string_equal(at_buffer_str(&scan.dir.said), "");
	assert_int_equal(attune_scanner_new(&scan.scanner, scan.dir.rules, NULL), ATTUNE_OK);
	assert_non_null(strstr(scan_dir_answer(&scan, "zonk", "my gran died"), "blaming/leans-at-pain:miss[zonk]"));
	assert_null(strstr(scan_dir_answer(&scan, "thanks", "hi"), "leans"));
}

#define TEST(f) cmocka_unit_test_teardown(f, close_rules)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(weights_add_up),
		TEST(keys_of_a_sentence),
		TEST(around_a_sentence),
		TEST(where_it_points),
		TEST(past_what_meets_them),
		TEST(beside_other_flags),
		TEST(conditions_ask_for_the_sentence),
		TEST(little_leaning_doubts),
		TEST(later_files_weigh_anew),
		TEST(outside_it_is_silent),
		TEST(far_too_long),
		TEST(own_rules_are_sure),
		TEST(over_the_shipped_ones),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
