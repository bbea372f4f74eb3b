/* SPDX-License-Identifier: MIT */
/*
 * slot.c: the words of the slots that the composer fills itself: the mirrored clauses by their form, the feeling, the need, what
 * it is about. Input: the mirror, the reading, the plan; output: words without capital or full stop. False when there are
 * none: a template that asks for them is then not offered. Calls scan.
 */
#include "mirror/compose.h"
#include <string.h>

/* In a reply a mirrored clause is an echo, not a transcript. */
#define ECHO_WORDS 22u

#define FORM(f) (1u << (f))
#define TELLING (FORM(AT_MF_STATEMENT) | FORM(AT_MF_PERCEPTION) | FORM(AT_MF_EVENT))

struct wanted {
	unsigned forms; /* bits of enum at_mirror_form */
	int feeling;    /* 1: with a feeling word, 0: without, -1: either */
	unsigned nth;   /* the how-manyeth that fits */
};

/* Whether the writer is its subject: "I'm next", which is no mirror of them. */
static bool is_of_writer(const struct at_mirror *mirror, const struct at_mirrored *m)
{
	const char *text = mirror->text.ptr + m->text.start;
	return text[0] == 'I' && (text[1] == ' ' || text[1] == '\'');
}

static bool is_vague(const struct at_mirror *mirror, const struct at_mirrored *m)
{
	const char *text = mirror->text.ptr + m->text.start;
	return strncmp(text, "it ", 3) == 0 || strncmp(text, "it's ", 5) == 0 || strncmp(text, "that", 4) == 0 ||
	       strncmp(text, "this ", 5) == 0;
}

/* Words enough for a clause that leaves its "I" out: in a longer one it may as well be somebody else who is "very emotional these
 * days". */
#define BARE_WORDS 6u

static bool is_bare(const struct at_composer *c, const struct at_mirrored *m)
{
	const struct at_text *t = &c->s->partner.text;
	size_t end = at_text_token_from(t, m->from.end);
	for (size_t i = at_text_token_from(t, m->from.start); i < end; i++)
		if (AT_HAS(t->tokens[i].classes, AT_C_SELF))
			return false;
	return m->subject_you;
}

static bool fits(const struct at_composer *c, const struct at_mirrored *m, const struct wanted *w)
{
	const struct at_mirror *mirror = c->mirror;
	if (is_bare(c, m) && m->words > BARE_WORDS)
		return false;
	if ((m->form == AT_MF_STATEMENT || m->form == AT_MF_EVENT) && is_of_writer(mirror, m))
		return false;
	if ((w->forms >> m->form & 1u) == 0 || m->words > ECHO_WORDS || m->words < 2)
		return false;
	if (memchr(mirror->text.ptr + m->text.start, '"', m->text.end - m->text.start) != NULL)
		return false; /* what somebody said to them may be what hurt */
	if (m->form == AT_MF_EVENT && (m->words < 3 || (is_vague(mirror, m) && !m->past)))
		return false; /* "it sucks": nothing that happened */
	if (m->form == AT_MF_PERCEPTION && m->past)
		return false; /* what was done isn't how they feel: see add_done */
	if (w->feeling >= 0 && w->feeling != m->has_feeling)
		return false;
	return true;
}

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* What stands before a clause that would be cruel as a fact: "it feels like" you're a failure. "" for any other; NULL: the clause
 * is not said at all. */
static const char *lead_of(const struct at_composer *c, const struct at_mirrored *m)
{
	const char *text = c->mirror->text.ptr + m->text.start;
	if (m->form == AT_MF_PERCEPTION || m->form == AT_MF_WONDER || starts(text, "you feel") || starts(text, "you felt") ||
	    starts(text, "it feels") || starts(text, "it felt"))
		return "";
	for (size_t i = 0; i < c->n_unsaid; i++) {
		const struct at_unsaid *u = &c->unsaid[i];
		if (u->span.start < m->from.end && m->from.start < u->span.end)
			return u->lead[0] != '\0' ? u->lead : NULL;
	}
	return "";
}

static void add_words(struct at_composer *c, const struct at_mirrored *m, struct at_buffer *out)
{
	const char *lead = lead_of(c, m);
	if (lead != NULL && lead[0] != '\0')
		at_buffer_addf(out, "%s ", lead);
	at_buffer_add(out, c->mirror->text.ptr + m->text.start, m->text.end - m->text.start);
}

static bool add_clause(struct at_composer *c, struct wanted w, struct at_buffer *out)
{
	for (size_t i = 0; i < c->mirror->n; i++) {
		const struct at_mirrored *m = &c->mirror->clauses[i];
		if (!fits(c, m, &w) || lead_of(c, m) == NULL || w.nth-- != 0)
			continue;
		add_words(c, m, out);
		return true;
	}
	return false;
}

