/* SPDX-License-Identifier: MIT */
/*
 * drills.c: what the coach and the command share of practice: opening it, and how what it says looks. Input: paragraphs in one of
 * several voices; output: rows with a label, an answer with its phrases marked, a card.
 */
#include "cli/drills.h"
#include "cli/files.h"
#include "cli/load.h"
#include "cli/render.h"
#include "cli/show.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LABEL 9 /* columns */
#define QUOTE 40
#define MOST_FOUND 3

int64_t at_drills_now(void)
{
	return (int64_t)time(NULL);
}

/* --------------------------------------------------------------------- opening */

bool at_drills_wish(struct at_practice_wish *wish, const char *const *words, size_t n, const char **odd)
{
	for (size_t i = 0; i < n; i++) {
		const char *word = words[i];
		bool level = word[0] >= '1' && word[0] <= '0' + AT_LEVELS && word[1] == 0;
		attune_to to = ATTUNE_TO_PARTNER;
		while (to <= ATTUNE_TO_COLLEAGUE && strcmp(attune_to_name(to), word) != 0)
			to++;
		if (level)
			wish->level = (unsigned)(word[0] - '0');
		else if (to <= ATTUNE_TO_COLLEAGUE)
			wish->to = to;
		else if (at_skill_find(word) < AT_SKILLS)
			wish->skill = at_skill_find(word);
		else {
			*odd = word;
			return false;
		}
	}
	return true;
}

static bool load_scenes(struct at_drills *d, const struct at_cli *cli)
{
	struct at_rule_paths places;
	size_t n;
	const char **paths = at_load_data_paths(&places, &cli->options, &n);
	bool ok = paths != NULL && at_scenes_load(&d->scenes, paths, n, at_load_tell, NULL);
	free(paths);
	at_load_paths_free(&places);
	return ok;
}

struct at_store *at_drills_store(bool make, struct at_buffer *problem)
{
	struct at_buffer path = {0};
	struct at_store *store = NULL;
	if (!at_files_data(&path, "attune.db"))
		at_buffer_add_str(problem, "there is no home folder to keep anything in");
	else if (make && !at_files_folders(&path))
		at_buffer_addf(problem, "%s: %s", at_buffer_str(&path), strerror(errno));
	else
		store = at_store_open(at_buffer_str(&path), make, problem);
	at_buffer_free(&path);
	return store;
}

void at_drills_use_store(struct at_drills *d, struct at_cli *cli, bool make)
{
	struct at_buffer problem = {0};
	if (d->store != NULL || d->refused)
		return;
	d->store = at_drills_store(make, &problem);
	d->refused = problem.len > 0;
	if (d->refused) {
		struct at_buffer text = {0};
		at_buffer_addf(&text, "Nothing is kept: %s.", at_buffer_str(&problem));
		at_out_paragraph(&cli->out, at_buffer_str(&text));
		at_buffer_free(&text);
	}
	at_buffer_free(&problem);
}

/* --------------------------------------------------------------------- showing */

static void row(struct at_out *out, enum at_style style, const char *label, const char *text)
{
	size_t indent = out->width < 60 ? 2 : LABEL, columns = at_out_text(out, style, label);
	at_out_spaces(out, columns < LABEL ? LABEL - columns : 1);
	at_show_wrapped(&out->bytes, text, columns < LABEL ? LABEL : columns + 1, indent, out->width);
}

static void quoted(struct at_out *out, const char *label, const char *text)
{
	struct at_buffer inside = {0};
	at_buffer_addf(&inside, "“%s”", text);
	row(out, AT_BOLD, label, at_buffer_str(&inside));
	at_buffer_free(&inside);
}

static void paragraph(struct at_out *out, enum at_style style, const char *text)
{
	at_out_style(out, style);
	at_out_paragraph(out, text);
	at_out_style(out, AT_PLAIN);
}

static void found(struct at_out *out, const attune_report *report, const char *answer)
{
	attune_finding f;
	size_t told = 0;
	for (size_t i = 0; attune_report_finding(report, i, &f) && told < MOST_FOUND; i++) {
		struct at_buffer text = {0};
		/* What is only worth a look is said where more is missing than that. */
		if (f.severity == ATTUNE_NOTE && attune_report_good_enough(report))
			continue;
		told++;
		if (f.whole)
			at_show(&text, f.title, strlen(f.title));
		else
			at_show_quoted(&text, answer + f.byte_start, f.byte_end - f.byte_start,
			               out->plain ? (size_t)1 << 20 : QUOTE);
		at_buffer_addf(&text, " %s. (%s)", at_severity_words(f.severity), f.rule);
		row(out, at_severity_style(f.severity), "Found", at_buffer_str(&text));
		at_buffer_free(&text);
	}
}

