/* SPDX-License-Identifier: MIT */
/*
 * answer.c: the coach's answer. Input: the session and the report of its draft; output: the draft with its phrases marked, the
 * findings by number, what it reaches, what they may feel and need. Equal findings are one; of very many the gravest are shown. In plain mode
 * (out->plain) nothing is drawn: phrases are quoted.
 */
#include "cli/answer.h"
#include "cli/draw.h"
#include "cli/render.h"
#include "cli/show.h"
#include "coach/diff.h"
#include "coach/groups.h"
#include <stdlib.h>
#include <string.h>

#define MOST_SHOWN 9   /* findings */
#define MOST_MARKED 64 /* phrases in the draft: the words of one finding may stand in every line */
#define QUOTE 40       /* columns of a quoted phrase */

/* Findings to show: their numbers as people see them (from 0), the groups they stand for, the phrases to mark. */
struct shown {
	size_t number[MOST_SHOWN], n, total;
	struct at_group group[MOST_SHOWN];
	size_t marked[MOST_MARKED], n_marked;
};

static bool is_shown(const struct shown *shown, size_t group)
{
	size_t k = 0;
	while (k < shown->n && shown->number[k] != group)
		k++;
	return k < shown->n;
}

/* All of them, or the gravest in the order of the draft. */
static void choose(struct shown *shown, struct at_cli *cli, const struct at_session *s)
{
	struct at_groups g;
	*shown = (struct shown){0};
	if (!at_groups_make(&g, cli->report, at_session_now(s)->text, s)) {
		cli->out.bytes.failed = true;
		return;
	}
	shown->total = g.n;
	shown->n = at_groups_gravest(&g, shown->number, MOST_SHOWN);
	for (size_t k = 0; k < shown->n; k++)
		shown->group[k] = g.items[shown->number[k]];
	for (size_t i = 0; i < g.n_of && shown->n_marked < MOST_MARKED; i++)
		if (is_shown(shown, g.of[i]))
			shown->marked[shown->n_marked++] = i;
	at_groups_free(&g);
}

static void end_paragraph(struct at_out *out)
{
	at_buffer_add_char(&out->bytes, '\n');
}

/* `1 fixing: "You should just quit" x 2 will likely hurt.` and the reason below it. `times`: how often it was found. */
static void finding(struct at_out *out, const attune_finding *f, size_t number, size_t times, const char *draft)
{
	size_t before = out->bytes.len;
	at_buffer_addf(&out->bytes, "%zu ", number);
	size_t indent = out->bytes.len - before, columns = indent;
	columns += at_out_text(out, at_severity_style(f->severity), f->category);
	at_buffer_add_str(&out->bytes, ": ");
	columns += 2;
	struct at_buffer phrase = {0};
	size_t room = out->plain ? (size_t)1 << 20 : QUOTE;
	if (f->whole)
		at_show(&phrase, f->title, strlen(f->title));
	else
		at_show_quoted(&phrase, draft + f->byte_start, f->byte_end - f->byte_start, room);
	if (times > 1)
		at_buffer_addf(&phrase, " x %zu", times);
	const char *words = at_severity_words(f->severity);
	if (f->whole) /* "no way in is left (worth a look)" */
		at_buffer_addf(&phrase, " (%s).", words + (strncmp(words, "is ", 3) == 0 ? 3 : 0));
	else
		at_buffer_addf(&phrase, " %s.", words);
	at_show_wrapped(&out->bytes, at_buffer_str(&phrase), columns, indent, out->width);
	at_buffer_free(&phrase);
	at_out_spaces(out, indent);
	at_show_wrapped(&out->bytes, f->why, indent, indent, out->width);
}

static void findings(struct at_cli *cli, const struct shown *shown, const char *draft)
{
	attune_finding f;
	for (size_t i = 0; i < shown->n; i++)
		if (attune_report_finding(cli->report, shown->group[i].first, &f))
			finding(&cli->out, &f, shown->number[i] + 1, shown->group[i].n, draft);
	if (shown->total > shown->n) {
		at_buffer_addf(&cli->out.bytes, "  and %zu more; a number up to %zu says more about each\n",
		               shown->total - shown->n, shown->total);
	}
}

