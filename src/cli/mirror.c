/* SPDX-License-Identifier: MIT */
/*
 * mirror.c: `attune mirror`. Input: a partner text (file, standard input or words); output: its mirrored clauses, a line each or
 * as JSON; or, on standard error, why there is none. A safety card stands in place of the clauses: a text that tells of danger
 * isn't for saying back.
 */
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/render.h"
#include "cli/show.h"
#include <string.h>

static void answer_json(struct at_buffer *to, const attune_mirror *m)
{
	at_buffer_add_str(to, "{\"clauses\":[");
	for (size_t i = 0; i < attune_mirror_clauses(m); i++) {
		if (i > 0)
			at_buffer_add_char(to, ',');
		at_json_maybe(to, attune_mirror_clause(m, i));
	}
	at_buffer_add_str(to, "],\"refusal\":");
	at_json_maybe(to, attune_mirror_refusal(m));
	at_buffer_add_str(to, ",\"feeling\":");
	at_json_maybe(to, attune_mirror_feeling(m));
	at_buffer_add_str(to, ",\"card\":");
	at_json_maybe(to, attune_mirror_card(m));
	at_buffer_add_str(to, "}\n");
}

static void line(struct at_buffer *to, const char *text)
{
	at_show(to, text, strlen(text));
	at_buffer_add_char(to, '\n');
}

/* Returns the exit code. */
static int answer(struct at_cli *cli, const struct at_text_source *source, const attune_mirror *m)
{
	struct at_buffer *to = &cli->out.bytes;
	size_t n = attune_mirror_clauses(m);
	if (cli->options.choice[AT_O_FORMAT] == AT_FORMAT_JSON) {
		answer_json(to, m);
		return n != 0 ? AT_EXIT_CLEAN : AT_EXIT_FOUND;
	}
	if (at_input_count(cli) > 1) {
		at_out_text(&cli->out, AT_BOLD, source->label);
		at_buffer_add_char(to, '\n');
	}
	if (at_render_card(&cli->out, cli->rules, attune_mirror_card(m)))
		return AT_EXIT_FOUND;
	for (size_t i = 0; i < n && (i == 0 || at_given(&cli->options, AT_O_ALL)); i++)
		line(to, attune_mirror_clause(m, i));
	if (n != 0)
		return AT_EXIT_CLEAN;
	if (attune_mirror_feeling(m) != NULL)
		line(to, attune_mirror_feeling(m));
	else if (!at_given(&cli->options, AT_O_QUIET))
		at_complain("nothing to mirror here: %s", attune_mirror_refusal(m));
	return AT_EXIT_FOUND;
}

static int mirror_one(struct at_cli *cli, const struct at_text_source *source, void *payload)
{
	attune_mirror **m = payload;
	attune_error *err = NULL;
	attune_status status = at_given(&cli->options, AT_O_SHIFT)
	                               ? attune_mirror_shift(m, cli->scanner, source->ptr, source->len, &err)
	                               : attune_mirror_read(m, cli->scanner, source->ptr, source->len, &err);
	if (status == ATTUNE_OK)
		return answer(cli, source, *m);
	at_complain("%s: %s", source->label, attune_error_message(err));
	attune_error_free(err);
	return AT_EXIT_FAILED;
}

int at_mirror_run(struct at_cli *cli)
{
	attune_mirror *m = NULL;
	if (at_given(&cli->options, AT_O_ALL) && at_given(&cli->options, AT_O_SHIFT))
		return at_usage(cli, "--all and --shift don't go together");
	if (at_load_scanner(cli) != AT_EXIT_CLEAN)
		return AT_EXIT_FAILED;
	int code = at_input_each(cli, mirror_one, &m);
	attune_mirror_free(m);
	return code;
}
