/* SPDX-License-Identifier: MIT */
/*
 * attune.h: the public face of libattune.
 *
 * Load a rule set, make a scanner, scan drafts, look at the report. A rule set never changes after it was loaded and may
 * be shared between threads; a scanner and its report belong to one thread at a time. User text is always pointer and
 * length in bytes, UTF-8, and may contain NUL. The library prints nothing, reads no environment and never exits.
 *
 * Ownership: what a `_new`, `_load` or `_scan` function puts into `*out` is the caller's, to be given to the `_free`
 * function of the same name. Pointers that an accessor returns are borrowed: each says from whom.
 */
#ifndef ATTUNE_ATTUNE_H
#define ATTUNE_ATTUNE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ATTUNE_VERSION "0.1.0"

/* Limits that hold whatever the input. */
#define ATTUNE_MAX_MESSAGE (1u << 20) /* bytes of a draft or a partner text */
#define ATTUNE_MAX_FINDINGS 10000u    /* findings, and likewise moves, in one report */

typedef enum attune_status {
	ATTUNE_OK = 0,
	ATTUNE_E_MEMORY,   /* out of memory */
	ATTUNE_E_ENCODING, /* not UTF-8; the error's column is the byte offset + 1 */
	ATTUNE_E_LIMIT,    /* a limit above was passed */
	ATTUNE_E_RULES,    /* a rule file is wrong */
	ATTUNE_E_IO        /* a file could not be read or written */
} attune_status;

typedef enum attune_severity {
	ATTUNE_OFF = 0,
	ATTUNE_NOTE = 1, /* worth a look */
	ATTUNE_MISS = 2, /* will likely miss them */
	ATTUNE_HURT = 3  /* will likely hurt */
} attune_severity;

typedef enum attune_kind { ATTUNE_FLAG = 0, ATTUNE_MOVE = 1, ATTUNE_CUE = 2 } attune_kind;

typedef struct attune_error attune_error;     /* file, line, column, rule, message; NULL is allowed wherever one is asked for */
typedef struct attune_rules attune_rules;     /* immutable after load; share between threads */
typedef struct attune_scanner attune_scanner; /* one thread at a time; reuse it: warm scans allocate nothing */
typedef struct attune_report attune_report;   /* findings, moves, reading */

/* ------------------------------------------------------------------ errors */
/* All of these accept NULL. Returned strings are borrowed from the error; file and rule may be NULL; lines and columns
 * count from 1, 0 means unknown; columns count code points. */
const char *attune_error_file(const attune_error *e);
unsigned attune_error_line(const attune_error *e);
unsigned attune_error_column(const attune_error *e);
const char *attune_error_rule(const attune_error *e);
const char *attune_error_message(const attune_error *e);
attune_status attune_error_status(const attune_error *e);
bool attune_error_is_warning(const attune_error *e);
void attune_error_free(attune_error *e);

/* The whole error as `file:line:column: rule: message`, with what is unknown left out. Writes at most `cap` bytes with a
 * closing NUL, returns the bytes it would have needed without it. */
size_t attune_error_format(const attune_error *e, char *buf, size_t cap);

/* Called once per problem, so one load reports all of them. The error is borrowed for the call. */
typedef void (*attune_diag_fn)(const attune_error *e, void *payload);

/* ------------------------------------------------------------------- rules */
/* The shipped set with `paths` over it: rule files or directories (searched for .yaml and .yml below them), the later
 * over the earlier; a rule of the same id replaces, `off: true` mutes. `diag` hears every problem; a broken rule is left
 * out and the rest loads. A path that cannot be read is a problem, too. On ATTUNE_OK `*out` is a usable set even if
 * problems were reported;
 * `*problems` (if not NULL) counts them. With `shipped` false only `paths` are loaded. */
attune_status attune_rules_load(attune_rules **out, bool shipped, const char *const *paths, size_t n, attune_diag_fn diag,
                                void *payload, size_t *problems);
/* Accepts NULL. Reports and scanners of the set must be freed before it. */
void attune_rules_free(attune_rules *rules);

