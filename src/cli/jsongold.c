/* SPDX-License-Identifier: MIT */
/*
 * jsongold.c: what people marked in a draft, out of a line that at_json_line_parse has read: "flags": [{"family", "quote"}],
 * "unsure": [family], "trap": true, "leans": [name]. Input: the parsed line; output: borrowed texts. Calls jansson.
 */
#include "cli/json.h"
#include <jansson.h>
#include <string.h>

bool at_json_mark(const struct at_json_line *line, size_t i, struct at_json_marked *out)
{
	const json_t *mark = json_array_get(json_object_get(line->root, "flags"), i);
	const json_t *family = json_object_get(mark, "family"), *quote = json_object_get(mark, "quote");
	if (family == NULL)
		family = json_object_get(mark, "category");
	if (mark == NULL)
		return false;
	*out = (struct at_json_marked){0};
	if (json_is_string(family))
		out->family = json_string_value(family);
	if (json_is_string(quote))
		out->quote = (struct at_slice){json_string_value(quote), json_string_length(quote)};
	return true;
}

bool at_json_is_labelled(const struct at_json_line *line)
{
	return json_is_array(json_object_get(line->root, "flags"));
}

bool at_json_unsure(const struct at_json_line *line, const char *family)
{
	const json_t *list = json_object_get(line->root, "unsure");
	for (size_t i = 0; i < json_array_size(list); i++) {
		const json_t *item = json_array_get(list, i);
		if (json_is_string(item) && (family == NULL || strcmp(json_string_value(item), family) == 0))
			return true;
	}
	return false;
}

const char *at_json_leans(const struct at_json_line *line, size_t i)
{
	return json_string_value(json_array_get(json_object_get(line->root, "leans"), i));
}

bool at_json_trap(const struct at_json_line *line)
{
	return json_is_true(json_object_get(line->root, "trap"));
}
