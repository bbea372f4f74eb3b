/* SPDX-License-Identifier: MIT */
/*
 * mirror: what the other person said, turned round so that the writer can say it back. May call base, text, ruleset, scan.
 *
 * A text becomes units (a main clause with what hangs on it), each unit a line of words with the persons shifted, or nothing:
 * where the shift would be doubtful there is no line. The lines are ranked: what feels strongest first.
 */
#ifndef AT_MIRROR_MIRROR_H
#define AT_MIRROR_MIRROR_H

#include "attune/attune.h"
#include "mirror/grammar.h"
#include "scan/scanner.h"

enum at_mirror_form {
	AT_MF_STATEMENT,  /* "you're tired" */
	AT_MF_PERCEPTION, /* "you feel like I never listen" */
	AT_MF_WISH,       /* "you want me to call you" */
	AT_MF_WONDER,     /* "you're wondering if I'm mad at you" */
	AT_MF_EVENT       /* about others or things: "he said you're useless", "the scan is tomorrow" */
};

struct at_mirrored {
	struct at_span text; /* in the result's buffer, a NUL behind it */
	struct at_span from; /* the bytes of the normalised partner text that it mirrors */
	uint8_t form;        /* enum at_mirror_form */
	bool subject_you;    /* begins with you, you're, you've, you'd or you'll */
	bool has_feeling;    /* a feeling is named in it */
	bool names_writer;   /* I, me, my: the writer */
	bool past;
	uint16_t words;
	int weight;
};

struct at_mirror {
	struct at_buffer text;
	struct at_mirrored *clauses; /* the best first */
	size_t n, cap;
	const char *refusal;         /* why there is none; static */
	struct at_span feeling_only; /* "you're furious with me", in the buffer; empty: none */
	struct at_gtext words;       /* of the last text; scratch */
	struct at_unit *units;
	size_t n_units, units_cap;
};

/* A main clause with what hangs on it: words [from, end); `main` is where its main clause starts, behind a "when ..." in front. */
struct at_unit {
	size_t from, main, end;
	size_t cut; /* where the last thing that hangs on it starts; `end` when nothing does */
	bool question, exclaim;
	bool asks; /* it opens like a question */
	bool apology, greeting, affection;
	bool order; /* "please" stood before it */
	bool hedged;
	bool last; /* the last of its message */
};

/* clause.c: the units of the sentence at hand appended to m->units, stripped of what is said in passing. False when memory
 * ran out. */
bool at_mirror_units(struct at_mirror *m, size_t sentence);
/* strip.c: takes what is said in passing off both ends of a unit and notes what kind it is. */
void at_mirror_strip(struct at_gtext *g, struct at_unit *u);
/* Whether what starts at i can be a subject and its clause, or nothing is left there. */
bool at_mirror_opens_subject(const struct at_gtext *g, size_t i, size_t end);
/* refuse.c: why the unit is not to be said back; static. NULL: nothing stands in the way. */
const char *at_mirror_refuses(const struct at_gtext *g, const struct at_unit *u);
/* wrap.c: the unit in words appended to the buffer, and its form. False: nothing fits (and what was appended is no good);
 * *why says what stood in the way, NULL when nothing worth a word did. */
bool at_mirror_wrap(struct at_mirror *m, const struct at_unit *u, struct at_mirrored *out, const char **why);

/* Mirrors the partner text that the scanner has read. Reuses what `m` holds; at_mirror_free frees it. */
attune_status at_mirror_partner(struct at_mirror *m, struct attune_scanner *s, attune_error **err);
void at_mirror_free(struct at_mirror *m);
/* Appends what the text is about, as a noun the writer can say ("your interview"), when it names something of theirs.
 * False when it doesn't. Call it after at_mirror_partner. */
bool at_mirror_topic(const struct at_mirror *m, struct at_buffer *out);
/* What is said of a feeling, turned to them: "are gutted" -> "you're gutted", "feel stupid" -> "you feel stupid". */
void at_mirror_feels(struct at_buffer *out, const char *said);

#endif
