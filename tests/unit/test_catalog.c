/* SPDX-License-Identifier: MIT */
/*
 * test_catalog: which files of a folder are read, and what a loaded set says of itself: rules, examples, remarks, the
 * shipped files, and what image.h promises about the block.
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

/* ---------------------------------------------------------------- finding files */

static void folders(void **state)
{
	(void)state;
	static const char *const files[] = {"z.yaml",         "a.yml",     "deep/er/b.yaml", ".hidden.yaml",
	                                    ".hidden/c.yaml", "notes.txt", "d.yaml.bak",     "yaml"};
	char text[128];
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		snprintf(text, sizeof text, HEAD "  - {id: t/r%zu, phrases: [x]}\n", i);
		rule_dir_write(&dir, files[i], text);
	}
	assert_int_equal(rule_dir_load(&dir, false, PATHS(".", "nowhere", "empty.yaml")), ATTUNE_OK);
	assert_int_equal(attune_rules_count(dir.rules), 3);
	assert_true(there("t/r0") && there("t/r1") && there("t/r2"));
	assert_string_equal(
		at_buffer_str(&dir.said),
		"nowhere: cannot open: No such file or directory\nempty.yaml: cannot open: No such file or directory\n");
	/* Named itself, a file is read whatever it is called. */
	rule_dir_load(&dir, false, PATHS("notes.txt"));
	assert_true(there("t/r5"));
	char link[600];
	snprintf(link, sizeof link, "%s/deep/round", dir.path);
	assert_int_equal(symlink("..", link), 0);
	rule_dir_load(&dir, false, PATHS("deep"));
	assert_int_equal(attune_rules_count(dir.rules), 1);
	assert_int_equal(dir.problems, 0);
}

static void too_large(void **state)
{
	(void)state;
	size_t len = (8u << 20) + 1;
	char *bytes = malloc(len);
	assert_non_null(bytes);
	memset(bytes, '#', len);
	rule_dir_write_bytes(&dir, "big/big.yaml", bytes, len);
	rule_dir_write(&dir, "big/small.yaml", HEAD "  - {id: t/a, phrases: [x]}\n");
	free(bytes);
	rule_dir_load(&dir, false, PATHS("big"));
	assert_string_equal(at_buffer_str(&dir.said),
	                    "big/big.yaml: larger than 8388608 bytes, which is more than a rule file may be\n");
	assert_true(there("t/a"));
}

static void many_rules(void **state)
{
	(void)state;
	struct at_buffer text = {0};
	at_buffer_add_str(&text, HEAD);
	for (int i = 0; i < 5000; i++)
		at_buffer_addf(&text, "  - {id: t/r%d, patterns: ['\\bnumber %d(?: or so)?\\b'], why: 'Rule %d.'}\n", i, i, i);
	rule_dir_load_text(&dir, "many.yaml", at_buffer_str(&text));
	assert_int_equal(dir.problems, 0);
	assert_int_equal(attune_rules_count(dir.rules), 5000);
	assert_string_equal(rule("t/r4321").why, "Rule 4321.");
	at_buffer_free(&text);
}

/* ---------------------------------------------------------------- looking at a set */

