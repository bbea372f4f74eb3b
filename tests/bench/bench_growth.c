/* SPDX-License-Identifier: MIT */
/*
 * bench_growth: how attune's cost grows with the rules and with what it is asked for, and what memory it takes. Rules are made here,
 * of words made at random, the same on every machine; the corpus is that of bench_scan. The naive way tries each pattern on each
 * message, JIT-compiled, in the same run. Nothing is asserted.
 *
 *   bench_growth rules                      time a message with 100 to 5,000 rules, both ways
 *   bench_growth rewrite                    time of the replies to a message, beside its scan
 *   bench_growth memory FILE COMMAND...     the most memory a command took that reads FILE, and what of it is its own (no files mapped)
 */
#include "attune/attune.h"
#include "clock.h"
#include "corpus.h"
#include "ruleset/image.h"
#include "ruleset/pattern.h"
#include "text/text.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 5 /* the median counts */
#define NAIVE_MESSAGES 50
#define STEPS 5

static void need(bool ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "%s failed\n", what);
	exit(2);
}

/* ---------------------------------------------------------------- rules made at random */

static void add_made_word(struct at_buffer *b)
{
	static const char *const parts[] = {"ba",  "cor", "den", "fi", "gal", "hu",  "lin",
	                                    "mor", "ne",  "par", "ri", "sta", "tel", "vo"};
	for (uint32_t n = 2 + below(2); n > 0; n--)
		at_buffer_add_str(b, ONE_OF(parts));
}

/* Rules in the manner of the shipped ones: a few words of every day, then one or two that are rare. */
static void write_rules(const char *path, uint32_t n)
{
	struct at_buffer b = {0};
	FILE *f = fopen(path, "w");
	need(f != NULL, path);
	fputs("kind: flag\ncategory: bench\nrules:\n", f);
	for (uint32_t i = 0; i < n; i++) {
		at_buffer_clear(&b);
		at_buffer_addf(&b,
		               "  - {id: bench/r%u, patterns: ['\\b(?:you|they|we) (?:always|never|should|just) (?:\\w+ ){0,3}(?:",
		               (unsigned)i);
		add_made_word(&b);
		at_buffer_add_str(&b, "ing|");
		add_made_word(&b);
		at_buffer_add_str(&b, "ed|");
		add_made_word(&b);
		at_buffer_add_str(&b, ")\\b']}\n");
		fputs(at_buffer_str(&b), f);
	}
	at_buffer_free(&b);
	need(fclose(f) == 0, path);
}

/* ---------------------------------------------------------------- growth */

/* Seconds of processor time a message. */
static double scan_all(attune_scanner *s, attune_report **report)
{
	double times[ROUNDS];
	for (int i = -1; i < ROUNDS; i++) {
		double start = now(CLOCK_PROCESS_CPUTIME_ID);
		for (size_t k = 0; k < MESSAGES; k++)
			need(attune_scan(report, s, corpus[k].draft, corpus[k].draft_len, corpus[k].partner, corpus[k].partner_len,
			                 NULL) == ATTUNE_OK,
			     "scan");
		if (i >= 0)
			times[i] = (now(CLOCK_PROCESS_CPUTIME_ID) - start) / MESSAGES;
	}
	return quantile(times, ROUNDS, 0.5);
}

static double try_all(const attune_rules *rules)
{
	uint32_t n = rules->image->n[AT_S_PATTERNS];
	struct at_regex **all = calloc(n, sizeof *all);
	struct at_matcher *m = at_matcher_new();
	struct at_text text;
	struct at_lexicon lexicon = at_rules_lexicon(rules);
	char why[256];
	size_t at, start, end;
	double took = 0;
	need(all != NULL && m != NULL, "memory");
	at_text_init(&text);
	for (uint32_t i = 0; i < n; i++)
		all[i] = at_regex_new(at_string(rules, at_pattern_at(rules, i)->text), at_pattern_at(rules, i)->len, &at, why);
	for (unsigned round = 0; round < 2; round++) { /* the first makes the JIT compile them all */
		double from = now(CLOCK_PROCESS_CPUTIME_ID);
		for (size_t k = 0; k < NAIVE_MESSAGES; k++) {
			need(at_text_read(&text, &lexicon, corpus[k].draft, corpus[k].draft_len, NULL) == ATTUNE_OK, "reading");
			for (uint32_t i = 0; i < n; i++)
				at_regex_match(all[i], m, text.normal.ptr, text.normal.len, 0, SIZE_MAX, &start, &end, why);
		}
		took = (now(CLOCK_PROCESS_CPUTIME_ID) - from) / NAIVE_MESSAGES;
	}
	for (uint32_t i = 0; i < n; i++)
		at_regex_free(all[i]);
	at_text_free(&text);
	at_matcher_free(m);
	free(all);
	return took;
}

static void bar(double share)
{
	for (unsigned i = 0; i < (unsigned)(share * 40 + 0.5); i++)
		putchar('#');
	putchar('\n');
}

