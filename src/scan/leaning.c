/* SPDX-License-Identifier: MIT */
/*
 * leaning.c: the keys of a sentence, and the sums of their weights. Input: the draft with its moves, the reading; output: numbers
 * from 0 to 1, kept for the message; the clauses that lean most. Calls ruleset/leaning.
 */
#include "scan/leaning.h"
#include "ruleset/leaning.h"
#include "text/bytes.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

#define ONE_WORD 40u /* bytes; what is longer is no word to be looked for */

/* ---------------------------------------------------------------- keys */

struct keys {
	const struct attune_scanner *s;
	at_lean_fn fn;
	void *arg;
};

/* Token i of the sentence, -1 and n being its ends, as keys have it. */
static size_t word_of(const struct at_text *t, const struct at_sentence *st, long i, char out[ONE_WORD])
{
	if (i < 0 || i >= (long)st->n_tokens) {
		out[0] = i < 0 ? '^' : '$';
		return 1;
	}
	const struct at_token *token = &t->tokens[st->first_token + (size_t)i];
	size_t len = token->end - token->start;
	if (token->kind == AT_T_NUMBER || token->kind == AT_T_URL || len > ONE_WORD) {
		out[0] = *AT_LEAN_NUMBER;
		return 1;
	}
	for (size_t k = 0; k < len; k++)
		out[k] = at_lower(t->normal.ptr[token->start + k]);
	return len;
}

/* All runs of up to AT_LEAN_WORDS words that start at i. */
static void runs_from(const struct keys *k, const struct at_sentence *st, long i)
{
	const struct at_text *t = &k->s->draft.text;
	long first = i < 0 ? 0 : i;
	uint32_t at =
		st->n_tokens > 0
			? t->tokens[st->first_token + (size_t)(first < (long)st->n_tokens ? first : (long)st->n_tokens - 1)].start
			: st->span.start;
	uint32_t clause = (uint32_t)at_text_clause_at(t, at);
	char key[AT_LEAN_KEY];
	size_t len = 0;
	for (long j = i; j <= (long)st->n_tokens && j < i + AT_LEAN_WORDS; j++) {
		char word[ONE_WORD];
		size_t n = word_of(t, st, j, word);
		if (len + n + 1 >= sizeof key)
			return;
		if (len > 0)
			key[len++] = ' ';
		memcpy(key + len, word, n);
		len += n;
		if (j > i || (i >= 0 && i < (long)st->n_tokens)) /* an end alone tells nothing */
			k->fn(k->arg, key, len, clause);
	}
}

static void tell_around(const struct keys *k, const char *prefix, const char *name)
{
	char key[AT_LEAN_KEY];
	int n = snprintf(key, sizeof key, "%c%s%s", AT_LEAN_AROUND, prefix, name);
	if (n > 0 && (size_t)n < sizeof key)
		k->fn(k->arg, key, (size_t)n, AT_NONE);
}

/* More than so many: all the limits below the number, up to the first 0. */
static void tell_limits(const struct keys *k, double n, const char *prefix, const char *unit, const unsigned limits[8])
{
	for (size_t i = 0; (i == 0 || limits[i] != 0) && i < 8 && n > limits[i]; i++) {
		char name[32];
		(void)snprintf(name, sizeof name, "over-%u-%s", limits[i], unit);
		tell_around(k, prefix, name);
	}
}

static void tell_partner(const struct keys *k, struct at_span in)
{
	static const unsigned words[8] = {5, 10, 20, 40}, percent[8] = {0, 30, 60};
	const struct attune_scanner *s = k->s;
	double echo = 0;
	if (!s->has_partner) {
		tell_around(k, "", "no-partner");
		return;
	}
	for (unsigned m = 0; m < AT_MOMENTS; m++)
		if ((s->kinds >> m & 1) != 0)
			tell_around(k, "partner-", at_moment_names[m]);
	for (size_t i = 0; i < s->n_feelings; i++)
		tell_around(k, "feels-", at_string(s->rules, s->feelings[i].family));
	tell_limits(k, s->partner.text.words, "partner-", "words", words);
	if (at_echo(s, in, &echo))
		tell_limits(k, 100 * echo, "echo-", "percent", percent);
}

static void tell_moves(const struct keys *k, struct at_span in)
{
	for (size_t i = 0; i < k->s->n_moves; i++) {
		const struct at_move_found *m = &k->s->moves[i];
		bool before = m->span.end <= in.start, after = m->span.start >= in.end;
		tell_around(k,
		            before  ? "after-"
		            : after ? "before-"
		                    : "with-",
		            at_string(k->s->rules, at_rule_at(k->s->rules, m->rule)->family));
	}
}

