/* SPDX-License-Identifier: MIT */
/*
 * explain.c: `attune explain`. Input: rule ids, the last parts of ids, or categories; output: all that the rule files say
 * about them, for people, as JSON, or as file:line: for editors.
 */
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/render.h"
#include "cli/ruleview.h"
#include "cli/show.h"
#include <stdlib.h>
#include <string.h>

static void explain_text(struct at_cli *cli, size_t i, const attune_rule_info *r)
{
	struct at_out *out = &cli->out;
	attune_example e;
	const char *try, *pattern;
	struct at_buffer title = {0};
	size_t columns = at_out_text(out, AT_BOLD, r->id);
	at_buffer_addf(&title, "%s%s", r->title[0] == 0 ? "" : "  ", r->title);
	if (columns + 2 + strlen(r->title) > out->width && r->title[0] != 0) {
		at_buffer_add_str(&out->bytes, "\n  ");
		at_show_wrapped(&out->bytes, r->title, 2, 2, out->width);
	} else
		at_show_wrapped(&out->bytes, at_buffer_str(&title), columns, 2, out->width);
	at_buffer_free(&title);
	at_ruleview_kind(out, r);
	at_out_row(out, "Family  ", r->about);
	at_out_row(out, "Why     ", r->why);
	at_out_row(out, "Hears   ", r->hears);
	for (size_t k = 0; (try = attune_rules_try(cli->rules, i, k)) != NULL; k++)
		at_out_row(out, k == 0 ? "Try     " : "        ", try);
	if (r->n_examples > 0)
		at_buffer_add_str(&out->bytes, "\nExamples\n");
	for (size_t k = 0; attune_rules_example(cli->rules, i, k, &e); k++)
		at_render_example(out, &e);
	at_buffer_add_str(&out->bytes, "\n");
	for (size_t k = 0; (pattern = attune_rules_pattern(cli->rules, i, k)) != NULL; k++)
		at_out_row(out, k == 0 ? "Pattern " : "        ", pattern);
	at_out_row(out, "Source  ", r->source);
	at_out_text(out, AT_DIM, "Defined ");
	at_show(&out->bytes, r->file, strlen(r->file));
	at_buffer_addf(&out->bytes, ":%u\n", r->line);
}

void at_explain_rule(struct at_cli *cli, size_t i)
{
	attune_rule_info r;
	if (attune_rules_get(cli->rules, i, &r))
		explain_text(cli, i, &r);
}

static void explain(struct at_cli *cli, size_t i, bool first)
{
	attune_rule_info r;
	attune_rules_get(cli->rules, i, &r);
	switch (cli->options.choice[AT_O_FORMAT]) {
	case AT_FORMAT_JSON:
		at_ruleview_json(&cli->out.bytes, cli->rules, i);
		at_buffer_add_char(&cli->out.bytes, '\n');
		break;
	case AT_FORMAT_LINE:
		at_ruleview_line(&cli->out.bytes, &r);
		break;
	default:
		at_buffer_add_str(&cli->out.bytes, first ? "" : "\n");
		explain_text(cli, i, &r);
	}
}

/* The one rule whose id ends with /name, or SIZE_MAX. */
static size_t find_tail(const attune_rules *rules, const char *name)
{
	attune_rule_info r;
	size_t found = SIZE_MAX, len = strlen(name);
	for (size_t i = 0; attune_rules_get(rules, i, &r); i++) {
		size_t n = strlen(r.id);
		if (n <= len || r.id[n - len - 1] != '/' || strcmp(r.id + n - len, name) != 0)
			continue;
		if (found != SIZE_MAX)
			return SIZE_MAX;
		found = i;
	}
	return found;
}

size_t at_explain_find(const attune_rules *rules, const char *name)
{
	size_t i = attune_rules_find(rules, name);
	return i == SIZE_MAX ? find_tail(rules, name) : i;
}

/* Lists a category's rules; false when there is none of that name. */
static bool list_category(struct at_cli *cli, const char *name)
{
	attune_rule_info r;
	bool any = false;
	for (size_t i = 0; attune_rules_get(cli->rules, i, &r); i++) {
		if (!at_ruleview_in_category(&r, name))
			continue;
		if (!any && r.about[0] != 0 && cli->options.choice[AT_O_FORMAT] == AT_FORMAT_TEXT)
			at_out_paragraph(&cli->out, r.about);
		any = true;
		if (cli->options.choice[AT_O_FORMAT] == AT_FORMAT_TEXT)
			at_ruleview_row(&cli->out, &r);
		else
			explain(cli, i, false);
	}
	return any;
}

static int explain_word(struct at_cli *cli, const char *word, bool first)
{
	size_t i = at_explain_find(cli->rules, word);
	if (i != SIZE_MAX)
		explain(cli, i, first);
	else if (!list_category(cli, word))
		return at_ruleview_unknown(cli, word);
	return AT_EXIT_CLEAN;
}

int at_explain_run(struct at_cli *cli)
{
	if (at_given(&cli->options, AT_O_TRACE))
		return at_explain_trace(cli);
	if (cli->n_words == 0 || at_given(&cli->options, AT_O_ALL) || at_given(&cli->options, AT_O_PARTNER) ||
	    at_given(&cli->options, AT_O_PARTNER_FILE))
		return at_usage(cli, cli->n_words == 0 ? "explain needs RULE, or --trace TEXT"
		                                       : "--all and --partner go with --trace TEXT");
	int worst = at_load_rules(cli, NULL, 0);
	for (size_t k = 0; worst != AT_EXIT_FAILED && k < cli->n_words; k++)
		worst = explain_word(cli, cli->words[k], k == 0);
	return worst;
}
