/* SPDX-License-Identifier: MIT */
/*
 * jsonflat.c: the short way to read a line of `attune scan`. Input: a line; output: its id, draft and partner text. It takes
 * only what nearly all lines are: a valid object with a draft, no key twice, no backslash in a key, no long or exponential number, little
 * nesting. Whatever else comes, broken lines first of all, is left to jansson. Invariant: what it takes, jansson takes as
 * well and reads the same in it. Calls text/utf8 and base/buffer; allocates only for texts with escapes.
 */
#include "cli/json.h"
#include "text/utf8.h"
#include <string.h>

#define NESTED_MOST 16u
#define NUMBER_MOST 15u /* as many digits as every double keeps */

struct reader {
	const char *s;
	size_t len, at;
};

struct string {
	size_t start, end; /* between the quotes */
	bool escaped;
};

static char peek(const struct reader *r)
{
	return r->at < r->len ? r->s[r->at] : 0;
}

static void skip_space(struct reader *r)
{
	while (peek(r) == ' ' || peek(r) == '\t' || peek(r) == '\r')
		r->at++;
}

/* Steps over `c` and the space before it. */
static bool take(struct reader *r, char c)
{
	skip_space(r);
	if (peek(r) != c)
		return false;
	r->at++;
	return true;
}

static bool take_word(struct reader *r, const char *word)
{
	size_t n = strlen(word);
	if (r->len - r->at < n || memcmp(r->s + r->at, word, n) != 0)
		return false;
	r->at += n;
	return true;
}

/* The four hex digits at s; UINT32_MAX when they are none. */
static uint32_t hex4(const char *s, size_t len)
{
	uint32_t value = 0;
	for (size_t i = 0; i < 4; i++) {
		char c = i < len ? s[i] : 'x';
		uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
		                 : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
		                 : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
		                                        : 16u;
		if (digit == 16)
			return UINT32_MAX;
		value = value << 4 | digit;
	}
	return value;
}

/* The code point of the escape whose backslash is at s[*i], *i going past it, both halves of a pair. UINT32_MAX when it is
 * no escape. */
