/* SPDX-License-Identifier: MIT */
/*
 * configedit.c: changes one value in the text of config.yaml. The YAML is parsed only to learn where the value stands; then
 * bytes are put in place of bytes, so that comments, order and spacing stay the user's. The result is parsed again and must say
 * what was wanted and otherwise what it said before; if it doesn't, nothing is changed.
 */
#include "cli/config.h"
#include "base/yaml.h"
#include "cli/files.h"
#include "text/utf8.h"
#include <errno.h>
#include <string.h>

#define MOST_BYTES ((size_t)1 << 20)

/* What the text must say after the change. */
struct wanted {
	struct at_config config;
	struct at_buffer result;
};

/* The byte at which line `line`, column `column` (code points, both from 1) of the text is. */
static size_t offset(const char *s, size_t len, unsigned line, unsigned column)
{
	size_t i = 0;
	while (line > 1 && i < len)
		line -= s[i++] == '\n';
	while (column > 1 && i < len && s[i] != '\n') {
		(void)at_utf8_next(s, len, &i);
		column--;
	}
	return i;
}

/* The end of a scalar that starts at i and stands on one line. */
static size_t scalar_end(const char *s, size_t len, size_t i)
{
	char quote = i < len && (s[i] == '"' || s[i] == '\'') ? s[i] : 0;
	size_t at = i + (quote != 0);
	for (; at < len && s[at] != '\n'; at++) {
		if (quote == '"' && s[at] == '\\')
			at++;
		else if (quote != 0 && s[at] == quote)
			return at + 1;
		else if (quote == 0 && (s[at] == ',' || s[at] == ']' || s[at] == '}'))
			break;
		else if (quote == 0 && s[at] == '#' && at > i && (s[at - 1] == ' ' || s[at - 1] == '\t'))
			break;
	}
	while (at > i && (s[at - 1] == ' ' || s[at - 1] == '\t' || s[at - 1] == '\r'))
		at--;
	return at;
}

static void put(struct at_buffer *out, const struct at_buffer *text, size_t from, size_t to, const char *with)
{
	at_buffer_add(out, text->ptr, from);
	at_buffer_add_str(out, with);
	if (to < text->len)
		at_buffer_add(out, text->ptr + to, text->len - to);
}

/* The text with a line more at its end. */
static void append(struct at_buffer *out, const struct at_buffer *text, const char *line)
{
	put(out, text, text->len, text->len, text->len > 0 && text->ptr[text->len - 1] != '\n' ? "\n" : "");
	at_buffer_add_str(out, line);
}

static struct at_node *value_of(const struct at_node *root, enum at_setting setting)
{
	struct at_node *value = at_node_get(root, at_setting_table[setting].name);
	if (value == NULL && at_setting_table[setting].alias != NULL)
		value = at_node_get(root, at_setting_table[setting].alias);
	return value;
}

static void change_value(struct at_buffer *out, const struct at_buffer *text, const struct at_node *root, enum at_setting setting,
                         const char *word)
{
	const struct at_node *value = value_of(root, setting);
	struct at_buffer with = {0};
	if (value == NULL) {
		at_buffer_addf(&with, "%s: %s\n", at_setting_table[setting].name, word);
		append(out, text, at_buffer_str(&with));
	} else {
		size_t start = offset(text->ptr, text->len, value->line, value->column);
		size_t end = scalar_end(text->ptr, text->len, start);
		bool glued = start > 0 && text->ptr[start - 1] == ':'; /* "key:" with nothing after it */
		at_buffer_addf(&with, "%s%s", glued ? " " : "", word);
		put(out, text, start, end, at_buffer_str(&with));
	}
	at_buffer_free(&with);
}

/* Behind the last of the names, as they are written: on lines of their own or between brackets. */
static void change_muted(struct at_buffer *out, const struct at_buffer *text, const struct at_node *root, const char *name)
{
	const struct at_node *list = at_node_get(root, "mute");
	struct at_buffer with = {0};
	if (list == NULL) {
		at_buffer_addf(&with, "mute:\n  - %s\n", name);
		append(out, text, at_buffer_str(&with));
	} else if (list->kind == AT_LIST && list->n > 0) {
		const struct at_node *last = list->items[list->n - 1];
		size_t start = offset(text->ptr, text->len, last->line, last->column);
		size_t end = scalar_end(text->ptr, text->len, start);
		size_t first = offset(text->ptr, text->len, list->line, list->column);
		if (text->ptr[first] == '[') {
			at_buffer_addf(&with, ", %s", name);
		} else {
			size_t line = offset(text->ptr, text->len, last->line, 1);
			while (end < text->len && text->ptr[end] != '\n')
				end++;
			at_buffer_add_char(&with, '\n');
			at_buffer_add(&with, text->ptr + line, start - line);
			at_buffer_add_str(&with, name);
		}
		put(out, text, end, end, at_buffer_str(&with));
	} else if (list->kind == AT_LIST) {
		size_t start = offset(text->ptr, text->len, list->line, list->column) + 1;
		put(out, text, start, start, name);
	} else
		at_buffer_add(out, text->ptr, text->len);
	at_buffer_free(&with);
}

