/* SPDX-License-Identifier: MIT */
/*
 * word.c: where words and addresses end. Input: normalised text and an offset; output: an end.
 *
 * Invariant: the work for one call is bounded by the word, or by a constant when nothing is found, so that a message
 * without a single space stays linear. May call utf8.
 */
#include "text/bytes.h"
#include "text/utf8.h"

#include <string.h>
#include <strings.h>

#define MAX_LOCAL 64 /* bytes before the @ of an e-mail address */
#define MAX_HOST 255

bool at_word_at(const char *s, size_t len, size_t i)
{
	if (i >= len)
		return false;
	if (!at_is_high(s[i]))
		return at_byte_is(s[i], AT_B_WORD);
	return at_is_word(at_utf8_next(s, len, &i));
}

size_t at_word_end(const char *s, size_t len, size_t i)
{
	for (;;) {
		while (i < len && at_byte_is(s[i], AT_B_WORD))
			i++;
		if (i >= len)
			return len;
		if (at_is_high(s[i])) {
			size_t next = i;
			if (!at_is_word(at_utf8_next(s, len, &next)))
				return i;
			i = next;
		} else if (s[i] == '\'' && at_word_at(s, len, i + 1)) {
			i++;
		} else {
			return i;
		}
	}
}

static bool starts_with(const char *s, size_t len, size_t i, const char *what)
{
	size_t n = strlen(what);
	return n <= len - i && strncasecmp(s + i, what, n) == 0;
}

/* The end of a run of what addresses are made of, trailing punctuation left out: in "(see www.x.com)." it is the m. */
static size_t address_end(const char *s, size_t len, size_t i)
{
	size_t start = i;
	bool open = false;
	while (i < len) {
		size_t next = i + 1;
		if (at_is_high(s[i])) {
			next = i;
			if (!at_is_word(at_utf8_next(s, len, &next)))
				break;
		} else if (!at_byte_is(s[i], AT_B_WORD | AT_B_PUNCT) || strchr("\"<>", s[i]) != NULL) {
			break;
		}
		open = open || s[i] == '(';
		i = next;
	}
	while (i > start && strchr(open ? ".,!?;:'*" : ".,!?;:')*]}", s[i - 1]) != NULL)
		i--;
	return i;
}

/* The end of labels joined by single dots, "mail.example.co"; *last is where the last label starts, i when there is but one. */
static size_t host_end(const char *s, size_t len, size_t i, size_t *last)
{
	size_t max = len - i > MAX_HOST ? i + MAX_HOST : len;
	*last = i;
	for (;;) {
		while (i < max && (at_byte_is(s[i], AT_B_WORD) || (s[i] == '-' && i + 1 < max && at_byte_is(s[i + 1], AT_B_WORD))))
			i++;
		if (i + 1 >= max || s[i] != '.' || !at_byte_is(s[i + 1], AT_B_WORD))
			return i;
		*last = ++i;
	}
}

/* name@host.tld; i when it is none */
static size_t email_end(const char *s, size_t len, size_t i)
{
	size_t at = i, max = len - i > MAX_LOCAL ? i + MAX_LOCAL : len, last;
	while (at < max && (at_byte_is(s[at], AT_B_WORD) || (s[at] != '\0' && strchr("._%+-", s[at]) != NULL)))
		at++;
	if (at >= max || s[at] != '@')
		return i;
	size_t end = host_end(s, len, at + 1, &last);
	return last > at + 1 && end - last >= 2 && at_byte_is(s[last], AT_B_LETTER) ? end : i;
}

/* A host without a scheme: one of the few endings that are no English words, or a path behind any other. */
static size_t domain_end(const char *s, size_t len, size_t i)
{
	static const char *const known[] = {"com", "org", "net", "edu", "gov", "uk", "io"};
	size_t last, end = host_end(s, len, i, &last);
	if (last == i || end - last < 2 || !at_byte_is(s[last], AT_B_LETTER))
		return i;
	if (end + 1 < len && s[end] == '/' && at_byte_is(s[end + 1], AT_B_WORD))
		return address_end(s, len, i);
	for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
		if (strlen(known[k]) == end - last && strncasecmp(s + last, known[k], end - last) == 0)
			return end < len && s[end] == '/' ? end + 1 : end;
	return i;
}

size_t at_address_end(const char *s, size_t len, size_t i, size_t word_end)
{
	char next = s[word_end], after = s[word_end + 1];
	if (next == ':') {
		bool web = starts_with(s, len, i, "http://") || starts_with(s, len, i, "https://");
		size_t end = web ? address_end(s, len, i) : i;
		return end > word_end + 3 ? end : i;
	}
	if (starts_with(s, len, i, "www.") && at_byte_is(after, AT_B_WORD))
		return address_end(s, len, i);
	size_t end = email_end(s, len, i);
	return end > i || (next != '.' && next != '-') ? end : domain_end(s, len, i);
}
