/* SPDX-License-Identifier: MIT */
/*
 * shift.c: what is said instead of each word: persons turned round, the forms of "be" that agree with them, possessives.
 * Input: a sentence whose roles are known; output: `as` of its words. Nothing else of the sentence changes.
 */
#include "mirror/grammar.h"
#include <string.h>

static void say(struct at_gword *w, const char *as)
{
	w->as = as;
	w->as_len = (uint32_t)strlen(as);
}

static void shift_i(struct at_gword *w)
{
	static const char *const forms[] = {"you", "you're", "you are", "you've", "you'd", "you'll"};
	say(w, forms[w->tail]);
}

static void shift_you(struct at_gword *w)
{
	static const char *const forms[] = {"I", "I'm", "I'm", "I've", "I'd", "I'll"};
	if (w->standing == AT_R_OBJECT)
		say(w, "me");
	else
		say(w, forms[w->tail]);
}

/* "you guys" -> we, us; "all of you" keeps its "all of". */
static void shift_plural(struct at_gtext *g, size_t i)
{
	struct at_gword *w = &g->words[i];
	bool subject = w->standing == AT_R_SUBJECT;
	size_t last = i + w->group;
	if (w->group == 0) { /* the end of "one of you", or "y'all" */
		say(w, at_g_prev(g, i) != AT_NOWHERE && at_g_is(g, at_g_prev(g, i), "of") ? "us" : subject ? "we" : "us");
		return;
	}
	if (w->group >= 2 && at_g_is(g, last, "you")) {
		say(&g->words[last], "us");
		return;
	}
	for (size_t k = i + 1; k <= last; k++)
		g->words[k].hidden = true;
	say(w, subject ? "we" : "us");
	if (at_g_is(g, last, "both"))
		g->words[last].hidden = false;
}

/* ------------------------------------------------------------------ agreement */

struct agreement {
	uint8_t from;
	const char *to;
};

static const char *look_up(const struct agreement *table, size_t n, unsigned being)
{
	for (size_t i = 0; i < n; i++)
		if (table[i].from == being)
			return table[i].to;
	return NULL;
}

/* The form of "be" after the new subject; NULL: no change. */
static const char *agree(unsigned being, bool you_now)
{
	static const struct agreement you[] = {{AT_BE_AM, "are"}, {AT_BE_WAS, "were"}, {AT_BE_WASNT, "weren't"}};
	static const struct agreement i[] = {
		{AT_BE_ARE, "am"}, {AT_BE_WERE, "was"}, {AT_BE_WERENT, "wasn't"}, {AT_BE_ARENT, "am not"}};
	return you_now ? look_up(you, 3, being) : look_up(i, 4, being);
}

/* "if only you were", "as though you were": that "were" is no past. */
static bool is_unreal(const struct at_gtext *g, size_t i)
{
	size_t before = at_g_prev_real(g, i);
	if (before == AT_NOWHERE)
		return false;
	if (at_g_is(g, before, "wish") || at_g_is(g, before, "wished") || at_g_is(g, before, "though"))
		return true;
	if (!at_g_is(g, before, "if"))
		return false;
	if (at_g_is(g, at_g_prev(g, before), "as"))
		return true;
	for (size_t k = g->from; k < g->end; k++)
		if (at_g_is(g, k, "would") || at_g_is(g, k, "wouldn't") || g->words[k].tail == AT_TAIL_HAD ||
		    at_g_is(g, k, "could"))
			return true;
	return false;
}

static void set_being(struct at_gtext *g, size_t subject, size_t be, bool you_now)
{
	struct at_gword *w = &g->words[be];
	const char *as = agree(w->being, you_now);
	if (as == NULL || w->as != NULL)
		return;
	if (w->being == AT_BE_ARENT && subject < be) {
		say(&g->words[subject], "I'm");
		say(w, "not");
		return;
	}
	if (w->being == AT_BE_ARENT)
		as = "aren't"; /* "aren't I" */
	if (w->being == AT_BE_WERE && !you_now && subject < be && is_unreal(g, subject))
		return;
	say(w, as);
}

