/* SPDX-License-Identifier: MIT */
/*
 * progress.c: what was kept, as a chart. Input: the store; output: a row a skill with a bar a week.
 * A bar's height is how much was practised, nothing else; what went well is counted beside it. Weeks without practice are
 * empty, and that is all that is said of them.
 */
#include "cli/commands.h"
#include "cli/config.h"
#include "cli/drills.h"
#include "cli/load.h"
#include "cli/show.h"
#include <string.h>

#define WEEKS 8
#define WEEK ((int64_t)7 * AT_STORE_DAY)
#define TOP 3 /* patterns */
#define NAME_COLUMNS 28
#define PATTERN_DAYS 90

struct chart {
	unsigned week[AT_SKILLS][WEEKS]; /* attempts, the oldest week first */
	unsigned all[AT_SKILLS], well[AT_SKILLS], most;
	int64_t now;
};

static void add_attempt(const struct at_attempt *a, void *payload)
{
	struct chart *c = payload;
	unsigned skill = at_skill_find(a->skill);
	int64_t ago = (c->now - a->at) / WEEK;
	if (skill == AT_SKILLS)
		return;
	c->all[skill]++;
	c->well[skill] += a->went == AT_WENT_WELL;
	if (a->at > c->now || ago < WEEKS) {
		unsigned *n = &c->week[skill][a->at > c->now ? WEEKS - 1 : WEEKS - 1 - ago];
		if (++*n > c->most)
			c->most = *n;
	}
}

/* ---------------------------------------------------------------------- chart */

static void bars(struct at_out *out, const struct chart *c, unsigned skill)
{
	static const char *const blocks[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
	for (unsigned w = 0; w < WEEKS; w++) {
		unsigned n = c->week[skill][w];
		unsigned height = n == 0 ? 0 : (n * 8 + c->most - 1) / c->most; /* 1 to 8 */
		at_buffer_add_str(&out->bytes, n == 0 ? "·" : blocks[height - 1]);
	}
}

static void counts(struct at_out *out, const struct chart *c, unsigned skill)
{
	at_buffer_addf(&out->bytes, "%u answer%s, %u went well\n", c->all[skill], c->all[skill] == 1 ? "" : "s", c->well[skill]);
}

static void drawn(struct at_out *out, const struct chart *c, unsigned skill)
{
	at_out_spaces(out, 2);
	size_t columns = 2 + at_out_text(out, AT_PLAIN, at_skill_words(skill));
	at_out_pad(out, columns, NAME_COLUMNS);
	at_out_style(out, AT_GOOD);
	bars(out, c, skill);
	at_out_style(out, AT_PLAIN);
	if (out->width < 60)
		at_buffer_add_str(&out->bytes, "\n    ");
	else
		at_out_spaces(out, 2);
	counts(out, c, skill);
}

static void numbers(struct at_out *out, const struct chart *c, unsigned skill)
{
	struct at_buffer text = {0};
	at_buffer_addf(&text, "%s: ", at_skill_words(skill));
	for (unsigned w = 0; w < WEEKS; w++)
		at_buffer_addf(&text, "%s%u", w > 0 ? ", " : "", c->week[skill][w]);
	at_buffer_add_str(&text, "; ");
	at_buffer_add(&out->bytes, text.ptr, text.len);
	counts(out, c, skill);
	at_buffer_free(&text);
}

static void chart(struct at_out *out, const struct chart *c)
{
	struct at_buffer head = {0};
	unsigned any = 0;
	for (unsigned i = 0; i < AT_SKILLS; i++)
		any += c->all[i];
	if (any == 0) {
		at_show_wrapped(&out->bytes, "Nothing practised yet. `practice` begins; a few minutes are plenty.", 0, 0,
		                out->width);
		return;
	}
	at_buffer_addf(&head, "Practised in the last %d weeks, the newest at the right:", WEEKS);
	at_out_paragraph(out, at_buffer_str(&head));
	at_buffer_free(&head);
	for (unsigned i = 0; i < AT_SKILLS; i++)
		if (c->all[i] > 0)
			(out->plain ? numbers : drawn)(out, c, i);
}

struct top {
	struct at_cli *cli;
	size_t n;
};

static void add_pattern(const struct at_pattern *p, void *payload)
{
	struct top *top = payload;
	struct at_out *out = &top->cli->out;
	attune_rule_info info = {0};
	if (top->n++ >= TOP)
		return;
	if (top->n == 1)
		at_buffer_add_str(&out->bytes, "\nWhat came up most in your own drafts, these three months:\n");
	size_t i = top->cli->rules == NULL ? SIZE_MAX : attune_rules_find(top->cli->rules, p->rule);
	struct at_buffer text = {0};
	at_buffer_addf(&text, "%zu. ", top->n);
	if (i != SIZE_MAX && attune_rules_get(top->cli->rules, i, &info) && info.title[0] != 0)
		at_buffer_addf(&text, "%s (%s), ", info.title, p->rule);
	else
		at_buffer_addf(&text, "%s, ", p->rule);
	at_buffer_addf(&text, p->times == 1 ? "once" : "%lld times", (long long)p->times);
	at_out_spaces(out, 2);
	at_show_wrapped(&out->bytes, at_buffer_str(&text), 2, 5, out->width);
	at_buffer_free(&text);
}

bool at_progress_show(struct at_cli *cli, struct at_store *store, bool patterns)
{
	struct chart c = {.now = at_drills_now()};
	struct top top = {cli, 0};
	bool ok = store == NULL || at_store_attempts(store, 0, add_attempt, &c);
	if (ok)
		chart(&cli->out, &c);
	if (ok && patterns && store != NULL)
		ok = at_store_patterns(store, c.now - (int64_t)PATTERN_DAYS * AT_STORE_DAY, add_pattern, &top);
	return ok;
}

static bool counts_patterns(void)
{
	struct at_config config;
	at_config_init(&config);
	(void)at_config_load(&config, NULL, NULL);
	bool on = config.value[AT_S_PATTERNS] == 1;
	at_config_free(&config);
	return on;
}

static bool answer(struct at_cli *cli, struct at_store *store)
{
	struct at_buffer *out = &cli->out.bytes;
	if (at_given(&cli->options, AT_O_EXPORT))
		return cli->options.choice[AT_O_EXPORT] == AT_EXPORT_CSV ? at_export_csv(out, store) : at_export_json(out, store);
	bool patterns = counts_patterns();
	if (patterns && at_load_rules(cli, NULL, 0) != AT_EXIT_CLEAN)
		patterns = false;
	return at_progress_show(cli, store, patterns);
}

int at_progress_run(struct at_cli *cli)
{
	struct at_buffer problem = {0};
	int code = AT_EXIT_FAILED;
	struct at_store *store = at_drills_store(false, &problem);
	if (problem.len > 0)
		at_complain("%s", at_buffer_str(&problem));
	else if (answer(cli, store))
		code = AT_EXIT_CLEAN;
	else
		at_complain("%s", at_store_problem(store));
	at_store_close(store);
	at_buffer_free(&problem);
	return code;
}
