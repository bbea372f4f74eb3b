/* SPDX-License-Identifier: MIT */
/*
 * config.c: the table of settings, and reading config.yaml by it. Input: YAML; output: values, and problems as
 * file:line:column with what was perhaps meant.
 */
#include "cli/config.h"
#include "base/yaml.h"
#include "cli/files.h"
#include "cli/options.h"
#include "ruleset/suggest.h"
#include <errno.h>
#include <string.h>

#define MOST_BYTES ((size_t)1 << 20)

const struct at_setting_spec at_setting_table[AT_SETTINGS] = {
	[AT_S_COLOR] = {"color", "colour", "auto|always|never", 0, "colours (auto: unless NO_COLOR is set)"},
	[AT_S_GOAL] = {"goal", NULL, AT_CHOICES_GOAL, 0, "what you want: an open heart, a way through, or just to be there"},
	[AT_S_TO] = {"to", NULL, AT_CHOICES_TO, 0, "whom you write to"},
	[AT_S_OFFERS] = {"offers", NULL, "0|1|2|3|4|5|6", 3, "how many replies to offer (0: none before you ask)"},
	[AT_S_VI] = {"vi", NULL, "inputrc|off|on", 0, "vi keys (inputrc: as your ~/.inputrc says)"},
	[AT_S_REMEMBER] = {"remember", NULL, "off|on", 0, "keep drafts on this machine between sessions"},
	[AT_S_PATTERNS] = {"patterns", NULL, "off|on", 0,
                           "count which rules speak in your drafts, and asks for reassurance (never the words)"},
	[AT_S_PLAIN] = {"plain", NULL, "off|on", 0, "for screen readers: no colour, no underlines"},
};

void at_config_init(struct at_config *c)
{
	memset(c, 0, sizeof *c);
	for (size_t i = 0; i < AT_SETTINGS; i++)
		c->value[i] = at_setting_table[i].choice;
}

void at_config_free(struct at_config *c)
{
	at_names_free(&c->muted);
}

static bool is(const char *name, const char *word, size_t len)
{
	return name != NULL && strlen(name) == len && memcmp(name, word, len) == 0;
}

/* `name` in full, or its alias. */
static enum at_setting find_exact(const char *name, size_t len)
{
	enum at_setting i = 0;
	while (i < AT_SETTINGS && !is(at_setting_table[i].name, name, len) && !is(at_setting_table[i].alias, name, len))
		i++;
	return i;
}

enum at_setting at_config_find(const char *name, size_t len)
{
	enum at_setting found = find_exact(name, len);
	for (enum at_setting i = 0; i < AT_SETTINGS && found == AT_SETTINGS; i++) {
		if (len == 0 || strncmp(at_setting_table[i].name, name, len) != 0)
			continue;
		found = i;
		for (enum at_setting k = i + 1; k < AT_SETTINGS; k++)
			if (strncmp(at_setting_table[k].name, name, len) == 0)
				return AT_SETTINGS;
	}
	return found;
}

bool at_config_set(struct at_config *c, enum at_setting setting, const char *word, size_t len)
{
	int k = at_choice_of(at_setting_table[setting].choices, word, len);
	if (k >= 0)
		c->value[setting] = k;
	return k >= 0;
}

void at_config_value(const struct at_config *c, enum at_setting setting, struct at_buffer *out)
{
	size_t len;
	const char *choice = at_choice_at(at_setting_table[setting].choices, (size_t)c->value[setting], &len);
	at_buffer_add(out, choice, len);
}

/* YAML's words for true and false serve where off and on do. */
static bool take_value(struct at_config *c, enum at_setting setting, const struct at_node *value)
{
	bool on;
	if (value->kind != AT_SCALAR)
		return false;
	if (at_config_set(c, setting, value->text, value->len))
		return true;
	return at_node_bool(value, &on) && at_config_set(c, setting, on ? "on" : "off", on ? 2 : 3);
}

