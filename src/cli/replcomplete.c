/* SPDX-License-Identifier: MIT */
/*
 * replcomplete.c: what Tab offers. Input: a line and where the word in it begins; output: the candidates, one by one, whether they fit or
 * not (readline picks those that do).
 */
#include "cli/coachcmd.h"
#include "cli/repl.h"
#include <string.h>

/* For the first lesson, by what is asked. */
static const char *const examples[] = {
	"my boss tore into me in front of everyone. i feel so stupid",
	"At least you still have a job. You should just quit, I would have.",
};

static const char *nth_choice(const char *choices, size_t k, struct at_buffer *scratch)
{
	size_t len;
	const char *choice = at_choice_at(choices, k, &len);
	at_buffer_clear(scratch);
	at_buffer_add(scratch, choice, choice == NULL ? 0 : len);
	return choice == NULL ? NULL : at_buffer_str(scratch);
}

/* Rules first, then categories, then the flags of /mute. */
static const char *nth_rule(const attune_rules *rules, size_t k)
{
	attune_rule_info info;
	const char *last = NULL;
	size_t n = attune_rules_count(rules);
	if (attune_rules_get(rules, k, &info))
		return info.id;
	k -= n;
	for (size_t i = 0; attune_rules_get(rules, i, &info); i++) {
		if (info.kind != ATTUNE_FLAG || (last != NULL && strcmp(info.category, last) == 0))
			continue;
		last = info.category;
		if (k-- == 0)
			return last;
	}
	return k == 0 ? "--forever" : k == 1 ? "--off" : NULL;
}

/* The name, then its values, then the flag. */
static const char *nth_setting(struct at_repl *r, const char *rest, size_t len, size_t k)
{
	size_t next, end = at_coach_word(rest, len, &next);
	if (next == 0 || next == end)
		return k < AT_SETTINGS ? at_setting_table[k].name : NULL;
	enum at_setting setting = at_config_find(rest, end);
	if (setting == AT_SETTINGS)
		return NULL;
	size_t value = at_coach_word(rest + next, len - next, &end);
	if (end > value)
		return k == 0 ? "--forever" : NULL;
	return nth_choice(at_setting_table[setting].choices, k, &r->scratch);
}

static const char *nth_operand(struct at_repl *r, const struct at_coach_command *c, const char *rest, size_t len, size_t k,
                               bool *files)
{
	static const char *const letters[] = {"a", "b", "c", "d", "e", "f"};
	if (c->choices != NULL)
		return nth_choice(c->choices, k, &r->scratch);
	switch (c->takes) {
	case AT_TAKES_TEXT:
		*files = len >= 7 && strncmp(rest, "--file ", 7) == 0;
		return k == 0 && !*files ? "--file" : NULL;
	case AT_TAKES_RULE:
		return nth_rule(r->cli->rules, k);
	case AT_TAKES_SETTING:
		return nth_setting(r, rest, len, k);
	case AT_TAKES_COMMAND:
		return k < at_coach_count ? at_coach_table[k].name : NULL;
	case AT_TAKES_OFFER:
		return k < r->session.n_offers && k < 6 ? letters[k] : NULL;
	default:
		return NULL;
	}
}

const char *at_repl_candidate(void *repl, const char *line, size_t start, size_t end, size_t k, bool *files)
{
	struct at_repl *r = repl;
	size_t rest;
	bool several;
	*files = false;
	if (end == 0 && line[0] == 0 && !at_repl_is_busy(r))
		return r->lesson > 0 && k == 0 && r->gathered.len == 0 && at_session_now(&r->session) == NULL ? examples[r->state]
		                                                                                              : NULL;
	if (line[0] != '/')
		return at_modes_active(r) && !at_drills_active(r) ? at_modes_candidate(r, k) : NULL;
	if (start == 0) {
		if (k >= at_coach_count)
			return NULL;
		at_buffer_clear(&r->scratch);
		at_buffer_addf(&r->scratch, "/%s", at_coach_table[k].name);
		return at_buffer_str(&r->scratch);
	}
	size_t name = at_coach_word(line + 1, start - 1, &rest);
	const struct at_coach_command *c = at_coach_find(line + 1, name, &several);
	return c == NULL ? NULL : nth_operand(r, c, line + 1 + rest, start - 1 - rest, k, files);
}
