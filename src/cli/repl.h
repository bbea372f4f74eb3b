/* SPDX-License-Identifier: MIT */
/*
 * repl: the coach without its terminal: takes a line, leaves the answer in cli->out, and says what to ask next. Knows nothing of
 * readline; only /edit and /copy reach for other programs. May call answer, coachcmd, config, state, watch, coach/session.
 *
 * Invariants: bare text is never run as a command, and neither a command nor a slip of the keys is taken as a draft; cli->report is the report of the
 * version at hand whenever `reported` is true; nothing of a draft is written to a file unless the setting `remember` is on.
 */
#ifndef AT_CLI_REPL_H
#define AT_CLI_REPL_H

#include "cli/cli.h"
#include "cli/config.h"
#include "cli/drills.h"
#include "cli/modes.h"
#include "cli/state.h"
#include "cli/terminal.h"
#include "cli/warm.h"
#include "coach/session.h"

enum at_state { AT_AT_THEY, AT_AT_YOU };

struct at_repl {
	struct at_cli *cli;
	struct at_session session;
	struct at_config config;
	struct at_history history;
	struct at_warm warm;
	struct at_drills drills;
	struct at_modes modes;
	enum at_state state;
	struct at_buffer gathered; /* lines that ended with a backslash */
	struct at_buffer prefill;  /* for the next line */
	size_t cursor, over;       /* see struct at_ask */
	bool prefilled;
	struct at_buffer prompt, scratch;
	bool reported, carded; /* carded: the report has a card in place of everything else */
	uint64_t rules_sum;    /* of the rule files, when they were last read */
	unsigned lesson;       /* 0: none; else the next line of the first lesson */
	unsigned hints, gaps;  /* how often the hints were given */
	bool unseen;           /* the draft at hand doesn't stand on the screen as it is */
	bool done;
};

/* Loads settings and rules. False when the coach can't run; the reason is told. */
bool at_repl_open(struct at_repl *r, struct at_cli *cli);
void at_repl_close(struct at_repl *r);
/* What to ask. Borrowed until the next call of at_repl_line. */
struct at_ask at_repl_ask(struct at_repl *r);
/* Answers a line. */
void at_repl_line(struct at_repl *r, const char *line, size_t len);
/* Ctrl-C: what was typed is dropped. Ctrl-D or /quit: a word to part. SIGTERM, SIGHUP: keeps `line`, or else the draft, if the
 * setting says so. */
void at_repl_interrupt(struct at_repl *r, bool had_text);
void at_repl_leave(struct at_repl *r);
void at_repl_end(struct at_repl *r, const char *line, size_t len);
/* For at_terminal_wish: candidates for completion; reading along while no key is pressed. */
const char *at_repl_candidate(void *repl, const char *line, size_t start, size_t end, size_t k, bool *files);
bool at_repl_idle(void *repl, const char *line, size_t len);

/* ---- for the commands ---- */

/* Takes a draft as the new version and answers it. */
void at_repl_draft(struct at_repl *r, const char *text, size_t len);
/* Takes what they said. A draft at hand stays, and isn't judged by words that it may not answer. */
void at_repl_they(struct at_repl *r, const char *text, size_t len);
/* Reads the version at hand again. False, with the reason told, when it can't be read. */
bool at_repl_report(struct at_repl *r);
/* The same, and shows the answer. */
void at_repl_answer(struct at_repl *r);
/* Whether lines go to practice or to a mode, not to the conversation. */
bool at_repl_is_busy(const struct at_repl *r);
/* Drops what was begun: lines that ended with a backslash, a text for the next line. */
void at_repl_drop(struct at_repl *r);
/* Puts a text into the next line. `fill`: the cursor goes to the first [bracket], which makes way for what is typed. */
void at_repl_prefill(struct at_repl *r, const char *text, size_t len, bool fill);
/* Loads the rules anew. They take the place of the old ones unless something in them is broken. */
void at_repl_reload(struct at_repl *r, bool asked);
/* Lets settings take effect. */
void at_repl_apply(struct at_repl *r);
/* A line of text, wrapped; and one in passing. */
void at_repl_dim(struct at_repl *r, const char *text);
void at_repl_say(struct at_repl *r, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
