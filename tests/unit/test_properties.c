/* SPDX-License-Identifier: MIT */
/*
 * test_properties: what holds for any message. Messages are put together at random, the same in every run, of the examples in the
 * shipped rules, of pieces that get in each other's way, and of marks between them. Where something does not hold the message is made
 * as short as it can be before it is shown.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "../report_checks.h"
#include "../text_checks.h"
#include "base/buffer.h"
#include <stdio.h>
#include <stdlib.h>

#define MESSAGES 1200
#define REWRITES 60
#define PIECES 5

/* One scanner goes through the messages forwards, the other has read other things before each. */
static attune_rules *rules;
static attune_scanner *scanner, *other;
static attune_report *first, *second;
static const char **examples;
static size_t n_examples;

struct message {
	const char *pieces[PIECES * 2 + 1]; /* the last is what they said, or NULL */
	size_t n;
	const char *partner;
};

/* -------------------------------------------------------------------- at random */

static uint32_t seed = 2463534242u;

static uint32_t below(size_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return (uint32_t)(seed % n);
}

static void random_message(struct message *m)
{
	static const char *const marks[] = {" ", " ", ". ", "\n", "... ", "!! ", " - ", ", ", "? ", " \xf0\x9f\x98\xa2 ", "; "};
	*m = (struct message){.n = 0};
	for (size_t pieces = 1 + below(PIECES - 1); pieces > 0; pieces--) {
		bool nasty = below(6) == 0;
		m->pieces[m->n++] = nasty ? nasty_pieces[below(N_NASTY)] : examples[below(n_examples)];
		m->pieces[m->n++] = marks[below(sizeof marks / sizeof *marks)];
	}
	m->partner = below(3) == 0 ? NULL : examples[below(n_examples)];
}

static void join(const struct message *m, struct at_buffer *out)
{
	at_buffer_clear(out);
	for (size_t i = 0; i < m->n; i++)
		at_buffer_add_str(out, m->pieces[i]);
	assert_false(out->failed);
}

/* ------------------------------------------------------------------ properties */

/* What holds of a draft and what they said: NULL, or what is wrong, which may be told in `told`. */
typedef const char *(*property_fn)(struct at_buffer *draft, const char *partner, char told[256]);

static attune_report *scan(attune_scanner *s, attune_report **into, const char *draft, size_t len, const char *partner)
{
	assert_int_equal(attune_scan(into, s, draft, len, partner, partner != NULL ? strlen(partner) : 0, NULL), ATTUNE_OK);
	return *into;
}

/* Messages that don't hold what they say as text are no messages. */
static bool is_text(const struct at_buffer *draft)
{
	return at_utf8_bad(draft->ptr, draft->len) == SIZE_MAX;
}

/* Whether the findings of two reports are the same; those of a rule that `leave_out` names may differ. */
static const char *differ(const attune_report *a, const attune_report *b, bool (*leave_out)(const attune_finding *), char told[256])
{
	attune_finding x, y;
	size_t i = 0, k = 0;
	for (;;) {
		bool more_x, more_y;
		while ((more_x = attune_report_finding(a, i, &x)) && leave_out != NULL && leave_out(&x))
			i++;
		while ((more_y = attune_report_finding(b, k, &y)) && leave_out != NULL && leave_out(&y))
			k++;
		if (!more_x && !more_y)
			return NULL;
		bool same = more_x && more_y && x.rule_index == y.rule_index && x.severity == y.severity &&
		            (x.whole || (x.start == y.start && x.end == y.end));
		if (!same) {
			snprintf(told, 256, "%s (%d) and %s (%d)", more_x ? x.rule : "nothing", more_x ? (int)x.severity : 0,
			         more_y ? y.rule : "nothing", more_y ? (int)y.severity : 0);
			return "the findings differ";
		}
		i++;
		k++;
	}
}

