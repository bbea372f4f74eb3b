/* SPDX-License-Identifier: MIT */
/*
 * build.c: the workshop of the image. Input: checked records; output: one block of bytes. Every section is a buffer of
 * fixed-size records until at_build_finish lays them end to end. Calls base, text/lexicon, needs, automaton.
 */
#include "ruleset/build.h"
#include "base/hash.h"
#include "ruleset/needs.h"
#include <stdlib.h>
#include <string.h>

#define SECTION_MAX (256u << 20)

static const size_t record_size[AT_SECTIONS] = {
	[AT_S_STRINGS] = 1,
	[AT_S_RULES] = sizeof(struct at_rule),
	[AT_S_PATTERNS] = sizeof(struct at_pattern),
	[AT_S_GUARDS] = sizeof(struct at_guard),
	[AT_S_CONDITIONS] = sizeof(struct at_condition),
	[AT_S_SHADES] = sizeof(struct at_shade),
	[AT_S_MEASURES] = sizeof(struct at_measure_spec),
	[AT_S_LISTS] = sizeof(uint32_t),
	[AT_S_EXAMPLES] = sizeof(struct at_example),
	[AT_S_CARDS] = sizeof(struct at_card),
	[AT_S_REPLIES] = sizeof(struct at_reply),
	[AT_S_PIECES] = sizeof(uint32_t),
	[AT_S_TAKES] = sizeof(struct at_take),
	[AT_S_WORDS] = sizeof(struct at_word),
	[AT_S_ALWAYS] = sizeof(uint32_t),
	[AT_S_WAYS] = sizeof(struct at_way),
	[AT_S_NEEDS] = sizeof(struct at_need),
	[AT_S_ASKS] = sizeof(uint32_t),
	[AT_S_SETS] = sizeof(struct at_set_record),
	[AT_S_PARTS] = sizeof(uint32_t),
	[AT_S_LITERALS] = sizeof(struct at_literal_use),
	[AT_S_POSTINGS] = sizeof(struct at_posting),
	[AT_S_LEVEL] = sizeof(uint32_t),
	[AT_S_DENSE] = sizeof(uint32_t),
	[AT_S_STATES] = sizeof(struct at_state),
	[AT_S_EDGES] = sizeof(uint32_t),
	[AT_S_GRAMMAR] = sizeof(struct at_word),
	[AT_S_LEANINGS] = sizeof(struct at_leaning),
	[AT_S_LEAN_WORDS] = sizeof(struct at_lean_word),
	[AT_S_LEANS] = sizeof(struct at_lean),
	[AT_S_CODES] = 1,
};

void at_build_free(struct at_build *b)
{
	for (size_t s = 0; s < AT_SECTIONS; s++)
		at_buffer_free(&b->sections[s]);
	free(b->intern);
	free(b->words);
	free(b->grammar);
	free(b->leans);
	memset(b, 0, sizeof *b);
}

struct at_build_mark at_build_mark(const struct at_build *b)
{
	struct at_build_mark m;
	for (size_t s = 0; s < AT_SECTIONS; s++)
		m.len[s] = b->sections[s].len;
	return m;
}

void at_build_rewind(struct at_build *b, const struct at_build_mark *mark)
{
	for (size_t s = 0; s < AT_SECTIONS; s++)
		if (s != AT_S_STRINGS)
			b->sections[s].len = mark->len[s];
}

uint32_t at_build_count(const struct at_build *b, enum at_section s)
{
	return (uint32_t)(b->sections[s].len / record_size[s]);
}

uint32_t at_build_add(struct at_build *b, enum at_section s, const void *record)
{
	uint32_t index = at_build_count(b, s);
	at_buffer_add(&b->sections[s], record, record_size[s]);
	b->failed |= b->sections[s].failed;
	return index;
}

static bool grow_intern(struct at_build *b)
{
	size_t cap = b->intern_cap == 0 ? 4096 : b->intern_cap * 2;
	uint32_t *slots = calloc(cap, sizeof *slots);
	if (slots == NULL)
		return false;
	for (size_t i = 0; i < b->intern_cap; i++) {
		if (b->intern[i] == 0)
			continue;
		const char *text = b->sections[AT_S_STRINGS].ptr + b->intern[i];
		size_t at = at_hash(text, strlen(text)) & (cap - 1);
		while (slots[at] != 0)
			at = (at + 1) & (cap - 1);
		slots[at] = b->intern[i];
	}
	free(b->intern);
	b->intern = slots;
	b->intern_cap = cap;
	return true;
}

