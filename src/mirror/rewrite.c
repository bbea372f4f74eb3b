/* SPDX-License-Identifier: MIT */
/*
 * rewrite.c: from a draft and what the partner said to a few replies worth sending. Input: both texts and a wish; output: offers
 * that differ in kind and raise no finding. Calls the rest of mirror/, scan.
 *
 * Method: every template that fits is a candidate, the heaviest first; of equal ones the salt (a hash of the input) decides. A
 * candidate is filled, put together with the writer's own sentences, styled, and checked by the rules; the first that
 * passes for each kind is taken. Kinds are used twice only when there are too few.
 */
#include "mirror/compose.h"
#include "text/bytes.h"
#include <stdlib.h>
#include <string.h>

#define USUAL 3u
#define CHECKS 80u      /* candidates looked at, at most */
#define LIKENESS 70u    /* percent of words two offers may share */
#define SHORT_WORDS 20u /* a reply of this length is never too long */

#define WISHED 200 /* what a reply weighs more when it is for the very goal that was wished */

struct candidate {
	const struct at_reply *reply;
	int32_t weight;
	uint32_t text, order;
	bool used;
};

struct rewriting {
	struct at_composer c;
	struct attune_offers *o;
	struct candidate *candidates;
	size_t n, cap;
	unsigned checks;
	size_t wanted, skip;
	bool kept_read; /* the scanner's draft is what is kept */
	struct at_buffer filled, joined, styled;
	attune_error **err;
};

static uint32_t scatter(uint32_t h)
{
	h ^= h >> 16;
	h *= 0x7feb352du;
	h ^= h >> 15;
	return h * 0x846ca68bu;
}

static int by_weight(const void *pa, const void *pb)
{
	const struct candidate *a = pa, *b = pb;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	if (a->order != b->order)
		return a->order < b->order ? -1 : 1;
	return a->text < b->text ? -1 : a->text > b->text;
}

static int32_t wished(const struct rewriting *w, const struct at_reply *u)
{
	unsigned goal = (unsigned)w->c.wish->goal;
	return goal != ATTUNE_GOAL_ANY && (u->goals >> goal & 1u) != 0 ? WISHED : 0;
}

static bool collect(struct rewriting *w)
{
	const attune_rules *rules = w->c.s->rules;
	for (const struct at_reply *u = at_reply_first(rules, "", 0); u != NULL; u = at_reply_next(rules, u)) {
		if (!at_reply_fits(&w->c, u))
			continue;
		for (uint32_t k = 0; k < u->texts.n; k++) {
			if (!at_grow(&w->candidates, &w->cap, w->n + 1, sizeof *w->candidates))
				return false;
			uint32_t text = at_list(rules, u->texts)[k];
			const char *words = at_string(rules, text);
			/* The words decide, not where they stand: other rules must not reorder replies. */
			uint32_t order = scatter(w->c.salt ^ at_hash(words, strlen(words)));
			w->candidates[w->n++] = (struct candidate){u, u->weight + wished(w, u), text, order, false};
		}
	}
	if (w->n > 1)
		qsort(w->candidates, w->n, sizeof *w->candidates, by_weight);
	return true;
}

static bool is_word_byte(char c)
{
	return at_byte_is(c, AT_B_WORD) || at_is_high(c) || c == '\'';
}

static size_t next_word(const char *s, size_t len, size_t from, size_t *end)
{
	while (from < len && !is_word_byte(s[from]))
		from++;
	*end = from;
	while (*end < len && is_word_byte(s[*end]))
		(*end)++;
	return from;
}

static bool has_word(const char *s, size_t len, const char *word, size_t n)
{
	size_t end = 0;
	for (size_t at = next_word(s, len, 0, &end); at < len; at = next_word(s, len, end, &end))
		if (end - at == n && strncmp(s + at, word, n) == 0)
			return true;
	return false;
}

