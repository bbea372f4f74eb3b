/* SPDX-License-Identifier: MIT */
/*
 * grammar.c: the tokens of a text as words with their classes, looking to the left and right of one, and what a word can be
 * by its form. Input: a text that was read, the lexicon of the rule set; output: words. The pronouns and the forms of "be" are
 * closed sets and stand here; all other words are data.
 */
#include "mirror/grammar.h"
#include "text/bytes.h"
#include <stdlib.h>
#include <string.h>

#define LONGEST_PHRASE 8u /* words */
#define MOST_ADVERBS 4u

struct form {
	const char *word;
	uint8_t value, tail;
};

static const struct form persons[] = {
	{"i", AT_P_I, 0},
	{"me", AT_P_ME, 0},
	{"my", AT_P_MY, 0},
	{"mine", AT_P_MINE, 0},
	{"myself", AT_P_MYSELF, 0},
	{"you", AT_P_YOU, 0},
	{"your", AT_P_YOUR, 0},
	{"yours", AT_P_YOURS, 0},
	{"yourself", AT_P_YOURSELF, 0},
	{"yourselves", AT_P_YOURSELVES, 0},
	{"i'm", AT_P_I, AT_TAIL_AM},
	{"i've", AT_P_I, AT_TAIL_HAVE},
	{"i'd", AT_P_I, AT_TAIL_HAD},
	{"i'll", AT_P_I, AT_TAIL_WILL},
	{"you're", AT_P_YOU, AT_TAIL_ARE},
	{"you've", AT_P_YOU, AT_TAIL_HAVE},
	{"you'd", AT_P_YOU, AT_TAIL_HAD},
	{"you'll", AT_P_YOU, AT_TAIL_WILL},
};
static const struct form beings[] = {
	{"am", AT_BE_AM, 0},          {"are", AT_BE_ARE, 0},      {"was", AT_BE_WAS, 0},
	{"were", AT_BE_WERE, 0},      {"aren't", AT_BE_ARENT, 0}, {"wasn't", AT_BE_WASNT, 0},
	{"weren't", AT_BE_WERENT, 0}, {"is", AT_BE_IS, 0},        {"isn't", AT_BE_ISNT, 0},
};

static const char *bytes(const struct at_gtext *g, size_t i)
{
	return g->text->normal.ptr + g->words[i].start;
}

static size_t length(const struct at_gtext *g, size_t i)
{
	return g->words[i].end - g->words[i].start;
}

static bool same(const char *s, size_t len, const char *word)
{
	size_t i = 0;
	while (i < len && word[i] != '\0' && at_lower(s[i]) == word[i])
		i++;
	return i == len && word[i] == '\0';
}

static const struct form *find(const struct form *forms, size_t n, const char *s, size_t len)
{
	for (size_t i = 0; i < n; i++)
		if (same(s, len, forms[i].word))
			return &forms[i];
	return NULL;
}

bool at_g_is(const struct at_gtext *g, size_t i, const char *word)
{
	return i != AT_NOWHERE && i < g->n && same(bytes(g, i), length(g, i), word);
}

bool at_g_punct(const struct at_gtext *g, size_t i, const char *marks)
{
	return i < g->n && g->words[i].kind == AT_T_PUNCT && strchr(marks, *bytes(g, i)) != NULL;
}

/* ------------------------------------------------------------- the reading */

/* Words that came from one typed word ("idk", "gonna") and are kept as it was typed: the first says it, the rest is hidden. */
static void keep_typed(struct at_gtext *g, size_t i, bool pure)
{
	const struct at_text *t = g->text;
	uint32_t from = t->from[g->words[i].start], to = t->to[g->words[i].end - 1];
	size_t n = 1, before = 0, gaps = 0;
	bool person = g->words[i].person != AT_P_NONE;
	while (before < i && t->from[g->words[i - before - 1].start] == from)
		before++;
	for (; i + n < g->n && t->from[g->words[i + n].start] == from; n++)
		person = person || g->words[i + n].person != AT_P_NONE;
	for (uint32_t k = from; k < to; k++)
		gaps += t->raw[k] == ' ';
	if (gaps != 0 && gaps + 1 == before + n) { /* "w me": as many words as were typed */
		for (size_t k = 0; k < before; k++)
			from = (uint32_t)((const char *)memchr(t->raw + from, ' ', to - from) - t->raw) + 1;
		const char *end = memchr(t->raw + from, ' ', to - from);
		to = end != NULL ? (uint32_t)(end - t->raw) : to;
		person = g->words[i].person != AT_P_NONE;
		n = 1;
	} else if (before != 0) {
		return;
	}
	uint64_t is = at_grammar_classes(at_lexicon_find(&g->lex, t->raw + from, to - from));
	if (!AT_IS(is, AT_G_AS_TYPED) || (person && !pure))
		return;
	g->words[i].as = t->raw + from;
	g->words[i].as_len = to - from;
	for (size_t k = 0; k < n; k++) {
		g->words[i + k].person = AT_P_NONE;
		g->words[i + k].hidden = k > 0;
	}
}

