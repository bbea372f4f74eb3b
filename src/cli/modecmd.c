/* SPDX-License-Identifier: MIT */
/*
 * modecmd.c: `attune walk` and the other modes as commands. On a terminal: the coach, with the mode begun. Else answers come line by
 * line from standard input, an empty line skips, and what is missing at the end is skipped, too. Output: the questions and what comes
 * of the answers; with -q only what comes of them. Exit code 1 when there is nothing to offer, or a card.
 */
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/lines.h"
#include "cli/load.h"
#include "cli/modes.h"
#include <string.h>

static bool is_quiet(const struct at_cli *cli)
{
	return at_given(&cli->options, AT_O_QUIET);
}

/* What the guide says; when quiet only what comes of it. */
static void show(struct at_cli *cli, const struct at_modes *m, struct at_guide *g)
{
	if (is_quiet(cli) && g->done)
		at_buffer_clear(&g->said);
	if (!is_quiet(cli) || at_guide_over(g))
		at_modes_show(cli, m, g);
	if (!is_quiet(cli) && at_guide_question(g) != NULL)
		at_modes_say(cli, AT_BOLD, at_guide_question(g));
}

static void run(struct at_cli *cli, const struct at_modes *m, struct at_guide *g, struct at_lines *in)
{
	show(cli, m, g);
	while (at_guide_question(g) != NULL) {
		struct at_slice line = {"", 0};
		if (!at_lines_next(in, &cli->out, &line))
			line = (struct at_slice){"", 0};
		at_guide_line(g, line.ptr == NULL ? "" : line.ptr, line.len);
		show(cli, m, g);
	}
}

static int exit_code(const struct at_guide *g)
{
	if (g->failed)
		return AT_EXIT_FAILED;
	bool keeps = g->mode == &at_mode_challenge || g->mode == &at_mode_journal;
	return g->carded || (!keeps && g->n_offers == 0) ? AT_EXIT_FOUND : AT_EXIT_CLEAN;
}

static const struct at_guide_mode *mode_of(const struct at_cli *cli)
{
	for (size_t i = 0; i < AT_MODES; i++)
		if (strcmp(at_mode_table[i]->name, cli->command->name) == 0)
			return at_mode_table[i];
	return NULL;
}

/* Words that answer the first question: whom, or the journal's line. */
static void first_answer(struct at_cli *cli, struct at_guide *g)
{
	struct at_buffer words = {0};
	at_input_words(cli, &words);
	at_guide_line(g, at_buffer_str(&words), words.len);
	at_buffer_free(&words);
}

static int converse(struct at_cli *cli, const struct at_modes *m, struct at_buffer *partner)
{
	struct at_guide g;
	struct at_lines in;
	bool answer = cli->n_words == 1 && strcmp(cli->words[0], "answer") == 0 && mode_of(cli) == &at_mode_challenge;
	if (!at_lines_open(&in, "-"))
		return AT_EXIT_FAILED;
	at_guide_begin(&g, mode_of(cli), &m->world, answer ? "answer" : NULL, partner->len > 0 ? partner->ptr : NULL, partner->len,
	               NULL, 0);
	if (cli->n_words > 0 && !answer)
		first_answer(cli, &g);
	run(cli, m, &g, &in);
	int code = exit_code(&g);
	at_guide_free(&g);
	return at_lines_close(&in) ? code : AT_EXIT_FAILED;
}

/* `list` and `erase` of the journal. */
static bool journal_words(struct at_cli *cli, const struct at_modes *m, int *code)
{
	struct at_buffer words = {0};
	at_input_words(cli, &words);
	bool done = at_modes_journal(cli, m, at_buffer_str(&words), words.len, true, code);
	at_buffer_free(&words);
	return done;
}

int at_mode_run(struct at_cli *cli)
{
	struct at_modes m = {0};
	struct at_buffer partner = {0};
	bool journal = mode_of(cli) == &at_mode_journal;
	int code = AT_EXIT_FAILED;
	if (cli->n_words == 0 && at_input_is_live(cli))
		return at_coach_run(cli);
	if (at_load_scanner(cli) == AT_EXIT_CLEAN && at_modes_open(&m, cli, (attune_to)cli->options.choice[AT_O_TO], false) &&
	    at_input_partner(cli, &partner)) {
		if (!journal || !journal_words(cli, &m, &code))
			code = converse(cli, &m, &partner);
	}
	at_buffer_free(&partner);
	at_modes_free(&m);
	return code;
}
