/* SPDX-License-Identifier: MIT */
/*
 * journal: lines on what stayed with somebody, how many small acts they did and how many came back: $XDG_DATA_HOME/attune/journal.jsonl, an object a line,
 * mode 0600. May call files, json. Reads the clock for the date.
 * Invariants: a change is whole or not at all; lines that attune doesn't understand stay where they are; who was written to is kept
 * as a relation ("friend"), never as a name, and days without an act are kept nowhere.
 */
#ifndef AT_CLI_JOURNAL_H
#define AT_CLI_JOURNAL_H

#include "base/buffer.h"

struct at_journal_line {
	size_t start, end; /* bytes of the file */
	char *date, *text; /* NUL-terminated */
};
struct at_journal {
	struct at_buffer path, bytes;
	struct at_journal_line *lines;
	size_t n, cap;
	size_t acts, backs;
};

/* Reads the file; none is an empty journal. False, with errno, when it can't be read. Either way at_journal_free it. */
bool at_journal_load(struct at_journal *j);
void at_journal_free(struct at_journal *j);
/* Appends where the file is. */
bool at_journal_path(struct at_buffer *path);

/* These change the file. False, with errno, when that failed; then it is as it was. */
bool at_journal_add(const char *text, size_t len);
/* One more "act", or "back" (somebody opened up or asked back); `n` gets how many there are now. */
bool at_journal_count(const char *what, const char *whom, size_t *n);
/* The k-th line (from 0); `found`: whether there is one. */
bool at_journal_erase(size_t k, bool *found);
/* The file with all that is in it; `n` gets how many lines there were. */
bool at_journal_erase_all(size_t *n);

#endif
