/* SPDX-License-Identifier: MIT */
/*
 * scanlines.c: `attune scan`. Input: JSON Lines from files or standard input; output: one line of JSON for each that isn't
 * empty, in order, whatever the number of jobs. A line that can't be read costs only itself. This file answers the lines of a block and tells how it
 * went; scanjobs.c has the blocks.
 */
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/scanjobs.h"
#include <string.h>

#define JOBS_MOST 64

bool at_scan_job_open(struct at_scan_job *job, const struct at_cli *cli)
{
	*job = (struct at_scan_job){.cli = cli};
	return at_load_new_scanner(&job->scanner, cli->rules);
}

void at_scan_job_close(struct at_scan_job *job)
{
	at_json_line_free(&job->line);
	at_buffer_free(&job->message);
	attune_report_free(job->report);
	attune_offers_free(job->offers);
	attune_scanner_free(job->scanner);
}

/* Scans the texts of the line. False, with the reason in job->message, when the library refuses them. */
static bool scan(struct at_scan_job *job)
{
	attune_error *err = NULL;
	struct at_slice draft = job->line.draft, partner = job->line.partner;
	const struct at_options *o = &job->cli->options;
	attune_wish wish = {(attune_goal)o->choice[AT_O_GOAL], (attune_to)o->choice[AT_O_TO], 0, 0};
	attune_status status = attune_scan(&job->report, job->scanner, draft.ptr, draft.len, partner.ptr, partner.len, &err);
	if (status == ATTUNE_OK && at_given(o, AT_O_REWRITE))
		status = attune_rewrite(&job->offers, job->scanner, draft.ptr, draft.len, partner.ptr, partner.len, &wish, &err);
	if (status == ATTUNE_OK)
		return true;
	at_buffer_add_str(&job->message, attune_error_message(err));
	attune_error_free(err);
	return false;
}

static void note_troubles(struct at_scan_block *block, const attune_report *report)
{
	const attune_error *e;
	for (size_t i = 0; (e = attune_report_trouble(report, i)) != NULL; i++) {
		at_load_format(&block->troubles, e);
		at_buffer_add_char(&block->troubles, '\n');
	}
}

/* True when the line was answered with a report, false when with an error. */
static bool answer(struct at_scan_job *job, struct at_scan_block *block, struct at_slice text, size_t number)
{
	struct at_json_line *line = &job->line;
	at_buffer_clear(&job->message);
	bool ok = at_json_line_parse(line, text.ptr, text.len, &job->message) && scan(job);
	if (ok) {
		note_troubles(block, job->report);
		at_json_report(&block->answers, line->id, line, job->cli->rules, job->report, job->offers, line->draft);
	} else
		at_json_error(&block->answers, line->id, number, at_buffer_str(&job->message), job->message.len);
	return ok;
}

static void refuse_long(struct at_scan_block *block)
{
	static const char message[] = "the line is longer than 8 MiB";
	at_json_error(&block->answers, (struct at_slice){"null", 4}, block->first, message, sizeof message - 1);
	block->n = block->bad = 1;
}

void at_scan_block_answer(struct at_scan_job *job, struct at_scan_block *block)
{
	const char *at = block->lines.ptr, *end = at + block->lines.len;
	at_buffer_clear(&block->answers);
	at_buffer_clear(&block->troubles);
	block->n = block->bad = 0;
	if (block->too_long) {
		refuse_long(block);
		return;
	}
	for (size_t number = block->first; at < end; number++) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		struct at_slice line = {at, (size_t)((stop == NULL ? end : stop) - at)};
		at += line.len + 1;
		if (at_line_blank(line))
			continue;
		block->n++;
		block->bad += !answer(job, block, line, number);
	}
}

int at_scanlines_run(struct at_cli *cli)
{
	unsigned jobs = 1;
	if (!at_options_number(&cli->options, AT_O_JOBS, JOBS_MOST, &jobs)) {
		at_usage(cli, "--jobs wants a number from 1 to %d, not \"%s\"", JOBS_MOST, cli->options.value[AT_O_JOBS]);
		return AT_EXIT_FAILED;
	}
	if (at_load_rules(cli, NULL, 0) != AT_EXIT_CLEAN)
		return AT_EXIT_FAILED;
	struct at_scan_tally tally = at_scanjobs_run(cli, jobs);
	if (tally.bad > 0 && !at_given(&cli->options, AT_O_QUIET))
		at_complain("%zu of %zu lines could not be read; their answers say why", tally.bad, tally.lines);
	return tally.bad > 0 && at_given(&cli->options, AT_O_STRICT) ? AT_EXIT_FAILED : tally.code;
}
