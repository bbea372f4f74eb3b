/* SPDX-License-Identifier: MIT */
/*
 * draw.c: draws a draft. Input: UTF-8 and marks; output: lines. First the draft is cut into screen lines, then each is
 * written cell by cell. A cell is a grapheme cluster as it is shown: a wide character or an emoji takes two columns, a tab
 * goes to the next stop, a control character is as wide as its escape. So the underline has the right columns.
 */
#include "cli/draw.h"
#include "cli/render.h"
#include "cli/show.h"
#include "text/utf8.h"
#include <stdlib.h>
#include <string.h>

#define INDENT 2
#define TAB 8
#define LONG_DRAFT 24 /* lines; a longer draft is shown in part */
#define AROUND 1      /* lines shown before and after a marked one */

struct line {
	size_t start, end; /* bytes, without the newline */
	bool marked;
};
struct lines {
	struct line *items;
	size_t n, cap;
};
struct canvas {
	struct at_out *out;
	const char *s;
	size_t len;
	const struct at_mark *marks;
	size_t n_marks, mark; /* mark: the first that doesn't end before the cell at hand */
	struct at_buffer cell, under;
};

/* Bytes of a line break at i, 0 when there is none. */
static size_t break_at(const struct canvas *c, size_t i)
{
	if (c->s[i] == '\n')
		return 1;
	return c->s[i] == '\r' && i + 1 < c->len && c->s[i + 1] == '\n' ? 2 : 0;
}

/* Puts the cell at i, which stands at `column`, into c->cell. Returns its end. */
static size_t read_cell(struct canvas *c, size_t i, size_t column, size_t *columns)
{
	at_buffer_clear(&c->cell);
	if (c->s[i] == '\t') {
		*columns = TAB - column % TAB;
		for (size_t k = 0; k < *columns; k++)
			at_buffer_add_char(&c->cell, ' ');
		return i + 1;
	}
	size_t end = at_grapheme_end(c->s, c->len, i);
	*columns = at_show(&c->cell, c->s + i, end - i);
	return end;
}

/* The end of the screen line that starts at i: at a line break, after the last space that fits, or in the middle of a word
 * that is too long for any line. *next is where the next one starts. */
static size_t cut_line(struct canvas *c, size_t i, size_t width, size_t *next)
{
	size_t column = 0, start = i, space = start;
	while (i < c->len) {
		size_t columns, newline = break_at(c, i);
		if (newline > 0) {
			*next = i + newline;
			return i;
		}
		size_t end = read_cell(c, i, column, &columns);
		bool blank = c->s[i] == ' ' || c->s[i] == '\t';
		if (!blank && column + columns > width && i > start) {
			*next = space > start ? space : i;
			return *next;
		}
		column += columns;
		i = end;
		if (blank)
			space = i;
	}
	*next = c->len;
	return c->len;
}

/* False when memory ran out. */
static bool cut_lines(struct canvas *c, struct lines *lines)
{
	size_t width = c->out->width - INDENT, next = 0;
	for (size_t i = 0; i < c->len; i = next) {
		if (!at_grow(&lines->items, &lines->cap, lines->n + 1, sizeof *lines->items))
			return false;
		size_t end = cut_line(c, i, width, &next);
		while (c->mark < c->n_marks && c->marks[c->mark].end <= i)
			c->mark++;
		bool marked = c->mark < c->n_marks && c->marks[c->mark].start < end;
		lines->items[lines->n++] = (struct line){i, end, marked};
	}
	c->mark = 0;
	return true;
}

/* The mark that holds byte i, or NULL. */
static const struct at_mark *mark_at(struct canvas *c, size_t i)
{
	while (c->mark < c->n_marks && c->marks[c->mark].end <= i)
		c->mark++;
	return c->mark < c->n_marks && c->marks[c->mark].start <= i ? &c->marks[c->mark] : NULL;
}

/* `first`: no cell of the mark was underlined yet. */
static void underline(struct canvas *c, const struct at_mark *mark, bool first, size_t columns)
{
	for (size_t k = 0; k < columns; k++)
		at_buffer_add_char(&c->under, mark == NULL ? ' ' : first && k == 0 ? '^' : '~');
}

static void end_line(struct canvas *c)
{
	struct at_buffer *out = &c->out->bytes;
	while (c->under.len > 0 && c->under.ptr[c->under.len - 1] == ' ')
		c->under.len--;
	while (out->len > 0 && out->ptr[out->len - 1] == ' ')
		out->len--;
	at_buffer_add_char(out, '\n');
	if (c->under.len > 0 && !c->out->colour) {
		at_out_spaces(c->out, INDENT);
		at_buffer_add(out, c->under.ptr, c->under.len);
		at_buffer_add_char(out, '\n');
	}
}

static void draw_line(struct canvas *c, const struct line *line)
{
	const struct at_mark *now = NULL;
	size_t column = 0, columns;
	at_buffer_clear(&c->under);
	at_out_spaces(c->out, INDENT);
	for (size_t i = line->start; i < line->end;) {
		const struct at_mark *mark = mark_at(c, i);
		size_t at = i;
		i = read_cell(c, i, column, &columns);
		if (mark != now) {
			if (now != NULL)
				at_out_style(c->out, AT_PLAIN);
			if (mark != NULL) {
				at_out_style(c->out, at_severity_style(mark->severity));
				at_out_style(c->out, AT_UNDERLINE);
			}
		}
		underline(c, mark, mark != now && mark != NULL && mark->start >= at && mark->start < i, columns);
		at_buffer_add(&c->out->bytes, at_buffer_str(&c->cell), c->cell.len);
		column += columns;
		now = mark;
	}
	if (now != NULL)
		at_out_style(c->out, AT_PLAIN);
	end_line(c);
}

static bool near_mark(const struct lines *lines, size_t i)
{
	size_t from = i < AROUND ? 0 : i - AROUND;
	for (size_t k = from; k <= i + AROUND && k < lines->n; k++)
		if (lines->items[k].marked)
			return true;
	return false;
}

void at_draw_draft(struct at_out *out, const char *draft, size_t len, const struct at_mark *marks, size_t n)
{
	struct canvas c = {.out = out, .s = draft, .len = len, .marks = marks, .n_marks = n};
	struct lines lines = {0};
	size_t skipped = 0;
	if (!cut_lines(&c, &lines))
		out->bytes.failed = true;
	for (size_t i = 0; i < lines.n; i++) {
		if (lines.n > LONG_DRAFT && marks != NULL && !near_mark(&lines, i)) {
			skipped++;
			continue;
		}
		if (skipped > 0)
			at_buffer_addf(&out->bytes, "  ... %zu line%s ...\n", skipped, skipped == 1 ? "" : "s");
		skipped = 0;
		draw_line(&c, &lines.items[i]);
	}
	if (skipped > 0)
		at_buffer_addf(&out->bytes, "  ... %zu line%s ...\n", skipped, skipped == 1 ? "" : "s");
	free(lines.items);
	at_buffer_free(&c.cell);
	at_buffer_free(&c.under);
}
