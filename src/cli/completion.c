/* SPDX-License-Identifier: MIT */
/*
 * completion.c: completion scripts for bash, zsh and fish, written from the tables of commands and options. Rule ids and categories
 * are asked of attune itself when somebody presses Tab, so that one's own rules are among them.
 */
#include "cli/command.h"
#include "cli/commands.h"
#include <string.h>

#define RULE_IDS "attune rules list -q 2>/dev/null | cut -d' ' -f1"
#define CATEGORIES "attune rules list -q --kind flag 2>/dev/null | cut -d/ -f1 | sort -u"

/* Single words of a text for a shell, ' made safe. */
static void quoted(struct at_buffer *out, const char *text)
{
	at_buffer_add_char(out, '\'');
	for (; *text != 0; text++) {
		if (*text == '\'')
			at_buffer_add_str(out, "'\\''");
		else
			at_buffer_add_char(out, *text);
	}
	at_buffer_add_char(out, '\'');
}

/* "a|b|c" as "a b c". */
static void choices(struct at_buffer *out, const char *arg)
{
	for (; *arg != 0; arg++)
		at_buffer_add_char(out, *arg == '|' ? ' ' : *arg);
}

static bool has_choices(const struct at_option_spec *o)
{
	return o->arg != NULL && strchr(o->arg, '|') != NULL;
}

/* What is typed for the command after `group`, or after `attune` for ""; NULL when it doesn't stand there. */
static const char *short_name(const struct at_command *c, const char *group)
{
	if (*group == 0)
		return strchr(c->name, ' ') == NULL ? c->name : NULL;
	return at_command_in_group(c, group) ? c->name + strlen(group) + 1 : NULL;
}

/* The names that may stand there, with spaces between. */
static void names(struct at_buffer *out, const char *group)
{
	const char *sep = "";
	for (size_t i = 0; i < at_command_count; i++) {
		const char *name = short_name(&at_command_table[i], group);
		if (name == NULL)
			continue;
		at_buffer_addf(out, "%s%s", sep, name);
		sep = " ";
	}
}

static void option_names(struct at_buffer *out, uint64_t which)
{
	const char *sep = "";
	for (size_t i = 0; i < AT_OPTIONS; i++) {
		if ((which & AT_BIT(i)) == 0)
			continue;
		at_buffer_addf(out, "%s--%s", sep, at_option_table[i].name);
		sep = " ";
	}
}

/* "--name | -n" for a case of a shell. */
static void either(struct at_buffer *out, const struct at_option_spec *o)
{
	at_buffer_addf(out, "--%s", o->name);
	if (o->letter != 0)
		at_buffer_addf(out, " | -%c", o->letter);
}

/* All options that have a value, for a case of a shell. */
static void with_values(struct at_buffer *out)
{
	const char *sep = "";
	for (size_t i = 0; i < AT_OPTIONS; i++) {
		if (at_option_table[i].arg == NULL)
			continue;
		at_buffer_add_str(out, sep);
		either(out, &at_option_table[i]);
		sep = " | ";
	}
}

/* Where the words are known already (commands, or `list`: names with | between): those, with something around. Else false. */
static bool listed(struct at_buffer *out, enum at_complete kind, const char *list, const char *before, const char *after)
{
	if (kind != AT_COMPLETE_COMMAND && list == NULL)
		return false;
	at_buffer_add_str(out, before);
	if (kind == AT_COMPLETE_COMMAND)
		names(out, "");
	else
		choices(out, list);
	at_buffer_add_str(out, after);
	return true;
}

/* ---------------------------------------------------------------------- bash */

/* What may stand there. File names are left to bash, which knows about blanks, quotes and ~ in them. `list`: names with | between,
 * or NULL. */
static void bash_kind(struct at_buffer *out, enum at_complete kind, const char *list)
{
	static const char *const code[] = {
		[AT_COMPLETE_NONE] = ":",
		[AT_COMPLETE_FILE] = "compopt -o default",
		[AT_COMPLETE_DIR] = "compopt -o dirnames",
		[AT_COMPLETE_RULE] = "_attune_words \"$(" RULE_IDS ")\"",
		[AT_COMPLETE_RULES] = "_attune_words \"$(" RULE_IDS "; " CATEGORIES ")\"; compopt -o default",
		[AT_COMPLETE_CATEGORY] = "_attune_words \"$(" CATEGORIES ")\"",
	};
	if (!listed(out, kind, list, "_attune_words '", "'"))
		at_buffer_add_str(out, code[kind]);
}

