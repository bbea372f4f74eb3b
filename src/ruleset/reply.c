/* SPDX-License-Identifier: MIT */
/*
 * reply.c: reply templates and the pieces they are made of into the image. Input: files of kind `replies`; output: replies, in
 * the order of the files, later layers first. An entry that is wrong is reported in full and left out; of two entries of one id
 * the one of the later layer stands. What makes a text wrong is in
 * reply_text.c. Calls base, field, loader.
 */
#include "ruleset/loader.h"
#include <string.h>

const char *const at_register_names[AT_REGISTERS] = {"texting", "plain", "formal"};
const char *const at_goal_names[AT_GOALS] = {"any", "heart", "resolve", "here"};
const char *const at_to_names[AT_TOS] = {"any", "partner", "friend", "parent", "child", "colleague"};

struct replying {
	struct at_loader *l;
	struct at_rule_file *file;
	const struct at_node *node;
	struct at_reporter r;
	struct at_reply reply;
};

/* The entry's own value, else the file's default. */
static const struct at_node *value(const struct replying *a, const char *key)
{
	const struct at_node *own = at_node_get(a->node, key);
	return own != NULL ? own : at_node_get(a->file->defaults, key);
}

struct choosing {
	struct replying *a;
	const char *key;
	const char *const *names;
	size_t n;
	uint8_t bits;
};

static bool add_choice(void *arg, const struct at_node *n)
{
	struct choosing *c = arg;
	unsigned which = 0;
	if (!at_field_choice(&c->a->r, c->key, n, c->names, c->n, &which))
		return false;
	c->bits = (uint8_t)(c->bits | 1u << which);
	return true;
}

static bool read_choices(struct replying *a, const char *key, const char *const *names, size_t n, uint8_t *bits)
{
	struct choosing c = {a, key, names, n, 0};
	bool ok = at_field_list(&a->r, key, value(a, key), true, add_choice, &c);
	*bits = c.bits;
	return ok;
}

/* `takes: {act: {draft: PATTERN}}`: words taken from the draft, or from the partner text. */
static bool read_takes(struct replying *a)
{
	const struct at_node *map = value(a, "takes");
	struct at_build *b = &a->l->build;
	a->reply.takes.first = at_build_count(b, AT_S_TAKES);
	if (map != NULL && map->kind != AT_MAP)
		return at_report(&a->r, map, "`takes` should be a map of name: {draft: pattern} or {partner: pattern}");
	bool ok = true;
	for (size_t i = 0; map != NULL && i < map->n; i++) {
		const struct at_node *n = map->items[i];
		unsigned scope = AT_SCOPE_CLAUSE;
		bool known = at_keys_known(&a->r, n, AT_MAP_TAKE, AT_FOR_ANY, "a take") &&
		             at_field_choice(&a->r, "scope", at_node_get(n, "scope"), at_scope_words, 3, &scope);
		const struct at_node *draft = at_node_get(n, "draft"), *partner = at_node_get(n, "partner");
		if (!known || (draft == NULL) == (partner == NULL)) {
			ok = at_report(&a->r, n, "a take has either `draft` or `partner`, with a list of patterns");
			continue;
		}
		struct at_pattern p = {.role = AT_ROLE_CONDITION, .scope = (uint8_t)scope, .owner = AT_NONE};
		p.target = draft != NULL ? AT_ON_DRAFT : AT_ON_PARTNER;
		struct at_range added;
		ok &= at_add_patterns(a->l, a->file, &a->r, "takes", draft != NULL ? draft : partner, p, &added);
		for (uint32_t k = 0; k < added.n; k++) {
			struct at_take t = {at_build_str(b, map->keys[i]->text), added.first + k, partner != NULL};
			at_build_add(b, AT_S_TAKES, &t);
		}
	}
	a->reply.takes.n = at_build_count(b, AT_S_TAKES) - a->reply.takes.first;
	return ok;
}

