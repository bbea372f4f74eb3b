/* SPDX-License-Identifier: MIT */
/*
 * language.c: what a rule file says about the language itself: fragments, guards (collected here, added by guard.c), words and
 * spelling. Input: a parsed file; output: entries in the loader. Calls base, field, fragment, loader.
 */
#include "ruleset/loader.h"
#include <string.h>

const char *const at_word_class_keys[AT_WORD_LISTS] = {"abbreviations",
                                                       "conjunctions",
                                                       "subjects",
                                                       "starters",
                                                       "stopwords",
                                                       "self",
                                                       "other",
                                                       "negative-emoji",
                                                       "laughing-emoji",
                                                       "party-emoji",
                                                       "warm-emoji",
                                                       "intensifiers",
                                                       "softeners",
                                                       "swearing",
                                                       "lsm-articles",
                                                       "lsm-prepositions",
                                                       "lsm-personal-pronouns",
                                                       "lsm-impersonal-pronouns",
                                                       "lsm-auxiliaries",
                                                       "lsm-conjunctions",
                                                       "lsm-adverbs",
                                                       "lsm-negations",
                                                       "lsm-quantifiers"};

struct words {
	struct at_loader *l;
	struct at_word_entry entry;
};

static bool collect_fragments(struct at_loader *l, struct at_rule_file *file)
{
	struct at_reporter r = {file->name, NULL, l->diag};
	const struct at_node *map = at_node_get(file->root, "fragments");
	struct at_fragments *to = file->kind == AT_F_FRAGMENTS ? &l->fragments : &file->local;
	if (map != NULL && map->kind != AT_MAP) {
		at_report(&r, map, "`fragments` should be a map of name: 'pattern'");
		return true;
	}
	for (size_t i = 0; map != NULL && i < map->n; i++) {
		const struct at_node *n = map->items[i];
		const char *text = NULL;
		if (!at_field_string(&r, map->keys[i]->text, n, &text))
			continue;
		l->redefined |= !file->trusted && at_fragments_find(&l->fragments, map->keys[i]->text, map->keys[i]->len) != NULL &&
		                file->kind == AT_F_FRAGMENTS;
		if (!at_fragments_add(to, map->keys[i]->text, text, n->len, at_node_place(n, file->name)))
			return false;
	}
	file->local.outer = &l->fragments;
	return true;
}

static bool collect_guards(struct at_loader *l, struct at_rule_file *file)
{
	struct at_reporter r = {file->name, NULL, l->diag};
	const struct at_node *list = at_node_get(file->root, "guards");
	if (list == NULL || list->kind != AT_LIST) {
		at_report(&r, list != NULL ? list : file->root, "a guards file needs a list `guards:`");
		return true;
	}
	for (size_t i = 0; i < list->n; i++) {
		const char *id = NULL;
		if (!at_field_string(&r, "id", at_node_get(list->items[i], "id"), &id))
			continue;
		if (id == NULL) {
			at_report(&r, list->items[i], "a guard needs an `id`");
			continue;
		}
		if (!at_grow(&l->guards, &l->guards_cap, l->n_guards + 1, sizeof *l->guards))
			return false;
		l->guards[l->n_guards] = (struct at_entry){id, list->items[i], file, l->n_guards, NULL};
		l->n_guards++;
	}
	return true;
}

static bool add_word(void *arg, const struct at_node *n)
{
	struct words *w = arg;
	w->entry.word = n->text;
	w->entry.len = n->len;
	return n->len == 0 || at_build_word(&w->l->build, &w->entry);
}

static void collect_words(struct at_loader *l, struct at_rule_file *file)
{
	struct at_reporter r = {file->name, NULL, l->diag};
	const struct at_node *lists = at_node_get(file->root, "lists");
	at_field_known(&r, lists, at_word_class_keys, AT_WORD_LISTS, "`lists`");
	for (size_t i = 0; i < AT_WORD_LISTS; i++) {
		struct words w = {l, {.classes = 1u << i}};
		at_field_list(&r, at_word_class_keys[i], at_node_get(lists, at_word_class_keys[i]), false, add_word, &w);
	}
}

