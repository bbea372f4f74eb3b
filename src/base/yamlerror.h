/* SPDX-License-Identifier: MIT */
/*
 * yamlerror: what libyaml complains of, told as the problem of a file. Private to base/: for yaml.c, which has the parser. May call
 * error.
 */
#ifndef AT_BASE_YAMLERROR_H
#define AT_BASE_YAMLERROR_H

#include "base/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

static inline struct at_place at_yaml_place(const char *file, yaml_mark_t mark)
{
	return (struct at_place){file, (unsigned)mark.line + 1, (unsigned)mark.column + 1};
}

/* What the parser, which failed on these bytes, found wrong. Not for want of memory, which no bytes are to blame for. */
struct at_yaml_failed {
	const yaml_parser_t *parser;
	const char *bytes, *file;
	size_t len;
};
void at_yaml_complain(const struct at_yaml_failed *f, struct at_diag *d);

#endif
