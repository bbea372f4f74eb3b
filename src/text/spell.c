/* SPDX-License-Identifier: MIT */
/*
 * spell.c: one round over the words of a clean text: stretched letters, spelling, long runs of punctuation.
 *
 * Input: a mapped copy and the lexicon; output: another copy, written only from the first change on. Invariants: a byte
 * that stays keeps its range; all bytes of a replacement share the range of what they replace, so that a finding in one
 * points at all that was typed; addresses, mentions and what touches an apostrophe are left alone. May call base, lexicon,
 * stretch.c.
 */
#include "text/bytes.h"
#include "text/normal.h"
#include "text/stretch.h"
#include "text/utf8.h"

#include <string.h>

#define MAX_REPLACEMENT 128

struct speller {
	const struct at_lexicon *lex;
	const struct at_mapped *in;
	struct at_mapped *out;
	const char *s;    /* the bytes of `in` */
	size_t len, done; /* s[0..done) is in `out`, as it was or replaced */
	bool opening;     /* a sentence may start here */
	bool changed, failed;
	uint32_t stretched;
};

/* ---------------------------------------------------------------- writing */

static bool reserve(struct speller *sp, size_t more)
{
	sp->failed = sp->failed || !at_mapped_reserve(sp->out, more);
	return !sp->failed;
}

/* Copies what was typed up to `end`, unchanged. */
static void copy_to(struct speller *sp, size_t end)
{
	size_t n = end - sp->done;
	if (n == 0 || !reserve(sp, n))
		return;
	size_t at = sp->out->bytes.len;
	memcpy(sp->out->bytes.ptr + at, sp->s + sp->done, n);
	memcpy(sp->out->from + at, sp->in->from + sp->done, n * sizeof *sp->in->from);
	memcpy(sp->out->to + at, sp->in->to + sp->done, n * sizeof *sp->in->to);
	sp->out->bytes.len += n;
	sp->done = end;
}

static void replace(struct speller *sp, size_t start, size_t end, const char *text, size_t len)
{
	copy_to(sp, start);
	if (!reserve(sp, len))
		return;
	for (size_t i = 0; i < len; i++)
		at_mapped_put(sp->out, text[i], sp->in->from[start], sp->in->to[end - 1]);
	sp->done = end;
	sp->changed = true;
}

static void write_unstretched(struct speller *sp, const struct at_typed_word *w)
{
	copy_to(sp, w->start);
	if (!reserve(sp, w->len))
		return;
	for (size_t i = 0; i < w->len; i++)
		at_mapped_put(sp->out, w->room[i], sp->in->from[w->source[i]], sp->in->to[w->source[i + 1] - 1]);
	sp->done = w->end;
	sp->changed = true;
}

/* ---------------------------------------------------------------- looking words up */

/* The word after one space at `at`; false when something else is there. */
static bool next_word(const struct speller *sp, struct at_typed_word *w, size_t at)
{
	if (at >= sp->len || sp->s[at] != ' ' || !at_word_at(sp->s, sp->len, at + 1))
		return false;
	size_t end = at_word_end(sp->s, sp->len, at + 1);
	if (at_url_end(sp->s, sp->len, at + 1, end) > at + 1)
		return false;
	at_read_word(w, sp->lex, sp->s, at + 1, end);
	return true;
}

static bool joins_words(char c)
{
	return c == '-' || c == '/' || c == '&' || c == '.' || c == '_';
}

/* Whether the word that ends at `end` is but the first part of another: the "self" of "self-esteem". */
static bool goes_on(const struct speller *sp, size_t end)
{
	return end < sp->len && sp->s[end] != '.' && joins_words(sp->s[end]) && at_word_at(sp->s, sp->len, end + 1);
}

/* The longest entry of two or three words that starts with `w`; *end is its end. NULL when there is none. */
static const struct at_word *find_phrase(const struct speller *sp, const struct at_typed_word *w, size_t *end)
{
	char text[3 * AT_MAX_WORD + 2];
	const struct at_word *best = NULL;
	struct at_typed_word next;
	size_t len = w->len, at = w->end;
	if (len > AT_MAX_WORD)
		return NULL;
	memcpy(text, w->text, len);
	for (unsigned n = 0; n < 2 && next_word(sp, &next, at) && next.len <= AT_MAX_WORD; n++) {
		text[len++] = ' ';
		memcpy(text + len, next.text, next.len);
		len += next.len;
		at = next.end;
		const struct at_word *found = at_lexicon_find(sp->lex, text, len);
		if (found != NULL && found->becomes != 0 && !goes_on(sp, at)) {
			best = found;
			*end = at;
		}
	}
	return best;
}

