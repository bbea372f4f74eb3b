/* SPDX-License-Identifier: MIT */
/*
 * load.c: the public way to a rule set. Without user rules the shipped image is used in place, nothing parsed,
 * nothing copied; with
 * them all files are read and one image is built in memory. Calls base and ruleset/.
 */
#include "ruleset/compiled.h"
#include "ruleset/ruleset.h"
#include <stdlib.h>
#include <string.h>

bool at_image_usable(const void *bytes, size_t len)
{
	const struct at_image *h = bytes;
	return len >= sizeof *h && memcmp(h->magic, AT_IMAGE_MAGIC, sizeof h->magic) == 0 && h->version == AT_IMAGE_VERSION &&
	       h->size == len;
}

/* The shipped files as layer 0, named as `attune rules export` would write them. */
static bool add_shipped(struct at_files *files)
{
	const char *name, *text;
	size_t len;
	for (size_t i = 0; attune_shipped_file(i, &name, &text, &len); i++) {
		size_t n = strlen(name);
		bool rules = (n > 5 && strcmp(name + n - 5, ".yaml") == 0) || (n > 4 && strcmp(name + n - 4, ".yml") == 0);
		if (rules && !at_files_add(files, name, text, len, 0))
			return false;
	}
	return true;
}

static attune_status build_from(struct at_image **out, bool shipped, const char *const *paths, size_t n, struct at_diag *d)
{
	struct at_files files = {0};
	struct at_arena arena = {0};
	attune_status status = ATTUNE_E_MEMORY;
	bool ok = !shipped || add_shipped(&files);
	for (size_t i = 0; ok && i < n; i++)
		ok = at_files_add_path(&files, paths[i], (unsigned)i + 1, &arena, d);
	if (ok)
		status = at_rules_build(out, &files, shipped ? 1 : 0, d);
	at_files_free(&files);
	at_arena_free(&arena);
	return status;
}

attune_status attune_rules_load(attune_rules **out, bool shipped, const char *const *paths, size_t n, attune_diag_fn diag,
                                void *payload, size_t *problems)
{
	struct at_diag d = {diag, payload, 0, 0};
	attune_rules *rules = calloc(1, sizeof *rules);
	attune_status status = ATTUNE_OK;
	if (rules == NULL)
		return ATTUNE_E_MEMORY;
	if (shipped && n == 0) {
		rules->image = at_shipped_image();
		if (rules->image != NULL && at_compiled_usable(rules->image))
			rules->codes = rules->image;
	} else {
		struct at_image *image = NULL;
		status = build_from(&image, shipped, paths, n, &d);
		rules->image = rules->owned = image;
	}
	if (problems != NULL)
		*problems = d.errors + d.warnings;
	if (status == ATTUNE_OK && rules->image == NULL)
		status = ATTUNE_E_RULES;
	if (status != ATTUNE_OK) {
		attune_rules_free(rules);
		return status;
	}
	*out = rules;
	return ATTUNE_OK;
}

void attune_rules_free(attune_rules *rules)
{
	if (rules == NULL)
		return;
	free(rules->owned);
	free(rules);
}
