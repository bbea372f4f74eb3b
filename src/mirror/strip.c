/* SPDX-License-Identifier: MIT */
/*
 * strip.c: what of a unit is said in passing. Input: a unit as clause.c cut it; output: the same without greetings, fillers, names,
 * softeners, tags and marks at its ends, asides inside it dropped, and with notes on what kind it is (an apology, a
 * question ...).
 */
#include "mirror/mirror.h"

bool at_mirror_opens_subject(const struct at_gtext *g, size_t i, size_t end)
{
	if (i >= end || !at_g_word(g, i))
		return true;
	uint64_t is = g->words[i].is;
	return g->words[i].person != AT_P_NONE || AT_IS(is, AT_G_SUBJECT) || AT_IS(is, AT_G_DETERMINER) ||
	       AT_IS(is, AT_G_RELATIVE) || AT_IS(is, AT_G_NAME) || AT_IS(is, AT_G_QUESTION) || AT_IS(is, AT_G_MODAL) ||
	       AT_IS(is, AT_G_AUXILIARY);
}

/* How many words at i are said in passing there. */
static size_t opener(const struct at_gtext *g, size_t i, size_t end)
{
	size_t longer = at_g_phrase(g, i, end, AT_G_SUBORDINATOR), subject = at_g_phrase(g, i, end, AT_G_SUBJECT);
	size_t adverb = at_g_phrase(g, i, end, AT_G_ADVERB);
	size_t n = at_g_phrase(g, i, end, AT_G_FILLER), other = at_g_phrase(g, i, end, AT_G_COORDINATOR);
	n = other > n ? other : n;
	size_t idiom = at_g_phrase(g, i, end, AT_G_IDIOM);
	if (n == 0 || longer > n || subject > n || adverb > n || at_g_phrase(g, i, end, AT_G_INSULT) > n ||
	    (idiom > n && i + idiom >= end))
		return 0;
	bool mark = i + n < end && g->words[i + n].kind == AT_T_PUNCT;
	bool sure = at_mirror_opens_subject(g, i + n, end) || at_g_phrase(g, i + n, end, AT_G_FILLER) != 0;
	if (i + n < end && at_g_has(g, i + n - 1, AT_G_CLAUSE_VERB) &&
	    (at_g_has(g, i + n, AT_G_QUESTION) || at_g_is(g, i + n, "if") || at_g_is(g, i + n, "whether") ||
	     at_g_is(g, i + n, "that")))
		return 0; /* "I don't know what to do" */
	if (at_g_is(g, i, "like") || at_g_is(g, i, "sorry") || at_g_is(g, i, "right") || at_g_is(g, i, "see") ||
	    at_g_is(g, i, "fine"))
		sure = n > 1;
	if (at_g_is(g, i, "and") || at_g_is(g, i, "but") || at_g_is(g, i, "or") || at_g_is(g, i, "honestly"))
		sure = true;
	if (at_g_is(g, i, "so") && n == 1)
		sure = sure && !at_g_has(g, i + 1, AT_G_DETERMINER);
	return mark || sure || i + n == end ? n : 0;
}

static size_t strip_greeting(const struct at_gtext *g, size_t i, struct at_unit *u)
{
	size_t n = at_g_phrase(g, i, u->end, AT_G_GREETING), k = i + n;
	if (n == 0)
		return 0;
	if (k >= u->end || !at_g_word(g, k) || g->words[k].person != AT_P_NONE || at_g_has(g, k, AT_G_SUBJECT)) {
		u->greeting = k >= u->end;
		return n;
	}
	bool name = at_g_has(g, k, AT_G_NAME) || at_g_has(g, k, AT_G_VOCATIVE) ||
	            (k + 1 < u->end && g->words[k + 1].kind == AT_T_PUNCT && k - i <= 2);
	if (name)
		return n + 1;
	u->greeting = true;
	return 0;
}

static void strip_front(const struct at_gtext *g, struct at_unit *u)
{
	for (size_t i = u->from; i < u->end;) {
		size_t n = 0;
		u->from = i;
		if (!at_g_word(g, i)) {
			if (at_g_punct(g, i, "\""))
				return;
			i++;
			u->from = i;
			continue;
		}
		if (at_g_is(g, i, "please") || at_g_is(g, i, "pls")) {
			u->order = true;
			n = 1;
		}
		if (n == 0)
			n = strip_greeting(g, i, u);
		if (u->greeting && n == 0)
			return;
		if (n == 0)
			n = opener(g, i, u->end);
		size_t name = n == 0 ? at_g_phrase(g, i, u->end, AT_G_VOCATIVE) : 0;
		if (name != 0 &&
		    (i + name >= u->end || g->words[i + name].kind != AT_T_WORD ||
		     (g->words[i + name].person != AT_P_NONE && !at_g_has(g, i, AT_G_ELLIPTIC)) || at_g_is(g, i + name, "they") ||
		     at_g_is(g, i + name, "he") || at_g_is(g, i + name, "she") || at_g_is(g, i + name, "it")))
			n = name;
		if (n == 0)
			return;
		i += n;
		u->from = i;
	}
}

