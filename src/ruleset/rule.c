/* SPDX-License-Identifier: MIT */
/*
 * rule.c: one rule of a file into the image. Input: a YAML node and its file's defaults; output: a rule record with its
 * patterns, guards, shades and examples. A rule that is wrong in any way is reported in full and leaves no trace. Calls
 * base, field, loader.
 */
#include "ruleset/loader.h"
#include "ruleset/suggest.h"
#include <string.h>

#define FOR_FLAG 1u
#define FOR_MOVE 2u
#define FOR_CUE 4u
struct making {
	struct at_loader *l;
	const struct at_entry *e;
	struct at_reporter r;
	struct at_rule rule;
	unsigned kind; /* FOR_FLAG, FOR_MOVE or FOR_CUE */
	bool muted;
};

/* The rule's own value, else the file's default. */
static const struct at_node *value(const struct making *m, const char *key)
{
	const struct at_node *own = at_node_get(m->e->node, key);
	return own != NULL ? own : at_node_get(m->e->file->defaults, key);
}

static bool check_keys(struct making *m)
{
	static const char *const what[] = {"a flag", "a move", "a cue"};
	return at_keys_known(&m->r, m->e->node, AT_MAP_RULE, m->kind, what[m->e->file->kind]);
}

void at_check_defaults(struct at_loader *l, const struct at_rule_file *file)
{
	struct at_reporter r = {file->name, NULL, l->diag};
	at_keys_inheritable(&r, file->defaults, AT_MAP_RULE, AT_FOR(file->kind));
}

static bool read_string(struct making *m, const char *key, at_str *out)
{
	const char *text = NULL;
	if (!at_field_string(&m->r, key, value(m, key), &text))
		return false;
	*out = at_build_str(&m->l->build, text);
	return true;
}

/* {feeling|really hard}: only slots that the scanner can fill; any other would be empty, or always the words after the bar. */
static void check_slots(struct making *m, const struct at_node *line)
{
	static const char *const slots[] = {"feeling", "need"};
	char name[32];
	for (const char *open = strchr(line->text, '{'); open != NULL; open = strchr(open + 1, '{')) {
		size_t len = strcspn(open + 1, "|}"), k = 0;
		if (strchr(open, '}') == NULL || len >= sizeof name)
			continue;
		memcpy(name, open + 1, len);
		name[len] = '\0';
		while (k < 2 && strcmp(name, slots[k]) != 0)
			k++;
		const char *near = at_nearest(name, slots, 2);
		if (k == 2 && near != NULL)
			at_remark(&m->r, line, "unknown slot {%s}; did you mean {%s}?", name, near);
		else if (k == 2)
			at_remark(&m->r, line, "unknown slot {%s}; there are {feeling} and {need}", name);
	}
}

static bool read_tries(struct making *m)
{
	const struct at_node *list = value(m, "try");
	if (list != NULL && list->kind == AT_SCALAR && !m->e->file->trusted)
		check_slots(m, list);
	for (size_t i = 0; list != NULL && list->kind == AT_LIST && !m->e->file->trusted && i < list->n; i++)
		if (list->items[i]->kind == AT_SCALAR)
			check_slots(m, list->items[i]);
	return at_add_strings(m->l, &m->r, "try", list, &m->rule.tries);
}

static bool read_texts(struct making *m)
{
	struct at_rule *u = &m->rule;
	bool ok = read_string(m, "title", &u->title);
	ok &= read_string(m, "about", &u->about);
	ok &= read_string(m, "why", &u->why);
	ok &= read_string(m, "hears", &u->hears);
	ok &= read_string(m, "source", &u->source);
	ok &= read_string(m, "stays", &u->stays);
	ok &= read_string(m, "card", &u->card);
	if (u->about == 0)
		u->about = at_build_str(&m->l->build, m->e->file->about);
	ok &= read_tries(m);
	return ok;
}

static bool read_weights(struct making *m)
{
	unsigned severity = ATTUNE_MISS, scope = AT_SCOPE_SENTENCE, context = 1;
	bool ok = at_field_choice(&m->r, "severity", value(m, "severity"), at_severity_names, 4, &severity);
	ok &= at_field_choice(&m->r, "scope", value(m, "scope"), at_scope_words, 3, &scope);
	ok &= at_field_choice(&m->r, "without-context", value(m, "without-context"), at_context_words, 3, &context);
	m->rule.severity = (uint8_t)(m->kind == FOR_FLAG ? severity : ATTUNE_OFF);
	m->rule.scope = (uint8_t)scope;
	m->rule.without_context = (uint8_t)context;
	return ok;
}

