/* SPDX-License-Identifier: MIT */
/*
 * rarity.c: how rare a string is in English chat, so that the index can look for the rarest string that a pattern needs. Input: lower-case
 * bytes; output: sixteenths of a bit. Calls nothing of ours.
 */
#include "ruleset/rarity.h"
#include <stdint.h>
#include <string.h>

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
