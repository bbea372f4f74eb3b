/* SPDX-License-Identifier: MIT */
/*
 * attune.h: the public face of libattune.
 *
 * Load a rule set, make a scanner, scan drafts, look at the report. User text is always pointer and length in bytes, UTF-8, and
 * may contain NUL; a pointer may be NULL only where that is said. Strings that the library hands out are UTF-8 and end with NUL.
 * The library prints nothing, reads no environment, keeps nothing between calls but what it hands out, and never exits.
 *
 * Ownership. What a function puts into `*out` is the caller's, to be given to the `_free` function of its type; those accept NULL.
 * Pointers that come back otherwise are borrowed: "from the set" (the rule set) holds until that is freed, "from the report", "the
 * result" or "the offers" until that is freed or handed to another call that fills it, "static" for ever. Free in this order:
 * reports, results and offers, their scanner, its rules.
 *
 * Threads. A rule set never changes after it was loaded and may be shared. A scanner, and each report, result or offers, belongs
 * to one thread at a time. There is no global state.
 *
 * Errors. A function that can fail returns a status, and no more than ATTUNE_OK means that it worked. `err` may be NULL; else, on
 * failure alone, `*err` becomes an error of the caller's (an older one in it is not freed). An accessor can't fail: out of range
 * it gives false, NULL or SIZE_MAX as it says. No accessor accepts NULL in place of its first argument, but those of errors do.
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
	ATTUNE_E_LIMIT,    /* a limit above was passed, or a pattern's */
	ATTUNE_E_RULES,    /* a rule file is wrong, or there is no such rule */
	ATTUNE_E_IO        /* a file could not be read or written */
} attune_status;

typedef enum attune_severity {
	ATTUNE_OFF = 0,
	ATTUNE_NOTE = 1, /* worth a look */
	ATTUNE_MISS = 2, /* will likely miss them */
	ATTUNE_HURT = 3  /* will likely hurt */
} attune_severity;

/* A flag points at something to reconsider in the draft, a move at something attuned in it; a cue reads the partner text. */
typedef enum attune_kind { ATTUNE_FLAG = 0, ATTUNE_MOVE = 1, ATTUNE_CUE = 2 } attune_kind;

typedef struct attune_error attune_error;     /* file, line, column, rule, message; NULL is allowed wherever one is asked for */
typedef struct attune_rules attune_rules;     /* immutable after load; share between threads */
typedef struct attune_scanner attune_scanner; /* one thread at a time; reuse it: warm scans allocate nothing */
typedef struct attune_report attune_report;   /* findings, moves, reading; reuse it, too */

/* ------------------------------------------------------------------ errors */
/* All of these accept NULL, which is no error: status ATTUNE_OK, an empty message. Strings are borrowed from the error. */
const char *attune_error_file(const attune_error *e); /* as it was named in a path, or below rules/; NULL: not about a file */
unsigned attune_error_line(const attune_error *e);    /* from 1; 0: unknown */
/* From 1, 0: unknown; in code points, in a file. For ATTUNE_E_ENCODING: the byte offset in the text + 1. */
unsigned attune_error_column(const attune_error *e);
const char *attune_error_rule(const attune_error *e);    /* the id of the rule it is about, or NULL */
const char *attune_error_message(const attune_error *e); /* a line for people, no full stop; never NULL */
attune_status attune_error_status(const attune_error *e);
bool attune_error_is_warning(const attune_error *e); /* a remark: nothing was left out because of it */
void attune_error_free(attune_error *e);

/* The whole error as `file:line:column: rule: message`, with what is unknown left out. Writes at most `cap` bytes into `buf`,
 * the closing NUL among them (`buf` may be NULL if `cap` is 0), and returns how many it would have needed without the NUL. */
size_t attune_error_format(const attune_error *e, char *buf, size_t cap);

/* Called once per problem, in the thread of the call that found it, so that one load reports all of them. The error is borrowed
 * for the call; `payload` is what was given beside the function. It must not call the function that calls it. */
typedef void (*attune_diag_fn)(const attune_error *e, void *payload);

/* ------------------------------------------------------------------- rules */
/* Loads the shipped set with `paths` over it: rule files, or folders that are searched for .yaml and .yml, the later over the
 * earlier. A rule of the same id replaces, `off: true` mutes. With `shipped` false only `paths` are loaded; with no paths the
 * shipped set is used in place, which takes no time.
 *
 * `diag` (may be NULL) hears every problem, be it an error or a warning, with `payload`; `*problems` (may be NULL) counts them,
 * also on failure. A broken rule is left out and the rest loads; a path that can't be read is a problem, too. So on ATTUNE_OK
 * `*out` is a usable set even if there were problems. On failure (ATTUNE_E_MEMORY, or ATTUNE_E_RULES if there is no set to be had
 * at all) `*out` is left alone. `paths` is not needed after the call. */
