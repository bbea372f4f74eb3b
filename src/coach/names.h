/* SPDX-License-Identifier: MIT */
/*
 * names: a small list of texts without doubles, in the order they came. May call base/buffer. Used for muted rules and for
 * what is kept for later.
 */
#ifndef AT_COACH_NAMES_H
#define AT_COACH_NAMES_H

#include <stdbool.h>
#include <stddef.h>

struct at_names {
	char **items; /* NUL-terminated, owned */
	size_t n, cap;
};

/* Adds a copy unless it is there. False when memory ran out. */
bool at_names_add(struct at_names *names, const char *text, size_t len);
/* False when it wasn't there. */
bool at_names_remove(struct at_names *names, const char *text);
bool at_names_has(const struct at_names *names, const char *text);
void at_names_free(struct at_names *names);

#endif
