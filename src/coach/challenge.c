/* SPDX-License-Identifier: MIT */
/*
 * challenge.c: one small act for today, and a line for the journal. Input: whom, a message, their answer; output: open questions to send,
 * what can be heard in the answer, replies to it. An act counts when the writer says it is on its way; what isn't done is not counted.
 */
#include "coach/guide.h"
#include "coach/letter.h"
#include <stdlib.h>
#include <string.h>

/* --------------------------------------------------------------- reaching out */

/* The one of the people the wording knows that the answer names, be it as "my sister"; NULL: none. */
static const char *named(struct at_guide *g)
{
	const char *answer = at_guide_answer(g, "whom"), *word;
	if (answer == NULL)
		return NULL;
	for (size_t k = 0; (word = at_guide_nth(g, "whom", k)) != NULL; k++)
		if (at_guide_names(answer, word))
			return word;
	for (size_t k = 0; (word = at_guide_nth(g, "kin", k)) != NULL; k++)
		if (at_guide_names(answer, word))
			return at_wording_pair(g->world->words, "challenge", "kin", word);
	return NULL;
}

/* The next in turn. */
static const char *in_turn(struct at_guide *g)
{
	size_t n = 0;
	while (at_guide_nth(g, "whom", n) != NULL)
		n++;
	return n == 0 ? "" : at_guide_nth(g, "whom", g->world->acts % n);
}

static enum at_next after_whom(struct at_guide *g)
{
	const char *whom = named(g);
	at_guide_set(g, "whom", whom != NULL ? whom : in_turn(g));
	if (at_guide_answer(g, "whom") == NULL)
		at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "picked"));
	return AT_NEXT;
}

static bool offer_messages(struct at_guide *g)
{
	const char *who = at_guide_slot(g, "whom");
	at_guide_clear_offers(g);
	for (size_t k = 0; at_guide_nth(g, who, k) != NULL; k++) {
		at_guide_set(g, "message", at_guide_nth(g, who, k));
		(void)at_guide_reply(g, "check-in", "message");
	}
	return true;
}

/* A letter takes a message; their own is looked over once. */
static enum at_next after_message(struct at_guide *g)
{
	const char *answer = at_guide_answer(g, "message");
	size_t k = answer == NULL ? SIZE_MAX : at_letter(answer, strlen(answer));
	at_buffer_clear(&g->chosen);
	if (k < g->n_offers)
		at_buffer_add(&g->chosen, g->offers[k].text.ptr, g->offers[k].text.len);
	else if (answer != NULL && !g->again && at_guide_objects(g, answer, NULL))
		return at_guide_again(g, at_guide_words(g, "again"));
	else if (answer != NULL)
		at_buffer_add_str(&g->chosen, answer);
	at_guide_clear_offers(g);
	if (g->chosen.len > 0 && g->world->way)
		at_guide_say(g, AT_SAID_DIM, at_guide_words(g, "copy"));
	return AT_NEXT;
}

static enum at_next after_sent(struct at_guide *g)
{
	size_t n = 0;
	const char *answer = at_guide_answer(g, "sent");
	struct at_buffer many = {0};
	if (answer == NULL || !at_guide_is(g, answer, "yes")) {
		at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "later"));
		return AT_NEXT;
	}
	if (!g->world->count(g->world->payload, AT_COUNT_ACT, at_guide_slot(g, "whom"), &n))
		return AT_NEXT;
	at_buffer_addf(&many, "%zu", n);
	at_guide_set(g, "n", at_buffer_str(&many));
	at_guide_compose(g, "count", n == 1 ? "one" : "many");
	at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "counted"));
	at_guide_drop(g, &many);
	return AT_NEXT;
}

/* --------------------------------------------------------------- their answer */

static enum at_next after_answer(struct at_guide *g)
{
	if (at_guide_answer(g, "answer") == NULL)
		return AT_PAUSE;
	at_buffer_clear(&g->model); /* the manner of the answer is what to follow now */
	return at_guide_take_they(g);
}

