/* SPDX-License-Identifier: MIT */
/*
 * lint.c: remarks for rule authors: what makes a rule slow, weak or hard to trust, though it loads. Input: a loaded set;
 * output: warnings with file and
 * line. Calls image, literal, base.
 */
#include "base/buffer.h"
#include "base/error.h"
#include "ruleset/image.h"
#include "ruleset/pattern.h"
#include <stdlib.h>
#include <string.h>

/* Below this a literal stands in nearly every message, so that the pattern is tried on nearly every message. 16 is one bit. */
#define COMMON_SCORE 100u
#define ENOUGH_EXAMPLES 3u

/* Fewer steps than this on ordinary text aren't worth a remark: four a character. */
#define COSTLY 40000u
#define SAMPLE_LENGTH 10000u
#define SAMPLE_MAX 400u

struct linting {
	const attune_rules *rules;
	struct at_diag d;
	const char *sample[SAMPLE_MAX];
	size_t sample_len[SAMPLE_MAX], n_sample, length;
};

static struct at_place place(const struct linting *l, const struct at_rule *u)
{
	return (struct at_place){at_string(l->rules, u->file), u->line, 0};
}

/* The look-alikes of all rules, up to 10,000 characters: what people write. */
static void take_sample(struct linting *l)
{
	const struct at_example *x = at_section(l->rules, AT_S_EXAMPLES);
	size_t len = 0;
	for (uint32_t i = 0; i < l->rules->image->n[AT_S_EXAMPLES] && l->n_sample < SAMPLE_MAX; i++) {
		if (!x[i].pass || len + x[i].text_len > SAMPLE_LENGTH)
			continue;
		l->sample[l->n_sample] = at_string(l->rules, x[i].text);
		l->sample_len[l->n_sample++] = x[i].text_len;
		len += x[i].text_len;
	}
	l->length = len;
}

static void lint_patterns(struct linting *l, const struct at_rule *u)
{
	const char *id = at_string(l->rules, u->id);
	for (uint32_t k = 0; k < u->patterns.n && u->stays == 0; k++) {
		const struct at_pattern *p = at_pattern_at(l->rules, u->patterns.first + k);
		const char *what = p->always ? "has no word that must appear, so it is tried on every message"
		                             : "rests on a very common word, so it is tried on most messages";
		struct at_cost cost;
		if (p->plain || (!p->always && p->score >= COMMON_SCORE))
			continue;
		if (l->length < SAMPLE_LENGTH / 2) /* too little to measure on */
			at_diag_warning(&l->d, place(l, u), id, "pattern %u %s; a rarer word makes it cheaper", k + 1, what);
		else if (at_regex_cost(&cost, at_string(l->rules, p->text), p->len, l->sample, l->sample_len, l->n_sample,
		                       COSTLY * 4) &&
		         cost.sum >= COSTLY)
			at_diag_warning(&l->d, place(l, u), id,
			                "pattern %u %s: %llu steps on 10,000 ordinary characters; a rarer word makes it cheaper",
			                k + 1, what, (unsigned long long)cost.sum);
	}
}

static void lint_examples(struct linting *l, const struct at_rule *u)
{
	const struct at_example *x = (const struct at_example *)at_section(l->rules, AT_S_EXAMPLES) + u->examples.first;
	unsigned hits = 0, passes = 0;
	for (uint32_t k = 0; k < u->examples.n; k++) {
		passes += x[k].pass;
		hits += !x[k].pass;
	}
	if (hits == 0)
		at_diag_warning(&l->d, place(l, u), at_string(l->rules, u->id), "no example that it should find");
	if (passes == 0 && u->kind != ATTUNE_CUE)
		at_diag_warning(&l->d, place(l, u), at_string(l->rules, u->id),
		                "no `pass` example: which look-alike must it leave alone?");
	else if (u->kind != ATTUNE_CUE && (hits < ENOUGH_EXAMPLES || passes < ENOUGH_EXAMPLES))
		at_diag_warning(&l->d, place(l, u), at_string(l->rules, u->id),
		                "%u to find and %u to pass: three of each make a rule one can trust", hits, passes);
}

static void lint_words(struct linting *l, const struct at_rule *u)
{
	const char *id = at_string(l->rules, u->id);
	if (u->kind == ATTUNE_FLAG && u->why == 0)
		at_diag_warning(&l->d, place(l, u), id, "no `why`: say in one warm sentence why this may not land");
	if (u->kind == ATTUNE_FLAG && u->hears == 0)
		at_diag_warning(&l->d, place(l, u), id, "no `hears`: what may the other person hear, in their words?");
	if (u->title == 0)
		at_diag_warning(&l->d, place(l, u), id, "no `title`");
}

