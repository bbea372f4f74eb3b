/* SPDX-License-Identifier: MIT */
/*
 * names.c: a list of texts without doubles. Lists are short, so looking for one walks them all.
 */
#include "coach/names.h"
#include "base/buffer.h"
#include <stdlib.h>
#include <string.h>

static size_t find(const struct at_names *names, const char *text, size_t len)
{
	size_t i = 0;
	while (i < names->n && (strlen(names->items[i]) != len || memcmp(names->items[i], text, len) != 0))
		i++;
	return i;
}

bool at_names_add(struct at_names *names, const char *text, size_t len)
{
	if (find(names, text, len) < names->n)
		return true;
	char *copy = malloc(len + 1);
	if (copy == NULL || !at_grow(&names->items, &names->cap, names->n + 1, sizeof *names->items)) {
		free(copy);
		return false;
	}
	memcpy(copy, text, len);
	copy[len] = 0;
	names->items[names->n++] = copy;
	return true;
}

bool at_names_remove(struct at_names *names, const char *text)
{
	size_t i = find(names, text, strlen(text));
	if (i == names->n)
		return false;
	free(names->items[i]);
	names->n--;
	memmove(names->items + i, names->items + i + 1, (names->n - i) * sizeof *names->items);
	return true;
}

bool at_names_has(const struct at_names *names, const char *text)
{
	return find(names, text, strlen(text)) < names->n;
}

void at_names_free(struct at_names *names)
{
	for (size_t i = 0; i < names->n; i++)
		free(names->items[i]);
	free(names->items);
	*names = (struct at_names){0};
}
