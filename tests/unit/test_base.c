/* SPDX-License-Identifier: MIT */
/*
 * test_base: errors, buffers, arenas, YAML. Each case is a few lines; YAML problems are told as the user reads them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- errors */

static void error_says_all(void **state)
{
	(void)state;
	char text[128];
	struct at_diag d = {0};
	attune_error *e = NULL;
	assert_int_equal(at_fail(&e, ATTUNE_E_IO, "cannot read %s", "x"), ATTUNE_E_IO);
	assert_int_equal(attune_error_status(e), ATTUNE_E_IO);
	assert_string_equal(attune_error_message(e), "cannot read x");
	assert_null(attune_error_file(e));
	assert_null(attune_error_rule(e));
	assert_int_equal(attune_error_line(e) + attune_error_column(e), 0);
	assert_false(attune_error_is_warning(e));
	assert_int_equal(attune_error_format(e, text, sizeof text), strlen("cannot read x"));
	assert_string_equal(text, "cannot read x");
	attune_error_free(e);
	assert_int_equal(at_fail(NULL, ATTUNE_E_MEMORY, "%d", 1), ATTUNE_E_MEMORY);
	at_diag_error(&d, (struct at_place){NULL, 0, 0}, NULL, "%s", "nobody listens");
	at_diag_warning(&d, (struct at_place){NULL, 0, 0}, NULL, "%s", "nobody listens");
	assert_int_equal(d.errors, 1);
	assert_int_equal(d.warnings, 1);
}

static void error_of_null(void **state)
{
	(void)state;
	char text[4] = "abc";
	assert_null(attune_error_file(NULL));
	assert_null(attune_error_rule(NULL));
	assert_string_equal(attune_error_message(NULL), "");
	assert_int_equal(attune_error_status(NULL), ATTUNE_OK);
	assert_false(attune_error_is_warning(NULL));
	assert_int_equal(attune_error_format(NULL, text, sizeof text), 0);
	assert_string_equal(text, "");
	attune_error_free(NULL);
}

static attune_error *heard;
static void hear(const attune_error *e, void *payload)
{
	++*(int *)payload;
	attune_error_free(heard);
	heard = at_error_copy(e);
}

static void diag_tells_and_copy_lives_on(void **state)
{
	(void)state;
	int calls = 0;
	char text[64], small[8];
	struct at_diag d = {.fn = hear, .payload = &calls};
	at_diag_warning(&d, (struct at_place){"a.yaml", 3, 7}, "fixing/should", "odd %d", 5);
	assert_int_equal(calls, 1);
	assert_true(attune_error_is_warning(heard));
	assert_string_equal(attune_error_file(heard), "a.yaml");
	assert_string_equal(attune_error_rule(heard), "fixing/should");
	size_t n = attune_error_format(heard, text, sizeof text);
	assert_string_equal(text, "a.yaml:3:7: fixing/should: odd 5");
	assert_int_equal(n, strlen(text));
	assert_int_equal(attune_error_format(heard, small, sizeof small), n);
	assert_string_equal(small, "a.yaml:");
	assert_int_equal(attune_error_format(heard, NULL, 0), n);
	at_diag_error(&d, (struct at_place){"b.yaml", 0, 0}, NULL, "%s", "gone");
	attune_error_format(heard, text, sizeof text);
	assert_string_equal(text, "b.yaml: gone");
	assert_false(attune_error_is_warning(heard));
	attune_error_free(heard);
	heard = NULL;
}

/* ---------------------------------------------------------------- buffers and arrays */

static void buffer_grows(void **state)
{
	(void)state;
	struct at_buffer b = {0};
	assert_string_equal(at_buffer_str(&b), "");
	for (int i = 0; i < 1000; i++)
		at_buffer_addf(&b, "%d,", i);
	at_buffer_add_str(&b, "end");
	at_buffer_add_char(&b, '.');
	at_buffer_add(&b, NULL, 0);
	assert_false(b.failed);
	assert_int_equal(b.len, 10 * 2 + 90 * 3 + 900 * 4 + 4);
	assert_string_equal(at_buffer_str(&b) + b.len - 8, "999,end.");
	at_buffer_clear(&b);
	assert_int_equal(b.len, 0);
	assert_true(b.cap > 0);
	at_buffer_free(&b);
	assert_null(b.ptr);
}

