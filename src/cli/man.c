/* SPDX-License-Identifier: MIT */
/*
 * man.c: the man page attune(1), written from the tables of commands, options and the coach's commands. Output: roff.
 */
#include "cli/coachcmd.h"
#include "cli/command.h"
#include "cli/commands.h"
#include <string.h>

/* Text of a table as roff: backslashes and dashes escaped, a dot or quote at the start of a line made harmless. */
static void add(struct at_buffer *out, const char *text)
{
	bool starts = true;
	for (const char *p = text; *p != 0; p++) {
		if (starts && (*p == '.' || *p == '\''))
			at_buffer_add_str(out, "\\&");
		if (*p == '\\')
			at_buffer_add_str(out, "\\e");
		else if (*p == '-')
			at_buffer_add_str(out, "\\-");
		else
			at_buffer_add_char(out, *p);
		starts = *p == '\n';
	}
}

static void item(struct at_buffer *out, const char *name, const char *arguments, const char *line)
{
	at_buffer_add_str(out, ".TP\n.B ");
	add(out, name);
	if (arguments[0] != 0) {
		at_buffer_add_str(out, "\\fR ");
		add(out, arguments);
	}
	at_buffer_add_char(out, '\n');
	add(out, line);
	at_buffer_add_char(out, '\n');
}

/* Blank lines of a table's text become borders of paragraphs. */
static void paragraphs(struct at_buffer *out, const char *text)
{
	for (;;) {
		const char *end = strstr(text, "\n\n");
		size_t len = end != NULL ? (size_t)(end - text) : strlen(text);
		struct at_buffer one = {0};
		at_buffer_add(&one, text, len);
		add(out, at_buffer_str(&one));
		at_buffer_add_char(out, '\n');
		at_buffer_free(&one);
		if (end == NULL)
			return;
		at_buffer_add_str(out, ".PP\n");
		text += len + 2;
	}
}

static void examples(struct at_buffer *out, const char *text)
{
	at_buffer_add_str(out, ".PP\n.RS\n.nf\n");
	add(out, text);
	at_buffer_add_str(out, ".fi\n.RE\n");
}

static void options(struct at_buffer *out)
{
	at_buffer_add_str(out, ".SH OPTIONS\n");
	for (size_t i = 0; i < AT_OPTIONS; i++) {
		const struct at_option_spec *o = &at_option_table[i];
		struct at_buffer name = {0};
		if (o->letter != 0)
			at_buffer_addf(&name, "-%c, ", o->letter);
		at_buffer_addf(&name, "--%s", o->name);
		item(out, at_buffer_str(&name), o->arg != NULL ? o->arg : "", o->help);
		at_buffer_free(&name);
	}
}

static void commands(struct at_buffer *out)
{
	at_buffer_add_str(out, ".SH COMMANDS\n");
	for (size_t i = 0; i < at_command_count; i++) {
		const struct at_command *c = &at_command_table[i];
		if (c->group)
			continue;
		at_buffer_add_str(out, ".SS attune ");
		add(out, c->name);
		at_buffer_add_char(out, ' ');
		add(out, c->arguments);
		at_buffer_add_char(out, '\n');
		paragraphs(out, c->about);
		examples(out, c->examples);
	}
}

static void coach(struct at_buffer *out)
{
	at_buffer_add_str(out, ".SH IN THE COACH\n");
	for (size_t i = 0; i < at_coach_count; i++) {
		struct at_buffer name = {0};
		at_buffer_addf(&name, "/%s", at_coach_table[i].name);
		item(out, at_buffer_str(&name), at_coach_table[i].arguments, at_coach_table[i].line);
		at_buffer_free(&name);
	}
}

/* A section of names and what each is for; the last row has no name. */
static void list(struct at_buffer *out, const char *title, const char *const (*rows)[2])
{
	at_buffer_addf(out, ".SH %s\n", title);
	for (; (*rows)[0] != NULL; rows++)
		item(out, (*rows)[0], "", (*rows)[1]);
}

static const char *const statuses[][2] = {
	{"0", "nothing found, or it worked"},
	{"1", "something was found"},
	{"2", "it could not run"},
	{NULL, NULL},
};
static const char *const variables[][2] = {
	{"ATTUNE_RULES", "folders or files of rules with colons between, over those of your own folder and below --rules"},
	{"XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_DATA_HOME",
         "where the files below are, instead of ~/.config, ~/.local/state and ~/.local/share"},
	{"NO_COLOR", "if it is not empty, no colours unless --color always"},
	{"VISUAL, EDITOR", "the editor that /edit opens"},
	{NULL, NULL},
};
static const char *const files[][2] = {
	{"$XDG_CONFIG_HOME/attune/rules/", "rules of your own"},
	{"$XDG_CONFIG_HOME/attune/config.yaml", "settings, as /set NAME VALUE --forever writes them"},
	{"$XDG_STATE_HOME/attune/", "the coach's history of commands; a kept draft, if `remember` is on"},
	{"$XDG_DATA_HOME/attune/", "practice and the journal; attune forget erases them"},
	{NULL, NULL},
};

int at_man_run(struct at_cli *cli)
{
	struct at_buffer *out = &cli->out.bytes;
	at_buffer_addf(out,
	               ".TH ATTUNE 1 \"\" \"attune %s\" \"User Commands\"\n.nh\n.ad l\n.SH NAME\n"
	               "attune \\- look over a message before you send it\n.SH SYNOPSIS\n.B attune\n.br\n"
	               ".B attune\n.I command\n[\\fIoptions\\fR] [\\fIwords\\fR]\n.SH DESCRIPTION\n",
	               ATTUNE_VERSION);
	add(out,
	    "attune points at the phrases of a draft that may not land with the other person, says why, and offers replies that mirror "
	    "what they feel. Alone on a terminal it is a conversation, the coach. It works offline, on rules that its users read and edit.\n");
	commands(out);
	options(out);
	coach(out);
	list(out, "EXIT STATUS", statuses);
	list(out, "ENVIRONMENT", variables);
	list(out, "FILES", files);
	at_buffer_add_str(out, ".SH SEE ALSO\n.BR attune\\-rules (5)\n");
	return AT_EXIT_CLEAN;
}
