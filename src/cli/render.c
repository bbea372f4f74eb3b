/* SPDX-License-Identifier: MIT */
/*
 * render.c: says what a report says. Input: a report and the draft it is about; output: text in a warm, brief tone that
 * judges the words and never the writer. Rule texts and drafts are shown inert.
 */
#include "cli/render.h"
#include "cli/draw.h"
#include "cli/show.h"
#include "coach/groups.h"
#include "text/utf8.h"
#include <stdlib.h>
#include <string.h>

#define QUOTE 44      /* columns of a quoted phrase */
#define MOST_ROWS 20  /* findings in the list */
#define CARD_INDENT 2 /* of what doesn't fit into a line of the card */

const char *at_severity_name(attune_severity severity)
{
	static const char *const names[] = {"off", "note", "miss", "hurt"};
	return names[severity];
}

const char *at_severity_words(attune_severity severity)
{
	static const char *const words[] = {"switched off", "is worth a look", "will likely miss them", "will likely hurt"};
	return words[severity];
}

const char *at_kind_name(attune_kind kind)
{
	static const char *const names[] = {"flag", "move", "cue"};
	return names[kind];
}

const char *at_meter_words(unsigned bit)
{
	return bit == 3 ? "with them" : attune_meter_name(bit);
}

enum at_style at_severity_style(attune_severity severity)
{
	static const enum at_style styles[] = {AT_DIM, AT_NOTE, AT_MISS, AT_HURT};
	return styles[severity];
}

/* "Label: text", wrapped, behind `indent` spaces. */
static void labelled(struct at_out *out, size_t indent, const char *label, const char *text)
{
	at_out_spaces(out, indent);
	size_t columns = at_out_text(out, AT_DIM, label);
	at_show_wrapped(&out->bytes, text, indent + columns, indent, out->width);
}

void at_render_card_lines(struct at_out *out, const attune_rules *rules, const char *kind)
{
	const char *line;
	for (size_t i = 0; (line = attune_rules_card_line(rules, kind, i)) != NULL; i++)
		at_show_wrapped(&out->bytes, line, 0, CARD_INDENT, out->width);
}

bool at_render_card(struct at_out *out, const attune_rules *rules, const char *kind)
{
	if (kind == NULL)
		return false;
	at_render_card_lines(out, rules, kind);
	if (!attune_card_is_soft(kind))
		return true;
	at_buffer_add_char(&out->bytes, '\n');
	return false;
}

/* `"at least you" x 2 will likely miss them  [invalidating/at-least]` behind its number; returns the number's columns. */
static size_t headline(struct at_out *out, size_t number, const attune_finding *f, size_t times, const char *draft)
{
	size_t before = out->bytes.len;
	at_buffer_addf(&out->bytes, "%zu. ", number);
	size_t indent = out->bytes.len - before, columns = indent;
	if (f->whole)
		columns += at_out_text(out, AT_PLAIN, f->title[0] == 0 ? "This draft" : f->title);
	else
		columns += at_show_quoted(&out->bytes, draft + f->byte_start, f->byte_end - f->byte_start,
		                          out->plain ? (size_t)1 << 20 : QUOTE);
	before = out->bytes.len;
	if (times > 1)
		at_buffer_addf(&out->bytes, " x %zu", times);
	columns += out->bytes.len - before;
	at_out_spaces(out, 1);
	columns += 1 + at_out_text(out, at_severity_style(f->severity), at_severity_words(f->severity));
	if (columns + strlen(f->rule) + 4 > out->width) {
		at_buffer_add_char(&out->bytes, '\n');
		at_out_spaces(out, indent);
	} else
		at_out_spaces(out, 2);
	at_out_style(out, AT_DIM);
	at_buffer_add_char(&out->bytes, '[');
	at_show(&out->bytes, f->rule, strlen(f->rule));
	at_buffer_add_char(&out->bytes, ']');
	at_out_style(out, AT_PLAIN);
	at_buffer_add_char(&out->bytes, '\n');
	return indent;
}

