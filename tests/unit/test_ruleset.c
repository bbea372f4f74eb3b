/* SPDX-License-Identifier: MIT */
/*
 * test_ruleset: from folders of rule files to one set. Which entry of an id stands, what is inherited, what is left out
 * when it is wrong and what takes its place. What exactly is said of bad files is in tests/cases/rules.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../rule_fixture.h"
#include "ruleset/image.h"

#define PATHS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define HEAD "kind: flag\ncategory: t\nrules:\n"

static bool there(const char *id)
{
	return attune_rules_find(dir.rules, id) != SIZE_MAX;
}

static const char *pattern(const char *id, size_t k)
{
	return attune_rules_pattern(dir.rules, attune_rules_find(dir.rules, id), k);
}

/* ---------------------------------------------------------------- layers */

static void a_later_folder_replaces(void **state)
{
	(void)state;
	rule_dir_write(&dir, "one/a.yaml",
	               HEAD
	               "  - {id: t/a, title: old, severity: note, phrases: [one], why: Old.}\n  - {id: t/b, phrases: [bee]}\n");
	rule_dir_write(&dir, "two/z.yaml", HEAD "  - {id: t/a, title: new, phrases: [two, three]}\n");
	assert_int_equal(rule_dir_load(&dir, false, PATHS("one", "two")), ATTUNE_OK);
	assert_string_equal(at_buffer_str(&dir.said), "");
	assert_int_equal(attune_rules_count(dir.rules), 2);
	assert_string_equal(rule("t/a").title, "new");
	assert_string_equal(rule("t/a").why, ""); /* replaced, not merged */
	assert_int_equal(rule("t/a").severity, ATTUNE_MISS);
	assert_int_equal(rule("t/a").n_patterns, 2);
	assert_string_equal(pattern("t/a", 1), "three");
	assert_non_null(strstr(rule("t/a").file, "two/z.yaml"));
	assert_int_equal(rule("t/a").line, 4);
	assert_int_equal(rule_dir_load(&dir, false, PATHS("two", "one")), ATTUNE_OK);
	assert_string_equal(rule("t/a").title, "old");
}

static void off_mutes(void **state)
{
	(void)state;
	rule_dir_write(&dir, "one/a.yaml", HEAD "  - {id: t/a, title: kept, phrases: [one]}\n  - {id: t/b, phrases: [bee]}\n");
	rule_dir_write(&dir, "two/a.yaml", HEAD "  - {id: t/a, off: true}\n  - {id: t/b, off: false, phrases: [bee]}\n");
	rule_dir_write(&dir, "three/a.yaml", HEAD "  - {id: t/a, title: back, phrases: [one]}\n");
	rule_dir_write(&dir, "four/a.yaml", HEAD "  - {id: t/c, off: true}\n");
	assert_int_equal(rule_dir_load(&dir, false, PATHS("one", "two")), ATTUNE_OK);
	assert_string_equal(at_buffer_str(&dir.said), "");
	assert_true(rule("t/a").muted);
	assert_string_equal(rule("t/a").title, "kept");
	assert_false(rule("t/b").muted);
	rule_dir_load(&dir, false, PATHS("one", "two", "three"));
	assert_false(rule("t/a").muted);
	assert_string_equal(rule("t/a").title, "back");
	rule_dir_load(&dir, false, PATHS("one", "four"));
	assert_string_equal(at_buffer_str(&dir.said),
	                    "four/a.yaml:4:10: t/c: there is no rule t/c to turn off; did you mean t/a?\n");
	assert_false(there("t/c"));
}

static void off_needs_the_right_kind(void **state)
{
	(void)state;
	rule_dir_write(&dir, "one/a.yaml", HEAD "  - {id: t/a, phrases: [one]}\n");
	rule_dir_write(&dir, "two/a.yaml", "kind: move\nrules:\n  - {id: t/a, off: true}\n");
	rule_dir_load(&dir, false, PATHS("one", "two"));
	assert_string_equal(at_buffer_str(&dir.said), "two/a.yaml:3:10: t/a: t/a is a flag; turn it off in a file of that kind\n");
	assert_false(rule("t/a").muted);
}