static void moves(struct at_out *out, const attune_report *report)
{
	struct at_names names = {0};
	struct at_buffer text = {0};
	attune_move m;
	for (size_t i = 0; attune_report_move(report, i, &m); i++)
		(void)at_names_add(&names, m.title, strlen(m.title));
	for (size_t i = 0; i < names.n; i++)
		at_buffer_addf(&text, "%s%s", i > 0 ? ", " : "", names.items[i]);
	if (text.len > 0)
		row(out, AT_DIM, "Moves", at_buffer_str(&text));
	at_names_free(&names);
	at_buffer_free(&text);
}

static void meters(struct at_out *out, const attune_report *report)
{
	unsigned reached = attune_report_meters(report);
	struct at_buffer text = {0};
	for (unsigned k = 0; at_meter_words(k) != NULL; k++)
		if ((reached >> k & 1u) != 0)
			at_buffer_addf(&text, "%s%s", text.len > 0 ? ", " : "", at_meter_words(k));
	at_buffer_add_str(&text, reached == 0 ? "not yet: " : reached != 15 ? "; not yet: " : "");
	bool first = true;
	for (unsigned k = 0; at_meter_words(k) != NULL; k++) {
		if ((reached >> k & 1u) == 0) {
			at_buffer_addf(&text, "%s%s", first ? "" : ", ", at_meter_words(k));
			first = false;
		}
	}
	row(out, AT_DIM, "Reaches", at_buffer_str(&text));
	at_buffer_free(&text);
}

static void marked(struct at_cli *cli, const attune_report *report, const char *answer, size_t len)
{
	struct at_out *out = &cli->out;
	attune_finding f;
	bool phrases = false;
	for (size_t i = 0; attune_report_finding(report, i, &f); i++)
		phrases |= !f.whole;
	if (phrases && !out->plain)
		at_render_draft(out, report, NULL, attune_report_findings(report), answer, len);
	found(out, report, answer);
	moves(out, report);
	meters(out, report);
}

static void card(struct at_cli *cli, const attune_report *report)
{
	(void)at_render_card(&cli->out, cli->rules, attune_report_card(report));
	at_buffer_add_char(&cli->out.bytes, '\n');
	paragraph(&cli->out, AT_PLAIN, "I'll step aside here. This matters more than practice.");
}

static void listen(enum at_say how, const char *text, size_t len, void *payload)
{
	const struct at_drills *d = payload;
	struct at_cli *cli = d->cli;
	struct at_out *out = &cli->out;
	switch (how) {
	case AT_SAY_LINE:
		paragraph(out, AT_PLAIN, text);
		break;
	case AT_SAY_ASIDE:
		paragraph(out, AT_DIM, text);
		break;
	case AT_SAY_HEAD:
		at_buffer_add_str(&out->bytes, out->bytes.len > 0 ? "\n" : "");
		paragraph(out, AT_BOLD, text);
		break;
	case AT_SAY_THEY:
		quoted(out, "They say", text);
		break;
	case AT_SAY_DRAFT:
		quoted(out, "Draft", text);
		break;
	case AT_SAY_MARKED:
		marked(cli, at_practice_report(d->practice), text, len);
		break;
	case AT_SAY_WELL:
		row(out, AT_GOOD, "Well", text);
		break;
	case AT_SAY_TRY:
		row(out, AT_NOTE, "Try", text);
		break;
	case AT_SAY_MODEL:
		row(out, AT_GOOD, "One way", text);
		break;
	case AT_SAY_CARD:
		card(cli, at_practice_report(d->practice));
		break;
	}
}

bool at_drills_open(struct at_drills *d, struct at_cli *cli)
{
	d->cli = cli;
	if (!d->loaded && !load_scenes(d, cli)) {
		at_complain("out of memory");
		return false;
	}
	d->loaded = true;
	at_drills_use_store(d, cli, true);
	at_practice_free(d->practice);
	d->practice = at_practice_new(cli->rules, cli->scanner, &d->scenes, d->store, &d->wish);
	if (d->practice == NULL)
		at_complain("out of memory");
	else
		at_practice_listen(d->practice, listen, d);
	return d->practice != NULL;
}

void at_drills_free(struct at_drills *d)
{
	at_practice_free(d->practice);
	at_scenes_free(&d->scenes);
	at_store_close(d->store);
	at_names_free(&d->counted);
	memset(d, 0, sizeof *d);
}