attune_status attune_rules_load(attune_rules **out, bool shipped, const char *const *paths, size_t n, attune_diag_fn diag,
                                void *payload, size_t *problems);
/* Its scanners, and their reports, must be freed before it. */
void attune_rules_free(attune_rules *rules);

/* A rule as its file says it. Strings are borrowed from the set; those that the file doesn't give are "". */
typedef struct attune_rule_info {
	const char *id, *category, *title, *why, *hears, *about, *source, *file;
	attune_kind kind;
	attune_severity severity; /* of a flag, before conditions shade it */
	unsigned line;            /* in `file`, from 1 */
	bool muted;
	unsigned n_patterns, n_examples, n_try; /* how many the functions below have */
} attune_rule_info;

size_t attune_rules_count(const attune_rules *rules); /* rules of all kinds, muted ones included */
/* Rule `i` in the order of kinds, then ids. False, and `*out` left alone, when `i` is out of range. */
bool attune_rules_get(const attune_rules *rules, size_t i, attune_rule_info *out);
/* Index of the rule with this very id, or SIZE_MAX. Looks at one rule after the other. */
size_t attune_rules_find(const attune_rules *rules, const char *id);
/* The id nearest to `id` by edit distance, or the one that has `id` after its slash; NULL when nothing is near. From the set. */
const char *attune_rules_suggest(const attune_rules *rules, const char *id);
/* The k-th pattern of rule `i`, PCRE2, after fragments went in; NULL when either is out of range. From the set. */
const char *attune_rules_pattern(const attune_rules *rules, size_t i, size_t k);
/* The k-th `try` line of rule `i`, slots as they stand in the file; NULL when either is out of range. From the set. */
const char *attune_rules_try(const attune_rules *rules, size_t i, size_t k);

/* One example of a rule. Strings are borrowed from the set; `partner` and `at` are NULL when absent. Lengths are bytes. */
typedef struct attune_example {
	const char *text, *partner, *at;
	size_t text_len, partner_len, at_len;
	bool pass;                /* the rule must stay silent */
	attune_severity severity; /* the severity it must have, ATTUNE_OFF when not said */
	unsigned line;            /* in the rule's file, from 1 */
} attune_example;
/* The k-th example of rule `i`. False, and `*out` left alone, when either is out of range. */
bool attune_rules_example(const attune_rules *rules, size_t i, size_t k, attune_example *out);

/* The i-th of the shipped files as they were built in: rules, and the pages beside them. `*name` is the path below rules/, `*len`
 * the bytes of `*text` without its NUL; both static. False, and nothing set, when `i` is out of range. */
bool attune_shipped_file(size_t i, const char **name, const char **text, size_t *len);

/* ------------------------------------------------------------------ lint */
/* What a rule author should know about each rule that isn't muted: what is missing, how its patterns are found and what they
 * cost. Calls `diag` (may be NULL) with a warning for each remark; `*remarks` (may be NULL) counts them. */
attune_status attune_rules_lint(const attune_rules *rules, attune_diag_fn diag, void *payload, size_t *remarks);

/* What the examples of flags tell: flags whose every phrase another of their category finds, too (they may be dead weight), flags
 * that find none of theirs, look-alikes that a guard would silence. Each is a warning to `diag`. `wanted` (NULL: all) chooses
 * rules, and gets the same payload. Reads the examples, so it takes a moment. */
attune_status attune_rules_shadowed(const attune_rules *rules, bool (*wanted)(size_t rule, void *payload), attune_diag_fn diag,
                                    void *payload, size_t *remarks);

/* What patterns cost. Each (of rules, of what cancels them and of their conditions; with `wanted` NULL also of guards and replies)
 * is run on texts of 10,000 characters made of its own words, the likeliest to make it go astray, and on 1,000 of them. A
 * warning to `diag` for each that takes more than ATTUNE_MAX_STEPS steps, or is stopped by a limit on the short ones. Takes
 * its time. */