/* What the draft reaches, as words: "seen, heard. Not yet: understood, with them". */
static void meters(struct at_out *out, const attune_report *report)
{
	unsigned reached = attune_report_meters(report);
	struct at_buffer yes = {0}, no = {0}, text = {0};
	for (unsigned k = 0; at_meter_words(k) != NULL; k++) {
		struct at_buffer *to = (reached >> k & 1u) != 0 ? &yes : &no;
		at_buffer_addf(to, "%s%s", to->len > 0 ? ", " : "", at_meter_words(k));
	}
	at_buffer_add_str(&text, at_buffer_str(&yes));
	if (yes.len > 0)
		at_buffer_add_str(&text, attune_report_good_enough(report) ? ", which is good enough. " : ". ");
	if (no.len > 0)
		at_buffer_addf(&text, "%s: %s", yes.len > 0 ? "Not yet" : "not yet", at_buffer_str(&no));
	at_out_row(out, "Reaches  ", at_buffer_str(&text));
	at_buffer_free(&yes);
	at_buffer_free(&no);
	at_buffer_free(&text);
}

/* What became better, as the beginning of a sentence; nothing when nothing can be said. */
static void add_progress(struct at_buffer *text, const struct at_session *s)
{
	size_t at = text->len;
	at_session_progress(s, text);
	if (text->len > at && text->ptr[at] == 't')
		text->ptr[at] = 'T';
}

/* One line for a draft that nothing stands in the way of. */
static void all_well(struct at_cli *cli, const struct at_session *s)
{
	const struct at_version *draft = at_session_now(s);
	struct at_buffer progress = {0}, text = {0};
	if (attune_report_foreign(cli->report)) {
		at_render_foreign(&cli->out);
		return;
	}
	unsigned reached = attune_report_meters(cli->report);
	add_progress(&progress, s);
	if (progress.len > 0)
		at_buffer_addf(&text, "%s. ", at_buffer_str(&progress));
	const struct at_version *before = at_session_before(s);
	if (progress.len > 0 && before->tally.findings > 0)
		at_buffer_add_str(&text, "Nothing is in the way any more");
	else if ((reached & 3) != 0 && (reached & 12) != 0)
		at_buffer_add_str(&text, "That meets them where they are");
	else
		at_buffer_add_str(&text, "Nothing here stands in the way");
	size_t start, gap = at_session_gap(draft->text, draft->len, &start);
	at_buffer_add_str(&text, gap > 0 ? ". What belongs into " : "; /copy takes it along.");
	if (gap > 0) {
		at_buffer_add(&text, draft->text + start, gap);
		at_buffer_add_str(&text, " only you know (Enter edits).");
	}
	at_out_style(&cli->out, AT_GOOD);
	at_out_paragraph(&cli->out, at_buffer_str(&text));
	at_out_style(&cli->out, AT_PLAIN);
	at_buffer_free(&progress);
	at_buffer_free(&text);
}

static void progress(struct at_out *out, const struct at_session *s)
{
	struct at_buffer text = {0};
	add_progress(&text, s);
	if (text.len > 0) {
		at_out_text(out, AT_GOOD, at_buffer_str(&text));
		at_buffer_add_str(&out->bytes, ".\n");
	}
	at_buffer_free(&text);
}

size_t at_answer_draft(struct at_cli *cli, const struct at_session *s, bool unseen)
{
	struct at_out *out = &cli->out;
	const struct at_version *draft = at_session_now(s);
	struct shown shown;
	if (draft == NULL || at_render_card(out, cli->rules, attune_report_card(cli->report)))
		return 0;
	choose(&shown, cli, s);
	if (unseen && (out->plain || shown.total == 0))
		at_render_draft(out, cli->report, NULL, 0, draft->text, draft->len);
	if (shown.total == 0) {
		all_well(cli, s);
		return 0;
	}
	if (!out->plain) {
		end_paragraph(out);
		at_render_draft(out, cli->report, shown.marked, shown.n_marked, draft->text, draft->len);
		end_paragraph(out);
	}
	findings(cli, &shown, draft->text);
	end_paragraph(out);
	progress(out, s);
	meters(out, cli->report);
	at_render_partner(out, cli->report);
	return shown.total;
}

