/* SPDX-License-Identifier: MIT */
/*
 * explaintrace.c: `attune explain --trace`. Input: a draft, perhaps a partner text, perhaps rules; output: why each of them,
 * or each that came near, speaks or doesn't. For people in paragraphs, or as JSON, a rule a line.
 */
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/render.h"
#include "cli/ruleview.h"
#include "cli/show.h"
#include <string.h>

static const char *const outcome_names[] = {"fires", "shadowed", "silenced", "near", "far"};

struct showing {
	struct at_cli *cli;
	bool named; /* rules that were asked for: all of it is shown */
	size_t shown, near, kept;
};

static const char *outcome_words(const attune_trace *t, const attune_rule_info *r)
{
	switch (t->outcome) {
	case ATTUNE_FIRES:
		return r->kind == ATTUNE_FLAG   ? at_severity_words(t->severity)
		       : r->kind == ATTUNE_MOVE ? "counts as a move"
		                                : "is heard";
	case ATTUNE_SHADOWED:
		return "gives way to another";
	case ATTUNE_SILENCED:
		return "found, but silent";
	case ATTUNE_NEAR:
		return "came near";
	default:
		return "isn't in there";
	}
}

static enum at_style style_of(const attune_trace *t, const attune_rule_info *r)
{
	if (t->outcome != ATTUNE_FIRES)
		return AT_DIM;
	return r->kind == ATTUNE_FLAG ? at_severity_style(t->severity) : AT_GOOD;
}

static void show_text(struct showing *s, const attune_trace *t, const attune_rule_info *r)
{
	struct at_out *out = &s->cli->out;
	at_buffer_add_str(&out->bytes, s->shown > 0 ? "\n" : "");
	at_out_text(out, AT_BOLD, r->id);
	at_buffer_add_str(&out->bytes, "  ");
	at_out_text(out, style_of(t, r), outcome_words(t, r));
	at_buffer_add_char(&out->bytes, '\n');
	for (size_t i = 0; i < t->n_lines; i++) {
		at_out_spaces(out, 2);
		at_show_wrapped(&out->bytes, t->lines[i], 2, 4, out->width);
	}
}

/* The near ones stand in a list, unless more was asked for. */
static bool show_near(struct showing *s, const attune_trace *t, const attune_rule_info *r)
{
	struct at_buffer *out = &s->cli->out.bytes;
	if (t->outcome != ATTUNE_NEAR || s->named || at_given(&s->cli->options, AT_O_ALL))
		return false;
	if (s->near++ == 0)
		at_buffer_addf(out, "%sCame near: their words are there, the pattern doesn't match.\n", s->shown > 0 ? "\n" : "");
	at_out_spaces(&s->cli->out, 2);
	at_show(out, r->id, strlen(r->id));
	at_buffer_addf(out, ", pattern %u\n", t->pattern);
	return true;
}

static void show_json(struct showing *s, const attune_trace *t, const attune_rule_info *r)
{
	struct at_buffer *out = &s->cli->out.bytes;
	at_buffer_add_char(out, '{');
	at_json_pair(out, "rule", r->id);
	at_json_pair(out, "kind", at_kind_name(r->kind));
	at_json_pair(out, "outcome", outcome_names[t->outcome]);
	if (r->kind == ATTUNE_FLAG)
		at_json_pair(out, "severity", t->severity == ATTUNE_OFF ? "off" : at_severity_name(t->severity));
	at_buffer_add_str(out, ",\"lines\":[");
	for (size_t i = 0; i < t->n_lines; i++) {
		at_buffer_add_str(out, i > 0 ? "," : "");
		at_json_string(out, t->lines[i], strlen(t->lines[i]));
	}
	at_buffer_add_str(out, "]}\n");
}

/* What is left out unless --all was given: cues that weren't heard, moves and flags that only came near. */
static bool is_far_fetched(const struct showing *s, const attune_trace *t, const attune_rule_info *r)
{
	if (s->named || at_given(&s->cli->options, AT_O_ALL))
		return false;
	return t->outcome >= (r->kind == ATTUNE_FLAG ? ATTUNE_FAR : r->kind == ATTUNE_MOVE ? ATTUNE_NEAR : ATTUNE_SILENCED);
}

static void show(const attune_trace *t, void *payload)
{
	struct showing *s = payload;
	attune_rule_info r;
	if (!attune_rules_get(s->cli->rules, t->rule_index, &r))
		return;
	if (is_far_fetched(s, t, &r)) {
		s->kept++;
		return;
	}
	if (s->cli->options.choice[AT_O_FORMAT] == AT_FORMAT_TEXT && show_near(s, t, &r))
		return;
	if (s->cli->options.choice[AT_O_FORMAT] == AT_FORMAT_TEXT)
		show_text(s, t, &r);
	else
		show_json(s, t, &r);
	s->shown++;
}

static int trace(struct at_cli *cli, struct showing *s, size_t rule, const struct at_buffer *partner, bool has_partner)
{
	const char *draft = cli->options.value[AT_O_TRACE];
	attune_rule_info r;
	attune_error *err = NULL;
	attune_status status;
	/* For a cue without a partner text the text is what they said. */
	if (rule != SIZE_MAX && !has_partner && attune_rules_get(cli->rules, rule, &r) && r.kind == ATTUNE_CUE)
		status = attune_trace_rules(cli->scanner, rule, NULL, 0, draft, strlen(draft), show, s, &err);
	else
		status = attune_trace_rules(cli->scanner, rule, draft, strlen(draft), has_partner ? partner->ptr : NULL,
		                            partner->len, show, s, &err);
	if (status == ATTUNE_OK)
		return AT_EXIT_CLEAN;
	at_complain("%s", attune_error_message(err));
	attune_error_free(err);
	return AT_EXIT_FAILED;
}

static void close_text(struct showing *s)
{
	struct at_buffer *out = &s->cli->out.bytes;
	if (s->cli->options.choice[AT_O_FORMAT] != AT_FORMAT_TEXT)
		return;
	if (s->shown == 0 && s->near == 0)
		at_buffer_add_str(out, "No rule finds anything in it.\n");
	if (s->kept > 0 && !at_given(&s->cli->options, AT_O_QUIET))
		at_buffer_addf(out, "\n%zu more; --all shows them.\n", s->kept);
}

int at_explain_trace(struct at_cli *cli)
{
	struct showing s = {.cli = cli, .named = cli->n_words > 0};
	struct at_buffer partner = {0};
	int code = at_load_scanner(cli);
	bool has = at_input_has_partner(cli);
	if (code == AT_EXIT_CLEAN && has && !at_input_partner(cli, &partner))
		code = AT_EXIT_FAILED;
	if (code == AT_EXIT_CLEAN && cli->n_words == 0)
		code = trace(cli, &s, SIZE_MAX, &partner, has && partner.len > 0);
	for (size_t k = 0; code == AT_EXIT_CLEAN && k < cli->n_words; k++) {
		size_t i = at_explain_find(cli->rules, cli->words[k]);
		code = i == SIZE_MAX ? at_ruleview_unknown(cli, cli->words[k])
		                     : trace(cli, &s, i, &partner, has && partner.len > 0);
	}
	if (code == AT_EXIT_CLEAN)
		close_text(&s);
	at_buffer_free(&partner);
	return code;
}
