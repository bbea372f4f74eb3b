/* SPDX-License-Identifier: MIT */
/*
 * test_automaton: the literal index against a search that compares every literal at every place. Literals and texts are
 * made at random from few letters, so that literals overlap, end in each other and stand in each other.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ruleset/automaton.h"
#include "scan/scanner.h"

#include <stdlib.h>
#include <string.h>

#define LITERALS_MAX 64
#define LITERAL_MAX 400
#define HITS_MAX 100000

struct hit {
	uint32_t literal, len, end;
};

struct index {
	struct at_index_entry entries[LITERALS_MAX];
	char texts[LITERALS_MAX][LITERAL_MAX];
	size_t n;
	attune_rules rules;
};

struct hits {
	struct hit items[HITS_MAX];
	size_t n, stop_after;
};

static uint32_t seed = 7;
static uint32_t below(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % n;
}

static void add(struct index *x, const char *text, size_t len, uint32_t literal)
{
	for (size_t i = 0; i < x->n; i++)
		if (x->entries[i].len == len && memcmp(x->texts[i], text, len) == 0)
			return; /* each text comes once */
	memcpy(x->texts[x->n], text, len);
	x->entries[x->n] = (struct at_index_entry){x->texts[x->n], (uint32_t)len, literal};
	x->n++;
}

/* An image of nothing but the automaton's sections. */
static void build(struct index *x)
{
	struct at_automaton a;
	assert_true(at_automaton_build(&a, x->entries, x->n));
	const struct at_buffer *from[] = {&a.dense, &a.states, &a.edges};
	static const enum at_section to[] = {AT_S_DENSE, AT_S_STATES, AT_S_EDGES};
	static const size_t record[] = {4, sizeof(struct at_state), 4};
	size_t size = sizeof(struct at_image);
	for (size_t i = 0; i < 3; i++)
		size += (from[i]->len + 7) & ~(size_t)7;
	char *block = calloc(1, size);
	assert_non_null(block);
	struct at_image *image = (void *)block;
	size = sizeof(struct at_image);
	for (size_t i = 0; i < 3; i++) {
		image->off[to[i]] = (uint32_t)size;
		image->n[to[i]] = (uint32_t)(from[i]->len / record[i]);
		if (from[i]->len != 0)
			memcpy(block + size, from[i]->ptr, from[i]->len);
		size += (from[i]->len + 7) & ~(size_t)7;
	}
	image->symbols = a.symbols;
	image->dense = a.n_dense;
	memcpy(image->symbol_of, a.symbol_of, sizeof image->symbol_of);
	at_automaton_free(&a);
	x->rules.image = x->rules.owned = block;
}

static void unbuild(struct index *x)
{
	free(x->rules.owned);
	x->rules = (attune_rules){0};
	x->n = 0;
}

