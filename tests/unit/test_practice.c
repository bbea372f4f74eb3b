/* SPDX-License-Identifier: MIT */
/*
 * test_practice: the shipped scenes keep their promises; answers, good and bad, are judged as a counsellor would; drills ask,
 * listen and keep; the schedule brings back what failed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "coach/judge.h"
#include "coach/practice.h"
#include "coach/schedule.h"
#include "../rule_dir.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct world {
	attune_rules *rules;
	attune_scanner *scanner;
	attune_report *report;
	struct at_scenes scenes;
	struct at_buffer heard;
};

static void complain(const attune_error *e, void *payload)
{
	(void)payload;
	print_error("%s:%u: %s\n", attune_error_file(e), attune_error_line(e), attune_error_message(e));
}

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	*state = w;
	return w != NULL && attune_rules_load(&w->rules, true, NULL, 0, complain, NULL, NULL) == ATTUNE_OK &&
	                       attune_scanner_new(&w->scanner, w->rules, NULL) == ATTUNE_OK &&
	                       at_scenes_load(&w->scenes, NULL, 0, complain, NULL)
	               ? 0
	               : -1;
}

static int close_world(void **state)
{
	struct world *w = *state;
	at_scenes_free(&w->scenes);
	at_buffer_free(&w->heard);
	attune_report_free(w->report);
	attune_scanner_free(w->scanner);
	attune_rules_free(w->rules);
	free(w);
	return 0;
}

static const struct at_scene *scene(const struct world *w, const char *id)
{
	for (size_t i = 0; i < w->scenes.n_scenes; i++)
		if (strcmp(w->scenes.scenes[i].id, id) == 0)
			return &w->scenes.scenes[i];
	fail_msg("no scene %s", id);
	return NULL;
}

static struct at_verdict judge(struct world *w, const struct at_scene *s, const char *answer)
{
	struct at_verdict v;
	assert_int_equal(attune_scan(&w->report, w->scanner, answer, strlen(answer), s->they, strlen(s->they), NULL), ATTUNE_OK);
	at_judge_answer(&v, &w->scenes, s->moment, w->report, answer, strlen(answer));
	return v;
}

/* ---- scenes ---- */

static void test_scenes(void **state)
{
	struct world *w = *state;
	size_t of[AT_MOMENTS][AT_LEVELS + 1] = {{0}}, to[6] = {0}, wrong = 0;
	assert_true(w->scenes.n_scenes >= 60);
	assert_true(w->scenes.n_says >= 20);
	for (size_t i = 0; i < w->scenes.n_scenes; i++) {
		const struct at_scene *s = &w->scenes.scenes[i];
		struct at_verdict v = judge(w, s, s->model);
		of[s->moment][s->level]++;
		to[s->to]++;
		if (attune_report_findings(w->report) > 0 || attune_report_card(w->report) != NULL || v.went != AT_WENT_WELL ||
		    v.next.len > 0) {
			attune_finding f = {0};
			(void)attune_report_finding(w->report, 0, &f);
			print_error("%s: went %d, meters %u, %s: try %s\n", s->id, (int)v.went, v.meters,
			            f.rule == NULL ? "" : f.rule, at_buffer_str(&v.next));
			wrong++;
		}
		at_verdict_free(&v);
	}
	assert_int_equal(wrong, 0);
	for (int m = 0; m < AT_MOMENTS; m++)
		assert_true(of[m][1] >= 2 && of[m][2] >= 2);
	for (int t = ATTUNE_TO_PARTNER; t <= ATTUNE_TO_COLLEAGUE; t++)
		assert_true(to[t] >= 10);
}

