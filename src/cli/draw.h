/* SPDX-License-Identifier: MIT */
/*
 * draw: a draft on the screen with phrases marked in it. May call output, show, text/utf8.
 */
#ifndef AT_CLI_DRAW_H
#define AT_CLI_DRAW_H

#include "attune/attune.h"
#include "cli/output.h"

struct at_mark {
	size_t start, end; /* bytes of the draft */
	attune_severity severity;
};

/* Appends the draft, wrapped to out->width and indented, with every mark coloured, or underlined by ^~~~ on a line below when
 * there is no colour. Marks are in order of their start and don't overlap. Of a long draft only the lines around marks are
 * shown; all of it when `marks` is NULL. */
void at_draw_draft(struct at_out *out, const char *draft, size_t len, const struct at_mark *marks, size_t n);

#endif
