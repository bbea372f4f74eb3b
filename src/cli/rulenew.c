/* SPDX-License-Identifier: MIT */
/*
 * rulenew.c: `attune rules new`. Input: options; what they leave open is asked for, a line an answer, on a terminal or from
 * standard input. Output: a commented rule file in the user's folder, written whole or not at all, and what its examples do.
 */
#include "cli/rulenew.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/lines.h"
#include "cli/show.h"
#include "ruleset/loader.h"
#include "ruleset/pattern.h"
#include "text/bytes.h"
#include "text/utf8.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct asking {
	struct at_cli *cli;
	struct at_new_rule rule;
	struct at_lines in;
	bool open, ended;
	char category[64];
};

void at_texts_add(struct at_new_rule *r, struct at_texts *to, const char *text, size_t len)
{
	char *copy = at_grow(&to->items, &to->cap, to->n + 1, sizeof *to->items) ? malloc(len + 1) : NULL;
	if (copy == NULL) {
		r->failed = true;
		return;
	}
	memcpy(copy, text, len);
	copy[len] = 0;
	to->items[to->n++] = copy;
}

static void free_texts(struct at_texts *t)
{
	for (size_t i = 0; i < t->n; i++)
		free(t->items[i]);
	free(t->items);
}

void at_new_rule_free(struct at_new_rule *r)
{
	free_texts(&r->phrases);
	free_texts(&r->patterns);
	free_texts(&r->flags);
	free_texts(&r->passes);
	free_texts(&r->tries);
	free(r->id);
	free(r->title);
	free(r->why);
	free(r->hears);
}

/* ------------------------------------------------------------------- checks */

/* Tells what is wrong with a pattern, with a caret below the place. */
static bool check_pattern(const char *pattern)
{
	size_t at = 0, len = strlen(pattern);
	char why[256];
	struct at_buffer shown = {0};
	struct at_regex *re = at_regex_new(pattern, len, &at, why);
	if (re != NULL) {
		at_regex_free(re);
		return true;
	}
	at = at < len ? at : len;
	at_complain("bad pattern: %s", why);
	at_warn(pattern);
	size_t columns = at_show(&shown, pattern, at);
	at_buffer_clear(&shown);
	while (columns-- > 0)
		at_buffer_add_char(&shown, ' ');
	at_buffer_add_char(&shown, '^');
	at_warn(at_buffer_str(&shown));
	at_buffer_free(&shown);
	return false;
}

/* Whether the words can stand in a rule file; tells when not. */
static bool check_text(const char *what, const char *text)
{
	size_t len = strlen(text), bad = at_utf8_bad(text, len);
	if (bad < len) {
		at_complain("%s is not UTF-8, at byte %zu", what, bad + 1);
		return false;
	}
	for (const char *c = text; *c != 0; c++) {
		if ((unsigned char)*c < 0x20 || *c == 0x7f) {
			at_complain("there is a control character in %s", what);
			return false;
		}
	}
	return true;
}

static bool add_words(struct asking *a, const char *text, bool pattern)
{
	size_t len = strlen(text);
	bool slashes = len > 2 && text[0] == '/' && text[len - 1] == '/';
	if (!check_text("what is to be found", text))
		return false;
	if (!pattern && !slashes) {
		at_texts_add(&a->rule, &a->rule.phrases, text, len);
		return true;
	}
	struct at_buffer bare = {0};
	at_buffer_add(&bare, slashes && !pattern ? text + 1 : text, slashes && !pattern ? len - 2 : len);
	bool ok = check_pattern(at_buffer_str(&bare));
	if (ok)
		at_texts_add(&a->rule, &a->rule.patterns, at_buffer_str(&bare), bare.len);
	at_buffer_free(&bare);
	return ok;
}

static bool set(struct at_new_rule *r, char **to, const char *what, const char *text)
{
	if (!check_text(what, text))
		return false;
	free(*to);
	*to = strdup(text);
	r->failed |= *to == NULL;
	return true;
}

static bool set_id(struct asking *a, const char *id)
{
	if (!at_is_id(id) || strchr(id, '/') == NULL) {
		at_complain("\"%s\" is no good id: lower-case letters, digits and dashes, as in dismissing/moving-on", id);
		return false;
	}
	return set(&a->rule, &a->rule.id, "the id", id);
}

