/* SPDX-License-Identifier: MIT */
/*
 * test_message: messages as people and machines make them: spans in the writer's own characters, texting, NUL, bytes that
 * are no text, too much text, patterns that give up, reports that are used again; and what holds for every report of
 * drafts made at random.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../scan_fixture.h"
#include "../text_checks.h"

#define RUN(s, cases) assert_int_equal(scan_dir_run(s, cases, sizeof cases / sizeof cases[0]), 0)
#define FLAGS "kind: flag\ncategory: t\n"

static void spans_are_the_writers(void **state)
{
	(void)state;
	static const struct {
		const char *draft;
		size_t start, end, byte_start, byte_end;
	} cases[] = {
		{"you're wrong", 0, 12, 0, 12},
		{"You\xE2\x80\x99re wrong!", 0, 12, 0, 14},
		{"\xF0\x9F\x98\xA2\xF0\x9F\x98\xA2 you're wrong \xF0\x9F\x98\xA2", 3, 15, 9, 21},
		{"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 you're wrong", 4, 16, 12, 24},
		{"caf\xC3\xA9, you're   WRONG", 6, 20, 7, 21},
		{"youre wrong", 0, 11, 0, 11},
		{"ok ur wrong", 3, 11, 3, 11},
		{"you're wroooong", 0, 15, 0, 15},
		{"\r\n\r\nyou're\twrong", 4, 16, 4, 16},
		{"\xEF\xBB\xBFyou're wrong", 1, 13, 3, 15},
		{"you're\xC2\xA0wrong", 0, 12, 0, 13},
		{"\xE2\x80\x9Cwell\xE2\x80\x9D you're wrong", 7, 19, 11, 23},
		{"e\xCC\x81t\xC3\xA9 you're wrong", 5, 17, 7, 19},
	};
	attune_finding f;
	open_rules("=== s.yaml\nkind: spelling\nwords: {youre: you're, ur: you're}\n"
	           "=== a.yaml\n" FLAGS "rules:\n  - {id: t/a, phrases: [you're wrong]}\n");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(attune_scan(&scan.report, scan.scanner, cases[i].draft, strlen(cases[i].draft), NULL, 0, NULL),
		                 ATTUNE_OK);
		if (attune_report_findings(scan.report) != 1)
			fail_msg("%zu findings in \"%s\"", attune_report_findings(scan.report), cases[i].draft);
		assert_true(attune_report_finding(scan.report, 0, &f));
		if (f.start != cases[i].start || f.end != cases[i].end || f.byte_start != cases[i].byte_start ||
		    f.byte_end != cases[i].byte_end)
			fail_msg("\"%s\": characters %zu to %zu, bytes %zu to %zu", cases[i].draft, f.start, f.end, f.byte_start,
			         f.byte_end);
	}
}

static void nothing_to_say(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"", NULL, ""},
		{" \n\t ", NULL, ""},
		{"\xF0\x9F\x98\xA2", NULL, ""},
		{"...", NULL, ""},
		{"\xE2\x80\x8B", NULL, ""},
		{"", "", ""},
		{"hm", NULL, "t/m:miss!"},
	};
	open_rules("=== a.yaml\n" FLAGS "rules:\n  - {id: t/a, patterns: ['x*', '^', '$', '\\b']}\n"
	           "=== b.yaml\n" FLAGS "rules:\n  - {id: t/m, measure: {name: words, below: 5}}\n");
	RUN(&scan, cases);
	assert_int_equal(attune_scan(&scan.report, scan.scanner, NULL, 0, NULL, 0, NULL), ATTUNE_OK);
	assert_int_equal(attune_report_findings(scan.report), 0);
	/* An empty partner text is none. */
	scan_dir_answer(&scan, "hm", "");
	assert_int_equal(attune_report_kinds(scan.report), 0);
	scan_dir_answer(&scan, "hm", "hm");
	assert_int_equal(attune_report_kinds(scan.report), 1);
}

static void nul_is_text(void **state)
{
	(void)state;
	static const char draft[] = "so\0 you always \0moan\0";
	attune_finding f;
	open_rules("=== a.yaml\n" FLAGS "rules:\n  - {id: t/a, patterns: ['you always']}\n  - {id: t/b, phrases: [moan]}\n");
	assert_int_equal(attune_scan(&scan.report, scan.scanner, draft, sizeof draft - 1, "a\0b", 3, NULL), ATTUNE_OK);
	assert_null(check_report(scan.report, scan.dir.rules, draft, sizeof draft - 1, "a\0b", 3));
	assert_int_equal(attune_report_findings(scan.report), 2);
	assert_true(attune_report_finding(scan.report, 0, &f));
	assert_int_equal(f.start, 4);
	assert_int_equal(f.end, 14);
	assert_true(attune_report_finding(scan.report, 1, &f));
	assert_int_equal(f.byte_start, 16);
}

