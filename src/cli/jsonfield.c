/* SPDX-License-Identifier: MIT */
/*
 * jsonfield.c: one text out of a line of JSON that attune itself wrote: the journal's. Calls jansson.
 */
#include "cli/json.h"
#include <jansson.h>

bool at_json_field(struct at_buffer *out, const char *line, size_t len, const char *key)
{
	json_t *root = json_loadb(line, len, JSON_REJECT_DUPLICATES, NULL), *value = json_object_get(root, key);
	bool found = json_is_string(value);
	if (found)
		at_buffer_add(out, json_string_value(value), json_string_length(value));
	json_decref(root);
	return found;
}
