/* SPDX-License-Identifier: MIT */
/*
 * source.c: walks directories for rule files and reads them whole. Input: a path; output: files with their bytes in the arena.
 * Symbolic links are followed for files and for the path itself, not for directories below it, so a walk ends. Calls base only.
 */
#include "ruleset/source.h"
#include "base/buffer.h"
#include "base/yaml.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_FOLDERS_DEEP 32u
#define MAX_FILES 20000u

bool at_files_add(struct at_files *files, const char *name, const char *text, size_t len, unsigned layer)
{
	if (!at_grow(&files->items, &files->cap, files->n + 1, sizeof *files->items))
		return false;
	files->items[files->n++] = (struct at_file){name, text, len, layer};
	return true;
}

void at_files_free(struct at_files *files)
{
	free(files->items);
	*files = (struct at_files){0};
}

static bool ends_with(const char *s, const char *end)
{
	size_t n = strlen(s), m = strlen(end);
	return n > m && strcmp(s + n - m, end) == 0;
}

/* Tells why the last call failed. */
static void cannot(struct at_diag *d, const char *path, const char *what)
{
	struct at_place where = {path, 0, 0};
	if (errno == ENOMEM)
		at_diag_no_memory(d, where);
	else
		at_diag_error(d, where, NULL, "cannot %s: %s", what, strerror(errno));
}

static bool read_all(struct at_buffer *b, const char *path, struct at_diag *d)
{
	char chunk[16384];
	size_t got;
	struct at_place where = {path, 0, 0};
	FILE *f = fopen(path, "rb");
	if (f == NULL) {
		cannot(d, path, "open");
		return false;
	}
	b->limit = AT_YAML_MAX_BYTES;
	while (!b->failed && (got = fread(chunk, 1, sizeof chunk, f)) > 0)
		at_buffer_add(b, chunk, got);
	bool bad = ferror(f) != 0;
	if (bad)
		cannot(d, path, "read");
	fclose(f);
	if (b->failed && !b->over)
		at_diag_no_memory(d, where);
	else if (b->failed)
		at_diag_error(d, where, NULL, "larger than %u bytes, which is more than a rule file may be", AT_YAML_MAX_BYTES);
	return !bad && !b->failed;
}

static bool add_file(struct at_files *files, const char *path, unsigned layer, struct at_arena *arena, struct at_diag *d)
{
	struct at_buffer b = {0};
	bool ok = true;
	if (files->n >= MAX_FILES) {
		at_diag_error(d, (struct at_place){path, 0, 0}, NULL, "more than %u rule files", MAX_FILES);
		return true;
	}
	if (read_all(&b, path, d)) {
		const char *name = at_arena_dup(arena, path, strlen(path));
		const char *text = at_arena_dup(arena, b.ptr != NULL ? b.ptr : "", b.len);
		ok = name != NULL && text != NULL && at_files_add(files, name, text, b.len, layer);
	}
	at_buffer_free(&b);
	return ok;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a directory, sorted, without hidden ones. NULL with *n 0 when it can't be read (reported) or memory ran
 * out (*failed). */
static char **list_names(const char *path, size_t *n, struct at_diag *d, bool *failed)
{
	char **names = NULL;
	size_t cap = 0;
	*n = 0;
	DIR *dir = opendir(path);
	if (dir == NULL) {
		cannot(d, path, "open");
		return NULL;
	}
	for (struct dirent *e = readdir(dir); e != NULL && !*failed; e = readdir(dir)) {
		if (e->d_name[0] == '.')
			continue;
		char *copy = at_grow(&names, &cap, *n + 1, sizeof *names) ? strdup(e->d_name) : NULL;
		if (copy == NULL)
			*failed = true;
		else
			names[(*n)++] = copy;
	}
	closedir(dir);
	if (*n != 0)
		qsort(names, *n, sizeof *names, by_name);
	return names;
}

static bool add_directory(struct at_files *files, const char *path, unsigned layer, unsigned depth, struct at_arena *arena,
                          struct at_diag *d)
{
	size_t n = 0;
	bool failed = false;
	struct at_buffer sub = {0};
	char **names = list_names(path, &n, d, &failed);
	for (size_t i = 0; i < n; i++) {
		struct stat st;
		at_buffer_clear(&sub);
		at_buffer_addf(&sub, "%s%s%s", path, ends_with(path, "/") ? "" : "/", names[i]);
		const char *full = at_buffer_str(&sub);
		if (failed || sub.failed || lstat(full, &st) != 0) {
			failed = failed || sub.failed;
		} else if (S_ISDIR(st.st_mode)) {
			if (depth < MAX_FOLDERS_DEEP)
				failed = !add_directory(files, full, layer, depth + 1, arena, d);
		} else if ((ends_with(full, ".yaml") || ends_with(full, ".yml")) && stat(full, &st) == 0 && S_ISREG(st.st_mode)) {
			failed = !add_file(files, full, layer, arena, d);
		}
		free(names[i]);
	}
	free(names);
	at_buffer_free(&sub);
	return !failed;
}

bool at_files_add_path(struct at_files *files, const char *path, unsigned layer, struct at_arena *arena, struct at_diag *d)
{
	struct stat st;
	if (stat(path, &st) != 0) {
		cannot(d, path, "open");
		return true;
	}
	if (S_ISDIR(st.st_mode))
		return add_directory(files, path, layer, 0, arena, d);
	if (S_ISREG(st.st_mode))
		return add_file(files, path, layer, arena, d);
	at_diag_error(d, (struct at_place){path, 0, 0}, NULL, "is neither a file nor a directory");
	return true;
}
