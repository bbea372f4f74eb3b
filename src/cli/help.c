/* SPDX-License-Identifier: MIT */
/*
 * help.c: help, written from the tables of commands and options. Output: text, wrapped to the terminal.
 */
#include "cli/command.h"
#include "cli/coachcmd.h"
#include "cli/commands.h"
#include "cli/show.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define NAME_COLUMNS 14
#define OPTION_COLUMNS 32

static void heading(struct at_out *out, const char *text)
{
	at_buffer_add_char(&out->bytes, '\n');
	at_out_text(out, AT_BOLD, text);
	at_buffer_add_char(&out->bytes, '\n');
}

/* `arg`: what follows the option here, or NULL. */
static void option(struct at_out *out, const struct at_option_spec *o, const char *arg)
{
	struct at_buffer name = {0};
	bool all = arg == o->arg;
	if (o->letter != 0)
		at_buffer_addf(&name, "-%c, ", o->letter);
	at_buffer_addf(&name, "%s--%s%s%s", o->letter == 0 ? "    " : "", o->name, arg == NULL ? "" : " ", arg == NULL ? "" : arg);
	at_out_spaces(out, 2);
	at_buffer_add_str(&out->bytes, at_buffer_str(&name));
	size_t columns = name.len + 2;
	if (columns + 1 > OPTION_COLUMNS) {
		at_buffer_add_char(&out->bytes, '\n');
		columns = 0;
	}
	at_out_spaces(out, OPTION_COLUMNS - columns);
	at_show_wrapped(&out->bytes, all ? o->help : "for people or for programs", OPTION_COLUMNS, OPTION_COLUMNS, out->width);
	at_buffer_free(&name);
}

/* `c`: the command they are of, or NULL. */
static void options(struct at_out *out, const char *title, const struct at_command *c, uint64_t which)
{
	if (which == 0)
		return;
	heading(out, title);
	for (size_t i = 0; i < AT_OPTIONS; i++)
		if ((which & AT_BIT(i)) != 0)
			option(out, &at_option_table[i], c == NULL ? at_option_table[i].arg : at_command_argument(c, i));
}

/* Lines that begin with # are dim, the others stand as they are, both behind two spaces. */
static void examples(struct at_out *out, const char *text)
{
	while (*text != 0) {
		size_t len = strcspn(text, "\n");
		at_out_spaces(out, 2);
		at_out_style(out, *text == '#' ? AT_DIM : AT_PLAIN);
		at_buffer_add(&out->bytes, text, len);
		at_out_style(out, AT_PLAIN);
		at_buffer_add_char(&out->bytes, '\n');
		text += len + (text[len] == '\n');
	}
}

static void commands(struct at_out *out, const char *group)
{
	for (size_t i = 0; i < at_command_count; i++) {
		const struct at_command *c = &at_command_table[i];
		if (c->group || (group != NULL && !at_command_in_group(c, group)))
			continue;
		at_out_spaces(out, 2);
		at_buffer_add_str(&out->bytes, c->name);
		at_out_spaces(out, NAME_COLUMNS - strlen(c->name));
		at_show_wrapped(&out->bytes, c->line, NAME_COLUMNS + 2, NAME_COLUMNS + 2, out->width);
	}
}

void at_help_command(struct at_out *out, const struct at_command *c)
{
	at_buffer_addf(&out->bytes, "attune %s%s%s\n\n", c->name, c->arguments[0] == 0 ? "" : " ", c->arguments);
	at_out_paragraph(out, c->about);
	if (c->group) {
		heading(out, "Commands");
		commands(out, c->name);
	}
	if (c->run == at_coach_run) {
		heading(out, "In the coach");
		at_coach_help(out);
	}
	heading(out, "Examples");
	examples(out, c->examples);
	options(out, "Options", c, c->options);
	options(out, "Options of every command", NULL, AT_EVERYWHERE);
}

void at_help_program(struct at_out *out)
{
	static const char about[] = "attune reads a message before you send it: which phrases may not land with the other person, "
				    "why, and what could go "
				    "there instead. It works on your machine alone and keeps nothing.";
	at_out_paragraph(out, about);
	heading(out, "Try");
	examples(out, "attune\n"
	              "attune check \"At least you still have a job.\"\n"
	              "attune check -p \"they cut my hours again\" \"You should call HR.\"\n");
	heading(out, "Commands");
	commands(out, NULL);
	options(out, "Options of every command", NULL, AT_EVERYWHERE);
	at_buffer_add_str(&out->bytes, "\nattune COMMAND --help says more about one of them.\n");
}

int at_help_run(struct at_cli *cli)
{
	size_t taken = 0;
	const struct at_command *c = at_command_find(cli->words, cli->n_words, &taken);
	if (cli->n_words == 1 && strcmp(cli->words[0], "man") == 0)
		return at_man_run(cli);
	if (cli->n_words == 0)
		at_help_program(&cli->out);
	else if (c != NULL && taken == cli->n_words)
		at_help_command(&cli->out, c);
	else
		return at_usage(cli, "no command \"%s\"", cli->words[c == NULL ? 0 : taken]);
	return AT_EXIT_CLEAN;
}

int at_help_group(struct at_cli *cli)
{
	const char *group = cli->command->name;
	if (cli->n_words == 0)
		return at_usage(cli, "%s what? one of %s", group, cli->command->arguments);
	const char *near = at_command_suggest(cli->options.words, cli->options.n_words);
	if (near != NULL && strcmp(near, group) != 0)
		return at_usage(cli, "no command \"%s %s\"; did you mean %s?", group, cli->words[0], near);
	return at_usage(cli, "no command \"%s %s\"; one of %s", group, cli->words[0], cli->command->arguments);
}

int at_usage(const struct at_cli *cli, const char *fmt, ...)
{
	char text[512];
	const char *name = cli->command == NULL ? "" : cli->command->name;
	va_list ap;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	at_complain("%s (see attune %s%s--help)", text, name, *name == 0 ? "" : " ");
	return AT_EXIT_FAILED;
}
