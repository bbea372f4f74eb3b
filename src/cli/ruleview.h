/* SPDX-License-Identifier: MIT */
/*
 * ruleview: one rule as a row, a line or JSON, and choosing rules by words. May call output, show, json.
 */
#ifndef AT_CLI_RULEVIEW_H
#define AT_CLI_RULEVIEW_H

#include "cli/cli.h"

/* "a flag: will likely hurt" and a newline. */
void at_ruleview_kind(struct at_out *out, const attune_rule_info *r);
/* id, severity or kind, title. */
void at_ruleview_row(struct at_out *out, const attune_rule_info *r);
/* file:line: id: title */
void at_ruleview_line(struct at_buffer *out, const attune_rule_info *r);
/* All of it as one JSON object, without a newline. */
void at_ruleview_json(struct at_buffer *out, const attune_rules *rules, size_t i);

/* Whether the rule's category, or the part of its id before the /, is `name`. */
bool at_ruleview_in_category(const attune_rule_info *r, const char *name);
/* Complains that there is no such rule, with the nearest id; returns AT_EXIT_FAILED. */
int at_ruleview_unknown(const struct at_cli *cli, const char *word);

#endif
