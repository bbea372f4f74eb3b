/* SPDX-License-Identifier: MIT */
/*
 * test_alloc: memory that runs out in the library. Each way through it (a load, a scan, a reading, a mirror, offers) is gone again and
 * again, and each time another allocation fails, those of PCRE2 and libyaml too. Then it must say so, give back all it took, leave
 * what was there before as it was, and answer rightly when it is asked once more.
 *
 * Where there are very many allocations some of them are taken, evenly; ATTUNE_ALLOCATIONS=all in the environment takes all, the beginning
 * of a name (ATTUNE_ALLOCATIONS=rewrite) all of that way.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#define _DARWIN_C_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../failing_ways.h"
#include "../rule_dir.h"
#include "cli/json.h"
#include <stdio.h>

#define PARTNER "my boss tore into me in front of everyone. i feel so stupid, and you never listen"
#define DRAFT "At least you still have a job. You should just quit. I'm sorry, that sounds humiliating."

struct world {
	struct rule_dir dir;
	const char *path; /* of the user's rules, or NULL */
	bool alone;       /* no shipped rules below them */
	attune_rules *rules, *loaded;
	attune_scanner *scanner;
	attune_report *report;
	attune_mirror *mirror;
	attune_offers *offers;
	struct at_buffer before; /* what the report said before */
};

/* ------------------------------------------------------------- rules of a user */

static const struct {
	const char *name, *text;
} user_files[] = {
	{"flags.yaml", "kind: flag\ncategory: tone\nfragments: {mine: '(?:really|very)'}\nrules:\n"
                       "  - {id: tone/ta-da, phrases: [ta-da]}\n"
                       "  - {id: tone/mine, patterns: ['\\b{mine} (?:bad|sad)\\b'], unless: [quoted], severity: hurt,\n"
                       "     why: 'Because.', try: ['Oh {feeling|no}.'], shades: [{when: {partner: [anger]}, severity: note}],\n"
                       "     examples: [{flag: 'very bad'}, {pass: 'bad'}]}\n"
                       "  - {id: tone/level, missing: [mirror], when: {partner: [distress]}}\n"
                       "  - {id: fixing/should, off: true}\n"
                       "  - {id: tone/broken, patterns: ['[bad']}\n"},
	{"replies.yaml", "kind: replies\nreplies:\n"
                         "  - {id: my/reply, offer: short, text: 'i hear you. {presence}.', weight: 40}\n"
                         "  - {id: my/broken, piece: oh, text: '{nosuch}'}\n"},
	{"grammar.yaml", "kind: grammar\nlists: {feelings: [wabbit]}\npasts: {gaslight: gaslit}\n"},
	{"cues.yaml", "kind: cue\nrules:\n  - {id: feel/mine, family: sadness, words: {gutted: 4}, moment: distress}\n"},
};

/* A folder in which the first `n` of these stand. */
static void write_rules(struct world *w, size_t n)
{
	assert_true(rule_dir_open(&w->dir));
	for (size_t i = 0; i < n; i++)
		assert_true(rule_dir_write(&w->dir, user_files[i].name, user_files[i].text));
	w->path = w->dir.path;
}

static void *open_nothing(void)
{
	return calloc(1, sizeof(struct world));
}

static void *open_user_rules(void)
{
	struct world *w = open_nothing();
	write_rules(w, sizeof user_files / sizeof *user_files);
	return w;
}

/* Words of one's own: the lexicon is made anew, of the shipped files too. */
static void *open_user_words(void)
{
	struct world *w = open_nothing();
	write_rules(w, 1);
	assert_true(rule_dir_write(&w->dir, "words.yaml", "kind: spelling\nwords: {sadd: sad}\n"));
	return w;
}

/* A set of these files alone: a whole image is made of few words, so that each allocation can fail. */
static void *open_own_rules(void)
{
	struct world *w = open_user_words();
	w->alone = true;
	return w;
}

/* ------------------------------------------------------------------- a scanner */

static void *open_rules(void)
{
	struct world *w = open_nothing();
	assert_int_equal(attune_rules_load(&w->rules, true, NULL, 0, NULL, NULL, NULL), ATTUNE_OK);
	return w;
}

static void *open_scanner(void)
{
	struct world *w = open_rules();
	assert_int_equal(attune_scanner_new(&w->scanner, w->rules, NULL), ATTUNE_OK);
	return w;
}

