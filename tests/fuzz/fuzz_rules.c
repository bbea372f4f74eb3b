/* SPDX-License-Identifier: MIT */
/*
 * fuzz_rules: any bytes as rule files: a line of "===" begins the next file, which is laid over the one before. Whatever
 * loads then scans a fixed message. Output: nothing, or an abort: a problem without words, a set that cannot be scanned
 * with, a report that breaks what always holds.
 */
#include "../report_checks.h"
#include "ruleset/ruleset.h"

#include <stdio.h>
#include <stdlib.h>

#define FILES_MAX 8

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char draft[] =
	"At least you tried, "
	"\xF0\x9F\x98\xA2 but you should just calm down. I\xE2\x80\x99m sorry you feel that way!! \"Get over it\", "
	"he said... you ALWAYS do this\n"
	"so that makes sense. why don't you sleep? it's fine, "
	"it's not a big deal; aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab (ok) u r sooo dramatic";
static const char partner[] =
	"i feel so sad and tired \xE2\x80\x94 they cut my hours, and you never listen. What should I do? I'm fine.";

static void hear(const attune_error *e, void *payload)
{
	size_t *heard = payload;
	if (attune_error_message(e)[0] == '\0' || attune_error_format(e, NULL, 0) == 0)
		abort();
	++*heard;
}

/* Walks all a set says of itself. */
static void look_at(const attune_rules *rules)
{
	attune_rule_info info;
	attune_example example;
	for (size_t i = 0; attune_rules_get(rules, i, &info); i++) {
		if (info.id[0] == '\0' || info.file[0] == '\0')
			abort();
		for (size_t k = 0; k < info.n_patterns; k++)
			if (attune_rules_pattern(rules, i, k) == NULL)
				abort();
		for (size_t k = 0; attune_rules_example(rules, i, k, &example); k++)
			if (example.text[example.text_len] != '\0')
				abort();
		attune_rules_suggest(rules, info.id);
	}
}

static void scan(const attune_rules *rules)
{
	attune_scanner *scanner = NULL;
	attune_report *report = NULL;
	if (attune_scanner_new(&scanner, rules, NULL) != ATTUNE_OK)
		abort();
	/* More than once, so that patterns are compiled by the JIT, too. */
	for (int i = 0; i < 4; i++) {
		bool alone = i % 2 == 1;
		if (attune_scan(&report, scanner, draft, sizeof draft - 1, alone ? NULL : partner, alone ? 0 : sizeof partner - 1,
		                NULL) != ATTUNE_OK)
			abort();
		const char *wrong = check_report(report, rules, draft, sizeof draft - 1, alone ? NULL : partner,
		                                 alone ? 0 : sizeof partner - 1);
		if (wrong != NULL) {
			fprintf(stderr, "%s\n", wrong);
			abort();
		}
	}
	for (size_t i = 0; i < attune_rules_count(rules) && i < 20; i++) {
		attune_hit hits[4];
		attune_error *err = NULL;
		size_t n;
		attune_try_rule(scanner, i, draft, sizeof draft - 1, partner, sizeof partner - 1, hits, 4, &n, &err);
		attune_error_free(err);
	}
	attune_report_free(report);
	attune_scanner_free(scanner);
}

static void add_files(struct at_files *files, const char *bytes, size_t size)
{
	static const char names[FILES_MAX][8] = {"a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml", "f.yaml", "g.yaml", "h.yaml"};
	size_t from = 0;
	for (size_t i = 0; i <= size && files->n < FILES_MAX; i++) {
		bool cut = i + 5 <= size && memcmp(bytes + i, "\n===\n", 5) == 0 && files->n + 1 < FILES_MAX;
		if (!cut && i < size)
			continue;
		if (!at_files_add(files, names[files->n], bytes + from, i - from, (unsigned)files->n))
			abort();
		from = i + 5;
		i += 4;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct at_files files = {0};
	struct at_image *image = NULL;
	size_t heard = 0;
	struct at_diag diag = {.fn = hear, .payload = &heard};
	add_files(&files, (const char *)data, size);
	if (at_rules_build(&image, &files, 0, NULL, &diag) != ATTUNE_OK || !at_image_usable(image, image->size) ||
	    heard != diag.errors + diag.warnings)
		abort();
	attune_rules rules = {.image = image};
	look_at(&rules);
	if (attune_rules_lint(&rules, hear, &heard, NULL) != ATTUNE_OK)
		abort();
	scan(&rules);
	free(image);
	at_files_free(&files);
	return 0;
}
