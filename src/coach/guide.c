/* SPDX-License-Identifier: MIT */
/*
 * guide.c: moves through the questions of a mode. Input: a line; output: what to say, the next question, offers. A question that isn't
 * wanted is passed over; an answer may ask for its question once more; the last question is followed by what the mode puts together.
 */
#include "coach/guide.h"
#include <stdlib.h>
#include <string.h>

static const struct at_guide_step *step_of(const struct at_guide *g)
{
	return g->step < g->mode->n_steps ? &g->mode->steps[g->step] : NULL;
}

const char *at_guide_question(const struct at_guide *g)
{
	char key[32] = "ask-";
	const struct at_guide_step *s = step_of(g);
	if (s == NULL || at_guide_over(g))
		return NULL;
	strncat(key, s->key, sizeof key - 5);
	return at_guide_words(g, key);
}

bool at_guide_over(const struct at_guide *g)
{
	return g->done || g->carded || g->failed || g->paused;
}

/* Goes to the next question that is wanted, or to the end. */
static void settle(struct at_guide *g)
{
	while (step_of(g) != NULL && step_of(g)->wanted != NULL && !step_of(g)->wanted(g) && !at_guide_over(g))
		g->step++;
	if (step_of(g) != NULL || at_guide_over(g))
		return;
	g->mode->finish(g);
	g->done = true;
}

/* Reads a text for danger, as something written and as something heard. False when the mode is over by that. */
static bool look(struct at_guide *g, const char *text, size_t len)
{
	attune_error *err = NULL;
	if (attune_scan(&g->report, g->world->scanner, text, len, text, len, &err) != ATTUNE_OK) {
		at_guide_set(g, "why", attune_error_message(err));
		at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "unreadable"));
		attune_error_free(err);
		g->failed = true;
		return false;
	}
	const char *card = attune_report_card(g->report);
	bool soft = attune_card_is_soft(card); /* one line beside what goes on */
	g->card = soft && g->warned ? NULL : card;
	g->warned |= soft;
	g->carded = card != NULL && !soft;
	return !g->carded;
}

/* A text that is not whole ends the mode. */
static void check_memory(struct at_guide *g)
{
	bool failed = g->partner.failed || g->model.failed || g->said.failed || g->chosen.failed;
	for (size_t i = 0; i < AT_GUIDE_STEPS; i++)
		failed |= g->answers[i].raw.failed || g->answers[i].text.failed;
	for (size_t i = 0; i < g->n_slots; i++)
		failed |= g->slots[i].text.failed;
	for (size_t i = 0; i < g->n_offers; i++)
		failed |= g->offers[i].text.failed;
	g->failed |= failed;
}

bool at_guide_answered(struct at_guide *g, attune_status status)
{
	g->failed |= status == ATTUNE_E_MEMORY;
	return status == ATTUNE_OK;
}

void at_guide_drop(struct at_guide *g, struct at_buffer *text)
{
	g->failed |= text->failed;
	at_buffer_free(text);
}

void at_guide_begin(struct at_guide *g, const struct at_guide_mode *mode, const struct at_guide_world *world, const char *at,
                    const char *partner, size_t partner_len, const char *model, size_t model_len)
{
	memset(g, 0, sizeof *g);
	g->mode = mode;
	g->world = world;
	if (model != NULL)
		at_buffer_add(&g->model, model, model_len);
	if (partner != NULL) {
		at_guide_hear(g, partner, partner_len);
		if (!look(g, partner, partner_len))
			return;
	}
	for (size_t i = 0; at != NULL && i < mode->n_steps; i++)
		if (strcmp(mode->steps[i].key, at) == 0)
			g->step = i;
	if (at == NULL)
		at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "open"));
	if (at == NULL && world->way)
		at_guide_say(g, AT_SAID_DIM, at_guide_words(g, "way"));
	settle(g);
	check_memory(g);
}

void at_guide_resume(struct at_guide *g)
{
	at_buffer_clear(&g->said);
	g->card = NULL;
	g->paused = false;
	g->again = false;
}

void at_guide_hear(struct at_guide *g, const char *partner, size_t len)
{
	at_buffer_clear(&g->partner);
	at_buffer_add(&g->partner, partner, len);
	attune_report_free(g->theirs);
	g->theirs = NULL;
	g->has_partner = true;
	g->failed |= g->partner.failed;
}

const attune_report *at_guide_theirs(struct at_guide *g)
{
	if (g->theirs == NULL && g->has_partner &&
	    !at_guide_answered(g, attune_read(&g->theirs, g->world->scanner, at_buffer_str(&g->partner), g->partner.len, NULL))) {
		attune_report_free(g->theirs);
		g->theirs = NULL;
	}
	return g->theirs;
}

bool at_guide_theirs_is(struct at_guide *g, const char *kind)
{
	const attune_report *r = at_guide_theirs(g);
	const char *k;
	for (size_t i = 0; r != NULL && (k = attune_report_kind(r, i)) != NULL; i++)
		if (strcmp(k, kind) == 0)
			return true;
	return false;
}

