/* SPDX-License-Identifier: MIT */
/*
 * clause.c: which pieces of a sentence are mirrored together. Input: a sentence whose words are shifted; output: units.
 *
 * The clauses of text/ are the pieces. One that hangs on another ("when ...", "because ...", "in front of everyone") joins it;
 * one in front ("when you laughed,") waits for its main clause; a main clause of its own opens a new unit.
 */
#include "mirror/mirror.h"

#define SHORT_PAIR 8u /* words in each half of "I wasn't angry, I was hurt" */

/* --------------------------------------------------------------------- pieces */

struct piece {
	size_t from, end;
	bool hangs;  /* opens with a word that ties it to another clause */
	bool verb;   /* has a finite verb */
	bool joined; /* opens with "and", "but", "so" */
	bool aside;  /* nothing but fillers */
	bool bare;   /* behind its "and": a verb without a subject */
	bool trails; /* ", dating back to her childhood" */
	bool asks;   /* opens with "what", "how", and has no verb: "what about you" */
};

static size_t skip_marks(const struct at_gtext *g, size_t i, size_t end)
{
	while (i < end && (!at_g_word(g, i) || g->words[i].dropped))
		i++;
	return i;
}

static bool has_verb(const struct at_gtext *g, size_t i, size_t end)
{
	for (; i < end; i++) {
		const char *s = g->text->normal.ptr;
		size_t len = g->words[i].end - g->words[i].start;
		if (!at_g_word(g, i))
			continue;
		if (g->words[i].tail != AT_TAIL_NONE || at_g_finite(g, i) || at_g_third(g, i))
			return true;
		if (AT_IS(g->words[i].is, AT_G_SUBJECT) && len > 3 && s[g->words[i].end - 2] == '\'')
			return true;
		if (len > 3 && s[g->words[i].end - 1] == 's' && s[g->words[i].end - 2] == '\'' && i + 1 < end &&
		    (at_g_has(g, i + 1, AT_G_FEELING) || at_g_ing(g, i + 1) || at_g_has(g, i + 1, AT_G_PREPOSITION) ||
		     at_g_has(g, i + 1, AT_G_ADVERB) || at_g_has(g, i + 1, AT_G_PARTICIPLE)))
			return true;
	}
	return false;
}

static bool all_filler(const struct at_gtext *g, size_t i, size_t end)
{
	while (i < end) {
		size_t n = at_g_phrase(g, i, end, AT_G_FILLER);
		if (n == 0)
			n = at_g_phrase(g, i, end, AT_G_VOCATIVE);
		if (n == 0 && at_g_word(g, i))
			return false;
		i += n == 0 ? 1 : n;
	}
	return true;
}

static bool opens_hanging(const struct at_gtext *g, size_t i, size_t end)
{
	if (at_g_has(g, i, AT_G_QUESTION) && i + 1 < end && at_g_helper(g, i + 1))
		return false;
	if (at_g_phrase(g, i, end, AT_G_SUBORDINATOR) != 0)
		return !at_g_is(g, i, "that") || at_g_next(g, i) == AT_NOWHERE || !at_g_finite(g, at_g_next(g, i));
	return at_g_has(g, i, AT_G_QUESTION) || at_g_is(g, i, "like") || at_g_is(g, i, "than");
}

/* "I'm not ignoring you | I just need space": behind a pronoun that ends a clause. */
static bool runs_on(const struct at_gtext *g, size_t i)
{
	const struct at_gword *before = &g->words[i - 1];
	bool object = before->person == AT_P_ME || (before->person == AT_P_YOU && before->standing == AT_R_OBJECT) ||
	              at_g_is(g, i - 1, "him") || at_g_is(g, i - 1, "them");
	return g->words[i].person == AT_P_I && object && !at_g_has(g, i - 2, AT_G_CLAUSE_VERB) &&
	       !at_g_has(g, i - 2, AT_G_REPORTING) && !at_g_has(g, i - 2, AT_G_COORDINATOR) && !at_g_has(g, i - 2, AT_G_WANTING);
}

