/* SPDX-License-Identifier: MIT */
/*
 * scenes.c: reads scenes, sentences to say back and the words about answers. Input: the shipped files and the user's rule paths;
 * output: arrays that point into the YAML, which stays in the arena.
 */
#include "coach/scenes.h"
#include "base/buffer.h"
#include "coach/datafiles.h"
#include "ruleset/keys.h"
#include "ruleset/suggest.h"
#include <stdlib.h>
#include <string.h>

/* One file while it is read. */
struct file {
	struct at_scenes *out;
	const char *name;
	struct at_diag *d;
	const struct at_node *to; /* of the file, for its scenes */
	bool failed;              /* out of memory */
};

static const char *text_of(const struct at_node *map, const char *key)
{
	const struct at_node *n = at_node_get(map, key);
	return n == NULL || n->kind != AT_SCALAR ? "" : n->text;
}

static void complain(struct file *f, const struct at_node *where, const char *id, const char *what)
{
	at_diag_error(f->d, at_node_place(where, f->name), *id == 0 ? NULL : id, "%s", what);
}

static bool is_text(void *arg, const struct at_node *n)
{
	(void)arg;
	return n->kind == AT_SCALAR;
}

/* Every key of the map must be one that is known, with a text or a list of texts beside it where the table says so. */
static bool known(struct file *f, const struct at_node *map, const char *id, enum at_map which)
{
	struct at_reporter r = {f->name, *id == 0 ? NULL : id, f->d};
	const struct at_map_keys *m = &at_map_table[which];
	bool ok = at_keys_known(&r, map, which, AT_FOR_ANY,
	                        which == AT_MAP_SCENE  ? "a scene"
	                        : which == AT_MAP_LINE ? "a line"
	                                               : "a sentence to say back");
	for (size_t i = 0; ok && i < m->n; i++) {
		const struct at_node *n = at_node_get(map, m->keys[i].name);
		const char *text = NULL;
		bool truth = false;
		if (m->keys[i].shape == AT_K_TEXT)
			ok = at_field_string(&r, m->keys[i].name, n, &text);
		else if (m->keys[i].shape == AT_K_BOOL)
			ok = at_field_bool(&r, m->keys[i].name, n, &truth);
		else if (m->keys[i].shape == AT_K_LIST || m->keys[i].shape == AT_K_TEXTS)
			ok = at_field_list(&r, m->keys[i].name, n, m->keys[i].shape == AT_K_TEXTS, is_text, NULL);
	}
	return ok;
}

/* The index of a word among `n` names, or -1 with the problem told. */
static int choice(struct file *f, const struct at_node *map, const char *id, const char *key, const struct at_node *value,
                  const char *const *names, size_t n)
{
	const char *word = value == NULL || value->kind != AT_SCALAR ? "" : value->text;
	for (size_t i = 0; i < n; i++)
		if (strcmp(names[i], word) == 0)
			return (int)i;
	const char *near = at_nearest(word, names, n), *about = *id == 0 ? NULL : id;
	struct at_place place = at_node_place(value != NULL ? value : map, f->name);
	if (near != NULL)
		at_diag_error(f->d, place, about, "%s can't be \"%s\"; did you mean %s?", key, word, near);
	else
		at_diag_error(f->d, place, about, "%s is one of %s, %s, ...", key, names[0], names[1]);
	return -1;
}

/* 0 with the problem told. */
static unsigned level_of(struct file *f, const struct at_node *map, const char *id)
{
	double level = 0;
	const struct at_node *n = at_node_get(map, "level");
	if (n != NULL && at_node_number(n, &level) && level >= 1 && level <= AT_LEVELS && level == (unsigned)level)
		return (unsigned)level;
	complain(f, n == NULL ? map : n, id, "level is 1, 2 or 3");
	return 0;
}

/* ------------------------------------------------------------- scenes, sentences */

