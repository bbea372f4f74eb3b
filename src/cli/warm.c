/* SPDX-License-Identifier: MIT */
/*
 * warm.c: scans whose answers are thrown away.
 */
#include "cli/warm.h"
#include <string.h>

#define EXAMPLES 24u
#define TIMES 3u
#define STRIDE 17u /* rules between two examples, so that they come from all over */

void at_warm_read(struct at_warm *w, attune_scanner *s, const char *draft, size_t len, const char *partner, size_t partner_len,
                  const attune_wish *wish)
{
	/* A text that can't be read is told when Enter comes, not now. */
	if (draft == NULL)
		(void)attune_read(&w->report, s, partner, partner_len, NULL);
	else if (attune_scan(&w->report, s, draft, len, partner, partner_len, NULL) == ATTUNE_OK)
		(void)attune_rewrite(&w->offers, s, draft, len, partner, partner_len, wish, NULL);
}

bool at_warm_wants(struct at_warm *w, const char *text, size_t len)
{
	if (w->last.len != len || memcmp(w->last.ptr, text, len) != 0) {
		at_buffer_clear(&w->last);
		at_buffer_add(&w->last, text, len);
		w->times = 0;
	}
	if (w->times == TIMES)
		return false;
	w->times++;
	return true;
}

bool at_warm_example(struct at_warm *w, attune_scanner *s, const attune_rules *rules)
{
	attune_rule_info info;
	attune_example e;
	if (w->done >= EXAMPLES)
		return false;
	for (; attune_rules_get(rules, w->rule, &info) && info.kind == ATTUNE_FLAG; w->rule++) {
		for (size_t k = 0; attune_rules_example(rules, w->rule, k, &e); k++) {
			if (e.partner == NULL || e.pass)
				continue;
			at_warm_read(w, s, e.text, e.text_len, e.partner, e.partner_len, NULL);
			w->rule += STRIDE;
			w->done++;
			return true;
		}
	}
	w->done = EXAMPLES;
	return false;
}

void at_warm_free(struct at_warm *w)
{
	attune_report_free(w->report);
	attune_offers_free(w->offers);
	at_buffer_free(&w->last);
	*w = (struct at_warm){0};
}