static struct at_gword read_word(const struct at_gtext *g, size_t i)
{
	const struct at_token *t = &g->text->tokens[i];
	const char *s = g->text->normal.ptr + t->start;
	size_t len = t->end - t->start;
	struct at_gword w = {.start = t->start, .end = t->end, .kind = t->kind};
	if (t->kind != AT_T_WORD)
		return w;
	const struct form *person = find(persons, sizeof persons / sizeof *persons, s, len);
	const struct form *being = find(beings, sizeof beings / sizeof *beings, s, len);
	w.is = at_grammar_classes(at_lexicon_find(&g->lex, s, len));
	if (person != NULL) {
		w.person = person->value;
		w.tail = person->tail;
	}
	if (being != NULL)
		w.being = being->value;
	return w;
}

/* "ur only with me", "your a liar": what follows shows that "you're" was meant. */
static void mend_your(struct at_gtext *g, size_t i)
{
	size_t k = i + 1;
	while (k < g->n && AT_IS(g->words[k].is, AT_G_ADVERB) && g->words[k].kind == AT_T_WORD)
		k++;
	if (k >= g->n || g->words[k].kind != AT_T_WORD)
		return;
	uint64_t is = g->words[k].is;
	bool article = at_g_is(g, k, "a") || at_g_is(g, k, "an") || at_g_is(g, k, "the");
	if (article ||
	    (AT_IS(is, AT_G_PREPOSITION) && !AT_IS(is, AT_G_EITHER) && !AT_IS(is, AT_G_VERB) && bytes(g, k)[-1] == ' ')) {
		g->words[i].person = AT_P_YOU;
		g->words[i].tail = AT_TAIL_ARE;
	}
}

bool at_gtext_read(struct at_gtext *g, const struct at_text *text, struct at_lexicon lex, bool pure)
{
	g->text = text;
	g->lex = lex;
	g->n = 0;
	g->from = g->end = 0;
	if (!at_grow(&g->words, &g->cap, text->n_tokens + 1, sizeof *g->words))
		return false;
	g->words[text->n_tokens] = (struct at_gword){.kind = AT_T_PUNCT};
	for (; g->n < text->n_tokens; g->n++)
		g->words[g->n] = read_word(g, g->n);
	for (size_t i = 0; i < g->n; i++)
		if (!g->words[i].hidden && g->words[i].kind == AT_T_WORD)
			keep_typed(g, i, pure);
	for (size_t i = 0; i < g->n; i++)
		if (g->words[i].person == AT_P_YOUR)
			mend_your(g, i);
	for (size_t i = 0; i < text->n_sentences; i++)
		g->words[text->sentences[i].first_token].first = true;
	return true;
}

void at_gtext_free(struct at_gtext *g)
{
	free(g->words);
	memset(g, 0, sizeof *g);
}

/* What stands between two of these marks is quoted; one without the other leaves the quotation open. */
static void mark_quoted(struct at_gtext *g, const char *mark)
{
	bool open = false;
	size_t opened = 0;
	for (size_t k = g->from; k < g->end; k++) {
		if (!at_g_punct(g, k, mark))
			continue;
		for (size_t q = opened + 1; open && q < k; q++)
			g->words[q].quoted = true;
		open = !open;
		opened = k;
	}
	g->open_quote = g->open_quote || open;
}

void at_gtext_sentence(struct at_gtext *g, size_t i)
{
	const struct at_sentence *s = &g->text->sentences[i];
	g->from = s->first_token;
	g->end = g->from + s->n_tokens;
	g->open_quote = false;
	mark_quoted(g, "\"");
	mark_quoted(g, "'");
}

/* ---------------------------------------------------------- looking around */

