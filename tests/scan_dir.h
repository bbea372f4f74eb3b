/* SPDX-License-Identifier: MIT */
/*
 * scan_dir: messages scanned with the rules of a temporary folder, and the answers as short lines of text that a test
 * compares. May call rule_dir.
 *
 * Rules are given as one string: `=== name.yaml` begins a file. An answer lists findings as rule:severity[words], those
 * about the whole draft as rule:severity!, then moves as +rule[words]; all with one space between.
 */
#ifndef AT_TESTS_SCAN_DIR_H
#define AT_TESTS_SCAN_DIR_H

#include "report_checks.h"
#include "rule_dir.h"

struct scan_dir {
	struct rule_dir dir;
	attune_scanner *scanner;
	attune_report *report;
	struct at_buffer answer;
};

struct scan_case {
	const char *draft, *partner, *expected;
};

/* Closing twice does no harm. */
static inline void scan_dir_close(struct scan_dir *s)
{
	if (s->dir.path[0] == '\0')
		return;
	attune_report_free(s->report);
	attune_scanner_free(s->scanner);
	at_buffer_free(&s->answer);
	rule_dir_close(&s->dir);
	memset(s, 0, sizeof *s);
}

/* False when a file could not be written or loaded, or the load had problems; these are in s->dir.said. */
static inline bool scan_dir_open(struct scan_dir *s, const char *files)
{
	memset(s, 0, sizeof *s);
	bool ok = rule_dir_open(&s->dir);
	for (const char *at = files; ok && at != NULL && *at != '\0';) {
		char name[64];
		const char *end = strstr(at, "\n=== "), *text = strchr(at, '\n') + 1;
		size_t len = end != NULL ? (size_t)(end + 1 - text) : strlen(text);
		snprintf(name, sizeof name, "%.*s", (int)(text - at - 5), at + 4);
		ok = rule_dir_write_bytes(&s->dir, name, text, len);
		at = end != NULL ? end + 1 : NULL;
	}
	ok = ok && rule_dir_load(&s->dir, false, (const char *const[]){".", NULL}) == ATTUNE_OK && s->dir.problems == 0;
	return ok && attune_scanner_new(&s->scanner, s->dir.rules, NULL) == ATTUNE_OK;
}

/* The last report as text; borrowed. */
static inline const char *scan_dir_tell(struct scan_dir *s, const char *draft)
{
	static const char *const severities[] = {"off", "note", "miss", "hurt"};
	struct at_buffer *to = &s->answer;
	attune_finding f;
	attune_move m;
	at_buffer_clear(to);
	for (size_t i = 0; attune_report_finding(s->report, i, &f); i++) {
		at_buffer_addf(to, "%s%s:%s", to->len != 0 ? " " : "", f.rule, severities[f.severity]);
		if (f.whole)
			at_buffer_add_char(to, '!');
		else
			at_buffer_addf(to, "[%.*s]", (int)(f.byte_end - f.byte_start), draft + f.byte_start);
	}
	for (size_t i = 0; attune_report_move(s->report, i, &m); i++)
		at_buffer_addf(to, "%s+%s[%.*s]", to->len != 0 ? " " : "", m.rule, (int)(m.byte_end - m.byte_start),
		               draft + m.byte_start);
	return at_buffer_str(to);
}

/* Scans NUL-terminated texts; "(status N: message)" when it fails, "(wrong: ...)" when the report breaks what always holds. */
static inline const char *scan_dir_answer(struct scan_dir *s, const char *draft, const char *partner)
{
	attune_error *err = NULL;
	size_t len = strlen(draft), partner_len = partner != NULL ? strlen(partner) : 0;
	attune_status status = attune_scan(&s->report, s->scanner, draft, len, partner, partner_len, &err);
	const char *wrong = status == ATTUNE_OK ? check_report(s->report, s->dir.rules, draft, len, partner, partner_len) : NULL;
	if (status == ATTUNE_OK && wrong == NULL)
		return scan_dir_tell(s, draft);
	at_buffer_clear(&s->answer);
	if (wrong != NULL)
		at_buffer_addf(&s->answer, "(wrong: %s)", wrong);
	else
		at_buffer_addf(&s->answer, "(status %d: %s)", (int)status, attune_error_message(err));
	attune_error_free(err);
	return at_buffer_str(&s->answer);
}

/* Runs all cases; tells each that answers otherwise, and returns how many did. */
static inline size_t scan_dir_run(struct scan_dir *s, const struct scan_case *cases, size_t n)
{
	size_t wrong = 0;
	for (size_t i = 0; i < n; i++) {
		const char *got = scan_dir_answer(s, cases[i].draft, cases[i].partner);
		if (strcmp(got, cases[i].expected) == 0)
			continue;
		fprintf(stderr, "draft:    %s\npartner:  %s\nanswer:   %s\nexpected: %s\n", cases[i].draft,
		        cases[i].partner != NULL ? cases[i].partner : "(none)", got, cases[i].expected);
		wrong++;
	}
	return wrong;
}

#endif
