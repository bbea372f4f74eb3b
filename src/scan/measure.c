/* SPDX-License-Identifier: MIT */
/*
 * measure.c: numbers about a draft as a whole, and against the partner text. Input: both texts with their tokens;
 * output: one number.
 * Style match is language style matching (Ireland et al. 2011): for each class of function words 1 - |a - b| / (a + b +
 * 0.0001), averaged;
 * it is taken only when both texts have 25 words, since on less it is noise. Calls text, lexicon classes,
 * finding's raw matches.
 */
#include "scan/leaning.h"
#include "text/bytes.h"
#include <math.h>
#include <string.h>

#define STYLE_WORDS 25u

static uint32_t count_class(const struct at_text *t, enum at_word_class c)
{
	uint32_t n = 0;
	for (size_t i = 0; i < t->n_tokens; i++)
		n += AT_HAS(t->tokens[i].classes, c);
	return n;
}

static bool first_person_share(const struct at_text *t, double *out)
{
	uint32_t self = count_class(t, AT_C_SELF), other = count_class(t, AT_C_OTHER);
	if (self + other == 0)
		return false;
	*out = (double)self / (self + other);
	return true;
}

static double style_match(const struct at_text *a, const struct at_text *b)
{
	double sum = 0;
	unsigned n = 0;
	for (unsigned c = AT_C_LSM_ARTICLE; c <= AT_C_LSM_QUANTIFIER; c++, n++) {
		double x = (double)count_class(a, (enum at_word_class)c) / a->words;
		double y = (double)count_class(b, (enum at_word_class)c) / b->words;
		sum += 1 - fabs(x - y) / (x + y + 0.0001);
	}
	return sum / n;
}

/* Two words share a stem: alike, or alike for their first four bytes at least and but for an ending of up to three. */
static bool same_stem(const char *a, size_t la, const char *b, size_t lb)
{
	size_t n = 0, least = la < lb ? la : lb, most = la < lb ? lb : la;
	while (n < least && at_lower(a[n]) == at_lower(b[n]))
		n++;
	return n == most || (n >= 4 && most - n <= 3);
}

static bool is_content(const struct at_token *t)
{
	return t->kind == AT_T_WORD && t->end - t->start >= 3 && !AT_HAS(t->classes, AT_C_STOPWORD);
}

/* The share of the content words of `of` (those in a span) that come back in `among`. Looks at the first 64 of each, which is more
 * than a message has. */
static bool share_back(const struct at_text *of, struct at_span in, const struct at_text *among, double *out)
{
	const struct at_token *there[64];
	size_t n_there = 0, total = 0, back = 0;
	for (size_t i = 0; i < among->n_tokens && n_there < 64; i++)
		if (is_content(&among->tokens[i]))
			there[n_there++] = &among->tokens[i];
	for (size_t i = 0; i < of->n_tokens && total < 64; i++) {
		const struct at_token *t = &of->tokens[i];
		if (t->start < in.start || t->end > in.end || !is_content(t))
			continue;
		bool hit = false;
		for (size_t k = 0; k < n_there && !hit; k++)
			hit = same_stem(of->normal.ptr + t->start, t->end - t->start, among->normal.ptr + there[k]->start,
			                there[k]->end - there[k]->start);
		total++;
		back += hit;
	}
	if (total == 0)
		return false;
	*out = (double)back / (double)total;
	return true;
}

/* The share of a text's content words that come back in another. */
static bool overlap(const struct at_text *of, const struct at_text *among, double *out)
{
	return share_back(of, (struct at_span){0, UINT32_MAX}, among, out);
}

bool at_echo(const struct attune_scanner *s, struct at_span in, double *out)
{
	return share_back(&s->draft.text, in, &s->partner.text, out);
}

/* Matches in the draft of the rules that `of` selects. */
static uint32_t count_matches(const struct attune_scanner *s, struct at_range of)
{
	const uint32_t *list = at_list(s->rules, of);
	uint32_t n = 0, last_end = 0;
	for (size_t i = 0; i < s->draft.n_matches; i++) {
		const struct at_match *m = &s->draft.matches[i];
		bool selected = false;
		for (uint32_t k = 0; k < of.n && !selected; k++)
			selected = at_selects(list[k], s->any, at_rule_at(s->rules, m->rule));
		/* Two patterns on one phrase are one ask. */
		if (!selected || m->span.start < last_end)
			continue;
		last_end = m->span.end;
		n++;
	}
	return n;
}

