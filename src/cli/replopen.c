/* SPDX-License-Identifier: MIT */
/*
 * replopen.c: how the coach begins, what it asks, and how it ends. The first lesson is three lines, each told when its step comes;
 * a file in the state folder remembers that it was given.
 */
#include "cli/repl.h"
#include "cli/input.h"
#include "cli/load.h"
#include "cli/show.h"
#include <string.h>

static const char *const lessons[] = {
	"Paste what they said, or press Enter to skip. Nothing at hand? Tab fills in an example.",
	"Now type what you'd answer, just as it comes. (Tab has an example here, too.)",
	"A letter takes an offer into the line, a number says why, Enter edits yours; /help has the rest. Nothing you type is kept.",
};
enum { LESSONS = sizeof lessons / sizeof *lessons };

static void tell(const attune_error *e, void *payload)
{
	struct at_repl *r = payload;
	struct at_buffer line = {0};
	at_load_format(&line, e);
	at_show_wrapped(&r->cli->out.bytes, at_buffer_str(&line), 0, 0, SIZE_MAX); /* a place to jump to is not broken */
	at_buffer_free(&line);
}

void at_repl_apply(struct at_repl *r)
{
	struct at_cli *cli = r->cli;
	bool plain = at_given(&cli->options, AT_O_PLAIN) || r->config.value[AT_S_PLAIN] == 1;
	int colour = at_given(&cli->options, AT_O_COLOR) ? cli->options.choice[AT_O_COLOR] : r->config.value[AT_S_COLOR];
	cli->out.plain = plain;
	at_out_recolour(&cli->out, plain ? AT_COLOUR_NEVER : (enum at_colour)colour);
}

/* --partner and --partner-file. False when the file can't be read. */
static bool take_partner(struct at_repl *r)
{
	const struct at_options *o = &r->cli->options;
	struct at_buffer text = {0};
	bool ok = true;
	if (at_given(o, AT_O_PARTNER))
		at_buffer_add_str(&text, o->value[AT_O_PARTNER]);
	else if (at_given(o, AT_O_PARTNER_FILE))
		ok = at_input_file(&text, o->value[AT_O_PARTNER_FILE]);
	if (ok && text.len > 0)
		at_repl_they(r, text.ptr, text.len);
	at_buffer_free(&text);
	return ok;
}

static void take_up_draft(struct at_repl *r)
{
	struct at_buffer draft = {0};
	r->unseen = at_state_kept_draft(&draft) && at_session_write(&r->session, draft.ptr, draft.len) == AT_DRAFT_NEW;
	if (r->unseen)
		at_repl_say(r, "Your last draft is still here; Enter takes you to it.");
	at_buffer_free(&draft);
}

bool at_repl_open(struct at_repl *r, struct at_cli *cli)
{
	*r = (struct at_repl){.cli = cli};
	at_session_init(&r->session);
	at_config_init(&r->config);
	at_out_resize(&cli->out);
	(void)at_config_load(&r->config, tell, r);
	at_repl_apply(r);
	for (size_t i = 0; i < r->config.muted.n; i++)
		(void)at_session_mute(&r->session, r->config.muted.items[i]);
	if (at_load_scanner(cli) != AT_EXIT_CLEAN)
		return false;
	r->rules_sum = at_load_sum(&r->cli->options);
	at_history_load(&r->history);
	if (at_state_is_first()) {
		r->lesson = 1;
		at_state_not_first();
	}
	take_up_draft(r);
	if (!take_partner(r))
		return false;
	at_drills_start(r);
	return true;
}

void at_repl_close(struct at_repl *r)
{
	at_session_free(&r->session);
	at_config_free(&r->config);
	at_history_free(&r->history);
	at_warm_free(&r->warm);
	at_drills_free(&r->drills);
	at_modes_free(&r->modes);
	at_buffer_free(&r->gathered);
	at_buffer_free(&r->prefill);
	at_buffer_free(&r->prompt);
	at_buffer_free(&r->scratch);
}

/* ------------------------------------------------------------------ asking */

static void lesson(struct at_repl *r)
{
	unsigned step = r->state == AT_AT_THEY ? 1 : at_session_now(&r->session) == NULL ? 2 : 3;
	if (r->lesson == 0 || at_repl_is_busy(r) || step < r->lesson || r->gathered.len > 0 || r->prefilled)
		return;
	r->lesson = step < LESSONS ? step + 1 : 0;
	at_repl_dim(r, lessons[step - 1]);
}

struct at_ask at_repl_ask(struct at_repl *r)
{
	const char *words = r->gathered.len > 0      ? "...>"
	                    : at_drills_active(r)    ? at_drills_prompt(r)
	                    : at_modes_active(r)     ? at_modes_prompt(r)
	                    : r->state == AT_AT_THEY ? "they said>"
	                                             : "you>";
	lesson(r);
	at_buffer_clear(&r->prompt);
	if (r->cli->out.colour)
		at_buffer_addf(&r->prompt, "\001\x1b[1m\002%s\001\x1b[0m\002 ", words);
	else
		at_buffer_addf(&r->prompt, "%s ", words);
	return (struct at_ask){at_buffer_str(&r->prompt), r->prefilled ? at_buffer_str(&r->prefill) : NULL, r->cursor, r->over};
}

/* ----------------------------------------------------------------- leaving */

void at_repl_interrupt(struct at_repl *r, bool had_text)
{
	bool typed = had_text || r->gathered.len > 0;
	if (at_drills_interrupt(r, had_text) || at_modes_interrupt(r, had_text))
		return;
	at_repl_drop(r);
	at_repl_dim(r, typed ? "Dropped; Ctrl-Y brings the line back." : "/quit or Ctrl-D leaves.");
}

static void save_history(struct at_repl *r)
{
	if (!at_history_save(&r->history, r->config.value[AT_S_REMEMBER] == 1))
		at_repl_say(r, "The history could not be saved.");
}

void at_repl_leave(struct at_repl *r)
{
	bool remember = r->config.value[AT_S_REMEMBER] == 1;
	const struct at_version *draft = at_session_now(&r->session);
	if (at_drills_leave(r) || at_modes_leave(r))
		return;
	save_history(r);
	if (!remember || draft == NULL || r->session.taken_along)
		at_state_drop_draft();
	at_repl_say(r, "%s", draft != NULL && r->session.taken_along ? "Go well. I hope it lands." : "Go well.");
	r->done = true;
}

void at_repl_end(struct at_repl *r, const char *line, size_t len)
{
	const struct at_version *draft = at_session_now(&r->session);
	if (at_repl_is_busy(r)) { /* no draft; answers are kept nowhere */
		at_buffer_clear(&r->gathered);
		len = 0;
	}
	if (r->config.value[AT_S_REMEMBER] == 1) {
		at_buffer_add(&r->gathered, line, len);
		if (r->gathered.len > 0 && r->state == AT_AT_YOU && at_buffer_str(&r->gathered)[0] != '/')
			(void)at_state_keep_draft(r->gathered.ptr, r->gathered.len);
		else if (draft != NULL)
			(void)at_state_keep_draft(draft->text, draft->len);
	}
	(void)at_history_save(&r->history, r->config.value[AT_S_REMEMBER] == 1);
	r->done = true;
}
