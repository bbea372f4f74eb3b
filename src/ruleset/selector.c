/* SPDX-License-Identifier: MIT */
/*
 * selector.c: lists that name other rules (`missing`, `before`, `moves`, `of`) or families of feelings. Input: a YAML list
 * and what its names stand for; output: strings in the lists section. A name that stands for nothing is a warning, since
 * what it means may come with another rule folder; under `missing` it is an error, for what doesn't exist is always
 * missing. Calls base, field, loader.
 */
#include "ruleset/loader.h"
#include "ruleset/suggest.h"
#include <string.h>

/* The names there are, are tried one after the other. */
struct lookup {
	const char *word;
	char near[AT_BRIEF]; /* "": none */
	unsigned distance;   /* of near */
	bool known;
};

static void try_name(struct lookup *look, const char *name, size_t len)
{
	char copy[AT_BRIEF];
	const char *names[] = {copy};
	if (len >= sizeof copy)
		return;
	memcpy(copy, name, len);
	copy[len] = '\0';
	unsigned d = at_edit_distance(look->word, copy, 3);
	look->known |= d == 0;
	if (d < look->distance && at_nearest(look->word, names, 1) != NULL) {
		look->distance = d;
		memcpy(look->near, copy, len + 1);
	}
}

static void try_rules(struct lookup *look, const struct at_loader *l, unsigned kinds)
{
	for (size_t i = 0; i < l->n_rules && !look->known; i++) {
		const struct at_entry *e = &l->rules[i];
		if ((kinds & 1u << e->file->kind) == 0)
			continue;
		try_name(look, e->id, strlen(e->id));
		try_name(look, e->id, strcspn(e->id, "/"));
		if (e->file->category != NULL)
			try_name(look, e->file->category, strlen(e->file->category));
	}
}

static void try_feelings(struct lookup *look, const struct at_loader *l)
{
	for (size_t i = 0; i < l->n_rules && !look->known; i++) {
		const struct at_entry *e = &l->rules[i];
		const struct at_node *family = at_node_get(e->node, "family");
		if (e->record != NULL && e->record->feeling_family != 0) {
			const char *name = (const char *)l->base + l->base->off[AT_S_STRINGS] + e->record->feeling_family;
			try_name(look, name, strlen(name));
		}
		if (family == NULL)
			family = at_node_get(e->file->defaults, "family");
		if (e->file->kind == AT_F_CUE && family != NULL && family->kind == AT_SCALAR)
			try_name(look, family->text, strlen(family->text));
	}
}

/* False when the name stands for nothing, which is told. */
static bool check_name(struct at_loader *l, const struct at_reporter *r, const char *key, const struct at_node *n,
                       enum at_named what)
{
	struct lookup look = {.word = n->text, .distance = 4};
	char word[AT_BRIEF];
	if (what != AT_NAMED_FEELINGS && at_node_is(n, "any"))
		return true;
	if (what == AT_NAMED_FEELINGS)
		try_feelings(&look, l);
	else
		try_rules(&look, l, what == AT_NAMED_MOVES ? 1u << AT_F_MOVE : what == AT_NAMED_FLAGS ? 1u << AT_F_FLAG : 7u);
	if (look.known)
		return true;
	const char *nothing = what == AT_NAMED_FEELINGS ? "no cue tells of the family"
	                      : what == AT_NAMED_MOVES  ? "there is no move"
	                                                : "there is no rule or category";
	if (look.near[0] != '\0')
		at_remark(r, n, "`%s`: %s %s; did you mean %s?", key, nothing, at_brief(n, word), look.near);
	else
		at_remark(r, n, "`%s`: %s %s", key, nothing, at_brief(n, word));
	return false;
}

bool at_add_selectors(struct at_loader *l, const struct at_rule_file *file, const struct at_reporter *r, const char *key,
                      const struct at_node *list, enum at_named what, struct at_range *out)
{
	if (!at_add_strings(l, r, key, list, out))
		return false;
	if (list == NULL || file->trusted)
		return true;
	bool known = list->kind == AT_SCALAR && check_name(l, r, key, list, what);
	for (size_t i = 0; list->kind == AT_LIST && i < list->n; i++)
		known |= check_name(l, r, key, list->items[i], what);
	if (!known && out->n != 0 && strcmp(key, "missing") == 0)
		return at_report(r, list, "no move in `missing` is known, so the rule would point at every draft; it is left out");
	return true;
}
