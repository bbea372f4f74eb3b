/* SPDX-License-Identifier: MIT */
/*
 * lexicon.c: a hash table with open addressing, at most half full, whose slots hold offsets instead of pointers.
 *
 * Input: entries from the rule files; output: slots and strings, that may be written out and mapped back as they are.
 * Invariant: a probe always meets an empty slot, so a search ends. May call base.
 */
#include "text/lexicon.h"
#include "text/bytes.h"
#include "text/utf8.h"

#include <string.h>

const char *const at_word_class_names[AT_WORD_CLASSES] = {
	"abbreviation",  "conjunction",     "subject",        "starter",         "stopword",       "self",
	"other",         "negative-emoji",  "laughing-emoji", "party-emoji",     "warm-emoji",     "intensifier",
	"softener",      "swearing",        "lsm-article",    "lsm-preposition", "lsm-personal",   "lsm-impersonal",
	"lsm-auxiliary", "lsm-conjunction", "lsm-adverb",     "lsm-negation",    "lsm-quantifier", "double",
	"phrase",
};

/* FNV-1a. Words are so short that hashes which take eight bytes at a time measured the same. */
static uint32_t hash_word(const char *word, size_t len)
{
	uint32_t h = 2166136261u;
	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)at_lower(word[i])) * 16777619u;
	return h ^ h >> 15;
}

/* `word` in any case, `key` in lower case. */
static bool same(const char *word, const char *key, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (at_lower(word[i]) != key[i])
			return false;
	return true;
}

/* The slot of the word, or the empty one where it would go. */
static uint32_t find_slot(const struct at_lexicon *lex, const char *word, size_t len)
{
	uint32_t i = hash_word(word, len) & lex->mask;
	for (; lex->slots[i].text != 0; i = (i + 1) & lex->mask)
		if (lex->slots[i].len == len && same(word, lex->strings + lex->slots[i].text, len))
			break;
	return i;
}

const struct at_word *at_lexicon_find(const struct at_lexicon *lex, const char *word, size_t len)
{
	if (lex == NULL || lex->slots == NULL || len == 0)
		return NULL;
	const struct at_word *found = &lex->slots[find_slot(lex, word, len)];
	return found->text == 0 ? NULL : found;
}

/* ---------------------------------------------------------------- building */

struct building {
	struct at_word *slots;
	uint32_t mask;
	struct at_buffer *strings;
};

/* Adds bytes to the strings; their offset, or 0 on failure: offset 0 is taken. */
static uint32_t add_string(struct at_buffer *strings, const char *bytes, size_t len)
{
	size_t at = strings->len;
	at_buffer_add(strings, bytes, len);
	at_buffer_add_char(strings, '\0');
	return strings->failed || strings->len > UINT32_MAX ? 0 : (uint32_t)at;
}

/* The slot of a key, made when it is new; NULL on failure. The key is in lower case already. */
static struct at_word *enter(struct building *b, const char *key, size_t len)
{
	const struct at_lexicon lex = {b->slots, b->mask, b->strings->ptr};
	struct at_word *slot = &b->slots[find_slot(&lex, key, len)];
	if (slot->text == 0) {
		slot->text = add_string(b->strings, key, len);
		slot->len = (uint16_t)len;
	}
	return slot->text == 0 ? NULL : slot;
}

/* The key as tokens will look: lower case, and without what normalising takes off an emoji (joiner, selectors, skin tones). */
static bool make_key(struct at_buffer *key, const char *word, size_t len)
{
	at_buffer_clear(key);
	for (size_t i = 0; i < len;) {
		size_t start = i;
		uint32_t cp = at_utf8_next(word, len, &i);
		if (cp < 0x80)
			at_buffer_add_char(key, at_lower(word[start]));
		else if (cp != 0x200D && !(cp >= 0xFE00 && cp <= 0xFE0F) && !(cp >= 0x1F3FB && cp <= 0x1F3FF))
			at_buffer_add(key, word + start, i - start);
	}
	return !key->failed;
}

static bool set_text(struct at_buffer *strings, const char *text, size_t len, uint32_t *offset, uint16_t *out_len)
{
	if (text == NULL)
		return true;
	*offset = add_string(strings, text, len);
	*out_len = (uint16_t)len;
	return *offset != 0;
}

static bool add_entry(struct building *b, struct at_buffer *key, const struct at_word_entry *e)
{
	if (e->len > UINT16_MAX || e->becomes_len > UINT16_MAX || e->otherwise_len > UINT16_MAX || !make_key(key, e->word, e->len))
		return false;
	if (key->len == 0)
		return true;
	struct at_word *slot = enter(b, key->ptr, key->len);
	if (slot == NULL)
		return false;
	slot->classes |= e->classes;
	slot->follows |= e->follows;
	slot->lasts |= e->lasts;
	if (e->becomes != NULL || e->otherwise != NULL) {
		slot->becomes = slot->otherwise = 0;
		slot->becomes_len = slot->otherwise_len = 0;
		slot->ambiguous = e->ambiguous;
	}
	if (!set_text(b->strings, e->becomes, e->becomes_len, &slot->becomes, &slot->becomes_len) ||
	    !set_text(b->strings, e->otherwise, e->otherwise_len, &slot->otherwise, &slot->otherwise_len))
		return false;
	/* The first word of a phrase tells the reader to look for the rest. */
	const char *space = memchr(key->ptr, ' ', key->len);
	if (space != NULL && space != key->ptr) {
		slot = enter(b, key->ptr, (size_t)(space - key->ptr));
		if (slot == NULL)
			return false;
		slot->classes |= 1u << AT_C_PHRASE;
	}
	return true;
}

/* How many keys the entries may enter: a phrase enters its first word as well. */
static size_t count_keys(const struct at_word_entry *entries, size_t n)
{
	size_t keys = n;
	for (size_t i = 0; i < n; i++)
		keys += entries[i].len > 0 && memchr(entries[i].word, ' ', entries[i].len) != NULL;
	return keys;
}

bool at_lexicon_build(const struct at_word_entry *entries, size_t n, struct at_buffer *slots, struct at_buffer *strings,
                      uint32_t *mask)
{
	size_t n_slots = 2;
	if (n > UINT32_MAX / 16)
		return false;
	size_t keys = count_keys(entries, n);
	while (n_slots <= keys * 2) /* half of the slots stay empty */
		n_slots *= 2;
	if (strings->len == 0)
		at_buffer_add_char(strings, '\0');
	size_t at = at_buffer_add_zero(slots, n_slots * sizeof(struct at_word), 8);
	if (at == SIZE_MAX || strings->failed)
		return false;
	struct building b = {(struct at_word *)(void *)(slots->ptr + at), (uint32_t)(n_slots - 1), strings};
	struct at_buffer key = {0};
	bool ok = true;
	for (size_t i = 0; i < n && ok; i++)
		ok = add_entry(&b, &key, &entries[i]);
	at_buffer_free(&key);
	*mask = b.mask;
	return ok;
}
