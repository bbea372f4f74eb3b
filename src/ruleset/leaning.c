/* SPDX-License-Identifier: MIT */
/*
 * leaning.c: rule files of kind `leaning`, and the table of their words. Input: a parsed file; output: entries in the build, every
 * problem reported where it stands; then the table, in which scan/ finds a key. Calls base, field, loader.
 */
#include "ruleset/leaning.h"
#include "base/hash.h"
#include "ruleset/loader.h"
#include "text/bytes.h"
#include <stdlib.h>
#include <string.h>

#define MAX_WEIGHT 20.0

/* ---------------------------------------------------------------- the table */

struct at_range at_lean_find(const struct attune_rules *r, const char *key, size_t len, uint32_t hash)
{
	const struct at_lean_word *slots = at_section(r, AT_S_LEAN_WORDS);
	uint32_t mask = r->image->lean_mask;
	for (uint32_t i = hash & mask; slots[i].text != 0; i = (i + 1) & mask) {
		const char *text = slots[i].hash == hash ? at_string(r, slots[i].text) : NULL;
		if (text != NULL && memcmp(text, key, len) == 0 && text[len] == '\0')
			return slots[i].weights;
	}
	return (struct at_range){0, 0};
}

static int by_text(const void *pa, const void *pb)
{
	const struct at_lean_entry *a = pa, *b = pb;
	if (a->text != b->text)
		return a->text < b->text ? -1 : 1;
	if (a->lean.leaning != b->lean.leaning)
		return a->lean.leaning < b->lean.leaning ? -1 : 1;
	return a->order < b->order ? 1 : -1;
}

bool at_lean_table(struct at_lean_entry *entries, size_t n, const char *strings, struct at_buffer *words, struct at_buffer *leans,
                   uint32_t *mask)
{
	size_t n_slots = 2;
	while (n_slots <= n * 2)
		n_slots *= 2;
	at_buffer_clear(words);
	at_buffer_clear(leans);
	if (at_buffer_add_zero(words, n_slots * sizeof(struct at_lean_word), 8) == SIZE_MAX)
		return false;
	struct at_lean_word *slots = (struct at_lean_word *)(void *)words->ptr;
	*mask = (uint32_t)n_slots - 1;
	if (n > 1)
		qsort(entries, n, sizeof *entries, by_text);
	for (size_t i = 0; i < n; i++) {
		const struct at_lean_entry *e = &entries[i];
		bool same_text = i > 0 && entries[i - 1].text == e->text;
		if (same_text && entries[i - 1].lean.leaning == e->lean.leaning)
			continue;
		uint32_t hash = at_hash(strings + e->text, strlen(strings + e->text)), at = hash & *mask;
		while (slots[at].text != 0 && slots[at].text != e->text)
			at = (at + 1) & *mask;
		if (!same_text)
			slots[at] = (struct at_lean_word){e->text, hash, {(uint32_t)(leans->len / sizeof e->lean), 0}};
		slots[at].weights.n++;
		at_buffer_add(leans, &e->lean, sizeof e->lean);
	}
	return !words->failed && !leans->failed;
}

/* ---------------------------------------------------------------- files */

/* The key as the table has it: lower case, single spaces. */
static bool tidy(const char *text, size_t len, char out[AT_LEAN_KEY], size_t *out_len)
{
	size_t n = 0, gaps = 0;
	for (size_t i = 0; i < len; i++) {
		bool gap = text[i] == ' ';
		if (gap && (n == 0 || i + 1 == len || text[i + 1] == ' '))
			continue;
		if (n + 1 >= AT_LEAN_KEY || text[i] == '\0')
			return false;
		gaps += gap;
		out[n++] = at_lower(text[i]);
	}
	*out_len = n;
	return n > 0 && gaps < AT_LEAN_WORDS;
}

static bool add_entry(struct at_loader *l, uint32_t leaning, const char *key, size_t len, double weight)
{
	struct at_build *b = &l->build;
	if (!at_grow(&b->leans, &b->leans_cap, b->leans_n + 1, sizeof *b->leans)) {
		b->failed = true;
		return false;
	}
	b->leans[b->leans_n] = (struct at_lean_entry){at_build_string(b, key, len), (uint32_t)b->leans_n, {leaning, (float)weight}};
	b->leans_n++;
	return !b->failed;
}

