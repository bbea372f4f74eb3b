/* SPDX-License-Identifier: MIT */
/*
 * drillscoach.c: practice as part of the coach. Lines go to it until it is left; what was left goes on where it was with the next
 * /practice. Also the question before /forget, and the count of rules that speak in one's drafts.
 */
#include "cli/coachcmd.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/render.h"
#include "cli/repl.h"
#include <string.h>

#define WORDS 4

bool at_drills_active(const struct at_repl *r)
{
	return r->drills.active || r->drills.asked_to_forget;
}

const char *at_drills_prompt(const struct at_repl *r)
{
	return r->drills.asked_to_forget    ? "erase all?>"
	       : r->drills.practice == NULL ? "practice>"
	                                    : at_practice_prompt(r->drills.practice);
}

/* After each step: whether practice is over. */
static void look(struct at_repl *r)
{
	struct at_drills *d = &r->drills;
	if (d->practice == NULL || !at_practice_done(d->practice))
		return;
	at_practice_free(d->practice);
	d->practice = NULL;
	d->active = false;
}

static void begin(struct at_repl *r, bool anew)
{
	struct at_drills *d = &r->drills;
	d->wish.remember = r->config.value[AT_S_REMEMBER] == 1;
	if ((anew || d->practice == NULL) && !at_drills_open(d, r->cli))
		return;
	d->active = true;
	d->interrupted = false;
	at_practice_begin(d->practice, at_drills_now());
	look(r);
}

static void erase(struct at_repl *r)
{
	struct at_drills *d = &r->drills;
	struct at_buffer problem = {0};
	at_practice_free(d->practice);
	at_store_close(d->store);
	d->practice = NULL;
	d->store = NULL;
	d->active = d->refused = false;
	at_history_free(&r->history);
	if (at_progress_forget(&problem))
		at_repl_say(r, "%s", at_forget_done);
	else
		at_repl_say(r, "Something is left: %s.", at_buffer_str(&problem));
	at_buffer_free(&problem);
}

/* Anything but a yes keeps it all; and danger is heard here, too. */
static void keep_all(struct at_repl *r, const char *line, size_t len)
{
	r->reported = false;
	at_repl_say(r, "All of it stays.");
	if (len > 0 && attune_read(&r->cli->report, r->cli->scanner, line, len, NULL) == ATTUNE_OK)
		(void)at_render_card(&r->cli->out, r->cli->rules, attune_report_card(r->cli->report));
}

void at_drills_line(struct at_repl *r, const char *line, size_t len)
{
	struct at_drills *d = &r->drills;
	d->interrupted = false;
	if (d->asked_to_forget) {
		d->asked_to_forget = false;
		if (len == 3 && memcmp(line, "yes", 3) == 0)
			erase(r);
		else
			keep_all(r, line, len);
		return;
	}
	if (d->practice == NULL) {
		at_repl_dim(r, "The rules changed, so here is a fresh one.");
		begin(r, true);
		return;
	}
	at_practice_remember(d->practice, r->config.value[AT_S_REMEMBER] == 1);
	at_practice_line(d->practice, line, len, at_drills_now());
	look(r);
}

/* ------------------------------------------------------------------ leaving */

bool at_drills_leave(struct at_repl *r)
{
	struct at_drills *d = &r->drills;
	if (!at_drills_active(r))
		return false;
	at_repl_drop(r);
	if (d->asked_to_forget)
		at_repl_say(r, "All of it stays.");
	else
		at_repl_say(r, "Left here. /practice goes on where you were.");
	d->active = d->asked_to_forget = d->interrupted = false;
	return true;
}

bool at_drills_interrupt(struct at_repl *r, bool had_text)
{
	struct at_drills *d = &r->drills;
	if (!at_drills_active(r))
		return false;
	if (d->asked_to_forget || (d->interrupted && !had_text && r->gathered.len == 0))
		return at_drills_leave(r);
	at_repl_drop(r);
	d->interrupted = true;
	at_repl_dim(r, "Dropped. Ctrl-C once more leaves; Enter skips.");
	return true;
}

void at_drills_forget(struct at_repl *r)
{
	struct at_drills *d = &r->drills;
	at_practice_free(d->practice);
	at_scenes_free(&d->scenes);
	d->practice = NULL;
	d->loaded = false;
}

