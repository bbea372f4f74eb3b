/* SPDX-License-Identifier: MIT */
/*
 * drills: practice in the coach and as a command: shows what the machine of coach/practice says, gives it the next line, opens the
 * store. May call coach/practice, coach/store, files, load, render, show. drills.c is what both share, drillscoach.c the coach's side,
 * practice.c the command, progress.c what was kept, forget.c its end.
 * Invariant: SQLite is opened by practice, progress, forget and the count of patterns alone, and by those only when they begin.
 */
#ifndef AT_CLI_DRILLS_H
#define AT_CLI_DRILLS_H

#include "cli/cli.h"
#include "coach/names.h"
#include "coach/practice.h"

struct at_repl;
struct at_drills {
	struct at_cli *cli;
	struct at_scenes scenes;
	struct at_store *store;
	struct at_practice *practice; /* NULL: none, or the rules changed since */
	struct at_practice_wish wish;
	struct at_names counted; /* rules that were counted for the draft at hand */
	bool loaded, refused;    /* the scenes; the store can't be used, which was told */
	bool active;             /* lines go to practice */
	bool asked_to_forget;    /* the next line says whether */
	bool interrupted;        /* the last thing was Ctrl-C */
};

/* ---- drills.c ---- */

/* Reads "anger", "2", "child" in any order into a wish; "" for NULL words. False when a word is none of these; then *odd is it. */
bool at_drills_wish(struct at_practice_wish *wish, const char *const *words, size_t n, const char **odd);
/* Makes d->practice for d->wish; `d` must stay where it is. A store that can't be used is told once, and practice does without. False, with the reason told,
 * when memory ran out. */
bool at_drills_open(struct at_drills *d, struct at_cli *cli);
void at_drills_free(struct at_drills *d);
/* Opens the store; `make`: it may be made. NULL with the reason in `problem`, or, without `make`, when there is none. A program
 * must have it open but once: closing the second would give back the locks of the first. */
struct at_store *at_drills_store(bool make, struct at_buffer *problem);
/* Fills in d->store unless it was refused before; tells why it is refused. */
void at_drills_use_store(struct at_drills *d, struct at_cli *cli, bool make);
/* Seconds since 1970. */
int64_t at_drills_now(void);

/* ---- progress.c ---- */

/* Appends the chart. `store` NULL: nothing was kept. `patterns`: with the rules that speak most. False: at_store_problem. */
bool at_progress_show(struct at_cli *cli, struct at_store *store, bool patterns);

/* ---- forget.c ---- */

/* Erases all that is kept; false, with a problem, when something is left. The store must be closed. */
bool at_progress_forget(struct at_buffer *problem);
extern const char at_forget_question[], at_forget_done[];

/* ---- export.c ---- */

/* Append all that is kept; false: at_store_problem. `store` NULL: nothing. */
bool at_export_json(struct at_buffer *out, struct at_store *store);
bool at_export_csv(struct at_buffer *out, struct at_store *store);

/* ---- drillscoach.c ---- */

bool at_drills_active(const struct at_repl *r);
const char *at_drills_prompt(const struct at_repl *r);
/* Begins practice when attune was started so. */
void at_drills_start(struct at_repl *r);
void at_drills_line(struct at_repl *r, const char *line, size_t len);
/* Ctrl-C and Ctrl-D. False when no practice is at hand. */
bool at_drills_interrupt(struct at_repl *r, bool had_text);
bool at_drills_leave(struct at_repl *r);
/* Before the rules are freed. */
void at_drills_forget(struct at_repl *r);
/* Counts the rules that speak in the draft at hand, if the setting `patterns` is on. */
void at_drills_count(struct at_repl *r);
/* How often drafts to whom this one is written asked for reassurance in the last days; `add`: this one is one more. 0 unless the
 * setting `patterns` is on. */
size_t at_drills_count_ask(struct at_repl *r, bool add, unsigned days);

#endif