/* What may follow a command, when it is the one on the line. */
static void bash_words(struct at_buffer *out, const struct at_command *c)
{
	at_buffer_addf(out, "\t'%s')\n\t\tif [[ $cur == -* ]]; then\n\t\t\t_attune_words '", c->name);
	option_names(out, c->options | AT_EVERYWHERE);
	at_buffer_add_str(out, "'\n\t\telse\n\t\t\t");
	if (c->group) {
		at_buffer_add_str(out, "_attune_words '");
		names(out, c->name);
		at_buffer_add_char(out, '\'');
	} else
		bash_kind(out, c->complete, c->choices);
	at_buffer_add_str(out, "\n\t\tfi\n\t\t;;\n");
}

/* The value of an option, when the word before is one. */
static void bash_option(struct at_buffer *out, const struct at_option_spec *o)
{
	at_buffer_add_char(out, '\t');
	either(out, o);
	at_buffer_add_str(out, ")\n\t\t");
	bash_kind(out, o->complete, has_choices(o) ? o->arg : NULL);
	at_buffer_add_str(out, "\n\t\treturn\n\t\t;;\n");
}

/* Shell code that puts the command on the line into $cmd. bash takes --name=value for three words. */
static void bash_find_command(struct at_buffer *out)
{
	at_buffer_add_str(out, "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	                       "\t\tcase ${COMP_WORDS[i]} in\n"
	                       "\t\t");
	with_values(out);
	at_buffer_add_str(out, ")\n"
	                       "\t\t\t[[ ${COMP_WORDS[i + 1]} == = ]] && ((i++))\n"
	                       "\t\t\t((i++))\n"
	                       "\t\t\t;;\n"
	                       "\t\t-*) ;;\n"
	                       "\t\t*)\n"
	                       "\t\t\tif [[ -z $cmd ]]; then\n"
	                       "\t\t\t\tcmd=${COMP_WORDS[i]}\n"
	                       "\t\t\telif [[ $cmd == rules ]]; then\n"
	                       "\t\t\t\tcmd=\"rules ${COMP_WORDS[i]}\"\n"
	                       "\t\t\tfi\n"
	                       "\t\t\t;;\n"
	                       "\t\tesac\n"
	                       "\tdone\n");
}

static void bash(struct at_buffer *out)
{
	at_buffer_add_str(out, "# bash completion for attune, made by: attune completion bash\n"
	                       "# shellcheck shell=bash disable=SC2207\n"
	                       "_attune_words() { COMPREPLY=($(compgen -W \"$1\" -- \"$cur\")); }\n"
	                       "_attune() {\n"
	                       "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} cmd='' i\n"
	                       "\tCOMPREPLY=()\n"
	                       "\tif [[ $cur == = ]]; then\n"
	                       "\t\tcur=''\n"
	                       "\telif [[ $prev == = ]]; then\n"
	                       "\t\tprev=${COMP_WORDS[COMP_CWORD - 2]}\n"
	                       "\tfi\n"
	                       "\tcase $prev in\n");
	for (size_t i = 0; i < AT_OPTIONS; i++)
		if (at_option_table[i].arg != NULL)
			bash_option(out, &at_option_table[i]);
	at_buffer_add_str(out, "\tesac\n");
	bash_find_command(out);
	at_buffer_add_str(out, "\tcase $cmd in\n\t'')\n\t\tif [[ $cur == -* ]]; then\n\t\t\t_attune_words '");
	option_names(out, AT_EVERYWHERE);
	at_buffer_add_str(out, "'\n\t\telse\n\t\t\t_attune_words '");
	names(out, "");
	at_buffer_add_str(out, "'\n\t\tfi\n\t\t;;\n");
	for (size_t i = 0; i < at_command_count; i++)
		bash_words(out, &at_command_table[i]);
	at_buffer_add_str(out, "\tesac\n}\ncomplete -F _attune attune\n");
}

/* ----------------------------------------------------------------------- zsh */

static void zsh_commands(struct at_buffer *out, const char *group)
{
	for (size_t i = 0; i < at_command_count; i++) {
		const struct at_command *c = &at_command_table[i];
		struct at_buffer text = {0};
		const char *name = short_name(c, group);
		if (name == NULL)
			continue;
		at_buffer_addf(&text, "%s:%s", name, c->line);
		at_buffer_add_char(out, ' ');
		quoted(out, at_buffer_str(&text));
		at_buffer_free(&text);
	}
}

