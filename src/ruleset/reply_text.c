/* SPDX-License-Identifier: MIT */
/*
 * reply_text.c: what can be wrong with the words of a reply. Input: the `text` of one, and once all are there, the slots and pieces
 * that they name; output: reports where the text stands, and the replies to leave out. Calls base, field, suggest, loader.
 */
#include "ruleset/loader.h"
#include "ruleset/suggest.h"
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 1000
#define NAME_MAX_BYTES 40

/* Slots that the composer fills itself; all others are takes of the reply or pieces. */
static const char *const own_slots[] = {"mirror",   "mirror-too", "felt",  "event",   "what-happened", "perceived",
                                        "wish",     "wonder",     "both",  "feeling", "you-are",       "you-said",
                                        "you-seem", "need",       "topic", "person",  "done"};
#define OWN_SLOTS (sizeof own_slots / sizeof *own_slots)

/* Whether a terminal would obey the text instead of showing it. A line may end. */
static bool has_control(const struct at_node *n, bool lines)
{
	for (size_t i = 0; i < n->len; i++) {
		unsigned char c = (unsigned char)n->text[i];
		bool c1 = c == 0xC2 && i + 1 < n->len && (unsigned char)n->text[i + 1] < 0xA0;
		if (c1 || c == 0x7F || (c < 0x20 && !(lines && c == '\n')))
			return true;
	}
	return false;
}

static bool is_blank(const struct at_node *n)
{
	return strspn(n->text, " \n") == n->len;
}

/* `len` bytes between braces: name, name? or name|words. */
static bool is_slot_text(const char *s, size_t len)
{
	size_t name = 0;
	while (name < len && s[name] != '?' && s[name] != '|')
		name++;
	return name != 0 && (name == len || (s[name] == '?' ? name + 1 == len : name + 1 < len));
}

static bool check_braces(const struct at_reporter *r, const struct at_node *n)
{
	for (const char *p = n->text; *(p += strcspn(p, "{}")) != '\0';) {
		size_t len = *p == '{' ? strcspn(p + 1, "{}") : 0;
		if (*p == '}')
			return at_report(r, n, "there is a } without its { in `text`");
		if (p[1 + len] != '}')
			return at_report(r, n, "a { is never closed in `text`");
		if (!is_slot_text(p + 1, len))
			return at_report(r, n, "{%.*s} is no slot; it is written {name}, {name?} or {name|words}",
			                 (int)(len < AT_BRIEF ? len : AT_BRIEF), p + 1);
		p += len + 2;
	}
	return true;
}

struct checking {
	const struct at_reporter *r;
	bool piece;
};

static bool check_text(void *arg, const struct at_node *n)
{
	const struct checking *c = arg;
	const struct at_reporter *r = c->r;
	if (has_control(n, true))
		return at_report(r, n, "there is a control character in `text`");
	/* One way to word a piece is not to. */
	if (is_blank(n) && !c->piece)
		return at_report(r, n, "`text` is empty");
	if (n->len > TEXT_MAX)
		return at_report(r, n, "`text` has %zu bytes; a reply has 1,000 at most", n->len);
	return check_braces(r, n);
}

bool at_reply_texts(const struct at_reporter *r, const struct at_node *text, bool piece)
{
	struct checking c = {r, piece};
	if (text != NULL && text->kind == AT_LIST && text->n == 0)
		return at_report(r, text, "`text` is empty");
	return at_field_list(r, "text", text, true, check_text, &c);
}

bool at_reply_name(const struct at_reporter *r, const char *key, const struct at_node *n)
{
	if (n == NULL || n->kind != AT_SCALAR)
		return true;
	if (has_control(n, false))
		return at_report(r, n, "there is a control character in `%s`", key);
	if (is_blank(n))
		return at_report(r, n, "`%s` is empty", key);
	return n->len <= NAME_MAX_BYTES || at_report(r, n, "`%s` has %zu bytes; 40 are the most", key, n->len);
}

/* The next slot's name in a text, from *at on; false at the end. */
static bool next_slot(const char **at, char name[AT_BRIEF])
{
	const char *open = strchr(*at, '{');
	if (open == NULL)
		return false;
	size_t len = strcspn(open + 1, "?|}");
	*at = open + 1 + len;
	if (len >= AT_BRIEF)
		len = AT_BRIEF - 1;
	memcpy(name, open + 1, len);
	name[len] = '\0';
	return true;
}

static const struct at_reply *replies(const struct at_loader *l)
{
	return (const void *)l->build.sections[AT_S_REPLIES].ptr;
}

static const char *text_of(const struct at_loader *l, const struct at_reply *u, uint32_t i)
{
	const uint32_t *lists = (const void *)l->build.sections[AT_S_LISTS].ptr;
	return l->build.sections[AT_S_STRINGS].ptr + lists[u->texts.first + i];
}

static bool words_piece(const char *strings, const struct at_reply *all, uint32_t n, const char *name)
{
	for (uint32_t i = 0; i < n; i++)
		if (all[i].piece != 0 && strcmp(strings + all[i].piece, name) == 0)
			return true;
	return false;
}

static bool words_piece_in(const struct at_rule_file *file, const char *name)
{
	const struct at_node *list = at_node_get(file->root, "replies");
	if (file->kind != AT_F_REPLIES || list == NULL || list->kind != AT_LIST)
		return false;
	for (size_t i = 0; i < list->n; i++) {
		const struct at_node *own = at_node_get(list->items[i], "piece");
		if (at_node_is(own != NULL ? own : at_node_get(file->defaults, "piece"), name))
			return true;
	}
	return false;
}

