/* SPDX-License-Identifier: MIT */
/*
 * words.c: the feeling words of a cue, and how they are said back. Input: the map `words:` with the cue's `frame`, `say` and
 * `feeling`; output: one pattern a word. Without a frame a word counts wherever it stands; with one it becomes a regex,
 * the frame with the word put in. Calls base, field, fragment, pattern, build.
 */
#include "ruleset/loader.h"
#include "ruleset/pattern.h"
#include <string.h>

#define SLOT "{word}"

at_str at_predicate(struct at_build *b, const char *say, const char *word)
{
	struct at_buffer text = {.limit = 512};
	const char *verb = say == NULL ? "are" : say;
	at_buffer_add_str(&text, verb);
	if (strcmp(verb, "are") == 0 || strcmp(verb, "feel") == 0)
		at_buffer_addf(&text, " %s", word);
	at_str s = at_build_string(b, text.ptr != NULL ? text.ptr : "", text.len);
	at_buffer_free(&text);
	return s;
}

/* The word alone, as it is said back: "are in over your head" says "in over your head", whatever was looked for. "feel like a
 * failure" leaves the word as it is. */
static const char *said_word(const char *say, const char *word)
{
	if (say != NULL && strncmp(say, "are ", 4) == 0)
		return say + 4;
	return say != NULL && strncmp(say, "feel ", 5) == 0 && strncmp(say, "feel like ", 10) != 0 ? say + 5 : word;
}

/* `word: 3` or `word: {intensity: 3, say: "feel like a failure"}`. */
static bool read_entry(const struct at_reporter *r, const struct at_node *key, const struct at_node *n, int *intensity,
                       const char **say)
{
	if (n->kind != AT_MAP)
		return at_field_int(r, key->text, n, 1, 5, intensity);
	if (at_node_get(n, "intensity") == NULL)
		return at_report(r, n, "`%s` needs `intensity`", key->text);
	bool ok = at_keys_known(r, n, AT_MAP_WORD, AT_FOR_ANY, "a feeling word");
	ok &= at_field_int(r, "intensity", at_node_get(n, "intensity"), 1, 5, intensity);
	return at_field_string(r, "say", at_node_get(n, "say"), say) && ok;
}

static void add_escaped(struct at_buffer *b, const struct at_node *word)
{
	for (size_t i = 0; i < word->len; i++) {
		if (strchr("\\^$.|?*+()[]{}", word->text[i]) != NULL)
			at_buffer_add_char(b, '\\');
		at_buffer_add_char(b, word->text[i]);
	}
}

/* The frame with the word in it, as a pattern. */
static bool add_framed(struct at_loader *l, struct at_rule_file *file, const struct at_reporter *r, const struct at_node *frame,
                       const struct at_node *word, struct at_pattern proto)
{
	struct at_buffer filled = {0}, expanded = {0};
	const struct at_fragments *f = file->local.n != 0 ? &file->local : &l->fragments;
	const char *slot = strstr(frame->text, SLOT);
	size_t offset;
	char why[256];
	if (slot == NULL)
		return at_report(r, frame, "`frame` needs " SLOT ": where the word stands in it");
	at_buffer_add(&filled, frame->text, (size_t)(slot - frame->text));
	add_escaped(&filled, word);
	at_buffer_add_str(&filled, slot + strlen(SLOT));
	l->build.failed |= filled.failed;
	bool ok = !filled.failed &&
	          at_fragments_expand(&expanded, f, filled.ptr, filled.len, at_node_place(frame, r->file), r->rule, r->d);
	struct at_regex *re = ok && !file->trusted ? at_regex_new(expanded.ptr, expanded.len, &offset, why) : NULL;
	if (ok && !file->trusted && re == NULL) {
		ok = offset != AT_NO_MEMORY && at_report(r, frame, "bad frame: %s", why);
		l->build.failed |= offset == AT_NO_MEMORY;
	}
	at_regex_free(re);
	if (ok)
		at_build_pattern(&l->build, proto, expanded.ptr, expanded.len);
	at_buffer_free(&filled);
	at_buffer_free(&expanded);
	return ok;
}

static bool add_word(struct at_loader *l, struct at_rule_file *file, const struct at_reporter *r, const struct at_word_keys *keys,
                     size_t i, struct at_pattern p)
{
	const struct at_node *word = keys->words->keys[i];
	const char *all = NULL, *say = NULL, *feeling = NULL;
	int intensity = 0;
	bool ok = at_field_string(r, "say", keys->say, &all) && at_field_string(r, "feeling", keys->feeling, &feeling);
	ok &= read_entry(r, word, keys->words->items[i], &intensity, &say);
	if (say == NULL)
		say = all;
	const char *said = said_word(say, feeling != NULL ? feeling : word->text);
	p.intensity = (uint8_t)intensity;
	p.word = at_build_str(&l->build, said);
	p.say = at_predicate(&l->build, say, said);
	if (keys->frame == NULL) {
		p.plain = 1;
		return at_add_phrase(l, r, "words", word, p) && ok;
	}
	p.plain = 0;
	p.target = AT_ON_PARTNER;
	return ok && add_framed(l, file, r, keys->frame, word, p);
}

bool at_add_words(struct at_loader *l, struct at_rule_file *file, const struct at_reporter *r, const struct at_word_keys *keys,
                  struct at_pattern proto, struct at_range *out)
{
	const struct at_node *map = keys->words;
	uint32_t first = at_build_count(&l->build, AT_S_PATTERNS);
	const char *frame = NULL;
	bool ok = at_field_string(r, "frame", keys->frame, &frame);
	*out = (struct at_range){first, 0};
	if (map != NULL && map->kind != AT_MAP)
		return at_report(r, map, "`words` should be a map of word: intensity");
	for (size_t i = 0; map != NULL && i < map->n; i++)
		ok &= add_word(l, file, r, keys, i, proto);
	out->n = at_build_count(&l->build, AT_S_PATTERNS) - first;
	return ok;
}
