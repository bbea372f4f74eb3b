/* SPDX-License-Identifier: MIT */
/*
 * test_when: conditions, key by key; shades; what becomes of a flag without a partner text; and flags about the draft as
 * a whole: missing moves, what comes before them, measures.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../scan_fixture.h"

#define RUN(s, cases) assert_int_equal(scan_dir_run(s, cases, sizeof cases / sizeof cases[0]), 0)
#define FLAGS "=== a.yaml\nkind: flag\ncategory: t\nrules:\n"
#define CUES                                                                                                    \
	"=== c.yaml\nkind: cue\nrules:\n  - {id: sad/w, moment: distress, family: sadness, words: {blue: 2}}\n" \
	"  - {id: good/n, moment: good-news, phrases: [got the job]}\n"                                         \
	"  - {id: mad/w, moment: anger, family: anger, words: {furious: 4}}\n"
#define MOVES                                                                                                                     \
	"=== m.yaml\nkind: move\nrules:\n  - {id: mirror/feel, phrases: [you feel]}\n  - {id: mirror/fact, phrases: [so they]}\n" \
	"  - {id: val/sense, phrases: [makes sense]}\n"

static void about_the_partner(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"kind", "i'm blue", "t/kind:miss[kind]"},
		{"kind", "furious", "t/kind:miss[kind]"},
		{"kind", "i got the job", ""},
		{"kind", "hello", ""},
		{"kind", NULL, "t/kind:note[kind]"},
		{"unkind", "i'm blue", ""},
		{"unkind", "hello", "t/unkind:miss[unkind]"},
		{"unkind", NULL, "t/unkind:miss[unkind]"},
		{"feel", "i'm blue", "t/feel:miss[feel]"},
		{"feel", "furious", ""},
		{"says", "i'm on a train now", "t/says:miss[says]"},
		{"says", "hello", ""},
		{"short", "one two three", "t/short:miss[short]"},
		{"short", "one two three four", ""},
		{"long", "one two three four", "t/long:miss[long]"},
		{"long", "one two three", ""},
		{"neutral", "hello", "t/neutral:miss[neutral]"},
		{"neutral", "i'm blue", ""},
		{"both", "i'm blue", ""},
		{"both", "i'm blue on a train", "t/both:miss[both]"},
		{"ratio", "one two three", ""},
		{"ratio ratio", "one", "t/ratio:miss[ratio] t/ratio:miss[ratio]"},
	};
	open_rules(CUES FLAGS "  - {id: t/kind, phrases: [kind], when: {partner: [distress, anger]}}\n"
	                      "  - {id: t/unkind, phrases: [unkind], when: {partner-not: [distress]}}\n"
	                      "  - {id: t/feel, phrases: [feel], when: {feelings: [sadness]}}\n"
	                      "  - {id: t/says, phrases: [says], when: {partner-says: ['\\btrain\\b', '\\bbus\\b']}}\n"
	                      "  - {id: t/short, phrases: [short], when: {partner-words: {max: 3}}}\n"
	                      "  - {id: t/long, phrases: [long], when: {partner-words: {min: 4}}}\n"
	                      "  - {id: t/neutral, phrases: [neutral], when: {partner: [neutral]}}\n"
	                      "  - {id: t/both, phrases: [both], when: {partner: [distress], partner-says: ['train']}}\n"
	                      "  - {id: t/ratio, phrases: [ratio], when: {measure: {name: length-ratio, above: 1.5}}}\n");
	RUN(&scan, cases);
}

static void about_the_draft(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"says. or tomorrow", NULL, "t/says:miss[says]"},
		{"says", NULL, ""},
		{"unsays", NULL, "t/unsays:miss[unsays]"},
		{"unsays tomorrow", NULL, ""},
		{"few", NULL, "t/few:miss[few]"},
		{"few and more", NULL, ""},
		{"many", NULL, ""},
		{"many more of it", NULL, "t/many:miss[many]"},
		{"many", "this is a longer text", ""},
		{"asks?", NULL, ""},
		{"asks? really?", NULL, "t/asks:miss[asks]"},
		{"first. then", NULL, "t/first:miss[first]"},
		{"then. first", NULL, ""},
		{"so, first", NULL, "t/first:miss[first]"},
		{"clause one, two", NULL, "t/clause:miss[clause]"},
		{"one, clause two", NULL, ""},
		{"one. last", NULL, "t/last:miss[last]"},
		{"last. one", NULL, ""},
		{"only, one", NULL, "t/only:miss[only]"},
		{"only. one", NULL, ""},
	};
	open_rules(FLAGS "  - {id: t/says, phrases: [says], when: {says: ['\\btomorrow\\b', '\\btoday\\b']}}\n"
	                 "  - {id: t/unsays, phrases: [unsays], when: {says-not: ['\\btomorrow\\b', '\\btoday\\b']}}\n"
	                 "  - {id: t/few, phrases: [few], when: {words: {max: 2}}}\n"
	                 "  - {id: t/many, phrases: [many], when: {words: {min: 3, max: 9}}}\n"
	                 "  - {id: t/asks, phrases: [asks], when: {measure: {name: question-count, above: 1}}}\n"
	                 "  - {id: t/first, phrases: [first], when: {place: first}}\n"
	                 "  - {id: t/clause, phrases: [clause], when: {place: first-clause}}\n"
	                 "  - {id: t/last, phrases: [last], when: {place: last}}\n"
	                 "  - {id: t/only, phrases: [only], when: {place: only}}\n");
	RUN(&scan, cases);
}

static void about_the_moves(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"one", NULL, ""},
		{"one. you feel", NULL, "t/has:miss[one] +mirror/feel[you feel]"},
		{"one. so they", NULL, "t/has:miss[one] +mirror/fact[so they]"},
		{"one. makes sense", NULL, "+val/sense[makes sense]"},
		{"two", NULL, "t/has-not:miss[two]"},
		{"two. makes sense", NULL, "+val/sense[makes sense]"},
		{"two. you feel", NULL, "t/has-not:miss[two] +mirror/feel[you feel]"},
		{"three", NULL, ""},
		{"three. so they", NULL, "t/any:miss[three] +mirror/fact[so they]"},
		{"four", NULL, "t/none:miss[four]"},
		{"four, so they", NULL, "+mirror/fact[so they]"},
		{"you feel, you feel. five", NULL, "+mirror/feel[you feel] +mirror/feel[you feel]"},
		{"you feel, makes sense. five", NULL, "t/after:miss[five] +mirror/feel[you feel] +val/sense[makes sense]"},
		{"you feel, five, makes sense", NULL, "+mirror/feel[you feel] +val/sense[makes sense]"},
		{"six. you feel", NULL, "t/before:miss[six] +mirror/feel[you feel]"},
		{"you feel. six", NULL, "+mirror/feel[you feel]"},
	};
	open_rules(MOVES FLAGS "  - {id: t/has, phrases: [one], when: {moves: [mirror]}}\n"
	                       "  - {id: t/has-not, phrases: [two], when: {no-moves: [val/sense, mirror/fact]}}\n"
	                       "  - {id: t/any, phrases: [three], when: {moves: [any]}}\n"
	                       "  - {id: t/none, phrases: [four], when: {no-moves: any}}\n"
	                       "  - {id: t/after, phrases: [five], when: {after-moves: 2}}\n"
	                       "  - {id: t/before, phrases: [six], when: {before-moves: true}}\n");
	RUN(&scan, cases);
}

static void moves_and_guards_have_conditions(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"yes dear", "i'm blue", "+m/sad[yes dear]"},
		{"yes dear", "hi", ""},
		{"yes dear", NULL, ""},
		{"one", NULL, "t/one:miss[one]"},
		{"one two three four", NULL, ""},
	};
	open_rules(
		CUES
		"=== m.yaml\nkind: move\nrules:\n  - {id: m/sad, phrases: [yes dear], when: {partner: [distress]}}\n"
		"=== g.yaml\nkind: guards\nguards:\n  - {id: long, default: [t], region: sentence, when: {words: {min: 4}}}\n" FLAGS
		"  - {id: t/one, phrases: [one]}\n");
	RUN(&scan, cases);
}

static void without_context(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"alpha", NULL, "t/plain:note[alpha]"},
		{"beta", NULL, "t/same:hurt[beta]"},
		{"gamma", NULL, ""},
		{"delta", NULL, "t/not:hurt[delta]"}, /* asks nothing that needs a partner text */
		{"epsilon", NULL, ""},                /* the other half still has to hold */
		{"epsilon today", NULL, "t/half:note[epsilon]"},
		{"alpha beta gamma", "i'm blue", "t/plain:hurt[alpha] t/same:hurt[beta] t/silent:hurt[gamma]"},
		{"alpha beta gamma", "hello", ""},
	};
	open_rules(CUES "=== a.yaml\nkind: flag\ncategory: t\ndefaults: {severity: hurt, when: {partner: [distress]}}\nrules:\n"
	                "  - {id: t/plain, phrases: [alpha]}\n"
	                "  - {id: t/same, phrases: [beta], without-context: same}\n"
	                "  - {id: t/silent, phrases: [gamma], without-context: silent}\n"
	                "  - {id: t/not, phrases: [delta], when: {partner-not: [banter]}}\n"
	                "  - {id: t/half, phrases: [epsilon], when: {partner: [distress], says: ['today']}}\n");
	RUN(&scan, cases);
}