void at_drills_start(struct at_repl *r)
{
	const struct at_cli *cli = r->cli;
	if (cli->command == NULL || cli->command->run != at_practice_run)
		return;
	const char *odd;
	r->drills.wish = (struct at_practice_wish){.skill = AT_SKILLS};
	(void)at_drills_wish(&r->drills.wish, (const char *const *)cli->words, cli->n_words, &odd); /* was looked over */
	if (at_given(&cli->options, AT_O_TO))
		r->drills.wish.to = (attune_to)cli->options.choice[AT_O_TO];
	begin(r, true);
	at_repl_dim(r, "Enter skips, h gives a hint, Ctrl-D leaves.");
}

/* ----------------------------------------------------------------- commands */

/* Splits s[0..len) into words; the texts are in `copy`. */
static size_t split(struct at_buffer *copy, const char *s, size_t len, const char *words[WORDS])
{
	size_t n = 0, rest;
	at_buffer_add(copy, s, len);
	(void)at_buffer_str(copy);
	for (char *at = copy->ptr; copy->len > 0 && *at != 0 && n < WORDS; at += rest) {
		size_t end = at_coach_word(at, strlen(at), &rest);
		bool last = at[end] == 0;
		words[n++] = at;
		at[end] = 0;
		if (last)
			break;
	}
	return n;
}

void at_coach_practice(struct at_repl *r, const char *rest, size_t len)
{
	struct at_drills *d = &r->drills;
	struct at_practice_wish wish = {.skill = AT_SKILLS, .to = (attune_to)r->config.value[AT_S_TO]};
	struct at_buffer copy = {0};
	const char *words[WORDS], *odd = "";
	size_t n = split(&copy, rest, len, words);
	if (!at_drills_wish(&wish, words, n, &odd))
		at_repl_say(r, "/practice knows no \"%s\"; /help practice lists what it knows.", odd);
	else {
		bool goes_on = n == 0 && d->practice != NULL;
		if (!goes_on)
			d->wish = wish;
		begin(r, !goes_on);
		if (!goes_on && d->active)
			at_repl_dim(r, "Enter skips, h gives a hint, Ctrl-D leaves.");
	}
	at_buffer_free(&copy);
}

void at_coach_progress(struct at_repl *r, const char *rest, size_t len)
{
	(void)rest;
	(void)len;
	at_drills_use_store(&r->drills, r->cli, false);
	if (!r->drills.refused && !at_progress_show(r->cli, r->drills.store, r->config.value[AT_S_PATTERNS] == 1))
		at_repl_say(r, "%s.", at_store_problem(r->drills.store));
}

void at_coach_forget(struct at_repl *r, const char *rest, size_t len)
{
	(void)rest;
	(void)len;
	at_repl_say(r, "%s", at_forget_question);
	r->drills.asked_to_forget = true;
}

/* ------------------------------------------------------------------ patterns */

void at_drills_count(struct at_repl *r)
{
	struct at_drills *d = &r->drills;
	attune_finding f;
	if (r->config.value[AT_S_PATTERNS] == 0 || !r->reported || r->carded)
		return;
	at_drills_use_store(d, r->cli, true);
	for (size_t i = 0; d->store != NULL && attune_report_finding(r->cli->report, i, &f); i++) {
		if (f.severity < ATTUNE_MISS || at_session_is_muted(&r->session, f.rule, f.category) ||
		    at_names_has(&d->counted, f.rule) || !at_names_add(&d->counted, f.rule, strlen(f.rule)))
			continue;
		(void)at_store_add_pattern(d->store, f.rule, at_drills_now()); /* a count lost does no harm */
	}
}

size_t at_drills_count_ask(struct at_repl *r, bool add, unsigned days)
{
	struct at_drills *d = &r->drills;
	const char *name = attune_to_name((attune_to)r->config.value[AT_S_TO]), *whom = name == NULL ? "any" : name;
	int64_t now = at_drills_now(), n = 0;
	if (r->config.value[AT_S_PATTERNS] == 0)
		return 0;
	at_drills_use_store(d, r->cli, true);
	if (d->store == NULL)
		return 0;
	if (add)
		(void)at_store_add_ask(d->store, whom, now);
	(void)at_store_count_asks(d->store, whom, now - (int64_t)(days - 1) * AT_STORE_DAY, &n);
	return n < 0 ? 0 : (size_t)n;
}
