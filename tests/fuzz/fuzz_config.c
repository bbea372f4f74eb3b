/* SPDX-License-Identifier: MIT */
/*
 * fuzz_config: any bytes as the settings file, read and then changed as `/set ... --forever` and `/mute ... --forever` do. The first
 * byte chooses the change. Output: nothing, or an abort: a change that did not take effect, or changed another setting, too.
 */
#include "cli/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RULE "tone/anyway"

static void hear(const attune_error *e, void *payload)
{
	(void)payload;
	if (attune_error_message(e)[0] == '\0' || attune_error_format(e, NULL, 0) == 0)
		abort();
}

static void insist(bool right, const char *what, struct at_buffer *text)
{
	if (right)
		return;
	fprintf(stderr, "%s\n%s\n", what, at_buffer_str(text));
	abort();
}

/* The edited file says what was wished, and of all else what it said before. */
static void check_edit(const struct at_config *before, struct at_buffer *text, enum at_setting setting, int value)
{
	struct at_config now;
	at_config_init(&now);
	insist(at_config_parse(&now, at_buffer_str(text), text->len, "config.yaml", hear, NULL) == 0, "mistakes were made", text);
	for (enum at_setting i = 0; i < AT_SETTINGS; i++)
		insist(now.value[i] == (i == setting ? value : before->value[i]), "not the settings that were wished", text);
	insist(setting < AT_SETTINGS || at_names_has(&now.muted, RULE), "the rule is not muted", text);
	at_config_free(&now);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum at_setting settings[] = {AT_S_REMEMBER, AT_S_PATTERNS, AT_S_PLAIN, AT_SETTINGS};
	static const char *const values[] = {"off", "on"};
	struct at_buffer text = {0}, problem = {0};
	struct at_config config;
	enum at_setting setting = settings[size > 0 ? data[0] % 4 : 0];
	int value = size > 0 && data[0] % 8 < 4;
	if (size > 0)
		at_buffer_add(&text, data + 1, size - 1);
	at_config_init(&config);
	size_t problems = at_config_parse(&config, at_buffer_str(&text), text.len, "config.yaml", hear, NULL);
	bool ok = setting == AT_SETTINGS ? at_config_edit_mute(&text, RULE, &problem)
	                                 : at_config_edit(&text, setting, values[value], &problem);
	insist(ok || problem.len > 0, "refused without a word", &text);
	insist(!ok || problems == 0, "a file with mistakes was changed", &text);
	if (ok)
		check_edit(&config, &text, setting, value);
	at_config_free(&config);
	at_buffer_free(&text);
	at_buffer_free(&problem);
	return 0;
}
