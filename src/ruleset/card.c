/* SPDX-License-Identifier: MIT */
/*
 * card.c: the words of the safety card into the image. Input: a file's `card:` map of kind: lines; output: cards. Lists and
 * maps below a kind are flattened in file order, so that the file may be arranged for its readers. Calls base, field, loader.
 */
#include "ruleset/loader.h"
#include <string.h>

static void flatten(struct at_loader *l, const struct at_node *n)
{
	if (n->kind == AT_SCALAR) {
		uint32_t s = at_build_string(&l->build, n->text, strlen(n->text));
		at_build_add(&l->build, AT_S_LISTS, &s);
		return;
	}
	for (size_t i = 0; i < n->n; i++)
		flatten(l, n->items[i]);
}

bool at_add_cards(struct at_loader *l, struct at_rule_file *file)
{
	struct at_reporter r = {file->name, NULL, l->diag};
	const struct at_node *map = at_node_get(file->root, "card");
	if (map == NULL)
		return true;
	if (map->kind != AT_MAP) {
		at_report(&r, map, "`card` should be a map of kind: lines");
		return true;
	}
	for (size_t i = 0; i < map->n; i++) {
		struct at_card c = {.kind = at_build_str(&l->build, map->keys[i]->text)};
		c.lines.first = at_build_count(&l->build, AT_S_LISTS);
		flatten(l, map->items[i]);
		c.lines.n = at_build_count(&l->build, AT_S_LISTS) - c.lines.first;
		at_build_add(&l->build, AT_S_CARDS, &c);
	}
	return !l->build.failed;
}
