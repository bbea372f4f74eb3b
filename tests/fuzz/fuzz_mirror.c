/* SPDX-License-Identifier: MIT */
/*
 * fuzz_mirror: any bytes as a partner text, mirrored and shifted with the shipped rules. When the first byte is odd and
 * below 0x20 the rest chooses among pieces that get in each other's way. Output: nothing, or an abort: lines that are no
 * UTF-8, have line breaks or marks at their edges, or differ between a result that held much and a new one.
 */
#include "../text_checks.h"
#include "attune/attune.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool right, const char *what, const struct at_buffer *text)
{
	if (right)
		return;
	fprintf(stderr, "%s\ntext: %.*s\n", what, (int)text->len, text->ptr);
	abort();
}

static void put_together(struct at_buffer *out, const uint8_t *data, size_t size)
{
	bool pieces = size > 0 && data[0] < 0x20 && data[0] % 2 == 1 && data[0] != '\t' && data[0] != '\r';
	if (!pieces)
		at_buffer_add(out, data, size);
	for (size_t i = 1; pieces && i < size; i++)
		at_buffer_add_str(out, nasty_pieces[data[i] % N_NASTY]);
}

static void check_lines(const attune_mirror *m, bool whole, const struct at_buffer *text)
{
	size_t n = attune_mirror_clauses(m);
	insist((n == 0) == (attune_mirror_refusal(m) != NULL), "lines and refusal don't agree", text);
	insist(attune_mirror_clause(m, n) == NULL, "a line too many", text);
	for (size_t i = 0; i < n; i++) {
		const char *line = attune_mirror_clause(m, i);
		size_t len = strlen(line);
		insist(at_utf8_bad(line, len) == SIZE_MAX, "a line that is no UTF-8", text);
		insist(len != 0, "an empty line", text);
		insist(whole || (line[0] != ' ' && line[len - 1] != ' '), "a space at an edge", text);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static attune_rules *rules;
	static attune_scanner *s;
	static attune_mirror *warm;
	struct at_buffer text = {0};
	attune_mirror *fresh = NULL;
	if (rules == NULL && (attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) != ATTUNE_OK ||
	                      attune_scanner_new(&s, rules, NULL) != ATTUNE_OK))
		abort();
	put_together(&text, data, size);
	bool right = at_utf8_bad(text.ptr, text.len) == SIZE_MAX;
	attune_status status = attune_mirror_read(&warm, s, at_buffer_str(&text), text.len, NULL);
	insist(status == (right ? ATTUNE_OK : ATTUNE_E_ENCODING), "bytes that are text are refused, or others are not", &text);
	if (status == ATTUNE_OK) {
		check_lines(warm, false, &text);
		insist(attune_mirror_read(&fresh, s, at_buffer_str(&text), text.len, NULL) == ATTUNE_OK, "not twice", &text);
		insist(attune_mirror_clauses(fresh) == attune_mirror_clauses(warm), "a new result has other lines", &text);
		for (size_t i = 0; i < attune_mirror_clauses(fresh); i++)
			insist(strcmp(attune_mirror_clause(fresh, i), attune_mirror_clause(warm, i)) == 0, "a new result differs",
			       &text);
		insist(attune_mirror_shift(&warm, s, at_buffer_str(&text), text.len, NULL) == ATTUNE_OK, "the shift fails", &text);
		check_lines(warm, true, &text);
	}
	attune_mirror_free(fresh);
	at_buffer_free(&text);
	return 0;
}