static void buffer_limit_is_exact_and_sticky(void **state)
{
	(void)state;
	struct at_buffer b = {.limit = 100};
	for (int i = 0; i < 100; i++)
		at_buffer_add_char(&b, 'x');
	assert_false(b.failed);
	assert_int_equal(strlen(at_buffer_str(&b)), 100);
	at_buffer_add_char(&b, 'y');
	assert_true(b.failed);
	assert_int_equal(b.len, 100);
	assert_int_equal(strlen(at_buffer_str(&b)), 100); /* what was there before */
	at_buffer_clear(&b);
	at_buffer_addf(&b, "%0*d", 100, 7);
	assert_int_equal(b.len, 100);
	at_buffer_clear(&b);
	at_buffer_addf(&b, "%0*d", 101, 7);
	assert_true(b.failed);
	assert_int_equal(b.len, 0);
	at_buffer_free(&b);
	assert_int_equal(b.limit, 100);
	assert_false(b.failed);
}

static void buffer_sizes_do_not_wrap(void **state)
{
	(void)state;
	struct at_buffer b = {0};
	at_buffer_add_char(&b, 'x');
	assert_false(at_buffer_reserve(&b, SIZE_MAX));
	assert_true(b.failed);
	at_buffer_clear(&b);
	at_buffer_add_char(&b, 'x');
	assert_int_equal(at_buffer_add_zero(&b, SIZE_MAX, 8), SIZE_MAX);
	at_buffer_clear(&b);
	at_buffer_add_char(&b, 'x');
	assert_int_equal(at_buffer_add_zero(&b, 4, 8), 8);
	assert_int_equal(b.len, 12);
	assert_memory_equal(b.ptr + 1, "\0\0\0\0\0\0\0\0\0\0\0", 11);
	assert_int_equal(at_buffer_add_zero(&b, 0, 4), 12);
	at_buffer_free(&b);
}

static void arrays_grow(void **state)
{
	(void)state;
	uint32_t *numbers = NULL;
	size_t cap = 0;
	for (size_t i = 0; i < 5000; i++) {
		assert_true(at_grow(&numbers, &cap, i + 1, sizeof *numbers));
		numbers[i] = (uint32_t)i;
	}
	assert_int_equal(numbers[4999], 4999);
	size_t before = cap;
	assert_false(at_grow(&numbers, &cap, SIZE_MAX / 2, sizeof *numbers));
	assert_int_equal(cap, before);
	assert_int_equal(numbers[17], 17);
	free(numbers);
}

static void arena_keeps_and_aligns(void **state)
{
	(void)state;
	struct at_arena a = {0};
	char *first = at_arena_dup(&a, "first\0one", 9);
	for (size_t i = 0; i < 3000; i++) {
		size_t size = i % 700;
		unsigned char *p = at_arena_alloc(&a, size);
		assert_non_null(p);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t k = 0; k < size; k++)
			assert_int_equal(p[k], 0);
		memset(p, 0xAA, size);
	}
	assert_non_null(at_arena_alloc(&a, 1u << 20));
	assert_null(at_arena_alloc(&a, SIZE_MAX));
	assert_null(at_arena_alloc(&a, SIZE_MAX / 2 + 1));
	assert_null(at_arena_dup(&a, "", SIZE_MAX));
	assert_memory_equal(first, "first\0one", 10);
	at_arena_free(&a);
	assert_null(a.head);
	at_arena_free(&a);
}

/* ---------------------------------------------------------------- YAML */

struct parse {
	struct at_arena arena;
	struct at_diag diag;
	struct at_buffer said; /* one problem a line */
	const struct at_node *root;
};

static void note(const attune_error *e, void *payload)
{
	char line[512];
	attune_error_format(e, line, sizeof line);
	at_buffer_addf(payload, "%s\n", line);
}

static void parse_bytes(struct parse *p, const char *bytes, size_t len)
{
	memset(p, 0, sizeof *p);
	p->diag.fn = note;
	p->diag.payload = &p->said;
	p->root = at_yaml_parse(bytes, len, "f", &p->arena, &p->diag);
}

