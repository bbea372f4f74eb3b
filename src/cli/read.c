/* SPDX-License-Identifier: MIT */
/*
 * read.c: `attune read`. Input: a partner text (file, standard input or words); output: its reading, for people or as JSON.
 */
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/render.h"

static void answer(struct at_cli *cli, const struct at_text_source *source)
{
	struct at_out *out = &cli->out;
	struct at_buffer id = {0};
	if (cli->options.choice[AT_O_FORMAT] == AT_FORMAT_JSON) {
		at_json_maybe(&id, source->name);
		at_json_reading(&out->bytes, (struct at_slice){at_buffer_str(&id), id.len}, cli->rules, cli->report);
		at_buffer_free(&id);
		return;
	}
	if (at_input_count(cli) > 1) {
		at_out_text(out, AT_BOLD, source->label);
		at_buffer_add_char(&out->bytes, '\n');
	}
	at_render_reading(out, cli->rules, cli->report);
}

static int read_one(struct at_cli *cli, const struct at_text_source *source, void *payload)
{
	attune_error *err = NULL;
	(void)payload;
	if (attune_read(&cli->report, cli->scanner, source->ptr, source->len, &err) != ATTUNE_OK) {
		at_complain("%s: %s", source->label, attune_error_message(err));
		attune_error_free(err);
		return AT_EXIT_FAILED;
	}
	answer(cli, source);
	at_load_troubles(cli);
	return AT_EXIT_CLEAN;
}

int at_read_run(struct at_cli *cli)
{
	return at_load_scanner(cli) == AT_EXIT_CLEAN ? at_input_each(cli, read_one, NULL) : AT_EXIT_FAILED;
}