/* Two words or more in capitals. */
static bool shouts(const struct at_text *t, const struct at_sentence *st)
{
	unsigned n = 0;
	for (uint32_t i = 0; i < st->n_tokens; i++)
		n += t->tokens[st->first_token + i].caps;
	return n >= 2;
}

void at_lean_keys(const struct attune_scanner *s, size_t sentence, at_lean_fn fn, void *arg)
{
	static const unsigned words[8] = {10, 20, 30, 45, 60, 90, 130}, sentences[8] = {1, 2, 3}, here[8] = {3, 6, 10, 15, 25};
	const struct at_text *t = &s->draft.text;
	const struct at_sentence *st = &t->sentences[sentence];
	struct keys k = {s, fn, arg};
	for (long i = -1; i <= (long)st->n_tokens; i++)
		runs_from(&k, st, i);
	if (sentence == 0)
		tell_around(&k, "", "first");
	if (sentence + 1 == t->n_sentences)
		tell_around(&k, "", "last");
	if (shouts(t, st))
		tell_around(&k, "", "shouts");
	tell_limits(&k, (double)t->n_sentences, "", "sentences", sentences);
	tell_limits(&k, t->words, "", "words", words);
	tell_limits(&k, st->n_tokens, "itself-", "words", here);
	tell_partner(&k, st->span);
	tell_moves(&k, st->span);
}

/* ---------------------------------------------------------------- sums */

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

static void add(void *arg, const char *key, size_t len, uint32_t clause)
{
	struct sums *x = arg;
	const attune_rules *rules = x->s->rules;
	struct at_range found = at_lean_find(rules, key, len);
	if (found.n == 0 || !is_new(x, found.first))
		return;
	const struct at_lean *leans = (const struct at_lean *)at_section(rules, AT_S_LEANS) + found.first;
	for (uint32_t i = 0; i < found.n; i++)
		if (x->only == AT_NONE)
			x->to[leans[i].leaning] += (double)leans[i].weight;
		else if (leans[i].leaning == x->only && clause - x->first_clause < x->n_clauses)
			x->to[clause - x->first_clause] += (double)leans[i].weight;
}

/* The sums of all sentences, once for the moves as they stand. */
static bool take_sums(struct attune_scanner *s)
{
	size_t n = s->rules->image->n[AT_S_LEANINGS], sentences = s->draft.text.n_sentences;
	const struct at_leaning *known = at_section(s->rules, AT_S_LEANINGS);
	if (s->leaned.stamp == s->stamp && s->leaned.n_moves == s->n_moves)
		return true;
	if (!at_grow(&s->leaned.sums, &s->leaned.cap, n * sentences + 1, sizeof *s->leaned.sums)) {
		s->failed = true;
		return false;
	}
	for (size_t i = 0; i < sentences; i++) {
		struct sums x = {.s = s, .to = s->leaned.sums + i * n, .only = AT_NONE};
		for (size_t k = 0; k < n; k++)
			x.to[k] = (double)known[k].start;
		at_lean_keys(s, i, add, &x);
	}
	s->leaned.stamp = s->stamp;
	s->leaned.n_moves = s->n_moves;
	return true;
}

double at_leaning(struct attune_scanner *s, uint32_t leaning, size_t sentence)
{
	if (!take_sums(s))
		return 0;
	return 1 / (1 + exp(-s->leaned.sums[sentence * s->rules->image->n[AT_S_LEANINGS] + leaning]));
}

#define CLAUSES 64u

struct at_span at_leaning_span(struct attune_scanner *s, uint32_t leaning, size_t sentence)
{
	const struct at_text *t = &s->draft.text;
	const struct at_sentence *st = &t->sentences[sentence];
	double weights[CLAUSES] = {0}, best = 0, run = 0;
	struct at_span out = st->span;
	if (st->n_clauses < 2 || st->n_clauses > CLAUSES)
		return out;
	struct sums x = {.s = s, .to = weights, .only = leaning, .first_clause = st->first_clause, .n_clauses = st->n_clauses};
	at_lean_keys(s, sentence, add, &x);
	uint32_t from = 0;
	for (uint32_t i = 0; i < st->n_clauses; i++) {
		from = run <= 0 ? i : from;
		run = run <= 0 ? weights[i] : run + weights[i];
		if (run > best) {
			best = run;
			out = (struct at_span){t->clauses[st->first_clause + from].span.start,
			                       t->clauses[st->first_clause + i].span.end};
		}
	}
	return out;
}
