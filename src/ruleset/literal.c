/* SPDX-License-Identifier: MIT */
/*
 * literal.c: reads a PCRE2 pattern just far enough to know which strings it needs. Input: the pattern after fragments
 * went in; output: an any-of set of lower-case strings. Each piece of the pattern yields either an exact set (all it can match,
 * when that is small) or the best required set seen inside it. Constructs it does not know (conditions, \Q..\E, inline
 * flags, recursion) end the reading with an empty set: no literal is always a safe answer. Calls base, text/utf8.
 */
#include "ruleset/literal.h"
#include "ruleset/pieces.h"
#include "text/utf8.h"
#include <string.h>

#define DEPTH_MAX 60

struct reader {
	const char *s;
	size_t len, at;
	unsigned depth;
	bool lost; /* met something unknown */
	struct at_maker make;
};

static struct at_info read_alternatives(struct reader *r);

/* [...]: exact when it is a handful of plain characters. */
static struct at_info read_class(struct reader *r)
{
	char chars[4] = {0};
	size_t n = 0;
	bool simple = true;
	size_t first = r->at;
	if (r->at < r->len && r->s[r->at] == '^') {
		simple = false;
		first = ++r->at;
	}
	while (r->at < r->len && (r->s[r->at] != ']' || r->at == first)) {
		char c = r->s[r->at++];
		if (c == '[' && r->at < r->len && r->s[r->at] == ':') {
			simple = false;
			const char *end = r->at + 1 < r->len ? memchr(r->s + r->at, ']', r->len - r->at) : NULL;
			if (end != NULL)
				r->at = (size_t)(end - r->s) + 1;
			continue;
		}
		if (c == '\\') {
			if (r->at < r->len) {
				char e = r->s[r->at++];
				if (strchr("'\".,!?-()[]/ *+^$", e) == NULL)
					simple = false;
				c = e;
			}
		}
		if (c == '-' && n > 0 && r->at < r->len && r->s[r->at] != ']')
			simple = false;
		if ((unsigned char)c >= 0x80 || n >= sizeof chars)
			simple = false;
		if (simple)
			chars[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	if (r->at >= r->len) {
		r->lost = true;
		return at_info_anything();
	}
	r->at++;
	if (!simple || n == 0)
		return at_info_anything();
	struct at_info i = {.exact = true, .all = at_set_new(&r->make, n)};
	for (size_t k = 0; k < i.all.n; k++) {
		i.all.items[k].text[0] = chars[k];
		i.all.items[k].len = 1;
	}
	return i;
}

static void skip_braces(struct reader *r)
{
	if (r->at < r->len && r->s[r->at] == '{') {
		const char *end = memchr(r->s + r->at, '}', r->len - r->at);
		if (end == NULL)
			r->lost = true;
		else
			r->at = (size_t)(end - r->s) + 1;
	}
}

static struct at_info read_escape(struct reader *r)
{
	if (r->at >= r->len) {
		r->lost = true;
		return at_info_anything();
	}
	char c = r->s[r->at++];
	if (strchr("bBAzZGK", c) != NULL)
		return at_info_exactly(&r->make, "", 0);
	if (strchr("wWdDsShHvVRXN", c) != NULL) {
		if (c == 'N')
			skip_braces(r); /* \N{U+2014} */
		return at_info_anything();
	}
	if (c == 'n')
		return at_info_exactly(&r->make, "\n", 1);
	if (c == 'p' || c == 'P' || c == 'x' || c == 'g' || c == 'k' || c == 'o') {
		if (r->at < r->len && r->s[r->at] == '{')
			skip_braces(r);
		else
			r->lost = true; /* \pL, \x41: spelt without braces, not worth reading */
		return at_info_anything();
	}
	if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
		/* \1 refers back; \12 may also be octal. */
		r->lost = c < '1' || c > '9' || (r->at < r->len && r->s[r->at] >= '0' && r->s[r->at] <= '9');
		return at_info_anything();
	}
	return at_info_exactly(&r->make, &c, 1);
}

/* After "(": reads the kind of group. Returns false when it consumes nothing (a lookaround, a comment). */
static bool open_group(struct reader *r)
{
	const char *p = r->s + r->at;
	size_t left = r->len - r->at;
	if (left == 0 || p[0] == '*') {
		r->lost = true;
		return true;
	}
	if (p[0] != '?')
		return true;
	if (left >= 2 && (p[1] == ':' || p[1] == '>' || p[1] == '|')) {
		r->at += 2;
		return true;
	}
	if (left >= 2 && (p[1] == '=' || p[1] == '!')) {
		r->at += 2;
		return false;
	}
	if (left >= 3 && p[1] == '<' && (p[2] == '=' || p[2] == '!')) {
		r->at += 3;
		return false;
	}
	if (left >= 3 && (p[1] == '<' || (p[1] == 'P' && p[2] == '<'))) {
		const char *end = memchr(p, '>', left);
		if (end != NULL) {
			r->at = (size_t)(end - r->s) + 1;
			return true;
		}
	}
	r->lost = true;
	return true;
}

static struct at_info read_group(struct reader *r)
{
	bool consumes = open_group(r);
	if (r->lost)
		return at_info_anything();
	if (++r->depth > DEPTH_MAX) {
		r->lost = true;
		return at_info_anything();
	}
	struct at_info inside = read_alternatives(r);
	r->depth--;
	if (r->at >= r->len || r->s[r->at] != ')') {
		r->lost = true;
		return at_info_anything();
	}
	r->at++;
	return consumes ? inside : at_info_exactly(&r->make, "", 0);
}

static struct at_info read_plain(struct reader *r)
{
	size_t from = r->at;
	uint32_t cp = at_utf8_next(r->s, r->len, &r->at);
	char c = r->s[from];
	if (cp < 0x80) {
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		return at_info_exactly(&r->make, &c, 1);
	}
	/* Letters beyond ASCII, and letters in circles, may have another case, which the index does not fold. */
	if (at_is_word(cp) || (cp >= 0x24B6 && cp <= 0x24E9))
		return at_info_anything();
	return at_info_exactly(&r->make, r->s + from, r->at - from);
}

static struct at_info read_atom(struct reader *r)
{
	switch (r->s[r->at]) {
	case '(':
		r->at++;
		return read_group(r);
	case '[':
		r->at++;
		return read_class(r);
	case '.':
		r->at++;
		return at_info_anything();
	case '\\':
		r->at++;
		return read_escape(r);
	case '^':
	case '$':
		r->at++;
		return at_info_exactly(&r->make, "", 0);
	default:
		return read_plain(r);
	}
}

/* A quantifier's lower and upper bound; upper 0 means none. False when there is none here. */
static bool read_repeat(struct reader *r, unsigned *low, unsigned *high)
{
	if (r->at >= r->len)
		return false;
	char c = r->s[r->at];
	*low = c == '+' ? 1 : 0;
	*high = c == '?' ? 1 : 0;
	if (c == '?' || c == '*' || c == '+') {
		r->at++;
	} else if (c == '{' && r->at + 1 < r->len && r->s[r->at + 1] >= '0' && r->s[r->at + 1] <= '9') {
		size_t i = r->at + 1;
		for (*low = 0; i < r->len && r->s[i] >= '0' && r->s[i] <= '9'; i++)
			*low = *low * 10 + (unsigned)(r->s[i] - '0');
		*high = *low;
		if (i < r->len && r->s[i] == ',')
			for (i++, *high = 0; i < r->len && r->s[i] >= '0' && r->s[i] <= '9'; i++)
				*high = *high * 10 + (unsigned)(r->s[i] - '0');
		if (i >= r->len || r->s[i] != '}')
			return false;
		r->at = i + 1;
	} else {
		/* {,3} and { 1 } are plain text for some versions of PCRE2, and repeats for others. */
		r->lost |= c == '{' && r->at + 1 < r->len && (r->s[r->at + 1] == ',' || r->s[r->at + 1] == ' ');
		return false;
	}
	if (r->at < r->len && (r->s[r->at] == '?' || r->s[r->at] == '+'))
		r->at++;
	return true;
}

static struct at_info repeated(struct reader *r, struct at_info a, unsigned low, unsigned high)
{
	struct at_info out = at_info_anything();
	if (low == 1 && high == 1)
		return a;
	if (low >= 1) {
		at_info_offer_info(&out, &a);
		return out;
	}
	if (high == 1 && a.exact && a.all.n < AT_SET_MAX) {
		struct at_info none = at_info_exactly(&r->make, "", 0);
		a.all = at_set_join(&r->make, &a.all, &none.all);
		return a;
	}
	return out;
}

static struct at_info read_sequence(struct reader *r)
{
	struct at_info out = at_info_anything();
	struct at_info now = at_info_exactly(&r->make, "", 0);
	bool whole = true; /* still exact from the start */
	while (r->at < r->len && r->s[r->at] != '|' && r->s[r->at] != ')' && !r->lost && !r->make.failed) {
		unsigned low = 1, high = 1;
		struct at_info atom = read_atom(r);
		if (read_repeat(r, &low, &high))
			atom = repeated(r, atom, low, high);
		if (r->make.failed || (atom.exact && at_set_cross(&r->make, &now.all, &atom.all)))
			continue;
		whole = false;
		at_info_offer(&out, &now.all);
		at_info_offer_info(&out, &atom);
		now = atom.exact ? atom : at_info_exactly(&r->make, "", 0);
	}
	if (whole) {
		out.exact = true;
		out.all = now.all;
		return out;
	}
	at_info_offer(&out, &now.all);
	return out;
}

static struct at_info read_alternatives(struct reader *r)
{
	struct at_info out = read_sequence(r);
	while (r->at < r->len && r->s[r->at] == '|' && !r->lost && !r->make.failed) {
		r->at++;
		struct at_info next = read_sequence(r);
		if (out.exact && next.exact && out.all.n + next.all.n <= AT_BEST_MAX) {
			out.all = at_set_join(&r->make, &out.all, &next.all);
			continue;
		}
		const struct at_set *a = out.exact ? &out.all : &out.best;
		const struct at_set *b = next.exact ? &next.all : &next.best;
		struct at_set both = {NULL, 0};
		if (a->n != 0 && b->n != 0 && a->n + b->n <= AT_BEST_MAX)
			both = at_set_join(&r->make, a, b);
		out = at_info_anything();
		at_info_offer(&out, &both);
	}
	return out;
}

static int same_literal(const struct at_literal *a, const struct at_piece *b, size_t len)
{
	return a->len == len && memcmp(a->text, b->text, len) == 0;
}

bool at_literals_of(struct at_literals *out, const char *pattern, size_t len, struct at_arena *arena)
{
	struct reader r = {.s = pattern, .len = len, .make = {arena, false}};
	struct at_info top = at_info_anything();
	struct at_info all = read_alternatives(&r);
	*out = (struct at_literals){0};
	if (r.make.failed)
		return false;
	if (r.lost || r.at != len)
		return true;
	at_info_offer_info(&top, &all);
	if (top.score == 0)
		return true;
	out->items = at_arena_alloc(arena, top.best.n * sizeof *out->items);
	if (out->items == NULL)
		return false;
	for (size_t i = 0; i < top.best.n; i++) {
		const struct at_piece *p = &top.best.items[i];
		size_t n = p->len < AT_LITERAL_MAX ? p->len : AT_LITERAL_MAX;
		bool known = false;
		for (size_t k = 0; k < out->n && !known; k++)
			known = same_literal(&out->items[k], p, n);
		if (known)
			continue;
		memcpy(out->items[out->n].text, p->text, n);
		out->items[out->n++].len = (uint8_t)n;
	}
	out->score = top.score;
	return true;
}
