/* SPDX-License-Identifier: MIT */
/*
 * test_text: UTF-8, the lexicon, normalising, tokens, sentences and clauses: tables of cases, then properties of
 * messages made by chance. The lexicon is tests/sample_words.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/error.h"
#include "text/text.h"
#include "text/utf8.h"
#include "../sample_words.h"
#include "../random.h"
#include "../text_checks.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

struct fixture {
	struct sample_words words;
	struct at_text text, again;
};

static int make_fixture(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	*state = f;
	return f != NULL && sample_words_make(&f->words) ? 0 : -1;
}

static int free_fixture(void **state)
{
	struct fixture *f = *state;
	at_text_free(&f->text);
	at_text_free(&f->again);
	sample_words_free(&f->words);
	free(f);
	return 0;
}

static void read_text(struct fixture *f, const char *raw)
{
	assert_int_equal(at_text_read(&f->text, &f->words.lexicon, raw, strlen(raw), NULL), ATTUNE_OK);
	const char *wrong = check_text(&f->text);
	if (wrong == NULL)
		wrong = check_again(&f->text, &f->again, &f->words.lexicon);
	if (wrong != NULL)
		fail_msg("%s: %s -> %s", wrong, raw, at_buffer_str(&f->text.normal));
}

/* ---------------------------------------------------------------- UTF-8 */

static void utf8_bad_bytes(void **state)
{
	(void)state;
	static const struct {
		const char *bytes;
		size_t len, bad;
	} cases[] = {
		{"", 0, SIZE_MAX},
		{"plain ASCII, more than eight", 28, SIZE_MAX},
		{"a\0b", 3, SIZE_MAX},
		{"\x80", 1, 0},
		{"abcdefgh\xFF", 9, 8},
		{"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\xA2", 9, SIZE_MAX},
		{"\xC0\x80", 2, 0},
		{"\xC1\xBF", 2, 0},
		{"\xE0\x9F\xBF", 3, 0},
		{"\xE0\xA0\x80", 3, SIZE_MAX},
		{"\xED\x9F\xBF", 3, SIZE_MAX},
		{"\xED\xA0\x80", 3, 0},
		{"\xEE\x80\x80", 3, SIZE_MAX},
		{"\xF0\x8F\xBF\xBF", 4, 0},
		{"\xF0\x90\x80\x80", 4, SIZE_MAX},
		{"\xF4\x8F\xBF\xBF", 4, SIZE_MAX},
		{"\xF4\x90\x80\x80", 4, 0},
		{"\xF5\x80\x80\x80", 4, 0},
		{"ab\xE2\x82", 4, 2},
		{"ab\xE2\x82y", 5, 2},
		{"\xC3", 1, 0},
		{"\xF0\x9F\x98", 3, 0},
		{"\xEF\xBF\xBF", 3, SIZE_MAX},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(at_utf8_bad(cases[i].bytes, cases[i].len), cases[i].bad);
}

static void utf8_round_trip(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp += cp < 0x3000 ? 1 : 61) {
		char bytes[4];
		size_t i = 0;
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		size_t n = at_utf8_put(cp, bytes);
		assert_int_equal(at_utf8_bad(bytes, n), SIZE_MAX);
		assert_int_equal(at_utf8_next(bytes, n, &i), cp);
		assert_int_equal(i, n);
		assert_int_equal(at_utf8_count(bytes, n), 1);
	}
	assert_int_equal(at_utf8_count("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\xA2!", 10), 4);
}

/* Stepping through bytes that are not UTF-8 must still move on and stay inside. */
static void utf8_steps_inside(void **state)
{
	(void)state;
	for (unsigned c = 0; c < 256; c++) {
		for (size_t len = 1; len <= 4; len++) {
			char *bytes = malloc(len);
			memset(bytes, (int)c, len);
			for (size_t i = 0; i < len;) {
				size_t before = i;
				at_utf8_next(bytes, len, &i);
				assert_true(i > before && i <= len);
			}
			assert_true(at_columns(bytes, len) <= 2 * len);
			free(bytes);
		}
	}
}

static void utf8_classes(void **state)
{
	(void)state;
	static const uint32_t words[] = {'a', 'Z', '0', 0xE9, 0x301, 0x3B1, 0x416, 0x5D0, 0x661, 0x905, 0x6211, 0x1D400};
	static const uint32_t emoji[] = {0x1F622, 0x2764, 0x2639, 0x200D, 0xFE0F, 0x1F3FD, 0x1F1EC, 0x20E3, 0x1F9D1, 0xE0067};
	static const uint32_t neither[] = {' ', '.', '\'', '_', 0xA9, 0xAE, 0xBF, 0x20AC, 0x2014, 0x2122, 0x3002, 0x7F, 0x10FFFF};
	for (size_t i = 0; i < COUNT(words); i++)
		assert_true(at_is_word(words[i]) && !at_is_emoji(words[i]));
	for (size_t i = 0; i < COUNT(emoji); i++)
		assert_true(!at_is_word(emoji[i]) && at_is_emoji(emoji[i]));
	for (size_t i = 0; i < COUNT(neither); i++)
		assert_true(!at_is_word(neither[i]) && !at_is_emoji(neither[i]));
}

