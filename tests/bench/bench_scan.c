/* SPDX-License-Identifier: MIT */
/*
 * bench_scan: how long attune takes, beside the naive way in the same run. The corpus is made here, the same on every
 * machine: drafts of some 208 bytes, three in four with a partner text. The naive way tries every pattern of every rule
 * on every message, JIT-compiled and under the same limits; both ways read the text in the same way first. Nothing is
 * asserted about times.
 *
 *   bench_scan cold RUNS COMMAND...   wall time of a command from start to end, beside that of `true`
 *   bench_scan warm                   time a message and bytes a second, both ways
 *   bench_scan count WAY ROUNDS       scans the corpus ROUNDS times after warming up, for a tool that counts instructions; WAY is
 *                                     attune or naive; prints the messages of a round, and of how many patterns it tried one
 *   bench_scan lines N                 N messages as JSON Lines; text: their drafts alone
 *   bench_scan through BYTES FILE COMMAND...  wall and processor time of a command that reads FILE, and megabytes a second
 */
#include "attune/attune.h"
#include "clock.h"
#include "corpus.h"
#include "ruleset/image.h"
#include "ruleset/pattern.h"
#include "text/text.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 9 /* of attune; the median counts */
#define NAIVE_ROUNDS 3
#define NAIVE_MESSAGES 100
#define COUNTED_EVERY 16 /* tools that count are slow: the naive way then tries one pattern in so many, on few messages */

extern char **environ;

/* ---------------------------------------------------------------- the two ways */

struct ways {
	attune_rules *rules;
	attune_scanner *scanner;
	attune_report *report;
	struct at_lexicon lexicon;
	struct at_text text;
	struct at_matcher *matcher;
	struct at_regex **regexes; /* by pattern; NULL: of a guard or condition */
	size_t patterns;           /* of rules */
	size_t found;
};

/* A plain phrase as a regex: its words between word edges. */
static struct at_regex *compile(const attune_rules *rules, const struct at_pattern *p)
{
	struct at_buffer b = {0};
	size_t offset;
	char why[256];
	const char *text = at_string(rules, p->text);
	if (p->plain)
		at_buffer_addf(&b, "(?<!\\w)\\Q%s\\E(?!\\w)", text);
	else
		at_buffer_add(&b, text, p->len);
	struct at_regex *re = at_regex_new(at_buffer_str(&b), b.len, &offset, why);
	at_buffer_free(&b);
	return re;
}

/* The naive way gets one pattern in `every`; 0: none. */
static void open_ways(struct ways *w, uint32_t every)
{
	memset(w, 0, sizeof *w);
	if (attune_rules_load(&w->rules, true, NULL, 0, NULL, NULL, NULL) != ATTUNE_OK ||
	    attune_scanner_new(&w->scanner, w->rules, NULL) != ATTUNE_OK)
		exit(2);
	uint32_t n = w->rules->image->n[AT_S_PATTERNS];
	w->lexicon = at_rules_lexicon(w->rules);
	w->matcher = at_matcher_new();
	w->regexes = calloc(n + 1, sizeof(struct at_regex *));
	at_text_init(&w->text);
	if (w->matcher == NULL || w->regexes == NULL)
		exit(2);
	for (uint32_t i = 0; i < n && every != 0; i++) {
		const struct at_pattern *p = at_pattern_at(w->rules, i);
		if (p->role != AT_ROLE_RULE)
			continue;
		if (w->patterns++ % every == 0)
			w->regexes[i] = compile(w->rules, p);
	}
}

static void close_ways(struct ways *w)
{
	for (uint32_t i = 0; i < w->rules->image->n[AT_S_PATTERNS]; i++)
		at_regex_free(w->regexes[i]);
	free(w->regexes);
	at_matcher_free(w->matcher);
	at_text_free(&w->text);
	attune_report_free(w->report);
	attune_scanner_free(w->scanner);
	attune_rules_free(w->rules);
}

static void scan(struct ways *w, const struct message *m)
{
	if (attune_scan(&w->report, w->scanner, m->draft, m->draft_len, m->partner, m->partner_len, NULL) != ATTUNE_OK)
		exit(2);
	w->found += attune_report_findings(w->report);
}

