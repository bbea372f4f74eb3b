/* SPDX-License-Identifier: MIT */
/*
 * node.c: questions to a node of a YAML tree. Input: nodes, NULL included; output: what they hold.
 * Invariant: nothing here changes a node, reports a problem or depends on the locale. Calls nothing of ours.
 */
#include "base/yaml.h"

#include <string.h>
#include <strings.h>

struct at_node *at_node_get(const struct at_node *map, const char *key)
{
	if (map == NULL || map->kind != AT_MAP)
		return NULL;
	for (size_t i = 0; i < map->n; i++)
		if (at_node_is(map->keys[i], key))
			return map->items[i];
	return NULL;
}

bool at_node_is(const struct at_node *scalar, const char *text)
{
	if (scalar == NULL || scalar->kind != AT_SCALAR)
		return false;
	size_t len = strlen(text);
	return scalar->len == len && memcmp(scalar->text, text, len) == 0;
}

bool at_node_bool(const struct at_node *n, bool *out)
{
	static const char *const words[][2] = {{"false", "true"}, {"no", "yes"}, {"off", "on"}};
	if (n == NULL || n->kind != AT_SCALAR || n->quoted || strlen(n->text) != n->len)
		return false;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		for (int value = 0; value < 2; value++) {
			if (strcasecmp(n->text, words[i][value]) == 0) {
				*out = value == 1;
				return true;
			}
		}
	}
	return false;
}

/* Digits and at most one dot, by hand: strtod would read "0,5" or "0.5" depending on the locale. Fifteen digits at most, so
 * that both the digits and the power of ten are exact and the quotient is the nearest double. */
bool at_node_number(const struct at_node *n, double *out)
{
	if (n == NULL || n->kind != AT_SCALAR || n->quoted || n->len == 0)
		return false;
	size_t i = n->text[0] == '-' || n->text[0] == '+' ? 1 : 0;
	double digits = 0, power = 1;
	unsigned n_digits = 0;
	bool dot = false;
	for (; i < n->len; i++) {
		char c = n->text[i];
		if (c == '.' && !dot && n_digits > 0) {
			dot = true;
		} else if (c >= '0' && c <= '9' && n_digits < 15) {
			digits = digits * 10 + (c - '0');
			power *= dot ? 10 : 1;
			n_digits++;
		} else {
			return false;
		}
	}
	if (n_digits == 0 || n->text[n->len - 1] == '.')
		return false;
	*out = (n->text[0] == '-' ? -digits : digits) / power;
	return true;
}

struct at_place at_node_place(const struct at_node *n, const char *file)
{
	return n == NULL ? (struct at_place){file, 0, 0} : (struct at_place){file, n->line, n->column};
}