static void test_own_scenes(void **state)
{
	struct rule_dir dir;
	struct at_scenes s;
	(void)state;
	assert_true(rule_dir_open(&dir));
	static const char text[] = "kind: data\nto: friend\nscenes:\n"
				   "  - {id: mine/one, level: 2, moment: anger, they: oh, model: ah}\n"
				   "  - {id: friend/break-up, off: true}\n"
				   "  - {id: friend/dog, level: 3, moment: repair, they: new, model: newer}\n"
				   "  - {id: mine/two, level: 4, moment: anger, they: oh, model: ah}\n"
				   "  - {id: mine/three, level: 1, moment: angr, they: oh, model: ah}\n"
				   "  - {id: mine/four, level: 1, moment: anger, thye: oh, model: ah}\n"
				   "judging:\n  done: [\"Fine.\"]\n";
	assert_true(rule_dir_write_bytes(&dir, "mine.yaml", text, sizeof text - 1));
	assert_true(at_scenes_load(&s, (const char *const[]){dir.path}, 1, rule_dir_note, &dir));
	assert_string_equal(at_buffer_str(&dir.said),
	                    "mine.yaml:7:27: mine/two: level is 1, 2 or 3\n"
	                    "mine.yaml:8:40: mine/three: moment can't be \"angr\"; did you mean anger?\n"
	                    "mine.yaml:9:46: mine/four: unknown key `thye` in a scene; did you mean `they`?\n");
	struct world w = {.scenes = s};
	assert_int_equal(scene(&w, "mine/one")->to, ATTUNE_TO_FRIEND);
	assert_string_equal(scene(&w, "friend/dog")->model, "newer");
	for (size_t i = 0; i < s.n_scenes; i++)
		assert_string_not_equal(s.scenes[i].id, "friend/break-up");
	assert_string_equal(at_scenes_words(&s, "done", NULL, 1), "Fine.");
	assert_true(*at_scenes_words(&s, "went", "well", 0) != 0);
	at_scenes_free(&s);
	rule_dir_close(&dir);
}

/* ---- judgement ---- */

static void test_judgement(void **state)
{
	static const struct {
		const char *scene, *answer;
		enum at_went went;
		const char *well, *next; /* found in what is said; "" when nothing is to be said */
	} cases[] = {
#define WELL AT_WENT_WELL
#define NEARLY AT_WENT_NEARLY
#define AGAIN AT_WENT_AGAIN
#include "../practice_cases.h"
	};
	struct world *w = *state;
	size_t wrong = 0;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct at_verdict v = judge(w, scene(w, cases[i].scene), cases[i].answer);
		if (v.went != cases[i].went || strstr(at_buffer_str(&v.well), cases[i].well) == NULL ||
		    strstr(at_buffer_str(&v.next), cases[i].next) == NULL || (*cases[i].next == 0 && v.next.len > 0)) {
			print_error("%s: %s\n  went %d, meters %u\n  well: %s\n  try: %s\n", cases[i].scene, cases[i].answer,
			            (int)v.went, v.meters, at_buffer_str(&v.well), at_buffer_str(&v.next));
			wrong++;
		}
		at_verdict_free(&v);
	}
	assert_int_equal(wrong, 0);
}

static void test_say_back(void **state)
{
	static const struct {
		const char *text, *shifted, *answer;
		enum at_said_back said;
	} cases[] = {
		{"I feel like you ignore me", "you feel like I ignore you", "you feel like I ignore you", AT_SAID_WELL},
		{"I feel like you ignore me", "you feel like I ignore you", "So it sounds like you feel I ignore you.",
	         AT_SAID_WELL},
		{"I feel like you ignore me", "you feel like I ignore you", "you feel like you ignore me", AT_SAID_SWAPPED},
		{"I feel like you ignore me", "you feel like I ignore you", "I feel like you ignore me", AT_SAID_UNTURNED},
		{"I feel like you ignore me", "you feel like I ignore you", "sounds lonely", AT_SAID_OWN_WORDS},
		{"I'm so tired", "you're so tired", "You are so tired", AT_SAID_WELL},
		{"I'm so tired", "you're so tired", "you’re so tired?", AT_SAID_WELL},
		{"My boss yelled at me", "your boss yelled at you", "your boss yelled at me", AT_SAID_SWAPPED},
		{"My boss yelled at me", "your boss yelled at you", "Wow, your boss really yelled at you!", AT_SAID_WELL},
		{"My boss yelled at me", "your boss yelled at you", "my boss yelled at me", AT_SAID_UNTURNED},
	};
	struct world *w = *state;
	attune_mirror *m = NULL;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (at_judge_say_back(cases[i].text, cases[i].shifted, cases[i].answer, strlen(cases[i].answer)) != cases[i].said)
			fail_msg("%s -> %s", cases[i].text, cases[i].answer);
	/* Every sentence can be turned, and turned it is right. */
	for (size_t i = 0; i < w->scenes.n_says; i++) {
		const char *text = w->scenes.says[i].text;
		assert_int_equal(attune_mirror_shift(&m, w->scanner, text, strlen(text), NULL), ATTUNE_OK);
		const char *shifted = attune_mirror_clause(m, 0);
		assert_non_null(shifted);
		assert_int_equal(at_judge_say_back(text, shifted, shifted, strlen(shifted)), AT_SAID_WELL);
		if (strstr(text, "We never") == NULL)
			assert_int_equal(at_judge_say_back(text, shifted, text, strlen(text)), AT_SAID_UNTURNED);
	}
	attune_mirror_free(m);
}

