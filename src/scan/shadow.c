/* SPDX-License-Identifier: MIT */
/*
 * shadow.c: what the examples of a rule tell of it: flags that add nothing, since another of their category stands for every phrase
 * that they find; flags that find none of their own examples; a guard that would silence a look-alike. Input: a loaded set with its
 * examples; output: warnings. Calls the rest of scan/.
 */
#include "scan/scanner.h"
#include <stdio.h>
#include <string.h>

struct shading {
	struct attune_scanner *s;
	struct at_diag d;
	uint32_t rule;
	const struct at_rule *u;
};

static void warn(struct shading *h, unsigned line, const char *fmt, ...) AT_PRINTF(3, 4);
static void warn(struct shading *h, unsigned line, const char *fmt, ...)
{
	char text[600];
	va_list ap;
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	struct at_place where = {at_string(h->s->rules, h->u->file), line, 0};
	at_diag_warning(&h->d, where, at_string(h->s->rules, h->u->id), "%s", text);
}

/* Another rule of the category that stands for each phrase which the rule finds in what was just read, as severe as it is; AT_NONE
 * when
 * there is none, or the rule finds nothing. A flag about the whole draft has no phrase. */
static uint32_t stand_in(const struct shading *h)
{
	const struct attune_scanner *s = h->s;
	uint32_t other = AT_NONE;
	for (size_t i = 0; i < s->n_flags; i++) {
		const struct at_flag_found *mine = &s->flags[i];
		if (mine->rule != h->rule)
			continue;
		other = AT_NONE;
		for (size_t k = 0; k < s->n_flags && other == AT_NONE && !mine->whole; k++) {
			const struct at_flag_found *f = &s->flags[k];
			if (f->rule != h->rule && f->pattern != AT_NONE && f->severity >= mine->severity &&
			    at_same_phrase(s, mine, f) && at_rule_at(s->rules, f->rule)->category == h->u->category)
				other = f->rule;
		}
		if (other == AT_NONE)
			return AT_NONE;
	}
	return other;
}

static bool finds(const struct shading *h)
{
	for (size_t i = 0; i < h->s->n_flags; i++)
		if (h->s->flags[i].rule == h->rule)
			return true;
	return false;
}

/* The guards, in no list of the rule, that would cancel every match in a look-alike. */
static void suggest_guard(struct shading *h, const attune_example *x)
{
	const struct attune_rules *rules = h->s->rules;
	struct at_pass *p = &h->s->draft;
	for (uint32_t g = 0; g < rules->image->n[AT_S_GUARDS]; g++) {
		bool all = true, any = false;
		for (size_t i = 0; i < p->n_matches && all; i++) {
			const struct at_match *m = &p->matches[i];
			if (m->rule != h->rule || at_cancelled(h->s, p, m))
				continue;
			any = true;
			all = at_guards(h->s, p, g, m);
		}
		if (any && all) {
			warn(h, x->line, "this look-alike is found; `unless: [%s]` would silence it",
			     at_string(rules, at_guard_at(rules, g)->id));
			return;
		}
	}
}

static void look_at(struct shading *h)
{
	attune_example x;
	uint32_t other = AT_NONE;
	size_t flags = 0, found = 0, covered = 0;
	for (size_t k = 0; attune_rules_example(h->s->rules, h->rule, k, &x); k++) {
		if (at_read_both(h->s, x.text, x.text_len, x.partner, x.partner_len, NULL) != ATTUNE_OK)
			return;
		at_collect_flags(h->s);
		bool hit = finds(h);
		if (x.pass && hit)
			suggest_guard(h, &x);
		if (x.pass)
			continue;
		uint32_t by = stand_in(h);
		flags++;
		found += hit;
		covered += by != AT_NONE;
		other = by != AT_NONE ? by : other;
	}
	if (h->u->stays != 0 || flags == 0 || at_is_leaning(h->s, h->u))
		return;
	if (found == 0)
		warn(h, h->u->line, "it finds none of its own examples");
	else if (covered == found && found == flags)
		warn(h, h->u->line,
		     "every phrase of its examples is found by another, the last by %s: add an example that is its own, "
		     "mute it, or say in `stays` why it is there",
		     at_string(h->s->rules, at_rule_at(h->s->rules, other)->id));
}

attune_status attune_rules_shadowed(const attune_rules *rules, bool (*wanted)(size_t rule, void *payload), attune_diag_fn diag,
                                    void *payload, size_t *remarks)
{
	struct shading h = {.d = {.fn = diag, .payload = payload}};
	attune_status status = attune_scanner_new(&h.s, rules, NULL);
	for (uint32_t i = 0; status == ATTUNE_OK && i < rules->image->n[AT_S_RULES]; i++) {
		h.rule = i;
		h.u = at_rule_at(rules, i);
		if (h.u->kind == ATTUNE_FLAG && !h.u->muted && (wanted == NULL || wanted(i, payload)))
			look_at(&h);
	}
	attune_scanner_free(h.s);
	if (remarks != NULL)
		*remarks = h.d.warnings;
	return status;
}