#define ATTUNE_MAX_STEPS 2000000u
typedef struct attune_slow {
	size_t patterns;       /* that were run */
	size_t slow;           /* more than ATTUNE_MAX_STEPS on 10,000 characters */
	size_t stopped;        /* by a limit, on 1,000 */
	size_t stopped_long;   /* by a limit, on 10,000, which is what limits are for; no warning */
	size_t uncounted;      /* too long to be counted; for these limits alone were watched */
	uint64_t median, most; /* steps on 10,000 characters */
} attune_slow;
attune_status attune_rules_slow(const attune_rules *rules, bool (*wanted)(size_t rule, void *payload), attune_diag_fn diag,
                                void *payload, attune_slow *out);

/* ------------------------------------------------------------------- scan */
/* What reading with `rules` needs: memory, and patterns as they get compiled. Keep it, one for each thread that scans. On failure
 * (ATTUNE_E_MEMORY) `*out` is left alone. */
attune_status attune_scanner_new(attune_scanner **out, const attune_rules *rules, attune_error **err);
void attune_scanner_free(attune_scanner *s);

/* Reads `partner` (NULL: there is none), then `draft`, and fills `*out` with what it found. `*out` is NULL, and then becomes a new
 * report, or a report from an earlier scan of any scanner of the same set, which is then reused. Both texts may be let go after
 * the call.
 *
 * Fails with ATTUNE_E_ENCODING or ATTUNE_E_LIMIT (ATTUNE_MAX_MESSAGE) and `*out` as it was, or with ATTUNE_E_MEMORY and a report,
 * if one was given, that is as it was or empty. A rule that hits a limit of matching is no failure: see attune_report_trouble. */
attune_status attune_scan(attune_report **out, attune_scanner *s, const char *draft, size_t draft_len, const char *partner,
                          size_t partner_len, attune_error **err);
/* Reads a partner text alone: a report with a reading, and with no findings or moves. Else as attune_scan. */
attune_status attune_read(attune_report **out, attune_scanner *s, const char *partner, size_t partner_len, attune_error **err);
void attune_report_free(attune_report *r);

/* A phrase of the draft to reconsider. `start`, `end`: code points in the draft as given, end exclusive; `byte_start`, `byte_end`:
 * the same in bytes. */
typedef struct attune_finding {
	const char *rule, *category, *title, *why, *hears; /* from the set; "" when the file doesn't give it */
	size_t rule_index;                                 /* for attune_rules_get */
	attune_severity severity;
	size_t start, end, byte_start, byte_end;
	bool whole;           /* about the draft as a whole, not a phrase in it */
	bool leaning;         /* about what the words of a sentence add up to, not a phrase of the rule's */
	size_t n_suggestions; /* see attune_report_suggestion */
} attune_finding;

/* Something attuned in the draft; places as in a finding. */
typedef struct attune_move {
	const char *rule, *title; /* from the set */
	size_t rule_index;
	size_t start, end, byte_start, byte_end;
	unsigned meters; /* bits: 1 seen, 2 heard, 4 understood, 8 with */
} attune_move;

/* A feeling in the partner text. */
typedef struct attune_feeling {
	const char *family, *word, *rule; /* from the set */
	const char *said;  /* what may follow "you" when it is said back: "are gutted", "feel stupid"; from the set */
	int intensity;     /* 1 to 5 */
	bool stated;       /* they said it; false: a guess */
	size_t start, end; /* code points in the partner text, end exclusive */
} attune_feeling;

/* How many findings there are, at most ATTUNE_MAX_FINDINGS; the i-th, in the order of the draft, those about the whole of it
 * last. False, and `*out` left alone, when `i` is out of range. */
size_t attune_report_findings(const attune_report *r);
bool attune_report_finding(const attune_report *r, size_t i, attune_finding *out);
/* The k-th suggestion of finding `i`, slots filled; NULL when either is out of range. From the report. */
const char *attune_report_suggestion(const attune_report *r, size_t i, size_t k);
/* Likewise for moves. */
size_t attune_report_moves(const attune_report *r);
bool attune_report_move(const attune_report *r, size_t i, attune_move *out);
/* What the draft's moves reach, as bits: 1 seen, 2 heard, 4 understood, 8 with. */
unsigned attune_report_meters(const attune_report *r);
/* "seen", "heard", "understood", "with" of bit 0 to 3; NULL beyond; static. */
const char *attune_meter_name(unsigned bit);
/* Good enough, which is the most anybody can be: (seen or heard) and (understood or with), and nothing that will likely hurt. */
bool attune_report_good_enough(const attune_report *r);
/* Whether so few of the draft's words are known (it may be in another language) that finding nothing says nothing. */
bool attune_report_foreign(const attune_report *r);

