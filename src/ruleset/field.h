/* SPDX-License-Identifier: MIT */
/*
 * field: typed values out of YAML nodes, with every mistake reported where it stands. May call base, suggest.
 * All functions accept a NULL node (an absent key) and then return true with *out untouched.
 */
#ifndef AT_RULESET_FIELD_H
#define AT_RULESET_FIELD_H

#include "base/yaml.h"

/* Where problems of one entry go. `rule` may be NULL. */
struct at_reporter {
	const char *file, *rule;
	struct at_diag *d;
};

/* Reports an error at `node` (NULL: at the file). Always returns false. */
bool at_report(const struct at_reporter *r, const struct at_node *node, const char *fmt, ...) AT_PRINTF(3, 4);
void at_remark(const struct at_reporter *r, const struct at_node *node, const char *fmt, ...) AT_PRINTF(3, 4);

/* What a scalar says, cut short where it is too long for a message; "?" for a list or map. */
#define AT_BRIEF 64
const char *at_brief(const struct at_node *n, char out[AT_BRIEF]);

bool at_field_string(const struct at_reporter *r, const char *key, const struct at_node *n, const char **out);
bool at_field_bool(const struct at_reporter *r, const char *key, const struct at_node *n, bool *out);
/* A whole number in [low, high]. */
bool at_field_int(const struct at_reporter *r, const char *key, const struct at_node *n, int low, int high, int *out);
bool at_field_number(const struct at_reporter *r, const char *key, const struct at_node *n, double *out);
/* Index into `names`; with "did you mean". */
bool at_field_choice(const struct at_reporter *r, const char *key, const struct at_node *n, const char *const *names, size_t count,
                     unsigned *out);
/* A list of strings; one string alone counts as a list of one when `single` is true. Calls `each` for every item; stops
 * at its false. */
typedef bool (*at_each_fn)(void *arg, const struct at_node *item);
bool at_field_list(const struct at_reporter *r, const char *key, const struct at_node *n, bool single, at_each_fn each, void *arg);
/* Reports keys of `map` that are not among `keys`, with "did you mean". */
bool at_field_known(const struct at_reporter *r, const struct at_node *map, const char *const *keys, size_t n, const char *what);

#endif