static void utf8_columns(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t columns, first; /* bytes of the first cluster */
	} cases[] = {
		{"", 0, 0},
		{"abc", 3, 1},
		{"caf\xC3\xA9", 4, 1},
		{"e\xCC\x81x", 2, 3},
		{"\xE6\x88\x91\xE4\xBB\xAC", 4, 3},
		{"\xF0\x9F\x98\xA2", 2, 4},
		{"\xE2\x9D\xA4\xEF\xB8\x8F", 2, 6},
		{"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD!", 3, 8},
		{"\xF0\x9F\x87\xAC\xF0\x9F\x87\xA7", 2, 8},
		{"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", 2, 18},
		{"a\tb", 2, 1},
		{"\x1b[0m", 3, 1},
		{"\r\n", 0, 2},
		{"\xE2\x80\x8B", 0, 3},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t len = strlen(cases[i].text);
		assert_int_equal(at_columns(cases[i].text, len), cases[i].columns);
		assert_int_equal(at_grapheme_end(cases[i].text, len, 0), cases[i].first);
	}
}

/* ---------------------------------------------------------------- lexicon */

static void lexicon_finds(void **state)
{
	struct fixture *f = *state;
	const struct at_lexicon *lex = &f->words.lexicon;
	for (size_t i = 0; i < COUNT(sample_words); i++)
		if (strstr(sample_words[i].word, "\xEF\xB8\x8F") == NULL)
			assert_non_null(at_lexicon_find(lex, sample_words[i].word, strlen(sample_words[i].word)));
	assert_null(at_lexicon_find(lex, "nothing", 7));
	assert_null(at_lexicon_find(lex, "", 0));
	assert_null(at_lexicon_find(NULL, "a", 1));
	assert_ptr_equal(at_lexicon_find(lex, "DoNt", 4), at_lexicon_find(lex, "dont", 4));
	const struct at_word *your = at_lexicon_find(lex, "your", 4);
	assert_int_equal(your->follows, 3); /* both entries count */
	assert_true(AT_HAS(your->classes, AT_C_STARTER));
	assert_int_equal(your->ambiguous, 1);
	assert_memory_equal(lex->strings + your->becomes, "you're", your->becomes_len);
	assert_true(AT_HAS(at_lexicon_find(lex, "over", 4)->classes, AT_C_PHRASE));
	assert_true(AT_HAS(at_lexicon_find(lex, "\xE2\x9D\xA4", 3)->classes, AT_C_WARM_EMOJI)); /* entered with its selector */
}

static void lexicon_empty_and_large(void **state)
{
	(void)state;
	struct at_buffer slots = {0}, strings = {0};
	uint32_t mask;
	assert_true(at_lexicon_build(NULL, 0, &slots, &strings, &mask));
	struct at_lexicon empty = {(const struct at_word *)(const void *)slots.ptr, mask, strings.ptr}, none = {NULL, 0, NULL};
	assert_null(at_lexicon_find(&empty, "a", 1));
	assert_null(at_lexicon_find(&none, "a", 1));
	at_buffer_clear(&slots);

	static struct at_word_entry entries[5000];
	static char words[5000][8];
	for (size_t i = 0; i < COUNT(entries); i++) {
		for (size_t k = 0, n = i; k < 5; k++, n /= 7)
			words[i][k] = (char)('A' + n % 7);
		entries[i] = (struct at_word_entry){.word = words[i], .len = 5, .classes = (uint32_t)i};
	}
	assert_true(at_lexicon_build(entries, COUNT(entries), &slots, &strings, &mask));
	struct at_lexicon large = {(const struct at_word *)(const void *)slots.ptr, mask, strings.ptr};
	for (size_t i = 0; i < COUNT(entries); i++)
		assert_int_equal(at_lexicon_find(&large, words[i], 5)->classes, i);
	at_buffer_free(&slots);
	at_buffer_free(&strings);
}

static void class_names_are_all_there(void **state)
{
	(void)state;
	for (int i = 0; i < AT_WORD_CLASSES; i++)
		assert_non_null(at_word_class_names[i]);
	assert_string_equal(at_word_class_names[AT_C_LSM_QUANTIFIER], "lsm-quantifier");
	assert_string_equal(at_word_class_names[AT_C_PHRASE], "phrase");
}

/* ---------------------------------------------------------------- normalising */

