/* SPDX-License-Identifier: MIT */
/*
 * fragment.c: puts fragments into patterns. Input: a pattern with {name}s; output: one without, in a buffer. {2,3} is a
 * quantifier and \p{L} an escape; both are left alone. Calls base, suggest.
 */
#include "ruleset/fragment.h"
#include "ruleset/suggest.h"
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 16u

bool at_fragments_add(struct at_fragments *f, const char *name, const char *text, size_t len, struct at_place place)
{
	for (size_t i = 0; i < f->n; i++) {
		if (strcmp(f->items[i].name, name) == 0) {
			f->items[i] = (struct at_fragment){name, text, len, place};
			return true;
		}
	}
	if (!at_grow(&f->items, &f->cap, f->n + 1, sizeof *f->items))
		return false;
	f->items[f->n++] = (struct at_fragment){name, text, len, place};
	return true;
}

const struct at_fragment *at_fragments_find(const struct at_fragments *f, const char *name, size_t len)
{
	for (; f != NULL; f = f->outer)
		for (size_t i = 0; i < f->n; i++)
			if (strlen(f->items[i].name) == len && memcmp(f->items[i].name, name, len) == 0)
				return &f->items[i];
	return NULL;
}

void at_fragments_free(struct at_fragments *f)
{
	free(f->items);
	*f = (struct at_fragments){0};
}

struct expansion {
	struct at_buffer *out;
	const struct at_fragments *fragments;
	struct at_place where;
	const char *rule;
	struct at_diag *d;
	const struct at_fragment *path[MAX_DEPTH]; /* the fragments that are being put in */
};

static bool name_char(char c, bool first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (!first && ((c >= '0' && c <= '9') || c == '-'));
}

/* Length of the name in s[0..len) that stands between "{" and "}", or 0. */
static size_t name_at(const char *s, size_t len)
{
	size_t n = 0;
	while (n < len && name_char(s[n], n == 0))
		n++;
	return n != 0 && n < len && s[n] == '}' ? n : 0;
}

static void report_unknown(struct expansion *e, const char *name, size_t len)
{
	const char *names[256];
	char word[64];
	size_t n = 0;
	if (len >= sizeof word)
		len = sizeof word - 1;
	memcpy(word, name, len);
	word[len] = '\0';
	for (const struct at_fragments *f = e->fragments; f != NULL; f = f->outer)
		for (size_t i = 0; i < f->n && n < sizeof names / sizeof *names; i++)
			names[n++] = f->items[i].name;
	const char *near = at_nearest(word, names, n);
	at_diag_error(e->d, e->where, e->rule, near != NULL ? "unknown fragment {%s}; did you mean {%s}?" : "unknown fragment {%s}",
	              word, near);
}

/* Whether `f` is being put in already; then the way round is told. */
static bool goes_round(struct expansion *e, const struct at_fragment *f, unsigned depth)
{
	struct at_buffer ring = {.limit = 400};
	unsigned first = 0;
	while (first < depth && e->path[first] != f)
		first++;
	if (first == depth)
		return false;
	for (unsigned i = first; i < depth; i++)
		at_buffer_addf(&ring, "{%s} needs ", e->path[i]->name);
	at_diag_error(e->d, e->where, e->rule, "fragments go round in a ring: %s{%s}", at_buffer_str(&ring), f->name);
	at_buffer_free(&ring);
	return true;
}

static bool expand(struct expansion *e, const char *s, size_t len, unsigned depth)
{
	bool ok = true;
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '\\' && i + 1 < len) {
			bool takes_braces = strchr("pPxgkNo", s[i + 1]) != NULL && i + 2 < len && s[i + 2] == '{';
			const char *end = takes_braces ? memchr(s + i, '}', len - i) : NULL;
			size_t n = end != NULL ? (size_t)(end - (s + i)) + 1 : 2;
			at_buffer_add(e->out, s + i, n);
			i += n - 1;
			continue;
		}
		size_t n = s[i] == '{' ? name_at(s + i + 1, len - i - 1) : 0;
		if (n == 0) {
			at_buffer_add_char(e->out, s[i]);
			continue;
		}
		const struct at_fragment *f = at_fragments_find(e->fragments, s + i + 1, n);
		if (f == NULL) {
			report_unknown(e, s + i + 1, n);
			ok = false;
		} else if (goes_round(e, f, depth)) {
			return false;
		} else if (depth == MAX_DEPTH) {
			at_diag_error(e->d, e->where, e->rule, "{%s} is more than %u fragments deep", f->name, MAX_DEPTH);
			return false;
		} else {
			e->path[depth] = f;
			if (!expand(e, f->text, f->len, depth + 1))
				return false;
		}
		if (e->out->failed)
			return false;
		i += n + 1;
	}
	return ok;
}

bool at_fragments_expand(struct at_buffer *out, const struct at_fragments *f, const char *pattern, size_t len,
                         struct at_place where, const char *rule, struct at_diag *d)
{
	struct expansion e = {.out = out, .fragments = f, .where = where, .rule = rule, .d = d};
	out->limit = AT_PATTERN_MAX;
	bool ok = expand(&e, pattern, len, 0);
	if (out->failed && !out->over)
		at_diag_no_memory(d, where);
	else if (out->failed)
		at_diag_error(d, where, rule, "the pattern is longer than %u bytes once its fragments are in", AT_PATTERN_MAX);
	return ok && !out->failed;
}
