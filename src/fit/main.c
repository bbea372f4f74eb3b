/* SPDX-License-Identifier: MIT */
/*
 * fit: weighs the words of rules/leanings/ anew, from drafts that people marked. usage: fit OUT_DIR FILE.jsonl ...
 * For each family one file OUT_DIR/FAMILY.yaml: logistic regression with an L2 penalty (liblinear: Fan et al. 2008), of which the
 * weightiest words are kept. Not part of attune itself: what it writes is data that is read and edited like any other rules.
 */
#include "base/buffer.h"
#include "fit/rows.h"
#include "ruleset/leaning.h"
#include <linear.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_SENTENCES 2u /* that a key is in, to be weighed */
#define LEAST_WEIGHT 0.05
#define MOST_ENTRIES 10000u
#define COST 0.2 /* of wrong sentences against that of weights */
/* What every sentence has of the start: much, so that the penalty on weights leaves it alone, and text of unknown words is taken for what
 * most text is. */
#define START 10.0
#define STRANGERS "strangers"

/* The rows as liblinear wants them. */
struct table {
	struct problem p;
	struct feature_node *nodes;
	uint32_t *column; /* by key; 0: not weighed */
	uint32_t *key;    /* by column */
};

static void quiet(const char *text)
{
	(void)text;
}

static void table_free(struct table *t)
{
	free(t->p.y);
	free(t->p.x);
	free(t->nodes);
	free(t->column);
	free(t->key);
}

static int by_index(const void *a, const void *b)
{
	return ((const struct feature_node *)a)->index - ((const struct feature_node *)b)->index;
}

/* Single words of theirs tell who talks to whom; to the leanings to a category they added nothing. */
static bool is_weighed(const struct at_fit_key *k, bool said)
{
	return k->sentences >= LEAST_SENTENCES && (said || k->text[0] != AT_LEAN_AROUND || strncmp(k->text + 1, "said-", 5) != 0);
}

static bool table_make(struct table *t, const struct at_fit_rows *r, bool said)
{
	*t = (struct table){.p = {.l = (int)r->n_rows, .bias = 1}};
	t->p.y = calloc(r->n_rows + 1, sizeof *t->p.y);
	t->p.x = calloc(r->n_rows + 1, sizeof *t->p.x);
	t->nodes = calloc(r->n_uses + 2 * r->n_rows + 1, sizeof *t->nodes);
	t->column = calloc(r->n_keys + 1, sizeof *t->column);
	t->key = calloc(r->n_keys + 2, sizeof *t->key);
	if (t->p.y == NULL || t->p.x == NULL || t->nodes == NULL || t->column == NULL || t->key == NULL)
		return false;
	for (size_t i = 0; i < r->n_keys; i++)
		if (is_weighed(&r->keys[i], said)) {
			t->column[i] = (uint32_t)++t->p.n;
			t->key[t->p.n] = (uint32_t)i;
		}
	t->p.n++; /* the start */
	struct feature_node *at = t->nodes;
	for (size_t i = 0; i < r->n_rows; i++) {
		t->p.x[i] = at;
		for (uint32_t k = 0; k < r->rows[i].n; k++) {
			uint32_t column = t->column[r->uses[r->rows[i].first + k]];
			if (column != 0)
				*at++ = (struct feature_node){(int)column, 1};
		}
		qsort(t->p.x[i], (size_t)(at - t->p.x[i]), sizeof *at, by_index);
		*at++ = (struct feature_node){t->p.n, START};
		*at++ = (struct feature_node){-1, 0};
	}
	return true;
}

struct weighed {
	const struct at_fit_key *key;
	double weight;
};

/* The weightiest first. */
static int by_force(const void *pa, const void *pb)
{
	const struct weighed *a = pa, *b = pb;
	double x = fabs(a->weight), y = fabs(b->weight);
	return x != y ? (x > y ? -1 : 1) : strcmp(a->key->text, b->key->text);
}

static int by_weight(const void *pa, const void *pb)
{
	const struct weighed *a = pa, *b = pb;
	if (a->weight != b->weight)
		return a->weight > b->weight ? -1 : 1;
	return strcmp(a->key->text, b->key->text);
}

static void write_entry(FILE *f, const char *text, double weight)
{
	fputs("  \"", f);
	for (; *text != '\0'; text++)
		fprintf(f, "%s%c", *text == '"' || *text == '\\' ? "\\" : "", *text);
	fprintf(f, "\": %.2f\n", weight);
}

