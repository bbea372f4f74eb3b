/* SPDX-License-Identifier: MIT */
/*
 * literal.c: reads a PCRE2 pattern just far enough to know which strings it needs. Input: the pattern after fragments
 * went in; output: an any-of set of lower-case strings. Each piece of the pattern yields either an exact set (all it can match,
 * when that is small) or the best required set seen inside it. Constructs it does not know (conditions, \Q..\E, inline
 * flags, recursion) end the reading with an empty set: no literal is always a safe answer. Calls base, text/utf8.
 */
#include "ruleset/literal.h"
#include "text/utf8.h"
#include <string.h>

#define DEPTH_MAX 60
#define CHARACTER 4 /* bytes of one at most */
#define LISTED_MAX 64

struct reader {
	const char *s;
	size_t len, at;
	unsigned depth;
	bool lost;   /* met something unknown */
	bool blind;  /* met something only the ways know of */
	bool begun;  /* something may have been matched before this place */
	bool behind; /* a lookbehind went into the ways */
	struct at_maker make;
};

/* Any text of up to `most` bytes. */
static struct at_info anything(struct reader *r, uint16_t most)
{
	struct at_info i = at_info_anything();
	i.ways = at_ways_any(r->make.arena, most);
	return i;
}

static struct at_info exactly(struct reader *r, const char *text, size_t len)
{
	struct at_info i = at_info_exactly(&r->make, text, len);
	/* A control character would be taken for a mark. */
	if ((unsigned char)*text <= AT_MARK_LAST) {
		i.ways = at_ways_any(r->make.arena, (uint16_t)len);
		return i;
	}
	i.single = true;
	i.len = (uint8_t)len;
	memcpy(i.text, text, len);
	return i;
}

/* The ways of a piece. Most pieces are one character, so those are made only when they can't just be appended. */
static struct at_ways ways_of(struct reader *r, const struct at_info *i)
{
	return i->single ? at_ways_text(r->make.arena, i->text, i->len) : i->ways;
}

static void append_ways(struct reader *r, struct at_ways *to, const struct at_info *i)
{
	if (!i->single || !at_ways_append(to, i->text, i->len))
		*to = at_ways_then(r->make.arena, *to, ways_of(r, i));
}

/* A place between characters. */
static struct at_info place(struct reader *r, char mark)
{
	struct at_info i = at_info_exactly(&r->make, "", 0);
	i.single = true;
	i.len = mark != 0;
	i.text[0] = mark;
	return i;
}

static struct at_info read_alternatives(struct reader *r);

/* The members of a [...] as far as they can be listed one by one. */
struct members {
	char chars[4];
	size_t n;
	bool simple; /* a handful of plain ASCII characters */
	struct at_ways ways;
	size_t n_ways;
	bool listed;
};

/* One more member, of the bytes from..r->at. */
static void add_member(struct reader *r, struct members *m, const char *text, size_t len)
{
	char c = (char)(len == 1 && *text >= 'A' && *text <= 'Z' ? *text + 32 : *text);
	if (m->simple)
		m->chars[m->n++] = c;
	if (!m->listed || m->n_ways == LISTED_MAX || (unsigned char)c <= AT_MARK_LAST) {
		m->listed = false;
		return;
	}
	struct at_ways one = at_ways_text(r->make.arena, len == 1 ? &c : text, len);
	m->ways = m->n_ways++ == 0 ? one : at_ways_or(r->make.arena, m->ways, one);
}

/* A member of several bytes, the first of which has been read. Letters may have another case. */
static void read_wide_member(struct reader *r, struct members *m)
{
	size_t from = --r->at;
	uint32_t cp = at_utf8_next(r->s, r->len, &r->at);
	m->simple = false;
	if (at_is_word(cp) || (cp >= 0x24B6 && cp <= 0x24E9))
		m->listed = false;
	add_member(r, m, r->s + from, r->at - from);
}

static void read_member(struct reader *r, struct members *m)
{
	char c = r->s[r->at++];
	if (c == '[' && r->at < r->len && r->s[r->at] == ':') {
		m->simple = m->listed = false;
		const char *end = r->at + 1 < r->len ? memchr(r->s + r->at, ']', r->len - r->at) : NULL;
		if (end != NULL)
			r->at = (size_t)(end - r->s) + 1;
		return;
	}
	if (c == '\\') {
		if (r->at < r->len) {
			c = r->s[r->at++];
			if (strchr("'\".,!?-()[]/ *+^$", c) == NULL)
				m->simple = m->listed = false;
		}
	}
	if (c == '-' && (m->n > 0 || m->n_ways > 0) && r->at < r->len && r->s[r->at] != ']')
		m->simple = m->listed = false;
	if ((unsigned char)c >= 0x80) {
		read_wide_member(r, m);
		return;
	}
	if (m->n >= sizeof m->chars)
		m->simple = false;
	add_member(r, m, &c, 1);
}

