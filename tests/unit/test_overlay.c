/* SPDX-License-Identifier: MIT */
/*
 * test_overlay: user rules laid over the shipped image answer as a set built of all files: the same rules in the same order, the
 * same problems told, the same reports. What the image can't stand for makes the load read all files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../scan_dir.h"
#include "ruleset/ruleset.h"

#define TEXTS 3 /* one example in so many is scanned */

static const char flags[] =
	"kind: flag\ncategory: tone\nfragments: {mine: '(?:really|very)'}\nrules:\n"
	"  - {id: tone/ta-da, phrases: [ta-da]}\n"
	"  - {id: tone/mine, patterns: ['\\b{adv}{mine} (?:bad|sad)\\b', 'calm down'], unless: [negated], severity: hurt}\n"
	"  - {id: tone/level, missing: [nosuch], when: {partner: [distress], feelings: [sadnes]}}\n"
	"  - {id: tone/laugh-at-pain, off: true}\n"
	"  - {id: tone/anyway, patterns: ['\\banyway\\b'], except: ['anyway i']}\n"
	"  - {id: tone/party-at-pain, patterns: ['[bad']}\n"
	"  - {id: tone/nosuch, off: true}\n";
static const char cues[] = "kind: cue\nrules:\n"
			   "  - {id: feel/mine, family: sadness, words: {gutted: 4, sadface: 2}, moment: distress}\n"
			   "  - {id: my/cue, moment: anger, patterns: ['\\byou (?:always|never)\\b']}\n";
static const char moves[] =
	"kind: move\nrules:\n  - {id: my/move, meter: [seen], patterns: ['^so (?:you|they)\\b'], guards: [quoted]}\n";

static const char replies[] =
	"kind: replies\ndefaults: {weight: 40}\nreplies:\n"
	"  - {id: my/reply, offer: short, text: '{mirror}. {gift?}{presence}.', reads: [feel/mine], found: [tone/mine]}\n"
	"  - {id: my/gift, piece: gift, takes: {gift: {draft: ['\\bgive you \\K\\w+']}}, text: ['{gift}', '']}\n"
	"  - {id: presence/plain, piece: presence, when: {says: ['\\bcalm\\b']}, text: i am with you}\n"
	"  - {id: presence/else, piece: presence, text: 'then {gift}, {presence}'}\n"
	"  - {id: pet/word, off: true}\n"
	"  - {id: oh/hurt, piece: oh, text: '{nosuch}'}\n";

static const char grammar[] = "kind: grammar\nlists: {feelings: [wabbit]}\npasts: {gaslight: gaslit}\n";
static const char guards[] = "kind: guards\nguards:\n"
			     "  - {id: mine, patterns: ['\\b{mykin}\\b'], region: sentence}\n"
			     "  - {id: again, patterns: ['x'], default: []}\n  - {id: again, patterns: ['y']}\n"
			     "  - {id: broken, patterns: ['[bad']}\n"
			     "  - {id: away, off: true}\n";
static const char fragments[] = "kind: fragments\nfragments: {mykin: '(?:boss|mum|dad|friend)'}\n";
static const char guarded[] = "kind: flag\ncategory: tone\nrules:\n"
			      "  - {id: tone/kin, patterns: ['\\bmy \\w+\\b'], unless: [mine, quoted, away]}\n"
			      "  - {id: tone/other, patterns: ['\\bmy {mykin}\\b'], unless: [mien]}\n";
static const char spelling[] = "kind: spelling\nwords: {sadd: sad, u: them}\n";

static void note(const attune_error *e, void *payload)
{
	char line[1024];
	attune_error_format(e, line, sizeof line);
	at_buffer_addf(payload, "%s\n", line);
}

/* The shipped files and these as one set, all of them read. */
static attune_rules build_all(const char *const *texts, const char *const *names, size_t n, struct at_buffer *said)
{
	struct at_files files = {0};
	struct at_diag d = {.fn = note, .payload = said};
	struct at_image *image = NULL;
	const char *name, *text;
	size_t len;
	for (size_t i = 0; attune_shipped_file(i, &name, &text, &len); i++)
		if (strstr(name, ".yaml") != NULL)
			assert_true(at_files_add(&files, name, text, len, 0));
	for (size_t i = 0; i < n; i++)
		assert_true(at_files_add(&files, names[i], texts[i], strlen(texts[i]), 1));
	assert_int_equal(at_rules_build(&image, &files, 1, NULL, &d), ATTUNE_OK);
	at_files_free(&files);
	return (attune_rules){.image = image, .owned = image};
}

