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

#define SET_MAX 48   /* strings of an exact set while crossing */
#define BEST_MAX 160 /* strings of a required set */
#define PIECE_MAX 24 /* bytes of a string while crossing */
#define DEPTH_MAX 60

struct piece {
	char text[PIECE_MAX];
	uint8_t len;
};
struct set {
	struct piece *items;
	size_t n;
};
struct info {
	bool exact;      /* `all` is everything the piece can match */
	struct set all;  /* when exact */
	struct set best; /* else: one of these must appear; n 0: unknown */
	unsigned score;  /* of best */
};
struct reader {
	const char *s;
	size_t len, at;
	unsigned depth;
	bool lost;   /* met something unknown */
	bool failed; /* out of memory */
	struct at_arena *arena;
};

/* Bits of surprise of a letter in English chat, times 16. Rounded from letter frequencies of everyday prose. */
static const uint8_t letter_bits[26] = {58, 98, 86, 73,  48, 88, 91, 64, 60,  150, 108, 73, 85,
                                        62, 60, 92, 160, 65, 64, 56, 82, 107, 88,  140, 82, 170};

/* Words so common that their letters' rarity says nothing. */
#define COMMON_MAX 6
static const char common[][COMMON_MAX + 1] = {
	"you",  "the",  "that", "it",   "it's", "i",      "to",   "and",   "a",     "of",    "is",   "in",
	"your", "for",  "me",   "my",   "be",   "so",     "have", "are",   "was",   "not",   "do",   "on",
	"this", "with", "but",  "what", "just", "you're", "i'm",  "don't", "if",    "can",   "all",  "at",
	"we",   "he",   "she",  "they", "as",   "or",     "will", "would", "there", "about", "like", "know",
};

unsigned at_literal_score(const char *text, size_t len)
{
	unsigned bits = 0;
	size_t a = 0, b = len;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c >= 'a' && c <= 'z')
			bits += letter_bits[c - 'a'];
		else if (c == ' ')
			bits += 24;
		else
			bits += 80;
	}
	while (a < b && text[a] == ' ')
		a++;
	while (b > a && text[b - 1] == ' ')
		b--;
	for (size_t k = 0; b > a && b - a <= COMMON_MAX && k < sizeof common / sizeof *common; k++)
		if (common[k][0] == text[a] && memcmp(common[k], text + a, b - a) == 0 && common[k][b - a] == '\0')
			return bits / 3;
	return bits;
}

static unsigned set_score(const struct set *s)
{
	unsigned worst = UINT32_MAX, many = 0;
	for (size_t i = 0; i < s->n; i++) {
		if (s->items[i].len == 0)
			return 0;
		unsigned one = at_literal_score(s->items[i].text, s->items[i].len);
		if (one < worst)
			worst = one;
	}
	/* Each doubling of the number of strings makes a hit about twice as likely: one bit. */
	for (size_t n = s->n; n > 1; n /= 2)
		many += 16;
	return s->n == 0 ? 0 : worst > many ? worst - many : 1;
}

static void offer(struct info *to, const struct set *s)
{
	unsigned score = s->n > BEST_MAX ? 0 : set_score(s);
	if (score > to->score) {
		to->best = *s;
		to->score = score;
	}
}

static void offer_info(struct info *to, const struct info *from)
{
	if (from->exact)
		offer(to, &from->all);
	else if (from->score > to->score) {
		to->best = from->best;
		to->score = from->score;
	}
}

static struct set new_set(struct reader *r, size_t n)
{
	struct set s = {at_arena_alloc(r->arena, n * sizeof(struct piece)), n};
	if (s.items == NULL) {
		r->failed = true;
		s.n = 0;
	}
	return s;
}

static struct info exactly(struct reader *r, const char *text, size_t len)
{
	struct info i = {.exact = true, .all = new_set(r, 1)};
	if (i.all.n == 1 && len <= PIECE_MAX) {
		memcpy(i.all.items[0].text, text, len);
		i.all.items[0].len = (uint8_t)len;
	}
	return i;
}

static struct info anything(void)
{
	return (struct info){.exact = false};
}

/* Everything in a followed by everything in b; false when that would be too much to keep exact. */
static bool cross(struct reader *r, struct set *a, const struct set *b)
{
	if (a->n * b->n > SET_MAX)
		return false;
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++)
			if (a->items[i].len + b->items[j].len > PIECE_MAX)
				return false;
	struct set out = new_set(r, a->n * b->n);
	if (out.n == 0)
		return false;
	for (size_t i = 0; i < a->n; i++) {
		for (size_t j = 0; j < b->n; j++) {
			struct piece *p = &out.items[i * b->n + j];
			*p = a->items[i];
			memcpy(p->text + p->len, b->items[j].text, b->items[j].len);
			p->len = (uint8_t)(p->len + b->items[j].len);
		}
	}
	*a = out;
	return true;
}

static struct set join(struct reader *r, const struct set *a, const struct set *b)
{
	struct set out = new_set(r, a->n + b->n);
	if (out.n != 0) {
		if (a->n != 0)
			memcpy(out.items, a->items, a->n * sizeof *a->items);
		if (b->n != 0)
			memcpy(out.items + a->n, b->items, b->n * sizeof *b->items);
	}
	return out;
}

