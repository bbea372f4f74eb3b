/* SPDX-License-Identifier: MIT */
/*
 * fuzz_coach: any lines typed into the coach, commands and drafts, without a terminal. Output: nothing, or an abort: an answer that
 * would act on a terminal, or a draft on the disk. Commands that reach for other programs are left out: they are not ours.
 */
#include "../rule_dir.h"
#include "cli/repl.h"
#include "text/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LINES_MAX 16

static struct rule_dir dir; /* in place of the user's home */

static void clean(void)
{
	rule_dir_remove(dir.path);
}

static void insist(bool right, const char *what, struct at_buffer *text)
{
	if (right)
		return;
	fprintf(stderr, "%s\n%s\n", what, at_buffer_str(text));
	abort();
}

/* Whether the line asks for an editor or the clipboard, or names a file. */
static bool reaches_out(const char *s)
{
	return s[0] == '/' && (s[1] == 'e' || s[1] == 'c' || strstr(s, "-f") != NULL);
}

static void check_answer(struct at_buffer *out)
{
	for (size_t i = 0; i < out->len; i++) {
		unsigned char c = (unsigned char)out->ptr[i];
		insist((c >= 0x20 && c != 0x7F) || c == '\n', "a control character", out);
	}
	insist(at_utf8_bad(out->ptr, out->len) == SIZE_MAX, "no text", out);
}

static void type(struct at_repl *r, const char *s, size_t len)
{
	bool files;
	struct at_ask ask = at_repl_ask(r);
	insist(ask.prompt != NULL && *ask.prompt != '\0', "no prompt", &r->cli->out.bytes);
	for (size_t k = 0; k < 3; k++)
		at_repl_candidate(r, s, 0, len, k, &files);
	at_repl_line(r, s, len);
	check_answer(&r->cli->out.bytes);
	at_buffer_clear(&r->cli->out.bytes);
}

static void converse(struct at_repl *r, const char *s, size_t len)
{
	for (size_t i = 0; i < LINES_MAX && len > 0 && !r->done; i++) {
		const char *end = memchr(s, '\n', len);
		size_t n = end == NULL ? len : (size_t)(end - s);
		struct at_buffer line = {0};
		at_buffer_add(&line, s, n);
		if (n == 1 && s[0] == '\x03')
			at_repl_interrupt(r, i % 2 == 1);
		else if (n == 1 && s[0] == '\x04')
			at_repl_leave(r);
		else if (!reaches_out(at_buffer_str(&line)))
			type(r, at_buffer_str(&line), line.len);
		at_buffer_free(&line);
		s += n < len ? n + 1 : n;
		len -= n < len ? n + 1 : n;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct at_cli cli = {0};
	struct at_repl repl;
	if (dir.path[0] == '\0' &&
	    (!rule_dir_open(&dir) || atexit(clean) != 0 || setenv("HOME", dir.path, 1) != 0 || unsetenv("XDG_CONFIG_HOME") != 0 ||
	     unsetenv("XDG_STATE_HOME") != 0 || unsetenv("XDG_DATA_HOME") != 0))
		abort();
	at_out_open(&cli.out, AT_COLOUR_NEVER);
	if (!at_repl_open(&repl, &cli))
		abort();
	converse(&repl, (const char *)data, size);
	at_repl_close(&repl);
	at_buffer_clear(&cli.out.bytes);
	at_out_free(&cli.out);
	attune_report_free(cli.report);
	attune_offers_free(cli.offers);
	attune_scanner_free(cli.scanner);
	attune_rules_free(cli.rules);
	rule_dir_remove(dir.path);
	if (mkdir(dir.path, 0700) != 0)
		abort();
	return 0;
}
