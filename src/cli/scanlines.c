/* SPDX-License-Identifier: MIT */
/*
 * scanlines.c: `attune scan`. Input: JSON Lines from files or standard input; output: one line of JSON for each that isn't
 * empty, in order. A line that can't be read costs only itself. Memory stays within one line (16 MiB at most) and its
 * answer. Answers are written when there is a good deal of them and before every wait for more input, so that a program
 * on the other end of a pipe gets each answer without asking.
 */
#include "cli/commands.h"
#include "cli/lines.h"
#include "cli/load.h"

#define FLUSH ((size_t)1 << 16)

struct tally {
	size_t lines, bad, troubled;
};

/* Troubles are told for the first few lines only, so that one slow rule does not fill the terminal. */
#define TROUBLES_TOLD 5

/* Scans the texts of a line. False, with the reason in `message`, when the library refuses them. */
static bool scan(struct at_cli *cli, const struct at_json_line *line, struct at_buffer *message)
{
	attune_error *err = NULL;
	struct at_slice draft = line->draft, partner = line->partner;
	const struct at_options *o = &cli->options;
	attune_wish wish = {(attune_goal)o->choice[AT_O_GOAL], (attune_to)o->choice[AT_O_TO], 0, 0};
	attune_status status = attune_scan(&cli->report, cli->scanner, draft.ptr, draft.len, partner.ptr, partner.len, &err);
	if (status == ATTUNE_OK && at_given(o, AT_O_REWRITE))
		status = attune_rewrite(&cli->offers, cli->scanner, draft.ptr, draft.len, partner.ptr, partner.len, &wish, &err);
	if (status == ATTUNE_OK)
		return true;
	at_buffer_add_str(message, attune_error_message(err));
	attune_error_free(err);
	return false;
}

/* True when the line was answered with a report, false when with an error. */
static bool answer(struct at_cli *cli, struct at_slice text, size_t number, struct tally *tally)
{
	struct at_buffer message = {0};
	struct at_json_line line = {0};
	bool ok = at_json_line_parse(&line, text.ptr, text.len, &message) && scan(cli, &line, &message);
	if (ok && attune_report_troubles(cli->report) != 0 && tally->troubled++ < TROUBLES_TOLD)
		at_load_troubles(cli);
	if (ok)
		at_json_report(&cli->out.bytes, line.id, &line, cli->rules, cli->report, cli->offers, line.draft);
	else
		at_json_error(&cli->out.bytes, line.id, number, at_buffer_str(&message), message.len);
	at_json_line_free(&line);
	at_buffer_free(&message);
	return ok;
}

static void refuse_long(struct at_cli *cli, size_t number)
{
	static const char message[] = "the line is longer than 16 MiB";
	at_json_error(&cli->out.bytes, (struct at_slice){"null", 4}, number, message, sizeof message - 1);
}

static int scan_file(struct at_cli *cli, const char *path, struct tally *tally)
{
	struct at_lines in;
	struct at_slice line;
	if (!at_lines_open(&in, path))
		return AT_EXIT_FAILED;
	while (at_lines_next(&in, &cli->out, &line)) {
		if (!in.long_line && at_line_blank(line))
			continue;
		tally->lines++;
		if (in.long_line) {
			refuse_long(cli, in.number);
			tally->bad++;
		} else if (!answer(cli, line, in.number, tally))
			tally->bad++;
		if ((cli->out.bytes.len >= FLUSH || cli->out.terminal) && !at_out_flush(&cli->out))
			break;
	}
	return !at_lines_close(&in) || cli->out.error != 0 ? AT_EXIT_FAILED : AT_EXIT_CLEAN;
}

int at_scanlines_run(struct at_cli *cli)
{
	struct tally tally = {0};
	int worst = at_load_scanner(cli);
	if (worst != AT_EXIT_CLEAN)
		return worst;
	if (cli->n_words == 0)
		worst = scan_file(cli, "-", &tally);
	for (size_t i = 0; i < cli->n_words && cli->out.error == 0; i++) {
		int code = scan_file(cli, cli->words[i], &tally);
		worst = code > worst ? code : worst;
	}
	if (tally.bad > 0 && !at_given(&cli->options, AT_O_QUIET))
		at_complain("%zu of %zu lines could not be read; their answers say why", tally.bad, tally.lines);
	return tally.bad > 0 && at_given(&cli->options, AT_O_STRICT) ? AT_EXIT_FAILED : worst;
}
