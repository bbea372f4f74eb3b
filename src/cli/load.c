/* SPDX-License-Identifier: MIT */
/*
 * load.c: finds the user's rule folders and loads them over the shipped set. Input: options and environment; output: a rule
 * set and a scanner in the cli. Order, the later over the earlier: $XDG_CONFIG_HOME/attune/rules, the folders of
 * $ATTUNE_RULES from left to right, every --rules from left to right. A config folder that isn't there is no problem.
 */
#include "cli/load.h"
#include "cli/watch.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* `path` becomes the list's; NULL means memory ran out while it was made. */
static void add_path(struct at_rule_paths *to, char *path, const char *from)
{
	if (path == NULL || !at_grow(&to->items, &to->cap, to->n + 1, sizeof *to->items)) {
		free(path);
		to->failed = true;
		return;
	}
	to->items[to->n++] = (struct at_rule_path){path, from, access(path, R_OK) == 0};
}

static char *copy(const char *s, size_t len)
{
	char *c = malloc(len + 1);
	if (c != NULL) {
		memcpy(c, s, len);
		c[len] = 0;
	}
	return c;
}

/* The XDG rules say that a relative $XDG_CONFIG_HOME counts as unset. */
static void add_config(struct at_rule_paths *to)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	struct at_buffer path = {0};
	if (config != NULL && config[0] == '/')
		at_buffer_addf(&path, "%s/attune/rules", config);
	else if (home != NULL && home[0] != 0)
		at_buffer_addf(&path, "%s/.config/attune/rules", home);
	else
		return;
	add_path(to, copy(at_buffer_str(&path), path.len), "your config");
	at_buffer_free(&path);
}

void at_load_paths(struct at_rule_paths *out, const struct at_options *options)
{
	memset(out, 0, sizeof *out);
	if (!at_given(options, AT_O_NO_USER_RULES)) {
		const char *list = getenv("ATTUNE_RULES");
		add_config(out);
		while (list != NULL && *list != 0) {
			size_t len = strcspn(list, ":");
			if (len > 0)
				add_path(out, copy(list, len), "$ATTUNE_RULES");
			list += len + (list[len] == ':');
		}
	}
	const char *dir;
	for (size_t k = 0; (dir = at_option_value(options, AT_O_RULES, k)) != NULL; k++)
		add_path(out, copy(dir, strlen(dir)), "--rules");
}

void at_load_paths_free(struct at_rule_paths *paths)
{
	for (size_t i = 0; i < paths->n; i++)
		free(paths->items[i].path);
	free(paths->items);
	memset(paths, 0, sizeof *paths);
}

uint64_t at_load_sum(const struct at_options *options)
{
	struct at_rule_paths places;
	uint64_t sum = 1;
	at_load_paths(&places, options);
	for (size_t i = 0; i < places.n; i++)
		sum = at_watch_sum(sum, places.items[i].path);
	at_load_paths_free(&places);
	return sum;
}

const char **at_load_data_paths(struct at_rule_paths *places, const struct at_options *options, size_t *n)
{
	at_load_paths(places, options);
	const char **paths = places->failed ? NULL : calloc(places->n + 1, sizeof *paths);
	*n = 0;
	for (size_t i = 0; paths != NULL && i < places->n; i++)
		if (places->items[i].there)
			paths[(*n)++] = places->items[i].path;
	return paths;
}

void at_load_format(struct at_buffer *out, const attune_error *e)
{
	size_t need = attune_error_format(e, NULL, 0);
	if (at_buffer_reserve(out, need + 1)) {
		attune_error_format(e, out->ptr + out->len, need + 1);
		out->len += need;
	}
}

void at_load_tell(const attune_error *e, void *payload)
{
	struct at_buffer line = {0};
	(void)payload;
	at_load_format(&line, e);
	at_warn(at_buffer_str(&line));
	at_buffer_free(&line);
}

static void tell(const attune_error *e, void *payload)
{
	struct at_cli *cli = payload;
	cli->broken += !attune_error_is_warning(e);
	if (at_given(&cli->options, AT_O_QUIET) && !at_given(&cli->options, AT_O_STRICT))
		return;
	at_load_tell(e, NULL);
}

void at_load_troubles(const struct at_cli *cli)
{
	const attune_error *e;
	for (size_t i = 0; (e = attune_report_trouble(cli->report, i)) != NULL; i++)
		at_load_tell(e, NULL);
}

static int load(struct at_cli *cli, const char **paths, size_t n)
{
	attune_status status = attune_rules_load(&cli->rules, true, paths, n, tell, cli, &cli->problems);
	if (status != ATTUNE_OK) {
		at_complain(status == ATTUNE_E_MEMORY ? "out of memory" : "the rules could not be loaded");
		return AT_EXIT_FAILED;
	}
	if (cli->problems > 0 && at_given(&cli->options, AT_O_STRICT)) {
		at_complain("the rules have %zu problem%s, and --strict was given", cli->problems, cli->problems == 1 ? "" : "s");
		return AT_EXIT_FAILED;
	}
	return AT_EXIT_CLEAN;
}

/* A folder that was asked for by an option must be there. */
static bool all_there(const struct at_rule_paths *places)
{
	for (size_t i = 0; i < places->n; i++) {
		if (places->items[i].there || strcmp(places->items[i].from, "--rules") != 0)
			continue;
		at_complain("--rules %s: can't be read", places->items[i].path);
		return false;
	}
	return true;
}

int at_load_rules(struct at_cli *cli, char *const *extra, size_t n)
{
	struct at_rule_paths places;
	int code = AT_EXIT_FAILED;
	at_load_paths(&places, &cli->options);
	const char **paths = calloc(places.n + n + 1, sizeof *paths);
	size_t k = 0;
	for (size_t i = 0; i < places.n && paths != NULL; i++)
		if (places.items[i].there || strcmp(places.items[i].from, "your config") != 0)
			paths[k++] = places.items[i].path;
	for (size_t i = 0; i < n && paths != NULL; i++)
		paths[k++] = extra[i];
	if (paths == NULL || places.failed)
		at_complain("out of memory");
	else if (all_there(&places))
		code = load(cli, paths, k);
	free(paths);
	at_load_paths_free(&places);
	return code;
}

bool at_load_new_scanner(attune_scanner **out, const attune_rules *rules)
{
	attune_error *err = NULL;
	if (attune_scanner_new(out, rules, &err) == ATTUNE_OK)
		return true;
	at_complain("%s", attune_error_message(err));
	attune_error_free(err);
	return false;
}

int at_load_scanner(struct at_cli *cli)
{
	if (cli->rules == NULL && at_load_rules(cli, NULL, 0) != AT_EXIT_CLEAN)
		return AT_EXIT_FAILED;
	return at_load_new_scanner(&cli->scanner, cli->rules) ? AT_EXIT_CLEAN : AT_EXIT_FAILED;
}

void at_load_forget(struct at_cli *cli)
{
	attune_report_free(cli->report);
	attune_offers_free(cli->offers);
	attune_scanner_free(cli->scanner);
	attune_rules_free(cli->rules);
	cli->report = NULL;
	cli->offers = NULL;
	cli->scanner = NULL;
	cli->rules = NULL;
}
