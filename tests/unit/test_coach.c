/* SPDX-License-Identifier: MIT */
/* The coach without a terminal: its session, its diff, its settings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>
#include "cli/coachcmd.h"
#include "cli/config.h"
#include "cli/state.h"
#include "coach/diff.h"
#include "coach/groups.h"
#include "coach/session.h"

static enum at_drafted write_draft(struct at_session *s, const char *text)
{
	return at_session_write(s, text, strlen(text));
}

static void versions_form_a_tree(void **state)
{
	struct at_session s;
	(void)state;
	at_session_init(&s);
	assert_null(at_session_now(&s));
	assert_false(at_session_undo(&s));
	assert_int_equal(write_draft(&s, "one"), AT_DRAFT_NEW);
	assert_int_equal(write_draft(&s, "one"), AT_DRAFT_SAME);
	assert_int_equal(write_draft(&s, "two"), AT_DRAFT_NEW);
	assert_true(at_session_undo(&s));
	assert_string_equal(at_session_now(&s)->text, "one");
	assert_false(at_session_undo(&s));
	assert_int_equal(write_draft(&s, "three"), AT_DRAFT_NEW);
	assert_string_equal(at_session_before(&s)->text, "one");
	assert_int_equal(s.n_versions, 3); /* "two" is not lost */
	at_session_free(&s);
}

static void drafts_may_hold_anything(void **state)
{
	struct at_session s;
	(void)state;
	at_session_init(&s);
	assert_int_equal(at_session_write(&s, "a\0b", 3), AT_DRAFT_NEW);
	assert_int_equal(at_session_write(&s, "a\0c", 3), AT_DRAFT_NEW);
	assert_int_equal(at_session_now(&s)->len, 3);
	assert_int_equal(at_session_write(&s, "", 0), AT_DRAFT_NEW);
	at_session_free(&s);
}

static void hearing_begins_anew_only_after_copying(void **state)
{
	struct at_session s;
	(void)state;
	at_session_init(&s);
	(void)write_draft(&s, "mine");
	assert_true(at_session_hear(&s, "theirs", 6));
	assert_non_null(at_session_now(&s));
	s.taken_along = true;
	assert_true(at_session_hear(&s, "more", 4));
	assert_null(at_session_now(&s));
	assert_non_null(at_session_partner(&s));
	assert_true(at_session_hear(&s, "", 0));
	assert_null(at_session_partner(&s));
	at_session_free(&s);
}

static void tally(struct at_session *s, size_t findings, size_t hurt, unsigned meters)
{
	s->versions[s->now].tally = (struct at_tally){true, findings, hurt, meters};
}

static void is_progress(const struct at_session *s, const char *wanted)
{
	struct at_buffer text = {0};
	at_session_progress(s, &text);
	assert_string_equal(at_buffer_str(&text), wanted);
	at_buffer_free(&text);
}

static void progress_is_said_in_a_word(void **state)
{
	struct at_session s;
	(void)state;
	at_session_init(&s);
	(void)write_draft(&s, "one");
	tally(&s, 4, 2, 0);
	is_progress(&s, "");
	(void)write_draft(&s, "two");
	is_progress(&s, ""); /* not counted yet */
	tally(&s, 2, 0, 2);
	is_progress(&s, "2 fewer; nothing left that would hurt; they'd feel heard now");
	tally(&s, 0, 0, 1 | 2 | 8);
	is_progress(&s, "4 fewer; they'd feel seen, heard and less alone now");
	tally(&s, 5, 2, 0);
	is_progress(&s, "1 more than before");
	tally(&s, 4, 2, 0);
	is_progress(&s, "");
	assert_true(at_session_mute(&s, "demo/x")); /* what was counted no longer compares */
	is_progress(&s, "");
	at_session_free(&s);
}

