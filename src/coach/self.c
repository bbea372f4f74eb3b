/* SPDX-License-Identifier: MIT */
/*
 * self.c: the writer's own feeling and need. Input: answers; output: a line to oneself, what stays one's own to give, and an ask that
 * the rules find nothing in. Nobody is told what they are; what is offered is made of their own words.
 */
#include "coach/guide.h"
#include <string.h>

static enum at_next after_feeling(struct at_guide *g)
{
	const char *answer = at_guide_answer(g, "feeling");
	at_guide_feeling(g, answer == NULL ? "" : answer);
	const char *word = at_guide_slot(g, "word");
	at_guide_set(g, "feeling", *word != 0 ? word : answer != NULL && at_guide_is_few(answer) ? answer : "");
	return AT_NEXT;
}

static enum at_next after_strength(struct at_guide *g)
{
	const char *answer = at_guide_answer(g, "strength");
	if (answer != NULL && (answer[0] == '4' || answer[0] == '5'))
		at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "strong"));
	return AT_NEXT;
}

static enum at_next after_about(struct at_guide *g)
{
	at_guide_set(g, "about", at_guide_answer(g, "about"));
	return AT_NEXT;
}

static bool want_strength(struct at_guide *g)
{
	return at_guide_answer(g, "feeling") != NULL;
}

/* Their own words as a sentence. */
static void set_hear(struct at_guide *g)
{
	struct at_buffer text = {0}, dressed = {0};
	const char *answer = at_guide_answer(g, "hear");
	if (answer != NULL)
		at_buffer_addf(&text, "%s.", answer);
	at_guide_dress(&dressed, at_buffer_str(&text), false);
	at_guide_set(g, "hear", at_buffer_str(&dressed));
	at_guide_drop(g, &text);
	at_guide_drop(g, &dressed);
}

static enum at_next after_hear(struct at_guide *g)
{
	set_hear(g);
	at_guide_compose(g, "text", "lines");
	if (*at_guide_slot(g, "text") != 0) {
		at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "line"));
		at_guide_say(g, AT_SAID_LINE, "{text}");
	}
	at_guide_say(g, AT_SAID_DIM, at_guide_words(g, "soothe"));
	return AT_NEXT;
}

static enum at_next after_give(struct at_guide *g)
{
	at_guide_set(g, "give", at_guide_answer(g, "give"));
	at_guide_say(g, AT_SAID_DIM, at_guide_words(g, "perfect"));
	return AT_NEXT;
}

/* An ask that presses is asked for once more. */
static enum at_next after_wish(struct at_guide *g)
{
	enum at_next next = AT_NEXT;
	struct at_buffer ask = {0};
	const char *answer = at_guide_answer(g, "wish");
	at_guide_set(g, "wish", answer);
	if (answer == NULL)
		return AT_NEXT;
	at_buffer_addf(&ask, "Could you %s?", answer);
	if (at_guide_objects(g, at_buffer_str(&ask), NULL) || at_guide_objects(g, at_buffer_str(&g->answers[g->step].raw), NULL)) {
		at_guide_set(g, "wish", "");
		next = at_guide_again(g, at_guide_words(g, "again"));
	}
	at_guide_drop(g, &ask);
	return next;
}

static bool want_minutes(struct at_guide *g)
{
	return *at_guide_slot(g, "wish") != 0;
}

/* A number alone: "ten minutes" is ten. */
static enum at_next after_minutes(struct at_guide *g)
{
	struct at_buffer n = {0};
	const char *answer = at_guide_answer(g, "minutes");
	if (answer != NULL)
		at_buffer_add(&n, answer, strcspn(answer, " "));
	at_guide_set(g, "minutes", at_buffer_str(&n));
	at_guide_drop(g, &n);
	return AT_NEXT;
}

static void finish(struct at_guide *g)
{
	at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "mine"));
	if (*at_guide_slot(g, "wish") != 0) {
		(void)at_guide_reply(g, "ask", "ask");
		(void)at_guide_reply(g, "soft", "ask-soft");
	}
	at_guide_say(g, AT_SAID_DIM, at_guide_words(g, "done"));
}

static const struct at_guide_step steps[] = {
	{"feeling", AT_TAB_FEELINGS, false, "strip-feeling", NULL, after_feeling},
	{"strength", AT_TAB_NONE, false, NULL, want_strength, after_strength},
	{"about", AT_TAB_NONE, false, "strip-about", NULL, after_about},
	{"hear", AT_TAB_NONE, false, "strip-hear", NULL, after_hear},
	{"give", AT_TAB_NONE, false, NULL, NULL, after_give},
	{"wish", AT_TAB_NONE, false, "strip-ask", NULL, after_wish},
	{"minutes", AT_TAB_NUMBERS, false, NULL, want_minutes, after_minutes},
};
const struct at_guide_mode at_mode_self = {"self", steps, sizeof steps / sizeof *steps, finish};
