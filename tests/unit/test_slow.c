/* SPDX-License-Identifier: MIT */
/*
 * test_slow: nothing that somebody writes makes attune hang. Each shipped pattern alone, and the whole set, on ten thousand characters
 * made to keep patterns busy: their own words again and again, long runs of one thing, emoji and marks that join. No match may come
 * to its limit, and a check asks PCRE2 a bounded number of times. Work is counted, not time. Under valgrind only some patterns
 * are tried alone.
 */
#define _GNU_SOURCE /* RTLD_NEXT */
#define _DARWIN_C_SOURCE
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "attune/attune.h"
#include "base/buffer.h"
#include "ruleset/compiled.h"
#include "ruleset/image.h"
#include "ruleset/pattern.h"
#include "text/utf8.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define CHARACTERS 10000u
#define MOST_CALLS 40000u /* of PCRE2 for one check; the worst below takes about half of it */

/* ------------------------------------------------------------- work, counted */

static size_t calls, seen; /* of pcre2_match; bytes that it was given */

int pcre2_match(const pcre2_code *code, PCRE2_SPTR subject, PCRE2_SIZE len, PCRE2_SIZE from, uint32_t options,
                pcre2_match_data *data, pcre2_match_context *context)
{
	static int (*next)(const pcre2_code *, PCRE2_SPTR, PCRE2_SIZE, PCRE2_SIZE, uint32_t, pcre2_match_data *,
	                   pcre2_match_context *);
	if (next == NULL)
		*(void **)&next = dlsym(RTLD_NEXT, "pcre2_match_8");
	calls++;
	seen += len - from;
	return next(code, subject, len, from, options, data, context);
}

static size_t failures;
static attune_rules *rules;
static attune_scanner *scanner;
static attune_report *report;

/* Whether the test runs under valgrind or the like, which makes it slow. */
static bool wrapped(void)
{
	const char *wrapper = getenv("WRAPPED");
	return wrapper != NULL && *wrapper != '\0';
}

/* ------------------------------------------------------------ each pattern alone */

/* The words in a pattern's text: letters between what is no letter, escapes and names of fragments left out. */
static size_t words_of(const char *text, size_t len, struct at_buffer *words, size_t at[64])
{
	size_t n = 0;
	at_buffer_clear(words);
	for (size_t i = 0; i < len && n < 63; i++) {
		size_t from = i;
		if (text[i] == '\\') {
			i++;
			continue;
		}
		while (i < len && ((text[i] >= 'a' && text[i] <= 'z') || text[i] == '\''))
			i++;
		if (i == from)
			continue;
		at[n++] = words->len;
		at_buffer_add(words, text + from, i - from);
		i--;
	}
	at[n] = words->len;
	return n;
}

/* What a pattern may come to see: a sentence of 400 words, or the message as far as it looks. */
#define WORDS 400u
#define MESSAGE 8192u

/* Words `from` to `to` over and over, with `gap` between. */
static void repeat(struct at_buffer *out, const struct at_buffer *words, const size_t *at, size_t from, size_t to, const char *gap,
                   bool message)
{
	at_buffer_clear(out);
	for (size_t n = 0; message ? out->len < MESSAGE : n < WORDS;)
		for (size_t k = from; k < to; k++, n++) {
			at_buffer_add(out, words->ptr + at[k], at[k + 1] - at[k]);
			at_buffer_add_str(out, gap);
		}
	out->len = out->len > MESSAGE ? MESSAGE : out->len;
	assert_false(out->failed);
}

/* All matches of it in the text, as a scan looks for them. False when it hits a limit. */
static bool survives(struct at_regex *re, struct at_matcher *m, const struct at_buffer *text, char why[256])
{
	size_t start = 0, end = 0, from = 0;
	for (unsigned found = 0; found < 3 && from <= text->len; found++) {
		enum at_match_result got = at_regex_match(re, m, text->ptr, text->len, from, SIZE_MAX, &start, &end, why);
		if (got == AT_MATCH_TROUBLE)
			return false;
		if (got != AT_MATCH_FOUND)
			break;
		from = end > start ? end : end + 1;
	}
	return true;
}

static size_t try_pattern(uint32_t i, struct at_matcher *m, struct at_buffer *words, struct at_buffer *text)
{
	const struct at_pattern *p = at_pattern_at(rules, i);
	size_t at[65], offset, wrong = 0;
	char why[256] = "";
	size_t n = words_of(at_string(rules, p->text), p->len, words, at);
	if (p->plain || p->same != i || n == 0)
		return 0;
	struct at_regex *re = at_compiled_get(rules, p, m, &offset, why);
	assert_non_null(re);
	const struct {
		size_t from, to;
		const char *gap;
	} shapes[] = {{0, n, " "}, {0, 1, " "}, {n - 1, n, " "}};
	for (size_t k = 0; wrong == 0 && k < sizeof shapes / sizeof *shapes; k++) {
		repeat(text, words, at, shapes[k].from, shapes[k].to, shapes[k].gap, p->scope == AT_SCOPE_MESSAGE);
		if (survives(re, m, text, why))
			continue;
		const char *owner =
			p->role <= AT_ROLE_EXCEPT ? at_string(rules, at_rule_at(rules, p->owner)->id) : "a guard or condition";
		print_error("%s: %s\n  on \"%.60s...\"\n  by %.300s\n", owner, why, text->ptr, at_string(rules, p->text));
		wrong++;
	}
	at_regex_free(re);
	return wrong;
}

