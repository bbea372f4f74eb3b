/* SPDX-License-Identifier: MIT */
/*
 * fuzz_rewrite: any bytes as a partner text and a draft, rewritten with the shipped rules and templates. A line of "--" stands
 * between the two. Output: nothing, or an abort: an offer that raises a finding, isn't text, or carries a mark of the composer's.
 */
#include "attune/attune.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool right, const char *what, const char *text)
{
	if (right)
		return;
	fprintf(stderr, "%s\n%s\n", what, text);
	abort();
}

static void check_offers(const attune_offers *offers, attune_scanner *s, const char *draft, size_t draft_len, const char *partner,
                         size_t partner_len)
{
	static attune_report *report;
	attune_offer f;
	for (size_t i = 0; attune_offers_get(offers, i, &f); i++) {
		insist(f.len != 0 && at_utf8_bad(f.text, f.len) == SIZE_MAX, "an offer is no text", f.text);
		insist(memchr(f.text, '\1', f.len) == NULL || memchr(draft, '\1', draft_len) != NULL ||
		               (partner != NULL && memchr(partner, '\1', partner_len) != NULL),
		       "a mark is left in an offer", f.text);
		insist(attune_scan(&report, s, f.text, f.len, partner, partner_len, NULL) == ATTUNE_OK, "an offer can't be read",
		       f.text);
		insist(attune_report_findings(report) == 0 || attune_report_troubles(report) != 0, "an offer raises a finding",
		       f.text);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static attune_rules *rules;
	static attune_scanner *scanner;
	static attune_offers *offers;
	const char *draft = (const char *)data, *partner = NULL;
	size_t draft_len = size, partner_len = 0;
	if (rules == NULL && (attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) != ATTUNE_OK ||
	                      attune_scanner_new(&scanner, rules, NULL) != ATTUNE_OK))
		abort();
	for (size_t i = 0; i + 4 <= size && partner == NULL; i++) {
		if (memcmp(draft + i, "\n--\n", 4) != 0)
			continue;
		partner = (const char *)data;
		partner_len = i;
		draft = (const char *)data + i + 4;
		draft_len = size - i - 4;
	}
	if (attune_rewrite(&offers, scanner, draft, draft_len, partner, partner_len, NULL, NULL) == ATTUNE_OK)
		check_offers(offers, scanner, draft, draft_len, partner, partner_len);
	return 0;
}