bool at_answer_why(struct at_cli *cli, const struct at_session *s, size_t k)
{
	attune_finding f;
	attune_example e;
	const char *try;
	struct at_out *out = &cli->out;
	const struct at_version *draft = at_session_now(s);
	size_t i = at_groups_finding(s, cli->report, k), shown[2] = {0, 0};
	if (i == SIZE_MAX || !attune_report_finding(cli->report, i, &f))
		return false;
	finding(out, &f, k + 1, 1, draft->text);
	at_out_row(out, "Hears    ", f.hears);
	for (size_t n = 0; (try = attune_report_suggestion(cli->report, i, n)) != NULL; n++)
		at_out_row(out, n == 0 ? "Try      " : "         ", try);
	for (int pass = 0; pass < 2; pass++)
		for (size_t n = 0; attune_rules_example(cli->rules, f.rule_index, n, &e) && shown[pass] < 2; n++)
			if (e.pass == (pass == 1) && ++shown[pass] > 0)
				at_render_example(out, &e);
	at_out_text(out, AT_DIM, "Rule     ");
	at_show(&out->bytes, f.rule, strlen(f.rule));
	at_buffer_addf(&out->bytes, " (/mute %zu leaves it out)\n", k + 1);
	return true;
}

/* A diff on its way to the screen. */
struct change {
	struct at_out *out;
	size_t column, kept;
};

static void count_kept(enum at_change kind, const char *s, size_t len, void *payload)
{
	struct change *c = payload;
	(void)s;
	c->kept += kind == AT_KEPT ? len : 0;
}

/* One word with what stands around it; a line is broken before it when it doesn't fit. */
static void put_word(struct change *c, enum at_style style, const char *word, size_t len)
{
	struct at_buffer shown = {0};
	size_t columns = at_show(&shown, word, len);
	if (c->column > 0 && c->column + 1 + columns > c->out->width) {
		at_buffer_add_char(&c->out->bytes, '\n');
		c->column = 0;
	} else if (c->column > 0) {
		at_buffer_add_char(&c->out->bytes, ' ');
		c->column++;
	}
	at_out_style(c->out, style);
	at_buffer_add(&c->out->bytes, at_buffer_str(&shown), shown.len);
	at_out_style(c->out, AT_PLAIN);
	c->column += columns;
	at_buffer_free(&shown);
}

/* A run: [-gone-] and {+new+} without colour, in words when it is read aloud. */
static void put_run(enum at_change kind, const char *s, size_t len, void *payload)
{
	static const char *const plain[][2] = {{"", ""}, {"(removed:", ")"}, {"(added:", ")"}};
	static const char *const marks[][2] = {{"", ""}, {"[-", "-]"}, {"{+", "+}"}};
	struct change *c = payload;
	const char *const *around = c->out->plain ? plain[kind] : marks[kind];
	enum at_style style = kind == AT_REMOVED ? AT_GONE : kind == AT_ADDED ? AT_NEW : AT_PLAIN;
	struct at_buffer text = {0};
	while (len > 0 && strchr(" \t\r\n", s[len - 1]) != NULL)
		len--;
	at_buffer_addf(&text, "%s%s", c->out->colour ? "" : around[0], c->out->plain && kind != AT_KEPT ? " " : "");
	at_buffer_add(&text, s, len);
	at_buffer_add_str(&text, c->out->colour ? "" : around[1]);
	const char *word = at_buffer_str(&text);
	while (*word != 0) {
		size_t n = strcspn(word, " \t\r\n");
		if (n > 0)
			put_word(c, style, word, n);
		word += n + strspn(word + n, " \t\r\n");
	}
	at_buffer_free(&text);
}

void at_answer_diff(struct at_cli *cli, const struct at_version *before, const struct at_version *now)
{
	struct change c = {.out = &cli->out};
	size_t longest = before->len > now->len ? before->len : now->len;
	bool ok = at_diff_words(before->text, before->len, now->text, now->len, count_kept, &c);
	if (c.kept * 3 < longest) { /* not much in common: one after the other is easier to read */
		put_run(AT_REMOVED, before->text, before->len, &c);
		end_paragraph(&cli->out);
		c.column = 0;
		put_run(AT_ADDED, now->text, now->len, &c);
	} else
		ok = ok && at_diff_words(before->text, before->len, now->text, now->len, put_run, &c);
	if (!ok)
		cli->out.bytes.failed = true;
	end_paragraph(&cli->out);
}
