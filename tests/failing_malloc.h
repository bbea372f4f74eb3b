/* SPDX-License-Identifier: MIT */
/*
 * failing_malloc: an allocator in front of the system's, or of the sanitizer's, that fails when it is told to. Included by one file of
 * a program, whose definitions then serve all it is linked with, shared libraries too. Needs _GNU_SOURCE before the first header.
 *
 * While it is armed it counts what is asked for: the k-th request fails, or the k-th and all after it. It also counts what is held,
 * so that a test sees what was not given back; a sanitizer does that itself, and there the count stands still. Where the system
 * does not let itself be replaced (valgrind, for one) nothing ever fails: failing_works() tells.
 */
#ifndef AT_TESTS_FAILING_MALLOC_H
#define AT_TESTS_FAILING_MALLOC_H

#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Volatile, as a compiler believes to know what malloc looks at. */
static volatile struct {
	bool armed, onward; /* onward: all after the k-th fail, too */
	size_t k, asked;    /* k 0: none fails */
	bool failed;        /* one did */
	long held;
} failing;

/* The sanitizer's, where there is one. */
void *__interceptor_malloc(size_t size) __attribute__((weak));
void *__interceptor_calloc(size_t n, size_t size) __attribute__((weak));
void *__interceptor_realloc(void *p, size_t size) __attribute__((weak));
void __interceptor_free(void *p) __attribute__((weak));

static bool fails_now(void)
{
	if (!failing.armed)
		return false;
	failing.asked++;
	bool fails = failing.k != 0 && (failing.onward ? failing.asked >= failing.k : failing.asked == failing.k);
	failing.failed |= fails;
	if (fails)
		errno = ENOMEM;
	return fails;
}

static bool sanitized(void)
{
	return __interceptor_malloc != NULL;
}

/* The system's function of that name. ISO C has no way from an object's address to a function's, POSIX does. */
static void *next_of(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

void *malloc(size_t size)
{
	static void *(*next)(size_t);
	if (fails_now())
		return NULL;
	if (sanitized())
		return __interceptor_malloc(size);
	if (next == NULL)
		*(void **)&next = next_of("malloc");
	void *p = next(size);
	failing.held += p != NULL;
	return p;
}

void *calloc(size_t n, size_t size)
{
	static void *(*next)(size_t, size_t);
	if (fails_now())
		return NULL;
	if (sanitized())
		return __interceptor_calloc(n, size);
	if (next == NULL)
		*(void **)&next = next_of("calloc");
	void *p = next(n, size);
	failing.held += p != NULL;
	return p;
}

void *realloc(void *old, size_t size)
{
	static void *(*next)(void *, size_t);
	if (fails_now())
		return NULL;
	if (sanitized())
		return __interceptor_realloc(old, size);
	if (next == NULL)
		*(void **)&next = next_of("realloc");
	void *p = next(old, size);
	failing.held += (p != NULL) - (old != NULL && (p != NULL || size == 0));
	return p;
}

void free(void *p)
{
	static void (*next)(void *);
	if (p == NULL)
		return;
	if (sanitized()) {
		__interceptor_free(p);
		return;
	}
	if (next == NULL)
		*(void **)&next = next_of("free");
	failing.held--;
	next(p);
}

/* The compiler of PCRE2's JIT crashes when it gets no memory, which nobody but PCRE2 can mend; pattern.c keeps away from it when memory
 * is short. So it gets what it asks for. */
int pcre2_jit_compile_8(void *code, uint32_t options);
int pcre2_jit_compile_8(void *code, uint32_t options)
{
	static int (*next)(void *, uint32_t);
	bool armed = failing.armed;
	if (next == NULL)
		*(void **)&next = next_of("pcre2_jit_compile_8");
	failing.armed = false;
	int rc = next(code, options);
	failing.armed = armed;
	return rc;
}

/* From here on the k-th request fails (0: none), or it and all after it. */
static inline void failing_begin(size_t k, bool onward)
{
	failing.k = k;
	failing.onward = onward;
	failing.asked = 0;
	failing.failed = false;
	failing.armed = true;
}

/* Whether one failed since. */
static inline bool failing_end(void)
{
	failing.armed = false;
	return failing.failed;
}

static inline bool failing_works(void)
{
	failing_begin(1, false);
	void *volatile p = malloc(16);
	bool failed = failing_end();
	free(p);
	return failed && p == NULL;
}

#endif
