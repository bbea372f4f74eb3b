/* SPDX-License-Identifier: MIT */
/*
 * test_schema: `attune rules schema` and the loader are of one mind. All shipped files are as the schema says; every key of its
 * tables is accepted by both with a value of its shape and refused by both with another; a key that is in no table is refused by
 * both.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "cli/commands.h"
#include "coach/scenes.h"
#include "coach/wording.h"
#include "ruleset/keys.h"
#include "schema_check.h"
#include "../rule_dir.h"

extern const char *const at_file_kind_names[];
#define FILE_KINDS 11u

static json_t *schema;

static int load_schema(void **state)
{
	(void)state;
	struct at_cli cli = {0};
	json_error_t e;
	assert_int_equal(at_rules_schema(&cli), AT_EXIT_CLEAN);
	schema = json_loadb(cli.out.bytes.ptr, cli.out.bytes.len, 0, &e);
	if (schema == NULL)
		fail_msg("%d:%d: %s", e.line, e.column, e.text);
	at_buffer_free(&cli.out.bytes);
	return 0;
}

static int drop_schema(void **state)
{
	(void)state;
	json_decref(schema);
	return 0;
}

/* As both versions of YAML have it. */
static bool fits(const char *text, size_t len, char where[128])
{
	struct at_arena arena = {0};
	struct at_diag silent = {0};
	const struct at_node *root = at_yaml_parse(text, len, "x", &arena, &silent);
	bool ok = root != NULL;
	for (int old = 0; ok && old < 2; old++) {
		json_t *v = schema_value(root, old);
		ok = schema_holds(schema, schema, v, where);
		json_decref(v);
	}
	at_arena_free(&arena);
	return ok;
}

static void test_shipped_files(void **state)
{
	(void)state;
	const char *name, *text;
	size_t len, n = 0;
	for (size_t i = 0; attune_shipped_file(i, &name, &text, &len); i++) {
		size_t end = strlen(name);
		char where[128] = "";
		if (end < 5 || strcmp(name + end - 5, ".yaml") != 0)
			continue;
		n++;
		if (!fits(text, len, where))
			fail_msg("%s is not as the schema says: %s", name, where);
	}
	assert_true(n > 50);
}

struct heard {
	struct at_buffer *said;
	size_t errors;
};

static void hear(const attune_error *e, void *payload)
{
	struct heard *h = payload;
	h->errors += !attune_error_is_warning(e);
	at_buffer_addf(h->said, "%s\n", attune_error_message(e));
}

/* What the loader, the practice and the modes say of a file: the number of complaints that are no warnings. */
static size_t loads(const char *text, struct at_buffer *said)
{
	struct rule_dir d;
	struct at_scenes scenes;
	struct at_wording wording;
	struct heard h = {said, 0};
	const char *paths[] = {d.path};
	assert_true(rule_dir_open(&d));
	assert_true(rule_dir_write(&d, "x.yaml", text));
	assert_true(rule_dir_write(&d, "y.yaml", "kind: leaning\nleaning: zorp\n")); /* for what names one */
	assert_int_equal(attune_rules_load(&d.rules, false, paths, 1, hear, &h, NULL), ATTUNE_OK);
	assert_true(at_scenes_load(&scenes, paths, 1, hear, &h));
	assert_true(at_wording_load(&wording, paths, 1, hear, &h));
	at_scenes_free(&scenes);
	at_wording_free(&wording);
	rule_dir_close(&d);
	return h.errors;
}

