/* SPDX-License-Identifier: MIT */
/*
 * rulenewfile.c: a new rule as a commented file, and what its examples do. Input: the answers of rulenew.c; output: YAML, and
 * a line an example. JSON strings are YAML strings, so that texts are written as such.
 */
#include "cli/json.h"
#include "cli/load.h"
#include "cli/render.h"
#include "cli/rulenew.h"
#include "cli/show.h"
#include <string.h>

#define HITS 8
#define QUOTE 50

static void text(struct at_buffer *out, const char *s)
{
	at_json_string(out, s, strlen(s));
}

static void line(struct at_buffer *out, const char *key, const char *value, const char *else_comment)
{
	if (value != NULL && *value != 0) {
		at_buffer_addf(out, "    %s: ", key);
		text(out, value);
		at_buffer_add_char(out, '\n');
	} else if (else_comment != NULL)
		at_buffer_addf(out, "    # %s: \"%s\"\n", key, else_comment);
}

static void list(struct at_buffer *out, const char *key, const struct at_texts *l)
{
	if (l->n == 0)
		return;
	at_buffer_addf(out, "    %s:\n", key);
	for (size_t i = 0; i < l->n; i++) {
		at_buffer_add_str(out, "      - ");
		text(out, l->items[i]);
		at_buffer_add_char(out, '\n');
	}
}

/* In single quotes, where a backslash is one. */
static void patterns(struct at_buffer *out, const struct at_texts *l)
{
	at_buffer_add_str(out, l->n > 0 ? "    patterns:\n" : "");
	for (size_t i = 0; i < l->n; i++) {
		at_buffer_add_str(out, "      - '");
		for (const char *c = l->items[i]; *c != 0; c++) {
			at_buffer_add_char(out, *c);
			if (*c == '\'')
				at_buffer_add_char(out, '\'');
		}
		at_buffer_add_str(out, "'\n");
	}
}

static void examples(struct at_buffer *out, const char *key, const struct at_texts *l)
{
	for (size_t i = 0; i < l->n; i++) {
		at_buffer_addf(out, "      - {%s: ", key);
		text(out, l->items[i]);
		at_buffer_add_str(out, "}\n");
	}
}

void at_new_rule_yaml(struct at_buffer *out, const struct at_new_rule *r)
{
	static const char *const severities[] = {"note", "miss", "hurt"};
	size_t family = strcspn(r->id, "/");
	at_buffer_addf(out,
	               "# A rule of yours. `attune rules test --watch` on this file runs its examples whenever you save it,\n"
	               "# `attune rules lint` looks it over; rules/README.md (attune rules export DIR) has all keys.\n"
	               "kind: flag\ncategory: %.*s\n\nrules:\n  - id: %s\n",
	               (int)family, r->id, r->id);
	line(out, "title", r->title, NULL);
	at_buffer_addf(out, "    severity: %s  # note: worth a look; miss: will likely miss them; hurt: will likely hurt\n",
	               severities[r->severity]);
	list(out, "phrases", &r->phrases);
	patterns(out, &r->patterns);
	if (r->patterns.n == 0)
		at_buffer_add_str(
			out,
			"    # patterns: ['\\bregular expressions?\\b']  # beside phrases or in their place, in single quotes\n");
	at_buffer_add_str(out, "    # unless: [asked-for]                    # guards: where it doesn't count\n"
	                       "    # when: {partner: [distress, anger]}     # only when they said something of this kind\n");
	line(out, "why", r->why, "one warm, concrete sentence: why it may not land");
	line(out, "hears", r->hears, "what they may hear, in their words");
	list(out, "try", &r->tries);
	at_buffer_add_str(
		out,
		"    # Its tests: what it must find, and look-alikes that it must leave alone. Three of each make a rule one can trust.\n"
		"    examples:\n");
	if (r->flags.n + r->passes.n == 0)
		at_buffer_add_str(out, "      []\n");
	examples(out, "flag", &r->flags);
	examples(out, "pass", &r->passes);
}

