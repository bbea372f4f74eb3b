/* SPDX-License-Identifier: MIT */
/*
 * test_alloc_coach: memory that runs out in the coach and the program: see test_alloc. Here go the session, the modes and drills with
 * their words and scenes, the store, the settings, what is kept between sessions, and JSON.
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
#include "cli/config.h"
#include "cli/drills.h"
#include "cli/journal.h"
#include "cli/json.h"
#include "cli/state.h"
#include "coach/guide.h"
#include "coach/practice.h"
#include "coach/session.h"
#include <stdio.h>

#define PARTNER "my boss tore into me in front of everyone. i feel so stupid"
#define DRAFT "At least you still have a job. You should just quit."

struct world {
	bool has_folder;
	struct at_session session;
	struct at_wording words;
	struct at_scenes scenes;
	struct at_guide guide;
	struct at_practice *practice;
	struct at_store *store;
	struct at_config config;
	struct at_buffer text, said, problem;
	struct at_history history;
};

static struct rule_dir dir;
static char home[1024], store[1100]; /* in place of all XDG folders: there as long as a world that asked for it */
static attune_rules *rules;
static attune_scanner *scanner;
static attune_report *report;
static struct at_wording words;
static struct at_scenes scenes;
static struct at_guide_world around = {.words = &words, .file = "FILE"};

static attune_status of(bool ok)
{
	return ok ? ATTUNE_OK : ATTUNE_E_MEMORY;
}

static void *open_world(void)
{
	struct world *w = calloc(1, sizeof *w);
	assert_non_null(w);
	at_session_init(&w->session);
	at_config_init(&w->config);
	return w;
}

static void *open_folder(void)
{
	struct world *w = open_world();
	w->has_folder = mkdir(home, 0700) == 0;
	assert_true(w->has_folder);
	return w;
}

static void close_world(void *world)
{
	struct world *w = world;
	at_session_free(&w->session);
	at_wording_free(&w->words);
	at_scenes_free(&w->scenes);
	if (w->guide.mode != NULL)
		at_guide_free(&w->guide);
	at_practice_free(w->practice);
	at_store_close(w->store);
	at_config_free(&w->config);
	at_history_free(&w->history);
	at_buffer_free(&w->text);
	at_buffer_free(&w->said);
	at_buffer_free(&w->problem);
	if (w->has_folder)
		rule_dir_remove(home);
	free(w);
}

/* ------------------------------------------------------------------ the session */

static attune_status talk(void *world)
{
	struct at_session *s = &((struct world *)world)->session;
	return of(at_session_hear(s, PARTNER, sizeof PARTNER - 1) &&
	          at_session_write(s, DRAFT, sizeof DRAFT - 1) != AT_DRAFT_FAILED && at_session_mute(s, "tone/anyway") &&
	          at_session_add_offer(s, "warm", "Oh [name], I'm here.", 20));
}

static void tell_talk(void *world, struct at_buffer *out)
{
	struct at_session *s = &((struct world *)world)->session;
	at_buffer_addf(out, "%s|%s|%s|%d", at_buffer_str(&s->partner), at_session_now(s) != NULL ? at_session_now(s)->text : "",
	               at_session_offer(s, 'a') != NULL ? at_session_offer(s, 'a')->text : "",
	               at_session_is_muted(s, "tone/anyway", "tone"));
}

/* ------------------------------------------------------------ words and scenes */

static attune_status load_words(void *world)
{
	struct world *w = world;
	at_wording_free(&w->words);
	return of(at_wording_load(&w->words, NULL, 0, NULL, NULL));
}

static void tell_words(void *world, struct at_buffer *out)
{
	struct world *w = world;
	at_buffer_addf(out, "%zu %s", w->words.n, at_wording_line(&w->words, "walk", "ask-need"));
}

static attune_status load_scenes(void *world)
{
	struct world *w = world;
	at_scenes_free(&w->scenes);
	return of(at_scenes_load(&w->scenes, NULL, 0, NULL, NULL));
}

static void tell_scenes(void *world, struct at_buffer *out)
{
	struct world *w = world;
	at_buffer_addf(out, "%zu %zu %zu %zu %s", w->scenes.n_scenes, w->scenes.n_says, w->scenes.well.n, w->scenes.n_judging,
	               w->scenes.n_scenes > 0 ? w->scenes.scenes[w->scenes.n_scenes - 1].id : "");
}

/* ---------------------------------------------------------- a mode and a drill */

/* A mode that ran out of memory is over; it is begun anew. */
static attune_status walk(void *world)
{
	static const char *const lines[] = {"humiliated", "fast, no greeting", "scared of tomorrow", "someone on their side"};
	struct at_guide *g = &((struct world *)world)->guide;
	if (g->mode != NULL)
		at_guide_free(g);
	at_guide_begin(g, &at_mode_walk, &around, NULL, PARTNER, sizeof PARTNER - 1, DRAFT, sizeof DRAFT - 1);
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		at_guide_line(g, lines[i], strlen(lines[i]));
	return of(!g->failed);
}

