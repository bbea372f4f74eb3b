/* SPDX-License-Identifier: MIT */
/*
 * rulenew: a rule while it is being asked for, and as a file. Private to rulenew*.c. May call cli, lines, json.
 */
#ifndef AT_CLI_RULENEW_H
#define AT_CLI_RULENEW_H

#include "cli/cli.h"

struct at_texts {
	char **items;
	size_t n, cap;
};
struct at_new_rule {
	struct at_texts phrases, patterns, flags, passes, tries;
	char *id, *title, *why, *hears;
	int severity; /* an index of note|miss|hurt */
	bool failed;  /* out of memory */
};

void at_new_rule_free(struct at_new_rule *r);
void at_texts_add(struct at_new_rule *r, struct at_texts *to, const char *text, size_t len);

/* rulenewfile.c: the commented file. */
void at_new_rule_yaml(struct at_buffer *out, const struct at_new_rule *r);
/* Loads the file over all others, runs the rule's examples and tells what came of each, and what other rules say of them. An exit
 * code. */
int at_new_rule_try(struct at_cli *cli, const struct at_new_rule *r, const char *path);

#endif