const char *const at_meter_names[AT_METERS] = {"seen", "heard", "understood", "with"};

static bool add_meter(void *arg, const struct at_node *n)
{
	struct making *m = arg;
	unsigned which = 0;
	if (!at_field_choice(&m->r, "meter", n, at_meter_names, AT_METERS, &which))
		return false;
	m->rule.meters = (uint8_t)(m->rule.meters | 1u << which);
	return true;
}

/* What a cue says of feelings beyond its family, and what it names. */
static bool read_sayings(struct making *m)
{
	struct at_rule *u = &m->rule;
	const char *say = NULL, *feeling = NULL;
	bool ok = at_field_string(&m->r, "say", value(m, "say"), &say);
	ok &= at_field_string(&m->r, "feeling", value(m, "feeling"), &feeling);
	u->feeling = at_build_str(&m->l->build, feeling);
	u->say = feeling != NULL ? at_predicate(&m->l->build, say, feeling) : 0;
	ok &= read_string(m, "event", &u->event);
	ok &= read_string(m, "person", &u->person);
	ok &= read_string(m, "person-yours", &u->person_yours);
	if (u->person_yours == 0)
		u->person_yours = u->person;
	return ok;
}

/* Whether the cue tells of anything at all. */
static bool tells(const struct at_rule *u)
{
	return u->moments != 0 || u->feeling_family != 0 || u->needs.n != 0 || u->reg != 0 || u->event != 0 || u->person != 0;
}

static bool read_cue(struct making *m)
{
	struct at_rule *u = &m->rule;
	bool stated = true;
	int intensity = 2;
	bool ok = at_moments(&m->r, "moment", value(m, "moment"), &u->moments);
	ok &= read_sayings(m);
	ok &= read_string(m, "family", &u->feeling_family);
	ok &= read_string(m, "register", &u->reg);
	ok &= at_field_int(&m->r, "intensity", value(m, "intensity"), 1, 5, &intensity);
	ok &= at_field_bool(&m->r, "stated", value(m, "stated"), &stated);
	ok &= at_add_strings(m->l, &m->r, "needs", value(m, "needs"), &u->needs);
	u->intensity = (uint8_t)intensity;
	u->stated = stated;
	if (ok && m->kind == FOR_CUE && !tells(u))
		return at_report(&m->r, m->e->node,
		                 "a cue needs `moment`, `family`, `needs`, `register`, `event` or `person`: what it tells of");
	return ok;
}

struct guard_list {
	struct making *m;
	uint32_t items[64];
	size_t n;
};

static bool add_guard(void *arg, const struct at_node *node)
{
	struct guard_list *g = arg;
	uint32_t index = at_guard_named(g->m->l, &g->m->r, node);
	for (size_t i = 0; i < g->n; i++)
		if (g->items[i] == index)
			return true;
	if (index != AT_NONE && g->m->l->guard_off[index])
		return true;
	if (index != AT_NONE && g->n < sizeof g->items / sizeof *g->items)
		g->items[g->n++] = index;
	return index != AT_NONE;
}

/* Whether a guard's `default` list names this rule's category, its kind, or all flags. */
static bool guards_by_default(const struct making *m, const struct at_node *list)
{
	for (size_t i = 0; list != NULL && list->kind == AT_LIST && i < list->n; i++) {
		const struct at_node *n = list->items[i];
		if (m->kind == FOR_FLAG &&
		    (at_node_is(n, "all") || (m->e->file->category != NULL && at_node_is(n, m->e->file->category))))
			return true;
		if (at_node_is(n, m->kind == FOR_MOVE ? "moves" : m->kind == FOR_CUE ? "cues" : "flags"))
			return true;
	}
	return false;
}