static void try_all(struct ways *w, const char *text, size_t len, unsigned target)
{
	char why[256];
	size_t start, end;
	if (at_text_read(&w->text, &w->lexicon, text, len, NULL) != ATTUNE_OK)
		exit(2);
	for (uint32_t i = 0; i < w->rules->image->n[AT_S_PATTERNS]; i++)
		if (w->regexes[i] != NULL && (at_pattern_at(w->rules, i)->target & target) != 0)
			w->found += at_regex_match(w->regexes[i], w->matcher, w->text.normal.ptr, w->text.normal.len, 0, SIZE_MAX,
			                           &start, &end, why) == AT_MATCH_FOUND;
}

static void try_naively(struct ways *w, const struct message *m)
{
	if (m->partner != NULL)
		try_all(w, m->partner, m->partner_len, AT_ON_PARTNER);
	try_all(w, m->draft, m->draft_len, AT_ON_DRAFT);
}

typedef void (*way_fn)(struct ways *w, const struct message *m);

static void round_of(struct ways *w, way_fn way, size_t messages)
{
	w->found = 0;
	for (size_t i = 0; i < messages; i++)
		way(w, &corpus[i]);
}

/* Seconds of processor time a message, the median of several rounds after one to warm up. */
static double median_round(struct ways *w, way_fn way, size_t rounds, size_t messages)
{
	double times[ROUNDS];
	round_of(w, way, messages);
	for (size_t i = 0; i < rounds; i++) {
		double start = now(CLOCK_PROCESS_CPUTIME_ID);
		round_of(w, way, messages);
		times[i] = (now(CLOCK_PROCESS_CPUTIME_ID) - start) / (double)messages;
	}
	return quantile(times, rounds, 0.5);
}

static void print_way(const char *name, double time, size_t messages)
{
	size_t bytes = 0;
	for (size_t i = 0; i < messages; i++)
		bytes += corpus[i].draft_len + corpus[i].partner_len;
	printf("%-38s %9.1f us a message %7.3f MB/s  ", name, time * 1e6, (double)bytes / (double)messages / time / 1e6);
}

static void warm(void)
{
	struct ways w;
	make_corpus();
	open_ways(&w, 1);
	size_t drafts = 0;
	for (size_t i = 0; i < MESSAGES; i++)
		drafts += corpus[i].draft_len;
	printf("corpus: %d messages, drafts of %zu bytes on average, %zu bytes with their partner texts\n", MESSAGES,
	       drafts / MESSAGES, corpus_bytes / MESSAGES);
	double ours = median_round(&w, scan, ROUNDS, MESSAGES);
	print_way("attune, warm", ours, MESSAGES);
	printf("%.1f findings a message\n", (double)w.found / MESSAGES);
	double naive = median_round(&w, try_naively, NAIVE_ROUNDS, NAIVE_MESSAGES);
	print_way("every pattern on every message, JIT", naive, NAIVE_MESSAGES);
	printf("%zu patterns\n", w.patterns);
	printf("%-38s %9.1f times\n", "the naive way takes", naive / ours);
	close_ways(&w);
	free_corpus();
}

static void count(const char *way, size_t rounds)
{
	struct ways w;
	bool naive = strcmp(way, "naive") == 0;
	size_t messages = naive ? 10 : 40;
	make_corpus();
	open_ways(&w, naive ? COUNTED_EVERY : 0);
	/* What a message of a round needs is compiled by the JIT when it has been called this often. */
	for (size_t i = 0; i < rounds + AT_JIT_AFTER; i++)
		round_of(&w, naive ? try_naively : scan, messages);
	printf("%zu %d\n", messages, naive ? COUNTED_EVERY : 1);
	close_ways(&w);
	free_corpus();
}

/* ---------------------------------------------------------------- cold */

/* Wall time of one run, its output thrown away. */
static double run_once(char **argv)
{
	posix_spawn_file_actions_t quiet;
	pid_t pid;
	int status;
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	double start = now(CLOCK_MONOTONIC);
	if (posix_spawnp(&pid, argv[0], &quiet, NULL, argv, environ) != 0 || waitpid(pid, &status, 0) != pid) {
		fprintf(stderr, "%s does not run\n", argv[0]);
		exit(2);
	}
	double time = now(CLOCK_MONOTONIC) - start;
	posix_spawn_file_actions_destroy(&quiet);
	return time;
}