/* ---- the schedule ---- */

static void test_schedule(void **state)
{
	struct at_standing standing[AT_SKILLS] = {{0}};
	struct at_item items[] = {
		{.id = "a", .skill = 0, .level = 1},
		{.id = "b", .skill = 0, .level = 3},
		{.id = "c", .skill = 1, .level = 1},
		{.id = "d", .skill = 1, .level = 1, .box = 2, .due = 500},
		{.id = "e", .skill = 0, .level = 1, .box = 1, .due = 900},
	};
	(void)state;
	for (unsigned i = 0; i < AT_SKILLS; i++)
		assert_int_equal(at_skill_find(at_skill_name(i)), i);
	assert_int_equal(at_skill_find("anger management"), AT_SKILLS);
	/* Boxes and days. */
	assert_int_equal(at_schedule_box(0, AT_WENT_WELL), 2);
	assert_int_equal(at_schedule_box(5, AT_WENT_AGAIN), 1);
	assert_int_equal(at_schedule_box(3, AT_WENT_NEARLY), 3);
	assert_int_equal(at_schedule_box(6, AT_WENT_WELL), 6);
	for (unsigned box = 2, days = 1; box <= 6; box++, days *= 2) {
		assert_int_equal(at_schedule_due(box, AT_WENT_WELL, false, 0), (int64_t)days * AT_STORE_DAY);
		assert_int_equal(at_schedule_due(box, AT_WENT_WELL, true, 0), (int64_t)days * AT_STORE_DAY / 2);
	}
	assert_int_equal(at_schedule_due(1, AT_WENT_AGAIN, false, 0), 600);
	/* Nothing due: something new, of the skill that was left longest, the easy first; then the rest; then what is soonest. */
	standing[0].last = 50;
	assert_int_equal(at_schedule_pick(items, 5, standing, 100), 2);
	items[2].out = true;
	assert_int_equal(at_schedule_pick(items, 5, standing, 100), 0);
	items[0].out = true;
	assert_int_equal(at_schedule_pick(items, 5, standing, 100), 1);
	items[1].out = true;
	assert_int_equal(at_schedule_pick(items, 5, standing, 100), 3);
	/* Due: the lower box, unless a skill keeps failing. */
	assert_int_equal(at_schedule_pick(items, 5, standing, 1000), 4);
	for (int i = 0; i < 4; i++)
		at_standing_add(&standing[1], AT_WENT_AGAIN, i);
	assert_true(at_standing_is_weak(&standing[1]));
	assert_int_equal(at_schedule_pick(items, 5, standing, 1000), 3);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(at_standing_level(&standing[1]), i < 2 ? 1 : 2);
		at_standing_add(&standing[1], AT_WENT_WELL, i);
	}
	assert_false(at_standing_is_weak(&standing[1]));
	assert_int_equal(at_standing_level(&standing[1]), 3);
	items[3].out = items[4].out = items[4].again = true;
	assert_int_equal(at_schedule_pick(items, 5, standing, 1000), 4);
	assert_true(at_schedule_pick(items, 5, standing, 800) == SIZE_MAX);
	items[4].again = false;
	assert_true(at_schedule_pick(items, 5, standing, 1000) == SIZE_MAX);
}