static void a_broken_rule_falls_back(void **state)
{
	(void)state;
	rule_dir_write(&dir, "one/a.yaml", HEAD "  - {id: t/a, title: lowest, phrases: [one]}\n  - {id: t/b, phrases: [bee]}\n");
	rule_dir_write(&dir, "two/a.yaml", HEAD "  - {id: t/a, title: middle, phrases: [one]}\n");
	rule_dir_write(&dir, "three/a.yaml", HEAD "  - {id: t/a, title: top, patterns: ['(one']}\n  - {id: t/d, phrases: [dee]}\n");
	rule_dir_load(&dir, false, PATHS("one", "two", "three"));
	assert_int_equal(dir.problems, 1);
	assert_non_null(strstr(at_buffer_str(&dir.said), "three/a.yaml:4:43: t/a: bad pattern: missing closing parenthesis"));
	assert_string_equal(rule("t/a").title, "middle");
	assert_true(there("t/b") && there("t/d"));
	rule_dir_write(&dir, "two/a.yaml", HEAD "  - {id: t/a, severity: high, phrases: [one]}\n");
	rule_dir_load(&dir, false, PATHS("one", "two", "three"));
	assert_int_equal(dir.problems, 2);
	assert_string_equal(rule("t/a").title, "lowest");
	/* When none is right there is none, and the rest is not harmed. */
	rule_dir_load(&dir, false, PATHS("two", "three"));
	assert_false(there("t/a"));
	assert_int_equal(attune_rules_count(dir.rules), 1);
	assert_string_equal(pattern("t/d", 0), "dee");
}

static void twins(void **state)
{
	(void)state;
	rule_dir_write(&dir, "a.yaml", HEAD "  - {id: t/a, title: first, phrases: [one]}\n");
	rule_dir_write(&dir, "b.yml", HEAD "  - {id: t/a, title: second, phrases: [two]}\n");
	rule_dir_write(&dir, "m.yaml", "kind: move\nrules:\n  - {id: t/a, title: a move, phrases: [two]}\n");
	rule_dir_load(&dir, false, PATHS("."));
	assert_int_equal(dir.problems, 1);
	assert_non_null(strstr(at_buffer_str(&dir.said), "b.yml:4:10: t/a: this rule id is taken by"));
	assert_string_equal(rule("t/a").title, "first");
	assert_int_equal(attune_rules_count(dir.rules), 2);
}

static void over_the_shipped_set(void **state)
{
	(void)state;
	attune_rule_info info;
	assert_int_equal(rule_dir_load(&dir, true, &(const char *){NULL}), ATTUNE_OK);
	size_t shipped = attune_rules_count(dir.rules), first = 0;
	assert_true(shipped > 100);
	while (attune_rules_get(dir.rules, first, &info) && (info.kind != ATTUNE_FLAG || info.muted))
		first++;
	char id[128], text[512];
	snprintf(id, sizeof id, "%s", info.id);
	snprintf(text, sizeof text,
	         "kind: flag\ncategory: %s\nrules:\n  - {id: %s, off: true}\n  - {id: %s/of-mine, phrases: [zorp]}\n",
	         info.category, id, info.category);
	rule_dir_write(&dir, "mine.yaml", text);
	assert_int_equal(rule_dir_load(&dir, true, PATHS("mine.yaml")), ATTUNE_OK);
	assert_string_equal(at_buffer_str(&dir.said), "");
	assert_int_equal(attune_rules_count(dir.rules), shipped + 1);
	assert_true(rule(id).muted);
	/* Without the shipped set there is nothing to turn off. */
	assert_int_equal(rule_dir_load(&dir, false, PATHS("mine.yaml")), ATTUNE_OK);
	assert_int_equal(attune_rules_count(dir.rules), 1);
	assert_int_equal(dir.problems, 1);
}

/* ---------------------------------------------------------------- inside a file */

static void fragments(void **state)
{
	(void)state;
	rule_dir_write(&dir, "one/f.yaml", "kind: fragments\nfragments: {who: '(?:you|they)', what: 'w{who}', far: global}\n");
	rule_dir_write(&dir, "one/a.yaml",
	               "kind: flag\ncategory: t\nfragments: {who: '(?:he|she)', mine: 'm{what}'}\nrules:\n"
	               "  - {id: t/a, patterns: ['{who} {far} x{2,3} \\{who\\} \\p{L} {mine}', 'plain']}\n");
	rule_dir_write(&dir, "one/b.yaml", HEAD "  - {id: t/b, patterns: ['{who}']}\n");
	rule_dir_write(&dir, "two/f.yaml", "kind: fragments\nfragments: {far: 'nearer', extra: e}\n");
	rule_dir_load(&dir, false, PATHS("one"));
	assert_string_equal(at_buffer_str(&dir.said), "");
	/* The file's own goes before the shared one, inside shared ones, too. */
	assert_string_equal(pattern("t/a", 0), "(?:he|she) global x{2,3} \\{who\\} \\p{L} mw(?:he|she)");
	assert_string_equal(pattern("t/a", 1), "plain");
	assert_string_equal(pattern("t/b", 0), "(?:you|they)");
	/* A shared fragment of a later folder replaces, for all. */
	rule_dir_load(&dir, false, PATHS("one", "two"));
	assert_non_null(strstr(pattern("t/a", 0), "nearer"));
}

