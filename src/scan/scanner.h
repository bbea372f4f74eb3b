/* SPDX-License-Identifier: MIT */
/*
 * scanner: what the files of scan/ share while one message is read. Private to scan/ and, above it, mirror/. May call base, text,
 * ruleset.
 *
 * A message is read in two passes over the same machinery: first the partner text (cues), then the draft (moves, then flags).
 * A pass normalises its text, walks the literal index over it (index.c), and confirms the candidates with their patterns
 * (pass.c), which leaves raw matches. Guards (guard.c) and conditions (condition.c, measure.c) then decide which of them
 * count; reading.c and finding.c turn what is left into a report.
 *
 * Invariants. Spans in here are bytes of the normalised copy; only finding.c, reading.c and try.c turn them into
 * the user's bytes.
 * Every array is kept from message to message; a warm scan allocates nothing. A pattern in trouble is reported once a
 * message and is silent for
 * the rest of it; all others go on.
 */
#ifndef AT_SCAN_SCANNER_H
#define AT_SCAN_SCANNER_H

#include "attune/attune.h"
#include "base/error.h"
#include "ruleset/image.h"
#include "ruleset/pattern.h"
#include "text/text.h"

/* A raw match of a rule's pattern. */
struct at_match {
	uint32_t pattern, rule;
	struct at_span span;
};

/* What a pattern found in one unit (message, sentence or clause) of a text: `n` spans from `first`. */
struct at_found {
	uint32_t pattern, unit, first, n;
};

struct at_candidate {
	uint32_t pattern, unit;
};

/* A literal of a set, in the text. */
struct at_stand {
	uint32_t set, start, end;
	uint32_t before; /* 1 + the place before this one of the same set; 0: none */
	uint8_t where;   /* the places where alone it counts */
	uint8_t nth;     /* of the set in this text, once they are counted; the last stands for all that follow */
};

struct at_pass {
	struct at_text text;
	enum at_target which;
	struct at_stand *stands;
	size_t n_stands, stands_cap;
	uint32_t *stand_at;        /* the scanner's; by set: 1 + index of its last place in stands, 0: none */
	struct at_candidate *last; /* hash of pattern: the last unit it was made a candidate for, plus one */
	size_t last_slots;         /* a power of two */
	struct at_candidate *candidates;
	size_t n_candidates, candidates_cap;
	struct at_match *matches; /* in no particular order until sorted by pass.c: by start, then rule */
	size_t n_matches, matches_cap;
	struct at_found *found;
	size_t n_found, found_cap;
	uint32_t *found_at; /* hash of (pattern, unit): 1 + index into found, 0: empty */
	size_t found_slots; /* a power of two */
	struct at_span *spans;
	size_t n_spans, spans_cap;
};

struct at_feeling_found {
	uint32_t rule, pattern;
	at_str family, word, say;
	int intensity;
	bool stated;
	struct at_span span;
};

/* Somebody the partner text names. */
struct at_person_found {
	uint32_t rule;
	struct at_span span;
};

struct at_move_found {
	uint32_t rule;
	struct at_span span;
	bool first; /* of its rule in the draft */
};

/* Where the last move of a rule ended; good when the stamp is this message's. */
struct at_last_move {
	uint32_t stamp, end;
};

/* A measure that was taken of this message. */
struct at_measured {
	uint32_t stamp;
	bool taken;
	double value;
};

struct at_flag_found {
	uint32_t rule, pattern;
	struct at_span span;
	attune_severity severity;
	bool whole, dropped;
	uint32_t by; /* dropped: the rule that stands for it */
};

struct attune_scanner {
	const attune_rules *rules;
	struct at_lexicon lexicon;
	struct at_matcher *matcher;
	void *tables;               /* one block of what is kept per pattern, rule and literal: zero, and mostly never touched */
	struct at_regex **compiled; /* per pattern, NULL until needed */
	uint32_t *loaded;           /* the patterns that have been, in turn */
	size_t n_loaded;
	uint32_t *troubled; /* per pattern: stamp of the message in which it failed */
	struct at_pass draft, partner;
	bool has_partner, has_draft;
	uint32_t stamp;
	uint32_t any; /* the interned "any" */

	/* the reading */
	uint32_t kinds; /* bits */
	struct at_feeling_found *feelings;
	size_t n_feelings, feelings_cap;
	at_str needs[8], registers[4];
	size_t n_needs, n_registers;
	uint32_t *cues; /* rules that fired on the partner text */
	size_t n_cues, cues_cap;
	int partner_intensity, draft_intensity; /* 1 to 5 */
	at_str card;
	struct at_person_found people[16];
	size_t n_people, person; /* person: index of the one it is about, or n_people */
	uint32_t event;          /* the rule that names what happened, or AT_NONE */
	struct at_span event_span;

