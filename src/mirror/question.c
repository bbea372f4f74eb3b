/* SPDX-License-Identifier: MIT */
/*
 * question.c: questions turned into what the other person wonders: "are you mad at me?" -> "you're wondering if I'm mad at
 * you". Input: a unit that asks; output: its line. The subject goes before its helper again, "do" goes, "did" goes
 * into the verb. "Could you call me" is a wish. A subject of several words that the grammar doesn't know makes no line.
 */
#include "mirror/wrap.h"
#include <string.h>

struct question {
	size_t wh, wh_end; /* "why", "what time"; empty for yes or no */
	size_t helper, subject, subject_end;
};

/* Where the subject that starts at i ends; i when it can't be told. */
static size_t subject_end(const struct at_gtext *g, size_t i, size_t end)
{
	if (i >= end || !at_g_word(g, i))
		return i;
	const struct at_gword *w = &g->words[i];
	if (w->person == AT_P_YOU || w->person == AT_P_I || w->plural)
		return i + 1 + w->group;
	size_t n = at_g_phrase(g, i, end, AT_G_SUBJECT), next = i + n;
	if (n != 0 && at_g_has(g, i, AT_G_DETERMINER) && next < end && at_g_word(g, next) && !at_g_finite(g, next) &&
	    !at_g_verb(g, next) && !at_g_has(g, next, AT_G_ADVERB) && !at_g_has(g, next, AT_G_FEELING) &&
	    !at_g_has(g, next, AT_G_STATE) && !at_g_has(g, next, AT_G_PREPOSITION) && !at_g_has(g, next, AT_G_DETERMINER))
		return i; /* "will this weather end" */
	if (n != 0)
		return next;
	bool owned = w->person == AT_P_MY || w->person == AT_P_YOUR || at_g_has(g, i, AT_G_DETERMINER);
	if (owned && i + 1 < end && (at_g_has(g, i + 1, AT_G_RELATIVE) || at_g_has(g, i + 1, AT_G_PEOPLE)))
		return i + 2;
	return at_g_has(g, i, AT_G_NAME) || at_g_has(g, i, AT_G_RELATIVE) ? i + 1 : i;
}

static bool take_apart(const struct at_wrap *w, struct question *q)
{
	const struct at_gtext *g = w->g;
	size_t i = w->u->main, end = w->u->end;
	*q = (struct question){.wh = i, .wh_end = i};
	if (at_g_has(g, i, AT_G_QUESTION))
		while (i < end && i < q->wh + 6 && at_g_word(g, i) && !at_g_helper(g, i) && !at_g_third(g, i))
			i++;
	q->wh_end = q->helper = i;
	if (i >= end || !at_g_helper(g, i))
		return false;
	q->subject = i + 1;
	q->subject_end = subject_end(g, i + 1, end);
	return q->subject_end > q->subject;
}

static bool is_writer(const struct at_wrap *w, const struct question *q)
{
	return w->g->words[q->subject].person == AT_P_YOU;
}

static void open(struct at_wrap *w, const struct question *q)
{
	w->form = AT_MF_WONDER;
	at_g_put(w->out, "you're wondering");
	if (q->wh_end > q->wh)
		at_g_say(w->out, w->g, q->wh, q->wh_end);
	else
		at_g_put(w->out, "if");
}

/* "can you call me" -> "you want me to call you". */
static bool request(struct at_wrap *w, const struct question *q)
{
	const struct at_gtext *g = w->g;
	size_t verb = q->subject_end;
	bool asks = at_g_is(g, q->helper, "can") || at_g_is(g, q->helper, "could") || at_g_is(g, q->helper, "would") ||
	            at_g_is(g, q->helper, "will") || at_g_is(g, q->helper, "can't") || at_g_is(g, q->helper, "won't");
	bool we = at_g_is(g, q->subject, "we");
	if (!asks || q->wh_end > q->wh || (!is_writer(w, q) && !(we && at_g_is(g, q->helper, "can"))))
		return false;
	while (verb < w->u->end && (at_g_is(g, verb, "please") || at_g_is(g, verb, "just")))
		verb++;
	bool not = at_g_is(g, verb, "not");
	verb += not ;
	if (verb >= w->u->end || !at_g_has(g, verb, AT_G_VERB) || at_g_is(g, verb, "like") || at_g_is(g, verb, "mind") ||
	    at_g_is(g, verb, "imagine") || at_g_is(g, verb, "believe"))
		return false;
	at_g_put(w->out, not ? (we ? "you don't want us to" : "you don't want me to") : we ? "you want us to" : "you want me to");
	at_g_say(w->out, g, verb, w->u->end);
	w->form = AT_MF_WISH;
	return true;
}

