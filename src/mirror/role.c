/* SPDX-License-Identifier: MIT */
/*
 * role.c: whom each pronoun of a sentence means, and whether "you" is its verb's subject or an object. Input: the words of a
 * sentence; output: their `standing`, `group`, `together`, and what is not to be turned round: what is quoted, said by
 * somebody else, or said of anybody. "I" and "me" tell by themselves; "you" is told by its neighbours: what stands before it
 * decides first (a preposition, a joining word, a verb and its kind), then whether a finite verb follows. Where neither is
 * clear the word is marked with `doubt`.
 */
#include "mirror/grammar.h"

struct place {
	const struct at_gtext *g;
	size_t at, last;     /* the pronoun, and the last word of its group */
	size_t before, next; /* neighbours, adverbs left out */
	bool finite;         /* `next` is its verb, if it has one */
	bool doubt;
};

static bool is_subject_word(const struct at_gtext *g, size_t i)
{
	return i != AT_NOWHERE && (g->words[i].person == AT_P_I || g->words[i].person == AT_P_YOU || at_g_has(g, i, AT_G_SUBJECT));
}

/* "are you" after a "you" that is an object: the helper belongs to the next one. */
static bool starts_question(const struct at_gtext *g, size_t i)
{
	size_t n = at_g_next(g, i);
	return at_g_helper(g, i) && n != AT_NOWHERE &&
	       (g->words[n].person == AT_P_I || g->words[n].person == AT_P_YOU || at_g_is(g, n, "he") || at_g_is(g, n, "she") ||
	        at_g_is(g, n, "we") || at_g_is(g, n, "they"));
}

/* After a helper: "are you", but "I have you", "it was you". */
static bool after_helper(struct place *p)
{
	const struct at_gtext *g = p->g;
	size_t first = at_g_prev_real(g, p->before);
	unsigned being = g->words[p->before].being;
	if (being == AT_BE_WAS || being == AT_BE_WASNT || being == AT_BE_IS || being == AT_BE_ISNT)
		return false;
	if (being != AT_BE_NONE)
		return first == AT_NOWHERE ||
		       (g->words[first].person != AT_P_I && !at_g_is(g, first, "we") && !at_g_is(g, first, "they"));
	bool modal = at_g_has(g, p->before, AT_G_MODAL);
	bool owner = is_subject_word(g, first) || at_g_helper(g, first);
	return modal || !owner || at_g_has(g, first, AT_G_QUESTION);
}

/* After a verb of seeing, hearing or making: "saw you roll", but "I see you are". */
static bool after_sense(struct place *p)
{
	const struct at_gtext *g = p->g;
	if (!p->finite || !at_g_has(g, p->before, AT_G_CLAUSE_VERB))
		return false;
	return at_g_helper(g, p->next) || (at_g_past(g, p->next) && !at_g_has(g, p->next, AT_G_VERB));
}

/* "told you lies": the noun is what is told. */
static bool gives(const struct at_gtext *g, size_t i)
{
	return at_g_is(g, i, "told") || at_g_is(g, i, "tell") || at_g_is(g, i, "telling") || at_g_is(g, i, "promised") ||
	       at_g_is(g, i, "promise") || at_g_is(g, i, "show") || at_g_is(g, i, "showed");
}

static bool opens_with_when(const struct at_gtext *g)
{
	size_t n = at_g_phrase(g, g->from, g->end, AT_G_SUBORDINATOR);
	return n > 1 || at_g_is(g, g->from, "when") || at_g_is(g, g->from, "if") || at_g_is(g, g->from, "whenever");
}

static bool after_verb(struct place *p)
{
	const struct at_gtext *g = p->g;
	uint64_t is = g->words[p->before].is;
	bool helped = p->finite && at_g_helper(g, p->next);
	if (AT_IS(is, AT_G_PERCEPTION) || AT_IS(is, AT_G_CAUSATIVE))
		return after_sense(p);
	if (AT_IS(is, AT_G_WANTING) && !AT_IS(is, AT_G_CLAUSE_VERB))
		return false;
	if (AT_IS(is, AT_G_CLAUSE_VERB))
		return p->finite && (!at_g_has(g, p->next, AT_G_NOUN) || !gives(g, p->before));
	if (!p->finite)
		return false;
	if (opens_with_when(g) && !AT_IS(is, AT_G_WANTING))
		return true; /* "every time I cry you walk out" */
	p->doubt = true;
	return helped || (at_g_has(g, p->next, AT_G_VERB) && !at_g_has(g, p->next, AT_G_NOUN)) || at_g_past(g, p->next);
}

