/* SPDX-License-Identifier: MIT */
/*
 * ruleeval.c: `attune rules eval`. Input: drafts as JSON Lines in which people marked the phrases they would flag; output:
 * precision, recall and F1 for each category that somebody marked, false alarms on drafts that nobody marked, and every
 * mistake with its rule and text. A category counts as found when a finding of it is at least `miss`. Nothing is tuned here:
 * it measures.
 */
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/lines.h"
#include "cli/load.h"
#include "cli/show.h"
#include <stdlib.h>
#include <string.h>

#define QUOTE 70
#define NAME_COLUMNS 16

struct category {
	char *name;
	size_t marked; /* drafts in which somebody marked it */
	size_t hit, alarm, missed, placed;
	struct at_buffer mistakes;
	/* of the draft at hand */
	bool wanted, found, overlaps;
	attune_finding first;
};

struct eval {
	struct at_cli *cli;
	const char *file;
	size_t line_number;
	struct category *items;
	size_t n, cap;
	size_t drafts, bad, clean, clean_alarm, trap, trap_alarm;
	bool failed;
};

static struct category *category_named(struct eval *e, const char *name)
{
	for (size_t i = 0; i < e->n; i++)
		if (strcmp(e->items[i].name, name) == 0)
			return &e->items[i];
	char *copy = at_grow(&e->items, &e->cap, e->n + 1, sizeof *e->items) ? strdup(name) : NULL;
	if (copy == NULL) {
		e->failed = true;
		return NULL;
	}
	e->items[e->n] = (struct category){.name = copy};
	return &e->items[e->n++];
}

static void free_all(struct eval *e)
{
	for (size_t i = 0; i < e->n; i++) {
		free(e->items[i].name);
		at_buffer_free(&e->items[i].mistakes);
	}
	free(e->items);
}

/* Takes down which categories the rules found. */
static void take_findings(struct eval *e)
{
	attune_finding f;
	for (size_t i = 0; attune_report_finding(e->cli->report, i, &f); i++) {
		struct category *c = f.severity < ATTUNE_MISS ? NULL : category_named(e, f.category);
		if (c == NULL)
			continue;
		if (!c->found)
			c->first = f;
		c->found = true;
	}
}

static bool quote_overlaps(const struct eval *e, const char *category, struct at_slice draft, struct at_slice quote)
{
	attune_finding f;
	for (size_t s = 0; quote.ptr != NULL && quote.len != 0 && s + quote.len <= draft.len; s++) {
		if (memcmp(draft.ptr + s, quote.ptr, quote.len) != 0)
			continue;
		for (size_t i = 0; attune_report_finding(e->cli->report, i, &f); i++)
			if (f.severity >= ATTUNE_MISS && strcmp(f.category, category) == 0 && f.byte_start < s + quote.len &&
			    s < f.byte_end)
				return true;
	}
	return false;
}

static void add_place(struct eval *e, struct at_buffer *out)
{
	at_show(out, e->file, strlen(e->file));
	at_buffer_addf(out, ":%zu: ", e->line_number);
}

static void tell_missed(struct eval *e, struct category *c, struct at_slice quote, struct at_slice draft)
{
	add_place(e, &c->mistakes);
	at_buffer_add_str(&c->mistakes, "missed ");
	at_show(&c->mistakes, c->name, strlen(c->name));
	at_buffer_add_str(&c->mistakes, ": ");
	at_show_quoted(&c->mistakes, quote.ptr, quote.len, QUOTE);
	at_buffer_add_str(&c->mistakes, " in ");
	at_show_quoted(&c->mistakes, draft.ptr, draft.len, QUOTE);
	at_buffer_add_char(&c->mistakes, '\n');
}

