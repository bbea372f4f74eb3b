/* SPDX-License-Identifier: MIT */
/*
 * every_function.c: a stranger's program. It includes the installed header alone, links the installed library, and calls every
 * function that the header declares, on real input; install.bats compiles it as C and as C++, and compares the names in it with
 * those in the header. Input: argv[1], a folder with rules of one's own (two sound ones, one broken). Output: a line for each
 * check that fails; exit code 1 then.
 */
#include <attune/attune.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void check(bool holds, const char *what)
{
	if (holds)
		return;
	printf("not so: %s\n", what);
	failures++;
}
#define CHECK(condition) check((condition), #condition)

static bool same(const char *a, const char *b)
{
	return a != NULL && strcmp(a, b) == 0;
}

static bool has(const char *text, const char *part)
{
	return text != NULL && strstr(text, part) != NULL;
}

/* What a load or a look over told. */
struct heard {
	size_t problems, warnings;
	char last[512];
};

static void hear(const attune_error *e, void *payload)
{
	struct heard *h = (struct heard *)payload;
	if (attune_error_is_warning(e))
		h->warnings++;
	else
		h->problems++;
	(void)attune_error_format(e, h->last, sizeof h->last);
	CHECK(has(attune_error_file(e), ".yaml"));
	CHECK(attune_error_line(e) > 0);
	CHECK(attune_error_message(e) != NULL);
}

/* ------------------------------------------------------------------- errors */

static void errors(attune_scanner *s)
{
	attune_report *report = NULL;
	attune_error *e = NULL;
	char text[64];
	static const char broken[] = {'o', 'h', (char)0xff, 0};
	CHECK(attune_scan(&report, s, broken, 3, NULL, 0, &e) == ATTUNE_E_ENCODING);
	CHECK(report == NULL);
	CHECK(attune_error_status(e) == ATTUNE_E_ENCODING);
	CHECK(attune_error_column(e) == 3);
	CHECK(attune_error_file(e) == NULL && attune_error_rule(e) == NULL);
	CHECK(has(attune_error_message(e), "UTF-8"));
	CHECK(attune_error_format(e, text, sizeof text) == attune_error_format(e, NULL, 0));
	attune_error_free(e);
	attune_error_free(NULL);
	CHECK(attune_error_status(NULL) == ATTUNE_OK && attune_error_message(NULL) != NULL);
}

/* -------------------------------------------------------------------- rules */

static void shipped(const attune_rules *rules)
{
	attune_rule_info rule;
	attune_example example;
	const char *name = NULL, *text = NULL;
	size_t len = 0, i = attune_rules_find(rules, "invalidating/at-least");
	CHECK(attune_rules_count(rules) > 100);
	CHECK(attune_rules_get(rules, i, &rule) && same(rule.id, "invalidating/at-least"));
	CHECK(rule.kind == ATTUNE_FLAG && same(rule.category, "invalidating") && !rule.muted && rule.n_examples >= 6);
	CHECK(attune_rules_pattern(rules, i, 0) != NULL && attune_rules_pattern(rules, i, rule.n_patterns) == NULL);
	CHECK(attune_rules_try(rules, i, 0) != NULL && attune_rules_try(rules, i, rule.n_try) == NULL);
	CHECK(attune_rules_example(rules, i, 0, &example) && strlen(example.text) == example.text_len);
	CHECK(!attune_rules_example(rules, i, rule.n_examples, &example));
	CHECK(attune_rules_find(rules, "no/such-rule") == SIZE_MAX);
	CHECK(same(attune_rules_suggest(rules, "invalidating/at-laest"), "invalidating/at-least"));
	CHECK(!attune_rules_get(rules, attune_rules_count(rules), &rule));
	CHECK(attune_shipped_file(0, &name, &text, &len) && strlen(text) == len && name != NULL);
	CHECK(attune_rules_card_line(rules, "crisis", 0) != NULL && attune_rules_card_line(rules, "no such card", 0) == NULL);
}