static void catalog(void **state)
{
	(void)state;
	rule_dir_write(&dir, "a.yaml",
	               HEAD "  - id: t/bee\n    phrases: [one]\n    try: [A., B.]\n"
	                    "    examples:\n      - {flag: \"one \\0 x\", partner: '', at: one, severity: miss}\n"
	                    "      - {pass: two}\n"
	                    "  - {id: t/ant, phrases: [x]}\n");
	rule_dir_write(&dir, "b.yaml", "kind: cue\nrules:\n  - {id: a/cue, moment: distress, phrases: [x]}\n");
	rule_dir_write(&dir, "c.yaml", "kind: move\nrules:\n  - {id: z/move, meter: [seen, with], phrases: [x]}\n");
	rule_dir_load(&dir, false, PATHS("."));
	assert_string_equal(at_buffer_str(&dir.said), "");
	static const char *const order[] = {"t/ant", "t/bee", "z/move", "a/cue"};
	attune_rule_info info;
	for (size_t i = 0; i < 4; i++) {
		assert_true(attune_rules_get(dir.rules, i, &info));
		assert_string_equal(info.id, order[i]);
		assert_int_equal(attune_rules_find(dir.rules, order[i]), i);
	}
	assert_false(attune_rules_get(dir.rules, 4, &info));
	assert_int_equal(attune_rules_find(dir.rules, "t/be"), SIZE_MAX);
	assert_string_equal(attune_rules_suggest(dir.rules, "t/be"), "t/bee");
	assert_string_equal(attune_rules_suggest(dir.rules, "cue"), "a/cue");
	assert_null(attune_rules_suggest(dir.rules, "something/else-entirely"));
	assert_string_equal(attune_rules_try(dir.rules, 1, 1), "B.");
	assert_null(attune_rules_try(dir.rules, 1, 2));
	assert_null(attune_rules_try(dir.rules, 9, 0));
	assert_null(attune_rules_pattern(dir.rules, 9, 0));
	attune_example x;
	assert_true(attune_rules_example(dir.rules, 1, 0, &x));
	assert_int_equal(x.text_len, 7);
	assert_memory_equal(x.text, "one \0 x", 8);
	assert_int_equal(x.partner_len, 0);
	assert_non_null(x.partner);
	assert_string_equal(x.at, "one");
	assert_int_equal(x.severity, ATTUNE_MISS);
	assert_false(x.pass);
	assert_int_equal(x.line, 8);
	assert_true(attune_rules_example(dir.rules, 1, 1, &x));
	assert_true(x.pass);
	assert_null(x.partner);
	assert_null(x.at);
	assert_false(attune_rules_example(dir.rules, 1, 2, &x));
	assert_false(attune_rules_example(dir.rules, 9, 0, &x));
}

static void remarks(void **state)
{
	(void)state;
	size_t n = 0;
	rule_dir_load_text(&dir, "a.yaml",
	                   HEAD "  - {id: t/vague, patterns: ['\\w+ing'], why: W., title: t}\n"
	                        "  - {id: t/open, patterns: ['\\w+ \\w+'], why: W., title: t}\n"
	                        "  - {id: t/bare, phrases: [xylophone]}\n");
	assert_int_equal(attune_rules_lint(dir.rules, rule_dir_note, &dir, &n), ATTUNE_OK);
	assert_non_null(strstr(at_buffer_str(&dir.said), "a.yaml:5: t/open: pattern 1 has no word that must appear"));
	assert_non_null(strstr(at_buffer_str(&dir.said), "a.yaml:6: t/bare: no `why`"));
	assert_non_null(strstr(at_buffer_str(&dir.said), "a.yaml:6: t/bare: no `title`"));
	assert_true(n >= 6);
	attune_rules_free(NULL);
}

static void shipped_files(void **state)
{
	(void)state;
	const char *name, *text;
	size_t len, n = 0, readable = 0;
	for (; attune_shipped_file(n, &name, &text, &len); n++) {
		assert_true(name[0] != '/' && strstr(name, "..") == NULL);
		assert_int_equal(strlen(text), len);
		readable += strcmp(name, "README.md") == 0;
	}
	assert_true(n > 20);
	assert_int_equal(readable, 1);
}

/* What image.h promises about the block. */
static void image_is_sound(void **state)
{
	(void)state;
	attune_rules *shipped = NULL;
	assert_int_equal(attune_rules_load(&shipped, true, NULL, 0, NULL, NULL, NULL), ATTUNE_OK);
	const struct at_image *image = shipped->image;
	for (size_t s = 0; s < AT_SECTIONS; s++) {
		assert_in_range(image->off[s], sizeof *image, image->size);
		assert_int_equal(image->off[s] % 64, 0);
	}
	for (uint32_t i = 0; i < image->n[AT_S_PATTERNS]; i++) {
		const struct at_pattern *p = at_pattern_at(shipped, i);
		assert_true(p->text < image->n[AT_S_STRINGS] && strlen(at_string(shipped, p->text)) == p->len);
		if (p->role == AT_ROLE_RULE)
			assert_in_range(p->owner, 0, image->n[AT_S_RULES] - 1);
	}
	for (uint32_t i = 1; i < image->n[AT_S_RULES]; i++) {
		const struct at_rule *a = at_rule_at(shipped, i - 1), *b = at_rule_at(shipped, i);
		assert_true(a->kind < b->kind ||
		            (a->kind == b->kind && strcmp(at_string(shipped, a->id), at_string(shipped, b->id)) < 0));
	}
	attune_rules_free(shipped);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(folders), TEST(too_large),     TEST(many_rules),     TEST(catalog),
		TEST(remarks), TEST(shipped_files), TEST(image_is_sound),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
