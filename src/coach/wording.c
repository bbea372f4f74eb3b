/* SPDX-License-Identifier: MIT */
/*
 * wording.c: reads the data files that word the modes. Input: the shipped files and the user's rule paths; output: nodes, kept as they
 * are.
 */
#include "coach/wording.h"
#include "base/buffer.h"
#include "coach/datafiles.h"
#include "ruleset/suggest.h"
#include <stdlib.h>
#include <string.h>

/* The node of a key in the newest file that has it. */
static const struct at_node *find(const struct at_wording *w, size_t n, const char *mode, const char *key)
{
	while (n > 0) {
		const struct at_node *found = at_node_get(at_node_get(w->files[--n], mode), key);
		if (found != NULL)
			return found;
	}
	return NULL;
}

const char *at_wording_get(const struct at_wording *w, const char *mode, const char *key, size_t k)
{
	const struct at_node *node = find(w, w->n, mode, key);
	if (node == NULL)
		return NULL;
	if (node->kind == AT_SCALAR)
		return k == 0 ? node->text : NULL;
	if (k >= node->n)
		return NULL;
	return node->kind == AT_MAP ? node->keys[k]->text : node->items[k]->text;
}

const char *at_wording_pair(const struct at_wording *w, const char *mode, const char *key, const char *name)
{
	const struct at_node *node = find(w, w->n, mode, key), *text = at_node_get(node, name);
	return text == NULL ? NULL : text->text;
}

const char *at_wording_line(const struct at_wording *w, const char *mode, const char *key)
{
	const char *line = at_wording_get(w, mode, key, 0);
	return line == NULL ? "" : line;
}

/* ---------------------------------------------------------------- checking */

/* Texts alone, at least one of them. */
static bool is_texts(const struct at_node *node)
{
	if (node->kind == AT_SCALAR)
		return true;
	for (size_t i = 0; i < node->n; i++)
		if (node->items[i]->kind != AT_SCALAR)
			return false;
	return node->n > 0;
}

/* The name in `map` nearest to one that isn't there, or NULL. */
static const char *nearest(const struct at_node *map, const char *name)
{
	const char *names[96];
	size_t n = map->n < 96 ? map->n : 96;
	for (size_t i = 0; i < n; i++)
		names[i] = map->keys[i]->text;
	return at_nearest(name, names, n);
}

static void unknown(struct at_diag *d, const char *file, const struct at_node *key, const char *what, const struct at_node *known)
{
	const char *near = known == NULL ? NULL : nearest(known, key->text);
	if (near != NULL)
		at_diag_error(d, at_node_place(key, file), NULL, "no %s \"%s\"; did you mean %s?", what, key->text, near);
	else
		at_diag_error(d, at_node_place(key, file), NULL, "no %s \"%s\"", what, key->text);
}

/* The shipped map of a mode. */
static const struct at_node *shipped_mode(const struct at_wording *w, const char *mode)
{
	const struct at_node *found = NULL;
	for (size_t i = 0; i < w->shipped && found == NULL; i++)
		found = at_node_get(w->files[i], mode);
	return found;
}

static bool check_mode(const struct at_wording *w, const char *file, const struct at_node *key, const struct at_node *mode,
                       struct at_diag *d)
{
	const struct at_node *known = shipped_mode(w, key->text);
	bool ok = true;
	if (known == NULL) {
		unknown(d, file, key, "mode", NULL);
		return true;
	}
	for (size_t i = 0; mode->kind == AT_MAP && i < mode->n; i++) {
		const struct at_node *shipped = at_node_get(known, mode->keys[i]->text);
		if (shipped == NULL)
			unknown(d, file, mode->keys[i], "line", known);
		else if (!is_texts(mode->items[i]) || (shipped->kind == AT_MAP) != (mode->items[i]->kind == AT_MAP)) {
			at_diag_error(d, at_node_place(mode->items[i], file), NULL, "%s takes %s", mode->keys[i]->text,
			              shipped->kind == AT_MAP ? "pairs of a name and a text" : "a text or a list of texts");
			ok = false;
		}
	}
	return ok;
}

/* Whether a user's file can be used. */
static bool check(const struct at_wording *w, const char *file, const struct at_node *modes, struct at_diag *d)
{
	bool ok = modes->kind == AT_MAP;
	if (!ok)
		at_diag_error(d, at_node_place(modes, file), NULL, "`modes` is a map of modes");
	for (size_t i = 0; ok && i < modes->n; i++)
		ok = check_mode(w, file, modes->keys[i], modes->items[i], d);
	return ok;
}

/* ----------------------------------------------------------------- loading */

struct loading {
	struct at_wording *out;
	struct at_diag diag;
};

/* A shipped file needs no checking. */
static bool add(const struct at_datafile *file, void *payload)
{
	struct loading *l = payload;
	struct at_wording *w = l->out;
	const struct at_node *modes = at_node_get(file->root, "modes");
	if (modes == NULL || (!file->shipped && !check(w, file->name, modes, &l->diag)))
		return true;
	if (!at_grow(&w->files, &w->cap, w->n + 1, sizeof *w->files))
		return false;
	w->files[w->n++] = modes;
	w->shipped += file->shipped;
	return true;
}

bool at_wording_load(struct at_wording *w, const char *const *paths, size_t n, attune_diag_fn diag, void *payload)
{
	static const char *const keys[] = {"modes:", NULL};
	struct loading l = {w, {.fn = diag, .payload = payload}};
	memset(w, 0, sizeof *w);
	return at_datafiles_each("modes/", keys, paths, n, &w->arena, add, &l) && !l.diag.no_memory;
}

void at_wording_free(struct at_wording *w)
{
	at_arena_free(&w->arena);
	free(w->files);
	memset(w, 0, sizeof *w);
}