/* The verb of a subject stands behind it, up to some adverbs away, or before it ("who am I"). */
static void agree_with(struct at_gtext *g, size_t i)
{
	const struct at_gword *w = &g->words[i];
	bool you_now = w->person == AT_P_I;
	if (w->tail != AT_TAIL_NONE || w->together || w->plural || w->standing != AT_R_SUBJECT)
		return;
	size_t before = at_g_prev(g, i), behind = at_g_next_real(g, i), opener = at_g_prev_real(g, before);
	if (behind != AT_NOWHERE && g->words[behind].person == AT_P_YOURSELF)
		behind = at_g_next_real(g, behind);
	if (before != AT_NOWHERE && g->words[before].being != AT_BE_NONE &&
	    (opener == AT_NOWHERE || !at_g_has(g, opener, AT_G_SUBJECT) || at_g_has(g, opener, AT_G_QUESTION)) &&
	    agree(g->words[before].being, you_now) != NULL && g->words[before].as == NULL) {
		set_being(g, i, before, you_now);
		return;
	}
	if (behind != AT_NOWHERE && g->words[behind].being != AT_BE_NONE)
		set_being(g, i, behind, you_now);
}

/* "you were late and weren't even sorry": the second verb has the same subject, unsaid. */
static void agree_again(struct at_gtext *g)
{
	size_t subject = AT_NOWHERE;
	for (size_t i = g->from; i < g->end; i++) {
		const struct at_gword *w = &g->words[i];
		if ((w->person == AT_P_I || w->person == AT_P_YOU) && w->standing == AT_R_SUBJECT)
			subject = i;
		else if (at_g_has(g, i, AT_G_SUBJECT) || w->standing == AT_R_KEEP)
			subject = AT_NOWHERE;
		if (w->being == AT_BE_NONE || subject == AT_NOWHERE || g->words[subject].together || g->words[subject].plural)
			continue;
		size_t joint = at_g_prev_real(g, i), next = at_g_next(g, i);
		if (joint == AT_NOWHERE || (!at_g_is(g, joint, "and") && !at_g_is(g, joint, "but") && !at_g_is(g, joint, "or")))
			continue;
		if (next != AT_NOWHERE && (g->words[next].person != AT_P_NONE || at_g_has(g, next, AT_G_SUBJECT)))
			continue;
		if (w->being == AT_BE_ARENT && g->words[subject].person == AT_P_YOU)
			say(&g->words[i], "am not");
		else
			set_being(g, subject, i, g->words[subject].person == AT_P_I);
	}
}

static void swap_phrases(struct at_gtext *g)
{
	for (size_t i = g->from; i < g->end; i++) {
		size_t n = at_g_phrase(g, i, g->end, AT_G_SWAP);
		if (n == 0)
			continue;
		const struct at_word *w = at_lexicon_find(&g->lex, g->text->normal.ptr + g->words[i].start,
		                                          g->words[i + n - 1].end - g->words[i].start);
		g->words[i].as = g->lex.strings + w->becomes;
		g->words[i].as_len = w->becomes_len;
		for (size_t k = 1; k < n; k++)
			g->words[i + k].hidden = true;
		i += n - 1;
	}
}

static void shift_word(struct at_gtext *g, size_t i)
{
	static const char *const plain[] = {
		[AT_P_ME] = "you",  [AT_P_MY] = "your",    [AT_P_MINE] = "yours",      [AT_P_MYSELF] = "yourself",
		[AT_P_YOUR] = "my", [AT_P_YOURS] = "mine", [AT_P_YOURSELF] = "myself", [AT_P_YOURSELVES] = "ourselves"};
	struct at_gword *w = &g->words[i];
	if (w->plural && w->standing != AT_R_KEEP)
		shift_plural(g, i);
	else if (w->person == AT_P_NONE || w->standing == AT_R_KEEP || w->as != NULL)
		return;
	else if (w->person == AT_P_I)
		shift_i(w);
	else if (w->person == AT_P_YOU)
		shift_you(w);
	else
		say(w, plain[w->person]);
}

void at_g_shift(struct at_gtext *g)
{
	swap_phrases(g);
	for (size_t i = g->from; i < g->end; i++)
		shift_word(g, i);
	for (size_t i = g->from; i < g->end; i++)
		if ((g->words[i].person == AT_P_I || g->words[i].person == AT_P_YOU) && g->words[i].standing == AT_R_SUBJECT)
			agree_with(g, i);
	agree_again(g);
}
