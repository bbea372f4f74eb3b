/* SPDX-License-Identifier: MIT */
/*
 * keys.c: the tables of all keys of rule files, and the check of a map against them. Input: a YAML map; output: reports of
 * keys that have no business there. Calls base, field, image's and grammar's names.
 */
#include "ruleset/keys.h"
#include "ruleset/grammar.h"
#include "ruleset/loader.h"

const char *const at_severity_names[4] = {"off", "note", "miss", "hurt"};
const char *const at_scope_words[3] = {"message", "sentence", "clause"};
const char *const at_context_words[3] = {"silent", "note", "same"};
const char *const at_alone_words[3] = {"with", "without", "either"};
const char *const at_scene_moments[5] = {"distress", "anger", "good-news", "ambivalence", "repair"};

#define FLAG AT_FOR(AT_F_FLAG)
#define MOVE AT_FOR(AT_F_MOVE)
#define CUE AT_FOR(AT_F_CUE)
#define RULES (FLAG | MOVE | CUE)
#define REPLIES AT_FOR(AT_F_REPLIES)
#define DATA AT_FOR(AT_F_OTHER)
#define LEANING AT_FOR(AT_F_LEANING)
#define NAMES(list) .names = (list), .n_names = sizeof(list) / sizeof *(list)
#define OWN .own = true

