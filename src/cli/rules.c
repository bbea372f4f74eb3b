/* SPDX-License-Identifier: MIT */
/*
 * rules.c: `attune rules list`, `path` and `export`. Input: the rule set, its places, the shipped files; output: lists, and
 * for export files below one folder, which are written only when none is in the way or --force was given.
 */
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/load.h"
#include "cli/ruleview.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool wanted(const struct at_options *o, const attune_rule_info *r)
{
	if (at_given(o, AT_O_KIND) && (int)r->kind != o->choice[AT_O_KIND])
		return false;
	return !at_given(o, AT_O_CATEGORY) || at_ruleview_in_category(r, o->value[AT_O_CATEGORY]);
}

static void list_one(struct at_cli *cli, size_t i, const attune_rule_info *r, size_t before)
{
	struct at_buffer *out = &cli->out.bytes;
	switch (cli->options.choice[AT_O_FORMAT]) {
	case AT_FORMAT_JSON:
		at_buffer_add_str(out, before == 0 ? "\n" : ",\n");
		at_ruleview_json(out, cli->rules, i);
		break;
	case AT_FORMAT_LINE:
		at_ruleview_line(out, r);
		break;
	default:
		at_ruleview_row(&cli->out, r);
	}
}

int at_rules_list(struct at_cli *cli)
{
	attune_rule_info r;
	size_t shown = 0;
	bool json = cli->options.choice[AT_O_FORMAT] == AT_FORMAT_JSON;
	if (at_load_rules(cli, NULL, 0) != AT_EXIT_CLEAN)
		return AT_EXIT_FAILED;
	at_buffer_add_str(&cli->out.bytes, json ? "[" : "");
	for (size_t i = 0; attune_rules_get(cli->rules, i, &r); i++)
		if (wanted(&cli->options, &r))
			list_one(cli, i, &r, shown++);
	at_buffer_add_str(&cli->out.bytes, json ? "\n]\n" : "");
	if (shown == 0)
		at_complain("no rules of that kind or category");
	return AT_EXIT_CLEAN;
}

int at_rules_path(struct at_cli *cli)
{
	struct at_rule_paths places;
	struct at_buffer *out = &cli->out.bytes;
	at_load_paths(&places, &cli->options);
	at_buffer_add_str(out, "(built in)\n");
	for (size_t i = 0; i < places.n; i++) {
		at_out_text(&cli->out, AT_PLAIN, places.items[i].path);
		at_buffer_addf(out, "  (%s%s)\n", places.items[i].from, places.items[i].there ? "" : ", not there yet");
	}
	if (places.failed)
		out->failed = true;
	at_load_paths_free(&places);
	return AT_EXIT_CLEAN;
}

/* Makes the folders above `path`. */
static bool make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		bool ok = mkdir(path, 0777) == 0 || errno == EEXIST || errno == EISDIR;
		if (!ok)
			at_complain("%s: %s", path, strerror(errno));
		*slash = '/';
		if (!ok)
			return false;
	}
	return true;
}

static bool write_file(const char *path, const char *text, size_t len, bool force)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | (force ? O_TRUNC : O_EXCL), 0666);
	bool ok = fd >= 0 && at_files_write(fd, text, len, NULL);
	if (fd >= 0 && close(fd) != 0)
		ok = false;
	if (!ok)
		at_complain("%s: %s", path, strerror(errno));
	return ok;
}

static const char *target(struct at_buffer *path, const char *dir, const char *name)
{
	at_buffer_clear(path);
	at_buffer_addf(path, "%s/%s", dir, name);
	return at_buffer_str(path);
}

/* How many of the files are there already; tells the first few. */
static size_t in_the_way(struct at_buffer *path, const char *dir)
{
	const char *name, *text;
	size_t len, found = 0;
	for (size_t i = 0; attune_shipped_file(i, &name, &text, &len); i++) {
		if (access(target(path, dir, name), F_OK) == 0 && found++ < 3)
			at_complain("%s is there already", at_buffer_str(path));
	}
	return found;
}

static int export(struct at_cli *cli, struct at_buffer *path, const char *dir)
{
	bool force = at_given(&cli->options, AT_O_FORCE);
	const char *name, *text;
	size_t len, n = 0;
	if (!force && in_the_way(path, dir) > 0) {
		at_complain("nothing was written; --force writes over them");
		return AT_EXIT_FAILED;
	}
	for (; attune_shipped_file(n, &name, &text, &len); n++) {
		(void)target(path, dir, name);
		if (path->failed || !make_folders(path->ptr) || !write_file(path->ptr, text, len, force))
			return AT_EXIT_FAILED;
	}
	if (!at_given(&cli->options, AT_O_QUIET)) {
		at_buffer_addf(&cli->out.bytes, "%zu files in ", n);
		at_out_text(&cli->out, AT_PLAIN, dir);
		at_buffer_add_str(&cli->out.bytes, "; change what you like, then: attune --rules DIR ...\n");
	}
	return AT_EXIT_CLEAN;
}

int at_rules_export(struct at_cli *cli)
{
	struct at_buffer path = {0};
	int code = export(cli, &path, cli->words[0]);
	at_buffer_free(&path);
	return code;
}
