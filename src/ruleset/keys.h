/* SPDX-License-Identifier: MIT */
/*
 * keys: every key of every map in a rule file, with the shape of its value and a line for whoever writes one. The loader refuses
 * what isn't here, and `attune rules schema` prints the same tables, so that the two agree. May call base.
 * Invariant: a key of a map is in its table once for each kind of file that may have it.
 */
#ifndef AT_RULESET_KEYS_H
#define AT_RULESET_KEYS_H

#include "ruleset/field.h"

enum at_shape {
	AT_K_TEXT,  /* one line of text */
	AT_K_TEXTS, /* a text, or a list of texts */
	AT_K_LIST,  /* a list of texts */
	AT_K_BOOL,
	AT_K_INT, /* from low to high */
	AT_K_NUMBER,
	AT_K_CHOICE,      /* one of names */
	AT_K_CHOICES,     /* one of names, or a list of them */
	AT_K_OFF_OR_LIST, /* `off`, or a list of texts */
	AT_K_INT_OR_MAP,  /* a map of any names: a number from low to high, or a map of `of` */
	AT_K_MAP,         /* a map of `of` */
	AT_K_MAPS,        /* a list of maps of `of` */
	AT_K_NAMED_MAPS,  /* a map of any names, each a map of `of` */
	AT_K_NAMED_TEXTS, /* a map of any names, each a text */
	AT_K_NAMED_NUMBERS,
	AT_K_NAMED_LISTS, /* a map of `names`, each a list of texts */
	AT_K_MODES,       /* a map of modes, as the shipped files have them */
	AT_K_ANY
};

enum at_map {
	AT_MAP_FILE,
	AT_MAP_RULE,
	AT_MAP_CONDITION,
	AT_MAP_LIMITS,
	AT_MAP_MEASURE,
	AT_MAP_SHADE,
	AT_MAP_EXAMPLE,
	AT_MAP_WORD,
	AT_MAP_GUARD,
	AT_MAP_AMBIGUOUS,
	AT_MAP_REPLY,
	AT_MAP_TAKE,
	AT_MAP_SCENE,
	AT_MAP_SAY_BACK,
	AT_MAP_JUDGING,
	AT_MAP_LINE,
	AT_MAPS
};

/* Kinds of files, as bits by enum at_file_kind. */
#define AT_FOR(kind) (1u << (kind))
#define AT_FOR_ANY 0xFFFFu

struct at_key {
	const char *name;
	unsigned kinds; /* of files that may have it */
	enum at_shape shape;
	const char *about;
	bool own;    /* a file's defaults can't have it */
	bool needed; /* the map is nothing without it */
	const char *const *names;
	size_t n_names;
	int low, high;
	enum at_map of;
};
struct at_map_keys {
	const char *name;
	const struct at_key *keys;
	size_t n;
	bool open; /* other keys are allowed */
};
extern const struct at_map_keys at_map_table[AT_MAPS];

/* What several keys may say. */
extern const char *const at_severity_names[4],
	*const at_scope_words[3], *const at_context_words[3], *const at_alone_words[3], *const at_scene_moments[5];

/* Reports keys of `map` that files of these kinds (bits) don't have there, with "did you mean". `defaults`: it holds what others
 * inherit, so that keys of their own are wrong, too. Accepts NULL. False when something was wrong. */
bool at_keys_known(const struct at_reporter *r, const struct at_node *map, enum at_map which, unsigned kinds, const char *what);
bool at_keys_inheritable(const struct at_reporter *r, const struct at_node *defaults, enum at_map which, unsigned kinds);

#endif
