/* SPDX-License-Identifier: MIT */
/*
 * load.c: the public way to a rule set. Without user rules the shipped image is used in place, nothing parsed, nothing copied;
 * with them all files are read and one image is built in memory. Calls base and ruleset/.
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

static void use_codes(attune_rules *rules, const struct at_image *image)
{
	if (image != NULL && at_compiled_usable(image))
		rules->codes = image;
}

/* Whether a line of the file says that it is of this kind. */
static bool is_kind(const char *text, const char *line)
{
	const char *at = strstr(text, line);
	return at != NULL && (at == text || at[-1] == '\n');
}

/* Whether the file holds words or spellings, which make one lexicon with all others. */
static bool is_lexicon(const char *text)
{
	return is_kind(text, "kind: words\n") || is_kind(text, "kind: spelling\n");
}

/* Which of the shipped files: all, or those of which rules are made, whichever rules they are; with them those of a lexicon. */
enum { ALL_FILES, LANGUAGE, LEXICON = 2, GRAMMAR = 4, LEANINGS = 8 };

static bool is_wanted(const char *text, unsigned which)
{
	return which == ALL_FILES || is_kind(text, "kind: fragments\n") || is_kind(text, "kind: guards\n") ||
	       ((which & LEXICON) != 0 && is_lexicon(text)) || ((which & GRAMMAR) != 0 && is_kind(text, "kind: grammar\n")) ||
	       ((which & LEANINGS) != 0 && is_kind(text, "kind: leaning\n"));
}

/* The shipped files as layer 0, named as `attune rules export` would write them. */
static bool add_shipped(struct at_files *files, unsigned which)
{
	const char *name, *text;
	size_t len;
	for (size_t i = 0; attune_shipped_file(i, &name, &text, &len); i++) {
		size_t n = strlen(name);
		bool rules = (n > 5 && strcmp(name + n - 5, ".yaml") == 0) || (n > 4 && strcmp(name + n - 4, ".yml") == 0);
		if (rules && is_wanted(text, which) && !at_files_add(files, name, text, len, 0))
			return false;
	}
	return true;
}

static bool add_all(struct at_files *to, const struct at_files *from)
{
	for (size_t i = 0; i < from->n; i++)
		if (!at_files_add(to, from->items[i].name, from->items[i].text, from->items[i].len, from->items[i].layer))
			return false;
	return true;
}

/* The user's files over the shipped ones, of which only the few are read that the image can't stand for; *out is NULL when
 * that won't do. */
static attune_status lay_over(struct at_image **out, const struct at_files *user, const struct at_image *base, struct at_diag *d)
{
	struct at_files files = {0};
	attune_status status = ATTUNE_E_MEMORY;
	unsigned which = LANGUAGE;
	for (size_t i = 0; i < user->n; i++) {
		which |= is_lexicon(user->items[i].text) ? LEXICON : 0;
		which |= is_kind(user->items[i].text, "kind: grammar\n") ? GRAMMAR : 0;
		which |= is_kind(user->items[i].text, "kind: leaning\n") ? LEANINGS : 0;
	}
	if (add_shipped(&files, which) && add_all(&files, user))
		status = at_rules_build(out, &files, 1, base, d);
	at_files_free(&files);
	return status;
}

static attune_status build_all(struct at_image **out, const struct at_files *user, bool shipped, struct at_diag *d)
{
	struct at_files files = {0};
	attune_status status = ATTUNE_E_MEMORY;
	if ((!shipped || add_shipped(&files, ALL_FILES)) && add_all(&files, user))
		status = at_rules_build(out, &files, shipped ? 1 : 0, NULL, d);
	at_files_free(&files);
	return status;
}

static attune_status build_from(attune_rules *rules, bool shipped, const char *const *paths, size_t n, struct at_diag *d)
{
	struct at_files user = {0};
	struct at_arena arena = {0};
	struct at_image *image = NULL;
	const struct at_image *base = shipped ? at_shipped_image() : NULL;
	attune_status status = ATTUNE_OK;
	for (size_t i = 0; status == ATTUNE_OK && i < n; i++)
		if (!at_files_add_path(&user, paths[i], (unsigned)i + 1, &arena, d))
			status = ATTUNE_E_MEMORY;
	if (status == ATTUNE_OK && base != NULL)
		status = lay_over(&image, &user, base, d);
	if (image != NULL)
		rules->base = base;
	if (image != NULL)
		use_codes(rules, base);
	else if (status == ATTUNE_OK)
		status = build_all(&image, &user, shipped, d);
	rules->image = rules->owned = image;
	at_files_free(&user);
	at_arena_free(&arena);
	return status;
}

attune_status attune_rules_load(attune_rules **out, bool shipped, const char *const *paths, size_t n, attune_diag_fn diag,
                                void *payload, size_t *problems)
{
	struct at_diag d = {.fn = diag, .payload = payload};
	attune_rules *rules = calloc(1, sizeof *rules);
	attune_status status = ATTUNE_OK;
	if (rules == NULL)
		return ATTUNE_E_MEMORY;
	if (shipped && n == 0) {
		rules->image = at_shipped_image();
		use_codes(rules, rules->image);
	} else {
		status = build_from(rules, shipped, paths, n, &d);
	}
	if (problems != NULL)
		*problems = d.errors + d.warnings;
	if (d.no_memory)
		status = ATTUNE_E_MEMORY;
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