static const struct at_key file_keys[] = {
	{"kind", AT_FOR_ANY, AT_K_CHOICE, .about = "what the file holds", .needed = true, NAMES(at_file_kind_names)},
	{"title", AT_FOR_ANY, AT_K_TEXT, .about = "its name, for people"},
	{"about", AT_FOR_ANY, AT_K_TEXT, .about = "what it is about, in a line or two; `attune explain` shows it"},
	{"category", FLAG, AT_K_TEXT, .about = "the family of its flags; any new name makes a new category"},
	{"fragments", RULES | AT_FOR(AT_F_FRAGMENTS) | AT_FOR(AT_F_GUARDS) | REPLIES, AT_K_NAMED_TEXTS,
         .about = "named pieces of pattern, put in where {name} stands"},
	{"defaults", RULES, AT_K_MAP, .about = "rule keys that every rule of the file inherits", .of = AT_MAP_RULE},
	{"defaults", REPLIES, AT_K_MAP, .about = "reply keys that every reply of the file inherits", .of = AT_MAP_REPLY},
	{"rules", RULES, AT_K_MAPS, .about = "the rules", .of = AT_MAP_RULE},
	{"card", RULES, AT_K_ANY, .about = "the lines of the safety card, by kind"},
	{"guards", AT_FOR(AT_F_GUARDS), AT_K_MAPS, .about = "the guards", .needed = true, .of = AT_MAP_GUARD},
	{"lists", AT_FOR(AT_F_WORDS), AT_K_NAMED_LISTS, .about = "classes of words", NAMES(at_word_class_keys)},
	{"lists", AT_FOR(AT_F_GRAMMAR), AT_K_NAMED_LISTS, .about = "classes of words that the mirror knows",
         NAMES(at_grammar_class_names)},
	{"words", AT_FOR(AT_F_SPELLING), AT_K_NAMED_TEXTS, .about = "as it is written: as it is meant"},
	{"phrases", AT_FOR(AT_F_SPELLING), AT_K_NAMED_TEXTS, .about = "the same for two or three words"},
	{"doubles", AT_FOR(AT_F_SPELLING), AT_K_LIST, .about = "words whose double letters are no stretching"},
	{"ambiguous", AT_FOR(AT_F_SPELLING), AT_K_NAMED_MAPS, .about = "words whose meaning the next word decides",
         .of = AT_MAP_AMBIGUOUS},
	{"pasts", AT_FOR(AT_F_GRAMMAR), AT_K_NAMED_TEXTS, .about = "verb: its irregular past"},
	{"leaning", LEANING, AT_K_TEXT, .about = "its name, as `measure: {name: leaning, to: ...}` asks for it", .needed = true},
	{"start", LEANING, AT_K_NUMBER, .about = "what a sentence weighs before any word; the lower, the rarer"},
	{"doubt", LEANING, AT_K_NUMBER,
         .about = "what is found of the category of this name, in a sentence that leans less, is a note; 0 to 1"},
	{"longest", LEANING, AT_K_INT, .about = "words; a longer draft is left alone by this one", .low = 1,
         .high = AT_LEAN_LONGEST},
	{"outside", LEANING, AT_K_NAMED_NUMBERS,
         .about = "{leaning: limit}: a draft that as a whole leans more to that one is left alone by this one"},
	{"words", LEANING, AT_K_NAMED_NUMBERS,
         .about =
                 "one to three words of standard English: what they add; ^ and $ stand for the ends of a sentence, 0 for a number"},
	{"around", LEANING, AT_K_NAMED_NUMBERS, .about = "what stands around the sentence: what it adds"},
	{"swaps", AT_FOR(AT_F_GRAMMAR), AT_K_NAMED_TEXTS, .about = "words: what is said in their place"},
	{"replies", REPLIES, AT_K_MAPS, .about = "the replies", .needed = true, .of = AT_MAP_REPLY},
	{"source", DATA, AT_K_TEXT, .about = "where the ideas come from"},
	{"to", DATA, AT_K_CHOICE, .about = "whom the scenes of the file are with", NAMES(at_to_names)},
	{"scenes", DATA, AT_K_MAPS, .about = "scenes to practise on", .of = AT_MAP_SCENE},
	{"say-back", DATA, AT_K_MAPS, .about = "sentences to say back with the persons changed", .of = AT_MAP_SAY_BACK},
	{"judging", DATA, AT_K_MAP, .about = "words about answers", .of = AT_MAP_JUDGING},
	{"modes", DATA, AT_K_MODES, .about = "words of the modes"},
};
static const struct at_key rule_keys[] = {
	{"id", RULES, AT_K_TEXT, .about = "family/name in lower case, unique; the family of a flag is its category", OWN,
         .needed = true},
	{"title", RULES, AT_K_TEXT, .about = "two or three plain words"},
	{"about", RULES, AT_K_TEXT, .about = "what the family is about"},
	{"severity", FLAG, AT_K_CHOICE, .about = "note: worth a look; miss: will likely miss them; hurt: will likely hurt",
         NAMES(at_severity_names)},
	{"scope", RULES, AT_K_CHOICE, .about = "the piece of text that a pattern sees", NAMES(at_scope_words)},
	{"patterns", RULES, AT_K_LIST, .about = "PCRE2 patterns, in single quotes; case is ignored; {name} puts in a fragment",
         OWN},
	{"phrases", RULES, AT_K_LIST, .about = "plain words, found as whole words", OWN},
	{"unless", RULES, AT_K_TEXTS, .about = "guards that cancel it beside the default ones"},
	{"guards", RULES, AT_K_OFF_OR_LIST, .about = "off: no guard at all; a list: exactly these"},
	{"except", RULES, AT_K_LIST, .about = "patterns; one that overlaps a match cancels it"},
	{"when", RULES, AT_K_MAP, .about = "the condition under which it counts", .of = AT_MAP_CONDITION},
	{"without-context", FLAG, AT_K_CHOICE,
         .about = "what becomes of it when `when` asks about the partner text and there is none", NAMES(at_context_words)},
	{"shades", FLAG, AT_K_MAPS, .about = "the first of these that holds decides the severity", .of = AT_MAP_SHADE},
	{"why", FLAG, AT_K_TEXT, .about = "one warm, concrete sentence: why this may not land"},
	{"hears", FLAG, AT_K_TEXT, .about = "what the other person may hear, in their words"},
	{"try", FLAG, AT_K_TEXTS, .about = "what could stand there instead; {feeling|words} puts in the feeling they named"},
	{"source", RULES, AT_K_TEXT, .about = "where the idea comes from"},
	{"examples", RULES, AT_K_MAPS, .about = "its tests: what it must find, and look-alikes it must leave alone", OWN,
         .of = AT_MAP_EXAMPLE},
	{"stays", RULES, AT_K_TEXT, .about = "why it stays as it is, though `rules lint` would have a remark", OWN},
	{"off", RULES, AT_K_BOOL, .about = "true mutes the rule of this id", OWN},
	{"missing", FLAG, AT_K_TEXTS, .about = "moves (ids or families); it fires when the draft has none of them", OWN},
	{"before", FLAG, AT_K_TEXTS,
         .about = "with `missing`: the first of these flags or categories that comes before any of the moves", OWN},
	{"measure", FLAG, AT_K_MAP, .about = "a number about the draft as a whole", OWN, .of = AT_MAP_MEASURE},
	{"meter", MOVE, AT_K_CHOICES, .about = "what the move gives them", NAMES(at_meter_names)},
	{"moment", CUE, AT_K_CHOICES, .about = "the kind of moment it tells of", NAMES(at_moment_names)},
	{"feeling", CUE, AT_K_TEXT, .about = "the feeling word to say back"},
	{"family", CUE, AT_K_TEXT, .about = "the family of the feeling"},
	{"intensity", CUE, AT_K_INT, .about = "how strong the feeling is, 1 to 5", .low = 1, .high = 5},
	{"stated", CUE, AT_K_BOOL, .about = "true: they said it; false: it is a guess"},
	{"words", CUE, AT_K_INT_OR_MAP, .about = "feeling word: intensity", OWN, .low = 1, .high = 5, .of = AT_MAP_WORD},
	{"needs", CUE, AT_K_TEXTS, .about = "needs it suggests, the likeliest first"},
	{"register", CUE, AT_K_TEXT, .about = "texting, plain or formal"},
	{"card", FLAG | CUE, AT_K_TEXT, .about = "the safety card to show"},
	{"say", CUE, AT_K_TEXT, .about = "how the feeling is said back: are, feel, or all that follows \"you\""},
	{"frame", CUE, AT_K_TEXT, .about = "the pattern that a word of `words` stands in, with {word} in its place"},
	{"event", CUE, AT_K_TEXT, .about = "what happened, to be said after \"about\""},
	{"person", CUE, AT_K_TEXT, .about = "the match names somebody: how they say it, with {it}", OWN},
	{"person-yours", CUE, AT_K_TEXT, .about = "the same, as said to them", OWN},
};
static const struct at_key condition_keys[] = {
	{"partner", AT_FOR_ANY, AT_K_CHOICES, .about = "the partner text has one of these kinds", NAMES(at_moment_names)},
	{"partner-not", AT_FOR_ANY, AT_K_CHOICES, .about = "it has none of them", NAMES(at_moment_names)},
	{"feelings", AT_FOR_ANY, AT_K_TEXTS, .about = "the reading has a feeling of one of these families"},
	{"partner-says", AT_FOR_ANY, AT_K_LIST, .about = "one of these patterns is in the partner text"},
	{"partner-says-not", AT_FOR_ANY, AT_K_LIST, .about = "none of these patterns is in the partner text"},
	{"partner-words", AT_FOR_ANY, AT_K_MAP, .about = "how many words the partner text has", .of = AT_MAP_LIMITS},
	{"says", AT_FOR_ANY, AT_K_LIST, .about = "one of these patterns is in the draft"},
	{"says-not", AT_FOR_ANY, AT_K_LIST, .about = "none of these patterns is in the draft"},
	{"moves", AT_FOR_ANY, AT_K_TEXTS, .about = "the draft has one of these moves; any: whichever"},
	{"no-moves", AT_FOR_ANY, AT_K_TEXTS, .about = "the draft has none of these moves"},
	{"after-moves", AT_FOR_ANY, AT_K_INT, .about = "at least so many different moves stand before the match", .low = 0,
         .high = 100},
	{"before-moves", AT_FOR_ANY, AT_K_BOOL, .about = "no move stands before the match"},
	{"place", AT_FOR_ANY, AT_K_CHOICE, .about = "where the match stands", NAMES(at_place_names)},
	{"words", AT_FOR_ANY, AT_K_MAP, .about = "how many words the draft has", .of = AT_MAP_LIMITS},
	{"measure", AT_FOR_ANY, AT_K_MAP, .about = "a number about the draft", .of = AT_MAP_MEASURE},
};
static const struct at_key limits_keys[] = {
	{"min", AT_FOR_ANY, AT_K_INT, .about = "at least", .low = 0, .high = 1000000},
	{"max", AT_FOR_ANY, AT_K_INT, .about = "at most", .low = 1, .high = 1000000},
};
static const struct at_key measure_keys[] = {
	{"name", AT_FOR_ANY, AT_K_CHOICE, .about = "which number", .needed = true, NAMES(at_measure_names)},
	{"above", AT_FOR_ANY, AT_K_NUMBER, .about = "it is more than this"},
	{"below", AT_FOR_ANY, AT_K_NUMBER, .about = "it is less than this"},
	{"of", AT_FOR_ANY, AT_K_TEXTS, .about = "for repeated-ask: the rules whose matches are counted"},
	{"to", AT_FOR_ANY, AT_K_TEXT, .about = "for leaning: which"},
};
static const struct at_key shade_keys[] = {
	{"when", AT_FOR_ANY, AT_K_MAP, .about = "where it holds", .needed = true, .of = AT_MAP_CONDITION},
	{"severity", AT_FOR_ANY, AT_K_CHOICE, .about = "the severity there; off: it does not count", .needed = true,
         NAMES(at_severity_names)},
};
static const struct at_key example_keys[] = {
	{"flag", FLAG, AT_K_TEXT, .about = "a draft in which it must find something"},
	{"move", MOVE, AT_K_TEXT, .about = "a draft in which it must find something"},
	{"cue", CUE, AT_K_TEXT, .about = "a partner text in which it must find something"},
	{"pass", RULES, AT_K_TEXT, .about = "a look-alike that it must leave alone"},
	{"partner", RULES, AT_K_TEXT, .about = "what the other person said before"},
	{"at", RULES, AT_K_TEXT, .about = "the words that it must point at"},
	{"severity", RULES, AT_K_CHOICE, .about = "the severity it must have", NAMES(at_severity_names)},
};
static const struct at_key word_keys[] = {
	{"intensity", AT_FOR_ANY, AT_K_INT, .about = "1 to 5", .needed = true, .low = 1, .high = 5},
	{"say", AT_FOR_ANY, AT_K_TEXT, .about = "how it is said back: are, feel, or all that follows \"you\""},
};
static const struct at_key guard_keys[] = {
	{"id", AT_FOR_ANY, AT_K_TEXT, .about = "its name", .needed = true},
	{"title", AT_FOR_ANY, AT_K_TEXT, .about = "two or three plain words"},
	{"about", AT_FOR_ANY, AT_K_TEXT, .about = "why a match does not count there"},
	{"default", AT_FOR_ANY, AT_K_LIST,
         .about = "categories it guards by default; all, flags, moves, cues; [] for only where a rule says `unless`"},
	{"region", AT_FOR_ANY, AT_K_CHOICE, .about = "where it is looked for", NAMES(at_region_names)},
	{"within", AT_FOR_ANY, AT_K_INT, .about = "for `before`: how many words before the match", .low = 1, .high = 50},
	{"patterns", AT_FOR_ANY, AT_K_LIST, .about = "PCRE2 patterns"},
	{"when", AT_FOR_ANY, AT_K_MAP, .about = "it guards only where this holds", .of = AT_MAP_CONDITION},
	{"off", AT_FOR_ANY, AT_K_BOOL, .about = "true: it guards nothing"},
};
static const struct at_key ambiguous_keys[] = {
	{"to", AT_FOR_ANY, AT_K_TEXT, .about = "what is meant before the words of `next`", .needed = true},
	{"else", AT_FOR_ANY, AT_K_TEXT, .about = "what is meant otherwise"},
	{"next", AT_FOR_ANY, AT_K_LIST, .about = "words behind it that decide so"},
	{"last", AT_FOR_ANY, AT_K_LIST, .about = "words behind it that decide so only when nothing comes after them"},
};
static const struct at_key reply_keys[] = {
	{"id", AT_FOR_ANY, AT_K_TEXT, .about = "family/name in lower case, unique", OWN, .needed = true},
	{"off", AT_FOR_ANY, AT_K_BOOL, .about = "true takes the reply of this id away", OWN},
	{"offer", AT_FOR_ANY, AT_K_TEXT,
         .about = "of a whole reply: in what it differs from its siblings (short, warm, curious ...)"},
	{"piece", AT_FOR_ANY, AT_K_TEXT, .about = "the slot that it words"},
	{"text", AT_FOR_ANY, AT_K_TEXTS, .about = "one wording, or several; {slot}, {slot?} and {slot|words} are filled"},
	{"moment", AT_FOR_ANY, AT_K_CHOICES, .about = "kinds of moment it is for", NAMES(at_moment_names)},
	{"when", AT_FOR_ANY, AT_K_MAP, .about = "a condition", .of = AT_MAP_CONDITION},
	{"reads", AT_FOR_ANY, AT_K_TEXTS, .about = "cues, one of which must have fired"},
	{"found", AT_FOR_ANY, AT_K_TEXTS, .about = "flags, one of which the draft carries"},
	{"unless-draft", AT_FOR_ANY, AT_K_LIST, .about = "patterns; one of them in the draft bars the reply"},
	{"needs", AT_FOR_ANY, AT_K_TEXTS, .about = "needs, one of which is among the first two of the reading"},
	{"register", AT_FOR_ANY, AT_K_CHOICES, .about = "how it is written", NAMES(at_register_names)},
	{"goal", AT_FOR_ANY, AT_K_CHOICES, .about = "what the writer wants", NAMES(at_goal_names)},
	{"to", AT_FOR_ANY, AT_K_CHOICES, .about = "to whom", NAMES(at_to_names)},
	{"partner", AT_FOR_ANY, AT_K_CHOICE, .about = "with a partner text, without one, or either", NAMES(at_alone_words)},
	{"weight", AT_FOR_ANY, AT_K_INT, .about = "heavier goes first", .low = -1000, .high = 1000},
	{"takes", AT_FOR_ANY, AT_K_NAMED_MAPS, .about = "words by name, found in the draft or the partner text", .of = AT_MAP_TAKE},
};
static const struct at_key take_keys[] = {
	{"draft", AT_FOR_ANY, AT_K_LIST, .about = "patterns, looked for in the draft"},
	{"partner", AT_FOR_ANY, AT_K_LIST, .about = "patterns, looked for in the partner text; persons are shifted"},
	{"scope", AT_FOR_ANY, AT_K_CHOICE, .about = "the piece of text that a pattern sees", NAMES(at_scope_words)},
};
static const struct at_key scene_keys[] = {
	{"id", AT_FOR_ANY, AT_K_TEXT, .about = "unique", OWN, .needed = true},
	{"level", AT_FOR_ANY, AT_K_INT, .about = "1 plain, 2 less so, 3 hard", .low = 1, .high = 3},
	{"moment", AT_FOR_ANY, AT_K_CHOICE, .about = "what it asks for", NAMES(at_scene_moments)},
	{"to", AT_FOR_ANY, AT_K_CHOICE, .about = "whom it is with", NAMES(at_to_names)},
	{"they", AT_FOR_ANY, AT_K_TEXT, .about = "what they say"},
	{"setting", AT_FOR_ANY, AT_K_TEXT, .about = "what they don't say, and you know"},
	{"hint", AT_FOR_ANY, AT_K_TEXT, .about = "a hint for this scene"},
	{"model", AT_FOR_ANY, AT_K_TEXT, .about = "one good answer"},
	{"off", AT_FOR_ANY, AT_K_BOOL, .about = "true takes the scene away", OWN},
};
static const struct at_key say_back_keys[] = {
	{"id", AT_FOR_ANY, AT_K_TEXT, .about = "unique", OWN, .needed = true},
	{"level", AT_FOR_ANY, AT_K_INT, .about = "1 plain, 2 less so, 3 hard", .low = 1, .high = 3},
	{"text", AT_FOR_ANY, AT_K_TEXT, .about = "the sentence"},
	{"off", AT_FOR_ANY, AT_K_BOOL, .about = "true takes it away", OWN},
};
static const struct at_key judging_keys[] = {
	{"well", AT_FOR_ANY, AT_K_MAPS, .about = "one thing done well: the first line that fits", .of = AT_MAP_LINE},
	{"try", AT_FOR_ANY, AT_K_MAPS, .about = "one thing to try: the first line that fits", .of = AT_MAP_LINE},
};
static const struct at_key line_keys[] = {
	{"moves", AT_FOR_ANY, AT_K_LIST, .about = "the answer has one of these moves"},
	{"moments", AT_FOR_ANY, AT_K_LIST, .about = "only in scenes of these moments"},
	{"without", AT_FOR_ANY, AT_K_LIST, .about = "it has none of these moves"},
	{"lacks", AT_FOR_ANY, AT_K_LIST, .about = "meters that it does not reach"},
	{"also", AT_FOR_ANY, AT_K_BOOL, .about = "said even of an answer that would reach them"},
	{"text", AT_FOR_ANY, AT_K_TEXTS, .about = "what is said", .needed = true},
};

