/* SPDX-License-Identifier: MIT */
/*
 * sentence.c: tokens become sentences.
 *
 * Input: t->tokens; output: t->sentences, and by clause.c t->clauses. Invariants: sentences take all tokens in order,
 * none is empty; what ends a sentence (stops, closing quotes and brackets, emoji) belongs to it. The work is linear: no
 * rule looks further than the tokens it takes. May call base, and clause.c of this floor.
 */
#include "text/segment.h"
#include "text/bytes.h"

#define MIN_JOINED 3 /* words a texter's line must have before a capital alone starts the next */
#define MOST_TOKENS \
	400 /* nobody writes a sentence of so many; a run of words without an end is cut into such pieces, for patterns to see */

bool at_is_punct(const struct at_text *t, size_t i, const char *marks)
{
	if (t->tokens[i].kind != AT_T_PUNCT)
		return false;
	char c = t->normal.ptr[t->tokens[i].start];
	while (*marks != '\0' && *marks != c)
		marks++;
	return *marks != '\0';
}

bool at_is_counted(const struct at_text *t, size_t i)
{
	return t->tokens[i].kind == AT_T_WORD || t->tokens[i].kind == AT_T_NUMBER;
}

/* The byte between token i - 1 and token i: ' ', '\n', or 0 when they touch. */
static char gap(const struct at_text *t, size_t i)
{
	uint32_t end = t->tokens[i - 1].end, start = t->tokens[i].start;
	return end == start ? '\0' : t->normal.ptr[end];
}

static char first_byte(const struct at_text *t, size_t i)
{
	return t->normal.ptr[t->tokens[i].start];
}

static size_t token_len(const struct at_text *t, size_t i)
{
	return t->tokens[i].end - t->tokens[i].start;
}

/* "I", "I'm", "I'd": capital wherever it stands. */
static bool is_i(const struct at_text *t, size_t i)
{
	return first_byte(t, i) == 'I' && (token_len(t, i) == 1 || t->normal.ptr[t->tokens[i].start + 1] == '\'');
}

static bool is_starter(const struct at_text *t, size_t i)
{
	return t->tokens[i].kind == AT_T_WORD && AT_HAS(t->tokens[i].classes, AT_C_STARTER);
}

/* Whether there is a token i on the same line as the one before it. */
static bool same_line(const struct at_text *t, size_t i)
{
	return i < t->n_tokens && gap(t, i) != '\n';
}

/* Takes what still belongs to a sentence that has ended before token i: more stops, what closes, emoji. */
static size_t take_rest(const struct at_text *t, size_t i)
{
	while (same_line(t, i)) {
		bool stop = at_is_punct(t, i, ".!?"), closes = at_is_punct(t, i, "\"')]}*") && gap(t, i) == '\0';
		if (!stop && !closes && t->tokens[i].kind != AT_T_EMOJI)
			break;
		i++;
	}
	return i;
}

/* Whether the dots "..", "..." at token i end the sentence: only when what follows looks like the start of another. */
static bool ellipsis_stops(const struct at_text *t, size_t i)
{
	size_t next = i + 1;
	if (!same_line(t, next) || t->tokens[next].kind == AT_T_EMOJI)
		return true;
	return t->tokens[next].kind == AT_T_WORD &&
	       (at_is_upper(first_byte(t, next)) || (gap(t, next) == ' ' && is_starter(t, next)));
}

/* "Mr.", "etc.", a capital alone as in "J. K.", the later letters of "f.a.q."; not "I." */
static bool is_abbreviation(const struct at_text *t, size_t i)
{
	if (t->tokens[i].kind != AT_T_WORD)
		return false;
	if (AT_HAS(t->tokens[i].classes, AT_C_ABBREVIATION))
		return true;
	if (token_len(t, i) != 1 || is_i(t, i))
		return false;
	return at_is_upper(first_byte(t, i)) ||
	       (i > 1 && gap(t, i) == '\0' && at_is_punct(t, i - 1, ".") && token_len(t, i - 2) == 1);
}

