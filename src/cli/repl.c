/* SPDX-License-Identifier: MIT */
/*
 * repl.c: a line in, an answer out. A line is, in this order: the continuation of one that ended with a backslash; a command,
 * when it begins with a slash and letters; while something is at hand, a letter for an offer, a number for a finding, or
 * nothing for the draft itself; else text: what they said or a draft, by what was asked for. What was hardly meant to be sent (a
 * letter or number that names nothing, "quit", a lone slash) becomes no draft by itself: /draft takes it.
 */
#include "cli/repl.h"
#include "cli/answer.h"
#include "cli/coachcmd.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/load.h"
#include "cli/offers.h"
#include "cli/render.h"
#include "cli/show.h"
#include "cli/watch.h"
#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HINTS 2       /* how often a session says what a letter, a number and Enter do */
#define MOST_DIGITS 4 /* of a finding's number */

void at_repl_say(struct at_repl *r, const char *fmt, ...)
{
	struct at_buffer text = {0};
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n >= 0 && at_buffer_reserve(&text, (size_t)n + 1)) {
		va_start(ap, fmt);
		text.len = (size_t)vsnprintf(text.ptr, (size_t)n + 1, fmt, ap);
		va_end(ap);
		at_show_wrapped(&r->cli->out.bytes, at_buffer_str(&text), 0, 0, r->cli->out.width);
	}
	at_buffer_free(&text);
}

void at_repl_dim(struct at_repl *r, const char *text)
{
	at_out_style(&r->cli->out, AT_DIM);
	at_show_wrapped(&r->cli->out.bytes, text, 0, 0, r->cli->out.width);
	at_out_style(&r->cli->out, AT_PLAIN);
}

bool at_repl_is_busy(const struct at_repl *r)
{
	return at_drills_active(r) || at_modes_active(r);
}

void at_repl_drop(struct at_repl *r)
{
	at_buffer_clear(&r->gathered);
	r->prefilled = false;
}

/* ----------------------------------------------------------------- reading */

static bool refuse(struct at_repl *r, attune_error *err)
{
	at_repl_say(r, "I can't read that: %s.", attune_error_message(err));
	attune_error_free(err);
	return false;
}

bool at_repl_report(struct at_repl *r)
{
	struct at_session *s = &r->session;
	const struct at_version *draft = at_session_now(s);
	attune_error *err = NULL;
	r->reported = r->carded = false;
	if (draft == NULL)
		return false;
	if (attune_scan(&r->cli->report, r->cli->scanner, draft->text, draft->len,
	                s->has_partner ? at_buffer_str(&s->partner) : NULL, s->partner.len, &err) != ATTUNE_OK)
		return refuse(r, err);
	const char *card = attune_report_card(r->cli->report);
	r->reported = true;
	r->carded = card != NULL && !attune_card_is_soft(card);
	at_session_count(s, r->cli->report);
	return true;
}

/* "a-c take an offer, 1-4 say why, Enter edits yours, /help has the rest." */
static void hint(struct at_repl *r)
{
	size_t offers = r->session.n_offers, findings = at_answer_count(r->cli, &r->session);
	struct at_buffer text = {0};
	if (r->hints >= HINTS || r->lesson != 0)
		return;
	r->hints++;
	if (offers > 1)
		at_buffer_addf(&text, "a-%c take an offer, ", (char)('a' + offers - 1));
	else if (offers == 1)
		at_buffer_add_str(&text, "a takes the offer, ");
	if (findings > 1)
		at_buffer_addf(&text, "1-%zu say why, ", findings);
	else
		at_buffer_add_str(&text, "1 says why, ");
	at_buffer_add_str(&text, "Enter edits yours, /help has the rest.");
	at_repl_dim(r, at_buffer_str(&text));
	at_buffer_free(&text);
}

void at_repl_answer(struct at_repl *r)
{
	const struct at_version *draft = at_session_now(&r->session);
	bool unseen = r->unseen;
	r->unseen = false;
	if (!at_repl_report(r))
		return;
	if (unseen && !r->carded && (r->cli->out.plain || at_answer_count(r->cli, &r->session) == 0))
		at_render_draft(&r->cli->out, r->cli->report, NULL, 0, draft->text, draft->len);
	at_answer_draft(r->cli, &r->session);
	if (!r->carded && at_answer_count(r->cli, &r->session) > 0) {
		if (r->config.value[AT_S_OFFERS] > 0) {
			(void)at_offers_make(r, 0);
			at_offers_show(r);
		}
		hint(r);
	}
	at_modes_offer_self(r);
	at_load_troubles(r->cli);
}