/* "lol" or dots inside a clause part it as well. Where the piece that starts at i ends. */
static size_t piece_end(const struct at_gtext *g, size_t i, size_t end)
{
	size_t first = i;
	for (; i < end; i++) {
		bool dots = at_g_punct(g, i, ".") && g->words[i].end - g->words[i].start > 1;
		uint64_t laugh =
			g->words[i].is & ~(1ull << AT_G_FILLER | 1ull << AT_G_TAG | 1ull << AT_G_AS_TYPED | 1ull << AT_G_PHRASE);
		bool aside = at_g_has(g, i, AT_G_FILLER) && at_g_has(g, i, AT_G_TAG) && at_g_has(g, i, AT_G_AS_TYPED) && laugh == 0;
		if ((dots || aside) && i > first && i + 1 < end)
			return i + 1;
		if (i > first + 2 && runs_on(g, i))
			return i;
	}
	return end;
}

/* "I don't know | if I should go": what ends before `end` is no aside. */
static bool leads_on(const struct at_gtext *g, size_t end)
{
	return end > 0 && end < g->end && at_g_word(g, end - 1) && at_g_has(g, end - 1, AT_G_CLAUSE_VERB) &&
	       (at_g_has(g, end, AT_G_QUESTION) || at_g_is(g, end, "if") || at_g_is(g, end, "whether"));
}

static bool has_own_subject(const struct at_gtext *g, size_t i, size_t end)
{
	for (; i < end; i++)
		if (g->words[i].standing == AT_R_SUBJECT || at_g_has(g, i, AT_G_SUBJECT))
			return true;
	return false;
}

static struct piece look(const struct at_gtext *g, size_t from, size_t end)
{
	struct piece p = {.from = from, .end = end};
	size_t i = skip_marks(g, p.from, p.end), n = at_g_phrase(g, i, p.end, AT_G_COORDINATOR);
	p.joined = n != 0 && at_g_phrase(g, i, p.end, AT_G_SUBORDINATOR) <= n;
	if (p.joined)
		i = skip_marks(g, i + n, p.end);
	p.hangs = i < p.end && opens_hanging(g, i, p.end);
	p.verb = has_verb(g, i, p.end);
	p.aside = all_filler(g, p.from, p.end) && !leads_on(g, p.end);
	p.asks = !p.verb && at_g_has(g, i, AT_G_QUESTION);
	while (i < p.end && at_g_has(g, i, AT_G_ADVERB))
		i++;
	p.bare = i < p.end && !at_g_has(g, i, AT_G_SUBJECT) && !at_g_has(g, i, AT_G_NOUN) && g->words[i].tail == AT_TAIL_NONE &&
	         (at_g_verb(g, i) || (at_g_helper(g, i) && !at_mirror_opens_subject(g, i + 1, p.end)));
	p.trails = !p.joined && at_g_ing(g, i) && !at_g_is(g, i, "feeling") && !has_own_subject(g, i, p.end);
	return p;
}

/* "I'm not mad at you, I'm mad at myself": both halves short, the first with a "not". */
static bool contrasts(const struct at_gtext *g, const struct at_unit *u, const struct piece *p)
{
	bool not = false, self = false;
	if (u->end - u->main > SHORT_PAIR || p->end - p->from > SHORT_PAIR || p->joined || p->from == 0 ||
	    !at_g_punct(g, p->from - 1, ","))
		return false;
	for (size_t i = u->main; i < u->end; i++) {
		size_t len = g->words[i].end - g->words[i].start;
		not = not || at_g_is(g, i, "not") ||
		      (len > 3 && g->text->normal.ptr[g->words[i].end - 1] == 't' &&
		       g->text->normal.ptr[g->words[i].end - 2] == '\'');
	}
	self = g->words[u->main].person != AT_P_NONE && g->words[p->from].person == g->words[u->main].person;
	return not &&(self || (at_g_is(g, p->from, "it's") && (at_g_is(g, u->main, "it's") || at_g_is(g, u->main, "it"))));
}

static size_t last_word(const struct at_gtext *g, size_t end)
{
	while (end > 0 && !at_g_word(g, end - 1))
		end--;
	return end == 0 ? AT_NOWHERE : end - 1;
}

