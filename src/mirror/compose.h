/* SPDX-License-Identifier: MIT */
/*
 * compose: what the files of mirror/ share while replies to one message are made. Private to mirror/. May call base, text,
 * ruleset, scan.
 *
 * The order of things: a scan of draft and partner text; the partner's clauses mirrored (mirror.c); a plan of the draft: what is
 * kept, parked, dropped (plan.c); templates that fit the moment (choose.c), filled (fill.c, slot.c), put together with
 * what is kept (assemble.c) in the writer's style (style.c), checked by the rules, and the best of each kind
 * offered (rewrite.c, offers.c).
 *
 * Invariants. The partner pass of the scanner stays as it was read; its draft pass is read again for every candidate, so nothing
 * in here points into it: the plan holds slices of the caller's draft and strings of its own arena. What is chosen hangs
 * on nothing but the input, the rules and the wish.
 */
#ifndef AT_MIRROR_COMPOSE_H
#define AT_MIRROR_COMPOSE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "mirror/mirror.h"
#include "mirror/offers.h"
#include "scan/scanner.h"

/* Pieces that are not worded in a reply: what may stand before the mirror, what is worth keeping of a draft, what is not said back. */
#define AT_OPENING "opening"
#define AT_KEEP "keep"
#define AT_UNSAID "unsaid"

#define AT_KEPT_MAX 24u
#define AT_TAKEN_MAX 32u
#define AT_UNSAID_MAX 32u

struct at_words {
	const char *ptr; /* of the caller's draft, or of the composer's arena */
	size_t len;
};

/* How the writer writes. */
struct at_style {
	bool lower;   /* sentences begin in lower case */
	bool small_i; /* "i" for "I" */
	bool bare;    /* no apostrophes in contractions */
	bool open;    /* no full stop at the end */
	uint8_t reg;  /* enum at_register */
};

enum at_kept_place { AT_K_OPEN, AT_K_REST, AT_K_ASK };
struct at_kept {
	struct at_words text;
	uint8_t place; /* before the mirror, after it, or last, as the question */
};

/* A sentence of the draft becomes one of: kept, parked (advice, handed back), dropped. */
struct at_plan {
	struct at_kept kept[AT_KEPT_MAX];
	size_t n_kept;
	struct at_words parked[AT_PARKED_MAX], dropped[AT_PARKED_MAX];
	size_t n_parked, n_dropped;
	bool flagged; /* the draft carries a finding */
	bool light;   /* ... and none above a note */
};

/* Words that a template takes by name. */
struct at_taken {
	uint32_t take;
	struct at_words text;
};

/* A stretch of the partner text that is not said back as a fact ("I look disgusting"): with these words before it, or, when there
 * are none, not at all. */
struct at_unsaid {
	struct at_span span;
	const char *lead;
};

struct at_composer {
	struct attune_scanner *s;
	const attune_wish *wish;
	struct at_arena *arena;
	struct at_mirror *mirror;
	struct at_plan plan;
	struct at_style style;
	struct at_taken taken[AT_TAKEN_MAX];
	size_t n_taken;
	struct at_unsaid unsaid[AT_UNSAID_MAX];
	size_t n_unsaid;
	bool *barred;    /* per reply: what the draft says bars it */
	uint32_t *found; /* rules of the flags found in the draft */
	size_t n_found;
	uint32_t salt; /* of partner text and draft: which of equal wordings is taken */
	const char *draft;
	bool failed; /* out of memory */
};

/* plan.c: after a scan, before any reread. */
void at_plan_draft(struct at_composer *c);
/* style.c */
void at_style_of(struct at_composer *c);
/* A template's words in the writer's style. What stands between AT_VERBATIM marks is left as it is; the marks are taken out. */
#define AT_VERBATIM_ON '\1'
#define AT_VERBATIM_OFF '\2'
void at_style_apply(struct at_buffer *out, const struct at_style *style, const char *text, size_t len);
/* take.c: which replies the draft bars; what the takes of all replies find; those of pieces named `unsaid` make c->unsaid. */
void at_take_all(struct at_composer *c);
/* choose.c: whether a reply or piece fits this moment and wish. */
bool at_reply_fits(const struct at_composer *c, const struct at_reply *u);
/* slot.c: the words of a slot the composer fills itself; false when it has none. */
bool at_slot(struct at_composer *c, const char *name, size_t len, struct at_buffer *out);
/* fill.c: a template with all slots filled; false when one of them has no words. */
bool at_fill(struct at_composer *c, const struct at_reply *u, const char *text, uint32_t salt, struct at_buffer *out);
/* Appends words of a rule file so that their sentences begin in lower case: style.c puts capitals in. */
void at_fill_words(struct at_buffer *out, const char *text, size_t len);
/* assemble.c: a filled template and the writer's kept sentences, as one reply. False when too little is left of it. */
bool at_assemble(struct at_composer *c, const char *filled, size_t len, struct at_buffer *out);

static inline const struct at_reply *at_reply_at(const attune_rules *r, size_t i)
{
	return (const struct at_reply *)at_section(r, AT_S_REPLIES) + i;
}
/* choose.c: the first wording of a piece ("": the first whole reply), and the one after `u`; NULL: there is none. */
const struct at_reply *at_reply_first(const attune_rules *r, const char *piece, size_t len);
static inline const struct at_reply *at_reply_next(const attune_rules *r, const struct at_reply *u)
{
	return u->next != AT_NONE ? at_reply_at(r, u->next) : NULL;
}

#endif
