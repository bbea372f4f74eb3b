/* SPDX-License-Identifier: MIT */
/*
 * loader: what the parts of a load share: the files, the fragments, the guards, and the image being built. Private to
 * ruleset/. A load runs in three passes: language.c collects fragments, guards and words of all files; guard.c and rule.c
 * then check each entry and add it to the image, or report what is wrong and leave it out; ruleset.c drives them.
 */
#ifndef AT_RULESET_LOADER_H
#define AT_RULESET_LOADER_H

#include "ruleset/build.h"
#include "ruleset/field.h"
#include "ruleset/fragment.h"
#include "ruleset/keys.h"
#include "ruleset/source.h"

#define AT_MAX_AMBIGUOUS 32u

/* One rule file, parsed. */
struct at_rule_file {
	const char *name;
	unsigned layer;
	bool trusted; /* built in: its patterns were compiled when attune was built */
	struct at_node *root, *defaults;
	struct at_fragments local;
	unsigned kind; /* enum at_file_kind */
	const char *category, *about;
};
enum at_file_kind {
	AT_F_FLAG,
	AT_F_MOVE,
	AT_F_CUE,
	AT_F_FRAGMENTS,
	AT_F_GUARDS,
	AT_F_WORDS,
	AT_F_SPELLING,
	AT_F_GRAMMAR,
	AT_F_LEANING,
	AT_F_REPLIES,
	AT_F_OTHER,
	AT_FILE_KINDS
};
extern const char *const at_file_kind_names[AT_FILE_KINDS];
#define AT_WORD_LISTS 23u
extern const char *const at_word_class_keys[AT_WORD_LISTS];

/* One guard or rule as found; a later layer's entry of the same id goes before the earlier, which stays as what to
 * fall back on. */
struct at_entry {
	const char *id;
	struct at_node *node;
	struct at_rule_file *file;
	size_t order;                 /* in reading order */
	const struct at_rule *record; /* of a rule that is taken over from an image: it has no node */
};

/* A reply of a file; replies of an image are behind all of these. */
struct at_replied {
	const struct at_rule_file *file;
	const struct at_node *node, *text;
};

struct at_loader {
	struct at_arena arena;
	struct at_build build;
	struct at_diag *diag;
	const struct at_image *base; /* what the files are laid over, or NULL; overlay.c */
	uint32_t *moved;             /* by rule of base: its index in the new image, AT_NONE: it has no patterns there */
	struct at_fragments fragments;
	bool redefined; /* a user's file says anew what one of these is */
	struct at_rule_file **files;
	size_t n_files, files_cap;
	struct at_entry *guards, *rules; /* rules: sorted by kind, id, then newest first */
	size_t n_guards, guards_cap, n_rules, rules_cap;
	const char **guard_ids; /* of the guards in the image, in order */
	struct at_node **guard_defaults;
	bool *guard_off; /* known, so that rules may name it, but it guards nothing */
	size_t n_guard_ids;
	struct at_replied *replied; /* by reply */
	size_t n_replied, replied_cap;
	const struct at_node **left_out; /* replies that are wrong beside the others */
	size_t n_left_out, left_out_cap;
	uint32_t any;                            /* interned "any" */
	const char *ambiguous[AT_MAX_AMBIGUOUS]; /* words whose spelling the next word decides, by number */
	unsigned n_ambiguous;
};

/* patterns.c: a list of regexes (or plain phrases) into the image. The prototype carries role, scope, target, owner,
 * intensity; *out is the range
 * added. False when something was wrong (reported). */
bool at_add_patterns(struct at_loader *l, struct at_rule_file *file, const struct at_reporter *r, const char *key,
                     const struct at_node *list, struct at_pattern proto, struct at_range *out);
/* A list of strings into the lists section, interned. */
bool at_add_strings(struct at_loader *l, const struct at_reporter *r, const char *key, const struct at_node *list,
                    struct at_range *out);
/* {name: ..., above: ...} into the measures section. *out is AT_NONE for a NULL node. */
bool at_add_measure(struct at_loader *l, const struct at_rule_file *file, const struct at_reporter *r, const struct at_node *node,
                    uint32_t *out);

