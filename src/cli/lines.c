/* SPDX-License-Identifier: MIT */
/*
 * lines.c: reads a file by lines. Input: a file descriptor; output: slices of a buffer that holds one line and what was
 * read beyond it. A line over 8 MiB is
 * dropped and marked, and reading goes on after it.
 */
#include "cli/lines.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define CHUNK ((size_t)1 << 16)
#define KEPT (16 * CHUNK) /* room beyond this is given back once a long line went by */

bool at_lines_open(struct at_lines *in, const char *path)
{
	bool standard = strcmp(path, "-") == 0;
	*in = (struct at_lines){.fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC),
	                        .name = standard ? "standard input" : path,
	                        .wake = -1};
	if (in->fd < 0)
		at_complain("%s: %s", path, strerror(errno));
	return in->fd >= 0;
}

bool at_lines_close(struct at_lines *in)
{
	if (in->error != 0)
		at_complain("%s: %s", in->name, strerror(in->error));
	at_buffer_free(&in->bytes);
	if (in->fd != STDIN_FILENO)
		(void)close(in->fd);
	return in->error == 0;
}

bool at_line_blank(struct at_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != ' ' && s.ptr[i] != '\t' && s.ptr[i] != '\r')
			return false;
	return true;
}

static struct at_slice without_bom(struct at_slice line, size_t number)
{
	if (number == 1 && line.len >= 3 && memcmp(line.ptr, "\xef\xbb\xbf", 3) == 0)
		return (struct at_slice){line.ptr + 3, line.len - 3};
	return line;
}

/* Waits until there is something to read. False when reading is to end instead. What poll itself can't do is left to read. */
static bool wait_for_input(struct at_lines *in)
{
	struct pollfd fds[] = {{in->fd, POLLIN, 0}, {STDOUT_FILENO, 0, 0}, {in->wake, POLLIN, 0}};
	while (poll(fds, 3, -1) < 0)
		if (errno != EINTR)
			return true;
	in->broken = (fds[1].revents & POLLERR) != 0;
	return !in->broken && fds[2].revents == 0;
}

/* Reads some more. False at the end, after a failure or when memory ran out. */
static bool fill(struct at_lines *in)
{
	if (in->at == in->bytes.len && in->bytes.cap > KEPT) {
		at_buffer_free(&in->bytes);
		in->at = 0;
	}
	if (in->at > 0) {
		memmove(in->bytes.ptr, in->bytes.ptr + in->at, in->bytes.len - in->at);
		in->bytes.len -= in->at;
		in->at = 0;
	}
	if (in->ended)
		return false;
	if (!at_buffer_reserve(&in->bytes, CHUNK)) {
		in->error = ENOMEM;
		return false;
	}
	ssize_t n = 0;
	bool go_on = !in->watched || wait_for_input(in);
	while (go_on && (n = read(in->fd, in->bytes.ptr + in->bytes.len, CHUNK)) < 0 && errno == EINTR)
		;
	if (n < 0)
		in->error = errno;
	in->ended = n <= 0;
	in->bytes.len += n > 0 ? (size_t)n : 0;
	in->taken += n > 0 ? (size_t)n : 0;
	return n > 0;
}

uint64_t at_lines_done(const struct at_lines *in)
{
	return in->taken - (in->bytes.len - in->at);
}

/* Drops the rest of a line that is too long. */
static void skip_line(struct at_lines *in)
{
	in->long_line = true;
	for (;;) {
		size_t left = in->bytes.len - in->at;
		char *end = left == 0 ? NULL : memchr(in->bytes.ptr + in->at, '\n', left);
		if (end != NULL) {
			in->at = (size_t)(end - in->bytes.ptr) + 1;
			return;
		}
		in->at = in->bytes.len;
		if (!fill(in))
			return;
	}
}

bool at_lines_next(struct at_lines *in, struct at_out *out, struct at_slice *line)
{
	in->long_line = false;
	in->seen = 0;
	for (;;) {
		size_t left = in->bytes.len - in->at;
		const char *start = left == 0 ? "" : in->bytes.ptr + in->at;
		const char *end = left == in->seen ? NULL : memchr(start + in->seen, '\n', left - in->seen);
		if (end != NULL || (in->ended && left > 0)) {
			*line = (struct at_slice){start, end == NULL ? left : (size_t)(end - start)};
			in->at += line->len + (end != NULL);
			in->number++;
			in->long_line = line->len > AT_LINE_MAX_BYTES;
			*line = without_bom(*line, in->number);
			return true;
		}
		if (left > AT_LINE_MAX_BYTES) {
			skip_line(in);
			*line = (struct at_slice){"", 0};
			in->number++;
			return true;
		}
		in->seen = left;
		if (in->ended || (out != NULL && !at_out_flush(out)))
			return false;
		(void)fill(in);
		if (in->error != 0)
			return false;
	}
}

bool at_lines_block(struct at_lines *in, struct at_buffer *block, size_t *first)
{
	struct at_slice line;
	at_buffer_clear(block);
	if (!at_lines_next(in, NULL, &line))
		return false;
	*first = in->number;
	if (in->long_line)
		return true;
	at_buffer_add(block, line.ptr, line.len);
	at_buffer_add_char(block, '\n');
	const char *from = in->bytes.ptr + in->at, *to = from, *end;
	while ((end = memchr(to, '\n', in->bytes.len - in->at - (size_t)(to - from))) != NULL) {
		to = end + 1;
		in->number++;
	}
	at_buffer_add(block, from, (size_t)(to - from));
	in->at += (size_t)(to - from);
	if (block->failed)
		in->error = ENOMEM;
	return !block->failed;
}
