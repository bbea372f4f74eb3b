/* SPDX-License-Identifier: MIT */
/*
 * load: which rules hold, and the scanner over them. May call output and watch; reads the environment for rules, nobody else does.
 */
#ifndef AT_CLI_LOAD_H
#define AT_CLI_LOAD_H

#include "cli/cli.h"

struct at_rule_path {
	char *path;
	const char *from; /* "--rules", "$ATTUNE_RULES", "your config" */
	bool there;
};
struct at_rule_paths {
	struct at_rule_path *items;
	size_t n, cap;
	bool failed; /* out of memory */
};

/* The places of rules beside the shipped set, the weakest first. */
void at_load_paths(struct at_rule_paths *out, const struct at_options *options);
void at_load_paths_free(struct at_rule_paths *paths);
/* A number that changes when a file in those places does (see watch.h). */
uint64_t at_load_sum(const struct at_options *options);
/* The same as texts, those alone that are there: for data files, which are read where rules are. An array to be freed, before
 * `places`, which owns the texts; NULL when memory ran out. Either way at_load_paths_free the places. */
const char **at_load_data_paths(struct at_rule_paths *places, const struct at_options *options, size_t *n);

/* Fills cli->rules and cli->problems; `extra` paths come over all others. Problems go to standard error as
 * file:line:column: rule: message. AT_EXIT_CLEAN, or AT_EXIT_FAILED with the reason told: no rules, or problems
 * under --strict. */
int at_load_rules(struct at_cli *cli, char *const *extra, size_t n);
/* Another scanner of the rules; complains and is false when there is no memory. */
bool at_load_new_scanner(attune_scanner **out, const attune_rules *rules);
/* Fills cli->scanner, and cli->rules when nobody did yet. */
int at_load_scanner(struct at_cli *cli);

/* Frees the rules and all that was made with them. */
void at_load_forget(struct at_cli *cli);

/* Tells, on standard error, which rules could not answer about the last text. */
void at_load_troubles(const struct at_cli *cli);
/* An attune_diag_fn: a line to standard error. */
void at_load_tell(const attune_error *e, void *payload);
/* Appends an error as file:line:column: rule: message. */
void at_load_format(struct at_buffer *out, const attune_error *e);

#endif