static void put_scene(struct file *f, const struct at_scene *scene, bool off)
{
	struct at_scenes *s = f->out;
	size_t i = 0;
	while (i < s->n_scenes && strcmp(s->scenes[i].id, scene->id) != 0)
		i++;
	if (off) {
		if (i < s->n_scenes)
			s->scenes[i] = s->scenes[--s->n_scenes];
		return;
	}
	if (i == s->n_scenes && !at_grow(&s->scenes, &s->scenes_cap, i + 1, sizeof *s->scenes)) {
		f->failed = true;
		return;
	}
	s->scenes[i] = *scene;
	s->n_scenes += i == s->n_scenes;
}

static bool is_off(const struct at_node *map)
{
	bool off = false;
	return at_node_bool(at_node_get(map, "off"), &off) && off;
}

static const char *const to_names[] = {"any", "partner", "friend", "parent", "child", "colleague"};
#define TO_NAMES (sizeof to_names / sizeof *to_names)

static void take_scene(struct file *f, const struct at_node *n)
{
	const char *id = text_of(n, "id");
	struct at_scene scene = {.id = id};
	if (n->kind != AT_MAP || *id == 0) {
		complain(f, n, "", "a scene is a map with an id");
		return;
	}
	if (!known(f, n, id, AT_MAP_SCENE))
		return;
	if (is_off(n)) {
		put_scene(f, &scene, true);
		return;
	}
	const struct at_node *own = at_node_get(n, "to");
	int moment = choice(f, n, id, "moment", at_node_get(n, "moment"), at_scene_moments, AT_MOMENTS);
	int to = choice(f, n, id, "to", own != NULL ? own : f->to, to_names, TO_NAMES);
	scene.level = level_of(f, n, id);
	scene.they = text_of(n, "they");
	scene.model = text_of(n, "model");
	scene.setting = text_of(n, "setting");
	scene.hint = text_of(n, "hint");
	if (*scene.they == 0 || *scene.model == 0)
		complain(f, n, id, "a scene needs what they say (they) and a model answer (model)");
	else if (moment >= 0 && to >= 0 && scene.level > 0) {
		scene.moment = (enum at_scene_moment)moment;
		scene.to = (attune_to)to;
		put_scene(f, &scene, false);
	}
}

static void take_say_back(struct file *f, const struct at_node *n)
{
	struct at_scenes *s = f->out;
	struct at_say_back say = {.id = text_of(n, "id"), .text = text_of(n, "text")};
	size_t i = 0;
	while (i < s->n_says && strcmp(s->says[i].id, say.id) != 0)
		i++;
	if (n->kind != AT_MAP || *say.id == 0)
		complain(f, n, "", "a sentence to say back is a map with an id");
	else if (!known(f, n, say.id, AT_MAP_SAY_BACK))
		return;
	else if (is_off(n)) {
		if (i < s->n_says)
			s->says[i] = s->says[--s->n_says];
	} else if (*say.text == 0)
		complain(f, n, say.id, "a sentence to say back needs its text");
	else if ((say.level = level_of(f, n, say.id)) > 0) {
		if (i == s->n_says && !at_grow(&s->says, &s->says_cap, i + 1, sizeof *s->says)) {
			f->failed = true;
			return;
		}
		s->says[i] = say;
		s->n_says += i == s->n_says;
	}
}

/* -------------------------------------------------------------------- judging */

/* A list of texts beside the key, or NULL. */
static const struct at_node *texts(struct file *f, const struct at_node *map, const char *key)
{
	const struct at_node *n = at_node_get(map, key);
	bool ok = n == NULL || n->kind == AT_LIST;
	for (size_t i = 0; ok && n != NULL && i < n->n; i++)
		ok = n->items[i]->kind == AT_SCALAR;
	if (!ok)
		at_diag_error(f->d, at_node_place(n, f->name), NULL, "%s takes a list of words", key);
	return ok ? n : NULL;
}