static void tell_report(struct world *w, struct at_buffer *out)
{
	if (w->report != NULL)
		at_json_report(out, (struct at_slice){"1", 1}, NULL, w->rules, w->report, NULL,
		               (struct at_slice){DRAFT, sizeof DRAFT - 1});
}

/* One that has a report already, which must stay. */
static void *open_reported(void)
{
	static const char other[] = "It is what it is. You never know. Good night, then, and thank you for the long talk, really.";
	struct world *w = open_scanner();
	assert_int_equal(attune_scan(&w->report, w->scanner, other, sizeof other - 1, "hi", 2, NULL), ATTUNE_OK);
	tell_report(w, &w->before);
	return w;
}

static void close_world(void *world)
{
	struct world *w = world;
	attune_report_free(w->report);
	attune_mirror_free(w->mirror);
	attune_offers_free(w->offers);
	attune_scanner_free(w->scanner);
	attune_rules_free(w->loaded);
	attune_rules_free(w->rules);
	at_buffer_free(&w->before);
	if (w->path != NULL)
		rule_dir_close(&w->dir);
	free(w);
}

/* ---------------------------------------------------------------- what is done */

/* A status and an error that say the same. */
static attune_status ended(attune_status status, attune_error **err)
{
	assert_int_equal(attune_error_status(*err), status);
	attune_error_free(*err);
	return status;
}

static void count(const attune_error *e, void *payload)
{
	assert_true(attune_error_message(e)[0] != '\0');
	++*(size_t *)payload;
}

static attune_status load(void *world)
{
	struct world *w = world;
	size_t heard = 0, problems = 0;
	attune_status status =
		attune_rules_load(&w->loaded, !w->alone, &w->path, w->path != NULL ? 1 : 0, count, &heard, &problems);
	assert_true(status == ATTUNE_OK || w->loaded == NULL);
	assert_int_equal(heard, problems);
	return status;
}

static attune_status make_scanner(void *world)
{
	struct world *w = world;
	attune_error *err = NULL;
	return ended(attune_scanner_new(&w->scanner, w->rules, &err), &err);
}

static attune_status scan(void *world)
{
	struct world *w = world;
	attune_error *err = NULL;
	return ended(attune_scan(&w->report, w->scanner, DRAFT, sizeof DRAFT - 1, PARTNER, sizeof PARTNER - 1, &err), &err);
}

static attune_status read_partner(void *world)
{
	struct world *w = world;
	attune_error *err = NULL;
	return ended(attune_read(&w->report, w->scanner, PARTNER, sizeof PARTNER - 1, &err), &err);
}

static attune_status try_rule(void *world)
{
	struct world *w = world;
	attune_error *err = NULL;
	attune_hit hit;
	size_t n, rule = attune_rules_find(w->rules, "fixing/should");
	return ended(attune_try_rule(w->scanner, rule, DRAFT, sizeof DRAFT - 1, PARTNER, sizeof PARTNER - 1, &hit, 1, &n, &err),
	             &err);
}

static attune_status mirror(void *world)
{
	struct world *w = world;
	attune_error *err = NULL;
	return ended(attune_mirror_read(&w->mirror, w->scanner, PARTNER, sizeof PARTNER - 1, &err), &err);
}

static attune_status shift(void *world)
{
	struct world *w = world;
	attune_error *err = NULL;
	return ended(attune_mirror_shift(&w->mirror, w->scanner, PARTNER, sizeof PARTNER - 1, &err), &err);
}

static attune_status rewrite(void *world)
{
	struct world *w = world;
	attune_error *err = NULL;
	return ended(attune_rewrite(&w->offers, w->scanner, DRAFT, sizeof DRAFT - 1, PARTNER, sizeof PARTNER - 1, NULL, &err),
	             &err);
}

static attune_status lint(void *world)
{
	struct world *w = world;
	size_t heard = 0, remarks = 0;
	return attune_rules_lint(w->rules, count, &heard, &remarks);
}

/* ------------------------------------------------------------- what comes of it */

static void tell_rules(void *world, struct at_buffer *out)
{
	struct world *w = world;
	attune_rule_info info;
	if (w->loaded == NULL)
		return;
	for (size_t i = 0; attune_rules_get(w->loaded, i, &info); i++)
		at_buffer_addf(out, "%s %s %u %u %u\n", info.id, info.title, info.n_patterns, info.muted, info.line);
}

