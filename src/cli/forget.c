/* SPDX-License-Identifier: MIT */
/*
 * forget.c: erases all that attune has kept about somebody: practice, counts, journal, the kept draft, the history, with what a program
 * that was killed left beside them. Input: nothing but a yes; output: gone files, and a word that says so.
 */
#include "cli/commands.h"
#include "cli/drills.h"
#include "cli/files.h"
#include "cli/lines.h"
#include "cli/show.h"
#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#define TAIL 7 /* ".XXXXXX", which at_files_replace writes to before it renames */

const char at_forget_question[] =
	"This erases all that attune has kept about you: practice, counts, journal, a kept draft, the coach's "
	"history. Type yes to do it.";
const char at_forget_done[] =
	"All of it is erased; nothing that you wrote or practised is kept. Settings and rules are as they were.";

static bool erase_file(const char *path, struct at_buffer *problem)
{
	bool ok = unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR;
	if (!ok)
		at_buffer_addf(problem, "%s%s: %s", problem->len > 0 ? "; " : "", path, strerror(errno));
	return ok;
}

/* Copies of the file that were being written when a program was killed. */
static bool erase_unfinished(const char *path, struct at_buffer *problem)
{
	struct at_buffer folder = {0}, name = {0};
	const char *base = strrchr(path, '/') + 1;
	size_t n = strlen(base);
	const struct dirent *entry;
	bool ok = true;
	at_buffer_add(&folder, path, (size_t)(base - path));
	DIR *d = opendir(at_buffer_str(&folder));
	while (d != NULL && (entry = readdir(d)) != NULL) {
		if (strncmp(entry->d_name, base, n) != 0 || strlen(entry->d_name) != n + TAIL || entry->d_name[n] != '.')
			continue;
		at_buffer_clear(&name);
		at_buffer_addf(&name, "%s%s", at_buffer_str(&folder), entry->d_name);
		ok = erase_file(at_buffer_str(&name), problem) && ok;
	}
	if (d != NULL)
		(void)closedir(d);
	at_buffer_free(&folder);
	at_buffer_free(&name);
	return ok;
}

/* `found`: whether there is a place for it at all; the path is cleared. */
static bool erase(struct at_buffer *path, bool found, struct at_buffer *problem)
{
	bool ok = found && !path->failed && erase_file(at_buffer_str(path), problem);
	ok = ok && erase_unfinished(at_buffer_str(path), problem);
	at_buffer_clear(path);
	return ok;
}

bool at_progress_forget(struct at_buffer *problem)
{
	static const char *const data[] = {"journal.jsonl", "journal.jsonl.lock"}, *const state[] = {"history", "draft"};
	struct at_buffer path = {0};
	bool ok = at_files_data(&path, "attune.db") && at_store_forget(at_buffer_str(&path), problem);
	at_buffer_clear(&path);
	for (size_t i = 0; i < sizeof data / sizeof *data; i++)
		ok = erase(&path, at_files_data(&path, data[i]), problem) && ok;
	for (size_t i = 0; i < sizeof state / sizeof *state; i++)
		ok = erase(&path, at_files_state(&path, state[i]), problem) && ok;
	at_buffer_free(&path);
	if (!ok && problem->len == 0)
		at_buffer_add_str(problem, "there is no home folder");
	return ok;
}

/* The first line of standard input is "yes". */
static bool agrees(struct at_cli *cli)
{
	struct at_lines in;
	struct at_slice line = {"", 0};
	at_out_paragraph(&cli->out, at_forget_question);
	bool yes =
		at_lines_open(&in, "-") && at_lines_next(&in, &cli->out, &line) && line.len == 3 && memcmp(line.ptr, "yes", 3) == 0;
	(void)at_lines_close(&in);
	return yes;
}

int at_forget_run(struct at_cli *cli)
{
	struct at_buffer problem = {0};
	int code = AT_EXIT_CLEAN;
	if (!at_given(&cli->options, AT_O_FORCE) && !agrees(cli)) {
		at_buffer_add_str(&cli->out.bytes, "All of it stays.\n");
		return AT_EXIT_FOUND;
	}
	if (at_progress_forget(&problem))
		at_buffer_addf(&cli->out.bytes, "%s\n", at_forget_done);
	else {
		at_complain("something is left: %s", at_buffer_str(&problem));
		code = AT_EXIT_FAILED;
	}
	at_buffer_free(&problem);
	return code;
}