static const char *const normal_cases[][2] = {
	/* characters */
	{"", ""},
	{" \n\t ", ""},
	{"plain", "plain"},
	{"don\xE2\x80\x99t \xE2\x80\x9Csay\xE2\x80\x9D it", "don't \"say\" it"},
	{"don`t don\xC2\xB4t", "don't don't"},
	{"\xC2\xABoui\xC2\xBB", "\"oui\""},
	{"a\xE2\x80\x94"
         "b",
         "a - b"},
	{"a \xE2\x80\x94 b", "a - b"},
	{"a \xE2\x80\x94"
         "b",
         "a - b"},
	{"a\xE2\x80\x94\xE2\x80\x94"
         "b",
         "a - b"},
	{"3\xE2\x80\x93"
         "5",
         "3-5"},
	{"a \xE2\x80\x93 b", "a - b"},
	{"\xE2\x88\x92"
         "5",
         "-5"},
	{"wait\xE2\x80\x94", "wait -"},
	{"\xE2\x80\x94 yes", "- yes"},
	{"why?\xE2\x80\x94what", "why? - what"},
	{"well\xE2\x80\xA6 ok", "well... ok"},
	{"a\xC2\xA0\xE2\x80\x89 b", "a b"},
	{"  a \t b  ", "a b"},
	{"a \r\n \r b", "a\nb"},
	{"a\xE2\x80\xA8"
         "b",
         "a\nb"},
	{"a\n\n\nb", "a\nb"},
	{"a\xE2\x80\x8B"
         "b\xEF\xBB\xBF",
         "ab"},
	{"so\xC2\xAD"
         "ft",
         "soft"},
	{"\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4"},
	{"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD", "\xF0\x9F\x91\x8D"},
	{"\xEF\xBC\xA6\xEF\xBC\xB5\xEF\xBC\xAC\xEF\xBC\xAC\xEF\xBC\x81", "FULL!"},
	{"\xF0\x9D\x93\xB1\xF0\x9D\x93\xB2", "hi"},
	{"o\xEF\xAC\x83"
         "ce",
         "office"},
	{"\xE2\x84\xAA", "K"},
	{"\xC5\xBF"
         "o",
         "so"},
	{"\xE2\x80\xBC\xE2\x81\x89", "!!!?"},
	{"a\x01"
         "b",
         "a b"},
	{"\xEF\xBD\x80", "'"},
	{"caf\xC3\xA9", "caf\xC3\xA9"},
	/* punctuation and stretched letters */
	{"what!!!!!!", "what!!!"},
	{"hm.....", "hm..."},
	{"no..", "no.."},
	{"?!?!?!?!", "?!?!?!?!"},
	{"so sooo SOOO", "so so SO"},
	{"tooo", "too"},
	{"goooood", "good"},
	{"hellllooo", "hello"},
	{"worrrry", "worry"},
	{"hahaha", "hahaha"},
	{"hmmmm", "hmm"},
	{"calmmm", "calm"},
	{"I'llll", "I'll"},
	{"1000000", "1000000"},
	{"World War III", "World War III"},
	{"ssso", "so"},
	{"NoOoO", "No"},
	{"so\xE2\x80\x8Boo", "so"},
	{"uuu", "you"},
	/* spelling */
	{"u", "you"},
	{"U", "You"},
	{"ok U", "ok you"},
	{"ok. U", "ok. You"},
	{"ok\nU", "ok\nYou"},
	{"dont", "don't"},
	{"Dont", "Don't"},
	{"DONT", "DON'T"},
	{"dOnt", "don't"},
	{"im", "I'm"},
	{"Im", "I'm"},
	{"IM", "I'M"},
	{"rn", "right now"},
	{"Rn", "Right now"},
	{"RN", "RIGHT NOW"},
	{"b4", "before"},
	{"B4 u", "Before you"},
	{"gr8!", "great!"},
	{"i know", "I know"},
	{"ya'll", "y'all"},
	{"w/ u w/o me b/c", "with you without me because"},
	{"over-reacting", "overreacting"},
	{"over reacting", "overreacting"},
	{"ovr reacting", "overreacting"},
	{"Over reacting", "Overreacting"},
	{"over  reacting", "overreacting"},
	{"over, reacting", "over, reacting"},
	{"alot of it", "many it"},
	{"a lot of", "many"},
	{"a lot", "a lot"},
	{"my self", "myself"},
	{"my self-esteem", "my self-esteem"},
	{"should of", "should have"},
	{"should of course", "should of course"},
	{"'cause U", "because you"},
	{"'Cause", "Because"},
	{"it's 'cause'", "it's 'cause'"},
	{"all right", "alright"},
	/* what stays */
	{"u's 'u' 'dont'", "u's 'u' 'dont'"},
	{"@u #dont @sooooo", "@u #dont @sooooo"},
	{"x-ray u-turn R&B r/u", "x-ray u-turn R&B r/u"},
	{":p :u", ":p :u"},
	{"https://x.com/soooo?u=dont!!!!", "https://x.com/soooo?u=dont!!!"},
	{"www.soooo.com u", "www.soooo.com you"},
	{"dont@soooo.com", "dont@soooo.com"},
	{"bit.ly/uuuu", "bit.ly/uuuu"},
	{"soooo.com.", "soooo.com."},
	{"www", "www"},
	{"don't", "don't"},
	{"u.s.", "u.s."},
	/* by the next word */
	{"your overreacting", "you're overreacting"},
	{"Your overreacting", "You're overreacting"},
	{"your over reacting", "you're overreacting"},
	{"your house", "your house"},
	{"your, dramatic", "your, dramatic"},
	{"your", "your"},
	{"ur dramatic", "you're dramatic"},
	{"ur house", "your house"},
	{"ur sooo dramatic", "you're so dramatic"},
	{"UR house", "YOUR house"},
	{"its fine", "it's fine"},
	{"its tail", "its tail"},
	{"its u", "it's you"},
	{"its ur dog", "it's your dog"},
	{"your crazy", "you're crazy"},
	{"your crazy. ok", "you're crazy. ok"},
	{"your crazy ex", "your crazy ex"},
	{"your cray", "you're crazy"},
	{"your so-called", "your so-called"},
	{"id love to", "I'd love to"},
	{"my id card", "my id card"},
};

