/* SPDX-License-Identifier: MIT */
/*
 * coach.c: `attune` on a terminal. Joins the two halves: the terminal gives a line, the repl answers it, until one of them has
 * had enough.
 */
#include "cli/commands.h"
#include "cli/repl.h"
#include "cli/signals.h"
#include "cli/terminal.h"
#include <string.h>
#include <unistd.h>

static struct at_terminal_wish wish_of(struct at_repl *r)
{
	static const int vi[] = {[AT_VI_INPUTRC] = -1, [AT_VI_OFF] = 0, [AT_VI_ON] = 1};
	return (struct at_terminal_wish){vi[r->config.value[AT_S_VI]], r->cli->out.plain, at_repl_candidate, at_repl_idle, r};
}

/* What could not be put into the line where lines can't be edited is shown instead. */
static void show_prefill(struct at_repl *r, const struct at_terminal *t, struct at_ask *ask)
{
	if (ask->prefill == NULL || at_terminal_edits(t))
		return;
	at_repl_say(r, "%s", ask->prefill);
	at_repl_say(r, "(Type it anew as you want it, or use /edit.)");
	ask->prefill = NULL;
}

static void answer(struct at_repl *r, struct at_terminal *t, const struct at_buffer *line)
{
	double start = at_out_clock();
	struct at_terminal_wish wish;
	at_out_resize(&r->cli->out);
	at_repl_line(r, line->len == 0 ? "" : line->ptr, line->len);
	(void)at_out_flush(&r->cli->out);
	if (at_given(&r->cli->options, AT_O_TIMING))
		at_out_timing(start);
	wish = wish_of(r);
	at_terminal_wish(t, &wish);
}

static int converse(struct at_repl *r, struct at_terminal *t)
{
	struct at_buffer line = {0};
	while (!r->done && r->cli->out.error == 0) {
		struct at_ask ask = at_repl_ask(r);
		show_prefill(r, t, &ask);
		(void)at_out_flush(&r->cli->out);
		switch (at_terminal_ask(t, &ask, &line)) {
		case AT_HEARD_LINE:
			at_terminal_remember(t, at_buffer_str(&line));
			answer(r, t, &line);
			break;
		case AT_HEARD_INTERRUPT:
			at_repl_interrupt(r, line.len > 0);
			break;
		case AT_HEARD_END:
			at_repl_leave(r);
			break;
		case AT_HEARD_SIGNAL:
			at_repl_end(r, at_buffer_str(&line), line.len);
			break;
		}
		if (!r->done && at_signals_end() != 0) /* in an editor */
			at_repl_end(r, "", 0);
	}
	at_buffer_free(&line);
	return AT_EXIT_CLEAN;
}

int at_coach_run(struct at_cli *cli)
{
	struct at_repl repl;
	int code = AT_EXIT_FAILED;
	if (at_given(&cli->options, AT_O_PARTNER) && at_given(&cli->options, AT_O_PARTNER_FILE))
		return at_usage(cli, "give --partner or --partner-file, not both");
	at_signals_open();
	if (at_repl_open(&repl, cli)) {
		struct at_terminal_wish wish = wish_of(&repl);
		struct at_terminal *t = at_terminal_new(&wish);
		for (size_t i = 0; t != NULL && i < repl.history.n; i++)
			at_terminal_remember(t, repl.history.items[i].text);
		if (t != NULL)
			at_modes_start(&repl);
		if (t != NULL)
			code = converse(&repl, t);
		else
			at_complain("out of memory");
		at_terminal_free(t);
	}
	at_repl_close(&repl);
	if (at_signals_end() != 0)
		at_signals_die(at_signals_end());
	at_signals_close();
	return code;
}
