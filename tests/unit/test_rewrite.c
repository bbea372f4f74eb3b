/* SPDX-License-Identifier: MIT */
/*
 * test_rewrite: the promises of a rewrite, over the examples of the shipped rules: every offer raises no finding, says no word
 * that neither of the two, the templates, the reading nor the grammar said, has words, is unlike its siblings, and comes out
 * the same again; and over a few messages: what is kept, parked, dropped.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "attune/attune.h"
#include "base/buffer.h"
#include "text/utf8.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS (1u << 17)
#define EVERY 3 /* one of so many examples is tried */

/* Words of a text, lower-case, apostrophes left out. */
struct words {
	char **slots;
	size_t n;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || ((unsigned char)c & 0x80) != 0;
}

/* The next word of s from *at into `word`; false at the end. */
static bool next_word(const char *s, size_t len, size_t *at, char word[64])
{
	size_t n = 0;
	while (*at < len && !is_letter(s[*at]))
		(*at)++;
	for (; *at < len && (is_letter(s[*at]) || s[*at] == '\'' || (n > 0 && (unsigned char)s[*at] >= 0x80)); (*at)++) {
		if (*at + 2 < len && memcmp(s + *at, "\xE2\x80\x99", 3) == 0) {
			*at += 2;
			continue;
		}
		char c = s[*at];
		if (c != '\'' && n < 63)
			word[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	word[n] = '\0';
	return n != 0;
}

static char **slot_of(const struct words *w, const char *word)
{
	uint32_t h = 2166136261u;
	for (const char *p = word; *p != '\0'; p++)
		h = (h ^ (unsigned char)*p) * 16777619u;
	size_t at = h & (SLOTS - 1);
	while (w->slots[at] != NULL && strcmp(w->slots[at], word) != 0)
		at = (at + 1) & (SLOTS - 1);
	return &w->slots[at];
}

static void add_words(struct words *w, const char *text, size_t len)
{
	char word[64];
	for (size_t at = 0; next_word(text, len, &at, word);) {
		char **slot = slot_of(w, word);
		if (*slot == NULL && w->n < SLOTS / 2) {
			*slot = strdup(word);
			w->n++;
		}
	}
}

static void clear_words(struct words *w)
{
	for (size_t i = 0; w->slots != NULL && i < SLOTS; i++)
		free(w->slots[i]);
	free(w->slots);
	*w = (struct words){0};
}

/* What may be said beside the two: templates, cue words, grammar, spelling, suggestions. */
static void know_the_rules(struct words *w, const attune_rules *rules)
{
	const char *name, *text, *line;
	size_t len;
	w->slots = calloc(SLOTS, sizeof *w->slots);
	for (size_t i = 0; attune_shipped_file(i, &name, &text, &len); i++)
		if (strncmp(name, "replies/", 8) == 0 || strncmp(name, "cues/", 5) == 0 || strncmp(name, "language/", 9) == 0)
			add_words(w, text, len);
	for (size_t i = 0; i < attune_rules_count(rules); i++)
		for (size_t k = 0; (line = attune_rules_try(rules, i, k)) != NULL; k++)
			add_words(w, line, strlen(line));
}

struct fixture {
	attune_rules *rules;
	attune_scanner *scanner;
	attune_offers *offers, *again;
	attune_report *report;
	struct words known;
	size_t drafts, offered, offers_n;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	*state = f;
	if (f == NULL || attune_rules_load(&f->rules, true, NULL, 0, NULL, NULL, NULL) != ATTUNE_OK)
		return -1;
	know_the_rules(&f->known, f->rules);
	return attune_scanner_new(&f->scanner, f->rules, NULL) == ATTUNE_OK ? 0 : -1;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	clear_words(&f->known);
	attune_offers_free(f->offers);
	attune_offers_free(f->again);
	attune_report_free(f->report);
	attune_scanner_free(f->scanner);
	attune_rules_free(f->rules);
	free(f);
	return 0;
}

static bool has_word(const char *text, size_t len, const char *want)
{
	char word[64];
	for (size_t at = 0; text != NULL && next_word(text, len, &at, word);)
		if (strcmp(word, want) == 0)
			return true;
	return false;
}

static void check_words(struct fixture *f, const attune_offer *offer, const attune_example *e)
{
	char word[64];
	for (size_t at = 0; next_word(offer->text, offer->len, &at, word);)
		if (*slot_of(&f->known, word) == NULL && !has_word(e->text, e->text_len, word) &&
		    !has_word(e->partner, e->partner_len, word))
			fail_msg("an offer (%s) says \"%s\", which nobody said\npartner: %s\ndraft: %s\noffer: %s", offer->reply,
			         word, e->partner != NULL ? e->partner : "-", e->text, offer->text);
}

static void check_offer(struct fixture *f, size_t i, const attune_example *e)
{
	attune_offer offer, other;
	attune_finding finding;
	assert_true(attune_offers_get(f->offers, i, &offer));
	assert_int_equal(strlen(offer.text), offer.len);
	assert_true(offer.len > 1);
	assert_null(memchr(offer.text, '\1', offer.len));
	assert_null(memchr(offer.text, '{', offer.len));
	if (strstr(offer.text, "  ") != NULL && strstr(e->text, "  ") == NULL)
		fail_msg("two spaces in \"%s\"", offer.text);
	check_words(f, &offer, e);
	assert_int_equal(attune_scan(&f->report, f->scanner, offer.text, offer.len, e->partner, e->partner_len, NULL), ATTUNE_OK);
	if (attune_report_finding(f->report, 0, &finding))
		fail_msg("%s in an offer (%s)\npartner: %s\ndraft: %s\noffer: %s", finding.rule, offer.reply,
		         e->partner != NULL ? e->partner : "-", e->text, offer.text);
	assert_true(attune_offers_get(f->again, i, &other));
	assert_string_equal(offer.text, other.text);
	for (size_t k = 0; k < i; k++) {
		assert_true(attune_offers_get(f->offers, k, &other));
		assert_string_not_equal(offer.text, other.text);
	}
}

static void try_example(struct fixture *f, const attune_example *e)
{
	const char *partner = e->partner;
	attune_finding finding;
	assert_int_equal(attune_scan(&f->report, f->scanner, e->text, e->text_len, partner, e->partner_len, NULL), ATTUNE_OK);
	bool flagged = attune_report_finding(f->report, 0, &finding), card = attune_report_card(f->report) != NULL;
	assert_int_equal(attune_rewrite(&f->offers, f->scanner, e->text, e->text_len, partner, e->partner_len, NULL, NULL),
	                 ATTUNE_OK);
	assert_int_equal(attune_rewrite(&f->again, f->scanner, e->text, e->text_len, partner, e->partner_len, NULL, NULL),
	                 ATTUNE_OK);
	size_t n = attune_offers_count(f->offers);
	assert_int_equal(n, attune_offers_count(f->again));
	for (size_t i = 0; i < n; i++)
		check_offer(f, i, e);
	f->offers_n += n;
	f->drafts += flagged && !card && partner != NULL;
	f->offered += flagged && !card && partner != NULL && n != 0;
}

static void promises_hold_over_all_examples(void **state)
{
	struct fixture *f = *state;
	attune_rule_info info;
	attune_example e;
	size_t count = 0;
	for (size_t i = 0; attune_rules_get(f->rules, i, &info); i++)
		for (size_t k = 0; info.kind == ATTUNE_FLAG && attune_rules_example(f->rules, i, k, &e); k++)
			if (count++ % EVERY == 0)
				try_example(f, &e);
	printf("%zu offers; %zu of %zu flagged drafts with a partner text have one\n", f->offers_n, f->offered, f->drafts);
	assert_true(f->offered * 100 >= f->drafts * 95);
}

static void names_and_numbers_of_clean_sentences_survive(void **state)
{
	struct fixture *f = *state;
	static const char partner[] = "I failed the exam again and I feel so stupid.";
	static const char draft[] = "You should just study more. I'll be at Sam's place at 7.30 on Friday.";
	attune_offer offer;
	assert_int_equal(attune_rewrite(&f->offers, f->scanner, draft, strlen(draft), partner, strlen(partner), NULL, NULL),
	                 ATTUNE_OK);
	assert_true(attune_offers_count(f->offers) >= 2);
	for (size_t i = 0; attune_offers_get(f->offers, i, &offer); i++)
		assert_non_null(strstr(offer.text, "I'll be at Sam's place at 7.30 on Friday."));
	assert_string_equal(attune_offers_parked(f->offers, 0), "You should just study more.");
	assert_null(attune_offers_parked(f->offers, 1));
}

static void gaps_are_found(void **state)
{
	struct fixture *f = *state;
	static const char draft[] = "Sorry you feel that way but you started it";
	attune_offer offer;
	bool gap = false;
	assert_int_equal(attune_rewrite(&f->offers, f->scanner, draft, strlen(draft), NULL, 0, NULL, NULL), ATTUNE_OK);
	for (size_t i = 0; attune_offers_get(f->offers, i, &offer); i++) {
		if (offer.gap_start == offer.len)
			continue;
		gap = true;
		assert_int_equal(offer.text[offer.gap_start], '[');
		assert_int_equal(offer.text[offer.gap_end - 1], ']');
	}
	assert_true(gap);
}

static void odd_messages_do_no_harm(void **state)
{
	struct fixture *f = *state;
	static const char *const odd[] = {"",     " ",         "?", "...", "\xF0\x9F\x98\xA2", "but", "[", "{mirror}",
	                                  "\1\2", "a\nb\n\nc", "I", "i"};
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		for (size_t k = 0; k < sizeof odd / sizeof *odd; k++)
			assert_int_equal(
				attune_rewrite(&f->offers, f->scanner, odd[i], strlen(odd[i]), odd[k], strlen(odd[k]), NULL, NULL),
				ATTUNE_OK);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(promises_hold_over_all_examples),
		cmocka_unit_test(names_and_numbers_of_clean_sentences_survive),
		cmocka_unit_test(gaps_are_found),
		cmocka_unit_test(odd_messages_do_no_harm),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
