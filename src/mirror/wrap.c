/* SPDX-License-Identifier: MIT */
/*
 * wrap.c: a unit in words that the writer can say. Input: a unit; output: its line and form. A statement of theirs is said as it
 * is, shifted; what only makes sense from their mouth is put into a frame: an accusation into "you feel like", an order
 * into "you want me to", a question into "you're wondering". Whatever fits no shape that is known gets no line.
 */
#include "mirror/wrap.h"
#include <string.h>

static void say(struct at_wrap *w, size_t i, size_t end)
{
	at_g_say(w->out, w->g, i, end);
}

bool at_wrap_put(struct at_wrap *w, const char *words, enum at_mirror_form form)
{
	at_g_put(w->out, words);
	w->form = form;
	return true;
}

bool at_wrap_rest(struct at_wrap *w, size_t i)
{
	const struct at_unit *u = w->u;
	size_t front = u->main;
	say(w, i, u->end);
	if (i < front || u->main <= u->from)
		return true;
	while (front > u->from && !at_g_word(w->g, front - 1))
		front--;
	say(w, u->from, front);
	return true;
}

/* The unit as it stands. */
static bool whole(struct at_wrap *w, enum at_mirror_form form)
{
	say(w, w->u->from, w->u->end);
	w->form = form;
	return true;
}

bool at_wrap_ends(const struct at_wrap *w, size_t i)
{
	return i == AT_NOWHERE || i >= w->u->end || !at_g_word(w->g, i);
}

size_t at_wrap_degrees(const struct at_wrap *w, size_t i)
{
	for (size_t n = 1; i < w->u->end && n != 0; i += n) {
		n = at_g_phrase(w->g, i, w->u->end, AT_G_DEGREE);
		if (n != 0 && at_g_phrase(w->g, i, w->u->end, AT_G_FEELING) >= n && at_wrap_ends(w, i + n))
			return i;
	}
	return i;
}

bool at_wrap_own_verb(const struct at_wrap *w, size_t i)
{
	const struct at_gtext *g = w->g;
	for (; i < w->u->cut; i++) {
		if (!at_g_word(g, i))
			continue;
		if (at_g_has(g, i, AT_G_SUBORDINATOR) || at_g_has(g, i, AT_G_QUESTION) || at_g_is(g, i, "like"))
			return false;
		size_t before = at_g_prev_real(g, i);
		bool finite =
			(at_g_has(g, i, AT_G_AUXILIARY) || at_g_has(g, i, AT_G_MODAL) || at_g_third(g, i)) && !at_g_noun_here(g, i);
		bool other = before != AT_NOWHERE && (g->words[before].standing == AT_R_SUBJECT ||
		                                      at_g_has(g, before, AT_G_SUBJECT) || at_g_has(g, before, AT_G_COORDINATOR));
		if (finite && !other)
			return true;
		if (g->words[i].tail != AT_TAIL_NONE)
			return false;
	}
	return false;
}

/* --------------------------------------------------------------------- orders */

/* Whether a bare verb is an order, and no sentence with "I" left out ("cry all day", "hang myself"). */
static bool is_addressed(const struct at_wrap *w, size_t i)
{
	const struct at_gtext *g = w->g;
	bool listed = w->u->order || at_g_has(g, i, AT_G_ORDER);
	for (size_t k = i; k < w->u->cut; k++) {
		size_t before = at_g_prev_real(g, k);
		bool tied = before == AT_NOWHERE || g->words[before].person != AT_P_NONE ||
		            at_g_has(g, before, AT_G_SUBORDINATOR) || at_g_has(g, before, AT_G_QUESTION) ||
		            at_g_has(g, before, AT_G_CLAUSE_VERB) || at_g_has(g, before, AT_G_EITHER) || !at_g_verb(g, before);
		if (g->words[k].person == AT_P_MYSELF || (g->words[k].person == AT_P_I && !tied))
			return false;
		if (g->words[k].person == AT_P_ME || g->words[k].person == AT_P_YOUR || g->words[k].person == AT_P_YOURSELF)
			listed = true;
	}
	return listed;
}