/* "do", "does", "did": gone, the verb in their stead. */
static bool without_do(struct at_wrap *w, const struct question *q)
{
	const struct at_gtext *g = w->g;
	size_t verb = q->subject_end;
	while (verb < w->u->end && at_g_has(g, verb, AT_G_ADVERB) && !at_g_has(g, verb, AT_G_VERB))
		verb++;
	if (verb >= w->u->end || !at_g_has(g, verb, AT_G_VERB))
		return false;
	open(w, q);
	at_g_say(w->out, g, q->subject, verb);
	if (at_g_is(g, q->helper, "do")) {
		at_g_say(w->out, g, verb, w->u->end);
		return true;
	}
	for (size_t k = verb + 1; k + 1 < w->u->end; k++)
		if (at_g_has(g, k, AT_G_COORDINATOR) && at_g_has(g, k + 1, AT_G_VERB))
			return false; /* "did you see it and say nothing" */
	at_buffer_add_char(w->out, ' ');
	if (at_g_is(g, q->helper, "does"))
		at_g_add_third(w->out, g, verb);
	else if (!at_g_add_past(w->out, g, verb))
		return false;
	at_g_say(w->out, g, verb + 1, w->u->end);
	return true;
}

/* "I'm", "you're", "he's" when something follows; else in full. */
static bool glue_being(struct at_wrap *w, const struct question *q)
{
	const struct at_gtext *g = w->g;
	unsigned being = g->words[q->helper].being, person = g->words[q->subject].person;
	bool what = q->wh_end == q->wh + 1 && (at_g_is(g, q->wh, "what") || at_g_is(g, q->wh, "who"));
	bool follows = q->subject_end < w->u->end &&
	               (!what || at_g_ing(g, q->subject_end) || at_g_has(g, q->subject_end, AT_G_PARTICIPLE) ||
	                at_g_has(g, q->subject_end, AT_G_ADVERB)); /* "what you are to me" */
	const char *as = NULL;
	if (being == AT_BE_ARENT && person == AT_P_YOU && !g->words[q->subject].plural)
		as = "I'm not";
	else if (follows && being == AT_BE_ARE && person == AT_P_YOU && !g->words[q->subject].plural)
		as = "I'm";
	else if (follows && being == AT_BE_AM)
		as = "you're";
	if (as != NULL) {
		open(w, q);
		at_g_put(w->out, as);
		at_g_say(w->out, g, q->subject_end, w->u->end);
		return true;
	}
	bool pronoun = at_g_has(g, q->subject, AT_G_SUBJECT) && q->subject_end == q->subject + 1 &&
	               !at_g_is(g, q->subject, "this") && !at_g_is(g, q->subject, "these") && !at_g_is(g, q->subject, "those");
	if (!follows || !pronoun || (being != AT_BE_IS && being != AT_BE_ARE))
		return false;
	open(w, q);
	at_g_say(w->out, g, q->subject, q->subject_end);
	at_buffer_add_str(w->out, being == AT_BE_IS ? "'s" : "'re");
	at_g_say(w->out, g, q->subject_end, w->u->end);
	return true;
}

/* "who told you that", "what's wrong with me": the order is that of a statement already. */
static bool asks_subject(struct at_wrap *w)
{
	const struct at_gtext *g = w->g;
	size_t i = w->u->main, next = i + 1;
	if (!at_g_has(g, i, AT_G_QUESTION) || next >= w->u->end || !at_g_word(g, next))
		return false;
	bool glued = at_g_is(g, i, "what's") || at_g_is(g, i, "who's");
	if (glued ? !(at_g_is(g, next, "wrong") || at_g_ing(g, next)) : !at_g_is(g, i, "who") && !at_g_is(g, i, "what"))
		return false;
	if (!glued && !at_g_past(g, next) && !at_g_third(g, next))
		return false;
	at_g_put(w->out, "you're wondering");
	at_g_say(w->out, g, i, w->u->end);
	w->form = AT_MF_WONDER;
	return true;
}

/* "you're leaving?" */
static bool asks_plainly(struct at_wrap *w)
{
	const struct at_gtext *g = w->g;
	size_t i = w->u->main;
	bool subject = (g->words[i].person == AT_P_YOU || g->words[i].person == AT_P_I) && g->words[i].standing == AT_R_SUBJECT;
	for (size_t k = i; k < w->u->end; k++)
		subject = subject && !at_g_punct(g, k, ",") && !at_g_has(g, k, AT_G_QUESTION);
	if (!w->u->question || !subject)
		return false;
	at_g_put(w->out, "you're wondering if");
	at_g_say(w->out, g, w->u->from, w->u->end);
	w->form = AT_MF_WONDER;
	return true;
}

bool at_wrap_question(struct at_wrap *w)
{
	const struct at_gtext *g = w->g;
	struct question q;
	if (!take_apart(w, &q))
		return asks_subject(w) || asks_plainly(w);
	size_t start = w->out->len;
	if ((at_g_is(g, q.subject_end, "believe") && at_g_has(g, q.helper, AT_G_MODAL)) || at_g_is(g, q.subject_end, "dare"))
		return false; /* "can you believe ...", "don't you dare": ask nothing */
	if (request(w, &q) || glue_being(w, &q))
		return true;
	if (at_g_is(g, q.helper, "do") || at_g_is(g, q.helper, "does") || at_g_is(g, q.helper, "did")) {
		if (without_do(w, &q))
			return true;
		w->out->len = start;
		return false;
	}
	if (at_g_is(g, q.helper, "ain't") || q.subject_end >= w->u->end + (g->words[q.helper].being != AT_BE_NONE))
		return false;
	open(w, &q);
	at_g_say(w->out, g, q.subject, q.subject_end);
	at_g_say(w->out, g, q.helper, q.helper + 1);
	at_g_say(w->out, g, q.subject_end, w->u->end);
	return true;
}