static void parse_free(struct parse *p)
{
	at_arena_free(&p->arena);
	at_buffer_free(&p->said);
}

static void yaml_tree_with_places(void **state)
{
	(void)state;
	static const char text[] =
		"# top\nkind: flag\nrules:\n  - id: a/b\n    'title': \"caf\xC3\xA9\"\n  - [1, {x: 'no'}]\nfold: >-\n  one\n  two\n";
	struct parse p;
	parse_bytes(&p, text, sizeof text - 1);
	assert_int_equal(p.diag.errors + p.diag.warnings, 0);
	assert_non_null(p.root);
	assert_int_equal(p.root->kind, AT_MAP);
	assert_int_equal(p.root->n, 3);
	assert_int_equal(p.root->line, 2);
	assert_true(at_node_is(p.root->keys[1], "rules"));
	assert_true(at_node_is(at_node_get(p.root, "kind"), "flag"));
	assert_false(at_node_get(p.root, "kind")->quoted);
	const struct at_node *rules = at_node_get(p.root, "rules");
	assert_int_equal(rules->kind, AT_LIST);
	assert_int_equal(rules->n, 2);
	const struct at_node *title = at_node_get(rules->items[0], "title");
	assert_true(title->quoted);
	assert_string_equal(title->text, "caf\xC3\xA9");
	assert_int_equal(title->line, 5);
	assert_int_equal(title->column, 14);
	struct at_place place = at_node_place(title, "g");
	assert_string_equal(place.file, "g");
	assert_int_equal(place.line, 5);
	assert_int_equal(at_node_place(NULL, "g").line, 0);
	assert_true(at_node_get(p.root, "fold")->quoted);
	assert_true(at_node_is(at_node_get(p.root, "fold"), "one two"));
	assert_null(at_node_get(p.root, "absent"));
	assert_null(at_node_get(rules, "id"));
	assert_null(at_node_get(NULL, "id"));
	assert_false(at_node_is(NULL, ""));
	parse_free(&p);
}

static void yaml_columns_count_code_points(void **state)
{
	(void)state;
	struct parse p;
	static const char text[] = "\xEF\xBB\xBF{\xC3\xA9\xF0\x9F\x98\xA2: x}";
	parse_bytes(&p, text, sizeof text - 1);
	assert_int_equal(p.diag.errors, 0);
	assert_int_equal(p.root->items[0]->column, p.root->keys[0]->column + 4);
	parse_free(&p);
}

static void yaml_scalars(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int boolean;   /* -1: none */
		double number; /* -999: none */
	} cases[] = {
		{"true", 1, -999},
		{"False", 0, -999},
		{"YES", 1, -999},
		{"no", 0, -999},
		{"on", 1, -999},
		{"off", 0, -999},
		{"'true'", -1, -999},
		{"\"3\"", -1, -999},
		{"truely", -1, -999},
		{"3", -1, 3},
		{"-2.5", -1, -2.5},
		{"+0.35", -1, 0.35},
		{"1e3", -1, -999},
		{"0x10", -1, -999},
		{".5", -1, -999},
		{"5.", -1, -999},
		{"1.2.3", -1, -999},
		{"-", -1, -999},
		{"1234567890123456", -1, -999},
		{"[1]", -1, -999},
		{"3 4", -1, -999},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct parse p;
		char text[64];
		bool boolean = false;
		double number = -999;
		int len = snprintf(text, sizeof text, "v: %s", cases[i].text);
		parse_bytes(&p, text, (size_t)len);
		const struct at_node *v = at_node_get(p.root, "v");
		assert_int_equal(at_node_bool(v, &boolean), cases[i].boolean >= 0);
		assert_int_equal(boolean, cases[i].boolean == 1);
		assert_int_equal(at_node_number(v, &number), cases[i].number > -999);
		assert_true(number == cases[i].number);
		parse_free(&p);
	}
	bool b;
	double d;
	assert_false(at_node_bool(NULL, &b));
	assert_false(at_node_number(NULL, &d));
}

