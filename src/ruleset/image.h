/* SPDX-License-Identifier: MIT */
/*
 * image: a rule set as one flat run of bytes: records of fixed size, offsets instead of pointers, nothing to parse or
 * relocate. The shipped set is written to a file when attune is built and used in place; user rules make one in memory.
 * Lowest of ruleset/: may call base and text/lexicon.h.
 *
 * Invariants. Everything lies inside [0, size). Strings are interned: equal strings have equal offsets; offset 0 is "".
 * Ranges name `n` records from `first` in the section their comment names. Rules are ordered by kind, then id.
 * The image is native-endian and made by the same build that reads it (the version guards against any other).
 */
#ifndef AT_RULESET_IMAGE_H
#define AT_RULESET_IMAGE_H

#include "attune/attune.h"
#include "text/lexicon.h"
#include <stdint.h>

#define AT_IMAGE_MAGIC "attune\1"
#define AT_IMAGE_VERSION 1u
#define AT_NONE UINT32_MAX

typedef uint32_t at_str; /* offset of a NUL-terminated string in the strings section */

struct at_range {
	uint32_t first, n;
};

/* Kinds of moment, as bits of a reading. Order is precedence. Names in at_moment_names. */
enum at_moment {
	AT_M_CRISIS,
	AT_M_ABUSE,
	AT_M_ANGER,
	AT_M_DISTRESS,
	AT_M_AMBIVALENCE,
	AT_M_GOOD_NEWS,
	AT_M_ADVICE,
	AT_M_APOLOGY,
	AT_M_SUPPRESSED,
	AT_M_BANTER,
	AT_M_LOGISTICS,
	AT_M_TELLING,
	AT_M_NEUTRAL,
	AT_MOMENTS
};
extern const char *const at_moment_names[AT_MOMENTS];

enum at_scope { AT_SCOPE_MESSAGE, AT_SCOPE_SENTENCE, AT_SCOPE_CLAUSE };
enum at_region {
	AT_R_MATCH,
	AT_R_CLAUSE_REST,
	AT_R_SENTENCE_REST,
	AT_R_CLAUSE,
	AT_R_SENTENCE,
	AT_R_MESSAGE,
	AT_R_BEFORE,
	AT_R_NEXT,
	AT_R_PARTNER,
	AT_REGIONS
};
extern const char *const at_region_names[AT_REGIONS];
enum at_place_in { AT_P_ANY, AT_P_FIRST, AT_P_FIRST_CLAUSE, AT_P_LAST, AT_P_ONLY, AT_PLACES };
extern const char *const at_place_names[AT_PLACES];
enum at_measure_name {
	AT_Q_WORDS,
	AT_Q_PARTNER_WORDS,
	AT_Q_LENGTH_RATIO,
	AT_Q_FIRST_PERSON_SHARE,
	AT_Q_EXCLAMATION_RATIO,
	AT_Q_QUESTION_COUNT,
	AT_Q_SHOUT_RATIO,
	AT_Q_INTENSITY_GAP,
	AT_Q_STYLE_MATCH,
	AT_Q_REPEATED_ASK,
	AT_Q_OVERLAP,
	AT_Q_YOU_COUNT,
	AT_Q_I_COUNT,
	AT_Q_ECHO,
	AT_Q_LEANING,
	AT_MEASURES
};
extern const char *const at_measure_names[AT_MEASURES];
enum at_meter { AT_METER_SEEN = 1, AT_METER_HEARD = 2, AT_METER_UNDERSTOOD = 4, AT_METER_WITH = 8 };

enum at_role { AT_ROLE_RULE, AT_ROLE_EXCEPT, AT_ROLE_GUARD, AT_ROLE_CONDITION };
enum at_target { AT_ON_DRAFT = 1, AT_ON_PARTNER = 2 };

struct at_pattern {
	at_str text; /* regex after fragments went in, or the plain words, lower-case */
	uint32_t len;
	uint32_t owner; /* rule or guard index; condition patterns: AT_NONE */
	uint8_t role, scope, target;
	uint8_t plain;         /* plain words: a literal hit between word edges is the match */
	uint8_t intensity;     /* cue words: 1 to 5, else 0 */
	uint8_t always;        /* has no word worth looking for, as lint tells its author */
	uint8_t behind;        /* a way may begin before the match does */
	uint16_t score;        /* quality of its literals, in 1/16 bit; 0 when there are none */
	struct at_range ways;  /* ways; n 0 (and not plain): may match any text */
	uint32_t same;         /* the first pattern of the same text; they share one compiled form */
	uint32_t code, n_code; /* its own part of the compiled form in the codes section; n_code 0: none */
	at_str word, say;      /* cue words: as it is said back, and the predicate after "you" */
};

struct at_measure_spec {
	uint32_t name;
	uint8_t has_above, has_below;
	float above, below;
	struct at_range of; /* lists: selectors, for repeated-ask */
	uint32_t to;        /* leanings, for leaning */
};

