/* SPDX-License-Identifier: MIT */
/*
 * mirror.c: which lines of a text are worth saying back, in which order; and the public functions. Input: a scanner that has
 * read the partner text; output: lines, the best first, or why there are none. Calls the rest of mirror/, and scan/ for
 * the reading.
 */
#include "mirror/mirror.h"
#include <stdlib.h>
#include <string.h>

#define MOST_CLAUSES 64u

struct attune_mirror {
	struct at_mirror m;
	const char *card; /* from the set; NULL: none */
};

void at_mirror_free(struct at_mirror *m)
{
	at_buffer_free(&m->text);
	at_gtext_free(&m->words);
	free(m->clauses);
	free(m->units);
	memset(m, 0, sizeof *m);
}

static void clear(struct at_mirror *m)
{
	at_buffer_clear(&m->text);
	m->n = m->n_units = 0;
	m->refusal = NULL;
	m->feeling_only = (struct at_span){0, 0};
}

/* ---------------------------------------------------------------------- weight */

static bool overlap(struct at_span a, struct at_span b)
{
	return a.start < b.end && b.start < a.end;
}

/* What the cues read in these bytes. */
static int weigh_reading(const struct attune_scanner *s, struct at_mirrored *c)
{
	int best = 0;
	bool plans = false, news = false;
	for (size_t i = 0; i < s->n_feelings; i++) {
		const struct at_feeling_found *f = &s->feelings[i];
		if (!overlap(f->span, c->from))
			continue;
		int now = f->stated ? 6 + 4 * f->intensity : f->intensity;
		c->has_feeling = c->has_feeling || f->stated;
		best = now > best ? now : best;
	}
	for (size_t i = 0; i < s->partner.n_matches; i++) {
		const struct at_match *m = &s->partner.matches[i];
		const struct at_rule *rule = at_rule_at(s->rules, m->rule);
		if (!overlap(m->span, c->from) || rule->kind != ATTUNE_CUE)
			continue;
		plans = plans || (rule->moments & (1u << AT_M_LOGISTICS)) != 0;
		news = news || (rule->moments & (1u << AT_M_GOOD_NEWS)) != 0;
	}
	return best + (news ? 10 : 0) - (plans ? 12 : 0);
}

static int weigh_form(const struct at_mirrored *c, const struct at_unit *u)
{
	static const int by_form[] = {
		[AT_MF_STATEMENT] = 6, [AT_MF_PERCEPTION] = 6, [AT_MF_WISH] = 2, [AT_MF_WONDER] = 0, [AT_MF_EVENT] = 1};
	int weight = by_form[c->form];
	weight += u->last ? 5 : 0;
	weight += c->names_writer ? 2 : 0;
	weight -= u->apology ? 15 : 0;
	weight -= c->words <= 2 && !c->has_feeling ? 3 : 0;
	return weight;
}

static void note_words(const struct at_mirror *m, const struct at_unit *u, struct at_mirrored *c)
{
	const struct at_gtext *g = &m->words;
	const char *line = m->text.ptr + c->text.start;
	bool feeling = false, person = false;
	c->subject_you = c->text.end - c->text.start > 4 && memcmp(line, "you", 3) == 0 && (line[3] == ' ' || line[3] == '\'');
	c->names_writer = c->form == AT_MF_WISH;
	for (size_t i = u->from; i < u->end; i++) {
		if (g->words[i].standing != AT_R_KEEP) {
			c->names_writer = c->names_writer || g->words[i].person >= AT_P_YOU;
			person = person || g->words[i].person != AT_P_NONE;
		}
		feeling = feeling || at_g_has(g, i, AT_G_FEELING);
		c->past = c->past || (at_g_past(g, i) && !at_g_has(g, i, AT_G_FEELING)) || at_g_is(g, i, "was") ||
		          at_g_is(g, i, "were") || at_g_is(g, i, "did") || at_g_is(g, i, "didn't");
	}
	c->has_feeling = feeling && (c->form == AT_MF_STATEMENT);
	c->weight += c->has_feeling ? 8 : 0;
	c->weight -= !person && c->form == AT_MF_EVENT ? 6 : 0;
}

