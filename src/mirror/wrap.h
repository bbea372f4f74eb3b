/* SPDX-License-Identifier: MIT */
/*
 * wrap: what wrap.c, elision.c and question.c share while one unit is put into words. Private to mirror/.
 */
#ifndef AT_MIRROR_WRAP_H
#define AT_MIRROR_WRAP_H

#include "mirror/mirror.h"

#define AT_MIRROR_MOST_WORDS 25u

struct at_wrap {
	const struct at_gtext *g;
	const struct at_unit *u;
	struct at_buffer *out;
	enum at_mirror_form form;
};

/* wrap.c: words of attune's own, which give the line its form. Always true. */
bool at_wrap_put(struct at_wrap *w, const char *words, enum at_mirror_form form);
/* The unit's words from i on, a clause that stood in front ("when you laughed,") moved behind. Always true. */
bool at_wrap_rest(struct at_wrap *w, size_t i);
/* No word of the unit stands at i (AT_NOWHERE allowed). */
bool at_wrap_ends(const struct at_wrap *w, size_t i);
/* Behind "so", "not", "really". */
size_t at_wrap_degrees(const struct at_wrap *w, size_t i);
/* A finite verb whose subject is what stands before it: "being with you makes me happy". */
bool at_wrap_own_verb(const struct at_wrap *w, size_t i);

/* elision.c: an unsaid "I" ("so tired"), and an unsaid "it" ("feels like nobody cares", "hurts so much"); false when that isn't what it is. */
bool at_wrap_unsaid_i(struct at_wrap *w, size_t i);
bool at_wrap_unsaid_it(struct at_wrap *w, size_t i);

/* question.c: "you're wondering if ..."; false when the question has a shape that is not known. */
bool at_wrap_question(struct at_wrap *w);

#endif
