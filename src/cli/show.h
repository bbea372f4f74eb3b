/* SPDX-License-Identifier: MIT */
/*
 * show: text of unknown origin made safe to look at: control characters, bidi controls and bytes that are not UTF-8 become
 * visible ASCII. Everything that attune prints for people passes here. May call base/buffer, text/utf8.
 */
#ifndef AT_CLI_SHOW_H
#define AT_CLI_SHOW_H

#include "base/buffer.h"
#include <stddef.h>
#include <stdint.h>

/* Whether a code point must not reach a terminal as it is: it would act, or turn the line around. */
bool at_show_unsafe(uint32_t cp);
/* Appends s[0..len) made inert; returns the columns it takes. Newlines and tabs become one space. */
size_t at_show(struct at_buffer *out, const char *s, size_t len);
/* The same between double quotes, in at most `most` columns ("..." says that there was more). */
size_t at_show_quoted(struct at_buffer *out, const char *s, size_t len, size_t most);
/* Appends `text` broken at spaces into lines of at most `width` columns and ends the last one. The first line stands after
 * what is there, at column `column`; each next one after `indent` spaces. Newlines in `text` are kept. */
void at_show_wrapped(struct at_buffer *out, const char *text, size_t column, size_t indent, size_t width);

#endif