/* After "and": a clause of its own when a verb follows. */
static bool after_joint(struct place *p)
{
	size_t other = at_g_prev_real(p->g, p->before);
	if (at_g_person(p->g, other, AT_P_ME) && at_g_prev(p->g, other) == AT_NOWHERE)
		return false; /* "me and you" */
	return p->finite;
}

static bool at_start(struct place *p)
{
	const struct at_gtext *g = p->g;
	if (p->finite)
		return true;
	if (p->next == AT_NOWHERE || at_g_ing(g, p->next) || at_g_has(g, p->next, AT_G_PREPOSITION))
		return false;
	p->doubt = true;
	return true;
}

static bool is_subject(struct place *p)
{
	const struct at_gtext *g = p->g;
	if (p->before == AT_NOWHERE)
		return at_start(p);
	uint64_t is = g->words[p->before].is;
	bool either = AT_IS(is, AT_G_EITHER);
	if (g->words[p->before].person != AT_P_NONE)
		return p->finite;
	if (at_g_is(g, p->before, "and") || at_g_is(g, p->before, "or") || at_g_is(g, p->before, "but") ||
	    at_g_is(g, p->before, "nor"))
		return after_joint(p);
	if ((AT_IS(is, AT_G_QUESTION) || AT_IS(is, AT_G_SUBORDINATOR)) && !either)
		return p->finite || p->next != AT_NOWHERE;
	if (at_g_helper(g, p->before))
		return after_helper(p);
	if (at_g_is(g, p->before, "like") && at_g_has(g, at_g_prev(g, p->before), AT_G_LIKE_HEAD))
		return false;
	bool verb = at_g_verb(g, p->before) && !at_g_noun_here(g, p->before);
	if (at_g_is(g, p->before, "like") && is_subject_word(g, at_g_prev_real(g, p->before)))
		return false; /* "I like you" */
	if (either)
		return p->finite && !(verb && AT_IS(is, AT_G_WANTING) && !AT_IS(is, AT_G_PREPOSITION));
	if (AT_IS(is, AT_G_PREPOSITION))
		return false;
	if (verb)
		return after_verb(p);
	p->doubt = !p->finite && p->next != AT_NOWHERE && !at_g_has(g, p->next, AT_G_PREPOSITION);
	return p->finite;
}

static void decide(struct at_gtext *g, size_t i)
{
	struct at_gword *w = &g->words[i];
	struct place p = {.g = g, .at = i, .last = i + w->group};
	if (w->tail != AT_TAIL_NONE) {
		w->standing = AT_R_SUBJECT;
		return;
	}
	p.before = at_g_prev_real(g, i);
	p.next = at_g_next_real(g, p.last);
	if (at_g_person(g, p.next, AT_P_YOURSELF))
		p.next = at_g_next_real(g, p.next);
	p.finite = p.next != AT_NOWHERE && at_g_finite(g, p.next) && !starts_question(g, p.next);
	w->standing = is_subject(&p) ? AT_R_SUBJECT : AT_R_OBJECT;
	w->doubt = p.doubt;
}

/* ------------------------------------------------------------------- groups */

/* "you guys", "all of you": the "you" in it stands for all of it. */
static void find_groups(struct at_gtext *g)
{
	for (size_t i = g->from; i < g->end; i++) {
		size_t n = at_g_phrase(g, i, g->end, AT_G_PLURAL_YOU), next = n == 0 ? i : at_g_next(g, i + n - 1);
		if (n == 2 && (at_g_is(g, i + 1, "all") || at_g_is(g, i + 1, "two") || at_g_is(g, i + 1, "three")) &&
		    next != AT_NOWHERE && !at_g_finite(g, next) && !at_g_helper(g, at_g_prev(g, i)))
			n = 0; /* "for you all night" */
		if (n != 0 && g->words[i].person == AT_P_NONE)
			g->words[i].person = AT_P_YOU;
		if (n != 0) {
			g->words[i].group = (uint8_t)(n - 1);
			g->words[i].plural = true;
			for (size_t k = 1; k < n; k++) {
				g->words[i + k].person = AT_P_NONE;
				g->words[i + k].is = 0;
			}
			i += n - 1;
			continue;
		}
		n = at_g_phrase(g, i, g->end, AT_G_SOME_OF_YOU);
		if (n > 1) {
			g->words[i + n - 1].plural = true;
			i += n - 1;
		}
	}
}