static void finding(struct at_out *out, const attune_report *report, size_t number, const struct at_group *g, const char *draft)
{
	attune_finding f;
	const char *try = attune_report_suggestion(report, g->first, 0);
	(void)attune_report_finding(report, g->first, &f);
	size_t indent = headline(out, number, &f, g->n, draft);
	at_out_spaces(out, indent);
	at_show_wrapped(&out->bytes, f.why, indent, indent, out->width);
	if (try != NULL)
		labelled(out, indent, "Try: ", try);
}

/* The findings, equal ones as one, a number each; of very many the gravest. */
static void list(struct at_out *out, const attune_report *report, const char *draft)
{
	struct at_groups g;
	size_t chosen[MOST_ROWS];
	if (!at_groups_make(&g, report, draft, NULL)) {
		out->bytes.failed = true;
		return;
	}
	size_t n = at_groups_gravest(&g, chosen, MOST_ROWS);
	for (size_t k = 0; k < n; k++) {
		at_buffer_add_str(&out->bytes, out->plain && k == 0 ? "" : "\n");
		finding(out, report, chosen[k] + 1, &g.items[chosen[k]], draft);
	}
	if (n < g.n)
		at_buffer_addf(&out->bytes, "\nand %zu more\n", g.n - n);
	at_groups_free(&g);
}

/* The phrases to mark, in order and without overlaps; `marks` has room for all. `which`: NULL for every finding. Returns how
 * many. */
static size_t collect_marks(struct at_mark *marks, const attune_report *report, const size_t *which, size_t n_which)
{
	attune_finding f;
	size_t n = 0, end = 0;
	for (size_t i = 0; i < n_which; i++) {
		if (!attune_report_finding(report, which == NULL ? i : which[i], &f) || f.whole || f.byte_end <= end)
			continue;
		size_t start = f.byte_start < end ? end : f.byte_start;
		marks[n++] = (struct at_mark){start, f.byte_end, f.severity};
		end = f.byte_end;
	}
	return n;
}

void at_render_draft(struct at_out *out, const attune_report *report, const size_t *which, size_t n, const char *draft, size_t len)
{
	if (n == 0) {
		at_draw_draft(out, draft, len, NULL, 0);
		return;
	}
	struct at_mark *marks = calloc(n, sizeof *marks);
	if (marks == NULL) {
		out->bytes.failed = true;
		return;
	}
	at_draw_draft(out, draft, len, marks, collect_marks(marks, report, which, n));
	free(marks);
}

/* The first thing in the draft that does them good. */
static void first_move(struct at_out *out, const attune_report *report, const char *draft)
{
	attune_move m;
	if (!attune_report_move(report, 0, &m))
		return;
	at_out_style(out, AT_GOOD);
	at_buffer_add_str(&out->bytes, "This lands: ");
	at_out_style(out, AT_PLAIN);
	at_show_quoted(&out->bytes, draft + m.byte_start, m.byte_end - m.byte_start, QUOTE);
	at_buffer_addf(&out->bytes, " (");
	at_show(&out->bytes, m.title, strlen(m.title));
	at_buffer_add_str(&out->bytes, ")\n");
}

/* What the draft's moves reach, in words; nothing when it has none, for then the findings say enough. */
static void meters(struct at_out *out, const attune_report *report)
{
	unsigned reached = attune_report_meters(report);
	size_t n = 0, total = 0;
	for (unsigned k = 0; at_meter_words(k) != NULL; k++)
		total += reached >> k & 1u;
	if (total == 0)
		return;
	at_out_style(out, AT_GOOD);
	at_buffer_add_str(&out->bytes, "It meets them: ");
	at_out_style(out, AT_PLAIN);
	for (unsigned k = 0; at_meter_words(k) != NULL; k++) {
		if ((reached >> k & 1u) == 0)
			continue;
		at_buffer_add_str(&out->bytes, n == 0 ? "" : n + 1 == total ? " and " : ", ");
		at_buffer_add_str(&out->bytes, at_meter_words(k));
		n++;
	}
	at_buffer_add_str(&out->bytes, attune_report_good_enough(report) ? ". That's good enough.\n" : ".\n");
}

