/* SPDX-License-Identifier: MIT */
/*
 * guide: a mode of practice: a row of questions, what is said between them, and what is put together of the answers. A small state
 * machine without input or output: it gets a line, leaves what to say in `said` and knows what to ask next. May call attune.h, base,
 * coach/wording, mirror (style). guide.c moves through the questions, guidetext.c makes sentences of answers; walk.c, self.c, repair.c
 * and challenge.c are the modes.
 *
 * Invariants: every line typed is read for danger before anything else is done with it, and a card ends the mode; what is offered
 * raises no finding; nothing is kept outside the struct but what world->count and world->keep are given.
 */
#ifndef AT_COACH_GUIDE_H
#define AT_COACH_GUIDE_H

#include "attune/attune.h"
#include "base/buffer.h"
#include "coach/wording.h"

#define AT_GUIDE_STEPS 10
#define AT_GUIDE_OFFERS 6
#define AT_GUIDE_SLOTS 16

/* What is counted of challenges. */
enum at_counted { AT_COUNT_ACT, AT_COUNT_BACK };

/* What a guide finds around it. The pointers live as long as the guide, but may be changed between two lines. */
struct at_guide_world {
	const struct at_wording *words;
	attune_scanner *scanner;
	attune_to to;
	const char *file; /* of the journal, to be named */
	bool way;         /* say what the coach's keys and commands do */
	/* Counts an act, or that somebody opened up or asked back, and says how many there are; keeps a line. False when that could
	 * not be written, which the callee tells. */
	bool (*count)(void *payload, enum at_counted what, const char *whom, size_t *n);
	bool (*keep)(void *payload, const char *line, size_t len);
	size_t acts; /* so far */
	void *payload;
};

/* What Tab has words for. */
enum at_tab { AT_TAB_NONE, AT_TAB_FEELINGS, AT_TAB_NEEDS, AT_TAB_WHOM, AT_TAB_YES, AT_TAB_READY, AT_TAB_NUMBERS };
/* What becomes of a question after its answer. */
enum at_next { AT_NEXT, AT_STAY, AT_PAUSE };

struct at_guide;
struct at_guide_step {
	const char *key; /* the question is the line ask-KEY */
	enum at_tab tab;
	bool message;                              /* the answer is a whole message, not a few words */
	const char *strip;                         /* what of the answer's start is left out, a key of common; or NULL */
	bool (*wanted)(struct at_guide *g);        /* whether to ask; says what belongs before it; NULL: always */
	enum at_next (*after)(struct at_guide *g); /* looks at the answer; NULL: AT_NEXT */
};
struct at_guide_mode {
	const char *name;
	const struct at_guide_step *steps;
	size_t n_steps;
	void (*finish)(struct at_guide *g);
};
extern const struct at_guide_mode at_mode_walk, at_mode_self, at_mode_repair, at_mode_receive, at_mode_challenge, at_mode_journal;

/* How a paragraph of `said` is meant; its first byte. */
enum at_said { AT_SAID_PLAIN = ' ', AT_SAID_DIM = '-', AT_SAID_LINE = '>' };

struct at_guide_answer {
	struct at_buffer raw, text; /* as typed; made to fit into a sentence */
	bool given;
};
struct at_guide_offer {
	const char *kind; /* static, or borrowed from the rules: see at_guide_forget */
	struct at_buffer text;
};
struct at_guide_slot {
	const char *name; /* static */
	struct at_buffer text;
};

struct at_guide {
	const struct at_guide_mode *mode;
	const struct at_guide_world *world;
	size_t step; /* mode->n_steps: done */
	struct at_guide_answer answers[AT_GUIDE_STEPS];
	struct at_guide_slot slots[AT_GUIDE_SLOTS];
	size_t n_slots;
	struct at_guide_offer offers[AT_GUIDE_OFFERS];
	size_t n_offers;
	struct at_buffer partner, model; /* what they said; a text whose manner is followed */
	bool has_partner, heard_here;    /* heard_here: it was said in this mode */
	struct at_buffer said;           /* paragraphs, a byte of enum at_said and a text each, ended by a newline */
	struct at_buffer chosen;         /* a message to take along */
	attune_report *report;           /* of what was read last */
	attune_report *theirs;           /* the reading of `partner`, NULL until it is asked for */
	attune_offers *rewrites;
	const char *card;          /* the safety card to show before anything else, or NULL; borrowed from the rules */
	bool again;                /* the question at hand was asked twice */
	bool warned;               /* a soft card was shown */
	bool carded, paused, done; /* carded: a card stands in place of the mode, which is over */
	bool failed;               /* memory ran out, a text can't be read, a line not be kept: the mode is over */
};

/* ---- for whoever runs a guide ---- */