static void normalises(void **state)
{
	struct fixture *f = *state;
	size_t wrong = 0;
	for (size_t i = 0; i < COUNT(normal_cases); i++) {
		read_text(f, normal_cases[i][0]);
		if (strcmp(at_buffer_str(&f->text.normal), normal_cases[i][1]) != 0) {
			print_error("%s -> %s, expected %s\n", normal_cases[i][0], at_buffer_str(&f->text.normal),
			            normal_cases[i][1]);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* The words of the copy, found by `what`, must point at `typed`. */
static void maps_back(void **state)
{
	struct fixture *f = *state;
	static const char *const cases[][3] = {
		{"u  dont care", "you don't", "u  dont"},
		{"u dont care", "not there", NULL},
		{"ok rn then", "right", "rn"},
		{"ok rn then", "now then", "rn then"},
		{"sooooo sad", "so", "sooooo"},
		{"sooooo sad", "s", "s"},
		{"sooooo sad", "o", "ooooo"},
		{"w\xE2\x80\x8Bhy", "why", "w\xE2\x80\x8Bhy"},
		{"a\xE2\x80\x94"
	         "b",
	         " - ", "\xE2\x80\x94"},
		{"wow!!!!!!", "!!!", "!!!!!!"},
		{"wow!!!!!!", "wow!", "wow!"},
		{"end\xE2\x80\xA6", "...", "\xE2\x80\xA6"},
		{"\xEF\xBC\xB5 know", "You", "\xEF\xBC\xB5"},
		{" \xE2\x80\x9Cit\xE2\x80\x9D ", "\"it\"", "\xE2\x80\x9Cit\xE2\x80\x9D"},
		{"caf\xC3\xA9!", "\xC3\xA9", "\xC3\xA9"},
		{"your over  reacting ok", "overreacting", "over  reacting"},
		{"ovr reacting", "overreacting", "ovr reacting"},
		{"a \n\n b", "\n", " \n\n "},
		{"yes \xE2\x9D\xA4\xEF\xB8\x8F no", "\xE2\x9D\xA4 ", "\xE2\x9D\xA4\xEF\xB8\x8F "},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		read_text(f, cases[i][0]);
		const char *copy = at_buffer_str(&f->text.normal), *found = strstr(copy, cases[i][1]);
		assert_int_equal(found != NULL, cases[i][2] != NULL);
		if (found == NULL)
			continue;
		uint32_t start = (uint32_t)(found - copy);
		struct at_span raw = at_text_raw_span(&f->text, (struct at_span){start, start + (uint32_t)strlen(cases[i][1])});
		assert_int_equal(raw.end - raw.start, strlen(cases[i][2]));
		assert_memory_equal(cases[i][0] + raw.start, cases[i][2], raw.end - raw.start);
	}
	read_text(f, " u ok ");
	struct at_span raw = at_text_raw_span(&f->text, (struct at_span){4, 4});
	assert_true(raw.start == 3 && raw.end == 3);
	raw = at_text_raw_span(&f->text, (struct at_span){900, 1000});
	assert_true(raw.start == raw.end && raw.end == 5);
	read_text(f, "");
	raw = at_text_raw_span(&f->text, (struct at_span){0, 3});
	assert_true(raw.start == 0 && raw.end == 0);
}

static void reading_fails_as_it_should(void **state)
{
	struct fixture *f = *state;
	attune_error *err = NULL;
	assert_int_equal(at_text_read(&f->text, &f->words.lexicon, "ab \xFF", 4, &err), ATTUNE_E_ENCODING);
	assert_int_equal(attune_error_column(err), 4);
	assert_int_equal(attune_error_status(err), ATTUNE_E_ENCODING);
	assert_string_equal(attune_error_message(err), "not UTF-8 at byte offset 3 (0xFF)");
	attune_error_free(err);
	assert_int_equal(f->text.n_tokens + f->text.normal.len + f->text.raw_len, 0);

	char *large = malloc(ATTUNE_MAX_MESSAGE + 1);
	memset(large, 'u', ATTUNE_MAX_MESSAGE + 1);
	assert_int_equal(at_text_read(&f->text, &f->words.lexicon, large, ATTUNE_MAX_MESSAGE + 1, &err), ATTUNE_E_LIMIT);
	attune_error_free(err);
	assert_int_equal(at_text_read(&f->text, &f->words.lexicon, large, ATTUNE_MAX_MESSAGE, NULL), ATTUNE_OK);
	assert_string_equal(at_buffer_str(&f->text.normal), "you");
	free(large);

	assert_int_equal(at_text_read(&f->text, &f->words.lexicon, "a\0u", 3, NULL), ATTUNE_OK);
	assert_string_equal(at_buffer_str(&f->text.normal), "a you");
	assert_int_equal(at_text_read(&f->text, NULL, "dont worrrry", 12, NULL), ATTUNE_OK);
	assert_string_equal(at_buffer_str(&f->text.normal), "dont wory");
	assert_int_equal(at_text_read(&f->text, NULL, NULL, 0, NULL), ATTUNE_OK);
}

/* Each of these would take hours if some step looked too far ahead for every word. */
static void long_messages_stay_linear(void **state)
{
	struct fixture *f = *state;
	static const char *const units[] = {"a-",           "a.",       "a@",  "u ",     "ur ",  "over ",
	                                    "\"",           "\" a ",    "'",   "a'",     "...",  "\xF0\x9F\x98\xA2",
	                                    "and you ",     "https://", "(",   "a.b/",   "1.",   "o",
	                                    "\xE2\x80\x94", "\n",       ", ",  "a-b@c.", "www.", ":(",
	                                    "\xE2\x80\x8B", "I. ",      "idk "};
	char *message = malloc(ATTUNE_MAX_MESSAGE);
	for (size_t i = 0; i < COUNT(units); i++) {
		size_t size = strlen(units[i]), len = 0;
		for (; len + size <= ATTUNE_MAX_MESSAGE / 4; len += size)
			memcpy(message + len, units[i], size);
		assert_int_equal(at_text_read(&f->text, &f->words.lexicon, message, len, NULL), ATTUNE_OK);
		assert_null(check_text(&f->text));
		assert_null(check_again(&f->text, &f->again, &f->words.lexicon));
	}
	free(message);
}

/* ---------------------------------------------------------------- tokens */

/* The tokens as one string: W word, N number, P punctuation, E emoji, U address. */
static void tokens_have_kinds(void **state)
{
	struct fixture *f = *state;
	static const char *const cases[][2] = {
		{"you know, 3.30", "WWPN"},
		{"10,000 7:30pm 3rd 2nite", "NNWW"},
		{"it's rock'n'roll 'quoted'", "WWPWP"},
		{"wait... what?!", "WPWPP"},
		{"yes!!! no--no", "WPWPW"},
		{"((a))", "PPWPP"},
		{"see https://a.b/c?d, ok", "WUPW"},
		{"me@x.org www.a.bc x.com/y", "UUU"},
		{"http:// x", "WPPW"},
		{":) :'( ;-( <3 =D :/", "EEEEEE"},
		{"a:b 1:2 x=D :please", "WPWNWPWPW"},
		{"caf\xC3\xA9 na\xC3\xAFve", "WW"},
		{"\xF0\x9F\x98\xA2\xF0\x9F\x98\xA2", "EE"},
		{"\xF0\x9F\x87\xAC\xF0\x9F\x87\xA7\xF0\x9F\x87\xAC", "EE"},
		{"\xC2\xBFqu\xC3\xA9?", "PWP"},
		{"5\xE2\x82\xAC", "NP"},
		{"snake_case @me #tag", "WPWPWPW"},
		{"", ""},
		{"3.", "NP"},
		{"1'000", "N"},
		{"</3 ^^ a^^", "EEWP"},
		{"ph.d. no.no", "WPWPW"},
	};
	size_t wrong = 0;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct at_buffer kinds = {0};
		read_text(f, cases[i][0]);
		for (size_t k = 0; k < f->text.n_tokens; k++)
			at_buffer_add_char(&kinds, "WNPEU"[f->text.tokens[k].kind]);
		if (strcmp(at_buffer_str(&kinds), cases[i][1]) != 0) {
			print_error("%s: %s, expected %s\n", cases[i][0], at_buffer_str(&kinds), cases[i][1]);
			wrong++;
		}
		at_buffer_free(&kinds);
	}
	assert_int_equal(wrong, 0);
}

static void tokens_have_classes_and_counts(void **state)
{
	struct fixture *f = *state;
	read_text(f, "BUT u r sooo mean!! \xE2\x9D\xA4\xEF\xB8\x8F :((( ok?");
	const struct at_text *t = &f->text;
	assert_true(AT_HAS(t->tokens[0].classes, AT_C_CONJUNCTION) && t->tokens[0].caps);
	assert_true(AT_HAS(t->tokens[1].classes, AT_C_SUBJECT) && !t->tokens[1].caps);
	assert_true(AT_HAS(t->tokens[6].classes, AT_C_WARM_EMOJI));
	assert_true(AT_HAS(t->tokens[7].classes, AT_C_NEGATIVE_EMOJI));
	assert_int_equal(t->words, 6);
	assert_int_equal(t->exclaims, 2);
	assert_int_equal(t->questions, 1);
	assert_int_equal(t->stretched, 1);

	read_text(f, "even though a bit");
	assert_true(AT_HAS(t->tokens[0].classes, AT_C_CONJUNCTION) && t->tokens[0].more == 1);
	assert_true(AT_HAS(t->tokens[2].classes, AT_C_SOFTENER) && t->tokens[2].more == 0);
	static const struct {
		const char *text;
		uint32_t caps;
	} cases[] = {
		{"the BBC said so", 0},
		{"I I I", 0},
		{"STOP IT now", 2},
		{"STOP", 1},
		{"NO", 1},
		{"OMG that is it", 0},
		{"OMG WHY", 2},
		{"I am SHOUTING", 1},
		{"you NEVER listen TO me", 1},
		{"ok U R it", 0},
		{"NEVER EVER", 2},
		{"the US and THE uk", 0},
		{"IDK", 1},
		{"IDK WHY", 2},
		{"\xC3\x89T\xC3\x89", 0},
		{"A1 B2", 0},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		read_text(f, cases[i].text);
		if (f->text.caps_words != cases[i].caps)
			fail_msg("%s: %u shouted, expected %u", cases[i].text, f->text.caps_words, cases[i].caps);
	}
}

/* ---------------------------------------------------------------- sentences and clauses */

static const char *const segment_cases[][2] = {
	/* sentences are parted by |, clauses by /; a ? or ! before a sentence tells that it asks or exclaims */
	{"I know. You left", "I know.|You left"},
	{"what?! no", "?!what?!|no"},
	{"why??? tell me!", "?why???|!tell me!"},
	{"one\ntwo\n\nthree", "one|two|three"},
	{"\"Why?\" she said", "?\"Why?\"|she said"},
	{"he left (again!). I know", "!he left/again!).|I know"},
	{"stop. \"No.\" go", "stop.|\"No.\"|go"},
	{"yes ! ? no", "?!yes ! ?|no"},
	/* ellipsis */
	{"well... ok", "well... ok"},
	{"well... You left", "well...|You left"},
	{"well... you left", "well...|you left"},
	{"well...you left", "well...you left"},
	{"well...You left", "well...|You left"},
	{"well...?! ok", "?!well...?!|ok"},
	{"hm..", "hm.."},
	{"hm... \xF0\x9F\x98\xA2 ok", "hm... \xF0\x9F\x98\xA2|ok"},
	/* abbreviations, numbers, addresses */
	{"Mr. Smith and etc. are here", "Mr. Smith and etc. are here"},
	{"at 7 a.m. we go", "at 7 a.m. we go"},
	{"at 7 a.m. You left", "at 7 a.m.|You left"},
	{"J. K. Rowling", "J. K. Rowling"},
	{"you and I. But", "you and I.|But"},
	{"it is 3.30 now", "it is 3.30 now"},
	{"costs 5. You know", "costs 5.|You know"},
	{"1. first", "1. first"},
	{"see x.com. ok", "see x.com.|ok"},
	{"sorry.I know", "sorry.|I know"},
	{"sorry.you know", "sorry.|you know"},
	{"file.txt here", "file.txt here"},
	{"no.1 fan", "no.1 fan"},
	{"vs. etc.", "vs. etc."},
	{"a Ph.D. you know", "a Ph.D. you know"},
	{"e.g. you", "e.g. you"},
	{"ok k. no", "ok k.|no"},
	/* emoji */
	{"I know \xF0\x9F\x98\xA2\xF0\x9F\x98\xA2 you left", "I know \xF0\x9F\x98\xA2\xF0\x9F\x98\xA2|you left"},
	{"I know! \xF0\x9F\x98\xA2 ok", "!I know! \xF0\x9F\x98\xA2|ok"},
	{"\xF0\x9F\x98\xA2 I know", "\xF0\x9F\x98\xA2 I know"},
	{"\xF0\x9F\x98\xA2\nok", "\xF0\x9F\x98\xA2|ok"},
	{"I know \xF0\x9F\x98\xA2, ok", "I know \xF0\x9F\x98\xA2/ok"},
	{"I know \xF0\x9F\x98\xA2!! ok", "!I know \xF0\x9F\x98\xA2!!|ok"},
	{"\xF0\x9F\x98\xA2", "\xF0\x9F\x98\xA2"},
	{"love it :) bye", "love it :)|bye"},
	/* joined lines */
	{"I miss you Your stuck in my head And you dont care", "I miss you|Your stuck in my head|And you don't care"},
	{"yes You know", "yes You know"},
	{"so when it rains I know", "so when it rains I know"},
	{"so when it rains I'm wet", "so when it rains I'm wet"},
	{"he said to me \"You know\"", "he said to me \"You know\""},
	{"we went with Ann You know", "we went with Ann You know"},
	{"go to the house YOU know", "go to the house YOU know"},
	/* clauses */
	{"ok, but you left; why: it - yes", "ok/but you left/why/it/yes"},
	{"I love you but you left", "I love you/but you left"},
	{"I love you but really you left", "I love you/but really you left"},
	{"I love you but left", "I love you but left"},
	{"I love you even though you left", "I love you/even though you left"},
	{"I love you even you left", "I love you even you left"},
	{"love but you", "love but you"},
	{"sad, and you know", "sad/and you know"},
	{"a well-known one", "a well-known one"},
	{"wait--what", "wait/what"},
	{"- one", "one"},
	{"a (b) c", "a/b/c"},
	{"[a] b", "a/b"},
	{"he said \"ok, but you know\" and she left", "he said \"ok, but you know\"/and she left"},
	{"he said \"ok, fine", "he said \"ok/fine"},
	{"10,000 of 3:30", "10,000 of 3:30"},
	{"ok, ...", "ok, ..."},
	{"ok ,,, no", "ok/no"},
	{",", ""},
	{"?!", "?!?!"},
	{", ok ,", "ok"},
	{"\"", "\""},
	{"a , \" b", "a/\" b"},
	{"a: \xF0\x9F\x98\xA2", "a/\xF0\x9F\x98\xA2"},
};

static void describe(struct at_buffer *out, const struct at_text *t)
{
	at_buffer_clear(out);
	for (size_t s = 0; s < t->n_sentences; s++) {
		const struct at_sentence *sentence = &t->sentences[s];
		at_buffer_add_str(out, s > 0 ? "|" : "");
		at_buffer_add_str(out, sentence->question ? "?" : "");
		at_buffer_add_str(out, sentence->exclaim ? "!" : "");
		for (size_t c = 0; c < sentence->n_clauses; c++) {
			struct at_span span = t->clauses[sentence->first_clause + c].span;
			at_buffer_add_str(out, c > 0 ? "/" : "");
			at_buffer_add(out, t->normal.ptr + span.start, span.end - span.start);
		}
	}
}

static void segments(void **state)
{
	struct fixture *f = *state;
	struct at_buffer said = {0};
	size_t wrong = 0;
	for (size_t i = 0; i < COUNT(segment_cases); i++) {
		read_text(f, segment_cases[i][0]);
		describe(&said, &f->text);
		if (strcmp(at_buffer_str(&said), segment_cases[i][1]) != 0) {
			print_error("%s\n  %s\n  expected: %s\n", segment_cases[i][0], at_buffer_str(&said), segment_cases[i][1]);
			wrong++;
		}
	}
	at_buffer_free(&said);
	assert_int_equal(wrong, 0);
}

static void positions_are_found(void **state)
{
	struct fixture *f = *state;
	read_text(f, "ok, no. yes - well");
	static const struct {
		uint32_t at;
		size_t clause, sentence;
	} cases[] = {{0, 0, 0}, {1, 0, 0}, {2, 0, 0},  {3, 0, 0},  {4, 1, 0},   {6, 1, 0},
	             {7, 1, 0}, {8, 2, 1}, {12, 2, 1}, {14, 3, 1}, {9999, 3, 1}};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(at_text_clause_at(&f->text, cases[i].at), cases[i].clause);
		assert_int_equal(at_text_sentence_at(&f->text, cases[i].at), cases[i].sentence);
	}
	read_text(f, "");
	assert_int_equal(at_text_clause_at(&f->text, 5) + at_text_sentence_at(&f->text, 5), 0);
}

/* ---------------------------------------------------------------- properties */

static void nasty_messages_keep_the_invariants(void **state)
{
	struct fixture *f = *state;
	struct at_buffer message = {0};
	uint32_t seed = 20240607;
	for (int round = 0; round < 20000; round++) {
		at_buffer_clear(&message);
		for (uint32_t n = 1 + random_next(&seed) % 12; n > 0; n--) {
			at_buffer_add_str(&message, nasty_pieces[random_next(&seed) % N_NASTY]);
			if (random_next(&seed) % 3 == 0)
				at_buffer_add_char(&message, ' ');
		}
		read_text(f, at_buffer_str(&message));
	}
	at_buffer_free(&message);
}

static void random_bytes_never_crash(void **state)
{
	struct fixture *f = *state;
	uint32_t seed = 7;
	for (int round = 0; round < 20000; round++) {
		size_t len = random_next(&seed) % 24;
		char *bytes = malloc(len + 1); /* exactly as long as it is, so that ASan sees any step too far */
		for (size_t i = 0; i < len; i++)
			bytes[i] = (char)(random_next(&seed) >> 9);
		attune_status status = at_text_read(&f->text, &f->words.lexicon, bytes, len, NULL);
		assert_int_equal(status, at_utf8_bad(bytes, len) == SIZE_MAX ? ATTUNE_OK : ATTUNE_E_ENCODING);
		assert_null(check_text(&f->text));
		free(bytes);
	}
}

static void random_characters_keep_the_invariants(void **state)
{
	struct fixture *f = *state;
	static const uint32_t blocks[] = {0x20,   0x80,   0x2B0,   0x300,   0x2000,  0x2040,  0x2100,  0x2480,  0xFB00,  0xFE00,
	                                  0xFF00, 0xFFC0, 0x1D400, 0x1D7C0, 0x1F300, 0x1F3C0, 0x1F1C0, 0xE0000, 0x10FFC0};
	uint32_t seed = 99;
	for (int round = 0; round < 20000; round++) {
		char bytes[64];
		size_t len = 0;
		for (uint32_t n = 1 + random_next(&seed) % 12; n > 0; n--)
			len += at_utf8_put(blocks[random_next(&seed) % COUNT(blocks)] + random_next(&seed) % 64, bytes + len);
		bytes[len] = '\0';
		read_text(f, bytes);
	}
}

/* Every code point alone and between letters: no form of any may escape, or change twice. */
static void every_code_point_is_stable(void **state)
{
	struct fixture *f = *state;
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp += cp < 0x20000 ? 1 : 977) {
		char bytes[16] = "a";
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		size_t len = 1 + at_utf8_put(cp, bytes + 1);
		bytes[len++] = 'b';
		bytes[len] = '\0';
		read_text(f, bytes);
	}
}