/* "running late sorry", but "who says sorry", "I'm so sorry". */
static bool ends_before_sorry(const struct at_gtext *g, size_t i)
{
	return g->words[i].tail == AT_TAIL_NONE && g->words[i].being == AT_BE_NONE && !at_g_has(g, i, AT_G_CLAUSE_VERB) &&
	       !at_g_has(g, i, AT_G_DEGREE) && !at_g_has(g, i, AT_G_DETERMINER) && !at_g_verb(g, i);
}

/* How many words before `end` are hung on. */
static size_t closer(const struct at_gtext *g, const struct at_unit *u)
{
	for (size_t n = 5; n >= 1; n--) {
		if (u->end < u->from + n + 1)
			continue;
		size_t i = u->end - n;
		bool comma = at_g_punct(g, i - 1, ",") || g->words[i - 1].kind == AT_T_EMOJI;
		bool tag = at_g_phrase(g, i, u->end, AT_G_TAG) == n, name = at_g_phrase(g, i, u->end, AT_G_VOCATIVE) == n;
		uint64_t other =
			g->words[i].is & ~(1ull << AT_G_TAG | 1ull << AT_G_FILLER | 1ull << AT_G_AS_TYPED | 1ull << AT_G_PHRASE);
		if ((tag || name || at_g_phrase(g, i, u->end, AT_G_FILLER) == n) && comma)
			return n;
		if (n > 1 && at_g_phrase(g, i, u->end, AT_G_IDIOM) == n && i > u->from + 1 &&
		    at_g_phrase(g, i, u->end, AT_G_AFFECTION) == 0 &&
		    (at_g_has(g, i, AT_G_AUXILIARY) || at_g_has(g, i, AT_G_ADVERB) || at_g_has(g, i, AT_G_DETERMINER)))
			return n; /* "I'm fine don't worry about it" */
		if (tag && n == 1 &&
		    (other == 0 || (at_g_is(g, i, "sorry") && ends_before_sorry(g, i - 1)) || at_g_is(g, i, "though") ||
		     at_g_is(g, i, "tho") || at_g_is(g, i, "please")))
			return n;
		if (tag && n > 1 && at_g_phrase(g, i, u->end, AT_G_FILLER) == n && !at_g_has(g, i - 1, AT_G_SUBORDINATOR) &&
		    !at_g_has(g, i - 1, AT_G_QUESTION) && !at_g_has(g, i - 1, AT_G_EITHER))
			return n;
		bool pure = (g->words[i].is & ~(1ull << AT_G_VOCATIVE | 1ull << AT_G_PHRASE)) == 0;
		if (name && n == 1 && pure && g->words[i - 1].person != AT_P_MY && g->words[i - 1].person != AT_P_YOUR &&
		    !at_g_has(g, i - 1, AT_G_DETERMINER) && !at_g_has(g, i - 1, AT_G_PREPOSITION))
			return n;
		if (name && n == 1 && !at_g_has(g, i, AT_G_RELATIVE) && g->words[i - 1].person != AT_P_NONE &&
		    g->words[i - 1].tail == AT_TAIL_NONE && g->words[i - 1].person != AT_P_MY &&
		    g->words[i - 1].person != AT_P_YOUR && g->words[i - 1].standing != AT_R_SUBJECT)
			return n;
	}
	return 0;
}

static void strip_back(const struct at_gtext *g, struct at_unit *u)
{
	while (u->end > u->from) {
		size_t last = u->end - 1;
		if (!at_g_word(g, last) && !at_g_punct(g, last, "\"")) {
			u->end--;
			continue;
		}
		size_t n = closer(g, u);
		if (n == 0)
			return;
		for (size_t i = u->end - n; i < u->end; i++)
			if (g->words[i].person == AT_P_YOU)
				u->question = false; /* "..., don't you?" */
		if (at_g_phrase(g, u->end - n, u->end, AT_G_FILLER) == n || at_g_phrase(g, u->end - n, u->end, AT_G_TAG) == n)
			u->question = u->question && u->asks;
		u->end -= n;
	}
}