static bool read_guards(struct making *m)
{
	struct guard_list g = {.m = m};
	const struct at_node *own = value(m, "guards");
	bool off = false, ok = true;
	bool is_bool = at_node_bool(own, &off);
	if (own == NULL) {
		for (size_t i = 0; i < m->l->n_guard_ids && g.n < sizeof g.items / sizeof *g.items; i++)
			if (guards_by_default(m, m->l->guard_defaults[i]))
				g.items[g.n++] = (uint32_t)i;
	} else if (is_bool && off) {
		return at_report(&m->r, own, "`guards` should be off, or a list of guards");
	} else if (!is_bool) {
		ok = at_field_list(&m->r, "guards", own, false, add_guard, &g);
	}
	/* The rule's own `unless` adds to its file's. */
	ok &= at_field_list(&m->r, "unless", at_node_get(m->e->node, "unless"), true, add_guard, &g);
	ok &= at_field_list(&m->r, "unless", at_node_get(m->e->file->defaults, "unless"), true, add_guard, &g);
	m->rule.guards = (struct at_range){at_build_count(&m->l->build, AT_S_LISTS), (uint32_t)g.n};
	for (size_t i = 0; i < g.n; i++)
		at_build_add(&m->l->build, AT_S_LISTS, &g.items[i]);
	return ok;
}

static bool read_shade(struct making *m, const struct at_node *node, struct at_shade *out)
{
	unsigned severity = ATTUNE_NOTE;
	bool ok = at_keys_known(&m->r, node, AT_MAP_SHADE, AT_FOR_ANY, "a shade");
	if (node->kind != AT_MAP)
		return false;
	if (at_node_get(node, "when") == NULL || at_node_get(node, "severity") == NULL)
		ok = at_report(&m->r, node, "a shade needs `when` and `severity`");
	ok &= at_add_condition(m->l, m->e->file, &m->r, at_node_get(node, "when"), &out->when);
	ok &= at_field_choice(&m->r, "severity", at_node_get(node, "severity"), at_severity_names, 4, &severity);
	out->severity = severity;
	return ok;
}

static bool read_shades(struct making *m)
{
	const struct at_node *list = value(m, "shades");
	bool ok = true;
	m->rule.shades = (struct at_range){at_build_count(&m->l->build, AT_S_SHADES), 0};
	if (list != NULL && list->kind != AT_LIST)
		return at_report(&m->r, list, "`shades` should be a list of {when: ..., severity: ...}");
	for (size_t i = 0; list != NULL && i < list->n; i++) {
		struct at_shade s = {0};
		if (!read_shade(m, list->items[i], &s)) {
			ok = false;
			continue;
		}
		at_build_add(&m->l->build, AT_S_SHADES, &s);
		m->rule.shades.n++;
	}
	return ok;
}

/* Patterns, phrases and words, in one range; then what cancels them. */
static bool read_patterns(struct making *m, uint32_t index)
{
	struct at_loader *l = m->l;
	struct at_range part, words;
	struct at_pattern p = {.owner = index, .role = AT_ROLE_RULE, .scope = m->rule.scope};
	p.target = m->kind == FOR_CUE ? AT_ON_PARTNER : AT_ON_DRAFT;
	uint32_t first = at_build_count(&l->build, AT_S_PATTERNS);
	bool ok = at_add_patterns(l, m->e->file, &m->r, "patterns", at_node_get(m->e->node, "patterns"), p, &part);
	p.plain = 1;
	ok &= at_add_patterns(l, m->e->file, &m->r, "phrases", at_node_get(m->e->node, "phrases"), p, &part);
	/* Feeling words are also looked for in the draft: how strongly does it speak? */
	p.target = AT_ON_PARTNER | AT_ON_DRAFT;
	struct at_word_keys keys = {at_node_get(m->e->node, "words"), value(m, "frame"), value(m, "say"), value(m, "feeling")};
	ok &= at_add_words(l, m->e->file, &m->r, &keys, p, &words);
	m->rule.patterns = (struct at_range){first, at_build_count(&l->build, AT_S_PATTERNS) - first};
	p = (struct at_pattern){.owner = index, .role = AT_ROLE_EXCEPT, .scope = m->rule.scope};
	p.target = m->kind == FOR_CUE ? AT_ON_PARTNER : AT_ON_DRAFT;
	/* The rule's own exceptions add to its file's. */
	m->rule.excepts.first = at_build_count(&l->build, AT_S_PATTERNS);
	ok &= at_add_patterns(l, m->e->file, &m->r, "except", at_node_get(m->e->node, "except"), p, &part);
	ok &= at_add_patterns(l, m->e->file, &m->r, "except", at_node_get(m->e->file->defaults, "except"), p, &part);
	m->rule.excepts.n = at_build_count(&l->build, AT_S_PATTERNS) - m->rule.excepts.first;
	return ok;
}

