/* SPDX-License-Identifier: MIT */
/*
 * json: one line of JSON in, one line of JSON out. The only user of jansson. May call base/buffer, text/utf8, show.
 * What comes in is parsed by jansson, or by jsonflat.c where that is sure to agree with it; ids and other keys are copied as they were written, so that a number of twenty digits
 * stays what it was. What goes out is appended in the order that the design gives.
 */
#ifndef AT_CLI_JSON_H
#define AT_CLI_JSON_H

#include "attune/attune.h"
#include "base/buffer.h"

struct at_slice {
	const char *ptr; /* NULL: absent */
	size_t len;
};

/* A line of `attune scan`. Begins as {0}; slices point into the line, `room` or `root` and live until the next line is parsed into it or
 * at_json_line_free. */
struct at_json_line {
	struct at_slice id; /* JSON as it was written; "null" when there is none */
	struct at_slice draft, partner;
	const char *line; /* for the keys that are passed on */
	size_t line_len;
	bool extra;            /* there are such keys */
	struct at_buffer room; /* texts whose escapes are undone; kept for the next line */
	void *root;            /* jansson's, when it read the line */
};
/* False when it is no such line; `message` then says why, and line->id is set when it could be told. */
bool at_json_line_parse(struct at_json_line *line, const char *s, size_t len, struct at_buffer *message);
/* The same by jansson alone, which makes line->root. */
bool at_json_line_parse_whole(struct at_json_line *line, const char *s, size_t len, struct at_buffer *message);
/* Reads line->line the short way. False: it is not for the short way, and nothing was changed but `room`. */
bool at_json_flat(struct at_json_line *line);
void at_json_line_free(struct at_json_line *line);
/* The next key (with its quotes) that is passed on, and its value, from *at, which begins as 0. False after the last. The line
 * must have parsed. */
bool at_json_line_next(const struct at_json_line *line, size_t *at, struct at_slice *key, struct at_slice *value);

/* What people marked in a labelled line (`attune rules eval`), which was parsed whole. Texts are borrowed from the line. `family` is NULL when
 * the mark has none. */
struct at_json_marked {
	const char *family;
	struct at_slice quote;
};
/* The i-th mark; false after the last. */
bool at_json_mark(const struct at_json_line *line, size_t i, struct at_json_marked *out);
/* Whether the line has a list of marks at all, which may be empty. */
bool at_json_is_labelled(const struct at_json_line *line);
/* Whether the labellers were unsure about the family (NULL: about any). */
bool at_json_unsure(const struct at_json_line *line, const char *family);
/* The i-th of the leanings that the draft as a whole has ("leans": [name]), for the fitting of weights; NULL after the last. */
const char *at_json_leans(const struct at_json_line *line, size_t i);
/* Whether the draft was written as a look-alike. */
bool at_json_trap(const struct at_json_line *line);

/* The whole answer with its newline. `line` NULL: no meta; `offers` NULL: none were asked for. `id` is JSON. */
void at_json_report(struct at_buffer *out, struct at_slice id, const struct at_json_line *line, const attune_rules *rules,
                    const attune_report *report, const attune_offers *offers, struct at_slice draft);
/* The offers alone, with their newline. */
void at_json_offers(struct at_buffer *out, struct at_slice id, const attune_offers *offers);
/* {"id":..., "ok": false, "error": {...}} and a newline; line 0 is left out. */
void at_json_error(struct at_buffer *out, struct at_slice id, size_t line, const char *message, size_t len);
/* The reading of a partner text alone, with its newline. */
void at_json_reading(struct at_buffer *out, struct at_slice id, const attune_rules *rules, const attune_report *report);

/* Appends the text of a key of the object in line[0..len). False when there is none. */
bool at_json_field(struct at_buffer *out, const char *line, size_t len, const char *key);

/* A string with its quotes. What is no UTF-8 in it becomes U+FFFD; what would act on a terminal is written \uXXXX. */
void at_json_string(struct at_buffer *out, const char *s, size_t len);
/* The same of a text; null for NULL. */
void at_json_maybe(struct at_buffer *out, const char *text);
/* ,"key":"value" with the comma in front unless `key` is the first. */
void at_json_pair(struct at_buffer *out, const char *key, const char *value);

#endif