/* Entries with - / & in them: "over-reacting", "b/c", "w/". */
static const struct at_word *find_compound(const struct speller *sp, const struct at_typed_word *w, size_t *end)
{
	const char *s = sp->s;
	size_t i = w->end, max = sp->len - w->start > AT_MAX_WORD ? w->start + AT_MAX_WORD : sp->len;
	if (w->start > 0 && joins_words(s[w->start - 1]))
		return NULL;
	while (i < max && (at_byte_is(s[i], AT_B_WORD) || s[i] == '-' || s[i] == '/' || s[i] == '&' || s[i] == '\''))
		i++;
	while (i > w->end && (s[i - 1] == '-' || s[i - 1] == '\''))
		i--;
	if (i == w->end || (i == max && max < sp->len))
		return NULL;
	const struct at_word *found = at_lexicon_find(sp->lex, s + w->start, i - w->start);
	*end = i;
	return found != NULL && found->becomes != 0 ? found : NULL;
}

/* Whether the word must stay as typed: next to an apostrophe, after @ or #, a letter or two of "x-ray", "R&B", ":p", "u.s.". */
static bool stays(const struct speller *sp, size_t start, size_t end)
{
	const char *s = sp->s;
	char before = start > 0 ? s[start - 1] : ' ', after = end < sp->len ? s[end] : ' ';
	if (before == '\'' || after == '\'' || before == '@' || before == '#')
		return true;
	if (end - start > 2)
		return false;
	if (before == ':' || before == ';' || before == '=')
		return true;
	return (joins_words(before) && start > 1 && !at_byte_is(s[start - 2], AT_B_SPACE | AT_B_NEWLINE | AT_B_PUNCT)) ||
	       (joins_words(after) && at_word_at(s, sp->len, end + 1));
}

/* The entry that speaks for the text from `w` on, phrases first; *end is the end of what it stands for. NULL: none. */
static const struct at_word *find_entry(const struct speller *sp, const struct at_typed_word *w, size_t *end)
{
	const struct at_word *found = NULL;
	if (w->entry != NULL && AT_HAS(w->entry->classes, AT_C_PHRASE))
		found = find_phrase(sp, w, end);
	if (found == NULL && w->end < sp->len && joins_words(sp->s[w->end]))
		found = find_compound(sp, w, end);
	if (found == NULL) {
		found = w->entry;
		*end = w->end;
	}
	return found == NULL || stays(sp, w->start, *end) ? NULL : found;
}

/* The ambiguous words that a replacement may follow: by its first word, and, when nothing comes after it, as the last word. */
static uint32_t may_follow(const struct speller *sp, uint32_t offset, size_t len, bool last)
{
	if (offset == 0)
		return 0;
	const char *text = sp->lex->strings + offset, *space = memchr(text, ' ', len);
	const struct at_word *found = at_lexicon_find(sp->lex, text, space == NULL ? len : (size_t)(space - text));
	if (found == NULL)
		return 0;
	return last && space == NULL ? found->follows | found->lasts : found->follows;
}

/* Whether the word after `end`, as it is typed or as it will be spelt, lets ambiguous word k before it become what it may. */
static bool fits(const struct speller *sp, size_t end, unsigned k)
{
	struct at_typed_word next;
	size_t next_end;
	if (!next_word(sp, &next, end))
		return false;
	const struct at_word *entry = find_entry(sp, &next, &next_end), *single = next.entry;
	if (goes_on(sp, next_end))
		return false;
	bool last = next_end + 1 >= sp->len || sp->s[next_end] != ' ' || !at_word_at(sp->s, sp->len, next_end + 1);
	uint32_t bits = single == NULL ? 0 : last && next_end == next.end ? single->follows | single->lasts : single->follows;
	if (entry != NULL)
		bits |= entry->follows | (last ? entry->lasts : 0) | may_follow(sp, entry->becomes, entry->becomes_len, last) |
		        may_follow(sp, entry->otherwise, entry->otherwise_len, last);
	return bits >> k & 1;
}

/* ---------------------------------------------------------------- replacing */

/* Copies the replacement to `out` in the case of what was typed: Dont -> Don't, DONT -> DON'T, and a lone U -> You only where a
 * sentence starts. */
static void carry_case(char *out, const char *text, size_t len, const char *typed, size_t typed_len, bool opening)
{
	size_t letters = 0, uppers = 0;
	for (size_t i = 0; i < typed_len; i++) {
		letters += at_byte_is(typed[i], AT_B_LETTER);
		uppers += at_is_upper(typed[i]);
	}
	bool shout = letters >= 2 && uppers == letters;
	bool capital = at_is_upper(typed[typed[0] == '\'' && typed_len > 1]) && (letters >= 2 || opening);
	for (size_t i = 0; i < len; i++)
		out[i] = (shout || (capital && i == 0)) && at_is_lower(text[i]) ? (char)(text[i] - 'a' + 'A') : text[i];
}

