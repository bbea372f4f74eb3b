/* SPDX-License-Identifier: MIT */
/*
 * yamlerror.c: libyaml's complaints in the words of somebody who writes rules. Input: the parser that failed, and the bytes it failed
 * on; output: one problem to the diag, with its line and column. Calls error.
 */
#include "base/yamlerror.h"

#include <string.h>

/* Where byte `offset` of the file stands: libyaml's reader, unlike its scanner, knows offsets only. */
static struct at_place offset_place(const struct at_yaml_failed *f, size_t offset)
{
	struct at_place where = {f->file, 1, 1};
	for (size_t i = 0; i < offset && i < f->len; i++) {
		unsigned char c = (unsigned char)f->bytes[i];
		if (c == '\n') {
			where.line++;
			where.column = 1;
		} else if ((c & 0xC0) != 0x80) {
			where.column++;
		}
	}
	return where;
}

/* What libyaml complains of, in the words of somebody who writes rules. `opened`: the place is where the thing began,
 * not where libyaml gave up. */
static const struct {
	const char *problem, *plain;
	bool opened;
} plain_words[] = {
	{"mapping values are not allowed in this context",
         "a `:` can't stand here; put text with a colon in quotes, or look at the indentation", false},
	{"found unexpected end of stream", "this quotation mark is never closed", true},
	{"found unexpected document indicator", "this quotation mark is never closed", true},
	{"could not find expected ':'", "there is no `:` after this key", true},
	{"did not find expected ',' or ']'", "`,` or `]` should stand here; is a bracket or a quotation mark before it left open?",
         false},
	{"did not find expected ',' or '}'", "`,` or `}` should stand here; is a bracket or a quotation mark before it left open?",
         false},
	{"did not find expected key", "a key should stand here; is the indentation right, and is text in quotes all inside them?",
         false},
	{"did not find expected '-' indicator", "a list item, `- ...`, should stand here; is the indentation right?", false},
	{"block sequence entries are not allowed in this context", "a list item can't stand here; is the indentation right?",
         false},
	{"did not find expected <document start>", "this doesn't fit what is above it; is the indentation right?", false},
	{"found unknown escape character", "this backslash means nothing in double quotes; put patterns in single quotes", false},
};

/* The bytes are no UTF-8, or no text at all. libyaml points at the byte that is wrong, here it is the character that counts. */
static void report_bytes(const struct at_yaml_failed *f, struct at_diag *d)
{
	const char *problem = f->parser->problem == NULL ? "" : f->parser->problem;
	size_t at = f->parser->problem_offset < f->len ? f->parser->problem_offset : f->len;
	if (strcmp(problem, "invalid trailing UTF-8 octet") == 0 && at > 0)
		for (at--; at > 0 && ((unsigned char)f->bytes[at] & 0xC0) == 0x80;)
			at--;
	struct at_place where = offset_place(f, at);
	if (strcmp(problem, "control characters are not allowed") == 0)
		at_diag_error(d, where, NULL, "a control character (byte 0x%02X) is no text",
		              at < f->len ? (unsigned char)f->bytes[at] : 0u);
	else if (f->len > 1 && (memcmp(f->bytes, "\xFF\xFE", 2) == 0 || memcmp(f->bytes, "\xFE\xFF", 2) == 0))
		at_diag_error(d, where, NULL, "this is UTF-16; save the file as UTF-8");
	else if (memchr(f->bytes, '\0', f->len) != NULL)
		at_diag_error(d, where, NULL, "this is no text file");
	else
		at_diag_error(d, where, NULL, "not UTF-8 (byte 0x%02X); save the file as UTF-8",
		              at < f->len ? (unsigned char)f->bytes[at] : 0u);
}

/* A character that may not stand there: a tab in place of spaces, or one that YAML keeps for itself. */
static void report_character(const struct at_yaml_failed *f, const char *problem, struct at_diag *d)
{
	const yaml_parser_t *p = f->parser;
	unsigned char c = p->buffer.pointer < p->buffer.last ? *p->buffer.pointer : '\0';
	if (c == '\t' || strstr(problem, "tab character") != NULL)
		at_diag_error(d, at_yaml_place(f->file, p->problem_mark), NULL, "a tab; indent with spaces");
	else
		at_diag_error(d, at_yaml_place(f->file, p->problem_mark), NULL, "text that begins with `%c` needs quotes", c);
}

void at_yaml_complain(const struct at_yaml_failed *f, struct at_diag *d)
{
	const yaml_parser_t *p = f->parser;
	const char *problem = p->problem == NULL ? "not YAML" : p->problem, *plain = NULL;
	yaml_mark_t mark = p->problem_mark;
	size_t above = p->context != NULL && p->context_mark.line < mark.line ? p->context_mark.line + 1 : 0;
	if (p->error == YAML_READER_ERROR) {
		report_bytes(f, d);
		return;
	}
	if (strcmp(problem, "found character that cannot start any token") == 0 || strstr(problem, "tab character") != NULL) {
		report_character(f, problem, d);
		return;
	}
	for (size_t i = 0; i < sizeof plain_words / sizeof plain_words[0] && plain == NULL; i++) {
		if (strcmp(problem, plain_words[i].problem) != 0)
			continue;
		plain = plain_words[i].plain;
		if (plain_words[i].opened && p->context != NULL) {
			mark = p->context_mark;
			above = 0;
		}
	}
	if (plain == NULL && p->context != NULL)
		at_diag_error(d, at_yaml_place(f->file, mark), NULL, "%s, %s", problem, p->context);
	else if (above != 0)
		at_diag_error(d, at_yaml_place(f->file, mark), NULL, "%s (in what starts in line %zu)",
		              plain != NULL ? plain : problem, above);
	else
		at_diag_error(d, at_yaml_place(f->file, mark), NULL, "%s", plain != NULL ? plain : problem);
}
