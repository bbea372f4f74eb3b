/* SPDX-License-Identifier: MIT */
/*
 * clock: time, and the middle of several times. May call nothing of ours.
 */
#ifndef AT_BENCH_CLOCK_H
#define AT_BENCH_CLOCK_H

#include <stdlib.h>
#include <time.h>

/* Seconds. */
static inline double now(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static inline int by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

/* Sorts the times. */
static inline double quantile(double *times, size_t n, double q)
{
	qsort(times, n, sizeof *times, by_value);
	return times[(size_t)((double)(n - 1) * q + 0.5)];
}

#endif