static void own(const char *folder)
{
	const char *paths[1];
	attune_rules *rules = NULL;
	struct heard heard = {0, 0, ""};
	size_t problems = 0, remarks = 0;
	attune_slow slow;
	paths[0] = folder;
	CHECK(attune_rules_load(&rules, false, paths, 1, hear, &heard, &problems) == ATTUNE_OK);
	CHECK(problems == 1 && heard.problems == 1 && has(heard.last, "own/broken"));
	CHECK(attune_rules_count(rules) == 2);
	CHECK(attune_rules_lint(rules, hear, &heard, &remarks) == ATTUNE_OK && heard.warnings >= remarks);
	CHECK(attune_rules_shadowed(rules, NULL, hear, &heard, &remarks) == ATTUNE_OK);
	CHECK(attune_rules_slow(rules, NULL, hear, &heard, &slow) == ATTUNE_OK && slow.slow == 0);
	attune_rules_free(rules);
	attune_rules_free(NULL);
}

/* --------------------------------------------------------------------- scan */

static const char partner[] = "my boss tore into me in front of everyone. i feel so stupid";
static const char draft[] = "That sounds so hard. At least you still have a job.";

static void findings(const attune_report *r)
{
	attune_finding f;
	attune_move m;
	size_t i;
	bool seen = false;
	for (i = 0; attune_report_finding(r, i, &f); i++) {
		if (!same(f.rule, "invalidating/at-least"))
			continue;
		seen = true;
		CHECK(f.start == 21 && f.byte_start == 21 && f.end > f.start && f.severity == ATTUNE_MISS && !f.whole);
		CHECK(f.n_suggestions > 0 && attune_report_suggestion(r, i, 0) != NULL);
		CHECK(attune_report_suggestion(r, i, f.n_suggestions) == NULL);
	}
	CHECK(seen && i == attune_report_findings(r));
	CHECK(attune_report_moves(r) > 0 && attune_report_move(r, 0, &m) && m.byte_end <= sizeof draft - 1);
	CHECK(!attune_report_good_enough(r) && attune_report_meters(r) < 16);
	CHECK(!attune_report_foreign(r));
	CHECK(!attune_card_is_soft("crisis"));
	CHECK(same(attune_meter_name(0), "seen") && attune_meter_name(4) == NULL);
	CHECK(attune_report_troubles(r) == 0 && attune_report_trouble(r, 0) == NULL);
}

static void reading(const attune_report *r)
{
	attune_feeling feeling;
	CHECK(attune_report_kinds(r) > 0 && same(attune_report_kind(r, 0), "distress"));
	CHECK(attune_report_feelings(r) > 0 && attune_report_feeling(r, 0, &feeling));
	CHECK(same(feeling.word, "stupid") && feeling.stated);
	CHECK(same(attune_report_about(r), "your boss") || same(attune_report_about(r), "my boss"));
	CHECK(attune_report_event(r) == NULL || *attune_report_event(r) != 0);
	CHECK(attune_report_intensity(r) >= 1 && attune_report_intensity(r) <= 5 && attune_report_pace(r) != NULL);
	CHECK(attune_report_needs(r) > 0 && attune_report_need(r, 0) != NULL);
	CHECK(attune_report_register(r, attune_report_registers(r)) == NULL);
	CHECK(attune_report_cue(r, 0) != SIZE_MAX && attune_report_card(r) == NULL);
}

static void hear_trace(const attune_trace *t, void *payload)
{
	unsigned *told = (unsigned *)payload;
	if (t->outcome == ATTUNE_FIRES && t->n_lines > 0 && t->lines[0] != NULL)
		(*told)++;
}

static void scans(const attune_rules *rules, attune_scanner *s)
{
	attune_report *r = NULL;
	attune_error *e = NULL;
	attune_hit hits[4];
	size_t n = 0, i;
	unsigned told = 0;
	CHECK(attune_scan(&r, s, draft, sizeof draft - 1, partner, sizeof partner - 1, &e) == ATTUNE_OK && e == NULL);
	findings(r);
	reading(r);
	CHECK(attune_read(&r, s, "i want to kill myself", 21, &e) == ATTUNE_OK && same(attune_report_card(r), "crisis"));
	attune_report_free(r);
	attune_report_free(NULL);
	i = attune_rules_find(rules, "invalidating/at-least");
	CHECK(attune_try_rule(s, i, draft, sizeof draft - 1, partner, sizeof partner - 1, hits, 4, &n, &e) == ATTUNE_OK);
	CHECK(n > 0 && hits[0].byte_start == 21);
	CHECK(attune_trace_rules(s, i, draft, sizeof draft - 1, NULL, 0, hear_trace, &told, &e) == ATTUNE_OK && told == 1);
}