/* ---- the machine ---- */

static void hear(enum at_say how, const char *text, size_t len, void *payload)
{
	static const char marks[] = "-.#<=!+>@*";
	struct world *w = payload;
	at_buffer_addf(&w->heard, "%c %.*s\n", marks[how], (int)len, text);
}

static void heard(struct world *w, const char *text)
{
	if (strstr(at_buffer_str(&w->heard), text) == NULL)
		fail_msg("not heard: %s\nbut:\n%s", text, at_buffer_str(&w->heard));
}

static struct at_practice *start(struct world *w, struct at_store *store, const char *skill, unsigned level, int64_t now)
{
	struct at_practice_wish wish = {.skill = at_skill_find(skill), .level = level};
	struct at_practice *p = at_practice_new(w->rules, w->scanner, &w->scenes, store, &wish);
	assert_non_null(p);
	at_buffer_clear(&w->heard);
	at_practice_listen(p, hear, w);
	at_practice_begin(p, now);
	return p;
}

static void say(struct at_practice *p, const char *line, int64_t now)
{
	at_practice_line(p, line, strlen(line), now);
}

static void test_scene_drill(void **state)
{
	struct world *w = *state;
	struct at_practice *p = start(w, NULL, "anger", 1, 1000);
	heard(w, "# ");
	heard(w, "when they're angry at you. Level 1.");
	heard(w, "< ");
	assert_string_equal(at_practice_prompt(p), "your answer>");
	say(p, "h", 1000);
	heard(w, ". ");
	say(p, "calm down, you always overreact", 1000);
	heard(w, "! calm down");
	heard(w, "- This one comes round");
	assert_string_equal(at_practice_prompt(p), "next>");
	say(p, "m", 1000);
	heard(w, "@ ");
	char *item = strdup(at_practice_item(p));
	say(p, "I'm so sorry. It makes sense that you're angry with me. I want to hear it.", 1001);
	assert_string_equal(at_practice_item(p), item);
	heard(w, "+ You let their feeling make sense");
	say(p, "", 1002);
	assert_string_not_equal(at_practice_item(p), item);
	say(p, "", 1003); /* skipped */
	assert_int_equal(at_practice_attempts(p), 2);
	at_practice_leave(p);
	heard(w, "2 answers practised");
	assert_true(at_practice_done(p));
	free(item);
	at_practice_free(p);
}

static void test_sting_drill(void **state)
{
	struct world *w = *state;
	struct at_practice *p = start(w, NULL, "sting", 0, 1000);
	for (int i = 0; i < 12; i++) {
		heard(w, "= ");
		say(p, i % 2 == 0 ? "zebra crossing" : "none", 1000);
	}
	heard(w, "- There is one in it: “");
	heard(w, "- Not that one, I think. It's “");
	heard(w, "+ Yes. Nothing in it needs changing");
	assert_int_equal(at_practice_attempts(p), 12);
	at_practice_free(p);
	/* The words themselves. */
	size_t which;
	static const char draft[] = "At least you still have a job. See you at seven?";
	assert_int_equal(attune_scan(&w->report, w->scanner, draft, sizeof draft - 1, "they cut my hours", 17, NULL), ATTUNE_OK);
	assert_true(at_judge_sting(w->report, draft, sizeof draft - 1, "at LEAST", 8, &which));
	assert_true(at_judge_sting(w->report, draft, sizeof draft - 1, "“At least you still have a job”", 33, &which));
	assert_false(at_judge_sting(w->report, draft, sizeof draft - 1, "see you", 7, &which));
	assert_true(which != SIZE_MAX);
	assert_true(at_judge_is_none("None.", 5));
	assert_false(at_judge_is_none("at least", 8));
}