/* A finite verb stands between the clause's start and word `i`: what follows "and" there is a clause of its own. */
static bool has_verb_before(const struct at_gtext *g, size_t i)
{
	for (size_t k = at_g_prev(g, i); k != AT_NOWHERE; k = at_g_prev(g, k)) {
		if (g->words[k].tail != AT_TAIL_NONE)
			return true;
		if ((at_g_finite(g, k) || at_g_third(g, k)) && !at_g_noun_here(g, k))
			return true;
		if ((at_g_has(g, k, AT_G_SUBORDINATOR) || at_g_has(g, k, AT_G_QUESTION)) && !at_g_has(g, k, AT_G_EITHER))
			return false;
	}
	return false;
}

/* "my sister and I were": the verb is plural and stays. */
static void find_joint_i(struct at_gtext *g, size_t i)
{
	size_t joint = at_g_prev(g, i);
	if (g->words[i].tail == AT_TAIL_NONE && joint != AT_NOWHERE && at_g_is(g, joint, "and") &&
	    at_g_prev(g, joint) != AT_NOWHERE)
		g->words[i].together = !has_verb_before(g, joint);
}

/* The last word of the noun that starts at i ("your mum", "the kids"); AT_NOWHERE when it is none. */
static size_t noun_end(const struct at_gtext *g, size_t i)
{
	bool opens = at_g_has(g, i, AT_G_DETERMINER) || at_g_person(g, i, AT_P_YOUR) || at_g_person(g, i, AT_P_MY);
	if (!opens)
		return at_g_word(g, i) && !at_g_finite(g, i) && !is_subject_word(g, i) && g->words[i].person == AT_P_NONE
		               ? i
		               : AT_NOWHERE;
	size_t last = AT_NOWHERE;
	for (size_t k = at_g_next(g, i), n = 0; k != AT_NOWHERE && n < 3; k = at_g_next(g, k), n++) {
		bool known = at_g_has(g, k, AT_G_RELATIVE) || at_g_has(g, k, AT_G_PEOPLE);
		if (!known && (at_g_finite(g, k) || at_g_third(g, k) || g->words[k].person != AT_P_NONE ||
		               at_g_has(g, k, AT_G_PREPOSITION) || at_g_has(g, k, AT_G_ADVERB) || at_g_has(g, k, AT_G_COORDINATOR)))
			break;
		last = k;
		if (known && !at_g_has(g, at_g_next(g, k), AT_G_RELATIVE))
			break;
	}
	return last;
}

static void hold(struct at_gword *w)
{
	w->standing = AT_R_KEEP;
}

/* "you and I", "you and me": both stay, unless "and" opens a clause ("I love you and I mean it"). */
static bool keep_pair(struct at_gtext *g, size_t you, size_t other)
{
	struct at_gword *o = &g->words[other];
	size_t before = at_g_prev_real(g, you), next = at_g_next_real(g, other);
	bool opens = before == AT_NOWHERE || at_g_is(g, before, "between") || at_g_has(g, before, AT_G_SUBORDINATOR) ||
	             at_g_has(g, before, AT_G_QUESTION) ||
	             (at_g_has(g, before, AT_G_CLAUSE_VERB) && !at_g_has(g, before, AT_G_REPORTING) &&
	              !at_g_has(g, before, AT_G_WANTING) && !at_g_is(g, before, "love") && !at_g_is(g, before, "hate"));
	if (o->person == AT_P_I && (o->tail != AT_TAIL_NONE || (!opens && next != AT_NOWHERE)))
		return false;
	if (o->person != AT_P_I && o->person != AT_P_ME)
		return false;
	hold(&g->words[you]);
	hold(o);
	g->words[you].together = o->together = true;
	return true;
}

