/* SPDX-License-Identifier: MIT */
/*
 * schema_check.c: $ref, type, enum, const, properties, additionalProperties, required, items, anyOf, oneOf, allOf, if and then,
 * minimum and maximum. A word of a schema that it doesn't know fails, so that nothing passes unread.
 */
#include "schema_check.h"
#include <stdio.h>
#include <string.h>

static json_t *scalar(const struct at_node *n, bool old)
{
	double number;
	bool truth;
	if (!n->quoted && (n->len == 0 || strcmp(n->text, "null") == 0 || strcmp(n->text, "~") == 0))
		return json_null();
	if (at_node_bool(n, &truth) && (old || strcmp(n->text, "true") == 0 || strcmp(n->text, "false") == 0))
		return json_boolean(truth);
	if (at_node_number(n, &number))
		return number == (double)(json_int_t)number ? json_integer((json_int_t)number) : json_real(number);
	return json_stringn_nocheck(n->text, n->len);
}

json_t *schema_value(const struct at_node *n, bool old)
{
	if (n->kind == AT_SCALAR)
		return scalar(n, old);
	json_t *out = n->kind == AT_LIST ? json_array() : json_object();
	for (size_t i = 0; i < n->n; i++) {
		if (n->kind == AT_LIST)
			json_array_append_new(out, schema_value(n->items[i], old));
		else
			json_object_set_new_nocheck(out, n->keys[i]->text, schema_value(n->items[i], old));
	}
	return out;
}

static bool is_type(const char *type, const json_t *v)
{
	if (strcmp(type, "number") == 0)
		return json_is_number(v);
	return (strcmp(type, "string") == 0 && json_is_string(v)) || (strcmp(type, "boolean") == 0 && json_is_boolean(v)) ||
	       (strcmp(type, "integer") == 0 && json_is_integer(v)) || (strcmp(type, "object") == 0 && json_is_object(v)) ||
	       (strcmp(type, "array") == 0 && json_is_array(v));
}

static bool types(const json_t *type, const json_t *v)
{
	size_t i;
	json_t *one;
	bool any = json_is_string(type) && is_type(json_string_value(type), v);
	json_array_foreach(type, i, one) any |= is_type(json_string_value(one), v);
	return any;
}

static bool is_among(const json_t *list, const json_t *v)
{
	size_t i;
	json_t *one;
	json_array_foreach(list, i, one) if (json_equal(one, v)) return true;
	return false;
}

static bool keys(const json_t *root, const json_t *schema, const json_t *v, char where[128])
{
	const char *key;
	json_t *own, *known = json_object_get(schema, "properties"), *more = json_object_get(schema, "additionalProperties");
	json_object_foreach((json_t *)v, key, own)
	{
		json_t *as = json_object_get(known, key);
		if (as == NULL)
			as = more;
		if (as == NULL || json_is_true(as))
			continue;
		if (json_is_false(as) || !schema_holds(root, as, own, where)) {
			if (where[0] == '\0')
				snprintf(where, 128, "%s", key);
			return false;
		}
	}
	return true;
}

static size_t how_many(const json_t *root, const json_t *list, const json_t *v, char where[128])
{
	size_t i, n = 0;
	json_t *one;
	json_array_foreach(list, i, one)
	{
		char own[128] = "";
		n += schema_holds(root, one, v, own);
		if (own[0] != '\0')
			snprintf(where, 128, "%s", own);
	}
	return n;
}

static bool word(const json_t *root, const json_t *schema, const char *name, const json_t *says, const json_t *v, char where[128])
{
	size_t i;
	json_t *one;
	if (strcmp(name, "$ref") == 0) {
		const json_t *def = json_object_get(json_object_get(root, "$defs"), json_string_value(says) + strlen("#/$defs/"));
		return def != NULL && schema_holds(root, def, v, where);
	}
	if (strcmp(name, "type") == 0)
		return types(says, v);
	if (strcmp(name, "enum") == 0)
		return is_among(says, v);
	if (strcmp(name, "const") == 0)
		return json_equal(says, v);
	if (strcmp(name, "properties") == 0)
		return keys(root, schema, v, where);
	if (strcmp(name, "additionalProperties") == 0)
		return json_object_get(schema, "properties") != NULL || keys(root, schema, v, where);
	if (strcmp(name, "minimum") == 0)
		return !json_is_number(v) || json_number_value(v) >= json_number_value(says);
	if (strcmp(name, "maximum") == 0)
		return !json_is_number(v) || json_number_value(v) <= json_number_value(says);
	if (strcmp(name, "anyOf") == 0)
		return how_many(root, says, v, where) != 0;
	if (strcmp(name, "oneOf") == 0)
		return how_many(root, says, v, where) == 1;
	if (strcmp(name, "allOf") == 0)
		return how_many(root, says, v, where) == json_array_size(says);
	if (strcmp(name, "if") == 0) {
		char ignored[128] = "";
		return !schema_holds(root, says, v, ignored) || schema_holds(root, json_object_get(schema, "then"), v, where);
	}
	if (strcmp(name, "items") == 0) {
		json_array_foreach(v, i, one) if (!schema_holds(root, says, one, where)) return false;
		return true;
	}
	if (strcmp(name, "required") == 0) {
		json_array_foreach(says, i,
		                   one) if (json_is_object(v) && json_object_get(v, json_string_value(one)) == NULL) return false;
		return true;
	}
	return strcmp(name, "then") == 0 || strcmp(name, "description") == 0 || strcmp(name, "title") == 0 ||
	       strcmp(name, "$schema") == 0 || strcmp(name, "$defs") == 0;
}

bool schema_holds(const json_t *root, const json_t *schema, const json_t *value, char where[128])
{
	const char *name;
	json_t *says;
	json_object_foreach((json_t *)schema, name, says) if (!word(root, schema, name, says, value, where)) return false;
	return true;
}
