/* SPDX-License-Identifier: MIT */
/*
 * coachcmd: the one table of the coach's commands. Dispatch, /help, completion, `attune coach --help` and the README's list come
 * from it.
 */
#ifndef AT_CLI_COACHCMD_H
#define AT_CLI_COACHCMD_H

#include "cli/repl.h"

/* What may stand after a command's name. */
enum at_operand {
	AT_TAKES_NOTHING,
	AT_TAKES_TEXT,
	AT_TAKES_NUMBER,
	AT_TAKES_OFFER,
	AT_TAKES_RULE,
	AT_TAKES_SETTING,
	AT_TAKES_COMMAND
};

struct at_coach_command {
	const char *name;      /* without the slash */
	const char *arguments; /* what follows in the help */
	const char *line;      /* one line of help, no full stop */
	enum at_operand takes; /* AT_TAKES_TEXT: a message, which the history must not keep */
	const char *choices;   /* what it may take, with | between; or NULL */
	void (*run)(struct at_repl *r, const char *rest, size_t len);
};
extern const struct at_coach_command at_coach_table[];
extern const size_t at_coach_count;

/* The command of that name, or the only one that begins so. NULL: none, or several; then `*several` says which. */
const struct at_coach_command *at_coach_find(const char *name, size_t len, bool *several);
/* The nearest name, or NULL. */
const char *at_coach_suggest(const char *name, size_t len);
/* Lists all commands. */
void at_coach_help(struct at_out *out);
/* The word at the start of s[0..len), and where the rest begins behind it. */
size_t at_coach_word(const char *s, size_t len, size_t *rest);

/* The functions of the table. `rest` is what follows the name, without white space at either end. */
void at_coach_they(struct at_repl *r, const char *rest, size_t len);
void at_coach_draft(struct at_repl *r, const char *rest, size_t len);
void at_coach_why(struct at_repl *r, const char *rest, size_t len);
void at_coach_more(struct at_repl *r, const char *rest, size_t len);
void at_coach_take(struct at_repl *r, const char *rest, size_t len);
void at_coach_edit(struct at_repl *r, const char *rest, size_t len);
void at_coach_undo(struct at_repl *r, const char *rest, size_t len);
void at_coach_diff(struct at_repl *r, const char *rest, size_t len);
void at_coach_copy(struct at_repl *r, const char *rest, size_t len);
void at_coach_parked(struct at_repl *r, const char *rest, size_t len);
void at_coach_goal(struct at_repl *r, const char *rest, size_t len);
void at_coach_to(struct at_repl *r, const char *rest, size_t len);
void at_coach_rules(struct at_repl *r, const char *rest, size_t len);
void at_coach_rule(struct at_repl *r, const char *rest, size_t len);
void at_coach_mute(struct at_repl *r, const char *rest, size_t len);
void at_coach_reload(struct at_repl *r, const char *rest, size_t len);
void at_coach_set(struct at_repl *r, const char *rest, size_t len);
void at_coach_practice(struct at_repl *r, const char *rest, size_t len);
void at_coach_progress(struct at_repl *r, const char *rest, size_t len);
void at_coach_forget(struct at_repl *r, const char *rest, size_t len);
void at_coach_walk(struct at_repl *r, const char *rest, size_t len);
void at_coach_self(struct at_repl *r, const char *rest, size_t len);
void at_coach_repair(struct at_repl *r, const char *rest, size_t len);
void at_coach_receive(struct at_repl *r, const char *rest, size_t len);
void at_coach_challenge(struct at_repl *r, const char *rest, size_t len);
void at_coach_journal(struct at_repl *r, const char *rest, size_t len);
void at_coach_help_run(struct at_repl *r, const char *rest, size_t len);
void at_coach_quit(struct at_repl *r, const char *rest, size_t len);

#endif
