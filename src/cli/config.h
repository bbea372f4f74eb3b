/* SPDX-License-Identifier: MIT */
/*
 * config: the coach's settings, $XDG_CONFIG_HOME/attune/config.yaml. One table of settings feeds reading, checking, /set,
 * completion and help. May call base, files, coach/names, ruleset/suggest.
 * Invariant: a value is always the index of one of its choices.
 */
#ifndef AT_CLI_CONFIG_H
#define AT_CLI_CONFIG_H

#include "attune/attune.h"
#include "base/buffer.h"
#include "coach/names.h"

enum at_setting { AT_S_COLOR, AT_S_GOAL, AT_S_TO, AT_S_OFFERS, AT_S_VI, AT_S_REMEMBER, AT_S_PATTERNS, AT_S_PLAIN, AT_SETTINGS };

struct at_setting_spec {
	const char *name, *alias; /* alias: another spelling, or NULL */
	const char *choices;      /* names with | between them */
	int choice;               /* when nobody says */
	const char *help;
};
extern const struct at_setting_spec at_setting_table[AT_SETTINGS];

/* Choices of AT_S_VI, in the order of their names. The others are off and on, or count, or follow attune.h. */
enum at_vi { AT_VI_INPUTRC, AT_VI_OFF, AT_VI_ON };

struct at_config {
	int value[AT_SETTINGS];
	struct at_names muted; /* ids of rules, and categories */
};

void at_config_init(struct at_config *c);
void at_config_free(struct at_config *c);
/* Reads bytes of a settings file. Every problem goes to `diag` with file, line and column; what is right holds. Returns how many
 * problems there were. */
size_t at_config_parse(struct at_config *c, const char *bytes, size_t len, const char *file, attune_diag_fn diag, void *payload);
/* The same with the user's file; none is no problem. */
size_t at_config_load(struct at_config *c, attune_diag_fn diag, void *payload);

/* The setting of that name (an alias will do, and so will the beginning of one name alone), or AT_SETTINGS. */
enum at_setting at_config_find(const char *name, size_t len);
/* Sets it. False when `word` is no choice. */
bool at_config_set(struct at_config *c, enum at_setting setting, const char *word, size_t len);
/* Appends the name of its value. */
void at_config_value(const struct at_config *c, enum at_setting setting, struct at_buffer *out);

/* Changes one setting in the text of a settings file and leaves the rest, comments too, as it was. False, `text` untouched, when
 * the text is of a shape that can't be changed safely; `problem` then says why. */
bool at_config_edit(struct at_buffer *text, enum at_setting setting, const char *word, struct at_buffer *problem);
/* Adds a name to the muted ones; likewise. */
bool at_config_edit_mute(struct at_buffer *text, const char *name, struct at_buffer *problem);

/* Either of these on the user's file. False when it could not be written; `problem` says why. */
bool at_config_save(enum at_setting setting, const char *word, struct at_buffer *problem);
bool at_config_save_mute(const char *name, struct at_buffer *problem);

#endif