size_t at_g_phrase(const struct at_gtext *g, size_t i, size_t end, enum at_grammar_class c)
{
	size_t best = 0;
	if (!at_g_word(g, i) || i >= end)
		return 0;
	if (AT_IS(g->words[i].is, c))
		best = 1;
	if (!AT_IS(g->words[i].is, AT_G_PHRASE))
		return best;
	for (size_t k = i + 1; k < end && k < i + LONGEST_PHRASE && at_g_word(g, k) && bytes(g, k)[-1] == ' '; k++) {
		const struct at_word *w = at_lexicon_find(&g->lex, bytes(g, i), g->words[k].end - g->words[i].start);
		if (AT_IS(at_grammar_classes(w), c))
			best = k - i + 1;
	}
	return best;
}

size_t at_g_next(const struct at_gtext *g, size_t i)
{
	if (i == AT_NOWHERE)
		return i;
	for (i++; i < g->end && g->words[i].dropped;)
		i++;
	return i < g->end && at_g_word(g, i) ? i : AT_NOWHERE;
}

size_t at_g_prev(const struct at_gtext *g, size_t i)
{
	if (i == AT_NOWHERE)
		return i;
	while (i > g->from && g->words[i - 1].dropped)
		i--;
	return i > g->from && at_g_word(g, i - 1) ? i - 1 : AT_NOWHERE;
}

/* Behind ", honestly," when that follows word i; else i. */
static size_t pass_aside(const struct at_gtext *g, size_t i)
{
	if (i + 2 >= g->end || !at_g_punct(g, i + 1, ","))
		return i;
	size_t n = at_g_phrase(g, i + 2, g->end, AT_G_FILLER);
	if (n == 0)
		n = at_g_phrase(g, i + 2, g->end, AT_G_VOCATIVE);
	return n != 0 && at_g_punct(g, i + 2 + n, ",") ? i + 2 + n : i;
}

size_t at_g_next_real(const struct at_gtext *g, size_t i)
{
	for (unsigned k = 0; k <= MOST_ADVERBS && i != AT_NOWHERE; k++) {
		i = at_g_next(g, pass_aside(g, i));
		size_t n = i == AT_NOWHERE ? 0 : at_g_phrase(g, i, g->end, AT_G_ADVERB);
		if (n == 0)
			return i;
		i += n - 1;
	}
	return AT_NOWHERE;
}

size_t at_g_prev_real(const struct at_gtext *g, size_t i)
{
	for (unsigned k = 0; k <= MOST_ADVERBS && i != AT_NOWHERE; k++) {
		i = at_g_prev(g, i);
		if (i == AT_NOWHERE || !AT_IS(g->words[i].is, AT_G_ADVERB))
			return i;
	}
	return AT_NOWHERE;
}

/* -------------------------------------------------------------------- forms */

static bool ends(const struct at_gtext *g, size_t i, const char *with)
{
	size_t n = strlen(with), len = length(g, i);
	return len > n && same(bytes(g, i) + len - n, n, with);
}

static bool knows_verb(const struct at_gtext *g, const char *s, size_t len)
{
	return AT_IS(at_grammar_classes(at_lexicon_find(&g->lex, s, len)), AT_G_VERB);
}

bool at_g_ing(const struct at_gtext *g, size_t i)
{
	return at_g_word(g, i) && length(g, i) > 4 && ends(g, i, "ing") && !at_g_has(g, i, AT_G_ING_NOUN);
}

bool at_g_past(const struct at_gtext *g, size_t i)
{
	if (!at_g_word(g, i))
		return false;
	return at_g_has(g, i, AT_G_PAST) || (length(g, i) > 3 && ends(g, i, "ed") && !at_g_has(g, i, AT_G_VERB) &&
	                                     !ends(g, i, "eed") && !at_g_has(g, i, AT_G_DETERMINER));
}

bool at_g_third(const struct at_gtext *g, size_t i)
{
	size_t len = at_g_word(g, i) ? length(g, i) : 0;
	if (len < 3 || !ends(g, i, "s") || ends(g, i, "'s"))
		return false;
	const char *s = bytes(g, i);
	if (knows_verb(g, s, len - 1) || at_g_is(g, i, "goes") || at_g_is(g, i, "does") || at_g_is(g, i, "has"))
		return true;
	if (len > 4 && ends(g, i, "es") && knows_verb(g, s, len - 2))
		return true;
	char base[32];
	if (len < 5 || len > sizeof base || !ends(g, i, "ies"))
		return false;
	memcpy(base, s, len - 3);
	base[len - 3] = 'y';
	return knows_verb(g, base, len - 2);
}

