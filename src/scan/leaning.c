/* SPDX-License-Identifier: MIT */
/*
 * leaning.c: the sums of the weights of a sentence's keys. Input: the keys, by leankeys.c; output: numbers from 0 to 1, kept for the
 * message; the clauses that lean most. Calls ruleset/leaning.
 */
#include "ruleset/leaning.h"
#include "scan/leaning.h"
#include <math.h>
#include <string.h>

#define SEEN 512u

struct sums {
	struct attune_scanner *s;
	double *to;    /* by leaning */
	uint32_t only; /* a leaning whose weights go to clauses, or AT_NONE */
	uint32_t first_clause, n_clauses;
	uint32_t seen[SEEN]; /* first leans of the entries that were met */
	size_t n_seen;
};

static bool is_new(struct sums *x, uint32_t first)
{
	for (size_t i = 0; i < x->n_seen; i++)
		if (x->seen[i] == first)
			return false;
	if (x->n_seen == SEEN)
		return false;
	x->seen[x->n_seen++] = first;
	return true;
}

static void add(void *arg, const char *key, size_t len, uint32_t hash, uint32_t clause)
{
	struct sums *x = arg;
	const attune_rules *rules = x->s->rules;
	struct at_range found = at_lean_find(rules, key, len, hash);
	if (found.n == 0 || !is_new(x, found.first))
		return;
	const struct at_lean *leans = (const struct at_lean *)at_section(rules, AT_S_LEANS) + found.first;
	for (uint32_t i = 0; i < found.n; i++)
		if (x->only == AT_NONE)
			x->to[leans[i].leaning] += (double)leans[i].weight;
		else if (leans[i].leaning == x->only && clause - x->first_clause < x->n_clauses)
			x->to[clause - x->first_clause] += (double)leans[i].weight;
}

/* The sums of all sentences and their mean, once for the moves as they stand. There is a sentence and a leaning. */
static bool take_sums(struct attune_scanner *s)
{
	size_t n = s->rules->image->n[AT_S_LEANINGS], sentences = s->draft.text.n_sentences;
	const struct at_leaning *known = at_section(s->rules, AT_S_LEANINGS);
	if (s->leaned.stamp == s->stamp && s->leaned.n_moves == s->n_moves)
		return true;
	if (!at_grow(&s->leaned.sums, &s->leaned.cap, n * (sentences + 1), sizeof *s->leaned.sums)) {
		s->failed = true;
		return false;
	}
	/* What all sentences share is summed once and copied. */
	double *mean = s->leaned.sums + n * sentences;
	struct sums x = {.s = s, .to = mean, .only = AT_NONE};
	for (size_t k = 0; k < n; k++)
		mean[k] = (double)known[k].start;
	at_lean_draft_keys(s, add, &x);
	for (size_t i = 0; i < sentences; i++) {
		x.to = s->leaned.sums + n * i;
		x.n_seen = 0;
		memcpy(x.to, mean, n * sizeof *mean);
		at_lean_keys(s, i, add, &x);
	}
	for (size_t k = 0; k < n; k++) {
		mean[k] = 0;
		for (size_t i = 0; i < sentences; i++)
			mean[k] += s->leaned.sums[n * i + k];
		mean[k] /= (double)sentences;
	}
	s->leaned.stamp = s->stamp;
	s->leaned.n_moves = s->n_moves;
	return true;
}

static double share(double sum)
{
	return 1 / (1 + exp(-sum));
}

bool at_leaning_reads(struct attune_scanner *s, uint32_t leaning)
{
	const struct at_leaning *u = (const struct at_leaning *)at_section(s->rules, AT_S_LEANINGS) + leaning;
	return s->draft.text.n_sentences != 0 && s->draft.text.words <= u->longest && take_sums(s);
}

bool at_leaning_speaks(struct attune_scanner *s, uint32_t leaning)
{
	const struct at_leaning *u = (const struct at_leaning *)at_section(s->rules, AT_S_LEANINGS) + leaning;
	size_t n = s->rules->image->n[AT_S_LEANINGS], sentences = s->draft.text.n_sentences;
	if (!at_leaning_reads(s, leaning))
		return false;
	return u->outside == AT_NONE || share(s->leaned.sums[n * sentences + u->outside]) <= (double)u->limit;
}

double at_leaning(struct attune_scanner *s, uint32_t leaning, size_t sentence)
{
	if (!take_sums(s))
		return 0;
	return share(s->leaned.sums[sentence * s->rules->image->n[AT_S_LEANINGS] + leaning]);
}

#define CLAUSES 64u

struct clause_weights {
	double of[CLAUSES];
};

/* What the words of each clause weigh. False when there are too many clauses to tell. */
static bool weigh_clauses(struct attune_scanner *s, uint32_t leaning, size_t sentence, struct clause_weights *out)
{
	const struct at_sentence *st = &s->draft.text.sentences[sentence];
	if (st->n_clauses > CLAUSES)
		return false;
	*out = (struct clause_weights){{0}};
	struct sums x = {.s = s, .to = out->of, .only = leaning, .first_clause = st->first_clause, .n_clauses = st->n_clauses};
	at_lean_keys(s, sentence, add, &x);
	return true;
}

static bool overlap(struct at_span a, struct at_span b)
{
	return a.start < b.end && b.start < a.end;
}

double at_leaning_part(struct attune_scanner *s, uint32_t leaning, size_t sentence, struct at_span part)
{
	const struct at_sentence *st = &s->draft.text.sentences[sentence];
	struct clause_weights weights;
	double whole = at_leaning(s, leaning, sentence), sum;
	if (st->n_clauses < 2 || !weigh_clauses(s, leaning, sentence, &weights))
		return whole;
	sum = s->leaned.sums[sentence * s->rules->image->n[AT_S_LEANINGS] + leaning];
	for (uint32_t i = 0; i < st->n_clauses; i++)
		if (!overlap(s->draft.text.clauses[st->first_clause + i].span, part))
			sum -= weights.of[i];
	return fmax(whole, share(sum));
}

/* What meets them in the sentence is not what leans. */
static bool has_move(const struct attune_scanner *s, struct at_span clause)
{
	for (size_t i = 0; i < s->n_moves; i++)
		if (overlap(s->moves[i].span, clause))
			return true;
	return false;
}

struct at_span at_leaning_span(struct attune_scanner *s, uint32_t leaning, size_t sentence)
{
	const struct at_text *t = &s->draft.text;
	const struct at_sentence *st = &t->sentences[sentence];
	struct clause_weights weights;
	double best = 0, run = 0;
	struct at_span out = st->span;
	if (st->n_clauses < 2 || !weigh_clauses(s, leaning, sentence, &weights))
		return out;
	uint32_t from = 0;
	for (uint32_t i = 0; i < st->n_clauses; i++) {
		const struct at_clause *c = &t->clauses[st->first_clause + i];
		double weight = has_move(s, c->span) ? -HUGE_VAL : weights.of[i];
		from = run <= 0 ? i : from;
		run = run <= 0 ? weight : run + weight;
		if (run > best) {
			best = run;
			out = (struct at_span){t->clauses[st->first_clause + from].span.start, c->span.end};
		}
	}
	return out;
}
