/* SPDX-License-Identifier: MIT */
/*
 * trace: what trace.c gathers and tracewords.c says of it. Private to scan/.
 */
#ifndef AT_SCAN_TRACE_H
#define AT_SCAN_TRACE_H

#include "base/arena.h"
#include "base/buffer.h"
#include "scan/scanner.h"

/* The lines about one rule. */
struct at_telling {
	struct attune_scanner *s;
	struct at_buffer text; /* lines, each with a NUL behind it */
	size_t n;
	bool full; /* every shade in a line of its own */
	struct at_arena arena;
};

/* tracewords.c: appends a line, or a part of it. */
void at_tell_match(struct at_telling *t, struct at_pass *p, uint32_t pattern, struct at_span span);
void at_tell_near(struct at_telling *t, const struct at_pass *p, uint32_t pattern, uint32_t unit);
void at_tell_cancel(struct at_telling *t, const struct at_pass *p, const struct at_cancel *why);
void at_tell_fault(struct at_telling *t, const char *of, uint32_t condition, enum at_fault fault, const struct at_match *m);
void at_tell_severity(struct at_telling *t, const struct at_rule *rule, const struct at_judgement *j, attune_severity severity,
                      const struct at_match *m);
void at_tell_shadow(struct at_telling *t, uint32_t rule, uint32_t by);
void at_tell_far(struct at_telling *t, const struct at_pass *p, const struct at_rule *rule);
void at_tell_level(struct at_telling *t, const struct at_rule *rule);
/* The quoted words of a part of a text. */
void at_tell_part(struct at_telling *t, const struct at_pass *p, struct at_span span);
/* traceleaning.c: the sentences that a rule about leaning finds, or else the one that comes nearest. */
void at_tell_leaning(struct at_telling *t, const struct at_rule *rule);
void at_tell_line(struct at_telling *t, const char *fmt, ...) AT_PRINTF(2, 3);

#endif