/* Other rules that point at something in the example. */
static void tell_others(struct at_cli *cli, const struct at_new_rule *r, const attune_example *e)
{
	struct at_buffer *out = &cli->out.bytes;
	attune_finding f;
	if (attune_scan(&cli->report, cli->scanner, e->text, e->text_len, e->partner, e->partner_len, NULL) != ATTUNE_OK)
		return;
	for (size_t i = 0; attune_report_finding(cli->report, i, &f); i++) {
		if (strcmp(f.rule, r->id) == 0)
			continue;
		at_buffer_add_str(out, "          also ");
		at_show(out, f.rule, strlen(f.rule));
		at_buffer_addf(out, " (%s)", at_severity_name(f.severity));
		if (!f.whole) {
			at_buffer_add_str(out, ", at ");
			at_show_quoted(out, e->text + f.byte_start, f.byte_end - f.byte_start, QUOTE);
		}
		at_buffer_add_char(out, '\n');
	}
}

static bool try_example(struct at_cli *cli, const struct at_new_rule *r, size_t rule, const attune_example *e)
{
	struct at_buffer *out = &cli->out.bytes;
	attune_hit hits[HITS];
	attune_error *err = NULL;
	size_t n = 0;
	bool ran = attune_try_rule(cli->scanner, rule, e->text, e->text_len, e->partner, e->partner_len, hits, HITS, &n, &err) ==
	           ATTUNE_OK;
	bool ok = ran && (n > 0) != e->pass;
	at_out_text(&cli->out, ok ? AT_GOOD : AT_HURT, ok ? "  right   " : "  WRONG   ");
	at_buffer_add_str(out, !ran ? "could not be tried: " : n > 0 ? "finds " : "finds nothing in ");
	if (!ran)
		at_show(out, attune_error_message(err), strlen(attune_error_message(err)));
	if (ran && n > 0) {
		at_show_quoted(out, e->text + hits[0].byte_start, hits[0].byte_end - hits[0].byte_start, QUOTE);
		at_buffer_add_str(out, " in ");
	}
	if (ran)
		at_show_quoted(out, e->text, e->text_len, QUOTE);
	at_buffer_add_str(out, ok ? "\n" : e->pass ? ", which it must leave alone\n" : ", where it must find something\n");
	attune_error_free(err);
	tell_others(cli, r, e);
	return ok;
}

int at_new_rule_try(struct at_cli *cli, const struct at_new_rule *r, const char *path)
{
	struct at_buffer *out = &cli->out.bytes, copy = {0};
	attune_example e;
	size_t wrong = 0, n = 0, flags = 0;
	at_buffer_add_str(&copy, path);
	char *extra[] = {copy.failed ? NULL : (char *)(uintptr_t)at_buffer_str(&copy)};
	int code = extra[0] == NULL ? AT_EXIT_FAILED : at_load_rules(cli, extra, 1);
	if (code == AT_EXIT_CLEAN)
		code = at_load_scanner(cli);
	size_t rule = code == AT_EXIT_CLEAN ? attune_rules_find(cli->rules, r->id) : SIZE_MAX;
	at_buffer_free(&copy);
	if (rule == SIZE_MAX) {
		at_complain("the rule could not be loaded; mend the file, then: attune rules test --watch");
		return AT_EXIT_FAILED;
	}
	for (; attune_rules_example(cli->rules, rule, n, &e); n++) {
		wrong += !try_example(cli, r, rule, &e);
		flags += !e.pass;
	}
	if (flags < 3 || n - flags < 3)
		at_buffer_addf(out, "%zu to find and %zu to leave alone: three of each make a rule one can trust.\n", flags,
		               n - flags);
	if (wrong > 0)
		at_buffer_addf(out, "%zu of %zu examples went wrong: attune explain %s --trace TEXT says why.\n", wrong, n, r->id);
	return wrong > 0 ? AT_EXIT_FOUND : AT_EXIT_CLEAN;
}
