/* SPDX-License-Identifier: MIT */
/*
 * report: what a scan found, as it is kept: filled by report.c, told by reported.c. Private to the two. May call scanner.
 * Invariants: places are in the user's own text, `start` and `end` in code points, `byte_*` in bytes; what is in `words` ends in NUL and
 * is named by its offset there.
 */
#ifndef AT_SCAN_REPORT_H
#define AT_SCAN_REPORT_H

#include "base/buffer.h"
#include "scan/scanner.h"

struct at_report_suggestion {
	uint32_t at; /* in words */
};

struct at_report_finding {
	uint32_t rule, first_suggestion, n_suggestions;
	uint8_t severity, whole, leaning;
	size_t start, end, byte_start, byte_end;
};

struct at_report_move {
	uint32_t rule;
	size_t start, end, byte_start, byte_end;
};

struct at_report_feeling {
	struct at_feeling_found found;
	size_t start, end;
};

struct attune_report {
	const attune_rules *rules;
	struct at_report_finding *findings;
	size_t n_findings, findings_cap;
	struct at_report_move *moves;
	size_t n_moves, moves_cap;
	struct at_report_feeling *feelings;
	size_t n_feelings, feelings_cap;
	struct at_report_suggestion *suggestions;
	size_t n_suggestions, suggestions_cap;
	struct at_buffer words; /* suggestions, NUL after each */
	uint32_t *cues;
	size_t n_cues, cues_cap;
	uint32_t kinds;
	at_str needs[8], registers[4], card;
	size_t n_needs, n_registers;
	size_t about, event; /* in words; SIZE_MAX: none */
	const char *pace;
	int intensity;
	bool foreign;
	attune_error *troubles[16];
	size_t n_troubles;
};

#endif
