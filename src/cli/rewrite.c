/* SPDX-License-Identifier: MIT */
/*
 * rewrite.c: `attune rewrite`. Input: drafts (files, standard input or words) and perhaps what the partner said; output: the
 * replies offered in their place, one of them bare (--pick), or JSON; exit code 1 when there is none.
 */
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/json.h"
#include "cli/load.h"
#include "cli/render.h"
#include "cli/show.h"
#include "text/utf8.h"
#include <string.h>

#define MORE_ROUNDS 1u

struct rewriting {
	struct at_buffer partner;
	bool has_partner;
	unsigned pick; /* 0: all */
	size_t drawn;
};

static int answer_json(struct at_cli *cli, const struct at_text_source *source)
{
	struct at_buffer id = {0};
	at_json_maybe(&id, source->name);
	at_json_offers(&cli->out.bytes, (struct at_slice){at_buffer_str(&id), id.len}, cli->offers);
	at_buffer_free(&id);
	return attune_offers_count(cli->offers) != 0 ? AT_EXIT_CLEAN : AT_EXIT_FOUND;
}

/* The text without what would act on a terminal or turn a line around; its lines and tabs stay. What they said is quoted in it, and
 * a pipe may end on a screen. */
static void add_stripped(struct at_buffer *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len;) {
		size_t at = i;
		uint32_t cp = at_utf8_next(s, len, &i);
		if (cp == '\n' || cp == '\t' || !at_show_unsafe(cp))
			at_buffer_add(out, s + at, i - at);
	}
}

/* One offer as it would be sent. */
static int answer_one(struct at_cli *cli, unsigned pick)
{
	attune_offer offer;
	if (!attune_offers_get(cli->offers, pick - 1, &offer)) {
		at_complain("there is no offer %u (there are %zu)", pick, attune_offers_count(cli->offers));
		return AT_EXIT_FOUND;
	}
	if (cli->out.terminal)
		at_show(&cli->out.bytes, offer.text, offer.len);
	else
		add_stripped(&cli->out.bytes, offer.text, offer.len);
	at_buffer_add_char(&cli->out.bytes, '\n');
	return AT_EXIT_CLEAN;
}

static int rewrite_one(struct at_cli *cli, const struct at_text_source *source, void *payload)
{
	struct rewriting *w = payload;
	const struct at_options *o = &cli->options;
	attune_wish wish = {(attune_goal)o->choice[AT_O_GOAL], (attune_to)o->choice[AT_O_TO], 0,
	                    at_given(o, AT_O_MORE) ? MORE_ROUNDS : 0};
	attune_error *err = NULL;
	const char *partner = w->has_partner ? at_buffer_str(&w->partner) : NULL;
	if (attune_scan(&cli->report, cli->scanner, source->ptr, source->len, partner, w->partner.len, &err) != ATTUNE_OK ||
	    attune_rewrite(&cli->offers, cli->scanner, source->ptr, source->len, partner, w->partner.len, &wish, &err) !=
	            ATTUNE_OK) {
		at_complain("%s: %s", source->label, attune_error_message(err));
		attune_error_free(err);
		return AT_EXIT_FAILED;
	}
	if (o->choice[AT_O_FORMAT] == AT_FORMAT_JSON)
		return answer_json(cli, source);
	if (w->pick != 0)
		return answer_one(cli, w->pick);
	if (at_input_count(cli) > 1) {
		at_buffer_add_str(&cli->out.bytes, w->drawn++ > 0 ? "\n" : "");
		at_out_text(&cli->out, AT_BOLD, source->label);
		at_buffer_add_char(&cli->out.bytes, '\n');
	}
	at_render_card(&cli->out, cli->rules, attune_report_card(cli->report));
	at_render_offers(&cli->out, cli->offers);
	return attune_offers_count(cli->offers) != 0 ? AT_EXIT_CLEAN : AT_EXIT_FOUND;
}

static bool read_pick(struct at_cli *cli, unsigned *pick)
{
	if (at_options_number(&cli->options, AT_O_PICK, 99, pick))
		return true;
	at_usage(cli, "--pick wants the number of an offer, such as --pick 1, not \"%s\"", cli->options.value[AT_O_PICK]);
	return false;
}

int at_rewrite_run(struct at_cli *cli)
{
	struct rewriting w = {.has_partner = at_input_has_partner(cli)};
	int code = AT_EXIT_FAILED;
	if (read_pick(cli, &w.pick) && at_input_partner(cli, &w.partner) && at_load_scanner(cli) == AT_EXIT_CLEAN)
		code = at_input_each(cli, rewrite_one, &w);
	at_buffer_free(&w.partner);
	return code;
}
