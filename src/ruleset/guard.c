/* SPDX-License-Identifier: MIT */
/*
 * guard.c: guards (`kind: guards` files) into the image. Input: the collected guard entries; output: guard records,
 * their patterns, and the list
 * of names rules refer to. Calls base, field, loader.
 */
#include "ruleset/loader.h"
#include "ruleset/suggest.h"
#include <string.h>

const char *const at_region_names[AT_REGIONS] = {"match",   "clause-rest", "sentence-rest", "clause", "sentence",
                                                 "message", "before",      "next",          "partner"};

static uint8_t scope_of(unsigned region)
{
	switch (region) {
	case AT_R_CLAUSE:
	case AT_R_CLAUSE_REST:
	case AT_R_BEFORE:
		return AT_SCOPE_CLAUSE;
	case AT_R_SENTENCE:
	case AT_R_SENTENCE_REST:
	case AT_R_NEXT:
		return AT_SCOPE_SENTENCE;
	default:
		return AT_SCOPE_MESSAGE;
	}
}

static bool is_off(const struct at_entry *e)
{
	bool off = false;
	return at_node_bool(at_node_get(e->node, "off"), &off) && off;
}

/* Any name may be that of a category. */
static bool is_name(void *arg, const struct at_node *n)
{
	(void)arg;
	return n->len != 0;
}

static bool add_guard(struct at_loader *l, const struct at_entry *e)
{
	struct at_reporter r = {e->file->name, e->id, l->diag};
	struct at_guard g = {.id = at_build_str(&l->build, e->id), .when = AT_NONE};
	const char *about = NULL, *title = NULL;
	unsigned region = AT_R_MATCH;
	int within = 3;
	bool ok = at_keys_known(&r, e->node, AT_MAP_GUARD, AT_FOR_ANY, "a guard"), off = false;
	ok &= at_field_bool(&r, "off", at_node_get(e->node, "off"), &off);
	ok &= at_field_string(&r, "title", at_node_get(e->node, "title"), &title);
	ok &= at_field_string(&r, "about", at_node_get(e->node, "about"), &about);
	ok &= at_field_list(&r, "default", at_node_get(e->node, "default"), false, is_name, NULL);
	ok &= at_field_choice(&r, "region", at_node_get(e->node, "region"), at_region_names, AT_REGIONS, &region);
	ok &= at_field_int(&r, "within", at_node_get(e->node, "within"), 1, 50, &within);
	ok &= at_add_condition(l, e->file, &r, at_node_get(e->node, "when"), &g.when);
	struct at_pattern p = {.role = AT_ROLE_GUARD, .owner = at_build_count(&l->build, AT_S_GUARDS), .scope = scope_of(region)};
	p.target = region == AT_R_PARTNER ? AT_ON_PARTNER : AT_ON_DRAFT | AT_ON_PARTNER;
	ok &= at_add_patterns(l, e->file, &r, "patterns", at_node_get(e->node, "patterns"), p, &g.patterns);
	if (at_node_get(e->node, "patterns") == NULL && at_node_get(e->node, "when") == NULL && !off)
		ok = at_report(&r, e->node, "a guard needs `patterns` or `when`");
	g.about = at_build_str(&l->build, about);
	g.file = at_build_str(&l->build, e->file->name);
	g.line = e->node->line;
	g.region = region;
	g.within = (uint32_t)within;
	if (ok)
		at_build_add(&l->build, AT_S_GUARDS, &g);
	return ok;
}

bool at_guards_begin(struct at_loader *l)
{
	size_t n = l->n_guards + (l->base != NULL ? l->base->n[AT_S_GUARDS] : 0) + 1;
	l->guard_ids = at_arena_alloc(&l->arena, n * sizeof *l->guard_ids);
	l->guard_defaults = at_arena_alloc(&l->arena, n * sizeof *l->guard_defaults);
	l->guard_off = at_arena_alloc(&l->arena, n * sizeof *l->guard_off);
	return l->guard_ids != NULL && l->guard_defaults != NULL && l->guard_off != NULL;
}

bool at_add_guards(struct at_loader *l)
{
	for (size_t i = 0; i < l->n_guards; i++) {
		if (l->base != NULL && l->guards[i].file->trusted)
			continue;
		/* Entries of one id stand together, newest first: the first that is right counts. */
		if (l->n_guard_ids != 0 && strcmp(l->guard_ids[l->n_guard_ids - 1], l->guards[i].id) == 0)
			continue;
		struct at_build_mark mark = at_build_mark(&l->build);
		bool ok = add_guard(l, &l->guards[i]);
		if (!ok) {
			at_build_rewind(&l->build, &mark);
			continue;
		}
		l->guard_ids[l->n_guard_ids] = l->guards[i].id;
		l->guard_off[l->n_guard_ids] = is_off(&l->guards[i]);
		l->guard_defaults[l->n_guard_ids] = l->guard_off[l->n_guard_ids] ? NULL : at_node_get(l->guards[i].node, "default");
		l->n_guard_ids++;
	}
	return !l->build.failed;
}

uint32_t at_guard_named(struct at_loader *l, const struct at_reporter *r, const struct at_node *node)
{
	for (size_t i = 0; i < l->n_guard_ids; i++)
		if (at_node_is(node, l->guard_ids[i]))
			return (uint32_t)i;
	char word[AT_BRIEF];
	const char *near = node->kind == AT_SCALAR ? at_nearest(node->text, l->guard_ids, l->n_guard_ids) : NULL;
	if (near != NULL)
		at_report(r, node, "unknown guard `%s`; did you mean `%s`?", at_brief(node, word), near);
	else
		at_report(r, node, "unknown guard `%s`", at_brief(node, word));
	return AT_NONE;
}
