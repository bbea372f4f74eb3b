/* SPDX-License-Identifier: MIT */
/*
 * diff.c: the longest common run of words of two texts. Input: two texts; output: runs that were kept, removed, added. A word
 * is its letters with the white space after them, so that runs join to the texts again. What both begin and end with is
 * taken off first; if the middle is too big for the table even so, all of it counts as replaced.
 */
#include "coach/diff.h"
#include "base/buffer.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MOST_CELLS ((size_t)4 << 20)

struct words {
	const char *s;
	size_t *ends; /* of the words, in bytes */
	size_t n, cap;
};
struct diff {
	struct words old, now;
	uint16_t *table;             /* lengths, (rows + 1) * (columns + 1) */
	size_t first, rows, columns; /* the middle: words from `first` on */
	at_diff_fn fn;
	void *payload;
	enum at_change kind; /* of the run that is not told yet */
	const char *start;
	size_t len;
};

static bool blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool split(struct words *w, const char *s, size_t len)
{
	*w = (struct words){.s = s};
	for (size_t i = 0; i < len;) {
		while (i < len && !blank(s[i]))
			i++;
		while (i < len && blank(s[i]))
			i++;
		if (!at_grow(&w->ends, &w->cap, w->n + 1, sizeof *w->ends))
			return false;
		w->ends[w->n++] = i;
	}
	return true;
}

static size_t start_of(const struct words *w, size_t i)
{
	return i == 0 ? 0 : w->ends[i - 1];
}

/* The same letters; how much white space follows doesn't count. */
static bool same(const struct words *a, size_t i, const struct words *b, size_t k)
{
	size_t from = start_of(a, i), at = start_of(b, k), n = a->ends[i], m = b->ends[k];
	while (n > from && blank(a->s[n - 1]))
		n--;
	while (m > at && blank(b->s[m - 1]))
		m--;
	return n - from == m - at && memcmp(a->s + from, b->s + at, n - from) == 0;
}

static void flush(struct diff *d)
{
	if (d->len > 0)
		d->fn(d->kind, d->start, d->len, d->payload);
	d->len = 0;
}

/* Adds word i of `w` to the run. */
static void tell(struct diff *d, enum at_change kind, const struct words *w, size_t i)
{
	const char *word = w->s + start_of(w, i);
	if (d->len > 0 && (d->kind != kind || d->start + d->len != word))
		flush(d);
	if (d->len == 0) {
		d->start = word;
		d->kind = kind;
	}
	d->len += w->ends[i] - start_of(w, i);
}

static uint16_t *cell(const struct diff *d, size_t row, size_t column)
{
	return &d->table[row * (d->columns + 1) + column];
}

/* Lengths of the common runs of the ends of both middles. False when they don't fit or memory ran out. */
static bool fill(struct diff *d)
{
	if (d->rows > UINT16_MAX - 1 || d->columns > UINT16_MAX - 1 || (d->rows + 1) > MOST_CELLS / (d->columns + 1))
		return false;
	d->table = calloc((d->rows + 1) * (d->columns + 1), sizeof *d->table);
	if (d->table == NULL)
		return false;
	for (size_t i = d->rows; i-- > 0;) {
		for (size_t k = d->columns; k-- > 0;) {
			uint16_t down = *cell(d, i + 1, k), right = *cell(d, i, k + 1);
			*cell(d, i, k) = same(&d->old, d->first + i, &d->now, d->first + k) ? (uint16_t)(*cell(d, i + 1, k + 1) + 1)
			                 : down >= right                                    ? down
			                                                                    : right;
		}
	}
	return true;
}

static void walk(struct diff *d)
{
	bool table = fill(d);
	size_t i = 0, k = 0;
	while (i < d->rows || k < d->columns) {
		if (table && i < d->rows && k < d->columns && same(&d->old, d->first + i, &d->now, d->first + k)) {
			tell(d, AT_KEPT, &d->now, d->first + k++);
			i++;
		} else if (i < d->rows && (k == d->columns || !table || *cell(d, i + 1, k) >= *cell(d, i, k + 1)))
			tell(d, AT_REMOVED, &d->old, d->first + i++);
		else
			tell(d, AT_ADDED, &d->now, d->first + k++);
	}
	free(d->table);
}

bool at_diff_words(const char *old, size_t old_len, const char *now, size_t now_len, at_diff_fn fn, void *payload)
{
	struct diff d = {.fn = fn, .payload = payload};
	bool ok = split(&d.old, old, old_len);
	ok = split(&d.now, now, now_len) && ok;
	if (ok) {
		size_t least = d.old.n < d.now.n ? d.old.n : d.now.n, last = 0;
		while (d.first < least && same(&d.old, d.first, &d.now, d.first))
			tell(&d, AT_KEPT, &d.now, d.first++);
		while (last < least - d.first && same(&d.old, d.old.n - last - 1, &d.now, d.now.n - last - 1))
			last++;
		d.rows = d.old.n - d.first - last;
		d.columns = d.now.n - d.first - last;
		walk(&d);
		for (size_t i = d.now.n - last; i < d.now.n; i++)
			tell(&d, AT_KEPT, &d.now, i);
		flush(&d);
	}
	free(d.old.ends);
	free(d.now.ends);
	return ok;
}
