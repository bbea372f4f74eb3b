/* SPDX-License-Identifier: MIT */
/*
 * sample_words: a small lexicon for the tests and fuzzers of text/, in place of rules/language/{spelling,words}.yaml.
 * Input: nothing; output: a lexicon whose memory struct sample_words owns. May call base and text/lexicon.
 */
#ifndef AT_TESTS_SAMPLE_WORDS_H
#define AT_TESTS_SAMPLE_WORDS_H

#include "text/lexicon.h"
#include <string.h>

struct sample_words {
	struct at_buffer slots, strings;
	struct at_lexicon lexicon;
};

struct sample_word {
	const char *word, *becomes, *otherwise;
	uint32_t classes, follows;
	uint16_t ambiguous;
};

#define CLASS(c) (1u << AT_C_##c)

/* Ambiguous word 1 is "your" (and "ur"), 2 is "its", 3 is "id". */
static const struct sample_word sample_words[] = {
	{"u", "you", NULL, 0, 0, 0}, {"r", "are", NULL, 0, 0, 0}, {"rn", "right now", NULL, 0, 0, 0}, {"bc", "because", NULL, 0, 0, 0},
	{"n", "and", NULL, 0, 0, 0}, {"w", "with", NULL, 0, 0, 0}, {"w/", "with", NULL, 0, 0, 0}, {"b/c", "because", NULL, 0, 0, 0},
	{"w/o", "without", NULL, 0, 0, 0}, {"dont", "don't", NULL, 0, 0, 0}, {"im", "I'm", NULL, 0, 0, 0}, {"youre", "you're", NULL, 0, 0, 0},
	{"idk", "I don't know", NULL, 0, 0, 0}, {"b4", "before", NULL, 0, 0, 0}, {"gr8", "great", NULL, 0, 0, 0}, {"i", "I", NULL, 0, 0, 0},
	{"omg", "oh my god", NULL, 0, 0, 0}, {"ya'll", "y'all", NULL, 0, 0, 0}, {"wasnt", "wasn't", NULL, 0, 0, 0},
	{"ovr", "over", NULL, 0, 0, 0}, {"over reacting", "overreacting", NULL, 0, 0, 0}, {"over-reacting", "overreacting", NULL, 0, 0, 0},
	{"all right", "alright", NULL, 0, 0, 0}, {"a lot of", "many", NULL, 0, 0, 0}, {"alot", "a lot", NULL, 0, 0, 0},
	{"your", "you're", NULL, 0, 1, 1}, {"ur", "you're", "your", 0, 0, 1}, {"its", "it's", NULL, 0, 0, 2}, {"id", "I'd", NULL, 0, 0, 3},
	{"overreacting", NULL, NULL, 0, 1, 0}, {"dramatic", NULL, NULL, 0, 1, 0}, {"not", NULL, NULL, CLASS(LSM_NEGATION), 3, 0},
	{"so", NULL, NULL, CLASS(CONJUNCTION) | CLASS(INTENSIFIER) | CLASS(STARTER), 3, 0}, {"fine", NULL, NULL, 0, 2, 0},
	{"your", NULL, NULL, CLASS(SUBJECT) | CLASS(STARTER), 2, 0}, {"you", NULL, NULL, CLASS(SUBJECT) | CLASS(STARTER), 2, 0},
	{"love", NULL, NULL, 0, 4, 0}, {"too", NULL, NULL, CLASS(DOUBLE), 0, 0}, {"hello", NULL, NULL, CLASS(DOUBLE), 0, 0},
	{"good", NULL, NULL, CLASS(DOUBLE), 0, 0}, {"worry", NULL, NULL, CLASS(DOUBLE), 0, 0}, {"hmm", NULL, NULL, CLASS(DOUBLE), 0, 0},
	{"mr", NULL, NULL, CLASS(ABBREVIATION), 0, 0}, {"etc", NULL, NULL, CLASS(ABBREVIATION), 0, 0}, {"vs", NULL, NULL, CLASS(ABBREVIATION), 0, 0},
	{"but", NULL, NULL, CLASS(CONJUNCTION) | CLASS(STARTER), 0, 0}, {"and", NULL, NULL, CLASS(CONJUNCTION) | CLASS(STARTER), 0, 0},
	{"because", NULL, NULL, CLASS(CONJUNCTION) | CLASS(STARTER), 0, 0}, {"really", NULL, NULL, CLASS(INTENSIFIER), 0, 0},
	{"I", NULL, NULL, CLASS(SUBJECT) | CLASS(STARTER) | CLASS(SELF), 0, 0}, {"she", NULL, NULL, CLASS(SUBJECT) | CLASS(STARTER), 0, 0},
	{"it", NULL, NULL, CLASS(SUBJECT) | CLASS(STARTER), 0, 0}, {"what", NULL, NULL, CLASS(STARTER), 0, 0},
	{"I'm", NULL, NULL, CLASS(SUBJECT) | CLASS(STARTER) | CLASS(SELF), 0, 0}, {":(", NULL, NULL, CLASS(NEGATIVE_EMOJI), 0, 0},
	{"\xE2\x9D\xA4\xEF\xB8\x8F", NULL, NULL, CLASS(WARM_EMOJI), 0, 0}, {"\xF0\x9F\x98\xA2", NULL, NULL, CLASS(NEGATIVE_EMOJI), 0, 0},
};

/* False when memory ran out. Give it to sample_words_free in either case. */
static inline bool sample_words_make(struct sample_words *w)
{
	struct at_word_entry entries[sizeof sample_words / sizeof sample_words[0]];
	size_t n = sizeof entries / sizeof entries[0];
	memset(w, 0, sizeof *w);
	for (size_t i = 0; i < n; i++) {
		const struct sample_word *s = &sample_words[i];
		entries[i] = (struct at_word_entry){
			.word = s->word, .len = strlen(s->word), .classes = s->classes, .follows = s->follows,
			.becomes = s->becomes, .becomes_len = s->becomes == NULL ? 0 : strlen(s->becomes),
			.otherwise = s->otherwise, .otherwise_len = s->otherwise == NULL ? 0 : strlen(s->otherwise),
			.ambiguous = s->ambiguous,
		};
	}
	uint32_t mask = 0;
	at_buffer_add_char(&w->strings, '\0');
	bool ok = at_lexicon_build(entries, n, &w->slots, &w->strings, &mask);
	if (ok)
		w->lexicon = (struct at_lexicon){(const struct at_word *)(const void *)w->slots.ptr, mask, w->strings.ptr};
	return ok;
}

static inline void sample_words_free(struct sample_words *w)
{
	at_buffer_free(&w->slots);
	at_buffer_free(&w->strings);
}

#endif