void at_repl_prefill(struct at_repl *r, const char *text, size_t len, bool fill)
{
	at_buffer_clear(&r->prefill);
	at_buffer_add(&r->prefill, text, len);
	r->cursor = len;
	r->over = fill ? at_session_gap(text, len, &r->cursor) : 0;
	r->prefilled = !r->prefill.failed;
}

/* Keeps a draft where the person asked for it: in the history, and as the draft to come back to. */
static void keep(struct at_repl *r, const char *text)
{
	if (r->config.value[AT_S_REMEMBER] == 0)
		return;
	if (text[0] != '/')
		at_history_add(&r->history, text, true);
	if (!at_state_keep_draft(text, strlen(text)))
		at_repl_say(r, "The draft could not be kept on disk; it's safe as long as this session runs.");
}

void at_repl_draft(struct at_repl *r, const char *text, size_t len)
{
	switch (at_session_write(&r->session, text, len)) {
	case AT_DRAFT_FAILED:
		at_repl_say(r, "Out of memory; the draft was not taken.");
		return;
	case AT_DRAFT_SAME:
		if (r->reported && !r->carded) {
			at_repl_say(r, "That's the same as before. /copy takes it along.");
			return;
		}
		break;
	case AT_DRAFT_NEW:
		keep(r, at_session_now(&r->session)->text);
		break;
	}
	at_repl_answer(r);
	at_drills_count(r);
}

/* What they said may need a card before anybody thinks of an answer. */
static void read_partner(struct at_repl *r)
{
	const struct at_buffer *partner = &r->session.partner;
	attune_error *err = NULL;
	r->reported = false;
	if (attune_read(&r->cli->report, r->cli->scanner, partner->ptr, partner->len, &err) != ATTUNE_OK) {
		refuse(r, err);
		(void)at_session_hear(&r->session, "", 0);
		return;
	}
	(void)at_render_card(&r->cli->out, r->cli->rules, r->cli->report);
}

void at_repl_they(struct at_repl *r, const char *text, size_t len)
{
	if (!at_session_hear(&r->session, text, len)) {
		at_repl_say(r, "Out of memory; that was not taken.");
		return;
	}
	r->state = AT_AT_YOU;
	at_names_free(&r->drills.counted);
	if (len > 0)
		read_partner(r);
	if (at_session_now(&r->session) == NULL)
		return;
	if (len == 0)
		at_repl_answer(r);
	else if (!r->unseen) /* it may answer what they said before */
		at_repl_say(r, "Your draft is still here: Enter edits it, /draft reads it beside these words.");
}

/* ------------------------------------------------------------------- rules */

uint64_t at_repl_rules_sum(const struct at_repl *r)
{
	struct at_rule_paths paths;
	uint64_t sum = 0;
	at_load_paths(&paths, &r->cli->options);
	for (size_t i = 0; i < paths.n; i++)
		sum = at_watch_sum(sum, paths.items[i].path);
	at_load_paths_free(&paths);
	return sum;
}

static void use_rules(struct at_cli *cli, const struct at_cli *fresh)
{
	attune_offers_free(cli->offers);
	attune_report_free(cli->report);
	attune_scanner_free(cli->scanner);
	attune_rules_free(cli->rules);
	cli->offers = NULL;
	cli->report = NULL;
	cli->scanner = fresh->scanner;
	cli->rules = fresh->rules;
}

void at_repl_reload(struct at_repl *r, bool asked)
{
	uint64_t sum = at_repl_rules_sum(r);
	if (!asked && sum == r->rules_sum)
		return;
	struct at_cli fresh = {.options = r->cli->options};
	bool loaded = at_load_scanner(&fresh) == AT_EXIT_CLEAN;
	r->rules_sum = sum;
	if (!loaded || fresh.broken > 0) {
		attune_scanner_free(fresh.scanner);
		attune_rules_free(fresh.rules);
		at_repl_say(r, "The rules have a mistake, so the last good ones stay.");
		return;
	}
	at_warm_free(&r->warm);
	at_drills_forget(r);
	at_modes_forget(r);
	use_rules(r->cli, &fresh);
	at_repl_say(r, "%s", asked ? "Rules read again." : "Your rules changed; I'm using the new ones.");
	if (r->reported)
		(void)at_repl_report(r);
}