/* Whether the single full stop at token i ends the sentence that started with token `first`. */
static bool period_stops(const struct at_text *t, size_t first, size_t i)
{
	size_t next = i + 1;
	if (i == first || gap(t, i) != '\0' || !same_line(t, next))
		return true;
	const struct at_token *before = &t->tokens[i - 1], *after = &t->tokens[next];
	if (before->kind == AT_T_NUMBER && i - 1 == first)
		return false; /* "1. First" */
	bool capital = at_is_upper(first_byte(t, next)), touches = gap(t, next) == '\0';
	if (is_abbreviation(t, i - 1))
		return !touches && capital && is_starter(t, next);
	if (!touches || after->kind == AT_T_EMOJI)
		return true;
	if (after->kind == AT_T_WORD)
		return before->kind != AT_T_WORD || capital || is_starter(t, next);
	return at_is_punct(t, next, "\"')]}*");
}

/* A run of stops starts at token i; *end is behind it. Whether it ends the sentence that started with `first`. */
static bool run_stops(const struct at_text *t, size_t first, size_t i, size_t *end)
{
	size_t last = i;
	bool mark = false;
	for (; last < t->n_tokens && at_is_punct(t, last, ".!?") && (last == i || gap(t, last) == '\0'); last++)
		mark = mark || first_byte(t, last) != '.';
	*end = last;
	if (mark)
		return true;
	return token_len(t, i) == 1 ? period_stops(t, first, i) : ellipsis_stops(t, i);
}

/* Whether token i, after `words` words, starts a sentence that only its capital shows: "I miss you Your stuck in my head". */
static bool joined(const struct at_text *t, size_t i, size_t words)
{
	if (words < MIN_JOINED || !is_starter(t, i) || !at_is_upper(first_byte(t, i)))
		return false;
	if (t->tokens[i].caps || token_len(t, i) < 2 || is_i(t, i) || gap(t, i) != ' ')
		return false;
	return at_is_counted(t, i - 1) && !at_is_upper(first_byte(t, i - 1));
}

/* Whether the sentence goes on after an emoji although one would end it: a comma or the like follows. */
static bool goes_on(const struct at_text *t, size_t i)
{
	return same_line(t, i) && at_is_punct(t, i, ",;:)-");
}

/* The token behind the sentence that starts with token `first`. */
static size_t sentence_end(const struct at_text *t, size_t first)
{
	size_t words = 0, i = first;
	while (i < t->n_tokens) {
		if (i > first && (gap(t, i) == '\n' || joined(t, i, words) || i - first >= MOST_TOKENS))
			return i;
		size_t next = i + 1;
		if (at_is_punct(t, i, ".!?")) {
			if (run_stops(t, first, i, &next))
				return take_rest(t, next);
		} else if (t->tokens[i].kind == AT_T_EMOJI && words > 0) {
			next = take_rest(t, next);
			if (!goes_on(t, next))
				return next;
		} else {
			words += t->tokens[i].kind != AT_T_PUNCT && t->tokens[i].kind != AT_T_EMOJI;
		}
		i = next;
	}
	return i;
}

/* Sets question and exclaim by the stops at the sentence's end, emoji and closing marks skipped. */
static void read_stops(const struct at_text *t, struct at_sentence *sentence)
{
	for (size_t i = sentence->first_token + sentence->n_tokens; i > sentence->first_token; i--) {
		if (at_is_punct(t, i - 1, "?"))
			sentence->question = true;
		else if (at_is_punct(t, i - 1, "!"))
			sentence->exclaim = true;
		else if (t->tokens[i - 1].kind != AT_T_EMOJI && !at_is_punct(t, i - 1, ".\"')]}*"))
			break;
	}
}

bool at_segment(struct at_text *t)
{
	t->n_sentences = t->n_clauses = 0;
	t->questions = 0;
	for (size_t first = 0; first < t->n_tokens;) {
		size_t end = sentence_end(t, first);
		if (!at_grow(&t->sentences, &t->sentences_cap, t->n_sentences + 1, sizeof *t->sentences))
			return false;
		struct at_sentence *sentence = &t->sentences[t->n_sentences++];
		*sentence = (struct at_sentence){
			.span = {t->tokens[first].start, t->tokens[end - 1].end},
			.first_clause = (uint32_t)t->n_clauses,
			.first_token = (uint32_t)first,
			.n_tokens = (uint32_t)(end - first),
		};
		read_stops(t, sentence);
		t->questions += sentence->question;
		if (!at_split_clauses(t, sentence))
			return false;
		first = end;
	}
	return true;
}
