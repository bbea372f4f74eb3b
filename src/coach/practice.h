/* SPDX-License-Identifier: MIT */
/*
 * practice: the mode of drills as a state machine: it is given a line and says what there is to say; it has no input or output
 * of its own. May call attune.h, scenes, schedule, judge, store.
 *
 * Three kinds of drill: a scene to answer; a draft out of a rule's own examples, of which the words that sting are to be named;
 * a sentence to say back with its persons changed. An attempt is kept in the store (if there is one) before the next drill;
 * what was typed is kept only if `remember` is on. A crisis in an answer is told with AT_SAY_CARD, nothing of it is kept, and
 * practice is over.
 */
#ifndef AT_COACH_PRACTICE_H
#define AT_COACH_PRACTICE_H

#include "coach/schedule.h"

struct at_practice_wish {
	unsigned skill;  /* AT_SKILLS: any */
	unsigned level;  /* 0: as it comes */
	attune_to to;    /* ATTUNE_TO_ANY */
	unsigned drills; /* of a round; 0: until it is left */
	bool remember;   /* keep the answers */
};

/* What is said, in what voice. */
enum at_say {
	AT_SAY_LINE,   /* the coach */
	AT_SAY_ASIDE,  /* the same, less loud */
	AT_SAY_HEAD,   /* which drill this is */
	AT_SAY_THEY,   /* what they say */
	AT_SAY_DRAFT,  /* a draft to look at */
	AT_SAY_MARKED, /* an answer, whose report is at_practice_report */
	AT_SAY_WELL,   /* done well */
	AT_SAY_TRY,    /* to try */
	AT_SAY_MODEL,  /* how it could be said */
	AT_SAY_CARD    /* the safety card of at_practice_report */
};
typedef void (*at_say_fn)(enum at_say how, const char *text, size_t len, void *payload);

struct at_practice;

/* NULL when memory ran out. All that is given must outlive it; `store` may be NULL. Rules and scenes may have no fitting drill:
 * then it is over at once. */
struct at_practice *at_practice_new(const attune_rules *rules, attune_scanner *scanner, const struct at_scenes *scenes,
                                    struct at_store *store, const struct at_practice_wish *wish);
void at_practice_free(struct at_practice *p); /* accepts NULL */
/* Who hears what is said. */
void at_practice_listen(struct at_practice *p, at_say_fn fn, void *payload);
/* Asks the first drill, or the one at hand once more. */
void at_practice_begin(struct at_practice *p, int64_t now);
/* Answers a line. Nothing: skips the drill, or goes on to the next. "m": how it could be said. "h": a hint. */
void at_practice_line(struct at_practice *p, const char *line, size_t len, int64_t now);
/* Whether answers are kept from now on. */
void at_practice_remember(struct at_practice *p, bool on);
/* A word to part. */
void at_practice_leave(struct at_practice *p);
bool at_practice_done(const struct at_practice *p);
/* "your answer>"; static. */
const char *at_practice_prompt(const struct at_practice *p);
/* The report of the last answer. Borrowed. */
const attune_report *at_practice_report(const struct at_practice *p);
/* Attempts of this session; scenes that there are. */
size_t at_practice_attempts(const struct at_practice *p);
/* The id of the drill at hand, NULL when there is none. Borrowed. */
const char *at_practice_item(const struct at_practice *p);

#endif
