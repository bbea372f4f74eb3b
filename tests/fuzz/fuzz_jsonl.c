/* SPDX-License-Identifier: MIT */
/*
 * fuzz_jsonl: any bytes as what `attune scan` and `rules eval` read: lines, each of them JSON, with drafts in them that are read with
 * the shipped rules. Output: nothing, or an abort: an answer that is no JSON, or more than a line, or has not the id it was asked with.
 */
#include "../rule_dir.h"
#include "cli/json.h"
#include "cli/lines.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static attune_rules *rules;
static attune_scanner *scanner;
static attune_report *report;

static struct rule_dir dir;

static void clean(void)
{
	rule_dir_remove(dir.path);
}

static void insist(bool right, const char *what, const char *text, size_t len)
{
	if (right)
		return;
	fprintf(stderr, "%s\n%.*s\n", what, (int)len, text);
	abort();
}

#define FLAGS (JSON_DECODE_INT_AS_REAL | JSON_DECODE_ANY | JSON_ALLOW_NUL)

/* An answer is an object on a line of its own, with the id that it was asked with. */
static void check_answer(const struct at_buffer *answer, struct at_slice id)
{
	json_t *root = json_loadb(answer->ptr, answer->len, FLAGS, NULL), *asked = json_loadb(id.ptr, id.len, FLAGS, NULL);
	insist(json_is_object(root), "the answer is no object", answer->ptr, answer->len);
	insist(memchr(answer->ptr, '\n', answer->len) == answer->ptr + answer->len - 1, "not one line", answer->ptr, answer->len);
	insist(json_equal(json_object_get(root, "id"), asked), "another id", answer->ptr, answer->len);
	json_decref(root);
	json_decref(asked);
}

static void look_at_marks(const struct at_json_line *line)
{
	struct at_json_marked mark;
	struct at_slice key, value;
	for (size_t i = 0; at_json_mark(line, i, &mark); i++)
		insist(!at_json_unsure(line, mark.family) || at_json_is_labelled(line), "unsure of no mark", line->line,
		       line->line_len);
	for (size_t at = 0; at_json_line_next(line, &at, &key, &value);)
		insist(value.ptr >= line->line && value.ptr + value.len <= line->line + line->line_len, "a value outside the line",
		       line->line, line->line_len);
	at_json_trap(line);
}

static void answer(struct at_slice text, size_t number)
{
	struct at_buffer message = {0}, out = {0};
	struct at_json_line line = {0}, whole = {0};
	attune_error *err = NULL;
	bool ok = at_json_line_parse(&line, text.ptr, text.len, &message);
	insist(ok == (message.len == 0), "refused without a word", text.ptr, text.len);
	if (ok) {
		insist(at_json_line_parse_whole(&whole, text.ptr, text.len, &message), "read one way only", text.ptr, text.len);
		look_at_marks(&whole);
	}
	if (ok &&
	    attune_scan(&report, scanner, line.draft.ptr, line.draft.len, line.partner.ptr, line.partner.len, &err) == ATTUNE_OK)
		at_json_report(&out, line.id, &line, rules, report, NULL, line.draft);
	else
		at_json_error(&out, line.id, number, ok ? attune_error_message(err) : at_buffer_str(&message),
		              ok ? strlen(attune_error_message(err)) : message.len);
	check_answer(&out, line.id);
	attune_error_free(err);
	at_json_line_free(&line);
	at_json_line_free(&whole);
	at_buffer_free(&message);
	at_buffer_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct at_lines in;
	struct at_slice line;
	char path[1024];
	if (rules == NULL && (attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) != ATTUNE_OK ||
	                      attune_scanner_new(&scanner, rules, NULL) != ATTUNE_OK || !rule_dir_open(&dir) || atexit(clean) != 0))
		abort();
	snprintf(path, sizeof path, "%s/lines", dir.path);
	if (!rule_dir_write_bytes(&dir, "lines", (const char *)data, size) || !at_lines_open(&in, path))
		abort();
	while (at_lines_next(&in, NULL, &line))
		if (!at_line_blank(line))
			answer(line, in.number);
	if (!at_lines_close(&in))
		abort();
	return 0;
}