static int by_weight(const void *pa, const void *pb)
{
	const struct at_mirrored *a = pa, *b = pb;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return a->from.start > b->from.start ? -1 : a->from.start < b->from.start;
}

/* ---------------------------------------------------------------------- the pass */

static bool add_line(struct at_mirror *m, struct attune_scanner *s, const struct at_unit *u)
{
	struct at_mirrored c = {0};
	const char *why = NULL;
	size_t start = m->text.len;
	if (!at_grow(&m->clauses, &m->cap, m->n + 1, sizeof *m->clauses))
		return false;
	if (!at_mirror_wrap(m, u, &c, &why)) {
		m->text.len = start;
		if (why != NULL && (m->refusal == NULL || strcmp(why, "an insult") == 0))
			m->refusal = why;
		return true;
	}
	at_buffer_add_char(&m->text, '\0');
	note_words(m, u, &c);
	c.weight += weigh_reading(s, &c) + weigh_form(&c, u);
	m->clauses[m->n++] = c;
	return true;
}

/* Not "missing you", whose person would have to be turned, nor "an idiot". */
static bool can_be_said(const struct at_mirror *m, const char *word)
{
	uint64_t is = at_grammar_classes(at_lexicon_find(&m->words.lex, word, strlen(word)));
	return strstr(word, "you") == NULL && strstr(word, " me") == NULL && strstr(word, "my") == NULL && !AT_IS(is, AT_G_INSULT);
}

void at_mirror_feels(struct at_buffer *out, const char *said)
{
	bool is = strncmp(said, "are ", 4) == 0;
	at_buffer_addf(out, is ? "you're %s" : "you %s", is ? said + 4 : said);
}

/* "you're furious with me": what is left when the words themselves can't be said back. */
static void add_feeling(struct at_mirror *m, const struct attune_scanner *s)
{
	bool angry = (s->kinds & (1u << AT_M_ANGER)) != 0, insult = m->refusal != NULL && strcmp(m->refusal, "an insult") == 0;
	const struct at_feeling_found *f = NULL;
	for (size_t i = 0; i < s->n_feelings && f == NULL && s->feelings[i].stated; i++)
		f = can_be_said(m, at_string(s->rules, s->feelings[i].word)) ? &s->feelings[i] : NULL;
	if (f == NULL && !insult)
		return;
	uint32_t start = (uint32_t)m->text.len;
	at_mirror_feels(&m->text, insult ? "are furious" : at_string(s->rules, f->say));
	if (insult || (angry && strcmp(at_string(s->rules, f->family), "anger") == 0))
		at_buffer_add_str(&m->text, " with me");
	m->feeling_only = (struct at_span){start, (uint32_t)m->text.len};
	at_buffer_add_char(&m->text, '\0');
}

/* Words of one sentence: whom they mean, and what is said instead. */
static void turn(struct at_mirror *m, size_t sentence)
{
	at_gtext_sentence(&m->words, sentence);
	at_g_roles(&m->words);
	at_g_shift(&m->words);
}

static bool lines_of(struct at_mirror *m, struct attune_scanner *s)
{
	const struct at_text *t = &s->partner.text;
	for (size_t i = 0; i < t->n_sentences && m->n < MOST_CLAUSES; i++) {
		turn(m, i);
		m->n_units = 0;
		if (!at_mirror_units(m, i))
			return false;
		for (size_t k = 0; k < m->n_units && m->n < MOST_CLAUSES; k++) {
			m->units[k].last = i + 1 == t->n_sentences && k + 1 == m->n_units;
			if (!add_line(m, s, &m->units[k]))
				return false;
		}
	}
	return true;
}

attune_status at_mirror_partner(struct at_mirror *m, struct attune_scanner *s, attune_error **err)
{
	clear(m);
	if (!at_gtext_read(&m->words, &s->partner.text, at_rules_grammar(s->rules), false) || !lines_of(m, s) || m->text.failed)
		return at_fail(err, ATTUNE_E_MEMORY, "out of memory");
	if (m->n > 1)
		qsort(m->clauses, m->n, sizeof *m->clauses, by_weight);
	add_feeling(m, s);
	if (m->n != 0)
		m->refusal = NULL;
	else if (m->refusal == NULL)
		m->refusal = s->partner.text.n_tokens == 0 ? "no words" : "no clause to say back";
	return m->text.failed ? at_fail(err, ATTUNE_E_MEMORY, "out of memory") : ATTUNE_OK;
}

