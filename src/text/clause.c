/* SPDX-License-Identifier: MIT */
/*
 * clause.c: a sentence cut into clauses.
 *
 * Input: a sentence and its tokens; output: clauses appended to t->clauses. A clause ends at , ; : ( ) [ ] and a dash between
 * spaces, none of which belongs to any clause, and before a conjunction that opens a new subject ("but you"), which belongs to
 * the clause it opens. Nothing is cut inside a short quotation. Invariants: no clause starts or ends with a mark that
 * separates; stops at the end of the sentence belong to its last clause; a sentence of separators alone has no clause. May
 * call base.
 */
#include "text/segment.h"

#define MIN_WORDS 2    /* words before a conjunction that may end a clause */
#define MAX_QUOTE 200u /* bytes of a quotation that is left whole */

struct splitter {
	struct at_text *t;
	struct at_sentence *sentence;
	size_t last;  /* the token behind the sentence */
	size_t start; /* first token of the clause that is open */
	size_t words; /* in it so far */
};

static bool touches_before(const struct at_text *t, size_t i)
{
	return i > 0 && t->tokens[i - 1].end == t->tokens[i].start;
}

static bool touches_after(const struct at_text *t, size_t i)
{
	return i + 1 < t->n_tokens && t->tokens[i].end == t->tokens[i + 1].start;
}

/* Commas and brackets always; a hyphen only between spaces, two of them also between words ("wait--what"). */
static bool separates(const struct at_text *t, size_t i)
{
	if (at_is_punct(t, i, ",;:()[]"))
		return true;
	if (!at_is_punct(t, i, "-"))
		return false;
	bool before = touches_before(t, i), after = touches_after(t, i);
	return (!before && !after) || (before && after && t->tokens[i].end - t->tokens[i].start > 1);
}

/* Whether token i is a conjunction before a subject, an intensifier between them allowed, and enough words stand before it. */
static bool opens_clause(const struct splitter *s, size_t i)
{
	const struct at_token *tokens = s->t->tokens;
	if (s->words < MIN_WORDS || !AT_HAS(tokens[i].classes, AT_C_CONJUNCTION))
		return false;
	size_t next = i + 1 + tokens[i].more;
	if (next < s->last && AT_HAS(tokens[next].classes, AT_C_INTENSIFIER) && !AT_HAS(tokens[next].classes, AT_C_SUBJECT))
		next++;
	return next < s->last && AT_HAS(tokens[next].classes, AT_C_SUBJECT);
}

/* The token that closes the quotation which token i opens; i when the sentence has none near. */
static size_t quote_end(const struct splitter *s, size_t i)
{
	const struct at_token *tokens = s->t->tokens;
	for (size_t k = i + 1; k < s->last && tokens[k].end - tokens[i].start < MAX_QUOTE; k++)
		if (at_is_punct(s->t, k, "\""))
			return k;
	return i;
}

static bool says_something(const struct at_text *t, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (t->tokens[i].kind != AT_T_PUNCT)
			return true;
	return false;
}

/* Ends the open clause before token `end`; the next starts with token `next`. Marks alone make no clause, except when the
 * sentence has nothing else; at its end they join the clause before them. */
static bool close_clause(struct splitter *s, size_t end, size_t next)
{
	struct at_text *t = s->t;
	size_t start = s->start;
	s->start = next;
	s->words = 0;
	if (start >= end)
		return true;
	if (!says_something(t, start, end) && (end < s->last || s->sentence->n_clauses > 0)) {
		if (end == s->last) {
			struct at_clause *clause = &t->clauses[t->n_clauses - 1];
			clause->span.end = t->tokens[end - 1].end;
			clause->n_tokens = (uint32_t)(end - clause->first_token);
		}
		return true;
	}
	if (!at_grow(&t->clauses, &t->clauses_cap, t->n_clauses + 1, sizeof *t->clauses))
		return false;
	t->clauses[t->n_clauses++] = (struct at_clause){
		.span = {t->tokens[start].start, t->tokens[end - 1].end},
		.first_token = (uint32_t)start,
		.n_tokens = (uint32_t)(end - start),
		.sentence = (uint32_t)(t->n_sentences - 1),
	};
	s->sentence->n_clauses++;
	return true;
}

bool at_split_clauses(struct at_text *t, struct at_sentence *sentence)
{
	size_t first = sentence->first_token;
	struct splitter s = {.t = t, .sentence = sentence, .last = first + sentence->n_tokens, .start = first};
	for (size_t i = first; i < s.last; i++) {
		bool ok = true;
		if (at_is_punct(t, i, "\"")) {
			size_t end = quote_end(&s, i);
			for (; i < end; i++)
				s.words += at_is_counted(t, i);
		} else if (separates(t, i)) {
			ok = close_clause(&s, i, i + 1);
		} else {
			if (opens_clause(&s, i))
				ok = close_clause(&s, i, i);
			s.words += at_is_counted(t, i);
		}
		if (!ok)
			return false;
	}
	return close_clause(&s, s.last, s.last);
}
