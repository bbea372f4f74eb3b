/* SPDX-License-Identifier: MIT */
/*
 * offers.c: attune_rewrite for the coach. The session gets copies, so that a letter means the same until the draft changes.
 */
#include "cli/offers.h"
#include "cli/render.h"
#include <string.h>

attune_wish at_offers_wish(const struct at_repl *r, unsigned round)
{
	return (attune_wish){.goal = (attune_goal)r->config.value[AT_S_GOAL],
	                     .to = (attune_to)r->config.value[AT_S_TO],
	                     .count = (unsigned)r->config.value[AT_S_OFFERS],
	                     .round = round};
}

size_t at_offers_make(struct at_repl *r, unsigned round)
{
	struct at_session *s = &r->session;
	const struct at_version *draft = at_session_now(s);
	attune_wish wish = at_offers_wish(r, round);
	attune_error *err = NULL;
	attune_offer o;
	at_session_clear_offers(s);
	s->round = round;
	if (draft == NULL || draft->len > AT_OFFERS_MOST) {
		attune_offers_free(r->cli->offers); /* or the last ones would be shown */
		r->cli->offers = NULL;
		return 0;
	}
	if (attune_rewrite(&r->cli->offers, r->cli->scanner, draft->text, draft->len, at_session_partner(s), s->partner.len, &wish,
	                   &err) != ATTUNE_OK) {
		at_repl_say(r, "No offers: %s.", attune_error_message(err));
		attune_error_free(err);
		return 0;
	}
	for (size_t i = 0; i < 26 && attune_offers_get(r->cli->offers, i, &o); i++)
		if (!at_session_add_offer(s, o.kind, o.text, o.len))
			r->cli->out.bytes.failed = true;
	return s->n_offers;
}

void at_offers_show(struct at_repl *r)
{
	const attune_offers *o = r->cli->offers;
	if (o == NULL || (r->session.n_offers == 0 && attune_offers_note(o) == NULL))
		return;
	at_buffer_add_char(&r->cli->out.bytes, '\n');
	at_render_offers(&r->cli->out, o);
}

void at_offers_park(struct at_repl *r)
{
	const char *text;
	for (size_t i = 0; r->cli->offers != NULL && (text = attune_offers_parked(r->cli->offers, i)) != NULL; i++)
		if (!at_names_add(&r->session.parked, text, strlen(text)))
			r->cli->out.bytes.failed = true;
}
