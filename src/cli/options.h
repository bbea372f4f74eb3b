/* SPDX-License-Identifier: MIT */
/*
 * options: the one table of options, and the command line sorted into options and words. May call base, ruleset/suggest.
 * Invariant: after at_options_parse every value is from argv or a literal, so it lives as long as the program; a choice is
 * always one of its names. Letters and names mean the same under every command.
 */
#ifndef AT_CLI_OPTIONS_H
#define AT_CLI_OPTIONS_H

#include "base/buffer.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum at_option {
	AT_O_PARTNER,
	AT_O_PARTNER_FILE,
	AT_O_FAIL_ON,
	AT_O_FORMAT,
	AT_O_KIND,
	AT_O_CATEGORY,
	AT_O_FORCE,
	AT_O_GOAL,
	AT_O_TO,
	AT_O_PICK,
	AT_O_MORE,
	AT_O_REWRITE,
	AT_O_JOBS,
	AT_O_ALL,
	AT_O_SHIFT,
	AT_O_EXPORT,
	AT_O_ID,
	AT_O_TITLE,
	AT_O_SEVERITY,
	AT_O_PHRASE,
	AT_O_PATTERN,
	AT_O_WHY,
	AT_O_HEARS,
	AT_O_TRY,
	AT_O_FLAG,
	AT_O_PASS,
	AT_O_FILE,
	AT_O_DIR,
	AT_O_WATCH,
	AT_O_SLOW,
	AT_O_TRACE,
	AT_O_PLAIN,
	AT_O_TIMING,
	AT_O_RULES,
	AT_O_NO_USER_RULES,
	AT_O_STRICT,
	AT_O_QUIET,
	AT_O_COLOR,
	AT_O_HELP,
	AT_O_VERSION,
	AT_OPTIONS
};
#define AT_BIT(option) (UINT64_C(1) << (option))
/* Options that every command takes. */
#define AT_EVERYWHERE                                                                                                      \
	(AT_BIT(AT_O_RULES) | AT_BIT(AT_O_NO_USER_RULES) | AT_BIT(AT_O_STRICT) | AT_BIT(AT_O_QUIET) | AT_BIT(AT_O_COLOR) | \
	 AT_BIT(AT_O_HELP) | AT_BIT(AT_O_VERSION))

/* What a shell may offer after an option or a command. */
enum at_complete {
	AT_COMPLETE_NONE,
	AT_COMPLETE_FILE,
	AT_COMPLETE_DIR,
	AT_COMPLETE_RULE,     /* ids of rules */
	AT_COMPLETE_RULES,    /* ids, categories, or else files */
	AT_COMPLETE_CATEGORY, /* the categories of the flags there are */
	AT_COMPLETE_COMMAND,
	AT_COMPLETE_CHOICE /* the command's choices */
};

/* Choices that options, settings and commands of the coach share: the names of attune_goal and attune_to. */
#define AT_CHOICES_GOAL "any|heart|resolve|here"
#define AT_CHOICES_TO "any|partner|friend|parent|child|colleague"

struct at_option_spec {
	const char *name;
	char letter;     /* 0: none */
	const char *arg; /* what follows, "TEXT"; names with | between them are the choices; NULL: nothing follows */
	const char *help;
	int choice; /* the choice taken when nobody says */
	enum at_complete complete;
};
extern const struct at_option_spec at_option_table[AT_OPTIONS];

/* Choices, in the order of their names in the table. */
enum at_format { AT_FORMAT_TEXT, AT_FORMAT_JSON, AT_FORMAT_LINE };
enum at_fail_on { AT_FAIL_NOTE, AT_FAIL_MISS, AT_FAIL_HURT, AT_FAIL_NEVER };
enum at_export { AT_EXPORT_JSON, AT_EXPORT_CSV };
enum at_colour { AT_COLOUR_AUTO, AT_COLOUR_ALWAYS, AT_COLOUR_NEVER };

struct at_option_value {
	enum at_option option;
	const char *value;
};

struct at_options {
	uint64_t given;                /* bits: options that stood on the command line */
	const char *value[AT_OPTIONS]; /* the last one given, or NULL */
	int choice[AT_OPTIONS];
	struct at_option_value *values; /* every option with a value, in order */
	size_t n_values;
	char **words; /* what is no option, in order */
	size_t n_words;
};

/* Sorts argv[1..argc). On failure (false) `problem` holds one line that says what is wrong, and `out` may be used for
 * nothing but at_options_free and the options given so far. */
bool at_options_parse(struct at_options *out, int argc, char **argv, struct at_buffer *problem);
void at_options_free(struct at_options *o);
bool at_given(const struct at_options *o, enum at_option option);
/* The k-th value of an option that may stand there more than once, or NULL. */
const char *at_option_value(const struct at_options *o, enum at_option option, size_t k);
/* The number after an option, from 1 to `most`; *out stays when it wasn't given. False when it is no such number. */
bool at_options_number(const struct at_options *o, enum at_option option, unsigned most, unsigned *out);
/* The index of `word` among the choices "a|b|c", or -1. */
int at_choice(const char *choices, const char *word);
int at_choice_of(const char *choices, const char *word, size_t len);
/* Choice k and its length; NULL after the last. */
const char *at_choice_at(const char *choices, size_t k, size_t *len);

#endif
