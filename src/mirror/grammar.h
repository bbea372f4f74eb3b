/* SPDX-License-Identifier: MIT */
/*
 * grammar: a text as the mirror sees it: its words with their classes, who is meant by each pronoun, and what is to be said
 * instead of each word. Private to mirror/. May call base, text, ruleset.
 *
 * Files: grammar.c (tokens -> words), role.c (subject or object, reported, generic), shift.c (what is said instead),
 * clause.c (pieces worth mirroring), strip.c (what of them is said in passing), refuse.c (what is not said back), wrap.c and
 * question.c (a piece in words), say.c (the words written out), mirror.c (which pieces, and the result).
 *
 * Invariants. One word per token of the text, in order, same index. Looking to the left or right never leaves the sentence.
 * A blank word stands behind the last. AT_NOWHERE is the answer when there is no such word. Strings in `as` and `after` are static, of the rule set, or of the text.
 */
#ifndef AT_MIRROR_GRAMMAR_H
#define AT_MIRROR_GRAMMAR_H

#include "ruleset/grammar.h"
#include "text/text.h"

#define AT_NOWHERE SIZE_MAX

enum at_person {
	AT_P_NONE,
	AT_P_I,
	AT_P_ME,
	AT_P_MY,
	AT_P_MINE,
	AT_P_MYSELF,
	AT_P_YOU,
	AT_P_YOUR,
	AT_P_YOURS,
	AT_P_YOURSELF,
	AT_P_YOURSELVES
};
/* What is glued to a pronoun: I'm, you're, I've, you'd, I'll. */
enum at_tail { AT_TAIL_NONE, AT_TAIL_AM, AT_TAIL_ARE, AT_TAIL_HAVE, AT_TAIL_HAD, AT_TAIL_WILL };
enum at_being {
	AT_BE_NONE,
	AT_BE_AM,
	AT_BE_ARE,
	AT_BE_WAS,
	AT_BE_WERE,
	AT_BE_ARENT,
	AT_BE_WASNT,
	AT_BE_WERENT,
	AT_BE_IS,
	AT_BE_ISNT
};
enum at_standing {
	AT_R_NONE,
	AT_R_SUBJECT,
	AT_R_OBJECT,
	AT_R_KEEP /* stays as it is: quoted, reported, anybody */
};

struct at_gword {
	uint32_t start, end; /* bytes of the normalised copy */
	uint64_t is;         /* bits of enum at_grammar_class */
	const char *as;      /* said instead; NULL: the word itself */
	const char *after;   /* said behind it, with its space; NULL: nothing */
	uint32_t as_len;
	uint8_t kind; /* enum at_token_kind */
	uint8_t person, tail, being, standing;
	uint8_t group; /* "you guys": how many more words belong to this one */
	bool plural;   /* "you guys", "one of you" */
	bool together; /* part of "my sister and I": the verb stays plural */
	bool doubt;    /* its standing is a guess */
	bool generic;  /* anybody is meant */
	bool reported; /* in the words of somebody else, without marks */
	bool hidden;   /* not said */
	bool dropped;  /* not said, and not looked at: a filler */
	bool quoted;
	bool first; /* of its sentence */
};

struct at_gtext {
	const struct at_text *text;
	struct at_lexicon lex;
	struct at_gword *words;
	size_t n, cap;
	size_t from, end; /* the sentence at hand: words [from, end) */
	bool open_quote;  /* it has a quotation mark without its other half */
};

/* Makes the words of a text. `pure`: as-typed words keep even their persons ("idk"). False when memory ran out. */
bool at_gtext_read(struct at_gtext *g, const struct at_text *text, struct at_lexicon lex, bool pure);
void at_gtext_free(struct at_gtext *g);
/* Looks at sentence `i` from now on. */
void at_gtext_sentence(struct at_gtext *g, size_t i);

/* Whether the words from i on are (up to `end`) an entry of this class; how many words, the longest; 0: none. */
size_t at_g_phrase(const struct at_gtext *g, size_t i, size_t end, enum at_grammar_class c);
/* Whether word i is exactly this (ASCII, lower case). */
bool at_g_is(const struct at_gtext *g, size_t i, const char *word);
bool at_g_punct(const struct at_gtext *g, size_t i, const char *marks);
static inline bool at_g_word(const struct at_gtext *g, size_t i)
{
	return i < g->n && (g->words[i].kind == AT_T_WORD || g->words[i].kind == AT_T_NUMBER);
}
static inline bool at_g_has(const struct at_gtext *g, size_t i, enum at_grammar_class c)
{
	return i < g->n && AT_IS(g->words[i].is, c);
}
static inline bool at_g_person(const struct at_gtext *g, size_t i, enum at_person p)
{
	return i < g->n && g->words[i].person == p;
}
/* "have", "didn't", "could". */
static inline bool at_g_helper(const struct at_gtext *g, size_t i)
{
	return at_g_has(g, i, AT_G_AUXILIARY) || at_g_has(g, i, AT_G_MODAL);
}
/* The word beside i in the sentence, or AT_NOWHERE at its edge and at a mark; `_real` passes over adverbs and, between
 * commas, fillers. */
size_t at_g_next(const struct at_gtext *g, size_t i);
size_t at_g_prev(const struct at_gtext *g, size_t i);
size_t at_g_next_real(const struct at_gtext *g, size_t i);
size_t at_g_prev_real(const struct at_gtext *g, size_t i);

/* What a word can be by its form. */
bool at_g_ing(const struct at_gtext *g, size_t i);
bool at_g_past(const struct at_gtext *g, size_t i);   /* "went", "asked" */
bool at_g_third(const struct at_gtext *g, size_t i);  /* "goes", "asks" */
bool at_g_finite(const struct at_gtext *g, size_t i); /* any form that can follow "you" or "he" */
bool at_g_verb(const struct at_gtext *g, size_t i);   /* a form of a verb, not a helper */
/* Whether word i stands where a noun would: behind an article or the like. */
bool at_g_noun_here(const struct at_gtext *g, size_t i);
/* The past form of verb i ("lie" -> "lied") appended. False when it isn't known for a verb. */
bool at_g_add_past(struct at_buffer *out, const struct at_gtext *g, size_t i);
/* Its form after "he": "lies". */
void at_g_add_third(struct at_buffer *out, const struct at_gtext *g, size_t i);

/* Appends words [i, end) as they are to be said; a space in front when `out` ends in a word. */
void at_g_say(struct at_buffer *out, const struct at_gtext *g, size_t i, size_t end);
/* Appends words of ours the same way. */
void at_g_put(struct at_buffer *out, const char *words);

/* role.c: decides who is meant by each pronoun of the sentence at hand. */
void at_g_roles(struct at_gtext *g);
/* shift.c: sets what is said instead of each word of it. */
void at_g_shift(struct at_gtext *g);

#endif
