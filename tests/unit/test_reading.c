/* SPDX-License-Identifier: MIT */
/*
 * test_reading: what is read in a partner text: kinds of moment, feelings with how strong they are and whether they were
 * said, needs, register, the safety card.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../scan_fixture.h"

static void add_all(struct at_buffer *to, const char *name, const char *(*get)(const attune_report *, size_t), size_t n)
{
	for (size_t i = 0; i < n; i++)
		at_buffer_addf(to, "%s%s", i > 0 ? "," : name, get(scan.report, i));
}

/* The reading in one line: kinds, feelings as family/word/intensity (? for a guess) and where they stand, needs, register. */
static const char *read_text(const char *partner)
{
	struct at_buffer *to = &scan.answer;
	size_t len = strlen(partner);
	attune_feeling f;
	at_buffer_clear(to);
	assert_int_equal(attune_read(&scan.report, scan.scanner, partner, len, NULL), ATTUNE_OK);
	const char *wrong = check_report(scan.report, scan.dir.rules, "", 0, partner, len);
	if (wrong != NULL)
		fail_msg("%s: %s", partner, wrong);
	assert_int_equal(attune_report_findings(scan.report) + attune_report_moves(scan.report), 0);
	add_all(to, "", attune_report_kind, attune_report_kinds(scan.report));
	for (size_t i = 0; attune_report_feeling(scan.report, i, &f); i++) /* ASCII texts: code points are bytes */
		at_buffer_addf(to, " %s/%s/%d%s[%.*s]", f.family, f.word, f.intensity, f.stated ? "" : "?", (int)(f.end - f.start),
		               partner + f.start);
	add_all(to, " needs ", attune_report_need, attune_report_needs(scan.report));
	add_all(to, " writes ", attune_report_register, attune_report_registers(scan.report));
	if (attune_report_card(scan.report) != NULL)
		at_buffer_addf(to, " card %s", attune_report_card(scan.report));
	return at_buffer_str(to);
}

struct reading_case {
	const char *partner, *expected;
};