static void tell_walk(void *world, struct at_buffer *out)
{
	struct at_guide *g = &((struct world *)world)->guide;
	at_buffer_addf(out, "%d %s\n", g->done, at_buffer_str(&g->said));
	for (size_t i = 0; i < g->n_offers; i++)
		at_buffer_addf(out, "%s %s\n", g->offers[i].kind, at_buffer_str(&g->offers[i].text));
}

static void hear(enum at_say how, const char *text, size_t len, void *payload)
{
	struct world *w = payload;
	at_buffer_addf(&w->said, "%d ", (int)how);
	at_buffer_add(&w->said, text, len);
	at_buffer_add_char(&w->said, '\n');
}

static attune_status practise(void *world)
{
	struct world *w = world;
	struct at_practice_wish wish = {.skill = AT_M_DISTRESS, .level = 1, .drills = 2};
	at_practice_free(w->practice);
	at_buffer_clear(&w->said);
	w->practice = at_practice_new(rules, scanner, &scenes, NULL, &wish);
	return of(w->practice != NULL);
}

static void tell_practice(void *world, struct at_buffer *out)
{
	struct world *w = world;
	if (w->practice == NULL)
		return;
	at_practice_listen(w->practice, hear, w);
	at_practice_begin(w->practice, 1);
	at_practice_line(w->practice, DRAFT, sizeof DRAFT - 1, 2);
	at_buffer_add(out, w->said.ptr, w->said.len);
}

/* Drills are in the scanner's hands: what can't be read is said, and may be answered once more. */
static void *open_practice(void)
{
	struct world *w = open_world();
	assert_int_equal(practise(w), ATTUNE_OK);
	at_practice_begin(w->practice, 1);
	return w;
}

static attune_status answer(void *world)
{
	struct world *w = world;
	size_t before = at_practice_attempts(w->practice);
	at_practice_line(w->practice, DRAFT, sizeof DRAFT - 1, 2);
	return of(at_practice_attempts(w->practice) == before + 1);
}

static void tell_answer(void *world, struct at_buffer *out)
{
	struct world *w = world;
	at_buffer_addf(out, "%zu %s %zu", at_practice_attempts(w->practice), at_practice_item(w->practice),
	               attune_report_findings(at_practice_report(w->practice)));
}

/* ------------------------------------------------------------------- the store */

static attune_status open_store(void *world)
{
	struct world *w = world;
	at_buffer_clear(&w->problem);
	w->store = at_store_open(store, true, &w->problem);
	return of(w->store != NULL);
}

static void *open_stored(void)
{
	struct world *w = open_folder();
	assert_int_equal(open_store(w), ATTUNE_OK);
	return w;
}

static attune_status keep_attempt(void *world)
{
	struct world *w = world;
	struct at_attempt attempt = {5, "distress", "scene:friend/rent", AT_WENT_WELL, 3, "an answer", 9};
	struct at_card card = {"scene:friend/rent", "distress", 2, 100, 5};
	return of(at_store_add_attempt(w->store, &attempt, &card));
}

/* What a failure left is not there at all. */
static void nothing_is_kept(void *world)
{
	struct world *w = world;
	struct at_buffer out = {0};
	assert_true(at_export_csv(&out, w->store));
	assert_null(strstr(at_buffer_str(&out), "friend/rent"));
	at_buffer_free(&out);
}

static void tell_store(void *world, struct at_buffer *out)
{
	struct world *w = world;
	assert_true(at_export_json(out, w->store));
	assert_true(at_export_csv(out, w->store));
}

static void *open_filled(void)
{
	struct world *w = open_stored();
	assert_int_equal(keep_attempt(w), ATTUNE_OK);
	return w;
}

static attune_status export(void *world)
{
	struct world *w = world;
	at_buffer_clear(&w->text);
	return of(at_export_json(&w->text, w->store) && at_export_csv(&w->text, w->store) && !w->text.failed);
}

static void tell_text(void *world, struct at_buffer *out)
{
	struct world *w = world;
	at_buffer_add(out, w->text.ptr, w->text.len);
}

/* ---------------------------------------------------------------- the settings */

static attune_status read_settings(void *world)
{
	static const char file[] = "color: never\nremember: on\nmute: [tone/anyway, fixing]\n";
	struct world *w = world;
	at_config_free(&w->config);
	at_config_init(&w->config);
	return of(at_config_parse(&w->config, file, sizeof file - 1, "config.yaml", NULL, NULL) == 0);
}

static void tell_settings(void *world, struct at_buffer *out)
{
	struct world *w = world;
	at_buffer_addf(out, "%d %d %zu", w->config.value[AT_S_COLOR], w->config.value[AT_S_REMEMBER], w->config.muted.n);
}

static attune_status change_settings(void *world)
{
	struct world *w = world;
	at_buffer_clear(&w->problem);
	return of(at_config_save(AT_S_PLAIN, "on", &w->problem) && at_config_save_mute("tone/anyway", &w->problem));
}

