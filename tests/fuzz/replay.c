/* SPDX-License-Identifier: MIT */
/*
 * replay: a fuzz target without a fuzzer: gives it every file below the paths that are named, in order. Input: files or folders; output:
 * how many there were; an abort of the target's own where one breaks a promise.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MOST_BYTES (1u << 20)

static size_t played;

static int play(const char *path)
{
	/* As large as the input, so that a sanitizer sees what is read behind it. */
	FILE *f = fopen(path, "rb");
	uint8_t *all = malloc(MOST_BYTES), *bytes = NULL;
	size_t n = f != NULL && all != NULL ? fread(all, 1, MOST_BYTES, f) : 0;
	if (f == NULL || all == NULL || ferror(f) != 0 || (bytes = malloc(n > 0 ? n : 1)) == NULL) {
		fprintf(stderr, "replay: %s can't be read\n", path);
		return 1;
	}
	memcpy(bytes, all, n);
	free(all);
	fclose(f);
	LLVMFuzzerTestOneInput(bytes, n);
	free(bytes);
	played++;
	return 0;
}

static int play_below(const char *path)
{
	struct dirent **names;
	struct stat st;
	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return play(path);
	int worst = 0, n = scandir(path, &names, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		char below[4096];
		if (names[i]->d_name[0] != '.' &&
		    snprintf(below, sizeof below, "%s/%s", path, names[i]->d_name) < (int)sizeof below)
			worst |= play_below(below);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return worst;
}

int main(int argc, char **argv)
{
	int worst = 0;
	for (int i = 1; i < argc; i++)
		worst |= play_below(argv[i]);
	printf("%zu inputs\n", played);
	return worst;
}