static void fragments_have_limits(void **state)
{
	(void)state;
	struct at_buffer text = {0};
	at_buffer_add_str(&text, "kind: flag\ncategory: t\nfragments:\n  f0: xxxxxxxxxxxxxxxx\n");
	for (int i = 1; i < 15; i++)
		at_buffer_addf(&text, "  f%d: '{f%d}{f%d}'\n", i, i - 1, i - 1);
	at_buffer_add_str(&text, "rules:\n  - {id: t/big, patterns: ['{f14}']}\n  - {id: t/ok, patterns: ['{f3}']}\n");
	rule_dir_load_text(&dir, "a.yaml", at_buffer_str(&text));
	assert_non_null(strstr(at_buffer_str(&dir.said), "t/big: the pattern is longer than 65536 bytes"));
	assert_false(there("t/big"));
	assert_true(there("t/ok"));
	at_buffer_clear(&text);
	at_buffer_add_str(&text, "kind: flag\ncategory: t\nfragments:\n  f0: x\n");
	for (int i = 1; i < 20; i++)
		at_buffer_addf(&text, "  f%d: '{f%d}'\n", i, i - 1);
	at_buffer_add_str(&text, "rules:\n  - {id: t/deep, patterns: ['{f19}']}\n  - {id: t/ok, patterns: ['{f15}']}\n");
	rule_dir_load_text(&dir, "a.yaml", at_buffer_str(&text));
	assert_non_null(strstr(at_buffer_str(&dir.said), "t/deep: {f3} is more than 16 fragments deep"));
	assert_true(there("t/ok"));
	at_buffer_free(&text);
}

static void phrases_and_words(void **state)
{
	(void)state;
	rule_dir_load_text(&dir, "a.yaml", HEAD "  - {id: t/a, phrases: ['  Get   Over\tIt ', \"don't\"], patterns: ['x']}\n");
	assert_string_equal(at_buffer_str(&dir.said), "");
	assert_int_equal(rule("t/a").n_patterns, 3);
	assert_string_equal(pattern("t/a", 0), "x");
	assert_string_equal(pattern("t/a", 1), "get over it");
	assert_string_equal(pattern("t/a", 2), "don't");
	assert_null(pattern("t/a", 3));
	rule_dir_load_text(&dir, "c.yaml", "kind: cue\nrules:\n  - {id: sad/w, family: sadness, words: {Blue: 2, worn out: 4}}\n");
	assert_string_equal(pattern("sad/w", 1), "worn out");
}

static void defaults_are_inherited(void **state)
{
	(void)state;
	rule_dir_write(&dir, "g.yaml",
	               "kind: guards\n"
	               "guards:\n"
	               "  - {id: g1, patterns: [x]}\n"
	               "  - {id: g2, patterns: [y]}\n"
	               "  - {id: g3, default: [t], patterns: [z]}\n");
	rule_dir_write(
		&dir, "a.yaml",
		"kind: flag\ncategory: t\nabout: The file.\n"
		"defaults: {severity: hurt, why: Why., hears: Hears., source: src, try: [A., B.], unless: [g1], scope: clause}\n"
		"rules:\n  - {id: t/a, phrases: [one]}\n"
		"  - {id: t/b, phrases: [two], severity: note, why: Own., about: Own., try: [C.], unless: [g2], guards: off, "
		"scope: message}\n");
	rule_dir_load(&dir, false, PATHS("."));
	assert_string_equal(at_buffer_str(&dir.said), "");
	attune_rule_info a = rule("t/a"), b = rule("t/b");
	assert_int_equal(a.severity, ATTUNE_HURT);
	assert_int_equal(b.severity, ATTUNE_NOTE);
	assert_string_equal(a.why, "Why.");
	assert_string_equal(b.why, "Own.");
	assert_string_equal(b.hears, "Hears.");
	assert_string_equal(a.about, "The file.");
	assert_string_equal(b.about, "Own.");
	assert_string_equal(a.source, "src");
	assert_int_equal(a.n_try, 2);
	assert_int_equal(b.n_try, 1);
	/* `unless` adds to the file's; `guards: off` takes away the guards by default. */
	const struct at_rule *ra = at_rule_at(dir.rules, attune_rules_find(dir.rules, "t/a"));
	const struct at_rule *rb = at_rule_at(dir.rules, attune_rules_find(dir.rules, "t/b"));
	assert_int_equal(ra->guards.n, 2);
	assert_string_equal(at_string(dir.rules, at_guard_at(dir.rules, at_list(dir.rules, ra->guards)[0])->id), "g3");
	assert_string_equal(at_string(dir.rules, at_guard_at(dir.rules, at_list(dir.rules, ra->guards)[1])->id), "g1");
	assert_int_equal(rb->guards.n, 2);
	assert_string_equal(at_string(dir.rules, at_guard_at(dir.rules, at_list(dir.rules, rb->guards)[0])->id), "g2");
	assert_int_equal(ra->scope, AT_SCOPE_CLAUSE);
	assert_int_equal(rb->scope, AT_SCOPE_MESSAGE);
}

