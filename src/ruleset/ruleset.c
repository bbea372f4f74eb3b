/* SPDX-License-Identifier: MIT */
/*
 * ruleset.c: loads rule files into one immutable set. Input: files in layers (the shipped ones lowest); output: an image.
 * A problem never stops at the first: each is reported with file, line and column, the entry it is in is left out (an
 * older entry of the same id takes its place), and the rest loads. Calls base and the rest of ruleset/.
 */
#include "ruleset/ruleset.h"
#include "ruleset/loader.h"
#include "ruleset/overlay.h"
#include "ruleset/problems.h"
#include "ruleset/suggest.h"
#include <stdlib.h>
#include <string.h>

const char *const at_file_kind_names[AT_FILE_KINDS] = {"flag",     "move",    "cue",     "fragments", "guards", "words",
                                                       "spelling", "grammar", "leaning", "replies",   "data"};

static void check_file_keys(const struct at_reporter *r, const struct at_rule_file *file)
{
	static const char *const what[AT_FILE_KINDS] = {"a flag file",    "a move file",    "a cue file",      "a fragments file",
	                                                "a guards file",  "a words file",   "a spelling file", "a grammar file",
	                                                "a leaning file", "a replies file", "a data file"};
	static const char *const texts[] = {"title", "about", "source", "category"};
	const char *text = NULL;
	at_keys_known(r, file->root, AT_MAP_FILE, AT_FOR(file->kind), what[file->kind]);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		at_field_string(r, texts[i], at_node_get(file->root, texts[i]), &text);
}

bool at_is_id(const char *id)
{
	size_t slashes = 0;
	for (const char *p = id; *p != '\0'; p++) {
		slashes += *p == '/';
		if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || *p == '-' || (*p == '/' && p != id && p[1] != '\0')))
			return false;
	}
	return slashes <= 2 && *id != '\0' && strlen(id) <= 100;
}

/* `{id: X, off: true}`: says nothing but that a rule is off. */
static bool only_mutes(const struct at_node *n)
{
	return n->n == 2 && at_node_get(n, "id") != NULL && at_node_get(n, "off") != NULL;
}

static bool collect_rules(struct at_loader *l, struct at_rule_file *file)
{
	bool homeless = file->kind == AT_F_FLAG && file->category == NULL, told = false;
	struct at_reporter r = {file->name, NULL, l->diag};
	const struct at_node *list = at_node_get(file->root, "rules");
	if (list == NULL || list->kind != AT_LIST) {
		if (list != NULL || at_node_get(file->root, "card") == NULL)
			at_report(&r, list != NULL ? list : file->root, "a %s file needs a list `rules:`",
			          at_file_kind_names[file->kind]);
		return true;
	}
	for (size_t i = 0; i < list->n; i++) {
		struct at_node *n = list->items[i];
		const char *id = NULL;
		if (n->kind != AT_MAP || !at_field_string(&r, "id", at_node_get(n, "id"), &id) || id == NULL) {
			if (n->kind != AT_MAP || at_node_get(n, "id") == NULL)
				at_report(&r, n, "a rule needs an `id`, such as `id: %s/my-rule`",
				          file->category != NULL ? file->category : "family");
			continue;
		}
		if (!at_is_id(id)) {
			char word[AT_BRIEF];
			at_report(&r, at_node_get(n, "id"),
			          "`%s` is no good id: lower-case letters, digits and dashes, as in family/name",
			          at_brief(at_node_get(n, "id"), word));
			continue;
		}
		if (homeless && !only_mutes(n)) {
			if (!told)
				at_report(&r, file->root, "a flag file needs a `category`; its flags are left out");
			told = true;
			continue;
		}
		if (!at_grow(&l->rules, &l->rules_cap, l->n_rules + 1, sizeof *l->rules))
			return false;
		l->rules[l->n_rules] = (struct at_entry){id, n, file, l->n_rules, NULL};
		l->n_rules++;
	}
	return true;
}

