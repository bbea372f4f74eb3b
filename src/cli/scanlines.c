/* SPDX-License-Identifier: MIT */
/*
 * scanlines.c: `attune scan`. Input: JSON Lines from files or standard input; output: one line of JSON for each that isn't
 * empty, in order. A line that can't be read costs only itself. Memory stays within one line (16 MiB at most) and its
 * answer. Answers are written when there is a good deal of them and before every wait for more input, so that a program
 * on the other end of a pipe gets each answer without asking.
 */
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/load.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define LINE_MAX_BYTES ((size_t)16 << 20)
#define CHUNK ((size_t)1 << 17)
#define FLUSH ((size_t)1 << 16)

struct source {
	int fd;
	const char *name;
	struct at_buffer bytes; /* [at, bytes.len) is not handed out yet */
	size_t at, seen;        /* seen: bytes after `at` known to hold no newline */
	size_t number;          /* of the line handed out last */
	bool ended, long_line;  /* long_line: the line handed out was too long; its bytes are gone */
	int error;
};

struct tally {
	size_t lines, bad;
};

/* Reads some more. False at the end, after a failure or when memory ran out. */
static bool fill(struct source *in)
{
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
	ssize_t n;
	do
		n = read(in->fd, in->bytes.ptr + in->bytes.len, CHUNK);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		in->error = errno;
	in->ended = n <= 0;
	in->bytes.len += n > 0 ? (size_t)n : 0;
	return n > 0;
}

/* Drops the rest of a line that is too long. */
static void skip_line(struct source *in)
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

/* The next line without its newline; good until the next call. False after the last. */
static bool next_line(struct source *in, struct at_out *out, struct at_slice *line)
{
	in->long_line = false;
	in->seen = 0;
	for (;;) {
		size_t left = in->bytes.len - in->at;
		const char *start = in->bytes.ptr + in->at;
		const char *end = left == in->seen ? NULL : memchr(start + in->seen, '\n', left - in->seen);
		if (end != NULL || (in->ended && left > 0)) {
			*line = (struct at_slice){start, end == NULL ? left : (size_t)(end - start)};
			in->at += line->len + (end != NULL);
			in->number++;
			in->long_line = line->len > LINE_MAX_BYTES;
			return true;
		}
		if (left > LINE_MAX_BYTES) {
			skip_line(in);
			*line = (struct at_slice){"", 0};
			in->number++;
			return true;
		}
		in->seen = left;
		if (in->ended || !at_out_flush(out))
			return false;
		(void)fill(in);
		if (in->error != 0)
			return false;
	}
}

static bool is_blank(struct at_slice s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != ' ' && s.ptr[i] != '\t' && s.ptr[i] != '\r')
			return false;
	return true;
}

/* Scans the texts of a line. False, with the reason in `message`, when the library refuses them. */
static bool scan(struct at_cli *cli, const struct at_json_line *line, struct at_buffer *message)
{
	attune_error *err = NULL;
	if (attune_scan(&cli->report, cli->scanner, line->draft.ptr, line->draft.len, line->partner.ptr, line->partner.len, &err) ==
	    ATTUNE_OK)
		return true;
	at_buffer_add_str(message, attune_error_message(err));
	attune_error_free(err);
	return false;
}

/* True when the line was answered with a report, false when with an error. */
static bool answer(struct at_cli *cli, struct at_slice text, size_t number)
{
	struct at_buffer message = {0};
	struct at_json_line line;
	bool ok = at_json_line_parse(&line, text.ptr, text.len, &message) && scan(cli, &line, &message);
	if (ok)
		at_json_report(&cli->out.bytes, line.id, &line, cli->rules, cli->report, line.draft);
	else
		at_json_error(&cli->out.bytes, line.id, number, at_buffer_str(&message), message.len);
	at_json_line_free(&line);
	at_buffer_free(&message);
	return ok;
}

static void refuse_long(struct at_cli *cli, size_t number)
{
	static const char message[] = "the line is longer than 16 MiB";
	at_json_error(&cli->out.bytes, (struct at_slice){"null", 4}, number, message, sizeof message - 1);
}

static struct at_slice without_bom(struct at_slice line, size_t number)
{
	if (number == 1 && line.len >= 3 && memcmp(line.ptr, "\xef\xbb\xbf", 3) == 0)
		return (struct at_slice){line.ptr + 3, line.len - 3};
	return line;
}

static int scan_source(struct at_cli *cli, struct source *in, struct tally *tally)
{
	struct at_slice line;
	while (next_line(in, &cli->out, &line)) {
		line = without_bom(line, in->number);
		if (!in->long_line && is_blank(line))
			continue;
		tally->lines++;
		if (in->long_line) {
			refuse_long(cli, in->number);
			tally->bad++;
		} else if (!answer(cli, line, in->number))
			tally->bad++;
		if ((cli->out.bytes.len >= FLUSH || cli->out.terminal) && !at_out_flush(&cli->out))
			break;
	}
	if (in->error != 0)
		at_complain("%s: %s", in->name, strerror(in->error));
	at_buffer_free(&in->bytes);
	return in->error != 0 || cli->out.error != 0 ? AT_EXIT_FAILED : AT_EXIT_CLEAN;
}

static int scan_file(struct at_cli *cli, const char *path, struct tally *tally)
{
	bool standard = strcmp(path, "-") == 0;
	struct source in = {.fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC),
	                    .name = standard ? "standard input" : path};
	if (in.fd < 0) {
		at_complain("%s: %s", path, strerror(errno));
		return AT_EXIT_FAILED;
	}
	int code = scan_source(cli, &in, tally);
	if (!standard)
		(void)close(in.fd);
	return code;
}

int at_scanlines_run(struct at_cli *cli)
{
	struct tally tally = {0, 0};
	int worst = at_load_scanner(cli);
	if (worst != AT_EXIT_CLEAN)
		return worst;
	if (cli->n_words == 0)
		worst = scan_file(cli, "-", &tally);
	for (size_t i = 0; i < cli->n_words && cli->out.error == 0; i++) {
		int code = scan_file(cli, cli->words[i], &tally);
		worst = code > worst ? code : worst;
	}
	if (tally.bad > 0 && !at_given(&cli->options, AT_O_QUIET))
		at_complain("%zu of %zu lines could not be read; their answers say why", tally.bad, tally.lines);
	return tally.bad > 0 && at_given(&cli->options, AT_O_STRICT) ? AT_EXIT_FAILED : worst;
}