/* Fillers inside: between commas, and "you know" where no clause follows it. */
static void drop_asides(struct at_gtext *g, const struct at_unit *u)
{
	for (size_t i = u->from + 1; i + 1 < u->end; i++) {
		size_t n = at_g_phrase(g, i, u->end, AT_G_FILLER);
		if (n == 0)
			n = at_g_phrase(g, i, u->end, AT_G_VOCATIVE);
		bool commas = n != 0 && at_g_punct(g, i - 1, ",") && i + n < u->end && at_g_punct(g, i + n, ",");
		bool know = n == 2 && at_g_is(g, i, "you") && at_g_is(g, i + 1, "know") && at_g_word(g, i - 1) &&
		            !at_g_has(g, i - 1, AT_G_SUBORDINATOR) && !at_g_has(g, i - 1, AT_G_QUESTION) &&
		            !at_g_has(g, i - 1, AT_G_EITHER) && !at_g_has(g, i - 1, AT_G_AUXILIARY) &&
		            !at_g_has(g, i - 1, AT_G_MODAL) && !at_g_has(g, i - 1, AT_G_CLAUSE_VERB) && i + n < u->end &&
		            at_g_has(g, i + n, AT_G_ADVERB);
		if (!commas && !know)
			continue;
		for (size_t k = i; k < i + n; k++)
			g->words[k].dropped = true;
		if (commas) {
			g->words[i - 1].dropped = true;
			g->words[i + n].dropped = true;
		}
	}
}

/* "I think I'm just tired": the softener goes where a feeling of theirs follows. */
static void strip_hedge(const struct at_gtext *g, struct at_unit *u)
{
	size_t n = at_g_phrase(g, u->from, u->end, AT_G_HEDGE), i = u->from + n;
	if (n == 0 || i >= u->end || g->words[i].person != AT_P_I || u->question)
		return;
	size_t next = g->words[i].tail == AT_TAIL_AM ? at_g_next_real(g, i) : at_g_next(g, i);
	if (g->words[i].tail == AT_TAIL_AM ? at_g_has(g, next, AT_G_FEELING) || at_g_ing(g, next)
	                                   : at_g_is(g, next, "feel") || at_g_is(g, next, "felt") || at_g_is(g, next, "was") ||
	                                             at_g_is(g, next, "need") || at_g_is(g, next, "miss"))
		u->from = i;
}

static void mark_kind(const struct at_gtext *g, struct at_unit *u)
{
	size_t i = u->from, n = at_g_phrase(g, i, u->end, AT_G_APOLOGY);
	u->apology = n != 0;
	n = at_g_phrase(g, i, u->end, AT_G_AFFECTION);
	u->affection = n != 0 && i + n >= u->end;
}

/* A helper before its subject: "are you", "why did she"; a question word alone only where a question mark stands. */
static bool asks(const struct at_gtext *g, const struct at_unit *u)
{
	size_t i = u->main;
	bool wh = at_g_has(g, i, AT_G_QUESTION);
	for (size_t n = 0; wh && n < 5 && i < u->end && at_g_word(g, i) && !at_g_helper(g, i); n++) {
		if (at_g_verb(g, i) && !at_g_has(g, i, AT_G_NOUN))
			break;
		i++;
	}
	if (i >= u->end || !at_g_word(g, i) || !at_g_helper(g, i))
		return wh && u->question;
	size_t n = at_g_next(g, i);
	if (n == AT_NOWHERE)
		return false;
	bool pronoun = g->words[n].person != AT_P_NONE || at_g_is(g, n, "he") || at_g_is(g, n, "she") || at_g_is(g, n, "it") ||
	               at_g_is(g, n, "we") || at_g_is(g, n, "they");
	return pronoun || u->question || (!wh && at_g_has(g, n, AT_G_SUBJECT));
}

void at_mirror_strip(struct at_gtext *g, struct at_unit *u)
{
	if (u->main > u->from && at_g_has(g, u->from, AT_G_QUESTION) && !at_g_has(g, u->from, AT_G_SUBORDINATOR))
		u->from = u->main; /* "how about work, I ..." */
	bool whole = u->main == u->from;
	strip_front(g, u);
	if (whole || u->main < u->from)
		u->main = u->from;
	if (u->main == u->from && u->end - u->from > 2 && at_g_is(g, u->from, "because"))
		u->main = ++u->from; /* its main clause was another sentence */
	u->asks = u->main < u->end && asks(g, u);
	strip_back(g, u);
	if (u->from < u->end) {
		strip_hedge(g, u);
		if (u->main < u->from)
			u->main = u->from;
		drop_asides(g, u);
		mark_kind(g, u);
	}
	if (u->main >= u->end)
		u->main = u->from;
	if (u->cut > u->end || u->cut <= u->from)
		u->cut = u->end;
}
