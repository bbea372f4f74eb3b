/* SPDX-License-Identifier: MIT */
/*
 * practice.c: `attune practice`. On a terminal it is the coach with practice begun; else answers are read from standard input, a
 * line each, until they end.
 */
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/config.h"
#include "cli/drills.h"
#include "cli/lines.h"
#include "cli/load.h"

static void prompt(struct at_cli *cli, const struct at_practice *p)
{
	if (!at_practice_done(p))
		at_buffer_addf(&cli->out.bytes, "%s\n", at_practice_prompt(p));
}

static int drill(struct at_cli *cli, struct at_practice *p)
{
	struct at_lines in;
	struct at_slice line;
	at_practice_begin(p, at_drills_now());
	bool nothing = at_practice_done(p);
	if (nothing || !at_lines_open(&in, "-"))
		return nothing ? AT_EXIT_FOUND : AT_EXIT_FAILED;
	prompt(cli, p);
	while (!at_practice_done(p) && at_lines_next(&in, &cli->out, &line)) {
		if (line.len > 0 && line.ptr[line.len - 1] == '\r')
			line.len--;
		at_practice_line(p, line.ptr, line.len, at_drills_now());
		prompt(cli, p);
	}
	bool carded = at_practice_done(p) && attune_report_card(at_practice_report(p)) != NULL;
	if (!at_practice_done(p)) {
		at_buffer_add_char(&cli->out.bytes, '\n');
		at_practice_leave(p);
	}
	return !at_lines_close(&in) ? AT_EXIT_FAILED : carded ? AT_EXIT_FOUND : AT_EXIT_CLEAN;
}

/* Settings hold for the command, too; what is wrong in them is told by the coach. */
static bool remembers(void)
{
	struct at_config config;
	at_config_init(&config);
	(void)at_config_load(&config, NULL, NULL);
	bool on = config.value[AT_S_REMEMBER] == 1;
	at_config_free(&config);
	return on;
}

int at_practice_run(struct at_cli *cli)
{
	struct at_drills d = {.wish = {.skill = AT_SKILLS}};
	const char *odd;
	int code = AT_EXIT_FAILED;
	if (!at_drills_wish(&d.wish, (const char *const *)cli->words, cli->n_words, &odd))
		return at_usage(cli, "practice knows no \"%s\"", odd);
	if (at_input_is_live(cli))
		return at_coach_run(cli);
	if (at_given(&cli->options, AT_O_TO))
		d.wish.to = (attune_to)cli->options.choice[AT_O_TO];
	d.wish.remember = remembers();
	if (at_load_scanner(cli) == AT_EXIT_CLEAN && at_drills_open(&d, cli))
		code = drill(cli, d.practice);
	at_drills_free(&d);
	return code;
}