static void no_pattern_is_slow(void **state)
{
	struct at_matcher *m = at_matcher_new();
	struct at_buffer words = {0}, text = {0};
	size_t wrong = 0;
	(void)state;
	assert_non_null(m);
	uint32_t step = wrapped() ? 211 : 1;
	for (uint32_t i = 0; i < rules->image->n[AT_S_PATTERNS]; i += step)
		wrong += try_pattern(i, m, &words, &text);
	at_buffer_free(&words);
	at_buffer_free(&text);
	at_matcher_free(m);
	assert_int_equal(wrong, 0);
}

/* ---------------------------------------------------------------- the whole set */

static const char *const repeated[] = {
	"i feel like you ",
	"you always never ",
	"i ",
	"you ",
	"the a of to and in that it is ",
	"at least you should just calm down ",
	"i'm sorry you feel that way but ",
	"a",
	"so",
	" ",
	"\n",
	".",
	"!",
	"?!",
	", ",
	"...",
	"\"",
	"'",
	"(",
	"[",
	"- ",
	"1",
	"u r ",
	"\xF0\x9F\x98\xA2",                                         /* crying */
	"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7\xE2\x80\x8D", /* a family, joined */
	"\xE2\x80\x8D",                                             /* joiners alone */
	"e\xCC\x81",                                                /* an accent that combines */
	"\xCC\x81",                                                 /* accents alone */
	"\xE2\x80\x9Cyou\xE2\x80\x9D ",                             /* curly quotes */
	"\xEF\xBC\xA1",                                             /* full width */
	"\xE4\xBD\xA0\xE5\xA5\xBD",                                 /* no Latin letters */
	"not not ",
	"don't you ever ",
	"you said you said ",
	"my mum said that you said that i ",
	"what if you could maybe try to just ",
	"no but yes but ",
	"why why why ",
	"i was just joking, lol, ",
	"if you really loved me you would ",
};

/* The whole check of a draft and a partner text, both of them long. Returns how often PCRE2 was asked. */
static size_t check(const struct at_buffer *draft, const struct at_buffer *partner, const char *what)
{
	calls = seen = 0;
	assert_int_equal(attune_scan(&report, scanner, draft->ptr, draft->len, partner != NULL ? partner->ptr : NULL,
	                             partner != NULL ? partner->len : 0, NULL),
	                 ATTUNE_OK);
	for (size_t i = 0; i < attune_report_troubles(report); i++)
		print_error("%s: %s: %s\n", what, attune_error_rule(attune_report_trouble(report, i)),
		            attune_error_message(attune_report_trouble(report, i)));
	failures += attune_report_troubles(report) != 0;
	if (calls > MOST_CALLS)
		fail_msg("%s: PCRE2 is asked %zu times, with %zu bytes in all", what, calls, seen);
	return calls;
}

static void fill(struct at_buffer *out, const char *piece)
{
	at_buffer_clear(out);
	for (size_t n = 0; n < CHARACTERS; n += at_utf8_count(piece, strlen(piece)))
		at_buffer_add_str(out, piece);
}

static void no_draft_is_slow(void **state)
{
	struct at_buffer draft = {0};
	size_t most = 0;
	(void)state;
	for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i += wrapped() ? 8 : 1) {
		fill(&draft, repeated[i]);
		size_t alone = check(&draft, NULL, repeated[i]), both = check(&draft, &draft, repeated[i]);
		most = alone > most ? alone : most;
		most = both > most ? both : most;
	}
	print_message("at most %zu calls of PCRE2 for a draft\n", most);
	assert_int_equal(failures, 0);
	at_buffer_free(&draft);
}

/* Words of the rules by turns, with no end to the sentence: whatever is a candidate at all is one here. */
static void no_mixture_is_slow(void **state)
{
	static const char *const gaps[] = {" ", ", ", ". "};
	struct at_buffer draft = {0}, words = {0};
	size_t most = 0, at[65];
	uint32_t n = rules->image->n[AT_S_PATTERNS], pattern = 0;
	(void)state;
	for (size_t i = 0; i < (wrapped() ? 2 : 24); i++) {
		at_buffer_clear(&draft);
		while (draft.len < CHARACTERS) {
			const struct at_pattern *p = at_pattern_at(rules, pattern);
			size_t k = words_of(at_string(rules, p->text), p->len, &words, at);
			for (size_t w = 0; w < k && draft.len < CHARACTERS; w++) {
				at_buffer_add(&draft, words.ptr + at[w], at[w + 1] - at[w]);
				at_buffer_add_str(&draft, gaps[i % 3]);
			}
			pattern = (pattern + 101) % n;
		}
		size_t asked = check(&draft, i % 2 == 0 ? NULL : &draft, "words of the rules");
		most = asked > most ? asked : most;
	}
	print_message("at most %zu calls of PCRE2 for a mixture\n", most);
	assert_int_equal(failures, 0);
	at_buffer_free(&draft);
	at_buffer_free(&words);
}

static int open_all(void **state)
{
	(void)state;
	return attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) == ATTUNE_OK &&
	                       attune_scanner_new(&scanner, rules, NULL) == ATTUNE_OK
	               ? 0
	               : -1;
}

static int close_all(void **state)
{
	(void)state;
	attune_report_free(report);
	attune_scanner_free(scanner);
	attune_rules_free(rules);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_pattern_is_slow),
		cmocka_unit_test(no_draft_is_slow),
		cmocka_unit_test(no_mixture_is_slow),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