struct at_condition {
	uint32_t partner, partner_not;                                  /* moment bits */
	struct at_range feelings;                                       /* lists: family names */
	struct at_range partner_says, partner_says_not, says, says_not; /* patterns */
	struct at_range moves, no_moves;                                /* lists: selectors (a rule id, a family, or "any") */
	uint32_t after_moves;
	uint8_t before_moves, place, needs_partner;
	uint32_t words_min, words_max, partner_words_min, partner_words_max; /* max 0: none */
	uint32_t measure;                                                    /* measures index or AT_NONE */
};

struct at_shade {
	uint32_t when; /* conditions */
	uint32_t severity;
};

struct at_guard {
	at_str id, about, file;
	uint32_t line;
	uint32_t region, within;
	uint32_t when; /* conditions or AT_NONE */
	struct at_range patterns;
};

struct at_example {
	at_str text, partner, at;
	uint32_t text_len, partner_len, at_len;
	uint32_t line;
	uint8_t pass, severity, has_partner, has_at;
};

struct at_rule {
	at_str id, family, category, title, why, hears, about, source, stays, file;
	uint32_t line;
	uint8_t kind, severity, scope, without_context, muted, meters;
	uint8_t layer;                     /* of its file; 0: shipped */
	struct at_range patterns, excepts; /* patterns */
	struct at_range guards;            /* lists: guard indices */
	struct at_range shades;            /* shades */
	struct at_range tries;             /* lists: strings */
	struct at_range examples;          /* examples */
	uint32_t when;                     /* conditions or AT_NONE */
	struct at_range missing, before;   /* lists: selectors */
	uint32_t measure;                  /* measures or AT_NONE */
	/* cues */
	uint32_t moments; /* bits */
	at_str feeling, feeling_family, reg;
	at_str say;                  /* the feeling's predicate after "you" */
	at_str event;                /* what happened, to be said to them; may hold {person} */
	at_str person, person_yours; /* whom the match names, as they and as the writer would say it; hold {it} */
	uint8_t intensity, stated;
	struct at_range needs; /* lists: strings */
	at_str card;
};

/* A pattern matches in one of its ways only: links of each stand in the text, in order, none farther from the one before (the first:
 * from where the match starts) than its gap. The literals of the rarest link make the pattern a candidate, the others are looked for then. */
struct at_way {
	uint32_t first; /* links */
	uint16_t n, rarest;
};
struct at_need {
	uint32_t set; /* of literals, one of which stands there; numbered through the image, and those of its base first */
	uint32_t gap;
};
#define AT_FAR UINT16_MAX /* any distance, as a gap */
/* An ask is a set that a literal belongs to, above the places where alone it counts. A literal that many sets have makes a set of
 * its own, which those sets have as a part, written in the same way. */
struct at_set_record {
	uint32_t parts; /* up to those of the next set */
};
enum at_where { AT_W_EDGE_BEFORE = 1, AT_W_EDGE_AFTER = 2, AT_W_START = 4, AT_W_END = 8, AT_WHERE_BITS = 4 };
#define AT_WHERE_MASK ((1u << AT_WHERE_BITS) - 1)
/* What a literal leads to, up to that of the next literal. */
struct at_literal_use {
	uint32_t postings, asks;
};
/* One literal leading to one pattern. */
struct at_posting {
	uint32_t pattern;
	uint8_t where, plain, target, scope;
};
struct at_literal_hit {
	uint32_t literal, len;
};
/* A state of the index. `next` tells where it leads, `fail` where to go on when it doesn't lead on by a symbol. Dense states, which
 * come first, have a row for each symbol instead. */
struct at_state {
	uint32_t fail;
	uint32_t more; /* 1 + the nearest state on the chain of fails where a literal ends; 0: none */
	uint32_t ends; /* a literal that ends here: its number + 1, then its length in AT_END_BITS; 0: none */
	uint32_t
		next; /* 0: nowhere; AT_NEXT_ONE and a symbol: by it to the state behind this; else edges: their number, then each */
};
#define AT_END_BITS 10
#define AT_NEXT_ONE (1u << 31)
/* An edge: a symbol above the state it leads to. */
#define AT_EDGE_BITS 24

struct at_card {
	at_str kind;
	struct at_range lines; /* lists: strings */
};

/* Where words of a reply come from by name: `{act}` is what the pattern finds in the draft, or in the partner text (persons
 * shifted). */
struct at_take {
	at_str name;
	uint32_t pattern;
	uint32_t from_partner;
};

/* A reply template, or (when `piece` is named) one of the ways to word a piece that templates name as a slot. Zero bits and
 * empty ranges stand for "any". */
