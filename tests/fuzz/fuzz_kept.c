/* SPDX-License-Identifier: MIT */
/*
 * fuzz_kept: any bytes as a file that attune keeps: the history of commands, the journal, the store of practice, by the first byte.
 * Output: nothing, or an abort: a history that changes by being written, a line of the journal that is lost, a store that is refused
 * and yet changed.
 */
#include "../rule_dir.h"
#include "cli/drills.h"
#include "cli/files.h"
#include "cli/journal.h"
#include "cli/state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct rule_dir dir; /* in place of all XDG folders; each file is written anew */

static void clean(void)
{
	rule_dir_remove(dir.path);
}

static void insist(bool right, const char *what)
{
	if (right)
		return;
	fprintf(stderr, "%s\n", what);
	abort();
}

static void try_history(void)
{
	struct at_history first = {0}, again = {0};
	at_history_load(&first);
	at_history_add(&first, "/why 1", false);
	at_history_add(&first, "a draft\nof two lines \\", true);
	insist(at_history_save(&first, true), "the history can't be written");
	at_history_load(&again);
	size_t most = first.n < AT_HISTORY_MOST ? first.n : AT_HISTORY_MOST;
	insist(again.n == most, "the history has another length now");
	for (size_t i = 0; i < again.n; i++)
		insist(strcmp(again.items[i].text, first.items[first.n - most + i].text) == 0, "the history says something else");
	at_history_free(&first);
	at_history_free(&again);
}

static void try_journal(void)
{
	struct at_journal j;
	bool found = false;
	insist(at_journal_load(&j), "the journal can't be read");
	size_t n = j.n, acts = j.acts, now = 0;
	at_journal_free(&j);
	insist(at_journal_add("a new line", 10) && at_journal_count("act", "friend", &now), "the journal can't be written");
	insist(now == acts + 1, "an act got lost");
	insist(at_journal_load(&j) && j.n == n + 1, "a line got lost");
	insist(strcmp(j.lines[n].text, "a new line") == 0, "the line says something else");
	at_journal_free(&j);
	insist(at_journal_erase(n, &found) && found, "the new line can't be erased");
	insist(at_journal_load(&j) && j.n == n, "another line was erased, too");
	at_journal_free(&j);
}

static void try_store(const char *path, const uint8_t *bytes, size_t size)
{
	struct at_buffer problem = {0}, out = {0};
	struct at_store *s = at_store_open(path, false, &problem);
	if (s == NULL) {
		insist(problem.len > 0, "the store is refused without a word");
		insist(at_files_read(&out, path, size + 1) && out.len == size && memcmp(at_buffer_str(&out), bytes, size) == 0,
		       "a store that was refused has changed");
	} else if (at_export_json(&out, s)) {
		at_buffer_clear(&out);
		at_export_csv(&out, s);
		at_store_add_pattern(s, "tone/anyway", 5);
	}
	at_store_close(s);
	at_buffer_free(&problem);
	at_buffer_free(&out);
	insist(at_store_forget(path, &problem), "the store can't be erased");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"attune/history", "attune/journal.jsonl", "attune/practice.db"};
	char path[1024];
	if (dir.path[0] == '\0' && (!rule_dir_open(&dir) || atexit(clean) != 0 || setenv("XDG_STATE_HOME", dir.path, 1) != 0 ||
	                            setenv("XDG_DATA_HOME", dir.path, 1) != 0))
		abort();
	if (size == 0)
		return 0;
	const char *name = names[data[0] % 3];
	if (!rule_dir_write_bytes(&dir, name, (const char *)data + 1, size - 1))
		abort();
	snprintf(path, sizeof path, "%s/%s", dir.path, name);
	switch (data[0] % 3) {
	case 0:
		try_history();
		break;
	case 1:
		try_journal();
		break;
	default:
		try_store(path, data + 1, size - 1);
	}
	return 0;
}
