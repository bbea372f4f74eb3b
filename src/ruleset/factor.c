/* SPDX-License-Identifier: MIT */
/*
 * factor.c: reads a PCRE2 pattern into branches of tokens and writes it out again, with branches that begin with the same character
 * put together. Input: a pattern; output: one that means the same. Two branches that begin with different characters can't both
 * match at one place, so their order says nothing and equal ones may be moved together; a branch that begins with anything else
 * (a class, a group, an edge, nothing) keeps its place, and none is moved past it. Where branches capture or refer back, and inside
 * lookbehinds, all stays as it is. Calls base/arena, text/bytes.
 */
#include "ruleset/factor.h"
#include "base/arena.h"
#include "text/bytes.h"
#include <string.h>

#define DEPTH_MAX 60

/* A piece of a branch, with its repeat. */
struct token {
	const char *text;
	size_t len;
	char plain;  /* the character it stands for, once; '\0': it is something else */
	bool counts; /* captures, or refers to what was captured: groups must keep their order */
	struct token *next;
};

struct branch {
	struct token *first; /* NULL: matches the empty text */
	struct branch *next;
	bool done; /* written already */
};

struct factoring {
	const char *s;
	size_t len, at;
	unsigned depth;
	bool lost; /* something unknown, or memory ran out */
	struct at_arena arena;
};

static struct branch *read_branches(struct factoring *f);
static void write_branches(struct factoring *f, struct at_buffer *out, struct branch *all);

static bool looking_at(const struct factoring *f, const char *what)
{
	size_t n = strlen(what);
	return f->len - f->at >= n && memcmp(f->s + f->at, what, n) == 0;
}

static char peek(const struct factoring *f, size_t ahead)
{
	return f->len - f->at > ahead ? f->s[f->at + ahead] : '\0';
}

/* Goes behind the next `c`. */
static void skip_past(struct factoring *f, char c)
{
	const char *end = f->at < f->len ? memchr(f->s + f->at, c, f->len - f->at) : NULL;
	if (end == NULL)
		f->lost = true;
	else
		f->at = (size_t)(end - f->s) + 1;
}

/* Behind the "(" of a group and what tells its kind. `fixed`: what is inside must stay as it is. */
static void read_opening(struct factoring *f, bool *fixed, bool *counts)
{
	static const char *const plain[] = {"?:", "?>", "?=", "?!", "?-i:"};
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		if (looking_at(f, plain[i])) {
			f->at += strlen(plain[i]);
			return;
		}
	}
	if (looking_at(f, "?<=") || looking_at(f, "?<!")) {
		*fixed = true;
		f->at += 3;
	} else if (looking_at(f, "?|")) {
		*fixed = *counts = true;
		f->at += 2;
	} else if (looking_at(f, "?<") || looking_at(f, "?P<")) {
		*counts = true;
		skip_past(f, '>');
	} else {
		*counts = true;
		f->lost |= peek(f, 0) == '?' || peek(f, 0) == '*';
	}
}

/* (...): its alternatives are factored on the way. */
static void read_group(struct factoring *f, struct token *t)
{
	size_t from = f->at++;
	bool fixed = false;
	read_opening(f, &fixed, &t->counts);
	size_t inside = f->at;
	if (f->lost || ++f->depth > DEPTH_MAX) {
		f->lost = true;
		return;
	}
	struct branch *all = read_branches(f);
	f->depth--;
	if (f->lost || peek(f, 0) != ')') {
		f->lost = true;
		return;
	}
	f->at++;
	for (const struct branch *b = all; b != NULL; b = b->next)
		for (const struct token *k = b->first; k != NULL; k = k->next)
			t->counts |= k->counts;
	t->text = f->s + from;
	t->len = f->at - from;
	if (fixed)
		return;
	struct at_buffer out = {0};
	at_buffer_add(&out, f->s + from, inside - from);
	write_branches(f, &out, all);
	at_buffer_add_char(&out, ')');
	t->text = out.failed ? NULL : at_arena_dup(&f->arena, out.ptr, out.len);
	t->len = out.len;
	f->lost |= t->text == NULL;
	at_buffer_free(&out);
}

