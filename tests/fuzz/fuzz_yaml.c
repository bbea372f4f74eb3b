/* SPDX-License-Identifier: MIT */
/*
 * fuzz_yaml: any bytes as a rule file. Output: nothing, or an abort where an invariant of base/yaml is broken: too deep, too many
 * nodes, a key that is no scalar or stands twice, no root and no word about why, a place outside the file.
 */
#include "base/yaml.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Walks the whole tree, aliases included, and returns its nodes. */
static size_t walk(const struct at_node *node, size_t depth)
{
	size_t count = 1;
	bool on;
	double number;
	if (node->line == 0 || node->column == 0)
		abort();
	if (node->kind == AT_SCALAR) {
		if (node->text == NULL || node->text[node->len] != '\0')
			abort();
		at_node_bool(node, &on);
		at_node_number(node, &number);
		return 1;
	}
	if (depth >= AT_YAML_MAX_DEPTH)
		abort();
	for (size_t i = 0; i < node->n; i++) {
		if (node->kind == AT_MAP) {
			if (node->keys[i]->kind != AT_SCALAR)
				abort();
			if (strlen(node->keys[i]->text) == node->keys[i]->len &&
			    at_node_get(node, node->keys[i]->text) != node->items[i])
				abort();
			count++;
		}
		count += walk(node->items[i], depth + 1);
	}
	return count;
}

static void hear(const attune_error *e, void *payload)
{
	char text[256];
	(void)payload;
	if (attune_error_message(e)[0] == '\0' || attune_error_format(e, text, sizeof text) == 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct at_arena arena = {0};
	struct at_diag diag = {.fn = hear};
	const struct at_node *root = at_yaml_parse((const char *)data, size, "fuzz.yaml", &arena, &diag);
	if (root != NULL && walk(root, 0) > AT_YAML_MAX_NODES)
		abort();
	at_arena_free(&arena);
	return 0;
}
