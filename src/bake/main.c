/* SPDX-License-Identifier: MIT */
/*
 * bake: turns the folder rules/ into the bytes that are built into attune: the image, then the files themselves (for `rules
 * export` and for laying user rules over them). Runs while attune is built. usage: bake RULES_DIR OUT. Any problem in a rule
 * fails the build.
 */
#include "base/buffer.h"
#include "ruleset/compiled.h"
#include "ruleset/ruleset.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_problem(const attune_error *e, void *payload)
{
	char line[1024];
	(void)payload;
	attune_error_format(e, line, sizeof line);
	fprintf(stderr, "%s\n", line);
}

static void add_file(struct at_buffer *out, const char *name, const char *text, size_t len)
{
	uint32_t sizes[2] = {(uint32_t)strlen(name), (uint32_t)len};
	at_buffer_add(out, sizes, sizeof sizes);
	at_buffer_add(out, name, sizes[0]);
	at_buffer_add_char(out, '\0');
	at_buffer_add(out, text, len);
	at_buffer_add_char(out, '\0');
	while (out->len % 8 != 0)
		at_buffer_add_char(out, '\0');
}

/* Files that users may want beside the rules; absent ones are left out. */
static void add_extras(struct at_buffer *out, const char *dir)
{
	static const char *const extras[] = {"README.md", "schema.json"};
	for (size_t i = 0; i < sizeof extras / sizeof *extras; i++) {
		struct at_buffer path = {0}, text = {0};
		char chunk[8192];
		size_t got;
		at_buffer_addf(&path, "%s/%s", dir, extras[i]);
		FILE *f = fopen(at_buffer_str(&path), "rb");
		while (f != NULL && (got = fread(chunk, 1, sizeof chunk, f)) > 0)
			at_buffer_add(&text, chunk, got);
		if (f != NULL) {
			fclose(f);
			add_file(out, extras[i], at_buffer_str(&text), text.len);
		}
		at_buffer_free(&path);
		at_buffer_free(&text);
	}
}

static bool write_out(const struct at_buffer *out, const char *path)
{
	FILE *f = fopen(path, "wb");
	bool ok = f != NULL && fwrite(out->ptr, 1, out->len, f) == out->len;
	if (f != NULL && fclose(f) != 0)
		ok = false;
	if (!ok)
		perror(path);
	return ok;
}

static bool bake(const char *dir, const char *path)
{
	struct at_diag d = {.fn = print_problem};
	struct at_files files = {0};
	struct at_arena arena = {0};
	struct at_buffer out = {0};
	struct at_image *image = NULL;
	size_t skip = strlen(dir) + 1;
	bool ok = at_files_add_path(&files, dir, 0, &arena, &d);
	for (size_t i = 0; i < files.n; i++)
		files.items[i].name += skip; /* names below rules/ */
	ok = ok && at_rules_build(&image, &files, 0, NULL, &d) == ATTUNE_OK && d.errors == 0 && at_compiled_add(&image);
	if (ok) {
		at_buffer_add(&out, image, image->size);
		while (out.len % 8 != 0)
			at_buffer_add_char(&out, '\0');
		for (size_t i = 0; i < files.n; i++)
			add_file(&out, files.items[i].name, files.items[i].text, files.items[i].len);
		add_extras(&out, dir);
		ok = !out.failed && write_out(&out, path);
	}
	at_buffer_free(&out);
	free(image);
	at_files_free(&files);
	at_arena_free(&arena);
	return ok;
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fprintf(stderr, "usage: bake RULES_DIR OUT\n");
		return 2;
	}
	return bake(argv[1], argv[2]) ? 0 : 1;
}