/* Begins at the first question, or at the one of key `at` if that isn't NULL. `partner` NULL: not known; `model` NULL: none. */
void at_guide_begin(struct at_guide *g, const struct at_guide_mode *mode, const struct at_guide_world *world, const char *at,
                    const char *partner, size_t partner_len, const char *model, size_t model_len);
/* Takes an answer; empty: the question is skipped. */
void at_guide_line(struct at_guide *g, const char *line, size_t len);
/* Goes on after a pause or after leaving. */
void at_guide_resume(struct at_guide *g);
/* The question at hand, NULL when the mode is over. Borrowed from the wording. */
const char *at_guide_question(const struct at_guide *g);
/* Whether the mode is over, for now or for good. */
bool at_guide_over(const struct at_guide *g);
/* The k-th word that Tab offers. Borrowed. */
const char *at_guide_candidate(const struct at_guide *g, size_t k);
/* Forgets what is borrowed from the rules, which are about to be freed. */
void at_guide_forget(struct at_guide *g);
void at_guide_free(struct at_guide *g);

/* ---- for the modes ---- */

/* The question what they said: asked unless it is known; without an answer the mode waits. */
bool at_guide_wants_they(struct at_guide *g);
enum at_next at_guide_take_they(struct at_guide *g);

/* Takes what they said, in this mode or before it. */
void at_guide_hear(struct at_guide *g, const char *partner, size_t len);
/* What there is to read in it; NULL when nothing was said, or it can't be read. Borrowed until they say something else. */
const attune_report *at_guide_theirs(struct at_guide *g);
/* Whether that is a moment of a kind: "good-news". */
bool at_guide_theirs_is(struct at_guide *g, const char *kind);

/* A line of the mode, or of common; "" when there is none. The k-th; NULL when there is none. */
const char *at_guide_words(const struct at_guide *g, const char *key);
const char *at_guide_nth(const struct at_guide *g, const char *key, size_t k);
/* Says a line with its {slots} filled; nothing when one is empty. */
void at_guide_say(struct at_guide *g, enum at_said how, const char *template);
/* The answer to a question made to fit into a sentence, or NULL when it was skipped. */
const char *at_guide_answer(struct at_guide *g, const char *key);
/* Sets a slot; empty text: the slot is empty. */
void at_guide_set(struct at_guide *g, const char *name, const char *text);
const char *at_guide_slot(struct at_guide *g, const char *name);
/* Appends a template with its slots filled. False when one is empty; then nothing was appended. */
bool at_guide_fill(struct at_guide *g, struct at_buffer *out, const char *template);
/* Sets a slot to the first of the templates of `key` that can be filled. */
void at_guide_compose(struct at_guide *g, const char *name, const char *key);
/* Whether the answer is one of the words of a key of common. */
bool at_guide_is(const struct at_guide *g, const char *text, const char *key);
/* Whether one of the words of a key of common stands in it. */
bool at_guide_has(const struct at_guide *g, const char *text, const char *key);
/* Whether a word (or several) stands in a text, as words. */
bool at_guide_names(const char *text, const char *word);
/* Makes an answer fit: see guidetext.c. */
void at_guide_clean(const struct at_guide *g, struct at_buffer *out, const char *text, size_t len, const char *strip);
/* Asks the same question once more, saying `template`; the second time leaves the answer out. */
enum at_next at_guide_again(struct at_guide *g, const char *template);
/* The first finding of severity miss or more that `draft` raises, of a category if that isn't NULL, said in the slot {why}; false when
 * there is none. */
bool at_guide_objects(struct at_guide *g, const char *draft, const char *category);
/* Three words at most: what may stand for a feeling though nobody listed it. */
bool at_guide_is_few(const char *text);
/* The feeling in a few words: sets {word} ("humiliated"), {you} ("you're humiliated", "you feel small"); empty when there is none. */
void at_guide_feeling(struct at_guide *g, const char *text);
/* Appends standard English that begins its sentences in lower case: with capitals, or, for the casual, without and with the last
 * full stop left out. */
void at_guide_dress(struct at_buffer *out, const char *text, bool casual);
/* The clause of theirs to say back goes into {mirror}. */
void at_guide_mirror(struct at_guide *g);
/* Offers the first of the templates of `key` that can be filled and raises no finding, in the writer's manner. */
bool at_guide_reply(struct at_guide *g, const char *kind, const char *key);
/* Offers the composer's replies around a draft, as long as there is room for `most` in all. */
void at_guide_rewrite(struct at_guide *g, const char *draft, size_t most);
void at_guide_clear_offers(struct at_guide *g);
/* Whether the library answered; when memory ran out the mode is over. */
bool at_guide_answered(struct at_guide *g, attune_status status);
/* Frees what was put together; likewise. */
void at_guide_drop(struct at_guide *g, struct at_buffer *text);
/* Says so when nothing could be offered. */
void at_guide_end(struct at_guide *g);

#endif
