/* SPDX-License-Identifier: MIT */
/*
 * schedule.c: boxes, days and the choice of what comes next.
 */
#include "coach/schedule.h"
#include "ruleset/keys.h"
#include <string.h>

#define SOON 600        /* seconds until what failed comes round */
#define STEADY 0.75     /* how much of the past stays in `weak` */
#define WEAK 0.6        /* from here on a skill keeps failing */
#define SECOND_LEVEL 2u /* so often well, and the next level opens */
#define THIRD_LEVEL 5u

static const char *const drill_names[] = {"sting", "say-back"};
static const char *const skill_words[AT_SKILLS] = {
	"when they hurt", "when they're angry at you", "when they have good news", "when they're torn",
	"mending",        "words that sting",          "saying it back",
};

const char *at_skill_name(unsigned skill)
{
	return skill < AT_MOMENTS ? at_scene_moments[skill] : skill < AT_SKILLS ? drill_names[skill - AT_MOMENTS] : "";
}

const char *at_skill_words(unsigned skill)
{
	return skill < AT_SKILLS ? skill_words[skill] : "";
}

unsigned at_skill_find(const char *name)
{
	unsigned i = 0;
	while (i < AT_SKILLS && strcmp(at_skill_name(i), name) != 0)
		i++;
	return i;
}

void at_standing_add(struct at_standing *s, enum at_went went, int64_t at)
{
	static const double miss[] = {[AT_WENT_AGAIN] = 1.0, [AT_WENT_NEARLY] = 0.5, [AT_WENT_WELL] = 0.0};
	double before = s->tries == 0 ? 0.5 : s->weak;
	s->weak = STEADY * before + (1 - STEADY) * miss[went];
	s->tries++;
	s->well += went == AT_WENT_WELL;
	if (at > s->last)
		s->last = at;
}

bool at_standing_is_weak(const struct at_standing *s)
{
	return s->tries > 1 && s->weak > WEAK;
}

unsigned at_standing_level(const struct at_standing *s)
{
	return s->well >= THIRD_LEVEL ? 3 : s->well >= SECOND_LEVEL ? 2 : 1;
}

unsigned at_schedule_box(unsigned box, enum at_went went)
{
	if (went == AT_WENT_AGAIN)
		return 1;
	if (went == AT_WENT_NEARLY)
		return box < 1 ? 1 : box;
	return box + 1 > AT_BOXES ? AT_BOXES : box < 1 ? 2 : box + 1;
}

int64_t at_schedule_due(unsigned box, enum at_went went, bool weak, int64_t now)
{
	if (went == AT_WENT_AGAIN)
		return now + SOON;
	int64_t wait = (int64_t)AT_STORE_DAY << (box < 2 ? 0 : box - 2);
	return now + (weak ? wait / 2 : wait);
}

/* Whether due item `a` goes before due item `b`. */
static bool due_before(const struct at_item *a, const struct at_item *b, const struct at_standing *standing)
{
	double x = standing[a->skill].weak, y = standing[b->skill].weak;
	bool first = at_standing_is_weak(&standing[a->skill]), second = at_standing_is_weak(&standing[b->skill]);
	if (first != second)
		return first;
	if (first && (x < y || y < x))
		return x > y;
	if (a->box != b->box)
		return a->box < b->box;
	return a->due < b->due;
}

/* Whether new item `a` goes before new item `b`: a weak skill, then one left longer, then the easier. */
static bool new_before(const struct at_item *a, const struct at_item *b, const struct at_standing *standing)
{
	const struct at_standing *x = &standing[a->skill], *y = &standing[b->skill];
	if (at_standing_is_weak(x) != at_standing_is_weak(y))
		return at_standing_is_weak(x);
	if (x->last != y->last)
		return x->last < y->last;
	if (a->skill != b->skill)
		return a->skill < b->skill;
	return a->level < b->level;
}

size_t at_schedule_pick(const struct at_item *items, size_t n, const struct at_standing standing[AT_SKILLS], int64_t now)
{
	size_t due = SIZE_MAX, fresh = SIZE_MAX, beyond = SIZE_MAX, soonest = SIZE_MAX;
	for (size_t i = 0; i < n; i++) {
		const struct at_item *it = &items[i];
		if (it->out && !(it->again && it->due <= now))
			continue;
		if (it->box > 0 && it->due <= now) {
			if (due == SIZE_MAX || due_before(it, &items[due], standing))
				due = i;
		} else if (it->box > 0) {
			if (soonest == SIZE_MAX || it->due < items[soonest].due)
				soonest = i;
		} else {
			size_t *best = it->level <= at_standing_level(&standing[it->skill]) ? &fresh : &beyond;
			if (*best == SIZE_MAX || new_before(it, &items[*best], standing))
				*best = i;
		}
	}
	return due != SIZE_MAX ? due : fresh != SIZE_MAX ? fresh : beyond != SIZE_MAX ? beyond : soonest;
}
