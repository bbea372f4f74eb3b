/* SPDX-License-Identifier: MIT */
/*
 * scenes: what there is to practise on, out of files of `kind: data` that have `scenes:`, `say-back:` or `judging:`; the user's
 * over the shipped. May call attune.h, base, coach/datafiles, ruleset/suggest.
 * Invariants: a scene has all its texts (setting and hint may be ""), a moment of at_scene_moments, a level from 1 to 3; ids are
 * unique; every text lives as long as the scenes.
 */
#ifndef AT_COACH_SCENES_H
#define AT_COACH_SCENES_H

#include "attune/attune.h"
#include "base/arena.h"
#include "base/yaml.h"

#define AT_LEVELS 3

/* What a scene asks for. */
enum at_scene_moment { AT_M_DISTRESS, AT_M_ANGER, AT_M_GOOD_NEWS, AT_M_AMBIVALENCE, AT_M_REPAIR, AT_MOMENTS };

struct at_scene {
	const char *id, *they, *setting, *hint, *model;
	enum at_scene_moment moment;
	attune_to to;
	unsigned level;
};
struct at_say_back {
	const char *id, *text;
	unsigned level;
};
/* One line about an answer, with what it takes to be said. Lists are NULL or lists of texts. */
struct at_line {
	const struct at_node *moves, *moments, *without, *lacks;
	bool also;
	const struct at_node *text; /* one, or a list of them */
};
struct at_line_list {
	struct at_line *items;
	size_t n, cap;
};
struct at_scenes {
	struct at_arena arena;
	struct at_scene *scenes;
	size_t n_scenes, scenes_cap;
	struct at_say_back *says;
	size_t n_says, says_cap;
	struct at_line_list well, try;
	const struct at_node **judging; /* maps, the newest last */
	size_t n_judging, judging_cap;
};

/* The shipped ones with those below `paths` (files or folders) over them: one of the same id takes the other's place, or takes
 * it away (`off: true`); a user's `well` or `try` takes the place of the whole list. Problems of the user's files go to `diag`;
 * what is right holds. False when memory ran out. Either way at_scenes_free it. */
bool at_scenes_load(struct at_scenes *out, const char *const *paths, size_t n, attune_diag_fn diag, void *payload);
void at_scenes_free(struct at_scenes *s);

/* The k-th text beside a key of `judging` (or beside KEY/NAME), "" when there is none. Borrowed. */
const char *at_scenes_words(const struct at_scenes *s, const char *key, const char *name, size_t k);

#endif