/* Percent of the words of `a` that `b` has, too. */
static unsigned likeness(const char *a, size_t a_len, const char *b, size_t b_len)
{
	unsigned words = 0, shared = 0;
	size_t end = 0;
	for (size_t at = next_word(a, a_len, 0, &end); at < a_len; at = next_word(a, a_len, end, &end)) {
		words++;
		shared += has_word(b, b_len, a + at, end - at);
	}
	return words == 0 ? 100 : shared * 100 / words;
}

static bool has_kind(const struct rewriting *w, const struct at_reply *u)
{
	const char *kind = at_string(w->c.s->rules, u->offer);
	for (size_t i = 0; i < w->o->n; i++)
		if (w->o->items[i].kind == kind)
			return true;
	return false;
}

/* Unlike every offer there is, the writer's own sentences left aside. */
static bool is_new(const struct rewriting *w)
{
	for (size_t i = 0; i < w->o->n; i++) {
		const struct at_made *f = &w->o->items[i];
		const char *own = w->o->text.ptr + f->own;
		if (f->len == w->styled.len && memcmp(w->o->text.ptr + f->at, w->styled.ptr, f->len) == 0)
			return false;
		if (likeness(w->filled.ptr, w->filled.len, own, f->own_len) > LIKENESS ||
		    likeness(own, f->own_len, w->filled.ptr, w->filled.len) > LIKENESS)
			return false;
	}
	return true;
}

/* Another draft for the scanner. What it can't be is passed over; that memory ran out ends it all. */
static bool reread(struct rewriting *w, const char *draft, size_t len)
{
	attune_status status = at_reread_draft(w->c.s, draft, len, NULL);
	w->c.failed |= status == ATTUNE_E_MEMORY;
	return status == ATTUNE_OK;
}

/* The rules say of the candidate: nothing at all. */
static bool passes(struct rewriting *w, unsigned *meters)
{
	struct attune_scanner *s = w->c.s;
	w->kept_read = false;
	if (!reread(w, w->styled.ptr, w->styled.len))
		return false;
	for (size_t i = 0; i < s->n_flags; i++)
		if (!s->flags[i].dropped)
			return false;
	*meters = 0;
	for (size_t i = 0; i < s->n_moves; i++)
		*meters |= at_rule_at(s->rules, s->moves[i].rule)->meters;
	return true;
}

static uint32_t kept_words(const struct at_composer *c)
{
	uint32_t n = 0;
	for (size_t i = 0; i < c->plan.n_kept; i++) {
		size_t end = 0;
		const struct at_words *k = &c->plan.kept[i].text;
		for (size_t at = next_word(k->ptr, k->len, 0, &end); at < k->len; at = next_word(k->ptr, k->len, end, &end))
			n++;
	}
	return n;
}

/* About as long as what they said, beside the writer's own sentences. */
static bool is_too_long(const struct rewriting *w, uint32_t kept)
{
	uint32_t words = 0, most;
	size_t end = 0;
	for (size_t at = next_word(w->styled.ptr, w->styled.len, 0, &end); at < w->styled.len;
	     at = next_word(w->styled.ptr, w->styled.len, end, &end))
		words++;
	if (!w->c.s->has_partner)
		return false;
	most = w->c.s->partner.text.words * 6 / 5;
	return words > kept + (most > SHORT_WORDS ? most : SHORT_WORDS);
}

static bool compose(struct rewriting *w, const struct candidate *k)
{
	at_buffer_clear(&w->filled);
	at_buffer_clear(&w->joined);
	at_buffer_clear(&w->styled);
	if (!at_fill(&w->c, k->reply, at_string(w->c.s->rules, k->text), k->order, &w->filled) ||
	    !at_assemble(&w->c, w->filled.ptr, w->filled.len, &w->joined))
		return false;
	at_style_apply(&w->styled, &w->c.style, w->joined.ptr, w->joined.len);
	w->c.failed |= w->styled.failed;
	return !w->styled.failed && w->styled.len != 0;
}