/* One plain phrase into the image: lower-case, single spaces. */
bool at_add_phrase(struct at_loader *l, const struct at_reporter *r, const char *key, const struct at_node *n,
                   struct at_pattern proto);

/* words.c: the feeling words of a cue, and how they are said back. Any of the nodes may be NULL. */
struct at_word_keys {
	const struct at_node *words, *frame, *say, *feeling;
};
bool at_add_words(struct at_loader *l, struct at_rule_file *file, const struct at_reporter *r, const struct at_word_keys *keys,
                  struct at_pattern proto, struct at_range *out);
/* What follows "you" when this is said back: "are sad" for NULL, "feel sad" for `say` "feel", else `say` itself. */
at_str at_predicate(struct at_build *b, const char *say, const char *word);

/* selector.c: the same as at_add_strings, for names of moves, of flags (or their categories), of rules of any kind, or
 * of families of feelings; a
 * name that stands for nothing is remarked on. */
enum at_named { AT_NAMED_MOVES, AT_NAMED_FLAGS, AT_NAMED_RULES, AT_NAMED_FEELINGS };
bool at_add_selectors(struct at_loader *l, const struct at_rule_file *file, const struct at_reporter *r, const char *key,
                      const struct at_node *list, enum at_named what, struct at_range *out);

/* condition.c: a `when` map into the conditions section; AT_NONE for a NULL node. */
bool at_add_condition(struct at_loader *l, struct at_rule_file *file, const struct at_reporter *r, const struct at_node *node,
                      uint32_t *out);
bool at_moments(const struct at_reporter *r, const char *key, const struct at_node *node, uint32_t *bits);

/* language.c: fragments, guards, words and spelling of one file. */
bool at_collect_language(struct at_loader *l, struct at_rule_file *file);
/* grammar.c: the words of the mirror of one file. */
bool at_collect_grammar(struct at_loader *l, struct at_rule_file *file);
/* leaning.c: the words of one file of a leaning; and the number of a leaning, or AT_NONE. */
bool at_collect_leaning(struct at_loader *l, struct at_rule_file *file);
uint32_t at_leaning_named(const struct at_loader *l, const char *name);
#define AT_MAX_LEANINGS 64u
size_t at_leaning_names(const struct at_loader *l, const char *names[AT_MAX_LEANINGS]);
/* guard.c: room for the names of all guards, then all that the image hasn't got into it. Both false only when memory ran out. */
bool at_guards_begin(struct at_loader *l);
bool at_add_guards(struct at_loader *l);
/* Index of the guard, or AT_NONE (reported at `node`, with "did you mean"). */
uint32_t at_guard_named(struct at_loader *l, const struct at_reporter *r, const struct at_node *node);
/* rule.c: one rule into the image. False: something was wrong, all of it reported; the image is as before. */
bool at_add_rule(struct at_loader *l, const struct at_entry *entry, bool muted);
/* Reports the keys of a file's `defaults` that no rule of it can inherit. */
void at_check_defaults(struct at_loader *l, const struct at_rule_file *file);
bool at_add_examples(struct at_loader *l, const struct at_reporter *r, unsigned kind, const struct at_node *list,
                     struct at_range *out);
/* reply.c: the reply templates and pieces of all files. False only when memory ran out. */
bool at_add_replies(struct at_loader *l);
/* reply_text.c: whether the text (or list of them) of a reply can be said, and whether a name for it can be shown; all that is
 * wrong is reported. */
bool at_reply_texts(const struct at_reporter *r, const struct at_node *text, bool piece);
bool at_reply_name(const struct at_reporter *r, const char *key, const struct at_node *n);
/* Reports the replies that name slots nobody knows or pieces that lead back to them, and puts them among the left out. True when
 * there is another one. */
bool at_replies_leave_out(struct at_loader *l);
/* ruleset.c: whether it is an id as rules and replies may have it. */
bool at_is_id(const char *id);
/* card.c: the safety card's words of a file that has them. */
bool at_add_cards(struct at_loader *l, struct at_rule_file *file);

#endif