/* Spans lie in the text, on borders of characters; nothing of a report is out of its bounds. */
static const char *report_is_right(struct at_buffer *draft, const char *partner, char told[256])
{
	const attune_report *r = scan(scanner, &first, draft->ptr, draft->len, partner);
	unsigned meters = attune_report_meters(r);
	bool hurts = false;
	attune_finding f;
	(void)told;
	for (size_t i = 0; attune_report_finding(r, i, &f); i++)
		hurts |= f.severity == ATTUNE_HURT;
	if (meters > 15)
		return "a meter too many";
	if (attune_report_good_enough(r) != ((meters & 3) != 0 && (meters & 12) != 0 && !hurts))
		return "good enough is something else";
	if (attune_report_intensity(r) < 0 || attune_report_intensity(r) > 5)
		return "an intensity out of bounds";
	if (attune_report_troubles(r) != 0)
		return "a limit was hit";
	return check_report(r, rules, draft->ptr, draft->len, partner, partner != NULL ? strlen(partner) : 0);
}

/* What was read before changes nothing. */
static const char *past_is_past(struct at_buffer *draft, const char *partner, char told[256])
{
	const char *last = examples[below(n_examples)];
	const attune_report *a = scan(scanner, &first, draft->ptr, draft->len, partner);
	scan(other, &second, last, strlen(last), below(2) == 0 ? NULL : examples[below(n_examples)]);
	const attune_report *b = scan(other, &second, draft->ptr, draft->len, partner);
	if (attune_report_meters(a) != attune_report_meters(b) || attune_report_moves(a) != attune_report_moves(b) ||
	    attune_report_kinds(a) != attune_report_kinds(b) || attune_report_feelings(a) != attune_report_feelings(b))
		return "another reading";
	return differ(a, b, NULL, told);
}

static const char *space_behind_is_nothing(struct at_buffer *draft, const char *partner, char told[256])
{
	static const char *const spaces[] = {" ", "   ", "\n", "\n\n\n", " \n ", "\r\n", "\t", "\xc2\xa0"};
	struct at_buffer longer = {0};
	at_buffer_add(&longer, draft->ptr, draft->len);
	at_buffer_add_str(&longer, spaces[draft->len % (sizeof spaces / sizeof *spaces)]);
	const attune_report *a = scan(scanner, &first, draft->ptr, draft->len, partner);
	const char *wrong = differ(a, scan(other, &second, longer.ptr, longer.len, partner), NULL, told);
	at_buffer_free(&longer);
	return wrong;
}

/* Capitals are a tone. */
static bool is_tone(const attune_finding *f)
{
	return strcmp(f->category, "tone") == 0;
}

/* What a sentence leans to makes way for the shouting in it. */
static bool is_tone_or_leaning(const attune_finding *f)
{
	return f->leaning || is_tone(f);
}

static bool has_tone(const attune_report *r)
{
	attune_finding f;
	for (size_t i = 0; attune_report_finding(r, i, &f); i++)
		if (is_tone(&f))
			return true;
	return false;
}

/* A capital tells that a new sentence begins after "...", where no space follows a full stop, and where texters leave it out; and
 * that "III" is a number and no long drawn word. */