static void cold(size_t runs, char **argv)
{
	char name[] = "true";
	char *nothing[] = {name, NULL};
	double *ours = calloc(runs, sizeof *ours), *floor = calloc(runs, sizeof *floor);
	if (ours == NULL || floor == NULL)
		exit(2);
	run_once(argv);
	for (size_t i = 0; i < runs; i++) { /* in turn, so that what else the machine does meets both */
		ours[i] = run_once(argv);
		floor[i] = run_once(nothing);
	}
	double a = quantile(ours, runs, 0.5), b = quantile(floor, runs, 0.5);
	printf("median %.2f ms, 95%% within %.2f ms; `true` %.2f ms; %.2f ms above it\n", a * 1e3, quantile(ours, runs, 0.95) * 1e3,
	       b * 1e3, (a - b) * 1e3);
	free(ours);
	free(floor);
}

/* ---------------------------------------------------------------- lines */

static void print_quoted(const char *text, size_t len)
{
	putchar('"');
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '\n') {
			fputs("\\n", stdout);
			continue;
		}
		if (text[i] == '"' || text[i] == '\\')
			putchar('\\');
		putchar(text[i]);
	}
	putchar('"');
}

static void lines(size_t n, bool whole)
{
	make_corpus();
	for (size_t i = 0; i < n; i++) {
		const struct message *m = &corpus[i % MESSAGES];
		if (!whole) {
			printf("%.*s\n\n", (int)m->draft_len, m->draft);
			continue;
		}
		printf("{\"id\": %zu, \"draft\": ", i);
		print_quoted(m->draft, m->draft_len);
		if (m->partner != NULL) {
			fputs(", \"partner\": ", stdout);
			print_quoted(m->partner, m->partner_len);
		}
		puts("}");
	}
	free_corpus();
}

static void through(double bytes, const char *file, char **argv)
{
	posix_spawn_file_actions_t io;
	struct rusage before, after;
	pid_t pid;
	int status;
	posix_spawn_file_actions_init(&io);
	posix_spawn_file_actions_addopen(&io, STDIN_FILENO, file, O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&io, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	posix_spawn_file_actions_addopen(&io, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	getrusage(RUSAGE_CHILDREN, &before);
	double start = now(CLOCK_MONOTONIC);
	if (posix_spawnp(&pid, argv[0], &io, NULL, argv, environ) != 0 || waitpid(pid, &status, 0) != pid) {
		fprintf(stderr, "%s does not run\n", argv[0]);
		exit(2);
	}
	double wall = now(CLOCK_MONOTONIC) - start;
	getrusage(RUSAGE_CHILDREN, &after);
	double cpu = (double)(after.ru_utime.tv_sec - before.ru_utime.tv_sec) +
	             (double)(after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1e6 +
	             (double)(after.ru_stime.tv_sec - before.ru_stime.tv_sec) +
	             (double)(after.ru_stime.tv_usec - before.ru_stime.tv_usec) / 1e6;
	posix_spawn_file_actions_destroy(&io);
	printf("%7.2f s, %7.2f s of processor time, %7.2f MB/s\n", wall, cpu, bytes / wall / 1e6);
}

int main(int argc, char **argv)
{
	size_t number = argc > 2 ? strtoul(argv[argc > 3 && strcmp(argv[1], "count") == 0 ? 3 : 2], NULL, 10) : 0;
	if (argc == 2 && strcmp(argv[1], "warm") == 0)
		warm();
	else if (argc == 4 && strcmp(argv[1], "count") == 0 && number > 0)
		count(argv[2], number);
	else if (argc == 3 && (strcmp(argv[1], "lines") == 0 || strcmp(argv[1], "text") == 0))
		lines(number, argv[1][0] == 'l');
	else if (argc > 4 && strcmp(argv[1], "through") == 0)
		through((double)number, argv[3], argv + 4);
	else if (argc > 3 && strcmp(argv[1], "cold") == 0 && number > 0)
		cold(number, argv + 3);
	else
		return 2;
	return 0;
}
