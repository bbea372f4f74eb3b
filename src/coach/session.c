/* SPDX-License-Identifier: MIT */
/*
 * session.c: keeps versions, offers and names. Versions form a tree by their `from`: undo goes up, a draft written after an
 * undo becomes a second child, and what was undone stays in memory.
 */
#include "coach/session.h"
#include "coach/letter.h"
#include <stdlib.h>
#include <string.h>

static const char *const meter_words[] = {"seen", "heard", "understood", "less alone"};

void at_session_init(struct at_session *s)
{
	memset(s, 0, sizeof *s);
	s->now = AT_NO_VERSION;
}

static void drop_versions(struct at_session *s)
{
	for (size_t i = 0; i < s->n_versions; i++)
		free(s->versions[i].text);
	s->n_versions = 0;
	s->now = AT_NO_VERSION;
	s->taken_along = false;
}

void at_session_free(struct at_session *s)
{
	drop_versions(s);
	at_session_clear_offers(s);
	free(s->versions);
	free(s->offers);
	at_buffer_free(&s->partner);
	at_names_free(&s->muted);
	at_names_free(&s->parked);
	at_session_init(s);
}

static char *copy(const char *text, size_t len)
{
	char *c = malloc(len + 1);
	if (c != NULL) {
		if (len > 0)
			memcpy(c, text, len);
		c[len] = 0;
	}
	return c;
}

/* What was counted no longer compares. */
static void forget_tallies(struct at_session *s)
{
	for (size_t i = 0; i < s->n_versions; i++)
		s->versions[i].tally.counted = false;
}

bool at_session_hear(struct at_session *s, const char *text, size_t len)
{
	struct at_buffer partner = {0};
	at_buffer_add(&partner, text, len);
	if (partner.failed) {
		at_buffer_free(&partner);
		return false;
	}
	at_buffer_free(&s->partner);
	s->partner = partner;
	if (s->taken_along)
		drop_versions(s);
	s->asked = false;
	forget_tallies(s);
	at_session_clear_offers(s);
	return true;
}

const char *at_session_partner(const struct at_session *s)
{
	return s->partner.len > 0 ? s->partner.ptr : NULL;
}

enum at_drafted at_session_write(struct at_session *s, const char *text, size_t len)
{
	const struct at_version *now = at_session_now(s);
	if (now != NULL && now->len == len && memcmp(now->text, text, len) == 0)
		return AT_DRAFT_SAME;
	char *mine = copy(text, len);
	if (mine == NULL || !at_grow(&s->versions, &s->versions_cap, s->n_versions + 1, sizeof *s->versions)) {
		free(mine);
		return AT_DRAFT_FAILED;
	}
	s->versions[s->n_versions] = (struct at_version){.text = mine, .len = len, .from = s->now};
	s->now = s->n_versions++;
	s->asked = s->asked && !s->taken_along;
	s->taken_along = false;
	at_session_clear_offers(s);
	return AT_DRAFT_NEW;
}

bool at_session_undo(struct at_session *s)
{
	if (at_session_before(s) == NULL)
		return false;
	s->now = s->versions[s->now].from;
	s->taken_along = false;
	at_session_clear_offers(s);
	return true;
}

const struct at_version *at_session_now(const struct at_session *s)
{
	return s->now == AT_NO_VERSION ? NULL : &s->versions[s->now];
}

const struct at_version *at_session_before(const struct at_session *s)
{
	const struct at_version *now = at_session_now(s);
	return now == NULL || now->from == AT_NO_VERSION ? NULL : &s->versions[now->from];
}

bool at_session_is_muted(const struct at_session *s, const char *rule, const char *category)
{
	return at_names_has(&s->muted, rule) || at_names_has(&s->muted, category);
}

bool at_session_mute(struct at_session *s, const char *name)
{
	forget_tallies(s);
	return at_names_add(&s->muted, name, strlen(name));
}

bool at_session_unmute(struct at_session *s, const char *name)
{
	forget_tallies(s);
	return at_names_remove(&s->muted, name);
}