static void take(struct rewriting *w, const struct at_reply *u, unsigned meters)
{
	const attune_rules *rules = w->c.s->rules;
	if (!at_grow(&w->o->items, &w->o->cap, w->o->n + 1, sizeof *w->o->items)) {
		w->c.failed = true;
		return;
	}
	struct at_made f = {.kind = at_string(rules, u->offer), .reply = at_string(rules, u->id), .meters = meters};
	f.at = at_offers_add(w->o, w->styled.ptr, w->styled.len);
	f.len = w->styled.len;
	f.own = at_offers_add(w->o, w->filled.ptr, w->filled.len);
	f.own_len = w->filled.len;
	w->c.failed |= w->o->text.failed;
	if (!w->o->text.failed)
		w->o->items[w->o->n++] = f;
}

/* The kept sentences are the draft again whenever a template is filled, for its conditions look at them. */
static bool read_kept(struct rewriting *w, const struct at_words *kept)
{
	if (!w->kept_read && !reread(w, kept->ptr, kept->len))
		return false;
	w->kept_read = true;
	return true;
}

/* Goes down the candidates; `any_kind` lets a kind be used again, `any_length` lets a reply be long. */
static void go_down(struct rewriting *w, const struct at_words *kept, bool any_kind, bool any_length)
{
	uint32_t words = kept_words(&w->c);
	for (size_t i = 0; i < w->n && w->o->n < w->wanted && w->checks < CHECKS && !w->c.failed; i++) {
		struct candidate *k = &w->candidates[i];
		unsigned meters = 0;
		if (k->used || (!any_kind && has_kind(w, k->reply)) || !read_kept(w, kept) || !at_reply_fits(&w->c, k->reply) ||
		    !compose(w, k) || !is_new(w) || (!any_length && is_too_long(w, words)))
			continue;
		w->checks++;
		k->used = true;
		if (passes(w, &meters))
			take(w, k->reply, meters);
	}
}

/* The kept sentences as one text. */
static struct at_words join_kept(struct at_composer *c)
{
	struct at_buffer b = {0};
	for (size_t i = 0; i < c->plan.n_kept; i++) {
		at_buffer_add_str(&b, i > 0 ? "\n" : "");
		at_buffer_add(&b, c->plan.kept[i].text.ptr, c->plan.kept[i].text.len);
	}
	const char *copy = b.failed ? NULL : at_arena_dup(c->arena, at_buffer_str(&b), b.len);
	struct at_words out = {copy != NULL ? copy : "", copy != NULL ? b.len : 0};
	c->failed |= copy == NULL;
	at_buffer_free(&b);
	return out;
}

static void keep_found(struct at_composer *c)
{
	c->found = at_arena_alloc(c->arena, (c->s->n_flags + 1) * sizeof *c->found);
	c->failed |= c->found == NULL;
	for (size_t i = 0; c->found != NULL && i < c->s->n_flags; i++)
		if (!c->s->flags[i].dropped)
			c->found[c->n_found++] = c->s->flags[i].rule;
}

/* Small talk that raises nothing needs no other words, nor does a message of one's own that raises no more than a note. */
static bool is_fine(const struct at_composer *c)
{
	const uint32_t talk = 1u << AT_M_BANTER | 1u << AT_M_LOGISTICS | 1u << AT_M_NEUTRAL;
	if (!c->s->has_partner)
		return !c->plan.flagged || c->plan.light;
	return !c->plan.flagged && (c->s->kinds & ~talk) == 0;
}

/* Words to the writer: the first text of the heaviest piece named "note" that fits; of "note-fine" when there is nothing to do. */
static void add_note(struct rewriting *w)
{
	const attune_rules *rules = w->c.s->rules;
	const char *name = is_fine(&w->c) ? "note-fine" : "note";
	int32_t best = INT32_MIN;
	for (const struct at_reply *u = at_reply_first(rules, name, strlen(name)); u != NULL; u = at_reply_next(rules, u)) {
		if (u->weight <= best || !at_reply_fits(&w->c, u))
			continue;
		best = u->weight;
		w->o->note = at_string(rules, at_list(rules, u->texts)[0]);
	}
}