/* Where the string is in the hash, or would go; NULL when memory ran out. */
static uint32_t *intern_slot(struct at_build *b, const char *text, size_t len)
{
	const struct at_buffer *s = &b->sections[AT_S_STRINGS];
	if (b->intern_n * 2 >= b->intern_cap && !grow_intern(b)) {
		b->failed = true;
		return NULL;
	}
	size_t at = at_hash(text, len) & (b->intern_cap - 1);
	for (; b->intern[at] != 0; at = (at + 1) & (b->intern_cap - 1))
		if (strlen(s->ptr + b->intern[at]) == len && memcmp(s->ptr + b->intern[at], text, len) == 0)
			break;
	return &b->intern[at];
}

static at_str add_bytes(struct at_build *b, const char *text, size_t len)
{
	struct at_buffer *s = &b->sections[AT_S_STRINGS];
	at_str off = (at_str)s->len;
	at_buffer_add(s, text, len);
	at_buffer_add_char(s, '\0');
	b->failed |= s->failed;
	return off;
}

at_str at_build_bytes(struct at_build *b, const char *text, size_t len)
{
	return len == 0 || memchr(text, 0, len) == NULL ? at_build_string(b, text, len) : add_bytes(b, text, len);
}

at_str at_build_string(struct at_build *b, const char *text, size_t len)
{
	uint32_t *slot = len != 0 ? intern_slot(b, text, len) : NULL;
	if (slot == NULL || *slot != 0)
		return slot != NULL ? *slot : 0;
	at_str off = add_bytes(b, text, len);
	if (b->failed)
		return 0;
	*slot = off;
	b->intern_n++;
	return off;
}

/* Sections that are made anew over a base. */
static bool is_own(enum at_section s)
{
	return s == AT_S_RULES || s == AT_S_REPLIES || s == AT_S_PIECES || s == AT_S_LEVEL || s == AT_S_ALWAYS || s == AT_S_DENSE ||
	       s == AT_S_STATES || s == AT_S_EDGES || s == AT_S_CODES;
}

/* All strings of the base as interned. Where one comes twice, the first counts. */
static void intern_base(struct at_build *b)
{
	const struct at_buffer *s = &b->sections[AT_S_STRINGS];
	for (size_t at = 1; at < s->len && !b->failed;) {
		size_t len = strlen(s->ptr + at);
		uint32_t *slot = len != 0 ? intern_slot(b, s->ptr + at, len) : NULL;
		if (slot != NULL && *slot == 0) {
			*slot = (uint32_t)at;
			b->intern_n++;
		}
		at += len + 1;
	}
}

static void take_base(struct at_build *b)
{
	const struct at_image *base = b->base;
	for (size_t s = 0; s < AT_SECTIONS; s++) {
		/* The last literal's record only tells where the postings end. */
		size_t n = base->n[s] - (s == AT_S_LITERALS || s == AT_S_SETS);
		if (is_own(s))
			continue;
		at_buffer_add(&b->sections[s], (const char *)base + base->off[s], n * record_size[s]);
		b->failed |= b->sections[s].failed;
	}
	intern_base(b);
}

bool at_build_init(struct at_build *b, struct at_arena *arena, const struct at_image *base)
{
	memset(b, 0, sizeof *b);
	b->arena = arena;
	b->base = base;
	for (size_t s = 0; s < AT_SECTIONS; s++)
		b->sections[s].limit = SECTION_MAX;
	if (base != NULL)
		take_base(b);
	else
		at_buffer_add_char(&b->sections[AT_S_STRINGS], '\0'); /* offset 0 is "" */
	return !b->failed && !b->sections[AT_S_STRINGS].failed;
}

at_str at_build_str(struct at_build *b, const char *text)
{
	return text == NULL ? 0 : at_build_string(b, text, strlen(text));
}

uint32_t at_build_pattern(struct at_build *b, struct at_pattern p, const char *text, size_t len)
{
	uint32_t index = at_build_count(b, AT_S_PATTERNS);
	p.text = at_build_string(b, text, len);
	p.len = (uint32_t)len;
	p.same = index;
	at_build_add(b, AT_S_PATTERNS, &p);
	return index;
}

bool at_build_word(struct at_build *b, const struct at_word_entry *entry)
{
	if (!at_grow(&b->words, &b->words_cap, b->words_n + 1, sizeof *b->words)) {
		b->failed = true;
		return false;
	}
	b->words[b->words_n++] = *entry;
	return true;
}

bool at_build_grammar(struct at_build *b, const struct at_word_entry *entry)
{
	if (!at_grow(&b->grammar, &b->grammar_cap, b->grammar_n + 1, sizeof *b->grammar)) {
		b->failed = true;
		return false;
	}
	b->grammar[b->grammar_n++] = *entry;
	return true;
}