static bool is_blank(const char *text, size_t len)
{
	size_t i = 0;
	while (i < len && (text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n'))
		i++;
	return i == len;
}

static bool read_file(struct at_loader *l, const struct at_file *f, bool trusted)
{
	struct at_reporter r = {f->name, NULL, l->diag};
	struct at_node *root = at_yaml_parse(f->text, f->len, f->name, &l->arena, l->diag);
	struct at_rule_file *file = at_arena_alloc(&l->arena, sizeof *file);
	if (file == NULL)
		return false;
	if (root == NULL) {
		if (is_blank(f->text, f->len))
			at_remark(&r, NULL, "the file is empty");
		return true;
	}
	if (root->kind != AT_MAP) {
		at_report(&r, root, "a rule file is a map of keys (kind, category, rules ...)");
		return true;
	}
	const struct at_node *kind = at_node_get(root, "kind");
	*file = (struct at_rule_file){.name = f->name, .layer = f->layer, .trusted = trusted, .root = root};
	file->local.outer = &l->fragments;
	if (kind == NULL) {
		at_report(
			&r, root,
			"the file does not say its `kind` (flag, move, cue, fragments, guards, words, spelling, grammar, leaning or replies)");
		return true;
	}
	if (!at_field_choice(&r, "kind", kind, at_file_kind_names, AT_FILE_KINDS, &file->kind))
		return true;
	check_file_keys(&r, file);
	/* Nothing of it is in the set, so it changes nothing of an image either. */
	if (file->kind == AT_F_OTHER)
		return true;
	const struct at_node *about = at_node_get(root, "about"), *category = at_node_get(root, "category");
	file->about = about != NULL && about->kind == AT_SCALAR ? about->text : NULL;
	file->category = category != NULL && category->kind == AT_SCALAR ? category->text : NULL;
	if (!at_grow(&l->files, &l->files_cap, l->n_files + 1, sizeof *l->files))
		return false;
	l->files[l->n_files++] = file;
	if (file->kind == AT_F_GRAMMAR)
		return at_collect_grammar(l, file);
	if (file->kind == AT_F_LEANING)
		return at_collect_leaning(l, file);
	if (file->kind > AT_F_CUE)
		return at_collect_language(l, file);
	file->defaults = at_node_get(root, "defaults");
	if (file->defaults != NULL && file->defaults->kind != AT_MAP) {
		at_report(&r, file->defaults, "`defaults` should be a map of rule keys");
		file->defaults = NULL;
	}
	at_check_defaults(l, file);
	return at_collect_language(l, file) && collect_rules(l, file);
}

/* By kind, id, and newest first: a higher layer before a lower, within a layer in reading order (the first stands, a
 * later one is a mistake). */
static int by_id(const void *pa, const void *pb)
{
	const struct at_entry *a = pa, *b = pb;
	int d = (int)a->file->kind - (int)b->file->kind;
	if (d == 0)
		d = strcmp(a->id, b->id);
	if (d == 0)
		d = a->file->layer > b->file->layer ? -1 : a->file->layer < b->file->layer;
	if (d == 0)
		d = a->order > b->order ? 1 : -1;
	return d;
}

static void report_twins(struct at_loader *l, const struct at_entry *list, size_t n, const char *what)
{
	for (size_t i = 1; i < n; i++) {
		const struct at_entry *a = &list[i - 1], *b = &list[i];
		if (a->file->kind != b->file->kind || a->file->layer != b->file->layer || strcmp(a->id, b->id) != 0)
			continue;
		struct at_reporter r = {b->file->name, b->id, l->diag};
		at_report(&r, at_node_get(b->node, "id"), "this %s id is taken by %s:%u; the second one is left out", what,
		          a->file->name, a->node->line);
	}
}

static void report_no_rule(struct at_loader *l, const struct at_reporter *r, const struct at_entry *e)
{
	const char **ids = at_arena_alloc(&l->arena, (l->n_rules + 1) * sizeof *ids);
	const struct at_node *id = at_node_get(e->node, "id");
	for (size_t i = 0; i < l->n_rules && ids != NULL; i++) {
		if (l->rules[i].file->kind != e->file->kind && strcmp(l->rules[i].id, e->id) == 0) {
			at_report(r, id, "%s is a %s; turn it off in a file of that kind", e->id,
			          at_file_kind_names[l->rules[i].file->kind]);
			return;
		}
		ids[i] = strcmp(l->rules[i].id, e->id) == 0 ? NULL : l->rules[i].id;
	}
	const char *near = ids != NULL ? at_nearest(e->id, ids, l->n_rules) : NULL;
	if (near != NULL)
		at_report(r, id, "there is no rule %s to turn off; did you mean %s?", e->id, near);
	else
		at_report(r, id, "there is no rule %s to turn off", e->id);
}

/* How the entries of one id, newest first, become a rule: `off: true` on top mutes what is below it. */
static bool add_best(struct at_loader *l, const struct at_entry *e, size_t n)
{
	bool off = false;
	for (size_t i = 0; i < n; i++) {
		bool twin = i > 0 && e[i].file->layer == e[i - 1].file->layer;
		bool here = false;
		struct at_reporter r = {e[i].file->name, e[i].id, l->diag};
		const struct at_node *own = at_node_get(e[i].node, "off");
		if (twin || !at_field_bool(&r, "off", own, &here))
			continue;
		off |= i == 0 && here;
		/* `{id: X, off: true}` alone says nothing else: the rule itself is below. */
		if (here && only_mutes(e[i].node) && i + 1 < n)
			continue;
		if (here && only_mutes(e[i].node)) {
			report_no_rule(l, &r, &e[i]);
			continue;
		}
		if (e[i].record != NULL ? at_overlay_take(l, &e[i], off) : at_add_rule(l, &e[i], off))
			return true;
	}
	return false;
}

static bool add_rules(struct at_loader *l)
{
	if (l->n_rules != 0)
		qsort(l->rules, l->n_rules, sizeof *l->rules, by_id);
	report_twins(l, l->rules, l->n_rules, "rule");
	for (size_t i = 0; i < l->n_rules;) {
		size_t n = 1;
		while (i + n < l->n_rules && l->rules[i + n].file->kind == l->rules[i].file->kind &&
		       strcmp(l->rules[i + n].id, l->rules[i].id) == 0)
			n++;
		add_best(l, &l->rules[i], n);
		i += n;
	}
	return !l->build.failed;
}

static bool read_files(struct at_loader *l, const struct at_files *files, unsigned trusted_layers)
{
	for (size_t i = 0; i < files->n; i++)
		if (!read_file(l, &files->items[i], files->items[i].layer < trusted_layers))
			return false;
	return true;
}

static bool add_everything(struct at_loader *l)
{
	if (l->n_guards != 0)
		qsort(l->guards, l->n_guards, sizeof *l->guards, by_id);
	report_twins(l, l->guards, l->n_guards, "guard");
	if (!at_guards_begin(l) || (l->base != NULL && !at_overlay_begin(l)) || !at_add_guards(l) || !add_rules(l))
		return false;
	if (l->base != NULL)
		return at_overlay_end(l) && at_add_replies(l);
	for (size_t i = l->n_files; i-- > 0;)
		if (!at_add_cards(l, l->files[i]))
			return false;
	return at_add_replies(l) && !l->build.failed;
}

static void pass_over(const attune_error *e, void *payload)
{
	(void)e;
	(void)payload;
}

static void free_loader(struct at_loader *l)
{
	at_build_free(&l->build);
	at_fragments_free(&l->fragments);
	for (size_t i = 0; i < l->n_files; i++)
		at_fragments_free(&l->files[i]->local);
	free(l->files);
	free(l->guards);
	free(l->rules);
	free(l->replied);
	free(l->left_out);
	at_arena_free(&l->arena);
}

attune_status at_rules_build(struct at_image **out, const struct at_files *files, unsigned trusted_layers,
                             const struct at_image *base, struct at_diag *d)
{
	struct at_diag nobody = {.fn = pass_over};
	struct at_problems problems = {.to = d};
	struct at_diag keep = {.fn = at_problems_keep, .payload = &problems};
	struct at_loader l = {.diag = &keep, .base = base};
	attune_status status = ATTUNE_E_MEMORY;
	*out = NULL;
	if (at_build_init(&l.build, &l.arena, base)) {
		l.any = at_build_str(&l.build, "any");
		bool read = read_files(&l, files, trusted_layers);
		if (read && base != NULL && !at_overlay_fits(&l)) {
			problems.to = &nobody;
			status = ATTUNE_OK;
		} else if (read && add_everything(&l)) {
			*out = at_build_finish(&l.build);
			status = *out != NULL ? ATTUNE_OK : ATTUNE_E_MEMORY;
		}
	}
	/* What was told in part, or left out for want of memory alone, is no set to go on with. */
	if (keep.no_memory || problems.no_memory) {
		free(*out);
		*out = NULL;
		status = ATTUNE_E_MEMORY;
	}
	at_problems_tell(&problems);
	free_loader(&l);
	return status;
}