static void list_lost(struct rewriting *w)
{
	const struct at_plan *p = &w->c.plan;
	for (size_t i = 0; i < p->n_parked; i++)
		w->o->parked[w->o->n_parked++] = at_offers_add(w->o, p->parked[i].ptr, p->parked[i].len);
	for (size_t i = 0; i < p->n_dropped; i++)
		w->o->dropped[w->o->n_dropped++] = at_offers_add(w->o, p->dropped[i].ptr, p->dropped[i].len);
}

/* Later rounds pass over what earlier ones offered. */
static void forget_rounds(struct rewriting *w, unsigned round)
{
	size_t skip = w->skip;
	if (round == 0)
		return;
	if (skip > w->o->n)
		skip = w->o->n;
	memmove(w->o->items, w->o->items + skip, (w->o->n - skip) * sizeof *w->o->items);
	w->o->n -= skip;
}

static attune_status compose_all(struct rewriting *w)
{
	struct at_composer *c = &w->c;
	c->mirror->n = 0;
	attune_status status = c->s->has_partner ? at_mirror_partner(c->mirror, c->s, w->err) : ATTUNE_OK;
	if (status != ATTUNE_OK)
		return status;
	keep_found(c);
	at_style_of(c);
	at_take_all(c);
	at_plan_draft(c);
	struct at_words kept = join_kept(c);
	if (c->failed || !collect(w))
		return at_fail(w->err, ATTUNE_E_MEMORY, "out of memory");
	add_note(w);
	if (is_fine(c))
		return ATTUNE_OK;
	go_down(w, &kept, false, false);
	if (w->o->n < w->wanted)
		go_down(w, &kept, false, true);
	if (w->o->n < w->wanted)
		go_down(w, &kept, true, true);
	forget_rounds(w, c->wish->round);
	list_lost(w);
	return c->failed || c->s->failed || w->o->text.failed ? at_fail(w->err, ATTUNE_E_MEMORY, "out of memory") : ATTUNE_OK;
}

attune_status attune_rewrite(attune_offers **out, attune_scanner *s, const char *draft, size_t draft_len, const char *partner,
                             size_t partner_len, const attune_wish *wish, attune_error **err)
{
	static const attune_wish none = {ATTUNE_GOAL_ANY, ATTUNE_TO_ANY, 0, 0};
	attune_status status = at_read_both(s, draft, draft_len, partner, partner_len, err);
	if (status != ATTUNE_OK)
		return status;
	at_find_flags(s);
	struct attune_offers *o = s->failed ? NULL : *out != NULL ? *out : calloc(1, sizeof *o);
	if (o == NULL)
		return at_fail(err, ATTUNE_E_MEMORY, "out of memory");
	at_offers_clear(o);
	wish = wish != NULL ? wish : &none;
	struct rewriting w = {.o = o, .err = err};
	w.c = (struct at_composer){.s = s, .wish = wish, .arena = &o->arena, .mirror = &o->mirror, .draft = draft};
	w.c.salt = at_hash_more(at_hash(draft, draft_len), partner != NULL ? partner : "", partner_len);
	size_t each = wish->count != 0 ? wish->count : USUAL;
	w.skip = each * wish->round;
	w.wanted = w.skip + each;
	status = compose_all(&w);
	free(w.candidates);
	at_buffer_free(&w.filled);
	at_buffer_free(&w.joined);
	at_buffer_free(&w.styled);
	at_arena_free(&o->arena);
	if (status == ATTUNE_OK)
		*out = o;
	else if (*out == NULL)
		attune_offers_free(o);
	else
		at_offers_clear(o);
	return status;
}