static void bad_value(struct at_diag *d, enum at_setting setting, const struct at_node *value, const char *file)
{
	const struct at_setting_spec *spec = &at_setting_table[setting];
	struct at_place where = at_node_place(value, file);
	const char *names[16];
	struct at_buffer words = {0};
	size_t n = 0;
	at_buffer_add_str(&words, spec->choices);
	(void)at_buffer_str(&words);
	for (char *s = words.ptr; s != NULL && n < 16;) {
		names[n++] = s;
		s = strchr(s, '|');
		if (s != NULL)
			*s++ = 0;
	}
	const char *near = value->kind == AT_SCALAR ? at_nearest(value->text, names, n) : NULL;
	if (near != NULL)
		at_diag_error(d, where, NULL, "%s can't be \"%s\"; did you mean %s?", spec->name, value->text, near);
	else
		at_diag_error(d, where, NULL, "%s is one of %s", spec->name, spec->choices);
	at_buffer_free(&words);
}

static void take_muted(struct at_config *c, const struct at_node *list, const char *file, struct at_diag *d)
{
	const struct at_node *one[] = {list};
	size_t n = list->kind == AT_LIST ? list->n : 1;
	for (size_t i = 0; i < n; i++) {
		const struct at_node *item = list->kind == AT_LIST ? list->items[i] : one[0];
		if (item->kind != AT_SCALAR || item->len == 0)
			at_diag_error(d, at_node_place(item, file), NULL, "mute takes ids of rules or categories");
		else if (!at_names_add(&c->muted, item->text, item->len))
			at_diag_error(d, at_node_place(item, file), NULL, "out of memory");
	}
}

static void unknown_key(struct at_diag *d, const struct at_node *key, const char *file)
{
	const char *names[AT_SETTINGS + 1];
	for (size_t i = 0; i < AT_SETTINGS; i++)
		names[i] = at_setting_table[i].name;
	names[AT_SETTINGS] = "mute";
	const char *near = at_nearest(key->text, names, AT_SETTINGS + 1);
	if (near != NULL)
		at_diag_error(d, at_node_place(key, file), NULL, "no setting \"%s\"; did you mean %s?", key->text, near);
	else
		at_diag_error(d, at_node_place(key, file), NULL, "no setting \"%s\" (/set shows them all)", key->text);
}

static void take_map(struct at_config *c, const struct at_node *map, const char *file, struct at_diag *d)
{
	for (size_t i = 0; i < map->n; i++) {
		const struct at_node *key = map->keys[i], *value = map->items[i];
		enum at_setting setting = find_exact(key->text, key->len);
		if (at_node_is(key, "mute"))
			take_muted(c, value, file, d);
		else if (setting == AT_SETTINGS)
			unknown_key(d, key, file);
		else if (!take_value(c, setting, value))
			bad_value(d, setting, value, file);
	}
}

size_t at_config_parse(struct at_config *c, const char *bytes, size_t len, const char *file, attune_diag_fn diag, void *payload)
{
	struct at_diag d = {.fn = diag, .payload = payload};
	struct at_arena arena = {0};
	struct at_node *root = at_yaml_parse(bytes, len, file, &arena, &d);
	if (root != NULL && root->kind == AT_MAP)
		take_map(c, root, file, &d);
	else if (root != NULL)
		at_diag_error(&d, at_node_place(root, file), NULL, "settings are lines of name: value");
	at_arena_free(&arena);
	return d.errors + d.warnings;
}

size_t at_config_load(struct at_config *c, attune_diag_fn diag, void *payload)
{
	struct at_buffer path = {0}, bytes = {0};
	struct at_diag d = {.fn = diag, .payload = payload};
	size_t problems = 0;
	if (at_files_config(&path, "config.yaml")) {
		const char *file = at_buffer_str(&path);
		if (at_files_read(&bytes, file, MOST_BYTES))
			problems = at_config_parse(c, at_buffer_str(&bytes), bytes.len, file, diag, payload);
		else if (errno != ENOENT && errno != ENOTDIR) {
			at_diag_error(&d, (struct at_place){file, 0, 0}, NULL, "%s", strerror(errno));
			problems = 1;
		}
	}
	at_buffer_free(&path);
	at_buffer_free(&bytes);
	return problems;
}