#define MAP(name, keys, open)                                   \
	{                                                       \
		name, keys, sizeof(keys) / sizeof *(keys), open \
	}
const struct at_map_keys at_map_table[AT_MAPS] = {
	[AT_MAP_FILE] = MAP("file", file_keys, false),
	[AT_MAP_RULE] = MAP("rule", rule_keys, false),
	[AT_MAP_CONDITION] = MAP("condition", condition_keys, false),
	[AT_MAP_LIMITS] = MAP("limits", limits_keys, false),
	[AT_MAP_MEASURE] = MAP("measure", measure_keys, false),
	[AT_MAP_SHADE] = MAP("shade", shade_keys, false),
	[AT_MAP_EXAMPLE] = MAP("example", example_keys, false),
	[AT_MAP_WORD] = MAP("word", word_keys, false),
	[AT_MAP_GUARD] = MAP("guard", guard_keys, false),
	[AT_MAP_AMBIGUOUS] = MAP("ambiguous", ambiguous_keys, false),
	[AT_MAP_REPLY] = MAP("reply", reply_keys, false),
	[AT_MAP_TAKE] = MAP("take", take_keys, false),
	[AT_MAP_SCENE] = MAP("scene", scene_keys, false),
	[AT_MAP_SAY_BACK] = MAP("say-back", say_back_keys, false),
	[AT_MAP_JUDGING] = MAP("judging", judging_keys, true),
	[AT_MAP_LINE] = MAP("line", line_keys, false),
};