/* "am I the | only one": no clause ends in such a word. */
static bool is_cut_off(const struct at_gtext *g, size_t i)
{
	return at_g_is(g, i, "the") || at_g_is(g, i, "a") || at_g_is(g, i, "an") || at_g_person(g, i, AT_P_MY) ||
	       at_g_person(g, i, AT_P_YOUR) || at_g_is(g, i, "of") || at_g_is(g, i, "and") || at_g_is(g, i, "or");
}

/* "..., feeling so helpless" */
static bool opens_with_feeling(const struct at_gtext *g, const struct piece *p)
{
	size_t i = skip_marks(g, p->from, p->end);
	while (i < p->end && at_g_has(g, i, AT_G_DEGREE) && !at_g_is(g, i, "feeling"))
		i++;
	return !p->joined && !p->verb && i < p->end && (at_g_is(g, i, "feeling") || at_g_phrase(g, i, p->end, AT_G_FEELING) != 0);
}

/* Whether the piece goes into the open unit. */
static bool joins(const struct at_gtext *g, const struct at_unit *u, bool waiting, const struct piece *p)
{
	if (p->aside || p->asks ||
	    (waiting && p->joined && p->verb && !p->hangs && !opens_hanging(g, skip_marks(g, u->from, u->end), u->end)))
		return false;
	if (waiting || is_cut_off(g, last_word(g, u->end)))
		return true;
	if (opens_with_feeling(g, p))
		return false;
	if ((p->joined && p->bare) || p->trails)
		return true;
	if (p->hangs && !p->joined)
		return true;
	if (p->joined && p->end - p->from <= 3 && at_g_helper(g, last_word(g, p->end)))
		return true; /* "... but you didn't" */
	if (!p->verb)
		return !p->joined || p->end - p->from > 1;
	return contrasts(g, u, p);
}

/* ------------------------------------------------------------------- the whole */

static struct at_unit *open_unit(struct at_mirror *m, const struct piece *p, const struct at_sentence *s)
{
	if (!at_grow(&m->units, &m->units_cap, m->n_units + 1, sizeof *m->units))
		return NULL;
	struct at_unit *u = &m->units[m->n_units++];
	*u = (struct at_unit){.from = p->from, .main = p->from, .end = p->end, .cut = p->end, .exclaim = s->exclaim};
	return u;
}

bool at_mirror_units(struct at_mirror *m, size_t sentence)
{
	struct at_gtext *g = &m->words;
	const struct at_sentence *s = &g->text->sentences[sentence];
	size_t first = m->n_units;
	struct at_unit *u = NULL;
	bool waiting = false; /* the open unit has no main clause yet */
	const struct at_clause *clauses = s->n_clauses > 0 ? &g->text->clauses[s->first_clause] : NULL;
	size_t n = s->n_clauses, from = n > 0 ? clauses[0].first_token : 0;
	for (size_t i = 0; i < n;) {
		size_t end = clauses[i].first_token + clauses[i].n_tokens, cut = piece_end(g, from, end);
		struct piece p = look(g, from, cut);
		i += cut == end;
		from = cut < end ? cut : i < n ? clauses[i].first_token : end;
		if (p.aside && u == NULL)
			continue;
		if (u == NULL || !joins(g, u, waiting, &p)) {
			if (p.aside)
				continue;
			u = open_unit(m, &p, s);
			if (u == NULL)
				return false;
			waiting = p.hangs || !p.verb;
			continue;
		}
		if (waiting && !p.hangs && p.verb) {
			if (m->words.words[u->from].is != 0 && opens_hanging(g, skip_marks(g, u->from, u->end), u->end))
				u->main = p.from;
			waiting = false;
		} else if (!waiting) {
			u->cut = p.from;
		}
		u->end = p.end;
		if (!waiting && u->cut < u->main)
			u->cut = u->end;
	}
	if (u != NULL) /* ", you know?" asks nothing */
		u->question = s->question && u->end == s->first_token + s->n_tokens;
	for (size_t i = first; i < m->n_units; i++)
		at_mirror_strip(g, &m->units[i]);
	return true;
}
