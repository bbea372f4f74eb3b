/* SPDX-License-Identifier: MIT */
/*
 * commands: the functions that the table of commands names. Each takes its words and options from `cli`, leaves its answer in
 * cli->out and returns an exit code (enum at_exit); errors are already told when it returns AT_EXIT_FAILED.
 */
#ifndef AT_CLI_COMMANDS_H
#define AT_CLI_COMMANDS_H

#include "cli/cli.h"

int at_check_run(struct at_cli *cli);
int at_scanlines_run(struct at_cli *cli);
int at_read_run(struct at_cli *cli);
int at_rewrite_run(struct at_cli *cli);
int at_mirror_run(struct at_cli *cli);
int at_explain_run(struct at_cli *cli);
int at_explain_trace(struct at_cli *cli); /* explain --trace */
int at_rules_list(struct at_cli *cli);
int at_rules_path(struct at_cli *cli);
int at_rules_export(struct at_cli *cli);
int at_ruletest_run(struct at_cli *cli);
int at_ruletest_lint(struct at_cli *cli);
int at_rules_schema(struct at_cli *cli);
int at_rulenew_run(struct at_cli *cli);
int at_ruleeval_run(struct at_cli *cli);
int at_completion_run(struct at_cli *cli);
int at_help_run(struct at_cli *cli);
int at_man_run(struct at_cli *cli); /* the man page, as roff */
int at_help_group(struct at_cli *cli);
int at_coach_run(struct at_cli *cli);
int at_practice_run(struct at_cli *cli);
int at_progress_run(struct at_cli *cli);
int at_forget_run(struct at_cli *cli);
int at_mode_run(struct at_cli *cli); /* walk, self, repair, receive, challenge, journal */

/* Appends all there is to say about a rule, by its number in the set. */
void at_explain_rule(struct at_cli *cli, size_t i);
/* The rule of that id, or the only one whose id ends with /name; SIZE_MAX for none. */
size_t at_explain_find(const attune_rules *rules, const char *name);

/* Appends the help of one command, or of the whole program for NULL. */
void at_help_command(struct at_out *out, const struct at_command *command);
void at_help_program(struct at_out *out);

#endif