static bool same_names(const struct at_names *a, const struct at_names *b)
{
	bool same = a->n == b->n;
	for (size_t i = 0; same && i < a->n; i++)
		same = strcmp(a->items[i], b->items[i]) == 0;
	return same;
}

/* Takes the result over, if it says what is wanted. */
static bool accept(struct at_buffer *text, struct wanted *w, struct at_buffer *problem)
{
	struct at_config got;
	at_config_init(&got);
	bool ok = !w->result.failed && at_config_parse(&got, at_buffer_str(&w->result), w->result.len, "", NULL, NULL) == 0;
	ok = ok && memcmp(got.value, w->config.value, sizeof got.value) == 0 && same_names(&got.muted, &w->config.muted);
	if (ok) {
		at_buffer_free(text);
		*text = w->result;
		w->result = (struct at_buffer){0};
	} else
		at_buffer_add_str(problem, "its layout is one that only you should change");
	at_config_free(&got);
	return ok;
}

static bool edit(struct at_buffer *text, enum at_setting setting, const char *word, struct at_buffer *problem)
{
	struct at_arena arena = {0};
	struct at_diag d = {0};
	struct wanted w = {0};
	bool ok = false;
	at_config_init(&w.config);
	(void)at_buffer_str(text);
	if (at_config_parse(&w.config, at_buffer_str(text), text->len, "", NULL, NULL) > 0) {
		at_buffer_add_str(problem, "there are mistakes in it; please mend them first");
	} else {
		struct at_node *root = at_yaml_parse(at_buffer_str(text), text->len, "", &arena, &d);
		if (setting < AT_SETTINGS) {
			(void)at_config_set(&w.config, setting, word, strlen(word));
			change_value(&w.result, text, root, setting, word);
		} else if (at_names_has(&w.config.muted, word)) {
			at_buffer_add(&w.result, text->ptr, text->len);
		} else {
			(void)at_names_add(&w.config.muted, word, strlen(word));
			change_muted(&w.result, text, root, word);
		}
		ok = accept(text, &w, problem);
	}
	at_arena_free(&arena);
	at_config_free(&w.config);
	at_buffer_free(&w.result);
	return ok;
}

bool at_config_edit(struct at_buffer *text, enum at_setting setting, const char *word, struct at_buffer *problem)
{
	return edit(text, setting, word, problem);
}

bool at_config_edit_mute(struct at_buffer *text, const char *name, struct at_buffer *problem)
{
	return edit(text, AT_SETTINGS, name, problem);
}

static bool save(enum at_setting setting, const char *word, struct at_buffer *problem)
{
	struct at_buffer path = {0}, text = {0}, why = {0};
	bool ok = at_files_config(&path, "config.yaml");
	const char *file = at_buffer_str(&path);
	if (!ok)
		at_buffer_add_str(problem, path.failed ? "out of memory" : "no place for settings: HOME is not set");
	else if (!at_files_read(&text, file, MOST_BYTES) && errno != ENOENT) {
		at_buffer_addf(problem, "%s: %s", file, strerror(errno));
		ok = false;
	}
	if (ok && text.len == 0)
		at_buffer_add_str(&text, "# Settings of attune's coach. /set shows what there is.\n");
	if (ok && text.failed) {
		at_buffer_addf(problem, "%s: out of memory", file);
		ok = false;
	}
	if (ok && !edit(&text, setting, word, &why)) {
		at_buffer_addf(problem, "%s: %s", file, at_buffer_str(&why));
		ok = false;
	}
	if (ok && !at_files_replace(file, text.ptr, text.len)) {
		at_buffer_addf(problem, "%s: %s", file, strerror(errno));
		ok = false;
	}
	at_buffer_free(&path);
	at_buffer_free(&text);
	at_buffer_free(&why);
	return ok;
}

bool at_config_save(enum at_setting setting, const char *word, struct at_buffer *problem)
{
	return save(setting, word, problem);
}

bool at_config_save_mute(const char *name, struct at_buffer *problem)
{
	return save(AT_SETTINGS, name, problem);
}