static bool read_strings(struct replying *a, const char *id)
{
	const char *piece = NULL, *offer = NULL;
	struct at_build *b = &a->l->build;
	bool ok = at_field_string(&a->r, "piece", value(a, "piece"), &piece);
	ok &= at_field_string(&a->r, "offer", value(a, "offer"), &offer);
	if ((piece == NULL) == (offer == NULL))
		ok = at_report(&a->r, a->node,
		               "a reply says either its `offer` (short, warm, curious ...) or which `piece` it words");
	if (value(a, "text") == NULL)
		ok = at_report(&a->r, a->node, "a reply needs `text`");
	ok &= at_reply_name(&a->r, "piece", value(a, "piece")) && at_reply_name(&a->r, "offer", value(a, "offer"));
	ok &= at_reply_texts(&a->r, value(a, "text"), piece != NULL);
	a->reply.id = at_build_str(b, id);
	a->reply.file = at_build_str(b, a->file->name);
	a->reply.line = a->node->line;
	a->reply.piece = at_build_str(b, piece);
	a->reply.offer = at_build_str(b, offer);
	return ok & at_add_strings(a->l, &a->r, "text", value(a, "text"), &a->reply.texts);
}

static bool read_choosing(struct replying *a)
{
	unsigned partner = 0;
	int weight = 0;
	struct at_reply *u = &a->reply;
	bool ok = at_moments(&a->r, "moment", value(a, "moment"), &u->moments);
	ok &= at_add_condition(a->l, a->file, &a->r, value(a, "when"), &u->when);
	ok &= at_add_selectors(a->l, a->file, &a->r, "reads", value(a, "reads"), AT_NAMED_RULES, &u->reads);
	ok &= at_add_selectors(a->l, a->file, &a->r, "found", value(a, "found"), AT_NAMED_FLAGS, &u->found);
	ok &= at_add_strings(a->l, &a->r, "needs", value(a, "needs"), &u->needs);
	ok &= read_choices(a, "register", at_register_names, AT_REGISTERS, &u->registers);
	ok &= read_choices(a, "goal", at_goal_names, AT_GOALS, &u->goals);
	ok &= read_choices(a, "to", at_to_names, AT_TOS, &u->tos);
	ok &= at_field_choice(&a->r, "partner", value(a, "partner"), at_alone_words, 3, &partner);
	ok &= at_field_int(&a->r, "weight", value(a, "weight"), -1000, 1000, &weight);
	struct at_pattern p = {.role = AT_ROLE_CONDITION, .scope = AT_SCOPE_MESSAGE, .owner = AT_NONE, .target = AT_ON_DRAFT};
	ok &= at_add_patterns(a->l, a->file, &a->r, "unless-draft", value(a, "unless-draft"), p, &u->bars);
	u->alone = (uint8_t)(u->piece != 0 && value(a, "partner") == NULL ? 2 : partner);
	u->weight = weight;
	return ok;
}

/* Whether an entry that was read has this id. */
static bool is_taken(const struct at_loader *l, at_str id)
{
	const struct at_reply *all = (const void *)l->build.sections[AT_S_REPLIES].ptr;
	for (size_t i = 0; i < l->n_replied; i++)
		if (all[i].id == id)
			return true;
	return false;
}

static bool is_left_out(const struct at_loader *l, const struct at_node *node)
{
	for (size_t i = 0; i < l->n_left_out; i++)
		if (l->left_out[i] == node)
			return true;
	return false;
}

/* The id, or NULL when there is none that is good (reported). */
static const char *read_id(const struct replying *a)
{
	const struct at_node *n = at_node_get(a->node, "id");
	char word[AT_BRIEF];
	const char *id = NULL;
	if (a->node->kind != AT_MAP || n == NULL) {
		at_report(&a->r, a->node, "a reply needs an `id`, such as `id: distress/warm`");
		return NULL;
	}
	if (at_field_string(&a->r, "id", n, &id) && !at_is_id(id)) {
		at_report(&a->r, n, "`%s` is no good id: lower-case letters, digits and dashes, as in family/name",
		          at_brief(n, word));
		return NULL;
	}
	return id;
}

static void keep_reply(struct replying *a)
{
	struct at_loader *l = a->l;
	if (!at_grow(&l->replied, &l->replied_cap, l->n_replied + 1, sizeof *l->replied)) {
		l->build.failed = true;
		return;
	}
	l->replied[l->n_replied++] = (struct at_replied){a->file, a->node, value(a, "text")};
	at_build_add(&l->build, AT_S_REPLIES, &a->reply);
}

