/* SPDX-License-Identifier: MIT */
/*
 * drill.c: the three kinds of drill: what is asked, and what is said of an answer. The words come from the files of scenes.
 */
#include "coach/practicing.h"
#include <string.h>

#define LONGEST_DRAFT 240 /* bytes of an example to look through */
#define LOOK_ALIKES 4     /* one of so many drafts only looks as if it stings */

static const struct at_scene *scene_of(const struct at_practice *p, const struct at_item *item)
{
	return &p->scenes->scenes[item->index];
}

static const struct at_say_back *say_of(const struct at_practice *p, const struct at_item *item)
{
	return &p->scenes->says[item->index];
}

static const char *words(const struct at_practice *p, const char *key, const char *name)
{
	return at_scenes_words(p->scenes, key, name, p->asked);
}

/* Says a line with {words} filled in. */
static void tell_filled(struct at_practice *p, enum at_say how, const char *text, const char *fill, size_t len)
{
	struct at_buffer line = {0};
	at_judge_fill(&line, text, fill, len);
	at_practice_tell(p, how, at_buffer_str(&line));
	at_buffer_free(&line);
}

/* A card that stands in place of everything else. */
static bool is_card(const attune_report *report)
{
	const char *card = attune_report_card(report);
	return card != NULL && !attune_card_is_soft(card);
}

/* --------------------------------------------------------------------- getting ready */

static bool stings(const attune_report *report, size_t rule)
{
	attune_finding f;
	for (size_t i = 0; attune_report_finding(report, i, &f); i++)
		if ((rule == SIZE_MAX || f.rule_index == rule) && f.severity >= ATTUNE_MISS && !f.whole)
			return true;
	return false;
}

static bool scan_example(struct at_practice *p, const attune_example *e)
{
	return attune_scan(&p->report, p->scanner, e->text, e->text_len, e->partner, e->partner_len, NULL) == ATTUNE_OK &&
	       attune_report_card(p->report) == NULL;
}

/* An example of the rule that can be asked: one that stings, or one that only looks so. Which one depends on the day. */
static bool find_example(struct at_practice *p, size_t rule, bool pass, size_t from)
{
	attune_rule_info info;
	if (!attune_rules_get(p->rules, rule, &info))
		return false;
	for (size_t k = 0; k < info.n_examples; k++) {
		attune_example e;
		if (!attune_rules_example(p->rules, rule, (from + k) % info.n_examples, &e) || e.pass != pass ||
		    e.text_len > LONGEST_DRAFT || !scan_example(p, &e))
			continue;
		if (pass ? !stings(p->report, SIZE_MAX) : stings(p->report, rule)) {
			p->example = e;
			return true;
		}
	}
	return false;
}

bool at_drill_prepare(struct at_practice *p, const struct at_item *item, int64_t now)
{
	if (item->skill == AT_SKILL_STING) {
		size_t day = (size_t)(now / AT_STORE_DAY) + item->index;
		bool look_alike = (day + p->asked) % LOOK_ALIKES == LOOK_ALIKES - 1;
		return (look_alike && find_example(p, item->index, true, day)) || find_example(p, item->index, false, day);
	}
	if (item->skill != AT_SKILL_SAY_BACK)
		return true;
	const char *text = say_of(p, item)->text;
	return attune_mirror_shift(&p->mirror, p->scanner, text, strlen(text), NULL) == ATTUNE_OK &&
	       attune_mirror_clause(p->mirror, 0) != NULL;
}

/* ------------------------------------------------------------------------ asking */

static void ask_scene(struct at_practice *p, const struct at_scene *s)
{
	struct at_buffer head = {0};
	at_buffer_addf(&head, "%s, %s. Level %u.", words(p, "whom", s->to == ATTUNE_TO_ANY ? "any" : attune_to_name(s->to)),
	               at_skill_words(s->moment), s->level);
	at_practice_tell(p, AT_SAY_HEAD, at_buffer_str(&head));
	at_practice_tell(p, AT_SAY_ASIDE, s->setting);
	at_practice_tell(p, AT_SAY_THEY, s->they);
	at_buffer_free(&head);
}

void at_drill_ask(struct at_practice *p, const struct at_item *item)
{
	if (item->skill == AT_SKILL_STING) {
		at_practice_tell(p, AT_SAY_HEAD, words(p, "ask-sting", NULL));
		if (p->example.partner != NULL)
			at_practice_tell(p, AT_SAY_THEY, p->example.partner);
		at_practice_tell(p, AT_SAY_DRAFT, p->example.text);
	} else if (item->skill == AT_SKILL_SAY_BACK) {
		at_practice_tell(p, AT_SAY_HEAD, words(p, "ask-say-back", NULL));
		at_practice_tell(p, AT_SAY_THEY, say_of(p, item)->text);
	} else
		ask_scene(p, scene_of(p, item));
}

void at_drill_model(struct at_practice *p, const struct at_item *item)
{
	if (item->skill == AT_SKILL_SAY_BACK)
		at_practice_tell(p, AT_SAY_MODEL, attune_mirror_clause(p->mirror, 0));
	else if (item->skill < AT_MOMENTS)
		at_practice_tell(p, AT_SAY_MODEL, scene_of(p, item)->model);
	else
		at_practice_tell(p, AT_SAY_LINE, words(p, "no-model", NULL));
}