/* What the files say beside weights is for people to choose, and stays as it is. */
static void write_beside(FILE *f, const attune_rules *rules, const char *family)
{
	const struct at_leaning *known = at_section(rules, AT_S_LEANINGS);
	uint32_t n = rules->image->n[AT_S_LEANINGS], i = 0;
	while (i < n && strcmp(at_string(rules, known[i].name), family) != 0)
		i++;
	if (i == n)
		return;
	if (known[i].doubt > 0)
		fprintf(f, "doubt: %g\n", (double)known[i].doubt);
	if (known[i].longest != AT_LEAN_LONGEST)
		fprintf(f, "longest: %u\n", (unsigned)known[i].longest);
	if (known[i].outside != AT_NONE)
		fprintf(f, "outside: {%s: %g}\n", at_string(rules, known[known[i].outside].name), (double)known[i].limit);
}

static bool write_file(const char *dir, const attune_rules *rules, const char *family, const struct weighed *w, size_t n,
                       double start)
{
	char path[4096];
	(void)snprintf(path, sizeof path, "%s/%s.yaml", dir, family);
	FILE *f = fopen(path, "w");
	if (f == NULL) {
		perror(path);
		return false;
	}
	fprintf(f,
	        "kind: leaning\n"
	        "title: what leans to %s\n"
	        "about: >-\n"
	        "  What each of these adds to a sentence that it is in. No entry decides alone; `make fit` weighed them together, on the\n"
	        "  marked drafts of tests/drafts.\n"
	        "leaning: %s\n"
	        "start: %.2f\n",
	        family, family, start);
	write_beside(f, rules, family);
	fputs("words:\n", f);
	for (size_t i = 0; i < n; i++)
		if (w[i].key->text[0] != AT_LEAN_AROUND)
			write_entry(f, w[i].key->text, w[i].weight);
	fputs("around:\n", f);
	for (size_t i = 0; i < n; i++)
		if (w[i].key->text[0] == AT_LEAN_AROUND)
			write_entry(f, w[i].key->text + 1, w[i].weight);
	return fclose(f) == 0;
}

static bool fit_family(struct table *t, const struct at_fit_rows *r, size_t family, const attune_rules *rules, const char *dir)
{
	struct parameter how = {.solver_type = L2R_LR, .eps = 0.001, .C = COST};
	struct weighed *w = calloc((size_t)t->p.n + 1, sizeof *w);
	size_t n = 0;
	if (w == NULL)
		return false;
	for (size_t i = 0; i < r->n_rows; i++)
		t->p.y[i] = (r->rows[i].marked >> family & 1) != 0 ? 1 : -1;
	struct model *m = train(&t->p, &how);
	double sign = m->label[0] == 1 ? 1 : -1;
	for (int i = 1; i < t->p.n; i++)
		if (fabs(m->w[i - 1]) >= LEAST_WEIGHT)
			w[n++] = (struct weighed){&r->keys[t->key[i]], sign * m->w[i - 1]};
	qsort(w, n, sizeof *w, by_force);
	n = n < MOST_ENTRIES ? n : MOST_ENTRIES;
	qsort(w, n, sizeof *w, by_weight);
	bool ok = write_file(dir, rules, r->families[family], w, n, sign * START * m->w[t->p.n - 1]);
	printf("%-16s %zu entries\n", r->families[family], n);
	free_and_destroy_model(&m);
	free(w);
	return ok;
}

/* The families of which single words of theirs are weighed, or those of which they aren't. */
static bool fit_families(const struct at_fit_rows *r, const attune_rules *rules, const char *dir, bool said)
{
	struct table t;
	bool ok = table_make(&t, r, said);
	for (size_t i = 0; ok && i < r->n_families; i++)
		if ((strcmp(r->families[i], STRANGERS) == 0) == said)
			ok = fit_family(&t, r, i, rules, dir);
	table_free(&t);
	return ok;
}

int main(int argc, char **argv)
{
	struct at_fit_rows rows = {0};
	attune_rules *rules = NULL;
	attune_scanner *scanner = NULL;
	if (argc < 3) {
		fprintf(stderr, "usage: fit OUT_DIR FILE.jsonl ...\n");
		return 2;
	}
	bool ok = attune_rules_load(&rules, true, NULL, 0, NULL, NULL, NULL) == ATTUNE_OK &&
	          attune_scanner_new(&scanner, rules, NULL) == ATTUNE_OK;
	for (int i = 2; ok && i < argc; i++)
		ok = at_fit_read(&rows, scanner, argv[i]);
	if (ok && rows.n_families == 0) {
		fprintf(stderr, "fit: nobody marked anything in them\n");
		ok = false;
	}
	size_t drafts = rows.n_drafts;
	ok = ok && at_fit_examples(&rows, scanner, rules);
	if (ok)
		printf("%zu drafts and %zu examples of rules, %zu sentences\n", drafts, rows.n_drafts - drafts, rows.n_rows);
	set_print_string_function(quiet);
	ok = ok && fit_families(&rows, rules, argv[1], false) && fit_families(&rows, rules, argv[1], true);
	at_fit_rows_free(&rows);
	attune_scanner_free(scanner);
	attune_rules_free(rules);
	if (!ok)
		fprintf(stderr, "fit: failed\n");
	return ok ? 0 : 2;
}