static bool set_severity(struct asking *a, const char *word)
{
	a->rule.severity = at_choice("note|miss|hurt", word);
	if (a->rule.severity < 0)
		at_complain("\"%s\" is none of note, miss and hurt", word);
	return a->rule.severity >= 0;
}

/* ---------------------------------------------------------------- questions */

/* The next answer, without spaces round it; "" to skip, and for good once there are no more. */
static const char *answer(struct asking *a, struct at_buffer *keep)
{
	struct at_slice line;
	at_buffer_clear(keep);
	if (a->ended || !a->open || !at_lines_next(&a->in, &a->cli->out, &line)) {
		a->ended = true;
		return "";
	}
	while (line.len > 0 && (line.ptr[0] == ' ' || line.ptr[0] == '\t')) {
		line.ptr++;
		line.len--;
	}
	while (line.len > 0 && (line.ptr[line.len - 1] == ' ' || line.ptr[line.len - 1] == '\t' || line.ptr[line.len - 1] == '\r'))
		line.len--;
	at_buffer_add(keep, line.ptr, line.len);
	return at_buffer_str(keep);
}

static void say(struct asking *a, const char *text)
{
	if (!at_given(&a->cli->options, AT_O_QUIET) && !a->ended)
		at_out_paragraph(&a->cli->out, text);
}

static void ask_words(struct asking *a)
{
	struct at_buffer line = {0};
	say(a,
	    "Which words should it find? One to a line, as people write them; /.../ is a regular expression. An empty line goes on.");
	for (const char *text = answer(a, &line); *text != 0; text = answer(a, &line))
		if (!add_words(a, text, false))
			say(a, "Once more?");
	at_buffer_free(&line);
}

static void ask_list(struct asking *a, struct at_texts *to, const char *question)
{
	struct at_buffer line = {0};
	say(a, question);
	for (const char *text = answer(a, &line); *text != 0; text = answer(a, &line))
		if (check_text("the line", text))
			at_texts_add(&a->rule, to, text, strlen(text));
	at_buffer_free(&line);
}

static void ask_text(struct asking *a, char **to, const char *question)
{
	struct at_buffer line = {0};
	say(a, question);
	const char *text = answer(a, &line);
	while (*text != 0 && !set(&a->rule, to, "the line", text))
		text = answer(a, &line);
	at_buffer_free(&line);
}

/* "Anyway, moving on!" as "anyway-moving-on". */
static void slug(struct at_buffer *out, const char *text)
{
	size_t words = 0;
	bool gap = false;
	for (; *text != 0 && out->len < 40; text++) {
		char c = at_lower(*text);
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (c == '\'')
			continue;
		if (plain && gap && ++words == 4)
			return;
		if (plain && gap)
			at_buffer_add_char(out, '-');
		if (plain)
			at_buffer_add_char(out, c);
		gap = !plain && out->len > 0;
	}
}

static void ask_id(struct asking *a)
{
	struct at_buffer line = {0}, id = {0}, question = {0};
	const struct at_texts *from = a->rule.phrases.n > 0 ? &a->rule.phrases : &a->rule.patterns;
	at_buffer_addf(&id, "%s/", a->category[0] != 0 ? a->category : "mine");
	slug(&id, from->n > 0 && a->rule.phrases.n > 0 ? from->items[0] : "rule");
	if (!at_is_id(at_buffer_str(&id)))
		at_buffer_add_str(&id, "rule");
	at_buffer_addf(
		&question,
		"Its id, category/name? The category may be one there is (blaming, fixing, tone ...) or a new one. Enter: %s",
		at_buffer_str(&id));
	do {
		say(a, at_buffer_str(&question));
		const char *text = answer(a, &line);
		if (set_id(a, *text != 0 ? text : at_buffer_str(&id)))
			break;
	} while (!a->ended);
	at_buffer_free(&line);
	at_buffer_free(&id);
	at_buffer_free(&question);
}

