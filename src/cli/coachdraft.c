/* SPDX-License-Identifier: MIT */
/*
 * coachdraft.c: the coach's commands about what they said, the draft and its offers.
 */
#include "cli/answer.h"
#include "cli/clipboard.h"
#include "cli/coachcmd.h"
#include "cli/editor.h"
#include "cli/files.h"
#include "cli/offers.h"
#include "cli/show.h"
#include "coach/groups.h"
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Whether the operand is --file NAME; then the file is in `text` (true), or `text` is empty and the reason is told. */
static bool from_file(struct at_repl *r, const char *rest, size_t len, struct at_buffer *text)
{
	size_t name, end = at_coach_word(rest, len, &name);
	struct at_buffer path = {0};
	if (end != 6 || strncmp(rest, "--file", 6) != 0)
		return false;
	const char *home = getenv("HOME");
	bool tilde = home != NULL && len > name + 1 && rest[name] == '~' && rest[name + 1] == '/';
	if (tilde)
		at_buffer_add_str(&path, home);
	at_buffer_add(&path, rest + name + tilde, len - name - tilde);
	while (path.len > 0 && path.ptr[path.len - 1] == ' ')
		path.len--;
	if (path.len == 0)
		at_repl_say(r, "Which file? --file NAME");
	else if (!at_files_read(text, at_buffer_str(&path), ATTUNE_MAX_MESSAGE)) {
		at_repl_say(r, "%s: %s", at_buffer_str(&path), strerror(errno));
		at_buffer_clear(text);
	} else if (text->len == 0)
		at_repl_say(r, "%s is empty.", at_buffer_str(&path));
	while (text->len > 0 && (text->ptr[text->len - 1] == '\n' || text->ptr[text->len - 1] == '\r'))
		text->len--;
	at_buffer_free(&path);
	return true;
}

void at_coach_they(struct at_repl *r, const char *rest, size_t len)
{
	struct at_buffer text = {0};
	if (len == 0)
		r->state = AT_AT_THEY;
	else if (!from_file(r, rest, len, &text))
		at_repl_they(r, rest, len);
	else if (text.len > 0)
		at_repl_they(r, text.ptr, text.len);
	at_buffer_free(&text);
}

void at_coach_draft(struct at_repl *r, const char *rest, size_t len)
{
	struct at_buffer text = {0};
	r->state = AT_AT_YOU;
	if (len == 0 && at_session_now(&r->session) == NULL)
		at_repl_say(r, "Nothing written yet. Whenever you're ready.");
	else if (len == 0) {
		r->unseen = true;
		at_repl_answer(r);
	} else if (!from_file(r, rest, len, &text))
		at_repl_draft(r, rest, len);
	else if (text.len > 0) {
		r->unseen = true;
		at_repl_draft(r, text.ptr, text.len);
	}
	at_buffer_free(&text);
}

/* A number from 1 at s[0..len), or 0. */
static size_t number(const char *s, size_t len)
{
	size_t n = 0;
	for (size_t i = 0; i < len; i++) {
		if (!isdigit((unsigned char)s[i]) || n > 100000)
			return 0;
		n = n * 10 + (size_t)(s[i] - '0');
	}
	return n;
}

void at_coach_why(struct at_repl *r, const char *rest, size_t len)
{
	size_t total = r->reported && !r->carded ? at_groups_count(&r->session, r->cli->report) : 0;
	size_t n = len == 0 && total == 1 ? 1 : number(rest, len);
	if (total == 0)
		at_repl_say(r, "There is no finding to explain.");
	else if (n == 0 || n > total)
		at_repl_say(r, total == 1 ? "Only finding 1 is there." : "Which one? There are findings 1 to %zu.", total);
	else
		(void)at_answer_why(r->cli, &r->session, n - 1);
}

void at_coach_take(struct at_repl *r, const char *rest, size_t len)
{
	const struct at_offer *o = len == 1 ? at_session_offer(&r->session, rest[0]) : NULL;
	if (o != NULL) {
		at_repl_prefill(r, o->text, o->len, true);
		at_offers_park(r);
		if (r->over > 0 && r->gaps++ < 2)
			at_repl_dim(r, "What you type takes the place of the [bracket]; Tab goes to the next.");
	} else if (r->session.n_offers == 0)
		at_repl_say(r, "There is no offer at hand.");
	else
		at_repl_say(r, "Which one? There are offers a to %c.", (int)('a' + r->session.n_offers - 1));
}