/* ------------------------------------------------------------------- lines */

/* What the history keeps of a command must not be something the person wrote to somebody. */
static bool is_plain_operand(const struct at_coach_command *c, const char *rest, size_t len)
{
	size_t words = 1;
	if (len == 0)
		return true;
	if (c->takes == AT_TAKES_TEXT || (c->takes == AT_TAKES_NOTHING && c->choices == NULL) || len > 80)
		return false;
	for (size_t i = 0; i < len; i++) {
		words += rest[i] == ' ';
		if (rest[i] != ' ' && rest[i] != '-' && rest[i] != '/' && !islower((unsigned char)rest[i]) &&
		    !isdigit((unsigned char)rest[i]))
			return false;
	}
	return words <= (c->takes == AT_TAKES_SETTING ? 3u : 2u) &&
	       (words == 1 || c->takes == AT_TAKES_SETTING || strstr(rest, " --") != NULL);
}

static void record(struct at_repl *r, const struct at_coach_command *c, const char *rest, size_t len)
{
	struct at_buffer line = {0};
	struct at_buffer operand = {0};
	at_buffer_add(&operand, rest, len);
	if (is_plain_operand(c, at_buffer_str(&operand), len)) {
		at_buffer_addf(&line, "/%s%s%s", c->name, len > 0 ? " " : "", at_buffer_str(&operand));
		at_history_add(&r->history, at_buffer_str(&line), false);
	}
	at_buffer_free(&line);
	at_buffer_free(&operand);
}

/* A slash and letters alone, up to white space: so "/etc/hosts" and "/ 2" are text. */
static bool looks_like_command(const char *s, size_t len)
{
	size_t rest, end = len > 0 && s[0] == '/' ? 1 + at_coach_word(s + 1, len - 1, &rest) : 0;
	for (size_t i = 1; i < end; i++)
		if (!isalpha((unsigned char)s[i]) && !(s[i] == '?' && end == 2))
			return false;
	return end > 1;
}

static void unknown(struct at_repl *r, const char *name, size_t len, bool several)
{
	struct at_buffer could = {0};
	const char *near = at_coach_suggest(name, len);
	for (size_t i = 0; several && i < at_coach_count; i++)
		if (strncmp(at_coach_table[i].name, name, len) == 0)
			at_buffer_addf(&could, "%s/%s", could.len > 0 ? ", " : "", at_coach_table[i].name);
	if (several)
		at_repl_say(r, "/%.*s could be %s.", (int)len, name, at_buffer_str(&could));
	else if (near != NULL)
		at_repl_say(r, "No command /%.*s; did you mean /%s?", (int)len, name, near);
	else
		at_repl_say(r, "No command /%.*s; /help lists them, and /draft takes any text as it is.", (int)len, name);
	at_buffer_free(&could);
}

/* Runs a command. False when the text is none: several lines that begin with a slash are a message, unless they are for a command
 * that takes one. */
static bool command(struct at_repl *r, const char *line, size_t len)
{
	size_t rest;
	bool several = false;
	size_t end = at_coach_word(line + 1, len - 1, &rest);
	const char *name = line + 1;
	const struct at_coach_command *c =
		end == 1 && *name == '?' ? at_coach_find("help", 4, &several) : at_coach_find(name, end, &several);
	if (memchr(line, '\n', len) != NULL && (c == NULL || c->takes != AT_TAKES_TEXT))
		return false;
	if (c == NULL) {
		unknown(r, name, end, several);
		return true;
	}
	record(r, c, name + rest, len - 1 - rest);
	c->run(r, name + rest, len - 1 - rest);
	return true;
}

/* A letter for an offer, a number for a finding, nothing for the draft itself. False when the text is something else. */
static bool short_answer(struct at_repl *r, const char *s, size_t len)
{
	const struct at_version *draft = at_session_now(&r->session);
	if (draft == NULL && r->session.n_offers == 0)
		return false;
	if (len == 0 && draft == NULL)
		return false;
	if (len == 0) {
		at_repl_prefill(r, draft->text, draft->len, false);
		return true;
	}
	if (len == 1 && at_session_offer(&r->session, s[0]) != NULL) {
		at_coach_take(r, s, len);
		return true;
	}
	size_t digits = 0;
	while (digits < len && digits < MOST_DIGITS && isdigit((unsigned char)s[digits]))
		digits++;
	if (digits != len || !r->reported || r->carded || at_answer_count(r->cli, &r->session) == 0)
		return false;
	at_coach_why(r, s, len);
	return true;
}

