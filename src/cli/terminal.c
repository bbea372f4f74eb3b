/* SPDX-License-Identifier: MIT */
/*
 * terminal.c: readline by its callback interface. Our loop waits for a key or a signal and hands readline one key at a time;
 * readline installs no handlers and jumps nowhere. readline calls back without a payload, so one static pointer leads from its
 * hooks to the terminal at hand; it is set by at_terminal_new and used nowhere else.
 *
 * Between two lines the terminal is in its normal mode, so that answers, editors and a crash find it sane.
 */
#include "cli/terminal.h"
#include "cli/rlapi.h"
#include "cli/signals.h"
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PAUSE 100 /* milliseconds without a key */

struct at_terminal {
	struct at_rlapi rl;
	bool edits; /* readline is here */
	struct at_terminal_wish wish;
	int vi_now; /* the keys that are bound, as wish.vi */
	struct at_buffer *line;
	bool waiting;
	enum at_heard heard;
	bool ended_line;   /* readline went to a new one after Ctrl-D */
	size_t start, end; /* of the word to complete */
	size_t candidate;  /* the next one */
	bool files;
	int over_at, over, over_end; /* what is typed at over_at, while the line is over_end long, replaces `over` bytes */
};

static struct at_terminal *at_hand;

/* A key for readline. EOF when the terminal is gone, or when reading must stop. */
static int read_key(FILE *in)
{
	int fd = fileno(in);
	for (;;) {
		unsigned char c;
		if (!at_signals_wait(fd, -1)) {
			if (at_signals_urgent())
				return EOF;
			continue;
		}
		ssize_t n = read(fd, &c, 1);
		if (n == 1)
			return c;
		if (n == 0 || (errno != EINTR && errno != EAGAIN))
			return EOF;
	}
}

/* readline takes note of Ctrl-D for good, and then ends every line with an empty one; the one at Ctrl-D itself it has written. */
static void forget_end(struct at_terminal *t)
{
#if RL_READLINE_VERSION >= 0x0802
	const char *marked = t->rl.rl_variable_value("enable-bracketed-paste");
	t->ended_line = *t->rl.rl_eof_found != 0 && marked != NULL && strcmp(marked, "on") == 0;
	*t->rl.rl_eof_found = 0;
#else
	t->ended_line = false;
#endif
}

/* readline has a whole line, or NULL for the end. */
static void take_line(char *text)
{
	struct at_terminal *t = at_hand;
	if (text != NULL)
		at_buffer_add_str(t->line, text);
	t->heard = text == NULL && t->line->len == 0 ? AT_HEARD_END : AT_HEARD_LINE;
	t->waiting = false;
	free(text);
	forget_end(t);
	/* Now, or readline would draw the prompt again. */
	t->rl.rl_callback_handler_remove();
}

/* ------------------------------------------------------------- completion */

/* The next candidate that begins with `text`, for readline to free. */
static char *next_match(const char *text, int state)
{
	struct at_terminal *t = at_hand;
	size_t len = strlen(text);
	const char *word;
	if (state == 0)
		t->candidate = 0;
	while ((word = t->wish.candidate(t->wish.payload, *t->rl.rl_line_buffer, t->start, t->end, t->candidate, &t->files)) !=
	       NULL) {
		t->candidate++;
		if (strncmp(word, text, len) == 0)
			return strdup(word);
	}
	return NULL;
}

static char **complete(const char *text, int start, int end)
{
	struct at_terminal *t = at_hand;
	t->start = (size_t)start;
	t->end = (size_t)end;
	t->files = false;
	*t->rl.rl_completion_append_character = start == 0 && end == 0 ? 0 : ' ';
	char **matches = t->rl.rl_completion_matches(text, next_match);
	/* Without matches readline would offer the files of the folder. */
	*t->rl.rl_attempted_completion_over = t->files && matches == NULL ? 0 : 1;
	return matches;
}

/* ---------------------------------------------------------------- brackets */

/* What stands behind the cursor makes way for the first thing that is typed there, as a placeholder does. */
static void expect_typing(struct at_terminal *t, size_t at, size_t len)
{
	t->over_at = (int)at;
	t->over = (int)len;
	t->over_end = *t->rl.rl_end;
}

static void type_over(struct at_terminal *t)
{
	int typed = *t->rl.rl_end - t->over_end, at = *t->rl.rl_point;
	if (t->over == 0 || (typed == 0 && at == t->over_at))
		return;
	if (typed > 0 && at == t->over_at + typed) {
		t->rl.rl_delete_text(at, at + t->over);
		t->rl.rl_redisplay();
	}
	t->over = 0;
}

