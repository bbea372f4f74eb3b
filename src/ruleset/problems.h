/* SPDX-License-Identifier: MIT */
/*
 * problems: what a load has to complain of, kept until all is read, so that it can be told in the order of the files.
 * May call base.
 * Invariant: two problems of one place with one text (a default that every rule of a file inherits) are told once.
 */
#ifndef AT_RULESET_PROBLEMS_H
#define AT_RULESET_PROBLEMS_H

#include "base/error.h"

struct at_problems {
	attune_error **items;
	size_t n, cap;
	bool no_memory;     /* one of them could not be kept, or is that memory ran out */
	struct at_diag *to; /* where they are told in the end */
};

/* An attune_diag_fn whose payload is a struct at_problems. */
void at_problems_keep(const attune_error *e, void *payload);
/* Tells all, by file, line and column, counts them, and empties the list. */
void at_problems_tell(struct at_problems *p);

#endif
