/* SPDX-License-Identifier: MIT */
/*
 * reading.c: says what attune hears in a partner text. Input: a report; output: a few short lines that guess kindly and say
 * that they guess.
 */
#include "cli/render.h"
#include "cli/show.h"
#include <string.h>

/* How a kind of moment reads after "They seem to be"; unknown kinds are said as they are. */
static const char *kind_words(const char *kind)
{
	static const char *const words[][2] = {{"crisis", "in crisis"},
	                                       {"abuse", "being treated in a way that isn't safe"},
	                                       {"anger", "angry with you"},
	                                       {"distress", "hurting"},
	                                       {"ambivalence", "torn"},
	                                       {"good-news", "sharing good news"},
	                                       {"advice", "asking what you think"},
	                                       {"apology", "saying sorry"},
	                                       {"suppressed", "holding something back"},
	                                       {"banter", "playing"},
	                                       {"logistics", "sorting out plans"},
	                                       {"neutral", "telling you something, with no strong feeling on show"}};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i][0], kind) == 0)
			return words[i][1];
	return kind;
}

static const char *strength(int intensity)
{
	static const char *const words[] = {"faint", "mild", "clear", "strong", "overwhelming"};
	return words[intensity < 1 ? 0 : intensity > 5 ? 4 : intensity - 1];
}

static void row(struct at_out *out, const char *label, const struct at_buffer *text)
{
	struct at_buffer copy = {0};
	if (text->len == 0)
		return;
	at_buffer_add(&copy, text->ptr, text->len);
	size_t columns = at_out_text(out, AT_DIM, label);
	at_show_wrapped(&out->bytes, at_buffer_str(&copy), columns, columns, out->width);
	at_buffer_free(&copy);
}

static void comma(struct at_buffer *text)
{
	if (text->len > 0)
		at_buffer_add_str(text, ", ");
}

static void feelings(struct at_out *out, const attune_report *report)
{
	struct at_buffer text = {0};
	attune_feeling f;
	for (size_t i = 0; attune_report_feeling(report, i, &f); i++) {
		comma(&text);
		at_buffer_addf(&text, "%s (%s%s%s; %s)", f.word, strcmp(f.word, f.family) == 0 ? "" : f.family,
		               strcmp(f.word, f.family) == 0 ? "" : ", ", strength(f.intensity),
		               f.stated ? "they said it" : "a guess");
	}
	row(out, "Feeling  ", &text);
	at_buffer_free(&text);
}

static void words(struct at_out *out, const char *label, const attune_report *report,
                  const char *(*word)(const attune_report *, size_t))
{
	struct at_buffer text = {0};
	for (size_t i = 0; word(report, i) != NULL; i++) {
		comma(&text);
		at_buffer_add_str(&text, word(report, i));
	}
	row(out, label, &text);
	at_buffer_free(&text);
}

static void kinds(struct at_out *out, const attune_report *report)
{
	struct at_buffer text = {0};
	for (size_t i = 0; attune_report_kind(report, i) != NULL; i++) {
		comma(&text);
		at_buffer_add_str(&text, kind_words(attune_report_kind(report, i)));
	}
	at_buffer_add_str(&text, text.len == 0 ? "telling you something" : "");
	at_buffer_add_char(&text, '.');
	row(out, "They seem to be ", &text);
	at_buffer_free(&text);
}

void at_render_reading(struct at_out *out, const attune_rules *rules, const attune_report *report)
{
	if (at_render_card(out, rules, report))
		return;
	kinds(out, report);
	feelings(out, report);
	words(out, "Needs    ", report, attune_report_need);
	words(out, "Writes   ", report, attune_report_register);
}
