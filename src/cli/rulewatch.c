/* SPDX-License-Identifier: MIT */
/*
 * rulewatch.c: `attune rules test --watch`. Input: rule files that somebody is editing; output: after each save the lines that are
 * new, those that are gone, and the count. A look at names, sizes and times of the files three times a second sees every way in
 * which editors save (watch.h); while nothing changes it does no more.
 */
#include "cli/load.h"
#include "cli/ruletest.h"
#include "cli/show.h"
#include "cli/watch.h"
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define EVERY_NS 300000000L

/* What the rule files look like: the places of the user, and the words that are files. */
static uint64_t look(const struct at_cli *cli)
{
	struct stat st;
	uint64_t sum = at_load_sum(&cli->options);
	for (size_t i = 0; i < cli->n_words; i++)
		if (stat(cli->words[i], &st) == 0)
			sum = at_watch_sum(sum, cli->words[i]);
	return sum;
}

/* Whether two lines say the same: a line of the file may have moved. */
static bool same(const char *a, size_t la, const char *b, size_t lb)
{
	size_t i = 0, k = 0;
	while (i < la && k < lb) {
		while (i < la && a[i] >= '0' && a[i] <= '9')
			i++;
		while (k < lb && b[k] >= '0' && b[k] <= '9')
			k++;
		if (i == la || k == lb)
			break;
		if (a[i++] != b[k++])
			return false;
	}
	return i == la && k == lb;
}

static bool is_in(const char *line, size_t len, const char *text)
{
	for (size_t n; *text != 0; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		if (same(line, len, text, n))
			return true;
	}
	return false;
}

/* The lines of `text` that aren't in `other`, the closing one left out. */
static size_t show_new(struct at_out *out, const char *what, enum at_style style, const char *text, const char *other)
{
	size_t shown = 0;
	for (size_t n; *text != 0; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		bool last = text[n] == 0 || text[n + 1] == 0;
		if (last || is_in(text, n, other))
			continue;
		at_out_text(out, style, what);
		at_buffer_add(&out->bytes, text, n);
		at_buffer_add_char(&out->bytes, '\n');
		shown++;
	}
	return shown;
}

static void show_count(struct at_out *out, const char *text)
{
	char clock[16] = "";
	time_t now = time(NULL);
	struct tm tm;
	size_t len = strlen(text), start;
	if (localtime_r(&now, &tm) != NULL)
		(void)strftime(clock, sizeof clock, "%H:%M:%S", &tm);
	for (start = len > 0 ? len - 1 : 0; start > 0 && text[start - 1] != '\n'; start--)
		;
	at_out_text(out, AT_DIM, clock);
	at_buffer_addf(&out->bytes, "  %s", len > 0 ? text + start : "the rules could not be loaded\n");
}

/* Runs it and shows what is new since `*before`, which is then this run's. False when memory ran out or nobody reads. */
static bool round_of(struct at_cli *cli, int (*run)(struct at_cli *), char **before, int *code)
{
	at_load_forget(cli);
	cli->problems = cli->broken = 0;
	*code = run(cli);
	char *now = strdup(at_buffer_str(&cli->out.bytes));
	at_buffer_clear(&cli->out.bytes);
	if (now == NULL)
		return false;
	show_new(&cli->out, "mended  ", AT_GOOD, *before, now);
	show_new(&cli->out, "", AT_PLAIN, now, *before);
	show_count(&cli->out, now);
	free(*before);
	*before = now;
	return at_out_flush(&cli->out);
}

int at_rulewatch(struct at_cli *cli, int (*run)(struct at_cli *cli))
{
	const struct timespec wait = {0, EVERY_NS};
	sigset_t ends, old;
	int code = AT_EXIT_FAILED;
	char *before = strdup("");
	uint64_t seen = look(cli);
	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	(void)sigprocmask(SIG_BLOCK, &ends, &old);
	/* Where nothing can be tested there is nothing to wait for. */
	bool ok = before != NULL && round_of(cli, run, &before, &code) && code != AT_EXIT_FAILED;
	while (ok && sigtimedwait(&ends, NULL, &wait) < 0) {
		uint64_t now = look(cli);
		if (now == seen || errno == EINVAL)
			continue;
		seen = now;
		ok = round_of(cli, run, &before, &code);
	}
	(void)sigprocmask(SIG_SETMASK, &old, NULL);
	free(before);
	return ok ? code : AT_EXIT_FAILED;
}