static void ask_severity(struct asking *a)
{
	struct at_buffer line = {0};
	say(a, "How grave is it? note: worth a look; miss: will likely miss them; hurt: will likely hurt. Enter: miss");
	const char *text = answer(a, &line);
	while (*text != 0 && !set_severity(a, text))
		text = answer(a, &line);
	if (*text == 0)
		a->rule.severity = 1;
	at_buffer_free(&line);
}

static void ask_open_ones(struct asking *a)
{
	const struct at_options *o = &a->cli->options;
	struct at_new_rule *r = &a->rule;
	if (r->phrases.n + r->patterns.n == 0)
		ask_words(a);
	if (!at_given(o, AT_O_FLAG))
		ask_list(a, &r->flags,
		         "Sentences in which it must find them, three or more, one to a line. An empty line goes on.");
	if (!at_given(o, AT_O_PASS))
		ask_list(
			a, &r->passes,
			"Look-alikes: sentences a kind person would send that share these words, and that it must leave alone. An empty "
			"line goes on.");
	if (r->id == NULL)
		ask_id(a);
	if (!at_given(o, AT_O_SEVERITY))
		ask_severity(a);
	if (!at_given(o, AT_O_WHY))
		ask_text(a, &r->why, "Why may it not land? One warm sentence.");
	if (!at_given(o, AT_O_HEARS))
		ask_text(a, &r->hears, "What may they hear, in their words?");
	if (!at_given(o, AT_O_TRY))
		ask_list(a, &r->tries, "What could stand there instead? One to a line; an empty line ends it.");
}

/* ------------------------------------------------------------------ options */

static bool take_list(struct asking *a, enum at_option option, struct at_texts *to)
{
	const char *text;
	for (size_t k = 0; (text = at_option_value(&a->cli->options, option, k)) != NULL; k++) {
		if (!check_text(at_option_table[option].name, text))
			return false;
		at_texts_add(&a->rule, to, text, strlen(text));
	}
	return true;
}

static bool take_options(struct asking *a)
{
	const struct at_options *o = &a->cli->options;
	struct at_new_rule *r = &a->rule;
	const char *text, *category = o->value[AT_O_CATEGORY];
	bool ok = true;
	for (size_t k = 0; ok && (text = at_option_value(o, AT_O_PHRASE, k)) != NULL; k++)
		ok = check_text("--phrase", text), at_texts_add(r, &r->phrases, text, strlen(text));
	for (size_t k = 0; ok && (text = at_option_value(o, AT_O_PATTERN, k)) != NULL; k++)
		ok = add_words(a, text, true);
	ok = ok && take_list(a, AT_O_FLAG, &r->flags) && take_list(a, AT_O_PASS, &r->passes) && take_list(a, AT_O_TRY, &r->tries);
	ok = ok && (!at_given(o, AT_O_ID) || set_id(a, o->value[AT_O_ID]));
	ok = ok && (!at_given(o, AT_O_TITLE) || set(r, &r->title, "--title", o->value[AT_O_TITLE]));
	ok = ok && (!at_given(o, AT_O_WHY) || set(r, &r->why, "--why", o->value[AT_O_WHY]));
	ok = ok && (!at_given(o, AT_O_HEARS) || set(r, &r->hears, "--hears", o->value[AT_O_HEARS]));
	r->severity = at_given(o, AT_O_SEVERITY) ? o->choice[AT_O_SEVERITY] : 1;
	if (category != NULL && (!at_is_id(category) || strchr(category, '/') != NULL || strlen(category) >= sizeof a->category)) {
		at_complain("\"%s\" is no good category: lower-case letters, digits and dashes", category);
		return false;
	}
	if (ok && category != NULL && r->id != NULL && strncmp(r->id, category, strcspn(r->id, "/")) != 0) {
		at_complain("the id %s says another category than --category %s", r->id, category);
		return false;
	}
	if (category != NULL)
		memcpy(a->category, category, strlen(category) + 1);
	return ok;
}

/* ----------------------------------------------------------------- the file */