static void warm_reading_allocates_nothing(void **state)
{
	struct fixture *f = *state;
	static const char message[] = "im soooo sad rn but you say its fine. why??? \xF0\x9F\x98\xA2 ok";
	read_text(f, message);
	const struct at_text before = f->text;
	read_text(f, message);
	read_text(f, "u");
	assert_ptr_equal(before.tokens, f->text.tokens);
	assert_ptr_equal(before.clauses, f->text.clauses);
	assert_int_equal(before.map_cap + before.spare_cap, f->text.map_cap + f->text.spare_cap);
	assert_int_equal(before.normal.cap + before.spare.cap, f->text.normal.cap + f->text.spare.cap);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_bad_bytes),
		cmocka_unit_test(utf8_round_trip),
		cmocka_unit_test(utf8_steps_inside),
		cmocka_unit_test(utf8_classes),
		cmocka_unit_test(utf8_columns),
		cmocka_unit_test(lexicon_finds),
		cmocka_unit_test(lexicon_empty_and_large),
		cmocka_unit_test(class_names_are_all_there),
		cmocka_unit_test(normalises),
		cmocka_unit_test(maps_back),
		cmocka_unit_test(reading_fails_as_it_should),
		cmocka_unit_test(long_messages_stay_linear),
		cmocka_unit_test(tokens_have_kinds),
		cmocka_unit_test(tokens_have_classes_and_counts),
		cmocka_unit_test(segments),
		cmocka_unit_test(positions_are_found),
		cmocka_unit_test(nasty_messages_keep_the_invariants),
		cmocka_unit_test(random_bytes_never_crash),
		cmocka_unit_test(random_characters_keep_the_invariants),
		cmocka_unit_test(every_code_point_is_stable),
		cmocka_unit_test(warm_reading_allocates_nothing),
	};
	return cmocka_run_group_tests(tests, make_fixture, free_fixture);
}
