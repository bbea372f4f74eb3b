/* SPDX-License-Identifier: MIT */
/*
 * test_guide: the modes of practice as state machines, and their wording: questions in order, skipped, asked once more, left and taken
 * up; danger in any answer; what is offered raises no finding; every line a mode says is there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "coach/guide.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BOSS "my boss yelled at me in front of everyone"

static const struct at_guide_mode *const modes[] = {&at_mode_walk,    &at_mode_self,      &at_mode_repair,
                                                    &at_mode_receive, &at_mode_challenge, &at_mode_journal};
enum { MODES = sizeof modes / sizeof *modes };

static struct at_wording words;
static attune_rules *rules;
static attune_scanner *scanner;
static struct at_guide guide;
static size_t counted, kept;
static char kept_line[64];

static bool count(void *payload, enum at_counted what, const char *whom, size_t *n)
{
	(void)payload;
	(void)what;
	assert_true(strlen(whom) > 0);
	*n = ++counted;
	return true;
}

static bool keep(void *payload, const char *line, size_t len)
{
	(void)payload;
	kept++;
	snprintf(kept_line, sizeof kept_line, "%.*s", (int)len, line);
	return true;
}

static bool refuse(void *payload, const char *line, size_t len)
{
	(void)payload;
	(void)line;
	(void)len;
	return false;
}

static struct at_guide_world world = {.words = &words, .file = "FILE", .count = count, .keep = keep};

static int open_all(void **state)
{
	(void)state;
	if (attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) != ATTUNE_OK)
		return -1;
	if (attune_scanner_new(&scanner, rules, NULL) != ATTUNE_OK)
		return -1;
	world.scanner = scanner;
	return at_wording_load(&words, NULL, 0, NULL, NULL) ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	at_wording_free(&words);
	attune_scanner_free(scanner);
	attune_rules_free(rules);
	return 0;
}

static int end_guide(void **state)
{
	(void)state;
	at_guide_free(&guide);
	counted = kept = 0;
	return 0;
}

static void begin(const struct at_guide_mode *mode, const char *partner)
{
	at_guide_free(&guide);
	at_guide_begin(&guide, mode, &world, NULL, partner, partner == NULL ? 0 : strlen(partner), NULL, 0);
}

static void type(const char *line)
{
	at_guide_line(&guide, line, strlen(line));
}

static void asks(const char *part)
{
	const char *q = at_guide_question(&guide);
	if (q == NULL || strstr(q, part) == NULL)
		fail_msg("wanted a question with \"%s\", got \"%s\"", part, q == NULL ? "none" : q);
}

static void says(const char *part)
{
	if (strstr(at_buffer_str(&guide.said), part) == NULL)
		fail_msg("wanted \"%s\" in: %s", part, at_buffer_str(&guide.said));
}

static void offers(const char *part)
{
	for (size_t i = 0; i < guide.n_offers; i++)
		if (strstr(at_buffer_str(&guide.offers[i].text), part) != NULL)
			return;
	fail_msg("no offer with \"%s\"; the first of %zu: %s", part, guide.n_offers,
	         guide.n_offers > 0 ? at_buffer_str(&guide.offers[0].text) : "");
}

/* ------------------------------------------------------------------- walking */

static void questions_come_in_order(void **state)
{
	(void)state;
	begin(&at_mode_walk, BOSS);
	says("walk through their world");
	asks("be them right now");
	type("humiliated");
	says("How they say it:");
	asks("how they say it");
	type("");
	says("Between the words");
	asks("between the words");
	type("   ");
	asks("need from a friend");
	type("someone on their side");
	assert_null(at_guide_question(&guide));
	assert_true(guide.done && at_guide_over(&guide));
	offers("maybe you're humiliated");
	offers("could you use somebody on your side?");
	assert_false(guide.heard_here);
	type("more");
	assert_true(guide.done);
}

/* A row of answers, `;` between them. */
struct walk {
	const char *partner, *answers, *wanted;
};

static void answer_all(const char *answers)
{
	for (const char *s = answers; at_guide_question(&guide) != NULL;) {
		size_t len = strcspn(s, ";");
		at_guide_line(&guide, s, len);
		s += len + (s[len] == ';');
	}
}

