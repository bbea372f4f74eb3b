/* SPDX-License-Identifier: MIT */
/*
 * yaml.c: libyaml's events become a tree of nodes in the caller's arena.
 *
 * Input: the bytes of one file; output: its root node, problems to the diag. Children wait on one stack until their list
 * or map ends and then move to the arena, so memory is linear in the file. Invariants while building: depth counts the
 * open lists and maps; total counts the nodes with every alias at its full size, and is checked before an alias is taken
 * over, so neither an alias bomb nor a cycle gets into the tree. May call error, arena, buffer; nothing but this
 * and yamlerror.c, which tells what is wrong, uses libyaml.
 */
#include "base/buffer.h"
#include "base/hash.h"
#include "base/yaml.h"
#include "base/yamlerror.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ANCHORS 1000 /* they are searched one by one */

struct anchor {
	const char *name;
	struct at_node *node; /* NULL while its list or map is open */
	size_t count, height;
};

/* An open list or map. */
struct frame {
	struct at_node *node;
	size_t base;         /* its first child on the stack */
	size_t count_before; /* total before it */
	size_t height;       /* levels below it so far */
	size_t anchor;       /* index + 1, 0: none */
};

struct builder {
	yaml_parser_t parser;
	const char *bytes, *file;
	size_t len;
	struct at_arena *arena;
	struct at_diag *diag;
	struct at_node *root;
	struct at_node **stack;
	size_t n_stack, cap_stack;
	struct frame frames[AT_YAML_MAX_DEPTH];
	size_t depth, total;
	struct anchor *anchors;
	size_t n_anchors, cap_anchors;
};

static bool no_memory(struct builder *b)
{
	at_diag_no_memory(b->diag, (struct at_place){b->file, 0, 0});
	return false;
}

static bool parse_failed(struct builder *b)
{
	struct at_yaml_failed failed = {&b->parser, b->bytes, b->file, b->len};
	if (b->parser.error == YAML_MEMORY_ERROR)
		return no_memory(b);
	at_yaml_complain(&failed, b->diag);
	return false;
}

/* Counts `n` more nodes; false, reported, when the tree would be too large. */
static bool count_nodes(struct builder *b, size_t n, yaml_mark_t mark)
{
	if (n > AT_YAML_MAX_NODES - b->total) {
		at_diag_error(b->diag, at_yaml_place(b->file, mark), NULL, "more than %d values, counting aliases",
		              AT_YAML_MAX_NODES);
		return false;
	}
	b->total += n;
	return true;
}

/* Adds a finished or opened node, `height` levels high, to the list or map that is open, or makes it the root. */
static bool attach(struct builder *b, struct at_node *node, size_t height)
{
	if (b->depth == 0) {
		b->root = node;
		return true;
	}
	struct frame *parent = &b->frames[b->depth - 1];
	if (parent->height < height + 1)
		parent->height = height + 1;
	if (!at_grow(&b->stack, &b->cap_stack, b->n_stack + 1, sizeof(struct at_node *)))
		return no_memory(b);
	b->stack[b->n_stack++] = node;
	return true;
}

static struct at_node *new_node(struct builder *b, enum at_node_kind kind, yaml_mark_t mark)
{
	struct at_node *node = at_arena_alloc(b->arena, sizeof *node);
	if (node == NULL) {
		no_memory(b);
		return NULL;
	}
	node->kind = kind;
	node->line = (unsigned)mark.line + 1;
	node->column = (unsigned)mark.column + 1;
	return node;
}

static struct anchor *find_anchor(const struct builder *b, const char *name)
{
	for (size_t i = 0; i < b->n_anchors; i++)
		if (strcmp(b->anchors[i].name, name) == 0)
			return &b->anchors[i];
	return NULL;
}

/* Declares an anchor, or takes its name over; *index is its number + 1, 0 when `name` is NULL. False, reported, on failure. */
static bool declare_anchor(struct builder *b, const yaml_char_t *name, yaml_mark_t mark, size_t *index)
{
	*index = 0;
	if (name == NULL)
		return true;
	struct anchor *a = find_anchor(b, (const char *)name);
	if (a == NULL) {
		if (b->n_anchors >= MAX_ANCHORS) {
			at_diag_error(b->diag, at_yaml_place(b->file, mark), NULL, "more than %d anchors", MAX_ANCHORS);
			return false;
		}
		const char *copy = at_arena_dup(b->arena, (const char *)name, strlen((const char *)name));
		if (copy == NULL || !at_grow(&b->anchors, &b->cap_anchors, b->n_anchors + 1, sizeof *b->anchors))
			return no_memory(b);
		a = &b->anchors[b->n_anchors++];
		a->name = copy;
	}
	a->node = NULL;
	*index = (size_t)(a - b->anchors) + 1;
	return true;
}

