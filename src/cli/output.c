/* SPDX-License-Identifier: MIT */
/*
 * output.c: the buffer in front of standard output, colours, and lines to standard error. Writes with write(2), so that a
 * full disk or a closed pipe is seen where it happens; main ignores SIGPIPE and SIGXFSZ.
 */
#include "cli/output.h"
#include "cli/files.h"
#include "cli/show.h"
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define WIDTH_DEFAULT 80
#define WIDTH_MOST 100 /* longer lines are hard to read */
#define WIDTH_LEAST 20

/* 0 when it isn't known. */
static long terminal_width(void)
{
	struct winsize size;
	return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static size_t fitting(long width)
{
	if (width <= 0)
		width = WIDTH_DEFAULT;
	return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : (size_t)width;
}

static size_t first_width(bool terminal)
{
	const char *columns = getenv("COLUMNS");
	long width = columns == NULL ? 0 : strtol(columns, NULL, 10);
	return fitting(width <= 0 && terminal ? terminal_width() : width);
}

static bool wants_colour(bool terminal, enum at_colour colour)
{
	const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
	if (colour != AT_COLOUR_AUTO)
		return colour == AT_COLOUR_ALWAYS;
	return terminal && (no == NULL || *no == 0) && term != NULL && strcmp(term, "dumb") != 0;
}

void at_out_open(struct at_out *o, enum at_colour colour)
{
	memset(o, 0, sizeof *o);
	o->terminal = isatty(STDOUT_FILENO) == 1;
	o->colour = wants_colour(o->terminal, colour);
	o->width = first_width(o->terminal);
}

void at_out_recolour(struct at_out *o, enum at_colour colour)
{
	o->colour = wants_colour(o->terminal, colour);
}

void at_out_resize(struct at_out *o)
{
	long width = terminal_width();
	if (width > 0)
		o->width = fitting(width);
}

void at_out_free(struct at_out *o)
{
	at_buffer_free(&o->bytes);
}

/* Takes the start of a line back whose rest could not be written: off the end of a file, where that can be done. */
static void take_back(int fd, size_t bytes)
{
	struct stat st;
	off_t at = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? lseek(fd, 0, SEEK_CUR) : -1;
	if (bytes > 0 && at == st.st_size && at >= (off_t)bytes && ftruncate(fd, at - (off_t)bytes) == 0)
		(void)lseek(fd, at - (off_t)bytes, SEEK_SET);
}

bool at_out_lines(struct at_out *o, const char *lines, size_t len)
{
	size_t written = 0, start;
	if (o->error != 0 || at_files_write(STDOUT_FILENO, lines, len, &written))
		return o->error == 0;
	o->error = errno;
	for (start = written; start > 0 && lines[start - 1] != '\n'; start--)
		;
	take_back(STDOUT_FILENO, written - start);
	return false;
}

bool at_out_flush(struct at_out *o)
{
	if (o->bytes.failed && o->error == 0)
		o->error = ENOMEM;
	if (o->error == 0 && !at_files_write(STDOUT_FILENO, o->bytes.ptr, o->bytes.len, NULL))
		o->error = errno;
	at_buffer_clear(&o->bytes);
	return o->error == 0;
}

void at_out_style(struct at_out *o, enum at_style style)
{
	static const char *const codes[] = {"\x1b[0m",  "\x1b[1m",    "\x1b[2m", "\x1b[32m",   "\x1b[36m",
	                                    "\x1b[33m", "\x1b[1;31m", "\x1b[4m", "\x1b[31;9m", "\x1b[32;4m"};
	if (o->colour)
		at_buffer_add_str(&o->bytes, codes[style]);
}

size_t at_out_text(struct at_out *o, enum at_style style, const char *text)
{
	at_out_style(o, style);
	size_t columns = at_show(&o->bytes, text, strlen(text));
	at_out_style(o, AT_PLAIN);
	return columns;
}

void at_out_spaces(struct at_out *o, size_t n)
{
	while (n-- > 0)
		at_buffer_add_char(&o->bytes, ' ');
}

size_t at_out_pad(struct at_out *o, size_t column, size_t to)
{
	size_t n = column < to ? to - column : 1;
	at_out_spaces(o, n);
	return column + n;
}

void at_out_paragraph(struct at_out *o, const char *text)
{
	at_show_wrapped(&o->bytes, text, 0, 0, o->width);
}

void at_out_row(struct at_out *o, const char *label, const char *text)
{
	if (text == NULL || *text == 0)
		return;
	size_t columns = at_out_text(o, AT_DIM, label);
	at_show_wrapped(&o->bytes, text, columns, columns, o->width);
}

double at_out_clock(void)
{
	struct timespec t;
	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

void at_out_timing(double start)
{
	char text[64];
	(void)snprintf(text, sizeof text, "(%.2f ms)", at_out_clock() - start);
	at_warn(text);
}

void at_warn(const char *text)
{
	struct at_buffer line = {0};
	at_show(&line, text, strlen(text));
	at_buffer_add_char(&line, '\n');
	/* When standard error can't be written there is nobody left to tell. */
	if (!line.failed)
		(void)at_files_write(STDERR_FILENO, line.ptr, line.len, NULL);
	at_buffer_free(&line);
}

void at_complain(const char *fmt, ...)
{
	char text[1024] = "attune: ";
	va_list ap;
	va_start(ap, fmt);
	(void)vsnprintf(text + 8, sizeof text - 8, fmt, ap);
	va_end(ap);
	at_warn(text);
}