/* Whether the text is `word`, in upper or lower case. */
static bool is_word(const char *s, size_t len, const char *word)
{
	size_t i = 0;
	while (i < len && tolower((unsigned char)s[i]) == word[i] && word[i] != 0)
		i++;
	return i == len && word[i] == 0;
}

/* "quit", "help" and a lone sign, which were meant for the coach. True when it was one; the way to send it is told. */
static bool meant_for_coach(struct at_repl *r, const char *s, size_t len)
{
	static const char *const words[] = {"help", "quit", "exit", "?", "/"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!is_word(s, len, words[i]))
			continue;
		if (r->state == AT_AT_THEY)
			at_repl_say(r, "/help lists the commands, /quit leaves. If that is what they said: /they %.*s", (int)len,
			            s);
		else
			at_repl_say(r, "/help lists the commands, /quit leaves. To send that %s: /draft %.*s",
			            i < 3 ? "word" : "sign", (int)len, s);
		return true;
	}
	return false;
}

/* A letter or a number that names nothing now. True when it was one; the reason is told, and so is the way to send it. */
static bool names_nothing(struct at_repl *r, const char *s, size_t len)
{
	size_t digits = 0;
	while (digits < len && isdigit((unsigned char)s[digits]))
		digits++;
	bool number = digits == len && len <= MOST_DIGITS;
	if (!number && (len != 1 || !isalpha((unsigned char)s[0])))
		return false;
	at_repl_say(r, "There is no %s %.*s at hand. (/draft %.*s would write it.)", number ? "finding" : "offer", (int)len, s,
	            (int)len, s);
	return true;
}

static void text(struct at_repl *r, const char *s, size_t len)
{
	if (at_drills_active(r)) {
		at_drills_line(r, s, len);
		return;
	}
	if (at_modes_active(r)) {
		at_modes_line(r, s, len);
		return;
	}
	if (meant_for_coach(r, s, len))
		return;
	if (r->state == AT_AT_THEY) {
		at_repl_they(r, s, len);
		return;
	}
	if (short_answer(r, s, len))
		return;
	if (len == 0)
		at_repl_say(r, "Nothing written yet. Whenever you're ready.");
	else if (!names_nothing(r, s, len))
		at_repl_draft(r, s, len);
}

bool at_repl_idle(void *repl, const char *line, size_t len)
{
	struct at_repl *r = repl;
	const struct at_buffer *partner = &r->session.partner;
	attune_wish wish = at_offers_wish(r, 0);
	if (at_repl_is_busy(r) || len > AT_OFFERS_MOST || partner->len > AT_OFFERS_MOST)
		return false;
	if (len == 0 || looks_like_command(line, len) || !at_warm_wants(&r->warm, line, len))
		return at_warm_example(&r->warm, r->cli->scanner, r->cli->rules);
	if (r->state == AT_AT_THEY)
		at_warm_read(&r->warm, r->cli->scanner, NULL, 0, line, len, &wish);
	else
		at_warm_read(&r->warm, r->cli->scanner, line, len, r->session.has_partner ? partner->ptr : NULL, partner->len,
		             &wish);
	return true;
}

static bool goes_on(const char *line, size_t len)
{
	size_t slashes = 0;
	while (slashes < len && line[len - 1 - slashes] == '\\')
		slashes++;
	return slashes % 2 == 1;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void at_repl_line(struct at_repl *r, const char *line, size_t len)
{
	r->prefilled = false;
	if (goes_on(line, len)) {
		at_buffer_add(&r->gathered, line, len - 1);
		at_buffer_add_char(&r->gathered, '\n');
		return;
	}
	at_buffer_add(&r->gathered, line, len);
	struct at_buffer whole = r->gathered;
	r->gathered = (struct at_buffer){0};
	if (whole.failed)
		at_repl_say(r, "Out of memory; that was not taken.");
	else {
		const char *s = at_buffer_str(&whole), *end = s + whole.len;
		while (end > s && blank(end[-1]))
			end--;
		while (s < end && blank(*s))
			s++;
		size_t n = (size_t)(end - s);
		at_repl_reload(r, false);
		if (!looks_like_command(s, n) || !command(r, s, n))
			text(r, s, n);
	}
	at_buffer_free(&whole);
}
