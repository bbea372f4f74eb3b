/* SPDX-License-Identifier: MIT */
/*
 * warm: reads along while nobody presses a key, so that the answer is ready when Enter comes. The first time a pattern is needed
 * costs far more than all later ones; doing it in the pauses of typing takes it out of the wait. Shows nothing, keeps nothing
 * but what the scanner keeps. May call attune.h.
 */
#ifndef AT_CLI_WARM_H
#define AT_CLI_WARM_H

#include "attune/attune.h"
#include "base/buffer.h"
#include <stdbool.h>

struct at_warm {
	attune_report *report; /* of nobody's interest */
	attune_offers *offers;
	struct at_buffer last; /* the text that was read last */
	unsigned times;        /* how often; at first patterns are interpreted, then compiled */
	size_t rule, done;     /* where the next example is looked for; how many were read */
};

/* Reads a draft (NULL: none) and what it answers (NULL: nothing), with the offers that would be made. */
void at_warm_read(struct at_warm *w, attune_scanner *s, const char *draft, size_t len, const char *partner, size_t partner_len,
                  const attune_wish *wish);
/* Whether this text was not read often enough yet; counts it as read once more. */
bool at_warm_wants(struct at_warm *w, const char *text, size_t len);
/* Reads another of the examples in the rules. False when that is enough. */
bool at_warm_example(struct at_warm *w, attune_scanner *s, const attune_rules *rules);
/* Before the rules go. It can be used again after. */
void at_warm_free(struct at_warm *w);

#endif
