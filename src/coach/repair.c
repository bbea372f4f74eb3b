/* SPDX-License-Identifier: MIT */
/*
 * repair.c: an apology out of its parts, and the answer to one. Input: the writer's own facts; output: whole messages. Nothing is
 * confessed that they didn't say: what they leave open stands in [brackets]. A part that takes itself back is asked for once more.
 */
#include "coach/guide.h"
#include <string.h>

#define APOLOGY "non-apology" /* what they did may be put in hard words; what takes the apology back may not */

/* ------------------------------------------------------------------- repair */

/* Asks again when the part, in the sentence it will stand in, or as it was typed, raises a finding (of a category). */
static enum at_next weigh(struct at_guide *g, const char *before, const char *category)
{
	struct at_buffer draft = {0};
	at_buffer_addf(&draft, "%s%s.", before, at_buffer_str(&g->answers[g->step].text));
	bool objects = at_guide_objects(g, at_buffer_str(&draft), category) ||
	               at_guide_objects(g, at_buffer_str(&g->answers[g->step].raw), category);
	at_guide_drop(g, &draft);
	return objects ? at_guide_again(g, at_guide_words(g, "again")) : AT_NEXT;
}

/* Words with which an apology takes itself back. */
static bool takes_back(struct at_guide *g, const char *text)
{
	return at_guide_has(g, text, "takes-back");
}

static enum at_next after_did(struct at_guide *g)
{
	const char *did = at_guide_answer(g, "did");
	if (did == NULL)
		return AT_NEXT;
	if (at_guide_has(g, did, "third-person"))
		return at_guide_again(g, at_guide_words(g, "third"));
	return takes_back(g, did) ? at_guide_again(g, at_guide_words(g, "but")) : weigh(g, "I'm sorry I ", APOLOGY);
}

static enum at_next after_own(struct at_guide *g)
{
	const char *own = at_guide_answer(g, "own");
	if (own == NULL || at_guide_is(g, own, "yes"))
		return AT_NEXT;
	return takes_back(g, own) ? at_guide_again(g, at_guide_words(g, "but")) : weigh(g, "", APOLOGY);
}

static enum at_next after_fix(struct at_guide *g)
{
	return at_guide_answer(g, "fix") == NULL ? AT_NEXT : weigh(g, "I'll ", NULL);
}

static enum at_next after_wish(struct at_guide *g)
{
	return at_guide_answer(g, "wish") == NULL ? AT_NEXT : weigh(g, "Could you ", NULL);
}

/* Sets a slot to what a template makes of an answer; empty without one. */
static void part(struct at_guide *g, const char *name, const char *key, const char *answer)
{
	at_guide_set(g, name, answer);
	at_guide_compose(g, name, key);
}

/* The feeling that was read from an answer, or the answer, when that is short enough to be one; or NULL. */
static const char *few(struct at_guide *g, const char *answer)
{
	const char *word = at_guide_slot(g, "word");
	return *word != 0 ? word : answer != NULL && at_guide_is_few(answer) ? answer : NULL;
}

/* Their own words, or, where they say no more than how much of it is theirs, a line that leaves the rest to them. */
static const char *owned(const struct at_guide *g, const char *own)
{
	bool few = own != NULL && at_guide_is_few(own);
	if (own == NULL || (few && at_guide_is(g, own, "no")))
		return at_guide_words(g, "owned-gap");
	if (at_guide_is(g, own, "yes"))
		return at_guide_words(g, "owned");
	return few && at_guide_is(g, own, "part") ? at_guide_words(g, "owned-part") : own;
}

static void finish_repair(struct at_guide *g)
{
	const char *did = at_guide_answer(g, "did"), *own = at_guide_answer(g, "own"), *felt = at_guide_answer(g, "felt");
	size_t first = did == NULL ? 0 : strcspn(did, " ");
	bool ing = first > 5 && strncmp(did + first - 3, "ing", 3) == 0; /* "hurting you" */
	at_guide_set(g, "act", did != NULL ? did : at_guide_words(g, "did-gap"));
	at_guide_compose(g, "did", ing ? "acts-ing" : "acts");
	at_guide_compose(g, "told", ing ? "" : "acts");
	at_guide_set(g, "own", owned(g, own));
	at_guide_feeling(g, felt == NULL ? "" : felt);
	part(g, "felt", "felt", few(g, felt));
	part(g, "fix", "fix", at_guide_answer(g, "fix"));
	at_guide_set(g, "hear", at_guide_words(g, "hear"));
	if (at_guide_answer(g, "wish") != NULL)
		part(g, "wish", "wish", at_guide_answer(g, "wish"));
	else
		at_guide_set(g, "wish", at_guide_words(g, "hear"));
	(void)at_guide_reply(g, "whole", "reply-whole");
	(void)at_guide_reply(g, "short", "reply-short");
	(void)at_guide_reply(g, "listening", "reply-listening");
	at_guide_end(g);
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
	return still == NULL || at_guide_is(g, still, "no") ? AT_NEXT : weigh(g, "I'm still feeling ", NULL);
}

static enum at_next after_next(struct at_guide *g)
{
	return at_guide_answer(g, "next") == NULL ? AT_NEXT : weigh(g, "Could you ", NULL);
}

/* Whether what they said reads as an apology and nothing else. */
static bool is_apology(struct at_guide *g)
{
	return at_guide_theirs_is(g, "apology") && !at_guide_theirs_is(g, "anger");
}

static void finish_receive(struct at_guide *g)
{
	const char *ready = at_guide_answer(g, "ready"), *still = at_guide_answer(g, "still");
	bool later = ready != NULL && at_guide_is(g, ready, "no"), partly = ready != NULL && at_guide_is(g, ready, "part");
	bool hurts = still != NULL && !at_guide_is(g, still, "no");
	at_guide_feeling(g, hurts ? still : "");
	part(g, "still", "still", hurts ? few(g, still) : NULL);
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
	if (is_apology(g))
		at_guide_rewrite(g, at_guide_slot(g, "next"), 3);
	at_guide_end(g);
}

static const struct at_guide_step receive_steps[] = {
	{"they", AT_TAB_NONE, true, NULL, at_guide_wants_they, at_guide_take_they},
	{"ready", AT_TAB_READY, false, NULL, NULL, NULL},
	{"still", AT_TAB_FEELINGS, false, "strip-feeling", NULL, after_still},
	{"next", AT_TAB_NONE, false, "strip-ask", NULL, after_next},
};
const struct at_guide_mode at_mode_receive = {"receive", receive_steps, sizeof receive_steps / sizeof *receive_steps,
                                              finish_receive};