static bool order(struct at_wrap *w, size_t i)
{
	const struct at_gtext *g = w->g;
	if (at_g_is(g, i, "just"))
		i++;
	if (at_wrap_ends(w, i))
		return false;
	size_t next = at_g_next(g, i);
	if (at_g_is(g, i, "let's")) {
		bool not = at_g_is(g, next, "not");
		if (at_wrap_ends(w, next) || !at_g_verb(g, not ? at_g_next(g, next) : next))
			return false;
		return at_wrap_put(w, not ? "you don't want us to" : "you want us to", AT_MF_WISH) &&
		       at_wrap_rest(w, not ? next + 1 : next);
	}
	if (at_g_is(g, i, "don't") && at_g_phrase(g, i, w->u->end, AT_G_ELLIPTIC) > 1)
		return false; /* "don't even know" */
	bool not = at_g_is(g, i, "don't") || (at_g_is(g, i, "do") && at_g_is(g, next, "not"));
	if (not ) {
		i = at_g_is(g, i, "do") ? next + 1 : i + 1;
		if (at_wrap_ends(w, i) ||
		    !at_g_has(g, at_g_is(g, i, "ever") || at_g_is(g, i, "just") || at_g_is(g, i, "even") ? i + 1 : i, AT_G_VERB))
			return false;
		if (at_g_is(g, i, "ever") || at_g_is(g, i, "just") || at_g_is(g, i, "even"))
			i++;
		return at_wrap_put(w, "you don't want me to", AT_MF_WISH) && at_wrap_rest(w, i);
	}
	if (!at_g_has(g, i, AT_G_VERB) || at_g_has(g, i, AT_G_SUBJECT) || at_g_has(g, i, AT_G_MODAL))
		return false;
	if (at_g_has(g, i, AT_G_ELLIPTIC) && !at_g_has(g, i, AT_G_ORDER) && !w->u->order)
		return false;
	size_t real = at_g_next_real(g, i);
	bool noun = at_g_has(g, i, AT_G_NOUN);
	if (real != AT_NOWHERE &&
	    (at_g_has(g, real, AT_G_AUXILIARY) || at_g_has(g, real, AT_G_MODAL) ||
	     (noun && (at_g_third(g, real) || at_g_past(g, real) || at_g_is(g, real, "from") || at_g_is(g, real, "of")))))
		return false;
	if (noun && !w->u->order &&
	    (at_wrap_ends(w, i + 1) ||
	     (g->words[i + 1].person == AT_P_NONE && !at_g_has(g, i + 1, AT_G_PREPOSITION) && !at_g_ing(g, i + 1))))
		return false;
	if (!is_addressed(w, i))
		return false;
	return at_wrap_put(w, "you want me to", AT_MF_WISH) && at_wrap_rest(w, i);
}

/* ----------------------------------------------------------------- statements */

/* "you make me feel small when ..." -> "you feel small when ..."; "you made me cry" stays for the frame. */
static bool made_to_feel(struct at_wrap *w, size_t i)
{
	const struct at_gtext *g = w->g;
	size_t verb = at_g_next_real(g, i), me = at_g_next(g, verb), feel = at_g_next(g, me);
	if (verb == AT_NOWHERE || !at_g_person(g, me, AT_P_ME) || feel == AT_NOWHERE || feel >= w->u->end)
		return false;
	bool made = at_g_is(g, verb, "made"), make = at_g_is(g, verb, "make");
	size_t at = at_wrap_degrees(w, feel);
	bool feeling = at_g_is(g, feel, "feel");
	if ((!make && !made) || (!feeling && at_g_phrase(g, at, w->u->end, AT_G_FEELING) == 0))
		return false;
	at_g_put(w->out, "you");
	if (verb > i + 1)
		say(w, i + 1, verb);
	return at_wrap_put(w, made ? "felt" : "feel", AT_MF_STATEMENT) && at_wrap_rest(w, feeling ? feel + 1 : feel);
}

/* A word that makes of what is said about the writer a reproach. */
static bool accuses(const struct at_wrap *w)
{
	for (size_t i = w->u->main; i < w->u->end; i++)
		if (!w->g->words[i].dropped && at_g_has(w->g, i, AT_G_ACCUSING))
			return true;
	return w->u->exclaim;
}

static bool about_writer(struct at_wrap *w, size_t i)
{
	if (made_to_feel(w, i))
		return true;
	if (!accuses(w)) {
		if (w->u->main > w->u->from)
			return whole(w, AT_MF_EVENT);
		return at_wrap_rest(w, i) && (w->form = AT_MF_EVENT, true);
	}
	return at_wrap_put(w, "you feel like", AT_MF_PERCEPTION) && at_wrap_rest(w, i);
}

/* "if you loved me you'd have called": no mark shows where the main clause starts, but it is the last subject that nothing
 * ties to what stands before it. Whether that is the writer. */
static bool ends_on_writer(const struct at_wrap *w, size_t first)
{
	const struct at_gtext *g = w->g;
	bool writer = false;
	for (size_t i = first + 1; i < w->u->end; i++) {
		size_t before = at_g_prev_real(g, i);
		bool self = g->words[i].person == AT_P_I,
		     you = g->words[i].person == AT_P_YOU && g->words[i].standing == AT_R_SUBJECT;
		if (!self && !you && !at_g_has(g, i, AT_G_SUBJECT))
			continue;
		if (before != AT_NOWHERE && (at_g_has(g, before, AT_G_SUBORDINATOR) || at_g_has(g, before, AT_G_QUESTION) ||
		                             at_g_has(g, before, AT_G_CLAUSE_VERB) || at_g_is(g, before, "like")))
			continue;
		writer = you;
	}
	return writer;
}

