/* SPDX-License-Identifier: MIT */
/*
 * suggest.c: edit distance for "did you mean". Input: short ASCII names; output: the nearest or nothing. Calls nothing of ours.
 * Method: Damerau (1964) with adjacent transpositions, three rows of the usual table.
 */
#include "ruleset/suggest.h"
#include <string.h>

#define NAME_MAX_BYTES 64

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

unsigned at_edit_distance(const char *a, const char *b, unsigned most)
{
	unsigned rows[3][NAME_MAX_BYTES + 1];
	size_t la = strlen(a), lb = strlen(b);
	if (la > NAME_MAX_BYTES || lb > NAME_MAX_BYTES || (la > lb ? la - lb : lb - la) > most)
		return most + 1;
	for (size_t j = 0; j <= lb; j++)
		rows[0][j] = (unsigned)j;
	for (size_t i = 1; i <= la; i++) {
		unsigned *now = rows[i % 3];
		const unsigned *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
		now[0] = (unsigned)i;
		for (size_t j = 1; j <= lb; j++) {
			unsigned change = last[j - 1] + (a[i - 1] != b[j - 1]);
			now[j] = least(change, least(last[j], now[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return rows[la % 3][lb];
}

const char *at_nearest(const char *word, const char *const *names, size_t n)
{
	/* A third of the word may be wrong: more, and the guess is noise. */
	size_t len = strlen(word);
	unsigned most = len <= 3 ? 1 : len / 3 > 3 ? 3 : (unsigned)(len / 3), best = most + 1;
	const char *nearest = NULL;
	for (size_t i = 0; i < n; i++) {
		unsigned d = names[i] == NULL ? best : at_edit_distance(word, names[i], most);
		/* Three slips and another first letter: that is another word. */
		if (d < best && !(d == 3 && names[i][0] != word[0])) {
			best = d;
			nearest = names[i];
		}
	}
	return nearest;
}
