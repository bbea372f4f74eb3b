/* SPDX-License-Identifier: MIT */
/*
 * clean.c: characters made plain: quotes, dashes, spaces, forms of letters; what cannot be seen is taken out.
 *
 * Input: raw UTF-8; output: a mapped copy, never longer than the raw text. Invariants of the copy: no white space at its
 * ends, one space or one newline between words; every character in it stands for itself, so that cleaning it again
 * changes nothing (no entry of the table below yields a character that the table holds). Uses utf8proc for the
 * compatibility forms; may call base and utf8.
 */
#include "text/bytes.h"
#include "text/normal.h"
#include "text/utf8.h"

#include <string.h>
#include <utf8proc.h>

enum change { KEEP, DROP, SPACE, NEWLINE, DASH, FOLD, TEXT };

struct range {
	uint32_t first, last;
	enum change change;
	char text[4];
};

/* In order. FOLD is the compatibility form (NFKD) of letters and digits that only look different. */
static const struct range ranges[] = {
	{0x0080, 0x0084, SPACE, ""},   {0x0085, 0x0085, NEWLINE, ""},      {0x0086, 0x00A0, SPACE, ""},
	{0x00AB, 0x00AB, TEXT, "\""},  {0x00AD, 0x00AD, DROP, ""},         {0x00B4, 0x00B4, TEXT, "'"},
	{0x00BB, 0x00BB, TEXT, "\""},  {0x017F, 0x017F, FOLD, ""},         {0x02B9, 0x02B9, TEXT, "'"},
	{0x02BA, 0x02BA, TEXT, "\""},  {0x02BB, 0x02BD, TEXT, "'"},        {0x02C8, 0x02C8, TEXT, "'"},
	{0x034F, 0x034F, DROP, ""},    {0x061C, 0x061C, DROP, ""},         {0x115F, 0x1160, DROP, ""},
	{0x1680, 0x1680, SPACE, ""},   {0x17B4, 0x17B5, DROP, ""},         {0x180B, 0x180F, DROP, ""},
	{0x2000, 0x200A, SPACE, ""},   {0x200B, 0x200F, DROP, ""},         {0x2010, 0x2013, TEXT, "-"},
	{0x2014, 0x2015, DASH, ""},    {0x2018, 0x201B, TEXT, "'"},        {0x201C, 0x201F, TEXT, "\""},
	{0x2024, 0x2024, TEXT, "."},   {0x2025, 0x2025, TEXT, ".."},       {0x2026, 0x2026, TEXT, "..."},
	{0x2028, 0x2029, NEWLINE, ""}, {0x202A, 0x202E, DROP, ""},         {0x202F, 0x202F, SPACE, ""},
	{0x2032, 0x2032, TEXT, "'"},   {0x2033, 0x2033, TEXT, "\""},       {0x2035, 0x2035, TEXT, "'"},
	{0x2036, 0x2036, TEXT, "\""},  {0x2039, 0x203A, TEXT, "'"},        {0x203C, 0x203C, TEXT, "!!"},
	{0x2047, 0x2047, TEXT, "??"},  {0x2048, 0x2048, TEXT, "?!"},       {0x2049, 0x2049, TEXT, "!?"},
	{0x205F, 0x205F, SPACE, ""},   {0x2060, 0x206F, DROP, ""},         {0x2102, 0x2102, FOLD, ""},
	{0x210A, 0x2113, FOLD, ""},    {0x2115, 0x2115, FOLD, ""},         {0x2119, 0x211D, FOLD, ""},
	{0x2124, 0x2124, FOLD, ""},    {0x2126, 0x2126, FOLD, ""},         {0x2128, 0x2128, FOLD, ""},
	{0x212A, 0x212A, FOLD, ""},    {0x212B, 0x212B, TEXT, "\xC3\x85"}, {0x212C, 0x212D, FOLD, ""},
	{0x212F, 0x2131, FOLD, ""},    {0x2133, 0x2134, FOLD, ""},         {0x213C, 0x213F, FOLD, ""},
	{0x2145, 0x2149, FOLD, ""},    {0x2212, 0x2212, TEXT, "-"},        {0x24B6, 0x24E9, FOLD, ""},
	{0x2E3A, 0x2E3B, DASH, ""},    {0x3000, 0x3000, SPACE, ""},        {0x3164, 0x3164, DROP, ""},
	{0xFB00, 0xFB06, FOLD, ""},    {0xFE00, 0xFE0F, DROP, ""},         {0xFE58, 0xFE58, DASH, ""},
	{0xFE63, 0xFE63, TEXT, "-"},   {0xFEFF, 0xFEFF, DROP, ""},         {0xFF01, 0xFF5E, FOLD, ""},
	{0xFFA0, 0xFFA0, DROP, ""},    {0xFFF9, 0xFFFB, DROP, ""},         {0x1D400, 0x1D7FF, FOLD, ""},
	{0x1F3FB, 0x1F3FF, DROP, ""},  {0xE0000, 0xE0FFF, DROP, ""},
};

struct cleaner {
	struct at_mapped *out;
	char space; /* white space that waits for what comes after it: ' ', '\n', or 0 */
	uint32_t space_from, space_to;
	bool after_dash; /* the last byte is a long dash that wants a space before a word */
};

