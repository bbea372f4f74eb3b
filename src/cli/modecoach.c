/* SPDX-License-Identifier: MIT */
/*
 * modecoach.c: a mode as part of the coach. Lines go to it until it is over; then its offers become the session's, so that a letter takes
 * one into the line. A mode that was left waits where it was until its command comes again.
 */
#include "cli/coachcmd.h"
#include "cli/command.h"
#include "cli/modes.h"
#include "cli/repl.h"
#include "coach/letter.h"
#include <string.h>

bool at_modes_active(const struct at_repl *r)
{
	return r->modes.now != NULL;
}

const char *at_modes_prompt(struct at_repl *r)
{
	at_buffer_clear(&r->scratch);
	at_buffer_addf(&r->scratch, "%s>", r->modes.now->mode->name);
	return at_buffer_str(&r->scratch);
}

/* What the mode leaves behind: what they said, replies to it. */
static void hand_over(struct at_repl *r, struct at_guide *g)
{
	struct at_session *s = &r->session;
	if (g->heard_here && !at_session_hear(s, g->partner.ptr, g->partner.len))
		r->cli->out.bytes.failed = true;
	at_session_clear_offers(s);
	for (size_t i = 0; i < g->n_offers; i++)
		if (!at_session_add_offer(s, g->offers[i].kind, g->offers[i].text.ptr, g->offers[i].text.len))
			r->cli->out.bytes.failed = true;
	if (g->heard_here || g->n_offers > 0)
		r->state = AT_AT_YOU;
	if (g->n_offers > 0)
		at_modes_tell(r->cli, &r->modes, "common", "take", NULL, NULL);
}

/* Shows what was said and asks on, or takes leave. */
static void go_on(struct at_repl *r, struct at_guide *g)
{
	at_modes_show(r->cli, &r->modes, g);
	if (!at_guide_over(g)) {
		at_modes_say(r->cli, AT_BOLD, at_guide_question(g));
		return;
	}
	r->modes.now = NULL;
	if (g->paused)
		return;
	if (g->done)
		hand_over(r, g);
	at_guide_free(g);
}

static void begin(struct at_repl *r, enum at_mode_id id, const char *at)
{
	struct at_modes *m = &r->modes;
	struct at_guide *g = &m->guides[id];
	if (!at_modes_open(m, r->cli, (attune_to)r->config.value[AT_S_TO], true))
		return;
	m->interrupted = false;
	r->drills.active = false; /* practice waits */
	m->now = g;
	if (g->mode != NULL && at == NULL) {
		at_guide_resume(g);
		at_modes_tell(r->cli, m, "common", "resumed", NULL, NULL);
		go_on(r, g);
		return;
	}
	const struct at_buffer *partner = &r->session.partner;
	const struct at_version *draft = at_session_now(&r->session);
	bool theirs = at_session_partner(&r->session) != NULL && (id == AT_MODE_WALK || id == AT_MODE_RECEIVE);
	at_guide_free(g);
	at_guide_begin(g, at_mode_table[id], &m->world, at, theirs ? partner->ptr : NULL, partner->len,
	               draft == NULL ? NULL : draft->text, draft == NULL ? 0 : draft->len);
	go_on(r, g);
}

void at_modes_start(struct at_repl *r)
{
	for (enum at_mode_id i = 0; i < AT_MODES; i++)
		if (strcmp(at_mode_table[i]->name, r->cli->command->name) == 0)
			begin(r, i, NULL);
}

void at_modes_line(struct at_repl *r, const char *line, size_t len)
{
	struct at_guide *g = r->modes.now;
	r->modes.interrupted = false;
	r->modes.world.scanner = r->cli->scanner;
	/* A letter takes a message into the line. */
	size_t letter = at_letter(line, len);
	if (letter < g->n_offers) {
		const struct at_guide_offer *o = &g->offers[letter];
		at_repl_prefill(r, o->text.ptr, o->text.len, true);
		return;
	}
	at_guide_line(g, line, len);
	go_on(r, g);
}

/* ------------------------------------------------------------------ leaving */

bool at_modes_leave(struct at_repl *r)
{
	if (r->modes.now == NULL)
		return false;
	at_repl_drop(r);
	at_modes_tell(r->cli, &r->modes, "common", "left", "{mode}", r->modes.now->mode->name);
	r->modes.now = NULL;
	return true;
}

bool at_modes_interrupt(struct at_repl *r, bool had_text)
{
	if (r->modes.now == NULL)
		return false;
	if (r->modes.interrupted && !had_text && r->gathered.len == 0)
		return at_modes_leave(r);
	at_repl_drop(r);
	r->modes.interrupted = true;
	at_modes_tell(r->cli, &r->modes, "common", "dropped", NULL, NULL);
	return true;
}

const char *at_modes_candidate(struct at_repl *r, size_t k)
{
	return at_guide_candidate(r->modes.now, k);
}

void at_modes_forget(struct at_repl *r)
{
	for (size_t i = 0; i < AT_MODES; i++)
		at_guide_forget(&r->modes.guides[i]);
	if (r->modes.now != NULL)
		return; /* a mode at hand keeps its wording */
	at_wording_free(&r->modes.words);
	r->modes.loaded = false;
}

/* ----------------------------------------------------------------- commands */

void at_coach_walk(struct at_repl *r, const char *rest, size_t len)
{
	if (len > 0)
		at_repl_they(r, rest, len);
	if (len > 0)
		at_guide_free(&r->modes.guides[AT_MODE_WALK]);
	begin(r, AT_MODE_WALK, NULL);
}

void at_coach_self(struct at_repl *r, const char *rest, size_t len)
{
	(void)rest;
	(void)len;
	begin(r, AT_MODE_SELF, NULL);
}

void at_coach_repair(struct at_repl *r, const char *rest, size_t len)
{
	(void)rest;
	(void)len;
	begin(r, AT_MODE_REPAIR, NULL);
}

void at_coach_receive(struct at_repl *r, const char *rest, size_t len)
{
	if (len > 0)
		at_repl_they(r, rest, len);
	if (len > 0)
		at_guide_free(&r->modes.guides[AT_MODE_RECEIVE]);
	begin(r, AT_MODE_RECEIVE, NULL);
}

void at_coach_challenge(struct at_repl *r, const char *rest, size_t len)
{
	bool answer = len == 6 && memcmp(rest, "answer", 6) == 0;
	begin(r, AT_MODE_CHALLENGE, answer ? "answer" : NULL);
	if (!answer && len > 0 && at_modes_active(r) && r->modes.now->step == 0)
		at_modes_line(r, rest, len);
}

void at_coach_journal(struct at_repl *r, const char *rest, size_t len)
{
	int code;
	if (len == 0) {
		begin(r, AT_MODE_JOURNAL, NULL);
		return;
	}
	if (!at_modes_load(&r->modes, r->cli) || at_modes_journal(r->cli, &r->modes, rest, len, false, &code))
		return;
	begin(r, AT_MODE_JOURNAL, "line");
	if (at_modes_active(r))
		at_modes_line(r, rest, len);
}