static void fewer_words_are_no_progress(void **state)
{
	struct at_session s;
	(void)state;
	at_session_init(&s);
	(void)write_draft(&s, "you should just quit, honestly");
	tally(&s, 2, 1, 4);
	(void)write_draft(&s, "ok\tthen");
	tally(&s, 0, 0, 0);
	is_progress(&s, "");
	tally(&s, 1, 0, 4); /* some are left, so it's good to know how many */
	is_progress(&s, "1 fewer; nothing left that would hurt");
	tally(&s, 0, 0, 2); /* short, and it does something */
	is_progress(&s, "2 fewer; they'd feel heard now");
	(void)at_session_undo(&s);
	(void)write_draft(&s, "you could quit");
	tally(&s, 1, 1, 4);
	is_progress(&s, "1 fewer");
	at_session_free(&s);
}

static void new_words_of_theirs_leave_nothing_to_compare(void **state)
{
	struct at_session s;
	(void)state;
	at_session_init(&s);
	(void)write_draft(&s, "an answer to that");
	tally(&s, 1, 0, 0);
	assert_true(at_session_hear(&s, "something new", 13));
	(void)write_draft(&s, "an answer to this");
	tally(&s, 3, 0, 0);
	is_progress(&s, "");
	at_session_free(&s);
}

static void offers_have_letters(void **state)
{
	struct at_session s;
	size_t start;
	(void)state;
	at_session_init(&s);
	assert_true(at_session_add_offer(&s, "warm", "text", 4));
	assert_non_null(at_session_offer(&s, 'a'));
	assert_ptr_equal(at_session_offer(&s, 'A'), at_session_offer(&s, 'a'));
	assert_null(at_session_offer(&s, 'b'));
	assert_null(at_session_offer(&s, '1'));
	(void)write_draft(&s, "new");
	assert_null(at_session_offer(&s, 'a'));
	assert_int_equal(at_session_gap("I [did] [that]", 14, &start), 5);
	assert_int_equal(start, 2);
	assert_int_equal(at_session_gap("no ] gap [ here", 15, &start), 0);
	assert_int_equal(start, 15);
	at_session_free(&s);
}

static void muting_takes_rules_and_categories(void **state)
{
	struct at_session s;
	(void)state;
	at_session_init(&s);
	assert_true(at_session_mute(&s, "blaming"));
	assert_true(at_session_is_muted(&s, "blaming/always", "blaming"));
	assert_false(at_session_is_muted(&s, "fixing/should", "fixing"));
	assert_true(at_session_unmute(&s, "blaming"));
	assert_false(at_session_unmute(&s, "blaming"));
	at_session_free(&s);
}

static void the_gravest_groups_keep_their_order(void **state)
{
	struct at_group items[] = {{0, 1, ATTUNE_NOTE}, {1, 2, ATTUNE_MISS}, {3, 1, ATTUNE_HURT}, {4, 1, ATTUNE_MISS}};
	const struct at_groups g = {items, 4, NULL, 0};
	size_t chosen[4];
	(void)state;
	assert_int_equal(at_groups_gravest(&g, chosen, 4), 4);
	assert_int_equal(chosen[0], 0);
	assert_int_equal(at_groups_gravest(&g, chosen, 2), 2);
	assert_int_equal(chosen[0], 1);
	assert_int_equal(chosen[1], 2);
	assert_int_equal(at_groups_gravest(&g, chosen, 1), 1);
	assert_int_equal(chosen[0], 2);
}

/* --------------------------------------------------------------------- diff */

static void add_run(enum at_change change, const char *s, size_t len, void *payload)
{
	struct at_buffer *out = payload;
	at_buffer_add_char(out, "=-+"[change]);
	at_buffer_add(out, s, len);
	at_buffer_add_char(out, '|');
}

static void is_diff(const char *old, const char *now, const char *wanted)
{
	struct at_buffer out = {0};
	assert_true(at_diff_words(old, strlen(old), now, strlen(now), add_run, &out));
	assert_string_equal(at_buffer_str(&out), wanted);
	at_buffer_free(&out);
}

