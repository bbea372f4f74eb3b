/* SPDX-License-Identifier: MIT */
/*
 * reading.c: says what attune hears in a partner text. Input: a report; output: a few short lines that guess kindly and say
 * that they guess.
 */
#include "cli/render.h"
#include <string.h>

/* What they do, after "They"; unknown kinds are said as they are. */
static const char *kind_words(const char *kind)
{
	static const char *const words[][2] = {
		{"crisis", "'re in crisis"},
		{"abuse", "'re being treated in a way that isn't safe"},
		{"anger", "'re hurt or angry about something you did"},
		{"distress", "'re having a hard time"},
		{"ambivalence", "'re in two minds"},
		{"good-news", " have good news"},
		{"advice", "'re asking what you think"},
		{"apology", "'re saying sorry"},
		{"suppressed", " may be holding something back"},
		{"banter", "'re being playful"},
		{"logistics", "'re sorting out plans"},
		{"telling", "'re telling you about something that happened to them"},
		{"neutral", "'re telling you something, with no strong feeling on show"},
	};
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

static void comma(struct at_buffer *text)
{
	if (text->len > 0)
		at_buffer_add_str(text, ", ");
}

/* What they said, with its strength; then what is only guessed. */
static void feelings(struct at_out *out, const attune_report *report)
{
	struct at_buffer text = {0};
	attune_feeling f;
	for (size_t i = 0; attune_report_feeling(report, i, &f); i++) {
		comma(&text);
		if (f.stated)
			at_buffer_addf(&text, "%s (%s; they said it)", f.word, strength(f.intensity));
		else
			at_buffer_addf(&text, "maybe %s (a guess)", f.word);
	}
	at_out_row(out, "Feeling  ", at_buffer_str(&text));
	at_buffer_free(&text);
}

/* What happened, and whom they name. */
static void topic(struct at_out *out, const attune_report *report)
{
	struct at_buffer text = {0};
	const char *event = attune_report_event(report), *about = attune_report_about(report);
	if (event != NULL)
		at_buffer_add_str(&text, event);
	at_out_row(out, "About    ", at_buffer_str(&text));
	at_buffer_clear(&text);
	if (about != NULL)
		at_buffer_addf(&text, "\"%s\"", about);
	at_out_row(out, "Names    ", at_buffer_str(&text));
	at_buffer_free(&text);
}

/* Register, pace and force. */
static void manner(struct at_out *out, const attune_report *report)
{
	struct at_buffer text = {0};
	const char *pace = attune_report_pace(report);
	for (size_t i = 0; attune_report_register(report, i) != NULL; i++) {
		comma(&text);
		at_buffer_add_str(&text, attune_report_register(report, i));
	}
	if (pace != NULL && strcmp(pace, "steady") != 0) {
		comma(&text);
		at_buffer_add_str(&text, strcmp(pace, "short") == 0 ? "in few words" : "in a rush");
	}
	if (attune_report_intensity(report) >= 4) {
		comma(&text);
		at_buffer_add_str(&text, "with force");
	}
	at_out_row(out, "Writes   ", at_buffer_str(&text));
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
	at_out_row(out, label, at_buffer_str(&text));
	at_buffer_free(&text);
}

static void kinds(struct at_out *out, const attune_report *report)
{
	struct at_buffer text = {0};
	for (size_t i = 0; attune_report_kind(report, i) != NULL; i++)
		at_buffer_addf(&text, "%s%s", i > 0 ? ", and they" : "", kind_words(attune_report_kind(report, i)));
	if (text.len == 0)
		at_buffer_add_str(&text, " haven't said anything yet");
	at_buffer_add_char(&text, '.');
	at_out_row(out, "They", at_buffer_str(&text));
	at_buffer_free(&text);
}

void at_render_partner(struct at_out *out, const attune_report *report)
{
	feelings(out, report);
	words(out, "Needs    ", report, attune_report_need);
}

void at_render_reading(struct at_out *out, const attune_rules *rules, const attune_report *report)
{
	if (at_render_card(out, rules, attune_report_card(report)))
		return;
	kinds(out, report);
	feelings(out, report);
	topic(out, report);
	words(out, "Needs    ", report, attune_report_need);
	manner(out, report);
}