void at_drill_hint(struct at_practice *p, const struct at_item *item)
{
	const char *own = item->skill < AT_MOMENTS ? scene_of(p, item)->hint : "";
	at_practice_tell(p, AT_SAY_ASIDE, *own != 0 ? own : words(p, "hints", at_skill_name(item->skill)));
}

/* --------------------------------------------------------------------- answering */

static const char *went_words(const struct at_practice *p, enum at_went went)
{
	static const char *const names[] = {"again", "nearly", "well"};
	return words(p, "went", names[went]);
}

static enum at_went answer_scene(struct at_practice *p, const struct at_scene *s, const char *line, size_t len)
{
	struct at_verdict v;
	at_judge_answer(&v, p->scenes, s->moment, p->report, line, len);
	if (p->say != NULL)
		p->say(AT_SAY_MARKED, line, len, p->payload);
	at_practice_tell(p, AT_SAY_LINE, went_words(p, v.went));
	at_practice_tell(p, AT_SAY_WELL, at_buffer_str(&v.well));
	if (v.next.len > 0)
		at_practice_tell(p, AT_SAY_TRY, at_buffer_str(&v.next));
	else
		at_practice_tell(p, AT_SAY_LINE, words(p, "done", NULL));
	enum at_went went = v.went;
	at_verdict_free(&v);
	return went;
}

/* Names the finding's words, its reason, and what could stand there. */
static void tell_finding(struct at_practice *p, size_t which, const char *text)
{
	attune_finding f;
	struct at_buffer line = {0};
	if (!attune_report_finding(p->report, which, &f))
		return;
	const char *from = p->example.text + f.byte_start, *to = p->example.text + f.byte_end;
	while (from < to && (*from == ' ' || *from == ','))
		from++;
	while (to > from && (to[-1] == ' ' || to[-1] == ','))
		to--;
	tell_filled(p, AT_SAY_LINE, text, from, (size_t)(to - from));
	at_practice_tell(p, AT_SAY_LINE, f.why);
	const char *instead = attune_report_suggestion(p->report, which, 0);
	if (instead != NULL) {
		at_buffer_addf(&line, "%s", instead);
		at_practice_tell(p, AT_SAY_TRY, at_buffer_str(&line));
	}
	at_buffer_free(&line);
}

static enum at_went answer_sting(struct at_practice *p, const char *line, size_t len)
{
	const attune_example *e = &p->example;
	size_t which = SIZE_MAX;
	bool none = at_judge_is_none(line, len);
	if (!scan_example(p, e))
		return AT_WENT_NEARLY;
	bool found = at_judge_sting(p->report, e->text, e->text_len, line, len, &which);
	if (which == SIZE_MAX) {
		at_practice_tell(p, none ? AT_SAY_WELL : AT_SAY_LINE, words(p, none ? "sting-clear" : "sting-alarm", NULL));
		return none ? AT_WENT_WELL : AT_WENT_NEARLY;
	}
	tell_finding(p, which, words(p, found ? "sting-well" : none ? "sting-missed" : "sting-other", NULL));
	/* All of a long draft names nothing. */
	if (found && e->text_len > 60 && len * 10 > e->text_len * 9)
		return AT_WENT_NEARLY;
	return found ? AT_WENT_WELL : AT_WENT_AGAIN;
}

static enum at_went answer_say_back(struct at_practice *p, const struct at_say_back *s, const char *line, size_t len)
{
	static const struct {
		const char *key;
		enum at_went went;
	} ways[] = {
		[AT_SAID_WELL] = {"say-well", AT_WENT_WELL},
		[AT_SAID_SWAPPED] = {"say-persons", AT_WENT_NEARLY},
		[AT_SAID_OWN_WORDS] = {"say-own", AT_WENT_NEARLY},
		[AT_SAID_UNTURNED] = {"say-again", AT_WENT_AGAIN},
	};
	const char *shifted = attune_mirror_clause(p->mirror, 0);
	enum at_said_back said = at_judge_say_back(s->text, shifted, line, len);
	tell_filled(p, said == AT_SAID_WELL ? AT_SAY_WELL : AT_SAY_LINE, words(p, ways[said].key, NULL), shifted, strlen(shifted));
	return ways[said].went;
}

bool at_drill_answer(struct at_practice *p, const struct at_item *item, const char *line, size_t len, enum at_went *went)
{
	const char *partner = item->skill < AT_MOMENTS ? scene_of(p, item)->they : NULL;
	attune_error *err = NULL;
	if (attune_scan(&p->report, p->scanner, line, len, partner, partner == NULL ? 0 : strlen(partner), &err) != ATTUNE_OK) {
		struct at_buffer text = {0};
		at_buffer_addf(&text, "I can't read that: %s.", attune_error_message(err));
		at_practice_tell(p, AT_SAY_LINE, at_buffer_str(&text));
		at_buffer_free(&text);
		attune_error_free(err);
		return false;
	}
	if (is_card(p->report)) {
		at_practice_tell(p, AT_SAY_CARD, attune_report_card(p->report));
		p->now = AT_NOTHING;
		p->asking = AT_ASK_OVER;
		return false;
	}
	*went = item->skill == AT_SKILL_STING      ? answer_sting(p, line, len)
	        : item->skill == AT_SKILL_SAY_BACK ? answer_say_back(p, say_of(p, item), line, len)
	                                           : answer_scene(p, scene_of(p, item), line, len);
	return true;
}
