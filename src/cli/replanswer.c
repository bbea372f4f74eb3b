/* SPDX-License-Identifier: MIT */
/*
 * replanswer.c: what the coach does with a draft and with what they said: takes it into the session, reads it, and says what it finds, what it
 * offers, and what may be done next. Input: a text; output: appended to cli->out.
 */
#include "cli/answer.h"
#include "cli/load.h"
#include "cli/offers.h"
#include "cli/render.h"
#include "cli/repl.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define HINTS 2 /* how often a session says what a letter, a number and Enter do */

void at_repl_say(struct at_repl *r, const char *fmt, ...)
{
	struct at_buffer text = {0};
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n >= 0 && at_buffer_reserve(&text, (size_t)n + 1)) {
		va_start(ap, fmt);
		text.len = (size_t)vsnprintf(text.ptr, (size_t)n + 1, fmt, ap);
		va_end(ap);
		at_out_paragraph(&r->cli->out, at_buffer_str(&text));
	}
	at_buffer_free(&text);
}

void at_repl_dim(struct at_repl *r, const char *text)
{
	at_out_style(&r->cli->out, AT_DIM);
	at_out_paragraph(&r->cli->out, text);
	at_out_style(&r->cli->out, AT_PLAIN);
}

bool at_repl_is_busy(const struct at_repl *r)
{
	return at_drills_active(r) || at_modes_active(r);
}

void at_repl_drop(struct at_repl *r)
{
	at_buffer_clear(&r->gathered);
	r->prefilled = false;
}

/* ----------------------------------------------------------------- reading */

static bool refuse(struct at_repl *r, attune_error *err)
{
	at_repl_say(r, "I can't read that: %s.", attune_error_message(err));
	attune_error_free(err);
	return false;
}

bool at_repl_report(struct at_repl *r)
{
	struct at_session *s = &r->session;
	const struct at_version *draft = at_session_now(s);
	attune_error *err = NULL;
	r->reported = r->carded = false;
	if (draft == NULL)
		return false;
	if (attune_scan(&r->cli->report, r->cli->scanner, draft->text, draft->len, at_session_partner(s), s->partner.len, &err) !=
	    ATTUNE_OK)
		return refuse(r, err);
	const char *card = attune_report_card(r->cli->report);
	r->reported = true;
	r->carded = card != NULL && !attune_card_is_soft(card);
	at_session_count(s, r->cli->report);
	return true;
}

/* "a-c take an offer, 1-4 say why, Enter edits yours, /help has the rest." */
static void hint(struct at_repl *r, size_t findings)
{
	size_t offers = r->session.n_offers;
	struct at_buffer text = {0};
	if (r->hints >= HINTS || r->lesson != 0)
		return;
	r->hints++;
	if (offers > 1)
		at_buffer_addf(&text, "a-%c take an offer, ", (char)('a' + offers - 1));
	else if (offers == 1)
		at_buffer_add_str(&text, "a takes the offer, ");
	if (findings > 1)
		at_buffer_addf(&text, "1-%zu say why, ", findings);
	else
		at_buffer_add_str(&text, "1 says why, ");
	at_buffer_add_str(&text, "Enter edits yours, /help has the rest.");
	at_repl_dim(r, at_buffer_str(&text));
	at_buffer_free(&text);
}

void at_repl_answer(struct at_repl *r)
{
	bool unseen = r->unseen;
	r->unseen = false;
	if (!at_repl_report(r))
		return;
	size_t findings = at_answer_draft(r->cli, &r->session, unseen);
	if (findings > 0) {
		if (r->config.value[AT_S_OFFERS] > 0) {
			(void)at_offers_make(r, 0);
			at_offers_show(r);
		}
		hint(r, findings);
	}
	at_modes_offer_self(r);
	at_load_troubles(r->cli);
}

void at_repl_prefill(struct at_repl *r, const char *text, size_t len, bool fill)
{
	at_buffer_clear(&r->prefill);
	at_buffer_add(&r->prefill, text, len);
	r->cursor = len;
	r->over = fill ? at_session_gap(text, len, &r->cursor) : 0;
	r->prefilled = !r->prefill.failed;
}

/* Keeps a draft where the person asked for it: in the history, and as the draft to come back to. */
static void keep(struct at_repl *r, const char *text)
{
	if (r->config.value[AT_S_REMEMBER] == 0)
		return;
	if (text[0] != '/')
		at_history_add(&r->history, text, true);
	if (!at_state_keep_draft(text, strlen(text)))
		at_repl_say(r, "The draft could not be kept on disk; it's safe as long as this session runs.");
}

void at_repl_draft(struct at_repl *r, const char *text, size_t len)
{
	switch (at_session_write(&r->session, text, len)) {
	case AT_DRAFT_FAILED:
		at_repl_say(r, "Out of memory; the draft was not taken.");
		return;
	case AT_DRAFT_SAME:
		if (r->reported && !r->carded) {
			at_repl_say(r, "That's the same as before. /copy takes it along.");
			return;
		}
		break;
	case AT_DRAFT_NEW:
		keep(r, at_session_now(&r->session)->text);
		break;
	}
	at_repl_answer(r);
	at_drills_count(r);
}

/* What they said may need a card before anybody thinks of an answer. */
static void read_partner(struct at_repl *r)
{
	const struct at_buffer *partner = &r->session.partner;
	attune_error *err = NULL;
	r->reported = false;
	if (attune_read(&r->cli->report, r->cli->scanner, partner->ptr, partner->len, &err) != ATTUNE_OK) {
		refuse(r, err);
		(void)at_session_hear(&r->session, "", 0);
		return;
	}
	(void)at_render_card(&r->cli->out, r->cli->rules, attune_report_card(r->cli->report));
}

void at_repl_they(struct at_repl *r, const char *text, size_t len)
{
	if (!at_session_hear(&r->session, text, len)) {
		at_repl_say(r, "Out of memory; that was not taken.");
		return;
	}
	r->state = AT_AT_YOU;
	at_names_free(&r->drills.counted);
	if (len > 0)
		read_partner(r);
	if (at_session_now(&r->session) == NULL)
		return;
	if (len == 0)
		at_repl_answer(r);
	else if (!r->unseen) /* it may answer what they said before */
		at_repl_say(r, "Your draft is still here: Enter edits it, /draft reads it beside these words.");
}