static void guards_in_layers(void **state)
{
	(void)state;
	rule_dir_write(&dir, "one/g.yaml",
	               "kind: guards\n"
	               "guards:\n"
	               "  - {id: g, default: [t], about: low, patterns: [x]}\n"
	               "  - {id: h, default: [t], patterns: [x]}\n");
	rule_dir_write(&dir, "one/a.yaml", HEAD "  - {id: t/a, phrases: [one], unless: [h]}\n");
	rule_dir_write(&dir, "two/g.yaml",
	               "kind: guards\nguards:\n  - {id: g, about: high, patterns: [y]}\n  - {id: h, off: true}\n");
	rule_dir_write(&dir, "three/g.yaml", "kind: guards\nguards:\n  - {id: g, about: top, patterns: ['(']}\n");
	rule_dir_load(&dir, false, PATHS("one"));
	assert_int_equal(at_rule_at(dir.rules, 0)->guards.n, 2);
	rule_dir_load(&dir, false, PATHS("one", "two", "three"));
	assert_int_equal(dir.problems, 1);
	assert_int_equal(dir.rules->image->n[AT_S_GUARDS], 2);
	assert_string_equal(at_string(dir.rules, at_guard_at(dir.rules, 0)->about), "high");
	/* One is off though the rule names it, the other is no longer a default. */
	assert_int_equal(at_rule_at(dir.rules, 0)->guards.n, 0);
}

static void every_problem_at_once(void **state)
{
	(void)state;
	rule_dir_write(&dir, "b.yaml",
	               HEAD "  - {id: t/z, severty: note, phrases: [z]}\n  - {id: t/y, unless: [nobody], why: [], phrases: [y]}\n"
	                    "  - {phrases: [x]}\n  - {id: t/x, patterns: ['[', '(']}\n");
	rule_dir_write(&dir, "a.yaml", "kind: flag\ncategory: t\nrules: none\n");
	rule_dir_write(&dir, "c.yaml", "kind: flag\n category: t\n");
	rule_dir_load(&dir, false, PATHS("."));
	static const char *const places[] = {"a.yaml:3:8:", "b.yaml:4:15:", "b.yaml:5:24:", "b.yaml:5:38:",
	                                     "b.yaml:6:5:", "b.yaml:7:28:", "b.yaml:7:33:", "c.yaml:2:10:"};
	const char *at = at_buffer_str(&dir.said);
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		const char *found = strstr(at, places[i]);
		if (found == NULL)
			fail_msg("%s is not in, or not in order in:\n%s", places[i], at_buffer_str(&dir.said));
		at = found + 1;
	}
	assert_int_equal(dir.problems, sizeof places / sizeof places[0]);
	assert_int_equal(attune_rules_count(dir.rules), 0);
	/* A default that is wrong for every rule is told once. */
	rule_dir_load_text(&dir, "d.yaml",
	                   "kind: flag\ncategory: t\n"
	                   "defaults: {severity: high}\n"
	                   "rules:\n"
	                   "  - {id: t/b, phrases: [x]}\n"
	                   "  - {id: t/a, phrases: [x]}\n");
	assert_int_equal(dir.problems, 1);
	assert_non_null(strstr(at_buffer_str(&dir.said), "d.yaml:3:22: t/a: `severity: high` is not known"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_later_folder_replaces),
		TEST(off_mutes),
		TEST(off_needs_the_right_kind),
		TEST(a_broken_rule_falls_back),
		TEST(twins),
		TEST(over_the_shipped_set),
		TEST(fragments),
		TEST(fragments_have_limits),
		TEST(phrases_and_words),
		TEST(defaults_are_inherited),
		TEST(guards_in_layers),
		TEST(every_problem_at_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
