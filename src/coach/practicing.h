/* SPDX-License-Identifier: MIT */
/*
 * practicing: what the parts of practice share: practice.c asks and keeps, drill.c makes drills and judges answers. Only these
 * two include it.
 */
#ifndef AT_COACH_PRACTICING_H
#define AT_COACH_PRACTICING_H

#include "coach/judge.h"
#include "coach/practice.h"

#define AT_NOTHING ((size_t)-1)

enum at_asking { AT_ASK_NOTHING, AT_ASK_ANSWER, AT_ASK_AFTER, AT_ASK_OVER };

struct at_practice {
	const attune_rules *rules;
	attune_scanner *scanner;
	const struct at_scenes *scenes;
	struct at_store *store;
	struct at_practice_wish wish;
	at_say_fn say;
	void *payload;
	struct at_item *items;
	size_t n_items, items_cap;
	struct at_standing standing[AT_SKILLS];
	attune_report *report;
	attune_mirror *mirror;
	size_t now;             /* the item at hand, or AT_NOTHING */
	attune_example example; /* of a "sting" drill */
	enum at_asking asking;
	bool first;  /* no answer to the drill at hand yet */
	bool unkept; /* the store failed, which was told */
	unsigned asked, attempts;
	bool failed; /* out of memory */
};

void at_practice_tell(struct at_practice *p, enum at_say how, const char *text);
/* Makes ready what the item needs. False: it can't be asked. */
bool at_drill_prepare(struct at_practice *p, const struct at_item *item, int64_t now);
void at_drill_ask(struct at_practice *p, const struct at_item *item);
/* Judges an answer and says so. False: it wasn't one (bad bytes; a card, which is then told). */
bool at_drill_answer(struct at_practice *p, const struct at_item *item, const char *line, size_t len, enum at_went *went);
void at_drill_model(struct at_practice *p, const struct at_item *item);
void at_drill_hint(struct at_practice *p, const struct at_item *item);

#endif