static void test_say_drill(void **state)
{
	struct world *w = *state;
	struct at_practice *p = start(w, NULL, "say-back", 1, 1000);
	heard(w, "# Say it back");
	assert_string_equal(at_practice_prompt(p), "said back>");
	say(p, "m", 1000);
	heard(w, "@ ");
	const char *shown = strstr(at_buffer_str(&w->heard), "@ ") + 2;
	char *model = strndup(shown, strcspn(shown, "\n"));
	say(p, model, 1000);
	heard(w, "+ Yes: “");
	free(model);
	at_practice_free(p);
}

static void test_crisis(void **state)
{
	struct world *w = *state;
	struct at_practice *p = start(w, NULL, "distress", 1, 1000);
	say(p, "honestly i want to kill myself", 1000);
	heard(w, "* ");
	assert_true(at_practice_done(p));
	assert_int_equal(at_practice_attempts(p), 0);
	at_practice_free(p);
}

static void test_nothing_to_do(void **state)
{
	struct world *w = *state;
	struct at_practice_wish wish = {.skill = AT_SKILL_SAY_BACK, .to = ATTUNE_TO_CHILD};
	struct at_practice *p = at_practice_new(w->rules, w->scanner, &w->scenes, NULL, &wish);
	at_buffer_clear(&w->heard);
	at_practice_listen(p, hear, w);
	at_practice_begin(p, 0);
	heard(w, "nothing of that kind");
	assert_true(at_practice_done(p));
	say(p, "hello", 0);
	at_practice_free(p);
}

static void count_kept(const struct at_attempt *a, void *payload)
{
	int *n = payload;
	n[0]++;
	n[1] += a->answer != NULL;
	n[2] += (int)a->went;
}

static void test_kept(void **state)
{
	struct world *w = *state;
	struct rule_dir dir;
	struct at_buffer path = {0}, problem = {0};
	int kept[3] = {0};
	assert_true(rule_dir_open(&dir));
	at_buffer_addf(&path, "%s/attune.db", dir.path);
	struct at_store *store = at_store_open(at_buffer_str(&path), true, &problem);
	assert_non_null(store);
	struct at_practice *p = start(w, store, "distress", 1, 1000);
	char *item = strdup(at_practice_item(p));
	say(p, "calm down", 1000);
	at_practice_free(p);
	/* It failed, so it is what comes next, ten minutes later; until then something else does. */
	p = start(w, store, "distress", 1, 1500);
	assert_string_not_equal(at_practice_item(p), item);
	at_practice_free(p);
	p = start(w, store, "distress", 1, 1600);
	assert_string_equal(at_practice_item(p), item);
	say(p, scene(w, item + 6)->model, 1600);
	at_practice_free(p);
	p = start(w, store, "distress", 1, 1601 + 12 * 3600);
	assert_string_not_equal(at_practice_item(p), item);
	at_practice_free(p);
	p = start(w, store, "distress", 1, 1601 + AT_STORE_DAY);
	assert_string_equal(at_practice_item(p), item);
	at_practice_free(p);
	assert_true(at_store_attempts(store, 0, count_kept, kept));
	assert_int_equal(kept[0], 2);
	assert_int_equal(kept[1], 0);
	assert_int_equal(kept[2], (int)AT_WENT_AGAIN + (int)AT_WENT_WELL);
	at_store_close(store);
	assert_true(at_store_forget(at_buffer_str(&path), &problem));
	free(item);
	at_buffer_free(&path);
	at_buffer_free(&problem);
	rule_dir_close(&dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scenes),        cmocka_unit_test(test_own_scenes), cmocka_unit_test(test_judgement),
		cmocka_unit_test(test_say_back),      cmocka_unit_test(test_schedule),   cmocka_unit_test(test_scene_drill),
		cmocka_unit_test(test_sting_drill),   cmocka_unit_test(test_say_drill),  cmocka_unit_test(test_crisis),
		cmocka_unit_test(test_nothing_to_do), cmocka_unit_test(test_kept),
	};
	return cmocka_run_group_tests(tests, open_world, close_world);
}