static void diffs_go_by_words(void **state)
{
	(void)state;
	is_diff("", "", "");
	is_diff("a b c", "a b c", "=a b c|");
	is_diff("a b c", "a x c", "=a |-b |+x |=c|");
	is_diff("", "new words", "+new words|");
	is_diff("old words", "", "-old words|");
	is_diff("a b", "a b c", "=a b |+c|");
	is_diff("one two three four", "two three five four", "-one |=two three |+five |=four|");
}

static void a_diff_too_big_for_the_table_replaces(void **state)
{
	struct at_buffer old = {0}, now = {0}, out = {0};
	(void)state;
	for (int i = 0; i < 5000; i++) {
		at_buffer_addf(&old, "a%d ", i);
		at_buffer_addf(&now, "b%d ", i);
	}
	assert_true(at_diff_words(old.ptr, old.len, now.ptr, now.len, add_run, &out));
	assert_int_equal(out.ptr[0], '-');
	assert_int_equal(out.len, old.len + now.len + 4);
	at_buffer_free(&old);
	at_buffer_free(&now);
	at_buffer_free(&out);
}

/* ----------------------------------------------------------------- settings */

static void collect(const attune_error *e, void *payload)
{
	char line[256];
	attune_error_format(e, line, sizeof line);
	at_buffer_addf(payload, "%s\n", line);
}

static void is_problem(const char *yaml, const char *wanted)
{
	struct at_config c;
	struct at_buffer told = {0};
	at_config_init(&c);
	(void)at_config_parse(&c, yaml, strlen(yaml), "f", collect, &told);
	assert_string_equal(at_buffer_str(&told), wanted);
	at_buffer_free(&told);
	at_config_free(&c);
}

static void settings_are_checked(void **state)
{
	(void)state;
	is_problem("", "");
	is_problem("# nothing\n", "");
	is_problem("colour: never\nremember: yes\noffers: 2\nmute: fixing\nvi: on\n", "");
	is_problem("rememver: on\n", "f:1:1: no setting \"rememver\"; did you mean remember?\n");
	is_problem("x: on\n", "f:1:1: no setting \"x\" (/set shows them all)\n");
	is_problem("goal: herat\n", "f:1:7: goal can't be \"herat\"; did you mean heart?\n");
	is_problem("offers: 77\n", "f:1:9: offers is one of 0|1|2|3|4|5|6\n");
	is_problem("goal: [a]\n", "f:1:7: goal is one of any|heart|resolve|here\n");
	is_problem("mute: [{a: b}]\n", "f:1:8: mute takes ids of rules or categories\n");
	is_problem("- a\n", "f:1:1: settings are lines of name: value\n");
}

static void settings_are_found(void **state)
{
	(void)state;
	assert_int_equal(at_config_find("colour", 6), AT_S_COLOR);
	assert_int_equal(at_config_find("rem", 3), AT_S_REMEMBER);
	assert_int_equal(at_config_find("", 0), AT_SETTINGS);
	assert_int_equal(at_config_find("zzz", 3), AT_SETTINGS);
}

static void is_edited(const char *before, enum at_setting setting, const char *word, const char *after)
{
	struct at_buffer text = {0}, problem = {0};
	at_buffer_add_str(&text, before);
	bool ok = setting == AT_SETTINGS ? at_config_edit_mute(&text, word, &problem)
	                                 : at_config_edit(&text, setting, word, &problem);
	assert_int_equal(ok, after != NULL);
	assert_string_equal(at_buffer_str(&text), after != NULL ? after : before);
	assert_int_equal(problem.len > 0, !ok);
	at_buffer_free(&text);
	at_buffer_free(&problem);
}

