/* SPDX-License-Identifier: MIT */
/*
 * error: error objects, and the sink that hears of problems. Lowest layer: may call nothing of ours.
 * Invariant: an error owns copies of all its strings; making one never fails visibly: when memory runs out, a static
 * "out of memory" error stands in, which attune_error_free leaves alone.
 */
#ifndef AT_BASE_ERROR_H
#define AT_BASE_ERROR_H

#include "attune/attune.h"
#include <stdarg.h>

#if defined(__GNUC__)
#define AT_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define AT_PRINTF(f, a)
#endif

/* Where in a rule file something stands. `file` is borrowed; line and column from 1, 0 for unknown. */
struct at_place {
	const char *file;
	unsigned line, column;
};

/* Never NULL. */
attune_error *at_error_new(attune_status status, const char *fmt, ...) AT_PRINTF(2, 3);
attune_error *at_error_at(attune_status status, struct at_place where, const char *rule, const char *fmt, va_list ap)
	AT_PRINTF(4, 0);
/* The same with its place and rule (either may be unknown: NULL, 0); never NULL. */
attune_error *at_error_here(attune_status status, struct at_place where, const char *rule, const char *fmt, ...) AT_PRINTF(4, 5);
/* Puts a new error into *err when err is not NULL; returns `status`, so that a function can end with it. */
attune_status at_fail(attune_error **err, attune_status status, const char *fmt, ...) AT_PRINTF(3, 4);
/* The same with a place: the byte offset + 1 of bad UTF-8 goes into the column. */
attune_status at_fail_at(attune_error **err, attune_status status, struct at_place where, const char *fmt, ...) AT_PRINTF(4, 5);
/* A copy that lives on; never NULL. */
attune_error *at_error_copy(const attune_error *e);

/* A place for problems to go; counts them even when nobody listens (fn NULL). */
struct at_diag {
	attune_diag_fn fn;
	void *payload;
	size_t errors, warnings;
	bool no_memory; /* it ran out on the way: what was read or told is not the whole */
};
void at_diag_error(struct at_diag *d, struct at_place where, const char *rule, const char *fmt, ...) AT_PRINTF(4, 5);
void at_diag_warning(struct at_diag *d, struct at_place where, const char *rule, const char *fmt, ...) AT_PRINTF(4, 5);
/* Tells that memory ran out, and notes it. */
void at_diag_no_memory(struct at_diag *d, struct at_place where);
/* Counts and tells a problem that another listener kept. The error stays the caller's. */
void at_diag_pass(struct at_diag *d, const attune_error *e);

#endif