/* Tab: to the next [bracket] of a text, round and round; in a command, or without brackets, completion. */
static int next_gap(int count, int key)
{
	struct at_terminal *t = at_hand;
	const char *line = *t->rl.rl_line_buffer, *end = line + *t->rl.rl_end;
	const char *from = line + *t->rl.rl_point + (*t->rl.rl_point < *t->rl.rl_end);
	const char *open = memchr(from, '[', (size_t)(end - from));
	if (open == NULL)
		open = memchr(line, '[', (size_t)(end - line));
	const char *close = open == NULL || line[0] == '/' ? NULL : memchr(open, ']', (size_t)(end - open));
	if (close == NULL) {
		/* The second Tab in a row lists; readline knows it by who came before. */
		if (*t->rl.rl_last_func == next_gap)
			*t->rl.rl_last_func = t->rl.rl_complete;
		return t->rl.rl_complete(count, key);
	}
	*t->rl.rl_point = (int)(open - line);
	expect_typing(t, (size_t)(open - line), (size_t)(close - open) + 1);
	return 0;
}

/* Unless ~/.inputrc has other plans for Tab. */
static void bind_tab(struct at_terminal *t, const char *keymap)
{
	Keymap map = t->rl.rl_get_keymap_by_name(keymap);
	if (map != NULL && t->rl.rl_function_of_keyseq("\t", map, NULL) == t->rl.rl_complete)
		(void)t->rl.rl_bind_key_in_map('\t', next_gap, map);
}

/* ------------------------------------------------------------------- set-up */

/* readline counts columns by the locale, and looks at the environment for it with every line. attune writes UTF-8 whatever the
 * locale is, so one that doesn't know UTF-8 gives way, for the editor of a draft, too. */
static void set_locale(void)
{
	(void)setlocale(LC_CTYPE, "");
	if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 && setlocale(LC_CTYPE, "C.UTF-8") != NULL)
		(void)setenv("LC_ALL", "C.UTF-8", 1);
}

static void bind_keys(struct at_terminal *t)
{
	if (t->wish.vi >= 0 && t->wish.vi != t->vi_now)
		t->rl.rl_variable_bind("editing-mode", t->wish.vi == 1 ? "vi" : "emacs");
	t->vi_now = t->wish.vi;
	if (t->wish.plain)
		t->rl.rl_variable_bind("enable-active-region", "off");
}

static void start_readline(struct at_terminal *t)
{
	static const char breaks[] = " \t\n";
	*t->rl.rl_readline_name = "attune";
	*t->rl.rl_instream = stdin;
	*t->rl.rl_outstream = stdout;
	*t->rl.rl_getc_function = read_key;
	*t->rl.rl_catch_signals = 0;
	*t->rl.rl_catch_sigwinch = 0;
	*t->rl.rl_change_environment = 0; /* COLUMNS in the environment would hide the next change of size */
	*t->rl.rl_attempted_completion_function = complete;
	*t->rl.rl_completer_word_break_characters = breaks;
	t->rl.using_history();
	t->rl.rl_initialize();
	bind_tab(t, "emacs");
	bind_tab(t, "vi-insert");
	t->vi_now = -1;
	bind_keys(t);
}

struct at_terminal *at_terminal_new(const struct at_terminal_wish *wish)
{
	struct at_terminal *t = calloc(1, sizeof *t);
	if (t == NULL)
		return NULL;
	t->wish = *wish;
	at_hand = t;
	set_locale();
	t->edits = at_rlapi_open(&t->rl);
	if (t->edits)
		start_readline(t);
	return t;
}

void at_terminal_free(struct at_terminal *t)
{
	if (t == at_hand)
		at_hand = NULL;
	free(t);
}

bool at_terminal_edits(const struct at_terminal *t)
{
	return t->edits;
}

void at_terminal_wish(struct at_terminal *t, const struct at_terminal_wish *wish)
{
	t->wish = *wish;
	if (t->edits)
		bind_keys(t);
}

void at_terminal_remember(struct at_terminal *t, const char *text)
{
	if (t->edits && *text != 0)
		t->rl.add_history(text);
}

/* ------------------------------------------------------------------- a line */

static void stop_reading(struct at_terminal *t, enum at_heard heard)
{
	at_buffer_clear(t->line);
	at_buffer_add(t->line, *t->rl.rl_line_buffer, (size_t)*t->rl.rl_end);
	if (heard == AT_HEARD_INTERRUPT)
		t->rl.rl_kill_text(0, *t->rl.rl_end); /* Ctrl-Y brings it back */
	t->rl.rl_free_line_state();
	t->rl.rl_callback_sigcleanup();
	t->rl.rl_callback_handler_remove();
	t->heard = heard;
	t->waiting = false;
}

