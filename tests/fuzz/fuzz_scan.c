/* SPDX-License-Identifier: MIT */
/*
 * fuzz_scan: any bytes as a partner text and a draft, read with the shipped rules. A line of "--" stands between the two;
 * without it there is no partner text. When the first byte is odd and below 0x20 the rest chooses among pieces that get
 * in each other's way. Output: nothing, or an abort: a report that breaks what always holds, or that differs between a
 * scanner that has read much and a new one.
 */
#include "../report_checks.h"
#include "../text_checks.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct message {
	const char *draft, *partner; /* partner NULL: none */
	size_t draft_len, partner_len;
};

static void insist(bool right, const char *what, const struct message *m)
{
	if (right)
		return;
	fprintf(stderr, "%s\ndraft:   %.*s\npartner: %.*s\n", what, (int)m->draft_len, m->draft, (int)m->partner_len,
	        m->partner != NULL ? m->partner : "");
	abort();
}

static void split(struct message *m, const char *bytes, size_t len)
{
	*m = (struct message){.draft = bytes, .draft_len = len};
	for (size_t i = 0; i + 4 <= len; i++) {
		if (memcmp(bytes + i, "\n--\n", 4) != 0)
			continue;
		*m = (struct message){bytes + i + 4, bytes, len - i - 4, i};
		return;
	}
}

static void put_together(struct at_buffer *out, const uint8_t *data, size_t size)
{
	bool pieces = size > 0 && data[0] < 0x20 && data[0] % 2 == 1 && data[0] != '\t' && data[0] != '\r';
	if (!pieces)
		at_buffer_add(out, data, size);
	for (size_t i = 1; pieces && i < size; i++)
		at_buffer_add_str(out, data[i] == 0xFF ? "\n--\n" : nasty_pieces[data[i] % N_NASTY]);
}

static attune_status scan(attune_report **report, attune_scanner *s, const struct message *m)
{
	attune_error *err = NULL;
	attune_status status = attune_scan(report, s, m->draft, m->draft_len, m->partner, m->partner_len, &err);
	insist((status == ATTUNE_OK) == (err == NULL), "a status and an error that disagree", m);
	attune_error_free(err);
	return status;
}

/* Both tell of the same findings, moves and feelings. */
static bool same(const attune_report *a, const attune_report *b)
{
	attune_finding fa, fb;
	attune_move ma, mb;
	if (attune_report_findings(a) != attune_report_findings(b) || attune_report_moves(a) != attune_report_moves(b) ||
	    attune_report_kinds(a) != attune_report_kinds(b) || attune_report_feelings(a) != attune_report_feelings(b))
		return false;
	for (size_t i = 0; attune_report_finding(a, i, &fa) && attune_report_finding(b, i, &fb); i++)
		if (fa.rule_index != fb.rule_index || fa.start != fb.start || fa.end != fb.end || fa.severity != fb.severity)
			return false;
	for (size_t i = 0; attune_report_move(a, i, &ma) && attune_report_move(b, i, &mb); i++)
		if (ma.rule_index != mb.rule_index || ma.start != mb.start || ma.end != mb.end)
			return false;
	return true;
}

static void compare_with_new(const attune_rules *rules, const attune_report *report, const struct message *m)
{
	attune_scanner *fresh = NULL;
	attune_report *again = NULL;
	if (attune_scanner_new(&fresh, rules, NULL) != ATTUNE_OK)
		abort();
	scan(&again, fresh, m);
	/* Interpreter and JIT count their work in different ways, so that one may give up where the other does not. */
	insist(attune_report_troubles(report) + attune_report_troubles(again) != 0 || same(report, again),
	       "a new scanner answers otherwise", m);
	attune_report_free(again);
	attune_scanner_free(fresh);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static attune_rules *rules;
	static attune_scanner *warm;
	static attune_report *report;
	struct at_buffer text = {0};
	struct message m;
	if (rules == NULL && (attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) != ATTUNE_OK ||
	                      attune_scanner_new(&warm, rules, NULL) != ATTUNE_OK))
		abort();
	put_together(&text, data, size);
	split(&m, at_buffer_str(&text), text.len);
	bool right = at_utf8_bad(m.draft, m.draft_len) == SIZE_MAX &&
	             (m.partner == NULL || at_utf8_bad(m.partner, m.partner_len) == SIZE_MAX);
	attune_status status = scan(&report, warm, &m);
	insist(status == (right ? ATTUNE_OK : ATTUNE_E_ENCODING), "bytes that are text are refused, or others are not", &m);
	if (status == ATTUNE_OK) {
		const char *wrong = check_report(report, rules, m.draft, m.draft_len, m.partner, m.partner_len);
		insist(wrong == NULL, wrong, &m);
	}
	/* A new scanner compiles all it needs, which takes far longer than to scan: now and then will do. */
	if (status == ATTUNE_OK && size % 16 == 0)
		compare_with_new(rules, report, &m);
	at_buffer_free(&text);
	return 0;
}
