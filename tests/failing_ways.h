/* SPDX-License-Identifier: MIT */
/*
 * failing_ways: goes one way through the program until no allocation of it failed any more. Input: how to open a world, what to do in
 * it, how to tell what came of it; output: a failed test where a failure was hidden, something leaked or changed, or the same done
 * again answers otherwise. May call cmocka, failing_malloc, base/buffer.
 */
#ifndef AT_TESTS_FAILING_WAYS_H
#define AT_TESTS_FAILING_WAYS_H

#include "attune/attune.h"
#include "base/buffer.h"
#include "failing_malloc.h"

#define FAILING_RUNS 60 /* as many as fail, unless a way says otherwise: half of them the first, the others spread over the rest */

struct failing_way {
	const char *name;
	void *(*open)(void);
	attune_status (*act)(void *world);                /* ATTUNE_OK or ATTUNE_E_MEMORY; what fails here is injected */
	void (*failed)(void *world);                      /* looks at what a failure left, or NULL */
	void (*tell)(void *world, struct at_buffer *out); /* what came of it, or NULL */
	void (*close)(void *world);
	size_t runs; /* 0: FAILING_RUNS */
};

static inline void failing_told(const struct failing_way *way, void *world, struct at_buffer *out)
{
	at_buffer_clear(out);
	if (way->tell != NULL)
		way->tell(world, out);
}

/* Where two texts part. */
static inline const char *failing_from(struct at_buffer *text, const struct at_buffer *other)
{
	size_t i = 0;
	while (i < text->len && i < other->len && text->ptr[i] == other->ptr[i])
		i++;
	return at_buffer_str(text) + (i > text->len ? text->len : i);
}

/* How many allocations the way takes, and what comes of it when none fails. */
static inline size_t failing_measure(const struct failing_way *way, struct at_buffer *right)
{
	void *world = way->open();
	failing_begin(0, false);
	attune_status status = way->act(world);
	failing_end();
	if (status != ATTUNE_OK)
		fail_msg("%s: fails with memory enough (%d)", way->name, (int)status);
	failing_told(way, world, right);
	way->close(world);
	return failing.asked;
}

static inline bool failing_try(const struct failing_way *way, size_t k, bool onward, struct at_buffer *right, long *left)
{
	struct at_buffer told = {0};
	long held = failing.held;
	void *world = way->open();
	failing_begin(k, onward);
	attune_status status = way->act(world);
	bool failed = failing_end();
	if (status != ATTUNE_OK && status != ATTUNE_E_MEMORY)
		fail_msg("%s: allocation %zu fails, and the status is %d", way->name, k, (int)status);
	if (status != ATTUNE_OK && way->failed != NULL)
		way->failed(world);
	/* What got along without that memory must have done all the same; what failed does it now. */
	attune_status again = status == ATTUNE_OK ? ATTUNE_OK : way->act(world);
	failing_told(way, world, &told);
	way->close(world);
	if (again != ATTUNE_OK)
		fail_msg("%s: allocation %zu failed, and then it fails again", way->name, k);
	if (told.len != right->len || strcmp(at_buffer_str(&told), at_buffer_str(right)) != 0)
		fail_msg("%s: allocation %zu failed (status %d), and the answer ends in\n%.400s\nnot in\n%.400s", way->name, k,
		         (int)status, failing_from(&told, right), failing_from(right, &told));
	at_buffer_free(&told);
	*left = sanitized() ? 0 : failing.held - held;
	return failed;
}

/* False when the way ended before its k-th allocation. What outlives a world, a scanner for one, may keep some memory for the next
 * time; a leak is what is left time and again. */
static inline bool failing_once(const struct failing_way *way, size_t k, bool onward, struct at_buffer *right)
{
	long left = 1;
	bool failed = true;
	for (unsigned i = 0; i < 4 && left != 0; i++)
		failed = failing_try(way, k, onward, right, &left);
	if (left != 0)
		fail_msg("%s: allocation %zu failed, and %ld pieces of memory are left", way->name, k, left);
	return failed;
}

static inline void failing_walk(const struct failing_way *way)
{
	struct at_buffer right = {0};
	print_message("%s: ", way->name);
	const char *all = getenv("ATTUNE_ALLOCATIONS");
	size_t runs = 0, n = failing_measure(way, &right);
	/* Once more: what is made only once in a program is there by now. */
	n = failing_measure(way, &right);
	size_t most = way->runs != 0 ? way->runs : FAILING_RUNS, first = most / 2;
	size_t step = n > most ? (n - first) / (most - first) : 1;
	if (all != NULL && (strcmp(all, "all") == 0 || strncmp(all, way->name, strlen(all)) == 0))
		step = 1;
	for (size_t k = 1; k <= n; k += k < first ? 1 : step, runs++) {
		/* A scanner that outlives its world has a little less to make each time. */
		bool over = !failing_once(way, k, false, &right);
		if (over && n - k > n / 50)
			fail_msg("%s: takes now %zu allocations, now fewer than %zu", way->name, n, k);
		if (over)
			break;
		if (runs % 2 == 0)
			failing_once(way, k, true, &right);
	}
	print_message("%zu allocations, %zu of them failed in turn\n", n, runs);
	at_buffer_free(&right);
}

static inline void failing_walk_all(const struct failing_way *ways, size_t n)
{
	if (!failing_works())
		skip();
	for (size_t i = 0; i < n; i++)
		failing_walk(&ways[i]);
}

#endif
