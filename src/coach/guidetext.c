/* SPDX-License-Identifier: MIT */
/*
 * guidetext.c: makes sentences of answers: what an answer is without its opening words, templates with slots, and offers, each of which
 * the rules have read and found nothing in. Input: answers and wording; output: slots, paragraphs, offers.
 */
#include "coach/guide.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *at_guide_nth(const struct at_guide *g, const char *key, size_t k)
{
	bool own = at_wording_get(g->world->words, g->mode->name, key, 0) != NULL;
	return at_wording_get(g->world->words, own ? g->mode->name : "common", key, k);
}

const char *at_guide_words(const struct at_guide *g, const char *key)
{
	const char *line = at_guide_nth(g, key, 0);
	return line == NULL ? "" : line;
}

/* ------------------------------------------------------------------- words */

static bool is_word_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'' || (c & 0x80) != 0;
}

/* Whether `text` begins with the words of `start`, and how long they are. */
static size_t begins(const char *text, const char *start)
{
	size_t n = strlen(start);
	return strncasecmp(text, start, n) == 0 && !is_word_char(text[n]) ? n : 0;
}

bool at_guide_is(const struct at_guide *g, const char *text, const char *key)
{
	const char *word;
	for (size_t k = 0; (word = at_wording_get(g->world->words, "common", key, k)) != NULL; k++)
		if (begins(text, word) > 0)
			return true;
	return false;
}

bool at_guide_names(const char *text, const char *word)
{
	bool start = true;
	for (; *text != 0; text++) {
		if (start && begins(text, word) > 0)
			return true;
		start = !is_word_char(*text);
	}
	return false;
}

bool at_guide_has(const struct at_guide *g, const char *text, const char *key)
{
	bool start = true;
	for (; *text != 0; text++) {
		if (start && at_guide_is(g, text, key))
			return true;
		start = !is_word_char(*text);
	}
	return false;
}

bool at_guide_is_few(const char *text)
{
	size_t spaces = 0;
	for (; *text != 0; text++)
		spaces += *text == ' ';
	return spaces < 3;
}

/* One space between words, straight apostrophes, no white space or marks at the ends. */
static void flatten(struct at_buffer *out, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		bool curly = len - i >= 3 && (memcmp(text + i, "\xe2\x80\x99", 3) == 0 || memcmp(text + i, "\xe2\x80\x98", 3) == 0);
		char c = curly ? '\'' : (unsigned char)text[i] < 0x20 ? ' ' : text[i];
		i += curly ? 2 : 0;
		if (c != ' ' || (out->len > 0 && out->ptr[out->len - 1] != ' '))
			at_buffer_add_char(out, c);
	}
	while (out->len > 0 && strchr(" .!?,;:", out->ptr[out->len - 1]) != NULL)
		out->len--;
}

static size_t strip_once(const struct at_guide *g, const char *text, const char *key)
{
	const char *start;
	size_t longest = 0;
	for (size_t k = 0; (start = at_wording_get(g->world->words, "common", key, k)) != NULL; k++) {
		size_t n = begins(text, start);
		longest = n > longest ? n : longest;
	}
	return longest;
}

void at_guide_clean(const struct at_guide *g, struct at_buffer *out, const char *text, size_t len, const char *strip)
{
	struct at_buffer flat = {0};
	flatten(&flat, text, len);
	const char *s = at_buffer_str(&flat);
	for (size_t i = 0; strip != NULL && i < 4; i++) {
		size_t n = strip_once(g, s, strip);
		if (n == 0)
			break;
		s += n;
		s += strspn(s, " ,");
	}
	size_t start = out->len;
	at_buffer_add_str(out, s);
	bool capital = s[0] >= 'A' && s[0] <= 'Z' && is_word_char(s[1]) && s[1] >= 'a';
	bool named = strip == NULL || strcmp(strip, "strip-about") == 0;
	if (capital && !out->failed && (!named || at_guide_is(g, s, "lower")))
		out->ptr[start] = (char)(s[0] + 32);
	out->failed |= flat.failed;
	at_buffer_free(&flat);
}

/* ------------------------------------------------------------------- slots */

static struct at_guide_slot *slot(struct at_guide *g, const char *name, size_t len)
{
	for (size_t i = 0; i < g->n_slots; i++)
		if (strlen(g->slots[i].name) == len && memcmp(g->slots[i].name, name, len) == 0)
			return &g->slots[i];
	return NULL;
}

void at_guide_set(struct at_guide *g, const char *name, const char *text)
{
	struct at_guide_slot *s = slot(g, name, strlen(name));
	if (s == NULL && g->n_slots < AT_GUIDE_SLOTS) {
		s = &g->slots[g->n_slots++];
		s->name = name;
	}
	if (s == NULL)
		return;
	at_buffer_clear(&s->text);
	at_buffer_add_str(&s->text, text == NULL ? "" : text);
	g->failed |= s->text.failed;
}

const char *at_guide_slot(struct at_guide *g, const char *name)
{
	struct at_guide_slot *s = slot(g, name, strlen(name));
	return s == NULL ? "" : at_buffer_str(&s->text);
}

