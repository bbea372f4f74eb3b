/* SPDX-License-Identifier: MIT */
/*
 * command.c: the table of commands, and finding one by its name. Input: words of the command line; output: an entry of the
 * table, or the name that was perhaps meant. The examples are run by tests/cli/help.bats.
 */
#include "cli/command.h"
#include "cli/commands.h"
#include "ruleset/suggest.h"
#include <string.h>

#define MANY ((size_t)-1)

const struct at_command at_command_table[] = {
	{
		.name = "coach",
		.arguments = "[-p TEXT | --partner-file FILE]",
		.line = "the coach; attune alone on a terminal is the same",
		.about =
			"A conversation: paste what they said, type your draft, see which phrases may not land, take an offer, edit it, "
			"copy it. Text you type is never run as a command and never kept; commands begin with a slash. Your "
			"~/.inputrc holds (application name attune). Without a terminal it does what check does with standard "
			"input.",
		.examples = "# with what they said\nattune coach -p \"they cut my hours again\"\n"
			    "# for a screen reader\nattune --plain\n",
		.options = AT_BIT(AT_O_PARTNER) | AT_BIT(AT_O_PARTNER_FILE) | AT_BIT(AT_O_PLAIN) | AT_BIT(AT_O_TIMING),
		.run = at_coach_run,
	},
	{
		.name = "check",
		.arguments = "[-p TEXT | --partner-file FILE] [FILE... | - | TEXT...]",
		.line = "look over a draft before you send it",
		.about = "Points at the phrases that may not land, says why in a line each, and shows what could go there "
			 "instead. If the first word names a file, the words are files; otherwise they are the draft. With no "
			 "words, or with -, the draft comes from standard input.\n\n"
			 "With what the other person said (-p) attune also knows when advice was asked for and when somebody "
			 "is in pain; without it, many findings are only notes.\n\n"
			 "Exit code: 0 nothing found, 1 something at or above --fail-on (or a safety card), 2 could not run.",
		.examples = "# a draft on its own\nattune check \"At least you still have a job.\"\n"
			    "# an answer to somebody\nattune check -p \"they cut my hours again\" \"You should call HR.\"\n"
			    "# a file, for an editor that reads file:line:column\nattune check --format line draft.txt\n",
		.options = AT_BIT(AT_O_PARTNER) | AT_BIT(AT_O_PARTNER_FILE) | AT_BIT(AT_O_FAIL_ON) | AT_BIT(AT_O_FORMAT) |
                           AT_BIT(AT_O_PLAIN) | AT_BIT(AT_O_TIMING),
		.most = MANY,
		.complete = AT_COMPLETE_FILE,
		.run = at_check_run,
	},
	{
		.name = "scan",
		.arguments = "[FILE...]",
		.line = "check many drafts: JSON Lines in, JSON Lines out",
		.about = "Each line is an object such as {\"id\": 7, \"partner\": \"...\", \"draft\": \"...\"}; \"id\" may be "
			 "anything and \"partner\" may be missing or null. Each line gets one line of answer, in order, with "
			 "the same id; other keys come back under \"meta\". A line that can't be read is answered in its "
			 "place with \"ok\": false and what was wrong; empty lines are passed over. With --jobs several "
			 "threads share the work, and the answers stay the same. On a terminal it says how far it is.\n\n"
			 "Exit code: 0, also with such lines (2 under --strict); 2 when a file could not be read or the "
			 "answers not written.",
		.examples = "# a file of drafts\nattune scan drafts.jsonl > findings.jsonl\n"
			    "# the same by four threads\nattune scan --jobs 4 drafts.jsonl > findings.jsonl\n"
			    "# one draft, piped\necho '{\"id\": 1, \"draft\": \"Calm down.\"}' | attune scan\n",
		.options = AT_BIT(AT_O_REWRITE) | AT_BIT(AT_O_JOBS) | AT_BIT(AT_O_GOAL) | AT_BIT(AT_O_TO),
		.most = MANY,
		.complete = AT_COMPLETE_FILE,
		.run = at_scanlines_run,
	},
	{
		.name = "rewrite",
		.arguments = "[-p TEXT | --partner-file FILE] [FILE... | - | TEXT...]",
		.line = "replies to send in place of a draft",
		.about = "Offers two or three replies made from what they said and what you wrote: they mirror before they answer, "
			 "keep your own good sentences, and raise no finding. What only you can know stands in [brackets] for "
			 "you to fill. Advice of yours that nobody asked for is kept and shown below. Without what they said (-p) "
			 "the draft itself is mended. The words are taken as under check.\n\n"
			 "Exit code: 0 there is an offer, 1 there is none, 2 could not run.",
		.examples =
			"# three replies\nattune rewrite -p \"they cut my hours again\" \"You should call HR.\"\n"
			"# the first one, for the clipboard\nattune rewrite --pick 1 -p \"i failed the exam\" \"calm down\"\n"
			"# to settle something with a friend\nattune rewrite --goal resolve --to friend -p \"you forgot me again\" "
			"\"i was busy\"\n",
		.options = AT_BIT(AT_O_PARTNER) | AT_BIT(AT_O_PARTNER_FILE) | AT_BIT(AT_O_FORMAT) | AT_BIT(AT_O_GOAL) |
                           AT_BIT(AT_O_TO) | AT_BIT(AT_O_PICK) | AT_BIT(AT_O_MORE),
		.formats = "text|json",
		.most = MANY,
		.complete = AT_COMPLETE_FILE,
		.run = at_rewrite_run,
	},
	{
		.name = "read",
		.arguments = "[FILE... | - | TEXT...]",
		.line = "read what the other person said",
		.about = "Shows what attune hears in a message you received: the kind of moment, feelings (said or guessed), "
			 "needs, and how it is written. The words are taken as under check.",
		.examples = "# what may be behind it\nattune read \"i'm so tired of doing this alone\"\n"
			    "# the same for a program\nattune read --format json \"I'm fine.\"\n",
		.options = AT_BIT(AT_O_FORMAT),
		.formats = "text|json",
		.most = MANY,
		.complete = AT_COMPLETE_FILE,
		.run = at_read_run,
	},
	{
		.name = "mirror",
		.arguments = "[--all | --shift] [FILE... | - | TEXT...]",
		.line = "say back what they said: \"I\" becomes \"you\"",
		.about = "Prints the clause of a message that is most worth saying back, with the persons shifted, ready to go "
			 "behind \"so\" or \"sounds like\": lower case, no full stop. Orders become wishes, questions what they "
			 "wonder, accusations what it feels like. Greetings, apologies and asides are left out. Where shifting "
			 "would be guesswork (insults, idioms, a \"you\" that means anybody) there is no line, or only one that "
			 "names the feeling. A text that tells of danger gets the safety card instead. "
			 "The words are taken as under check.\n\n"
			 "Exit code: 0 a line was printed, 1 nothing to mirror, 2 could not run.",
		.examples = "# what is in it for them\nattune mirror \"I feel like you ignore me when my mum visits\"\n"
			    "# every clause, the best first\nattune mirror --all \"my boss yelled at me and I feel so stupid\"\n"
			    "# the bare shift\nattune mirror --shift \"you never listen to me\"\n",
		.options = AT_BIT(AT_O_FORMAT) | AT_BIT(AT_O_ALL) | AT_BIT(AT_O_SHIFT),
		.formats = "text|json",
		.most = MANY,
		.complete = AT_COMPLETE_FILE,
		.run = at_mirror_run,
	},
	{
		.name = "practice",
		.arguments = "[SKILL] [LEVEL] [WHOM]",
		.line = "drills: scenes to answer, words that sting, saying it back",
		.about =
			"Somebody says something, you answer; you hear what was done well, one thing to try, and, if you like, one way to "
			"say it. Between scenes: which words in a draft will sting, and sentences to say back with the persons "
			"changed. What didn't go well comes round sooner, what did, later. SKILL is distress, anger, good-news, "
			"ambivalence, repair, sting or say-back; LEVEL is 1, 2 or 3, WHOM as under --to.\n\n"
			"How it went is kept in $XDG_DATA_HOME/attune/attune.db (usually ~/.local/share), readable by you alone; what "
			"you type is not, unless the setting `remember` is on. On a terminal this is the coach with practice begun. "
			"Else answers are read from standard input, one a line: nothing skips a drill, or goes on; m shows one way "
			"to say it, h gives a hint.\n\n"
			"Exit code: 0, 1 nothing of that kind to practise (or a safety card), 2 could not run.",
		.examples =
			"# as it comes\nattune practice\n"
			"# when a child is angry at you, the first level\necho 'I can see why you are angry.' | attune practice anger 1 --to child\n",
		.options = AT_BIT(AT_O_TO) | AT_BIT(AT_O_PLAIN),
		.most = 3,
		.complete = AT_COMPLETE_CHOICE,
		.choices = "distress|anger|good-news|ambivalence|repair|sting|say-back|1|2|3|partner|friend|parent|child|colleague",
		.run = at_practice_run,
	},
	{
		.name = "progress",
		.arguments = "[--export json|csv]",
		.line = "what you practised, week by week",
		.about =
			"A row a skill, a bar a week; with --plain, numbers. With the setting `patterns` on, also the three rules that speak "
			"most in your drafts. --export writes all that is kept: as JSON, or the attempts as CSV.",
		.examples = "# the last weeks\nattune progress\n# for a spreadsheet\nattune progress --export csv > practice.csv\n",
		.options = AT_BIT(AT_O_PLAIN) | AT_BIT(AT_O_EXPORT),
		.run = at_progress_run,
	},
	{
		.name = "forget",
		.arguments = "[--force]",
		.line = "erase all that attune has kept about you",
		.about =
			"Practice, counts, journal, a kept draft and the coach's history go, and it says so. Settings and rules stay. Asks "
			"first; --force doesn't.\n\n"
			"Exit code: 0 erased, 1 left as it is, 2 something could not be erased.",
		.examples = "# with a question first\nattune forget\n# without\nattune forget --force\n",
		.options = AT_BIT(AT_O_FORCE),
		.run = at_forget_run,
	},
	{
		.name = "walk",
		.arguments = "[-p TEXT | --partner-file FILE]",
		.line = "walk through their world, then answer",
		.about =
			"Four questions before an answer: what it is like to be them, what the way they say it tells, what is between the "
			"words, what they might need from a friend. A reply is made of your answers and of what they said; it raises "
			"no finding, or it isn't shown.\n\n"
			"On a terminal this is the coach with the walk begun. Else answers are read from standard input, one a line; "
			"an empty line skips a question. Nothing is kept.\n\n"
			"Exit code: 0 there is a reply, 1 there is none (or a safety card), 2 could not run.",
		.examples = "# in the coach\nattune walk -p \"my boss yelled at me in front of everyone\"\n"
			    "# with answers from a file\nattune walk -p \"i failed the exam\" < answers.txt\n",
		.options = AT_BIT(AT_O_PARTNER) | AT_BIT(AT_O_PARTNER_FILE) | AT_BIT(AT_O_TO) | AT_BIT(AT_O_PLAIN),
		.run = at_mode_run,
	},
	{
		.name = "self",
		.arguments = "",
		.line = "a minute for you: what you feel, need, and could ask for",
		.about =
			"What you feel, how strongly, about what; then: what is it that I most want and need to hear in this moment? Your "
			"answer becomes a line to yourself first. Then what only you can give yourself, and one clean ask, which the "
			"rules have read. Answers are read as under walk; nothing is kept.\n\n"
			"Exit code: 0 there is an ask, 1 there is none (or a safety card), 2 could not run.",
		.examples = "# in the coach\nattune self\n"
			    "# the ask alone\nprintf 'anxious\\n3\\nthe interview\\n\\n\\nlisten\\n10\\n' | attune self -q\n",
		.options = AT_BIT(AT_O_PLAIN),
		.run = at_mode_run,
	},
	{
		.name = "repair",
		.arguments = "",
		.line = "an apology, part by part, out of your own facts",
		.about =
			"What you did, which part is yours, how it may have been for them, what you will do, what you'd like to ask. A part "
			"that takes itself back (a \"but\", an excuse) is asked for once more. What you leave open stands in "
			"[brackets]. Answers are read as under walk; nothing is kept.\n\n"
			"Exit code: 0 there is an apology, 1 there is none (or a safety card), 2 could not run.",
		.examples = "# in the coach\nattune repair\n"
			    "# with answers\nprintf 'I forgot our dinner\\nyes\\nlet down\\n\\n\\n' | attune repair -q\n",
		.options = AT_BIT(AT_O_PLAIN),
		.run = at_mode_run,
	},
	{
		.name = "receive",
		.arguments = "[-p TEXT | --partner-file FILE]",
		.line = "answer somebody's apology",
		.about =
			"Whether you can take it in, in part or not yet; what still hurts; what would help from here. All of these are fine, "
			"and the replies say no more than you do. Answers are read as under walk; nothing is kept.\n\n"
			"Exit code: 0 there is a reply, 1 there is none (or a safety card), 2 could not run.",
		.examples = "# in the coach\nattune receive -p \"i'm sorry i shouted at you\"\n"
			    "# not yet\necho 'not yet' | attune receive -q -p \"i'm sorry i shouted at you\"\n",
		.options = AT_BIT(AT_O_PARTNER) | AT_BIT(AT_O_PARTNER_FILE) | AT_BIT(AT_O_TO) | AT_BIT(AT_O_PLAIN),
		.run = at_mode_run,
	},
	{
		.name = "challenge",
		.arguments = "[WHOM | answer]",
		.line = "one small act for today: ask somebody how they are",
		.about =
			"Picks somebody (partner, friend, parent, child, colleague), offers an open message, and, when their answer is pasted, "
			"says what can be heard in it and offers replies. `answer` begins there. What you did is counted, as a number "
			"beside the journal; days without are not. Answers are read as under walk.\n\n"
			"Exit code: 0, 1 for a safety card, 2 could not run.",
		.examples = "# in the coach\nattune challenge\n"
			    "# they wrote back\necho 'tired tbh, the new job is a lot' | attune challenge answer\n",
		.options = AT_BIT(AT_O_TO) | AT_BIT(AT_O_PLAIN),
		.most = 1,
		.complete = AT_COMPLETE_CHOICE,
		.choices = "partner|friend|parent|child|colleague|answer",
		.run = at_mode_run,
	},
	{
		.name = "journal",
		.arguments = "[TEXT... | list | erase N|all]",
		.line = "a line on what stayed with you, kept on this machine",
		.about =
			"Keeps one line with its date in $XDG_DATA_HOME/attune/journal.jsonl (usually ~/.local/share), readable by you "
			"alone. `list` shows the lines, `erase N` takes one out, `erase all` the file with all that is in it.\n\n"
			"Exit code: 0, 1 no such line (or a safety card; then nothing was kept), 2 could not run.",
		.examples = "# a line\nattune journal \"she only wanted me to sit there\"\n"
			    "# all of them\nattune journal list\n",
		.most = MANY,
		.complete = AT_COMPLETE_CHOICE,
		.choices = "list|erase|all",
		.run = at_mode_run,
	},
	{
		.name = "explain",
		.arguments = "RULE... | [RULE...] --trace TEXT [-p TEXT]",
		.line = "why a rule is there, and why it speaks or doesn't",
		.about =
			"Shows a rule's reason, what the other person may hear, what to try instead, the sentences it points "
			"at and the look-alikes it leaves alone, and the file and line that define it. The part of an id "
			"after the / will do when only one rule has it. A category lists its rules.\n\n"
			"With --trace, a draft is followed through the rules instead: which of them find something in it, by which "
			"pattern and where, and what then silences them (a guard, an exception, a condition with the value that was "
			"measured), changes their severity, or stands in their place. Without a rule it shows all that came near; "
			"--all also shows moves and cues that did. For a cue the text is what they said.",
		.examples = "# one rule\nattune explain fixing/should\n"
			    "# all rules of a category\nattune explain blaming\n"
			    "# why is nothing found here?\nattune explain fixing/should --trace \"should I call you later?\"\n",
		.options = AT_BIT(AT_O_FORMAT) | AT_BIT(AT_O_TRACE) | AT_BIT(AT_O_PARTNER) | AT_BIT(AT_O_PARTNER_FILE) |
                           AT_BIT(AT_O_ALL),
		.most = MANY,
		.complete = AT_COMPLETE_RULE,
		.run = at_explain_run,
	},
	{
		.name = "rules",
		.arguments = "list|new|lint|test|eval|schema|path|export",
		.line = "the rules: list, new, lint, test, eval, schema, path, export",
		.about = "Everything attune knows about language is in rule files that you can read, change and add to.",
		.examples = "# what there is\nattune rules list\n# where it comes from\nattune rules path\n",
		.most = MANY,
		.group = true,
		.run = at_help_group,
	},
	{
		.name = "rules list",
		.arguments = "[--kind KIND] [--category NAME]",
		.line = "all rules, one a line",
		.about = "Each line has the id, the severity (or the kind) and the title; muted rules are marked.",
		.examples = "# the flags that will likely hurt\nattune rules list --kind flag | grep hurt\n"
			    "# for a program\nattune rules list --category blaming --format json\n",
		.options = AT_BIT(AT_O_KIND) | AT_BIT(AT_O_CATEGORY) | AT_BIT(AT_O_FORMAT),
		.run = at_rules_list,
	},
	{
		.name = "rules new",
		.arguments = "[--id FAMILY/NAME] [--phrase WORDS | --pattern REGEX]...",
		.line = "write a rule of your own, with its tests",
		.about =
			"Asks for the words to find, sentences in which it must find them, look-alikes that it must leave alone, and why; "
			"writes a commented rule file into your rule folder (attune rules path), and at once tells what it does with "
			"its examples and what other rules say of them. Whatever an option says isn't asked. With --id and "
			"--phrase or --pattern, and no terminal, nothing is asked; else answers are read from standard input, one a "
			"line. A file that is there is left alone without --force.\n\n"
			"Exit code: 0 all examples are as they should be, 1 some aren't, 2 nothing was written or it can't be loaded.",
		.examples =
			"# with questions\nattune rules new\n"
			"# without\nattune rules new --id dismissing/moving-on --phrase \"moving on then\" --flag \"Moving on then.\" "
			"--pass \"We aren't moving on yet.\"\n",
		.options = AT_BIT(AT_O_ID) | AT_BIT(AT_O_CATEGORY) | AT_BIT(AT_O_TITLE) | AT_BIT(AT_O_SEVERITY) |
                           AT_BIT(AT_O_PHRASE) | AT_BIT(AT_O_PATTERN) | AT_BIT(AT_O_WHY) | AT_BIT(AT_O_HEARS) | AT_BIT(AT_O_TRY) |
                           AT_BIT(AT_O_FLAG) | AT_BIT(AT_O_PASS) | AT_BIT(AT_O_FILE) | AT_BIT(AT_O_DIR) | AT_BIT(AT_O_FORCE),
		.run = at_rulenew_run,
	},
	{
		.name = "rules lint",
		.arguments = "[FILE | DIR | RULE | CATEGORY]...",
		.line = "look rules over: what is wrong, slow or missing",
		.about =
			"Remarks are lines of file:line:column: rule: message: missing texts and examples; rules that find none of their "
			"examples, or nothing that another one doesn't find; patterns that say the same, that are tried on every "
			"message, or that cost too much on long hostile texts; guards that would silence a look-alike. A file or "
			"folder named here is loaded over the other rules, and only its rules are looked at. A rule that says in "
			"`stays` why it is as it is isn't told so again.\n\n"
			"The cost of patterns is measured for what is named, and with --slow for all, guards and replies "
			"included: in steps of PCRE2 on 10,000 characters.\n\n"
			"Exit code: 0 no remark, 1 remarks, 2 could not run.",
		.examples = "# everything\nattune rules lint\n# one category\nattune rules lint blaming\n",
		.options = AT_BIT(AT_O_SLOW) | AT_BIT(AT_O_FORMAT),
		.formats = "text|json",
		.most = MANY,
		.complete = AT_COMPLETE_RULES,
		.run = at_ruletest_lint,
	},
	{
		.name = "rules test",
		.arguments = "[FILE | DIR | RULE | CATEGORY]...",
		.line = "run the examples that stand in the rules",
		.about = "Every example is a test: the rule must point at its flag, move and cue sentences and stay silent on "
			 "its pass sentences. What fails is a line of file:line: rule: message. A file or folder named here "
			 "is loaded over the other rules, and only its rules are tested.\n\n"
			 "--watch runs them again whenever a rule file changes, and shows what is new and what is mended, until "
			 "Ctrl-C; the exit code is that of the last run.\n\n"
			 "Exit code: 0 all passed, 1 some failed or a rule is broken, 2 could not run.",
		.examples = "# everything\nattune rules test\n# one rule\nattune rules test fixing/should\n"
			    "# while you edit\nattune rules test --watch ~/.config/attune/rules\n",
		.options = AT_BIT(AT_O_WATCH),
		.most = MANY,
		.complete = AT_COMPLETE_RULES,
		.run = at_ruletest_run,
	},
	{
		.name = "rules eval",
		.arguments = "LABELLED...",
		.line = "measure the rules on drafts that people have marked",
		.about = "Each line is {\"draft\": ..., \"partner\": ..., \"flags\": [{\"family\": CATEGORY, \"quote\": WORDS}]}; "
			 "an empty list marks a draft as fine, \"unsure\": [CATEGORY] leaves one out, and \"trap\": true a "
			 "look-alike. Prints precision, recall and F1 of every category that somebody marked (findings from "
			 "`miss` on count), how many point at the marked words (place), the alarms on clean drafts, and then each "
			 "mistake as file:line: with its rule and text; `attune explain --trace` on such a text says why. "
			 "--category shows one category, marked or not.\n\n"
			 "Exit code: 0, also with mistakes; 2 when a line could not be read.",
		.examples = "# how good are my rules?\nattune rules eval labelled.jsonl\n"
			    "# the table alone\nattune rules eval -q labelled.jsonl\n"
			    "# one category while tuning it\nattune rules eval --category blaming labelled.jsonl\n",
		.options = AT_BIT(AT_O_FORMAT) | AT_BIT(AT_O_CATEGORY),
		.formats = "text|json",
		.least = 1,
		.most = MANY,
		.complete = AT_COMPLETE_FILE,
		.run = at_ruleeval_run,
	},
	{
		.name = "rules path",
		.arguments = "",
		.line = "where rules are looked for, the weakest first",
		.about = "A rule replaces one of the same id that comes before it in this list.",
		.examples = "# the places\nattune rules path\n# with one more\nattune rules path --rules ./my-rules\n",
		.run = at_rules_path,
	},
	{
		.name = "rules schema",
		.arguments = "",
		.line = "a JSON Schema of rule files, for your editor",
		.about =
			"Prints what every key of every kind of rule file takes, as the loader has it. An editor with a YAML language "
			"server then completes keys and marks mistakes while you type: keep the schema in a file, and begin each "
			"rule file with the line\n\n# yaml-language-server: $schema=/where/it/is/attune-rules.json",
		.examples = "# for your editor\nattune rules schema > attune-rules.json\n"
			    "# the keys a flag can have\nattune rules schema | grep description\n",
		.run = at_rules_schema,
	},
	{
		.name = "rules export",
		.arguments = "[--force] DIR",
		.line = "write out the rules that are built in, to read or change",
		.about = "Makes DIR if need be. Files that are there already are left alone, and nothing is written, unless "
			 "you say --force.",
		.examples = "# to read them\nattune rules export ./attune-rules\n"
			    "# to get the originals back\nattune rules export --force ./attune-rules\n",
		.options = AT_BIT(AT_O_FORCE),
		.least = 1,
		.most = 1,
		.complete = AT_COMPLETE_DIR,
		.run = at_rules_export,
	},
	{
		.name = "completion",
		.arguments = "bash|zsh|fish",
		.line = "print the completion script for a shell",
		.about = "Completes commands, options and their values, rule ids, categories and file names.",
		.examples = "# bash, in ~/.bashrc\neval \"$(attune completion bash)\"\n"
			    "# fish, once\nattune completion fish > ~/.config/fish/completions/attune.fish\n",
		.least = 1,
		.most = 1,
		.complete = AT_COMPLETE_CHOICE,
		.choices = "bash|zsh|fish",
		.run = at_completion_run,
	},
	{
		.name = "help",
		.arguments = "[COMMAND | man]",
		.line = "this help, or a command's",
		.about = "The same as --help after the command. `man` prints all of it as a man page.",
		.examples =
			"# all commands\nattune help\n# one of them\nattune help rules test\n# the man page\nattune help man > attune.1\n",
		.most = 2,
		.complete = AT_COMPLETE_COMMAND,
		.run = at_help_run,
	},
};
const size_t at_command_count = sizeof at_command_table / sizeof *at_command_table;