static void no_text(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		unsigned column;
	} cases[] = {{"\xFF", 1},         {"ab\xC3", 3},   {"caf\xE9 now", 4},
	             {"\xED\xA0\x80", 1}, {"\xC0\x80", 1}, {"x\xF4\x90\x80\x80", 2},
	             {"\xF0\x9F\x98", 1}};
	open_rules("=== a.yaml\n" FLAGS "rules:\n  - {id: t/a, phrases: [x]}\n");
	scan_dir_answer(&scan, "an x in it", NULL);
	attune_report *before = scan.report;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		attune_error *err = NULL;
		assert_int_equal(attune_scan(&scan.report, scan.scanner, cases[i].text, strlen(cases[i].text), NULL, 0, &err),
		                 ATTUNE_E_ENCODING);
		assert_int_equal(attune_error_status(err), ATTUNE_E_ENCODING);
		assert_int_equal(attune_error_column(err), cases[i].column);
		attune_error_free(err);
		err = NULL;
		assert_int_equal(attune_scan(&scan.report, scan.scanner, "x", 1, cases[i].text, strlen(cases[i].text), &err),
		                 ATTUNE_E_ENCODING);
		assert_non_null(strstr(attune_error_message(err), "partner text"));
		attune_error_free(err);
		assert_int_equal(attune_scan(&scan.report, scan.scanner, cases[i].text, strlen(cases[i].text), NULL, 0, NULL),
		                 ATTUNE_E_ENCODING);
	}
	/* The report is as it was, and the scanner goes on. */
	assert_ptr_equal(scan.report, before);
	assert_int_equal(attune_report_findings(scan.report), 1);
	assert_string_equal(scan_dir_answer(&scan, "x", NULL), "t/a:miss[x]");
}

static void too_long(void **state)
{
	(void)state;
	size_t len = ATTUNE_MAX_MESSAGE;
	char *text = malloc(len + 1);
	attune_error *err = NULL;
	assert_non_null(text);
	for (size_t i = 0; i <= len; i++)
		text[i] = "x y. "[i % 5];
	open_rules("=== a.yaml\n" FLAGS "rules:\n  - {id: t/a, phrases: [x y]}\n");
	assert_int_equal(attune_scan(&scan.report, scan.scanner, text, len + 1, NULL, 0, &err), ATTUNE_E_LIMIT);
	attune_error_free(err);
	assert_int_equal(attune_scan(&scan.report, scan.scanner, "x y", 3, text, len + 1, &err), ATTUNE_E_LIMIT);
	attune_error_free(err);
	assert_null(scan.report);
	assert_int_equal(attune_scan(&scan.report, scan.scanner, text, len, text, len, NULL), ATTUNE_OK);
	assert_int_equal(attune_report_findings(scan.report), ATTUNE_MAX_FINDINGS);
	assert_null(check_report(scan.report, scan.dir.rules, text, len, text, len));
	free(text);
	assert_string_equal(scan_dir_answer(&scan, "x y", NULL), "t/a:miss[x y]");
}

/* A pattern that needs too much work is named, call after call; the rules beside it answer. */
static void trouble_is_told(void **state)
{
	(void)state;
	static const char draft[] = "one two three four five six seven eight nine ten eleven zebra done 9 then";
	open_rules("=== a.yaml\n" FLAGS "rules:\n"
	           "  - {id: t/bad, patterns: ['(?:[a-z]+\\s?)+zebra(?:\\w+\\s?)*\\d$', '(?:\\w+\\s?)+\\d$']}\n"
	           "  - {id: t/fine, phrases: [two three]}\n"
	           "  - {id: t/except, phrases: [five six], except: ['(?:\\w+\\s?|\\w)+ \\d!']}\n");
	for (int i = 0; i < 12; i++) {
		assert_string_equal(scan_dir_answer(&scan, draft, NULL), "t/fine:miss[two three] t/except:miss[five six]");
		size_t n = attune_report_troubles(scan.report);
		bool named = false;
		assert_true(n >= 1);
		for (size_t k = 0; k < n; k++) {
			const attune_error *e = attune_report_trouble(scan.report, k);
			assert_int_equal(attune_error_status(e), ATTUNE_E_LIMIT);
			assert_non_null(strstr(attune_error_message(e), "too much work"));
			named |= strcmp(attune_error_rule(e), "t/bad") == 0;
		}
		assert_true(named);
		assert_null(attune_report_trouble(scan.report, n));
	}
	assert_string_equal(scan_dir_answer(&scan, "two three", NULL), "t/fine:miss[two three]");
	assert_int_equal(attune_report_troubles(scan.report), 0);
	attune_hit hits[2];
	size_t n = 0, bad = attune_rules_find(scan.dir.rules, "t/bad");
	attune_error *err = NULL;
	assert_int_equal(attune_try_rule(scan.scanner, bad, draft, sizeof draft - 1, NULL, 0, hits, 2, &n, &err), ATTUNE_E_LIMIT);
	assert_non_null(strstr(attune_error_message(err), "too much work"));
	attune_error_free(err);
}

