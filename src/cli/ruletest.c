/* SPDX-License-Identifier: MIT */
/*
 * ruletest.c: `attune rules test`. Input: the rule set, perhaps files laid over it, perhaps words that
 * choose some rules; output: one line a failure, file:line: rule: message, and the closing line that counts.
 */
#include "cli/commands.h"
#include "cli/load.h"
#include "cli/render.h"
#include "cli/ruletest.h"
#include "cli/ruleview.h"
#include "cli/show.h"
#include <string.h>
#include <stdlib.h>
#include <sys/stat.h>

#define HITS 64
#define QUOTE 60

struct run {
	struct at_cli *cli;
	size_t rule;
	attune_rule_info info;
	size_t passed, failed;
	attune_hit hits[HITS];
	size_t n_hits;
};

/* Words that are files or folders; they are loaded over the other rules. */
static bool is_path(const char *word)
{
	struct stat st;
	return stat(word, &st) == 0;
}

/* Whether `file` is `path` or lies below it. */
static bool lies_in(const char *file, const char *path)
{
	size_t len = strlen(path);
	while (len > 1 && path[len - 1] == '/')
		len--;
	return strncmp(file, path, len) == 0 && (file[len] == 0 || file[len] == '/');
}

static bool chosen_by(const attune_rule_info *r, const char *word)
{
	if (is_path(word))
		return lies_in(r->file, word);
	return strcmp(r->id, word) == 0 || at_ruleview_in_category(r, word);
}

bool at_ruletest_chosen(const struct at_cli *cli, const attune_rule_info *r)
{
	for (size_t k = 0; k < cli->n_words; k++)
		if (chosen_by(r, cli->words[k]))
			return true;
	return cli->n_words == 0;
}

/* Every word must choose something; a file may hold no rules. */
static bool words_known(const struct at_cli *cli)
{
	attune_rule_info r;
	for (size_t k = 0; k < cli->n_words; k++) {
		bool known = is_path(cli->words[k]);
		for (size_t i = 0; !known && attune_rules_get(cli->rules, i, &r); i++)
			known = chosen_by(&r, cli->words[k]);
		if (!known) {
			at_ruleview_unknown(cli, cli->words[k]);
			return false;
		}
	}
	return true;
}

int at_ruletest_load(struct at_cli *cli)
{
	char **paths = calloc(cli->n_words + 1, sizeof *paths);
	size_t n = 0;
	if (paths == NULL) {
		at_complain("out of memory");
		return AT_EXIT_FAILED;
	}
	for (size_t k = 0; k < cli->n_words; k++)
		if (is_path(cli->words[k]))
			paths[n++] = cli->words[k];
	int code = at_load_rules(cli, paths, n);
	free(paths);
	return code == AT_EXIT_CLEAN && words_known(cli) ? AT_EXIT_CLEAN : AT_EXIT_FAILED;
}

/* Begins a failure's line: file:line: rule: */
static struct at_buffer *fail(struct run *run, const attune_example *e)
{
	struct at_buffer *out = &run->cli->out.bytes;
	at_show(out, run->info.file, strlen(run->info.file));
	at_buffer_addf(out, ":%u: ", e->line);
	at_show(out, run->info.id, strlen(run->info.id));
	at_buffer_add_str(out, ": ");
	return out;
}

static bool points_at(const struct run *run, const attune_example *e)
{
	for (size_t s = 0; s + e->at_len <= e->text_len; s++) {
		if (memcmp(e->text + s, e->at, e->at_len) != 0)
			continue;
		for (size_t k = 0; k < run->n_hits; k++)
			if (run->hits[k].byte_start < s + e->at_len && s < run->hits[k].byte_end)
				return true;
	}
	return false;
}

static bool has_severity(const struct run *run, attune_severity severity)
{
	for (size_t k = 0; k < run->n_hits; k++)
		if (run->hits[k].severity == severity)
			return true;
	return false;
}

static void quote(struct at_buffer *out, const attune_example *e, const attune_hit *hit)
{
	if (hit == NULL)
		at_show_quoted(out, e->text, e->text_len, QUOTE);
	else
		at_show_quoted(out, e->text + hit->byte_start, hit->byte_end - hit->byte_start, QUOTE);
}

/* Compares the hits with what the example says. True when they agree; else the failure was told. */
static bool judge(struct run *run, const attune_example *e)
{
	struct at_buffer *out;
	const attune_hit *hit = &run->hits[0];
	if (e->pass && run->n_hits > 0) {
		out = fail(run, e);
		at_buffer_add_str(out, "should pass, but it points at ");
		quote(out, e, hit);
		at_buffer_add_str(out, " in ");
	} else if (!e->pass && run->n_hits == 0) {
		out = fail(run, e);
		at_buffer_add_str(out, "finds nothing in ");
	} else if (!e->pass && e->at != NULL && !points_at(run, e)) {
		out = fail(run, e);
		at_buffer_add_str(out, "points at ");
		quote(out, e, hit);
		at_buffer_add_str(out, ", not at ");
		at_show_quoted(out, e->at, e->at_len, QUOTE);
		at_buffer_add_str(out, " in ");
	} else if (!e->pass && e->severity != ATTUNE_OFF && !has_severity(run, e->severity)) {
		out = fail(run, e);
		at_buffer_addf(out, "is %s, not %s, in ", at_severity_name(hit->severity), at_severity_name(e->severity));
	} else
		return true;
	quote(out, e, NULL);
	at_buffer_add_char(out, '\n');
	return false;
}

static bool try_example(struct run *run, const attune_example *e)
{
	attune_error *err = NULL;
	run->n_hits = 0;
	attune_status status = attune_try_rule(run->cli->scanner, run->rule, e->text, e->text_len, e->partner, e->partner_len,
	                                       run->hits, HITS, &run->n_hits, &err);
	if (status == ATTUNE_OK) {
		run->n_hits = run->n_hits > HITS ? HITS : run->n_hits;
		return judge(run, e);
	}
	struct at_buffer *out = fail(run, e);
	at_show(out, attune_error_message(err), strlen(attune_error_message(err)));
	at_buffer_add_char(out, '\n');
	attune_error_free(err);
	return false;
}

static void test_rule(struct run *run)
{
	attune_example e;
	for (size_t k = 0; attune_rules_example(run->cli->rules, run->rule, k, &e); k++) {
		if (try_example(run, &e))
			run->passed++;
		else
			run->failed++;
	}
}

/* Tests what is chosen; what fails and the closing line go to the output. */
static int run_once(struct at_cli *cli)
{
	struct run run = {.cli = cli};
	if (at_ruletest_load(cli) != AT_EXIT_CLEAN || at_load_scanner(cli) != AT_EXIT_CLEAN)
		return AT_EXIT_FAILED;
	for (; attune_rules_get(cli->rules, run.rule, &run.info); run.rule++)
		if (!run.info.muted && at_ruletest_chosen(cli, &run.info))
			test_rule(&run);
	at_buffer_addf(&cli->out.bytes, "%zu passed, %zu failed\n", run.passed, run.failed);
	return run.failed > 0 || cli->problems > 0 ? AT_EXIT_FOUND : AT_EXIT_CLEAN;
}

int at_ruletest_run(struct at_cli *cli)
{
	return at_given(&cli->options, AT_O_WATCH) ? at_rulewatch(cli, run_once) : run_once(cli);
}