/* How far the sentence leans that a match stands in. */
static bool leaning_at(struct attune_scanner *s, uint32_t to, const struct at_match *m, double *out)
{
	const struct at_text *d = &s->draft.text;
	*out = 0;
	if (!at_leaning_speaks(s, to))
		return false;
	*out = at_leaning(s, to, at_text_sentence_at(d, m->span.start));
	return true;
}

/* How far the draft leans: as far as the sentence that leans most. */
static bool leaning(struct attune_scanner *s, uint32_t to, double *out)
{
	*out = 0;
	if (!at_leaning_speaks(s, to))
		return false;
	for (size_t i = 0; i < s->draft.text.n_sentences; i++)
		*out = fmax(*out, at_leaning(s, to, i));
	return true;
}

static bool measure(struct attune_scanner *s, const struct at_measure_spec *spec, double *out)
{
	const struct at_text *d = &s->draft.text, *p = &s->partner.text;
	bool both = s->has_partner && p->words != 0 && d->words != 0;
	switch (spec->name) {
	case AT_Q_WORDS:
		*out = d->words;
		return true;
	case AT_Q_PARTNER_WORDS:
		*out = p->words;
		return s->has_partner;
	case AT_Q_LENGTH_RATIO:
		*out = both ? (double)d->words / p->words : 0;
		return both;
	case AT_Q_FIRST_PERSON_SHARE:
		return first_person_share(d, out);
	case AT_Q_EXCLAMATION_RATIO:
		*out = d->n_sentences != 0 ? (double)d->exclaims / (double)d->n_sentences : 0;
		return d->n_sentences != 0;
	case AT_Q_QUESTION_COUNT:
		*out = d->questions;
		return true;
	case AT_Q_SHOUT_RATIO:
		*out = d->words != 0 ? (double)d->caps_words / d->words : 0;
		return d->words != 0;
	case AT_Q_INTENSITY_GAP:
		*out = s->draft_intensity - s->partner_intensity;
		return both;
	case AT_Q_STYLE_MATCH:
		*out = both ? style_match(d, p) : 0;
		return both && d->words >= STYLE_WORDS && p->words >= STYLE_WORDS;
	case AT_Q_REPEATED_ASK:
		*out = count_matches(s, spec->of);
		return true;
	case AT_Q_OVERLAP:
		return both && overlap(p, d, out);
	case AT_Q_ECHO:
		return both && overlap(d, p, out);
	case AT_Q_LEANING:
		return leaning(s, spec->to, out);
	case AT_Q_YOU_COUNT:
		*out = count_class(d, AT_C_OTHER);
		return true;
	default:
		*out = count_class(d, AT_C_SELF);
		return true;
	}
}

bool at_measure_value(struct attune_scanner *s, uint32_t index, const struct at_match *match, double *value)
{
	const struct at_measure_spec *spec = at_measure_at(s->rules, index);
	struct at_measured *m = &s->measured[index];
	if (spec->name == AT_Q_LEANING && match != NULL)
		return leaning_at(s, spec->to, match, value);
	if (spec->name == AT_Q_ECHO && match != NULL && s->has_partner && s->draft.text.n_sentences > 0)
		return at_echo(s, s->draft.text.sentences[at_text_sentence_at(&s->draft.text, match->span.start)].span, value);
	if (m->stamp != s->stamp) {
		m->stamp = s->stamp;
		m->taken = measure(s, spec, &m->value);
	}
	*value = m->value;
	return m->taken;
}

bool at_measure_holds(struct attune_scanner *s, uint32_t index, const struct at_match *match)
{
	const struct at_measure_spec *spec = at_measure_at(s->rules, index);
	double value = 0;
	if (!at_measure_value(s, index, match, &value))
		return false;
	return (!spec->has_above || value > (double)spec->above) && (!spec->has_below || value < (double)spec->below);
}
