/* SPDX-License-Identifier: MIT */
/*
 * files.c: paths below the XDG folders, and atomic replacement: a temporary file beside the real one, synced, renamed over it.
 */
#define _XOPEN_SOURCE 700 /* realpath */
#include "cli/files.h"
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK 65536

static bool below(struct at_buffer *path, const char *variable, const char *in_home, const char *name)
{
	const char *xdg = getenv(variable), *home = getenv("HOME");
	if (xdg != NULL && xdg[0] == '/')
		at_buffer_addf(path, "%s/attune/%s", xdg, name);
	else if (home != NULL && home[0] == '/')
		at_buffer_addf(path, "%s/%s/attune/%s", home, in_home, name);
	else
		return false;
	return !path->failed;
}

bool at_files_config(struct at_buffer *path, const char *name)
{
	return below(path, "XDG_CONFIG_HOME", ".config", name);
}

bool at_files_state(struct at_buffer *path, const char *name)
{
	return below(path, "XDG_STATE_HOME", ".local/state", name);
}

bool at_files_data(struct at_buffer *path, const char *name)
{
	return below(path, "XDG_DATA_HOME", ".local/share", name);
}

bool at_files_read_fd(struct at_buffer *out, int fd, size_t most)
{
	size_t start = out->len;
	while (out->len - start <= most) {
		if (!at_buffer_reserve(out, CHUNK)) {
			errno = ENOMEM;
			return false;
		}
		ssize_t n = read(fd, out->ptr + out->len, CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		out->len += (size_t)n;
	}
	errno = EFBIG;
	return false;
}

bool at_files_read(struct at_buffer *out, const char *path, size_t most)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	bool ok = at_files_read_fd(out, fd, most);
	int error = errno;
	(void)close(fd);
	errno = error;
	return ok;
}

/* Makes all folders above the last name. */
static bool make_folders(char *path)
{
	for (char *c = path + 1; *c != 0; c++) {
		if (*c != '/')
			continue;
		*c = 0;
		bool ok = mkdir(path, 0700) == 0 || errno == EEXIST;
		*c = '/';
		if (!ok)
			return false;
	}
	return true;
}

bool at_files_folders(struct at_buffer *path)
{
	return *at_buffer_str(path) != 0 && make_folders(path->ptr);
}

bool at_files_write(int fd, const char *s, size_t len, size_t *written)
{
	size_t done = 0;
	ssize_t n = 0;
	while (done < len && ((n = write(fd, s + done, len - done)) >= 0 || errno == EINTR))
		done += n > 0 ? (size_t)n : 0;
	if (written != NULL)
		*written = done;
	return done == len;
}

/* mkstemp makes it 0600. */
static bool write_over(const char *path, const char *bytes, size_t len)
{
	struct at_buffer name = {0};
	at_buffer_addf(&name, "%s.XXXXXX", path);
	int fd = name.failed || at_buffer_str(&name)[0] == 0 ? -1 : mkstemp(name.ptr);
	bool ok = fd >= 0 && at_files_write(fd, bytes, len, NULL) && fsync(fd) == 0;
	if (fd >= 0 && close(fd) != 0)
		ok = false;
	ok = ok && rename(name.ptr, path) == 0;
	int error = errno;
	if (!ok && fd >= 0)
		(void)unlink(name.ptr);
	at_buffer_free(&name);
	errno = error;
	return ok;
}

bool at_files_replace(const char *path, const char *bytes, size_t len)
{
	char *real = realpath(path, NULL);
	char *target = real != NULL ? real : strdup(path);
	bool ok = target != NULL && make_folders(target) && write_over(target, bytes, len);
	int error = errno;
	free(target);
	errno = error;
	return ok;
}

int at_files_lock(const char *path)
{
	struct at_buffer name = {0};
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	at_buffer_addf(&name, "%s.lock", path);
	int fd = -1;
	if (*at_buffer_str(&name) != 0 && make_folders(name.ptr))
		fd = open(name.ptr, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	while (fd >= 0 && fcntl(fd, F_SETLKW, &lock) != 0) {
		int error = errno;
		if (error == EINTR)
			continue;
		(void)close(fd);
		fd = -1;
		errno = error;
	}
	at_buffer_free(&name);
	return fd;
}

void at_files_unlock(int lock)
{
	if (lock >= 0)
		(void)close(lock);
}
