/* SPDX-License-Identifier: MIT */
/*
 * rows.c: reads marked drafts into rows. Input: JSON Lines {"partner", "draft", "flags": [{"family", "quote"}], "leans": [name]}; output: a
 * row for every sentence. A family is marked in each sentence that its quote touches, what a draft leans to in all of them. Calls scan for what a sentence is.
 */
#include "fit/rows.h"
#include "base/hash.h"
#include "cli/lines.h"
#include "scan/leaning.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALONE 4u /* every so-manieth draft is also read without what the partner said, as many are */

void at_fit_rows_free(struct at_fit_rows *r)
{
	for (size_t i = 0; i < r->n_keys; i++)
		free(r->keys[i].text);
	for (size_t i = 0; i < r->n_families; i++)
		free(r->families[i]);
	free(r->keys);
	free(r->table);
	free(r->uses);
	free(r->rows);
	memset(r, 0, sizeof *r);
}

static bool grow_table(struct at_fit_rows *r)
{
	size_t slots = r->slots == 0 ? 4096 : r->slots * 2;
	uint32_t *table = calloc(slots, sizeof *table);
	if (table == NULL)
		return false;
	for (size_t i = 0; i < r->n_keys; i++) {
		size_t at = at_hash(r->keys[i].text, r->keys[i].len) & (slots - 1);
		while (table[at] != 0)
			at = (at + 1) & (slots - 1);
		table[at] = (uint32_t)i + 1;
	}
	free(r->table);
	r->table = table;
	r->slots = slots;
	return true;
}

/* The number of the key; UINT32_MAX when memory ran out. */
static uint32_t key_number(struct at_fit_rows *r, const char *text, size_t len, uint32_t hash)
{
	if (r->n_keys * 2 >= r->slots && !grow_table(r))
		return UINT32_MAX;
	size_t at = hash & (r->slots - 1);
	for (; r->table[at] != 0; at = (at + 1) & (r->slots - 1)) {
		const struct at_fit_key *k = &r->keys[r->table[at] - 1];
		if (k->len == len && memcmp(k->text, text, len) == 0)
			return r->table[at] - 1;
	}
	char *copy = at_grow(&r->keys, &r->keys_cap, r->n_keys + 1, sizeof *r->keys) ? malloc(len + 1) : NULL;
	if (copy == NULL)
		return UINT32_MAX;
	memcpy(copy, text, len);
	copy[len] = '\0';
	r->keys[r->n_keys] = (struct at_fit_key){copy, (uint32_t)len, 0};
	r->table[at] = (uint32_t)++r->n_keys;
	return (uint32_t)r->n_keys - 1;
}

static void add_key(void *arg, const char *text, size_t len, uint32_t hash, uint32_t clause)
{
	struct at_fit_rows *r = arg;
	struct at_fit_row *row = &r->rows[r->n_rows];
	uint32_t number = r->failed ? UINT32_MAX : key_number(r, text, len, hash);
	(void)clause;
	if (number == UINT32_MAX || !at_grow(&r->uses, &r->uses_cap, r->n_uses + 1, sizeof *r->uses)) {
		r->failed = true;
		return;
	}
	for (uint32_t i = 0; i < row->n; i++)
		if (r->uses[row->first + i] == number)
			return;
	r->uses[r->n_uses++] = number;
	r->keys[number].sentences++;
	row->n++;
}

static bool is_known(const struct at_fit_rows *r, const char *name, unsigned *number)
{
	for (*number = 0; *number < r->n_families; ++*number)
		if (strcmp(r->families[*number], name) == 0)
			return true;
	return false;
}

static unsigned family_number(struct at_fit_rows *r, const char *name)
{
	unsigned number;
	if (is_known(r, name, &number))
		return number;
	char *copy = r->n_families < AT_FIT_FAMILIES ? strdup(name) : NULL;
	if (copy == NULL) {
		r->failed = true;
		return 0;
	}
	r->families[r->n_families] = copy;
	return (unsigned)r->n_families++;
}

/* One draft with its marks, as (family, stretch of the draft) in bytes. */
struct marked {
	unsigned family;
	struct at_span span;
};
struct draft {
	struct at_slice text, partner;
	struct marked marks[16];
	size_t n_marks;
};

static void add_mark(struct at_fit_rows *r, struct draft *d, const char *family, struct at_slice quote)
{
	for (size_t at = 0; quote.len != 0 && at + quote.len <= d->text.len; at++) {
		if (memcmp(d->text.ptr + at, quote.ptr, quote.len) != 0)
			continue;
		if (d->n_marks < sizeof d->marks / sizeof *d->marks)
			d->marks[d->n_marks++] =
				(struct marked){family_number(r, family), {(uint32_t)at, (uint32_t)(at + quote.len)}};
		return;
	}
}