static void same_rules(const attune_rules *a, const attune_rules *b)
{
	attune_rule_info x, y;
	assert_int_equal(attune_rules_count(a), attune_rules_count(b));
	for (size_t i = 0; attune_rules_get(a, i, &x); i++) {
		assert_true(attune_rules_get(b, i, &y));
		assert_string_equal(x.id, y.id);
		assert_string_equal(x.category, y.category);
		assert_string_equal(x.title, y.title);
		assert_int_equal(x.line, y.line);
		assert_int_equal(x.muted, y.muted);
		assert_int_equal(x.n_patterns, y.n_patterns);
		assert_int_equal(x.n_examples, y.n_examples);
		for (size_t k = 0; k < x.n_patterns; k++)
			assert_string_equal(attune_rules_pattern(a, i, k), attune_rules_pattern(b, i, k));
	}
}

static const char *text_at(const attune_rules *r, struct at_range range, uint32_t i)
{
	return at_string(r, at_list(r, range)[i]);
}

static void same_replies(const attune_rules *a, const attune_rules *b)
{
	const struct at_reply *x = at_section(a, AT_S_REPLIES), *y = at_section(b, AT_S_REPLIES);
	assert_int_equal(a->image->n[AT_S_REPLIES], b->image->n[AT_S_REPLIES]);
	for (uint32_t i = 0; i < a->image->n[AT_S_REPLIES]; i++) {
		const struct at_take *s = (const struct at_take *)at_section(a, AT_S_TAKES) + x[i].takes.first;
		const struct at_take *t = (const struct at_take *)at_section(b, AT_S_TAKES) + y[i].takes.first;
		assert_string_equal(at_string(a, x[i].id), at_string(b, y[i].id));
		assert_string_equal(at_string(a, x[i].piece), at_string(b, y[i].piece));
		assert_string_equal(at_string(a, x[i].offer), at_string(b, y[i].offer));
		assert_int_equal(x[i].weight, y[i].weight);
		assert_int_equal(x[i].when == AT_NONE, y[i].when == AT_NONE);
		assert_int_equal(x[i].texts.n, y[i].texts.n);
		assert_int_equal(x[i].takes.n, y[i].takes.n);
		for (uint32_t k = 0; k < x[i].texts.n; k++)
			assert_string_equal(text_at(a, x[i].texts, k), text_at(b, y[i].texts, k));
		for (uint32_t k = 0; k < x[i].takes.n; k++)
			assert_string_equal(at_string(a, at_pattern_at(a, s[k].pattern)->text),
			                    at_string(b, at_pattern_at(b, t[k].pattern)->text));
	}
}

static void same_report(const attune_report *a, const attune_report *b, const char *text)
{
	attune_finding x, y;
	attune_feeling f, g;
	if (attune_report_findings(a) != attune_report_findings(b) || attune_report_moves(a) != attune_report_moves(b) ||
	    attune_report_kinds(a) != attune_report_kinds(b) || attune_report_feelings(a) != attune_report_feelings(b) ||
	    attune_report_troubles(a) != attune_report_troubles(b))
		fail_msg("another report of \"%s\"", text);
	for (size_t i = 0; attune_report_finding(a, i, &x) && attune_report_finding(b, i, &y); i++) {
		assert_int_equal(x.rule_index, y.rule_index);
		assert_int_equal(x.severity, y.severity);
		assert_int_equal(x.start, y.start);
		assert_int_equal(x.end, y.end);
	}
	for (size_t i = 0; attune_report_feeling(a, i, &f) && attune_report_feeling(b, i, &g); i++) {
		assert_string_equal(f.word, g.word);
		assert_string_equal(f.rule, g.rule);
	}
}