bool at_guide_wants_they(struct at_guide *g)
{
	return !g->has_partner;
}

enum at_next at_guide_take_they(struct at_guide *g)
{
	const struct at_guide_answer *a = &g->answers[g->step];
	if (!a->given) {
		at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "need-they"));
		return AT_PAUSE;
	}
	at_guide_hear(g, a->raw.ptr, a->raw.len);
	g->heard_here = true;
	return AT_NEXT;
}

/* Nothing but white space. */
static bool is_blank(const char *s, size_t len)
{
	size_t i = 0;
	while (i < len && strchr(" \t\r\n", s[i]) != NULL && s[i] != 0)
		i++;
	return i == len;
}

static void take(struct at_guide *g, const char *line, size_t len)
{
	const struct at_guide_step *s = step_of(g);
	struct at_guide_answer *a = &g->answers[g->step];
	at_buffer_clear(&a->raw);
	at_buffer_clear(&a->text);
	a->given = !is_blank(line, len);
	if (!a->given)
		return;
	at_buffer_add(&a->raw, line, len);
	if (s->message)
		at_buffer_add(&a->text, line, len);
	else
		at_guide_clean(g, &a->text, line, len, s->strip);
	const char *text = at_buffer_str(&a->text);
	a->given = a->text.len > 0 && (s->message || !at_guide_is_few(text) || !at_guide_is(g, text, "unsure"));
	g->failed = a->raw.failed || a->text.failed;
}

/* Longer than what fits into a sentence. */
static bool too_long(const struct at_guide *g)
{
	return !step_of(g)->message && g->answers[g->step].text.len > 240;
}

static void take_line(struct at_guide *g, const char *line, size_t len)
{
	enum at_next next = AT_NEXT;
	at_buffer_clear(&g->said);
	g->card = NULL;
	if (at_guide_question(g) == NULL || (!is_blank(line, len) && !look(g, line, len)))
		return;
	take(g, line, len);
	if (g->failed)
		return;
	if (too_long(g))
		next = at_guide_again(g, at_guide_words(g, "long"));
	else if (step_of(g)->after != NULL)
		next = step_of(g)->after(g);
	g->paused = next == AT_PAUSE;
	if (next != AT_NEXT)
		return;
	g->again = false;
	g->step++;
	settle(g);
}

void at_guide_line(struct at_guide *g, const char *line, size_t len)
{
	take_line(g, line, len);
	check_memory(g);
}

enum at_next at_guide_again(struct at_guide *g, const char *template)
{
	bool twice = g->again;
	g->answers[g->step].given = false;
	g->again = true;
	if (twice)
		return AT_NEXT;
	at_guide_say(g, AT_SAID_PLAIN, template);
	return AT_STAY;
}

const char *at_guide_answer(struct at_guide *g, const char *key)
{
	for (size_t i = 0; i < g->mode->n_steps; i++)
		if (strcmp(g->mode->steps[i].key, key) == 0)
			return g->answers[i].given ? at_buffer_str(&g->answers[i].text) : NULL;
	return NULL;
}

const char *at_guide_candidate(const struct at_guide *g, size_t k)
{
	static const char *const keys[] = {
		[AT_TAB_FEELINGS] = "feelings", [AT_TAB_NEEDS] = "needs", [AT_TAB_WHOM] = "whom", [AT_TAB_NUMBERS] = "numbers"};
	const struct at_guide_step *s = step_of(g);
	if (s == NULL || s->tab == AT_TAB_NONE || at_guide_over(g))
		return NULL;
	if (s->tab == AT_TAB_YES)
		return k == 0 ? at_guide_words(g, "yes") : NULL;
	if (s->tab == AT_TAB_READY)
		return k == 0 ? at_guide_words(g, "yes") : k == 1 ? at_guide_words(g, "part") : k == 2 ? "not yet" : NULL;
	return at_guide_nth(g, keys[s->tab], k);
}

void at_guide_forget(struct at_guide *g)
{
	attune_report_free(g->report);
	attune_report_free(g->theirs);
	attune_offers_free(g->rewrites);
	g->report = NULL;
	g->theirs = NULL;
	g->rewrites = NULL;
	g->card = NULL;
	if (g->done) /* before that they are words of the mode */
		at_guide_clear_offers(g);
}

void at_guide_free(struct at_guide *g)
{
	at_guide_forget(g);
	at_guide_clear_offers(g);
	for (size_t i = 0; i < AT_GUIDE_STEPS; i++) {
		at_buffer_free(&g->answers[i].raw);
		at_buffer_free(&g->answers[i].text);
	}
	for (size_t i = 0; i < g->n_slots; i++)
		at_buffer_free(&g->slots[i].text);
	at_buffer_free(&g->partner);
	at_buffer_free(&g->model);
	at_buffer_free(&g->said);
	at_buffer_free(&g->chosen);
	memset(g, 0, sizeof *g);
}
