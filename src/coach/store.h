/* SPDX-License-Identifier: MIT */
/*
 * store: what attune keeps of practice between sessions, in one SQLite file. The only user of SQLite. May call sqliteapi,
 * base. Knows no clock and no environment: times (seconds since 1970) and the path are given.
 *
 * Promises: what a function that writes has confirmed (true) is on the disk, whatever happens to the program after; a file that
 * is damaged, not attune's, or of a newer attune is refused with a reason and not a byte of it is changed; the file and its
 * companions (-wal, -shm) can be read by their owner alone; what was typed is kept only where `answer` is given.
 */
#ifndef AT_COACH_STORE_H
#define AT_COACH_STORE_H

#include "base/buffer.h"
#include <stdint.h>

#define AT_STORE_DAY 86400 /* seconds */

struct at_store;

/* How an attempt went. */
enum at_went { AT_WENT_AGAIN, AT_WENT_NEARLY, AT_WENT_WELL };

struct at_attempt {
	int64_t at;
	const char *skill, *item; /* "distress"; "scene:friend/rent" */
	enum at_went went;
	unsigned meters;    /* as attune_report_meters */
	const char *answer; /* NULL: not to be kept */
	size_t answer_len;
};
/* In which box of the schedule an item lies, and when it is due. */
struct at_card {
	const char *item, *skill;
	unsigned box; /* from 1 */
	int64_t due, last;
};
/* How often a rule pointed at something in the writer's own drafts since some day. */
struct at_pattern {
	const char *rule;
	int64_t times;
};
/* How often the writer's drafts to somebody ("partner", "any") asked for reassurance, on one day. */
struct at_asking_day {
	const char *whom;
	int64_t day, times; /* days since 1970 */
};
/* Opens the file; makes it, for its owner alone, when `make` is true and it isn't there (its folder must be). NULL when it
 * can't be used, and then `problem` says why; NULL with no problem: it isn't there. */
struct at_store *at_store_open(const char *path, bool make, struct at_buffer *problem);
void at_store_close(struct at_store *s); /* accepts NULL */
/* Erases the file and its companions. Where another attune has it open the file stays, with nothing in it. Works on a file
 * that at_store_open refuses, too. False with a problem when something is left. */
bool at_store_forget(const char *path, struct at_buffer *problem);
/* What SQLite says of the last failure. Borrowed until the next call. */
const char *at_store_problem(const struct at_store *s);

/* All of these return false when they failed; nothing is changed then. */
/* An attempt, and where its item lies from now on, both or neither. */
bool at_store_add_attempt(struct at_store *s, const struct at_attempt *attempt, const struct at_card *card);
bool at_store_add_pattern(struct at_store *s, const char *rule, int64_t at);
bool at_store_add_ask(struct at_store *s, const char *whom, int64_t at);

/* How often it was since `since`. */
bool at_store_count_asks(struct at_store *s, const char *whom, int64_t since, int64_t *n);

/* Calls `fn` with each, the oldest first; patterns: the most frequent first. Strings are borrowed for the call. `fn` may not
 * write. False when reading failed; some may have been told. */
typedef void (*at_attempt_fn)(const struct at_attempt *attempt, void *payload);
typedef void (*at_card_fn)(const struct at_card *card, void *payload);
typedef void (*at_pattern_fn)(const struct at_pattern *pattern, void *payload);
typedef void (*at_ask_fn)(const struct at_asking_day *asks, void *payload);
bool at_store_attempts(struct at_store *s, int64_t since, at_attempt_fn fn, void *payload);
bool at_store_cards(struct at_store *s, at_card_fn fn, void *payload);
bool at_store_patterns(struct at_store *s, int64_t since, at_pattern_fn fn, void *payload);
bool at_store_asks(struct at_store *s, at_ask_fn fn, void *payload);

/* The steps of the schema: SQL that leads from version `k` to `k + 1`; NULL after the last. Static; for tests. */
const char *at_store_step(unsigned k);

#endif