/* The first two that fit, in the order they said them, joined by "and". */
static bool add_both(struct at_composer *c, struct wanted w, struct at_buffer *out)
{
	const struct at_mirrored *a = NULL, *b = NULL;
	for (size_t i = 0; i < c->mirror->n && b == NULL; i++) {
		const struct at_mirrored *m = &c->mirror->clauses[i];
		if (!fits(c, m, &w) || m->words > ECHO_WORDS / 2 || lead_of(c, m) == NULL)
			continue;
		if (a == NULL)
			a = m;
		else
			b = m;
	}
	if (b == NULL)
		return false;
	if (b->from.start < a->from.start) {
		const struct at_mirrored *first = b;
		b = a;
		a = first;
	}
	add_words(c, a, out);
	at_buffer_add_str(out, ", and ");
	add_words(c, b, out);
	return true;
}

/* The first feeling: its word, or `whole` with "you". `stated`: only what they said of themselves. */
static bool add_feeling(struct at_composer *c, bool whole, int stated, struct at_buffer *out)
{
	const struct attune_scanner *s = c->s;
	for (size_t i = 0; i < s->n_feelings; i++) {
		const struct at_feeling_found *f = &s->feelings[i];
		if (stated >= 0 && f->stated != (stated == 1))
			continue;
		if (whole)
			at_mirror_feels(out, at_string(s->rules, f->say));
		else
			at_buffer_add_str(out, at_string(s->rules, f->word));
		return true;
	}
	return false;
}

/* "you feel like I told Ravi about your divorce" -> "I told Ravi about your divorce": something the writer did, as they say, to be
 * put behind "you're hurt that". */
static bool add_done(struct at_composer *c, struct at_buffer *out)
{
	static const char stem[] = "you feel like ";
	for (size_t i = 0; i < c->mirror->n; i++) {
		const struct at_mirrored *m = &c->mirror->clauses[i];
		const char *text = c->mirror->text.ptr + m->text.start;
		size_t len = m->text.end - m->text.start;
		bool wrapped = m->form == AT_MF_PERCEPTION && len > sizeof stem && memcmp(text, stem, sizeof stem - 1) == 0;
		if (!m->past || m->words > ECHO_WORDS || !(wrapped || is_of_writer(c->mirror, m)))
			continue;
		size_t skip = wrapped ? sizeof stem - 1 : 0;
		at_buffer_add(out, text + skip, len - skip);
		return true;
	}
	return false;
}

static bool add_topic(struct at_composer *c, bool event, struct at_buffer *out)
{
	size_t mark = out->len;
	if (!c->s->has_partner)
		return false;
	if (event)
		at_topic_event(c->s, out);
	else
		at_topic_about(c->s, out);
	return out->len != mark;
}

static const struct {
	const char *name;
	struct wanted wanted;
} clause_slots[] = {
	{"mirror", {TELLING, -1, 0}},
	{"mirror-too", {TELLING, -1, 1}},
	{"felt", {FORM(AT_MF_STATEMENT), 1, 0}},
	{"event", {FORM(AT_MF_STATEMENT) | FORM(AT_MF_EVENT), 0, 0}},
	{"what-happened", {FORM(AT_MF_EVENT), 0, 0}},
	{"perceived", {FORM(AT_MF_PERCEPTION), -1, 0}},
	{"wish", {FORM(AT_MF_WISH), -1, 0}},
	{"wonder", {FORM(AT_MF_WONDER), -1, 0}},
};

static bool is(const char *name, size_t len, const char *want)
{
	return strlen(want) == len && memcmp(name, want, len) == 0;
}

bool at_slot(struct at_composer *c, const char *name, size_t len, struct at_buffer *out)
{
	const struct wanted sides = {TELLING, -1, 0};
	for (size_t i = 0; i < sizeof clause_slots / sizeof *clause_slots; i++)
		if (is(name, len, clause_slots[i].name))
			return add_clause(c, clause_slots[i].wanted, out);
	if (is(name, len, "both"))
		return add_both(c, sides, out);
	if (is(name, len, "done"))
		return add_done(c, out);
	if (is(name, len, "feeling"))
		return add_feeling(c, false, -1, out);
	if (is(name, len, "you-are"))
		return add_feeling(c, true, -1, out);
	if (is(name, len, "you-said"))
		return add_feeling(c, true, 1, out);
	if (is(name, len, "you-seem"))
		return add_feeling(c, true, 0, out);
	if (is(name, len, "topic"))
		return add_topic(c, true, out);
	if (is(name, len, "person"))
		return add_topic(c, false, out);
	if (is(name, len, "need") && c->s->n_needs != 0) {
		at_buffer_add_str(out, at_string(c->s->rules, c->s->needs[0]));
		return true;
	}
	return false;
}
