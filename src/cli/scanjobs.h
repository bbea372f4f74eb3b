/* SPDX-License-Identifier: MIT */
/*
 * scanjobs: many lines scanned by several jobs at once, answered in order. Internal to `attune scan`: scanjobs.c hands blocks of lines out
 * and writes their answers, scanlines.c answers the lines of a block, scanprogress.c says how far it is. May call lines, output, the library.
 */
#ifndef AT_CLI_SCANJOBS_H
#define AT_CLI_SCANJOBS_H

#include "cli/cli.h"
#include "cli/json.h"
#include "cli/lines.h"

/* Some whole lines and, once a job has seen to them, their answers. */
struct at_scan_block {
	struct at_buffer lines, answers;
	struct at_buffer troubles; /* of rules that needed too much work: messages, a newline after each */
	size_t first;              /* the number of the first line in its file */
	size_t n, bad;             /* lines that aren't empty; those answered with an error */
	uint64_t end;              /* bytes of input up to here, all files together */
	bool too_long;             /* a single line, whose bytes are gone */
	bool done;
};

/* What one job works with; no other touches it. */
struct at_scan_job {
	const struct at_cli *cli;
	attune_scanner *scanner;
	attune_report *report;
	attune_offers *offers;
	struct at_json_line line;
	struct at_buffer message;
};
/* False, with the reason told, when memory ran out. Either way close it. */
bool at_scan_job_open(struct at_scan_job *job, const struct at_cli *cli);
void at_scan_job_close(struct at_scan_job *job);
/* Fills in answers, troubles, n and bad. */
void at_scan_block_answer(struct at_scan_job *job, struct at_scan_block *block);

/* A line on the terminal that says how far it is; nothing where that would be in the way. */
struct at_scan_progress {
	bool wanted, shown;
	double start, next; /* milliseconds: when it began, when to say something again */
	uint64_t size;      /* bytes of input; 0: unknown */
};
void at_scan_progress_open(struct at_scan_progress *p, const struct at_cli *cli);
void at_scan_progress_tell(struct at_scan_progress *p, size_t lines, uint64_t bytes);
/* Takes the line away, before something else is said there. */
void at_scan_progress_erase(struct at_scan_progress *p);

/* What became of all the lines. */
struct at_scan_tally {
	size_t lines, bad;
	int code; /* AT_EXIT_FAILED when a file could not be read or the answers not be written */
};
/* Scans all files (none: standard input) with `jobs` jobs. */
struct at_scan_tally at_scanjobs_run(struct at_cli *cli, unsigned jobs);

#endif
