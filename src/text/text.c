/* SPDX-License-Identifier: MIT */
/*
 * text.c: a message read from beginning to end, and the questions asked of the result.
 *
 * Input: the user's bytes; output: struct at_text. Invariant: after a failure the text is empty, not half read.
 * May call base and the other files of this floor.
 */
#include "text/text.h"
#include "base/error.h"
#include "text/bytes.h"
#include "text/utf8.h"

#include <stdlib.h>

void at_text_init(struct at_text *t)
{
	*t = (struct at_text){0};
}

void at_text_free(struct at_text *t)
{
	at_buffer_free(&t->normal);
	at_buffer_free(&t->spare);
	free(t->from);
	free(t->to);
	free(t->spare_from);
	free(t->spare_to);
	free(t->tokens);
	free(t->clauses);
	free(t->sentences);
	at_text_init(t);
}

/* Forgets the message, keeps the memory. */
static void clear(struct at_text *t)
{
	at_buffer_clear(&t->normal);
	t->raw = NULL;
	t->raw_len = 0;
	t->n_tokens = t->n_clauses = t->n_sentences = 0;
	t->words = t->caps_words = t->exclaims = t->questions = t->stretched = 0;
}

attune_status at_text_read(struct at_text *t, const struct at_lexicon *lex, const char *raw, size_t len, attune_error **err)
{
	clear(t);
	if (len > ATTUNE_MAX_MESSAGE)
		return at_fail(err, ATTUNE_E_LIMIT, "the message has %zu bytes; %u are allowed", len, ATTUNE_MAX_MESSAGE);
	size_t bad = at_utf8_bad(raw, len);
	if (bad != SIZE_MAX) {
		struct at_place where = {NULL, 0, (unsigned)bad + 1};
		return at_fail_at(err, ATTUNE_E_ENCODING, where, "not UTF-8 at byte offset %zu (0x%02X)", bad,
		                  (unsigned char)raw[bad]);
	}
	t->raw = raw;
	t->raw_len = len;
	if (!at_normalise(t, lex) || !at_tokenise(t, lex) || !at_segment(t)) {
		clear(t);
		return at_fail(err, ATTUNE_E_MEMORY, "out of memory");
	}
	return ATTUNE_OK;
}

struct at_span at_text_raw_span(const struct at_text *t, struct at_span normal)
{
	uint32_t len = (uint32_t)t->normal.len;
	uint32_t end = normal.end < len ? normal.end : len;
	uint32_t start = normal.start < end ? normal.start : end;
	if (start < end)
		return (struct at_span){t->from[start], t->to[end - 1]};
	uint32_t at = start < len ? t->from[start] : len > 0 ? t->to[len - 1] : 0;
	return (struct at_span){at, at};
}

size_t at_text_clause_at(const struct at_text *t, uint32_t at)
{
	size_t low = 0, high = t->n_clauses;
	while (low < high) { /* the first clause that starts behind `at` */
		size_t middle = low + (high - low) / 2;
		if (t->clauses[middle].span.start <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? low - 1 : 0;
}

size_t at_text_sentence_at(const struct at_text *t, uint32_t at)
{
	size_t low = 0, high = t->n_sentences;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (t->sentences[middle].span.start <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? low - 1 : 0;
}

size_t at_text_token_from(const struct at_text *t, uint32_t at)
{
	size_t low = 0, high = t->n_tokens;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (t->tokens[middle].start < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

#define FEW_WORDS 5u
#define KNOWN 6u /* one in so many */

bool at_text_is_foreign(const struct at_text *t)
{
	size_t words = 0, known = 0, bytes = 0, high = 0;
	for (size_t i = 0; i < t->n_tokens; i++) {
		const struct at_token *word = &t->tokens[i];
		if (word->kind != AT_T_WORD)
			continue;
		words++;
		known += word->classes != 0;
		bytes += word->end - word->start;
		for (uint32_t at = word->start; at < word->end; at++)
			high += at_is_high(t->normal.ptr[at]);
	}
	return words != 0 && known * KNOWN < words && (words >= FEW_WORDS || high * 2 > bytes);
}