/* A rule as its file says it. Strings are borrowed from the set; absent ones are "". */
typedef struct attune_rule_info {
	const char *id, *category, *title, *why, *hears, *about, *source, *file;
	attune_kind kind;
	attune_severity severity;
	unsigned line;
	bool muted;
	unsigned n_patterns, n_examples, n_try;
} attune_rule_info;

size_t attune_rules_count(const attune_rules *rules); /* rules of all kinds, muted ones included */
/* Rules are ordered by kind, then id. False when `i` is out of range. */
bool attune_rules_get(const attune_rules *rules, size_t i, attune_rule_info *out);
/* Index of the rule with this id, or SIZE_MAX. */
size_t attune_rules_find(const attune_rules *rules, const char *id);
/* The id nearest to `id` by edit distance, or NULL when nothing is near; borrowed from the set. */
const char *attune_rules_suggest(const attune_rules *rules, const char *id);
/* The k-th pattern (after fragments went in), `try` line of rule `i`, or NULL; borrowed from the set. */
const char *attune_rules_pattern(const attune_rules *rules, size_t i, size_t k);
const char *attune_rules_try(const attune_rules *rules, size_t i, size_t k);

/* One example of a rule. Strings are borrowed from the set; `partner` and `at` are NULL when absent. */
typedef struct attune_example {
	const char *text, *partner, *at;
	size_t text_len, partner_len, at_len;
	bool pass;                /* the rule must stay silent */
	attune_severity severity; /* the severity it must have, ATTUNE_OFF when not said */
	unsigned line;
} attune_example;
bool attune_rules_example(const attune_rules *rules, size_t i, size_t k, attune_example *out);

/* The shipped rule files as they were built in. `name` is the path below rules/; false when `i` is out of range.
 * Borrowed, static. */
bool attune_shipped_file(size_t i, const char **name, const char **text, size_t *len);

/* ------------------------------------------------------------------ lint */
/* What a rule author should know about rule `i`: how its patterns are found and what they cost. Calls `diag` for each
 * remark (warnings). */
attune_status attune_rules_lint(const attune_rules *rules, attune_diag_fn diag, void *payload, size_t *remarks);

/* Flags of which every example is found by another rule of their category, too: they may be dead weight. Each is a warning to `diag`. Reads all examples, so
 * it takes a moment. */
attune_status attune_rules_shadowed(const attune_rules *rules, attune_diag_fn diag, void *payload, size_t *remarks);

/* ------------------------------------------------------------------- scan */
attune_status attune_scanner_new(attune_scanner **out, const attune_rules *rules, attune_error **err);
void attune_scanner_free(attune_scanner *s); /* accepts NULL */

/* Reads `partner` (NULL: there is none), then `draft`. `*out` is NULL or a report from an earlier scan of any scanner of
 * the same set, which is
 * then reused. On failure `*out` is left as it was and `*err` says why. Rules that hit a match limit are reported in the report
 * (attune_report_trouble) and the others still answer. */
attune_status attune_scan(attune_report **out, attune_scanner *s, const char *draft, size_t draft_len, const char *partner,
                          size_t partner_len, attune_error **err);
/* Reads a partner text alone. */
attune_status attune_read(attune_report **out, attune_scanner *s, const char *partner, size_t partner_len, attune_error **err);
void attune_report_free(attune_report *r); /* accepts NULL */

/* `start`, `end`: code points in the text as given, end exclusive; `byte_start`, `byte_end`: the same in bytes. */
typedef struct attune_finding {
	const char *rule, *category, *title, *why, *hears; /* borrowed from the rule set */
	size_t rule_index;
	attune_severity severity;
	size_t start, end, byte_start, byte_end;
	bool whole;           /* about the draft as a whole, not a phrase in it */
	size_t n_suggestions; /* see attune_report_suggestion */
} attune_finding;

typedef struct attune_move {
	const char *rule, *title; /* borrowed from the rule set */
	size_t rule_index;
	size_t start, end, byte_start, byte_end;
	unsigned meters; /* bits: 1 seen, 2 heard, 4 understood, 8 with */
} attune_move;

