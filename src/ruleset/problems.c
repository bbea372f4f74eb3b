/* SPDX-License-Identifier: MIT */
/*
 * problems.c: sorts the problems of a load. Input: problems as they come up, kind by kind and rule by rule; output: the
 * same by file, line and column,
 * each once. Calls base only.
 */
#include "ruleset/problems.h"
#include "base/buffer.h"
#include <stdlib.h>
#include <string.h>

/* When memory runs out a problem is told at once: out of order is better than not at all. */
void at_problems_keep(const attune_error *e, void *payload)
{
	struct at_problems *p = payload;
	attune_error *copy = at_error_copy(e);
	p->no_memory |= attune_error_status(copy) == ATTUNE_E_MEMORY;
	if (at_grow(&p->items, &p->cap, p->n + 1, sizeof *p->items)) {
		p->items[p->n++] = copy;
		return;
	}
	p->no_memory = true;
	at_diag_pass(p->to, copy);
	attune_error_free(copy);
}

static int by_text(const char *a, const char *b)
{
	return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

/* A total order but for equal problems: the rule comes last, so that those of one place and text stand together. */
static int by_place(const void *pa, const void *pb)
{
	const attune_error *a = *(attune_error *const *)pa, *b = *(attune_error *const *)pb;
	int d = by_text(attune_error_file(a), attune_error_file(b));
	if (d == 0 && attune_error_line(a) != attune_error_line(b))
		return attune_error_line(a) < attune_error_line(b) ? -1 : 1;
	if (d == 0 && attune_error_column(a) != attune_error_column(b))
		return attune_error_column(a) < attune_error_column(b) ? -1 : 1;
	if (d == 0)
		d = by_text(attune_error_message(a), attune_error_message(b));
	return d != 0 ? d : by_text(attune_error_rule(a), attune_error_rule(b));
}

static bool same(const attune_error *a, const attune_error *b)
{
	return attune_error_line(a) == attune_error_line(b) && attune_error_column(a) == attune_error_column(b) &&
	       attune_error_line(a) != 0 && by_text(attune_error_file(a), attune_error_file(b)) == 0 &&
	       strcmp(attune_error_message(a), attune_error_message(b)) == 0;
}

void at_problems_tell(struct at_problems *p)
{
	if (p->n > 1)
		qsort(p->items, p->n, sizeof *p->items, by_place);
	for (size_t i = 0; i < p->n; i++)
		if (i == 0 || !same(p->items[i - 1], p->items[i]))
			at_diag_pass(p->to, p->items[i]);
	for (size_t i = 0; i < p->n; i++)
		attune_error_free(p->items[i]);
	free(p->items);
	*p = (struct at_problems){.to = p->to};
}
