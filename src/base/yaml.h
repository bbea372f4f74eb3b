/* SPDX-License-Identifier: MIT */
/*
 * yaml: one YAML document as a tree of nodes that know their line and column. The only user of libyaml.
 * May call error, arena, buffer. Input: bytes; output: nodes in the caller's arena; problems go to the diag.
 * Invariants: nesting is at most AT_YAML_MAX_DEPTH; the tree, with aliases counted as often as they appear, has at most
 * AT_YAML_MAX_NODES nodes, so that an alias bomb is refused and walking the tree is bounded; no cycles.
 */
#ifndef AT_BASE_YAML_H
#define AT_BASE_YAML_H

#include "base/arena.h"
#include "base/error.h"
#include <stdbool.h>

#define AT_YAML_MAX_DEPTH 200
#define AT_YAML_MAX_NODES 500000
#define AT_YAML_MAX_BYTES (8u << 20)

enum at_node_kind { AT_SCALAR, AT_LIST, AT_MAP };

struct at_node {
	enum at_node_kind kind;
	unsigned line, column;  /* from 1; column in code points */
	const char *text;       /* scalar: NUL-terminated, may contain NUL; else NULL */
	size_t len;             /* scalar: bytes */
	bool quoted;            /* scalar: written with quotes or as a block, so that "true" and 3 are words */
	size_t n;               /* list: items, map: pairs */
	struct at_node **items; /* list: n items; map: n values */
	struct at_node **keys;  /* map: n keys (scalars), in file order; duplicate keys were reported and dropped */
};

/* The document's root, or NULL when it could not be parsed (reported to `d`) or is empty (reported as a warning-free NULL: an
 * empty file or one of comments only is no problem). A second document in the file is a problem. Bytes that are not
 * UTF-8 are a problem. */
struct at_node *at_yaml_parse(const char *bytes, size_t len, const char *file, struct at_arena *arena, struct at_diag *d);

/* The value of `key` in a map, or NULL. Accepts NULL and other kinds. */
struct at_node *at_node_get(const struct at_node *map, const char *key);
bool at_node_is(const struct at_node *scalar, const char *text); /* accepts NULL */
/* A plain true/false/yes/no/on/off; false when it is something else. */
bool at_node_bool(const struct at_node *n, bool *out);
bool at_node_number(const struct at_node *n, double *out);
struct at_place at_node_place(const struct at_node *n, const char *file);

#endif