static void shades(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"alpha", "hello", "t/a:miss[alpha]"},
		{"alpha", "i'm blue", "t/a:hurt[alpha]"},
		{"alpha", "i got the job", ""},
		{"alpha", "i'm blue but i got the job", "t/a:hurt[alpha]"}, /* the first that holds decides */
		{"alpha, makes sense", "furious", "t/a:note[alpha] +val/sense[makes sense]"},
		{"alpha", NULL, "t/a:miss[alpha]"}, /* what asks about the partner can't hold */
		{"alpha, makes sense", NULL, "t/a:note[alpha] +val/sense[makes sense]"},
		{"beta", NULL, "t/b:note[beta]"}, /* never above what missing context allows */
		{"beta today", NULL, "t/b:note[beta]"},
		{"beta today", "i'm blue", "t/b:hurt[beta]"},
		{"beta", "hello", ""},
	};
	open_rules(
		CUES MOVES FLAGS
		"  - {id: t/a, phrases: [alpha], shades: [{when: {partner: [distress]}, severity: hurt}, "
		"{when: {partner: [good-news]}, severity: off}, {when: {moves: [val]}, severity: note}]}\n"
		"  - {id: t/b, phrases: [beta], when: {partner: [distress]}, shades: [{when: {says: [today]}, severity: hurt}]}\n");
	RUN(&scan, cases);
}

