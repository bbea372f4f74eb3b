/* SPDX-License-Identifier: MIT */
/*
 * field.c: reads typed values from YAML nodes. Input: a node and the key it came from; output: a C value, or a report at
 * the node's line and column. Calls base, suggest.
 */
#include "ruleset/field.h"
#include "ruleset/suggest.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

/* Formats a message; a longer one is cut between two characters. */
static void AT_PRINTF(2, 0) say(char text[512], const char *fmt, va_list ap)
{
	int n = vsnprintf(text, 512, fmt, ap);
	if (n < 512)
		return;
	size_t end = 508;
	while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
		end--;
	memcpy(text + end, "...", 4);
}

bool at_report(const struct at_reporter *r, const struct at_node *node, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	va_start(ap, fmt);
	say(text, fmt, ap);
	va_end(ap);
	at_diag_error(r->d, at_node_place(node, r->file), r->rule, "%s", text);
	return false;
}

void at_remark(const struct at_reporter *r, const struct at_node *node, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	va_start(ap, fmt);
	say(text, fmt, ap);
	va_end(ap);
	at_diag_warning(r->d, at_node_place(node, r->file), r->rule, "%s", text);
}

const char *at_brief(const struct at_node *n, char out[AT_BRIEF])
{
	const char *text = n->kind == AT_SCALAR ? n->text : "?";
	size_t len = strlen(text);
	if (len >= AT_BRIEF)
		len = AT_BRIEF - 4;
	while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
		len--;
	snprintf(out, AT_BRIEF, "%.*s%s", (int)len, text, text[len] != '\0' ? "..." : "");
	return out;
}

static const char *kind_word(const struct at_node *n)
{
	if (n->kind == AT_SCALAR && n->len == 0 && !n->quoted)
		return "nothing";
	return n->kind == AT_LIST ? "a list" : n->kind == AT_MAP ? "a map of keys" : "a word or line of text";
}

bool at_field_string(const struct at_reporter *r, const char *key, const struct at_node *n, const char **out)
{
	if (n == NULL)
		return true;
	if (n->kind != AT_SCALAR)
		return at_report(r, n, "`%s` should be a line of text, not %s", key, kind_word(n));
	if (memchr(n->text, '\0', n->len) != NULL)
		return at_report(r, n, "`%s` has a NUL character in it", key);
	if (!n->quoted && (strcmp(n->text, "null") == 0 || strcmp(n->text, "~") == 0))
		return at_report(r, n, "`%s` is nothing (%s): leave the key out, or put the word in quotes", key, n->text);
	*out = n->text;
	return true;
}

bool at_field_bool(const struct at_reporter *r, const char *key, const struct at_node *n, bool *out)
{
	if (n == NULL || at_node_bool(n, out))
		return true;
	return at_report(r, n, "`%s` should be true or false", key);
}

bool at_field_number(const struct at_reporter *r, const char *key, const struct at_node *n, double *out)
{
	if (n == NULL || at_node_number(n, out))
		return true;
	return at_report(r, n, "`%s` should be a number", key);
}

bool at_field_int(const struct at_reporter *r, const char *key, const struct at_node *n, int low, int high, int *out)
{
	double v;
	if (n == NULL)
		return true;
	if (!at_node_number(n, &v) || v != floor(v) || v < low || v > high)
		return at_report(r, n, "`%s` should be a whole number from %d to %d", key, low, high);
	*out = (int)v;
	return true;
}

static void list_choices(char *buf, size_t cap, const char *const *names, size_t count)
{
	size_t len = 0;
	buf[0] = '\0';
	for (size_t i = 0; i < count && len < cap; i++) {
		int wrote = snprintf(buf + len, cap - len, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", names[i]);
		len += wrote > 0 ? (size_t)wrote : 0;
	}
}

bool at_field_choice(const struct at_reporter *r, const char *key, const struct at_node *n, const char *const *names, size_t count,
                     unsigned *out)
{
	char all[320], word[AT_BRIEF];
	if (n == NULL)
		return true;
	for (size_t i = 0; i < count; i++) {
		if (at_node_is(n, names[i])) {
			*out = (unsigned)i;
			return true;
		}
	}
	list_choices(all, sizeof all, names, count);
	if (n->kind != AT_SCALAR)
		return at_report(r, n, "`%s` should be %s, not %s", key, all, kind_word(n));
	const char *near = at_nearest(n->text, names, count);
	if (near != NULL)
		return at_report(r, n, "`%s: %s` is not known; did you mean %s?", key, at_brief(n, word), near);
	return at_report(r, n, "`%s: %s` is not known; it should be %s", key, at_brief(n, word), all);
}

bool at_field_list(const struct at_reporter *r, const char *key, const struct at_node *n, bool single, at_each_fn each, void *arg)
{
	bool ok = true;
	if (n == NULL)
		return true;
	if (n->kind == AT_SCALAR && single)
		return each(arg, n);
	if (n->kind != AT_LIST)
		return at_report(r, n, "`%s` should be a list (one `- item` a line, or [a, b]), not %s", key, kind_word(n));
	for (size_t i = 0; i < n->n; i++) {
		const char *text = NULL;
		if (!at_field_string(r, key, n->items[i], &text) || !each(arg, n->items[i]))
			ok = false;
	}
	return ok;
}

bool at_field_known(const struct at_reporter *r, const struct at_node *map, const char *const *keys, size_t n, const char *what)
{
	bool ok = true;
	if (map == NULL)
		return true;
	if (map->kind != AT_MAP)
		return at_report(r, map, "%s should be a map of keys, not %s", what, kind_word(map));
	for (size_t i = 0; i < map->n; i++) {
		char word[AT_BRIEF];
		bool known = false;
		for (size_t k = 0; k < n && !known; k++)
			known = keys[k] != NULL && at_node_is(map->keys[i], keys[k]);
		if (known)
			continue;
		ok = false;
		const char *near = at_nearest(map->keys[i]->text, keys, n);
		if (near != NULL)
			at_report(r, map->keys[i], "unknown key `%s` in %s; did you mean `%s`?", at_brief(map->keys[i], word), what,
			          near);
		else
			at_report(r, map->keys[i], "unknown key `%s` in %s", at_brief(map->keys[i], word), what);
	}
	return ok;
}
