/* SPDX-License-Identifier: MIT */
/*
 * elision.c: sentences that leave their subject out. "tired of it all" -> "you're tired of it all", "been crying" -> "you've been
 * crying", "hurts so much" -> "it hurts so much". Input: a unit without a subject; output: its line. Where the sentence before speaks of
 * others alone, the subject isn't "I", and makes no line.
 */
#include "mirror/wrap.h"

/* What may follow "tired" without making it part of a noun ("tired eyes"). */
static bool closes_state(const struct at_wrap *w, size_t i)
{
	const struct at_gtext *g = w->g;
	if (at_wrap_ends(w, i))
		return true;
	uint64_t is = g->words[i].is;
	return g->words[i].person != AT_P_NONE || AT_IS(is, AT_G_PREPOSITION) || AT_IS(is, AT_G_SUBORDINATOR) ||
	       AT_IS(is, AT_G_COORDINATOR) || AT_IS(is, AT_G_ADVERB) || AT_IS(is, AT_G_DETERMINER) || AT_IS(is, AT_G_SUBJECT) ||
	       AT_IS(is, AT_G_QUESTION) || at_g_is(g, i, "today") || at_g_is(g, i, "tonight") || at_g_is(g, i, "again") ||
	       at_g_is(g, i, "enough") || at_g_ing(g, i);
}

/* Somebody who could be what the next sentence leaves out; "it" and "that" are not. */
static bool is_other(const struct at_gtext *g, size_t i)
{
	const char *s = g->text->normal.ptr + g->words[i].start;
	bool thing = (s[0] | 32) == 'i' || ((s[0] | 32) == 't' && g->words[i].end - g->words[i].start > 2 && (s[2] | 32) != 'e') ||
	             at_g_is(g, i, "these") || at_g_is(g, i, "there") || at_g_is(g, i, "there's");
	return g->words[i].person == AT_P_YOU || (at_g_has(g, i, AT_G_SUBJECT) && !thing);
}

/* Whether an unsaid subject is "I": it isn't when the sentence before speaks of others alone ("he left. took the dog too."). */
static bool speaks_of_self(const struct at_wrap *w)
{
	const struct at_gtext *g = w->g;
	bool other = false;
	size_t i = w->u->main, end = g->from;
	for (; i > g->from; i--) /* what stands before in the same sentence comes first */
		if (g->words[i - 1].person == AT_P_I)
			return true;
		else
			other = other || is_other(g, i - 1);
	for (i = end; i > 0; i--) {
		if (g->words[i - 1].person == AT_P_I)
			return true;
		other = other || is_other(g, i - 1);
		if (g->words[i - 1].first)
			break;
	}
	return !other;
}

static bool elliptic_state(struct at_wrap *w, size_t i)
{
	const struct at_gtext *g = w->g;
	size_t at = at_wrap_degrees(w, i), n = at_g_phrase(g, at, w->u->end, AT_G_FEELING);
	size_t state = at_g_phrase(g, at, w->u->end, AT_G_STATE);
	n = state > n ? state : n;
	if (at_g_is(g, i, "feeling") && at > i)
		return at_wrap_put(w, "you're", AT_MF_STATEMENT) && at_wrap_rest(w, i);
	if (n == 0 && at_g_ing(g, at) && !at_wrap_own_verb(w, at + 1))
		return at_wrap_put(w, "you're", AT_MF_STATEMENT) && at_wrap_rest(w, i);
	if (n == 0 || !closes_state(w, at + n) || at_wrap_own_verb(w, at + n))
		return false;
	bool past =
		at_g_past(g, at) && at_g_has(g, at, AT_G_PAST) && at == i && at + n < w->u->end && at_g_word(g, at + n) &&
		(at_g_has(g, at + n, AT_G_DETERMINER) || g->words[at + n].person == AT_P_MY || g->words[at + n].person == AT_P_ME);
	return at_wrap_put(w, past ? "you" : "you're", AT_MF_STATEMENT) && at_wrap_rest(w, i);
}

static bool elliptic_verb(struct at_wrap *w, size_t i)
{
	const struct at_gtext *g = w->g;
	size_t n = at_g_phrase(g, i, w->u->end, AT_G_ELLIPTIC), next = at_g_next_real(g, i);
	if (n == 1 && next != AT_NOWHERE && (at_g_has(g, next, AT_G_AUXILIARY) || at_g_third(g, next)) &&
	    !at_g_has(g, i, AT_G_AUXILIARY) && !at_g_has(g, i, AT_G_MODAL))
		return false; /* "love is hard" */
	for (size_t k = i; k < w->u->cut && n < 2; k++)
		if (g->words[k].person == AT_P_ME && (k == i + 1 || at_g_is(g, k - 1, "get")))
			return false; /* "called me" leaves out another subject */
	if (at_g_is(g, i, "been"))
		return at_wrap_put(w, "you've", AT_MF_STATEMENT) && at_wrap_rest(w, i);
	if (at_g_is(g, i, "am"))
		return at_wrap_put(w, "you're", AT_MF_STATEMENT) && at_wrap_rest(w, i + 1);
	if (g->words[i].being == AT_BE_WAS || g->words[i].being == AT_BE_WASNT)
		return at_wrap_put(w, g->words[i].being == AT_BE_WAS ? "you were" : "you weren't", AT_MF_STATEMENT) &&
		       at_wrap_rest(w, i + 1);
	if (n == 0 && at_g_has(g, i, AT_G_VERB) && at_g_has(g, i, AT_G_PAST)) /* "let me", "hit my head" */
		return next != AT_NOWHERE && g->words[next].person == AT_P_MY && at_wrap_put(w, "you", AT_MF_STATEMENT) &&
		       at_wrap_rest(w, i);
	if (n != 0 || (at_g_past(g, i) && !at_g_has(g, i, AT_G_PARTICIPLE) && !at_g_has(g, i, AT_G_NOUN)))
		return at_wrap_put(w, "you", AT_MF_STATEMENT) && at_wrap_rest(w, i);
	return false;
}

bool at_wrap_unsaid_it(struct at_wrap *w, size_t i)
{
	const struct at_gtext *g = w->g;
	if (!at_g_third(g, i) || at_g_has(g, i, AT_G_NOUN) || at_g_has(g, i, AT_G_AUXILIARY))
		return false;
	if (!at_g_is(g, i, "feels") && !at_g_is(g, i, "hurts") && !at_g_is(g, i, "makes") && !at_g_is(g, i, "sucks") &&
	    !at_g_is(g, i, "seems") && !at_g_is(g, i, "kills") && !at_g_is(g, i, "breaks") && !at_g_is(g, i, "sounds"))
		return false;
	return at_wrap_put(w, "it", AT_MF_EVENT) && at_wrap_rest(w, i);
}

bool at_wrap_unsaid_i(struct at_wrap *w, size_t i)
{
	return speaks_of_self(w) && (elliptic_state(w, i) || elliptic_verb(w, i));
}