static void yaml_problems(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *said;
	} cases[] = {
		{"", ""},
		{"# nothing\n\n", ""},
		{"---\n", ""},
		{"~", ""},
		{"a: 1\nb: [1, 2\nc: 3\n",
	         "f:3:2: `,` or `]` should stand here; is a bracket or a quotation mark before it left open? (in what starts in line 2)\n"},
		{"a: 1\n b: 2\n", "f:2:3: a `:` can't stand here; put text with a colon in quotes, or look at the indentation\n"},
		{"a: 'x\n", "f:1:4: this quotation mark is never closed\n"},
		{"a: 1\n\tb: 2\n", "f:2:1: a tab; indent with spaces\n"},
		{"a: 1\nb: 2\na: 3\n", "f:3:1: \"a\" is here twice; the first is in line 1\n"},
		{"a: 1\n'a': 2\n\"a\": 3\n",
	         "f:2:1: \"a\" is here twice; the first is in line 1\nf:3:1: \"a\" is here twice; the first is in line 1\n"},
		{"a: 1\n[x]: 2\n{y: 1}: 3\n",
	         "f:2:1: a key must be plain words, not a list or a map\nf:3:1: a key must be plain words, not a list or a map\n"},
		{"a: 1\n---\nb: 2\n", "f:2:1: a second document: a file holds one\n"},
		{"a: *b\n", "f:1:4: *b stands for nothing: there is no &b before it\n"},
		{"a: &b [1, *b]\n", "f:1:11: *b stands inside the &b it names\n"},
		{"a: 1\nb: \xFF\n", "f:2:4: not UTF-8 (byte 0xFF); save the file as UTF-8\n"},
		{"\xC3\xA9: \xE2\x82", "f:1:4: not UTF-8 (byte 0xE2); save the file as UTF-8\n"},
		{"a: \xED\xA0\x80", "f:1:4: not UTF-8 (byte 0xED); save the file as UTF-8\n"},
		{"a: \xC0\x80", "f:1:4: not UTF-8 (byte 0xC0); save the file as UTF-8\n"},
		{"a: \x01", "f:1:4: a control character (byte 0x01) is no text\n"},
		{"\xFF\xFE"
	         "a",
	         "f:1:1: this is UTF-16; save the file as UTF-8\n"},
	};
	size_t wrong = 0;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct parse p;
		parse_bytes(&p, cases[i].yaml, strlen(cases[i].yaml));
		if (strcmp(at_buffer_str(&p.said), cases[i].said) != 0) {
			print_error("%s\nsays:     %sexpected: %s", cases[i].yaml, at_buffer_str(&p.said), cases[i].said);
			wrong++;
		}
		parse_free(&p);
	}
	assert_int_equal(wrong, 0);
}

static void yaml_keeps_what_is_right(void **state)
{
	(void)state;
	struct parse p;
	static const char text[] = "a: 1\na: 2\n[k]: 3\nb: &x {c: 4}\nd: *x\n---\n!";
	parse_bytes(&p, text, sizeof text - 1);
	assert_int_equal(p.diag.errors, 3);
	assert_int_equal(p.root->n, 3);
	assert_true(at_node_is(at_node_get(p.root, "a"), "1"));
	assert_ptr_equal(at_node_get(p.root, "b"), at_node_get(p.root, "d"));
	parse_free(&p);
	parse_bytes(&p, NULL, 0);
	assert_null(p.root);
	assert_int_equal(p.diag.errors, 0);
	parse_free(&p);
	parse_bytes(&p, "a: \"x\\0y\"", 9);
	assert_int_equal(at_node_get(p.root, "a")->len, 3);
	assert_memory_equal(at_node_get(p.root, "a")->text, "x\0y", 4);
	parse_free(&p);
}

static size_t depth_of(const struct at_node *n)
{
	size_t depth = 0;
	for (; n != NULL && n->kind == AT_LIST; n = n->n > 0 ? n->items[0] : NULL)
		depth++;
	return depth;
}

