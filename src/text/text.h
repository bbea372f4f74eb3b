/* SPDX-License-Identifier: MIT */
/*
 * text: a message as the rules see it: normalised copy with a byte map, tokens, clauses, sentences. May call base, utf8proc.
 * Input: the user's bytes; output: struct at_text, whose arrays are kept and reused from message to message.
 * Files: normal.c (raw -> normalised copy with map, by way of clean.c for characters, spell.c and stretch.c for words),
 * token.c (normalised -> tokens), sentence.c (tokens -> clauses, sentences), text.c (all in order).
 *
 * Invariants. For every i < normal.len: from[i] < to[i] <= raw_len, from and to never decrease, so any non-empty span of the
 * normalised copy maps to a non-empty span inside the raw text. Normalising the normalised copy changes nothing. Spans of
 * sentences don't overlap, are in order, hold no outer white space; every clause lies in one sentence; every token in one
 * clause or between clauses.
 */
#ifndef AT_TEXT_TEXT_H
#define AT_TEXT_TEXT_H

#include "attune/attune.h"
#include "base/buffer.h"
#include "text/lexicon.h"

struct at_span {
	uint32_t start, end; /* bytes of the normalised copy, end exclusive */
};

enum at_token_kind { AT_T_WORD, AT_T_NUMBER, AT_T_PUNCT, AT_T_EMOJI, AT_T_URL };

struct at_token {
	uint32_t start, end; /* bytes of the normalised copy */
	uint32_t classes;    /* of the lexicon, 0 for unknown words; those of a phrase ("a bit") are on its first word */
	uint8_t kind;        /* enum at_token_kind */
	uint8_t caps;        /* all letters capital, two letters or more, as typed */
	uint16_t more;       /* a conjunction of several words starts here ("even though"): how many more tokens it has */
};

struct at_clause {
	struct at_span span;
	uint32_t first_token, n_tokens;
	uint32_t sentence;
};

struct at_sentence {
	struct at_span span; /* end punctuation included */
	uint32_t first_clause, n_clauses, first_token, n_tokens;
	bool question, exclaim;
};

struct at_text {
	const char *raw; /* borrowed from the caller for as long as the text is used */
	size_t raw_len;
	struct at_buffer normal;
	uint32_t *from, *to; /* raw byte range of each normalised byte */
	size_t map_cap;
	struct at_token *tokens;
	size_t n_tokens, tokens_cap;
	struct at_clause *clauses;
	size_t n_clauses, clauses_cap;
	struct at_sentence *sentences;
	size_t n_sentences, sentences_cap;
	struct at_buffer spare; /* normal and its map while words are being replaced; nothing of interest between calls */
	uint32_t *spare_from, *spare_to;
	size_t spare_cap;
	uint32_t words;      /* word and number tokens */
	uint32_t caps_words; /* words of two letters or more in capitals; not I, not a short acronym in a lower-case text */
	uint32_t exclaims;   /* exclamation marks */
	uint32_t questions;  /* sentences that ask */
	uint32_t stretched;  /* words that were stretched ("sooo") */
};

void at_text_init(struct at_text *t);
void at_text_free(struct at_text *t);
/* Reads a message. Fails with ATTUNE_E_LIMIT, ATTUNE_E_ENCODING (offset in the message) or ATTUNE_E_MEMORY. Warm calls
 * allocate nothing. */
attune_status at_text_read(struct at_text *t, const struct at_lexicon *lex, const char *raw, size_t len, attune_error **err);

/* The steps; each assumes the ones before it. False when memory ran out. */
bool at_normalise(struct at_text *t, const struct at_lexicon *lex);
bool at_tokenise(struct at_text *t, const struct at_lexicon *lex);
bool at_segment(struct at_text *t);

/* A span of the normalised copy in bytes of the raw text. An empty span maps to an empty one. */
struct at_span at_text_raw_span(const struct at_text *t, struct at_span normal);
/* Index of the clause (sentence) that holds normalised byte `at`; the nearest one before it when it lies between;
 * n_clauses == 0 -> 0. */
size_t at_text_clause_at(const struct at_text *t, uint32_t at);
size_t at_text_sentence_at(const struct at_text *t, uint32_t at);
/* Index of the first token that starts at normalised byte `at` or behind it; n_tokens when there is none. */
size_t at_text_token_from(const struct at_text *t, uint32_t at);
/* Whether fewer than one in six of its words is of any class, such as the articles, pronouns and auxiliaries that English is held
 * together by: another language, or a list. False for a text of less than five words, unless they are in another script. */
bool at_text_is_foreign(const struct at_text *t);

#endif