static void zsh_options(struct at_buffer *out, uint64_t which)
{
	for (size_t i = 0; i < AT_OPTIONS; i++) {
		struct at_buffer text = {0};
		if ((which & AT_BIT(i)) == 0)
			continue;
		at_buffer_addf(&text, "--%s:%s", at_option_table[i].name, at_option_table[i].help);
		at_buffer_add_char(out, ' ');
		quoted(out, at_buffer_str(&text));
		at_buffer_free(&text);
	}
}

static void zsh_kind(struct at_buffer *out, enum at_complete kind, const char *list)
{
	static const char *const code[] = {
		[AT_COMPLETE_NONE] = ":",
		[AT_COMPLETE_FILE] = "_files",
		[AT_COMPLETE_DIR] = "_files -/",
		[AT_COMPLETE_RULE] = "compadd -- ${(f)\"$(" RULE_IDS ")\"}",
		[AT_COMPLETE_RULES] = "compadd -- ${(f)\"$(" RULE_IDS "; " CATEGORIES ")\"}; _files",
		[AT_COMPLETE_CATEGORY] = "compadd -- ${(f)\"$(" CATEGORIES ")\"}",
	};
	if (!listed(out, kind, list, "compadd -- ", ""))
		at_buffer_add_str(out, code[kind]);
}

static void zsh_words(struct at_buffer *out, const struct at_command *c)
{
	at_buffer_addf(out, "\t'%s')\n\t\tif [[ $PREFIX == -* ]]; then\n\t\t\titems=(", c->name);
	zsh_options(out, c->options | AT_EVERYWHERE);
	at_buffer_add_str(out, " )\n\t\t\t_describe option items\n\t\telse\n\t\t\t");
	if (c->group) {
		at_buffer_add_str(out, "items=(");
		zsh_commands(out, c->name);
		at_buffer_add_str(out, " )\n\t\t\t_describe command items");
	} else
		zsh_kind(out, c->complete, c->choices);
	at_buffer_add_str(out, "\n\t\tfi\n\t\t;;\n");
}

static void zsh_values(struct at_buffer *out)
{
	at_buffer_add_str(out, "\tif [[ $PREFIX == --*=* ]]; then\n\t\tprev=${PREFIX%%=*}\n\t\tcompset -P '*='\n\tfi\n"
	                       "\tcase $prev in\n");
	for (size_t i = 0; i < AT_OPTIONS; i++) {
		const struct at_option_spec *o = &at_option_table[i];
		if (o->arg == NULL)
			continue;
		at_buffer_add_char(out, '\t');
		either(out, o);
		at_buffer_add_str(out, ") ");
		zsh_kind(out, o->complete, has_choices(o) ? o->arg : NULL);
		at_buffer_add_str(out, "; return ;;\n");
	}
	at_buffer_add_str(out, "\tesac\n");
}

/* Shell code that puts the command on the line into $cmd. */
static void zsh_find_command(struct at_buffer *out)
{
	at_buffer_add_str(out, "\tfor ((i = 2; i < CURRENT; i++)); do\n\t\tcase ${words[i]} in\n\t\t");
	with_values(out);
	at_buffer_add_str(out, ") ((i++)) ;;\n"
	                       "\t\t-*) ;;\n"
	                       "\t\t*) if [[ -z $cmd ]]; then cmd=${words[i]}; "
	                       "elif [[ $cmd == rules ]]; then cmd=\"rules ${words[i]}\"; fi ;;\n"
	                       "\t\tesac\n"
	                       "\tdone\n");
}

static void zsh(struct at_buffer *out)
{
	at_buffer_add_str(out, "#compdef attune\n"
	                       "# zsh completion for attune, made by: attune completion zsh\n"
	                       "_attune() {\n"
	                       "\tlocal cmd='' prev=${words[CURRENT-1]} i\n"
	                       "\tlocal -a items\n");
	zsh_values(out);
	zsh_find_command(out);
	at_buffer_add_str(out, "\tcase $cmd in\n\t'')\n\t\tif [[ $PREFIX == -* ]]; then\n\t\t\titems=(");
	zsh_options(out, AT_EVERYWHERE);
	at_buffer_add_str(out, " )\n\t\t\t_describe option items\n\t\telse\n\t\t\titems=(");
	zsh_commands(out, "");
	at_buffer_add_str(out, " )\n\t\t\t_describe command items\n\t\tfi\n\t\t;;\n");
	for (size_t i = 0; i < at_command_count; i++)
		zsh_words(out, &at_command_table[i]);
	at_buffer_add_str(out, "\tesac\n}\n"
	                       "if [[ ${funcstack[1]} == _attune ]]; then _attune \"$@\"; else compdef _attune attune; fi\n");
}