typedef struct attune_feeling {
	const char *family, *word, *rule; /* borrowed from the rule set */
	const char *said;  /* what may follow "you" when it is said back: "are gutted", "feel stupid"; borrowed from the rule set */
	int intensity;     /* 1 to 5 */
	bool stated;       /* they said it; false: a guess */
	size_t start, end; /* code points in the partner text */
} attune_feeling;

size_t attune_report_findings(const attune_report *r);
bool attune_report_finding(const attune_report *r, size_t i, attune_finding *out);
/* The k-th suggestion of finding `i`, slots filled; NUL-terminated, borrowed from the report; NULL when out of range. */
const char *attune_report_suggestion(const attune_report *r, size_t i, size_t k);
size_t attune_report_moves(const attune_report *r);
bool attune_report_move(const attune_report *r, size_t i, attune_move *out);
/* What the draft's moves reach, as bits: 1 seen, 2 heard, 4 understood, 8 with. */
unsigned attune_report_meters(const attune_report *r);
/* Good enough, which is the most anybody can be: (seen or heard) and (understood or with), and nothing that will likely hurt. */
bool attune_report_good_enough(const attune_report *r);
size_t attune_report_kinds(const attune_report *r);
const char *attune_report_kind(const attune_report *r, size_t i); /* "distress"; borrowed, static */
/* What they said of themselves comes first, the strongest before the weaker; then guesses, two at most. One of a family. */
size_t attune_report_feelings(const attune_report *r);
bool attune_report_feeling(const attune_report *r, size_t i, attune_feeling *out);
/* The third person the partner text is about, as the partner names them ("my boss", "mum", "the vet"), and what happened, to be
 * said after "about" ("the scan", "losing your job"). NULL when there is none or none is clear; NUL-terminated, borrowed
 * from the report. */
const char *attune_report_about(const attune_report *r);
const char *attune_report_event(const attune_report *r);
/* How strongly the partner text speaks, 1 to 5; 0 when there is none. Its pace: "short" (a few words, or a few a sentence),
 * "rushing" (long breathless sentences, four bubbles or more, a heap of exclamation marks or capitals) or "steady"; NULL
 * when there is none; static. */
int attune_report_intensity(const attune_report *r);
const char *attune_report_pace(const attune_report *r);
size_t attune_report_needs(const attune_report *r);
const char *attune_report_need(const attune_report *r, size_t i); /* borrowed from the rule set */
size_t attune_report_registers(const attune_report *r);
const char *attune_report_register(const attune_report *r, size_t i); /* borrowed from the rule set */
/* Rules that could not answer (a match limit). NULL when out of range; borrowed from the report. */
size_t attune_report_troubles(const attune_report *r);
const attune_error *attune_report_trouble(const attune_report *r, size_t i);
/* The safety card to show: "crisis", "self-harm", "abuse", "coercion", "child", or NULL. Borrowed from the rule set. */
const char *attune_report_card(const attune_report *r);
/* The cue rules that fired on the partner text, by index into the rule set. SIZE_MAX when out of range. */
size_t attune_report_cue(const attune_report *r, size_t i);

/* The safety card, as the rule files word it. A card has lines: plain words, in order. NULL when out of range; borrowed. */
const char *attune_rules_card_line(const attune_rules *rules, const char *kind, size_t i);

/* Whether rule `i` alone matches the text as its examples mean it: for flags and moves the draft, for cues the partner
 * text. Used by `rules test`.
 * `hit` gets its spans in bytes and its severity; `*n` the number found, at most `cap` are written. Overlaps with other
 * rules don't matter. */
typedef struct attune_hit {
	size_t byte_start, byte_end;
	attune_severity severity;
} attune_hit;
attune_status attune_try_rule(attune_scanner *s, size_t i, const char *text, size_t len, const char *partner, size_t partner_len,
                              attune_hit *hits, size_t cap, size_t *n, attune_error **err);

/* ------------------------------------------------------------------ mirror */
/* What `partner` says, with the persons shifted, to be said back to them: "I feel like you ignore me" -> "you feel like I
 * ignore you". Clauses worth mirroring come best first. Where the shift would be doubtful there is none, and a
 * feeling-only line may stand in its place. */
