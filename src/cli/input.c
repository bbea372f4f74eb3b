/* SPDX-License-Identifier: MIT */
/*
 * input.c: what the words after a command mean (files, standard input or the text itself), and reading it. Bytes are taken
 * as they are: NUL, bad UTF-8 and a missing last newline are the library's to judge.
 */
#include "cli/input.h"
#include "cli/files.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool at_input_file(struct at_buffer *out, const char *path)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	/* What is too long is the library's to refuse. */
	bool ok = fd >= 0 && (at_files_read_fd(out, fd, ATTUNE_MAX_MESSAGE) || errno == EFBIG);
	if (!ok)
		at_complain("%s: %s", standard ? "standard input" : path, strerror(errno));
	if (fd >= 0 && !standard)
		(void)close(fd);
	return ok;
}

/* A single word that can only be meant as a file. */
static bool looks_like_file(const char *word)
{
	static const char *const endings[] = {".txt", ".md", ".eml", ".json", ".jsonl"};
	size_t len = strlen(word);
	if (strpbrk(word, " \t\n") != NULL)
		return false;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		size_t n = strlen(endings[i]);
		if (len > n && strcmp(word + len - n, endings[i]) == 0)
			return true;
	}
	return word[0] == '/' || strncmp(word, "./", 2) == 0 || strncmp(word, "../", 3) == 0;
}

static bool words_are_files(const struct at_cli *cli)
{
	struct stat st;
	if (cli->n_words == 0)
		return false;
	if (strcmp(cli->words[0], "-") == 0)
		return true;
	if (stat(cli->words[0], &st) == 0)
		return !S_ISDIR(st.st_mode) || cli->n_words == 1;
	return cli->n_words == 1 && looks_like_file(cli->words[0]);
}

size_t at_input_count(const struct at_cli *cli)
{
	return words_are_files(cli) ? cli->n_words : 1;
}

bool at_input_uses_stdin(const struct at_cli *cli)
{
	if (cli->n_words == 0)
		return true;
	for (size_t i = 0; i < cli->n_words && words_are_files(cli); i++)
		if (strcmp(cli->words[i], "-") == 0)
			return true;
	return false;
}

static int from_file(struct at_cli *cli, const char *path, at_input_fn fn, void *payload)
{
	struct at_buffer text = {0};
	bool standard = strcmp(path, "-") == 0;
	int code = AT_EXIT_FAILED;
	if (standard && isatty(STDIN_FILENO) == 1 && !at_given(&cli->options, AT_O_QUIET))
		at_warn("Type or paste the message, then Enter and Ctrl-D.");
	if (at_input_file(&text, path)) {
		struct at_text_source source = {standard ? NULL : path, standard ? "<stdin>" : path, at_buffer_str(&text),
		                                text.len};
		code = fn(cli, &source, payload);
	}
	at_buffer_free(&text);
	return code;
}

void at_input_words(const struct at_cli *cli, struct at_buffer *out)
{
	for (size_t i = 0; i < cli->n_words; i++) {
		if (i > 0)
			at_buffer_add_char(out, ' ');
		at_buffer_add_str(out, cli->words[i]);
	}
}

static int from_words(struct at_cli *cli, at_input_fn fn, void *payload)
{
	struct at_buffer text = {0};
	int code = AT_EXIT_FAILED;
	at_input_words(cli, &text);
	if (text.failed)
		at_complain("out of memory");
	else
		code = fn(cli, &(struct at_text_source){NULL, "<text>", at_buffer_str(&text), text.len}, payload);
	at_buffer_free(&text);
	return code;
}

int at_input_each(struct at_cli *cli, at_input_fn fn, void *payload)
{
	int worst = AT_EXIT_CLEAN;
	if (cli->n_words == 0)
		return from_file(cli, "-", fn, payload);
	if (!words_are_files(cli))
		return from_words(cli, fn, payload);
	for (size_t i = 0; i < cli->n_words; i++) {
		int code = from_file(cli, cli->words[i], fn, payload);
		worst = code > worst ? code : worst;
	}
	return worst;
}

bool at_input_is_live(const struct at_cli *cli)
{
	return cli->out.terminal && isatty(STDIN_FILENO) == 1;
}

bool at_input_has_partner(const struct at_cli *cli)
{
	return at_given(&cli->options, AT_O_PARTNER) || at_given(&cli->options, AT_O_PARTNER_FILE);
}

bool at_input_partner(const struct at_cli *cli, struct at_buffer *partner)
{
	const struct at_options *o = &cli->options;
	if (at_given(o, AT_O_PARTNER) && at_given(o, AT_O_PARTNER_FILE)) {
		at_usage(cli, "give --partner or --partner-file, not both");
		return false;
	}
	if (at_given(o, AT_O_PARTNER))
		at_buffer_add_str(partner, o->value[AT_O_PARTNER]);
	if (!at_given(o, AT_O_PARTNER_FILE))
		return true;
	if (strcmp(o->value[AT_O_PARTNER_FILE], "-") == 0 && at_input_uses_stdin(cli)) {
		at_usage(cli, "only one of draft and partner text can be standard input");
		return false;
	}
	return at_input_file(partner, o->value[AT_O_PARTNER_FILE]);
}
