/* SPDX-License-Identifier: MIT */
/*
 * refuse.c: what is not to be said back, whatever its shape: insults, idioms, thanks, a "you" that may mean somebody else,
 * dialogues, lists, halves of sentences. Input: a unit; output: the reason in a few words, or none.
 */
#include "mirror/mirror.h"

static bool insults(const struct at_gtext *g, size_t i, size_t end)
{
	size_t n = at_g_phrase(g, i, end, AT_G_INSULT);
	if (n == 0 || g->words[i].quoted)
		return false;
	size_t last = i + n - 1, next = at_g_next_real(g, last), before = at_g_prev(g, i);
	for (size_t k = i; k < i + n; k++)
		if (g->words[k].person == AT_P_YOU &&
		    (k != last || next == AT_NOWHERE || (!at_g_ing(g, next) && !at_g_finite(g, next) && !at_g_is(g, next, "for"))))
			return true;
	if (n > 1 &&
	    (at_g_is(g, last, "off") || at_g_is(g, last, "up") || at_g_is(g, last, "yourself") || at_g_is(g, last, "hell")))
		return before == AT_NOWHERE || g->words[before].person == AT_P_NONE;
	while (before != AT_NOWHERE && (at_g_has(g, before, AT_G_DEGREE) || at_g_has(g, before, AT_G_DETERMINER)))
		before = at_g_prev(g, before);
	if (before == AT_NOWHERE)
		return n == 1 && at_g_next(g, i) == AT_NOWHERE && !at_g_has(g, i, AT_G_FEELING);
	if (g->words[before].person == AT_P_YOU && g->words[before].tail == AT_TAIL_ARE)
		return true;
	return g->words[before].being != AT_BE_NONE && at_g_person(g, at_g_prev_real(g, before), AT_P_YOU);
}

/* "Mum: are you ok?" */
static bool has_speaker(const struct at_gtext *g)
{
	for (size_t i = g->from; i + 1 < g->end; i++)
		if (at_g_punct(g, i, ":") && i > g->from && g->words[i].kind == AT_T_PUNCT &&
		    at_g_phrase(g, g->from, i, AT_G_FILLER) != i - g->from)
			return true;
	return false;
}

const char *at_mirror_refuses(const struct at_gtext *g, const struct at_unit *u)
{
	size_t n = at_g_phrase(g, u->from, u->end, AT_G_IDIOM);
	for (size_t i = u->from; i < u->end; i++)
		if (insults(g, i, u->end))
			return "an insult";
	if (u->greeting)
		return "a greeting or thanks";
	if (u->affection)
		return "affection, which is answered, not mirrored";
	if (n != 0 && u->from + n >= u->end)
		return u->apology ? "an apology, which is received, not mirrored" : "an idiom";
	if (has_speaker(g))
		return "a dialogue or a list";
	if (g->open_quote)
		return "a quotation that does not end";
	size_t plural = 0, singular = 0;
	if (at_g_is(g, u->end - 1, "the") || at_g_is(g, u->end - 1, "a") || at_g_person(g, u->end - 1, AT_P_MY) ||
	    at_g_person(g, u->end - 1, AT_P_YOUR))
		return "half a sentence";
	if (u->end - u->from <= 2 && (at_g_has(g, u->end - 1, AT_G_AUXILIARY) || at_g_has(g, u->end - 1, AT_G_MODAL)))
		return "half a sentence"; /* "you didn't" */
	for (size_t i = u->from; i < u->end; i++) {
		const struct at_gword *w = &g->words[i];
		if (at_g_punct(g, i, ".") && w->end - w->start > 1 && i + 1 < u->end)
			return "half a sentence"; /* "it was.. the worst" */
		if (w->kind == AT_T_URL || at_g_punct(g, i, ":*_#<>{}|\\()[]"))
			return "a list or an address";
		if (w->generic)
			return "a \"you\" that means anybody";
		plural += w->plural;
		singular += !w->plural && (w->person == AT_P_YOUR || w->person == AT_P_YOU);
		if (w->doubt && w->standing != AT_R_KEEP && !w->dropped)
			return "unclear whom \"you\" means";
	}
	if (plural != 0 && singular != 0)
		return "unclear whom \"you\" means";
	return NULL;
}