/* Whether there are wordings of the piece, be they off or left out: who turned them off need not change all that names them. */
static bool is_piece(const struct at_loader *l, const char *name)
{
	const struct at_image *b = l->base;
	if (words_piece(l->build.sections[AT_S_STRINGS].ptr, replies(l), at_build_count(&l->build, AT_S_REPLIES), name))
		return true;
	if (b != NULL && words_piece((const char *)b + b->off[AT_S_STRINGS], (const void *)((const char *)b + b->off[AT_S_REPLIES]),
	                             b->n[AT_S_REPLIES], name))
		return true;
	for (size_t i = 0; i < l->n_files; i++)
		if (words_piece_in(l->files[i], name))
			return true;
	return false;
}

/* Whether the reply or the composer itself has words for the slot, so that no piece need. */
static bool is_filled(const struct at_loader *l, const struct at_reply *u, const char *name)
{
	const struct at_take *takes = (const void *)l->build.sections[AT_S_TAKES].ptr;
	for (size_t i = 0; i < OWN_SLOTS; i++)
		if (strcmp(own_slots[i], name) == 0)
			return true;
	for (uint32_t i = 0; i < u->takes.n; i++)
		if (strcmp(l->build.sections[AT_S_STRINGS].ptr + takes[u->takes.first + i].name, name) == 0)
			return true;
	return false;
}

/* A wording of the one piece names the other. */
struct edge {
	at_str piece, other;
};
struct graph {
	struct edge *edges;
	size_t n, cap;
};

/* Interning may move the strings, so the text is found anew each time. */
static bool add_edges(struct at_loader *l, struct graph *g, const struct at_reply *u, uint32_t text)
{
	char name[AT_BRIEF];
	for (size_t done = 0;;) {
		const char *start = text_of(l, u, text), *at = start + done;
		if (!next_slot(&at, name))
			return true;
		done = (size_t)(at - start);
		if (is_filled(l, u, name))
			continue;
		if (!at_grow(&g->edges, &g->cap, g->n + 1, sizeof *g->edges))
			return false;
		g->edges[g->n++] = (struct edge){u->piece, at_build_str(&l->build, name)};
	}
}

static bool draw(struct at_loader *l, struct graph *g)
{
	for (uint32_t i = 0; l->n_replied != 0 && i < at_build_count(&l->build, AT_S_REPLIES); i++)
		for (uint32_t k = 0; replies(l)[i].piece != 0 && k < replies(l)[i].texts.n; k++)
			if (!add_edges(l, g, &replies(l)[i], k))
				return false;
	return !l->build.failed;
}

/* Whether wordings of the piece `from` come to name the piece `to`. A longer way is not looked at; the composer goes four deep. */
static bool leads_to(const struct graph *g, at_str from, at_str to)
{
	at_str way[64] = {from};
	size_t n = 1;
	for (size_t i = 0; i < n; i++) {
		for (size_t e = 0; e < g->n; e++) {
			size_t known = 0;
			if (g->edges[e].piece != way[i])
				continue;
			if (g->edges[e].other == to)
				return true;
			while (known < n && way[known] != g->edges[e].other)
				known++;
			if (known == n && n < sizeof way / sizeof *way)
				way[n++] = g->edges[e].other;
		}
	}
	return false;
}

static bool check_slot(struct at_loader *l, const struct graph *g, const struct at_reply *u, const struct at_reporter *r,
                       const struct at_node *n, const char *name)
{
	at_str slot = at_build_str(&l->build, name);
	const char *piece = u->piece != 0 ? l->build.sections[AT_S_STRINGS].ptr + u->piece : NULL;
	if (is_filled(l, u, name))
		return true;
	if (!is_piece(l, name)) {
		const char *near = at_nearest(name, own_slots, OWN_SLOTS);
		if (near != NULL)
			return at_report(r, n, "unknown slot {%s}; did you mean {%s}?", name, near);
		return at_report(r, n, "unknown slot {%s}", name);
	}
	if (piece != NULL && u->piece == slot)
		return at_report(r, n, "the piece {%s} is made of itself", name);
	if (piece != NULL && leads_to(g, slot, u->piece))
		return at_report(r, n, "the piece {%s} is made of {%s}, and that is made of it", piece, name);
	return true;
}

static bool check_slots(struct at_loader *l, const struct graph *g, size_t i)
{
	const struct at_reply *u = &replies(l)[i];
	const struct at_replied *from = &l->replied[i];
	const struct at_node *id = at_node_get(from->node, "id");
	struct at_reporter r = {from->file->name, id->text, l->diag};
	char name[AT_BRIEF];
	bool ok = true;
	for (uint32_t k = 0; k < u->texts.n; k++) {
		const struct at_node *n = from->text->kind == AT_LIST ? from->text->items[k] : from->text;
		for (const char *at = n->text; next_slot(&at, name);)
			ok &= check_slot(l, g, u, &r, n, name);
	}
	return ok;
}

bool at_replies_leave_out(struct at_loader *l)
{
	size_t before = l->n_left_out;
	struct graph g = {0};
	l->build.failed |= !draw(l, &g);
	for (size_t i = 0; i < l->n_replied && !l->build.failed; i++) {
		if (l->replied[i].file->trusted || check_slots(l, &g, i))
			continue;
		if (!at_grow(&l->left_out, &l->left_out_cap, l->n_left_out + 1, sizeof *l->left_out)) {
			l->build.failed = true;
			break;
		}
		l->left_out[l->n_left_out++] = l->replied[i].node;
	}
	free(g.edges);
	return l->n_left_out != before;
}
