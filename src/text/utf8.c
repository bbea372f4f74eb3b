/* SPDX-License-Identifier: MIT */
/*
 * utf8.c: what bytes are as code points, and what code points are.
 *
 * Input: bytes and lengths; output: offsets, code points, columns. Invariant: nothing reads past len, even when the bytes
 * are not UTF-8, and every step moves forward. Most text is ASCII, so every loop has a short way for it.
 * May call utf8proc and base.
 */
#include "text/utf8.h"
#include "text/bytes.h"

#include <string.h>
#include <utf8proc.h>

#define HIGH_BITS UINT64_C(0x8080808080808080)

const unsigned char at_byte_class[256] = {
	/* control characters; tab, newline, vertical tab, form feed and carriage return among them */
	AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL,
	AT_B_CONTROL, AT_B_SPACE, AT_B_NEWLINE, AT_B_SPACE, AT_B_SPACE, AT_B_NEWLINE, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL,
	AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL,
	AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL, AT_B_CONTROL,
	/* space ! " # $ % & ' ( ) * + , - . / */
	AT_B_SPACE, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT,
	AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT,
	/* 0 to 9 : ; < = > ? */
	AT_B_DIGIT, AT_B_DIGIT, AT_B_DIGIT, AT_B_DIGIT, AT_B_DIGIT, AT_B_DIGIT, AT_B_DIGIT, AT_B_DIGIT, AT_B_DIGIT, AT_B_DIGIT,
	AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT,
	/* @ A to Z [ \ ] ^ _ */
	AT_B_PUNCT, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER,
	AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER,
	AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER,
	AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT,
	/* ` a to z { | } ~ DEL */
	AT_B_PUNCT, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER,
	AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER,
	AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER, AT_B_LETTER,
	AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_PUNCT, AT_B_CONTROL,
	/* from 0x80 on the class is AT_B_HIGH, which is 0 */
};

/* Length of the code point that starts at s[0], or 0 when it is not UTF-8. `len` > 0. */
static size_t sequence(const unsigned char *s, size_t len)
{
	unsigned char c = s[0];
	if (c < 0x80)
		return 1;
	size_t n = c >= 0xC2 && c <= 0xDF ? 2 : c >= 0xE0 && c <= 0xEF ? 3 : c >= 0xF0 && c <= 0xF4 ? 4 : 0;
	if (n == 0 || n > len)
		return 0;
	/* The second byte rules out overlong forms, surrogates and what lies above U+10FFFF. */
	unsigned char low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
	unsigned char high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
	if (s[1] < low || s[1] > high)
		return 0;
	for (size_t k = 2; k < n; k++)
		if ((s[k] & 0xC0) != 0x80)
			return 0;
	return n;
}

size_t at_utf8_bad(const char *s, size_t len)
{
	size_t i = 0;
	while (i < len) {
		uint64_t eight;
		while (len - i >= sizeof eight) {
			memcpy(&eight, s + i, sizeof eight);
			if ((eight & HIGH_BITS) != 0)
				break;
			i += sizeof eight;
		}
		if (i == len)
			break;
		size_t n = sequence((const unsigned char *)s + i, len - i);
		if (n == 0)
			return i;
		i += n;
	}
	return SIZE_MAX;
}

uint32_t at_utf8_next(const char *s, size_t len, size_t *i)
{
	const unsigned char *p = (const unsigned char *)s + *i;
	size_t left = len - *i;
	if (p[0] < 0x80 || left < 2 || p[0] < 0xC0) {
		*i += 1;
		return p[0];
	}
	if (p[0] < 0xE0) {
		*i += 2;
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	}
	if (p[0] < 0xF0 && left >= 3) {
		*i += 3;
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	}
	if (left >= 4) {
		*i += 4;
		return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
	}
	*i += 1;
	return p[0];
}

size_t at_utf8_count(const char *s, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		n += ((unsigned char)s[i] & 0xC0) != 0x80;
	return n;
}

size_t at_utf8_put(uint32_t cp, char out[4])
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xC0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3F));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xE0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
		out[2] = (char)(0x80 | (cp & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
	out[3] = (char)(0x80 | (cp & 0x3F));
	return 4;
}

bool at_is_word(uint32_t cp)
{
	if (cp < 0x80)
		return (at_byte_class[cp] & AT_B_WORD) != 0;
	if (cp == 0x20E3 || (cp >= 0xFE00 && cp <= 0xFE0F)) /* the keycap and the selectors are marks, but of emoji */
		return false;
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

bool at_is_emoji(uint32_t cp)
{
	if (cp < 0x2190) /* (c), (r), TM, !! and the like may be drawn as pictures, and are punctuation */
		return cp == 0x200D || cp == 0x20E3;
	if ((cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0x1F3FB && cp <= 0x1F3FF) || (cp >= 0xE0020 && cp <= 0xE007F))
		return true;
	if (cp > 0x10FFFF)
		return false;
	int class = utf8proc_get_property((utf8proc_int32_t)cp)->boundclass;
	return class == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC || class == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR;
}

size_t at_grapheme_end(const char *s, size_t len, size_t i)
{
	if (i >= len)
		return len;
	utf8proc_int32_t state = 0;
	uint32_t before = at_utf8_next(s, len, &i);
	while (i < len) {
		if (before >= 0x20 && before < 0x7F && (unsigned char)s[i] < 0x80)
			return i;
		size_t next = i;
		uint32_t cp = at_utf8_next(s, len, &next);
		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)cp, &state))
			return i;
		before = cp;
		i = next;
	}
	return len;
}

/* Columns of one cluster: its widest code point, and 2 when it is drawn as a picture. */
static size_t cluster_columns(const char *s, size_t len)
{
	size_t width = 0, i = 0, n = 0;
	bool picture = false;
	while (i < len) {
		uint32_t cp = at_utf8_next(s, len, &i);
		int own = utf8proc_charwidth((utf8proc_int32_t)cp);
		if (own > 0 && (size_t)own > width)
			width = (size_t)own;
		bool flag = cp >= 0x1F1E6 && cp <= 0x1F1FF;
		picture = picture || cp == 0xFE0F || cp == 0x20E3 || (n > 0 && flag);
		n++;
	}
	return picture ? 2 : width;
}

size_t at_columns(const char *s, size_t len)
{
	size_t columns = 0;
	for (size_t i = 0; i < len;) {
		size_t end = at_grapheme_end(s, len, i);
		unsigned char c = (unsigned char)s[i];
		columns += end - i == 1 ? c >= 0x20 && c < 0x7F : cluster_columns(s + i, end - i);
		i = end;
	}
	return columns;
}
