/* SPDX-License-Identifier: MIT */
/*
 * grammar.c: rule files of kind `grammar`. Input: a parsed file; output: words in the build's second lexicon, every problem
 * reported where it stands. Calls base, field, loader.
 */
#include "ruleset/grammar.h"
#include "ruleset/loader.h"
#include <stdio.h>

const char *const at_grammar_class_names[AT_GRAMMAR_CLASSES] = {
	"adverbs",
	"auxiliaries",
	"modals",
	"verbs",
	"participles",
	"prepositions",
	"either",
	"subordinators",
	"questions",
	"coordinators",
	"clause-verbs",
	"perception-verbs",
	"causative-verbs",
	"wanting-verbs",
	"determiners",
	"subjects",
	"fillers",
	"vocatives",
	"tags",
	"greetings",
	"idioms",
	"insults",
	"feelings",
	"states",
	NULL,
	"ing-nouns",
	"elliptic-verbs",
	"affection",
	"apologies",
	"hedges",
	"degrees",
	"as-typed",
	"accusing",
	"relatives",
	"people",
	"plural-you",
	"some-of-you",
	"generic-you",
	"reporting-verbs",
	"nouns",
	"like-heads",
	"names",
	"no-person",
	"orders",
	NULL,
	NULL,
};

struct grammar {
	struct at_loader *l;
	struct at_word_entry entry;
};

static struct at_word_entry entry_of(enum at_grammar_class c, const char *word, size_t len)
{
	struct at_word_entry e = {.word = word, .len = len};
	if (c < 32)
		e.classes = 1u << c;
	else
		e.follows = 1u << (c - 32);
	return e;
}

static bool add_word(void *arg, const struct at_node *n)
{
	struct grammar *g = arg;
	g->entry.word = n->text;
	g->entry.len = n->len;
	return n->len == 0 || at_build_grammar(&g->l->build, &g->entry);
}

static void add_lists(struct at_loader *l, const struct at_reporter *r, const struct at_node *lists)
{
	at_field_known(r, lists, at_grammar_class_names, AT_GRAMMAR_CLASSES, "`lists`");
	for (enum at_grammar_class c = 0; c < AT_GRAMMAR_CLASSES; c++) {
		const char *name = at_grammar_class_names[c];
		if (name == NULL)
			continue;
		struct grammar g = {l, entry_of(c, NULL, 0)};
		at_field_list(r, name, at_node_get(lists, name), false, add_word, &g);
	}
}

/* be: was. The base form is a verb, the past one a past; a key of its own leads from one to the other. */
static bool add_past(struct at_loader *l, const struct at_node *base, const struct at_node *past)
{
	struct at_word_entry verb = entry_of(AT_G_VERB, base->text, base->len), done = entry_of(AT_G_PAST, past->text, past->len);
	char *key = at_arena_alloc(&l->arena, base->len + 6);
	if (key == NULL)
		return false;
	snprintf(key, base->len + 6, "past:%s", base->text);
	struct at_word_entry way = {.word = key, .len = base->len + 5, .becomes = past->text, .becomes_len = past->len};
	return at_build_grammar(&l->build, &verb) && at_build_grammar(&l->build, &done) && at_build_grammar(&l->build, &way);
}

static bool add_swap(struct at_loader *l, const struct at_node *from, const struct at_node *to)
{
	struct at_word_entry e = entry_of(AT_G_SWAP, from->text, from->len);
	e.becomes = to->text;
	e.becomes_len = to->len;
	return at_build_grammar(&l->build, &e);
}

static bool add_map(struct at_loader *l, const struct at_reporter *r, const char *key, const struct at_node *map,
                    bool (*add)(struct at_loader *, const struct at_node *, const struct at_node *))
{
	const char *text = NULL;
	if (map != NULL && map->kind != AT_MAP)
		at_report(r, map, "`%s` should be a map of word: word", key);
	for (size_t i = 0; map != NULL && map->kind == AT_MAP && i < map->n; i++)
		if (at_field_string(r, map->keys[i]->text, map->items[i], &text) && map->keys[i]->len != 0 &&
		    map->items[i]->len != 0 && !add(l, map->keys[i], map->items[i]))
			return false;
	return true;
}

bool at_collect_grammar(struct at_loader *l, struct at_rule_file *file)
{
	struct at_reporter r = {file->name, NULL, l->diag};
	add_lists(l, &r, at_node_get(file->root, "lists"));
	return add_map(l, &r, "pasts", at_node_get(file->root, "pasts"), add_past) &&
	       add_map(l, &r, "swaps", at_node_get(file->root, "swaps"), add_swap) && !l->build.failed;
}
