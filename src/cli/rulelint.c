/* SPDX-License-Identifier: MIT */
/*
 * rulelint.c: `attune rules lint`. Input: the rule set, perhaps files laid over it, perhaps words that choose some rules;
 * output: a line a remark, file:line: rule: message, or JSON. What patterns cost is measured for the rules that words choose,
 * and with --slow for all.
 */
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/ruletest.h"
#include "cli/show.h"
#include <string.h>

struct lint {
	struct at_cli *cli;
	size_t remarks;
};

static bool wanted(size_t i, void *payload)
{
	const struct lint *lint = payload;
	attune_rule_info r;
	return attune_rules_get(lint->cli->rules, i, &r) && at_ruletest_chosen(lint->cli, &r);
}

static void add_json(struct lint *lint, const attune_error *e)
{
	struct at_buffer *out = &lint->cli->out.bytes;
	const char *file = attune_error_file(e), *rule = attune_error_rule(e);
	at_buffer_add_str(out, lint->remarks > 0 ? ",\n{" : "{");
	at_json_pair(out, "file", file != NULL ? file : "");
	at_buffer_addf(out, ",\"line\":%u,\"column\":%u", attune_error_line(e), attune_error_column(e));
	at_json_pair(out, "rule", rule != NULL ? rule : "");
	at_json_pair(out, "severity", attune_error_is_warning(e) ? "warning" : "error");
	at_json_pair(out, "message", attune_error_message(e));
	at_buffer_add_char(out, '}');
}

/* Passes on a remark when it is about a rule that was chosen. */
static void remark(const attune_error *e, void *payload)
{
	struct lint *lint = payload;
	const char *rule = attune_error_rule(e);
	size_t i = rule == NULL ? SIZE_MAX : attune_rules_find(lint->cli->rules, rule);
	if (i != SIZE_MAX && !wanted(i, lint))
		return;
	if (lint->cli->options.choice[AT_O_FORMAT] == AT_FORMAT_JSON)
		add_json(lint, e);
	else {
		struct at_buffer line = {0};
		at_load_format(&line, e);
		at_show(&lint->cli->out.bytes, at_buffer_str(&line), line.len);
		at_buffer_add_char(&lint->cli->out.bytes, '\n');
		at_buffer_free(&line);
	}
	lint->remarks++;
}

/* What was measured, for people. */
static void tell_cost(struct lint *lint, const attune_slow *cost)
{
	struct at_cli *cli = lint->cli;
	if (cli->options.choice[AT_O_FORMAT] == AT_FORMAT_JSON || at_given(&cli->options, AT_O_QUIET) || cost->patterns == 0)
		return;
	at_buffer_addf(&cli->out.bytes,
	               "%zu pattern%s on 10,000 characters of their own words: half take %llu steps or fewer, %zu more than %u",
	               cost->patterns, cost->patterns == 1 ? "" : "s", (unsigned long long)cost->median, cost->slow,
	               ATTUNE_MAX_STEPS);
	if (cost->stopped_long > 0)
		at_buffer_addf(&cli->out.bytes, "; %zu are stopped there by a limit, which is what limits are for",
		               cost->stopped_long);
	at_buffer_add_str(&cli->out.bytes, "\n");
}

int at_ruletest_lint(struct at_cli *cli)
{
	struct lint lint = {cli, 0};
	attune_slow cost = {0};
	bool json = cli->options.choice[AT_O_FORMAT] == AT_FORMAT_JSON;
	bool all = cli->n_words == 0, measure = !all || at_given(&cli->options, AT_O_SLOW);
	if (at_ruletest_load(cli) != AT_EXIT_CLEAN)
		return AT_EXIT_FAILED;
	at_buffer_add_str(&cli->out.bytes, json ? "[" : "");
	if (attune_rules_lint(cli->rules, remark, &lint, NULL) != ATTUNE_OK ||
	    attune_rules_shadowed(cli->rules, wanted, remark, &lint, NULL) != ATTUNE_OK ||
	    (measure && attune_rules_slow(cli->rules, all ? NULL : wanted, remark, &lint, &cost) != ATTUNE_OK)) {
		at_complain("the rules could not be looked over");
		return AT_EXIT_FAILED;
	}
	tell_cost(&lint, &cost);
	size_t n = lint.remarks + cli->problems;
	at_buffer_add_str(&cli->out.bytes, json ? "]\n" : n == 0 ? "nothing to remark\n" : "");
	return n > 0 ? AT_EXIT_FOUND : AT_EXIT_CLEAN;
}
