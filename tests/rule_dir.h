/* SPDX-License-Identifier: MIT */
/*
 * rule_dir: a temporary folder of rule files, and the rule set that is loaded from it, for the tests. Problems of a load
 * are kept as text, one a line, with paths as seen from the folder. May call the public API and base. Invariant:
 * rule_dir_close leaves nothing behind.
 */
#ifndef AT_TESTS_RULE_DIR_H
#define AT_TESTS_RULE_DIR_H

#include "attune/attune.h"
#include "base/buffer.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RULE_DIR_LAYERS 8

struct rule_dir {
	char path[512];
	attune_rules *rules;
	struct at_buffer said;
	size_t problems;
};

/* False when no folder could be made. */
static inline bool rule_dir_open(struct rule_dir *d)
{
	const char *tmp = getenv("TMPDIR");
	memset(d, 0, sizeof *d);
	int n = snprintf(d->path, sizeof d->path, "%s/attune-test-XXXXXX", tmp != NULL && *tmp != '\0' ? tmp : "/tmp");
	return n > 0 && (size_t)n < sizeof d->path && mkdtemp(d->path) != NULL;
}

/* Writes a file; folders in its name are made. */
static inline bool rule_dir_write_bytes(const struct rule_dir *d, const char *name, const char *bytes, size_t len)
{
	char path[1024];
	int n = snprintf(path, sizeof path, "%s/%s", d->path, name);
	if (n < 0 || (size_t)n >= sizeof path)
		return false;
	for (char *slash = strchr(path + strlen(d->path) + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(path, 0700) != 0 && errno != EEXIST)
			return false;
		*slash = '/';
	}
	FILE *f = fopen(path, "wb");
	bool ok = f != NULL && fwrite(bytes, 1, len, f) == len;
	return f != NULL && fclose(f) == 0 && ok;
}

static inline bool rule_dir_write(const struct rule_dir *d, const char *name, const char *text)
{
	return rule_dir_write_bytes(d, name, text, strlen(text));
}

/* Appends a problem as the user reads it, without the folder's own path. */
static inline void rule_dir_note(const attune_error *e, void *payload)
{
	struct rule_dir *d = payload;
	char line[4096];
	size_t own = strlen(d->path);
	attune_error_format(e, line, sizeof line);
	for (const char *p = line; *p != '\0';) {
		if (strncmp(p, d->path, own) == 0 && p[own] == '/') {
			p += own + 1;
			continue;
		}
		at_buffer_add_char(&d->said, *p++);
	}
	at_buffer_add_char(&d->said, '\n');
}

/* Loads files or folders of the folder, the later over the earlier; a NULL ends the list. Frees what was loaded before. */
static inline attune_status rule_dir_load(struct rule_dir *d, bool shipped, const char *const *names)
{
	char paths[RULE_DIR_LAYERS][1024];
	const char *list[RULE_DIR_LAYERS];
	size_t n = 0;
	for (; names[n] != NULL && n < RULE_DIR_LAYERS; n++) {
		snprintf(paths[n], sizeof paths[n], "%s/%s", d->path, names[n]);
		list[n] = paths[n];
	}
	attune_rules_free(d->rules);
	d->rules = NULL;
	at_buffer_clear(&d->said);
	return attune_rules_load(&d->rules, shipped, list, n, rule_dir_note, d, &d->problems);
}

/* One file as the whole rule set. */
static inline attune_status rule_dir_load_text(struct rule_dir *d, const char *name, const char *text)
{
	if (!rule_dir_write(d, name, text))
		return ATTUNE_E_IO;
	return rule_dir_load(d, false, (const char *const[]){name, NULL});
}

static inline void rule_dir_remove(const char *path)
{
	DIR *dir = opendir(path);
	for (struct dirent *e = dir != NULL ? readdir(dir) : NULL; e != NULL; e = readdir(dir)) {
		char below[4096];
		struct stat st;
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (snprintf(below, sizeof below, "%s/%s", path, e->d_name) >= (int)sizeof below)
			continue;
		if (lstat(below, &st) == 0 && S_ISDIR(st.st_mode))
			rule_dir_remove(below);
		else
			unlink(below);
	}
	if (dir != NULL)
		closedir(dir);
	rmdir(path);
}

static inline void rule_dir_close(struct rule_dir *d)
{
	attune_rules_free(d->rules);
	at_buffer_free(&d->said);
	rule_dir_remove(d->path);
}

#endif