/* Puts up to two words into `name` with a space between; false when they don't fit. */
static bool join(char *name, size_t cap, char *const *words, size_t n)
{
	size_t first = strlen(words[0]), second = n > 1 ? strlen(words[1]) : 0;
	if (first + second + 2 > cap)
		return false;
	memcpy(name, words[0], first + 1);
	if (n > 1) {
		name[first] = ' ';
		memcpy(name + first + 1, words[1], second + 1);
	}
	return true;
}

const struct at_command *at_command_find(char *const *words, size_t n, size_t *taken)
{
	char name[64];
	for (size_t k = n < 2 ? n : 2; k > 0; k--) {
		for (size_t i = 0; i < at_command_count; i++) {
			if (join(name, sizeof name, words, k) && strcmp(at_command_table[i].name, name) == 0) {
				*taken = k;
				return &at_command_table[i];
			}
		}
	}
	return NULL;
}

const char *at_command_suggest(char *const *words, size_t n)
{
	const char *names[sizeof at_command_table / sizeof *at_command_table];
	char name[64];
	for (size_t i = 0; i < at_command_count; i++)
		names[i] = at_command_table[i].name;
	for (size_t k = n < 2 ? n : 2; k > 0; k--) {
		const char *near = join(name, sizeof name, words, k) ? at_nearest(name, names, at_command_count) : NULL;
		if (near != NULL)
			return near;
	}
	return NULL;
}

const char *at_command_argument(const struct at_command *command, enum at_option option)
{
	return option == AT_O_FORMAT && command->formats != NULL ? command->formats : at_option_table[option].arg;
}

bool at_command_in_group(const struct at_command *command, const char *name)
{
	size_t len = strlen(name);
	return strncmp(command->name, name, len) == 0 && command->name[len] == ' ';
}