typedef struct attune_mirror attune_mirror;

/* `*out` is NULL or an earlier result, which is then reused. Fails as attune_read does. */
attune_status attune_mirror_read(attune_mirror **out, attune_scanner *s, const char *partner, size_t len, attune_error **err);
/* The same with every person shifted in place, nothing chosen, stripped or wrapped: one clause, the whole text. */
attune_status attune_mirror_shift(attune_mirror **out, attune_scanner *s, const char *partner, size_t len, attune_error **err);
void attune_mirror_free(attune_mirror *m); /* accepts NULL */
size_t attune_mirror_clauses(const attune_mirror *m);
/* The i-th mirrored clause, NUL-terminated, without capital or full stop; NULL when out of range; borrowed from the result. */
const char *attune_mirror_clause(const attune_mirror *m, size_t i);
/* Why there is no clause ("an insult", "an idiom" ...), or NULL; static. The line that names the feeling alone ("you're furious
 * with me"), or NULL; borrowed from the result. */
const char *attune_mirror_refusal(const attune_mirror *m);
const char *attune_mirror_feeling(const attune_mirror *m);

/* ----------------------------------------------------------------- rewrite */
/* Whole replies offered in place of a draft. Each passed the rule set: it raises no finding. */
typedef struct attune_offers attune_offers;

typedef enum attune_goal { ATTUNE_GOAL_ANY = 0, ATTUNE_GOAL_HEART, ATTUNE_GOAL_RESOLVE, ATTUNE_GOAL_HERE } attune_goal;
typedef enum attune_to {
	ATTUNE_TO_ANY = 0,
	ATTUNE_TO_PARTNER,
	ATTUNE_TO_FRIEND,
	ATTUNE_TO_PARENT,
	ATTUNE_TO_CHILD,
	ATTUNE_TO_COLLEAGUE
} attune_to;
/* "heart", "partner"; NULL for ..._ANY and out of range; static. */
const char *attune_goal_name(attune_goal goal);
const char *attune_to_name(attune_to to);

typedef struct attune_wish {
	attune_goal goal;
	attune_to to;
	unsigned count; /* offers wanted; 0: the usual three */
	unsigned round; /* 0: the best; 1, 2 ...: others, as long as there are any */
} attune_wish;

typedef struct attune_offer {
	const char *kind;  /* "short", "warm", "curious" ... : in what it differs from its siblings; borrowed from the rule set */
	const char *text;  /* NUL-terminated, borrowed from the offers */
	const char *reply; /* id of the reply template it came from; borrowed from the rule set */
	size_t len;        /* bytes */
	size_t gap_start, gap_end; /* the first [bracket] the writer has to fill, in bytes; both `len` when there is none */
	unsigned meters;           /* what it reaches, as attune_report_meters */
} attune_offer;

/* Offers for a draft; `partner` NULL: there is none, and the draft itself is repaired as far as honesty allows. `wish` NULL: no
 * wishes. Same input, same output. `*out` is NULL or earlier offers, which are then reused. No offer is no failure. */
attune_status attune_rewrite(attune_offers **out, attune_scanner *s, const char *draft, size_t draft_len, const char *partner,
                             size_t partner_len, const attune_wish *wish, attune_error **err);
void attune_offers_free(attune_offers *o); /* accepts NULL */
size_t attune_offers_count(const attune_offers *o);
bool attune_offers_get(const attune_offers *o, size_t i, attune_offer *out);
/* The writer's own sentences that no offer carries and that should not get lost: advice to give when it is asked for. NULL
 * when out of range; borrowed from the offers. */
const char *attune_offers_parked(const attune_offers *o, size_t i);
/* Names, times and numbers of the draft that none of the offers keeps; likewise. */
const char *attune_offers_dropped(const attune_offers *o, size_t i);
/* A word to the writer beside or in place of the offers (what they said is missing; there is nothing to change; this isn't
 * polished), or NULL; borrowed from the rule set. */
const char *attune_offers_note(const attune_offers *o);

#ifdef __cplusplus
}
#endif
#endif