static void reports_are_used_again(void **state)
{
	(void)state;
	attune_scanner *other = NULL;
	attune_report *alone = NULL;
	open_rules("=== a.yaml\n" FLAGS
	           "rules:\n  - {id: t/a, phrases: [x], try: [A.]}\n=== m.yaml\nkind: move\nrules:\n  - {id: m/y, phrases: [why]}\n"
	           "=== c.yaml\nkind: cue\nrules:\n  - {id: sad/w, family: sadness, words: {blue: 2}}\n");
	assert_string_equal(scan_dir_answer(&scan, "x why x", "blue"), "t/a:miss[x] t/a:miss[x] +m/y[why]");
	attune_report *first = scan.report;
	assert_string_equal(scan_dir_answer(&scan, "nothing", NULL), "");
	assert_ptr_equal(scan.report, first);
	assert_int_equal(attune_report_feelings(scan.report), 0);
	assert_int_equal(attune_scanner_new(&other, scan.dir.rules, NULL), ATTUNE_OK);
	assert_int_equal(attune_scan(&scan.report, other, "x", 1, NULL, 0, NULL), ATTUNE_OK);
	assert_ptr_equal(scan.report, first);
	assert_int_equal(attune_report_findings(scan.report), 1);
	/* A report needs its scanner no more. */
	assert_int_equal(attune_scan(&alone, other, "x", 1, "blue", 4, NULL), ATTUNE_OK);
	attune_scanner_free(other);
	attune_finding f;
	assert_true(attune_report_finding(alone, 0, &f));
	assert_string_equal(attune_report_suggestion(alone, 0, 0), "A.");
	assert_int_equal(attune_report_feelings(alone), 1);
	attune_report_free(alone);
	attune_scanner_free(NULL);
	attune_report_free(NULL);
}

static void one_rule_alone(void **state)
{
	(void)state;
	attune_hit hits[2];
	size_t n = 0;
	open_rules("=== a.yaml\n" FLAGS "rules:\n"
	           "  - {id: t/a, phrases: [you always]}\n"
	           "  - {id: t/b, severity: hurt, phrases: [always], when: {partner: [distress]}}\n"
	           "=== c.yaml\nkind: cue\nrules:\n  - {id: sad/w, family: sadness, moment: distress, words: {blue: 2}}\n");
	size_t a = attune_rules_find(scan.dir.rules, "t/a"), b = attune_rules_find(scan.dir.rules, "t/b"),
	       c = attune_rules_find(scan.dir.rules, "sad/w");
	/* Rules that share a phrase don't hide each other here. */
	assert_int_equal(attune_try_rule(scan.scanner, a, "you always", 10, "blue", 4, hits, 2, &n, NULL), ATTUNE_OK);
	assert_int_equal(n, 1);
	assert_int_equal(hits[0].byte_end, 10);
	assert_int_equal(attune_try_rule(scan.scanner, b, "you always", 10, "blue", 4, hits, 2, &n, NULL), ATTUNE_OK);
	assert_int_equal(n, 1);
	assert_int_equal(hits[0].severity, ATTUNE_HURT);
	assert_int_equal(attune_try_rule(scan.scanner, b, "you always", 10, NULL, 0, hits, 2, &n, NULL), ATTUNE_OK);
	assert_int_equal(hits[0].severity, ATTUNE_NOTE);
	assert_int_equal(attune_try_rule(scan.scanner, b, "always always always", 20, "blue", 4, hits, 2, &n, NULL), ATTUNE_OK);
	assert_int_equal(n, 3);
	assert_int_equal(attune_try_rule(scan.scanner, c, "so blue", 7, NULL, 0, hits, 2, &n, NULL), ATTUNE_OK);
	assert_int_equal(n, 1);
	assert_int_equal(hits[0].byte_start, 3);
	assert_int_not_equal(attune_try_rule(scan.scanner, 99, "x", 1, NULL, 0, hits, 2, &n, NULL), ATTUNE_OK);
	assert_int_equal(n, 0);
}