static void tell_alarm(struct eval *e, struct category *c, struct at_slice draft)
{
	add_place(e, &c->mistakes);
	at_buffer_addf(&c->mistakes, "false alarm %s: ", c->first.rule);
	at_show_quoted(&c->mistakes, draft.ptr + c->first.byte_start, c->first.byte_end - c->first.byte_start, QUOTE);
	at_buffer_add_str(&c->mistakes, " in ");
	at_show_quoted(&c->mistakes, draft.ptr, draft.len, QUOTE);
	at_buffer_add_char(&c->mistakes, '\n');
}

/* Whether the category is to be shown: one that somebody marked, or the one that was asked for. */
static bool is_shown(const struct eval *e, const struct category *c)
{
	const char *only = e->cli->options.value[AT_O_CATEGORY];
	return only != NULL ? strcmp(c->name, only) == 0 : c->marked != 0;
}

/* Compares what people marked with what was found in one draft. */
static void compare(struct eval *e, const struct at_json_line *line)
{
	struct at_json_marked mark;
	bool any_mark = false, any_found = false;
	struct at_slice quote = {"", 0};
	take_findings(e);
	for (size_t i = 0; at_json_mark(line, i, &mark); i++) {
		struct category *c = mark.family == NULL ? NULL : category_named(e, mark.family);
		if (c == NULL)
			continue;
		if (!c->wanted && !c->found && !at_json_unsure(line, c->name))
			tell_missed(e, c, mark.quote.ptr == NULL ? quote : mark.quote, line->draft);
		any_mark = c->wanted = true;
		c->overlaps |= quote_overlaps(e, c->name, line->draft, mark.quote);
	}
	for (size_t i = 0; i < e->n; i++) {
		struct category *c = &e->items[i];
		c->marked += c->wanted;
		any_found |= c->found;
		if (!at_json_unsure(line, c->name)) {
			c->hit += c->wanted && c->found;
			c->placed += c->wanted && c->found && c->overlaps;
			c->missed += c->wanted && !c->found;
			c->alarm += !c->wanted && c->found;
			if (c->found && !c->wanted)
				tell_alarm(e, c, line->draft);
		}
		c->wanted = c->found = c->overlaps = false;
	}
	if (any_mark || at_json_unsure(line, NULL))
		return;
	e->clean++;
	e->clean_alarm += any_found;
	e->trap += at_json_trap(line);
	e->trap_alarm += at_json_trap(line) && any_found;
}

static void eval_line(struct eval *e, struct at_slice text)
{
	struct at_buffer message = {0};
	struct at_json_line line = {0};
	attune_error *err = NULL;
	bool ok = at_json_line_parse_whole(&line, text.ptr, text.len, &message);
	if (ok && !at_json_is_labelled(&line)) {
		at_buffer_add_str(&message, "there is no list \"flags\" of what should be found");
		ok = false;
	}
	if (ok && attune_scan(&e->cli->report, e->cli->scanner, line.draft.ptr, line.draft.len, line.partner.ptr, line.partner.len,
	                      &err) != ATTUNE_OK) {
		at_buffer_add_str(&message, attune_error_message(err));
		ok = false;
	}
	if (ok)
		compare(e, &line);
	else
		at_complain("%s:%zu: %s", e->file, e->line_number, at_buffer_str(&message));
	e->drafts++;
	e->bad += !ok;
	attune_error_free(err);
	at_json_line_free(&line);
	at_buffer_free(&message);
}

static bool eval_file(struct eval *e, const char *path)
{
	struct at_lines in;
	struct at_slice line;
	if (!at_lines_open(&in, path))
		return false;
	e->file = path;
	while (at_lines_next(&in, NULL, &line)) {
		e->line_number = in.number;
		if (in.long_line) {
			at_complain("%s:%zu: the line is longer than %zu bytes", path, in.number, AT_LINE_MAX_BYTES);
			e->drafts++;
			e->bad++;
		} else if (!at_line_blank(line))
			eval_line(e, line);
	}
	return at_lines_close(&in);
}

static double ratio(size_t part, size_t whole)
{
	return whole == 0 ? 0 : (double)part / (double)whole;
}

