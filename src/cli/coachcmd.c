/* SPDX-License-Identifier: MIT */
/*
 * coachcmd.c: the table of the coach's commands, finding one by the beginning of its name, and /help.
 */
#include "cli/coachcmd.h"
#include "cli/show.h"
#include "ruleset/suggest.h"
#include <string.h>

#define NAME_COLUMNS 26

const struct at_coach_command at_coach_table[] = {
	{"they", "[TEXT | --file FILE]", "what they said; alone: asks for it", AT_TAKES_TEXT, NULL, at_coach_they},
	{"draft", "[TEXT | --file FILE]", "your draft; alone: shows the one at hand again", AT_TAKES_TEXT, NULL, at_coach_draft},
	{"why", "N", "why finding N is there, what they may hear, examples; a bare N does the same", AT_TAKES_NUMBER, NULL,
         at_coach_why},
	{"more", "", "other offers", AT_TAKES_NOTHING, NULL, at_coach_more},
	{"take", "X", "put offer X into the line to edit; a bare letter does the same", AT_TAKES_OFFER, NULL, at_coach_take},
	{"edit", "", "the draft in $VISUAL or $EDITOR", AT_TAKES_NOTHING, NULL, at_coach_edit},
	{"undo", "", "back to the draft before", AT_TAKES_NOTHING, NULL, at_coach_undo},
	{"diff", "", "what changed since the draft before", AT_TAKES_NOTHING, NULL, at_coach_diff},
	{"copy", "[X]", "the draft, or offer X, onto the clipboard", AT_TAKES_OFFER, NULL, at_coach_copy},
	{"parked", "", "advice of yours that was kept for later", AT_TAKES_NOTHING, NULL, at_coach_parked},
	{"goal", "[GOAL]", "what you want: heart (be close), resolve (find a way) or here (just be there)", AT_TAKES_NOTHING,
         AT_CHOICES_GOAL, at_coach_goal},
	{"to", "[WHOM]", "whom you write to", AT_TAKES_NOTHING, AT_CHOICES_TO, at_coach_to},
	{"practice", "[SKILL] [LEVEL] [WHOM]", "drills: scenes to answer, words that sting, saying it back", AT_TAKES_NOTHING,
         "distress|anger|good-news|ambivalence|repair|sting|say-back", at_coach_practice},
	{"progress", "", "what you practised, week by week", AT_TAKES_NOTHING, NULL, at_coach_progress},
	{"forget", "", "erase all that attune has kept about you", AT_TAKES_NOTHING, NULL, at_coach_forget},
	{"walk", "[TEXT]", "four questions to walk through their world, then a reply out of your answers", AT_TAKES_TEXT, NULL,
         at_coach_walk},
	{"self", "", "a minute for you: what you feel, what you most want to hear, a clean ask", AT_TAKES_NOTHING, NULL,
         at_coach_self},
	{"repair", "", "an apology, part by part, out of your own facts", AT_TAKES_NOTHING, NULL, at_coach_repair},
	{"receive", "[TEXT]", "answer somebody's apology", AT_TAKES_TEXT, NULL, at_coach_receive},
	{"challenge", "[WHOM | answer]", "one small act for today; answer: what they wrote back", AT_TAKES_NOTHING,
         "friend|partner|parent|colleague|child|answer", at_coach_challenge},
	{"journal", "[TEXT | list | erase N|all]", "a line on what stayed with you, kept on this machine", AT_TAKES_TEXT,
         "list|erase", at_coach_journal},
	{"rules", "[CATEGORY]", "the rules there are", AT_TAKES_RULE, NULL, at_coach_rules},
	{"rule", "ID", "one rule with its examples, and where it is defined", AT_TAKES_RULE, NULL, at_coach_rule},
	{"mute", "[ID|N] [--forever|--off]", "leave a rule or a category out, for now or for good", AT_TAKES_RULE, NULL,
         at_coach_mute},
	{"reload", "", "read the rule files again (changes are noticed without it, too)", AT_TAKES_NOTHING, NULL, at_coach_reload},
	{"set", "[NAME VALUE [--forever]]", "settings; --forever keeps one", AT_TAKES_SETTING, NULL, at_coach_set},
	{"help", "[COMMAND]", "this help", AT_TAKES_COMMAND, NULL, at_coach_help_run},
	{"quit", "", "leave (so does Ctrl-D)", AT_TAKES_NOTHING, NULL, at_coach_quit},
};
const size_t at_coach_count = sizeof at_coach_table / sizeof *at_coach_table;

const struct at_coach_command *at_coach_find(const char *name, size_t len, bool *several)
{
	const struct at_coach_command *found = NULL;
	*several = false;
	for (size_t i = 0; i < at_coach_count && len > 0; i++) {
		if (strncmp(at_coach_table[i].name, name, len) != 0)
			continue;
		if (at_coach_table[i].name[len] == 0) {
			*several = false;
			return &at_coach_table[i];
		}
		*several = *several || found != NULL;
		found = &at_coach_table[i];
	}
	return *several ? NULL : found;
}

const char *at_coach_suggest(const char *name, size_t len)
{
	const char *names[sizeof at_coach_table / sizeof *at_coach_table];
	char word[64];
	if (len >= sizeof word)
		return NULL;
	memcpy(word, name, len);
	word[len] = 0;
	for (size_t i = 0; i < at_coach_count; i++)
		names[i] = at_coach_table[i].name;
	return at_nearest(word, names, at_coach_count);
}

void at_coach_help(struct at_out *out)
{
	for (size_t i = 0; i < at_coach_count; i++) {
		const struct at_coach_command *c = &at_coach_table[i];
		struct at_buffer name = {0};
		size_t indent = out->width < 60 ? 4 : NAME_COLUMNS + 2;
		at_buffer_addf(&name, "/%s%s%s", c->name, *c->arguments == 0 ? "" : " ", c->arguments);
		at_out_spaces(out, 2);
		size_t columns = 2 + at_out_text(out, AT_BOLD, at_buffer_str(&name));
		if (columns + 1 > indent) {
			at_buffer_add_char(&out->bytes, '\n');
			columns = 0;
		}
		at_out_spaces(out, indent - columns);
		at_show_wrapped(&out->bytes, c->line, indent, indent, out->width);
		at_buffer_free(&name);
	}
}

size_t at_coach_word(const char *s, size_t len, size_t *rest)
{
	size_t end = 0;
	while (end < len && s[end] != ' ' && s[end] != '\t' && s[end] != '\n')
		end++;
	*rest = end;
	while (*rest < len && (s[*rest] == ' ' || s[*rest] == '\t' || s[*rest] == '\n'))
		(*rest)++;
	return end;
}
