/* SPDX-License-Identifier: MIT */
/*
 * topic.c: whom a partner text is about, what happened to them, and at what pace they tell it. Input: cue matches whose rules
 * name a person (`person`) or an event (`event`), the feelings of the reading; output: at most one of each. Where two
 * people have the same claim there is none: a wrong name said back is worse than no name.
 */
#include "scan/scanner.h"
#include <string.h>
#include <strings.h>

void at_topic_clear(struct attune_scanner *s)
{
	s->n_people = s->person = 0;
	s->event = AT_NONE;
	s->event_span = (struct at_span){0, 0};
}

static bool overlap(struct at_span a, struct at_span b)
{
	return a.start < b.end && b.start < a.end;
}

static void take_person(struct attune_scanner *s, const struct at_match *m)
{
	for (size_t i = 0; i < s->n_people; i++)
		if (overlap(s->people[i].span, m->span))
			return;
	if (s->n_people < sizeof s->people / sizeof *s->people)
		s->people[s->n_people++] = (struct at_person_found){m->rule, m->span};
}

/* An event that comes with a feeling or a moment goes before one that is only named; else the first. */
static unsigned event_weight(const struct attune_scanner *s, uint32_t rule)
{
	const struct at_rule *r = at_rule_at(s->rules, rule);
	return r->feeling_family != 0 || r->moments != 0 ? 2 : 1;
}

void at_topic_take(struct attune_scanner *s, const struct at_match *m)
{
	const struct at_rule *rule = at_rule_at(s->rules, m->rule);
	if (rule->person != 0)
		take_person(s, m);
	if (rule->event == 0 || (s->event != AT_NONE && event_weight(s, m->rule) <= event_weight(s, s->event)))
		return;
	s->event = m->rule;
	s->event_span = m->span;
}

/* The same person named again, with or without "my". */
static bool same_person(const struct attune_scanner *s, size_t a, size_t b)
{
	struct at_span x = s->people[a].span, y = s->people[b].span;
	const char *text = s->partner.text.normal.ptr;
	return x.end - x.start == y.end - y.start && strncasecmp(text + x.start, text + y.start, x.end - x.start) == 0;
}

/* How clearly the text is about this person: named where something is felt or happens, one of theirs, and how often. */
static unsigned claim(const struct attune_scanner *s, size_t person)
{
	unsigned points = 0;
	struct at_span span = s->people[person].span;
	const struct at_rule *rule = at_rule_at(s->rules, s->people[person].rule);
	if (rule->person != rule->person_yours)
		points = 5;
	for (size_t i = 0; i < s->n_people; i++)
		points += same_person(s, i, person);
	for (size_t i = 0; i < s->n_feelings; i++)
		if (overlap(s->feelings[i].span, span))
			return points + 3;
	return overlap(s->event_span, span) ? points + 3 : points;
}

void at_topic_settle(struct attune_scanner *s)
{
	unsigned best = 0;
	bool tie = false;
	s->person = s->n_people;
	for (size_t i = 0; i < s->n_people; i++) {
		unsigned now = claim(s, i);
		if (now == best && !same_person(s, i, s->person))
			tie = true;
		if (now <= best)
			continue;
		best = now;
		s->person = i;
		tie = false;
	}
	if (tie)
		s->person = s->n_people;
}

/* Puts the words of a span into a template for {it}; a capital that only began a sentence goes behind other words. */
static void fill(struct at_buffer *out, const char *template, const char *it, size_t len)
{
	bool lower = template[0] != '{' && len > 1 && it[0] >= 'A' && it[0] <= 'Z' && it[1] >= 'a' && it[1] <= 'z';
	const char *slot = strstr(template, "{it}");
	if (slot == NULL) {
		at_buffer_add_str(out, template);
		return;
	}
	at_buffer_add(out, template, (size_t)(slot - template));
	at_buffer_add_char(out, (char)(lower ? it[0] + 32 : it[0]));
	at_buffer_add(out, it + 1, len - 1);
	at_buffer_add_str(out, slot + 4);
}

static void name_person(const struct attune_scanner *s, struct at_buffer *out, bool yours)
{
	const struct at_person_found *p = &s->people[s->person];
	const struct at_rule *rule = at_rule_at(s->rules, p->rule);
	fill(out, at_string(s->rules, yours ? rule->person_yours : rule->person), s->partner.text.normal.ptr + p->span.start,
	     p->span.end - p->span.start);
}

void at_topic_about(const struct attune_scanner *s, struct at_buffer *out)
{
	if (s->person < s->n_people)
		name_person(s, out, false);
}

/* {person} is the one it is about; an event that needs one it has not is none. */
void at_topic_event(const struct attune_scanner *s, struct at_buffer *out)
{
	static const char slot[] = "{person}";
	if (s->event == AT_NONE)
		return;
	const char *text = at_string(s->rules, at_rule_at(s->rules, s->event)->event), *at = strstr(text, slot);
	if (at == NULL) {
		at_buffer_add_str(out, text);
	} else if (s->person < s->n_people) {
		at_buffer_add(out, text, (size_t)(at - text));
		name_person(s, out, true);
		at_buffer_add_str(out, at + sizeof slot - 1);
	}
}

/* Lines with something in them: the bubbles of a chat. */
static unsigned bubbles(const struct at_text *t)
{
	unsigned n = 0;
	bool empty = true;
	for (size_t i = 0; i < t->raw_len; i++) {
		n += empty && (unsigned char)t->raw[i] > ' ';
		empty = t->raw[i] == '\n' || (empty && (unsigned char)t->raw[i] <= ' ');
	}
	return n;
}

const char *at_topic_pace(const struct attune_scanner *s)
{
	const struct at_text *t = &s->partner.text;
	unsigned sentences = t->n_sentences != 0 ? (unsigned)t->n_sentences : 1, longest = 0;
	for (size_t i = 0; i < t->n_sentences; i++)
		longest = t->sentences[i].n_tokens > longest ? t->sentences[i].n_tokens : longest;
	if (t->words >= 8 && (longest > 30 || bubbles(t) >= 4 || t->exclaims >= 3 || t->caps_words >= 4))
		return "rushing";
	return t->words <= 8 || t->words / sentences <= 4 ? "short" : "steady";
}
