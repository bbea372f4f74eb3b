/* SPDX-License-Identifier: MIT */
/*
 * modes: the modes of practice in the coach and as commands. Shows what a guide says, gives it the next line, hands on what it
 * offers. May call coach/guide, journal, load, render, show; modes.c is what both share, modecoach.c the coach's side, modecmd.c the
 * commands, offerself.c when /self is mentioned.
 * Invariant: nothing typed into a mode is written to a file, save a journal's line.
 */
#ifndef AT_CLI_MODES_H
#define AT_CLI_MODES_H

#include "cli/cli.h"
#include "coach/guide.h"

enum at_mode_id { AT_MODE_WALK, AT_MODE_SELF, AT_MODE_REPAIR, AT_MODE_RECEIVE, AT_MODE_CHALLENGE, AT_MODE_JOURNAL, AT_MODES };
extern const struct at_guide_mode *const at_mode_table[AT_MODES];

struct at_repl;
struct at_modes {
	struct at_wording words;
	bool loaded;
	struct at_guide_world world;
	struct at_buffer file; /* the journal */
	struct at_guide guides[AT_MODES];
	struct at_guide *now; /* the mode at hand, or NULL */
	bool interrupted;     /* the last thing was Ctrl-C */
	bool offered_self;
};

/* ---- modes.c ---- */

/* Loads the wording, unless it is there. False, with the reason told. */
bool at_modes_load(struct at_modes *m, struct at_cli *cli);
/* The same, and makes what surrounds a guide, for the modes that begin or go on now. */
bool at_modes_open(struct at_modes *m, struct at_cli *cli, attune_to to, bool way);
void at_modes_free(struct at_modes *m);
/* Shows what the guide said, its card and its offers. */
void at_modes_show(struct at_cli *cli, const struct at_modes *m, struct at_guide *g);
/* Shows a paragraph in a style. */
void at_modes_say(struct at_cli *cli, enum at_style style, const char *text);
/* A line of a mode's wording with `{name}` put in; NULL name: as it is. */
void at_modes_tell(struct at_cli *cli, const struct at_modes *m, const char *mode, const char *key, const char *name,
                   const char *text);
/* Does `list`, `erase N` or `erase all`. False when the words are none of these. `code` gets the exit code. */
bool at_modes_journal(struct at_cli *cli, const struct at_modes *m, const char *words, size_t len, bool shell, int *code);

/* ---- modecoach.c ---- */

/* Whether a mode is at hand; its prompt. */
bool at_modes_active(const struct at_repl *r);
const char *at_modes_prompt(struct at_repl *r);
/* Begins the mode of the command that attune was started with, if it is one. */
void at_modes_start(struct at_repl *r);
void at_modes_line(struct at_repl *r, const char *line, size_t len);
/* Ctrl-C and Ctrl-D (or /quit) in a mode. False when there is none. */
bool at_modes_interrupt(struct at_repl *r, bool had_text);
bool at_modes_leave(struct at_repl *r);
/* The k-th word that may stand in the line. */
const char *at_modes_candidate(struct at_repl *r, size_t k);
/* Before the rules are freed; the wording is read again when it is needed. */
void at_modes_forget(struct at_repl *r);

/* ---- offerself.c ---- */

/* Mentions /self below the draft at hand, once in a session, when it leans on the other, asks again and again, or reads hot. */
void at_modes_offer_self(struct at_repl *r);

#endif
