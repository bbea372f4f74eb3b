/* SPDX-License-Identifier: MIT */
/*
 * options.c: the table of options and the reading of argv by it. Input: argv; output: struct at_options, or one line that
 * says what is wrong and what was perhaps meant. Options and words may stand in any order; `--` ends the options; a lone
 * `-` is a word. Values come as `--name VALUE`, `--name=VALUE`, `-n VALUE` or `-nVALUE`.
 */
#include "cli/options.h"
#include "ruleset/suggest.h"
#include <stdlib.h>
#include <string.h>

const struct at_option_spec at_option_table[AT_OPTIONS] = {
	[AT_O_PARTNER] = {"partner", 'p', "TEXT", "what the other person said", 0, AT_COMPLETE_NONE},
	[AT_O_PARTNER_FILE] = {"partner-file", 0, "FILE", "the same, read from a file (-: standard input)", 0, AT_COMPLETE_FILE},
	[AT_O_FAIL_ON] = {"fail-on", 0, "note|miss|hurt|never", "the mildest finding that makes the exit code 1 (default: miss)",
                          AT_FAIL_MISS, AT_COMPLETE_NONE},
	[AT_O_FORMAT] = {"format", 0, "text|json|line", "for people, for programs, or file:line:column: for editors", 0,
                         AT_COMPLETE_NONE},
	[AT_O_KIND] = {"kind", 0, "flag|move|cue", "only rules of this kind", -1, AT_COMPLETE_NONE},
	[AT_O_CATEGORY] = {"category", 0, "NAME", "only rules of this category", 0, AT_COMPLETE_CATEGORY},
	[AT_O_FORCE] = {"force", 'f', NULL, "write over files that are there; forget: don't ask", 0, AT_COMPLETE_NONE},
	[AT_O_GOAL] = {"goal", 0, AT_CHOICES_GOAL, "let them feel heard, settle it, or just be there", 0, AT_COMPLETE_NONE},
	[AT_O_TO] = {"to", 0, AT_CHOICES_TO, "to whom you write", 0, AT_COMPLETE_NONE},
	[AT_O_PICK] = {"pick", 0, "N", "print only offer N, bare, to paste or pipe", 0, AT_COMPLETE_NONE},
	[AT_O_MORE] = {"more", 0, NULL, "other offers than the first ones", 0, AT_COMPLETE_NONE},
	[AT_O_REWRITE] = {"rewrite", 0, NULL, "add the replies that attune would offer", 0, AT_COMPLETE_NONE},
	[AT_O_JOBS] = {"jobs", 'j', "N", "scan with N threads at once; the answers stay the same (default: 1)", 0,
                       AT_COMPLETE_NONE},
	[AT_O_ALL] = {"all", 'a', NULL, "every line, not only the best", 0, AT_COMPLETE_NONE},
	[AT_O_SHIFT] = {"shift", 0, NULL, "the whole text with the persons shifted, nothing left out", 0, AT_COMPLETE_NONE},
	[AT_O_EXPORT] = {"export", 0, "json|csv", "all that is kept, for another program", 0, AT_COMPLETE_NONE},
	[AT_O_ID] = {"id", 0, "FAMILY/NAME", "its id; a flag's family is its category", 0, AT_COMPLETE_NONE},
	[AT_O_TITLE] = {"title", 0, "TEXT", "two or three plain words", 0, AT_COMPLETE_NONE},
	[AT_O_SEVERITY] = {"severity", 0, "note|miss|hurt", "worth a look, will likely miss them, will likely hurt", -1,
                           AT_COMPLETE_NONE},
	[AT_O_PHRASE] = {"phrase", 0, "WORDS", "plain words to look for (repeatable)", 0, AT_COMPLETE_NONE},
	[AT_O_PATTERN] = {"pattern", 0, "REGEX", "a PCRE2 pattern to look for (repeatable)", 0, AT_COMPLETE_NONE},
	[AT_O_WHY] = {"why", 0, "TEXT", "one warm sentence: why it may not land", 0, AT_COMPLETE_NONE},
	[AT_O_HEARS] = {"hears", 0, "TEXT", "what the other person may hear", 0, AT_COMPLETE_NONE},
	[AT_O_TRY] = {"try", 0, "TEXT", "what could stand there instead (repeatable)", 0, AT_COMPLETE_NONE},
	[AT_O_FLAG] = {"flag", 0, "TEXT", "an example that it must find (repeatable)", 0, AT_COMPLETE_NONE},
	[AT_O_PASS] = {"pass", 0, "TEXT", "a look-alike that it must leave alone (repeatable)", 0, AT_COMPLETE_NONE},
	[AT_O_FILE] = {"file", 0, "FILE", "the file to write", 0, AT_COMPLETE_FILE},
	[AT_O_DIR] = {"dir", 0, "DIR", "the folder to write into, instead of your own", 0, AT_COMPLETE_FILE},
	[AT_O_WATCH] = {"watch", 0, NULL, "again whenever a rule file changes, until Ctrl-C", 0, AT_COMPLETE_NONE},
	[AT_O_SLOW] = {"slow", 0, NULL, "measure every pattern on long hostile texts", 0, AT_COMPLETE_NONE},
	[AT_O_TRACE] = {"trace", 0, "TEXT", "which rules look at this draft, and why they speak or don't", 0, AT_COMPLETE_NONE},
	[AT_O_PLAIN] = {"plain", 0, NULL, "for screen readers: no colour, nothing drawn, phrases quoted", 0, AT_COMPLETE_NONE},
	[AT_O_TIMING] = {"timing", 0, NULL, "say how long each answer took", 0, AT_COMPLETE_NONE},
	[AT_O_RULES] = {"rules", 'r', "DIR", "rules of yours, over all others (repeatable, the last wins)", 0, AT_COMPLETE_FILE},
	[AT_O_NO_USER_RULES] = {"no-user-rules", 0, NULL, "leave out $ATTUNE_RULES and your config folder", 0, AT_COMPLETE_NONE},
	[AT_O_STRICT] = {"strict", 0, NULL, "a broken rule or input line makes the exit code 2", 0, AT_COMPLETE_NONE},
	[AT_O_QUIET] = {"quiet", 'q', NULL, "say less; check: only the exit code", 0, AT_COMPLETE_NONE},
	[AT_O_COLOR] = {"color", 0, "auto|always|never", "colours (auto: on a terminal, unless NO_COLOR is set)", 0,
                        AT_COMPLETE_NONE},
	[AT_O_HELP] = {"help", 'h', NULL, "this help", 0, AT_COMPLETE_NONE},
	[AT_O_VERSION] = {"version", 'V', NULL, "the version", 0, AT_COMPLETE_NONE},
};

