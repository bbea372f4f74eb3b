/* SPDX-License-Identifier: MIT */
/*
 * fuzz_answers: any lines as answers to the modes of practice. The first byte chooses the mode, the first line is what the other one
 * said; with a high first byte there is none. Output: nothing, or an abort: a mode that goes on after its end, an offer or a word that
 * is no text.
 */
#include "coach/guide.h"
#include "coach/practice.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LINES_MAX 24

static attune_rules *rules;
static attune_scanner *scanner;
static struct at_wording words;
static struct at_scenes scenes;

static void insist(bool right, const char *what, const char *text)
{
	if (right)
		return;
	fprintf(stderr, "%s\n%s\n", what, text);
	abort();
}

static bool count(void *payload, enum at_counted what, const char *whom, size_t *n)
{
	(void)what;
	(void)payload;
	insist(whom[0] != '\0', "an act for nobody", "");
	*n = 3;
	return true;
}

static bool keep(void *payload, const char *line, size_t len)
{
	(void)payload;
	insist(at_utf8_bad(line, len) == SIZE_MAX, "what is kept is no text", line);
	return true;
}

static void check_guide(struct at_guide *g)
{
	insist(at_utf8_bad(g->said.ptr, g->said.len) == SIZE_MAX, "what is said is no text", at_buffer_str(&g->said));
	insist(g->said.len == 0 || g->said.ptr[g->said.len - 1] == '\n', "a paragraph without an end", at_buffer_str(&g->said));
	insist(at_guide_over(g) || at_guide_question(g) != NULL, "no question, and it goes on", at_buffer_str(&g->said));
	insist(!g->carded || g->card != NULL, "over by no card", at_buffer_str(&g->said));
	for (size_t i = 0; i < g->n_offers; i++)
		insist(g->offers[i].text.len > 0 && at_utf8_bad(g->offers[i].text.ptr, g->offers[i].text.len) == SIZE_MAX,
		       "an offer is no text", at_buffer_str(&g->offers[i].text));
}

static size_t line_len(const char *s, size_t len)
{
	const char *end = memchr(s, '\n', len);
	return end == NULL ? len : (size_t)(end - s);
}

static void go_through(const struct at_guide_mode *mode, bool known, const char *s, size_t len)
{
	struct at_guide_world world = {.words = &words, .scanner = scanner, .file = "FILE", .count = count, .keep = keep};
	struct at_guide g;
	size_t n = line_len(s, len);
	at_guide_begin(&g, mode, &world, NULL, known ? s : NULL, known ? n : 0, known ? s : NULL, known ? n : 0);
	check_guide(&g);
	for (size_t i = 0; i < LINES_MAX && len > 0; i++) {
		n = line_len(s, len);
		at_guide_line(&g, s, n);
		check_guide(&g);
		for (size_t k = 0; k < 100 && at_guide_candidate(&g, k) != NULL; k++)
			continue;
		if (g.paused)
			at_guide_resume(&g);
		s += n < len ? n + 1 : n;
		len -= n < len ? n + 1 : n;
	}
	at_guide_free(&g);
}

static void hear(enum at_say how, const char *text, size_t len, void *payload)
{
	const struct at_practice *p = *(struct at_practice **)payload;
	insist(at_utf8_bad(text, len) == SIZE_MAX, "what is said is no text", text);
	insist(how != AT_SAY_CARD || attune_report_card(at_practice_report(p)) != NULL, "a card out of nothing", text);
}

static void practise(unsigned skill, const char *s, size_t len)
{
	struct at_practice_wish wish = {.skill = skill, .drills = 8};
	struct at_practice *p = at_practice_new(rules, scanner, &scenes, NULL, &wish);
	if (p == NULL)
		abort();
	at_practice_listen(p, hear, &p);
	at_practice_begin(p, 1);
	for (size_t i = 0; i < LINES_MAX && len > 0; i++) {
		size_t n = line_len(s, len);
		bool done = at_practice_done(p);
		at_practice_line(p, s, n, (int64_t)i);
		insist(!done || at_practice_done(p), "practice goes on after its end", "");
		insist(at_practice_prompt(p)[0] != '\0', "no prompt", "");
		s += n < len ? n + 1 : n;
		len -= n < len ? n + 1 : n;
	}
	at_practice_leave(p);
	at_practice_free(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct at_guide_mode *const modes[] = {&at_mode_walk,    &at_mode_self,      &at_mode_repair,
	                                                    &at_mode_receive, &at_mode_challenge, &at_mode_journal};
	if (rules == NULL && (attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) != ATTUNE_OK ||
	                      attune_scanner_new(&scanner, rules, NULL) != ATTUNE_OK ||
	                      !at_wording_load(&words, NULL, 0, NULL, NULL) || !at_scenes_load(&scenes, NULL, 0, NULL, NULL)))
		abort();
	if (size == 0)
		return 0;
	unsigned mode = data[0] % 14;
	if (mode < 6)
		go_through(modes[mode], data[0] < 128, (const char *)data + 1, size - 1);
	else
		practise(mode - 6, (const char *)data + 1, size - 1);
	return 0;
}