static bool read_level(struct making *m)
{
	const struct at_rule_file *file = m->e->file;
	bool ok = at_add_selectors(m->l, file, &m->r, "missing", at_node_get(m->e->node, "missing"), AT_NAMED_MOVES,
	                           &m->rule.missing);
	ok &= at_add_selectors(m->l, file, &m->r, "before", at_node_get(m->e->node, "before"), AT_NAMED_FLAGS, &m->rule.before);
	ok &= at_add_measure(m->l, file, &m->r, at_node_get(m->e->node, "measure"), &m->rule.measure);
	if (m->rule.before.n != 0 && m->rule.missing.n == 0)
		return at_report(&m->r, m->e->node, "`before` needs `missing`: before which moves?");
	return ok;
}

/* Whether the rule says what to look for, be it wrong. */
static bool looks_for_something(const struct making *m)
{
	static const char *const keys[] = {"patterns", "phrases", "words", "missing", "measure"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (at_node_get(m->e->node, keys[i]) != NULL)
			return true;
	return false;
}

static bool check_whole(struct making *m, bool ok)
{
	const struct at_rule *u = &m->rule;
	bool level = u->missing.n != 0 || u->measure != AT_NONE;
	/* When what is wrong with it was told, that nothing is left of it need not be. */
	if (u->patterns.n == 0 && !level && !ok && looks_for_something(m))
		return false;
	if (u->patterns.n == 0 && !level)
		return at_report(&m->r, m->e->node, "nothing to look for: a rule needs `patterns`, `phrases`%s",
		                 m->kind == FOR_FLAG  ? ", `missing` or `measure`"
		                 : m->kind == FOR_CUE ? " or `words`"
		                                      : "");
	if (u->patterns.n != 0 && level)
		return at_report(&m->r, m->e->node,
		                 "a rule has either patterns or a message-level condition (`missing`, `measure`), not both");
	return true;
}

static void begin(struct making *m)
{
	const char *id = m->e->id, *slash = strchr(id, '/');
	struct at_build *b = &m->l->build;
	m->rule.id = at_build_str(b, id);
	m->rule.family = at_build_string(b, id, slash != NULL ? (size_t)(slash - id) : strlen(id));
	m->rule.category = at_build_str(b, m->e->file->category);
	m->rule.file = at_build_str(b, m->e->file->name);
	m->rule.line = m->e->node->line;
	m->rule.kind = (uint8_t)m->e->file->kind;
	m->rule.when = m->rule.measure = AT_NONE;
	m->rule.muted = m->muted;
	m->rule.layer = (uint8_t)(m->e->file->layer < UINT8_MAX ? m->e->file->layer : UINT8_MAX);
}

bool at_add_rule(struct at_loader *l, const struct at_entry *entry, bool muted)
{
	struct making m = {.l = l, .e = entry, .r = {entry->file->name, entry->id, l->diag}, .muted = muted};
	struct at_build_mark mark = at_build_mark(&l->build);
	uint32_t index = at_build_count(&l->build, AT_S_RULES);
	m.kind = 1u << entry->file->kind;
	begin(&m);
	bool ok = check_keys(&m);
	ok &= read_texts(&m);
	ok &= read_weights(&m);
	ok &= at_field_list(&m.r, "meter", value(&m, "meter"), true, add_meter, &m);
	ok &= read_cue(&m);
	ok &= read_guards(&m);
	ok &= read_shades(&m);
	ok &= read_level(&m);
	ok &= at_add_condition(l, entry->file, &m.r, value(&m, "when"), &m.rule.when);
	ok &= at_add_examples(l, &m.r, entry->file->kind, at_node_get(entry->node, "examples"), &m.rule.examples);
	if (!muted)
		ok = check_whole(&m, read_patterns(&m, index) && ok) && ok;
	if (!ok) {
		at_build_rewind(&l->build, &mark);
		return false;
	}
	if (!muted && m.rule.patterns.n == 0)
		at_build_add(&l->build, AT_S_LEVEL, &index);
	at_build_add(&l->build, AT_S_RULES, &m.rule);
	return true;
}
