/* SPDX-License-Identifier: MIT */
/*
 * ruleview.c: shows rules. Input: a rule of a set; output: text appended to a buffer.
 */
#include "cli/ruleview.h"
#include "cli/json.h"
#include "cli/render.h"
#include "cli/show.h"
#include <stdint.h>
#include <string.h>

#define ID_COLUMNS 36
#define WORD_COLUMNS 6
#define NARROW 60 /* columns */
#define INDENT 2

/* What a list says between id and title. */
static const char *short_word(const attune_rule_info *r)
{
	if (r->muted)
		return "muted";
	return r->kind == ATTUNE_FLAG ? at_severity_name(r->severity) : at_kind_name(r->kind);
}

static enum at_style style_of(const attune_rule_info *r)
{
	if (r->muted)
		return AT_DIM;
	return r->kind == ATTUNE_FLAG ? at_severity_style(r->severity) : AT_GOOD;
}

void at_ruleview_kind(struct at_out *out, const attune_rule_info *r)
{
	static const char *const about[] = {"flag: ", "move: does them good when it is in a draft",
	                                    "cue: read in what the other person said"};
	if (r->kind == ATTUNE_FLAG) {
		at_buffer_add_str(&out->bytes, about[r->kind]);
		at_out_text(out, at_severity_style(r->severity), at_severity_words(r->severity));
		at_buffer_add_str(&out->bytes, r->muted ? " (muted)\n" : "\n");
		return;
	}
	struct at_buffer text = {0};
	at_buffer_addf(&text, "%s%s", about[r->kind], r->muted ? " (muted)" : "");
	at_show_wrapped(&out->bytes, at_buffer_str(&text), 0, INDENT, out->width);
	at_buffer_free(&text);
}

void at_ruleview_row(struct at_out *out, const attune_rule_info *r)
{
	size_t columns = at_show(&out->bytes, r->id, strlen(r->id));
	if (out->terminal && out->width < NARROW) { /* the rest has the line below for itself; for grep it is one line */
		at_buffer_add_char(&out->bytes, '\n');
		at_out_spaces(out, INDENT);
		columns = INDENT;
	} else
		columns = at_out_pad(out, columns, ID_COLUMNS);
	columns += at_out_pad(out, at_out_text(out, style_of(r), short_word(r)), WORD_COLUMNS);
	at_show_wrapped(&out->bytes, r->title, columns, columns, out->terminal ? out->width : SIZE_MAX);
}

void at_ruleview_line(struct at_buffer *out, const attune_rule_info *r)
{
	at_show(out, r->file, strlen(r->file));
	at_buffer_addf(out, ":%u: ", r->line);
	at_show(out, r->id, strlen(r->id));
	at_buffer_add_str(out, ": ");
	at_show(out, r->title, strlen(r->title));
	at_buffer_add_char(out, '\n');
}

/* ,"key":[...] of the strings that `item` gives until NULL. */
static void add_list(struct at_buffer *out, const char *key, const attune_rules *rules, size_t i,
                     const char *(*item)(const attune_rules *, size_t, size_t))
{
	const char *s;
	at_buffer_addf(out, ",\"%s\":[", key);
	for (size_t k = 0; (s = item(rules, i, k)) != NULL; k++) {
		if (k > 0)
			at_buffer_add_char(out, ',');
		at_json_string(out, s, strlen(s));
	}
	at_buffer_add_char(out, ']');
}

static void add_examples(struct at_buffer *out, const attune_rules *rules, size_t i, attune_kind kind)
{
	attune_example e;
	at_buffer_add_str(out, ",\"examples\":[");
	for (size_t k = 0; attune_rules_example(rules, i, k, &e); k++) {
		at_buffer_addf(out, "%s{\"%s\":", k > 0 ? "," : "", e.pass ? "pass" : at_kind_name(kind));
		at_json_string(out, e.text, e.text_len);
		if (e.partner != NULL) {
			at_buffer_add_str(out, ",\"partner\":");
			at_json_string(out, e.partner, e.partner_len);
		}
		if (e.at != NULL) {
			at_buffer_add_str(out, ",\"at\":");
			at_json_string(out, e.at, e.at_len);
		}
		at_buffer_addf(out, ",\"line\":%u}", e.line);
	}
	at_buffer_add_char(out, ']');
}

void at_ruleview_json(struct at_buffer *out, const attune_rules *rules, size_t i)
{
	attune_rule_info r;
	if (!attune_rules_get(rules, i, &r))
		return;
	at_buffer_add_char(out, '{');
	at_json_pair(out, "id", r.id);
	at_json_pair(out, "kind", at_kind_name(r.kind));
	at_json_pair(out, "category", r.category);
	at_json_pair(out, "title", r.title);
	if (r.kind == ATTUNE_FLAG)
		at_json_pair(out, "severity", at_severity_name(r.severity));
	at_buffer_addf(out, ",\"muted\":%s", r.muted ? "true" : "false");
	at_json_pair(out, "about", r.about);
	at_json_pair(out, "why", r.why);
	at_json_pair(out, "hears", r.hears);
	add_list(out, "try", rules, i, attune_rules_try);
	add_list(out, "patterns", rules, i, attune_rules_pattern);
	add_examples(out, rules, i, r.kind);
	at_json_pair(out, "source", r.source);
	at_json_pair(out, "file", r.file);
	at_buffer_addf(out, ",\"line\":%u}", r.line);
}

bool at_ruleview_in_category(const attune_rule_info *r, const char *name)
{
	size_t len = strlen(name);
	if (strcmp(r->category, name) == 0)
		return true;
	return strncmp(r->id, name, len) == 0 && r->id[len] == '/';
}

int at_ruleview_unknown(const struct at_cli *cli, const char *word)
{
	const char *near = attune_rules_suggest(cli->rules, word);
	if (near != NULL)
		at_complain("no rule \"%s\"; did you mean %s?", word, near);
	else
		at_complain("no rule \"%s\" (attune rules list shows them all)", word);
	return AT_EXIT_FAILED;
}