static void row(struct at_buffer *out, const char *name, const struct category *c)
{
	double p = ratio(c->hit, c->hit + c->alarm), r = ratio(c->hit, c->hit + c->missed);
	size_t columns = at_show(out, name, strlen(name));
	at_buffer_addf(out, "%*s %5zu %10.2f %7.2f %6.2f %6.2f\n", columns < NAME_COLUMNS ? (int)(NAME_COLUMNS - columns) : 0, "",
	               c->hit + c->missed, p, r, p + r > 0 ? 2 * p * r / (p + r) : 0, ratio(c->placed, c->hit));
}

static void add_up(struct eval *e, struct category *all)
{
	*all = (struct category){0};
	for (size_t i = 0; i < e->n; i++) {
		const struct category *c = &e->items[i];
		if (!is_shown(e, c))
			continue;
		all->hit += c->hit;
		all->alarm += c->alarm;
		all->missed += c->missed;
		all->placed += c->placed;
	}
}

static void print_text(struct eval *e)
{
	struct at_buffer *out = &e->cli->out.bytes;
	struct category all;
	add_up(e, &all);
	at_buffer_addf(out, "%-16s %5s %10s %7s %6s %6s\n", "category", "n", "precision", "recall", "F1", "place");
	for (size_t i = 0; i < e->n; i++)
		if (is_shown(e, &e->items[i]))
			row(out, e->items[i].name, &e->items[i]);
	if (!at_given(&e->cli->options, AT_O_CATEGORY))
		row(out, "all", &all);
	at_buffer_addf(out, "%zu drafts%s; an alarm on %zu of %zu clean ones, and on %zu of %zu look-alikes\n", e->drafts,
	               at_given(&e->cli->options, AT_O_CATEGORY) ? ", all categories" : "", e->clean_alarm, e->clean, e->trap_alarm,
	               e->trap);
	for (size_t i = 0; i < e->n && !at_given(&e->cli->options, AT_O_QUIET); i++)
		if (is_shown(e, &e->items[i]))
			at_buffer_add(out, at_buffer_str(&e->items[i].mistakes), e->items[i].mistakes.len);
}

static void print_json(struct eval *e)
{
	struct at_buffer *out = &e->cli->out.bytes;
	bool first = true;
	at_buffer_add_str(out, "{\"categories\":{");
	for (size_t i = 0; i < e->n; i++) {
		const struct category *c = &e->items[i];
		if (!is_shown(e, c))
			continue;
		at_buffer_add_str(out, first ? "" : ",");
		at_json_string(out, c->name, strlen(c->name));
		at_buffer_addf(out, ":{\"hit\":%zu,\"alarm\":%zu,\"missed\":%zu,\"placed\":%zu}", c->hit, c->alarm, c->missed,
		               c->placed);
		first = false;
	}
	at_buffer_addf(out, "},\"drafts\":%zu,\"clean\":%zu,\"clean_alarm\":%zu,\"trap\":%zu,\"trap_alarm\":%zu}\n", e->drafts,
	               e->clean, e->clean_alarm, e->trap, e->trap_alarm);
}

int at_ruleeval_run(struct at_cli *cli)
{
	struct eval e = {.cli = cli};
	bool ok = at_load_scanner(cli) == AT_EXIT_CLEAN;
	if (ok && at_given(&cli->options, AT_O_CATEGORY) && category_named(&e, cli->options.value[AT_O_CATEGORY]) == NULL)
		ok = false;
	for (size_t i = 0; ok && i < cli->n_words; i++)
		ok = eval_file(&e, cli->words[i]);
	if (ok && e.failed)
		at_complain("out of memory");
	if (ok && !e.failed) {
		if (cli->options.choice[AT_O_FORMAT] == AT_FORMAT_JSON)
			print_json(&e);
		else
			print_text(&e);
	}
	free_all(&e);
	return ok && !e.failed && e.bad == 0 ? AT_EXIT_CLEAN : AT_EXIT_FAILED;
}