bool at_mirror_topic(const struct at_mirror *m, struct at_buffer *out)
{
	const struct at_gtext *g = &m->words;
	for (size_t i = g->n; i-- > 0;) {
		if (g->words[i].person != AT_P_MY || g->words[i].quoted || i + 1 >= g->n || !at_g_word(g, i + 1) ||
		    g->words[i].standing == AT_R_KEEP)
			continue;
		if (at_g_verb(g, i + 1) && !at_g_has(g, i + 1, AT_G_NOUN))
			continue;
		at_g_put(out, "your");
		at_g_say(out, g, i + 1, i + 2);
		return true;
	}
	return false;
}

/* --------------------------------------------------------------------- public */

/* The result to fill, emptied; NULL when memory ran out. */
static struct at_mirror *result(attune_mirror **out)
{
	if (*out == NULL)
		*out = calloc(1, sizeof **out);
	if (*out == NULL)
		return NULL;
	clear(&(*out)->m);
	(*out)->card = NULL;
	return &(*out)->m;
}

attune_status attune_mirror_read(attune_mirror **out, attune_scanner *s, const char *partner, size_t len, attune_error **err)
{
	attune_status status = at_read_partner(s, partner, len, err);
	if (status != ATTUNE_OK)
		return status;
	struct at_mirror *m = result(out);
	if (m == NULL)
		return at_fail(err, ATTUNE_E_MEMORY, "out of memory");
	status = at_mirror_partner(m, s, err);
	if (status != ATTUNE_OK)
		clear(m);
	else if (s->card != 0)
		(*out)->card = at_string(s->rules, s->card);
	if ((*out)->card != NULL && !attune_card_is_soft((*out)->card))
		m->n = 0;
	return status;
}

static bool shift_all(struct at_mirror *m, const struct attune_scanner *s)
{
	const struct at_text *t = &s->partner.text;
	if (!at_gtext_read(&m->words, t, at_rules_grammar(s->rules), true) || !at_grow(&m->clauses, &m->cap, 1, sizeof *m->clauses))
		return false;
	for (size_t i = 0; i < t->n_sentences; i++)
		turn(m, i);
	at_g_say(&m->text, &m->words, 0, m->words.n);
	if (m->text.len == 0) {
		m->refusal = "no words";
		return !m->text.failed;
	}
	m->clauses[m->n++] = (struct at_mirrored){.text = {0, (uint32_t)m->text.len}, .from = {0, (uint32_t)t->normal.len}};
	at_buffer_add_char(&m->text, '\0');
	return !m->text.failed;
}

attune_status attune_mirror_shift(attune_mirror **out, attune_scanner *s, const char *partner, size_t len, attune_error **err)
{
	attune_status status = at_text_read(&s->partner.text, &s->lexicon, partner, len, err);
	s->has_partner = false;
	if (status != ATTUNE_OK)
		return status;
	struct at_mirror *m = result(out);
	if (m != NULL && shift_all(m, s))
		return ATTUNE_OK;
	if (m != NULL)
		clear(m);
	return at_fail(err, ATTUNE_E_MEMORY, "out of memory");
}

void attune_mirror_free(attune_mirror *m)
{
	if (m != NULL)
		at_mirror_free(&m->m);
	free(m);
}

size_t attune_mirror_clauses(const attune_mirror *m)
{
	return m->m.n;
}

const char *attune_mirror_clause(const attune_mirror *m, size_t i)
{
	return i < m->m.n ? m->m.text.ptr + m->m.clauses[i].text.start : NULL;
}

const char *attune_mirror_refusal(const attune_mirror *m)
{
	return m->m.refusal;
}

const char *attune_mirror_feeling(const attune_mirror *m)
{
	return m->m.feeling_only.end > m->m.feeling_only.start ? m->m.text.ptr + m->m.feeling_only.start : NULL;
}

const char *attune_mirror_card(const attune_mirror *m)
{
	return m->card;
}