static bool needs_capitals(struct at_buffer *draft)
{
	const char *s = at_buffer_str(draft);
	for (size_t i = 0; i + 1 < draft->len; i++) {
		bool open = s[i] == '.' && s[i + 1] != ' ' && s[i + 1] != '\n';
		bool numeral = s[i] >= 'A' && s[i] <= 'Z' && s[i + 1] == s[i];
		bool left_out = ((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9')) && s[i + 1] == ' ' &&
		                s[i + 2] >= 'A' && s[i + 2] <= 'Z';
		if (open || left_out || numeral || strncmp(s + i, "\xe2\x80", 2) == 0)
			return true;
	}
	return false;
}

static const char *case_is_tone(struct at_buffer *draft, const char *partner, char told[256])
{
	struct at_buffer small = {0};
	if (needs_capitals(draft))
		return NULL;
	at_buffer_add(&small, draft->ptr, draft->len);
	for (size_t i = 0; i < small.len; i++)
		small.ptr[i] = (char)(small.ptr[i] >= 'A' && small.ptr[i] <= 'Z' ? small.ptr[i] + 32 : small.ptr[i]);
	const attune_report *a = scan(scanner, &first, draft->ptr, draft->len, partner);
	const attune_report *b = scan(other, &second, small.ptr, small.len, partner);
	const char *wrong = differ(a, b, has_tone(a) ? is_tone_or_leaning : is_tone, told);
	at_buffer_free(&small);
	return wrong;
}

/* A sentence about something else takes no hurt away (that it may weigh less is another matter), but where that was all there was: a lone "K" is cold, "K" before something is not. */
static const char *hurt_stays(struct at_buffer *draft, const char *partner, char told[256])
{
	struct at_buffer longer = {0};
	attune_finding f, g;
	const char *wrong = NULL;
	at_buffer_add(&longer, draft->ptr, draft->len);
	at_buffer_add_str(&longer, "\nThe train leaves at nine.");
	const attune_report *a = scan(scanner, &first, draft->ptr, draft->len, partner);
	const attune_report *b = scan(other, &second, longer.ptr, longer.len, partner);
	for (size_t i = 0; wrong == NULL && attune_report_finding(a, i, &f); i++) {
		bool there = f.severity != ATTUNE_HURT || f.whole || f.byte_end - f.byte_start + 3 > draft->len;
		for (size_t k = 0; !there && attune_report_finding(b, k, &g); k++)
			there = g.start < f.end && f.start < g.end;
		if (!there) {
			snprintf(told, 256, "%s", f.rule);
			wrong = "a hurt went away";
		}
	}
	at_buffer_free(&longer);
	return wrong;
}

/* Each offer raises no finding, and is text. */
static const char *offers_pass(struct at_buffer *draft, const char *partner, char told[256])
{
	static attune_offers *offers;
	const char *wrong = NULL;
	attune_offer o;
	assert_int_equal(attune_rewrite(&offers, scanner, draft->ptr, draft->len, partner, partner != NULL ? strlen(partner) : 0,
	                                NULL, NULL),
	                 ATTUNE_OK);
	for (size_t i = 0; wrong == NULL && attune_offers_get(offers, i, &o); i++) {
		attune_finding f;
		if (o.len == 0 || strlen(o.text) != o.len || at_utf8_bad(o.text, o.len) != SIZE_MAX || o.gap_end > o.len ||
		    o.meters > 15)
			wrong = "an offer is no text";
		scan(other, &second, o.text, o.len, partner);
		if (wrong == NULL && attune_report_finding(second, 0, &f)) {
			snprintf(told, 256, "%s in: %.180s", f.rule, o.text);
			wrong = "an offer raises a finding";
		}
	}
	attune_offers_free(offers);
	offers = NULL;
	return wrong;
}

/* ---------------------------------------------------------------- running them */

/* Leaves out of the message what it fails without. */
static void shrink(struct message *m, property_fn property, struct at_buffer *draft)
{
	char told[256] = "";
	for (size_t i = 0; i < m->n;) {
		struct message less = *m;
		memmove(less.pieces + i, less.pieces + i + 1, (less.n - i - 1) * sizeof *less.pieces);
		less.n--;
		join(&less, draft);
		if (less.n > 0 && property(draft, less.partner, told) != NULL)
			*m = less;
		else
			i++;
	}
	struct message alone = *m;
	alone.partner = NULL;
	join(&alone, draft);
	if (m->partner != NULL && property(draft, NULL, told) != NULL)
		*m = alone;
	join(m, draft);
}

/* How many messages it does not hold for; the first few are shown. */
static size_t run(property_fn property, size_t messages)
{
	struct at_buffer draft = {0};
	size_t wrong = 0;
	const char *wrapper = getenv("WRAPPED"); /* valgrind or the like, which makes it slow */
	if (wrapper != NULL && *wrapper != '\0')
		messages /= 20;
	for (size_t i = 0; i < messages; i++) {
		struct message m;
		char told[256] = "";
		random_message(&m);
		join(&m, &draft);
		if (!is_text(&draft) || property(&draft, m.partner, told) == NULL)
			continue;
		shrink(&m, property, &draft);
		const char *what = property(&draft, m.partner, told);
		if (wrong++ < 8)
			print_error("%s: %s\n  draft: %s\n  they:  %s\n", what != NULL ? what : "now and then", told,
			            at_buffer_str(&draft), m.partner != NULL ? m.partner : "(nothing)");
	}
	at_buffer_free(&draft);
	return wrong;
}

static void reports_are_right(void **state)
{
	(void)state;
	assert_int_equal(run(report_is_right, MESSAGES), 0);
}

static void a_scanner_forgets(void **state)
{
	(void)state;
	assert_int_equal(run(past_is_past, MESSAGES), 0);
}

static void space_at_the_end_is_nothing(void **state)
{
	(void)state;
	assert_int_equal(run(space_behind_is_nothing, MESSAGES), 0);
}

static void small_letters_are_the_same(void **state)
{
	(void)state;
	assert_int_equal(run(case_is_tone, MESSAGES), 0);
}

static void a_hurt_stays(void **state)
{
	(void)state;
	assert_int_equal(run(hurt_stays, MESSAGES), 0);
}

static void every_offer_passes(void **state)
{
	(void)state;
	assert_int_equal(run(offers_pass, REWRITES), 0);
}

/* Sentences of plain grammar: turned round twice they are what they were. */
static void there_and_back(void **state)
{
	static const char *const who[] = {"I", "you", "she", "they", "my boss", "your mum"};
	static const char *const did[] = {"missed", "ignored", "hugged", "called",   "heard",
	                                  "left",   "thanked", "scared", "surprised"};
	static const char *const whom[] = {"you", "me", "her", "them", "your brother", "my sister"};
	static const char *const how[] = {
		"", " again", " last night", " in front of everyone", " on my birthday", " for no reason"};
	attune_mirror *m = NULL;
	(void)state;
	for (size_t i = 0; i < 300; i++) {
		char text[128], turned[256];
		size_t a = below(6), b = below(6);
		if ((a == 0 && b == 1) || (a == 1 && b == 0))
			continue; /* nobody says "I missed me" */
		snprintf(text, sizeof text, "%s %s %s%s", who[a], did[below(9)], whom[b], how[below(6)]);
		assert_int_equal(attune_mirror_shift(&m, scanner, text, strlen(text), NULL), ATTUNE_OK);
		snprintf(turned, sizeof turned, "%s", attune_mirror_clause(m, 0));
		assert_int_equal(attune_mirror_shift(&m, scanner, turned, strlen(turned), NULL), ATTUNE_OK);
		if (strcmp(attune_mirror_clause(m, 0), text) != 0)
			fail_msg("%s -> %s -> %s", text, turned, attune_mirror_clause(m, 0));
	}
	attune_mirror_free(m);
}

static int open_all(void **state)
{
	attune_example e;
	size_t cap = 0;
	(void)state;
	if (attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) != ATTUNE_OK ||
	    attune_scanner_new(&scanner, rules, NULL) != ATTUNE_OK || attune_scanner_new(&other, rules, NULL) != ATTUNE_OK)
		return -1;
	for (size_t i = 0; i < attune_rules_count(rules); i++)
		for (size_t k = 0; attune_rules_example(rules, i, k, &e); k++)
			if (strlen(e.text) == e.text_len && at_grow(&examples, &cap, n_examples + 1, sizeof *examples))
				examples[n_examples++] = e.text;
	return n_examples > 1000 ? 0 : -1;
}

static int close_all(void **state)
{
	(void)state;
	free(examples);
	attune_report_free(first);
	attune_report_free(second);
	attune_scanner_free(scanner);
	attune_scanner_free(other);
	attune_rules_free(rules);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports_are_right),
		cmocka_unit_test(a_scanner_forgets),
		cmocka_unit_test(space_at_the_end_is_nothing),
		cmocka_unit_test(small_letters_are_the_same),
		cmocka_unit_test(a_hurt_stays),
		cmocka_unit_test(every_offer_passes),
		cmocka_unit_test(there_and_back),
	};
	return cmocka_run_group_tests(tests, open_all, close_all);
}
