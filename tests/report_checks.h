/* SPDX-License-Identifier: MIT */
/*
 * report_checks: what holds for the report of every scan, whatever the message was. Shared by tests/unit and tests/fuzz.
 * Input: a report and the texts it is about; output: NULL, or what is wrong with it in words. May call the public API and
 * text/utf8.
 */
#ifndef AT_TESTS_REPORT_CHECKS_H
#define AT_TESTS_REPORT_CHECKS_H

#include "attune/attune.h"
#include "text/utf8.h"
#include <string.h>

/* A span lies in the text, is not empty, cuts no character, and says the same in bytes and in code points. */
static inline const char *check_span(const char *text, size_t len, size_t byte_start, size_t byte_end, size_t start, size_t end)
{
	if (byte_start >= byte_end || byte_end > len || start >= end)
		return "a span is empty, or leaves the text";
	if (((unsigned char)text[byte_start] & 0xC0) == 0x80 || (byte_end < len && ((unsigned char)text[byte_end] & 0xC0) == 0x80))
		return "a span cuts a character";
	if (at_utf8_count(text, byte_start) != start || at_utf8_count(text, byte_end) != end)
		return "code points and bytes of a span disagree";
	return NULL;
}

static inline const char *check_findings(const attune_report *r, const char *draft, size_t len)
{
	attune_finding f, last = {0};
	size_t n = attune_report_findings(r);
	if (n > ATTUNE_MAX_FINDINGS || attune_report_finding(r, n, &f))
		return "too many findings";
	for (size_t i = 0; i < n; i++, last = f) {
		if (!attune_report_finding(r, i, &f))
			return "a finding is missing";
		const char *wrong = check_span(draft, len, f.byte_start, f.byte_end, f.start, f.end);
		if (wrong != NULL)
			return wrong;
		if (f.severity < ATTUNE_NOTE || f.severity > ATTUNE_HURT || f.rule[0] == '\0')
			return "a finding without rule or severity";
		if (i > 0 && (f.whole < last.whole || (f.whole == last.whole && f.byte_start < last.byte_start)))
			return "findings are not in order";
		for (size_t k = 0; k < f.n_suggestions; k++)
			if (attune_report_suggestion(r, i, k) == NULL)
				return "a suggestion is missing";
		if (attune_report_suggestion(r, i, f.n_suggestions) != NULL)
			return "a suggestion too many";
	}
	return NULL;
}

static inline const char *check_moves(const attune_report *r, const char *draft, size_t len)
{
	attune_move m, last = {0};
	size_t n = attune_report_moves(r);
	if (n > ATTUNE_MAX_FINDINGS || attune_report_move(r, n, &m))
		return "too many moves";
	for (size_t i = 0; i < n; i++, last = m) {
		if (!attune_report_move(r, i, &m))
			return "a move is missing";
		const char *wrong = check_span(draft, len, m.byte_start, m.byte_end, m.start, m.end);
		if (wrong != NULL)
			return wrong;
		if (i > 0 && m.byte_start < last.byte_start)
			return "moves are not in order";
		if (m.rule[0] == '\0' || m.meters > 15)
			return "a move without rule, or with a meter too many";
	}
	return NULL;
}

static inline const char *check_reading(const attune_report *r, const attune_rules *rules, const char *partner, size_t len)
{
	attune_feeling f;
	size_t points = partner == NULL ? 0 : at_utf8_count(partner, len), kinds = attune_report_kinds(r);
	if (attune_report_kind(r, kinds) != NULL || attune_report_feeling(r, attune_report_feelings(r), &f))
		return "a kind or feeling too many";
	if (partner == NULL && (kinds != 0 || attune_report_feelings(r) != 0 || attune_report_needs(r) != 0))
		return "a reading of nothing";
	for (size_t i = 0; i < kinds; i++)
		if (attune_report_kind(r, i) == NULL)
			return "a kind is missing";
	for (size_t i = 0; i < attune_report_feelings(r); i++) {
		if (!attune_report_feeling(r, i, &f) || f.start >= f.end || f.end > points)
			return "a feeling outside the partner text";
		if (f.intensity < 1 || f.intensity > 5 || f.word[0] == '\0' || f.family[0] == '\0')
			return "a feeling without word, family or intensity";
	}
	for (size_t i = 0; i < attune_report_needs(r); i++)
		if (attune_report_need(r, i)[0] == '\0')
			return "an empty need";
	for (size_t i = 0; attune_report_cue(r, i) != SIZE_MAX; i++)
		if (attune_report_cue(r, i) >= attune_rules_count(rules))
			return "a cue that is no rule";
	return NULL;
}

static inline const char *check_report(const attune_report *r, const attune_rules *rules, const char *draft, size_t draft_len,
                                       const char *partner, size_t partner_len)
{
	const char *wrong = check_findings(r, draft, draft_len);
	if (wrong == NULL)
		wrong = check_moves(r, draft, draft_len);
	if (wrong == NULL)
		wrong = check_reading(r, rules, partner, partner_len);
	for (size_t i = 0; wrong == NULL && i < attune_report_troubles(r); i++)
		if (attune_report_trouble(r, i) == NULL || attune_error_message(attune_report_trouble(r, i))[0] == '\0')
			wrong = "a trouble without words";
	return wrong;
}

#endif