/* Where a map of each sort stands in a file of a kind: what comes before and behind its keys, and the keys it must have. */
struct place {
	enum at_map which;
	unsigned kind;
	const char *before, *behind;
	const char *base[5]; /* "key: value" */
};
static const struct place places[] = {
	{AT_MAP_FILE, 0, "", "", {"kind: flag", "category: c", "rules: [{id: c/x, phrases: [zorp]}]"}},
	{AT_MAP_FILE, 1, "", "", {"kind: move", "rules: [{id: c/x, phrases: [zorp]}]"}},
	{AT_MAP_FILE, 2, "", "", {"kind: cue", "rules: [{id: c/x, moment: anger, phrases: [zorp]}]"}},
	{AT_MAP_FILE, 3, "", "", {"kind: fragments", "fragments: {zorp: 'x'}"}},
	{AT_MAP_FILE, 4, "", "", {"kind: guards", "guards: [{id: g, patterns: ['x']}]"}},
	{AT_MAP_FILE, 5, "", "", {"kind: words"}},
	{AT_MAP_FILE, 6, "", "", {"kind: spelling"}},
	{AT_MAP_FILE, 7, "", "", {"kind: grammar"}},
	{AT_MAP_FILE, 8, "", "", {"kind: leaning", "leaning: zirp"}},
	{AT_MAP_FILE, 9, "", "", {"kind: replies", "replies: [{id: c/x, offer: warm, text: oh}]"}},
	{AT_MAP_FILE, 10, "", "", {"kind: data", "scenes: [{id: s, level: 1, moment: anger, they: a, model: b, to: friend}]"}},
	{AT_MAP_RULE, 0, "kind: flag\ncategory: c\nrules: [{", "}]\n", {"id: c/x", "phrases: [zorp]"}},
	{AT_MAP_RULE, 1, "kind: move\nrules: [{", "}]\n", {"id: c/x", "phrases: [zorp]"}},
	{AT_MAP_RULE, 2, "kind: cue\nrules: [{", "}]\n", {"id: c/x", "phrases: [zorp]", "moment: anger"}},
	{AT_MAP_CONDITION, 0, "kind: flag\ncategory: c\nrules: [{id: c/x, phrases: [zorp], when: {", "}}]\n", {NULL}},
	{AT_MAP_LIMITS, 0, "kind: flag\ncategory: c\nrules: [{id: c/x, phrases: [zorp], when: {words: {", "}}}]\n", {NULL}},
	{AT_MAP_MEASURE, 0, "kind: flag\ncategory: c\nrules: [{id: c/x, measure: {", "}}]\n", {"name: words", "above: 3"}},
	{AT_MAP_SHADE,
         0,
         "kind: flag\ncategory: c\nrules: [{id: c/x, phrases: [zorp], shades: [{",
         "}]}]\n",
         {"when: {words: {min: 2}}", "severity: note"}},
	{AT_MAP_EXAMPLE, 0, "kind: flag\ncategory: c\nrules: [{id: c/x, phrases: [zorp], examples: [{", "}]}]\n", {"flag: zorp"}},
	{AT_MAP_EXAMPLE, 1, "kind: move\nrules: [{id: c/x, phrases: [zorp], examples: [{", "}]}]\n", {"move: zorp"}},
	{AT_MAP_EXAMPLE, 2, "kind: cue\nrules: [{id: c/x, moment: anger, phrases: [zorp], examples: [{", "}]}]\n", {"cue: zorp"}},
	{AT_MAP_WORD, 2, "kind: cue\nrules: [{id: c/x, family: f, words: {zorp: {", "}}}]\n", {"intensity: 2"}},
	{AT_MAP_GUARD, 4, "kind: guards\nguards: [{", "}]\n", {"id: g", "patterns: ['x']"}},
	{AT_MAP_AMBIGUOUS, 6, "kind: spelling\nambiguous: {zorp: {", "}}\n", {"to: zarp"}},
	{AT_MAP_REPLY, 9, "kind: replies\nreplies: [{", "}]\n", {"id: c/x", "offer: warm", "text: oh"}},
	{AT_MAP_TAKE, 9, "kind: replies\nreplies: [{id: c/x, offer: warm, text: oh, takes: {a: {", "}}}]\n", {"draft: ['x']"}},
	{AT_MAP_SCENE, 10, "kind: data\nscenes: [{", "}]\n", {"id: s", "level: 1", "moment: anger", "they: a", "model: b"}},
	{AT_MAP_SAY_BACK, 10, "kind: data\nsay-back: [{", "}]\n", {"id: s", "level: 1", "text: I am glad"}},
	{AT_MAP_JUDGING, 10, "kind: data\njudging: {", "}\n", {NULL}},
	{AT_MAP_LINE, 10, "kind: data\njudging: {well: [{", "}]}\n", {"text: oh"}},
};
#define PLACES (sizeof places / sizeof *places)