/* The reading of the partner text; without one there is nothing in it. Kinds of moment: "distress", "anger" ... (rules/README.md
 * names them), NULL when `i` is out of range; static. */
size_t attune_report_kinds(const attune_report *r);
const char *attune_report_kind(const attune_report *r, size_t i);
/* What they said of themselves comes first, the strongest before the weaker; then guesses, two at most. One of a family. False,
 * and `*out` left alone, when `i` is out of range. */
size_t attune_report_feelings(const attune_report *r);
bool attune_report_feeling(const attune_report *r, size_t i, attune_feeling *out);
/* The third person the partner text is about, as the partner names them ("my boss", "mum", "the vet"). NULL when there is none or
 * none is clear. From the report. */
const char *attune_report_about(const attune_report *r);
/* What happened, to be said to them after "about" ("the scan", "losing your job"); likewise. */
const char *attune_report_event(const attune_report *r);
/* How strongly the partner text speaks, 1 to 5; 0 when there is none. */
int attune_report_intensity(const attune_report *r);
/* Its pace: "short" (a few words, or a few a sentence), "rushing" (long breathless sentences, four bubbles or more, a heap of
 * exclamation marks or capitals) or "steady"; NULL when there is no partner text; static. */
const char *attune_report_pace(const attune_report *r);
/* Needs, the likeliest first ("comfort"), and how the text is written ("texting"); NULL when `i` is out of range. From the set. */
size_t attune_report_needs(const attune_report *r);
const char *attune_report_need(const attune_report *r, size_t i);
size_t attune_report_registers(const attune_report *r);
const char *attune_report_register(const attune_report *r, size_t i);
/* The i-th cue rule that fired on the partner text, as an index for attune_rules_get. SIZE_MAX when out of range. */
size_t attune_report_cue(const attune_report *r, size_t i);

/* The safety card to show in place of all else, or, if its name ends in "-soft", above it: a key of `card` in safety.yaml such as
 * "crisis"; NULL: none. From the set; its lines are attune_rules_card_line. */
const char *attune_report_card(const attune_report *r);
/* Rules that could not answer, because a pattern of theirs hit a limit of matching; the others did. NULL when out of range. From
 * the report: not to be freed. */
size_t attune_report_troubles(const attune_report *r);
const attune_error *attune_report_trouble(const attune_report *r, size_t i);

/* The i-th line of the safety card `kind`, plain words as the rule files have them; NULL when there is no such card or `i` is out
 * of range. From the set. */
const char *attune_rules_card_line(const attune_rules *rules, const char *kind, size_t i);
/* Whether a card goes above what there is to say, not in its place: its name ends in "-soft". False for NULL. */
bool attune_card_is_soft(const char *kind);

/* Where rule `i` alone matches `text` as its examples mean it: for flags and moves the draft, for cues the partner text (then
 * `partner` is not looked at; else it may be NULL). Overlaps with other rules don't matter. At most `cap` hits are written; `*n`
 * is how many there were, which may be more. Used by `rules test`. Fails as attune_scan does, with ATTUNE_E_RULES if there is no
 * rule `i`, and with ATTUNE_E_LIMIT if any rule hit a limit of matching. */
typedef struct attune_hit {
	size_t byte_start, byte_end; /* in `text`, end exclusive */
	attune_severity severity;    /* of a flag; ATTUNE_OFF for others */
} attune_hit;
attune_status attune_try_rule(attune_scanner *s, size_t i, const char *text, size_t len, const char *partner, size_t partner_len,
                              attune_hit *hits, size_t cap, size_t *n, attune_error **err);

/* ------------------------------------------------------------------- trace */
/* How near a rule came to saying something about a draft (a cue: about the partner text). */
typedef enum attune_outcome {
	ATTUNE_FIRES,    /* it counts */
	ATTUNE_SHADOWED, /* it would count, and another rule stands for the same phrase */
	ATTUNE_SILENCED, /* its words were found, and a guard, an exception, a condition or a shade silences it */
	ATTUNE_NEAR,     /* all words that a pattern of it needs are there, and the pattern doesn't match */
	ATTUNE_FAR       /* they aren't */
} attune_outcome;