struct parser {
	struct at_options *out;
	char **argv;
	int argc, at;
	struct at_buffer *problem;
};

bool at_given(const struct at_options *o, enum at_option option)
{
	return (o->given & AT_BIT(option)) != 0;
}

const char *at_option_value(const struct at_options *o, enum at_option option, size_t k)
{
	for (size_t i = 0; i < o->n_values; i++)
		if (o->values[i].option == option && k-- == 0)
			return o->values[i].value;
	return NULL;
}

bool at_options_number(const struct at_options *o, enum at_option option, unsigned most, unsigned *out)
{
	const char *text = o->value[option];
	unsigned number = 0;
	if (text == NULL)
		return true;
	for (; *text >= '0' && *text <= '9' && number <= most; text++)
		number = number * 10 + (unsigned)(*text - '0');
	if (*text != 0 || number < 1 || number > most)
		return false;
	*out = number;
	return true;
}

const char *at_choice_at(const char *choices, size_t k, size_t *len)
{
	for (; k > 0; k--) {
		choices = strchr(choices, '|');
		if (choices == NULL)
			return NULL;
		choices++;
	}
	*len = strcspn(choices, "|");
	return choices;
}

int at_choice_of(const char *choices, const char *word, size_t len)
{
	size_t n;
	const char *choice;
	for (int k = 0; (choice = at_choice_at(choices, (size_t)k, &n)) != NULL; k++)
		if (n == len && memcmp(choice, word, n) == 0)
			return k;
	return -1;
}

int at_choice(const char *choices, const char *word)
{
	return at_choice_of(choices, word, strlen(word));
}

