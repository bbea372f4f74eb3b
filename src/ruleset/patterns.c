/* SPDX-License-Identifier: MIT */
/*
 * patterns.c: lists of patterns, phrases and strings from a rule file into the image. Input: YAML nodes; output: ranges. A
 * regex is expanded and compiled once to see that it is one. Calls base, field, fragment, pattern, build.
 */
#include "ruleset/loader.h"
#include "ruleset/suggest.h"
#include "ruleset/pattern.h"
#include "text/bytes.h"
#include <string.h>

struct adding {
	struct at_loader *l;
	struct at_rule_file *file;
	const struct at_reporter *r;
	const char *key;
	struct at_pattern proto;
};

/* Where in the file byte `offset` of the pattern stands, when the pattern is on one line as written; else the
 * pattern's start. */
static struct at_place place_in(const struct at_node *n, const char *file, size_t offset, bool as_written)
{
	struct at_place p = at_node_place(n, file);
	if (as_written && memchr(n->text, '\n', n->len) == NULL && memchr(n->text, '\'', n->len) == NULL && offset <= n->len)
		p.column += (unsigned)offset + (n->quoted ? 1 : 0);
	return p;
}

static bool check_regex(struct adding *a, const struct at_node *n, const struct at_buffer *expanded)
{
	size_t offset = 0;
	char why[256];
	struct at_regex *re = at_regex_new(expanded->ptr != NULL ? expanded->ptr : "", expanded->len, &offset, why);
	bool same = expanded->ptr != NULL && expanded->len == n->len && memcmp(expanded->ptr, n->text, n->len) == 0;
	if (re != NULL) {
		at_regex_free(re);
		return true;
	}
	if (offset == AT_NO_MEMORY) {
		a->l->build.failed = true;
		return false;
	}
	at_diag_error(a->r->d, place_in(n, a->r->file, offset, same), a->r->rule, "bad pattern: %s (at character %zu%s)", why,
	              offset + 1, same ? "" : " once fragments are in");
	return false;
}

/* Length of an invisible part of an emoji at s (a variation selector, a joiner, a skin tone), which the normalised copy
 * has not; 0 for none. */
static size_t invisible(const char *s, size_t len)
{
	if (len >= 3 && (memcmp(s, "\xef\xb8\x8f", 3) == 0 || memcmp(s, "\xe2\x80\x8d", 3) == 0))
		return 3;
	return len >= 4 && memcmp(s, "\xf0\x9f\x8f", 3) == 0 && (unsigned char)s[3] >= 0xbb ? 4 : 0;
}

static void drop_invisible(struct at_buffer *b)
{
	size_t to = 0;
	for (size_t i = 0; i < b->len;) {
		size_t n = invisible(b->ptr + i, b->len - i);
		if (n == 0)
			b->ptr[to++] = b->ptr[i++];
		else
			i += n;
	}
	b->len = to;
}

static bool add_regex(void *arg, const struct at_node *n)
{
	struct adding *a = arg;
	struct at_buffer expanded = {0};
	const struct at_fragments *f = a->file->local.n != 0 ? &a->file->local : &a->l->fragments;
	if (n->len == 0)
		return at_report(a->r, n, "an empty pattern in `%s` would match everywhere", a->key);
	if (memchr(n->text, '\b', n->len) != NULL)
		return at_report(a->r, n, "in double quotes \\b is a backspace; put the pattern in single quotes");
	bool ok = at_fragments_expand(&expanded, f, n->text, n->len, at_node_place(n, a->r->file), a->r->rule, a->r->d);
	drop_invisible(&expanded);
	ok = ok && (a->file->trusted || check_regex(a, n, &expanded));
	if (ok)
		at_build_pattern(&a->l->build, a->proto, expanded.ptr, expanded.len);
	at_buffer_free(&expanded);
	return ok;
}

/* Plain words, lower-cased, with single spaces and straight quotes. */
static bool add_phrase(void *arg, const struct at_node *n)
{
	struct adding *a = arg;
	struct at_buffer text = {.limit = 256};
	for (size_t i = 0; i < n->len; i++) {
		char c = n->text[i];
		bool gap = c == ' ' || c == '\t' || c == '\n';
		if (gap && (text.len == 0 || text.ptr[text.len - 1] == ' '))
			continue;
		at_buffer_add_char(&text, gap ? ' ' : at_lower(c));
	}
	drop_invisible(&text);
	while (text.len != 0 && text.ptr[text.len - 1] == ' ')
		text.len--;
	bool ok = text.len != 0 && !text.failed;
	if (text.failed && !text.over)
		a->l->build.failed = true;
	else if (!ok)
		at_report(a->r, n, text.failed ? "a phrase in `%s` is longer than 256 bytes" : "an empty phrase in `%s`", a->key);
	else
		at_build_pattern(&a->l->build, a->proto, text.ptr, text.len);
	at_buffer_free(&text);
	return ok;
}