/* Ctrl-Z: the shell gets its terminal back as it was; after fg the line stands there again. */
static void pause_here(struct at_terminal *t)
{
	(*t->rl.rl_deprep_term_function)();
	at_signals_stop();
	(*t->rl.rl_prep_term_function)(1);
	t->rl.rl_resize_terminal();
	t->rl.rl_forced_update_display();
}

static void mind_signals(struct at_terminal *t)
{
	if (at_signals_take(SIGWINCH))
		t->rl.rl_resize_terminal();
	if (at_signals_take(SIGTSTP))
		pause_here(t);
	if (at_signals_end() != 0)
		stop_reading(t, AT_HEARD_SIGNAL);
	else if (at_signals_take(SIGINT))
		stop_reading(t, AT_HEARD_INTERRUPT);
}

/* Where pasted text isn't marked as such, its lines come faster than anybody types: what is there when a line ends belongs to
 * it. */
static bool is_unmarked_paste(const struct at_terminal *t)
{
	const char *on = t->rl.rl_variable_value("enable-bracketed-paste"), *term = getenv("TERM");
	bool marked = on != NULL && strcmp(on, "on") == 0 && term != NULL && strcmp(term, "dumb") != 0;
	return !marked && at_signals_wait(STDIN_FILENO, 0);
}

static void ask_readline(struct at_terminal *t, const struct at_ask *ask)
{
	t->waiting = true;
	t->over = 0;
	t->rl.rl_callback_handler_install(ask->prompt, take_line);
	if (ask->prefill != NULL) {
		t->rl.rl_insert_text(ask->prefill);
		*t->rl.rl_point = (int)ask->cursor;
		expect_typing(t, ask->cursor, ask->over);
		t->rl.rl_redisplay();
	}
	bool idle = true;
	while (t->waiting) {
		bool key = at_signals_wait(STDIN_FILENO, idle ? PAUSE : -1);
		mind_signals(t);
		if (t->waiting)
			idle = key || (idle && t->wish.idle(t->wish.payload, *t->rl.rl_line_buffer, (size_t)*t->rl.rl_end));
		if (key && t->waiting)
			t->rl.rl_callback_read_char();
		if (t->waiting)
			type_over(t);
		if (!t->waiting && t->heard != AT_HEARD_SIGNAL && at_signals_urgent())
			t->heard = at_signals_end() != 0 ? AT_HEARD_SIGNAL : AT_HEARD_INTERRUPT;
		if (t->waiting || t->heard != AT_HEARD_LINE || !is_unmarked_paste(t))
			continue;
		at_buffer_add_char(t->line, '\n');
		t->waiting = true;
		t->rl.rl_callback_handler_install("", take_line);
	}
	(void)at_signals_take(SIGINT);
}

/* Without readline: what the terminal gives when Enter is pressed. */
static void ask_plainly(struct at_terminal *t, const struct at_ask *ask)
{
	for (const char *c = ask->prompt; *c != 0; c++)
		if (*c != 1 && *c != 2)
			(void)!write(STDOUT_FILENO, c, 1);
	t->heard = AT_HEARD_LINE;
	for (;;) {
		char c;
		if (!at_signals_wait(STDIN_FILENO, -1)) {
			t->heard = at_signals_end() != 0     ? AT_HEARD_SIGNAL
			           : at_signals_take(SIGINT) ? AT_HEARD_INTERRUPT
			                                     : AT_HEARD_LINE;
			if (at_signals_take(SIGTSTP))
				at_signals_stop();
			if (t->heard != AT_HEARD_LINE)
				return;
			continue;
		}
		ssize_t n = read(STDIN_FILENO, &c, 1);
		if (n == 1 && c == '\n')
			return;
		if (n == 1)
			at_buffer_add_char(t->line, c);
		else if (n == 0 || errno != EINTR) {
			t->heard = AT_HEARD_END;
			return;
		}
	}
}

enum at_heard at_terminal_ask(struct at_terminal *t, const struct at_ask *ask, struct at_buffer *line)
{
	t->line = line;
	at_buffer_clear(line);
	if (t->edits)
		ask_readline(t, ask);
	else
		ask_plainly(t, ask);
	/* A closed terminal looks like Ctrl-D until its signal is let in. */
	(void)at_signals_wait(STDIN_FILENO, 0);
	if (t->heard == AT_HEARD_END && at_signals_end() != 0)
		t->heard = AT_HEARD_SIGNAL;
	if (t->heard != AT_HEARD_LINE && !(t->heard == AT_HEARD_END && t->ended_line))
		(void)!write(STDOUT_FILENO, "\n", 1);
	return t->heard;
}