/* Notes an option with its value (NULL: none). False: the value is no choice of it. */
static bool take(struct parser *p, enum at_option option, const char *value)
{
	const struct at_option_spec *spec = &at_option_table[option];
	struct at_options *o = p->out;
	if (value != NULL && strchr(spec->arg, '|') != NULL) {
		o->choice[option] = at_choice(spec->arg, value);
		if (o->choice[option] < 0) {
			at_buffer_addf(p->problem, "--%s is one of %s, not \"%s\"", spec->name, spec->arg, value);
			return false;
		}
	}
	o->given |= AT_BIT(option);
	o->value[option] = value;
	if (value != NULL)
		o->values[o->n_values++] = (struct at_option_value){option, value};
	return true;
}

/* The value of an option: what is glued to it, or the next argument. NULL, with the problem told, when there is none. */
static const char *value_of(struct parser *p, enum at_option option, const char *glued)
{
	if (glued != NULL)
		return glued;
	if (p->at < p->argc)
		return p->argv[p->at++];
	at_buffer_addf(p->problem, "--%s needs %s after it", at_option_table[option].name, at_option_table[option].arg);
	return NULL;
}

static bool unknown(struct parser *p, const char *arg, const char *name)
{
	const char *names[AT_OPTIONS];
	for (size_t i = 0; i < AT_OPTIONS; i++)
		names[i] = at_option_table[i].name;
	const char *near = name == NULL ? NULL : at_nearest(name, names, AT_OPTIONS);
	if (near != NULL)
		at_buffer_addf(p->problem, "no option %s; did you mean --%s?", arg, near);
	else
		at_buffer_addf(p->problem, "no option %s (put -- before words that begin with a dash)", arg);
	return false;
}

static bool take_long(struct parser *p, const char *arg)
{
	const char *name = arg + 2, *glued = strchr(name, '=');
	size_t len = glued == NULL ? strlen(name) : (size_t)(glued++ - name);
	for (enum at_option i = 0; i < AT_OPTIONS; i++) {
		const struct at_option_spec *spec = &at_option_table[i];
		if (strlen(spec->name) != len || memcmp(spec->name, name, len) != 0)
			continue;
		if (spec->arg == NULL && glued != NULL) {
			at_buffer_addf(p->problem, "--%s takes no value", spec->name);
			return false;
		}
		if (spec->arg == NULL)
			return take(p, i, NULL);
		const char *value = value_of(p, i, glued);
		return value != NULL && take(p, i, value);
	}
	return unknown(p, arg, name);
}

static bool take_letters(struct parser *p, const char *arg)
{
	for (const char *c = arg + 1; *c != 0; c++) {
		enum at_option i = 0;
		while (i < AT_OPTIONS && at_option_table[i].letter != *c)
			i++;
		if (i == AT_OPTIONS)
			return unknown(p, arg, NULL);
		if (at_option_table[i].arg != NULL) {
			const char *value = value_of(p, i, c[1] != 0 ? c + 1 : NULL);
			return value != NULL && take(p, i, value);
		}
		take(p, i, NULL);
	}
	return true;
}

bool at_options_parse(struct at_options *out, int argc, char **argv, struct at_buffer *problem)
{
	struct parser p = {out, argv, argc, 1, problem};
	bool words_only = false;
	memset(out, 0, sizeof *out);
	for (size_t i = 0; i < AT_OPTIONS; i++)
		out->choice[i] = at_option_table[i].choice;
	out->words = calloc((size_t)argc + 1, sizeof *out->words);
	out->values = calloc((size_t)argc + 1, sizeof *out->values);
	if (out->words == NULL || out->values == NULL) {
		at_buffer_add_str(problem, "out of memory");
		return false;
	}
	while (p.at < argc) {
		char *arg = argv[p.at++];
		if (words_only || arg[0] != '-' || arg[1] == 0)
			out->words[out->n_words++] = arg;
		else if (strcmp(arg, "--") == 0)
			words_only = true;
		else if (!(arg[1] == '-' ? take_long(&p, arg) : take_letters(&p, arg)))
			return false;
	}
	return true;
}

void at_options_free(struct at_options *o)
{
	free(o->words);
	free(o->values);
	memset(o, 0, sizeof *o);
}