static uint32_t unescape(const char *s, size_t len, size_t *i)
{
	static const char names[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	char c = *i + 1 < len ? s[*i + 1] : 0;
	const char *name = c != 0 ? strchr(names, c) : NULL;
	if (name != NULL) {
		*i += 2;
		return (uint32_t)means[name - names];
	}
	uint32_t cp = c == 'u' ? hex4(s + *i + 2, len - *i - 2) : UINT32_MAX;
	if (cp == UINT32_MAX || (cp >= 0xdc00 && cp <= 0xdfff))
		return UINT32_MAX;
	*i += 6;
	if (cp < 0xd800 || cp > 0xdbff)
		return cp;
	uint32_t low = len - *i >= 6 && s[*i] == '\\' && s[*i + 1] == 'u' ? hex4(s + *i + 2, 4) : UINT32_MAX;
	if (low < 0xdc00 || low > 0xdfff)
		return UINT32_MAX;
	*i += 6;
	return 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
}

/* Bytes that end a run of plain ones in a string: the quote, the backslash, controls. */
static bool is_stop(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\';
}

static bool take_string(struct reader *r, struct string *out)
{
	if (peek(r) != '"')
		return false;
	size_t i = r->at + 1;
	*out = (struct string){i, i, false};
	for (;;) {
		while (i < r->len && !is_stop((unsigned char)r->s[i]))
			i++;
		if (i == r->len)
			return false;
		if (r->s[i] == '"')
			break;
		if (r->s[i] != '\\' || unescape(r->s, r->len, &i) == UINT32_MAX)
			return false;
		out->escaped = true;
	}
	out->end = i;
	r->at = i + 1;
	return true;
}

static size_t take_digits(struct reader *r)
{
	size_t from = r->at;
	while (peek(r) >= '0' && peek(r) <= '9')
		r->at++;
	return r->at - from;
}

static bool take_number(struct reader *r)
{
	size_t from = r->at;
	if (peek(r) == '-')
		r->at++;
	if (peek(r) == '0')
		r->at++;
	else if (take_digits(r) == 0)
		return false;
	if (peek(r) == '.') {
		r->at++;
		if (take_digits(r) == 0)
			return false;
	}
	char c = peek(r);
	return r->at - from <= NUMBER_MOST && c != 'e' && c != 'E' && !(c >= '0' && c <= '9');
}

static bool take_value(struct reader *r, unsigned depth);

static bool take_key(struct reader *r, struct string *key)
{
	skip_space(r);
	return take_string(r, key) && !key->escaped && take(r, ':');
}

/* After the opening bracket: up to and with the closing one. */
static bool take_list(struct reader *r, bool keys, unsigned depth)
{
	struct string key;
	char close = keys ? '}' : ']';
	if (take(r, close))
		return true;
	do
		if ((keys && !take_key(r, &key)) || !take_value(r, depth))
			return false;
	while (take(r, ','));
	return take(r, close);
}

static bool take_value(struct reader *r, unsigned depth)
{
	struct string string;
	skip_space(r);
	char c = peek(r);
	if (c == '{' || c == '[') {
		r->at++;
		return depth < NESTED_MOST && take_list(r, c == '{', depth + 1);
	}
	if (c == '"')
		return take_string(r, &string);
	return take_word(r, "null") || take_word(r, "true") || take_word(r, "false") || take_number(r);
}

/* A text or null. */
static bool take_text(struct reader *r, struct string *out)
{
	skip_space(r);
	return take_word(r, "null") || take_string(r, out);
}

/* Where the parts of the object lie. */
struct places {
	struct string draft, partner;
	struct at_slice id;
	bool id_seen, partner_seen, draft_seen, extra;
};

static bool is_key(const struct reader *r, const struct string *key, const char *name, size_t len)
{
	return key->end - key->start == len && memcmp(r->s + key->start, name, len) == 0;
}

/* False, too, when the pair is one of ours and was there before. */
static bool take_pair(struct reader *r, struct places *p)
{
	struct string key;
	bool *seen = NULL;
	if (!take_key(r, &key))
		return false;
	if (is_key(r, &key, "draft", 5))
		seen = &p->draft_seen;
	else if (is_key(r, &key, "partner", 7))
		seen = &p->partner_seen;
	else if (is_key(r, &key, "id", 2))
		seen = &p->id_seen;
	else
		p->extra = true;
	if (seen != NULL && *seen)
		return false;
	if (seen != NULL)
		*seen = true;
	if (seen == &p->draft_seen || seen == &p->partner_seen)
		return take_text(r, seen == &p->draft_seen ? &p->draft : &p->partner);
	skip_space(r);
	size_t from = r->at;
	if (!take_value(r, 0))
		return false;
	if (seen == &p->id_seen)
		p->id = (struct at_slice){r->s + from, r->at - from};
	return true;
}

static bool take_object(struct reader *r, struct places *p)
{
	if (!take(r, '{'))
		return false;
	do
		if (!take_pair(r, p))
			return false;
	while (take(r, ','));
	if (!take(r, '}'))
		return false;
	skip_space(r);
	return r->at == r->len;
}

/* The text itself: a piece of the line, or of `room` once its escapes are undone. */
static struct at_slice text_of(const struct reader *r, const struct string *in, struct at_buffer *room)
{
	if (in->start == 0)
		return (struct at_slice){NULL, 0};
	if (!in->escaped)
		return (struct at_slice){r->s + in->start, in->end - in->start};
	size_t from = room->len;
	for (size_t i = in->start; i < in->end;) {
		char utf8[4];
		const char *stop = memchr(r->s + i, '\\', in->end - i);
		size_t plain = stop == NULL ? in->end : (size_t)(stop - r->s);
		at_buffer_add(room, r->s + i, plain - i);
		i = plain;
		if (i < in->end)
			at_buffer_add(room, utf8, at_utf8_put(unescape(r->s, in->end, &i), utf8));
	}
	return (struct at_slice){room->ptr + from, room->len - from};
}

bool at_json_flat(struct at_json_line *line)
{
	struct reader r = {line->line, line->line_len, 0};
	struct places p = {.id = {"null", 4}};
	if (at_utf8_bad(r.s, r.len) != SIZE_MAX || !take_object(&r, &p) || p.draft.start == 0)
		return false;
	at_buffer_clear(&line->room);
	/* Escapes only shrink, so that nothing moves once there is room for the whole line. */
	if ((p.draft.escaped || p.partner.escaped) && !at_buffer_reserve(&line->room, r.len))
		return false;
	line->id = p.id;
	line->extra = p.extra;
	line->draft = text_of(&r, &p.draft, &line->room);
	line->partner = text_of(&r, &p.partner, &line->room);
	return true;
}
