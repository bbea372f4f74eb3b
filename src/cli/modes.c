/* SPDX-License-Identifier: MIT */
/*
 * modes.c: what the coach and the commands share of a mode: its surroundings, and how it looks. Input: a guide; output: paragraphs, a
 * card, lettered offers; the journal's list.
 */
#include "cli/modes.h"
#include "cli/journal.h"
#include "cli/load.h"
#include "cli/render.h"
#include "cli/show.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

const struct at_guide_mode *const at_mode_table[AT_MODES] = {
	[AT_MODE_WALK] = &at_mode_walk,       [AT_MODE_SELF] = &at_mode_self,           [AT_MODE_REPAIR] = &at_mode_repair,
	[AT_MODE_RECEIVE] = &at_mode_receive, [AT_MODE_CHALLENGE] = &at_mode_challenge, [AT_MODE_JOURNAL] = &at_mode_journal,
};

void at_modes_say(struct at_cli *cli, enum at_style style, const char *text)
{
	struct at_buffer inert = {0};
	at_show(&inert, text, strlen(text));
	at_out_style(&cli->out, style);
	at_out_paragraph(&cli->out, at_buffer_str(&inert));
	at_out_style(&cli->out, AT_PLAIN);
	at_buffer_free(&inert);
}

void at_modes_tell(struct at_cli *cli, const struct at_modes *m, const char *mode, const char *key, const char *name,
                   const char *text)
{
	struct at_buffer out = {0};
	const char *line = at_wording_line(&m->words, mode, key);
	const char *at = name == NULL ? NULL : strstr(line, name);
	if (at == NULL)
		at_buffer_add_str(&out, line);
	else {
		at_buffer_add(&out, line, (size_t)(at - line));
		at_buffer_add_str(&out, text);
		at_buffer_add_str(&out, at + strlen(name));
	}
	at_modes_say(cli, AT_PLAIN, at_buffer_str(&out));
	at_buffer_free(&out);
}

/* ------------------------------------------------------------------ keeping */

static void failed(struct at_cli *cli)
{
	struct at_buffer text = {0};
	at_buffer_addf(&text, "The journal could not be changed: %s.", strerror(errno));
	at_modes_say(cli, AT_PLAIN, at_buffer_str(&text));
	at_buffer_free(&text);
}

static bool count(void *payload, enum at_counted what, const char *whom, size_t *n)
{
	bool ok = at_journal_count(what == AT_COUNT_ACT ? "act" : "back", whom, n);
	if (!ok)
		failed(payload);
	return ok;
}

static bool keep(void *payload, const char *line, size_t len)
{
	bool ok = at_journal_add(line, len);
	if (!ok)
		failed(payload);
	return ok;
}

/* ------------------------------------------------------------------ opening */

static bool load_words(struct at_modes *m, const struct at_cli *cli)
{
	struct at_rule_paths places;
	size_t n;
	const char **paths = at_load_data_paths(&places, &cli->options, &n);
	bool ok = paths != NULL && at_wording_load(&m->words, paths, n, at_load_tell, NULL);
	free(paths);
	at_load_paths_free(&places);
	return ok;
}

bool at_modes_load(struct at_modes *m, struct at_cli *cli)
{
	if (!m->loaded && !load_words(m, cli)) {
		at_complain("out of memory");
		return false;
	}
	m->loaded = true;
	return true;
}

bool at_modes_open(struct at_modes *m, struct at_cli *cli, attune_to to, bool way)
{
	struct at_journal j;
	if (!at_modes_load(m, cli))
		return false;
	at_buffer_clear(&m->file);
	(void)at_journal_path(&m->file);
	m->world = (struct at_guide_world){.words = &m->words,
	                                   .scanner = cli->scanner,
	                                   .to = to,
	                                   .file = at_buffer_str(&m->file),
	                                   .way = way,
	                                   .count = count,
	                                   .keep = keep,
	                                   .payload = cli};
	if (at_journal_load(&j))
		m->world.acts = j.acts;
	at_journal_free(&j);
	return true;
}

void at_modes_free(struct at_modes *m)
{
	for (size_t i = 0; i < AT_MODES; i++)
		at_guide_free(&m->guides[i]);
	at_wording_free(&m->words);
	at_buffer_free(&m->file);
	*m = (struct at_modes){.offered_self = m->offered_self};
}

/* ------------------------------------------------------------------ showing */

