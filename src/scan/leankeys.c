/* SPDX-License-Identifier: MIT */
/*
 * leankeys.c: the keys of a sentence: its runs of words, and what stands around it. Input: the draft with its moves, the reading; output:
 * a call for each key. Calls ruleset/leaning for how keys are written, measure for the echo.
 */
#include "base/hash.h"
#include "ruleset/leaning.h"
#include "scan/leaning.h"
#include "text/bytes.h"
#include <string.h>

#define ONE_WORD 40u /* bytes; what is longer is no word to be looked for */
#define SAID 100u    /* words of theirs, */
#define WRITTEN 200u /* and of the draft, that are looked at without their order */

struct keys {
	const struct attune_scanner *s;
	at_lean_fn fn;
	void *arg;
};

/* ---------------------------------------------------------------- words */

static void lower(char *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		out[i] = at_lower(s[i]);
}

static bool is_word(const struct at_token *token)
{
	return token->kind != AT_T_NUMBER && token->kind != AT_T_URL && token->end - token->start <= ONE_WORD;
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
	if (!is_word(token)) {
		out[0] = *AT_LEAN_NUMBER;
		return 1;
	}
	lower(out, t->normal.ptr + token->start, len);
	return len;
}

/* The clause that token i of the sentence is in, or the one before it. */
static uint32_t clause_of(const struct at_text *t, const struct at_sentence *st, long i)
{
	long last = (long)st->n_tokens - 1;
	long token = i < 0 ? 0 : i > last ? last : i;
	return token < 0 ? st->first_clause : (uint32_t)at_text_clause_at(t, t->tokens[st->first_token + (size_t)token].start);
}

/* All runs of up to AT_LEAN_WORDS words that start at i. */
static void runs_from(const struct keys *k, const struct at_sentence *st, long i)
{
	const struct at_text *t = &k->s->draft.text;
	uint32_t clause = clause_of(t, st, i), hash = AT_HASH_START;
	char key[AT_LEAN_KEY];
	size_t len = 0;
	for (long j = i; j <= (long)st->n_tokens && j < i + AT_LEAN_WORDS; j++) {
		char word[ONE_WORD];
		size_t n = word_of(t, st, j, word), from = len;
		if (len + n + 1 >= sizeof key)
			return;
		if (len > 0)
			key[len++] = ' ';
		memcpy(key + len, word, n);
		len += n;
		hash = at_hash_more(hash, key + from, len - from);
		if (j > i || (i >= 0 && i < (long)st->n_tokens)) /* an end alone tells nothing */
			k->fn(k->arg, key, len, hash, clause);
	}
}

/* ---------------------------------------------------------------- around */

static void tell_around(const struct keys *k, const char *prefix, const char *name, size_t name_len, uint32_t clause)
{
	char key[AT_LEAN_KEY];
	size_t n = strlen(prefix);
	if (1 + n + name_len >= sizeof key)
		return;
	key[0] = AT_LEAN_AROUND;
	memcpy(key + 1, prefix, n);
	memcpy(key + 1 + n, name, name_len);
	n += 1 + name_len;
	k->fn(k->arg, key, n, at_hash(key, n), clause);
}

static void tell_name(const struct keys *k, const char *prefix, const char *name)
{
	tell_around(k, prefix, name, strlen(name), AT_NONE);
}

/* More than so many: all the limits below the number. */
struct limit {
	unsigned n;
	const char *name;
};
static void tell_limits(const struct keys *k, double n, const struct limit *limits, size_t n_limits)
{
	for (size_t i = 0; i < n_limits && n > limits[i].n; i++)
		tell_name(k, "", limits[i].name);
}
#define TELL_LIMITS(k, n, limits) tell_limits(k, n, limits, sizeof(limits) / sizeof *(limits))

