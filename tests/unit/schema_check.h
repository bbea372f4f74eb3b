/* SPDX-License-Identifier: MIT */
/*
 * schema_check: just enough of JSON Schema to check rule files against what `attune rules schema` prints. May call base and
 * jansson.
 */
#ifndef AT_TESTS_SCHEMA_CHECK_H
#define AT_TESTS_SCHEMA_CHECK_H

#include "base/yaml.h"
#include <jansson.h>

/* A YAML tree as an editor sees it: a plain true, number or nothing is no text. With `old`, as YAML 1.1 has it, so are on, off,
 * yes and
 * no. The caller's. */
json_t *schema_value(const struct at_node *n, bool old);
/* Whether the value is as the schema (whose root is given) says. When not, `where` names the key, room for 128. */
bool schema_holds(const json_t *root, const json_t *schema, const json_t *value, char where[128]);

#endif
