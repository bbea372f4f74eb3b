/* SPDX-License-Identifier: MIT */
/*
 * wrap: what wrap.c and question.c share while one unit is put into words. Private to mirror/.
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

/* question.c: "you're wondering if ..."; false when the question has a shape that is not known. */
bool at_wrap_question(struct at_wrap *w);

#endif
