/* SPDX-License-Identifier: MIT */
/*
 * test_scan: from a draft to findings: guards and what they reach, exceptions, overlaps, moves, suggestions. Conditions and
 * measures are in test_when, readings in test_reading, odd and large messages in test_message.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../scan_fixture.h"

#define RUN(s, cases) assert_int_equal(scan_dir_run(s, cases, sizeof cases / sizeof cases[0]), 0)
#define FLAGS "kind: flag\ncategory: t\n"

/* ---------------------------------------------------------------- guards */

static const char guard_rules[] =
	"=== g.yaml\nkind: guards\nguards:\n"
	"  - {id: quoted, region: match, patterns: ['\"[^\"]*\"']}\n"
	"  - {id: told, region: clause-rest, patterns: ['you feel like']}\n"
	"  - {id: sorry, region: sentence-rest, patterns: ['sorry for']}\n"
	"  - {id: maybe, region: clause, patterns: ['\\bmaybe\\b']}\n"
	"  - {id: please, region: sentence, patterns: ['\\bplease\\b', '\\bkindly\\b']}\n"
	"  - {id: joking, region: message, patterns: ['\\bjk\\b']}\n"
	"  - {id: not, region: before, within: 2, patterns: ['\\bnot\\b', 'n''t$']}\n"
	"  - {id: edge, region: before, within: 1, patterns: ['^so$']}\n"
	"  - {id: lol, region: next, patterns: ['\\blol\\b']}\n"
	"  - {id: asked, region: partner, patterns: ['\\bhelp\\b']}\n"
	"  - {id: advice, region: partner, when: {partner: [advice]}}\n"
	"  - {id: both, region: clause, patterns: ['\\bwell\\b'], when: {partner: [advice]}}\n"
	"=== c.yaml\nkind: cue\nrules:\n  - {id: asks/advice, moment: advice, phrases: [what should i do]}\n"
	"=== a.yaml\n" FLAGS "rules:\n"
	"  - {id: t/match, phrases: [alpha], unless: [quoted]}\n"
	"  - {id: t/clause-rest, phrases: [beta], unless: [told]}\n"
	"  - {id: t/sentence-rest, phrases: [gamma], unless: [sorry]}\n"
	"  - {id: t/clause, phrases: [delta], unless: [maybe]}\n"
	"  - {id: t/sentence, phrases: [epsilon], unless: [please]}\n"
	"  - {id: t/message, phrases: [zeta], unless: [joking]}\n"
	"  - {id: t/before, phrases: [eta], unless: [not]}\n"
	"  - {id: t/edge, phrases: [omega], unless: [edge]}\n"
	"  - {id: t/next, phrases: [theta], unless: [lol]}\n"
	"  - {id: t/partner, phrases: [iota], unless: [asked]}\n"
	"  - {id: t/when, phrases: [kappa], unless: [advice]}\n"
	"  - {id: t/both, phrases: [sigma], unless: [both]}\n"
	"  - {id: t/two, phrases: [omicron], unless: [maybe, joking]}\n";

