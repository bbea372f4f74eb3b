/* SPDX-License-Identifier: MIT */
/*
 * terminal: asks for one line at a time. The only user of readline; without it, or where it isn't installed, lines are read as
 * the terminal gives them. May call rlapi, signals, base.
 */
#ifndef AT_CLI_TERMINAL_H
#define AT_CLI_TERMINAL_H

#include "base/buffer.h"
#include <stdbool.h>

struct at_ask {
	const char *prompt;  /* \001 and \002 around what has no width */
	const char *prefill; /* what stands in the line already, or NULL */
	size_t cursor;       /* byte of the prefill */
	size_t over;         /* bytes behind the cursor that make way for the first text typed there */
};
enum at_heard {
	AT_HEARD_LINE,
	AT_HEARD_INTERRUPT, /* Ctrl-C: the line is what was dropped */
	AT_HEARD_END,       /* Ctrl-D, or no terminal any more: the line is empty */
	AT_HEARD_SIGNAL     /* the end was asked for (at_signals_end): the line is what stood there */
};
/* The k-th word that may stand where s[start..end) stands, or NULL; borrowed for the moment. `*files`: names of files may stand
 * there, too. */
typedef const char *(*at_candidate_fn)(void *payload, const char *line, size_t start, size_t end, size_t k, bool *files);

/* Called when no key came for a moment, with what stands in the line. False: there is nothing more to do before the next key. */
typedef bool (*at_idle_fn)(void *payload, const char *line, size_t len);

struct at_terminal_wish {
	int vi;     /* 1 on, 0 off, -1 as ~/.inputrc says */
	bool plain; /* nothing lights up */
	at_candidate_fn candidate;
	at_idle_fn idle;
	void *payload;
};
struct at_terminal;

/* NULL when memory ran out. Signals must be open. */
struct at_terminal *at_terminal_new(const struct at_terminal_wish *wish);
void at_terminal_free(struct at_terminal *t); /* accepts NULL */
/* Whether lines can be edited, and so prefilled. */
bool at_terminal_edits(const struct at_terminal *t);
/* Changes keys from the next line on. */
void at_terminal_wish(struct at_terminal *t, const struct at_terminal_wish *wish);
/* For the arrow keys. */
void at_terminal_remember(struct at_terminal *t, const char *text);
/* `line` is overwritten. Call with nothing unwritten on standard output. */
enum at_heard at_terminal_ask(struct at_terminal *t, const struct at_ask *ask, struct at_buffer *line);

#endif