/* "you and your mum laughed" -> "my mum and I laughed"; "you and the kids are" -> "me and the kids are". */
static void join_you(struct at_gtext *g, size_t i)
{
	struct at_gword *w = &g->words[i];
	size_t joint = at_g_next(g, i + w->group), other = at_g_next(g, joint), before = at_g_prev_real(g, i);
	if (w->tail != AT_TAIL_NONE || joint == AT_NOWHERE || other == AT_NOWHERE || !at_g_is(g, joint, "and"))
		return;
	if (keep_pair(g, i, other))
		return;
	size_t last = noun_end(g, other), verb = last == AT_NOWHERE ? last : at_g_next_real(g, last);
	bool opens = before == AT_NOWHERE || at_g_has(g, before, AT_G_SUBORDINATOR) || at_g_has(g, before, AT_G_QUESTION) ||
	             (at_g_has(g, before, AT_G_CLAUSE_VERB) && !at_g_has(g, before, AT_G_REPORTING));
	if (verb == AT_NOWHERE || !opens || !at_g_finite(g, verb))
		return;
	w->together = true;
	w->standing = AT_R_OBJECT;
	if (!at_g_person(g, other, AT_P_YOUR) || w->plural)
		return;
	w->hidden = g->words[joint].hidden = true;
	g->words[last].after = " and I";
}

/* ----------------------------------------------------- not to be turned round */

/* Where the words that "he said" reports end: before a joining word that opens another subject. */
static size_t report_end(const struct at_gtext *g, size_t i)
{
	for (; i < g->end; i++) {
		if (at_g_punct(g, i, ",;:"))
			return i;
		size_t n = at_g_next(g, i);
		if (at_g_has(g, i, AT_G_COORDINATOR) && n != AT_NOWHERE &&
		    (is_subject_word(g, n) || at_g_past(g, n) || g->words[n].person == AT_P_MY))
			return i;
	}
	return i;
}

/* "he said you're useless": present after a past, no "that", nothing of the speaker's in it: his very words. */
static bool in_their_words(const struct at_gtext *g, size_t first, size_t end)
{
	size_t you = AT_NOWHERE;
	for (size_t i = first; i < end; i++) {
		unsigned p = g->words[i].person;
		if (p >= AT_P_I && p <= AT_P_MYSELF)
			return false;
		if (you == AT_NOWHERE && (p == AT_P_YOU || p == AT_P_YOUR))
			you = i;
	}
	if (you == AT_NOWHERE || at_g_is(g, first, "that") || at_g_is(g, first, "if") || at_g_is(g, first, "whether"))
		return false;
	if (g->words[you].tail != AT_TAIL_NONE)
		return g->words[you].tail == AT_TAIL_ARE || g->words[you].tail == AT_TAIL_WILL;
	size_t verb = at_g_next_real(g, you);
	if (g->words[you].person == AT_P_YOUR)
		return false;
	if (you > first && g->words[you - 1].being == AT_BE_ARE)
		return true;
	return verb != AT_NOWHERE && g->words[you].standing == AT_R_SUBJECT &&
	       (at_g_finite(g, verb) || at_g_has(g, verb, AT_G_MODAL)) && !at_g_past(g, verb) &&
	       g->words[verb].being != AT_BE_WERE && g->words[verb].being != AT_BE_WERENT && !at_g_is(g, verb, "had") &&
	       !at_g_is(g, verb, "would") && !at_g_is(g, verb, "could") && !at_g_is(g, verb, "did") &&
	       !at_g_is(g, verb, "didn't") && !at_g_is(g, verb, "wouldn't") && !at_g_is(g, verb, "couldn't");
}

static void find_reports(struct at_gtext *g)
{
	for (size_t i = g->from; i < g->end; i++) {
		size_t n = at_g_phrase(g, i, g->end, AT_G_REPORTING), who = at_g_prev_real(g, i);
		if (n == 0 || !at_g_past(g, i) || who == AT_NOWHERE || g->words[who].person != AT_P_NONE || at_g_is(g, who, "we") ||
		    at_g_helper(g, who) || at_g_is(g, who, "to"))
			continue;
		size_t first = i + n;
		if (first < g->end && at_g_person(g, first, AT_P_ME))
			first++;
		size_t end = report_end(g, first);
		if (first >= end || !in_their_words(g, first, end))
			continue;
		for (size_t k = first; k < end; k++) {
			g->words[k].reported = true;
			hold(&g->words[k]);
		}
	}
}

