/* SPDX-License-Identifier: MIT */
/*
 * reading.c: what the partner text says and feels. Input: raw cue matches of the partner pass; output: kinds of moment,
 * feelings with intensity, needs, register, and the safety card. Nothing here is certain: a feeling is marked as stated or
 * guessed, never judged. Calls guard, condition, topic.
 */
#include "scan/scanner.h"
#include <string.h>

#define LONGEST_WORD 64u /* bytes */

void at_reading_clear(struct attune_scanner *s)
{
	s->kinds = 0;
	s->n_feelings = s->n_needs = s->n_registers = s->n_cues = 0;
	s->partner_intensity = s->draft_intensity = 1;
	s->card = 0;
	at_topic_clear(s);
}

/* Cards are ordered from the gravest; the graver one stands. One that the rule files have no words for is shown all the
 * same, last. */
void at_take_card(struct attune_scanner *s, at_str kind)
{
	const struct at_card *cards = at_section(s->rules, AT_S_CARDS);
	uint32_t n = s->rules->image->n[AT_S_CARDS], old = 0, new = 0;
	if (kind == 0 || s->card == kind)
		return;
	while (old < n && cards[old].kind != s->card)
		old++;
	while (new < n && cards[new].kind != kind)
		new ++;
	if (s->card == 0 || new < old)
		s->card = kind;
}

static int clamp(int v)
{
	return v < 1 ? 1 : v > 5 ? 5 : v;
}

/* A word that turns a feeling up or down stands within the two words before it: "so tired", "a bit low". */
static int modified(const struct at_pass *p, struct at_span span, int intensity)
{
	const struct at_text *t = &p->text;
	size_t i = at_text_token_from(t, span.start);
	if (i == t->n_tokens || t->tokens[i].start != span.start)
		return intensity;
	for (size_t back = 1; back <= 2 && back <= i; back++) {
		const struct at_token *w = &t->tokens[i - back];
		if (w->kind == AT_T_PUNCT)
			break;
		if (AT_HAS(w->classes, AT_C_SOFTENER))
			return clamp(intensity - 1);
		if (AT_HAS(w->classes, AT_C_INTENSIFIER))
			return clamp(intensity + 1);
	}
	return t->tokens[i].caps ? clamp(intensity + 1) : intensity;
}

/* Stretched letters, in what they typed for these words. */
static bool stretched(const struct at_text *t, struct at_span span)
{
	struct at_span raw = at_text_raw_span(t, span);
	for (uint32_t i = raw.start; i + 2 < raw.end; i++)
		if (t->raw[i] == t->raw[i + 1] && t->raw[i] == t->raw[i + 2] && (t->raw[i] | 32) >= 'a' && (t->raw[i] | 32) <= 'z')
			return true;
	return false;
}

