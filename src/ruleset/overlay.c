/* SPDX-License-Identifier: MIT */
/*
 * overlay.c: the shipped rules as entries and records of a load that did not read their files. Input: an image, the parsed files of
 * the user, and those of the shipped files that hold fragments and guards; output: entries, rule records, patterns with their
 * owners set right. Calls base, loader.
 */
#include "ruleset/overlay.h"
#include <string.h>

static const void *records(const struct at_loader *l, enum at_section s)
{
	return (const char *)l->base + l->base->off[s];
}

static const char *text_of(const struct at_loader *l, at_str s)
{
	return (const char *)records(l, AT_S_STRINGS) + s;
}

/* Strings with NUL in them can't be told apart again. */
static bool has_plain_strings(const struct at_loader *l)
{
	const struct at_example *x = records(l, AT_S_EXAMPLES);
	for (uint32_t i = 0; i < l->base->n[AT_S_EXAMPLES]; i++)
		if (strlen(text_of(l, x[i].text)) != x[i].text_len || strlen(text_of(l, x[i].partner)) != x[i].partner_len ||
		    strlen(text_of(l, x[i].at)) != x[i].at_len)
			return false;
	return true;
}

/* A guard that guards nothing unless a rule says so, and is none of the image's. */
static bool guard_fits(const struct at_loader *l, const struct at_entry *e)
{
	const struct at_guard *g = records(l, AT_S_GUARDS);
	const struct at_node *list = at_node_get(e->node, "default");
	for (uint32_t i = 0; i < l->base->n[AT_S_GUARDS]; i++)
		if (strcmp(text_of(l, g[i].id), e->id) == 0)
			return false;
	return list == NULL || (list->kind == AT_LIST && list->n == 0);
}

/* The lexicons are made of all words and spellings, or of all lists of grammar, or are the image's own. */
static bool file_fits(const struct at_loader *l, const struct at_rule_file *f, bool lexicon, bool grammar, bool leanings)
{
	switch (f->kind) {
	case AT_F_FRAGMENTS:
		return !l->redefined;
	case AT_F_WORDS:
	case AT_F_SPELLING:
		return lexicon;
	case AT_F_GRAMMAR:
		return grammar;
	case AT_F_LEANING:
		return leanings;
	case AT_F_GUARDS:
	case AT_F_REPLIES:
		return true;
	default:
		return at_node_get(f->root, "card") == NULL;
	}
}

bool at_overlay_fits(const struct at_loader *l)
{
	bool lexicon = false, grammar = false, leanings = false;
	for (size_t i = 0; i < l->n_files; i++) {
		const struct at_rule_file *f = l->files[i];
		lexicon |= f->trusted && (f->kind == AT_F_WORDS || f->kind == AT_F_SPELLING);
		grammar |= f->trusted && f->kind == AT_F_GRAMMAR;
		leanings |= f->trusted && f->kind == AT_F_LEANING;
		if (!f->trusted && !file_fits(l, f, lexicon, grammar, leanings))
			return false;
	}
	for (size_t i = 0; i < l->n_guards; i++)
		if (!l->guards[i].file->trusted && !guard_fits(l, &l->guards[i]))
			return false;
	return has_plain_strings(l);
}

/* The guards of the image keep their numbers; what they guard by default is in their file. */
static void take_guards(struct at_loader *l)
{
	const struct at_guard *g = records(l, AT_S_GUARDS);
	size_t n = l->base->n[AT_S_GUARDS];
	for (size_t i = 0; i < n; i++) {
		l->guard_ids[i] = text_of(l, g[i].id);
		for (size_t k = 0; k < l->n_guards; k++) {
			if (strcmp(l->guards[k].id, l->guard_ids[i]) != 0)
				continue;
			at_node_bool(at_node_get(l->guards[k].node, "off"), &l->guard_off[i]);
			l->guard_defaults[i] = l->guard_off[i] ? NULL : at_node_get(l->guards[k].node, "default");
			break;
		}
	}
	l->n_guard_ids = n;
}

bool at_overlay_begin(struct at_loader *l)
{
	const struct at_rule *rules = records(l, AT_S_RULES);
	uint32_t n = l->base->n[AT_S_RULES];
	struct at_rule_file *files = at_arena_alloc(&l->arena, (n + 1) * sizeof *files);
	l->moved = at_arena_alloc(&l->arena, (n + 1) * sizeof *l->moved);
	if (files == NULL || l->moved == NULL || !at_grow(&l->rules, &l->rules_cap, l->n_rules + n, sizeof *l->rules))
		return false;
	for (uint32_t i = 0; i < n; i++) {
		files[i] = (struct at_rule_file){.name = text_of(l, rules[i].file), .trusted = true, .kind = rules[i].kind};
		files[i].category = rules[i].category != 0 ? text_of(l, rules[i].category) : NULL;
		l->moved[i] = AT_NONE;
		l->rules[l->n_rules] = (struct at_entry){text_of(l, rules[i].id), NULL, &files[i], l->n_rules, &rules[i]};
		l->n_rules++;
	}
	take_guards(l);
	return true;
}

bool at_overlay_take(struct at_loader *l, const struct at_entry *entry, bool muted)
{
	struct at_rule rule = *entry->record;
	uint32_t index = at_build_count(&l->build, AT_S_RULES);
	if (muted) {
		rule.muted = 1;
		rule.patterns.n = rule.excepts.n = 0;
	} else {
		l->moved[entry->record - (const struct at_rule *)records(l, AT_S_RULES)] = index;
		if (rule.patterns.n == 0 && !rule.muted)
			at_build_add(&l->build, AT_S_LEVEL, &index);
	}
	at_build_add(&l->build, AT_S_RULES, &rule);
	return !l->build.failed;
}

bool at_overlay_end(struct at_loader *l)
{
	struct at_build *b = &l->build;
	struct at_pattern *p = (struct at_pattern *)(void *)b->sections[AT_S_PATTERNS].ptr;
	struct at_posting *to = (struct at_posting *)(void *)b->sections[AT_S_POSTINGS].ptr;
	const uint32_t *always = records(l, AT_S_ALWAYS);
	for (uint32_t i = 0; i < l->base->n[AT_S_PATTERNS]; i++) {
		if (p[i].role != AT_ROLE_RULE && p[i].role != AT_ROLE_EXCEPT)
			continue;
		p[i].owner = l->moved[p[i].owner];
		if (p[i].owner == AT_NONE)
			p[i].target = 0;
	}
	for (uint32_t i = 0; i < l->base->n[AT_S_POSTINGS]; i++)
		to[i].target &= p[to[i].pattern].target;
	for (uint32_t i = 0; i < l->base->n[AT_S_ALWAYS]; i++)
		if (p[always[i]].target != 0)
			at_build_add(b, AT_S_ALWAYS, &always[i]);
	return !b->failed;
}
