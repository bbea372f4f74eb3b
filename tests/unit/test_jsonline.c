/* SPDX-License-Identifier: MIT */
/*
 * test_jsonline: lines of `attune scan`. The short way to read one must agree with jansson on every line that it takes, and
 * take the lines that people have.
 */
#include "../random.h"
#include "cli/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void check_slice(struct at_slice a, struct at_slice b)
{
	assert_int_equal(a.ptr == NULL, b.ptr == NULL);
	assert_int_equal(a.len, b.len);
	if (a.len > 0)
		assert_memory_equal(a.ptr, b.ptr, a.len);
}

/* Reads the line both ways; returns whether the short one took it. */
static bool agree(struct at_json_line *ours, struct at_json_line *theirs, const char *s, size_t len)
{
	struct at_buffer said = {0}, wanted = {0};
	bool ok = at_json_line_parse(ours, s, len, &said);
	bool taken = ok && ours->root == NULL;
	assert_int_equal(ok, at_json_line_parse_whole(theirs, s, len, &wanted));
	check_slice(ours->id, theirs->id);
	if (ok) {
		check_slice(ours->draft, theirs->draft);
		check_slice(ours->partner, theirs->partner);
		assert_int_equal(ours->extra, theirs->extra);
	}
	assert_string_equal(at_buffer_str(&said), at_buffer_str(&wanted));
	at_buffer_free(&said);
	at_buffer_free(&wanted);
	return taken;
}

static void usual_lines_go_the_short_way(void **state)
{
	static const char *const lines[] = {
		"{\"draft\":\"x\"}",
		"{\"id\": 7, \"partner\": null, \"draft\": \"it is what it is\"}",
		" { \"id\" : \"a\\\"b\" , \"draft\" : \"\\u00e9\\ud83d\\ude00\\n\\u0000\" , \"partner\" : \"\" } \r",
		"{\"meta\": {\"tags\": [\"a\", {\"b\": [true, false, null, -1.50, 0]}, []], \"o\": {}}, \"draft\": \"\xc3\xa9\xf0\x9f\x98\x80\"}",
	};
	struct at_json_line ours = {0}, theirs = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_true(agree(&ours, &theirs, lines[i], strlen(lines[i])));
	assert_int_equal(ours.draft.len, 6);
	at_json_line_free(&ours);
	at_json_line_free(&theirs);
}

static void odd_lines_are_left_to_jansson(void **state)
{
	static const char *const lines[] = {
		"{\"dr\\u0061ft\": \"x\"}",
		"{\"draft\": \"x\", \"draft\": \"y\"}",
		"{\"id\": 1e5, \"draft\": \"x\"}",
		"{\"id\": 123456789012345678901234567890, \"draft\": \"x\"}",
		"{\"a\": [[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]], \"draft\": \"x\"}",
		"{\"draft\": \"\\ud83d\"}",
		"{\"draft\": \"\\ude00\"}",
		"{\"draft\": \"\\x\"}",
		"{\"draft\": \"a\tb\"}",
		"{\"draft\": \"x\"} {}",
		"{\"draft\": \"x\",}",
		"{\"draft\": 01}",
		"{\"partner\": \"x\"}",
		"{\"draft\": \"x",
		"{\"draft\": \"\xed\xa0\x80\"}",
		"[]",
		"",
	};
	struct at_json_line ours = {0}, theirs = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++)
		assert_false(agree(&ours, &theirs, lines[i], strlen(lines[i])));
	at_json_line_free(&ours);
	at_json_line_free(&theirs);
}

/* Pieces that make lines, good ones and broken ones. */
static const char *const pieces[] = {
	"{",      "}",      "[",       "]",       ",",       ":",       "\"",       " ",    "\"id\":", "\"draft\":", "\"partner\":",
	"\"x\":", "\"\"",   "\"a\"",   "null",    "true",    "false",   "0",        "-1.5", "12",      "1e3",        "-",
	"\\",     "\\n",    "\\u0041", "\\ud83d", "\\ude00", "\\u0000", "\xc3\xa9", "\xff", "\t",      "\r",         "nul",
	"a",      "\"a\\n", "\\\"",    "{}",      "[]",      "\"\\/\"", "e",        ".",    "\x01",    "\x7f",       "\xe2\x80\xae",
};
static const char *const values[] = {"\"a\"",
                                     "\"\"",
                                     "null",
                                     "1",
                                     "-0.5",
                                     "[1, \"b\"]",
                                     "{\"k\": []}",
                                     "true",
                                     "\"\\n\"",
                                     "\"\\u00e9\"",
                                     "\"\xc3\xa9 b\"",
                                     "0",
                                     "\"\\ud83d\\ude00\"",
                                     "[]",
                                     "\"\\\\\"",
                                     "1e2"};
static const char *const keys[] = {"id", "draft", "partner", "draft", "x", "", "\\u0069d", "ids"};

static size_t add(char *line, size_t len, const char *piece)
{
	memcpy(line + len, piece, strlen(piece));
	return len + strlen(piece);
}

/* An object of random pairs; in half of the cases something is put over a byte or two of it. */
static size_t random_object(uint32_t *seed, char *line)
{
	size_t len = add(line, 0, "{");
	for (uint32_t n = random_below(seed, 4), i = 0; i <= n; i++) {
		len = add(line, len, i > 0 ? ", \"" : "\"");
		len = add(line, len, keys[random_below(seed, COUNT(keys))]);
		len = add(line, len, "\": ");
		len = add(line, len, values[random_below(seed, COUNT(values))]);
	}
	len = add(line, len, "}");
	for (uint32_t n = random_below(seed, 2) * (1 + random_below(seed, 2)); n > 0; n--) {
		const char *over = pieces[random_below(seed, COUNT(pieces))];
		size_t at = random_below(seed, (uint32_t)len), fits = strlen(over) < len - at ? strlen(over) : len - at;
		memcpy(line + at, over, fits);
	}
	return len;
}

static size_t random_pieces(uint32_t *seed, char *line)
{
	size_t len = 0;
	for (uint32_t n = random_below(seed, 14); n > 0; n--)
		len = add(line, len, pieces[random_below(seed, COUNT(pieces))]);
	return len;
}

static void random_lines_are_read_as_by_jansson(void **state)
{
	struct at_json_line ours = {0}, theirs = {0};
	uint32_t seed = 4711;
	size_t taken = 0;
	char line[1024];
	(void)state;
	for (size_t i = 0; i < 200000; i++) {
		size_t len = i % 4 == 0 ? random_pieces(&seed, line) : random_object(&seed, line);
		taken += agree(&ours, &theirs, line, len);
	}
	assert_true(taken > 5000);
	at_json_line_free(&ours);
	at_json_line_free(&theirs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual_lines_go_the_short_way),
		cmocka_unit_test(odd_lines_are_left_to_jansson),
		cmocka_unit_test(random_lines_are_read_as_by_jansson),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