/* "!!" or a face of pain in the sentence, or a stretched word: the feeling is said aloud. */
static bool stressed(const struct at_pass *p, struct at_span span)
{
	const struct at_text *t = &p->text;
	const struct at_sentence *sentence = &t->sentences[at_text_sentence_at(t, span.start)];
	size_t word = at_text_token_from(t, span.start);
	struct at_span around = {t->tokens[word != 0 ? word - 1 : 0].start, span.end};
	for (uint32_t i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
		if (AT_HAS(t->tokens[i].classes, AT_C_NEGATIVE_EMOJI))
			return true;
	for (uint32_t i = sentence->span.start; i + 1 < sentence->span.end; i++)
		if (t->normal.ptr[i] == '!' && t->normal.ptr[i + 1] == '!')
			return true;
	return t->stretched != 0 && stretched(t, around);
}

/* How strongly a text speaks, 1 to 5: its strongest feeling word, raised by shouting, exclamation, stretched
 * words, swearing. */
int at_intensity(struct attune_scanner *s, struct at_pass *p)
{
	const struct at_text *t = &p->text;
	int most = 1, extra = 0;
	for (size_t i = 0; i < p->n_matches; i++) {
		const struct at_pattern *pt = at_pattern_at(s->rules, p->matches[i].pattern);
		const struct at_rule *rule = at_rule_at(s->rules, p->matches[i].rule);
		if (rule->kind != ATTUNE_CUE || (pt->intensity == 0 && rule->feeling_family == 0))
			continue;
		int now = modified(p, p->matches[i].span, pt->intensity != 0 ? pt->intensity : rule->intensity);
		most = now > most ? now : most;
	}
	for (size_t i = 0; i < t->n_tokens && extra == 0; i++)
		extra = AT_HAS(t->tokens[i].classes, AT_C_SWEARING) || AT_HAS(t->tokens[i].classes, AT_C_NEGATIVE_EMOJI);
	extra += t->caps_words >= 2 || t->exclaims >= 2 || t->stretched != 0;
	return clamp(most + extra);
}

static void add_name(at_str *list, size_t *n, size_t cap, at_str name)
{
	for (size_t i = 0; i < *n; i++)
		if (list[i] == name)
			return;
	if (*n < cap && name != 0)
		list[(*n)++] = name;
}

/* Inside a longer feeling word ("let" in "let down") the shorter one does not count. Matches are in order of their
 * start, and feeling words are short. */
static bool inside_longer(const struct attune_scanner *s, const struct at_pass *p, size_t i)
{
	const struct at_match *m = &p->matches[i];
	size_t k = i;
	while (k > 0 && m->span.start - p->matches[k - 1].span.start < LONGEST_WORD)
		k--;
	for (; k < p->n_matches && p->matches[k].span.start <= m->span.start; k++) {
		const struct at_match *o = &p->matches[k];
		if (o->span.end >= m->span.end && o->span.end - o->span.start > m->span.end - m->span.start &&
		    at_pattern_at(s->rules, o->pattern)->intensity != 0)
			return true;
	}
	return false;
}

static struct at_feeling_found felt(const struct attune_scanner *s, const struct at_rule *rule, const struct at_match *m)
{
	const struct at_pattern *pt = at_pattern_at(s->rules, m->pattern);
	struct at_feeling_found f = {.rule = m->rule, .pattern = m->pattern, .family = rule->feeling_family, .span = m->span};
	f.stated = rule->stated;
	f.word = pt->word != 0 ? pt->word : rule->feeling != 0 ? rule->feeling : rule->feeling_family;
	f.say = pt->word != 0 ? pt->say : rule->say;
	f.intensity = pt->intensity != 0 ? pt->intensity : rule->intensity;
	if (f.stated)
		f.intensity = clamp(modified(&s->partner, m->span, f.intensity) + stressed(&s->partner, m->span));
	return f;
}

/* One of a family: what they said before a guess, then the stronger, then the first. */
static void add_feeling(struct attune_scanner *s, const struct at_rule *rule, const struct at_match *m)
{
	struct at_feeling_found f = felt(s, rule, m);
	for (size_t i = 0; i < s->n_feelings; i++) {
		struct at_feeling_found *old = &s->feelings[i];
		if (old->family != f.family)
			continue;
		if ((f.stated && !old->stated) || (f.stated == old->stated && f.intensity > old->intensity))
			*old = f;
		return;
	}
	if (!at_grow(&s->feelings, &s->feelings_cap, s->n_feelings + 1, sizeof *s->feelings)) {
		s->failed = true;
		return;
	}
	s->feelings[s->n_feelings++] = f;
}

/* What goes first: what they said, then what the writer's own act may have done to them, then other guesses; each by strength. */
static int weight(const struct attune_scanner *s, const struct at_feeling_found *f)
{
	bool at_writer = (at_rule_at(s->rules, f->rule)->moments & 1u << AT_M_ANGER) != 0;
	return f->intensity + (f->stated ? 20 : at_writer ? 10 : 0);
}

/* Early before late where they weigh the same: a stable insertion sort of a handful. */
static void sort_feelings(struct attune_scanner *s)
{
	for (size_t i = 1; i < s->n_feelings; i++) {
		struct at_feeling_found f = s->feelings[i];
		size_t k = i;
		while (k > 0 && weight(s, &f) > weight(s, &s->feelings[k - 1])) {
			s->feelings[k] = s->feelings[k - 1];
			k--;
		}
		s->feelings[k] = f;
	}
}

/* Beside what they said themselves, one guess at most, and a strong one; else two. More would be guessing at random. */
static void keep_few_guesses(struct attune_scanner *s)
{
	size_t stated = 0;
	while (stated < s->n_feelings && s->feelings[stated].stated)
		stated++;
	size_t most = stated == 0 ? 2 : s->n_feelings > stated && s->feelings[stated].intensity >= 4 ? stated + 1 : stated;
	if (s->n_feelings > most)
		s->n_feelings = most;
}

static void take_cue(struct attune_scanner *s, const struct at_match *m)
{
	const struct at_rule *rule = at_rule_at(s->rules, m->rule);
	s->kinds |= rule->moments;
	at_take_card(s, rule->card);
	at_topic_take(s, m);
	if (rule->reg != 0)
		add_name(s->registers, &s->n_registers, 4, rule->reg);
	if (rule->feeling_family != 0)
		add_feeling(s, rule, m);
	if (!at_grow(&s->cues, &s->cues_cap, s->n_cues + 1, sizeof *s->cues))
		s->failed = true;
	else if (s->n_cues == 0 || s->cues[s->n_cues - 1] != m->rule)
		s->cues[s->n_cues++] = m->rule;
}

/* They named a feeling that tells of good news, or wrote with exclamation marks; or said that it has two sides. */
static bool sounds_glad(const struct attune_scanner *s)
{
	for (size_t i = 0; i < s->n_feelings; i++)
		if (s->feelings[i].stated && (at_rule_at(s->rules, s->feelings[i].rule)->moments & 1u << AT_M_GOOD_NEWS) != 0)
			return true;
	return s->partner.text.exclaims != 0 || (s->kinds & 1u << AT_M_AMBIVALENCE) != 0;
}

/* News that does not count as good leaves no gladness guessed from it. */
static void drop_glad_guesses(struct attune_scanner *s)
{
	size_t to = 0;
	for (size_t i = 0; i < s->n_feelings; i++)
		if (s->feelings[i].stated || at_rule_at(s->rules, s->feelings[i].rule)->moments != 1u << AT_M_GOOD_NEWS)
			s->feelings[to++] = s->feelings[i];
	s->n_feelings = to;
}

/* Small talk is only that when nothing weighs on it. That somebody tells something of their own counts when nothing closer was
 * read; nothing at all is neutral. */
static void settle_kinds(struct attune_scanner *s)
{
	const uint32_t heavy = 1u << AT_M_CRISIS | 1u << AT_M_ABUSE | 1u << AT_M_ANGER | 1u << AT_M_DISTRESS;
	const uint32_t telling = 1u << AT_M_TELLING;
	if ((s->kinds & heavy) != 0)
		s->kinds &= ~(1u << AT_M_BANTER | 1u << AT_M_LOGISTICS);
	/* Beside something heavy, news is good only when they sound glad of it. */
	if ((s->kinds & heavy) != 0 && !sounds_glad(s)) {
		s->kinds &= ~(1u << AT_M_GOOD_NEWS);
		drop_glad_guesses(s);
	}
	if ((s->kinds & ~telling) != 0)
		s->kinds &= ~telling;
	if (s->kinds == 0)
		s->kinds = 1u << AT_M_NEUTRAL;
}

static void collect_needs(struct attune_scanner *s)
{
	for (size_t i = 0; i < s->n_feelings; i++) {
		const struct at_rule *rule = at_rule_at(s->rules, s->feelings[i].rule);
		for (uint32_t k = 0; k < rule->needs.n && k < 2; k++)
			add_name(s->needs, &s->n_needs, 6, at_list(s->rules, rule->needs)[k]);
	}
	for (size_t i = 0; i < s->n_cues; i++) {
		const struct at_rule *rule = at_rule_at(s->rules, s->cues[i]);
		for (uint32_t k = 0; k < rule->needs.n && rule->feeling_family == 0; k++)
			add_name(s->needs, &s->n_needs, 6, at_list(s->rules, rule->needs)[k]);
	}
}

void at_reading(struct attune_scanner *s)
{
	struct at_pass *p = &s->partner;
	for (size_t i = 0; i < p->n_matches && !s->failed; i++) {
		const struct at_match *m = &p->matches[i];
		const struct at_rule *rule = at_rule_at(s->rules, m->rule);
		if (rule->kind != ATTUNE_CUE || (at_pattern_at(s->rules, m->pattern)->intensity != 0 && inside_longer(s, p, i)))
			continue;
		if (at_condition_holds(s, rule->when, NULL) && !at_cancelled(s, p, m))
			take_cue(s, m);
	}
	sort_feelings(s);
	settle_kinds(s);
	collect_needs(s);
	keep_few_guesses(s);
	at_topic_settle(s);
	s->partner_intensity = at_intensity(s, p);
}
