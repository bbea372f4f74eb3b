/* SPDX-License-Identifier: MIT */
/*
 * fuzz_words: any bytes as a user's file of what the modes say, or of scenes to practise on, laid over the shipped ones; then a mode is
 * gone through with them, and a drill asked. Output: nothing, or an abort: a problem without words, something said that is no text.
 */
#include "../rule_dir.h"
#include "coach/guide.h"
#include "coach/practice.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static attune_rules *rules;
static attune_scanner *scanner;

static struct rule_dir dir;

static void clean(void)
{
	rule_dir_remove(dir.path);
}

static void hear(const attune_error *e, void *payload)
{
	(void)payload;
	if (attune_error_message(e)[0] == '\0' || attune_error_format(e, NULL, 0) == 0)
		abort();
}

static void go_through(const struct at_wording *words, const struct at_guide_mode *mode)
{
	static const char *const lines[] = {"humiliated", "fast, no greeting", "i'm scared of tomorrow", "somebody on my side",
	                                    "yes"};
	struct at_guide_world world = {.words = words, .scanner = scanner, .file = "FILE"};
	struct at_guide g;
	at_guide_begin(&g, mode, &world, NULL, "my boss yelled at me", 20, NULL, 0);
	for (size_t i = 0; i < sizeof lines / sizeof *lines && !at_guide_over(&g); i++) {
		at_guide_line(&g, lines[i], strlen(lines[i]));
		if (g.failed || at_utf8_bad(g.said.ptr, g.said.len) != SIZE_MAX)
			abort();
	}
	at_guide_free(&g);
}

static void say(enum at_say how, const char *text, size_t len, void *payload)
{
	(void)how;
	(void)payload;
	if (at_utf8_bad(text, len) != SIZE_MAX)
		abort();
}

static void practise(const struct at_scenes *scenes)
{
	struct at_practice_wish wish = {.skill = AT_M_DISTRESS, .drills = 3};
	struct at_practice *p = at_practice_new(rules, scanner, scenes, NULL, &wish);
	if (p == NULL)
		abort();
	at_practice_listen(p, say, NULL);
	at_practice_begin(p, 1);
	at_practice_line(p, "You should just quit.", 21, 1);
	at_practice_line(p, "m", 1, 2);
	at_practice_line(p, "h", 1, 3);
	at_practice_line(p, "", 0, 4);
	at_practice_leave(p);
	at_practice_free(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct at_wording words;
	struct at_scenes scenes;
	char path[1024];
	struct at_buffer text = {0};
	if (rules == NULL && (attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) != ATTUNE_OK ||
	                      attune_scanner_new(&scanner, rules, NULL) != ATTUNE_OK || !rule_dir_open(&dir) || atexit(clean) != 0))
		abort();
	snprintf(path, sizeof path, "%s/words.yaml", dir.path);
	at_buffer_add(&text, data, size);
	if (!rule_dir_write_bytes(&dir, "words.yaml", (const char *)data, size))
		abort();
	/* Which kind it is its keys say; files of another kind are passed over at no cost. */
	if (strstr(at_buffer_str(&text), "modes:") != NULL) {
		if (!at_wording_load(&words, (const char *const[]){path}, 1, hear, NULL))
			abort();
		go_through(&words, &at_mode_walk);
		go_through(&words, &at_mode_self);
		at_wording_free(&words);
	} else {
		if (!at_scenes_load(&scenes, (const char *const[]){path}, 1, hear, NULL))
			abort();
		practise(&scenes);
		at_scenes_free(&scenes);
	}
	at_buffer_free(&text);
	return 0;
}
