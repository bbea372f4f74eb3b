/* SPDX-License-Identifier: MIT */
/*
 * walk.c: four questions before an answer. Input: what they said and the answers; output: what can be seen of how they say it, then
 * replies: the mode's own templates with the writer's guesses in them, then the composer's around a sentence with the same guesses.
 */
#include "coach/guide.h"
#include <string.h>

#define MOST 3

/* ------------------------------------------------------------- how they say it */

struct marks {
	size_t words, dots, exclaim, question, capitals;
	bool stop;
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct marks count_marks(const char *s, size_t len)
{
	struct marks m = {0};
	size_t letters = 0, small = 0;
	for (size_t i = 0; i <= len; i++) {
		char c = i < len ? s[i] : ' ';
		m.exclaim += c == '!';
		m.question += c == '?';
		m.dots += c == '.' && i + 1 < len && s[i + 1] == '.';
		m.dots += len - i >= 3 && i < len && memcmp(s + i, "\xe2\x80\xa6", 3) == 0;
		if (is_letter(c)) {
			letters++;
			small += c >= 'a';
		} else if (c != '\'') {
			m.words += letters > 0;
			m.capitals += letters > 2 && small == 0;
			letters = small = 0;
		}
	}
	m.stop = m.words <= 4 && len > 0 && s[len - 1] == '.' && m.dots == 0;
	return m;
}

static void mark(struct at_guide *g, struct at_buffer *out, bool seen, const char *key)
{
	if (seen)
		at_buffer_addf(out, "%s%s", out->len > 0 ? ", " : "", at_guide_words(g, key));
}

static bool pace_is(const attune_report *r, const char *pace)
{
	const char *p = attune_report_pace(r);
	return p != NULL && strcmp(p, pace) == 0;
}

static bool show_how(struct at_guide *g)
{
	struct at_buffer out = {0};
	struct marks m = count_marks(at_buffer_str(&g->partner), g->partner.len);
	const attune_report *r = at_guide_theirs(g);
	if (r == NULL)
		return true;
	mark(g, &out, pace_is(r, "short"), "mark-short");
	mark(g, &out, pace_is(r, "rushing"), "mark-rushing");
	mark(g, &out, attune_report_intensity(r) >= 4, "mark-strong");
	mark(g, &out, at_guide_theirs_is(g, "suppressed"), "mark-masked");
	mark(g, &out, m.dots > 0, "mark-dots");
	mark(g, &out, m.exclaim > 0, "mark-exclaim");
	mark(g, &out, m.question > 0, "mark-question");
	mark(g, &out, m.capitals > 0, "mark-capitals");
	mark(g, &out, m.stop, "mark-stop");
	mark(g, &out, out.len == 0 && pace_is(r, "steady"), "mark-steady");
	at_guide_set(g, "marks", at_buffer_str(&out));
	at_guide_say(g, AT_SAID_DIM, at_guide_words(g, out.len > 0 ? "how" : "how-plain"));
	at_guide_drop(g, &out);
	return true;
}

/* Cues that read what isn't said. */
static bool show_between(struct at_guide *g)
{
	struct at_buffer out = {0};
	const attune_report *r = at_guide_theirs(g);
	attune_feeling f;
	if (r == NULL)
		return true;
	for (size_t i = 0; attune_report_feeling(r, i, &f); i++)
		if (!f.stated)
			at_buffer_addf(&out, "%smaybe %s", out.len > 0 ? ", " : "", f.word);
	at_guide_set(g, "cues", at_buffer_str(&out));
	at_guide_say(g, AT_SAID_DIM, at_guide_words(g, "between"));
	at_guide_drop(g, &out);
	return true;
}

static bool show_needs(struct at_guide *g)
{
	struct at_buffer out = {0};
	const attune_report *r = at_guide_theirs(g);
	const char *need;
	if (r == NULL)
		return true;
	for (size_t i = 0; i < 3 && (need = attune_report_need(r, i)) != NULL; i++)
		at_buffer_addf(&out, "%s%s", out.len > 0 ? ", " : "", need);
	at_guide_set(g, "needs", at_buffer_str(&out));
	at_guide_say(g, AT_SAID_DIM, at_guide_words(g, "need-guess"));
	at_guide_drop(g, &out);
	return true;
}

/* --------------------------------------------------------------------- reply */

/* They named it themselves: then it is no guess. */
static bool is_told(struct at_guide *g, const char *word)
{
	const attune_report *r = at_guide_theirs(g);
	attune_feeling f;
	bool told = false;
	for (size_t i = 0; r != NULL && !told && attune_report_feeling(r, i, &f); i++)
		told = f.stated && strncmp(word, f.word, strlen(f.word)) == 0;
	return told;
}

/* Good news, and nothing heavy beside it. */
static bool is_glad(struct at_guide *g)
{
	return at_guide_theirs_is(g, "good-news") && !at_guide_theirs_is(g, "distress");
}

/* The first of the answers that names a feeling. */
static void set_guess(struct at_guide *g)
{
	static const char *const keys[] = {"world", "between", "how"};
	at_guide_feeling(g, "");
	for (size_t i = 0; i < sizeof keys / sizeof *keys && *at_guide_slot(g, "you") == 0; i++) {
		const char *answer = at_guide_answer(g, keys[i]);
		at_guide_feeling(g, answer == NULL ? "" : answer);
	}
	bool told = is_told(g, at_guide_slot(g, "word"));
	at_guide_compose(g, "guess", !is_glad(g) ? (told ? "known" : "guess") : told ? "" : "glad");
}

/* The question of a need that the answer names, or NULL. */
static const char *named_need(struct at_guide *g, const char *answer)
{
	const char *name, *found = NULL;
	size_t longest = 0;
	for (size_t k = 0; (name = at_guide_nth(g, "needs", k)) != NULL; k++) {
		if (strlen(name) <= longest || !at_guide_names(answer, name))
			continue;
		longest = strlen(name);
		found = at_wording_pair(g->world->words, "common", "needs", name);
	}
	return found;
}

static void set_need(struct at_guide *g)
{
	const char *answer = at_guide_answer(g, "need");
	at_guide_set(g, "need", "");
	if (answer == NULL)
		return;
	const char *ask = named_need(g, answer);
	if (ask != NULL) {
		at_guide_set(g, "need", ask);
		return;
	}
	at_guide_set(g, "need", answer);
	if (at_guide_has(g, answer, "third-person") || strlen(answer) > 60)
		at_guide_set(g, "need", "");
	bool verb = strncmp(answer, "to ", 3) == 0 || strncmp(answer, "not to ", 7) == 0;
	at_guide_compose(g, "need", verb ? "to-need" : "own-need");
}

static void finish(struct at_guide *g)
{
	struct at_buffer draft = {0};
	bool glad = is_glad(g), angry = at_guide_theirs_is(g, "anger");
	set_guess(g);
	set_need(g);
	at_guide_mirror(g);
	const char *guess = at_guide_slot(g, "guess"), *need = at_guide_slot(g, "need");
	at_buffer_addf(&draft, "%s%s%s", guess, *guess != 0 ? ". " : "", need);
	(void)at_guide_reply(g, "warm", glad ? "glad-warm" : angry ? "angry-warm" : "reply-warm");
	(void)at_guide_reply(g, "curious", glad ? "glad-curious" : angry ? "angry-curious" : "reply-curious");
	if (!glad)
		(void)at_guide_reply(g, "short", angry ? "angry-short" : "reply-short");
	at_guide_rewrite(g, at_buffer_str(&draft), MOST);
	at_guide_end(g);
	at_guide_drop(g, &draft);
}

static const struct at_guide_step steps[] = {
	{"they", AT_TAB_NONE, true, NULL, at_guide_wants_they, at_guide_take_they},
	{"world", AT_TAB_FEELINGS, false, "strip-feeling", NULL, NULL},
	{"how", AT_TAB_NONE, false, "strip-feeling", show_how, NULL},
	{"between", AT_TAB_FEELINGS, false, "strip-feeling", show_between, NULL},
	{"need", AT_TAB_NEEDS, false, "strip-need", show_needs, NULL},
};
const struct at_guide_mode at_mode_walk = {"walk", steps, sizeof steps / sizeof *steps, finish};
