/* SPDX-License-Identifier: MIT */
/*
 * state.c: the files below $XDG_STATE_HOME/attune. The history has an entry a line; a line break in one is written \n and a
 * backslash \\. Entries that don't begin with / are drafts.
 */
#include "cli/state.h"
#include "attune/attune.h"
#include "cli/files.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HISTORY_BYTES ((size_t)8 << 20)

static void push(struct at_history *h, char *text, bool draft, bool fresh)
{
	if (text == NULL || (h->n > 0 && strcmp(h->items[h->n - 1].text, text) == 0) ||
	    !at_grow(&h->items, &h->cap, h->n + 1, sizeof *h->items)) {
		free(text);
		return;
	}
	h->items[h->n++] = (struct at_entry){text, draft, fresh};
}

/* One line of the file as it was typed; NULL when memory ran out. */
static char *unescape(const char *s, size_t len)
{
	char *text = malloc(len + 1), *to = text;
	for (size_t i = 0; text != NULL && i < len; i++) {
		char c = s[i];
		if (c == '\\' && i + 1 < len) {
			i++;
			c = s[i] == 'n' ? '\n' : s[i];
		}
		*to++ = c;
	}
	if (text != NULL)
		*to = 0;
	return text;
}

static void escape(struct at_buffer *out, const char *text)
{
	for (; *text != 0; text++) {
		if (*text == '\n')
			at_buffer_add_str(out, "\\n");
		else if (*text == '\\')
			at_buffer_add_str(out, "\\\\");
		else
			at_buffer_add_char(out, *text);
	}
	at_buffer_add_char(out, '\n');
}

void at_history_load(struct at_history *h)
{
	struct at_buffer path = {0}, bytes = {0};
	if (at_files_state(&path, "history") && at_files_read(&bytes, at_buffer_str(&path), HISTORY_BYTES)) {
		const char *s = at_buffer_str(&bytes), *end = s + bytes.len;
		while (s < end) {
			const char *stop = memchr(s, '\n', (size_t)(end - s));
			size_t len = stop == NULL ? (size_t)(end - s) : (size_t)(stop - s);
			if (len > 0)
				push(h, unescape(s, len), *s != '/', false);
			s += len + 1;
		}
	}
	at_buffer_free(&path);
	at_buffer_free(&bytes);
}

void at_history_add(struct at_history *h, const char *text, bool draft)
{
	push(h, strdup(text), draft, true);
}

/* Entries of `h` that are to be written: all of them, or the fresh ones. */
static void collect(struct at_history *to, const struct at_history *h, bool drafts, bool fresh)
{
	for (size_t i = 0; i < h->n; i++)
		if ((drafts || !h->items[i].draft) && (!fresh || h->items[i].fresh))
			push(to, strdup(h->items[i].text), h->items[i].draft, h->items[i].fresh);
}

bool at_history_save(const struct at_history *h, bool drafts)
{
	struct at_history there = {0}, all = {0};
	struct at_buffer path = {0}, bytes = {0};
	bool ok = true;
	at_history_load(&there);
	collect(&all, &there, drafts, false);
	size_t old = all.n;
	collect(&all, h, drafts, true);
	if ((all.n > old || old < there.n) && at_files_state(&path, "history")) {
		for (size_t i = all.n > AT_HISTORY_MOST ? all.n - AT_HISTORY_MOST : 0; i < all.n; i++)
			escape(&bytes, all.items[i].text);
		ok = !bytes.failed && at_files_replace(at_buffer_str(&path), at_buffer_str(&bytes), bytes.len);
	}
	at_history_free(&there);
	at_history_free(&all);
	at_buffer_free(&path);
	at_buffer_free(&bytes);
	return ok;
}

void at_history_free(struct at_history *h)
{
	for (size_t i = 0; i < h->n; i++)
		free(h->items[i].text);
	free(h->items);
	*h = (struct at_history){0};
}

bool at_state_is_first(void)
{
	struct at_buffer path = {0};
	bool first = at_files_state(&path, "welcomed") && access(at_buffer_str(&path), F_OK) != 0;
	at_buffer_free(&path);
	return first;
}

void at_state_not_first(void)
{
	static const char line[] = "attune has shown its first lesson; remove this file to see it again\n";
	struct at_buffer path = {0};
	/* If it can't be written the lesson comes again, which does no harm. */
	if (at_files_state(&path, "welcomed"))
		(void)at_files_replace(at_buffer_str(&path), line, sizeof line - 1);
	at_buffer_free(&path);
}

bool at_state_keep_draft(const char *text, size_t len)
{
	struct at_buffer path = {0};
	bool ok = at_files_state(&path, "draft") && at_files_replace(at_buffer_str(&path), text, len);
	at_buffer_free(&path);
	return ok;
}

bool at_state_kept_draft(struct at_buffer *out)
{
	struct at_buffer path = {0};
	bool ok = at_files_state(&path, "draft") && at_files_read(out, at_buffer_str(&path), ATTUNE_MAX_MESSAGE) && out->len > 0;
	at_buffer_free(&path);
	return ok;
}

void at_state_drop_draft(void)
{
	struct at_buffer path = {0};
	if (at_files_state(&path, "draft"))
		(void)unlink(at_buffer_str(&path));
	at_buffer_free(&path);
}
