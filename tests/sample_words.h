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
	uint32_t lasts;
};

#define CLASS(c) (1u << AT_C_##c)

/* Ambiguous word 1 is "your" (and "ur"), 2 is "its", 3 is "id". */
static const struct sample_word sample_words[] = {
	{"u", .becomes = "you"},
	{"r", .becomes = "are"},
	{"rn", .becomes = "right now"},
	{"bc", .becomes = "because"},
	{"n", .becomes = "and"},
	{"w", .becomes = "with"},
	{"w/", .becomes = "with"},
	{"b/c", .becomes = "because"},
	{"w/o", .becomes = "without"},
	{"dont", .becomes = "don't"},
	{"im", .becomes = "I'm"},
	{"youre", .becomes = "you're"},
	{"idk", .becomes = "I don't know"},
	{"b4", .becomes = "before"},
	{"gr8", .becomes = "great"},
	{"i", .becomes = "I"},
	{"omg", .becomes = "oh my god"},
	{"ya'll", .becomes = "y'all"},
	{"wasnt", .becomes = "wasn't"},
	{"ovr", .becomes = "over"},
	{"over reacting", .becomes = "overreacting"},
	{"over-reacting", .becomes = "overreacting"},
	{"all right", .becomes = "alright"},
	{"a lot of", .becomes = "many"},
	{"alot", .becomes = "a lot"},
	{"your", .becomes = "you're", .follows = 1, .ambiguous = 1},
	{"ur", .becomes = "you're", .otherwise = "your", .ambiguous = 1},
	{"its", .becomes = "it's", .ambiguous = 2},
	{"id", .becomes = "I'd", .ambiguous = 3},
	{"overreacting", .follows = 1},
	{"dramatic", .follows = 1},
	{"not", .classes = CLASS(LSM_NEGATION), .follows = 3},
	{"so", .classes = CLASS(CONJUNCTION) | CLASS(INTENSIFIER) | CLASS(STARTER), .follows = 3},
	{"fine", .follows = 2},
	{"your", .classes = CLASS(SUBJECT) | CLASS(STARTER), .follows = 2},
	{"you", .classes = CLASS(SUBJECT) | CLASS(STARTER), .follows = 2},
	{"love", .follows = 4},
	{"too", .classes = CLASS(DOUBLE)},
	{"hello", .classes = CLASS(DOUBLE)},
	{"good", .classes = CLASS(DOUBLE)},
	{"worry", .classes = CLASS(DOUBLE)},
	{"hmm", .classes = CLASS(DOUBLE)},
	{"mr", .classes = CLASS(ABBREVIATION)},
	{"etc", .classes = CLASS(ABBREVIATION)},
	{"vs", .classes = CLASS(ABBREVIATION)},
	{"but", .classes = CLASS(CONJUNCTION) | CLASS(STARTER)},
	{"and", .classes = CLASS(CONJUNCTION) | CLASS(STARTER)},
	{"because", .classes = CLASS(CONJUNCTION) | CLASS(STARTER)},
	{"really", .classes = CLASS(INTENSIFIER)},
	{"I", .classes = CLASS(SUBJECT) | CLASS(STARTER) | CLASS(SELF)},
	{"she", .classes = CLASS(SUBJECT) | CLASS(STARTER)},
	{"it", .classes = CLASS(SUBJECT) | CLASS(STARTER)},
	{"what", .classes = CLASS(STARTER)},
	{"I'm", .classes = CLASS(SUBJECT) | CLASS(STARTER) | CLASS(SELF)},
	{":(", .classes = CLASS(NEGATIVE_EMOJI)},
	{"\xE2\x9D\xA4\xEF\xB8\x8F", .classes = CLASS(WARM_EMOJI)},
	{"\xF0\x9F\x98\xA2", .classes = CLASS(NEGATIVE_EMOJI)},
	{"my self", .becomes = "myself"},
	{"should of", .becomes = "should have"},
	{"should of course", .becomes = "should of course"},
	{"'cause", .becomes = "because"},
	{"crazy", .lasts = 1},
	{"cray", .becomes = "crazy"},
	{"even though", .classes = CLASS(CONJUNCTION)},
	{"a bit", .classes = CLASS(SOFTENER)},
	{"e.g", .classes = CLASS(ABBREVIATION)},
	{"ph.d", .classes = CLASS(ABBREVIATION)},
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
			.word = s->word,
			.len = strlen(s->word),
			.classes = s->classes,
			.follows = s->follows,
			.lasts = s->lasts,
			.becomes = s->becomes,
			.becomes_len = s->becomes == NULL ? 0 : strlen(s->becomes),
			.otherwise = s->otherwise,
			.otherwise_len = s->otherwise == NULL ? 0 : strlen(s->otherwise),
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
