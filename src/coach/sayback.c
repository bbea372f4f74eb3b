/* SPDX-License-Identifier: MIT */
/*
 * sayback.c: whether a sentence was said back with its persons changed. Input: the sentence, its shifted form, the answer; output:
 * how it went. Words before and around ("so ...", "it sounds like ...") don't matter; the persons, in their order, do. Where
 * fewer than half of the other words come back the answer is in words of one's own, which nobody can check by persons.
 */
#include "coach/judge.h"
#include <string.h>

#define MOST_WORDS 120

struct tokens {
	char word[MOST_WORDS][24];
	size_t n;
};

static void push(struct tokens *t, const char *word)
{
	size_t len = strlen(word), most = sizeof t->word[0] - 1;
	if (t->n == MOST_WORDS || len == 0)
		return;
	len = len > most ? most : len;
	memcpy(t->word[t->n], word, len);
	t->word[t->n++][len] = 0;
}

/* "you're" is two words, and "i'm" is "i am": somebody may say it either way. */
static void push_split(struct tokens *t, char *word)
{
	static const struct {
		const char *tail, *word;
	} shorts[] = {{"'re", "are"}, {"'m", "am"}, {"'ll", "will"}, {"'ve", "have"}};
	char *mark = strchr(word, '\'');
	for (size_t i = 0; mark != NULL && i < sizeof shorts / sizeof *shorts; i++) {
		if (strcmp(mark, shorts[i].tail) == 0) {
			*mark = 0;
			push(t, word);
			push(t, shorts[i].word);
			return;
		}
	}
	push(t, word);
}

static void tokenise(struct tokens *t, const char *s, size_t len)
{
	char word[64];
	size_t n = 0;
	t->n = 0;
	for (size_t i = 0; i <= len; i++) {
		unsigned char c = i < len ? (unsigned char)s[i] : ' ';
		if (c == 0xE2 && i + 2 < len && (unsigned char)s[i + 1] == 0x80 && (unsigned char)s[i + 2] == 0x99) {
			c = '\'';
			i += 2;
		}
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
		if (letter || (c == '\'' && n > 0)) {
			if (n + 1 < sizeof word)
				word[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : (char)c;
			continue;
		}
		word[n] = 0;
		push_split(t, word);
		n = 0;
	}
}

static bool is_person(const char *word)
{
	static const char *const persons[] = {"i",     "me",       "my",         "mine", "myself", "you", "your",
	                                      "yours", "yourself", "yourselves", "we",   "us",     "our", "ours"};
	for (size_t i = 0; i < sizeof persons / sizeof *persons; i++)
		if (strcmp(word, persons[i]) == 0)
			return true;
	return false;
}

/* Splits tokens into persons and the rest. */
static void part(const struct tokens *t, struct tokens *persons, struct tokens *rest)
{
	persons->n = rest->n = 0;
	for (size_t i = 0; i < t->n; i++)
		push(is_person(t->word[i]) ? persons : rest, t->word[i]);
}

/* Length of the longest run of words that both have in their order, with gaps. */
static size_t common(const struct tokens *a, const struct tokens *b)
{
	size_t row[MOST_WORDS + 1] = {0};
	for (size_t i = 0; i < a->n; i++) {
		size_t corner = 0;
		for (size_t k = 0; k < b->n; k++) {
			size_t above = row[k + 1];
			if (strcmp(a->word[i], b->word[k]) == 0)
				row[k + 1] = corner + 1;
			else if (row[k] > above)
				row[k + 1] = row[k];
			corner = above;
		}
	}
	return row[b->n];
}

static bool ends_with(const struct tokens *t, const struct tokens *tail)
{
	for (size_t i = 0; i < tail->n; i++)
		if (t->n < tail->n || strcmp(t->word[t->n - tail->n + i], tail->word[i]) != 0)
			return false;
	return true;
}

enum at_said_back at_judge_say_back(const char *text, const char *shifted, const char *answer, size_t len)
{
	struct tokens whole, persons, rest, wanted, wanted_persons, wanted_rest, from, from_persons, from_rest;
	tokenise(&whole, answer, len);
	tokenise(&wanted, shifted, strlen(shifted));
	tokenise(&from, text, strlen(text));
	part(&whole, &persons, &rest);
	part(&wanted, &wanted_persons, &wanted_rest);
	part(&from, &from_persons, &from_rest);
	if (2 * common(&rest, &wanted_rest) < wanted_rest.n || whole.n == 0)
		return AT_SAID_OWN_WORDS;
	if (ends_with(&persons, &wanted_persons))
		return AT_SAID_WELL;
	return ends_with(&persons, &from_persons) ? AT_SAID_UNTURNED : AT_SAID_SWAPPED;
}