static void run(const struct reading_case *cases, size_t n)
{
	size_t wrong = 0;
	for (size_t i = 0; i < n; i++) {
		const char *got = read_text(cases[i].partner);
		if (strcmp(got, cases[i].expected) != 0) {
			print_error("partner:  %s\nreading:  %s\nexpected: %s\n", cases[i].partner, got, cases[i].expected);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}
#define READ(cases) run(cases, sizeof cases / sizeof cases[0])

static void kinds(void **state)
{
	(void)state;
	static const struct reading_case cases[] = {
		{"hello", "neutral"},
		{"i'm blue", "distress"},
		{"lol i'm blue", "distress"}, /* small talk is none when something weighs on it */
		{"lol", "banter"},
		{"milk and eggs", "logistics"},
		{"lol milk and eggs", "banter,logistics"},
		{"i'm blue and furious", "anger,distress"}, /* in order of what comes first */
		{"torn, got the job but blue", "distress,ambivalence,good-news"},
		{"", ""},
		{"  ", ""},
	};
	open_rules("=== c.yaml\nkind: cue\n"
	           "rules:\n"
	           "  - {id: a/blue, moment: distress, phrases: [blue]}\n"
	           "  - {id: a/mad, moment: anger, phrases: [furious]}\n"
	           "  - {id: a/lol, moment: banter, phrases: [lol]}\n  - {id: a/milk, moment: logistics, phrases: [milk]}\n"
	           "  - {id: a/torn, moment: [ambivalence], phrases: [torn]}\n"
	           "  - {id: a/job, moment: good-news, phrases: [got the job]}\n");
	READ(cases);
}

static void feelings(void **state)
{
	(void)state;
	static const struct reading_case cases[] = {
		{"i'm blue", "neutral sadness/blue/2[blue]"},
		{"i'm so blue", "neutral sadness/blue/3[blue]"},
		{"a bit blue", "neutral sadness/blue/1[blue]"},
		{"so very crushed", "neutral sadness/crushed/5[crushed]"},
		{"BLUE", "neutral sadness/blue/3[BLUE]"},
		{"blue. so. blue", "neutral sadness/blue/2[blue]"},
		{"blue, so blue", "neutral sadness/blue/3[blue]"},          /* the same again: the stronger */
		{"blue and crushed", "neutral sadness/crushed/5[crushed]"}, /* one of a family */
		{"blue!!", "neutral sadness/blue/3[blue]"},
		{"sooo blue", "neutral sadness/blue/4[blue]"},
		{"let down again", "neutral hurt/let down/3[let down]"}, /* not "down" */
		{"feeling down", "neutral sadness/down/2[down]"},
		{"he walked out", "neutral hurt/abandoned/4?[he walked out]"},
		{"he walked out and i'm blue",
	         "neutral sadness/blue/2[blue] hurt/abandoned/4?[he walked out]"}, /* said before guessed */
		{"he walked out, let down", "neutral hurt/let down/3[let down]"},  /* a guess gives way to its own family said */
		{"not blue", "neutral"},
		{"my bluebird", "neutral"},
	};
	open_rules("=== w.yaml\nkind: words\nlists: {intensifiers: [so, very], softeners: [bit]}\n"
	           "=== g.yaml\nkind: guards\nguards:\n  - {id: negated, default: [cues], region: before, patterns: ['\\bnot$']}\n"
	           "=== c.yaml\nkind: cue\n"
	           "rules:\n"
	           "  - {id: sad/w, family: sadness, words: {blue: 2, down: 2, crushed: 5}}\n"
	           "  - {id: hurt/w, family: hurt, words: {let down: 3}}\n"
	           "  - {id: hurt/left, family: hurt, feeling: abandoned, intensity: 4, stated: false, "
	           "patterns: ['\\bhe walked out\\b']}\n");
	READ(cases);
}

/* Words in a frame, and what follows "you" when a feeling is said back. */
static const char *said_back(const char *partner)
{
	attune_feeling f;
	read_text(partner);
	at_buffer_clear(&scan.answer);
	for (size_t i = 0; attune_report_feeling(scan.report, i, &f); i++)
		at_buffer_addf(&scan.answer, "%s%s|%s|%d", i > 0 ? " " : "", f.word, f.said, f.intensity);
	return at_buffer_str(&scan.answer);
}

static void sayings(void **state)
{
	(void)state;
	open_rules("=== c.yaml\nkind: cue\n"
	           "rules:\n"
	           "  - {id: a/plain, family: sadness, words: {blue: 2}}\n"
	           "  - {id: a/self, family: shame, say: feel, frame: '\\bi feel (?:so )?\\K{word}\\b(?! to)', "
	           "words: {small: 3, a joke: {intensity: 4, say: feel like a joke}}}\n"
	           "  - {id: a/deep, family: overwhelm, words: {in over my: {intensity: 3, say: are in over your head}}}\n"
	           "  - {id: a/miss, family: longing, feeling: lonely, say: miss him, stated: false, patterns: ['miss him']}\n");
	assert_string_equal(said_back("blue"), "blue|are blue|2");
	assert_string_equal(said_back("i feel small"), "small|feel small|3");
	assert_string_equal(said_back("a small car"), "");
	assert_string_equal(said_back("i feel small to them"), "");
	assert_string_equal(said_back("i feel a joke"), "a joke|feel like a joke|4");
	assert_string_equal(said_back("in over my head"), "in over your head|are in over your head|3");
	assert_string_equal(said_back("miss him"), "lonely|miss him|2");
}

static void few_guesses(void **state)
{
	(void)state;
	static const struct reading_case cases[] = {
		{"one", "neutral a/one/2?[one]"},
		{"one two three", "neutral c/three/4?[three] a/one/2?[one]"},
		{"one three sad", "neutral s/sad/2[sad] c/three/4?[three]"},
		{"one two sad", "neutral s/sad/2[sad]"}, /* weak guesses go */
	};
	open_rules("=== c.yaml\nkind: cue\ndefaults: {stated: false}\n"
	           "rules:\n"
	           "  - {id: a/one, family: a, feeling: one, phrases: [one]}\n"
	           "  - {id: b/two, family: b, feeling: two, phrases: [two]}\n"
	           "  - {id: c/three, family: c, feeling: three, intensity: 4, phrases: [three]}\n"
	           "  - {id: s/sad, family: s, stated: true, words: {sad: 2}}\n");
	READ(cases);
}

static const char *topic_of(const char *partner)
{
	read_text(partner);
	const char *about = attune_report_about(scan.report), *event = attune_report_event(scan.report);
	at_buffer_clear(&scan.answer);
	at_buffer_addf(&scan.answer, "%s: %s", about != NULL ? about : "-", event != NULL ? event : "-");
	return at_buffer_str(&scan.answer);
}

static void topic(void **state)
{
	(void)state;
	open_rules("=== c.yaml\nkind: cue\n"
	           "rules:\n"
	           "  - {id: who/my, person: 'my {it}', person-yours: 'your {it}', patterns: ['\\bmy \\K(?:boss|mum)\\b']}\n"
	           "  - {id: who/name, person: '{it}', patterns: ['\\b(?-i:[A-Z])\\w+(?= said)']}\n"
	           "  - {id: what/scan, event: the scan, phrases: [scan]}\n"
	           "  - {id: what/job, event: losing your job, moment: distress, phrases: [fired]}\n"
	           "  - {id: what/words, event: 'what {person} said', moment: distress, patterns: ['\\w+ said']}\n");
	assert_string_equal(topic_of("hello"), "-: -");
	assert_string_equal(topic_of("my scan"), "-: the scan");
	assert_string_equal(topic_of("my scan and i got fired"), "-: losing your job");
	assert_string_equal(topic_of("My boss said no"), "my boss: what your boss said");
	assert_string_equal(topic_of("Sam said no"), "Sam: what Sam said");
	assert_string_equal(topic_of("she said no"), "-: -");
	assert_string_equal(topic_of("my boss and my mum"), "-: -"); /* two of them, and neither is clearer */
	assert_string_equal(topic_of("my boss, my mum, my boss"), "my boss: -");
	assert_string_equal(topic_of("my boss, my mum said"), "my mum: what your mum said");
}

static void pace(void **state)
{
	(void)state;
	open_rules("=== c.yaml\nkind: cue\nrules:\n  - {id: sad/w, family: sadness, words: {blue: 2}}\n");
	read_text("i'm blue");
	assert_string_equal(attune_report_pace(scan.report), "short");
	assert_int_equal(attune_report_intensity(scan.report), 2);
	read_text("I'm blue today. It has been a week of rain and I miss the old place.");
	assert_string_equal(attune_report_pace(scan.report), "steady");
	read_text("so he came\nand then\nyou won't believe it\nhe just left");
	assert_string_equal(attune_report_pace(scan.report), "rushing");
	read_text("");
	assert_null(attune_report_pace(scan.report));
	assert_int_equal(attune_report_intensity(scan.report), 0);
	assert_null(attune_report_about(scan.report));
	assert_null(attune_report_event(scan.report));
}

static void needs_register_card(void **state)
{
	(void)state;
	static const struct reading_case cases[] = {
		{"blue", "neutral sadness/blue/2[blue] needs comfort,rest"}, /* a feeling's first two */
		{"nobody asked", "neutral needs respect"},
		{"blue, nobody asked", "neutral sadness/blue/2[blue] needs comfort,rest,respect"},
		{"nobody asked nobody asked", "neutral needs respect"},
		{"kind regards", "neutral writes formal"},
		{"lol kind regards", "neutral writes texting,formal"},
		{"end it all", "crisis card self-harm"},
		{"lol", "neutral writes texting"},
	};
	open_rules("=== c.yaml\nkind: cue\ncard: {self-harm: [One line., {a: Two., b: [Three.]}]}\nrules:\n"
	           "  - {id: sad/w, family: sadness, needs: [comfort, rest, play], words: {blue: 2}}\n"
	           "  - {id: need/asked, needs: respect, phrases: [nobody asked]}\n"
	           "  - {id: reg/formal, register: formal, phrases: [kind regards]}\n"
	           "  - {id: reg/lol, register: texting, phrases: [lol]}\n"
	           "  - {id: danger/end, moment: crisis, card: self-harm, phrases: [end it all]}\n");
	READ(cases);
	assert_string_equal(attune_rules_card_line(scan.dir.rules, "self-harm", 0), "One line.");
	assert_string_equal(attune_rules_card_line(scan.dir.rules, "self-harm", 2), "Three.");
	assert_null(attune_rules_card_line(scan.dir.rules, "self-harm", 3));
	assert_null(attune_rules_card_line(scan.dir.rules, "other", 0));
	/* The card is in the report of a scan, too, and a flag may bring one. */
	scan_dir_answer(&scan, "hm", "end it all");
	assert_string_equal(attune_report_card(scan.report), "self-harm");
	scan_dir_answer(&scan, "hm", NULL);
	assert_null(attune_report_card(scan.report));
}

static void which_cues(void **state)
{
	(void)state;
	open_rules("=== c.yaml\nkind: cue\n"
	           "rules:\n"
	           "  - {id: a/one, moment: distress, phrases: [one, two]}\n"
	           "  - {id: b/two, moment: banter, phrases: [three], unless: [q]}\n"
	           "=== g.yaml\nkind: guards\nguards:\n  - {id: q, region: match, patterns: ['\"[^\"]*\"']}\n");
	read_text("one two \"three\"");
	size_t one = attune_rules_find(scan.dir.rules, "a/one");
	assert_int_equal(attune_report_cue(scan.report, 0), one);
	assert_int_equal(attune_report_cue(scan.report, 1), SIZE_MAX);
	read_text("three one");
	assert_int_equal(attune_report_cue(scan.report, 0), attune_rules_find(scan.dir.rules, "b/two"));
	assert_int_equal(attune_report_cue(scan.report, 1), one);
}

static void spans_beyond_ascii(void **state)
{
	(void)state;
	static const char partner[] = "\xF0\x9F\x98\xA2 caf\xC3\xA9 \xE2\x80\x9Cso\xE2\x80\x9D bluuuue";
	attune_feeling f;
	open_rules("=== c.yaml\nkind: cue\nrules:\n  - {id: sad/w, family: sadness, words: {blue: 2}}\n");
	assert_int_equal(attune_read(&scan.report, scan.scanner, partner, sizeof partner - 1, NULL), ATTUNE_OK);
	assert_true(attune_report_feeling(scan.report, 0, &f));
	assert_int_equal(f.start, 12);
	assert_int_equal(f.end, 19);
	assert_string_equal(f.word, "blue");
}

#define TEST(f) cmocka_unit_test_teardown(f, close_rules)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(kinds),
		TEST(feelings),
		TEST(sayings),
		TEST(few_guesses),
		TEST(topic),
		TEST(pace),
		TEST(needs_register_card),
		TEST(which_cues),
		TEST(spans_beyond_ascii),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
