/* SPDX-License-Identifier: MIT */
/*
 * session: what one conversation with the coach remembers: what they said, every version of the draft, the offers on the
 * table, what is muted and what is kept for later. May call attune.h, base. No input, no output, no clock: all of it is in
 * memory and gone with at_session_free.
 *
 * Invariants: a version never changes and is never dropped before the exchange ends, so that undo and a new draft after it
 * lose nothing; `now` is a version or AT_NO_VERSION; a tally that is `counted` was made with this partner text and these
 * muted rules.
 */
#ifndef AT_COACH_SESSION_H
#define AT_COACH_SESSION_H

#include "attune/attune.h"
#include "base/buffer.h"
#include "coach/names.h"

#define AT_NO_VERSION ((size_t)-1)

/* What is left of a report when the next one is made. */
struct at_tally {
	bool counted;
	size_t findings, hurt; /* muted ones left out */
	unsigned meters;       /* as attune_report_meters */
};
struct at_version {
	char *text; /* NUL-terminated, may hold NUL */
	size_t len;
	size_t from; /* the version it was made from, or AT_NO_VERSION */
	struct at_tally tally;
};
struct at_offer {
	char *kind, *text; /* NUL-terminated */
	size_t len;
};

struct at_session {
	struct at_buffer partner; /* see at_session_partner */
	struct at_version *versions;
	size_t n_versions, versions_cap, now;
	bool taken_along; /* the draft at hand was copied */
	bool asked;       /* a draft of this exchange asked for reassurance */
	unsigned asks;    /* how many exchanges had one that did */
	struct at_offer *offers;
	size_t n_offers, offers_cap;
	unsigned round;        /* of the offers: how often more were asked for */
	struct at_names muted; /* ids of rules, and categories */
	struct at_names parked;
};

void at_session_init(struct at_session *s);
void at_session_free(struct at_session *s);

/* What they said now; no text (len 0): nothing is known of it. If the draft at hand was copied this begins a new exchange
 * without a draft, else the draft stays. False when memory ran out (nothing changed). */
bool at_session_hear(struct at_session *s, const char *text, size_t len);

/* What they said, s->partner.len bytes; NULL: nothing is known of it. Borrowed until at_session_hear. */
const char *at_session_partner(const struct at_session *s);

enum at_drafted { AT_DRAFT_NEW, AT_DRAFT_SAME, AT_DRAFT_FAILED };
/* A new version, made from the one at hand. AT_DRAFT_SAME: it is that one. AT_DRAFT_FAILED: memory ran out, nothing changed. */
enum at_drafted at_session_write(struct at_session *s, const char *text, size_t len);
/* Back to the version that the one at hand was made from. False when there is none. */
bool at_session_undo(struct at_session *s);
/* The version at hand, and the one before it; NULL when there is none. Borrowed until the next version. */
const struct at_version *at_session_now(const struct at_session *s);
const struct at_version *at_session_before(const struct at_session *s);

/* Whether findings of this rule are to be left out: it, or its category, is muted. */
bool at_session_is_muted(const struct at_session *s, const char *rule, const char *category);
/* False when memory ran out. */
bool at_session_mute(struct at_session *s, const char *name);
/* False when it wasn't muted. */
bool at_session_unmute(struct at_session *s, const char *name);
/* Notes what the report says of the version at hand. */
void at_session_count(struct at_session *s, const attune_report *report);
/* Appends what became better since the version before, in a word ("2 fewer; they'd feel heard now"); nothing when that can't
 * be said, nothing changed, or all findings went only because most of the words did. */
void at_session_progress(const struct at_session *s, struct at_buffer *out);

/* Notes that the draft at hand asks for reassurance. True for the first that does since they spoke, or since a draft was copied:
 * a draft that is worked over is one ask. */
bool at_session_ask(struct at_session *s);

/* Forgets the offers. */
void at_session_clear_offers(struct at_session *s);
/* False when memory ran out. */
bool at_session_add_offer(struct at_session *s, const char *kind, const char *text, size_t len);
/* The offer behind a letter, upper or lower case; NULL when there is none. Borrowed until the offers change. */
const struct at_offer *at_session_offer(const struct at_session *s, char letter);

/* The first [bracket] that somebody has to fill in: where it starts and how long it is, brackets included. 0 when there is none, and
 * `*start` is then `len`. */
size_t at_session_gap(const char *text, size_t len, size_t *start);

#endif