/* [...]: exact when it is a handful of plain characters. */
static struct at_info read_class(struct reader *r)
{
	struct members m = {.simple = true, .listed = true};
	size_t first = r->at;
	if (r->at < r->len && r->s[r->at] == '^') {
		m.simple = m.listed = false;
		first = ++r->at;
	}
	while (r->at < r->len && (r->s[r->at] != ']' || r->at == first))
		read_member(r, &m);
	if (r->at >= r->len) {
		r->lost = true;
		return at_info_anything();
	}
	r->at++;
	struct at_info i = anything(r, CHARACTER);
	if (m.listed && m.n_ways != 0)
		i.ways = m.ways;
	if (!m.simple || m.n == 0)
		return i;
	i.exact = true;
	i.all = at_set_new(&r->make, m.n);
	for (size_t k = 0; k < i.all.n; k++) {
		i.all.items[k].text[0] = m.chars[k];
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
		return place(r, c == 'b' ? AT_MARK_EDGE : c == 'A' ? AT_MARK_START : c == 'z' || c == 'Z' ? AT_MARK_END : 0);
	if (strchr("wWdDsShHvVRXN", c) != NULL) {
		if (c == 'N')
			skip_braces(r); /* \N{U+2014} */
		return anything(r, c == 'R' || c == 'X' ? AT_FAR : CHARACTER);
	}
	if (c == 'n')
		return exactly(r, "\n", 1);
	if (c == 'p' || c == 'P' || c == 'x' || c == 'g' || c == 'k' || c == 'o') {
		if (r->at < r->len && r->s[r->at] == '{')
			skip_braces(r);
		else
			r->lost = true; /* \pL, \x41: spelt without braces, not worth reading */
		return anything(r, c == 'g' || c == 'k' ? AT_FAR : CHARACTER);
	}
	if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
		/* \1 refers back; \12 may also be octal. */
		r->lost = c < '1' || c > '9' || (r->at < r->len && r->s[r->at] >= '0' && r->s[r->at] <= '9');
		return anything(r, AT_FAR);
	}
	return exactly(r, &c, 1);
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
	if (left >= 4 && memcmp(p, "?-i:", 4) == 0) {
		r->blind = true; /* without regard to case all strings still stand there */
		r->at += 4;
		return true;
	}
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

/* (?<=...) where nothing was matched before: what it asks for stands there as if it were part of the match. */
static struct at_info behind(struct reader *r, const struct at_info *inside)
{
	struct at_info i = place(r, 0);
	i.ways = ways_of(r, inside);
	i.single = false;
	i.behind = r->behind = true;
	return i;
}

static struct at_info read_group(struct reader *r)
{
	bool is_behind = r->len - r->at >= 3 && memcmp(r->s + r->at, "?<=", 3) == 0 && !r->begun;
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
	return consumes ? inside : is_behind ? behind(r, &inside) : place(r, 0);
}

static struct at_info read_plain(struct reader *r)
{
	size_t from = r->at;
	uint32_t cp = at_utf8_next(r->s, r->len, &r->at);
	char c = r->s[from];
	if (cp < 0x80) {
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		return exactly(r, &c, 1);
	}
	/* Letters beyond ASCII, and letters in circles, may have another case, which the index does not fold. */
	if (at_is_word(cp) || (cp >= 0x24B6 && cp <= 0x24E9))
		return anything(r, CHARACTER);
	return exactly(r, r->s + from, r->at - from);
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
		return anything(r, CHARACTER);
	case '\\':
		r->at++;
		return read_escape(r);
	case '^':
	case '$':
		return place(r, r->s[r->at++] == '^' ? AT_MARK_START : AT_MARK_END);
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

static struct at_info repeated(struct reader *r, struct at_info a, unsigned low, unsigned high, bool leads)
{
	struct at_info out = at_info_anything();
	out.ways = leads && low == 0 ? at_ways_option(r->make.arena, ways_of(r, &a), high)
	                             : at_ways_repeat(r->make.arena, ways_of(r, &a), low, high);
	a.ways = out.ways;
	a.single = a.behind = false;
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
	out.ways = at_ways_text(r->make.arena, "", 0);
	struct at_info now = at_info_exactly(&r->make, "", 0);
	bool whole = true; /* still exact from the start */
	while (r->at < r->len && r->s[r->at] != '|' && r->s[r->at] != ')' && !r->lost && !r->make.failed) {
		unsigned low = 1, high = 1;
		struct at_info atom = read_atom(r);
		if (read_repeat(r, &low, &high))
			atom = repeated(r, atom, low, high, at_ways_is_place(&out.ways));
		append_ways(r, &out.ways, &atom);
		r->begun |= !(atom.behind || (atom.single && (atom.len == 0 || (unsigned char)atom.text[0] <= AT_MARK_LAST)));
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
	bool begun = r->begun;
	struct at_info out = read_sequence(r);
	while (r->at < r->len && r->s[r->at] == '|' && !r->lost && !r->make.failed) {
		r->at++;
		r->begun = begun;
		struct at_info next = read_sequence(r);
		struct at_ways ways = at_ways_or(r->make.arena, out.ways, next.ways);
		if (out.exact && next.exact && out.all.n + next.all.n <= AT_BEST_MAX) {
			out.all = at_set_join(&r->make, &out.all, &next.all);
			out.ways = ways;
			continue;
		}
		const struct at_set *a = out.exact ? &out.all : &out.best;
		const struct at_set *b = next.exact ? &next.all : &next.best;
		struct at_set both = {NULL, 0};
		if (a->n != 0 && b->n != 0 && a->n + b->n <= AT_BEST_MAX)
			both = at_set_join(&r->make, a, b);
		out = at_info_anything();
		out.ways = ways;
		at_info_offer(&out, &both);
	}
	r->begun = begun;
	return out;
}

bool at_pattern_read(struct at_reading *out, const char *pattern, size_t len, struct at_arena *arena)
{
	struct reader r = {.s = pattern, .len = len, .make = {arena, false}};
	struct at_info top = at_info_anything();
	struct at_info all = read_alternatives(&r);
	*out = (struct at_reading){0};
	if (r.make.failed)
		return false;
	if (r.lost || r.at != len)
		return true;
	out->ways = all.ways;
	out->behind = r.behind;
	if (r.blind)
		return true;
	at_info_offer_info(&top, &all);
	out->literals = top.best;
	out->score = top.score;
	return true;
}
