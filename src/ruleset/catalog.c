/* SPDX-License-Identifier: MIT */
/*
 * catalog.c: looking at a loaded set: rules, their patterns, examples, suggestions, the safety card. Input: an image; output:
 * borrowed strings. Calls image, suggest.
 */
#include "ruleset/image.h"
#include "ruleset/suggest.h"
#include <string.h>

size_t attune_rules_count(const attune_rules *rules)
{
	return rules->image->n[AT_S_RULES];
}

bool attune_rules_get(const attune_rules *rules, size_t i, attune_rule_info *out)
{
	if (i >= attune_rules_count(rules))
		return false;
	const struct at_rule *u = at_rule_at(rules, i);
	*out = (attune_rule_info){
		.id = at_string(rules, u->id),
		.category = at_string(rules, u->category),
		.title = at_string(rules, u->title),
		.why = at_string(rules, u->why),
		.hears = at_string(rules, u->hears),
		.about = at_string(rules, u->about),
		.source = at_string(rules, u->source),
		.file = at_string(rules, u->file),
		.kind = (attune_kind)u->kind,
		.severity = (attune_severity)u->severity,
		.line = u->line,
		.muted = u->muted,
		.n_patterns = u->patterns.n,
		.n_examples = u->examples.n,
		.n_try = u->tries.n,
	};
	return true;
}

size_t attune_rules_find(const attune_rules *rules, const char *id)
{
	for (size_t i = 0; i < attune_rules_count(rules); i++)
		if (strcmp(at_string(rules, at_rule_at(rules, i)->id), id) == 0)
			return i;
	return SIZE_MAX;
}

const char *attune_rules_suggest(const attune_rules *rules, const char *id)
{
	const char *nearest = NULL;
	unsigned best = 5;
	for (size_t i = 0; i < attune_rules_count(rules); i++) {
		const char *name = at_string(rules, at_rule_at(rules, i)->id), *slash = strrchr(name, '/');
		unsigned d = at_edit_distance(id, name, best);
		/* The family left out is the likeliest slip. */
		if (slash != NULL && strcmp(slash + 1, id) == 0)
			d = 0;
		if (d < best) {
			best = d;
			nearest = name;
		}
	}
	return nearest;
}

const char *attune_rules_pattern(const attune_rules *rules, size_t i, size_t k)
{
	if (i >= attune_rules_count(rules) || k >= at_rule_at(rules, i)->patterns.n)
		return NULL;
	return at_string(rules, at_pattern_at(rules, at_rule_at(rules, i)->patterns.first + k)->text);
}

const char *attune_rules_try(const attune_rules *rules, size_t i, size_t k)
{
	if (i >= attune_rules_count(rules) || k >= at_rule_at(rules, i)->tries.n)
		return NULL;
	return at_string(rules, at_list(rules, at_rule_at(rules, i)->tries)[k]);
}

bool attune_rules_example(const attune_rules *rules, size_t i, size_t k, attune_example *out)
{
	if (i >= attune_rules_count(rules) || k >= at_rule_at(rules, i)->examples.n)
		return false;
	const struct at_example *x =
		(const struct at_example *)at_section(rules, AT_S_EXAMPLES) + at_rule_at(rules, i)->examples.first + k;
	*out = (attune_example){
		.text = at_string(rules, x->text),
		.partner = x->has_partner ? at_string(rules, x->partner) : NULL,
		.at = x->has_at ? at_string(rules, x->at) : NULL,
		.text_len = x->text_len,
		.partner_len = x->partner_len,
		.at_len = x->at_len,
		.pass = x->pass,
		.severity = (attune_severity)x->severity,
		.line = x->line,
	};
	return true;
}

const char *attune_rules_card_line(const attune_rules *rules, const char *kind, size_t i)
{
	const struct at_card *cards = at_section(rules, AT_S_CARDS);
	for (uint32_t k = 0; k < rules->image->n[AT_S_CARDS]; k++)
		if (strcmp(at_string(rules, cards[k].kind), kind) == 0)
			return i < cards[k].lines.n ? at_string(rules, at_list(rules, cards[k].lines)[i]) : NULL;
	return NULL;
}

bool attune_card_is_soft(const char *kind)
{
	static const char tail[] = "-soft";
	size_t len = kind == NULL ? 0 : strlen(kind), n = sizeof tail - 1;
	return len > n && strcmp(kind + len - n, tail) == 0;
}

const char *attune_meter_name(unsigned bit)
{
	return bit < AT_METERS ? at_meter_names[bit] : NULL;
}
