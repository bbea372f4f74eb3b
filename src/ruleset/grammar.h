/* SPDX-License-Identifier: MIT */
/*
 * grammar: the classes of words that the mirror knows, as a second lexicon of the image. Made by grammar.c from rule files of
 * kind `grammar`, read by mirror/. May call base, text/lexicon, image.
 *
 * Invariants. Bit AT_C_PHRASE of a word says that a longer entry starts with it, as in the first lexicon. Classes below 32 are
 * in `classes` of a word, the others in `follows`. The past of an irregular verb is what its entry "past:VERB" becomes; a
 * word with AT_G_SWAP becomes what is said in its place.
 */
#ifndef AT_RULESET_GRAMMAR_H
#define AT_RULESET_GRAMMAR_H

#include "ruleset/image.h"

/* Names in at_grammar_class_names, same order. */
enum at_grammar_class {
	AT_G_ADVERB,
	AT_G_AUXILIARY,
	AT_G_MODAL,
	AT_G_VERB,
	AT_G_PARTICIPLE,
	AT_G_PREPOSITION,
	AT_G_EITHER,
	AT_G_SUBORDINATOR,
	AT_G_QUESTION,
	AT_G_COORDINATOR,
	AT_G_CLAUSE_VERB,
	AT_G_PERCEPTION,
	AT_G_CAUSATIVE,
	AT_G_WANTING,
	AT_G_DETERMINER,
	AT_G_SUBJECT,
	AT_G_FILLER,
	AT_G_VOCATIVE,
	AT_G_TAG,
	AT_G_GREETING,
	AT_G_IDIOM,
	AT_G_INSULT,
	AT_G_FEELING,
	AT_G_STATE,
	AT_G_PHRASE, /* not a list: first word of an entry with spaces; the same bit as AT_C_PHRASE */
	AT_G_ING_NOUN,
	AT_G_ELLIPTIC,
	AT_G_AFFECTION,
	AT_G_APOLOGY,
	AT_G_HEDGE,
	AT_G_DEGREE,
	AT_G_AS_TYPED,
	AT_G_ACCUSING,
	AT_G_RELATIVE,
	AT_G_PEOPLE,
	AT_G_PLURAL_YOU,
	AT_G_SOME_OF_YOU,
	AT_G_GENERIC,
	AT_G_REPORTING,
	AT_G_NOUN,
	AT_G_LIKE_HEAD,
	AT_G_NAME,
	AT_G_NO_PERSON,
	AT_G_ORDER,
	AT_G_PAST, /* not a list: the right side of `pasts` */
	AT_G_SWAP, /* not a list: the left side of `swaps` */
	AT_GRAMMAR_CLASSES
};
_Static_assert((int)AT_G_PHRASE == (int)AT_C_PHRASE, "the lexicon marks the first words of phrases");
extern const char *const at_grammar_class_names[AT_GRAMMAR_CLASSES]; /* NULL for what is no list */

#define AT_IS(classes, c) (((classes) >> (c)) & 1u)
static inline uint64_t at_grammar_classes(const struct at_word *w)
{
	return w == NULL ? 0 : w->classes | (uint64_t)w->follows << 32;
}

static inline struct at_lexicon at_rules_grammar(const struct attune_rules *r)
{
	struct at_lexicon lex = {(const struct at_word *)at_section(r, AT_S_GRAMMAR), r->image->grammar_mask, at_string(r, 0)};
	if (r->image->n[AT_S_GRAMMAR] == 0)
		lex.slots = NULL;
	return lex;
}

#endif
