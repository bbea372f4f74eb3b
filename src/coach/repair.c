/* SPDX-License-Identifier: MIT */
/*
 * repair.c: an apology out of its parts, and the answer to one. Input: the writer's own facts; output: whole messages. Nothing is
 * confessed that they didn't say: what they leave open stands in [brackets]. A part that takes itself back is asked for once more.
 */
#include "coach/guide.h"
#include <string.h>

/* ------------------------------------------------------------------- repair */

/* Asks again when the part, in the sentence it will stand in, or as it was typed, raises a finding. */
static enum at_next weigh(struct at_guide *g, const char *before)
{
	struct at_buffer draft = {0};
	at_buffer_addf(&draft, "%s%s.", before, at_buffer_str(&g->answers[g->step].text));
	bool objects = at_guide_objects(g, at_buffer_str(&draft)) || at_guide_objects(g, at_buffer_str(&g->answers[g->step].raw));
	at_buffer_free(&draft);
	return objects ? at_guide_again(g, at_guide_words(g, "again")) : AT_NEXT;
}

static enum at_next after_did(struct at_guide *g)
{
	const char *did = at_guide_answer(g, "did");
	if (did == NULL)
		return AT_NEXT;
	if (at_guide_has(g, did, "third-person"))
		return at_guide_again(g, at_guide_words(g, "third"));
	return weigh(g, "I'm sorry I ");
}

static enum at_next after_own(struct at_guide *g)
{
	const char *own = at_guide_answer(g, "own");
	if (own == NULL || at_guide_is(g, own, "yes"))
		return AT_NEXT;
	return weigh(g, "");
}

static enum at_next after_fix(struct at_guide *g)
{
	return at_guide_answer(g, "fix") == NULL ? AT_NEXT : weigh(g, "I'll ");
}

static enum at_next after_wish(struct at_guide *g)
{
	return at_guide_answer(g, "wish") == NULL ? AT_NEXT : weigh(g, "Could you ");
}

/* Sets a slot to what a template makes of an answer; empty without one. */
static void part(struct at_guide *g, const char *name, const char *key, const char *answer)
{
	at_guide_set(g, name, answer);
	at_guide_compose(g, name, key);
}

static void finish_repair(struct at_guide *g)
{
	const char *did = at_guide_answer(g, "did"), *own = at_guide_answer(g, "own"), *felt = at_guide_answer(g, "felt");
	at_guide_set(g, "did", did != NULL ? did : at_guide_words(g, "did-gap"));
	at_guide_set(g, "own",
	             own == NULL                  ? at_guide_words(g, "owned-gap")
	             : at_guide_is(g, own, "yes") ? at_guide_words(g, "owned")
	                                          : own);
	at_guide_feeling(g, felt == NULL ? "" : felt);
	part(g, "felt", "felt", *at_guide_slot(g, "word") != 0 ? at_guide_slot(g, "word") : felt);
	part(g, "fix", "fix", at_guide_answer(g, "fix"));
	at_guide_set(g, "hear", at_guide_words(g, "hear"));
	if (at_guide_answer(g, "wish") != NULL)
		part(g, "wish", "wish", at_guide_answer(g, "wish"));
	else
		at_guide_set(g, "wish", at_guide_words(g, "hear"));
	(void)at_guide_reply(g, "whole", "reply-whole");
	(void)at_guide_reply(g, "short", "reply-short");
	(void)at_guide_reply(g, "listening", "reply-listening");
	at_guide_say(g, AT_SAID_DIM, at_guide_words(g, "note"));
}

static const struct at_guide_step repair_steps[] = {
	{"did", AT_TAB_NONE, false, "strip-act", NULL, after_did},     {"own", AT_TAB_YES, false, NULL, NULL, after_own},
	{"felt", AT_TAB_FEELINGS, false, "strip-feeling", NULL, NULL}, {"fix", AT_TAB_NONE, false, "strip-will", NULL, after_fix},
	{"wish", AT_TAB_NONE, false, "strip-ask", NULL, after_wish},
};
const struct at_guide_mode at_mode_repair = {"repair", repair_steps, sizeof repair_steps / sizeof *repair_steps, finish_repair};

/* ------------------------------------------------------------------ receive */

static enum at_next after_still(struct at_guide *g)
{
	const char *still = at_guide_answer(g, "still");
	return still == NULL || at_guide_is(g, still, "no") ? AT_NEXT : weigh(g, "I'm still feeling ");
}

static enum at_next after_next(struct at_guide *g)
{
	return at_guide_answer(g, "next") == NULL ? AT_NEXT : weigh(g, "Could you ");
}

static void finish_receive(struct at_guide *g)
{
	const char *ready = at_guide_answer(g, "ready"), *still = at_guide_answer(g, "still");
	bool later = ready != NULL && at_guide_is(g, ready, "no"), partly = ready != NULL && at_guide_is(g, ready, "part");
	bool hurts = still != NULL && !at_guide_is(g, still, "no");
	at_guide_feeling(g, hurts ? still : "");
	part(g, "still", "still", !hurts ? NULL : *at_guide_slot(g, "word") != 0 ? at_guide_slot(g, "word") : still);
	part(g, "next", "next", at_guide_answer(g, "next"));
	if (later) {
		(void)at_guide_reply(g, "honest", "reply-later-honest");
		(void)at_guide_reply(g, "later", "reply-later");
		return;
	}
	if (partly || hurts) {
		(void)at_guide_reply(g, "honest", partly ? "reply-part" : "reply-honest");
		(void)at_guide_reply(g, "part", partly ? "reply-honest" : "reply-part");
		return;
	}
	(void)at_guide_reply(g, "warm", "reply-yes");
	at_guide_rewrite(g, at_guide_slot(g, "next"), 3);
}

static const struct at_guide_step receive_steps[] = {
	{"they", AT_TAB_NONE, true, NULL, at_guide_wants_they, at_guide_take_they},
	{"ready", AT_TAB_READY, false, NULL, NULL, NULL},
	{"still", AT_TAB_FEELINGS, false, "strip-feeling", NULL, after_still},
	{"next", AT_TAB_NONE, false, "strip-ask", NULL, after_next},
};
const struct at_guide_mode at_mode_receive = {"receive", receive_steps, sizeof receive_steps / sizeof *receive_steps,
                                              finish_receive};
