/* SPDX-License-Identifier: MIT */
/*
 * clipboard: puts a text where the next paste takes it from. May call base, signals. Writes nothing to disk.
 */
#ifndef AT_CLI_CLIPBOARD_H
#define AT_CLI_CLIPBOARD_H

#include "base/buffer.h"

/* The terminal's own way (OSC 52): appends the escape sequence, which shows nothing. It works over ssh, too, where the
 * terminal allows it. */
void at_clipboard_sequence(struct at_buffer *out, const char *text, size_t len);
/* Hands the text to wl-copy, xclip or pbcopy, whichever is here and has a screen to work for. Its name, or NULL. */
const char *at_clipboard_tool(const char *text, size_t len);

#endif