static void guards_reach_their_region(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"alpha", NULL, "t/match:miss[alpha]"},
		{"he said \"so alpha\" again", NULL, ""},
		{"\"so\" alpha \"x\"", NULL, "t/match:miss[alpha]"},
		{"\xE2\x80\x9C"
	         "Alpha!\xE2\x80\x9D",
	         NULL, ""},
		{"you feel like beta", NULL, ""},
		{"beta you feel like", NULL, "t/clause-rest:miss[beta]"},
		{"you feel like that, beta", NULL, "t/clause-rest:miss[beta]"},
		{"sorry for that, gamma", NULL, ""},
		{"gamma, sorry for that", NULL, "t/sentence-rest:miss[gamma]"},
		{"sorry for that. gamma", NULL, "t/sentence-rest:miss[gamma]"},
		{"delta maybe", NULL, ""},
		{"maybe delta", NULL, ""},
		{"maybe, delta", NULL, "t/clause:miss[delta]"},
		{"epsilon, please", NULL, ""},
		{"Kindly, epsilon", NULL, ""},
		{"please. epsilon", NULL, "t/sentence:miss[epsilon]"},
		{"zeta. and on. jk", NULL, ""},
		{"zeta. and on.", NULL, "t/message:miss[zeta]"},
		{"not eta", NULL, ""},
		{"not so eta", NULL, ""},
		{"i don't eta", NULL, ""},
		{"not so very eta", NULL, "t/before:miss[eta]"},
		{"eta not", NULL, "t/before:miss[eta]"},
		{"not, eta", NULL, "t/before:miss[eta]"},
		{"that is so omega", NULL, ""},
		{"so very omega", NULL, "t/edge:miss[omega]"},
		{"theta. lol", NULL, ""},
		{"theta lol", NULL, "t/next:miss[theta]"},
		{"theta. well. lol", NULL, "t/next:miss[theta]"},
		{"lol. theta", NULL, "t/next:miss[theta]"},
		{"iota", "help me", ""},
		{"iota help", "hi", "t/partner:miss[iota]"},
		{"iota", NULL, "t/partner:miss[iota]"},
		{"kappa", "what should I do?", ""},
		{"kappa", "hi", "t/when:miss[kappa]"},
		{"kappa", NULL, "t/when:miss[kappa]"},
		{"well sigma", "what should I do?", ""},
		{"well sigma", "hi", "t/both:miss[sigma]"},
		{"sigma", "what should I do?", "t/both:miss[sigma]"},
		{"omicron maybe", NULL, ""},
		{"omicron. jk", NULL, ""},
		{"omicron", NULL, "t/two:miss[omicron]"},
		{"\"alpha\" and alpha", NULL, "t/match:miss[alpha]"},
	};
	open_rules(guard_rules);
	RUN(&scan, cases);
}

static void guards_by_default(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"one jk", NULL, ""},   {"two jk", NULL, "t/off:miss[two]"},     {"three jk", NULL, "t/own:miss[three]"},
		{"three hm", NULL, ""}, {"four jk", NULL, "u/other:miss[four]"}, {"four hey", NULL, ""},
		{"one hey", NULL, ""},  {"five jk", NULL, "+m/move[five]"},      {"five oi", NULL, ""},
	};
	open_rules("=== g.yaml\nkind: guards\nguards:\n"
	           "  - {id: g-t, default: [t], region: sentence, patterns: ['\\bjk\\b']}\n"
	           "  - {id: g-all, default: [all], region: sentence, patterns: ['\\bhey\\b']}\n"
	           "  - {id: g-moves, default: [moves], region: sentence, patterns: ['\\boi\\b']}\n"
	           "  - {id: g-none, default: [], region: sentence, patterns: ['\\bhm\\b']}\n"
	           "=== a.yaml\n" FLAGS "rules:\n"
	           "  - {id: t/one, phrases: [one]}\n"
	           "  - {id: t/off, phrases: [two], guards: off}\n"
	           "  - {id: t/own, phrases: [three], guards: [g-none]}\n"
	           "=== b.yaml\nkind: flag\ncategory: u\nrules:\n  - {id: u/other, phrases: [four]}\n"
	           "=== m.yaml\nkind: move\nrules:\n  - {id: m/move, phrases: [five]}\n");
	RUN(&scan, cases);
}

static void exceptions_overlap(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"at least you tried", NULL, "t/a:miss[at least]"},
		{"at least once a week", NULL, ""},
		{"at least twice, and at least you tried", NULL, "t/a:miss[at least]"},
		{"once more, at least", NULL, "t/a:miss[at least]"},
		{"at least. Once a week", NULL, "t/a:miss[at least]"},
		{"so at LEAST  once", NULL, ""},
	};
	open_rules("=== a.yaml\n" FLAGS
	           "rules:\n  - {id: t/a, patterns: ['\\bat least\\b'], except: ['at least (?:once|twice)', '\\bonce']}\n");
	RUN(&scan, cases);
}