bool at_guide_fill(struct at_guide *g, struct at_buffer *out, const char *template)
{
	size_t start = out->len;
	for (const char *c = template; *c != 0; c++) {
		const char *end = *c == '{' ? strchr(c, '}') : NULL;
		bool filled = out->len > start && strchr(".!?", out->ptr[out->len - 1]) != NULL;
		if (end == NULL) {
			if (*c != '.' || !filled || c == template || c[-1] != '}')
				at_buffer_add_char(out, *c);
			continue;
		}
		struct at_guide_slot *s = slot(g, c + 1, (size_t)(end - c) - 1);
		if (s == NULL || s->text.len == 0) {
			out->len = start;
			return false;
		}
		at_buffer_add(out, s->text.ptr, s->text.len);
		c = end;
	}
	return true;
}

void at_guide_compose(struct at_guide *g, const char *name, const char *key)
{
	struct at_buffer text = {0};
	const char *template;
	for (size_t k = 0; text.len == 0 && (template = at_guide_nth(g, key, k)) != NULL; k++)
		(void)at_guide_fill(g, &text, template);
	at_guide_set(g, name, at_buffer_str(&text));
	at_guide_drop(g, &text);
}

void at_guide_say(struct at_guide *g, enum at_said how, const char *template)
{
	size_t start = g->said.len;
	at_buffer_add_char(&g->said, (char)how);
	if (*template == 0 || !at_guide_fill(g, &g->said, template)) {
		g->said.len = start;
		return;
	}
	for (size_t i = start; i < g->said.len; i++)
		if (g->said.ptr[i] == '\n')
			g->said.ptr[i] = ' ';
	at_buffer_add_char(&g->said, '\n');
	g->failed |= g->said.failed;
}

/* ----------------------------------------------------------------- reading */

bool at_guide_objects(struct at_guide *g, const char *draft, const char *category)
{
	attune_finding f;
	const char *partner = g->has_partner ? at_buffer_str(&g->partner) : NULL;
	if (!at_guide_answered(g, attune_scan(&g->report, g->world->scanner, draft, strlen(draft), partner, g->partner.len, NULL)))
		return false;
	for (size_t i = 0; attune_report_finding(g->report, i, &f); i++) {
		bool about_words = !f.whole && !f.leaning && strcmp(f.category, "tone") != 0 && strcmp(f.category, "missing") != 0;
		if (f.severity < ATTUNE_MISS || !about_words || (category != NULL && strcmp(f.category, category) != 0))
			continue; /* a part of a message has no tone yet, and leans nowhere */
		at_guide_set(g, "why", f.why);
		return true;
	}
	return false;
}

/* What stands behind the first word: "stupid" of "feel stupid"; "" when there is one word. */
static const char *behind(const char *said)
{
	const char *space = strchr(said, ' ');
	return space == NULL ? "" : space + 1;
}

/* Two feelings in one clause: "are lonely and scared", "are ashamed and feel small". */
static void join(struct at_guide *g, const attune_feeling *a, const attune_feeling *b)
{
	struct at_buffer said = {0}, word = {0};
	size_t verb = strcspn(a->said, " ") + 1;
	at_buffer_add_str(&said, a->said);
	at_buffer_add_str(&word, a->word);
	bool alike = b != NULL && strncmp(a->said, b->said, verb) == 0;
	bool names = b != NULL && (strncmp(b->said, "are ", 4) == 0 || strncmp(b->said, "feel ", 5) == 0);
	if (names && *behind(b->said) != 0) {
		at_buffer_addf(&said, " and %s", alike ? behind(b->said) : b->said);
		at_buffer_addf(&word, " and %s", b->word);
	}
	bool is = strncmp(at_buffer_str(&said), "are ", 4) == 0;
	struct at_buffer you = {0};
	at_buffer_addf(&you, is ? "you're %s" : "you %s", at_buffer_str(&said) + (is ? 4 : 0));
	at_guide_set(g, "you", at_buffer_str(&you));
	at_guide_drop(g, &you);
	at_guide_set(g, "word", at_buffer_str(&word));
	at_guide_drop(g, &said);
	at_guide_drop(g, &word);
}

void at_guide_feeling(struct at_guide *g, const char *text)
{
	struct at_buffer told = {0};
	attune_feeling a, b;
	at_guide_set(g, "you", "");
	at_guide_set(g, "word", "");
	at_buffer_addf(&told, "i feel %s", text);
	const char *s = at_buffer_str(&told);
	bool read = *text != 0 && at_guide_answered(g, attune_read(&g->report, g->world->scanner, s, strlen(s), NULL));
	if (read && attune_report_feeling(g->report, 0, &a) && a.stated && a.said != NULL)
		join(g, &a, attune_report_feeling(g->report, 1, &b) && b.stated && b.said != NULL ? &b : NULL);
	at_guide_drop(g, &told);
}

