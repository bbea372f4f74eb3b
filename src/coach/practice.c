/* SPDX-License-Identifier: MIT */
/*
 * practice.c: chooses drills, asks them, keeps how they went. The list of all items is made once; what the store knows of them is
 * laid over it.
 */
#include "base/hash.h"
#include "coach/practicing.h"
#include <stdlib.h>
#include <string.h>

void at_practice_tell(struct at_practice *p, enum at_say how, const char *text)
{
	if (p->say != NULL && *text != 0)
		p->say(how, text, strlen(text), p->payload);
}

/* ------------------------------------------------------------------- the items */

static void add_item(struct at_practice *p, const char *kind, const char *name, size_t index, unsigned skill, unsigned level)
{
	struct at_buffer id = {0};
	if ((p->wish.skill < AT_SKILLS && p->wish.skill != skill) || (p->wish.level > 0 && p->wish.level != level))
		return;
	at_buffer_addf(&id, "%s:%s", kind, name);
	char *copy = id.failed ? NULL : strdup(at_buffer_str(&id));
	at_buffer_free(&id);
	if (copy == NULL || !at_grow(&p->items, &p->items_cap, p->n_items + 1, sizeof *p->items)) {
		free(copy);
		p->failed = true;
		return;
	}
	p->items[p->n_items++] = (struct at_item){.id = copy, .index = index, .skill = skill, .level = level};
}

/* Phrases that hurt are plain to see; a shade of them is harder. */
static void add_rules(struct at_practice *p)
{
	attune_rule_info info;
	for (size_t i = 0; attune_rules_get(p->rules, i, &info); i++)
		if (info.kind == ATTUNE_FLAG && !info.muted && info.severity >= ATTUNE_MISS && info.n_patterns > 0 &&
		    info.n_examples > 0)
			add_item(p, "sting", info.id, i, AT_SKILL_STING, info.severity == ATTUNE_HURT ? 1 : 2);
}

static void add_all(struct at_practice *p)
{
	const struct at_scenes *s = p->scenes;
	for (size_t i = 0; i < s->n_scenes; i++)
		if (p->wish.to == ATTUNE_TO_ANY || p->wish.to == s->scenes[i].to)
			add_item(p, "scene", s->scenes[i].id, i, s->scenes[i].moment, s->scenes[i].level);
	for (size_t i = 0; i < s->n_says && p->wish.to == ATTUNE_TO_ANY; i++)
		add_item(p, "say", s->says[i].id, i, AT_SKILL_SAY_BACK, s->says[i].level);
	if (p->wish.to == ATTUNE_TO_ANY)
		add_rules(p);
}

static void take_card(const struct at_card *card, void *payload)
{
	struct at_practice *p = payload;
	for (size_t i = 0; i < p->n_items; i++) {
		if (strcmp(p->items[i].id, card->item) != 0)
			continue;
		p->items[i].box = card->box;
		p->items[i].due = card->due;
		p->items[i].last = card->last;
	}
}

static void take_attempt(const struct at_attempt *a, void *payload)
{
	struct at_practice *p = payload;
	unsigned skill = at_skill_find(a->skill);
	if (skill < AT_SKILLS)
		at_standing_add(&p->standing[skill], a->went, a->at);
}

/* Items of one skill in the order of their ids' hashes, so that drills made of rules don't come by the alphabet. */
static uint32_t hash(const char *s)
{
	return at_hash(s, strlen(s));
}

static int by_hash(const void *a, const void *b)
{
	const struct at_item *x = a, *y = b;
	unsigned h = hash(x->id), k = hash(y->id);
	return h != k ? (h < k ? -1 : 1) : strcmp(x->id, y->id);
}

struct at_practice *at_practice_new(const attune_rules *rules, attune_scanner *scanner, const struct at_scenes *scenes,
                                    struct at_store *store, const struct at_practice_wish *wish)
{
	struct at_practice *p = calloc(1, sizeof *p);
	if (p == NULL)
		return NULL;
	p->rules = rules;
	p->scanner = scanner;
	p->scenes = scenes;
	p->store = store;
	p->wish = *wish;
	p->now = AT_NOTHING;
	add_all(p);
	if (p->n_items > 0)
		qsort(p->items, p->n_items, sizeof *p->items, by_hash);
	if (store != NULL && (!at_store_cards(store, take_card, p) || !at_store_attempts(store, 0, take_attempt, p)))
		p->unkept = true;
	if (p->failed) {
		at_practice_free(p);
		return NULL;
	}
	return p;
}

void at_practice_free(struct at_practice *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->n_items; i++)
		free(p->items[i].id);
	free(p->items);
	attune_report_free(p->report);
	attune_mirror_free(p->mirror);
	free(p);
}

void at_practice_listen(struct at_practice *p, at_say_fn fn, void *payload)
{
	p->say = fn;
	p->payload = payload;
}

/* ---------------------------------------------------------------------- asking */

static void over(struct at_practice *p)
{
	p->now = AT_NOTHING;
	p->asking = AT_ASK_OVER;
}