/* ---------------------------------------------------------------- the draft as a whole */

static void missing_moves(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"hello there", "i'm blue", "t/unseen:miss!"},
		{"you feel it", "i'm blue", "+mirror/feel[you feel]"},
		{"makes sense", "i'm blue", "t/unseen:miss! +val/sense[makes sense]"},
		{"hello there", "hello", ""},
		{"hello there", NULL, "t/unseen:note!"},
		{"", "i'm blue", ""},
	};
	open_rules(CUES MOVES FLAGS "  - {id: t/unseen, missing: [mirror], when: {partner: [distress]}}\n");
	RUN(&scan, cases);
}

static void heard_first(void **state)
{
	(void)state;
	static const struct scan_case cases[] = {
		{"try yoga. you feel sad", NULL, "f/yoga:miss[try yoga] t/first:miss! +mirror/feel[you feel]"},
		{"you feel sad. try yoga", NULL, "f/yoga:miss[try yoga] +mirror/feel[you feel]"},
		{"makes sense. try yoga", NULL, "f/yoga:miss[try yoga] t/first:miss! +val/sense[makes sense]"},
		{"try yoga", NULL, "f/yoga:miss[try yoga] t/first:miss!"},
		{"sleep it off", NULL, "g/sleep:miss[sleep it off] t/first:miss!"},
		{"eat well", NULL, "g/eat:miss[eat well]"},
		{"hello", NULL, ""},
	};
	attune_finding f;
	open_rules(MOVES "=== f.yaml\nkind: flag\ncategory: fixing\nrules:\n  - {id: f/yoga, phrases: [try yoga]}\n"
	                 "=== g.yaml\nkind: flag\ncategory: other\n"
	                 "rules:\n"
	                 "  - {id: g/sleep, phrases: [sleep it off]}\n"
	                 "  - {id: g/eat, phrases: [eat well]}\n" FLAGS
	                 "  - {id: t/first, missing: [mirror/feel, mirror/fact], before: [fixing, g/sleep]}\n");
	RUN(&scan, cases);
	/* It points at what came too early. */
	scan_dir_answer(&scan, "well. eat well, try yoga. sleep it off", NULL);
	assert_int_equal(attune_report_findings(scan.report), 4);
	assert_true(attune_report_finding(scan.report, 3, &f));
	assert_true(f.whole);
	assert_int_equal(f.start, 16);
	assert_int_equal(f.end, 24);
}