static const char *good_map(enum at_map of)
{
	switch (of) {
	case AT_MAP_CONDITION:
		return "{words: {min: 2}}";
	case AT_MAP_LIMITS:
		return "{min: 2}";
	case AT_MAP_MEASURE:
		return "{name: words, above: 3}";
	case AT_MAP_SHADE:
		return "{when: {words: {min: 2}}, severity: off}";
	case AT_MAP_EXAMPLE:
		return "{pass: zarp}";
	case AT_MAP_WORD:
		return "{zarp: {intensity: 2}, zirp: 3}";
	case AT_MAP_GUARD:
		return "{id: g, patterns: ['x']}";
	case AT_MAP_AMBIGUOUS:
		return "{to: zarp}";
	case AT_MAP_TAKE:
		return "{draft: ['x']}";
	case AT_MAP_SCENE:
		return "{id: s, level: 1, moment: anger, they: a, model: b, to: friend}";
	case AT_MAP_SAY_BACK:
		return "{id: s, level: 1, text: a}";
	case AT_MAP_LINE:
		return "{text: oh}";
	case AT_MAP_REPLY:
		return "{weight: 3}";
	default:
		return "{}";
	}
}

static void good_value(struct at_buffer *out, const struct at_key *k)
{
	const char *map = good_map(k->of);
	if (strcmp(k->name, "id") == 0)
		at_buffer_add_str(out, "c/x");
	else if (strcmp(k->name, "missing") == 0)
		at_buffer_add_str(out, "any");
	else if (strcmp(k->name, "frame") == 0)
		at_buffer_add_str(out, "'i feel {word}'");
	else if (strcmp(k->name, "rules") == 0 || strcmp(k->name, "replies") == 0)
		at_buffer_add_str(out, "[]");
	else if (k->shape == AT_K_CHOICE)
		at_buffer_add_str(out, k->names[0]);
	else if (k->shape == AT_K_CHOICES)
		at_buffer_addf(out, "[%s]", k->names[0]);
	else if (k->shape == AT_K_TEXT)
		at_buffer_add_str(out, "zorp");
	else if (k->shape == AT_K_LIST || k->shape == AT_K_TEXTS)
		at_buffer_add_str(out, strcmp(k->name, "unless") == 0 ? "[]" : "[zorp]");
	else if (k->shape == AT_K_OFF_OR_LIST)
		at_buffer_add_str(out, "off");
	else if (k->shape == AT_K_BOOL)
		at_buffer_add_str(out, "true");
	else if (k->shape == AT_K_INT || k->shape == AT_K_NUMBER)
		at_buffer_add_str(out, "1");
	else if (k->shape == AT_K_MAPS)
		at_buffer_addf(out, "[%s]", map);
	else if (k->shape == AT_K_NAMED_MAPS)
		at_buffer_addf(out, "{a: %s}", map);
	else if (k->shape == AT_K_NAMED_TEXTS)
		at_buffer_add_str(out, "{a: b}");
	else if (k->shape == AT_K_NAMED_NUMBERS)
		at_buffer_add_str(out, strcmp(k->name, "around") == 0 ? "{first: 1}" : "{a: 1}");
	else
		at_buffer_add_str(out, k->shape == AT_K_INT_OR_MAP || k->of != AT_MAP_FILE ? map : "{}");
}

/* A value of another shape. */
static const char *bad_value(const struct at_key *k)
{
	switch (k->shape) {
	case AT_K_TEXT:
	case AT_K_BOOL:
	case AT_K_NUMBER:
	case AT_K_INT:
	case AT_K_CHOICE:
		return "[zorp]";
	case AT_K_TEXTS:
	case AT_K_CHOICES:
	case AT_K_LIST:
	case AT_K_OFF_OR_LIST:
		return "{zorp: zorp}";
	default:
		return "zorp";
	}
}

static void file_with(struct at_buffer *out, const struct place *p, const char *key, const char *value)
{
	bool flow = p->before[0] != '\0';
	const char *sep = "";
	bool leans = p->which == AT_MAP_MEASURE && strcmp(key, "to") == 0;
	bool level = strcmp(key, "missing") == 0 || strcmp(key, "before") == 0 ||
	             (strcmp(key, "measure") == 0 && p->which == AT_MAP_RULE);
	at_buffer_clear(out);
	at_buffer_add_str(out, p->before);
	for (size_t i = 0; i < 5 && p->base[i] != NULL; i++) {
		size_t len = strcspn(p->base[i], ":");
		if ((strlen(key) == len && strncmp(p->base[i], key, len) == 0) ||
		    (level && strncmp(p->base[i], "phrases", 7) == 0) ||
		    (strcmp(key, "piece") == 0 && strncmp(p->base[i], "offer", 5) == 0) ||
		    (p->which == AT_MAP_TAKE && strcmp(key, "partner") == 0) ||
		    (p->which == AT_MAP_EXAMPLE && strcmp(key, "pass") == 0))
			continue;
		at_buffer_addf(out, "%s%s", sep, leans && i == 0 ? "name: leaning" : p->base[i]);
		sep = flow ? ", " : "\n";
	}
	if (strcmp(key, "before") == 0)
		at_buffer_add_str(out, ", missing: any");
	if (strcmp(key, "off") == 0 && p->which == AT_MAP_RULE)
		at_buffer_add_str(out, ", title: x");
	if (strcmp(key, "to") != 0 && p->which == AT_MAP_SCENE)
		at_buffer_add_str(out, ", to: friend");
	at_buffer_addf(out, "%s%s: %s%s%s",
	               strlen(out->ptr != NULL ? at_buffer_str(out) : "") == strlen(p->before) ? ""
	               : flow                                                                  ? ", "
	                                                                                       : "\n",
	               key, value, flow ? "" : "\n", p->behind);
}