bool at_add_patterns(struct at_loader *l, struct at_rule_file *file, const struct at_reporter *r, const char *key,
                     const struct at_node *list, struct at_pattern proto, struct at_range *out)
{
	struct adding a = {l, file, r, key, proto};
	uint32_t first = at_build_count(&l->build, AT_S_PATTERNS);
	bool ok = at_field_list(r, key, list, false, proto.plain ? add_phrase : add_regex, &a);
	*out = (struct at_range){first, at_build_count(&l->build, AT_S_PATTERNS) - first};
	return ok;
}

bool at_add_phrase(struct at_loader *l, const struct at_reporter *r, const char *key, const struct at_node *n,
                   struct at_pattern proto)
{
	struct adding a = {l, NULL, r, key, proto};
	return add_phrase(&a, n);
}

static bool add_string(void *arg, const struct at_node *n)
{
	struct adding *a = arg;
	uint32_t s = at_build_string(&a->l->build, n->text, n->len);
	at_build_add(&a->l->build, AT_S_LISTS, &s);
	return true;
}

bool at_add_strings(struct at_loader *l, const struct at_reporter *r, const char *key, const struct at_node *list,
                    struct at_range *out)
{
	struct adding a = {.l = l, .r = r, .key = key};
	uint32_t first = at_build_count(&l->build, AT_S_LISTS);
	bool ok = at_field_list(r, key, list, true, add_string, &a);
	*out = (struct at_range){first, at_build_count(&l->build, AT_S_LISTS) - first};
	return ok;
}

/* Which leaning is measured. */
static bool read_to(struct at_loader *l, const struct at_reporter *r, const struct at_node *node, const struct at_node *name,
                    unsigned which, uint32_t *out)
{
	const struct at_node *to = at_node_get(node, "to");
	const char *text = NULL;
	if (!at_field_string(r, "to", to, &text))
		return false;
	if (which != AT_Q_LEANING)
		return text == NULL || at_report(r, to, "`to` is for the measure leaning");
	if (text == NULL)
		return at_report(r, name, "the measure leaning needs `to`: a leaning, such as blaming");
	*out = at_leaning_named(l, text);
	if (*out != AT_NONE)
		return true;
	const char *names[AT_MAX_LEANINGS];
	const char *near = at_nearest(text, names, at_leaning_names(l, names));
	return near != NULL ? at_report(r, to, "there is no leaning %s; did you mean %s?", text, near)
	                    : at_report(r, to, "there is no leaning %s", text);
}

bool at_add_measure(struct at_loader *l, const struct at_rule_file *file, const struct at_reporter *r, const struct at_node *node,
                    uint32_t *out)
{
	struct at_measure_spec m = {0};
	const struct at_node *above = at_node_get(node, "above"), *below = at_node_get(node, "below"),
			     *name = at_node_get(node, "name");
	double high = 0, low = 0;
	unsigned which = 0;
	*out = AT_NONE;
	if (node == NULL)
		return true;
	bool ok = at_keys_known(r, node, AT_MAP_MEASURE, AT_FOR_ANY, "`measure`");
	if (node->kind != AT_MAP)
		return false;
	if (name == NULL || (above == NULL && below == NULL))
		ok = at_report(r, node, "`measure` needs `name`, and `above` or `below`");
	ok &= at_field_choice(r, "name", name, at_measure_names, AT_MEASURES, &which);
	ok &= at_field_number(r, "above", above, &high);
	ok &= at_field_number(r, "below", below, &low);
	ok &= at_add_selectors(l, file, r, "of", at_node_get(node, "of"), AT_NAMED_RULES, &m.of);
	ok &= read_to(l, r, node, name, which, &m.to);
	if (!ok)
		return false;
	m.name = which;
	m.has_above = above != NULL;
	m.has_below = below != NULL;
	m.above = (float)high;
	m.below = (float)low;
	*out = at_build_add(&l->build, AT_S_MEASURES, &m);
	return true;
}