/* ---------------------------------------------------------------------- fish */

/* -n '...' that holds when `c` is the command on the line. */
static void fish_when(struct at_buffer *out, const struct at_command *c)
{
	const char *space = strchr(c->name, ' ');
	at_buffer_add_str(out, "complete -c attune -n '__fish_seen_subcommand_from ");
	at_buffer_add(out, c->name, space == NULL ? strlen(c->name) : (size_t)(space - c->name));
	if (space != NULL)
		at_buffer_addf(out, "; and __fish_seen_subcommand_from %s", space + 1);
	at_buffer_add_str(out, "' ");
}

/* What may stand there, as options of `complete`. */
static void fish_kind(struct at_buffer *out, enum at_complete kind, const char *list)
{
	static const char *const code[] = {
		[AT_COMPLETE_NONE] = "",
		[AT_COMPLETE_FILE] = "-F",
		[AT_COMPLETE_DIR] = "-a '(__fish_complete_directories)'",
		[AT_COMPLETE_RULE] = "-a \"(" RULE_IDS ")\"",
		[AT_COMPLETE_RULES] = "-F -a \"(" RULE_IDS "; " CATEGORIES ")\"",
		[AT_COMPLETE_CATEGORY] = "-a \"(" CATEGORIES ")\"",
	};
	if (!listed(out, kind, list, "-a '", "'"))
		at_buffer_add_str(out, code[kind]);
}

/* `arg`: what follows the option here, or NULL. */
static void fish_option(struct at_buffer *out, const struct at_option_spec *o, const char *arg)
{
	at_buffer_addf(out, "-l %s ", o->name);
	if (o->letter != 0)
		at_buffer_addf(out, "-s %c ", o->letter);
	if (o->arg != NULL) {
		at_buffer_add_str(out, o->complete == AT_COMPLETE_FILE ? "-r " : "-x ");
		fish_kind(out, o->complete, has_choices(o) ? arg : NULL);
		at_buffer_add_char(out, ' ');
	}
	at_buffer_add_str(out, "-d ");
	quoted(out, o->help);
	at_buffer_add_char(out, '\n');
}

static void fish_command(struct at_buffer *out, const struct at_command *c)
{
	const char *space = strchr(c->name, ' ');
	at_buffer_add_str(out, "complete -c attune -n '");
	if (space != NULL)
		at_buffer_add_str(out, "__fish_seen_subcommand_from rules; and ");
	at_buffer_add_str(out, "not __fish_seen_subcommand_from ");
	names(out, space != NULL ? "rules" : "");
	at_buffer_addf(out, "' -a %s -d ", space != NULL ? space + 1 : c->name);
	quoted(out, c->line);
	at_buffer_add_char(out, '\n');
	for (size_t i = 0; i < AT_OPTIONS; i++) {
		if ((c->options & AT_BIT(i)) == 0)
			continue;
		fish_when(out, c);
		fish_option(out, &at_option_table[i], at_command_argument(c, i));
	}
	if (c->complete != AT_COMPLETE_NONE) {
		fish_when(out, c);
		fish_kind(out, c->complete, c->choices);
		at_buffer_add_char(out, '\n');
	}
}

static void fish(struct at_buffer *out)
{
	at_buffer_add_str(out, "# fish completion for attune, made by: attune completion fish\ncomplete -c attune -f\n");
	for (size_t i = 0; i < AT_OPTIONS; i++) {
		if ((AT_EVERYWHERE & AT_BIT(i)) == 0)
			continue;
		at_buffer_add_str(out, "complete -c attune ");
		fish_option(out, &at_option_table[i], at_option_table[i].arg);
	}
	for (size_t i = 0; i < at_command_count; i++)
		fish_command(out, &at_command_table[i]);
}

int at_completion_run(struct at_cli *cli)
{
	static void (*const scripts[])(struct at_buffer *) = {bash, zsh, fish};
	int shell = at_choice(cli->command->choices, cli->words[0]);
	if (shell < 0)
		return at_usage(cli, "the shells are bash, zsh and fish, not \"%s\"", cli->words[0]);
	scripts[shell](&cli->out.bytes);
	return AT_EXIT_CLEAN;
}