static void tell_scan(void *world, struct at_buffer *out)
{
	tell_report(world, out);
}

/* After a failure the report says what it said before, or nothing at all. */
static void report_stays(void *world)
{
	struct world *w = world;
	struct at_buffer now = {0};
	attune_feeling feeling;
	bool empty = attune_report_findings(w->report) + attune_report_moves(w->report) + attune_report_kinds(w->report) +
	                             attune_report_needs(w->report) + attune_report_troubles(w->report) ==
	                     0 &&
	             !attune_report_feeling(w->report, 0, &feeling) && attune_report_card(w->report) == NULL &&
	             attune_report_about(w->report) == NULL && attune_report_event(w->report) == NULL;
	tell_report(w, &now);
	if (!empty)
		assert_string_equal(at_buffer_str(&now), at_buffer_str(&w->before));
	at_buffer_free(&now);
}

static void tell_mirror(void *world, struct at_buffer *out)
{
	struct world *w = world;
	for (size_t i = 0; w->mirror != NULL && i < attune_mirror_clauses(w->mirror); i++)
		at_buffer_addf(out, "%s\n", attune_mirror_clause(w->mirror, i));
}

static void tell_offers(void *world, struct at_buffer *out)
{
	struct world *w = world;
	if (w->offers != NULL)
		at_json_offers(out, (struct at_slice){"1", 1}, w->offers);
}

static void mirror_stays(void *world)
{
	struct world *w = world;
	const char *clause = attune_mirror_clause(w->mirror, 0);
	assert_true(clause == NULL || strcmp(clause, "you miss the dog") == 0);
}

static void offers_stay(void *world)
{
	struct world *w = world;
	struct at_buffer now = {0};
	tell_offers(w, &now);
	if (attune_offers_count(w->offers) != 0)
		assert_string_equal(at_buffer_str(&now), at_buffer_str(&w->before));
	at_buffer_free(&now);
}

/* Results that are there already, to be used again. */
static void *open_mirrored(void)
{
	static const char said[] = "I miss the dog";
	struct world *w = open_scanner();
	assert_int_equal(attune_mirror_read(&w->mirror, w->scanner, said, sizeof said - 1, NULL), ATTUNE_OK);
	assert_string_equal(attune_mirror_clause(w->mirror, 0), "you miss the dog");
	return w;
}

static void *open_offered(void)
{
	static const char said[] = "I miss the dog", draft[] = "You should get another.";
	struct world *w = open_scanner();
	assert_int_equal(attune_rewrite(&w->offers, w->scanner, draft, sizeof draft - 1, said, sizeof said - 1, NULL, NULL),
	                 ATTUNE_OK);
	tell_offers(w, &w->before);
	return w;
}

static const struct failing_way ways[] = {
	{"load the shipped rules", open_nothing, load, NULL, tell_rules, close_world, 0},
	{"lay rules, replies and grammar over", open_user_rules, load, NULL, tell_rules, close_world, 6},
	{"lay spelling over", open_user_words, load, NULL, tell_rules, close_world, 3},
	{"load rules alone", open_own_rules, load, NULL, tell_rules, close_world, 200},
	{"make a scanner", open_rules, make_scanner, NULL, NULL, close_world, 0},
	{"scan", open_scanner, scan, NULL, tell_scan, close_world, 0},
	{"scan into a report", open_reported, scan, report_stays, tell_scan, close_world, 0},
	{"read", open_reported, read_partner, report_stays, tell_scan, close_world, 0},
	{"try a rule", open_scanner, try_rule, NULL, NULL, close_world, 0},
	{"mirror", open_scanner, mirror, NULL, tell_mirror, close_world, 0},
	{"shift", open_scanner, shift, NULL, tell_mirror, close_world, 0},
	{"rewrite", open_scanner, rewrite, NULL, tell_offers, close_world, 20},
	{"mirror into a result", open_mirrored, mirror, mirror_stays, tell_mirror, close_world, 0},
	{"shift into a result", open_mirrored, shift, mirror_stays, tell_mirror, close_world, 0},
	{"rewrite into offers", open_offered, rewrite, offers_stay, tell_offers, close_world, 30},
	{"lint", open_rules, lint, NULL, NULL, close_world, 4},
};

static void every_allocation_may_fail(void **state)
{
	(void)state;
	failing_walk_all(ways, sizeof ways / sizeof *ways);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
