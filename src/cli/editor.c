/* SPDX-License-Identifier: MIT */
/*
 * editor.c: writes a temporary file, runs the editor through the shell (as its value may have options), reads the file back,
 * and removes the folder with all that is in it.
 */
#include "cli/editor.h"
#include "attune/attune.h"
#include "cli/files.h"
#include "cli/signals.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Folders that lie in memory come first. */
static bool make_folder(struct at_buffer *folder)
{
	const char *places[] = {getenv("XDG_RUNTIME_DIR"), "/dev/shm", getenv("TMPDIR"), "/tmp"};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		if (places[i] == NULL || places[i][0] != '/')
			continue;
		at_buffer_clear(folder);
		at_buffer_addf(folder, "%s/attune-XXXXXX", places[i]);
		if (at_buffer_str(folder)[0] != 0 && mkdtemp(folder->ptr) != NULL)
			return true;
	}
	return false;
}

static void remove_folder(const char *folder)
{
	struct at_buffer name = {0};
	DIR *dir = opendir(folder);
	for (struct dirent *e; dir != NULL && (e = readdir(dir)) != NULL;) {
		at_buffer_clear(&name);
		at_buffer_addf(&name, "%s/%s", folder, e->d_name);
		(void)unlink(at_buffer_str(&name)); /* not . and .., which are folders */
	}
	if (dir != NULL)
		(void)closedir(dir);
	at_buffer_free(&name);
	(void)rmdir(folder);
}

static bool write_file(const char *path, const struct at_buffer *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok = fd >= 0 && at_files_write(fd, text->ptr, text->len, NULL);
	if (ok && (text->len == 0 || text->ptr[text->len - 1] != '\n'))
		ok = write(fd, "\n", 1) == 1;
	if (fd >= 0 && close(fd) != 0)
		ok = false;
	return ok;
}

static const char *editor(void)
{
	const char *names[] = {getenv("VISUAL"), getenv("EDITOR")};
	for (size_t i = 0; i < 2; i++)
		if (names[i] != NULL && names[i][0] != 0)
			return names[i];
	return "vi";
}

static int run(const char *path)
{
	struct at_buffer script = {0};
	at_buffer_addf(&script, "exec %s \"$1\"", editor());
	const char *line = at_buffer_str(&script);
	pid_t child = script.failed ? -1 : fork();
	if (child == 0) {
		at_signals_child();
		(void)execl("/bin/sh", "sh", "-c", line, "attune", path, (char *)NULL);
		_exit(127);
	}
	at_buffer_free(&script);
	return child < 0 ? -1 : at_signals_wait_child(child);
}

/* The editor's file in place of `text`, unless it can't be read. */
static bool read_back(struct at_buffer *text, const char *path)
{
	struct at_buffer got = {0};
	if (!at_files_read(&got, path, ATTUNE_MAX_MESSAGE)) {
		at_buffer_free(&got);
		return false;
	}
	while (got.len > 0 && (got.ptr[got.len - 1] == '\n' || got.ptr[got.len - 1] == '\r'))
		got.len--;
	at_buffer_free(text);
	*text = got;
	return true;
}

static enum at_edited edit_in(const char *folder, struct at_buffer *text, struct at_buffer *problem)
{
	struct at_buffer path = {0};
	enum at_edited result = AT_EDIT_FAILED;
	at_buffer_addf(&path, "%s/draft.txt", folder);
	const char *file = at_buffer_str(&path);
	if (!write_file(file, text)) {
		at_buffer_addf(problem, "%s: %s", file, strerror(errno));
	} else {
		int status = run(file);
		if (at_signals_end() != 0) {
			(void)read_back(text, file);
			result = AT_EDIT_ENDED;
		} else if (status == -1 || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
			at_buffer_addf(problem, "%s didn't end well, so the draft is as it was", editor());
		else if (!read_back(text, file))
			at_buffer_addf(problem, "what %s saved can't be read: %s", editor(), strerror(errno));
		else
			result = AT_EDITED;
	}
	at_buffer_free(&path);
	return result;
}

enum at_edited at_editor_run(struct at_buffer *text, struct at_buffer *problem)
{
	struct at_buffer folder = {0};
	enum at_edited result = AT_EDIT_FAILED;
	if (make_folder(&folder)) {
		result = edit_in(at_buffer_str(&folder), text, problem);
		remove_folder(at_buffer_str(&folder));
	} else
		at_buffer_addf(problem, "no place for a temporary file: %s", strerror(errno));
	at_buffer_free(&folder);
	return result;
}