/* [...]; a "]" that comes first is a member. */
static void read_class(struct factoring *f)
{
	f->at++;
	f->at += peek(f, 0) == '^';
	f->at += peek(f, 0) == ']';
	while (f->at < f->len && f->s[f->at] != ']') {
		if (peek(f, 0) == '[' && (peek(f, 1) == ':' || peek(f, 1) == '.' || peek(f, 1) == '=')) {
			f->at += 2;
			skip_past(f, ']');
			if (f->lost)
				return;
		} else {
			f->at += peek(f, 0) == '\\' && f->at + 1 < f->len ? 2 : 1;
		}
	}
	f->lost |= f->at++ >= f->len;
}

static void read_escape(struct factoring *f, struct token *t)
{
	char c = peek(f, 1);
	f->at += 2;
	if (c == '\0' || strchr("QEcoxg", c) != NULL || c == '0') {
		f->lost = !(c == 'x' && peek(f, 0) == '{');
	} else if (c >= '1' && c <= '9') {
		t->counts = true;
		f->lost = peek(f, 0) >= '0' && peek(f, 0) <= '9';
	} else if (c == 'k') {
		t->counts = true;
	} else if (!at_byte_is(c, AT_B_WORD) && !at_is_high(c)) {
		t->plain = c;
	}
	/* \pL and \N{...}: what follows the letter belongs to it. */
	if (c == 'p' || c == 'P' || c == 'k' || (c == 'N' && peek(f, 0) == '{') || c == 'x') {
		f->lost |= peek(f, 0) != '{';
		skip_past(f, '}');
	}
}

/* ?, *, + or {n,m} with what makes them lazy or possessive; true when there is one. */
static bool read_repeat(struct factoring *f)
{
	char c = peek(f, 0);
	if (c == '{') {
		f->lost |= peek(f, 1) < '0' || peek(f, 1) > '9'; /* perhaps plain text, perhaps not */
		skip_past(f, '}');
	} else if (c == '?' || c == '*' || c == '+') {
		f->at++;
	} else {
		return false;
	}
	f->at += peek(f, 0) == '?' || peek(f, 0) == '+';
	return true;
}

static struct token *read_token(struct factoring *f)
{
	struct token *t = at_arena_alloc(&f->arena, sizeof *t);
	size_t from = f->at;
	char c = peek(f, 0);
	if (t == NULL) {
		f->lost = true;
		return NULL;
	}
	if (c == '(') {
		read_group(f, t);
	} else if (c == '[') {
		read_class(f);
	} else if (c == '\\') {
		read_escape(f, t);
	} else {
		f->at++;
		if (strchr("^$.", c) == NULL && !at_is_high(c))
			t->plain = c;
		while (((unsigned char)peek(f, 0) & 0xC0u) == 0x80u)
			f->at++; /* the rest of a character */
		f->lost |= c == '\0' || strchr("?*+{", c) != NULL;
	}
	size_t end = f->at;
	if (!f->lost && read_repeat(f)) {
		t->plain = '\0';
		if (t->text != NULL) { /* a group that was written anew */
			char *whole = at_arena_alloc(&f->arena, t->len + (f->at - end) + 1);
			f->lost |= whole == NULL;
			if (whole != NULL) {
				memcpy(whole, t->text, t->len);
				memcpy(whole + t->len, f->s + end, f->at - end);
			}
			t->text = whole;
			t->len += f->at - end;
		}
	}
	if (t->text == NULL) {
		t->text = f->s + from;
		t->len = f->at - from;
	}
	return t;
}

static struct branch *new_branch(struct factoring *f, struct token *first)
{
	struct branch *b = at_arena_alloc(&f->arena, sizeof *b);
	if (b == NULL)
		f->lost = true;
	else
		b->first = first;
	return b;
}

/* Up to the ")" or the end. */
static struct branch *read_branches(struct factoring *f)
{
	struct branch *all = new_branch(f, NULL), *b = all;
	struct token **end = b != NULL ? &b->first : NULL;
	while (end != NULL && !f->lost && f->at < f->len && f->s[f->at] != ')') {
		if (f->s[f->at] != '|') {
			*end = read_token(f);
			end = *end != NULL ? &(*end)->next : end;
			continue;
		}
		f->at++;
		b->next = new_branch(f, NULL);
		b = b->next;
		end = b != NULL ? &b->first : NULL;
	}
	return f->lost ? NULL : all;
}

