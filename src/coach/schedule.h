/* SPDX-License-Identifier: MIT */
/*
 * schedule: what to practise next. May call coach/store.h for its types alone. Pure: times are given, nothing is kept.
 *
 * The boxes are Sebastian Leitner's ("So lernt man lernen", Herder 1972): what went well moves one box on, what didn't goes back
 * to the first. The days until a box comes round double, 1, 2, 4, 8, 16, as C. A. Mace proposed ("The Psychology of Study",
 * Methuen 1932); what failed comes round in ten minutes. Two things are ours: what nearly went well stays in its box, and a skill
 * that keeps failing has its days halved and is asked first.
 */
#ifndef AT_COACH_SCHEDULE_H
#define AT_COACH_SCHEDULE_H

#include "coach/scenes.h"
#include "coach/store.h"

/* The moments, then the drills made of rules and of sentences. */
enum at_skill { AT_SKILL_STING = AT_MOMENTS, AT_SKILL_SAY_BACK, AT_SKILLS };
/* "distress" ... "sting", "say-back"; static. */
const char *at_skill_name(unsigned skill);
/* "when they hurt"; static. */
const char *at_skill_words(unsigned skill);
/* AT_SKILLS when there is none of that name. */
unsigned at_skill_find(const char *name);

#define AT_BOXES 6

/* How somebody is doing with one skill. Begins as {0}. */
struct at_standing {
	unsigned tries, well; /* how often, and how often it went well */
	double weak;          /* 0: all goes well of late, 1: nothing does; only after `tries` > 0 */
	int64_t last;
};
void at_standing_add(struct at_standing *s, enum at_went went, int64_t at);
/* Whether it keeps failing. */
bool at_standing_is_weak(const struct at_standing *s);
/* The highest level that new items are taken from. */
unsigned at_standing_level(const struct at_standing *s);

/* One thing that can be practised. */
struct at_item {
	char *id; /* "scene:friend/rent", "say:my-boss", "sting:fixing/should" */
	size_t index;
	unsigned skill, level;
	unsigned box; /* 0: never met */
	int64_t due, last;
	bool out;   /* can't be asked, or was met in this round already */
	bool again; /* it failed in this round, and so comes round in it, too, once it is due */
};

/* The box an item goes to, and when that comes round. `box` 0: it was never met. */
unsigned at_schedule_box(unsigned box, enum at_went went);
int64_t at_schedule_due(unsigned box, enum at_went went, bool weak, int64_t now);
/* The item to ask next, or SIZE_MAX when all are out: of what is due the weakest skill first, then the lowest box; else
 * something new, of the skill that was left longest; else what comes round soonest. */
size_t at_schedule_pick(const struct at_item *items, size_t n, const struct at_standing standing[AT_SKILLS], int64_t now);

#endif