static void same_answers(const attune_rules *a, const attune_rules *b)
{
	attune_scanner *s = NULL, *t = NULL;
	attune_report *r = NULL, *q = NULL;
	attune_example x;
	assert_int_equal(attune_scanner_new(&s, a, NULL), ATTUNE_OK);
	assert_int_equal(attune_scanner_new(&t, b, NULL), ATTUNE_OK);
	for (size_t i = 0; i < attune_rules_count(a); i++) {
		if (!attune_rules_example(a, i, i % TEXTS, &x))
			continue;
		/* What is said to somebody, answered by itself: it is read both ways. */
		assert_int_equal(attune_scan(&r, s, x.text, x.text_len, x.text, x.text_len, NULL), ATTUNE_OK);
		assert_int_equal(attune_scan(&q, t, x.text, x.text_len, x.text, x.text_len, NULL), ATTUNE_OK);
		same_report(r, q, x.text);
	}
	attune_report_free(r);
	attune_report_free(q);
	attune_scanner_free(s);
	attune_scanner_free(t);
}

static void as_if_all_were_read(void **state)
{
	(void)state;
	static const char *const texts[] = {flags, cues, fragments, grammar, guards, moves, guarded, replies, spelling};
	static const char *const names[] = {"a.yaml", "c.yaml", "f.yaml", "g.yaml", "h.yaml",
	                                    "m.yaml", "n.yaml", "r.yaml", "s.yaml"};
	struct rule_dir d;
	struct at_buffer said = {0};
	assert_true(rule_dir_open(&d));
	for (size_t i = 0; i < 9; i++)
		assert_true(rule_dir_write(&d, names[i], texts[i]));
	assert_int_equal(rule_dir_load(&d, true, (const char *const[]){"", NULL}), ATTUNE_OK);
	assert_non_null(d.rules->base);
	attune_rules all = build_all(texts, names, 9, &said);
	/* A folder's name ends in a slash here. */
	for (const char *at = at_buffer_str(&d.said); *at != '\0'; at++)
		if (*at == '/' && (at == d.said.ptr || at[-1] == '\n'))
			memmove((char *)at, at + 1, strlen(at));
	assert_string_equal(at_buffer_str(&d.said), at_buffer_str(&said));
	assert_non_null(strstr(at_buffer_str(&said), "made of itself"));
	same_rules(d.rules, &all);
	same_replies(d.rules, &all);
	same_answers(d.rules, &all);
	at_buffer_free(&said);
	free(all.owned);
	rule_dir_close(&d);
}

static void what_does_not_fit(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"kind: fragments\nfragments: {adv: '(?:he|she)'}\n",
		"kind: words\nlists: {softeners: [teeny]}\n",
		"kind: guards\nguards:\n  - {id: quoted, patterns: ['\"']}\n",
		"kind: guards\nguards:\n  - {id: mine, default: [tone], patterns: ['x']}\n",
		"kind: grammar\nlists: {feelings: [wabbit]}\n",
		"kind: spelling\nwords: {teh: the}\n",
		"kind: cue\ncard: {crisis: ['call somebody']}\nrules:\n  - {id: a/b, moment: crisis, phrases: [oh no]}\n",
	};
	static const char shipped[] = "kind: fragments\nfragments: {adv: '(?:really)'}\n";
	struct rule_dir d;
	assert_true(rule_dir_open(&d));
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct at_files files = {0};
		struct at_diag diag = {0};
		struct at_image *image = (struct at_image *)&d;
		assert_true(at_files_add(&files, "f.yaml", shipped, strlen(shipped), 0));
		assert_true(at_files_add(&files, "x.yaml", texts[i], strlen(texts[i]), 1));
		assert_int_equal(at_rules_build(&image, &files, 1, at_shipped_image(), &diag), ATTUNE_OK);
		assert_null(image);
		at_files_free(&files);
	}
	assert_true(rule_dir_write(&d, "g.yaml", texts[2]));
	assert_int_equal(rule_dir_load(&d, true, (const char *const[]){"g.yaml", NULL}), ATTUNE_OK);
	assert_null(d.rules->base);
	rule_dir_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(as_if_all_were_read),
		cmocka_unit_test(what_does_not_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