void at_session_count(struct at_session *s, const attune_report *report)
{
	attune_finding f;
	struct at_tally tally = {.counted = true, .meters = attune_report_meters(report)};
	if (s->now == AT_NO_VERSION)
		return;
	for (size_t i = 0; attune_report_finding(report, i, &f); i++) {
		if (at_session_is_muted(s, f.rule, f.category))
			continue;
		tally.findings++;
		tally.hurt += f.severity == ATTUNE_HURT;
	}
	s->versions[s->now].tally = tally;
}

/* "seen and heard" of the meters in `bits`. */
static void add_meters(struct at_buffer *out, unsigned bits)
{
	size_t left = 0;
	const char *sep = "";
	for (size_t k = 0; k < 4; k++)
		left += bits >> k & 1u;
	for (size_t k = 0; k < 4; k++) {
		if ((bits >> k & 1u) == 0)
			continue;
		at_buffer_addf(out, "%s%s", sep, meter_words[k]);
		sep = --left == 1 ? " and " : ", ";
	}
}

static size_t count_words(const struct at_version *v)
{
	size_t n = 0;
	bool inside = false;
	for (size_t i = 0; i < v->len; i++) {
		bool space = strchr(" \t\r\n", v->text[i]) != NULL;
		n += !space && !inside;
		inside = !space;
	}
	return n;
}

/* Most of the words went and all findings with them, which is nothing to praise unless what is left does more than before. */
static bool is_mere_cut(const struct at_version *before, const struct at_version *now)
{
	return now->tally.findings == 0 && (now->tally.meters & ~before->tally.meters) == 0 &&
	       count_words(now) * 2 < count_words(before);
}

void at_session_progress(const struct at_session *s, struct at_buffer *out)
{
	const struct at_version *now = at_session_now(s), *before = at_session_before(s);
	if (before == NULL || !now->tally.counted || !before->tally.counted || is_mere_cut(before, now))
		return;
	const struct at_tally *a = &before->tally, *b = &now->tally;
	const char *sep = "";
	if (b->findings < a->findings) {
		at_buffer_addf(out, "%zu fewer", a->findings - b->findings);
		sep = "; ";
	} else if (b->findings > a->findings) {
		at_buffer_addf(out, "%zu more than before", b->findings - a->findings);
		sep = "; ";
	}
	if (b->hurt == 0 && a->hurt > 0 && b->findings > 0) {
		at_buffer_addf(out, "%snothing left that would hurt", sep);
		sep = "; ";
	}
	if ((b->meters & ~a->meters) != 0) {
		at_buffer_addf(out, "%sthey'd feel ", sep);
		add_meters(out, b->meters & ~a->meters);
		at_buffer_add_str(out, " now");
	} else if ((a->meters & ~b->meters) != 0) {
		at_buffer_addf(out, "%sthey'd no longer feel ", sep);
		add_meters(out, a->meters & ~b->meters);
	}
}

bool at_session_ask(struct at_session *s)
{
	bool first = !s->asked;
	s->asked = true;
	s->asks += first;
	return first;
}

void at_session_clear_offers(struct at_session *s)
{
	for (size_t i = 0; i < s->n_offers; i++) {
		free(s->offers[i].kind);
		free(s->offers[i].text);
	}
	s->n_offers = 0;
	s->round = 0;
}

bool at_session_add_offer(struct at_session *s, const char *kind, const char *text, size_t len)
{
	struct at_offer o = {copy(kind, strlen(kind)), copy(text, len), len};
	if (o.kind == NULL || o.text == NULL || !at_grow(&s->offers, &s->offers_cap, s->n_offers + 1, sizeof *s->offers)) {
		free(o.kind);
		free(o.text);
		return false;
	}
	s->offers[s->n_offers++] = o;
	return true;
}

const struct at_offer *at_session_offer(const struct at_session *s, char letter)
{
	size_t i = at_letter(&letter, 1);
	return i < s->n_offers ? &s->offers[i] : NULL;
}

size_t at_session_gap(const char *text, size_t len, size_t *start)
{
	const char *open = memchr(text, '[', len);
	const char *close = open == NULL ? NULL : memchr(open, ']', len - (size_t)(open - text));
	*start = close == NULL ? len : (size_t)(open - text);
	return close == NULL ? 0 : (size_t)(close - open) + 1;
}