static void show_card(struct at_cli *cli, const struct at_modes *m, const struct at_guide *g)
{
	if (g->card != NULL) {
		at_render_card_lines(&cli->out, cli->rules, g->card);
		at_buffer_add_char(&cli->out.bytes, '\n');
	}
	if (g->carded)
		at_modes_tell(cli, m, "common", "aside", NULL, NULL);
}

static void show_said(struct at_cli *cli, struct at_guide *g)
{
	const char *s = at_buffer_str(&g->said);
	while (*s != 0) {
		size_t len = strcspn(s, "\n");
		struct at_buffer text = {0};
		at_show(&text, s + 1, len - 1);
		at_out_style(&cli->out, *s == AT_SAID_DIM ? AT_DIM : AT_PLAIN);
		size_t indent = *s == AT_SAID_LINE ? 2 : 0;
		at_out_spaces(&cli->out, indent);
		at_show_wrapped(&cli->out.bytes, at_buffer_str(&text), indent, indent, cli->out.width);
		at_out_style(&cli->out, AT_PLAIN);
		at_buffer_free(&text);
		s += len + (s[len] == '\n');
	}
}

void at_modes_show(struct at_cli *cli, const struct at_modes *m, struct at_guide *g)
{
	show_card(cli, m, g);
	show_said(cli, g);
	for (size_t i = 0; !g->carded && i < g->n_offers; i++)
		at_render_offer(&cli->out, i, g->offers[i].kind, g->offers[i].text.ptr, g->offers[i].text.len);
}

/* ------------------------------------------------------------------ journal */

static int list(struct at_cli *cli, const struct at_modes *m, bool shell)
{
	struct at_journal j;
	bool ok = at_journal_load(&j);
	if (!ok)
		failed(cli);
	else if (j.n == 0)
		at_modes_tell(cli, m, "journal", "empty", NULL, NULL);
	for (size_t i = 0; i < j.n; i++) {
		struct at_buffer row = {0}, inert = {0};
		at_buffer_addf(&row, "%2zu  %s  ", i + 1, j.lines[i].date == NULL ? "" : j.lines[i].date);
		at_show(&inert, at_buffer_str(&row), row.len);
		size_t indent = inert.len;
		at_show(&inert, j.lines[i].text, strlen(j.lines[i].text));
		at_show_wrapped(&cli->out.bytes, at_buffer_str(&inert), 0, indent, cli->out.width);
		at_buffer_free(&row);
		at_buffer_free(&inert);
	}
	if (j.n > 0 && !at_given(&cli->options, AT_O_QUIET))
		at_modes_tell(cli, m, "journal", shell ? "listed-shell" : "listed", NULL, NULL);
	at_journal_free(&j);
	return ok ? AT_EXIT_CLEAN : AT_EXIT_FAILED;
}

static int erase_all(struct at_cli *cli, const struct at_modes *m)
{
	struct at_buffer number = {0};
	size_t n = 0;
	bool ok = at_journal_erase_all(&n);
	at_buffer_addf(&number, "%zu", n);
	if (ok)
		at_modes_tell(cli, m, "journal", "erased-all", "{n}", at_buffer_str(&number));
	else
		failed(cli);
	at_buffer_free(&number);
	return ok ? AT_EXIT_CLEAN : AT_EXIT_FAILED;
}

static int erase_one(struct at_cli *cli, const struct at_modes *m, const char *number)
{
	unsigned long k = strtoul(number, NULL, 10);
	bool found = false;
	if (k > 0 && !at_journal_erase(k - 1, &found)) {
		failed(cli);
		return AT_EXIT_FAILED;
	}
	at_modes_tell(cli, m, "journal", found ? "erased" : "no-line", found ? NULL : "{n}", number);
	return found ? AT_EXIT_CLEAN : AT_EXIT_FOUND;
}

bool at_modes_journal(struct at_cli *cli, const struct at_modes *m, const char *words, size_t len, bool shell, int *code)
{
	char text[24];
	if (len >= sizeof text)
		return false;
	memcpy(text, words, len);
	text[len] = 0;
	const char *number = text + 6;
	if (strcmp(text, "list") == 0)
		*code = list(cli, m, shell);
	else if (strcmp(text, "erase all") == 0)
		*code = erase_all(cli, m);
	else if (strncmp(text, "erase ", 6) == 0 && *number != 0 && strspn(number, "0123456789") == strlen(number))
		*code = erase_one(cli, m, number);
	else
		return false;
	return true;
}