	/* the draft */
	struct at_move_found *moves;
	size_t n_moves, moves_cap;
	struct at_last_move *last_move; /* per rule */
	struct at_measured *measured;   /* per measure of the image */
	struct {
		double *sums; /* by sentence and leaning, and behind the last sentence their mean */
		size_t cap, n_moves;
		uint32_t stamp;
	} leaned; /* leaning.c */
	struct at_flag_found *flags;
	size_t n_flags, flags_cap;

	struct at_trouble {
		uint32_t pattern;
		char why[256];
	} troubles[16];
	size_t n_troubles;
	bool failed; /* out of memory, or a limit */
};

/* index.c: calls back for every literal of the rule set that ends at byte `end` of s. Returns false as soon as the
 * callback does. */
typedef bool (*at_hit_fn)(void *arg, const struct at_literal_hit *hit, uint32_t end);
bool at_index_walk(const attune_rules *rules, const char *s, size_t len, at_hit_fn fn, void *arg);

/* pass.c */
void at_pass_init(struct at_pass *p, enum at_target which, uint32_t *stand_at);
void at_pass_free(struct at_pass *p);
/* Reads the text and collects all raw matches of rules. */
attune_status at_pass_run(struct attune_scanner *s, struct at_pass *p, const char *raw, size_t len, attune_error **err);
/* All spans of `pattern` in unit `unit` (of the pattern's scope), from a cache. Returns their number; *out is valid
 * until the next call. */
size_t at_pass_find(struct attune_scanner *s, struct at_pass *p, uint32_t pattern, uint32_t unit, const struct at_span **out);
/* The piece of text that unit stands for, and the unit of a scope that holds a byte. */
struct at_span at_pass_unit(const struct at_pass *p, unsigned scope, uint32_t unit);
uint32_t at_pass_unit_at(const struct at_pass *p, unsigned scope, uint32_t at);
/* One search for the first match in `in` that starts in `starts` (or at its end); false for no match and for trouble (which is
 * noted). Offsets are in the text. */
bool at_pass_search(struct attune_scanner *s, const struct at_pass *p, uint32_t pattern, struct at_span in, struct at_span starts,
                    struct at_span *out);

/* stand.c: a literal of the text goes to the sets asks..last that it belongs to; false when memory ran out. */
bool at_stand_add(struct at_pass *p, const uint32_t *asks, const uint32_t *last, struct at_span at);
void at_stand_clear(struct at_pass *p);
/* Whether a literal at `at` is in its place (enum at_where) for a pattern that sees `in`. */
bool at_stands_right(const struct at_pass *p, unsigned where, struct at_span at, struct at_span in);
/* Whether all that one of the pattern's ways needs stands within `in`; else the pattern cannot match there. A match can then
 * start in *starts (or at its end) only. */
bool at_stands_all(const attune_rules *rules, const struct at_pass *p, const struct at_pattern *pt, struct at_span in,
                   struct at_span *starts);
/* The same for any part of the text: whether the pattern can match at all. */
bool at_pass_may(const struct attune_scanner *s, const struct at_pass *p, uint32_t pattern);

/* guard.c: whether a guard or an `except` cancels the match; which, and where it stands (in the partner text when that is its
 * region). */
struct at_cancel {
	uint32_t guard;      /* AT_NONE: an `except` */
	struct at_span span; /* empty: the guard looks at no words */
};
bool at_cancelled(struct attune_scanner *s, struct at_pass *p, const struct at_match *m);
bool at_cancelled_by(struct attune_scanner *s, struct at_pass *p, const struct at_match *m, struct at_cancel *why);
/* Whether this guard would cancel the match, be it the rule's or not. */
bool at_guards(struct attune_scanner *s, struct at_pass *p, uint32_t guard, const struct at_match *m);

/* condition.c: whether condition `index` (AT_NONE holds) holds for a match (NULL: the draft as a whole). Parts that need
 * a partner text are skipped when
 * there is none; the caller looks at needs_partner first. */
