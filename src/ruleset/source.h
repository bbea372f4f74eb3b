/* SPDX-License-Identifier: MIT */
/*
 * source: finds and reads rule files. May call base. Input: paths; output: names and bytes in the caller's arena. Invariant:
 * files of one directory come sorted by path, so that a load gives the same set on every machine; nothing but regular files is
 * opened; a file over AT_YAML_MAX_BYTES is refused.
 */
#ifndef AT_RULESET_SOURCE_H
#define AT_RULESET_SOURCE_H

#include "base/arena.h"
#include "base/error.h"

struct at_file {
	const char *name; /* as it should be named in errors */
	const char *text;
	size_t len;
	unsigned layer; /* 0 shipped, then one a path; a higher one is laid over */
};
struct at_files {
	struct at_file *items;
	size_t n, cap;
};

/* Adds the file, or all .yaml and .yml files below the directory. Problems go to `d`. False when memory ran out. */
bool at_files_add_path(struct at_files *files, const char *path, unsigned layer, struct at_arena *arena, struct at_diag *d);
bool at_files_add(struct at_files *files, const char *name, const char *text, size_t len, unsigned layer);
void at_files_free(struct at_files *files);

#endif