#define MOST 64

/* The names of the map's keys for these kinds; NULL for the others. */
static size_t names_of(const char **names, enum at_map which, unsigned kinds)
{
	const struct at_map_keys *m = &at_map_table[which];
	for (size_t i = 0; i < m->n; i++)
		names[i] = (m->keys[i].kinds & kinds) != 0 ? m->keys[i].name : NULL;
	return m->n;
}

/* The first kind of file that has the key in this map, or AT_FILE_KINDS. */
static unsigned home_of(const struct at_map_keys *m, const struct at_node *key)
{
	for (size_t i = 0; i < m->n; i++)
		for (unsigned kind = 0; at_node_is(key, m->keys[i].name) && kind < AT_FILE_KINDS; kind++)
			if ((m->keys[i].kinds & AT_FOR(kind)) != 0)
				return kind;
	return AT_FILE_KINDS;
}

static bool has_name(const char *const *names, size_t n, const struct at_node *key)
{
	for (size_t i = 0; i < n; i++)
		if (names[i] != NULL && at_node_is(key, names[i]))
			return true;
	return false;
}

bool at_keys_known(const struct at_reporter *r, const struct at_node *map, enum at_map which, unsigned kinds, const char *what)
{
	const char *names[MOST * 2];
	size_t n = names_of(names, which, kinds);
	bool ok = true;
	for (size_t i = 0; map != NULL && map->kind == AT_MAP && i < map->n && n < MOST * 2; i++) {
		const struct at_node *key = map->keys[i];
		unsigned home = has_name(names, n, key) ? AT_FILE_KINDS : home_of(&at_map_table[which], key);
		bool merge = at_node_is(key, "<<");
		if (merge)
			ok = at_report(r, key, "`<<` isn't read here; what several entries share goes into the file's `defaults`");
		else if (home < AT_FILE_KINDS)
			ok = at_report(r, key, "`%s` has no place in %s; it is for files of kind %s", key->text, what,
			               at_file_kind_names[home]);
		if (merge || home < AT_FILE_KINDS)
			names[n++] = key->text;
	}
	return at_field_known(r, map, names, n, what) && ok;
}

bool at_keys_inheritable(const struct at_reporter *r, const struct at_node *defaults, enum at_map which, unsigned kinds)
{
	const struct at_map_keys *m = &at_map_table[which];
	bool ok = at_keys_known(r, defaults, which, kinds, "`defaults`");
	for (size_t i = 0; defaults != NULL && i < defaults->n; i++)
		for (size_t k = 0; k < m->n; k++)
			if ((m->keys[k].kinds & kinds) != 0 && m->keys[k].own && at_node_is(defaults->keys[i], m->keys[k].name))
				ok = at_report(r, defaults->keys[i], "`%s` is for each %s to say; it can't be a default",
				               m->keys[k].name, m->name);
	return ok;
}