/* One rule and what there is to say of it, in lines of plain English. All borrowed for the call. */
typedef struct attune_trace {
	size_t rule_index;
	attune_outcome outcome;
	attune_severity severity; /* that it has here; ATTUNE_OFF when it says nothing, or is no flag */
	unsigned pattern;         /* the first pattern that was found or came near, from 1; 0: none */
	const char *const *lines;
	size_t n_lines;
} attune_trace;
typedef void (*attune_trace_fn)(const attune_trace *t, void *payload);

/* Reads `partner` (NULL: there is none) and `draft` (NULL: there is none, so only cues are looked at) and tells `fn` of rule `i`,
 * or for
 * SIZE_MAX of all that came nearer than ATTUNE_FAR, the nearest first. The last answer of the scanner is gone then. Fails as
 * attune_scan does. */
attune_status attune_trace_rules(attune_scanner *s, size_t i, const char *draft, size_t draft_len, const char *partner,
                                 size_t partner_len, attune_trace_fn fn, void *payload, attune_error **err);

/* ------------------------------------------------------------------ mirror */
/* What `partner` says, with the persons shifted, to be said back to them: "I feel like you ignore me" -> "you feel like I
 * ignore you". Clauses worth mirroring come best first. Where the shift would be doubtful there is none, and a
 * feeling-only line may stand in its place. */
typedef struct attune_mirror attune_mirror;

/* `*out` is NULL, and then becomes a new result, or an earlier one, which is then reused. Fails as attune_read does; what stands
 * in `*out` then is still to be freed. */
attune_status attune_mirror_read(attune_mirror **out, attune_scanner *s, const char *partner, size_t len, attune_error **err);
/* The same with every person shifted in place, nothing chosen, stripped or wrapped: one clause, the whole text. */
attune_status attune_mirror_shift(attune_mirror **out, attune_scanner *s, const char *partner, size_t len, attune_error **err);
void attune_mirror_free(attune_mirror *m);
size_t attune_mirror_clauses(const attune_mirror *m);
/* The i-th mirrored clause, without capital or full stop; NULL when out of range. From the result. */
const char *attune_mirror_clause(const attune_mirror *m, size_t i);
/* Why there is no clause ("an insult", "an idiom" ...), or NULL; static. */
const char *attune_mirror_refusal(const attune_mirror *m);
/* The line that names the feeling alone ("you're furious with me"), or NULL. From the result. */
const char *attune_mirror_feeling(const attune_mirror *m);
/* The safety card of the text, as attune_report_card; unless it is a soft one there are no clauses: words of danger aren't for saying
 * back. NULL for none, and after attune_mirror_shift. From the set. */
const char *attune_mirror_card(const attune_mirror *m);

/* ----------------------------------------------------------------- rewrite */
/* Whole replies offered in place of a draft. Each passed the rule set: it raises no finding, and each is for the writer to read
 * before it is sent. */
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
	const char *kind;          /* "short", "warm", "curious" ... : in what it differs from its siblings; from the set */
	const char *text;          /* from the offers */
	const char *reply;         /* id of the reply template it came from; from the set */
	size_t len;                /* bytes of `text` */
	size_t gap_start, gap_end; /* the first [bracket] the writer has to fill, in bytes; both `len` when there is none */
	unsigned meters;           /* what it reaches, as attune_report_meters */
} attune_offer;

/* Offers for a draft; `partner` NULL: there is none, and the draft itself is mended as far as honesty allows. `wish` NULL: no
 * wishes. Same input, same output. `*out` is NULL, and then becomes new offers, or earlier ones, which are then reused. No offer
 * is no failure. Fails as attune_scan does. */
attune_status attune_rewrite(attune_offers **out, attune_scanner *s, const char *draft, size_t draft_len, const char *partner,
                             size_t partner_len, const attune_wish *wish, attune_error **err);
void attune_offers_free(attune_offers *o);
size_t attune_offers_count(const attune_offers *o);
/* The i-th offer, the best first. False, and `*out` left alone, when `i` is out of range. */
bool attune_offers_get(const attune_offers *o, size_t i, attune_offer *out);
/* The writer's own sentences that no offer carries and that should not get lost: advice to give when it is asked for. NULL when
 * out of range. From the offers. */
const char *attune_offers_parked(const attune_offers *o, size_t i);
/* Names, times and numbers of the draft that none of the offers keeps; likewise. */
const char *attune_offers_dropped(const attune_offers *o, size_t i);
/* A word to the writer beside or in place of the offers (what they said is missing; there is nothing to change; this isn't
 * polished), or NULL. From the set. */
const char *attune_offers_note(const attune_offers *o);

#ifdef __cplusplus
}
#endif
#endif