static void tell_file(const char *name, struct at_buffer *out)
{
	char path[1100];
	snprintf(path, sizeof path, "%s/attune/%s", home, name);
	FILE *f = fopen(path, "rb");
	for (int c = f != NULL ? getc(f) : EOF; c != EOF; c = getc(f))
		at_buffer_add_char(out, (char)c);
	if (f != NULL)
		fclose(f);
}

static void tell_config(void *world, struct at_buffer *out)
{
	(void)world;
	tell_file("config.yaml", out);
}

/* ------------------------------------------------------- the journal, the history */

static attune_status write_journal(void *world)
{
	(void)world;
	return of(at_journal_add("she laughed", 11));
}

/* A line has the day in it, which may change while this runs. */
static void tell_journal(void *world, struct at_buffer *out)
{
	struct at_journal j;
	(void)world;
	assert_true(at_journal_load(&j));
	for (size_t i = 0; i < j.n; i++)
		at_buffer_addf(out, "%s\n", j.lines[i].text);
	at_journal_free(&j);
}

static void *open_history(void)
{
	struct world *w = open_folder();
	at_history_add(&w->history, "/why 1", false);
	at_history_add(&w->history, "/diff", false);
	assert_true(at_history_save(&w->history, false));
	at_history_add(&w->history, "/copy", false);
	return w;
}

static attune_status save_history(void *world)
{
	struct world *w = world;
	return of(at_history_save(&w->history, false));
}

static void tell_history(void *world, struct at_buffer *out)
{
	(void)world;
	tell_file("history", out);
}

/* ------------------------------------------------------------------------- JSON */

/* The line was read before: jansson (2.14) loses bytes without a word when its buffer can't grow, and nobody outside can tell. */
static attune_status answer_line(void *world)
{
	static const char line[] = "{\"id\": 7, \"draft\": \"it is what it is\", \"lang\": \"en\"}", draft[] = "it is what it is";
	struct world *w = world;
	struct at_json_line in = {.id = {line + 7, 1}, .line = line, .line_len = sizeof line - 1, .extra = true};
	at_buffer_clear(&w->text);
	at_json_report(&w->text, in.id, &in, rules, report, NULL, (struct at_slice){draft, sizeof draft - 1});
	return of(!w->text.failed);
}

static const struct failing_way ways[] = {
	{"a session", open_world, talk, NULL, tell_talk, close_world, 0},
	{"load the words of the modes", open_world, load_words, NULL, tell_words, close_world, 30},
	{"load the scenes", open_world, load_scenes, NULL, tell_scenes, close_world, 30},
	{"go through a mode", open_world, walk, NULL, tell_walk, close_world, 40},
	{"begin to practise", open_world, practise, NULL, tell_practice, close_world, 0},
	{"answer a drill", open_practice, answer, NULL, tell_answer, close_world, 0},
	{"open the store", open_folder, open_store, NULL, tell_store, close_world, 30},
	{"keep an attempt", open_stored, keep_attempt, nothing_is_kept, tell_store, close_world, 30},
	{"export the store", open_filled, export, NULL, tell_text, close_world, 30},
	{"read the settings", open_world, read_settings, NULL, tell_settings, close_world, 0},
	{"change the settings", open_folder, change_settings, NULL, tell_config, close_world, 0},
	{"write into the journal", open_folder, write_journal, NULL, tell_journal, close_world, 0},
	{"save the history", open_history, save_history, NULL, tell_history, close_world, 0},
	{"answer a line of JSON", open_world, answer_line, NULL, tell_text, close_world, 0},
};

static void every_allocation_may_fail(void **state)
{
	(void)state;
	failing_walk_all(ways, sizeof ways / sizeof *ways);
}

static int open_all(void **state)
{
	static const char draft[] = "it is what it is";
	(void)state;
	bool ok = rule_dir_open(&dir);
	snprintf(home, sizeof home, "%s/home", dir.path);
	snprintf(store, sizeof store, "%s/attune.db", home);
	ok = ok && setenv("XDG_STATE_HOME", home, 1) == 0 && setenv("XDG_DATA_HOME", home, 1) == 0 &&
	     setenv("XDG_CONFIG_HOME", home, 1) == 0;
	ok = ok && attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) == ATTUNE_OK &&
	     attune_scanner_new(&scanner, rules, NULL) == ATTUNE_OK &&
	     attune_scan(&report, scanner, draft, sizeof draft - 1, NULL, 0, NULL) == ATTUNE_OK &&
	     at_wording_load(&words, NULL, 0, NULL, NULL) && at_scenes_load(&scenes, NULL, 0, NULL, NULL);
	around.scanner = scanner;
	/* Until it has compiled all it needs, a scanner keeps a little more each time. */
	for (size_t i = 0; ok && i < 5; i++) {
		struct world *w = open_world();
		struct at_buffer out = {0};
		ok = walk(w) == ATTUNE_OK && practise(w) == ATTUNE_OK;
		tell_practice(w, &out);
		at_buffer_free(&out);
		close_world(w);
	}
	return ok ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	at_scenes_free(&scenes);
	at_wording_free(&words);
	attune_report_free(report);
	attune_scanner_free(scanner);
	attune_rules_free(rules);
	rule_dir_close(&dir);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation_may_fail)};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
