/* SPDX-License-Identifier: MIT */
/*
 * main.c: from argv to a command and its exit code. Sorts the options, finds the command in the table, checks that it takes
 * what was given, runs it, writes what it answered. Without a command: the coach on a terminal, else like check, which
 * reads standard input.
 */
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/load.h"
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Finds the command and takes its name off the words. False, with the reason told, when there is none of that name. */
static bool find_command(struct at_cli *cli)
{
	struct at_options *o = &cli->options;
	char *alone[] = {at_input_is_live(cli) ? "coach" : "check"};
	size_t taken = 0;
	cli->words = o->words;
	cli->n_words = o->n_words;
	if (o->n_words == 0) {
		cli->command = at_command_find(alone, 1, &taken);
		return true;
	}
	cli->command = at_command_find(o->words, o->n_words, &taken);
	cli->words += taken;
	cli->n_words -= taken;
	if (cli->command != NULL)
		return true;
	const char *near = at_command_suggest(o->words, o->n_words);
	if (near != NULL)
		at_usage(cli, "no command \"%s\"; did you mean %s?", o->words[0], near);
	else
		at_usage(cli, "no command \"%s\"; to check a text: attune check TEXT", o->words[0]);
	return false;
}

static bool accepts(const struct at_cli *cli)
{
	const struct at_command *c = cli->command;
	uint64_t wrong = cli->options.given & ~(c->options | AT_EVERYWHERE);
	for (size_t i = 0; i < AT_OPTIONS; i++) {
		if ((wrong & AT_BIT(i)) != 0) {
			at_usage(cli, "%s takes no --%s", c->name, at_option_table[i].name);
			return false;
		}
	}
	const char *format = cli->options.value[AT_O_FORMAT], *formats = at_command_argument(c, AT_O_FORMAT);
	if (format != NULL && at_choice(formats, format) < 0)
		at_usage(cli, "%s has --format %s, not \"%s\"", c->name, formats, format);
	else if (cli->n_words < c->least)
		at_usage(cli, "%s needs %s", c->name, c->arguments);
	else if (cli->n_words > c->most)
		at_usage(cli, "%s doesn't know what to do with \"%s\"", c->name, cli->words[c->most]);
	else
		return true;
	return false;
}

static int dispatch(struct at_cli *cli)
{
	const struct at_options *o = &cli->options;
	bool bare = o->n_words == 0;
	if (at_given(o, AT_O_VERSION)) {
		at_buffer_add_str(&cli->out.bytes, "attune " ATTUNE_VERSION "\n");
		return AT_EXIT_CLEAN;
	}
	if (bare && (at_given(o, AT_O_HELP) || (isatty(STDIN_FILENO) == 1 && !at_input_is_live(cli)))) {
		at_help_program(&cli->out);
		return AT_EXIT_CLEAN;
	}
	if (!find_command(cli))
		return AT_EXIT_FAILED;
	if (at_given(o, AT_O_HELP)) {
		at_help_command(&cli->out, cli->command);
		return AT_EXIT_CLEAN;
	}
	if (!accepts(cli))
		return AT_EXIT_FAILED;
	if (cli->command->run == at_coach_run && !at_input_is_live(cli))
		return at_check_run(cli);
	double start = at_out_clock();
	int code = cli->command->run(cli);
	if (at_given(o, AT_O_TIMING) && cli->command->run != at_coach_run)
		at_out_timing(start);
	return code;
}

static int finish(struct at_cli *cli, int code)
{
	if (!at_out_flush(&cli->out)) {
		at_complain("could not write the answer: %s", strerror(cli->out.error));
		code = AT_EXIT_FAILED;
	}
	at_out_free(&cli->out);
	at_load_forget(cli);
	at_options_free(&cli->options);
	return code;
}

int main(int argc, char **argv)
{
	struct at_cli cli = {0};
	struct at_buffer problem = {0};
	int code = AT_EXIT_FAILED;
	(void)signal(SIGPIPE, SIG_IGN);
	(void)signal(SIGXFSZ, SIG_IGN);
	bool parsed = at_options_parse(&cli.options, argc, argv, &problem);
	at_out_open(&cli.out, (enum at_colour)cli.options.choice[AT_O_COLOR]);
	cli.out.plain = at_given(&cli.options, AT_O_PLAIN);
	if (cli.out.plain)
		at_out_recolour(&cli.out, AT_COLOUR_NEVER);
	if (parsed)
		code = dispatch(&cli);
	else
		at_usage(&cli, "%s", at_buffer_str(&problem));
	at_buffer_free(&problem);
	return finish(&cli, code);
}
