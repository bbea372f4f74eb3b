/* SPDX-License-Identifier: MIT */
/*
 * text_checks: what must hold for every message that was read, whatever it was. Shared by tests/unit and tests/fuzz.
 * Input: a text after at_text_read; output: NULL, or what is wrong with it in words. May call text/.
 */
#ifndef AT_TESTS_TEXT_CHECKS_H
#define AT_TESTS_TEXT_CHECKS_H

#include "text/text.h"
#include "text/utf8.h"
#include <string.h>

static inline bool in_character(const struct at_text *t, uint32_t at)
{
	return at < t->raw_len && ((unsigned char)t->raw[at] & 0xC0) == 0x80;
}

static inline const char *check_map(const struct at_text *t)
{
	for (size_t i = 0; i < t->normal.len; i++) {
		if (t->from[i] >= t->to[i] || t->to[i] > t->raw_len)
			return "a byte maps to nothing, or outside the raw text";
		if (i > 0 && (t->from[i] < t->from[i - 1] || t->to[i] < t->to[i - 1]))
			return "the map decreases";
		if (in_character(t, t->from[i]) || in_character(t, t->to[i]))
			return "a byte maps into the middle of a character";
	}
	return NULL;
}

static inline bool is_white(char c)
{
	return c == ' ' || c == '\n';
}

static inline const char *check_copy(const struct at_text *t)
{
	const char *s = t->normal.ptr;
	size_t len = t->normal.len;
	if (at_utf8_bad(s, len) != SIZE_MAX)
		return "the copy is not UTF-8";
	if (len > 0 && (is_white(s[0]) || is_white(s[len - 1])))
		return "white space at an end of the copy";
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)s[i] < ' ' && s[i] != '\n')
			return "a control character in the copy";
		if (i > 0 && is_white(s[i]) && is_white(s[i - 1]))
			return "white space twice in the copy";
	}
	return NULL;
}

static inline const char *check_tokens(const struct at_text *t)
{
	uint32_t at = 0;
	for (size_t i = 0; i <= t->n_tokens; i++) {
		uint32_t start = i < t->n_tokens ? t->tokens[i].start : (uint32_t)t->normal.len;
		if (start < at || start - at > 1 || (start - at == 1 && !is_white(t->normal.ptr[at])))
			return "tokens overlap, or something but white space is between them";
		if (i < t->n_tokens) {
			at = t->tokens[i].end;
			if (start >= at || at_utf8_bad(t->normal.ptr + start, at - start) != SIZE_MAX)
				return "a token is empty, or cuts a character";
		}
	}
	return NULL;
}

static inline const char *check_clauses(const struct at_text *t, size_t s)
{
	const struct at_sentence *sentence = &t->sentences[s];
	size_t token = sentence->first_token;
	for (size_t c = sentence->first_clause; c < sentence->first_clause + sentence->n_clauses; c++) {
		if (c >= t->n_clauses || t->clauses[c].sentence != s)
			return "a clause of another sentence";
		const struct at_clause *clause = &t->clauses[c];
		char first = t->normal.ptr[clause->span.start], last = t->normal.ptr[clause->span.end - 1];
		if (is_white(first) || is_white(last) || first == ',' || last == ',')
			return "a clause starts or ends with a space or comma";
		if (clause->first_token < token || clause->n_tokens == 0)
			return "clauses overlap";
		token = clause->first_token + clause->n_tokens;
		if (clause->span.start != t->tokens[clause->first_token].start || clause->span.end != t->tokens[token - 1].end)
			return "a clause does not span its tokens";
		if (at_text_clause_at(t, clause->span.start) != c || at_text_clause_at(t, clause->span.end - 1) != c)
			return "at_text_clause_at does not find a clause";
	}
	return token <= sentence->first_token + sentence->n_tokens ? NULL : "a clause leaves its sentence";
}

static inline const char *check_sentences(const struct at_text *t)
{
	size_t token = 0, clause = 0;
	for (size_t s = 0; s < t->n_sentences; s++) {
		const struct at_sentence *sentence = &t->sentences[s];
		if (sentence->first_token != token || sentence->n_tokens == 0 || sentence->first_clause != clause)
			return "a token or clause is in no sentence";
		token += sentence->n_tokens;
		clause += sentence->n_clauses;
		if (token > t->n_tokens)
			return "a sentence has more tokens than there are";
		if (sentence->span.start != t->tokens[sentence->first_token].start ||
		    sentence->span.end != t->tokens[token - 1].end)
			return "a sentence does not span its tokens";
		if (at_text_sentence_at(t, sentence->span.start) != s || at_text_sentence_at(t, sentence->span.end - 1) != s)
			return "at_text_sentence_at does not find a sentence";
		const char *wrong = check_clauses(t, s);
		if (wrong != NULL)
			return wrong;
	}
	return token == t->n_tokens && clause == t->n_clauses ? NULL : "tokens or clauses are left over";
}

