/* SPDX-License-Identifier: MIT */
/*
 * renderoffers.c: offers in plain words for people. Input: offers; output: one lettered reply after the other, wrapped to the
 * width, then advice that was kept for later and names or numbers that none of them carries. Calls output, show.
 */
#include "cli/render.h"
#include "cli/show.h"
#include <string.h>

#define KIND_COLUMNS 10u

static void add_inert(struct at_out *out, const char *text, size_t len, size_t column, size_t indent)
{
	struct at_buffer inert = {0};
	at_show(&inert, text, len);
	at_show_wrapped(&out->bytes, at_buffer_str(&inert), column, indent, out->width);
	at_buffer_free(&inert);
}

static void add_list(struct at_out *out, const char *lead, const attune_offers *offers,
                     const char *(*get)(const attune_offers *o, size_t i))
{
	const char *text;
	for (size_t i = 0; (text = get(offers, i)) != NULL; i++) {
		struct at_buffer line = {0};
		size_t column = at_out_text(out, AT_DIM, lead);
		at_buffer_add_char(&line, '"');
		at_buffer_add_str(&line, text);
		at_buffer_add_char(&line, '"');
		add_inert(out, at_buffer_str(&line), line.len, column, column);
		at_buffer_free(&line);
	}
}

void at_render_offer(struct at_out *out, size_t i, const char *kind, const char *text, size_t len)
{
	char letter[] = {(char)('a' + i % 26), ' ', ' ', '\0'};
	size_t column = at_out_text(out, AT_BOLD, letter), columns = at_out_text(out, AT_DIM, kind);
	column += columns < KIND_COLUMNS ? KIND_COLUMNS : columns + 1;
	if (out->width < 60) { /* narrow: the reply has the lines below for itself */
		at_buffer_add_char(&out->bytes, '\n');
		column = 3;
		at_out_spaces(out, column);
	} else
		at_out_spaces(out, columns < KIND_COLUMNS ? KIND_COLUMNS - columns : 1);
	add_inert(out, text, len, column, column);
}

void at_render_offers(struct at_out *out, const attune_offers *offers)
{
	attune_offer offer;
	for (size_t i = 0; attune_offers_get(offers, i, &offer); i++)
		at_render_offer(out, i, offer.kind, offer.text, offer.len);
	add_list(out, "Kept for later  ", offers, attune_offers_parked);
	add_list(out, "Left out        ", offers, attune_offers_dropped);
	const char *note = attune_offers_note(offers);
	if (note != NULL)
		at_out_paragraph(out, note);
}
