/* SPDX-License-Identifier: MIT */
/*
 * coachset.c: the coach's commands about rules and settings, /help and /quit.
 */
#include "cli/coachcmd.h"
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/offers.h"
#include "cli/ruleview.h"
#include "cli/show.h"
#include "coach/groups.h"
#include "ruleset/suggest.h"
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLES 4 /* titles shown of a category */

/* The word of `rest` as a string; the longest name there is has far less than 128 bytes. */
struct word {
	char text[128];
};

static struct word take_word(const char **rest, size_t *len)
{
	struct word w = {""};
	size_t next, n = at_coach_word(*rest, *len, &next);
	memcpy(w.text, *rest, n < sizeof w.text ? n : sizeof w.text - 1);
	*rest += next;
	*len -= next;
	return w;
}

/* -------------------------------------------------------------------- rules */

static bool in_category(const attune_rules *rules, const char *name)
{
	attune_rule_info info;
	for (size_t i = 0; attune_rules_get(rules, i, &info); i++)
		if (at_ruleview_in_category(&info, name))
			return true;
	return false;
}

/* The category nearest to a word, or the rule; NULL for none. */
static const char *nearest(const attune_rules *rules, const char *word)
{
	attune_rule_info info;
	const char *names[64];
	size_t n = 0;
	for (size_t i = 0; attune_rules_get(rules, i, &info) && n < 64; i++)
		if (n == 0 || strcmp(names[n - 1], info.category) != 0)
			names[n++] = info.category;
	const char *near = at_nearest(word, names, n);
	return near != NULL ? near : attune_rules_suggest(rules, word);
}

static void no_rule(struct at_repl *r, const char *word)
{
	const char *near = nearest(r->cli->rules, word);
	if (near != NULL)
		at_repl_say(r, "No rule \"%s\"; did you mean %s?", word, near);
	else
		at_repl_say(r, "No rule \"%s\"; /rules lists them.", word);
}

/* A category's name, how many rules it has, and what some of them are about. */
struct category {
	const char *name;
	size_t n;
	struct at_buffer titles;
};

static void category_row(struct at_out *out, struct category *c)
{
	struct at_buffer text = {0};
	if (c->n == 0)
		return;
	at_out_spaces(out, 2);
	size_t columns = 2 + at_out_text(out, AT_BOLD, c->name);
	columns = at_out_pad(out, columns, 18);
	at_buffer_addf(&text, "%zu rule%s: %s%s", c->n, c->n == 1 ? "" : "s", at_buffer_str(&c->titles),
	               c->n > SAMPLES ? " ..." : "");
	at_show_wrapped(&out->bytes, at_buffer_str(&text), columns, out->width < 60 ? 4 : 18, out->width);
	at_buffer_free(&text);
}

static void categories(struct at_repl *r)
{
	attune_rule_info info;
	struct category c = {0};
	for (size_t i = 0; attune_rules_get(r->cli->rules, i, &info) && info.kind == ATTUNE_FLAG; i++) {
		if (c.n > 0 && strcmp(info.category, c.name) != 0) {
			category_row(&r->cli->out, &c);
			at_buffer_clear(&c.titles);
			c.n = 0;
		}
		c.name = info.category;
		if (c.n++ < SAMPLES)
			at_buffer_addf(&c.titles, "%s%s", c.n > 1 ? ", " : "", info.title);
	}
	category_row(&r->cli->out, &c);
	at_buffer_free(&c.titles);
	at_repl_say(r, "/rules CATEGORY lists one of them, /rule ID shows a rule.");
}

void at_coach_rules(struct at_repl *r, const char *rest, size_t len)
{
	attune_rule_info info;
	struct word name = take_word(&rest, &len);
	bool any = false;
	if (name.text[0] == 0) {
		categories(r);
		return;
	}
	for (size_t i = 0; attune_rules_get(r->cli->rules, i, &info); i++) {
		if (!at_ruleview_in_category(&info, name.text) && strcmp(info.id, name.text) != 0)
			continue;
		any = true;
		at_ruleview_row(&r->cli->out, &info);
	}
	if (!any)
		no_rule(r, name.text);
}

void at_coach_rule(struct at_repl *r, const char *rest, size_t len)
{
	struct word name = take_word(&rest, &len);
	size_t i = at_explain_find(r->cli->rules, name.text);
	if (name.text[0] == 0)
		at_repl_say(r, "Which one? /rules lists them.");
	else if (i != SIZE_MAX)
		at_explain_rule(r->cli, i);
	else if (in_category(r->cli->rules, name.text))
		at_coach_rules(r, name.text, strlen(name.text));
	else
		no_rule(r, name.text);
}