static void answers_fit_into_sentences(void **state)
{
	(void)state;
	static const struct walk cases[] = {
		{BOSS, "I think she feels small and ashamed", "maybe you're"},
		{BOSS, ";;lonely", "maybe you're lonely"},
		{BOSS, ";probably hurt", "maybe you're hurt"},
		{BOSS, "She\xe2\x80\x99s exhausted.", "maybe you're exhausted"},
		{BOSS, "tired;;;They need some company!", "would some company help?"},
		{BOSS, "tired;;;to vent", "would it help to vent?"},
		{BOSS, "tired;;;a listening ear", "could you use a listening ear?"},
		{"My boss yelled at me in front of everyone.", "humiliated", "Maybe you're humiliated."},
		{"i'm so tired of it all", "tired", "no wonder you're tired"},
		{"i passed my exam!!", "proud", "i bet you're proud"},
		{BOSS, "", "your boss yelled at you"},
		{BOSS, "idk;nothing;no idea", "your boss yelled at you"},
		{"you forgot my birthday again", "hurt", "maybe you're hurt. i want to get this"},
		{"I'm so proud of myself, I ran 5k", "proud", "I'm so happy for you!"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		begin(&at_mode_walk, cases[i].partner);
		answer_all(cases[i].answers);
		offers(cases[i].wanted);
	}
	begin(&at_mode_walk, BOSS);
	answer_all("tired;;;him to be quiet");
	for (size_t i = 0; i < guide.n_offers; i++)
		assert_null(strstr(at_buffer_str(&guide.offers[i].text), "him"));
}

static void what_they_said_is_asked_for(void **state)
{
	(void)state;
	begin(&at_mode_walk, NULL);
	asks("What did they say?");
	type("");
	assert_true(guide.paused);
	says("I need what they said");
	assert_null(at_guide_question(&guide));
	at_guide_resume(&guide);
	asks("What did they say?");
	type("i failed the exam");
	assert_true(guide.heard_here);
	asks("be them right now");
}

/* -------------------------------------------------------------- the other modes */

static void self_says_it_to_oneself_first(void **state)
{
	(void)state;
	begin(&at_mode_self, NULL);
	type("I'm so anxious");
	asks("1 (a breath) to 5");
	type("5");
	says("That's a lot to hold");
	type("about the interview");
	asks("What is it that I most want and need to hear in this moment?");
	type("that I'm allowed to be new at this");
	says("It makes sense that I feel anxious about the interview. I'm allowed to be new at this. I'm here with me.");
	type("a slow breath");
	asks("What could you ask");
	type("Could you please sit with me?");
	asks("minutes");
	type("15");
	says("Mine to give: a slow breath");
	offers("I'm feeling anxious about the interview. No need to fix it. Could you sit with me for 15 minutes?");
}

static void self_skipped(void **state)
{
	(void)state;
	begin(&at_mode_self, NULL);
	answer_all("");
	assert_int_equal(guide.n_offers, 0);
	begin(&at_mode_self, NULL);
	answer_all("what on earth do I know;;;;;listen");
	assert_int_equal(guide.n_offers, 0); /* nothing to call the feeling */
}

static void repair_asks_again_once(void **state)
{
	(void)state;
	begin(&at_mode_repair, NULL);
	type("I shouted at you but you started it");
	says("Once more");
	asks("What did you do?");
	type("I shouted at you, but you made me");
	assert_int_equal(guide.said.len, 0);
	asks("Which part is yours");
	answer_all("");
	offers("[what you did]");
	begin(&at_mode_repair, NULL);
	answer_all("I told Ravi about your divorce;it's mine, all of it;betrayed;ask him to keep it to himself");
	offers("I'm sorry I told Ravi about your divorce. That was on me. I imagine that left you feeling betrayed. I'll ask him");
	for (size_t i = 0; i < guide.n_offers; i++)
		assert_null(strchr(at_buffer_str(&guide.offers[i].text), '['));
	begin(&at_mode_repair, NULL);
	answer_all("I forgot our dinner but work was mad;I forgot our dinner;yes");
	offers("I'm sorry I forgot our dinner. That was on me.");
	begin(&at_mode_repair, NULL);
	answer_all("hurting you");
	offers("I'm sorry for hurting you. [That was on me].");
	begin(&at_mode_repair, NULL);
	answer_all("I said you were useless;that was mine alone"); /* naming a hard word isn't saying it again */
	offers("I'm sorry I said you were useless. That was mine alone.");
}

static void receiving_says_no_more_than_they_do(void **state)
{
	(void)state;
	static const char sorry[] = "i'm sorry i shouted at you";
	begin(&at_mode_receive, sorry);
	answer_all("not yet");
	assert_int_equal(guide.n_offers, 1);
	offers("i need a little time with it");
	begin(&at_mode_receive, sorry);
	answer_all("in part;hurt;tell me sooner");
	offers("i'm still feeling hurt");
	offers("could you tell me sooner?");
	begin(&at_mode_receive, sorry);
	answer_all("yes;no");
	offers("thank you for saying that. it means a lot");
	begin(&at_mode_receive, "Sorry I was late, that was rubbish of me");
	answer_all("yes;;text me next time");
	assert_int_equal(guide.n_offers, 1);
	offers("Thank you for saying that. It means a lot. Could you text me next time?");
}

static void acts_are_counted_when_they_are_done(void **state)
{
	(void)state;
	begin(&at_mode_challenge, NULL);
	type("colleague");
	assert_int_equal(guide.n_offers, 3);
	type("b");
	assert_string_equal(at_buffer_str(&guide.chosen), "How has this week been for you?");
	type("");
	assert_int_equal(counted, 0);
	type("");
	assert_true(guide.paused);
	at_guide_resume(&guide);
	type("honestly i'm shattered, three deadlines");
	says("What I hear: shattered");
	type("no");
	assert_int_equal(counted, 0);
	says("more than one knock");
	says("Compassion");
	assert_true(guide.n_offers > 0);
	begin(&at_mode_challenge, NULL);
	answer_all("friend;;yes");
	assert_int_equal(counted, 1);
}

static void every_message_of_the_challenge_passes_the_rules(void **state)
{
	(void)state;
	const char *who;
	for (size_t k = 0; (who = at_wording_get(&words, "challenge", "whom", k)) != NULL; k++) {
		begin(&at_mode_challenge, NULL);
		type(who);
		assert_int_equal(guide.n_offers, 3);
	}
}

static void the_journal_keeps_one_line(void **state)
{
	(void)state;
	begin(&at_mode_journal, NULL);
	says("FILE");
	type("it was only a hug");
	assert_int_equal(kept, 1);
	assert_string_equal(kept_line, "it was only a hug");
	begin(&at_mode_journal, NULL);
	type("");
	assert_int_equal(kept, 1);
	world.keep = refuse;
	begin(&at_mode_journal, NULL);
	type("a line");
	assert_int_equal(guide.said.len, 0);
	assert_true(guide.failed);
	world.keep = keep;
}

/* ------------------------------------------------------------------- all modes */

static void danger_ends_every_mode_at_every_question(void **state)
{
	(void)state;
	for (size_t m = 0; m < MODES; m++) {
		for (size_t at = 0; at < modes[m]->n_steps; at++) {
			begin(modes[m], NULL);
			for (size_t i = 0; i < at && at_guide_question(&guide) != NULL; i++)
				type("i'm sorry i forgot");
			if (at_guide_question(&guide) == NULL)
				continue;
			type("i want to kill myself");
			assert_true(guide.carded);
			assert_non_null(guide.card);
			assert_null(at_guide_question(&guide));
			assert_int_equal(guide.said.len, 0);
		}
	}
	assert_int_equal(counted, 0);
	assert_int_equal(kept, 0);
}

static void a_soft_card_is_shown_once_and_the_mode_goes_on(void **state)
{
	(void)state;
	begin(&at_mode_self, NULL);
	type("I just want to disappear");
	assert_string_equal(guide.card, "crisis-soft");
	assert_false(guide.carded);
	assert_non_null(at_guide_question(&guide));
	type("I just want to disappear");
	assert_null(guide.card);
	begin(&at_mode_journal, NULL);
	type("I can't see a way out");
	assert_string_equal(guide.card, "crisis-soft");
	assert_int_equal(kept, 0);
}

static void nothing_that_is_typed_breaks_a_mode(void **state)
{
	(void)state;
	static const char *const lines[] = {"{you} {word} {", "[", "\xf0\x9f\x98\xa2", "a\tb", "%s%n", "....", "\x1b[31mx",
	                                    "\xff",           "?"};
	char longer[2000];
	memset(longer, 'a', sizeof longer - 1);
	longer[sizeof longer - 1] = 0;
	for (size_t m = 0; m < MODES; m++) {
		for (size_t i = 0; i <= sizeof lines / sizeof *lines; i++) {
			begin(modes[m], NULL);
			for (size_t k = 0; k < 30 && at_guide_question(&guide) != NULL; k++)
				type(i < sizeof lines / sizeof *lines ? lines[i] : longer);
			assert_null(at_guide_question(&guide));
		}
	}
}

static void tab_has_words(void **state)
{
	(void)state;
	begin(&at_mode_walk, BOSS);
	assert_string_equal(at_guide_candidate(&guide, 0), "afraid");
	answer_all(";;");
	begin(&at_mode_walk, BOSS);
	type("");
	assert_null(at_guide_candidate(&guide, 0));
	type("");
	type("");
	assert_string_equal(at_guide_candidate(&guide, 0), "acceptance");
	begin(&at_mode_challenge, NULL);
	assert_string_equal(at_guide_candidate(&guide, 0), "friend");
	begin(&at_mode_receive, "sorry i was late");
	assert_string_equal(at_guide_candidate(&guide, 2), "not yet");
}

static void every_question_is_worded(void **state)
{
	(void)state;
	for (size_t m = 0; m < MODES; m++) {
		for (size_t i = 0; i < modes[m]->n_steps; i++) {
			char key[32];
			const struct at_guide_step *s = &modes[m]->steps[i];
			snprintf(key, sizeof key, "ask-%s", s->key);
			assert_non_null(at_wording_get(&words, modes[m]->name, key, 0));
			if (s->strip != NULL)
				assert_non_null(at_wording_get(&words, "common", s->strip, 0));
		}
	}
}

/* --------------------------------------------------------------------- wording */

static void listen(const attune_error *e, void *payload)
{
	struct at_buffer *said = payload;
	at_buffer_addf(said, "%u:%u %s|", attune_error_line(e), attune_error_column(e), attune_error_message(e));
}

static void overlay(const char *yaml, const char *wanted, const char *key, const char *line)
{
	char path[] = "/tmp/attune-wording-XXXXXX";
	struct at_wording w;
	struct at_buffer said = {0};
	int fd = mkstemp(path);
	assert_true(fd >= 0 && write(fd, yaml, strlen(yaml)) == (ssize_t)strlen(yaml));
	close(fd);
	const char *paths[] = {path};
	assert_true(at_wording_load(&w, paths, 1, listen, &said));
	assert_string_equal(at_buffer_str(&said), wanted);
	assert_string_equal(at_wording_line(&w, "walk", key), line);
	at_wording_free(&w);
	at_buffer_free(&said);
	unlink(path);
}

static void users_word_over_the_shipped(void **state)
{
	(void)state;
	const char *old = at_wording_line(&words, "walk", "ask-how");
	overlay("kind: data\nmodes:\n  walk: {ask-how: Und wie?}\n", "", "ask-how", "Und wie?");
	overlay("# kind: data\nkind: data\nmodes: {walk: {mark-dots: [a, b]}}\n", "", "mark-dots", "a");
	overlay("kind: flag\nmodes:\n  walk: {ask-how: Und wie?}\n", "", "ask-how", old);
	overlay("kind: data\nmodes:\n  walk: {ask-hwo: x}\n", "3:10 no line \"ask-hwo\"; did you mean ask-how?|", "ask-how", old);
	overlay("kind: data\nmodes:\n  wlak: {ask-how: x}\n", "3:3 no mode \"wlak\"|", "ask-how", old);
	overlay("kind: data\nmodes: [a]\n", "2:8 `modes` is a map of modes|", "ask-how", old);
	overlay("kind: data\nmodes:\n  walk: {ask-how: {a: b}}\n", "3:19 ask-how takes a text or a list of texts|", "ask-how", old);
	overlay("kind: data\nmodes: [\n", "", "ask-how", old);
}

#define TEST(f) cmocka_unit_test_teardown(f, end_guide)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(questions_come_in_order),
		TEST(answers_fit_into_sentences),
		TEST(what_they_said_is_asked_for),
		TEST(self_says_it_to_oneself_first),
		TEST(self_skipped),
		TEST(repair_asks_again_once),
		TEST(receiving_says_no_more_than_they_do),
		TEST(acts_are_counted_when_they_are_done),
		TEST(every_message_of_the_challenge_passes_the_rules),
		TEST(the_journal_keeps_one_line),
		TEST(danger_ends_every_mode_at_every_question),
		TEST(a_soft_card_is_shown_once_and_the_mode_goes_on),
		TEST(nothing_that_is_typed_breaks_a_mode),
		TEST(tab_has_words),
		TEST(every_question_is_worded),
		TEST(users_word_over_the_shipped),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
