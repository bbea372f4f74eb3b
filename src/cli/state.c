/* SPDX-License-Identifier: MIT */
/*
 * state.c: the files below $XDG_STATE_HOME/attune. The history has an entry a line; a line break in one is written \n and a
 * backslash \\. Entries that don't begin with / are drafts.
 */
#include "cli/state.h"
#include "attune/attune.h"
#include "cli/files.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HISTORY_BYTES ((size_t)8 << 20)

/* Takes `text` over, unless it is empty or the last entry says the same. False when memory ran out. */
static bool push(struct at_history *h, char *text, bool draft, bool fresh)
{
	bool same = text != NULL && (*text == 0 || (h->n > 0 && strcmp(h->items[h->n - 1].text, text) == 0));
	if (text == NULL || same || !at_grow(&h->items, &h->cap, h->n + 1, sizeof *h->items)) {
		free(text);
		return same;
	}
	h->items[h->n++] = (struct at_entry){text, draft, fresh};
	return true;
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

static bool take_lines(struct at_history *h, const char *s, size_t len)
{
	const char *end = s + len;
	bool ok = true;
	while (ok && s < end) {
		const char *stop = memchr(s, '\n', (size_t)(end - s));
		size_t n = stop == NULL ? (size_t)(end - s) : (size_t)(stop - s);
		if (n > 0)
			ok = push(h, unescape(s, n), *s != '/', false);
		s += n + 1;
	}
	return ok;
}

/* False, with errno, when there is a file that could not be read. One that is too large counts as none. */
static bool load(struct at_history *h)
{
	struct at_buffer path = {0}, bytes = {0};
	bool ok = at_files_state(&path, "history");
	if (!ok)
		errno = path.failed ? ENOMEM : ENOENT;
	ok = ok && at_files_read(&bytes, at_buffer_str(&path), HISTORY_BYTES);
	if (!ok)
		ok = errno == ENOENT || errno == ENOTDIR || errno == EFBIG;
	else if (!take_lines(h, at_buffer_str(&bytes), bytes.len)) {
		ok = false;
		errno = ENOMEM;
	}
	int error = errno;
	at_buffer_free(&path);
	at_buffer_free(&bytes);
	errno = error;
	return ok;
}

void at_history_load(struct at_history *h)
{
	(void)load(h);
}

void at_history_add(struct at_history *h, const char *text, bool draft)
{
	(void)push(h, strdup(text), draft, true);
}

/* Entries of `h` that are to be written: all of them, or the fresh ones. */
static bool collect(struct at_history *to, const struct at_history *h, bool drafts, bool fresh)
{
	bool ok = true;
	for (size_t i = 0; ok && i < h->n; i++)
		if ((drafts || !h->items[i].draft) && (!fresh || h->items[i].fresh))
			ok = push(to, strdup(h->items[i].text), h->items[i].draft, h->items[i].fresh);
	return ok;
}

static bool write_all(const struct at_history *h)
{
	struct at_buffer path = {0}, bytes = {0};
	for (size_t i = h->n > AT_HISTORY_MOST ? h->n - AT_HISTORY_MOST : 0; i < h->n; i++)
		escape(&bytes, h->items[i].text);
	bool there = at_files_state(&path, "history"), ok = !there && !path.failed;
	if (path.failed || bytes.failed)
		errno = ENOMEM;
	else if (there)
		ok = at_files_replace(at_buffer_str(&path), at_buffer_str(&bytes), bytes.len);
	int error = errno;
	at_buffer_free(&path);
	at_buffer_free(&bytes);
	errno = error;
	return ok;
}

bool at_history_save(const struct at_history *h, bool drafts)
{
	struct at_history there = {0}, all = {0};
	bool ok = load(&there) && collect(&all, &there, drafts, false);
	size_t old = all.n;
	ok = ok && collect(&all, h, drafts, true);
	if (ok && (all.n > old || old < there.n))
		ok = write_all(&all);
	int error = errno;
	at_history_free(&there);
	at_history_free(&all);
	errno = error;
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