/* What the pattern says, without what changes nothing: groups that only hold together, and case. */
static void bare(struct at_buffer *out, const char *s, size_t len)
{
	at_buffer_clear(out);
	for (size_t i = 0; i < len; i++) {
		if (len - i > 2 && memcmp(s + i, "(?:", 3) == 0)
			i += 2;
		else if (len - i > 1 && s[i] == '\\' && s[i + 1] == 'b')
			i++;
		else if (s[i] != ')' && s[i] != '(')
			at_buffer_add_char(out,
			                   s[i] >= 'A' && s[i] <= 'Z' && (i == 0 || s[i - 1] != '\\') ? (char)(s[i] + 32) : s[i]);
	}
}

struct said {
	uint64_t hash;
	uint32_t pattern, rule;
};

static int by_hash(const void *pa, const void *pb)
{
	const struct said *a = pa, *b = pb;
	if (a->hash != b->hash)
		return a->hash < b->hash ? -1 : 1;
	return a->pattern < b->pattern ? -1 : a->pattern > b->pattern;
}

/* Patterns of flags that say the same, in one rule or in two of a category. */
static bool lint_twins(struct linting *l)
{
	const struct at_image *image = l->rules->image;
	struct said *all = calloc(image->n[AT_S_PATTERNS] + 1, sizeof *all);
	struct at_buffer text = {0};
	size_t n = 0;
	for (uint32_t i = 0; all != NULL && i < image->n[AT_S_RULES]; i++) {
		const struct at_rule *u = at_rule_at(l->rules, i);
		for (uint32_t k = 0; !u->muted && u->kind == ATTUNE_FLAG && k < u->patterns.n; k++) {
			const struct at_pattern *p = at_pattern_at(l->rules, u->patterns.first + k);
			bare(&text, at_string(l->rules, p->text), p->len);
			all[n] = (struct said){0xcbf29ce484222325u, u->patterns.first + k, i};
			for (size_t c = 0; c < text.len; c++)
				all[n].hash = (all[n].hash ^ (unsigned char)text.ptr[c]) * 0x100000001b3u;
			n++;
		}
	}
	if (n > 1)
		qsort(all, n, sizeof *all, by_hash);
	for (size_t i = 1; i < n; i++) {
		const struct at_rule *u = at_rule_at(l->rules, all[i].rule), *other = at_rule_at(l->rules, all[i - 1].rule);
		if (all[i].hash == all[i - 1].hash && u->category == other->category && u->stays == 0)
			at_diag_warning(&l->d, place(l, u), at_string(l->rules, u->id),
			                "pattern %u says the same as pattern %u of %s", all[i].pattern - u->patterns.first + 1,
			                all[i - 1].pattern - other->patterns.first + 1, at_string(l->rules, other->id));
	}
	bool ok = all != NULL && !text.failed;
	free(all);
	at_buffer_free(&text);
	return ok;
}

/* A phrase of a rule that holds another one of it is never needed. */
static void lint_phrases(struct linting *l, const struct at_rule *u)
{
	for (uint32_t k = 0; k < u->patterns.n; k++) {
		const struct at_pattern *p = at_pattern_at(l->rules, u->patterns.first + k);
		for (uint32_t j = 0; p->plain && p->intensity == 0 && j < u->patterns.n; j++) {
			const struct at_pattern *o = at_pattern_at(l->rules, u->patterns.first + j);
			const char *all = at_string(l->rules, p->text), *in = strstr(all, at_string(l->rules, o->text));
			if (!o->plain || o->len >= p->len || in == NULL || (in > all && in[-1] != ' ') ||
			    (in[o->len] != '\0' && in[o->len] != ' '))
				continue;
			at_diag_warning(&l->d, place(l, u), at_string(l->rules, u->id),
			                "the phrase \"%s\" is found by \"%s\" already", all, at_string(l->rules, o->text));
			break;
		}
	}
}

attune_status attune_rules_lint(const attune_rules *rules, attune_diag_fn diag, void *payload, size_t *remarks)
{
	struct linting l = {.rules = rules, .d = {.fn = diag, .payload = payload}};
	take_sample(&l);
	for (uint32_t i = 0; i < rules->image->n[AT_S_RULES]; i++) {
		const struct at_rule *u = at_rule_at(rules, i);
		if (u->muted)
			continue;
		lint_words(&l, u);
		lint_patterns(&l, u);
		lint_examples(&l, u);
		lint_phrases(&l, u);
	}
	if (!lint_twins(&l))
		return ATTUNE_E_MEMORY;
	if (remarks != NULL)
		*remarks = l.d.warnings;
	return l.d.no_memory ? ATTUNE_E_MEMORY : ATTUNE_OK;
}