/* Two patterns of one rule that touch point at one phrase, however little they share; of two rules they are two. */
static void one_rule_points_once(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"you would find something to moan about at your own party", NULL, "t/a:miss[you would find something to moan]"},
		{"you find something to moan about. moan about your party", NULL,
	         "t/a:miss[find something to moan] t/a:miss[moan about your party]"},
		{"big words in a small room", NULL, "u/a:miss[big words in] u/b:miss[in a small room]"},
	};
	open_rules("=== a.yaml\n" FLAGS "rules:\n  - {id: t/a, patterns: ['\\b(?:you would )?find something to moan', "
	           "'\\bmoan about (?:at )?your \\w+']}\n=== u.yaml\nkind: flag\ncategory: u\ndefaults: {severity: miss}\nrules:\n"
	           "  - {id: u/a, patterns: ['\\bbig words in\\b']}\n  - {id: u/b, patterns: ['\\bin a small room\\b']}\n");
	RUN(&scan, cases);
}

/* ---------------------------------------------------------------- where and how often */

static void scopes(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"alpha you", NULL, "t/start:miss[alpha]"},
		{"so, alpha. beta", NULL, "t/start:miss[alpha] t/end:miss[beta]"},
		{"so alpha. beta then", NULL, ""},
		{"one two", NULL, "t/across:miss[one two]"},
		{"one. And two", NULL, "t/across:miss[one. And two]"},
		{"three. four", NULL, ""},
		{"three, four", NULL, "t/within:miss[three, four]"},
		{"five, six", NULL, ""},
		{"five six", NULL, "t/clause:miss[five six]"},
		{"so gamma, gamma gamma. Gamma!", NULL,
	         "t/many:miss[gamma] t/many:miss[gamma] t/many:miss[gamma] t/many:miss[Gamma]"},
	};
	open_rules("=== a.yaml\n" FLAGS "rules:\n"
	           "  - {id: t/start, scope: clause, patterns: ['^alpha']}\n"
	           "  - {id: t/end, patterns: ['beta$']}\n"
	           "  - {id: t/across, scope: message, patterns: ['one.*?two']}\n"
	           "  - {id: t/within, scope: sentence, patterns: ['three.*?four']}\n"
	           "  - {id: t/clause, scope: clause, patterns: ['five.*?six']}\n"
	           "  - {id: t/many, patterns: ['gamma']}\n");
	RUN(&scan, cases);
}

static void phrases_are_whole_words(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"Get  over it!", NULL, "t/a:miss[Get  over it]"},
		{"forget over it", NULL, ""},
		{"get over its", NULL, ""},
		{"get over it's", NULL, ""},
		{"'get over it'", NULL, "t/a:miss[get over it]"},
		{"(get over it)", NULL, "t/a:miss[get over it]"},
		{"get over it9", NULL, ""},
		{"get over it\xC3\xA9", NULL, ""},
		{"get over\nit", NULL, ""},
		{"chill, get over it. GET OVER IT", NULL, "t/a:miss[chill] t/a:miss[get over it] t/a:miss[GET OVER IT]"},
		{"it's a :( day", NULL, "t/b:miss[:(]"},
	};
	open_rules("=== a.yaml\n" FLAGS "rules:\n  - {id: t/a, phrases: [get over it, chill]}\n  - {id: t/b, phrases: [':(']}\n");
	RUN(&scan, cases);
}