static void measures(void **state)
{
	(void)state;
	static const struct {
		const char *measure, *draft, *partner;
		bool holds;
	} cases[] = {
		{"words, above: 2", "one two three", NULL, true},
		{"words, above: 3", "one two three", NULL, false},
		{"words, below: 3", "one two", NULL, true},
		{"words, above: 1, below: 3", "one two", NULL, true},
		{"words, above: 1, below: 3", "one two three", NULL, false},
		{"partner-words, above: 1", "hm", "one two", true},
		{"partner-words, below: 9", "hm", NULL, false},
		{"length-ratio, above: 1.5", "one two three four", "one two", true},
		{"length-ratio, above: 2", "one two three four", "one two", false},
		{"length-ratio, below: 0.75", "one", "one two", true},
		{"length-ratio, below: 9", "one", NULL, false},
		{"first-person-share, above: 0.5", "I think my way", NULL, true},
		{"first-person-share, above: 0.5", "I like your way", NULL, false},
		{"first-person-share, below: 0.25", "you and your way", NULL, true},
		{"first-person-share, below: 9", "so it goes", NULL, false},
		{"exclamation-ratio, above: 1.5", "wow!! great!", NULL, false},
		{"exclamation-ratio, above: 1.5", "wow!!! great!", NULL, true},
		{"question-count, above: 1", "why? how?", NULL, true},
		{"question-count, above: 1", "why? because.", NULL, false},
		{"shout-ratio, above: 0.5", "STOP DOING THIS now", NULL, true},
		{"shout-ratio, above: 0.5", "stop DOING this now", NULL, false},
		{"intensity-gap, above: 1", "FURIOUS AND LOUD!! furious!", "hm ok", true},
		{"intensity-gap, below: -1", "ok then", "i'm furious", true},
		{"intensity-gap, below: -1", "i'm furious", "i'm furious", false},
		{"style-match, above: 0", "too short", "too short", false},
		{"overlap, above: 0.5", "the interview went badly", "my interview went badly", true},
		{"overlap, above: 0.5", "never mind", "my interview went badly", false},
		{"overlap, above: 0.5", "interviewing went", "interviews went", true},
		{"echo, above: 0.9", "the interview", "the interview went so badly that i cried all the way home", true},
		{"echo, above: 0.9", "the weather", "the interview went so badly", false},
		{"you-count, above: 2", "you and you and your", NULL, true},
		{"i-count, above: 1", "I me", NULL, true},
		{"i-count, above: 1", "I you", NULL, false},
		{"repeated-ask, of: [over], above: 1", "are we ok? are we ok?", NULL, true},
		{"repeated-ask, of: [over/ok], above: 1", "are we ok?", NULL, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct at_buffer rules = {0};
		at_buffer_addf(
			&rules,
			"%s=== w.yaml\nkind: words\nlists: {self: [i, me, my], other: [you, your], stopwords: [my, the, and, so]}\n"
			"=== o.yaml\nkind: flag\ncategory: over\nrules:\n  - {id: over/ok, severity: off, phrases: [are we ok]}\n"
			"%s  - {id: t/m, measure: {name: %s}}\n",
			CUES, FLAGS, cases[i].measure);
		open_rules(at_buffer_str(&rules));
		const char *got = scan_dir_answer(&scan, cases[i].draft, cases[i].partner);
		if ((strstr(got, "t/m:miss!") != NULL) != cases[i].holds)
			fail_msg("%s on \"%s\" / \"%s\": %s", cases[i].measure, cases[i].draft,
			         cases[i].partner != NULL ? cases[i].partner : "", got);
		scan_dir_close(&scan);
		at_buffer_free(&rules);
	}
}

#define TEST(f) cmocka_unit_test_teardown(f, close_rules)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(about_the_partner), TEST(about_the_draft), TEST(about_the_moves), TEST(moves_and_guards_have_conditions),
		TEST(without_context),   TEST(shades),          TEST(missing_moves),   TEST(heard_first),
		TEST(measures),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