/* Whether word i stands behind what a bare verb form agrees with: "I", "they", "my parents". */
static bool behind_plural(const struct at_gtext *g, size_t i)
{
	size_t p = at_g_prev_real(g, i);
	if (p == AT_NOWHERE)
		return false;
	static const char *const many[] = {"we",  "they", "people", "these", "those",   "who",  "that",    "which",
	                                   "all", "both", "some",   "most",  "parents", "kids", "children"};
	for (size_t k = 0; k < sizeof many / sizeof *many; k++)
		if (at_g_is(g, p, many[k]))
			return true;
	size_t len = g->words[p].end - g->words[p].start;
	return g->words[p].standing == AT_R_SUBJECT || g->words[p].together ||
	       (len > 3 && g->text->normal.ptr[g->words[p].end - 1] == 's');
}

/* A glued verb: "dad's in hospital", "he'd", "they're", "we've". */
static bool has_glued_verb(const struct at_gtext *g, size_t i, size_t end)
{
	size_t len = g->words[i].end - g->words[i].start;
	const char *last = g->text->normal.ptr + g->words[i].end;
	if (len > 2 && last[-2] == '\'' && (last[-1] == 's' || last[-1] == 'd'))
		return at_g_has(g, i, AT_G_SUBJECT) ||
		       (i + 1 < end &&
		        (at_g_has(g, i + 1, AT_G_FEELING) || at_g_ing(g, i + 1) || at_g_has(g, i + 1, AT_G_PREPOSITION) ||
		         at_g_has(g, i + 1, AT_G_ADVERB) || at_g_has(g, i + 1, AT_G_DETERMINER) ||
		         at_g_has(g, i + 1, AT_G_PARTICIPLE) || at_g_has(g, i + 1, AT_G_STATE) || at_g_past(g, i + 1)));
	return len > 3 && last[-3] == '\'' && (last[-1] == 'e' || last[-1] == 'l');
}

static bool has_finite(const struct at_gtext *g, size_t start, size_t end)
{
	for (size_t i = start; i < end; i++) {
		if (!at_g_word(g, i))
			continue;
		if (g->words[i].tail != AT_TAIL_NONE || has_glued_verb(g, i, end))
			return true;
		size_t before = at_g_prev(g, i);
		if (before != AT_NOWHERE && (at_g_is(g, before, "to") || at_g_is(g, before, "be") || at_g_is(g, before, "been")))
			continue;
		bool bare = at_g_has(g, i, AT_G_VERB) && !at_g_past(g, i) && !at_g_has(g, i, AT_G_AUXILIARY) &&
		            !at_g_has(g, i, AT_G_MODAL);
		if (before == AT_NOWHERE && i > start)
			continue;
		if ((at_g_finite(g, i) || at_g_third(g, i)) && !at_g_noun_here(g, i) && (!bare || behind_plural(g, i)))
			return true;
	}
	return false;
}

/* A subject that nothing before it ties: "between your job and my mum we never see each other". */
static bool has_main_subject(const struct at_wrap *w, size_t i)
{
	const struct at_gtext *g = w->g;
	for (; i < w->u->end; i++) {
		size_t before = at_g_prev_real(g, i);
		bool tied = before != AT_NOWHERE && (at_g_has(g, before, AT_G_SUBORDINATOR) || at_g_has(g, before, AT_G_QUESTION));
		if (!tied && (g->words[i].standing == AT_R_SUBJECT || at_g_has(g, i, AT_G_SUBJECT)))
			return true;
	}
	return false;
}

/* "what hurts most is ..." */
static bool has_being(const struct at_wrap *w, size_t i)
{
	for (; i < w->u->end; i++)
		if (w->g->words[i].being == AT_BE_IS || w->g->words[i].being == AT_BE_WAS)
			return true;
	return false;
}

