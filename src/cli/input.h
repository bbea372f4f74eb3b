/* SPDX-License-Identifier: MIT */
/*
 * input: texts from the command line, files or standard input. May call output.
 */
#ifndef AT_CLI_INPUT_H
#define AT_CLI_INPUT_H

#include "cli/cli.h"

/* `name` is NULL when the text has none (it was typed as words or is standard input); `label` is for messages. */
struct at_text_source {
	const char *name, *label;
	const char *ptr;
	size_t len;
};
/* Called with each text; returns an exit code. */
typedef int (*at_input_fn)(struct at_cli *cli, const struct at_text_source *source, void *payload);

/* Appends a file (`-`: standard input), stopping soon after ATTUNE_MAX_MESSAGE bytes, which the library refuses. False, with
 * the reason told, when it can't be read. */
bool at_input_file(struct at_buffer *out, const char *path);
/* The texts that the words mean: none or `-`: standard input; the first one a file: all are files; else the words are one
 * text. Returns the highest exit code; a file that can't be read is told and counts as AT_EXIT_FAILED. */
int at_input_each(struct at_cli *cli, at_input_fn fn, void *payload);
/* Appends the words with a space between. */
void at_input_words(const struct at_cli *cli, struct at_buffer *out);
/* How many texts at_input_each will find. */
size_t at_input_count(const struct at_cli *cli);
/* Whether at_input_each will read standard input. */
bool at_input_uses_stdin(const struct at_cli *cli);

/* Whether people sit at both ends: standard input and output are a terminal. */
bool at_input_is_live(const struct at_cli *cli);

/* Whether there is a partner text: --partner or --partner-file. */
bool at_input_has_partner(const struct at_cli *cli);
/* Appends it. False, with the reason told, when the options contradict or the file can't be read. */
bool at_input_partner(const struct at_cli *cli, struct at_buffer *partner);

#endif