static char fold(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static void search_naively(struct hits *out, const struct index *x, const char *s, size_t len)
{
	out->n = 0;
	for (size_t end = 1; end <= len; end++) {
		for (size_t k = 0; k < x->n; k++) {
			size_t n = x->entries[k].len, i = 0;
			if (n > end)
				continue;
			while (i < n && fold(s[end - n + i]) == x->entries[k].text[i])
				i++;
			if (i == n)
				out->items[out->n++] = (struct hit){x->entries[k].literal, (uint32_t)n, (uint32_t)end};
		}
	}
}

static bool take_hit(void *arg, const struct at_literal_hit *hit, uint32_t end)
{
	struct hits *to = arg;
	assert_in_range(to->n, 0, HITS_MAX - 1);
	to->items[to->n++] = (struct hit){hit->literal, hit->len, end};
	return to->n != to->stop_after;
}

static int by_all(const void *pa, const void *pb)
{
	return memcmp(pa, pb, sizeof(struct hit));
}

static void compare(const struct index *x, const char *s, size_t len)
{
	static struct hits expected, got;
	search_naively(&expected, x, s, len);
	got.n = 0;
	assert_true(at_index_walk(&x->rules, s, len, take_hit, &got));
	for (size_t i = 1; i < got.n; i++)
		assert_true(got.items[i - 1].end <= got.items[i].end);
	qsort(expected.items, expected.n, sizeof(struct hit), by_all);
	qsort(got.items, got.n, sizeof(struct hit), by_all);
	if (got.n != expected.n || memcmp(got.items, expected.items, got.n * sizeof(struct hit)) != 0)
		fail_msg("%zu hits, %zu expected, of %zu literals in \"%.*s\"", got.n, expected.n, x->n, (int)len, s);
}

static void random_bytes(char *out, size_t len, const char *alphabet, size_t n)
{
	for (size_t i = 0; i < len; i++)
		out[i] = alphabet[below((uint32_t)n)];
}

static void at_random(void **state)
{
	(void)state;
	static const char lower[] = "abc\xC3\xA9 '", any[] = "abcABC\xC3\xA9 'xZ.\0";
	static struct index x;
	char text[300], literal[20];
	for (int round = 0; round < 150; round++) {
		uint32_t letters = 1 + below(sizeof lower - 1);
		for (uint32_t n = below(LITERALS_MAX); n > 0; n--) {
			size_t len = 1 + below(round % 7 == 0 ? 18 : 5);
			random_bytes(literal, len, lower, letters);
			add(&x, literal, len, below(20));
		}
		build(&x);
		for (int k = 0; k < 10; k++) {
			size_t len = below(sizeof text);
			random_bytes(text, len, any, k % 2 == 0 ? letters : sizeof any - 1);
			compare(&x, text, len);
		}
		unbuild(&x);
	}
}

static void known_sets(void **state)
{
	(void)state;
	static const struct {
		const char *literals[6], *text;
	} cases[] = {
		{{"he", "she", "his", "hers"}, "ushers saw his sHE HERS"},
		{{"a", "aa", "aaa", "aaaa", "aaaaa"}, "aaaaaaaaaa"},
		{{"at least", "least", "ast", "t l"}, "At Least at least"},
		{{"same", "same", "same"}, "the same same"},
		{{"abcd", "bcx", "cx", "x"}, "abcabcxabcd"},
		{{"ababab", "babac", "bab"}, "ababababacababab"},
		{{NULL}, "nothing to look for"},
	};
	static struct index x;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		for (size_t k = 0; k < 6 && cases[i].literals[k] != NULL; k++)
			add(&x, cases[i].literals[k], strlen(cases[i].literals[k]), (uint32_t)k);
		build(&x);
		for (size_t len = 0; len <= strlen(cases[i].text); len++)
			compare(&x, cases[i].text, len);
		unbuild(&x);
	}
}

/* Longer than a trie's depth can count. */
static void long_literals(void **state)
{
	(void)state;
	static struct index x;
	char text[1000];
	memset(text, 'a', sizeof text);
	add(&x, text, 300, 1);
	add(&x, text, 256, 2);
	add(&x, text, 255, 3);
	text[399] = 'b';
	add(&x, text + 1, 399, 4);
	text[399] = 'a';
	build(&x);
	compare(&x, text, sizeof text);
	text[500] = 'b';
	compare(&x, text, sizeof text);
	unbuild(&x);
}

static void all_bytes(void **state)
{
	(void)state;
	static struct index x;
	char text[512];
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = (char)(i < 256 ? i : below(256));
	for (int i = 0; i < LITERALS_MAX; i++) {
		char two[2];
		for (int k = 0; k < 2; k++)
			two[k] = fold((char)below(256));
		add(&x, two, 1 + below(2), (uint32_t)i);
	}
	build(&x);
	compare(&x, text, sizeof text);
	unbuild(&x);
}

static void stops_when_told(void **state)
{
	(void)state;
	static struct index x;
	static struct hits got;
	add(&x, "a", 1, 1);
	add(&x, "aa", 2, 2);
	build(&x);
	got.stop_after = 3;
	assert_false(at_index_walk(&x.rules, "aaaa", 4, take_hit, &got));
	assert_int_equal(got.n, 3);
	unbuild(&x);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_sets), cmocka_unit_test(at_random),       cmocka_unit_test(long_literals),
		cmocka_unit_test(all_bytes),  cmocka_unit_test(stops_when_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
