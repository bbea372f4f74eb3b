/* SPDX-License-Identifier: MIT */
/*
 * jsonline.c: reads one line of JSON, the short way if it may. Otherwise jansson decides whether it is valid and gives the
 * texts; a walk over the raw line finds the slices of the id and of the keys that are passed on, so that they leave as they
 * came. On a broken line the walk stops where jansson did, which still lets the answer carry the line's id.
 */
#include "cli/json.h"
#include <jansson.h>
#include <string.h>

#define FLAGS (JSON_ALLOW_NUL | JSON_DECODE_INT_AS_REAL | JSON_DECODE_ANY)

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static size_t skip_space(const char *s, size_t len, size_t i)
{
	while (i < len && is_space(s[i]))
		i++;
	return i;
}

/* The end of the string whose opening quote is at i; len when it doesn't end. */
static size_t skip_string(const char *s, size_t len, size_t i)
{
	for (i++; i < len; i++) {
		if (s[i] == '\\')
			i++;
		else if (s[i] == '"')
			return i + 1;
	}
	return len;
}

/* The end of the value at i: after its last bracket, or before the comma, bracket or space that ends a plain one. */
static size_t skip_value(const char *s, size_t len, size_t i)
{
	size_t depth = 0;
	while (i < len) {
		char c = s[i];
		if (c == '"') {
			i = skip_string(s, len, i);
			if (depth == 0)
				return i;
			continue;
		}
		if (depth == 0 && (c == ',' || c == '}' || c == ']' || is_space(c)))
			return i;
		if (c == '{' || c == '[')
			depth++;
		else if ((c == '}' || c == ']') && --depth == 0)
			return i + 1;
		i++;
	}
	return len;
}

/* The pair of the outermost object at or after *at, whatever its key; *at goes past its comma. False at the end. */
static bool next_pair(const char *s, size_t len, size_t *at, struct at_slice *key, struct at_slice *value)
{
	size_t i = skip_space(s, len, *at);
	if (*at == 0 && i < len && s[i] == '{')
		i = skip_space(s, len, i + 1);
	if (i >= len || s[i] != '"')
		return false;
	size_t end = skip_string(s, len, i);
	*key = (struct at_slice){s + i, end - i};
	i = skip_space(s, len, end);
	if (i >= len || s[i] != ':')
		return false;
	i = skip_space(s, len, i + 1);
	end = skip_value(s, len, i);
	*value = (struct at_slice){s + i, end - i};
	end = skip_space(s, len, end);
	/* Past the comma, and so past the last pair: then no quote follows. A value that just stops is not known to be whole. */
	*at = end + 1;
	return end < len && value->len > 0;
}

static bool key_is(struct at_slice key, const char *name)
{
	size_t len = strlen(name);
	return key.len == len + 2 && memcmp(key.ptr + 1, name, len) == 0;
}

bool at_json_line_next(const struct at_json_line *line, size_t *at, struct at_slice *key, struct at_slice *value)
{
	while (next_pair(line->line, line->line_len, at, key, value))
		if (!key_is(*key, "id") && !key_is(*key, "draft") && !key_is(*key, "partner"))
			return true;
	return false;
}

/* Finds the id in the first `len` bytes, and whether other keys are there. */
static void walk(struct at_json_line *line, size_t len)
{
	struct at_slice key, value;
	size_t at = 0;
	while (next_pair(line->line, len, &at, &key, &value)) {
		if (key_is(key, "id"))
			line->id = value;
		else if (!key_is(key, "draft") && !key_is(key, "partner"))
			line->extra = true;
	}
}

/* The id of a broken line, when it stands, valid in itself, before the `good` bytes end. */
static void salvage_id(struct at_json_line *line, size_t good)
{
	walk(line, good < line->line_len ? good : line->line_len);
	json_t *id = json_loadb(line->id.ptr, line->id.len, FLAGS, NULL);
	if (id == NULL)
		line->id = (struct at_slice){"null", 4};
	json_decref(id);
}

/* The text under `key`; absent stays absent. False when it is there and no text. */
static bool text_of(const json_t *root, const char *key, struct at_slice *out)
{
	const json_t *value = json_object_get(root, key);
	if (value == NULL || json_is_null(value))
		return true;
	if (!json_is_string(value))
		return false;
	out->ptr = json_string_value(value);
	out->len = json_string_length(value);
	return true;
}

static bool check_shape(struct at_json_line *line, struct at_buffer *message)
{
	const json_t *root = line->root;
	if (!json_is_object(root))
		at_buffer_add_str(message, "a line should be an object, such as {\"id\": 1, \"draft\": \"...\"}");
	else if (!text_of(root, "draft", &line->draft))
		at_buffer_add_str(message, "\"draft\" should be a text in quotes");
	else if (line->draft.ptr == NULL)
		at_buffer_add_str(message, "there is no \"draft\"");
	else if (!text_of(root, "partner", &line->partner))
		at_buffer_add_str(message, "\"partner\" should be a text in quotes, or null");
	else
		return true;
	return false;
}

/* Forgets the line before. */
static void begin(struct at_json_line *line, const char *s, size_t len)
{
	struct at_buffer room = line->room;
	json_decref(line->root);
	*line = (struct at_json_line){.id = {"null", 4}, .line = s, .line_len = len, .room = room};
}

bool at_json_line_parse(struct at_json_line *line, const char *s, size_t len, struct at_buffer *message)
{
	begin(line, s, len);
	return at_json_flat(line) || at_json_line_parse_whole(line, s, len, message);
}

bool at_json_line_parse_whole(struct at_json_line *line, const char *s, size_t len, struct at_buffer *message)
{
	json_error_t err = {.position = 0};
	begin(line, s, len);
	/* jansson passes over a NUL that follows a plain value; JSON has none anywhere. */
	const char *nul = memchr(s, 0, len);
	if (nul == NULL)
		line->root = json_loadb(s, len, FLAGS, &err);
	if (nul != NULL || line->root == NULL) {
		salvage_id(line, nul != NULL ? (size_t)(nul - s) : err.position < 0 ? 0 : (size_t)err.position);
		if (nul != NULL)
			at_buffer_addf(message, "not JSON: a NUL at byte %zu", (size_t)(nul - s) + 1);
		else
			at_buffer_addf(message, "not JSON at column %d: %s", err.column, err.text);
		return false;
	}
	if (json_is_object((json_t *)line->root))
		walk(line, len);
	return check_shape(line, message);
}

void at_json_line_free(struct at_json_line *line)
{
	json_decref(line->root);
	at_buffer_free(&line->room);
	*line = (struct at_json_line){0};
}
