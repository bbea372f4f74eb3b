/* SPDX-License-Identifier: MIT */
/*
 * datafiles.c: finds and parses files of `kind: data`. Input: the shipped files and the user's rule paths; output: nodes in an arena.
 */
#include "coach/datafiles.h"
#include "ruleset/source.h"
#include <string.h>

struct reading {
	const char *const *keys;
	struct at_arena *arena;
	at_datafile_fn fn;
	void *payload;
};

/* Whether a line of the text begins so. */
static bool has_line(const char *text, const char *start)
{
	size_t n = strlen(start);
	for (const char *at = strstr(text, start); at != NULL; at = strstr(at + n, start))
		if (at == text || at[-1] == '\n')
			return true;
	return false;
}

/* Looking at the bytes is much cheaper than parsing all rule files. */
static bool is_wanted(const char *text, const char *const *keys)
{
	if (!has_line(text, "kind: data"))
		return false;
	while (*keys != NULL && !has_line(text, *keys))
		keys++;
	return *keys != NULL;
}

static bool take(const struct reading *r, const char *name, const char *text, size_t len, bool shipped)
{
	struct at_diag silent = {0};
	struct at_datafile file = {name, NULL, shipped};
	if (!is_wanted(text, r->keys))
		return true;
	file.root = at_yaml_parse(text, len, name, r->arena, &silent);
	return !silent.no_memory && (file.root == NULL || r->fn(&file, r->payload));
}

bool at_datafiles_each(const char *folder, const char *const *keys, const char *const *paths, size_t n, struct at_arena *arena,
                       at_datafile_fn fn, void *payload)
{
	struct reading r = {keys, arena, fn, payload};
	struct at_diag silent = {0};
	struct at_files files = {0};
	const char *name, *text;
	size_t len;
	bool ok = true;
	for (size_t i = 0; ok && attune_shipped_file(i, &name, &text, &len); i++)
		if (strncmp(name, folder, strlen(folder)) == 0)
			ok = take(&r, name, text, len, true);
	for (size_t i = 0; ok && i < n; i++)
		ok = at_files_add_path(&files, paths[i], (unsigned)i + 1, arena, &silent);
	for (size_t i = 0; ok && i < files.n; i++)
		ok = take(&r, files.items[i].name, files.items[i].text, files.items[i].len, false);
	at_files_free(&files);
	return ok && !silent.no_memory;
}