static void add_reply(struct replying *a)
{
	struct at_build *b = &a->l->build;
	struct at_build_mark mark = at_build_mark(b);
	const char *id = read_id(a);
	bool off = false;
	a->r.rule = id;
	if (id == NULL || is_taken(a->l, at_build_str(b, id)) || is_left_out(a->l, a->node))
		return;
	a->reply = (struct at_reply){.when = AT_NONE, .id = at_build_str(b, id)};
	bool ok = at_field_bool(&a->r, "off", at_node_get(a->node, "off"), &off);
	/* One that is off keeps its id from those below it, and has no words. */
	if (!off) {
		ok &= at_keys_known(&a->r, a->node, AT_MAP_REPLY, AT_FOR_ANY, "a reply");
		ok &= read_strings(a, id);
		ok &= read_choosing(a);
		ok &= read_takes(a);
	}
	if (ok)
		keep_reply(a);
	else
		at_build_rewind(b, &mark);
}

/* Two entries of one file with one id. */
static void report_twins(struct at_loader *l, const struct at_rule_file *file, const struct at_node *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct at_node *id = at_node_get(list->items[i], "id");
		for (size_t k = 0; id != NULL && k < i; k++) {
			const struct at_node *other = at_node_get(list->items[k], "id");
			if (other == NULL || other->kind != AT_SCALAR || !at_node_is(id, other->text))
				continue;
			struct at_reporter r = {file->name, id->text, l->diag};
			at_report(&r, id, "this reply id is taken by line %u; the second one is left out", list->items[k]->line);
		}
	}
}

static void add_file(struct at_loader *l, struct at_rule_file *file)
{
	struct at_reporter r = {file->name, NULL, l->diag};
	const struct at_node *list = at_node_get(file->root, "replies");
	if (list == NULL || list->kind != AT_LIST) {
		at_report(&r, list != NULL ? list : file->root, "a replies file needs a list `replies:`");
		return;
	}
	file->defaults = at_node_get(file->root, "defaults");
	at_keys_inheritable(&r, file->defaults, AT_MAP_REPLY, AT_FOR_ANY);
	report_twins(l, file, list);
	for (size_t i = 0; i < list->n && !l->build.failed; i++) {
		struct replying a = {.l = l, .file = file, .node = list->items[i], .r = r};
		add_reply(&a);
	}
}

/* What the image has of replies, but for those that a file takes the place of; they come last, as they would from their files. */
static void take_base(struct at_loader *l)
{
	const struct at_reply *base = (const void *)((const char *)l->base + l->base->off[AT_S_REPLIES]);
	for (uint32_t i = 0; i < l->base->n[AT_S_REPLIES]; i++)
		if (!is_taken(l, base[i].id))
			at_build_add(&l->build, AT_S_REPLIES, &base[i]);
}

/* Chains the replies of each piece, and the whole ones, in their order. */
static bool chain(struct at_loader *l)
{
	struct at_build *b = &l->build;
	uint32_t n = at_build_count(b, AT_S_REPLIES), pieces = 0;
	struct at_reply *all = (struct at_reply *)(void *)b->sections[AT_S_REPLIES].ptr;
	uint32_t *last = at_arena_alloc(&l->arena, (n + 1) * sizeof *last); /* of each piece so far */
	if (last == NULL)
		return false;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t k = 0;
		all[i].next = AT_NONE;
		while (k < pieces && all[last[k]].piece != all[i].piece)
			k++;
		if (k < pieces) {
			all[last[k]].next = i;
		} else {
			at_build_add(b, AT_S_PIECES, &i);
			pieces++;
		}
		last[k] = i;
	}
	return true;
}

bool at_add_replies(struct at_loader *l)
{
	struct at_build_mark mark = at_build_mark(&l->build);
	/* What is wrong only beside the others is known at the end; then once more without it, so that older entries come up. */
	do {
		at_build_rewind(&l->build, &mark);
		l->n_replied = 0;
		for (size_t i = l->n_files; i-- > 0;)
			if (l->files[i]->kind == AT_F_REPLIES)
				add_file(l, l->files[i]);
		if (l->base != NULL)
			take_base(l);
	} while (!l->build.failed && at_replies_leave_out(l));
	return chain(l) && !l->build.failed;
}
