/* SPDX-License-Identifier: MIT */
/*
 * clipboard.c: OSC 52 and the helpers of Wayland, X11 and macOS. A helper gets the text on its standard input; xclip and
 * wl-copy stay behind to serve it, so their output must not be our terminal.
 */
#include "cli/clipboard.h"
#include "cli/files.h"
#include "cli/signals.h"
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct tool {
	const char *variable; /* that says there is a screen; NULL: none is needed */
	const char *argv[4];
};

static void base64(struct at_buffer *out, const unsigned char *s, size_t len)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < len; i += 3) {
		size_t n = len - i < 3 ? len - i : 3;
		uint32_t bits = (uint32_t)s[i] << 16 | (n > 1 ? (uint32_t)s[i + 1] << 8 : 0) | (n > 2 ? s[i + 2] : 0);
		for (size_t k = 0; k < 4; k++)
			at_buffer_add_char(out, k <= n ? letters[bits >> (18 - 6 * k) & 63] : '=');
	}
}

void at_clipboard_sequence(struct at_buffer *out, const char *text, size_t len)
{
	at_buffer_add_str(out, "\x1b]52;c;");
	base64(out, (const unsigned char *)text, len);
	at_buffer_add_char(out, '\a');
}

/* Whether a program of that name is in $PATH. */
static bool is_here(const char *name)
{
	const char *path = getenv("PATH");
	struct at_buffer full = {0};
	bool found = false;
	while (path != NULL && *path != 0 && !found) {
		size_t len = strcspn(path, ":");
		at_buffer_clear(&full);
		at_buffer_add(&full, path, len);
		at_buffer_addf(&full, "/%s", name);
		found = len > 0 && access(at_buffer_str(&full), X_OK) == 0;
		path += len + (path[len] == ':');
	}
	at_buffer_free(&full);
	return found;
}

static void become(const struct tool *tool, int from)
{
	int nowhere = open("/dev/null", O_WRONLY);
	at_signals_child();
	if (nowhere >= 0 && dup2(from, STDIN_FILENO) >= 0 && dup2(nowhere, STDOUT_FILENO) >= 0 && dup2(nowhere, STDERR_FILENO) >= 0)
		(void)execvp(tool->argv[0], (char *const *)tool->argv);
	_exit(127);
}

static bool run(const struct tool *tool, const char *text, size_t len)
{
	int ends[2];
	if (pipe(ends) != 0)
		return false;
	(void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	pid_t child = fork();
	if (child == 0)
		become(tool, ends[0]);
	(void)close(ends[0]);
	/* SIGPIPE is ignored, so a helper that dies early is an error here. */
	bool ok = child > 0 && at_files_write(ends[1], text, len, NULL);
	(void)close(ends[1]);
	if (child < 0)
		return false;
	int status = at_signals_wait_child(child);
	return ok && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

const char *at_clipboard_tool(const char *text, size_t len)
{
	static const struct tool tools[] = {{"WAYLAND_DISPLAY", {"wl-copy", NULL}},
	                                    {"DISPLAY", {"xclip", "-selection", "clipboard", NULL}},
	                                    {NULL, {"pbcopy", NULL}}};
	for (size_t i = 0; i < sizeof tools / sizeof *tools; i++) {
		const char *screen = tools[i].variable == NULL ? "" : getenv(tools[i].variable);
		if (screen == NULL || (tools[i].variable != NULL && *screen == 0) || !is_here(tools[i].argv[0]))
			continue;
		if (run(&tools[i], text, len))
			return tools[i].argv[0];
	}
	return NULL;
}