/* `!include x` and the like: nothing here reads it, and what it stands before would be taken for something else. */
static void report_tag(struct builder *b, const yaml_char_t *tag, yaml_mark_t mark)
{
	if (tag == NULL || tag[0] != '!' || tag[1] == '\0')
		return;
	at_diag_error(b->diag, at_yaml_place(b->file, mark), NULL,
	              "%.60s means nothing here; a file takes in no other: all files of a folder are read", (const char *)tag);
}

static bool add_scalar(struct builder *b, const yaml_event_t *event)
{
	size_t anchor;
	report_tag(b, event->data.scalar.tag, event->start_mark);
	if (!count_nodes(b, 1, event->start_mark) || !declare_anchor(b, event->data.scalar.anchor, event->start_mark, &anchor))
		return false;
	struct at_node *node = new_node(b, AT_SCALAR, event->start_mark);
	if (node == NULL)
		return false;
	node->text = at_arena_dup(b->arena, (const char *)event->data.scalar.value, event->data.scalar.length);
	if (node->text == NULL)
		return no_memory(b);
	node->len = event->data.scalar.length;
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	if (anchor > 0)
		b->anchors[anchor - 1] = (struct anchor){b->anchors[anchor - 1].name, node, 1, 0};
	return attach(b, node, 0);
}

static bool open_node(struct builder *b, enum at_node_kind kind, const yaml_char_t *anchor_name, yaml_mark_t mark)
{
	size_t before = b->total, anchor;
	if (b->depth >= AT_YAML_MAX_DEPTH) {
		at_diag_error(b->diag, at_yaml_place(b->file, mark), NULL, "nested more than %d levels deep", AT_YAML_MAX_DEPTH);
		return false;
	}
	if (!count_nodes(b, 1, mark) || !declare_anchor(b, anchor_name, mark, &anchor))
		return false;
	struct at_node *node = new_node(b, kind, mark);
	if (node == NULL || !attach(b, node, 0))
		return false;
	b->frames[b->depth++] =
		(struct frame){.node = node, .base = b->n_stack, .count_before = before, .height = 1, .anchor = anchor};
	return true;
}

static bool add_alias(struct builder *b, const yaml_event_t *event)
{
	const char *name = (const char *)event->data.alias.anchor;
	const struct anchor *a = find_anchor(b, name);
	if (a == NULL || a->node == NULL) {
		at_diag_error(b->diag, at_yaml_place(b->file, event->start_mark), NULL,
		              a == NULL ? "*%s stands for nothing: there is no &%s before it"
		                        : "*%s stands inside the &%s it names",
		              name, name);
		return false;
	}
	if (a->height + b->depth > AT_YAML_MAX_DEPTH) {
		at_diag_error(b->diag, at_yaml_place(b->file, event->start_mark), NULL, "nested more than %d levels deep",
		              AT_YAML_MAX_DEPTH);
		return false;
	}
	return count_nodes(b, a->count, event->start_mark) && attach(b, a->node, a->height);
}

/* ---------------------------------------------------------------- ends of lists and maps */

/* Looks `key` up among the first `n` keys of the map by the hash table `slots` (index + 1; 0 is free), and enters
 * it as number `n`
 * when it is new. Returns the earlier key, or NULL. */
static const struct at_node *enter_key(uint32_t *slots, size_t mask, struct at_node *const *keys, size_t n,
                                       const struct at_node *key)
{
	size_t i = at_hash(key->text, key->len) & mask;
	for (; slots[i] != 0; i = (i + 1) & mask) {
		const struct at_node *other = keys[slots[i] - 1];
		if (other->len == key->len && memcmp(other->text, key->text, key->len) == 0)
			return other;
	}
	slots[i] = (uint32_t)n + 1;
	return NULL;
}

/* Moves the `n` pairs at `pairs` into the map, leaving out keys that are no scalars or came before; both are reported. */
static bool fill_map(struct builder *b, struct at_node *map, struct at_node *const *pairs, size_t n)
{
	size_t n_slots = 4;
	while (n_slots < n * 2)
		n_slots *= 2;
	uint32_t *slots = calloc(n_slots, sizeof *slots);
	map->keys = at_arena_alloc(b->arena, n * sizeof(struct at_node *));
	map->items = at_arena_alloc(b->arena, n * sizeof(struct at_node *));
	if (slots == NULL || map->keys == NULL || map->items == NULL) {
		free(slots);
		return no_memory(b);
	}
	for (size_t i = 0; i < n; i++) {
		struct at_node *key = pairs[2 * i];
		const struct at_node *earlier;
		if (key->kind != AT_SCALAR) {
			at_diag_error(b->diag, at_node_place(key, b->file), NULL, "a key must be plain words, not a list or a map");
		} else if ((earlier = enter_key(slots, n_slots - 1, map->keys, map->n, key)) != NULL) {
			at_diag_error(b->diag, at_node_place(key, b->file), NULL, "\"%s\" is here twice; the first is in line %u",
			              key->text, earlier->line);
		} else {
			map->keys[map->n] = key;
			map->items[map->n++] = pairs[2 * i + 1];
		}
	}
	free(slots);
	return true;
}

