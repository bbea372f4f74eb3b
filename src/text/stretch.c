/* SPDX-License-Identifier: MIT */
/*
 * stretch.c: "soooo" is "so", "goooood" is "good": which letters of a stretched word stay.
 *
 * Input: a word as typed and the lexicon; output: the word as it is looked up, with a map back. A run of three or more of
 * one letter becomes two when the lexicon knows that spelling to have a doubled letter, else one. Invariant: a word that was
 * cut has no such run left, so that cutting it again changes nothing. May call base and lexicon.
 */
#include "text/stretch.h"
#include "text/bytes.h"

#include <string.h>

#define MAX_RUNS 3 /* stretched runs in one word that may turn out doubled */

/* The end of the run of one ASCII letter, in any case, that starts at i. */
static size_t run_end(const char *s, size_t end, size_t i)
{
	char letter = at_lower(s[i++]);
	while (i < end && at_lower(s[i]) == letter)
		i++;
	return i;
}

/* Whether a letter stands three times in a row. "www" and the numeral III are no stretched words. */
static bool is_stretched(const char *s, size_t start, size_t end)
{
	if (end - start == 3 && (memcmp(s + start, "III", 3) == 0 || at_lower(s[start]) == 'w'))
		return false;
	size_t run = 0;
	char before = '\0';
	for (size_t i = start; i < end; i++) {
		char letter = at_lower(s[i]);
		run = letter == before ? run + 1 : 1;
		if (run == 3 && at_is_lower(letter))
			return true;
		before = letter;
	}
	return false;
}

/* Writes the word into w->room with run k of three or more letters cut to two when bit k of `doubled` is set, to
 * one else. *n_runs
 * counts them. False when even so it is too long. */
static bool cut_runs(struct at_typed_word *w, const char *s, unsigned doubled, unsigned *n_runs)
{
	*n_runs = 0;
	w->len = 0;
	for (size_t i = w->start; i < w->end;) {
		size_t end = at_byte_is(s[i], AT_B_LETTER) ? run_end(s, w->end, i) : i + 1, keep = end - i;
		if (keep >= 3) {
			bool will = at_lower(s[i]) == 'l' && i > w->start && s[i - 1] == '\''; /* "I'lll" */
			keep = will || (*n_runs < MAX_RUNS && (doubled >> *n_runs & 1)) ? 2 : 1;
			++*n_runs;
		}
		if (keep > AT_MAX_WORD - w->len)
			return false;
		for (size_t k = 0; k < keep; k++) {
			w->source[w->len] = (uint32_t)(i + k);
			w->room[w->len++] = s[i + k];
		}
		i = end;
	}
	w->source[w->len] = (uint32_t)w->end;
	return true;
}

/* Finds the spelling of a stretched word: the first with doubled letters that the lexicon knows to have them, or
 * single ones. */
static void unstretch(struct at_typed_word *w, const struct at_lexicon *lex, const char *s)
{
	unsigned n_runs = 0, ignored;
	if (!cut_runs(w, s, 0, &n_runs))
		return;
	unsigned n = 1u << (n_runs < MAX_RUNS ? n_runs : MAX_RUNS);
	w->text = w->room;
	w->stretched = true;
	for (unsigned doubled = 1; doubled < n; doubled++) {
		if (!cut_runs(w, s, doubled, &ignored))
			continue;
		w->entry = at_lexicon_find(lex, w->text, w->len);
		if (w->entry != NULL && AT_HAS(w->entry->classes, AT_C_DOUBLE))
			return;
	}
	cut_runs(w, s, 0, &ignored);
	w->entry = at_lexicon_find(lex, w->text, w->len);
}

void at_read_word(struct at_typed_word *w, const struct at_lexicon *lex, const char *s, size_t start, size_t end)
{
	w->start = start;
	w->end = end;
	w->stretched = false;
	w->entry = NULL;
	if (is_stretched(s, start, end))
		unstretch(w, lex, s);
	if (!w->stretched) {
		w->text = s + start;
		w->len = end - start;
		w->entry = w->len <= AT_MAX_WORD ? at_lexicon_find(lex, w->text, w->len) : NULL;
	}
}
