/* SPDX-License-Identifier: MIT */
/*
 * condition.c: `when` maps into the image. Input: a YAML map; output: the index of a condition. Calls base, field, loader.
 */
#include "ruleset/loader.h"
#include <string.h>

const char *const at_moment_names[AT_MOMENTS] = {"crisis",    "abuse",   "anger",   "distress",   "ambivalence",
                                                 "good-news", "advice",  "apology", "suppressed", "banter",
                                                 "logistics", "telling", "neutral"};
const char *const at_place_names[AT_PLACES] = {"any", "first", "first-clause", "last", "only"};
const char *const at_measure_names[AT_MEASURES] = {
	"words",       "partner-words", "length-ratio", "first-person-share", "exclamation-ratio", "question-count",
	"shout-ratio", "intensity-gap", "style-match",  "repeated-ask",       "overlap",           "you-count",
	"i-count",     "echo",          "leaning"};

struct bits {
	const struct at_reporter *r;
	const char *key;
	uint32_t value;
};

static bool add_moment(void *arg, const struct at_node *n)
{
	struct bits *b = arg;
	unsigned which = 0;
	if (!at_field_choice(b->r, b->key, n, at_moment_names, AT_MOMENTS, &which))
		return false;
	b->value |= 1u << which;
	return true;
}

bool at_moments(const struct at_reporter *r, const char *key, const struct at_node *node, uint32_t *bits)
{
	struct bits b = {r, key, 0};
	bool ok = at_field_list(r, key, node, true, add_moment, &b);
	*bits = b.value;
	return ok;
}

/* {min: N, max: N} */
static bool read_limits(const struct at_reporter *r, const char *key, const struct at_node *n, uint32_t *min, uint32_t *max)
{
	int low = 0, high = 0;
	if (n == NULL)
		return true;
	bool ok = at_keys_known(r, n, AT_MAP_LIMITS, AT_FOR_ANY, key);
	ok &= at_field_int(r, "min", at_node_get(n, "min"), 0, 1000000, &low);
	ok &= at_field_int(r, "max", at_node_get(n, "max"), 1, 1000000, &high);
	*min = (uint32_t)low;
	*max = (uint32_t)high;
	return ok;
}

/* Measures that compare with the partner text. */
static bool measure_needs_partner(uint32_t name)
{
	return name == AT_Q_PARTNER_WORDS || name == AT_Q_LENGTH_RATIO || name == AT_Q_INTENSITY_GAP || name == AT_Q_STYLE_MATCH ||
	       name == AT_Q_OVERLAP || name == AT_Q_ECHO;
}

static bool read_patterns(struct at_loader *l, struct at_rule_file *file, const struct at_reporter *r, const struct at_node *node,
                          struct at_condition *c)
{
	struct at_pattern p = {.role = AT_ROLE_CONDITION, .scope = AT_SCOPE_MESSAGE, .owner = AT_NONE, .target = AT_ON_DRAFT};
	bool ok = at_add_patterns(l, file, r, "says", at_node_get(node, "says"), p, &c->says);
	ok &= at_add_patterns(l, file, r, "says-not", at_node_get(node, "says-not"), p, &c->says_not);
	p.target = AT_ON_PARTNER;
	ok &= at_add_patterns(l, file, r, "partner-says", at_node_get(node, "partner-says"), p, &c->partner_says);
	ok &= at_add_patterns(l, file, r, "partner-says-not", at_node_get(node, "partner-says-not"), p, &c->partner_says_not);
	return ok;
}

bool at_add_condition(struct at_loader *l, struct at_rule_file *file, const struct at_reporter *r, const struct at_node *node,
                      uint32_t *out)
{
	struct at_condition c = {.measure = AT_NONE};
	int after = 0;
	unsigned place = 0;
	bool before = false;
	*out = AT_NONE;
	if (node == NULL)
		return true;
	bool ok = at_keys_known(r, node, AT_MAP_CONDITION, AT_FOR_ANY, "a condition (`when`)");
	if (node->kind != AT_MAP)
		return false;
	ok &= at_moments(r, "partner", at_node_get(node, "partner"), &c.partner);
	ok &= at_moments(r, "partner-not", at_node_get(node, "partner-not"), &c.partner_not);
	ok &= at_add_selectors(l, file, r, "feelings", at_node_get(node, "feelings"), AT_NAMED_FEELINGS, &c.feelings);
	ok &= at_add_selectors(l, file, r, "moves", at_node_get(node, "moves"), AT_NAMED_MOVES, &c.moves);
	ok &= at_add_selectors(l, file, r, "no-moves", at_node_get(node, "no-moves"), AT_NAMED_MOVES, &c.no_moves);
	ok &= at_field_int(r, "after-moves", at_node_get(node, "after-moves"), 0, 100, &after);
	ok &= at_field_bool(r, "before-moves", at_node_get(node, "before-moves"), &before);
	ok &= at_field_choice(r, "place", at_node_get(node, "place"), at_place_names, AT_PLACES, &place);
	ok &= read_limits(r, "words", at_node_get(node, "words"), &c.words_min, &c.words_max);
	ok &= read_limits(r, "partner-words", at_node_get(node, "partner-words"), &c.partner_words_min, &c.partner_words_max);
	ok &= at_add_measure(l, file, r, at_node_get(node, "measure"), &c.measure);
	ok &= read_patterns(l, file, r, node, &c);
	if (!ok)
		return false;
	c.after_moves = (uint32_t)after;
	c.before_moves = before;
	c.place = (uint8_t)place;
	c.needs_partner =
		c.partner != 0 || c.feelings.n != 0 || c.partner_says.n != 0 || at_node_get(node, "partner-words") != NULL;
	if (c.measure != AT_NONE && !l->build.failed) {
		const struct at_measure_spec *m = (const void *)l->build.sections[AT_S_MEASURES].ptr;
		c.needs_partner |= measure_needs_partner(m[c.measure].name);
	}
	*out = at_build_add(&l->build, AT_S_CONDITIONS, &c);
	return true;
}
