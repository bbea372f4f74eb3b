/* SPDX-License-Identifier: MIT */
/*
 * lines: a file or standard input, a line at a time, in memory that one line bounds. May call output.
 */
#ifndef AT_CLI_LINES_H
#define AT_CLI_LINES_H

#include "cli/json.h"
#include "cli/output.h"

/* Room for a draft and a partner text of the most bytes, as ordinary writers of JSON escape them. */
#define AT_LINE_MAX_BYTES ((size_t)8 << 20)

struct at_lines {
	int fd;
	const char *name;
	struct at_buffer bytes; /* [at, bytes.len) is not handed out yet */
	size_t at, seen;        /* seen: bytes after `at` known to hold no newline */
	size_t number;          /* of the line handed out last */
	uint64_t taken;         /* bytes read so far */
	bool ended, long_line;  /* long_line: the line handed out was too long; its bytes are gone */
	bool watched;           /* waiting for input ends when standard output breaks, or `wake` can be read (-1: nothing) */
	bool broken;            /* it ended so: nobody reads standard output any more */
	int wake;
	int error;
};

/* Opens `path` ("-": standard input). False, with the reason told, when it can't be read. */
bool at_lines_open(struct at_lines *in, const char *path);
/* The next line without its newline (and without a byte order mark at the start); good until the next call. Whatever
 * stands in `out` (NULL: nothing) is written
 * before it waits for input. False after the last, and after a failure, which stands in in->error. */
bool at_lines_next(struct at_lines *in, struct at_out *out, struct at_slice *line);
/* Whole lines into `block`, which is emptied first: the next one and those after it that were read already. False as above. A line that was too
 * long comes alone, as an empty block. The number of the first line goes to *first. */
bool at_lines_block(struct at_lines *in, struct at_buffer *block, size_t *first);
/* Bytes that were handed out. */
uint64_t at_lines_done(const struct at_lines *in);
/* Closes; tells a failure to read. True when there was none. */
bool at_lines_close(struct at_lines *in);
/* Nothing but white space. */
bool at_line_blank(struct at_slice line);

#endif
