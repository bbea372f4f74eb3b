/* SPDX-License-Identifier: MIT */
/*
 * output: what goes to standard output and standard error, and what the terminal can do. May call base, show.
 * Invariant: nothing is written before at_out_flush, so whoever fills `bytes` never fails; a failed write is remembered.
 */
#ifndef AT_CLI_OUTPUT_H
#define AT_CLI_OUTPUT_H

#include "base/buffer.h"
#include "cli/options.h"

struct at_out {
	struct at_buffer bytes; /* not written yet */
	bool terminal, colour;
	bool plain;   /* for screen readers: nothing is drawn, phrases are quoted */
	size_t width; /* columns to fill */
	int error;    /* errno of a failed write, 0 while all is well */
};

enum at_style { AT_PLAIN, AT_BOLD, AT_DIM, AT_GOOD, AT_NOTE, AT_MISS, AT_HURT, AT_UNDERLINE, AT_GONE, AT_NEW };

/* Looks at standard output, $COLUMNS, $TERM and $NO_COLOR. */
void at_out_open(struct at_out *o, enum at_colour colour);
/* Decides about colour anew. */
void at_out_recolour(struct at_out *o, enum at_colour colour);
/* Takes the terminal's width as it is now, whatever $COLUMNS says. */
void at_out_resize(struct at_out *o);
void at_out_free(struct at_out *o);
/* Writes all. False when it could not be written, now or before; the rest is dropped. */
bool at_out_flush(struct at_out *o);
/* Writes whole lines past `bytes`, which is empty then. After a failure no half of a line stays at the end of a file. False as above. */
bool at_out_lines(struct at_out *o, const char *lines, size_t len);
/* Appends the start of a style, or its end for AT_PLAIN; nothing when there is no colour. */
void at_out_style(struct at_out *o, enum at_style style);
/* Appends `text`, inert, in a style; returns its columns. */
size_t at_out_text(struct at_out *o, enum at_style style, const char *text);
void at_out_spaces(struct at_out *o, size_t n);
/* Spaces from column `column` to column `to`, or one; returns the column behind them. */
size_t at_out_pad(struct at_out *o, size_t column, size_t to);
/* A text wrapped to the width; and one behind a label that hangs in front of it, nothing when there is none. */
void at_out_paragraph(struct at_out *o, const char *text);
void at_out_row(struct at_out *o, const char *label, const char *text);

/* Milliseconds on a clock that only goes forward; and a line on standard error that says how long ago that was. */
double at_out_clock(void);
void at_out_timing(double start);

/* One line to standard error, "attune: ..." in front, made inert. at_warn adds nothing in front. */
void at_complain(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
void at_warn(const char *text);

#endif
