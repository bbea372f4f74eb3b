/* SPDX-License-Identifier: MIT */
/*
 * command: the one table of commands. Dispatch, --help, the shell completions and the man page are made from it.
 */
#ifndef AT_CLI_COMMAND_H
#define AT_CLI_COMMAND_H

#include "cli/cli.h"

struct at_command {
	const char *name;      /* "check"; "rules list" for a command of a group */
	const char *arguments; /* what follows the name in the synopsis */
	const char *line;      /* one line of help, no full stop */
	const char *about;     /* more, paragraphs with newlines between */
	const char *examples;  /* at least two: "# what it is for\ncommand\n" */
	uint64_t options;      /* bits of enum at_option, beside AT_EVERYWHERE */
	const char *formats;   /* the --formats it has, when it hasn't all of them: the first ones in the table */
	size_t least, most;    /* words it takes */
	enum at_complete complete;
	const char *choices; /* words it knows, for AT_COMPLETE_CHOICE: "bash|zsh" */
	bool group;          /* a name that others begin with; not listed by itself */
	int (*run)(struct at_cli *cli);
};
extern const struct at_command at_command_table[];
extern const size_t at_command_count;

/* The command that the first words name, and how many words that took; NULL when they name none. */
const struct at_command *at_command_find(char *const *words, size_t n, size_t *taken);
/* The command whose name is nearest to the first words, or NULL. */
const char *at_command_suggest(char *const *words, size_t n);
/* What may follow an option when it is this command's; NULL: nothing. Choices have | between them. */
const char *at_command_argument(const struct at_command *command, enum at_option option);
/* Whether `command` belongs to the group `name`. */
bool at_command_in_group(const struct at_command *command, const char *name);

#endif
