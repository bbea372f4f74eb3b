/* SPDX-License-Identifier: MIT */
/*
 * test_cases: bad rule files and what is said of them. Each folder below tests/cases/rules holds input.yaml and expect:
 * the problems of one load, one a line, in the order in which they are told. A case whose name begins with "over-" is
 * laid over the shipped rules; the others stand alone. `ATTUNE_WRITE=1 test_cases` writes the expect files anew, to be
 * read before they are committed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "attune/attune.h"
#include "base/buffer.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CASES_MAX 200

struct answer {
	struct at_buffer said;
	const char *dir; /* with its slash; left out of what is said */
};

static void note(const attune_error *e, void *payload)
{
	struct answer *a = payload;
	char line[2048];
	size_t own = strlen(a->dir);
	attune_error_format(e, line, sizeof line);
	for (const char *p = line; *p != '\0';) {
		if (strncmp(p, a->dir, own) == 0)
			p += own;
		else
			at_buffer_add_char(&a->said, *p++);
	}
	at_buffer_add_str(&a->said, attune_error_is_warning(e) ? " (warning)\n" : "\n");
}

static void read_whole(struct at_buffer *out, const char *path)
{
	char chunk[4096];
	size_t got;
	FILE *f = fopen(path, "rb");
	while (f != NULL && (got = fread(chunk, 1, sizeof chunk, f)) > 0)
		at_buffer_add(out, chunk, got);
	if (f != NULL)
		fclose(f);
}

static void write_whole(const char *path, const struct at_buffer *text)
{
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	if (text->len != 0)
		assert_int_equal(fwrite(text->ptr, 1, text->len, f), text->len);
	assert_int_equal(fclose(f), 0);
}

/* True when the case is as expected; else the difference was told. */
static bool run_case(const char *root, const char *name)
{
	struct at_buffer dir = {0}, input = {0}, path = {0}, expected = {0};
	struct answer a = {0};
	attune_rules *rules = NULL;
	size_t problems = 0, lines = 0;
	at_buffer_addf(&dir, "%s/%s/", root, name);
	at_buffer_addf(&input, "%sinput.yaml", at_buffer_str(&dir));
	at_buffer_addf(&path, "%sexpect", at_buffer_str(&dir));
	a.dir = at_buffer_str(&dir);
	const char *list[] = {at_buffer_str(&input)};
	attune_status status = attune_rules_load(&rules, strncmp(name, "over-", 5) == 0, list, 1, note, &a, &problems);
	if (getenv("ATTUNE_WRITE") != NULL)
		write_whole(at_buffer_str(&path), &a.said);
	read_whole(&expected, at_buffer_str(&path));
	for (size_t i = 0; i < a.said.len; i++)
		lines += a.said.ptr[i] == '\n';
	bool same = strcmp(at_buffer_str(&a.said), at_buffer_str(&expected)) == 0;
	if (!same)
		print_error("%s\nsays:\n%sexpected:\n%s", name, at_buffer_str(&a.said), at_buffer_str(&expected));
	/* However bad the file, there is a set to work with, and every problem is counted. */
	assert_int_equal(status, ATTUNE_OK);
	assert_int_equal(problems, lines);
	attune_rules_free(rules);
	at_buffer_free(&a.said);
	at_buffer_free(&expected);
	at_buffer_free(&path);
	at_buffer_free(&input);
	at_buffer_free(&dir);
	return same;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void every_case(void **state)
{
	(void)state;
	static char names[CASES_MAX][256];
	const char *base = getenv("ATTUNE_ROOT");
	struct at_buffer root = {0};
	size_t n = 0, wrong = 0;
	at_buffer_addf(&root, "%s/tests/cases/rules", base != NULL ? base : ".");
	DIR *dir = opendir(at_buffer_str(&root));
	assert_non_null(dir);
	for (struct dirent *e = readdir(dir); e != NULL && n < CASES_MAX; e = readdir(dir))
		if (e->d_name[0] != '.')
			snprintf(names[n++], sizeof names[0], "%s", e->d_name);
	closedir(dir);
	assert_in_range(n, 25, CASES_MAX - 1);
	qsort(names, n, sizeof names[0], by_name);
	for (size_t i = 0; i < n; i++)
		wrong += !run_case(at_buffer_str(&root), names[i]);
	at_buffer_free(&root);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
