/* SPDX-License-Identifier: MIT */
/*
 * judge: what to say of an answer in practice: how it went, one thing done well, one to try. May call attune.h, scenes, base.
 * The answer is judged, never who gave it.
 */
#ifndef AT_COACH_JUDGE_H
#define AT_COACH_JUDGE_H

#include "coach/scenes.h"
#include "coach/store.h"

struct at_verdict {
	enum at_went went;
	unsigned meters;
	struct at_buffer well, next; /* `next`: what to try; empty when there is nothing */
};
void at_verdict_free(struct at_verdict *v);

/* An answer to a scene; `report` is what attune_scan says of it. Well: it would reach them, and nothing in it is likely to miss.
 * Again: something in it will likely hurt, or it reaches nothing. */
void at_judge_answer(struct at_verdict *out, const struct at_scenes *scenes, enum at_scene_moment moment,
                     const attune_report *report, const char *answer, size_t len);

/* Whether the words point at something in the draft that a finding points at, too. `report` is of the draft. `*which` is that
 * finding, or else the gravest, or SIZE_MAX: the draft has none from `miss` on. An answer such as "none" points at nothing. */
bool at_judge_is_none(const char *answer, size_t len);
bool at_judge_sting(const attune_report *report, const char *draft, size_t draft_len, const char *answer, size_t len,
                    size_t *which);

/* How well `answer` says back a sentence whose shifted form is `shifted`. */
enum at_said_back { AT_SAID_WELL, AT_SAID_SWAPPED, AT_SAID_OWN_WORDS, AT_SAID_UNTURNED };
enum at_said_back at_judge_say_back(const char *text, const char *shifted, const char *answer, size_t len);

/* Appends `text` with {words} replaced by `words` in quotes. */
void at_judge_fill(struct at_buffer *out, const char *text, const char *words, size_t len);

#endif
