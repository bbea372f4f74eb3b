/* SPDX-License-Identifier: MIT */
/*
 * show.c: makes text inert and wraps it. Input: any bytes; output: UTF-8 that moves no cursor, starts no escape sequence
 * and keeps its order. ESC becomes \x1b, U+202E becomes <U+202E>, a byte that is no UTF-8 becomes \xff.
 */
#include "cli/show.h"
#include "text/utf8.h"
#include <string.h>

bool at_show_unsafe(uint32_t cp)
{
	if (cp < 0xa0)
		return cp < 0x20 || cp >= 0x7f;
	return cp == 0x61c || cp == 0x200e || cp == 0x200f || (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x206f) ||
	       cp == 0xfeff || (cp >= 0xfff9 && cp <= 0xfffb);
}

static size_t add_escaped(struct at_buffer *out, uint32_t cp)
{
	size_t before = out->len;
	at_buffer_addf(out, cp < 0x80 ? "\\x%02x" : "<U+%04X>", (unsigned)cp);
	return out->len - before;
}

/* s[0..len) is UTF-8. */
static size_t show_valid(struct at_buffer *out, const char *s, size_t len)
{
	size_t columns = 0, plain = 0, i = 0;
	while (i < len) {
		size_t at = i;
		uint32_t cp = at_utf8_next(s, len, &i);
		if (!at_show_unsafe(cp))
			continue;
		at_buffer_add(out, s + plain, at - plain);
		columns += at_columns(s + plain, at - plain);
		plain = i;
		if (cp == '\n' || cp == '\t') {
			at_buffer_add_char(out, ' ');
			columns++;
		} else
			columns += add_escaped(out, cp);
	}
	at_buffer_add(out, s + plain, len - plain);
	return columns + at_columns(s + plain, len - plain);
}

size_t at_show(struct at_buffer *out, const char *s, size_t len)
{
	size_t columns = 0;
	for (;;) {
		size_t bad = at_utf8_bad(s, len);
		if (bad == SIZE_MAX)
			return columns + show_valid(out, s, len);
		columns += show_valid(out, s, bad);
		at_buffer_addf(out, "\\x%02x", (unsigned char)s[bad]);
		columns += 4;
		s += bad + 1;
		len -= bad + 1;
	}
}

size_t at_show_quoted(struct at_buffer *out, const char *s, size_t len, size_t most)
{
	size_t room = most < 8 ? 3 : most - 5, cut = 0, columns = 0;
	struct at_buffer scratch = {0};
	while (cut < len) {
		size_t end = at_grapheme_end(s, len, cut);
		columns += at_show(&scratch, s + cut, end - cut);
		if (columns > room)
			break;
		cut = end;
	}
	at_buffer_free(&scratch);
	/* What would fit without the dots is not cut for their sake. */
	if (cut < len && len - cut <= 3)
		cut = len;
	at_buffer_add_char(out, '"');
	columns = at_show(out, s, cut);
	at_buffer_add_str(out, cut < len ? "...\"" : "\"");
	return columns + (cut < len ? 5 : 2);
}

static void newline(struct at_buffer *out, size_t indent)
{
	at_buffer_add_char(out, '\n');
	while (indent-- > 0)
		at_buffer_add_char(out, ' ');
}

void at_show_wrapped(struct at_buffer *out, const char *text, size_t column, size_t indent, size_t width)
{
	size_t at = column;
	bool first = true;
	for (const char *s = text; *s != 0;) {
		if (*s == '\n') {
			newline(out, s[1] == '\n' || s[1] == 0 ? 0 : indent);
			at = indent;
			first = true;
			s++;
			continue;
		}
		size_t spaces = strspn(s, " "), len = strcspn(s + spaces, " \n");
		struct at_buffer word = {0};
		size_t columns = at_show(&word, s + spaces, len);
		if (!first && at + spaces + columns > width) {
			newline(out, indent);
			at = indent;
		} else if (len > 0) {
			at_buffer_add(out, s, spaces);
			at += spaces;
		}
		at_buffer_add(out, at_buffer_str(&word), word.len);
		at += columns;
		first = false;
		s += spaces + len;
		at_buffer_free(&word);
	}
	at_buffer_add_char(out, '\n');
}
