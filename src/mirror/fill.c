/* SPDX-License-Identifier: MIT */
/*
 * fill.c: a template's slots into words. `{slot}` must have words, or the template is not offered; `{slot?}` may be
 * empty; `{slot|words}` has those to fall back on. A slot is a take of the reply, one the composer fills (slot.c), or a
 * piece: one of the wordings that fit the moment, chosen by the salt among those of the highest weight. Calls choose, slot.
 */
#include "mirror/compose.h"
#include "text/bytes.h"
#include <string.h>

#define DEEPEST 4 /* pieces within pieces */
#define WAYS 24   /* wordings of one piece looked at */

struct filling {
	struct at_composer *c;
	uint32_t salt;
	int depth;
};

static bool fill(struct filling *f, const struct at_reply *u, const char *text, struct at_buffer *out);

static bool same(const char *want, const char *name, size_t len)
{
	return strlen(want) == len && memcmp(want, name, len) == 0;
}

static bool add_taken(struct at_composer *c, const struct at_reply *u, const char *name, size_t len, struct at_buffer *out)
{
	const struct at_take *takes = at_section(c->s->rules, AT_S_TAKES);
	for (size_t i = 0; i < c->n_taken; i++) {
		uint32_t k = c->taken[i].take;
		if (k < u->takes.first || k >= u->takes.first + u->takes.n ||
		    !same(at_string(c->s->rules, takes[k].name), name, len))
			continue;
		at_buffer_add(out, c->taken[i].text.ptr, c->taken[i].text.len);
		return true;
	}
	return false;
}

struct way {
	const struct at_reply *reply;
	uint32_t text;
};

/* The wordings of a piece that fit, of the highest weight; returns how many. */
static size_t ways_of(struct filling *f, const char *name, size_t len, int32_t below, struct way ways[WAYS], int32_t *weight)
{
	const attune_rules *rules = f->c->s->rules;
	size_t n = 0;
	*weight = INT32_MIN;
	for (const struct at_reply *u = at_reply_first(rules, name, len); u != NULL; u = at_reply_next(rules, u)) {
		if (u->weight < *weight || u->weight >= below || !at_reply_fits(f->c, u))
			continue;
		if (u->weight > *weight)
			n = 0;
		*weight = u->weight;
		for (uint32_t k = 0; k < u->texts.n && n < WAYS; k++)
			ways[n++] = (struct way){u, at_list(rules, u->texts)[k]};
	}
	return n;
}

static bool has_opening(const struct at_composer *c)
{
	for (size_t i = 0; i < c->plan.n_kept; i++)
		if (c->plan.kept[i].place == AT_K_OPEN)
			return true;
	return false;
}

/* Heaviest wordings first; when none of them can be filled, the lighter ones. */
static bool add_piece(struct filling *f, const char *name, size_t len, struct at_buffer *out)
{
	struct way ways[WAYS];
	int32_t below = INT32_MAX, weight;
	size_t n;
	if (f->depth >= DEEPEST)
		return false;
	while ((n = ways_of(f, name, len, below, ways, &weight)) != 0) {
		uint32_t h = at_hash_more(f->salt, name, len), first = h ^ h >> 15;
		for (size_t k = 0; k < n; k++) {
			const struct way *w = &ways[(first + k) % n];
			size_t mark = out->len;
			f->depth++;
			bool ok = fill(f, w->reply, at_string(f->c->s->rules, w->text), out);
			f->depth--;
			if (ok)
				return true;
			out->len = mark;
		}
		below = weight;
	}
	return false;
}

static bool add_slot(struct filling *f, const struct at_reply *u, const char *slot, size_t len, struct at_buffer *out)
{
	size_t name = 0, mark = out->len;
	while (name < len && slot[name] != '?' && slot[name] != '|')
		name++;
	if (same("oh", slot, name) && has_opening(f->c))
		return true; /* the writer opens it */
	if (add_taken(f->c, u, slot, name, out) || at_slot(f->c, slot, name, out) || add_piece(f, slot, name, out))
		return true;
	out->len = mark;
	if (name == len)
		return false;
	if (slot[name] == '|')
		at_buffer_add(out, slot + name + 1, len - name - 1);
	return true;
}

static bool starts_sentence(const struct at_buffer *out)
{
	size_t end = out->len;
	while (end > 0 && out->ptr[end - 1] == ' ')
		end--;
	return end == 0 || strchr(".!?", out->ptr[end - 1]) != NULL;
}

void at_fill_words(struct at_buffer *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		bool word = at_is_upper(text[i]) && i + 1 < len && at_is_lower(text[i + 1]);
		bool opens = word && (i == 0 || text[i - 1] == ' ') && starts_sentence(out);
		at_buffer_add_char(out, opens ? at_lower(text[i]) : text[i]);
	}
}

static bool fill(struct filling *f, const struct at_reply *u, const char *text, struct at_buffer *out)
{
	for (const char *p = text; *p != '\0';) {
		const char *open = strchr(p, '{'), *close = open != NULL ? strchr(open, '}') : NULL;
		if (close == NULL) {
			at_fill_words(out, p, strlen(p));
			break;
		}
		at_fill_words(out, p, (size_t)(open - p));
		if (!add_slot(f, u, open + 1, (size_t)(close - open - 1), out))
			return false;
		p = close + 1;
	}
	f->c->failed |= out->failed;
	return !out->failed;
}

bool at_fill(struct at_composer *c, const struct at_reply *u, const char *text, uint32_t salt, struct at_buffer *out)
{
	struct filling f = {c, salt, 0};
	return fill(&f, u, text, out);
}