static void one_phrase_one_finding(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"you always moan", NULL, "t/hurt:hurt[always moan]"}, /* the most severe */
		{"you always sing", NULL, "t/note:note[you always]"},
		{"quite dramatic", NULL, "t/rare:miss[quite dramatic]"}, /* then the rarest wording */
		{"calm down now", NULL, "t/long:miss[calm down now]"},   /* then the longest */
		{"calm down", NULL, "t/short:miss[calm down]"},
		{"same words", NULL, "t/same-a:miss[same words]"}, /* then the first by name */
		{"never ever again please", NULL, "t/left:miss[never ever] t/right:miss[again please]"},
		{"alpha beta gamma delta", NULL,
	         "t/abc:miss[alpha beta gamma] t/cd:miss[gamma delta]"}, /* half in common is not the same */
		{"you always moan. quite dramatic", NULL, "t/hurt:hurt[always moan] t/rare:miss[quite dramatic]"},
	};
	open_rules(
		"=== a.yaml\n" FLAGS "rules:\n"
		"  - {id: t/note, severity: note, phrases: [you always]}\n"
		"  - {id: t/hurt, severity: hurt, phrases: [always moan]}\n"
		"  - {id: t/common, patterns: ['quite (?:good|bad|dramatic|sad)']}\n  - {id: t/rare, phrases: [quite dramatic]}\n"
		"  - {id: t/short, phrases: [calm down]}\n  - {id: t/long, phrases: [calm down now]}\n"
		"  - {id: t/same-b, phrases: [same words]}\n  - {id: t/same-a, phrases: [same words]}\n"
		"  - {id: t/left, phrases: [never ever]}\n  - {id: t/right, phrases: [again please]}\n"
		"  - {id: t/abc, phrases: [alpha beta gamma]}\n  - {id: t/cd, phrases: [gamma delta]}\n");
	RUN(&scan, cases);
}

static void moves_are_listed(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"that sounds hard. i hear you", NULL, "+m/val[that sounds hard] +m/hear[i hear you]"},
		{"i hear you hear", NULL, "+m/hear[i hear you]"},
		{"i hear you, i hear you", NULL, "+m/hear[i hear you] +m/hear[i hear you]"},
		{"nothing", NULL, ""},
	};
	open_rules("=== m.yaml\nkind: move\nrules:\n  - {id: m/val, meter: [seen, understood], patterns: ['that sounds \\w+']}\n"
	           "  - {id: m/hear, patterns: ['i hear you', 'you hear', 'hear you']}\n");
	RUN(&scan, cases);
	attune_move m;
	scan_dir_answer(&scan, "that sounds hard", NULL);
	assert_true(attune_report_move(scan.report, 0, &m));
	assert_int_equal(m.meters, 1 | 4);
}

static void suggestions_are_filled(void **state)
{
	(void)state;
	open_rules("=== a.yaml\n" FLAGS
	           "rules:\n  - {id: t/a, phrases: [cheer up], try: ['{feeling|hard} and {need|rest}', 'a { b', '{feeling}']}\n"
	           "=== c.yaml\nkind: cue\nrules:\n  - {id: sad/w, family: sadness, needs: [comfort], words: {blue: 2}}\n"
	           "  - {id: sad/guess, family: fear, stated: false, phrases: [tomorrow is the day]}\n");
	scan_dir_answer(&scan, "so. cheer up", "i am blue");
	assert_string_equal(attune_report_suggestion(scan.report, 0, 0), "blue and comfort");
	assert_string_equal(attune_report_suggestion(scan.report, 0, 1), "a { b");
	assert_string_equal(attune_report_suggestion(scan.report, 0, 2), "blue");
	scan_dir_answer(&scan, "cheer up", NULL);
	assert_string_equal(attune_report_suggestion(scan.report, 0, 0), "hard and rest");
	assert_null(attune_report_suggestion(scan.report, 0, 3));
	assert_null(attune_report_suggestion(scan.report, 1, 0));
	/* A guess is not put into the writer's mouth. */
	scan_dir_answer(&scan, "cheer up", "tomorrow is the day");
	assert_string_equal(attune_report_suggestion(scan.report, 0, 0), "hard and rest");
}

#define TEST(f) cmocka_unit_test_teardown(f, close_rules)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(guards_reach_their_region),
		TEST(guards_by_default),
		TEST(exceptions_overlap),
		TEST(one_rule_points_once),
		TEST(scopes),
		TEST(phrases_are_whole_words),
		TEST(one_phrase_one_finding),
		TEST(moves_are_listed),
		TEST(suggestions_are_filled),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