/* Feelings and needs in a row. */
static void set_heard(struct at_guide *g)
{
	struct at_buffer out = {0};
	const attune_report *r = at_guide_theirs(g);
	attune_feeling f;
	const char *need;
	bool was_verb = false;
	if (r == NULL)
		return;
	for (size_t i = 0; attune_report_feeling(r, i, &f); i++)
		at_buffer_addf(&out, "%s%s%s", out.len > 0 ? ", " : "", f.stated ? "" : "maybe ", f.word);
	for (size_t i = 0; i < 2 && (need = attune_report_need(r, i)) != NULL; i++) {
		bool verb = strncmp(need, "to ", 3) == 0; /* "a need to matter", "a need for rest" */
		at_buffer_addf(&out, "%s%s%s",
		               i > 0         ? " or "
		               : out.len > 0 ? "; perhaps a need "
		                             : "perhaps a need ",
		               verb || (i > 0 && !was_verb) ? "" : "for ", need);
		was_verb = verb;
	}
	at_guide_set(g, "heard", at_buffer_str(&out));
	at_guide_drop(g, &out);
}

/* What can be heard, before the question whether it went both ways. */
static bool wants_back(struct at_guide *g)
{
	if (!g->has_partner)
		return false;
	set_heard(g);
	at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "listen"));
	at_guide_say(g, AT_SAID_DIM, at_guide_words(g, "heard"));
	return true;
}

/* Giving comes back, or takes its time; only the first is counted, for nobody owes a turn. */
static enum at_next after_back(struct at_guide *g)
{
	size_t n = 0;
	const char *answer = at_guide_answer(g, "back"), *whom = at_guide_slot(g, "whom");
	struct at_buffer many = {0};
	if (answer == NULL)
		return AT_NEXT;
	if (!at_guide_is(g, answer, "yes")) {
		at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "back-no"));
		return AT_NEXT;
	}
	if (!g->world->count(g->world->payload, AT_COUNT_BACK, *whom == 0 ? "any" : whom, &n))
		return AT_NEXT;
	at_buffer_addf(&many, "%zu", n);
	at_guide_set(g, "n", at_buffer_str(&many));
	at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, n == 1 ? "back-yes" : "back-again"));
	at_buffer_free(&many);
	return AT_NEXT;
}

static void finish_challenge(struct at_guide *g)
{
	if (!g->has_partner)
		return;
	at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "reflect"));
	at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "compassion"));
	at_guide_rewrite(g, "", 3);
	at_guide_say(g, AT_SAID_DIM, at_guide_words(g, "done"));
}

static const struct at_guide_step challenge_steps[] = {
	{"whom", AT_TAB_WHOM, false, NULL, NULL, after_whom},
	{"message", AT_TAB_NONE, true, NULL, offer_messages, after_message},
	{"sent", AT_TAB_YES, false, NULL, NULL, after_sent},
	{"answer", AT_TAB_NONE, true, NULL, NULL, after_answer},
	{"back", AT_TAB_YES, false, NULL, wants_back, after_back},
};
const struct at_guide_mode at_mode_challenge = {"challenge", challenge_steps, sizeof challenge_steps / sizeof *challenge_steps,
                                                finish_challenge};

/* ------------------------------------------------------------------ journal */

static void finish_journal(struct at_guide *g)
{
	const char *line = at_guide_answer(g, "line");
	if (line == NULL)
		at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "none"));
	else if (g->warned) /* no log of what may be a crisis */
		at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "not-kept"));
	else if (g->world->keep(g->world->payload, line, strlen(line)))
		at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "kept"));
	else
		g->failed = true;
}

/* The file is named before anything is typed into it. */
static bool name_file(struct at_guide *g)
{
	at_guide_set(g, "file", g->world->file);
	at_buffer_clear(&g->said);
	at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "open"));
	return true;
}

static const struct at_guide_step journal_steps[] = {{"line", AT_TAB_NONE, true, NULL, name_file, NULL}};
const struct at_guide_mode at_mode_journal = {"journal", journal_steps, 1, finish_journal};