/* ---------------------------------------------------------------- at random */

static uint32_t seed = 99;
static uint32_t below(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % n;
}

static void random_message(struct at_buffer *out, uint32_t most)
{
	static const char *const words[] = {
		"you",   "always",  "never", "at least",    "should", "I'm so sad",   "calm down", "that sounds hard",
		"sorry", "but",     "just",  "get over it", "relax",  "my fault",     "it's fine", "i hear you",
		"feel",  "what if", "tired", "help",        "listen", "why don't you"};
	at_buffer_clear(out);
	for (uint32_t n = below(most); n > 0; n--) {
		at_buffer_add_str(out, below(3) == 0 ? nasty_pieces[below(N_NASTY)] : words[below(sizeof words / sizeof words[0])]);
		if (below(4) != 0)
			at_buffer_add_char(out, ' ');
	}
}

static void check_random(attune_scanner *scanner, const attune_rules *rules, int rounds)
{
	struct at_buffer draft = {0}, partner = {0};
	attune_report *report = NULL;
	size_t found = 0;
	for (int i = 0; i < rounds; i++) {
		random_message(&draft, 30);
		random_message(&partner, 20);
		bool has = below(3) != 0;
		attune_status status = attune_scan(&report, scanner, draft.ptr, draft.len, has ? at_buffer_str(&partner) : NULL,
		                                   has ? partner.len : 0, NULL);
		assert_int_equal(status, ATTUNE_OK);
		const char *wrong =
			check_report(report, rules, draft.ptr, draft.len, has ? partner.ptr : NULL, has ? partner.len : 0);
		if (wrong != NULL)
			fail_msg("%s\ndraft: %s\npartner: %s", wrong, at_buffer_str(&draft),
			         has ? at_buffer_str(&partner) : "(none)");
		found += attune_report_findings(report);
	}
	assert_true(found > (size_t)rounds / 4);
	attune_report_free(report);
	at_buffer_free(&draft);
	at_buffer_free(&partner);
}

static void every_report_holds(void **state)
{
	(void)state;
	open_rules("=== s.yaml\nkind: spelling\n"
	           "words: {u: you, ur: you're, dont: don't, idk: I don't know, rn: right now}\n"
	           "phrases: {over reacting: overreacting}\n"
	           "=== g.yaml\nkind: guards\nguards:\n  - {id: g, default: [t], region: before, patterns: ['\\w*$', '|x']}\n"
	           "  - {id: e, region: sentence, patterns: ['zz|\\b|']}\n"
	           "=== a.yaml\n" FLAGS
	           "rules:\n  - {id: t/any, guards: off, severity: note, patterns: ['\\w+', '.', '\\W+', '[^ ]', '\\X']}\n"
	           "  - {id: t/edges, patterns: ['\\b', '(?=you)', 'you\\K', 'you \\Kalways', '(?<=you) always', '$'], "
	           "except: ['\\b|q', '(?=x)']}\n"
	           "  - {id: t/message, scope: message, patterns: ['(?s)you.*?always', '\\n.'], unless: [e], guards: off}\n"
	           "  - {id: t/know, phrases: [know, don't, 'right', overreacting], when: {says-not: ['q|\\b']}}\n");
	check_random(scan.scanner, scan.dir.rules, 3000);
}

static void every_report_of_the_shipped_rules_holds(void **state)
{
	(void)state;
	attune_rules *rules = NULL;
	attune_scanner *scanner = NULL;
	assert_int_equal(attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL), ATTUNE_OK);
	assert_int_equal(attune_scanner_new(&scanner, rules, NULL), ATTUNE_OK);
	check_random(scanner, rules, 1500);
	attune_scanner_free(scanner);
	attune_rules_free(rules);
}

#define TEST(f) cmocka_unit_test_teardown(f, close_rules)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(spans_are_the_writers),
		TEST(nothing_to_say),
		TEST(nul_is_text),
		TEST(no_text),
		TEST(too_long),
		TEST(trouble_is_told),
		TEST(reports_are_used_again),
		TEST(one_rule_alone),
		TEST(every_report_holds),
		TEST(every_report_of_the_shipped_rules_holds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
