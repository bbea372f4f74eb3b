/* SPDX-License-Identifier: MIT */
/*
 * answer: what the coach says about a draft, and about one finding. May call render, draw, show, coach/session, coach/diff. Appends
 * to cli->out.
 */
#ifndef AT_CLI_ANSWER_H
#define AT_CLI_ANSWER_H

#include "cli/cli.h"
#include "coach/session.h"

/* The answer to the version at hand, whose report is cli->report. Only a card, where a card stands in
 * place of all else. `unseen`: the draft is shown even where no phrase of it is marked. Returns how many findings there are. */
size_t at_answer_draft(struct at_cli *cli, const struct at_session *s, bool unseen);
/* Finding `k` (from 0, as people see it) in full. False when there is none. */
bool at_answer_why(struct at_cli *cli, const struct at_session *s, size_t k);
/* What changed between two versions. */
void at_answer_diff(struct at_cli *cli, const struct at_version *before, const struct at_version *now);

#endif
