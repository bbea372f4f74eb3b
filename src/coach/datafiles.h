/* SPDX-License-Identifier: MIT */
/*
 * datafiles: the files of `kind: data`, shipped and the user's, parsed. May call attune.h, base, ruleset/source. For scenes and wording,
 * which read different keys of them.
 * Invariant: files come in the order in which they are laid over each other, the shipped ones first.
 */
#ifndef AT_COACH_DATAFILES_H
#define AT_COACH_DATAFILES_H

#include "attune/attune.h"
#include "base/arena.h"
#include "base/yaml.h"

struct at_datafile {
	const char *name; /* as it should be named in errors */
	const struct at_node *root;
	bool shipped;
};
/* False when memory ran out. */
typedef bool (*at_datafile_fn)(const struct at_datafile *file, void *payload);

/* Calls `fn` with each file that has `kind: data` and one of the top-level `keys` ("modes:"; NULL at their end): the shipped ones below
 * `folder` ("modes/"), then those below `paths` (files or folders). A file that isn't YAML is passed over: loading the rules tells of it.
 * Names and nodes live as long as the arena. False when memory ran out. */
bool at_datafiles_each(const char *folder, const char *const *keys, const char *const *paths, size_t n, struct at_arena *arena,
                       at_datafile_fn fn, void *payload);

#endif