/* Appends where it is to be written. */
static bool find_place(const struct asking *a, struct at_buffer *path)
{
	const struct at_options *o = &a->cli->options;
	size_t start;
	if (at_given(o, AT_O_FILE) && at_given(o, AT_O_DIR)) {
		at_usage(a->cli, "give --file or --dir, not both");
		return false;
	}
	if (at_given(o, AT_O_FILE)) {
		at_buffer_add_str(path, o->value[AT_O_FILE]);
		if (path->len < 5 || (strcmp(at_buffer_str(path) + path->len - 5, ".yaml") != 0 &&
		                      strcmp(at_buffer_str(path) + path->len - 4, ".yml") != 0)) {
			at_complain("%s: a rule file's name ends in .yaml", at_buffer_str(path));
			return false;
		}
		return true;
	}
	if (at_given(o, AT_O_DIR))
		at_buffer_addf(path, "%s/", o->value[AT_O_DIR]);
	else if (!at_files_config(path, "rules/")) {
		at_complain("there is no place for your rules: neither $XDG_CONFIG_HOME nor $HOME is set; name one with --dir");
		return false;
	}
	start = path->len;
	at_buffer_addf(path, "%s.yaml", a->rule.id);
	for (char *c = path->failed ? NULL : path->ptr + start; c != NULL && c < path->ptr + path->len; c++)
		*c = *c == '/' ? '-' : *c;
	return !path->failed;
}

/* Whether a file that is there may be written over. */
static bool may_write(struct asking *a, const char *path)
{
	struct at_buffer line = {0};
	bool may = at_given(&a->cli->options, AT_O_FORCE) || access(path, F_OK) != 0;
	if (!may && a->open && isatty(STDIN_FILENO) == 1) {
		say(a, "There is such a file already. Write over it? y or n");
		may = strcmp(answer(a, &line), "y") == 0;
	}
	if (!may)
		at_complain("%s is there already, and was left alone; --force writes over it, --file names another", path);
	at_buffer_free(&line);
	return may;
}

static int write_and_try(struct asking *a, struct at_buffer *path, struct at_buffer *yaml)
{
	if (!find_place(a, path) || !may_write(a, at_buffer_str(path)))
		return AT_EXIT_FAILED;
	at_new_rule_yaml(yaml, &a->rule);
	if (yaml->failed || !at_files_replace(at_buffer_str(path), yaml->ptr, yaml->len)) {
		at_complain("%s: %s", at_buffer_str(path), yaml->failed ? "out of memory" : strerror(errno));
		return AT_EXIT_FAILED;
	}
	if (!at_given(&a->cli->options, AT_O_QUIET)) {
		at_out_text(&a->cli->out, AT_BOLD, a->rule.id);
		at_buffer_add_str(&a->cli->out.bytes, " is in ");
		at_out_text(&a->cli->out, AT_PLAIN, at_buffer_str(path));
		at_buffer_add_char(&a->cli->out.bytes, '\n');
	}
	return at_new_rule_try(a->cli, &a->rule, at_buffer_str(path));
}

/* Names the rule after its words when nobody did. */
static void give_title(struct at_new_rule *r)
{
	if (r->title == NULL && r->id != NULL) {
		r->title = strdup(strrchr(r->id, '/') + 1);
		r->failed |= r->title == NULL;
		for (char *c = r->title; c != NULL && *c != 0; c++)
			*c = *c == '-' ? ' ' : *c;
	}
}

int at_rulenew_run(struct at_cli *cli)
{
	struct asking a = {.cli = cli};
	struct at_buffer path = {0}, yaml = {0};
	int code = AT_EXIT_FAILED;
	bool ok = take_options(&a);
	bool enough = a.rule.id != NULL && a.rule.phrases.n + a.rule.patterns.n > 0;
	if (ok && (!enough || isatty(STDIN_FILENO) == 1)) {
		ok = a.open = at_lines_open(&a.in, "-");
		if (ok)
			ask_open_ones(&a);
	}
	give_title(&a.rule);
	if (ok && a.rule.phrases.n + a.rule.patterns.n == 0)
		at_complain(
			"nothing to look for, so nothing was written: give --phrase or --pattern, or answer the first question");
	else if (ok && a.rule.failed)
		at_complain("out of memory");
	else if (ok)
		code = write_and_try(&a, &path, &yaml);
	if (a.open)
		(void)at_lines_close(&a.in);
	at_new_rule_free(&a.rule);
	at_buffer_free(&path);
	at_buffer_free(&yaml);
	return code;
}