static bool speaks_of_self(const struct at_gtext *g)
{
	for (size_t i = g->from; i < g->end; i++) {
		unsigned p = g->words[i].person;
		if ((p >= AT_P_I && p <= AT_P_MYSELF) || at_g_is(g, i, "we") || at_g_is(g, i, "us") || at_g_is(g, i, "our"))
			return true;
	}
	return false;
}

/* "when you reach out you only get beaten harder": twice "you", once behind when or if, in the present, and nobody else. */
static bool of_anybody(const struct at_gtext *g)
{
	size_t yous = 0;
	bool when = false;
	for (size_t i = g->from; i < g->end; i++) {
		when = when || at_g_is(g, i, "when") || at_g_is(g, i, "if") || at_g_is(g, i, "until");
		if (g->words[i].person != AT_P_YOU)
			continue;
		size_t verb = at_g_next_real(g, i);
		if (g->words[i].tail == AT_TAIL_HAVE ||
		    (verb != AT_NOWHERE && at_g_past(g, verb) && !at_g_has(g, verb, AT_G_VERB)) || at_g_is(g, verb, "were") ||
		    at_g_is(g, verb, "did") || at_g_is(g, verb, "didn't"))
			return false;
		yous++;
	}
	return when && yous >= 2;
}

/* "has anyone felt left behind by everybody around you?" */
static bool asks_anybody(const struct at_gtext *g)
{
	for (size_t i = g->from; i < g->end; i++)
		if (at_g_is(g, i, "anyone") || at_g_is(g, i, "anybody") ||
		    (i > g->from && at_g_is(g, i, "people") && at_g_is(g, i - 1, "do")))
			return i < g->from + 3;
	return false;
}

static void find_generic(struct at_gtext *g)
{
	bool self = speaks_of_self(g), all = !self && (of_anybody(g) || asks_anybody(g));
	for (size_t i = g->from; i < g->end; i++) {
		size_t n = at_g_phrase(g, i, g->end, AT_G_GENERIC);
		for (size_t k = 0; k < n; k++)
			g->words[i + k].generic = true;
		all = all || (n != 0 && !self);
	}
	for (size_t i = g->from; i < g->end; i++) {
		g->words[i].generic = g->words[i].generic || (all && g->words[i].person >= AT_P_YOU);
		if (g->words[i].generic)
			hold(&g->words[i]);
	}
}

/* Asides of two words ("you know,") and turns of phrase whose words are no persons. */
static void find_fixed(struct at_gtext *g)
{
	for (size_t i = g->from; i < g->end; i++) {
		size_t n = at_g_phrase(g, i, g->end, AT_G_NO_PERSON);
		for (size_t k = 0; k < n; k++)
			g->words[i + k].person = AT_P_NONE;
		n = at_g_phrase(g, i, g->end, AT_G_FILLER);
		bool before = i == g->from || at_g_punct(g, i - 1, ","),
		     behind = i + n == g->end || g->words[i + n].kind == AT_T_PUNCT;
		if (n > 1 && before && behind)
			for (size_t k = 0; k < n; k++)
				hold(&g->words[i + k]);
		if (g->words[i].quoted)
			hold(&g->words[i]);
	}
}

void at_g_roles(struct at_gtext *g)
{
	find_fixed(g);
	find_groups(g);
	for (size_t i = g->from; i < g->end; i++) {
		struct at_gword *w = &g->words[i];
		if (w->person == AT_P_I && w->standing == AT_R_NONE) {
			w->standing = AT_R_SUBJECT;
			find_joint_i(g, i);
		}
		if (w->person == AT_P_YOU && w->standing == AT_R_NONE)
			decide(g, i);
	}
	for (size_t i = g->from; i < g->end; i++)
		if (g->words[i].person == AT_P_YOU && g->words[i].standing != AT_R_KEEP) {
			find_joint_i(g, i);
			join_you(g, i);
		}
	find_reports(g);
	find_generic(g);
}