void at_guide_mirror(struct at_guide *g)
{
	attune_mirror *m = NULL;
	const char *clause = NULL;
	if (g->has_partner && at_guide_answered(g, attune_mirror_read(&m, g->world->scanner, g->partner.ptr, g->partner.len, NULL)))
		clause = attune_mirror_clause(m, 0);
	at_guide_set(g, "mirror", clause);
	attune_mirror_free(m);
}

/* ------------------------------------------------------------------ offers */

/* Whether the text whose manner is followed begins in lower case. */
static bool is_casual(const struct at_guide *g)
{
	const struct at_buffer *like = g->model.len > 0 ? &g->model : &g->partner;
	for (size_t i = 0; i < like->len; i++)
		if ((like->ptr[i] | 0x20) >= 'a' && (like->ptr[i] | 0x20) <= 'z')
			return like->ptr[i] >= 'a';
	return false;
}

void at_guide_dress(struct at_buffer *out, const char *s, bool casual)
{
	bool starts = true;
	for (size_t i = 0; s[i] != 0; i++) {
		bool alone = s[i] == 'i' && (i == 0 || !is_word_char(s[i - 1])) && (!is_word_char(s[i + 1]) || s[i + 1] == '\'');
		char c = s[i];
		if (!casual && c >= 'a' && c <= 'z' && (starts || alone))
			c = (char)(c - 32);
		at_buffer_add_char(out, c);
		if (strchr(".!?", s[i]) != NULL)
			starts = true;
		else if (is_word_char(s[i]))
			starts = false;
	}
	if (casual && out->len > 1 && out->ptr[out->len - 1] == '.')
		out->len--;
}

static bool is_offered(const struct at_guide *g, const char *text)
{
	for (size_t i = 0; i < g->n_offers; i++)
		if (strlen(text) == g->offers[i].text.len && memcmp(g->offers[i].text.ptr, text, g->offers[i].text.len) == 0)
			return true;
	return false;
}

static bool has_offer_kind(const struct at_guide *g, const char *kind)
{
	for (size_t i = 0; i < g->n_offers; i++)
		if (strcmp(g->offers[i].kind, kind) == 0)
			return true;
	return false;
}

static bool add(struct at_guide *g, const char *kind, const char *text)
{
	if (g->n_offers == AT_GUIDE_OFFERS || is_offered(g, text))
		return false;
	struct at_guide_offer *o = &g->offers[g->n_offers];
	o->kind = kind;
	at_buffer_clear(&o->text);
	at_buffer_add_str(&o->text, text);
	g->failed |= o->text.failed;
	if (o->text.failed)
		return false;
	g->n_offers++;
	return true;
}

/* Whether the rules find nothing in it. Where what they said isn't known, a note is no more than a maybe. */
static bool is_clean(struct at_guide *g, const char *text)
{
	const char *partner = g->has_partner ? at_buffer_str(&g->partner) : NULL;
	attune_finding f;
	if (!at_guide_answered(g, attune_scan(&g->report, g->world->scanner, text, strlen(text), partner, g->partner.len, NULL)) ||
	    attune_report_card(g->report) != NULL)
		return false;
	for (size_t i = 0; attune_report_finding(g->report, i, &f); i++)
		if (g->has_partner || f.severity > ATTUNE_NOTE)
			return false;
	return true;
}

bool at_guide_reply(struct at_guide *g, const char *kind, const char *key)
{
	struct at_buffer text = {0}, dressed = {0};
	const char *template;
	bool done = false;
	for (size_t k = 0; !done && (template = at_guide_nth(g, key, k)) != NULL; k++) {
		at_buffer_clear(&text);
		at_buffer_clear(&dressed);
		if (!at_guide_fill(g, &text, template))
			continue;
		at_guide_dress(&dressed, at_buffer_str(&text), is_casual(g));
		g->failed |= text.failed || dressed.failed;
		done = !g->failed && is_clean(g, at_buffer_str(&dressed)) && add(g, kind, at_buffer_str(&dressed));
	}
	at_guide_drop(g, &text);
	at_guide_drop(g, &dressed);
	return done;
}

void at_guide_rewrite(struct at_guide *g, const char *draft, size_t most)
{
	struct at_buffer dressed = {0};
	attune_wish wish = {.to = g->world->to};
	attune_offer o;
	at_guide_dress(&dressed, draft, is_casual(g));
	const char *text = at_buffer_str(&dressed);
	if (g->has_partner && at_guide_answered(g, attune_rewrite(&g->rewrites, g->world->scanner, text, strlen(text),
	                                                          at_buffer_str(&g->partner), g->partner.len, &wish, NULL)))
		for (size_t i = 0; g->n_offers < most && attune_offers_get(g->rewrites, i, &o); i++)
			if (!has_offer_kind(g, o.kind))
				(void)add(g, o.kind, o.text);
	at_guide_drop(g, &dressed);
}

void at_guide_clear_offers(struct at_guide *g)
{
	for (size_t i = 0; i < AT_GUIDE_OFFERS; i++)
		at_buffer_free(&g->offers[i].text);
	g->n_offers = 0;
}

void at_guide_end(struct at_guide *g)
{
	if (g->n_offers == 0)
		at_guide_say(g, AT_SAID_PLAIN, at_guide_words(g, "none"));
}