static void settings_are_changed_in_place(void **state)
{
	(void)state;
	is_edited("", AT_S_GOAL, "here", "goal: here\n");
	is_edited("# a\ngoal: heart # why\n\n# b\nvi: on", AT_S_GOAL, "here", "# a\ngoal: here # why\n\n# b\nvi: on");
	is_edited("vi: on", AT_S_GOAL, "here", "vi: on\ngoal: here\n");
	is_edited("goal: \"heart\"\n", AT_S_GOAL, "here", "goal: here\n");
	is_edited("{goal: heart, vi: on}\n", AT_S_GOAL, "any", "{goal: any, vi: on}\n");
	is_edited("colour: never\n", AT_S_COLOR, "auto", "colour: auto\n");
	is_edited("goal: heart\r\nvi: on\r\n", AT_S_GOAL, "here", "goal: here\r\nvi: on\r\n");
	is_edited("goal: hert\n", AT_S_GOAL, "here", NULL);
	is_edited("{vi: on}\n", AT_S_GOAL, "here", NULL);
	is_edited("goal: >\n  heart\n", AT_S_GOAL, "here", NULL);
}

static void muting_is_written_in_place(void **state)
{
	(void)state;
	is_edited("vi: on\n", AT_SETTINGS, "blaming", "vi: on\nmute:\n  - blaming\n");
	is_edited("mute: [a, b] # c\n", AT_SETTINGS, "d/e", "mute: [a, b, d/e] # c\n");
	is_edited("mute: []\n", AT_SETTINGS, "d", "mute: [d]\n");
	is_edited("mute:\n- a # x\n# y\nvi: on\n", AT_SETTINGS, "d", "mute:\n- a # x\n- d\n# y\nvi: on\n");
	is_edited("mute:\n  - a\n", AT_SETTINGS, "a", "mute:\n  - a\n");
	is_edited("mute: a\n", AT_SETTINGS, "d", NULL);
}

/* ----------------------------------------------------------------- commands */

static void commands_are_found_by_their_beginning(void **state)
{
	bool several;
	(void)state;
	assert_string_equal(at_coach_find("undo", 4, &several)->name, "undo");
	assert_string_equal(at_coach_find("u", 1, &several)->name, "undo");
	assert_string_equal(at_coach_find("rule", 4, &several)->name, "rule");
	assert_string_equal(at_coach_find("to", 2, &several)->name, "to");
	assert_null(at_coach_find("r", 1, &several));
	assert_true(several);
	assert_null(at_coach_find("x", 1, &several));
	assert_false(several);
	assert_null(at_coach_find("", 0, &several));
	assert_string_equal(at_coach_suggest("hlep", 4), "help");
}

static void asks_count_once_an_exchange(void **state)
{
	struct at_session s;
	(void)state;
	at_session_init(&s);
	write_draft(&s, "are you mad at me?");
	assert_true(at_session_ask(&s));
	write_draft(&s, "are you cross with me?");
	assert_false(at_session_ask(&s));
	assert_int_equal(s.asks, 1);
	s.taken_along = true;
	write_draft(&s, "are you sure?");
	assert_true(at_session_ask(&s));
	assert_true(at_session_hear(&s, "yes", 3));
	assert_true(at_session_ask(&s));
	assert_int_equal(s.asks, 3);
	at_session_free(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_form_a_tree),
		cmocka_unit_test(drafts_may_hold_anything),
		cmocka_unit_test(hearing_begins_anew_only_after_copying),
		cmocka_unit_test(progress_is_said_in_a_word),
		cmocka_unit_test(fewer_words_are_no_progress),
		cmocka_unit_test(new_words_of_theirs_leave_nothing_to_compare),
		cmocka_unit_test(asks_count_once_an_exchange),
		cmocka_unit_test(offers_have_letters),
		cmocka_unit_test(muting_takes_rules_and_categories),
		cmocka_unit_test(the_gravest_groups_keep_their_order),
		cmocka_unit_test(diffs_go_by_words),
		cmocka_unit_test(a_diff_too_big_for_the_table_replaces),
		cmocka_unit_test(settings_are_checked),
		cmocka_unit_test(settings_are_found),
		cmocka_unit_test(settings_are_changed_in_place),
		cmocka_unit_test(muting_is_written_in_place),
		cmocka_unit_test(commands_are_found_by_their_beginning),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