static void check_key(const struct place *p, const struct at_key *k)
{
	struct at_buffer file = {0}, value = {0}, said = {0};
	char where[128] = "";
	good_value(&value, k);
	if (p->which == AT_MAP_FILE && strcmp(k->name, "kind") == 0) {
		at_buffer_free(&value);
		return;
	}
	file_with(&file, p, k->name, at_buffer_str(&value));
	size_t problems = loads(at_buffer_str(&file), &said);
	if (problems != 0)
		fail_msg("the loader refuses what the table has:\n%s\n%s", at_buffer_str(&file), at_buffer_str(&said));
	if (!fits(file.ptr, file.len, where))
		fail_msg("the schema refuses what the table has (%s):\n%s", where, at_buffer_str(&file));
	file_with(&file, p, k->name, bad_value(k));
	at_buffer_clear(&said);
	if (loads(at_buffer_str(&file), &said) == 0)
		fail_msg("the loader takes a value of a wrong shape:\n%s", at_buffer_str(&file));
	if (fits(file.ptr, file.len, where))
		fail_msg("the schema takes a value of a wrong shape:\n%s", at_buffer_str(&file));
	at_buffer_free(&file);
	at_buffer_free(&value);
	at_buffer_free(&said);
}

static void test_every_key(void **state)
{
	(void)state;
	size_t maps = 0;
	for (size_t i = 0; i < PLACES; i++) {
		const struct at_map_keys *m = &at_map_table[places[i].which];
		maps |= (size_t)1 << places[i].which;
		for (size_t k = 0; k < m->n; k++)
			if ((m->keys[k].kinds & AT_FOR(places[i].kind)) != 0)
				check_key(&places[i], &m->keys[k]);
	}
	assert_int_equal(maps, ((size_t)1 << AT_MAPS) - 1);
}

static void test_no_other_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < PLACES; i++) {
		struct at_buffer file = {0}, said = {0};
		char where[128] = "";
		if (at_map_table[places[i].which].open)
			continue;
		file_with(&file, &places[i], "zzz", "zorp");
		if (loads(at_buffer_str(&file), &said) == 0)
			fail_msg("the loader takes an unknown key:\n%s", at_buffer_str(&file));
		if (fits(file.ptr, file.len, where))
			fail_msg("the schema takes an unknown key:\n%s", at_buffer_str(&file));
		at_buffer_free(&file);
		at_buffer_free(&said);
	}
}

static void test_other_kinds_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < PLACES; i++) {
		const struct at_map_keys *m = &at_map_table[places[i].which];
		for (size_t k = 0; k < m->n; k++) {
			struct at_buffer file = {0}, said = {0}, value = {0};
			char where[128] = "";
			bool has = false;
			for (size_t o = 0; o < m->n; o++)
				has |= strcmp(m->keys[o].name, m->keys[k].name) == 0 &&
				       (m->keys[o].kinds & AT_FOR(places[i].kind)) != 0;
			if (has)
				continue;
			good_value(&value, &m->keys[k]);
			file_with(&file, &places[i], m->keys[k].name, at_buffer_str(&value));
			if (loads(at_buffer_str(&file), &said) == 0 || fits(file.ptr, file.len, where))
				fail_msg("a key of another kind of file is taken:\n%s", at_buffer_str(&file));
			at_buffer_free(&file);
			at_buffer_free(&value);
			at_buffer_free(&said);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped_files),
		cmocka_unit_test(test_every_key),
		cmocka_unit_test(test_no_other_key),
		cmocka_unit_test(test_other_kinds_keys),
	};
	return cmocka_run_group_tests(tests, load_schema, drop_schema);
}