void at_coach_edit(struct at_repl *r, const char *rest, size_t len)
{
	const struct at_version *draft = at_session_now(&r->session);
	struct at_buffer text = {0}, problem = {0};
	(void)rest;
	(void)len;
	r->state = AT_AT_YOU;
	if (draft != NULL)
		at_buffer_add(&text, draft->text, draft->len);
	(void)at_out_flush(&r->cli->out);
	switch (at_editor_run(&text, &problem)) {
	case AT_EDIT_FAILED:
		at_repl_say(r, "%s.", at_buffer_str(&problem));
		break;
	case AT_EDIT_ENDED:
		if (text.len > 0)
			(void)at_session_write(&r->session, text.ptr, text.len);
		break;
	case AT_EDITED:
		r->unseen = text.len > 0;
		if (text.len > 0)
			at_repl_draft(r, text.ptr, text.len);
		else if (draft != NULL)
			at_repl_say(r, "It came back empty, so the draft is as it was.");
		else
			at_repl_say(r, "Nothing written yet. Whenever you're ready.");
	}
	at_buffer_free(&text);
	at_buffer_free(&problem);
}

void at_coach_undo(struct at_repl *r, const char *rest, size_t len)
{
	(void)rest;
	(void)len;
	if (!at_session_undo(&r->session)) {
		at_repl_say(r, "There is no draft before this one.");
		return;
	}
	at_repl_say(r, "Back to the draft before:");
	r->unseen = true;
	at_repl_answer(r);
}

void at_coach_diff(struct at_repl *r, const char *rest, size_t len)
{
	const struct at_version *now = at_session_now(&r->session), *before = at_session_before(&r->session);
	(void)rest;
	(void)len;
	if (before == NULL)
		at_repl_say(r, "There is no draft before this one.");
	else
		at_answer_diff(r->cli, before, now);
}

static void copy(struct at_repl *r, const char *text, size_t len)
{
	const char *term = getenv("TERM"), *tool = at_clipboard_tool(text, len);
	bool can = r->cli->out.terminal && term != NULL && strcmp(term, "dumb") != 0;
	size_t gap, gap_len = at_session_gap(text, len, &gap);
	if (can)
		at_clipboard_sequence(&r->cli->out.bytes, text, len);
	if (tool != NULL)
		at_repl_say(r, "Copied.");
	else if (can)
		at_repl_say(r, "Copied, by way of your terminal.");
	else {
		at_repl_say(r, "There is no clipboard here. The draft, to copy by hand:");
		at_show_wrapped(&r->cli->out.bytes, text, 0, 0, SIZE_MAX);
		return;
	}
	if (gap_len > 0) {
		struct at_buffer quoted = {0};
		at_show(&quoted, text + gap, gap_len);
		at_repl_say(r, "%s is still to be filled in.", at_buffer_str(&quoted));
		at_buffer_free(&quoted);
	}
}

void at_coach_copy(struct at_repl *r, const char *rest, size_t len)
{
	const struct at_version *draft = at_session_now(&r->session);
	const struct at_offer *o = len == 1 ? at_session_offer(&r->session, rest[0]) : NULL;
	if (len == 0 && at_modes_active(r) && r->modes.now->chosen.len > 0)
		copy(r, r->modes.now->chosen.ptr, r->modes.now->chosen.len);
	else if (len > 0 && o == NULL)
		at_coach_take(r, rest, len); /* says what there is */
	else if (o == NULL && draft == NULL)
		at_repl_say(r, "There is no draft to copy yet.");
	else {
		copy(r, o != NULL ? o->text : draft->text, o != NULL ? o->len : draft->len);
		r->session.taken_along = true;
		at_repl_say(r, "When they answer: /they.");
	}
}

void at_coach_parked(struct at_repl *r, const char *rest, size_t len)
{
	(void)rest;
	(void)len;
	if (r->session.parked.n == 0)
		at_repl_say(r, "Nothing is kept for later. Advice that an offer leaves out would wait here, for when they ask.");
	for (size_t i = 0; i < r->session.parked.n; i++) {
		at_buffer_add_str(&r->cli->out.bytes, "- ");
		at_show_wrapped(&r->cli->out.bytes, r->session.parked.items[i], 2, 2, r->cli->out.width);
	}
}

void at_coach_more(struct at_repl *r, const char *rest, size_t len)
{
	unsigned round = r->session.n_offers == 0 ? 0 : r->session.round + 1;
	(void)rest;
	(void)len;
	if (!r->reported || r->carded) {
		at_repl_say(r, "There is no draft to make offers for.");
		return;
	}
	if (at_offers_make(r, round) == 0 && round > 0) {
		at_repl_say(r, "That's all I have. From the start:");
		(void)at_offers_make(r, 0);
	}
	if (r->session.n_offers == 0)
		at_repl_say(r, "I have no reply to offer for this one.");
	at_offers_show(r);
}