bool at_g_finite(const struct at_gtext *g, size_t i)
{
	if (!at_g_word(g, i))
		return false;
	uint64_t is = g->words[i].is;
	if (AT_IS(is, AT_G_AUXILIARY) || AT_IS(is, AT_G_MODAL) || AT_IS(is, AT_G_VERB))
		return true;
	return at_g_past(g, i) && !AT_IS(is, AT_G_PARTICIPLE);
}

bool at_g_verb(const struct at_gtext *g, size_t i)
{
	return at_g_word(g, i) && (at_g_has(g, i, AT_G_VERB) || at_g_has(g, i, AT_G_PARTICIPLE) || at_g_past(g, i) ||
	                           at_g_ing(g, i) || at_g_third(g, i));
}

bool at_g_noun_here(const struct at_gtext *g, size_t i)
{
	size_t p = at_g_prev(g, i);
	if (p == AT_NOWHERE)
		return false;
	const struct at_gword *w = &g->words[p];
	if (w->person == AT_P_MY || w->person == AT_P_YOUR)
		return true;
	if (AT_IS(w->is, AT_G_PREPOSITION) && !AT_IS(w->is, AT_G_EITHER) && !at_g_is(g, p, "to") &&
	    !AT_IS(g->words[i].is, AT_G_AUXILIARY) && !AT_IS(g->words[i].is, AT_G_MODAL))
		return true;
	return AT_IS(w->is, AT_G_DETERMINER) && !at_g_is(g, p, "that") && !at_g_is(g, p, "what") && !at_g_is(g, p, "all") &&
	       !at_g_is(g, p, "which") && !at_g_is(g, p, "most") && !at_g_is(g, p, "more") && !at_g_is(g, p, "less") &&
	       !at_g_is(g, p, "this") && !at_g_is(g, p, "both") && !at_g_is(g, p, "much");
}

static bool is_vowel(char c)
{
	return c != '\0' && strchr("aeiou", at_lower(c)) != NULL;
}

/* "stop", "plan": one syllable that ends in a single vowel and a single consonant. */
static bool doubles(const char *s, size_t len)
{
	unsigned vowels = 0;
	for (size_t i = 0; i < len; i++)
		vowels += is_vowel(s[i]) && (i == 0 || !is_vowel(s[i - 1]));
	return len > 2 && vowels == 1 && !is_vowel(s[len - 1]) && is_vowel(s[len - 2]) && !is_vowel(s[len - 3]) &&
	       strchr("wxy", at_lower(s[len - 1])) == NULL;
}

bool at_g_add_past(struct at_buffer *out, const struct at_gtext *g, size_t i)
{
	char key[48] = "past:";
	const char *s = bytes(g, i);
	size_t len = length(g, i);
	if (!at_g_has(g, i, AT_G_VERB) || len + 6 > sizeof key || len < 2)
		return false;
	memcpy(key + 5, s, len);
	const struct at_word *way = at_lexicon_find(&g->lex, key, len + 5);
	if (way != NULL && way->becomes != 0) {
		at_buffer_add(out, g->lex.strings + way->becomes, way->becomes_len);
		return true;
	}
	char last = at_lower(s[len - 1]);
	bool y = last == 'y' && !is_vowel(s[len - 2]);
	at_buffer_add(out, s, y ? len - 1 : len);
	if (doubles(s, len))
		at_buffer_add_char(out, last);
	at_buffer_add_str(out, y ? "ied" : last == 'e' ? "d" : "ed");
	return true;
}

void at_g_add_third(struct at_buffer *out, const struct at_gtext *g, size_t i)
{
	const char *s = bytes(g, i);
	size_t len = length(g, i);
	if (at_g_is(g, i, "have")) {
		at_buffer_add_str(out, "has");
		return;
	}
	char last = len > 0 ? at_lower(s[len - 1]) : 'x', before = len > 1 ? at_lower(s[len - 2]) : 'x';
	bool y = last == 'y' && !is_vowel(before);
	bool hiss = strchr("sxzo", last) != NULL || (last == 'h' && (before == 's' || before == 'c'));
	at_buffer_add(out, s, y ? len - 1 : len);
	at_buffer_add_str(out, y ? "ies" : hiss ? "es" : "s");
}