static void yaml_depth(void **state)
{
	(void)state;
	for (size_t depth = AT_YAML_MAX_DEPTH - 1; depth <= AT_YAML_MAX_DEPTH + 1; depth++) {
		struct parse p;
		struct at_buffer text = {0};
		for (size_t i = 0; i < 2 * depth; i++)
			at_buffer_add_char(&text, i < depth ? '[' : ']');
		parse_bytes(&p, text.ptr, text.len);
		assert_int_equal(p.diag.errors, depth > AT_YAML_MAX_DEPTH);
		assert_int_equal(depth_of(p.root), depth > AT_YAML_MAX_DEPTH ? 0 : depth);
		if (p.root == NULL)
			assert_string_equal(at_buffer_str(&p.said), "f:1:201: nested more than 200 levels deep\n");
		parse_free(&p);
		at_buffer_free(&text);
	}
}

/* Depth hides in aliases, too: each line is twenty levels above the one before. */
static void yaml_depth_by_aliases(void **state)
{
	(void)state;
	struct parse p;
	struct at_buffer text = {0};
	at_buffer_add_str(&text, "- &a0 []\n");
	for (int line = 1; line < 12; line++)
		at_buffer_addf(&text, "- &a%d [[[[[[[[[[[[[[[[[[[[*a%d]]]]]]]]]]]]]]]]]]]]\n", line, line - 1);
	parse_bytes(&p, text.ptr, text.len);
	assert_null(p.root);
	assert_string_equal(at_buffer_str(&p.said), "f:11:28: nested more than 200 levels deep\n");
	parse_free(&p);
	at_buffer_free(&text);
}

static void yaml_alias_bomb(void **state)
{
	(void)state;
	struct parse p;
	struct at_buffer text = {0};
	at_buffer_add_str(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int line = 1; line < 12; line++) {
		at_buffer_addf(&text, "a%d: &a%d [", line, line);
		for (int i = 0; i < 10; i++)
			at_buffer_addf(&text, "*a%d,", line - 1);
		at_buffer_add_str(&text, "]\n");
	}
	parse_bytes(&p, text.ptr, text.len);
	assert_null(p.root);
	assert_int_equal(p.diag.errors, 1);
	assert_non_null(strstr(at_buffer_str(&p.said), "more than 500000 values, counting aliases"));
	parse_free(&p);
	at_buffer_free(&text);
}

static void yaml_limits(void **state)
{
	(void)state;
	struct parse p;
	struct at_buffer text = {0};
	at_buffer_add_zero(&text, AT_YAML_MAX_BYTES + 1, 1);
	memset(text.ptr, '#', text.len);
	parse_bytes(&p, text.ptr, AT_YAML_MAX_BYTES);
	assert_int_equal(p.diag.errors, 0);
	parse_free(&p);
	parse_bytes(&p, text.ptr, AT_YAML_MAX_BYTES + 1);
	assert_int_equal(p.diag.errors, 1);
	parse_free(&p);
	at_buffer_clear(&text);
	for (int i = 0; i < 1001; i++)
		at_buffer_addf(&text, "- &a%d x\n", i);
	parse_bytes(&p, text.ptr, text.len);
	assert_string_equal(at_buffer_str(&p.said), "f:1001:3: more than 1000 anchors\n");
	parse_free(&p);
	at_buffer_clear(&text);
	for (int i = 0; i < 20000; i++)
		at_buffer_addf(&text, "k%d: v\nk%d: w\n", i, i);
	parse_bytes(&p, text.ptr, text.len);
	assert_int_equal(p.diag.errors, 20000);
	assert_int_equal(p.root->n, 20000);
	parse_free(&p);
	at_buffer_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(error_says_all),
		cmocka_unit_test(error_of_null),
		cmocka_unit_test(diag_tells_and_copy_lives_on),
		cmocka_unit_test(buffer_grows),
		cmocka_unit_test(buffer_limit_is_exact_and_sticky),
		cmocka_unit_test(buffer_sizes_do_not_wrap),
		cmocka_unit_test(arrays_grow),
		cmocka_unit_test(arena_keeps_and_aligns),
		cmocka_unit_test(yaml_tree_with_places),
		cmocka_unit_test(yaml_columns_count_code_points),
		cmocka_unit_test(yaml_scalars),
		cmocka_unit_test(yaml_problems),
		cmocka_unit_test(yaml_keeps_what_is_right),
		cmocka_unit_test(yaml_depth),
		cmocka_unit_test(yaml_depth_by_aliases),
		cmocka_unit_test(yaml_alias_bomb),
		cmocka_unit_test(yaml_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
