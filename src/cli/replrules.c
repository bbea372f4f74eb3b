/* SPDX-License-Identifier: MIT */
/*
 * replrules.c: rules that change while the coach runs. Input: the rule files; output: the new rules in place of the old ones, unless something in
 * them is broken.
 */
#include "cli/load.h"
#include "cli/repl.h"

void at_repl_reload(struct at_repl *r, bool asked)
{
	uint64_t sum = at_load_sum(&r->cli->options);
	if (!asked && sum == r->rules_sum)
		return;
	struct at_cli fresh = {.options = r->cli->options};
	bool loaded = at_load_scanner(&fresh) == AT_EXIT_CLEAN;
	r->rules_sum = sum;
	if (!loaded || fresh.broken > 0) {
		at_load_forget(&fresh);
		at_repl_say(r, "The rules have a mistake, so the last good ones stay.");
		return;
	}
	at_warm_free(&r->warm);
	at_drills_forget(r);
	at_modes_forget(r);
	at_load_forget(r->cli);
	r->cli->scanner = fresh.scanner;
	r->cli->rules = fresh.rules;
	at_repl_say(r, "%s", asked ? "Rules read again." : "Your rules changed; I'm using the new ones.");
	if (r->reported)
		(void)at_repl_report(r);
}
