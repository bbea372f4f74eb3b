/* SPDX-License-Identifier: MIT */
/*
 * check.c: `attune check`, and what `attune` does with piped text. Input: drafts (files, standard input or words) and perhaps
 * what the partner said; output: findings in one of three formats, and an exit code by the worst of them.
 */
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/render.h"
#include <string.h>

struct check {
	struct at_buffer partner;
	bool has_partner;
	size_t drawn; /* drafts so far */
};

static int refuse(struct at_cli *cli, const struct at_text_source *source, attune_error *err)
{
	const char *message = attune_error_message(err);
	if (cli->options.choice[AT_O_FORMAT] == AT_FORMAT_JSON) {
		struct at_buffer id = {0};
		at_json_maybe(&id, source->name);
		at_json_error(&cli->out.bytes, (struct at_slice){at_buffer_str(&id), id.len}, 0, message, strlen(message));
		at_buffer_free(&id);
	}
	at_complain("%s: %s", source->label, message);
	attune_error_free(err);
	return AT_EXIT_FAILED;
}

/* The draft's name, when there are several, and the report in plain words. */
static void answer_text(struct at_cli *cli, const struct at_text_source *source, struct check *check)
{
	struct at_out *out = &cli->out;
	if (at_input_count(cli) > 1) {
		at_buffer_add_str(&out->bytes, check->drawn++ > 0 ? "\n" : "");
		at_out_text(out, AT_BOLD, source->label);
		at_buffer_add_char(&out->bytes, '\n');
	}
	at_render_report(out, cli->rules, cli->report, source->ptr, source->len);
}

static void answer(struct at_cli *cli, const struct at_text_source *source, struct check *check)
{
	struct at_buffer id = {0};
	switch (cli->options.choice[AT_O_FORMAT]) {
	case AT_FORMAT_JSON:
		at_json_maybe(&id, source->name);
		at_json_report(&cli->out.bytes, (struct at_slice){at_buffer_str(&id), id.len}, NULL, cli->rules, cli->report, NULL,
		               (struct at_slice){source->ptr, source->len});
		at_buffer_free(&id);
		break;
	case AT_FORMAT_LINE:
		at_render_lines(&cli->out, cli->rules, cli->report, source->label, source->ptr, source->len);
		break;
	default:
		answer_text(cli, source, check);
	}
}

/* 1 when a finding is as grave as --fail-on says, or there is a safety card. */
static int exit_code(const struct at_cli *cli)
{
	attune_finding f;
	int least = cli->options.choice[AT_O_FAIL_ON];
	const char *card = attune_report_card(cli->report);
	if (least != AT_FAIL_NEVER && card != NULL && !attune_card_is_soft(card))
		return AT_EXIT_FOUND;
	for (size_t i = 0; least != AT_FAIL_NEVER && attune_report_finding(cli->report, i, &f); i++)
		if ((int)f.severity > least) /* AT_FAIL_NOTE is 0, ATTUNE_NOTE is 1 */
			return AT_EXIT_FOUND;
	return AT_EXIT_CLEAN;
}

static int check_one(struct at_cli *cli, const struct at_text_source *source, void *payload)
{
	struct check *check = payload;
	attune_error *err = NULL;
	const char *partner = check->has_partner ? at_buffer_str(&check->partner) : NULL;
	if (attune_scan(&cli->report, cli->scanner, source->ptr, source->len, partner, check->partner.len, &err) != ATTUNE_OK)
		return refuse(cli, source, err);
	if (!at_given(&cli->options, AT_O_QUIET))
		answer(cli, source, check);
	at_load_troubles(cli);
	return exit_code(cli);
}

int at_check_run(struct at_cli *cli)
{
	struct check check = {.has_partner = at_input_has_partner(cli)};
	int code = AT_EXIT_FAILED;
	if (at_input_partner(cli, &check.partner) && at_load_scanner(cli) == AT_EXIT_CLEAN)
		code = at_input_each(cli, check_one, &check);
	at_buffer_free(&check.partner);
	return code;
}