bool at_condition_holds(struct attune_scanner *s, uint32_t index, const struct at_match *m);
/* The first part of it that does not hold. */
enum at_fault {
	AT_HOLDS,
	AT_NOT_PARTNER,
	AT_NOT_PARTNER_NOT,
	AT_NOT_FEELINGS,
	AT_NOT_PARTNER_SAYS,
	AT_NOT_PARTNER_SAYS_NOT,
	AT_NOT_PARTNER_WORDS,
	AT_NOT_SAYS,
	AT_NOT_SAYS_NOT,
	AT_NOT_MOVES,
	AT_NOT_NO_MOVES,
	AT_NOT_AFTER_MOVES,
	AT_NOT_BEFORE_MOVES,
	AT_NOT_WORDS,
	AT_NOT_PLACE,
	AT_NOT_MEASURE
};
enum at_fault at_condition_fault(struct attune_scanner *s, uint32_t index, const struct at_match *m);
/* Different moves that end before byte `at`. */
uint32_t at_moves_before(const struct attune_scanner *s, uint32_t at);
/* The severity of a rule that matched: `when`, missing context, shades. ATTUNE_OFF: it doesn't count. */
attune_severity at_judge(struct attune_scanner *s, const struct at_rule *rule, const struct at_match *m);
struct at_judgement {
	enum at_fault fault; /* of `when` */
	bool blind;          /* `when` asks about a partner text that isn't there */
	uint32_t shade;      /* the one that decided, counted from 1; 0: none */
};
attune_severity at_judge_why(struct attune_scanner *s, const struct at_rule *rule, const struct at_match *m,
                             struct at_judgement *why);

/* measure.c: whether measure `index` of the image holds for a match (NULL: the draft as a whole); false when it cannot be taken
 * (no partner text, empty draft). What doesn't depend on the match is taken once a message. */
bool at_measure_holds(struct attune_scanner *s, uint32_t index, const struct at_match *match);
/* The same as a number; false when it cannot be taken. */
bool at_measure_value(struct attune_scanner *s, uint32_t index, const struct at_match *match, double *value);

/* How much of a part of the draft the partner said first: the share of its content words; false when it has none. */
bool at_echo(const struct attune_scanner *s, struct at_span in, double *out);

/* reading.c: cue matches of the partner pass -> kinds, feelings, needs, register. */
void at_reading(struct attune_scanner *s);
void at_reading_clear(struct attune_scanner *s);
/* Keeps the graver of the card at hand and this one (0: none). */
void at_take_card(struct attune_scanner *s, at_str kind);
int at_intensity(struct attune_scanner *s, struct at_pass *p);

/* topic.c: whom and what the partner text is about. Clear, hand over every cue that counts, settle; then the words, into a
 * buffer (nothing when there are none), and the pace. */
void at_topic_clear(struct attune_scanner *s);
void at_topic_take(struct attune_scanner *s, const struct at_match *m);
void at_topic_settle(struct attune_scanner *s);
void at_topic_about(const struct attune_scanner *s, struct at_buffer *out);
void at_topic_event(const struct attune_scanner *s, struct at_buffer *out);
const char *at_topic_pace(const struct attune_scanner *s);

/* finding.c: matches of the draft pass -> moves, then flags, overlaps resolved. */
void at_find_moves(struct attune_scanner *s);
void at_find_flags(struct attune_scanner *s);
/* The same before overlaps are resolved: all flags that hold. */
void at_collect_flags(struct attune_scanner *s);
/* Marks those that lose to a heavier one on the same phrase; and whether one flag's phrase is the other's. */
void at_mark_overlaps(struct attune_scanner *s);
bool at_same_phrase(const struct attune_scanner *s, const struct at_flag_found *a, const struct at_flag_found *b);
/* Whether the rule is among those that selectors name. */
bool at_selected(const struct attune_scanner *s, struct at_range selectors, const struct at_rule *rule);
/* A rule about how far sentences lean, which is about each of them. */
bool at_is_leaning(const struct attune_scanner *s, const struct at_rule *rule);
/* Whether the sentences of a flag lean so little to its category that it counts as a note; how far they lean, unless `leans` is NULL. */
bool at_is_doubtful(struct attune_scanner *s, const struct at_flag_found *f, double *leans);
/* Whether the moves are so many that a miss counts as a note. */
bool at_is_listening(const struct attune_scanner *s);

/* scan.c: a new message; the partner text alone, with its reading. */
attune_status at_read_partner(struct attune_scanner *s, const char *partner, size_t len, attune_error **err);
/* Everything before the flags: the partner text, the draft, its moves. */
attune_status at_read_both(struct attune_scanner *s, const char *draft, size_t draft_len, const char *partner, size_t partner_len,
                           attune_error **err);

/* Another draft beside the partner text that was read last: its moves and flags. The reading and its card stay. */
attune_status at_reread_draft(struct attune_scanner *s, const char *draft, size_t len, attune_error **err);

/* report.c */
attune_status at_report_fill(attune_report **out, struct attune_scanner *s, attune_error **err);

#endif
