/* SPDX-License-Identifier: MIT */
/*
 * offers: asks the library for replies to offer and puts them into the session. May call repl, answer, session.
 */
#ifndef AT_CLI_OFFERS_H
#define AT_CLI_OFFERS_H

#include "cli/repl.h"

/* Bytes of a draft that a reply is offered for. What is longer is a letter, and no reply of two sentences stands for it; reading along
 * stops there, too, so that keys never wait. */
#define AT_OFFERS_MOST 8192u

/* What the settings wish for. */
attune_wish at_offers_wish(const struct at_repl *r, unsigned round);
/* Makes offers for the version at hand: round 0 the best, later rounds others. How many there are. */
size_t at_offers_make(struct at_repl *r, unsigned round);
/* Shows them behind an empty line, with what none of them keeps and a word from the rules where there is one. */
void at_offers_show(struct at_repl *r);
/* Keeps the advice that the offers leave out. */
void at_offers_park(struct at_repl *r);

#endif