struct at_reply {
	at_str id, file;
	at_str piece; /* 0: a whole reply */
	at_str offer; /* of a whole reply: in what it differs from others, "short", "warm" */
	uint32_t line;
	uint32_t moments;              /* bits */
	uint32_t when;                 /* conditions or AT_NONE */
	struct at_range reads;         /* lists: selectors of cues, one of which must have fired */
	struct at_range found;         /* lists: selectors of flags, one of which was found in the draft */
	struct at_range needs;         /* lists: names, one of which the reading must have */
	struct at_range texts;         /* lists: strings with slots */
	struct at_range takes;         /* takes */
	struct at_range bars;          /* patterns: one of them in the draft, as it was written, bars the reply */
	uint32_t next;                 /* replies: the next one of the same piece, or the next whole one; AT_NONE: the last */
	uint8_t registers, goals, tos; /* bits, by at_register_names, attune_goal, attune_to */
	uint8_t alone;                 /* 1: only without partner text; 0: only with it; 2: either */
	int32_t weight;
};
enum at_register { AT_G_TEXTING, AT_G_PLAIN, AT_G_FORMAL, AT_REGISTERS };
extern const char *const at_register_names[AT_REGISTERS];
#define AT_METERS 4u
extern const char *const at_meter_names[AT_METERS];
#define AT_GOALS 4u /* as attune_goal; the first is "any" */
extern const char *const at_goal_names[AT_GOALS];
#define AT_TOS 6u /* as attune_to; likewise */
extern const char *const at_to_names[AT_TOS];

enum at_section {
	AT_S_STRINGS,
	AT_S_RULES,
	AT_S_PATTERNS,
	AT_S_GUARDS,
	AT_S_CONDITIONS,
	AT_S_SHADES,
	AT_S_MEASURES,
	AT_S_LISTS,
	AT_S_EXAMPLES,
	AT_S_CARDS,
	AT_S_REPLIES,
	AT_S_PIECES, /* of each piece, and of the whole replies, the first in replies */
	AT_S_TAKES,
	AT_S_WORDS,
	AT_S_ALWAYS,
	AT_S_WAYS,
	AT_S_NEEDS,
	AT_S_ASKS,
	AT_S_SETS,
	AT_S_PARTS,
	AT_S_LITERALS,
	AT_S_POSTINGS,
	AT_S_LEVEL /* message-level rules */,
	AT_S_DENSE,
	AT_S_STATES,
	AT_S_EDGES,
	AT_S_GRAMMAR, /* words of the mirror */
	AT_S_LEANINGS,
	AT_S_LEAN_WORDS,
	AT_S_LEANS,
	AT_S_CODES /* bytes; compiled.c */,
	AT_SECTIONS
};

struct at_image {
	char magic[8];
	uint32_t version, size;
	uint32_t off[AT_SECTIONS]; /* bytes from the start of the image */
	uint32_t n[AT_SECTIONS];   /* records */
	uint32_t word_mask;        /* of the lexicon */
	uint32_t grammar_mask;     /* of the mirror's */
	uint32_t lean_mask;        /* of the leanings' words */
	uint32_t symbols;          /* columns of a dense row */
	uint32_t dense;            /* number of dense states; states count on from there */
	uint8_t symbol_of[256];    /* folded byte -> column; 0: in no literal */
};

struct attune_rules {
	const struct at_image *image;
	const struct at_image *base;  /* the image this one is laid over, whose index counts as well, or NULL */
	const struct at_image *codes; /* the image whose compiled forms the patterns name, or NULL */
	void *owned;                  /* freed with the set, or NULL when the image is built in */
};

static inline const void *at_section(const struct attune_rules *r, enum at_section s)
{
	return (const char *)r->image + r->image->off[s];
}
static inline const char *at_string(const struct attune_rules *r, at_str s)
{
	return (const char *)at_section(r, AT_S_STRINGS) + s;
}
static inline const struct at_rule *at_rule_at(const struct attune_rules *r, size_t i)
{
	return (const struct at_rule *)at_section(r, AT_S_RULES) + i;
}
static inline const struct at_pattern *at_pattern_at(const struct attune_rules *r, size_t i)
{
	return (const struct at_pattern *)at_section(r, AT_S_PATTERNS) + i;
}
static inline const struct at_guard *at_guard_at(const struct attune_rules *r, size_t i)
{
	return (const struct at_guard *)at_section(r, AT_S_GUARDS) + i;
}
static inline const struct at_condition *at_condition_at(const struct attune_rules *r, size_t i)
{
	return (const struct at_condition *)at_section(r, AT_S_CONDITIONS) + i;
}
static inline const struct at_measure_spec *at_measure_at(const struct attune_rules *r, size_t i)
{
	return (const struct at_measure_spec *)at_section(r, AT_S_MEASURES) + i;
}
/* Records of the lists section: string offsets, selectors or indices. */
static inline const uint32_t *at_list(const struct attune_rules *r, struct at_range range)
{
	return (const uint32_t *)at_section(r, AT_S_LISTS) + range.first;
}
static inline struct at_lexicon at_rules_lexicon(const struct attune_rules *r)
{
	struct at_lexicon lex = {(const struct at_word *)at_section(r, AT_S_WORDS), r->image->word_mask, at_string(r, 0)};
	if (r->image->n[AT_S_WORDS] == 0)
		lex.slots = NULL;
	return lex;
}

/* A selector names a rule by id or family, or all with "any". Strings are interned, so offsets are compared. */
static inline bool at_selects(at_str selector, at_str any, const struct at_rule *rule)
{
	return selector == rule->id || selector == rule->family || selector == any;
}

#endif