static bool read_weight(const struct at_reporter *r, const struct at_node *key, const struct at_node *n, double *weight)
{
	if (!at_field_number(r, key->text, n, weight))
		return false;
	if (*weight < -MAX_WEIGHT || *weight > MAX_WEIGHT)
		return at_report(r, n, "a weight is from %g to %g", -MAX_WEIGHT, MAX_WEIGHT);
	return true;
}

static bool add_words(struct at_loader *l, const struct at_reporter *r, uint32_t leaning, const struct at_node *map)
{
	if (map != NULL && map->kind != AT_MAP)
		at_report(r, map, "`words` should be a map of words: weight");
	for (size_t i = 0; map != NULL && map->kind == AT_MAP && i < map->n; i++) {
		char key[AT_LEAN_KEY];
		size_t len = 0;
		double weight = 0;
		if (!read_weight(r, map->keys[i], map->items[i], &weight))
			continue;
		if (!tidy(map->keys[i]->text, map->keys[i]->len, key, &len))
			at_report(r, map->keys[i], "an entry of `words` has one to %d words", AT_LEAN_WORDS);
		else if (!add_entry(l, leaning, key, len, weight))
			return false;
	}
	return true;
}

/* "over-20-words": the name with the number taken out. */
static bool is_limit(const char *name, const char *unit)
{
	size_t digits;
	if (strncmp(name, "over-", 5) != 0)
		return false;
	digits = strspn(name + 5, "0123456789");
	return digits > 0 && digits < 4 && name[5 + digits] == '-' && strcmp(name + 6 + digits, unit) == 0;
}

static bool is_around(const char *name)
{
	static const char *const moves[] = {"with-", "after-", "before-", "feels-", "said-", "draft-"};
	if (strcmp(name, "first") == 0 || strcmp(name, "last") == 0 || strcmp(name, "no-partner") == 0 || is_limit(name, "words") ||
	    is_limit(name, "sentences") || (strncmp(name, "itself-", 7) == 0 && is_limit(name + 7, "words")) ||
	    (strncmp(name, "partner-", 8) == 0 && is_limit(name + 8, "words")) ||
	    (strncmp(name, "echo-", 5) == 0 && is_limit(name + 5, "percent")))
		return true;
	for (size_t k = 0; strncmp(name, "partner-", 8) == 0 && k < AT_MOMENTS; k++)
		if (strcmp(name + 8, at_moment_names[k]) == 0)
			return true;
	for (size_t k = 0; k < sizeof moves / sizeof *moves; k++)
		if (strncmp(name, moves[k], strlen(moves[k])) == 0 && name[strlen(moves[k])] != '\0')
			return true;
	return false;
}

static bool add_around(struct at_loader *l, const struct at_reporter *r, uint32_t leaning, const struct at_node *map)
{
	if (map != NULL && map->kind != AT_MAP)
		at_report(r, map, "`around` should be a map of what stands around: weight");
	for (size_t i = 0; map != NULL && map->kind == AT_MAP && i < map->n; i++) {
		const struct at_node *name = map->keys[i];
		char key[AT_LEAN_KEY] = {AT_LEAN_AROUND}, word[AT_BRIEF];
		double weight = 0;
		if (!read_weight(r, name, map->items[i], &weight))
			continue;
		if (!is_around(name->text) || name->len + 1 >= sizeof key || strlen(name->text) != name->len) {
			at_report(r, name,
			          "`%s` is nothing that stands around a sentence, such as first, over-20-words, partner-distress, "
			          "after-care; rules/README.md has them all",
			          at_brief(name, word));
			continue;
		}
		memcpy(key + 1, name->text, name->len);
		if (!add_entry(l, leaning, key, name->len + 1, weight))
			return false;
	}
	return true;
}

size_t at_leaning_names(const struct at_loader *l, const char *names[AT_MAX_LEANINGS])
{
	const struct at_leaning *known = (const void *)l->build.sections[AT_S_LEANINGS].ptr;
	size_t n = at_build_count(&l->build, AT_S_LEANINGS);
	for (size_t i = 0; i < n; i++)
		names[i] = l->build.sections[AT_S_STRINGS].ptr + known[i].name;
	return n;
}