static void next(struct at_practice *p, int64_t now)
{
	p->now = AT_NOTHING;
	if (p->wish.drills > 0 && p->asked >= p->wish.drills) {
		at_practice_leave(p);
		return;
	}
	while (p->now == AT_NOTHING) {
		size_t i = at_schedule_pick(p->items, p->n_items, p->standing, now);
		if (i == SIZE_MAX) {
			at_practice_tell(p, AT_SAY_LINE, at_scenes_words(p->scenes, p->asked == 0 ? "nothing" : "all", NULL, 0));
			over(p);
			return;
		}
		p->items[i].out = true;
		p->items[i].again = false;
		if (at_drill_prepare(p, &p->items[i], now))
			p->now = i;
	}
	p->asked++;
	p->asking = AT_ASK_ANSWER;
	p->first = true;
	at_drill_ask(p, &p->items[p->now]);
}

void at_practice_begin(struct at_practice *p, int64_t now)
{
	if (p->now == AT_NOTHING) {
		next(p, now);
		return;
	}
	p->asking = AT_ASK_ANSWER;
	at_drill_ask(p, &p->items[p->now]);
}

static void keep(struct at_practice *p, struct at_item *it, enum at_went went, const char *line, size_t len, int64_t now)
{
	bool remember = p->wish.remember;
	struct at_attempt attempt = {now, at_skill_name(it->skill), it->id, went, 0, remember ? line : NULL, remember ? len : 0};
	if (it->skill < AT_MOMENTS)
		attempt.meters = attune_report_meters(p->report);
	at_standing_add(&p->standing[it->skill], went, now);
	p->attempts++;
	if (p->first) { /* a second answer to the same drill says nothing of how well it was known */
		it->box = at_schedule_box(it->box, went);
		it->due = at_schedule_due(it->box, went, at_standing_is_weak(&p->standing[it->skill]), now);
	}
	it->again = it->box == 1 && went != AT_WENT_WELL && (it->again || went == AT_WENT_AGAIN);
	it->last = now;
	p->first = false;
	struct at_card card = {it->id, attempt.skill, it->box, it->due, now};
	if (p->store == NULL || p->unkept || at_store_add_attempt(p->store, &attempt, &card))
		return;
	p->unkept = true;
	at_practice_tell(p, AT_SAY_ASIDE, at_scenes_words(p->scenes, "unkept", NULL, 0));
}

static void after(struct at_practice *p, const struct at_item *it)
{
	p->asking = AT_ASK_AFTER;
	if (it->skill < AT_MOMENTS)
		at_practice_tell(p, AT_SAY_ASIDE, at_scenes_words(p->scenes, "after", NULL, 0));
}

static void answer(struct at_practice *p, const char *line, size_t len, int64_t now)
{
	struct at_item *it = &p->items[p->now];
	enum at_went went;
	if (!at_drill_answer(p, it, line, len, &went))
		return;
	keep(p, it, went, line, len, now);
	if (it->skill < AT_MOMENTS)
		after(p, it);
	else
		next(p, now);
}

void at_practice_line(struct at_practice *p, const char *line, size_t len, int64_t now)
{
	if (p->now == AT_NOTHING || p->asking == AT_ASK_OVER)
		return;
	const struct at_item *it = &p->items[p->now];
	if (len == 0)
		next(p, now);
	else if (len == 1 && (line[0] == 'm' || line[0] == 'M'))
		at_drill_model(p, it);
	else if (len == 1 && (line[0] == 'h' || line[0] == 'H' || line[0] == '?'))
		at_drill_hint(p, it);
	else
		answer(p, line, len, now);
}

void at_practice_remember(struct at_practice *p, bool on)
{
	p->wish.remember = on;
}

void at_practice_leave(struct at_practice *p)
{
	const char *line = at_scenes_words(p->scenes, "left", p->attempts == 0 ? "none" : p->attempts == 1 ? "one" : "many", 0);
	const char *slot = strstr(line, "{n}");
	struct at_buffer text = {0};
	if (slot == NULL)
		at_buffer_add_str(&text, line);
	else
		at_buffer_addf(&text, "%.*s%u%s", (int)(slot - line), line, p->attempts, slot + 3);
	at_practice_tell(p, AT_SAY_LINE, at_buffer_str(&text));
	at_buffer_free(&text);
	over(p);
}

/* --------------------------------------------------------------------- looking */

bool at_practice_done(const struct at_practice *p)
{
	return p->asking == AT_ASK_OVER;
}

const char *at_practice_prompt(const struct at_practice *p)
{
	if (p->now == AT_NOTHING)
		return "practice>";
	if (p->asking == AT_ASK_AFTER)
		return "next>";
	unsigned skill = p->items[p->now].skill;
	return skill == AT_SKILL_STING ? "which words>" : skill == AT_SKILL_SAY_BACK ? "said back>" : "your answer>";
}

const attune_report *at_practice_report(const struct at_practice *p)
{
	return p->report;
}

size_t at_practice_attempts(const struct at_practice *p)
{
	return p->attempts;
}

const char *at_practice_item(const struct at_practice *p)
{
	return p->now == AT_NOTHING ? NULL : p->items[p->now].id;
}
