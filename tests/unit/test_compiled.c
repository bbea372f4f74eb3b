/* SPDX-License-Identifier: MIT */
/*
 * test_compiled: compiled forms in an image. They match as what is compiled from the text, twins share one, and forms of
 * another PCRE2, cut short or scribbled over at their head, are passed over for the text.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ruleset/compiled.h"
#include "ruleset/ruleset.h"

#include <stdlib.h>
#include <string.h>

static const char rules_text[] = "kind: flag\ncategory: t\nrules:\n"
				 "  - {id: t/one, patterns: ['\\bcalm(?: down)?\\b', '(?<!not )fine\\b'], except: ['so calm']}\n"
				 "  - {id: t/two, phrases: [relax], except: ['so calm']}\n"
				 "  - {id: t/three, patterns: ['na\xC3\xAFve(?=, )']}\n";

/* The rules above with their compiled forms; `image` is the caller's. */
static attune_rules with_forms(struct at_image **image)
{
	struct at_files files = {0};
	struct at_diag d = {0};
	*image = NULL;
	assert_true(at_files_add(&files, "t.yaml", rules_text, strlen(rules_text), 0));
	assert_int_equal(at_rules_build(image, &files, 0, NULL, &d), ATTUNE_OK);
	assert_true(at_compiled_add(image));
	at_files_free(&files);
	assert_true(at_compiled_usable(*image));
	return (attune_rules){.image = *image, .codes = *image};
}

static struct at_pattern *pattern(struct at_image *image, const char *text)
{
	for (uint32_t i = 0; i < image->n[AT_S_PATTERNS]; i++) {
		struct at_pattern *p = (struct at_pattern *)(void *)((char *)image + image->off[AT_S_PATTERNS]) + i;
		if (strcmp((char *)image + image->off[AT_S_STRINGS] + p->text, text) == 0)
			return p;
	}
	fail_msg("no pattern %s", text);
	return NULL;
}

static void expect(const attune_rules *rules, const struct at_pattern *p, const char *text, int at)
{
	struct at_matcher *m = at_matcher_new();
	size_t start = 0, end = 0;
	char why[256] = "";
	assert_non_null(m);
	struct at_regex *re = at_compiled_get(rules, p, m, &start, why);
	assert_non_null(re);
	for (int i = 0; i < 6; i++) { /* interpreted, then by the JIT */
		enum at_match_result got = at_regex_match(re, m, text, strlen(text), 0, SIZE_MAX, &start, &end, why);
		assert_int_equal(got, at < 0 ? AT_MATCH_NONE : AT_MATCH_FOUND);
		if (at >= 0)
			assert_int_equal(start, at);
	}
	at_regex_free(re);
	at_matcher_free(m);
}

static void expect_all(const attune_rules *rules, struct at_image *image)
{
	expect(rules, pattern(image, "\\bcalm(?: down)?\\b"), "keep calm down", 5);
	expect(rules, pattern(image, "(?<!not )fine\\b"), "not fine, fine", 10);
	expect(rules, pattern(image, "(?<!not )fine\\b"), "not fine", -1);
	expect(rules, pattern(image, "so calm"), "SO CALM", 0);
	expect(rules, pattern(image, "na\xC3\xAFve(?=, )"), "so NA\xC3\x8FVE, no", 3);
}

static void forms_match_as_text(void **state)
{
	(void)state;
	struct at_image *image;
	attune_rules rules = with_forms(&image);
	assert_int_not_equal(pattern(image, "so calm")->n_code, 0);
	assert_int_equal(pattern(image, "relax")->n_code, 0); /* plain words need none */
	expect_all(&rules, image);
	rules.codes = NULL;
	expect_all(&rules, image);
	free(image);
}

static void twins_share_a_form(void **state)
{
	(void)state;
	struct at_image *image;
	attune_rules rules = with_forms(&image);
	const struct at_pattern *p = pattern(image, "so calm");
	uint32_t twins = 0;
	for (uint32_t i = 0; i < image->n[AT_S_PATTERNS]; i++) {
		const struct at_pattern *other = at_pattern_at(&rules, i);
		twins += other->text == p->text;
		assert_true(other->text != p->text || other->code == p->code);
	}
	assert_int_equal(twins, 2);
	free(image);
}

static void forms_of_another_pcre2(void **state)
{
	(void)state;
	struct at_image *image;
	attune_rules rules = with_forms(&image);
	char *codes = (char *)image + image->off[AT_S_CODES];
	codes[0] ^= 1; /* the version that made them */
	assert_false(at_compiled_usable(image));
	codes[0] ^= 1;
	assert_true(at_compiled_usable(image));
	/* Should PCRE2 itself refuse them, the text is compiled: its own mark is at the head of what all forms share. */
	uint32_t common;
	memcpy(&common, codes + AT_REGEX_MAKER, sizeof common);
	codes[common] ^= 1;
	struct at_matcher *m = at_matcher_new();
	assert_non_null(m);
	assert_null(at_regex_load(m, codes + common, 64, codes + common, 64));
	at_matcher_free(m);
	expect_all(&rules, image);
	free(image);
}

static void an_image_without_forms(void **state)
{
	(void)state;
	struct at_files files = {0};
	struct at_diag d = {0};
	struct at_image *image = NULL;
	assert_true(at_files_add(&files, "t.yaml", rules_text, strlen(rules_text), 0));
	assert_int_equal(at_rules_build(&image, &files, 0, NULL, &d), ATTUNE_OK);
	at_files_free(&files);
	assert_false(at_compiled_usable(image));
	attune_rules rules = {.image = image};
	expect_all(&rules, image);
	free(image);
}

static void the_shipped_set_has_forms(void **state)
{
	(void)state;
	attune_rules *rules = NULL;
	assert_int_equal(attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL), ATTUNE_OK);
	assert_ptr_equal(rules->codes, rules->image);
	for (uint32_t i = 0; i < rules->image->n[AT_S_PATTERNS]; i++)
		assert_true(at_pattern_at(rules, i)->plain || at_pattern_at(rules, i)->n_code != 0);
	attune_rules_free(rules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forms_match_as_text),       cmocka_unit_test(twins_share_a_form),
		cmocka_unit_test(forms_of_another_pcre2),    cmocka_unit_test(an_image_without_forms),
		cmocka_unit_test(the_shipped_set_has_forms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