static inline const char *check_text(const struct at_text *t)
{
	const char *wrong = check_map(t);
	if (wrong == NULL)
		wrong = check_copy(t);
	if (wrong == NULL)
		wrong = check_tokens(t);
	return wrong == NULL ? check_sentences(t) : wrong;
}

/* Whether reading the copy of `t` with `again` gives the same copy. */
static inline const char *check_again(const struct at_text *t, struct at_text *again, const struct at_lexicon *lex)
{
	if (at_text_read(again, lex, t->normal.ptr, t->normal.len, NULL) != ATTUNE_OK)
		return "the copy cannot be read again";
	if (again->normal.len != t->normal.len ||
	    (t->normal.len > 0 && memcmp(again->normal.ptr, t->normal.ptr, t->normal.len) != 0))
		return "normalising twice is not the same as once";
	if (again->n_tokens != t->n_tokens || again->n_sentences != t->n_sentences || again->n_clauses != t->n_clauses)
		return "the copy is cut in another way when it is read again";
	return check_text(again);
}

/* Pieces that get into each other's way when they meet. */
static const char *const nasty_pieces[] = {
	"",
	" ",
	"  ",
	"\n",
	"\r\n",
	"\t",
	".",
	"...",
	"!",
	"?",
	",",
	":",
	";",
	"-",
	"--",
	" - ",
	"(",
	")",
	"\"",
	"'",
	"/",
	"&",
	"@",
	"#",
	"_",
	"*",
	"<",
	"=",
	"`",
	"u",
	"U",
	"ur",
	"your",
	"id",
	"its",
	"i",
	"I",
	"w",
	"w/",
	"w/o",
	"b/c",
	"bc",
	"dont",
	"DONT",
	"Dont",
	"rn",
	"idk",
	"omg",
	"b4",
	"over",
	"ovr",
	"reacting",
	"all",
	"right",
	"alot",
	"of",
	"a lot of",
	"so",
	"sooo",
	"o",
	"oo",
	"ooo",
	"ll",
	"lll",
	"toooo",
	"hellllooo",
	"www",
	"www.",
	"http://",
	"https://x.com/",
	".com",
	"a@b.co",
	"x.io/y",
	"and",
	"but",
	"you",
	"You",
	"love",
	"overreacting",
	"not",
	"fine",
	"really",
	"Mr",
	"etc",
	"a.m.",
	"3",
	"3.30",
	"10,000",
	"8",
	"III",
	":)",
	":(",
	":p",
	"<3",
	"\xE2\x80\x94",
	"\xE2\x80\x93",
	"\xE2\x80\xA6",
	"\xE2\x80\x99",
	"\xE2\x80\x9C",
	"\xE2\x80\x9D",
	"\xC2\xA0",
	"\xE2\x80\x8B",
	"\xE2\x80\x8D",
	"\xEF\xB8\x8F",
	"\xEF\xBB\xBF",
	"\xC2\xAD",
	"\xF0\x9F\x98\xA2",
	"\xE2\x9D\xA4",
	"\xF0\x9F\x8F\xBD",
	"\xF0\x9F\x87\xAC",
	"\xF0\x9F\x91\x8D",
	"\xEF\xBC\xB5",
	"\xEF\xBD\x8F",
	"\xF0\x9D\x90\xA8",
	"\xEF\xAC\x83",
	"\xE2\x84\xAA",
	"\xC5\xBF",
	"\xEF\xBC\x81",
	"\xEF\xBD\x80",
	"\xEF\xBC\x8D",
	"\xC3\xA9",
	"e\xCC\x81",
	"\xCC\x81",
	"\xE2\x83\xA3",
	"\xE2\x80\xBC",
	"\xE6\x88\x91",
	"\x01",
	"\x7F",
	"\xC2\x85",
	"\xE2\x80\xA8",
	"\xC2\xBF",
	"\xF3\xA0\x81\xA7",
};
#define N_NASTY (sizeof nasty_pieces / sizeof nasty_pieces[0])

#endif