static void growth(void)
{
	static const uint32_t counts[STEPS] = {100, 500, 1000, 2000, 5000};
	char path[] = "/tmp/attune-bench-XXXXXX";
	double ours[STEPS], naive[STEPS];
	int fd = mkstemp(path);
	need(fd >= 0 && close(fd) == 0, path);
	for (int i = 0; i < STEPS; i++) {
		const char *paths[] = {path};
		attune_rules *rules = NULL;
		attune_scanner *s = NULL;
		attune_report *report = NULL;
		write_rules(path, counts[i]);
		need(attune_rules_load(&rules, false, paths, 1, NULL, NULL, NULL) == ATTUNE_OK, "loading");
		need(attune_scanner_new(&s, rules, NULL) == ATTUNE_OK, "memory");
		ours[i] = scan_all(s, &report);
		naive[i] = try_all(rules);
		attune_report_free(report);
		attune_scanner_free(s);
		attune_rules_free(rules);
	}
	unlink(path);
	printf("%-8s %12s %14s %8s  growth of attune, of the naive way (from 100 rules)\n", "rules", "attune", "naive", "ratio");
	for (int i = 0; i < STEPS; i++)
		printf("%-8u %9.1f us %11.1f us %8.1f  %.2f, %.1f\n", (unsigned)counts[i], ours[i] * 1e6, naive[i] * 1e6,
		       naive[i] / ours[i], ours[i] / ours[0], naive[i] / naive[0]);
	for (int i = 0; i < STEPS; i++) {
		printf("%5u  attune ", (unsigned)counts[i]);
		bar(ours[i] / naive[STEPS - 1]);
		printf("%5s  naive  ", "");
		bar(naive[i] / naive[STEPS - 1]);
	}
}

/* ---------------------------------------------------------------- replies */

static void rewrite(void)
{
	attune_rules *rules = NULL;
	attune_scanner *s = NULL;
	attune_report *report = NULL;
	attune_offers *offers = NULL;
	size_t answered = 0, made = 0;
	double times[ROUNDS];
	need(attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) == ATTUNE_OK, "loading");
	need(attune_scanner_new(&s, rules, NULL) == ATTUNE_OK, "memory");
	double scanned = scan_all(s, &report);
	for (int i = -1; i < ROUNDS; i++) {
		double start = now(CLOCK_PROCESS_CPUTIME_ID);
		answered = made = 0;
		for (size_t k = 0; k < MESSAGES; k++) {
			if (corpus[k].partner == NULL)
				continue;
			need(attune_rewrite(&offers, s, corpus[k].draft, corpus[k].draft_len, corpus[k].partner,
			                    corpus[k].partner_len, NULL, NULL) == ATTUNE_OK,
			     "rewriting");
			answered++;
			made += attune_offers_count(offers);
		}
		if (i >= 0)
			times[i] = (now(CLOCK_PROCESS_CPUTIME_ID) - start) / (double)answered;
	}
	double took = quantile(times, ROUNDS, 0.5);
	printf("%-38s %9.1f us a message, %.1f offers; %.1f times its scan\n", "replies", took * 1e6,
	       (double)made / (double)answered, took / scanned);
	attune_offers_free(offers);
	attune_report_free(report);
	attune_scanner_free(s);
	attune_rules_free(rules);
}

/* ---------------------------------------------------------------- memory */

/* The largest that a field of /proc/PID/status has been, in KiB. */
static void look(pid_t pid, const char *field, long *most)
{
	char path[64], line[256];
	snprintf(path, sizeof path, "/proc/%ld/status", (long)pid);
	FILE *f = fopen(path, "r");
	while (f != NULL && fgets(line, sizeof line, f) != NULL) {
		long kib = 0;
		if (strncmp(line, field, strlen(field)) == 0 && sscanf(line + strlen(field), ": %ld", &kib) == 1 && kib > *most)
			*most = kib;
	}
	if (f != NULL)
		fclose(f);
}

static void memory(const char *input, char **argv)
{
	long all = 0, own = 0;
	int status = 0;
	pid_t pid = fork();
	need(pid >= 0, "fork");
	if (pid == 0) {
		int in = open(input, O_RDONLY), out = open("/dev/null", O_WRONLY);
		if (in >= 0 && out >= 0 && dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0)
			execv(argv[0], argv);
		_exit(127);
	}
	while (waitpid(pid, &status, WNOHANG) == 0) {
		look(pid, "VmRSS", &all);
		look(pid, "RssAnon", &own);
		nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
	}
	printf("%.1f MB at most, %.1f MB of it its own\n", (double)all / 1024, (double)own / 1024);
}

int main(int argc, char **argv)
{
	make_corpus();
	if (argc == 2 && strcmp(argv[1], "rules") == 0)
		growth();
	else if (argc == 2 && strcmp(argv[1], "rewrite") == 0)
		rewrite();
	else if (argc > 3 && strcmp(argv[1], "memory") == 0)
		memory(argv[2], argv + 3);
	else
		return 2;
	free_corpus();
	return 0;
}