static bool statement(struct at_wrap *w)
{
	const struct at_gtext *g = w->g;
	size_t i = w->u->main;
	while (i < w->u->end && at_g_has(g, i, AT_G_ADVERB) && !at_g_has(g, i, AT_G_DETERMINER) && !at_g_has(g, i, AT_G_DEGREE))
		i++;
	if (i >= w->u->end)
		return false;
	const struct at_gword *word = &g->words[i];
	if (word->person == AT_P_YOU && word->standing == AT_R_SUBJECT)
		return about_writer(w, w->u->main);
	if (!has_finite(g, at_g_finite(g, i) ? i + 1 : i, w->u->end))
		return false;
	if (at_g_has(g, i, AT_G_PREPOSITION) && !at_g_has(g, i, AT_G_SUBORDINATOR) && !has_main_subject(w, i + 2))
		return false;
	size_t ties = at_g_phrase(g, i, w->u->end, AT_G_SUBORDINATOR), next = at_g_next(g, i);
	bool that = at_g_is(g, i, "that");
	if (that && next != AT_NOWHERE &&
	    (g->words[next].standing == AT_R_SUBJECT || at_g_is(g, next, "he") || at_g_is(g, next, "she")))
		return false; /* "that you didn't even notice" */
	if (ties != 0 && !that && w->u->main == w->u->from && !has_main_subject(w, i + ties + (ties == 1)))
		return false; /* "if I should go" */
	if (at_g_is(g, i, "what's") || at_g_is(g, i, "who's") || (at_g_has(g, i, AT_G_QUESTION) && ties == 0 && !has_being(w, i)) ||
	    (at_g_ing(g, i) && !at_wrap_own_verb(w, i + 1)))
		return false;
	if (word->kind == AT_T_WORD && word->person == AT_P_NONE && !at_g_has(g, i, AT_G_SUBJECT) && w->u->end - i < 3)
		return false;
	if (at_g_has(g, i, AT_G_QUESTION) && at_g_has(g, at_g_next(g, i), AT_G_PREPOSITION))
		return false; /* "how about" */
	bool self = word->person == AT_P_I;
	bool noun = word->person != AT_P_NONE || at_g_has(g, i, AT_G_SUBJECT) || at_g_has(g, i, AT_G_DETERMINER) ||
	            at_g_has(g, i, AT_G_RELATIVE) || at_g_has(g, i, AT_G_PEOPLE) || at_g_has(g, i, AT_G_NAME) || at_g_ing(g, i) ||
	            at_g_phrase(g, i, w->u->end, AT_G_SUBORDINATOR) != 0 || at_g_phrase(g, i, w->u->end, AT_G_SUBJECT) != 0 ||
	            at_g_has(g, i, AT_G_NOUN) || at_g_has(g, i, AT_G_PREPOSITION) || word->is == 0 || word->kind == AT_T_NUMBER ||
	            at_g_has(g, i, AT_G_SOME_OF_YOU) || word->plural;
	if (!noun)
		return false;
	if (at_g_phrase(g, i, w->u->end, AT_G_SUBORDINATOR) != 0 && ends_on_writer(w, i) && accuses(w))
		return at_wrap_put(w, "you feel like", AT_MF_PERCEPTION) && at_wrap_rest(w, i);
	return whole(w, self ? AT_MF_STATEMENT : AT_MF_EVENT);
}

static bool shape(struct at_wrap *w)
{
	const struct at_gtext *g = w->g;
	size_t i = w->u->main;
	if (w->u->asks || w->u->question)
		return at_wrap_question(w);
	if (w->u->order && order(w, i))
		return true;
	bool subject = g->words[i].person != AT_P_NONE || at_g_phrase(g, i, w->u->end, AT_G_SUBJECT) != 0;
	if (!subject && (at_wrap_unsaid_i(w, i) || at_wrap_unsaid_it(w, i) || order(w, i)))
		return true;
	return statement(w);
}

static uint16_t count_words(const struct at_buffer *b, size_t from)
{
	uint16_t n = 0;
	for (size_t i = from; i < b->len; i++)
		n += b->ptr[i] != ' ' && (i == from || b->ptr[i - 1] == ' ');
	return n;
}

bool at_mirror_wrap(struct at_mirror *m, const struct at_unit *u, struct at_mirrored *out, const char **why)
{
	struct at_unit unit = *u;
	size_t start = m->text.len;
	*why = unit.from >= unit.end ? NULL : at_mirror_refuses(&m->words, &unit);
	if (unit.from >= unit.end || *why != NULL)
		return false;
	for (;;) {
		struct at_wrap w = {&m->words, &unit, &m->text, AT_MF_EVENT};
		m->text.len = start;
		if (!shape(&w))
			return false;
		out->form = (uint8_t)w.form;
		out->words = count_words(&m->text, start);
		if (out->words <= AT_MIRROR_MOST_WORDS)
			break;
		*why = "a long sentence";
		if (unit.cut >= unit.end)
			return false;
		unit.end = unit.cut;
		while (unit.end > unit.from && !at_g_word(&m->words, unit.end - 1))
			unit.end--;
	}
	*why = NULL;
	out->text = (struct at_span){(uint32_t)start, (uint32_t)m->text.len};
	out->from = (struct at_span){m->words.words[unit.from].start, m->words.words[unit.end - 1].end};
	return m->text.len > start;
}
