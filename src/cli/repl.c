/* SPDX-License-Identifier: MIT */
/*
 * repl.c: a line in, an answer out. A line is, in this order: the continuation of one that ended with a backslash; a command,
 * when it begins with a slash and letters; while something is at hand, a letter for an offer, a number for a finding, or
 * nothing for the draft itself; else text: what they said or a draft, by what was asked for. What was hardly meant to be sent (a
 * letter or number that names nothing, "quit", a lone slash) becomes no draft by itself: /draft takes it.
 */
#include "cli/repl.h"
#include "cli/coachcmd.h"
#include "cli/offers.h"
#include "coach/groups.h"
#include <ctype.h>
#include <string.h>

#define MOST_DIGITS 4 /* of a finding's number */

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
	if (digits != len || !r->reported || r->carded || at_groups_count(&r->session, r->cli->report) == 0)
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
		at_warm_read(&r->warm, r->cli->scanner, line, len, at_session_partner(&r->session), partner->len, &wish);
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
