/* SPDX-License-Identifier: MIT */
/*
 * watch.c: sums up names, sizes and times of rule files. The walk is the loader's: .yaml and .yml, no hidden names, links
 * followed for files and for the path itself. The order in which a folder gives its names doesn't matter: the sums of its
 * entries are added up.
 */
#include "cli/watch.h"
#include "base/buffer.h"
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#define DEEPEST 32

static uint64_t mix(uint64_t sum, const void *bytes, size_t len)
{
	const unsigned char *s = bytes;
	for (size_t i = 0; i < len; i++)
		sum = (sum ^ s[i]) * 0x100000001b3u;
	return sum;
}

static uint64_t file_sum(const char *path, const struct stat *st)
{
	struct timespec changed = st->st_mtim;
	uint64_t sum = mix(0xcbf29ce484222325u, path, strlen(path));
	sum = mix(sum, &changed.tv_sec, sizeof changed.tv_sec);
	sum = mix(sum, &changed.tv_nsec, sizeof changed.tv_nsec);
	sum = mix(sum, &st->st_size, sizeof st->st_size);
	return mix(sum, &st->st_ino, sizeof st->st_ino);
}

static bool is_rule_file(const char *name)
{
	size_t n = strlen(name);
	return (n > 5 && strcmp(name + n - 5, ".yaml") == 0) || (n > 4 && strcmp(name + n - 4, ".yml") == 0);
}

static uint64_t folder_sum(const char *path, unsigned depth)
{
	uint64_t sum = 1;
	struct at_buffer full = {0};
	DIR *dir = depth > DEEPEST ? NULL : opendir(path);
	for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
		struct stat st;
		if (e->d_name[0] == '.')
			continue;
		at_buffer_clear(&full);
		at_buffer_addf(&full, "%s/%s", path, e->d_name);
		const char *name = at_buffer_str(&full);
		if (lstat(name, &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode))
			sum += folder_sum(name, depth + 1);
		else if (is_rule_file(name) && stat(name, &st) == 0)
			sum += file_sum(name, &st);
	}
	if (dir != NULL)
		(void)closedir(dir);
	at_buffer_free(&full);
	return sum;
}

uint64_t at_watch_sum(uint64_t sum, const char *path)
{
	struct stat st;
	uint64_t one = 0;
	if (stat(path, &st) == 0)
		one = S_ISDIR(st.st_mode) ? folder_sum(path, 0) : file_sum(path, &st);
	return mix(sum, &one, sizeof one);
}