static void list_muted(struct at_repl *r)
{
	if (r->session.muted.n == 0)
		at_repl_say(r, "Nothing is muted.");
	for (size_t i = 0; i < r->session.muted.n; i++)
		at_repl_say(r, "%s%s", r->session.muted.items[i],
		            at_names_has(&r->config.muted, r->session.muted.items[i]) ? " (for good)" : "");
}

/* The id behind the number of a finding, or the id or category itself in full; NULL with the reason told. */
static const char *mute_name(struct at_repl *r, const struct word *word)
{
	attune_finding f;
	attune_rule_info info;
	if (isdigit((unsigned char)word->text[0])) {
		unsigned long n = strtoul(word->text, NULL, 10);
		size_t i = r->reported && n > 0 ? at_groups_finding(&r->session, r->cli->report, n - 1) : SIZE_MAX;
		if (i != SIZE_MAX && attune_report_finding(r->cli->report, i, &f))
			return f.rule;
		at_repl_say(r, "There is no finding %s.", word->text);
		return NULL;
	}
	size_t i = at_explain_find(r->cli->rules, word->text);
	if (i != SIZE_MAX && attune_rules_get(r->cli->rules, i, &info))
		return info.id;
	if (in_category(r->cli->rules, word->text) || at_names_has(&r->session.muted, word->text))
		return word->text;
	no_rule(r, word->text);
	return NULL;
}

static void mute_forever(struct at_repl *r, const char *name)
{
	struct at_buffer problem = {0};
	if (!at_config_save_mute(name, &problem))
		at_repl_say(r, "%s is muted for this session alone: %s.", name, at_buffer_str(&problem));
	else {
		(void)at_names_add(&r->config.muted, name, strlen(name));
		at_repl_say(r, "%s is muted for good. /mute %s --off brings it back.", name, name);
	}
	at_buffer_free(&problem);
}

static void unmute(struct at_repl *r, const char *name)
{
	if (!at_session_unmute(&r->session, name))
		at_repl_say(r, "%s isn't muted.", name);
	else if (at_names_has(&r->config.muted, name))
		at_repl_say(r, "%s is back for this session. To have it back for good, take it out of mute: in your config.yaml.",
		            name);
	else
		at_repl_say(r, "%s is back.", name);
}

void at_coach_mute(struct at_repl *r, const char *rest, size_t len)
{
	struct word word = take_word(&rest, &len), flag = take_word(&rest, &len);
	if (word.text[0] == 0) {
		list_muted(r);
		return;
	}
	bool forever = strcmp(flag.text, "--forever") == 0, off = strcmp(flag.text, "--off") == 0;
	const char *name = mute_name(r, &word);
	if (name == NULL)
		return;
	if (flag.text[0] != 0 && !forever && !off)
		at_repl_say(r, "/mute takes --forever or --off, not \"%s\".", flag.text);
	else if (off)
		unmute(r, name);
	else if (!at_session_mute(&r->session, name))
		at_repl_say(r, "Out of memory.");
	else if (forever)
		mute_forever(r, name);
	else
		at_repl_say(r, "%s is muted until you leave.", name);
	if (r->reported)
		at_session_count(&r->session, r->cli->report);
}

void at_coach_reload(struct at_repl *r, const char *rest, size_t len)
{
	(void)rest;
	(void)len;
	at_repl_reload(r, true);
}

/* ----------------------------------------------------------------- settings */

static void show_setting(struct at_repl *r, enum at_setting setting)
{
	const struct at_setting_spec *spec = &at_setting_table[setting];
	struct at_out *out = &r->cli->out;
	struct at_buffer value = {0}, text = {0};
	at_config_value(&r->config, setting, &value);
	size_t columns = 2;
	at_out_spaces(out, 2);
	columns += at_out_text(out, AT_BOLD, spec->name);
	columns = at_out_pad(out, columns, 12);
	columns += at_show(&out->bytes, at_buffer_str(&value), value.len);
	columns = at_out_pad(out, columns, 22);
	at_buffer_addf(&text, "%s (%s)", spec->help, spec->choices);
	at_show_wrapped(&out->bytes, at_buffer_str(&text), columns, out->width < 60 ? 4 : 22, out->width);
	at_buffer_free(&value);
	at_buffer_free(&text);
}