static const struct range *find_range(uint32_t cp)
{
	size_t low = 0, high = sizeof ranges / sizeof ranges[0];
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (ranges[middle].last < cp)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof ranges / sizeof ranges[0] && ranges[low].first <= cp ? &ranges[low] : NULL;
}

static void add_space(struct cleaner *c, bool newline, size_t from, size_t to)
{
	if (c->space == 0) {
		c->space = ' ';
		c->space_from = (uint32_t)from;
	}
	if (newline)
		c->space = '\n';
	c->space_to = (uint32_t)to;
}

/* Before something visible: the white space that waited, or the space a long dash wants before a word. */
static void settle(struct cleaner *c, bool word)
{
	struct at_mapped *out = c->out;
	size_t n = out->bytes.len;
	if (c->space != 0 && n > 0)
		at_mapped_put(out, c->space, c->space_from, c->space_to);
	else if (c->space == 0 && c->after_dash && word)
		at_mapped_put(out, ' ', out->from[n - 1], out->to[n - 1]);
	c->space = 0;
	c->after_dash = false;
}

/* A long dash parts words even when it is typed without spaces: "you—and I" becomes "you - and I". */
static void add_dash(struct cleaner *c, uint32_t from, uint32_t to)
{
	struct at_mapped *out = c->out;
	size_t n = out->bytes.len;
	if (c->after_dash && c->space == 0) {
		out->to[n - 1] = to;
		return;
	}
	char before = c->space == 0 && n > 0 ? out->bytes.ptr[n - 1] : '(';
	if (at_is_high(before) || (before != '(' && before != '[' && before != '-'))
		add_space(c, false, from, to);
	settle(c, false);
	at_mapped_put(out, '-', from, to);
	c->after_dash = true;
}

/* All bytes of a character, or of what stands for it, map to the whole of it. */
static void add_bytes(struct cleaner *c, const char *bytes, size_t len, bool word, size_t from, size_t to)
{
	settle(c, word);
	for (size_t i = 0; i < len; i++)
		at_mapped_put(c->out, bytes[i], (uint32_t)from, (uint32_t)to);
}

/* The compatibility form of cp in UTF-8; 0 when there is none that fits into `room` bytes. */
static size_t fold(uint32_t cp, char *out, size_t room)
{
	utf8proc_int32_t parts[8];
	int boundary = 0;
	utf8proc_ssize_t n =
		utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 8, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
	size_t len = 0;
	for (utf8proc_ssize_t i = 0; i < n && i < 8; i++) {
		char bytes[4];
		size_t size = at_utf8_put(parts[i] == '`' ? '\'' : (uint32_t)parts[i], bytes);
		if (size > room - len)
			return 0;
		memcpy(out + len, bytes, size);
		len += size;
	}
	return len;
}

static void add_char(struct cleaner *c, const char *raw, size_t from, size_t to)
{
	size_t at = from;
	uint32_t cp = at_utf8_next(raw, to, &at);
	const struct range *range = find_range(cp);
	char folded[4];
	size_t len;
	switch (range == NULL ? KEEP : range->change) {
	case DROP:
		break;
	case SPACE:
	case NEWLINE:
		add_space(c, range->change == NEWLINE, from, to);
		break;
	case DASH:
		add_dash(c, (uint32_t)from, (uint32_t)to);
		break;
	case TEXT:
		add_bytes(c, range->text, strlen(range->text), range->text[0] == '"' || range->text[0] == '\'', from, to);
		break;
	case FOLD:
		len = fold(cp, folded, to - from);
		if (len > 0) {
			add_bytes(c, folded, len, at_is_high(folded[0]) || at_byte_is(folded[0], AT_B_WORD), from, to);
			break;
		}
		/* fall through */
	case KEEP:
		add_bytes(c, raw + from, to - from, at_is_word(cp), from, to);
		break;
	}
}

/* A run of visible ASCII; returns its end. */
static size_t add_ascii(struct cleaner *c, const char *raw, size_t len, size_t i)
{
	settle(c, at_byte_is(raw[i], AT_B_WORD));
	size_t n = c->out->bytes.len;
	char *bytes = c->out->bytes.ptr;
	uint32_t *from = c->out->from, *to = c->out->to;
	for (; i < len && at_byte_is(raw[i], AT_B_WORD | AT_B_PUNCT); i++, n++) {
		bytes[n] = raw[i] == '`' ? '\'' : raw[i];
		from[n] = (uint32_t)i;
		to[n] = (uint32_t)i + 1;
	}
	c->out->bytes.len = n;
	return i;
}

bool at_clean(struct at_mapped *out, const char *raw, size_t len)
{
	if (!at_mapped_reserve(out, len + 1))
		return false;
	struct cleaner c = {.out = out};
	for (size_t i = 0; i < len;) {
		if (at_byte_is(raw[i], AT_B_WORD | AT_B_PUNCT)) {
			i = add_ascii(&c, raw, len, i);
		} else if (at_is_high(raw[i])) {
			size_t start = i;
			at_utf8_next(raw, len, &i);
			add_char(&c, raw, start, i);
		} else {
			add_space(&c, raw[i] == '\n' || raw[i] == '\r', i, i + 1);
			i++;
		}
	}
	return true;
}