/* Replaces what `entry` speaks for, or leaves it when it is spelt like that already. False: the entry has nothing
 * to say here. */
static bool respell(struct speller *sp, const struct at_typed_word *w, const struct at_word *entry, size_t end)
{
	char text[MAX_REPLACEMENT];
	uint32_t offset = entry->becomes;
	size_t len = entry->becomes_len;
	if (entry->ambiguous != 0 && !fits(sp, end, (entry->ambiguous - 1u) & 31)) {
		offset = entry->otherwise;
		len = entry->otherwise_len;
	}
	if (offset == 0 || len == 0 || len > MAX_REPLACEMENT)
		return false;
	bool single = end == w->end;
	const char *typed = single ? w->text : sp->s + w->start;
	size_t typed_len = single ? w->len : end - w->start;
	carry_case(text, sp->lex->strings + offset, len, typed, typed_len, sp->opening);
	if (len != end - w->start || memcmp(text, sp->s + w->start, len) != 0)
		replace(sp, w->start, end, text, len);
	return true;
}

/* Takes in the word that starts at i; returns the end of what was dealt with. */
static size_t spell_word(struct speller *sp, size_t i)
{
	struct at_typed_word w;
	size_t end = at_word_end(sp->s, sp->len, i), url = at_url_end(sp->s, sp->len, i, end);
	if (url > i || (i > 0 && sp->s[i - 1] == '@')) {
		sp->opening = false;
		return url > i ? url : end;
	}
	at_read_word(&w, sp->lex, sp->s, i, end);
	const struct at_word *entry = find_entry(sp, &w, &end);
	bool done = entry != NULL && respell(sp, &w, entry, end);
	if (!done)
		end = w.end;
	if (!done && w.stretched)
		write_unstretched(sp, &w);
	sp->stretched += w.stretched;
	sp->opening = false;
	return end;
}

/* Words that are known with the apostrophe before them, "'cause": the end of such a word that was replaced, or i. */
static size_t spell_elided(struct speller *sp, size_t i)
{
	if ((i > 0 && !at_byte_is(sp->s[i - 1], AT_B_SPACE | AT_B_NEWLINE)) || !at_word_at(sp->s, sp->len, i + 1))
		return i;
	size_t end = at_word_end(sp->s, sp->len, i + 1);
	struct at_typed_word w = {.start = i, .end = end, .text = sp->s + i, .len = end - i};
	const struct at_word *entry = w.len <= AT_MAX_WORD ? at_lexicon_find(sp->lex, w.text, w.len) : NULL;
	if (entry == NULL || (end < sp->len && sp->s[end] == '\'') || !respell(sp, &w, entry, end))
		return i;
	sp->opening = false;
	return end;
}

/* A run of one mark; at most three stay, the last of which stands for the rest as well. */
static size_t spell_punct(struct speller *sp, size_t i)
{
	char c = sp->s[i];
	size_t end = c == '\'' ? spell_elided(sp, i) : i;
	if (end > i)
		return end;
	while (end < sp->len && sp->s[end] == c)
		end++;
	if (c == '.' || c == '!' || c == '?')
		sp->opening = true;
	if (end - i > 3) {
		copy_to(sp, i + 2);
		replace(sp, i + 2, end, &c, 1);
	}
	return end;
}

static size_t spell_high(struct speller *sp, size_t i)
{
	size_t next = i;
	uint32_t cp = at_utf8_next(sp->s, sp->len, &next);
	if (at_is_word(cp))
		return spell_word(sp, i);
	sp->opening = sp->opening || at_is_emoji(cp);
	return next;
}

enum at_spelling at_spell(struct at_mapped *out, const struct at_mapped *in, const struct at_lexicon *lex, uint32_t *stretched)
{
	struct speller sp = {.lex = lex, .in = in, .out = out, .s = in->bytes.ptr, .len = in->bytes.len, .opening = true};
	for (size_t i = 0; i < sp.len && !sp.failed;) {
		if (at_byte_is(sp.s[i], AT_B_WORD)) {
			i = spell_word(&sp, i);
		} else if (at_byte_is(sp.s[i], AT_B_PUNCT)) {
			i = spell_punct(&sp, i);
		} else if (at_is_high(sp.s[i])) {
			i = spell_high(&sp, i);
		} else {
			sp.opening = sp.opening || sp.s[i] == '\n';
			i++;
		}
	}
	if (sp.changed)
		copy_to(&sp, sp.len);
	*stretched += sp.stretched;
	return sp.failed ? AT_SPELT_FAILED : sp.changed ? AT_SPELT_ANEW : AT_SPELT_SAME;
}