static void write_tokens(struct at_buffer *out, const struct token *t)
{
	for (; t != NULL; t = t->next)
		at_buffer_add(out, t->text, t->len);
}

/* Whether two branches begin with one character, written in the same case. */
static bool alike(const struct branch *a, const struct branch *b)
{
	return a->first->plain == b->first->plain;
}

/* The branches from `b` up to the one returned begin with plain characters, none of them in both cases. */
static struct branch *end_of_run(struct branch *b)
{
	char as[128] = {0};
	for (; b != NULL && b->first != NULL && b->first->plain != '\0'; b = b->next) {
		char c = b->first->plain, *seen = &as[(unsigned char)at_lower(c)];
		if (*seen != '\0' && *seen != c)
			break;
		*seen = c;
	}
	return b;
}

/* What is left of the branches of a run that begin as `b` does, their first characters off. A second empty one could match nothing
 * new. */
static struct branch *rests_of(struct factoring *f, struct branch *b, const struct branch *end)
{
	struct branch *rests = NULL, **last = &rests;
	bool empty = false;
	for (struct branch *k = b; k != end && !f->lost; k = k->next) {
		if (k->done || !alike(k, b))
			continue;
		k->done = true;
		if (k->first->next == NULL && empty)
			continue;
		empty |= k->first->next == NULL;
		*last = new_branch(f, k->first->next);
		last = *last != NULL ? &(*last)->next : last;
	}
	return rests;
}

/* Whether all begin with the same plain character. */
static bool share_first(struct branch *all)
{
	if (all->first == NULL || all->first->plain == '\0' || end_of_run(all) != NULL)
		return false;
	for (const struct branch *b = all->next; b != NULL; b = b->next)
		if (!alike(b, all))
			return false;
	return true;
}

static bool any_counts(const struct branch *all)
{
	for (const struct branch *b = all; b != NULL; b = b->next)
		for (const struct token *t = b->first; t != NULL; t = t->next)
			if (t->counts)
				return true;
	return false;
}

/* What follows a character that several branches begin with. An empty last one makes the others optional. */
static void write_rests(struct factoring *f, struct at_buffer *out, struct branch *rests)
{
	struct branch *last = rests, *before = NULL;
	while (!f->lost && rests->next != NULL && share_first(rests)) {
		at_buffer_add(out, rests->first->text, rests->first->len);
		rests = rests_of(f, rests, NULL);
	}
	if (f->lost || rests->next == NULL) {
		write_tokens(out, rests != NULL ? rests->first : NULL);
		return;
	}
	for (last = rests; last->next != NULL; last = last->next)
		before = last;
	bool optional = last->first == NULL;
	if (optional)
		before->next = NULL;
	at_buffer_add_str(out, "(?:");
	write_branches(f, out, rests);
	at_buffer_add_str(out, optional ? ")?" : ")");
}

static void write_branches(struct factoring *f, struct at_buffer *out, struct branch *all)
{
	bool keep = any_counts(all);
	struct branch *end = all; /* of the run that b is in */
	for (struct branch *b = all; b != NULL && !f->lost; b = b->next) {
		bool plain = !keep && b->first != NULL && b->first->plain != '\0';
		if (b == end)
			end = plain ? end_of_run(b) : b->next;
		if (b->done)
			continue;
		if (b != all)
			at_buffer_add_char(out, '|');
		if (plain) {
			at_buffer_add(out, b->first->text, b->first->len);
			write_rests(f, out, rests_of(f, b, end));
		} else {
			write_tokens(out, b->first);
		}
	}
}

bool at_factor(struct at_buffer *out, const char *pattern, size_t len)
{
	struct factoring f = {.s = pattern, .len = len};
	struct branch *all = read_branches(&f);
	f.lost |= f.at != len;
	if (!f.lost)
		write_branches(&f, out, all);
	at_arena_free(&f.arena);
	return !f.lost && !out->failed;
}