static uint32_t marks_in(const struct draft *d, struct at_span raw)
{
	uint32_t bits = 0;
	for (size_t i = 0; i < d->n_marks; i++)
		if (d->marks[i].span.start < raw.end && raw.start < d->marks[i].span.end)
			bits |= 1u << d->marks[i].family;
	return bits;
}

/* A row for every sentence. */
static bool add_rows(struct at_fit_rows *r, attune_scanner *s, const struct draft *d, bool alone)
{
	struct at_slice partner = alone ? (struct at_slice){NULL, 0} : d->partner;
	if (at_read_both(s, d->text.ptr, d->text.len, partner.ptr, partner.len, NULL) != ATTUNE_OK)
		return false;
	for (size_t i = 0; i < s->draft.text.n_sentences && !r->failed; i++) {
		if (!at_grow(&r->rows, &r->rows_cap, r->n_rows + 1, sizeof *r->rows))
			return false;
		r->rows[r->n_rows] = (struct at_fit_row){(uint32_t)r->n_uses, 0, 0};
		at_lean_keys(s, i, add_key, r);
		at_lean_draft_keys(s, add_key, r);
		r->rows[r->n_rows].marked = marks_in(d, at_text_raw_span(&s->draft.text, s->draft.text.sentences[i].span));
		r->n_rows++;
	}
	return !r->failed;
}

static bool add_draft(struct at_fit_rows *r, attune_scanner *s, const struct draft *d)
{
	bool ok = add_rows(r, s, d, false) && (r->n_drafts % ALONE != 0 || add_rows(r, s, d, true));
	r->n_drafts++;
	return ok;
}

static bool add_line(struct at_fit_rows *r, attune_scanner *s, const struct at_json_line *line)
{
	struct draft d = {.text = line->draft, .partner = line->partner};
	struct at_json_marked mark;
	for (size_t i = 0; at_json_mark(line, i, &mark); i++)
		if (mark.family != NULL)
			add_mark(r, &d, mark.family, mark.quote);
	for (size_t i = 0; at_json_leans(line, i) != NULL; i++)
		add_mark(r, &d, at_json_leans(line, i), line->draft);
	return add_draft(r, s, &d);
}

bool at_fit_read(struct at_fit_rows *r, attune_scanner *scanner, const char *path)
{
	struct at_lines in;
	struct at_json_line line = {0};
	struct at_buffer message = {0};
	struct at_slice text;
	bool ok = at_lines_open(&in, path);
	if (!ok)
		return false;
	while (ok && at_lines_next(&in, NULL, &text)) {
		if (at_line_blank(text))
			continue;
		ok = at_json_line_parse_whole(&line, text.ptr, text.len, &message) && at_json_is_labelled(&line) &&
		     add_line(r, scanner, &line);
		if (!ok)
			fprintf(stderr, "%s:%zu: no marked draft, or it can't be read\n", path, in.number);
	}
	at_json_line_free(&line);
	at_buffer_free(&message);
	return at_lines_close(&in) && ok;
}

/* Whether a phrase of another flag is found in what a flag must leave alone: then it is no draft without a mark. */
static bool is_flagged(attune_scanner *s, const attune_example *x)
{
	bool flagged = false;
	if (at_read_both(s, x->text, x->text_len, x->partner, x->partner_len, NULL) != ATTUNE_OK)
		return true;
	at_collect_flags(s);
	for (size_t i = 0; i < s->n_flags && !flagged; i++)
		flagged = s->flags[i].severity > ATTUNE_NOTE && !at_is_leaning(s, at_rule_at(s->rules, s->flags[i].rule));
	return flagged;
}

static bool add_example(struct at_fit_rows *r, attune_scanner *s, const attune_rule_info *rule, const attune_example *x)
{
	struct draft d = {.text = {x->text, x->text_len}, .partner = {x->partner, x->partner_len}};
	bool found = rule->kind == ATTUNE_FLAG && !x->pass;
	unsigned family;
	if (found ? !is_known(r, rule->category, &family) : (rule->kind == ATTUNE_MOVE) == x->pass || is_flagged(s, x))
		return true;
	if (found)
		add_mark(r, &d, rule->category, x->at != NULL ? (struct at_slice){x->at, x->at_len} : d.text);
	return add_draft(r, s, &d);
}

bool at_fit_examples(struct at_fit_rows *r, attune_scanner *s, const attune_rules *rules)
{
	attune_rule_info rule;
	attune_example x;
	for (size_t i = 0; attune_rules_get(rules, i, &rule); i++)
		for (size_t k = 0; rule.kind != ATTUNE_CUE && attune_rules_example(rules, i, k, &x); k++)
			if (!add_example(r, s, &rule, &x))
				return false;
	return true;
}
