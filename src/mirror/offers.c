/* SPDX-License-Identifier: MIT */
/*
 * offers.c: the life of a rewrite's result and its accessors. Calls base.
 */
#include "mirror/offers.h"
#include <stdlib.h>
#include <string.h>

void at_offers_clear(struct attune_offers *o)
{
	o->text.limit = 16u << 20;
	at_buffer_clear(&o->text);
	o->n = o->n_parked = o->n_dropped = 0;
	o->note = NULL;
}

size_t at_offers_add(struct attune_offers *o, const char *ptr, size_t len)
{
	size_t at = o->text.len;
	at_buffer_add(&o->text, ptr, len);
	at_buffer_add_char(&o->text, '\0');
	return at;
}

void attune_offers_free(attune_offers *o)
{
	if (o == NULL)
		return;
	at_buffer_free(&o->text);
	at_mirror_free(&o->mirror);
	at_arena_free(&o->arena);
	free(o->items);
	free(o);
}

size_t attune_offers_count(const attune_offers *o)
{
	return o->n;
}

bool attune_offers_get(const attune_offers *o, size_t i, attune_offer *out)
{
	if (i >= o->n)
		return false;
	const struct at_made *f = &o->items[i];
	const char *text = o->text.ptr + f->at, *open = memchr(text, '[', f->len);
	const char *close = open != NULL ? memchr(open, ']', f->len - (size_t)(open - text)) : NULL;
	*out = (attune_offer){.kind = f->kind, .text = text, .reply = f->reply, .len = f->len, .meters = f->meters};
	out->gap_start = close != NULL ? (size_t)(open - text) : f->len;
	out->gap_end = close != NULL ? (size_t)(close - text) + 1 : f->len;
	return true;
}

const char *attune_offers_parked(const attune_offers *o, size_t i)
{
	return i < o->n_parked ? o->text.ptr + o->parked[i] : NULL;
}

const char *attune_offers_dropped(const attune_offers *o, size_t i)
{
	return i < o->n_dropped ? o->text.ptr + o->dropped[i] : NULL;
}

const char *attune_offers_note(const attune_offers *o)
{
	return o->note;
}

const char *attune_goal_name(attune_goal goal)
{
	return goal != ATTUNE_GOAL_ANY && (unsigned)goal < AT_GOALS ? at_goal_names[goal] : NULL;
}

const char *attune_to_name(attune_to to)
{
	return to != ATTUNE_TO_ANY && (unsigned)to < AT_TOS ? at_to_names[to] : NULL;
}
