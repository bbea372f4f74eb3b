/* SPDX-License-Identifier: MIT */
/*
 * offerself.c: when the coach mentions /self below a draft: once in a session, when it reads hot, when it leans on the other, or when
 * reassurance is asked for again and again, in this conversation or, where counts are kept, in drafts to them of the last days.
 * Input: the report of the draft at hand; output: a line of the wording. Only how often is counted and kept, never a word.
 */
#include "cli/modes.h"
#include "cli/repl.h"
#include <string.h>

#define OFTEN 3 /* asks, from here on it is again and again */
#define DAYS 7  /* that are looked back on */

/* Whether a finding that isn't muted is one of the rules that ask for reassurance. */
static bool asks(struct at_repl *r)
{
	attune_finding f;
	const char *rule;
	for (size_t i = 0; attune_report_finding(r->cli->report, i, &f); i++) {
		if (strcmp(f.category, "over-reliance") != 0 || at_session_is_muted(&r->session, f.rule, f.category) ||
		    !at_modes_load(&r->modes, r->cli))
			continue;
		for (size_t k = 0; (rule = at_wording_get(&r->modes.words, "self", "reassurance", k)) != NULL; k++)
			if (strcmp(rule, f.rule) == 0)
				return true;
	}
	return false;
}

static bool asks_again(struct at_repl *r)
{
	if (!asks(r))
		return false;
	bool first = at_session_ask(&r->session);
	return at_drills_count_ask(r, first, DAYS) >= OFTEN || r->session.asks >= OFTEN;
}

/* A question whether all is well is fine to ask once, and no more than a note: that is not leaning. */
static bool leans(const struct at_repl *r)
{
	attune_finding f;
	for (size_t i = 0; attune_report_finding(r->cli->report, i, &f); i++)
		if (strcmp(f.category, "over-reliance") == 0 && f.severity >= ATTUNE_MISS &&
		    !at_session_is_muted(&r->session, f.rule, f.category))
			return true;
	return false;
}

/* Shouted, or an angry text read as strongly as that. */
static bool is_hot(struct at_repl *r)
{
	attune_finding f;
	attune_report *own = NULL;
	const struct at_version *draft = at_session_now(&r->session);
	const char *kind;
	bool hurts = false, shouts = false, angry = false;
	for (size_t i = 0; attune_report_finding(r->cli->report, i, &f); i++) {
		hurts |= f.severity == ATTUNE_HURT;
		shouts |= strncmp(f.rule, "tone/shout", 10) == 0;
	}
	if (shouts)
		return true;
	if (hurts && attune_read(&own, r->cli->scanner, draft->text, draft->len, NULL) == ATTUNE_OK)
		for (size_t i = 0; (kind = attune_report_kind(own, i)) != NULL; i++)
			angry |= strcmp(kind, "anger") == 0;
	angry = angry && attune_report_intensity(own) >= 4;
	attune_report_free(own);
	return angry;
}

void at_modes_offer_self(struct at_repl *r)
{
	if (!r->reported || r->carded)
		return;
	bool again = asks_again(r); /* counted whether or not it is said */
	if (r->modes.offered_self)
		return;
	const char *key = is_hot(r) ? "offer-hot" : again ? "offer-again" : leans(r) ? "offer-leans" : NULL;
	if (key == NULL || !at_modes_load(&r->modes, r->cli))
		return;
	r->modes.offered_self = true;
	at_buffer_add_char(&r->cli->out.bytes, '\n');
	at_modes_tell(r->cli, &r->modes, "self", key, NULL, NULL);
}
