/* SPDX-License-Identifier: MIT */
/*
 * state: what attune keeps between sessions, below $XDG_STATE_HOME/attune: the commands that were typed, that the first lesson
 * was given, and, only for those who asked for it, the draft. May call files.
 *
 * Promise: a draft or a partner text reaches these files only through at_state_keep_draft, or as an entry with `draft` set.
 */
#ifndef AT_CLI_STATE_H
#define AT_CLI_STATE_H

#include "base/buffer.h"

#define AT_HISTORY_MOST 1000 /* entries */

struct at_entry {
	char *text; /* NUL-terminated */
	bool draft; /* not a command */
	bool fresh; /* typed in this session */
};
struct at_history {
	struct at_entry *items;
	size_t n, cap;
};

/* The entries of earlier sessions; none when there is no file. */
void at_history_load(struct at_history *h);
/* Adds a copy, unless the last entry is the same. */
void at_history_add(struct at_history *h, const char *text, bool draft);
/* Writes what other sessions wrote in the meantime and then what is fresh, drafts only if `drafts`. False, with errno, when that
 * failed. Writes nothing when there is nothing to write. */
bool at_history_save(const struct at_history *h, bool drafts);
void at_history_free(struct at_history *h);

/* Whether the first lesson was given; notes that it was. */
bool at_state_is_first(void);
void at_state_not_first(void);

/* Keeps the draft for the next session. False, with errno, when it could not be written. */
bool at_state_keep_draft(const char *text, size_t len);
/* The draft that was kept, if any. */
bool at_state_kept_draft(struct at_buffer *out);
void at_state_drop_draft(void);

#endif
