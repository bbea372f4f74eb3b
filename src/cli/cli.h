/* SPDX-License-Identifier: MIT */
/*
 * cli: what every command gets to work with. main fills it, at_load_rules adds the rules, main frees it.
 */
#ifndef AT_CLI_CLI_H
#define AT_CLI_CLI_H

#include "attune/attune.h"
#include "cli/options.h"
#include "cli/output.h"

/* Exit codes. */
enum at_exit { AT_EXIT_CLEAN = 0, AT_EXIT_FOUND = 1, AT_EXIT_FAILED = 2 };

struct at_cli {
	struct at_options options;
	const struct at_command *command;
	char **words; /* after the command's name */
	size_t n_words;
	struct at_out out;
	attune_rules *rules; /* NULL until at_load_rules */
	attune_scanner *scanner;
	attune_report *report;
	attune_offers *offers;
	size_t problems; /* that loading the rules met */
	size_t broken;   /* those of them that are more than a warning */
};

/* Complains, points at --help, returns AT_EXIT_FAILED. */
int at_usage(const struct at_cli *cli, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
