/* SPDX-License-Identifier: MIT */
/*
 * render: reports in plain words for people, and as lines for editors. May call draw, output, show, coach/groups.
 * Functions append to out->bytes and can't fail otherwise.
 */
#ifndef AT_CLI_RENDER_H
#define AT_CLI_RENDER_H

#include "attune/attune.h"
#include "cli/output.h"

/* "note", "miss", "hurt", "off"; "will likely miss them". Static. */
const char *at_severity_name(attune_severity severity);
const char *at_severity_words(attune_severity severity);
enum at_style at_severity_style(attune_severity severity);
const char *at_kind_name(attune_kind kind);
/* What a meter is called to people: "with them" for "with". Static. */
const char *at_meter_words(unsigned bit);

/* A draft and what there is to say about it. The safety card, when the report has one, takes the place of all else. */
void at_render_report(struct at_out *out, const attune_rules *rules, const attune_report *report, const char *draft, size_t len);
/* The draft with the phrases of some findings marked in it: those that `which` numbers, in order. With
 * none (n 0) all of a long draft is shown. */
void at_render_draft(struct at_out *out, const attune_report *report, const size_t *which, size_t n, const char *draft, size_t len);
/* What they may be feeling and needing, a row each; nothing when nothing is known. */
void at_render_partner(struct at_out *out, const attune_report *report);
/* One sentence of an example, with what it answers. */
void at_render_example(struct at_out *out, const attune_example *e);
/* For a draft that attune_report_foreign is true of, in place of saying that nothing was found. */
void at_render_foreign(struct at_out *out);
/* What a partner text tells. */
void at_render_reading(struct at_out *out, const attune_rules *rules, const attune_report *report);
/* The lines of a card. */
void at_render_card_lines(struct at_out *out, const attune_rules *rules, const char *kind);
/* Appends the safety card `kind`, NULL for none. True when it stands in place of everything else, false for none and
 * for a soft one. */
bool at_render_card(struct at_out *out, const attune_rules *rules, const char *kind);
/* The i-th of a row of offers, behind its letter. */
void at_render_offer(struct at_out *out, size_t i, const char *kind, const char *text, size_t len);
/* Lettered offers, then what of the draft was kept aside. */
void at_render_offers(struct at_out *out, const attune_offers *offers);
/* One line a finding, label:line:column: severity rule: why; or one line for the card. */
void at_render_lines(struct at_out *out, const attune_rules *rules, const attune_report *report, const char *label,
                     const char *draft, size_t len);

#endif
