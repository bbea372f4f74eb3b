/* SPDX-License-Identifier: MIT */
/*
 * test_stand: what stands in a text, and what patterns need. Wherever PCRE2 finds a pattern in a unit of a text, all that it
 * needs must have been found to stand there: for patterns and texts made at random, and for the shipped ones on their examples.
 * And what is asked for must do its work: a pattern is let off where its words stand in the wrong order or place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../random_patterns.h"
#include "../scan_dir.h"
#include "scan/scanner.h"

#include <stdio.h>

#define SETS 40
#define PATTERNS 120 /* of a set */
#define TEXTS 40

/* Tries every pattern from `from` in steps on every unit of the draft; returns how often one matched. `*open` counts the units that
 * would have been searched. */
static size_t check_draft(struct attune_scanner *s, uint32_t from, uint32_t step, size_t *open)
{
	size_t matched = 0;
	const struct at_pass *p = &s->draft;
	for (uint32_t i = from; i < s->rules->image->n[AT_S_PATTERNS]; i += step) {
		const struct at_pattern *pt = at_pattern_at(s->rules, i);
		size_t units = pt->scope == AT_SCOPE_MESSAGE    ? 1
		               : pt->scope == AT_SCOPE_SENTENCE ? p->text.n_sentences
		                                                : p->text.n_clauses;
		for (uint32_t u = 0; u < units && !pt->plain; u++) {
			struct at_span in = at_pass_unit(p, pt->scope, u), starts, hit, near;
			bool may = at_stands_all(s->rules, p, pt, in, &starts);
			*open += may;
			if (in.start == in.end || !at_pass_search(s, p, i, in, in, &hit))
				continue;
			matched++;
			if (!may || !at_pass_may(s, p, i))
				fail_msg("/%s/ matches \"%.*s\", but was not looked for", at_string(s->rules, pt->text),
				         (int)(in.end - in.start), p->text.normal.ptr + in.start);
			if (!at_pass_search(s, p, i, in, starts, &near) || near.start != hit.start || near.end != hit.end)
				fail_msg("/%s/ matches \"%.*s\" at byte %u, but was looked for from %u to %u",
				         at_string(s->rules, pt->text), (int)(in.end - in.start), p->text.normal.ptr + in.start,
				         (unsigned)(hit.start - in.start), (unsigned)(starts.start - in.start),
				         (unsigned)(starts.end - in.start));
		}
	}
	return matched;
}

/* A rule file of patterns made at random; what is no pattern is left out by the load. */
static void random_rules(struct at_buffer *out)
{
	struct at_buffer pattern = {0};
	at_buffer_add_str(out, "kind: flag\ncategory: t\nrules:\n");
	for (int i = 0; i < PATTERNS; i++) {
		at_buffer_clear(&pattern);
		if (i % 3 == 0)
			random_syntax(&pattern);
		else
			random_pattern(&pattern, 2);
		at_buffer_addf(out, "  - {id: t/r%d, scope: %s, patterns: ['", i, i % 2 == 0 ? "clause" : "message");
		for (const char *c = at_buffer_str(&pattern); *c != '\0'; c++)
			at_buffer_addf(out, *c == '\'' ? "''" : "%c", *c);
		at_buffer_add_str(out, "']}\n");
	}
	at_buffer_free(&pattern);
}

static void random_patterns_are_looked_for(void **state)
{
	(void)state;
	size_t matched = 0, open = 0;
	for (int set = 0; set < SETS; set++) {
		struct rule_dir d;
		struct at_buffer file = {0};
		attune_scanner *s = NULL;
		assert_true(rule_dir_open(&d));
		random_rules(&file);
		assert_int_equal(rule_dir_load_text(&d, "r.yaml", at_buffer_str(&file)), ATTUNE_OK);
		assert_int_equal(attune_scanner_new(&s, d.rules, NULL), ATTUNE_OK);
		for (int i = 0; i < TEXTS; i++) {
			char text[64];
			random_text(text);
			if (at_read_both(s, text, strlen(text), NULL, 0, NULL) == ATTUNE_OK)
				matched += check_draft(s, 0, 1, &open);
		}
		attune_scanner_free(s);
		at_buffer_free(&file);
		rule_dir_close(&d);
	}
	assert_true(matched > 4000);
}

static void shipped_patterns_are_looked_for(void **state)
{
	(void)state;
	attune_rules *rules = NULL;
	attune_scanner *s = NULL;
	attune_example x;
	size_t matched = 0, open = 0, texts = 0;
	assert_int_equal(attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL), ATTUNE_OK);
	assert_int_equal(attune_scanner_new(&s, rules, NULL), ATTUNE_OK);
	for (size_t i = 0; i < attune_rules_count(rules); i++) {
		if (!attune_rules_example(rules, i, i % 3, &x) || at_read_both(s, x.text, x.text_len, NULL, 0, NULL) != ATTUNE_OK)
			continue;
		matched += check_draft(s, (uint32_t)(i % 16), 16, &open);
		texts++;
	}
	assert_true(texts > 100 && matched > 20);
	attune_scanner_free(s);
	attune_rules_free(rules);
}

/* Which of the texts the pattern would be searched in: one letter each. */
static void known_needs(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *texts[6], *searched;
	} cases[] = {
		{"\\byou always\\b", {"you always do", "thank you always", "you alwayss", "youalways"}, "yynn"},
		{"\\bact\\b", {"act", "react", "actor", "an act."}, "ynny"},
		{"^listen", {"listen up", "please listen"}, "yn"},
		{"^\\W*listen", {"listen up", "please listen"}, "yy"},
		{"never mind$", {"never mind", "never mind it"}, "yn"},
		{"\\bdrama(?: \\w+)* queen", {"drama of a queen", "queen of drama", "drama"}, "ynn"},
		{"drama.{1,5}queen", {"drama a queen", "drama of the whole and only real queen", "dramaqueen"}, "yny"},
		{"sorry|\\bregret that", {"i am sorry", "i regret that", "i regret it"}, "yyn"},
		{"[\xF0\x9F\x98\x82\xF0\x9F\x99\x82]", {"ok \xF0\x9F\x99\x82", "ok"}, "yn"},
		{"(?-i:WHAT)", {"WHAT", "who"}, "yn"},
		{"\\w+", {"ok", "no"}, "yy"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct at_buffer file = {0};
		struct rule_dir d;
		attune_scanner *s = NULL;
		assert_true(rule_dir_open(&d));
		at_buffer_addf(&file, "kind: flag\ncategory: t\nrules:\n  - {id: t/r, scope: message, patterns: ['%s']}\n",
		               cases[i].pattern);
		assert_int_equal(rule_dir_load_text(&d, "r.yaml", at_buffer_str(&file)), ATTUNE_OK);
		assert_int_equal(attune_scanner_new(&s, d.rules, NULL), ATTUNE_OK);
		for (size_t k = 0; cases[i].searched[k] != '\0'; k++) {
			size_t open = 0;
			assert_int_equal(at_read_both(s, cases[i].texts[k], strlen(cases[i].texts[k]), NULL, 0, NULL), ATTUNE_OK);
			check_draft(s, 0, 1, &open);
			if (open != (cases[i].searched[k] == 'y'))
				fail_msg("/%s/ on \"%s\": searched %zu times", cases[i].pattern, cases[i].texts[k], open);
		}
		attune_scanner_free(s);
		at_buffer_free(&file);
		rule_dir_close(&d);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_needs),
		cmocka_unit_test(random_patterns_are_looked_for),
		cmocka_unit_test(shipped_patterns_are_looked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
