/* SPDX-License-Identifier: MIT */
/*
 * ruletest: the rules that words choose: files and folders (loaded over the others), ids, categories. May call load, ruleview.
 */
#ifndef AT_CLI_RULETEST_H
#define AT_CLI_RULETEST_H

#include "cli/cli.h"

/* Loads the rules with the words that are files over them. AT_EXIT_CLEAN, or AT_EXIT_FAILED with the reason told: nothing is
 * chosen by a
 * word, too. */
int at_ruletest_load(struct at_cli *cli);
/* Whether the words choose the rule; without words all are. */
bool at_ruletest_chosen(const struct at_cli *cli, const attune_rule_info *r);

/* rulewatch.c: runs it, and again whenever a rule file changes, until Ctrl-C; of what it says only what is new is shown. An exit
 * code. */
int at_rulewatch(struct at_cli *cli, int (*run)(struct at_cli *cli));

#endif
