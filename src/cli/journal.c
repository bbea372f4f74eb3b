/* SPDX-License-Identifier: MIT */
/*
 * journal.c: reads, adds to and erases from the journal. Input: a line; output: the file, replaced in one step while a lock keeps
 * other attunes off it.
 */
#include "cli/journal.h"
#include "cli/files.h"
#include "cli/json.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FILE_NAME "journal.jsonl"
#define MOST_BYTES ((size_t)16 << 20)

bool at_journal_path(struct at_buffer *path)
{
	return at_files_data(path, FILE_NAME);
}

static char *field(const char *line, size_t len, const char *key)
{
	struct at_buffer text = {0};
	char *copy = NULL;
	if (at_json_field(&text, line, len, key) && !text.failed)
		copy = strdup(at_buffer_str(&text));
	at_buffer_free(&text);
	return copy;
}

static bool take_line(struct at_journal *j, size_t start, size_t end)
{
	const char *s = j->bytes.ptr + start;
	char *act = field(s, end - start, "act"), *back = field(s, end - start, "back"), *text = field(s, end - start, "line");
	j->acts += act != NULL;
	j->backs += back != NULL;
	free(act);
	free(back);
	if (text == NULL)
		return true;
	char *date = field(s, end - start, "date");
	if (!at_grow(&j->lines, &j->cap, j->n + 1, sizeof *j->lines)) {
		free(text);
		free(date);
		errno = ENOMEM;
		return false;
	}
	j->lines[j->n++] = (struct at_journal_line){start, end, date, text};
	return true;
}

bool at_journal_load(struct at_journal *j)
{
	memset(j, 0, sizeof *j);
	if (!at_journal_path(&j->path)) {
		errno = ENOENT;
		return false;
	}
	if (!at_files_read(&j->bytes, at_buffer_str(&j->path), MOST_BYTES))
		return errno == ENOENT || errno == ENOTDIR;
	bool ok = true;
	for (size_t at = 0; ok && at < j->bytes.len;) {
		const char *s = j->bytes.ptr + at, *stop = memchr(s, '\n', j->bytes.len - at);
		size_t end = stop == NULL ? j->bytes.len : at + (size_t)(stop - s) + 1;
		ok = take_line(j, at, end);
		at = end;
	}
	return ok;
}

void at_journal_free(struct at_journal *j)
{
	for (size_t i = 0; i < j->n; i++) {
		free(j->lines[i].date);
		free(j->lines[i].text);
	}
	free(j->lines);
	at_buffer_free(&j->path);
	at_buffer_free(&j->bytes);
	memset(j, 0, sizeof *j);
}

/* ----------------------------------------------------------------- changing */

/* Locks the file and reads it. False, with errno: nothing is locked, and the journal is freed. */
static bool begin(struct at_journal *j, int *lock)
{
	struct at_buffer path = {0};
	*lock = at_journal_path(&path) ? at_files_lock(at_buffer_str(&path)) : -1;
	at_buffer_free(&path);
	if (*lock < 0)
		return false;
	if (at_journal_load(j))
		return true;
	int error = errno;
	at_journal_free(j);
	at_files_unlock(*lock);
	errno = error;
	return false;
}

static bool end(struct at_journal *j, int lock, bool ok)
{
	int error = errno;
	at_journal_free(j);
	at_files_unlock(lock);
	errno = error;
	return ok;
}

static bool write_back(struct at_journal *j)
{
	if (j->bytes.failed) {
		errno = ENOMEM;
		return false;
	}
	return at_files_replace(at_buffer_str(&j->path), at_buffer_str(&j->bytes), j->bytes.len);
}

static void add_entry(struct at_buffer *out, const char *key, const char *text, size_t len)
{
	char date[16] = "";
	time_t now = time(NULL);
	struct tm tm;
	if (localtime_r(&now, &tm) != NULL)
		(void)strftime(date, sizeof date, "%Y-%m-%d", &tm);
	if (out->len > 0 && out->ptr[out->len - 1] != '\n')
		at_buffer_add_char(out, '\n');
	at_buffer_addf(out, "{\"date\":\"%s\",\"%s\":", date, key);
	at_json_string(out, text, len);
	at_buffer_add_str(out, "}\n");
}

bool at_journal_add(const char *text, size_t len)
{
	struct at_journal j;
	int lock;
	if (!begin(&j, &lock))
		return false;
	add_entry(&j.bytes, "line", text, len);
	return end(&j, lock, write_back(&j));
}

bool at_journal_count(const char *what, const char *whom, size_t *n)
{
	struct at_journal j;
	int lock;
	if (!begin(&j, &lock))
		return false;
	*n = (strcmp(what, "act") == 0 ? j.acts : j.backs) + 1;
	add_entry(&j.bytes, what, whom, strlen(whom));
	return end(&j, lock, write_back(&j));
}

bool at_journal_erase(size_t k, bool *found)
{
	struct at_journal j;
	int lock;
	if (!begin(&j, &lock))
		return false;
	*found = k < j.n;
	bool ok = true;
	if (*found) {
		const struct at_journal_line *l = &j.lines[k];
		memmove(j.bytes.ptr + l->start, j.bytes.ptr + l->end, j.bytes.len - l->end);
		j.bytes.len -= l->end - l->start;
		ok = write_back(&j);
	}
	return end(&j, lock, ok);
}

bool at_journal_erase_all(size_t *n)
{
	struct at_journal j;
	int lock;
	if (!begin(&j, &lock))
		return false;
	*n = j.n;
	bool ok = unlink(at_buffer_str(&j.path)) == 0 || errno == ENOENT;
	return end(&j, lock, ok);
}