/* From now on the draft at hand is kept, or it isn't any more. */
static void mind_draft(struct at_repl *r)
{
	const struct at_version *draft = at_session_now(&r->session);
	if (r->config.value[AT_S_REMEMBER] == 0)
		at_state_drop_draft();
	else if (draft != NULL && !at_state_keep_draft(draft->text, draft->len))
		at_repl_say(r, "The draft could not be kept on disk.");
}

static void change(struct at_repl *r, enum at_setting setting, const char *word, bool forever)
{
	const struct at_setting_spec *spec = &at_setting_table[setting];
	struct at_buffer problem = {0};
	if (!at_config_set(&r->config, setting, word, strlen(word))) {
		at_repl_say(r, "%s is one of %s.", spec->name, spec->choices);
		return;
	}
	at_repl_apply(r);
	if (setting == AT_S_REMEMBER)
		mind_draft(r);
	if (!forever)
		at_repl_say(r, "%s is %s until you leave; /set %s %s --forever keeps it.", spec->name, word, spec->name, word);
	else if (at_config_save(setting, word, &problem))
		at_repl_say(r, "%s is %s from now on.", spec->name, word);
	else
		at_repl_say(r, "%s is %s until you leave; it could not be kept: %s.", spec->name, word, at_buffer_str(&problem));
	at_buffer_free(&problem);
}

static void no_setting(struct at_repl *r, const char *word)
{
	const char *names[AT_SETTINGS];
	for (size_t i = 0; i < AT_SETTINGS; i++)
		names[i] = at_setting_table[i].name;
	const char *near = at_nearest(word, names, AT_SETTINGS);
	if (near != NULL)
		at_repl_say(r, "No setting %s; did you mean %s?", word, near);
	else
		at_repl_say(r, "No setting %s; /set shows them.", word);
}

void at_coach_set(struct at_repl *r, const char *rest, size_t len)
{
	struct word name = take_word(&rest, &len), value = take_word(&rest, &len), flag = take_word(&rest, &len);
	enum at_setting setting = at_config_find(name.text, strlen(name.text));
	if (name.text[0] == 0) {
		for (enum at_setting i = 0; i < AT_SETTINGS; i++)
			show_setting(r, i);
		return;
	}
	if (setting == AT_SETTINGS)
		no_setting(r, name.text);
	else if (value.text[0] == 0)
		show_setting(r, setting);
	else if (flag.text[0] != 0 && strcmp(flag.text, "--forever") != 0)
		at_repl_say(r, "/set takes --forever, not \"%s\".", flag.text);
	else
		change(r, setting, value.text, flag.text[0] != 0);
}

static void goal_or_to(struct at_repl *r, enum at_setting setting, const char *rest, size_t len)
{
	struct word word = take_word(&rest, &len);
	const struct at_setting_spec *spec = &at_setting_table[setting];
	if (word.text[0] == 0)
		show_setting(r, setting);
	else if (!at_config_set(&r->config, setting, word.text, strlen(word.text)))
		at_repl_say(r, "/%s is one of %s.", spec->name, spec->choices);
	else {
		at_repl_say(r, "All right: %s.", word.text);
		if (r->session.n_offers > 0 && at_offers_make(r, 0) > 0)
			at_offers_show(r);
	}
}

void at_coach_goal(struct at_repl *r, const char *rest, size_t len)
{
	goal_or_to(r, AT_S_GOAL, rest, len);
}

void at_coach_to(struct at_repl *r, const char *rest, size_t len)
{
	goal_or_to(r, AT_S_TO, rest, len);
}

/* ------------------------------------------------------------ help, the end */

void at_coach_help_run(struct at_repl *r, const char *rest, size_t len)
{
	bool several;
	size_t skip = len > 0 && rest[0] == '/';
	const struct at_coach_command *c = at_coach_find(rest + skip, len - skip, &several);
	if (len > 0 && c != NULL) {
		at_repl_say(r, "/%s%s%s: %s.", c->name, *c->arguments == 0 ? "" : " ", c->arguments, c->line);
		if (c->choices != NULL)
			at_repl_say(r, "One of %s.", c->choices);
		return;
	}
	at_repl_say(
		r,
		"Type or paste a draft and press Enter. Then a letter takes an offer into the line, a number explains a finding, "
		"Enter alone edits your draft. A line that ends with \\ goes on in the next one. Ctrl-C drops a line.");
	at_buffer_add_char(&r->cli->out.bytes, '\n');
	at_coach_help(&r->cli->out);
}

void at_coach_quit(struct at_repl *r, const char *rest, size_t len)
{
	(void)rest;
	(void)len;
	at_repl_leave(r);
}