static void take_lines(struct file *f, struct at_line_list *to, const struct at_node *list)
{
	if (list == NULL)
		return;
	if (list->kind != AT_LIST) {
		complain(f, list, "", "well and try are lists");
		return;
	}
	to->n = 0;
	for (size_t i = 0; i < list->n; i++) {
		const struct at_node *n = list->items[i];
		const struct at_node *text = at_node_get(n, "text");
		bool several = text != NULL && text->kind == AT_LIST && text->n > 0 && texts(f, n, "text") != NULL;
		if (text == NULL || (text->kind != AT_SCALAR && !several)) {
			complain(f, n, "", "a line is a map with a text");
			continue;
		}
		if (n->kind != AT_MAP || !known(f, n, "", AT_MAP_LINE))
			continue;
		if (!at_grow(&to->items, &to->cap, to->n + 1, sizeof *to->items)) {
			f->failed = true;
			return;
		}
		struct at_line *line = &to->items[to->n++];
		*line = (struct at_line){
			texts(f, n, "moves"), texts(f, n, "moments"), texts(f, n, "without"), texts(f, n, "lacks"), false, text};
		(void)at_node_bool(at_node_get(n, "also"), &line->also);
	}
}

static void take_judging(struct file *f, const struct at_node *map)
{
	struct at_scenes *s = f->out;
	if (map->kind != AT_MAP) {
		complain(f, map, "", "judging is a map");
		return;
	}
	take_lines(f, &s->well, at_node_get(map, "well"));
	take_lines(f, &s->try, at_node_get(map, "try"));
	if (!at_grow(&s->judging, &s->judging_cap, s->n_judging + 1, sizeof *s->judging))
		f->failed = true;
	else
		s->judging[s->n_judging++] = map;
}

const char *at_scenes_words(const struct at_scenes *s, const char *key, const char *name, size_t k)
{
	for (size_t i = s->n_judging; i-- > 0;) {
		const struct at_node *n = at_node_get(s->judging[i], key);
		if (name != NULL)
			n = at_node_get(n, name);
		if (n != NULL && n->kind == AT_SCALAR)
			return n->text;
		if (n != NULL && n->kind == AT_LIST && n->n > 0)
			return n->items[k % n->n]->kind == AT_SCALAR ? n->items[k % n->n]->text : "";
	}
	return "";
}

/* -------------------------------------------------------------------- loading */

static void each(struct file *f, const struct at_node *list, const char *what, void (*take)(struct file *, const struct at_node *))
{
	if (list != NULL && list->kind != AT_LIST)
		at_diag_error(f->d, at_node_place(list, f->name), NULL, "%s is a list", what);
	for (size_t i = 0; list != NULL && list->kind == AT_LIST && i < list->n && !f->failed; i++)
		take(f, list->items[i]);
}

struct loading {
	struct at_scenes *out;
	struct at_diag diag;
};

static bool add(const struct at_datafile *file, void *payload)
{
	struct loading *l = payload;
	const struct at_node *root = file->root, *judging = at_node_get(root, "judging");
	struct file f = {l->out, file->name, &l->diag, at_node_get(root, "to"), false};
	if (f.to != NULL && choice(&f, f.to, "", "to", f.to, to_names, TO_NAMES) < 0)
		f.to = NULL;
	each(&f, at_node_get(root, "scenes"), "scenes", take_scene);
	each(&f, at_node_get(root, "say-back"), "say-back", take_say_back);
	if (judging != NULL)
		take_judging(&f, judging);
	return !f.failed;
}

bool at_scenes_load(struct at_scenes *out, const char *const *paths, size_t n, attune_diag_fn diag, void *payload)
{
	static const char *const keys[] = {"scenes:", "say-back:", "judging:", NULL};
	struct loading l = {out, {.fn = diag, .payload = payload}};
	memset(out, 0, sizeof *out);
	return at_datafiles_each("practice/", keys, paths, n, &out->arena, add, &l) && !l.diag.no_memory;
}

void at_scenes_free(struct at_scenes *s)
{
	free(s->scenes);
	free(s->says);
	free(s->well.items);
	free(s->try.items);
	free(s->judging);
	at_arena_free(&s->arena);
	memset(s, 0, sizeof *s);
}