/* A map wrong: right, of words or of phrases of two or three words. */
static void collect_spellings(struct at_loader *l, struct at_rule_file *file, const char *key)
{
	struct at_reporter r = {file->name, NULL, l->diag};
	const struct at_node *map = at_node_get(file->root, key);
	if (map != NULL && map->kind != AT_MAP) {
		at_report(&r, map, "`%s` should be a map of written: meant", key);
		return;
	}
	for (size_t i = 0; map != NULL && i < map->n; i++) {
		const struct at_node *n = map->items[i], *k = map->keys[i];
		const char *text = NULL;
		if (!at_field_string(&r, k->text, n, &text) || k->len == 0)
			continue;
		struct at_word_entry e = {.word = k->text, .len = k->len, .becomes = n->text, .becomes_len = n->len};
		at_build_word(&l->build, &e);
		const char *gap = memchr(k->text, ' ', k->len);
		if (gap != NULL) {
			struct at_word_entry first = {
				.word = k->text, .len = (size_t)(gap - k->text), .classes = 1u << AT_C_PHRASE};
			at_build_word(&l->build, &first);
		}
	}
}

/* The number of an ambiguous word; one that an earlier file has, too, keeps its number, and what may follow it adds up. */
static unsigned ambiguous_number(struct at_loader *l, const char *word)
{
	unsigned k = 0;
	while (k < l->n_ambiguous && strcmp(l->ambiguous[k], word) != 0)
		k++;
	return k;
}

static void collect_ambiguous(struct at_loader *l, struct at_rule_file *file)
{
	struct at_reporter r = {file->name, NULL, l->diag};
	const struct at_node *map = at_node_get(file->root, "ambiguous");
	if (map != NULL && map->kind != AT_MAP) {
		at_report(&r, map, "`ambiguous` should be a map of words");
		return;
	}
	for (size_t i = 0; map != NULL && i < map->n; i++) {
		const struct at_node *n = map->items[i], *to = at_node_get(n, "to"), *other = at_node_get(n, "else");
		const char *text = NULL;
		if (!at_keys_known(&r, n, AT_MAP_AMBIGUOUS, AT_FOR_ANY, "an ambiguous word") ||
		    !at_field_string(&r, "to", to, &text) || !at_field_string(&r, "else", other, &text))
			continue;
		unsigned number = ambiguous_number(l, map->keys[i]->text);
		if (to == NULL || number >= AT_MAX_AMBIGUOUS) {
			at_report(&r, n, to == NULL ? "an ambiguous word needs `to`" : "more than %u ambiguous words",
			          AT_MAX_AMBIGUOUS);
			continue;
		}
		l->ambiguous[number] = map->keys[i]->text;
		l->n_ambiguous += number == l->n_ambiguous;
		struct words w = {l, {.follows = 1u << number}};
		at_field_list(&r, "next", at_node_get(n, "next"), false, add_word, &w);
		w.entry.lasts = w.entry.follows;
		w.entry.follows = 0;
		at_field_list(&r, "last", at_node_get(n, "last"), false, add_word, &w);
		struct at_word_entry e = {.word = map->keys[i]->text,
		                          .len = map->keys[i]->len,
		                          .becomes = to->text,
		                          .becomes_len = to->len,
		                          .ambiguous = (uint16_t)(number + 1)};
		if (other != NULL) {
			e.otherwise = other->text;
			e.otherwise_len = other->len;
		}
		at_build_word(&l->build, &e);
	}
}

static void collect_doubles(struct at_loader *l, struct at_rule_file *file)
{
	struct at_reporter r = {file->name, NULL, l->diag};
	struct words w = {l, {.classes = 1u << AT_C_DOUBLE}};
	at_field_list(&r, "doubles", at_node_get(file->root, "doubles"), false, add_word, &w);
}

bool at_collect_language(struct at_loader *l, struct at_rule_file *file)
{
	if (!collect_fragments(l, file))
		return false;
	switch (file->kind) {
	case AT_F_GUARDS:
		return collect_guards(l, file);
	case AT_F_WORDS:
		collect_words(l, file);
		break;
	case AT_F_SPELLING:
		collect_spellings(l, file, "words");
		collect_spellings(l, file, "phrases");
		collect_doubles(l, file);
		collect_ambiguous(l, file);
		break;
	default:
		break;
	}
	return !l->build.failed;
}