/* Moves the automaton's buffers into the sections that hold them. */
static bool take_automaton(struct at_build *b, struct at_automaton *a)
{
	struct at_index_entry *entries = NULL;
	size_t n = 0;
	bool ok = at_needs_build(b, &entries, &n) && at_automaton_build(a, entries, n);
	free(entries);
	if (!ok)
		return false;
	struct at_buffer *from[] = {&a->dense, &a->states, &a->edges};
	const enum at_section to[] = {AT_S_DENSE, AT_S_STATES, AT_S_EDGES};
	for (size_t i = 0; i < sizeof to / sizeof *to; i++) {
		at_buffer_free(&b->sections[to[i]]);
		b->sections[to[i]] = *from[i];
		*from[i] = (struct at_buffer){0};
	}
	return true;
}

static struct at_image *lay_out(struct at_build *b, const struct at_image *head)
{
	struct at_image h = *head;
	size_t size = sizeof h;
	for (size_t s = 0; s < AT_SECTIONS; s++) {
		size = (size + 63) & ~(size_t)63; /* sections start on a cache line */
		h.off[s] = (uint32_t)size;
		h.n[s] = at_build_count(b, s);
		size += b->sections[s].len;
		if (size > UINT32_MAX / 4)
			return NULL;
	}
	h.size = (uint32_t)size;
	char *block = calloc(1, size);
	if (block == NULL)
		return NULL;
	memcpy(block, &h, sizeof h);
	for (size_t s = 0; s < AT_SECTIONS; s++)
		if (b->sections[s].len != 0)
			memcpy(block + h.off[s], b->sections[s].ptr, b->sections[s].len);
	return (struct at_image *)(void *)block;
}

static int by_text(const void *pa, const void *pb)
{
	const uint32_t *a = pa, *b = pb;
	return a[0] != b[0] ? (a[0] < b[0] ? -1 : 1) : a[1] < b[1] ? -1 : 1;
}

/* Patterns of one text (an `except` that every rule of a file inherits) point to the first of them. */
static bool find_twins(struct at_build *b)
{
	uint32_t old = b->base != NULL ? b->base->n[AT_S_PATTERNS] : 0, n = at_build_count(b, AT_S_PATTERNS) - old;
	struct at_pattern *patterns = (struct at_pattern *)(void *)b->sections[AT_S_PATTERNS].ptr;
	uint32_t(*order)[2] = calloc(n + 1, sizeof *order);
	if (order == NULL)
		return false;
	for (uint32_t i = 0; i < n; i++) {
		order[i][0] = patterns[old + i].text;
		order[i][1] = old + i;
	}
	qsort(order, n, sizeof *order, by_text);
	for (uint32_t i = 0, first = 0; i < n; i++) {
		if (order[i][0] != order[first][0])
			first = i;
		patterns[order[i][1]].same = order[first][1];
	}
	free(order);
	return true;
}

struct at_image *at_build_finish(struct at_build *b)
{
	struct at_automaton a;
	struct at_image head = b->base != NULL ? *b->base : (struct at_image){.magic = AT_IMAGE_MAGIC, .version = AT_IMAGE_VERSION};
	struct at_image *image = NULL;
	struct at_buffer *strings = &b->sections[AT_S_STRINGS];
	/* A base has its lexicons; words make another. */
	bool own_words = b->base == NULL || b->words_n != 0, own_grammar = b->base == NULL || b->grammar_n != 0;
	if (own_words)
		at_buffer_clear(&b->sections[AT_S_WORDS]);
	if (own_grammar)
		at_buffer_clear(&b->sections[AT_S_GRAMMAR]);
	bool own_leans = b->base == NULL || b->leans_n != 0;
	bool ok = !b->failed && find_twins(b) &&
	          (!own_leans || at_lean_table(b->leans, b->leans_n, strings->ptr, &b->sections[AT_S_LEAN_WORDS],
	                                       &b->sections[AT_S_LEANS], &head.lean_mask)) &&
	          (!own_words || at_lexicon_build(b->words, b->words_n, &b->sections[AT_S_WORDS], strings, &head.word_mask)) &&
	          (!own_grammar ||
	           at_lexicon_build(b->grammar, b->grammar_n, &b->sections[AT_S_GRAMMAR], strings, &head.grammar_mask));
	if (ok && take_automaton(b, &a)) {
		head.symbols = a.symbols;
		head.dense = a.n_dense;
		memcpy(head.symbol_of, a.symbol_of, sizeof head.symbol_of);
		image = lay_out(b, &head);
		at_automaton_free(&a);
	}
	return image;
}
