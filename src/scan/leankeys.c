/* SPDX-License-Identifier: MIT */
/*
 * leankeys.c: the keys of a sentence: its runs of words, and what stands around it. Input: the draft with its moves, the reading; output:
 * a call for each key. Calls ruleset/leaning for how keys are written, measure for the echo.
 */
#include "ruleset/leaning.h"
#include "scan/leaning.h"
#include "text/bytes.h"
#include <stdio.h>
#include <string.h>

#define ONE_WORD 40u /* bytes; what is longer is no word to be looked for */
#define SAID 100u    /* words of theirs that are looked at */

struct keys {
	const struct attune_scanner *s;
	at_lean_fn fn;
	void *arg;
};

static void lower(char *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		out[i] = at_lower(s[i]);
}

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
	lower(out, t->normal.ptr + token->start, len);
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

/* The words that they said, in any order. */
static void tell_said(const struct keys *k)
{
	const struct at_text *p = &k->s->partner.text;
	for (size_t i = 0; i < p->n_tokens && i < SAID; i++) {
		const struct at_token *token = &p->tokens[i];
		char word[ONE_WORD + 1];
		size_t len = token->end - token->start;
		if (token->kind == AT_T_NUMBER || token->kind == AT_T_URL || len > ONE_WORD)
			continue;
		lower(word, p->normal.ptr + token->start, len);
		word[len] = '\0';
		tell_around(k, "said-", word);
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
	tell_said(k);
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
	tell_limits(&k, (double)t->n_sentences, "", "sentences", sentences);
	tell_limits(&k, t->words, "", "words", words);
	tell_limits(&k, st->n_tokens, "itself-", "words", here);
	tell_partner(&k, st->span);
	tell_moves(&k, st->span);
}