/* ---------------------------------------------------------- mirror, rewrite */

static void mirrors(attune_scanner *s)
{
	attune_mirror *m = NULL;
	attune_error *e = NULL;
	CHECK(attune_mirror_read(&m, s, "I feel like you ignore me", 25, &e) == ATTUNE_OK);
	CHECK(attune_mirror_clauses(m) == 1 && same(attune_mirror_clause(m, 0), "you feel like I ignore you"));
	CHECK(attune_mirror_refusal(m) == NULL && attune_mirror_clause(m, 1) == NULL);
	CHECK(attune_mirror_shift(&m, s, "you never listen to me", 22, &e) == ATTUNE_OK);
	CHECK(same(attune_mirror_clause(m, 0), "I never listen to you"));
	CHECK(attune_mirror_read(&m, s, "i'm furious with you, you idiot", 31, &e) == ATTUNE_OK);
	CHECK(attune_mirror_card(m) == NULL);
	CHECK(attune_mirror_refusal(m) != NULL || attune_mirror_feeling(m) != NULL || attune_mirror_clauses(m) > 0);
	attune_mirror_free(m);
	attune_mirror_free(NULL);
}

static void rewrites(attune_scanner *s)
{
	static const char mine[] = "You should just quit. I'm cooking tonight at 7.";
	attune_wish wish = {ATTUNE_GOAL_HEART, ATTUNE_TO_FRIEND, 2, 0};
	attune_offers *o = NULL;
	attune_offer offer;
	attune_error *e = NULL;
	CHECK(attune_rewrite(&o, s, mine, sizeof mine - 1, partner, sizeof partner - 1, &wish, &e) == ATTUNE_OK);
	CHECK(attune_offers_count(o) == 2 && attune_offers_get(o, 0, &offer) && !attune_offers_get(o, 2, &offer));
	CHECK(attune_offers_get(o, 0, &offer) && strlen(offer.text) == offer.len && offer.gap_start <= offer.len);
	CHECK(has(attune_offers_parked(o, 0), "quit"));
	CHECK(attune_offers_dropped(o, 0) == NULL || *attune_offers_dropped(o, 0) != 0);
	CHECK(attune_offers_note(o) == NULL || *attune_offers_note(o) != 0);
	attune_offers_free(o);
	attune_offers_free(NULL);
	CHECK(same(attune_goal_name(ATTUNE_GOAL_HEART), "heart") && attune_goal_name(ATTUNE_GOAL_ANY) == NULL);
	CHECK(same(attune_to_name(ATTUNE_TO_COLLEAGUE), "colleague") && attune_to_name(ATTUNE_TO_ANY) == NULL);
}

int main(int argc, char **argv)
{
	attune_rules *rules = NULL;
	attune_scanner *s = NULL;
	attune_error *e = NULL;
	size_t problems = 1;
	if (argc != 2)
		return 2;
	CHECK(attune_rules_load(&rules, true, NULL, 0, NULL, NULL, &problems) == ATTUNE_OK && problems == 0);
	CHECK(attune_scanner_new(&s, rules, &e) == ATTUNE_OK);
	if (s == NULL)
		return 2;
	errors(s);
	shipped(rules);
	own(argv[1]);
	scans(rules, s);
	mirrors(s);
	rewrites(s);
	attune_scanner_free(s);
	attune_scanner_free(NULL);
	attune_rules_free(rules);
	printf("attune %s: %s\n", ATTUNE_VERSION, failures == 0 ? "all well" : "not all well");
	return failures == 0 ? 0 : 1;
}