/* The newest list or map has ended: its children leave the stack, its anchor may be used. */
static bool close_node(struct builder *b)
{
	struct frame *frame = &b->frames[--b->depth];
	struct at_node *node = frame->node;
	size_t n = b->n_stack - frame->base;
	struct at_node **children = n > 0 ? b->stack + frame->base : NULL;
	b->n_stack = frame->base;
	if (node->kind == AT_MAP) {
		if (!fill_map(b, node, children, n / 2))
			return false;
	} else {
		node->items = at_arena_alloc(b->arena, n * sizeof(struct at_node *));
		if (node->items == NULL)
			return no_memory(b);
		if (n > 0)
			memcpy(node->items, children, n * sizeof(struct at_node *));
		node->n = n;
	}
	if (frame->anchor > 0)
		b->anchors[frame->anchor - 1] =
			(struct anchor){b->anchors[frame->anchor - 1].name, node, b->total - frame->count_before, frame->height};
	if (b->depth > 0 && b->frames[b->depth - 1].height < frame->height + 1)
		b->frames[b->depth - 1].height = frame->height + 1;
	return true;
}

/* Takes one event in; false when building must stop, the reason being reported. */
static bool take_event(struct builder *b, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return add_scalar(b, event);
	case YAML_ALIAS_EVENT:
		return add_alias(b, event);
	case YAML_SEQUENCE_START_EVENT:
		report_tag(b, event->data.sequence_start.tag, event->start_mark);
		return open_node(b, AT_LIST, event->data.sequence_start.anchor, event->start_mark);
	case YAML_MAPPING_START_EVENT:
		report_tag(b, event->data.mapping_start.tag, event->start_mark);
		return open_node(b, AT_MAP, event->data.mapping_start.anchor, event->start_mark);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_node(b);
	default:
		return true;
	}
}

/* Reads events up to the end of the first document; a second one is reported, and not read. False on failure, reported. */
static bool build(struct builder *b)
{
	yaml_event_t event;
	bool ok = true, end = false;
	for (unsigned documents = 0; ok && !end;) {
		if (!yaml_parser_parse(&b->parser, &event))
			return parse_failed(b);
		end = event.type == YAML_STREAM_END_EVENT;
		if (event.type == YAML_DOCUMENT_START_EVENT && documents++ == 1) {
			at_diag_error(b->diag, at_yaml_place(b->file, event.start_mark), NULL,
			              "a second document: a file holds one");
			end = true;
		}
		ok = end || take_event(b, &event);
		yaml_event_delete(&event);
	}
	return ok;
}

struct at_node *at_yaml_parse(const char *bytes, size_t len, const char *file, struct at_arena *arena, struct at_diag *d)
{
	struct builder *b;
	if (len > AT_YAML_MAX_BYTES) {
		at_diag_error(d, (struct at_place){file, 0, 0}, NULL, "the file has %zu bytes; %u are allowed", len,
		              AT_YAML_MAX_BYTES);
		return NULL;
	}
	b = calloc(1, sizeof *b);
	if (b == NULL || !yaml_parser_initialize(&b->parser)) {
		at_diag_no_memory(d, (struct at_place){file, 0, 0});
		free(b);
		return NULL;
	}
	/* Told that the bytes are UTF-8, libyaml would take a byte order mark for a column of text. */
	if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
		bytes += 3;
		len -= 3;
	}
	b->bytes = len > 0 ? bytes : "";
	b->len = len;
	b->file = file;
	b->arena = arena;
	b->diag = d;
	yaml_parser_set_input_string(&b->parser, (const unsigned char *)b->bytes, len);
	yaml_parser_set_encoding(&b->parser, YAML_UTF8_ENCODING);

	struct at_node *root = build(b) ? b->root : NULL;
	if (root != NULL && root->kind == AT_SCALAR && root->len == 0 && !root->quoted)
		root = NULL;
	yaml_parser_delete(&b->parser);
	free(b->stack);
	free(b->anchors);
	free(b);
	return root;
}
