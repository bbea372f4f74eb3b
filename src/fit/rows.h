/* SPDX-License-Identifier: MIT */
/*
 * rows: marked drafts as what a fit needs: for each sentence the keys that are in it, as numbers, and the families that somebody
 * marked there. May call scan/, cli/json, cli/lines. Only for the fitting tool.
 */
#ifndef AT_FIT_ROWS_H
#define AT_FIT_ROWS_H

#include "attune/attune.h"
#include "base/buffer.h"

#define AT_FIT_FAMILIES 32u

struct at_fit_key {
	char *text; /* NUL-terminated; its first byte may be AT_LEAN_AROUND */
	uint32_t len;
	uint32_t sentences; /* in which it is */
};

struct at_fit_row {
	uint32_t first, n; /* in at_fit_rows.uses, each key once */
	uint32_t marked;   /* bits of families */
};

struct at_fit_rows {
	struct at_fit_key *keys;
	size_t n_keys, keys_cap;
	uint32_t *table; /* hash of keys: 1 + index, 0: empty */
	size_t slots;
	uint32_t *uses;
	size_t n_uses, uses_cap;
	struct at_fit_row *rows;
	size_t n_rows, rows_cap;
	char *families[AT_FIT_FAMILIES];
	size_t n_families, n_drafts;
	bool failed; /* out of memory, or more families than there is room for */
};

void at_fit_rows_free(struct at_fit_rows *r);
/* The drafts of a file of JSON Lines, as `attune rules eval` reads them. False when it can't be read, a line is none of these,
 * or memory ran out (told). */
bool at_fit_read(struct at_fit_rows *r, attune_scanner *scanner, const char *path);

/* The examples of the rules: what flags find is marked, what flags must leave alone and what moves find is not (an example in which
 * another flag finds something is left out there). False when memory ran out. */
bool at_fit_examples(struct at_fit_rows *r, attune_scanner *scanner, const attune_rules *rules);

#endif