/* The words of a text, in any order. */
static void tell_words(const struct keys *k, const char *prefix, const struct at_text *t, size_t most)
{
	for (size_t i = 0; i < t->n_tokens && i < most; i++) {
		const struct at_token *token = &t->tokens[i];
		char word[ONE_WORD];
		size_t len = token->end - token->start;
		if (!is_word(token))
			continue;
		lower(word, t->normal.ptr + token->start, len);
		tell_around(k, prefix, word, len, AT_NONE);
	}
}

static void tell_partner(const struct keys *k)
{
	static const struct limit words[] = {{5, "partner-over-5-words"},
	                                     {10, "partner-over-10-words"},
	                                     {20, "partner-over-20-words"},
	                                     {40, "partner-over-40-words"}};
	const struct attune_scanner *s = k->s;
	for (unsigned m = 0; m < AT_MOMENTS; m++)
		if ((s->kinds >> m & 1) != 0)
			tell_name(k, "partner-", at_moment_names[m]);
	for (size_t i = 0; i < s->n_feelings; i++)
		tell_name(k, "feels-", at_string(s->rules, s->feelings[i].family));
	TELL_LIMITS(k, s->partner.text.words, words);
	tell_words(k, "said-", &s->partner.text, SAID);
}

/* A move in the sentence belongs to the clause it begins in. */
static void tell_moves(const struct keys *k, struct at_span in)
{
	for (size_t i = 0; i < k->s->n_moves; i++) {
		const struct at_move_found *m = &k->s->moves[i];
		const char *family = at_string(k->s->rules, at_rule_at(k->s->rules, m->rule)->family);
		if (m->span.end <= in.start)
			tell_name(k, "after-", family);
		else if (m->span.start >= in.end)
			tell_name(k, "before-", family);
		else
			tell_around(k, "with-", family, strlen(family),
			            (uint32_t)at_text_clause_at(&k->s->draft.text, m->span.start));
	}
}

void at_lean_draft_keys(const struct attune_scanner *s, at_lean_fn fn, void *arg)
{
	static const struct limit words[] = {{10, "over-10-words"},  {20, "over-20-words"}, {30, "over-30-words"},
	                                     {45, "over-45-words"},  {60, "over-60-words"}, {90, "over-90-words"},
	                                     {130, "over-130-words"}};
	static const struct limit sentences[] = {{1, "over-1-sentences"}, {2, "over-2-sentences"}, {3, "over-3-sentences"}};
	struct keys k = {s, fn, arg};
	TELL_LIMITS(&k, (double)s->draft.text.n_sentences, sentences);
	TELL_LIMITS(&k, s->draft.text.words, words);
	tell_words(&k, "draft-", &s->draft.text, WRITTEN);
	if (s->has_partner)
		tell_partner(&k);
	else
		tell_name(&k, "", "no-partner");
}

void at_lean_keys(const struct attune_scanner *s, size_t sentence, at_lean_fn fn, void *arg)
{
	static const struct limit here[] = {{3, "itself-over-3-words"},
	                                    {6, "itself-over-6-words"},
	                                    {10, "itself-over-10-words"},
	                                    {15, "itself-over-15-words"},
	                                    {25, "itself-over-25-words"}};
	static const struct limit percent[] = {
		{0, "echo-over-0-percent"}, {30, "echo-over-30-percent"}, {60, "echo-over-60-percent"}};
	const struct at_text *t = &s->draft.text;
	const struct at_sentence *st = &t->sentences[sentence];
	struct keys k = {s, fn, arg};
	double echo = 0;
	for (long i = -1; i <= (long)st->n_tokens; i++)
		runs_from(&k, st, i);
	if (sentence == 0)
		tell_name(&k, "", "first");
	if (sentence + 1 == t->n_sentences)
		tell_name(&k, "", "last");
	TELL_LIMITS(&k, st->n_tokens, here);
	if (s->has_partner && at_echo(s, st->span, &echo))
		TELL_LIMITS(&k, 100 * echo, percent);
	tell_moves(&k, st->span);
}