/* `label` and the text in quotes, whole: it is there to be read. */
static void quote(struct at_out *out, enum at_style style, const char *label, const char *text, size_t len)
{
	struct at_buffer quoted = {0};
	at_out_spaces(out, 2);
	size_t column = 2 + at_out_text(out, style, label);
	at_show_quoted(&quoted, text, len, (size_t)1 << 20);
	at_show_wrapped(&out->bytes, at_buffer_str(&quoted), column, column, out->width);
	at_buffer_free(&quoted);
}

void at_render_example(struct at_out *out, const attune_example *e)
{
	quote(out, e->pass ? AT_GOOD : AT_MISS, e->pass ? "fine   " : "found  ", e->text, e->text_len);
	if (e->partner != NULL)
		quote(out, AT_DIM, "    to ", e->partner, e->partner_len);
}

static bool only_space(const char *s, size_t len)
{
	size_t i = 0;
	while (i < len && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r'))
		i++;
	return i == len;
}

/* Whether it is known what the draft answers, or it does them good by itself: else nothing speaks for sending it. */
static bool is_read(const attune_report *report)
{
	const char *kind = attune_report_kind(report, 0);
	bool nothing = kind == NULL || (attune_report_kinds(report) == 1 && strcmp(kind, "neutral") == 0);
	return attune_report_moves(report) > 0 || attune_report_feelings(report) > 0 || !nothing;
}

void at_render_foreign(struct at_out *out)
{
	at_out_paragraph(out, "Few of these words are known here, so finding nothing says nothing: attune reads English only.");
}

void at_render_report(struct at_out *out, const attune_rules *rules, const attune_report *report, const char *draft, size_t len)
{
	if (at_render_card(out, rules, attune_report_card(report)))
		return;
	if (only_space(draft, len)) {
		at_out_paragraph(out, "Nothing written yet. Whenever you're ready.");
		return;
	}
	if (attune_report_findings(report) == 0) {
		if (attune_report_foreign(report)) {
			at_render_foreign(out);
			return;
		}
		at_out_text(out, AT_GOOD, "Nothing here stands in the way.");
		at_out_text(out, AT_GOOD, is_read(report) ? " It's good to send." : "");
		at_buffer_add_char(&out->bytes, '\n');
		meters(out, report);
		return;
	}
	if (!out->plain)
		at_render_draft(out, report, NULL, attune_report_findings(report), draft, len);
	list(out, report, draft);
	if (attune_report_moves(report) > 0)
		at_buffer_add_char(&out->bytes, '\n');
	first_move(out, report, draft);
	meters(out, report);
}

/* The card in the form of a finding, for editors: its first line, about the whole text. */
static void card_line(struct at_out *out, const attune_rules *rules, const char *kind, const char *label)
{
	const char *line = attune_rules_card_line(rules, kind, 0);
	at_show(&out->bytes, label, strlen(label));
	at_buffer_add_str(&out->bytes, ":1:1: note safety/");
	at_show(&out->bytes, kind, strlen(kind));
	at_buffer_add_str(&out->bytes, ": ");
	at_show_wrapped(&out->bytes, line == NULL ? "" : line, 0, 0, SIZE_MAX);
}

void at_render_lines(struct at_out *out, const attune_rules *rules, const attune_report *report, const char *label,
                     const char *draft, size_t len)
{
	attune_finding f;
	if (attune_report_card(report) != NULL) {
		card_line(out, rules, attune_report_card(report), label);
		if (!attune_card_is_soft(attune_report_card(report)))
			return;
	}
	size_t at = 0, line = 1, start = 0; /* start: of the line that `at` is in */
	for (size_t i = 0; attune_report_finding(report, i, &f); i++) {
		if (f.byte_start < at)
			at = start = 0, line = 1;
		for (; at < f.byte_start && at < len; at++) {
			if (draft[at] == '\n') {
				line++;
				start = at + 1;
			}
		}
		at_show(&out->bytes, label, strlen(label));
		at_buffer_addf(&out->bytes, ":%zu:%zu: %s ", line, at_utf8_count(draft + start, at - start) + 1,
		               at_severity_name(f.severity));
		at_show(&out->bytes, f.rule, strlen(f.rule));
		at_buffer_add_str(&out->bytes, ": ");
		at_show(&out->bytes, f.why, strlen(f.why));
		at_buffer_add_char(&out->bytes, '\n');
	}
}