static struct info read_alternatives(struct reader *r);

/* [...]: exact when it is a handful of plain characters. */
static struct info read_class(struct reader *r)
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
		return anything();
	}
	r->at++;
	if (!simple || n == 0)
		return anything();
	struct info i = {.exact = true, .all = new_set(r, n)};
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

static struct info read_escape(struct reader *r)
{
	if (r->at >= r->len) {
		r->lost = true;
		return anything();
	}
	char c = r->s[r->at++];
	if (strchr("bBAzZGK", c) != NULL)
		return exactly(r, "", 0);
	if (strchr("wWdDsShHvVRXN", c) != NULL) {
		if (c == 'N')
			skip_braces(r); /* \N{U+2014} */
		return anything();
	}
	if (c == 'n')
		return exactly(r, "\n", 1);
	if (c == 'p' || c == 'P' || c == 'x' || c == 'g' || c == 'k' || c == 'o') {
		if (r->at < r->len && r->s[r->at] == '{')
			skip_braces(r);
		else
			r->lost = true; /* \pL, \x41: spelt without braces, not worth reading */
		return anything();
	}
	if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
		/* \1 refers back; \12 may also be octal. */
		r->lost = c < '1' || c > '9' || (r->at < r->len && r->s[r->at] >= '0' && r->s[r->at] <= '9');
		return anything();
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

static struct info read_group(struct reader *r)
{
	bool consumes = open_group(r);
	if (r->lost)
		return anything();
	if (++r->depth > DEPTH_MAX) {
		r->lost = true;
		return anything();
	}
	struct info inside = read_alternatives(r);
	r->depth--;
	if (r->at >= r->len || r->s[r->at] != ')') {
		r->lost = true;
		return anything();
	}
	r->at++;
	return consumes ? inside : exactly(r, "", 0);
}

static struct info read_plain(struct reader *r)
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
		return anything();
	return exactly(r, r->s + from, r->at - from);
}

static struct info read_atom(struct reader *r)
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
		return anything();
	case '\\':
		r->at++;
		return read_escape(r);
	case '^':
	case '$':
		r->at++;
		return exactly(r, "", 0);
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

static struct info repeated(struct reader *r, struct info a, unsigned low, unsigned high)
{
	struct info out = anything();
	if (low == 1 && high == 1)
		return a;
	if (low >= 1) {
		offer_info(&out, &a);
		return out;
	}
	if (high == 1 && a.exact && a.all.n < SET_MAX) {
		struct info none = exactly(r, "", 0);
		a.all = join(r, &a.all, &none.all);
		return a;
	}
	return out;
}

static struct info read_sequence(struct reader *r)
{
	struct info out = anything();
	struct info now = exactly(r, "", 0);
	bool whole = true; /* still exact from the start */
	while (r->at < r->len && r->s[r->at] != '|' && r->s[r->at] != ')' && !r->lost && !r->failed) {
		unsigned low = 1, high = 1;
		struct info atom = read_atom(r);
		if (read_repeat(r, &low, &high))
			atom = repeated(r, atom, low, high);
		if (r->failed || (atom.exact && cross(r, &now.all, &atom.all)))
			continue;
		whole = false;
		offer(&out, &now.all);
		offer_info(&out, &atom);
		now = atom.exact ? atom : exactly(r, "", 0);
	}
	if (whole) {
		out.exact = true;
		out.all = now.all;
		return out;
	}
	offer(&out, &now.all);
	return out;
}

static struct info read_alternatives(struct reader *r)
{
	struct info out = read_sequence(r);
	while (r->at < r->len && r->s[r->at] == '|' && !r->lost && !r->failed) {
		r->at++;
		struct info next = read_sequence(r);
		if (out.exact && next.exact && out.all.n + next.all.n <= BEST_MAX) {
			out.all = join(r, &out.all, &next.all);
			continue;
		}
		const struct set *a = out.exact ? &out.all : &out.best;
		const struct set *b = next.exact ? &next.all : &next.best;
		struct set both = {NULL, 0};
		if (a->n != 0 && b->n != 0 && a->n + b->n <= BEST_MAX)
			both = join(r, a, b);
		out = anything();
		offer(&out, &both);
	}
	return out;
}

static int same_literal(const struct at_literal *a, const struct piece *b, size_t len)
{
	return a->len == len && memcmp(a->text, b->text, len) == 0;
}

bool at_literals_of(struct at_literals *out, const char *pattern, size_t len, struct at_arena *arena)
{
	struct reader r = {.s = pattern, .len = len, .arena = arena};
	struct info top = anything();
	struct info all = read_alternatives(&r);
	*out = (struct at_literals){0};
	if (r.failed)
		return false;
	if (r.lost || r.at != len)
		return true;
	offer_info(&top, &all);
	if (top.score == 0)
		return true;
	out->items = at_arena_alloc(arena, top.best.n * sizeof *out->items);
	if (out->items == NULL)
		return false;
	for (size_t i = 0; i < top.best.n; i++) {
		const struct piece *p = &top.best.items[i];
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
