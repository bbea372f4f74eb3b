/* SPDX-License-Identifier: MIT */
/*
 * test_mirror: the mirror with the shipped rules, by cases in files. Below tests/cases/mirror a line is a text, a tab, what is
 * expected; \n in a text is a line break, a line of # is a comment. shift.tsv goes through the shift of the whole text,
 * best.tsv and more.tsv through the choice of the best clause ("-": none), all.tsv through all clauses in order of the text with " / "
 * between them, twice.tsv through the shift and back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mirror/mirror.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static attune_rules *rules;
static attune_scanner *scanner;
static attune_mirror *mirror;
static struct at_buffer answer;

typedef const char *(*mirror_fn)(const char *text);

static const char *shifted(const char *text)
{
	assert_int_equal(attune_mirror_shift(&mirror, scanner, text, strlen(text), NULL), ATTUNE_OK);
	return attune_mirror_clause(mirror, 0);
}

static const char *best(const char *text)
{
	assert_int_equal(attune_mirror_read(&mirror, scanner, text, strlen(text), NULL), ATTUNE_OK);
	const char *line = attune_mirror_clause(mirror, 0);
	assert_true((line == NULL) == (attune_mirror_refusal(mirror) != NULL));
	return line != NULL ? line : "-";
}

/* All clauses, in order of the text. */
static const char *all(const char *text)
{
	struct at_mirror m = {0};
	uint32_t from = 0;
	assert_int_equal(at_read_partner(scanner, text, strlen(text), NULL), ATTUNE_OK);
	assert_int_equal(at_mirror_partner(&m, scanner, NULL), ATTUNE_OK);
	at_buffer_clear(&answer);
	for (size_t k = 0; k < m.n; k++) {
		size_t next = SIZE_MAX;
		for (size_t i = 0; i < m.n; i++)
			if (m.clauses[i].from.start >= from &&
			    (next == SIZE_MAX || m.clauses[i].from.start < m.clauses[next].from.start))
				next = i;
		if (next == SIZE_MAX)
			break;
		from = m.clauses[next].from.start + 1;
		at_buffer_addf(&answer, "%s%s", answer.len != 0 ? " / " : "", m.text.ptr + m.clauses[next].text.start);
	}
	at_mirror_free(&m);
	return at_buffer_str(&answer);
}

static const char *there_and_back(const char *text)
{
	char once[4096];
	snprintf(once, sizeof once, "%s", shifted(text));
	return shifted(once);
}

static void unescape(char *s)
{
	char *to = s;
	for (; *s != '\0'; s++) {
		if (s[0] == '\\' && s[1] == 'n') {
			*to++ = '\n';
			s++;
		} else {
			*to++ = *s;
		}
	}
	*to = '\0';
}

static void run_file(const char *name, mirror_fn fn, size_t least)
{
	const char *base = getenv("ATTUNE_ROOT");
	char path[1024], line[4096];
	size_t wrong = 0, n = 0;
	snprintf(path, sizeof path, "%s/tests/cases/mirror/%s", base != NULL ? base : ".", name);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof line, f) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		char *tab = strchr(line, '\t');
		const char *expected = tab != NULL ? tab + 1 : line;
		if (tab != NULL)
			*tab = '\0';
		unescape(line);
		const char *got = fn(line);
		n++;
		if (got != NULL && strcmp(got, expected) == 0)
			continue;
		print_error("text:     %s\nanswer:   %s\nexpected: %s\n", line, got != NULL ? got : "(nothing)", expected);
		wrong++;
	}
	fclose(f);
	assert_in_range(n, least, 10000);
	assert_int_equal(wrong, 0);
}

static void shift_cases(void **state)
{
	(void)state;
	run_file("shift.tsv", shifted, 121);
}

static void best_cases(void **state)
{
	(void)state;
	run_file("best.tsv", best, 36);
	run_file("more.tsv", best, 245);
}

static void all_cases(void **state)
{
	(void)state;
	run_file("all.tsv", all, 2);
}

static void twice_cases(void **state)
{
	(void)state;
	run_file("twice.tsv", there_and_back, 20);
}

static void refusals(void **state)
{
	(void)state;
	best("fuck you");
	assert_string_equal(attune_mirror_refusal(mirror), "an insult");
	assert_string_equal(attune_mirror_feeling(mirror), "you're furious with me");
	best("");
	assert_string_equal(attune_mirror_refusal(mirror), "no words");
	assert_null(attune_mirror_feeling(mirror));
	assert_null(attune_mirror_clause(mirror, 0));
	shifted("");
	assert_string_equal(attune_mirror_refusal(mirror), "no words");
	assert_int_equal(attune_mirror_read(&mirror, scanner, "\xff", 1, NULL), ATTUNE_E_ENCODING);
	assert_int_equal(attune_mirror_shift(&mirror, scanner, "\xff", 1, NULL), ATTUNE_E_ENCODING);
	best("I miss you");
	assert_null(attune_mirror_clause(mirror, 1));
}

/* What the composer reads off a clause. */
static void facts(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		enum at_mirror_form form;
		bool you, feeling, writer, past;
	} cases[] = {
		{"I'm so tired", AT_MF_STATEMENT, true, true, false, false},
		{"you never listen to me", AT_MF_PERCEPTION, true, false, true, false},
		{"please call me", AT_MF_WISH, true, false, true, false},
		{"are you mad at me?", AT_MF_WONDER, true, false, true, false},
		{"the scan is tomorrow", AT_MF_EVENT, false, false, false, false},
		{"my boss yelled at me", AT_MF_EVENT, false, false, false, true},
		{"I was scared you'd leave", AT_MF_STATEMENT, true, true, true, true},
	};
	struct at_mirror m = {0};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(at_read_partner(scanner, cases[i].text, strlen(cases[i].text), NULL), ATTUNE_OK);
		assert_int_equal(at_mirror_partner(&m, scanner, NULL), ATTUNE_OK);
		assert_int_not_equal(m.n, 0);
		const struct at_mirrored *c = &m.clauses[0];
		if (c->form != cases[i].form || c->subject_you != cases[i].you || c->has_feeling != cases[i].feeling ||
		    c->names_writer != cases[i].writer || c->past != cases[i].past)
			fail_msg("%s: form %d you %d feeling %d writer %d past %d", cases[i].text, c->form, c->subject_you,
			         c->has_feeling, c->names_writer, c->past);
	}
	struct at_buffer topic = {0};
	assert_int_equal(at_read_partner(scanner, "you didn't even ask about my interview", 38, NULL), ATTUNE_OK);
	assert_int_equal(at_mirror_partner(&m, scanner, NULL), ATTUNE_OK);
	assert_true(at_mirror_topic(&m, &topic));
	assert_string_equal(at_buffer_str(&topic), "your interview");
	at_buffer_free(&topic);
	at_mirror_free(&m);
}

static int open_all(void **state)
{
	(void)state;
	return attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) != ATTUNE_OK ||
	       attune_scanner_new(&scanner, rules, NULL) != ATTUNE_OK;
}

static int close_all(void **state)
{
	(void)state;
	attune_mirror_free(mirror);
	attune_scanner_free(scanner);
	attune_rules_free(rules);
	at_buffer_free(&answer);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shift_cases), cmocka_unit_test(best_cases), cmocka_unit_test(all_cases),
		cmocka_unit_test(twice_cases), cmocka_unit_test(refusals),   cmocka_unit_test(facts),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