uint32_t at_leaning_named(const struct at_loader *l, const char *name)
{
	const char *names[AT_MAX_LEANINGS];
	size_t n = at_leaning_names(l, names);
	for (uint32_t i = 0; i < n; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return AT_NONE;
}

/* The number of the leaning of this name, which may be new. */
static uint32_t open_leaning(struct at_loader *l, const struct at_reporter *r, const char *name)
{
	uint32_t index = at_leaning_named(l, name);
	if (index != AT_NONE)
		return index;
	if (at_build_count(&l->build, AT_S_LEANINGS) >= AT_MAX_LEANINGS) {
		at_report(r, NULL, "more than %u leanings", AT_MAX_LEANINGS);
		return AT_NONE;
	}
	struct at_leaning fresh = {.name = at_build_str(&l->build, name), .outside = AT_NONE, .longest = AT_LEAN_LONGEST};
	return at_build_add(&l->build, AT_S_LEANINGS, &fresh);
}

/* `start`, `doubt` and `longest`; a file that doesn't say leaves what an earlier one said. */
static void read_numbers(struct at_loader *l, const struct at_reporter *r, uint32_t index, const struct at_rule_file *file)
{
	const struct at_node *start = at_node_get(file->root, "start"), *doubt = at_node_get(file->root, "doubt");
	const struct at_node *longest = at_node_get(file->root, "longest");
	double x = 0, d = 0;
	int words = 0;
	bool counted = at_field_int(r, "longest", longest, 1, AT_LEAN_LONGEST, &words);
	bool ok = at_field_number(r, "start", start, &x), fine = at_field_number(r, "doubt", doubt, &d);
	if (fine && (d < 0 || d > 1))
		fine = at_report(r, doubt, "`doubt` is from 0 to 1");
	if (l->build.failed)
		return;
	struct at_leaning *u = (struct at_leaning *)(void *)l->build.sections[AT_S_LEANINGS].ptr + index;
	if (longest != NULL && counted)
		u->longest = (uint32_t)words;
	if (start != NULL && ok)
		u->start = (float)x;
	if (doubt != NULL && fine) {
		u->doubt = (float)d;
		u->layer = file->layer;
	}
}

/* `outside: {name: limit}`; the leaning it names may be told of later. */
static void read_outside(struct at_loader *l, const struct at_reporter *r, uint32_t index, const struct at_node *map)
{
	double limit = 0;
	if (map == NULL)
		return;
	if (map->kind != AT_MAP || map->n != 1) {
		at_report(r, map, "`outside` should be a map of one leaning: limit");
		return;
	}
	if (!at_field_number(r, map->keys[0]->text, map->items[0], &limit))
		return;
	uint32_t other = limit < 0 || limit > 1 ? index : open_leaning(l, r, map->keys[0]->text);
	if (other == index) {
		at_report(r, map->items[0], "`outside` has another leaning, and a limit from 0 to 1");
		return;
	}
	if (other == AT_NONE || l->build.failed)
		return;
	struct at_leaning *u = (struct at_leaning *)(void *)l->build.sections[AT_S_LEANINGS].ptr + index;
	u->outside = other;
	u->limit = (float)limit;
}

bool at_collect_leaning(struct at_loader *l, struct at_rule_file *file)
{
	struct at_reporter r = {file->name, NULL, l->diag};
	const struct at_node *name = at_node_get(file->root, "leaning");
	const char *text = NULL;
	if (!at_field_string(&r, "leaning", name, &text))
		return true;
	if (text == NULL) {
		at_report(&r, file->root, "a leaning file needs `leaning`: its name, such as the category it leans to");
		return true;
	}
	uint32_t index = open_leaning(l, &r, text);
	if (index == AT_NONE)
		return true;
	read_numbers(l, &r, index, file);
	read_outside(l, &r, index, at_node_get(file->root, "outside"));
	return add_words(l, &r, index, at_node_get(file->root, "words")) &&
	       add_around(l, &r, index, at_node_get(file->root, "around"));
}
