/* SPDX-License-Identifier: MIT */
/*
 * slow.c: what patterns cost on hostile text. Input: a loaded set; output: warnings for patterns whose work grows out of hand,
 * with the measured steps. A pattern's own words are what makes it go astray, so the texts are made of them: each of the first
 * words over and over, all in turn, one letter, one long word. Short texts are tried first; only where the work grows faster
 * than they do (or is much already) are the long ones. Calls pattern.
 */
#include "ruleset/pattern.h"
#include "scan/scanner.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHORT 1000u
#define LONG 10000u
#define WORDS 40u
#define WORD 32u
#define ALONE 4u /* words that are repeated alone */
#define TEXTS (ALONE + 3u)
#define ROOM (LONG + WORDS * (WORD + 1) + 8)

/* Where a pattern is from. */
struct home {
	at_str file, id;
	uint32_t line;
	const char *what;
	bool wanted;
	bool stays; /* its author knows */
};

struct slow {
	const attune_rules *rules;
	struct at_diag d;
	struct home *homes; /* by pattern */
	attune_slow *out;
	uint64_t *steps;
	char *room;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The words that stand in a pattern. */
static size_t words_of(const char *s, size_t len, char out[WORDS][WORD])
{
	size_t n = 0;
	for (size_t i = 0; i < len && n < WORDS;) {
		size_t end = i;
		while (s[i] != '\\' && end < len && (is_letter(s[end]) || (end > i && s[end] == '\'')))
			end++;
		if (end > i && end - i < WORD) {
			bool known = false;
			memcpy(out[n], s + i, end - i);
			out[n][end - i] = '\0';
			for (size_t k = 0; k < n; k++)
				known |= strcmp(out[k], out[n]) == 0;
			n += !known;
		}
		i = end > i ? end : i + (s[i] == '\\' ? 2 : 1);
	}
	return n;
}

static size_t put(char *out, size_t len, const char *word)
{
	while (*word != '\0')
		out[len++] = *word++;
	out[len++] = ' ';
	return len;
}

/* The words [from, from + n) in turn, until `most` characters; at the end all of them once more, since PCRE2 looks at nothing
 * where a
 * letter is missing that must appear, and then something that no pattern ends with. */
static size_t fill(char *out, char words[WORDS][WORD], size_t n_words, size_t from, size_t n, size_t most)
{
	size_t len = 0, tail = 2;
	for (size_t i = 0; i < n_words; i++)
		tail += strlen(words[i]) + 1;
	for (size_t i = 0; n != 0 && len + WORD + 1 + tail < most; i++)
		len = put(out, len, words[from + i % n]);
	for (size_t i = 0; i < n_words; i++)
		len = put(out, len, words[i]);
	out[len] = '~';
	return len + 1;
}

static bool measure(const struct slow *s, const struct at_pattern *p, size_t size, struct at_cost *cost)
{
	char words[WORDS + 1][WORD];
	const char *text = at_string(s->rules, p->text), *subjects[TEXTS];
	size_t lens[TEXTS], n = 0, n_words = words_of(text, p->len, words);
	for (size_t i = 0; i < TEXTS; i++)
		subjects[i] = s->room + i * ROOM;
	lens[n] = fill(s->room, words, n_words, 0, n_words, size);
	n++;
	for (size_t i = 0; i < ALONE && i < n_words; i++, n++)
		lens[n] = fill(s->room + n * ROOM, words, n_words, i, 1, size);
	memcpy(words[n_words], "a", 2);
	lens[n] = fill(s->room + n * ROOM, words, n_words, n_words, 1, size);
	n++;
	memcpy(words[n_words], "aaaaaaaaaaaaaaaa", 17);
	lens[n] = fill(s->room + n * ROOM, words, n_words, n_words, 1, size);
	/* One long word. */
	for (size_t i = 16; i + 32 < lens[n] && i < size * 3 / 4; i++)
		if (s->room[n * ROOM + i] == ' ')
			s->room[n * ROOM + i] = 'a';
	n++;
	return at_regex_cost(cost, text, p->len, subjects, lens, n, ATTUNE_MAX_STEPS);
}

static void tell(struct slow *s, const struct home *h, const char *text, const char *what)
{
	struct at_place where = {at_string(s->rules, h->file), h->line, 0};
	size_t len = strlen(text) < 60 ? strlen(text) : 60;
	while (len > 0 && ((unsigned char)text[len] & 0xC0u) == 0x80u)
		len--;
	at_diag_warning(&s->d, where, at_string(s->rules, h->id), "%s %.*s%s: %s", h->what, (int)len, text,
	                text[len] != '\0' ? "..." : "", what);
}

static bool try_pattern(struct slow *s, uint32_t i)
{
	const struct at_pattern *p = at_pattern_at(s->rules, i);
	struct at_cost one, two, whole;
	if (p->plain || p->same != i || !s->homes[i].wanted)
		return true;
	if (!measure(s, p, SHORT, &one) || !measure(s, p, 2 * SHORT, &two))
		return false;
	uint64_t steps = two.steps * (LONG / SHORT / 2);
	const char *text = at_string(s->rules, p->text);
	if (one.limit) {
		s->out->stopped++;
		tell(s, &s->homes[i], text, "stopped by a limit on 1,000 characters; look for repeats in repeats, such as (a+)+");
	} else if (two.uncounted || two.steps > 3 * one.steps || steps > ATTUNE_MAX_STEPS / 4) {
		if (!measure(s, p, LONG, &whole))
			return false;
		steps = whole.steps;
		s->out->stopped_long += whole.limit;
		s->out->uncounted += whole.uncounted;
		s->out->slow += whole.stopped;
		if (whole.stopped && !s->homes[i].stays)
			tell(s, &s->homes[i], text,
			     "more than 2,000,000 steps on 10,000 characters; bound what is repeated: {0,3} instead of * or +");
	}
	s->steps[s->out->patterns++] = steps;
	return true;
}

static void live_at(struct slow *s, struct at_range patterns, struct home h)
{
	for (uint32_t k = 0; k < patterns.n; k++) {
		struct home *home = &s->homes[at_pattern_at(s->rules, patterns.first + k)->same];
		if (!home->wanted)
			*home = h;
	}
}

static void condition_at(struct slow *s, uint32_t index, struct home h)
{
	if (index == AT_NONE)
		return;
	const struct at_condition *c = at_condition_at(s->rules, index);
	h.what = "condition";
	live_at(s, c->partner_says, h);
	live_at(s, c->partner_says_not, h);
	live_at(s, c->says, h);
	live_at(s, c->says_not, h);
}

static void settle_rules(struct slow *s, bool (*wanted)(size_t, void *), void *payload)
{
	const struct at_shade *shades = at_section(s->rules, AT_S_SHADES);
	for (uint32_t i = 0; i < s->rules->image->n[AT_S_RULES]; i++) {
		const struct at_rule *u = at_rule_at(s->rules, i);
		struct home h = {u->file, u->id, u->line, "pattern", true, u->stays != 0};
		if (u->muted || (wanted != NULL && !wanted(i, payload)))
			continue;
		live_at(s, u->patterns, h);
		condition_at(s, u->when, h);
		for (uint32_t k = 0; k < u->shades.n; k++)
			condition_at(s, shades[u->shades.first + k].when, h);
		h.what = "except";
		live_at(s, u->excepts, h);
	}
}

static void settle_others(struct slow *s)
{
	const struct at_reply *replies = at_section(s->rules, AT_S_REPLIES);
	const struct at_take *takes = at_section(s->rules, AT_S_TAKES);
	for (uint32_t i = 0; i < s->rules->image->n[AT_S_GUARDS]; i++) {
		const struct at_guard *g = at_guard_at(s->rules, i);
		struct home h = {g->file, g->id, g->line, "guard", true, false};
		live_at(s, g->patterns, h);
		condition_at(s, g->when, h);
	}
	for (uint32_t i = 0; i < s->rules->image->n[AT_S_REPLIES]; i++) {
		const struct at_reply *r = &replies[i];
		struct home h = {r->file, r->id, r->line, "take", true, false};
		for (uint32_t k = 0; k < r->takes.n; k++)
			live_at(s, (struct at_range){takes[r->takes.first + k].pattern, 1}, h);
		h.what = "bar";
		live_at(s, r->bars, h);
		condition_at(s, r->when, h);
	}
}

static int by_size(const void *pa, const void *pb)
{
	uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;
	return a < b ? -1 : a > b;
}

attune_status attune_rules_slow(const attune_rules *rules, bool (*wanted)(size_t rule, void *payload), attune_diag_fn diag,
                                void *payload, attune_slow *out)
{
	struct slow s = {.rules = rules, .d = {.fn = diag, .payload = payload}, .out = out};
	uint32_t n = rules->image->n[AT_S_PATTERNS];
	bool ok = true;
	*out = (attune_slow){0};
	s.homes = calloc(n + 1, sizeof *s.homes);
	s.steps = calloc(n + 1, sizeof *s.steps);
	s.room = malloc(TEXTS * ROOM);
	if (s.homes != NULL && s.steps != NULL && s.room != NULL) {
		settle_rules(&s, wanted, payload);
		if (wanted == NULL)
			settle_others(&s);
		for (uint32_t i = 0; i < n && ok; i++)
			ok = try_pattern(&s, i);
		qsort(s.steps, out->patterns, sizeof *s.steps, by_size);
		out->median = out->patterns > 0 ? s.steps[out->patterns / 2] : 0;
		out->most = out->patterns > 0 ? s.steps[out->patterns - 1] : 0;
	} else
		ok = false;
	free(s.homes);
	free(s.steps);
	free(s.room);
	return ok ? ATTUNE_OK : ATTUNE_E_MEMORY;
}
