/* SPDX-License-Identifier: MIT */
/*
 * scanprogress.c: how far a long scan is: lines, megabytes a second, and the share that is done when the size of the input is known. Output: one
 * line on standard error, drawn over itself and taken away at the end; only on a terminal, and only when the answers go somewhere else.
 */
#include "cli/scanjobs.h"
#include <string.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST 1000.0 /* milliseconds before anything is said */
#define EVERY 250.0

static void put(const char *text)
{
	/* A line that can't be drawn is not missed. */
	(void)!write(STDERR_FILENO, text, strlen(text));
}

/* Bytes of all the input; 0 when some of it is no regular file. */
static uint64_t size_of_all(const struct at_cli *cli)
{
	uint64_t sum = 0;
	for (size_t i = 0; i < cli->n_words || i == 0; i++) {
		struct stat st;
		const char *path = i < cli->n_words ? cli->words[i] : "-";
		int failed = strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &st) : stat(path, &st);
		if (failed == 0 && !S_ISREG(st.st_mode))
			return 0;
		sum += failed == 0 ? (uint64_t)st.st_size : 0;
	}
	return sum;
}

void at_scan_progress_open(struct at_scan_progress *p, const struct at_cli *cli)
{
	const char *term = getenv("TERM");
	*p = (struct at_scan_progress){.start = at_out_clock()};
	p->next = p->start + FIRST;
	p->wanted = isatty(STDERR_FILENO) == 1 && !cli->out.terminal && !cli->out.plain && !at_given(&cli->options, AT_O_QUIET) &&
	            term != NULL && strcmp(term, "dumb") != 0;
	p->size = p->wanted ? size_of_all(cli) : 0;
}

void at_scan_progress_tell(struct at_scan_progress *p, size_t lines, uint64_t bytes)
{
	double now = p->wanted ? at_out_clock() : 0;
	struct at_buffer text = {0};
	if (!p->wanted || now < p->next)
		return;
	p->next = now + EVERY;
	at_buffer_addf(&text, "\r\x1b[K%zu lines, %.1f MB/s", lines, (double)bytes / 1e3 / (now - p->start));
	if (p->size > 0)
		at_buffer_addf(&text, ", %.0f %%", bytes < p->size ? 100.0 * (double)bytes / (double)p->size : 100.0);
	put(at_buffer_str(&text));
	p->shown = true;
	at_buffer_free(&text);
}

void at_scan_progress_erase(struct at_scan_progress *p)
{
	if (p->shown)
		put("\r\x1b[K");
	p->shown = false;
}
