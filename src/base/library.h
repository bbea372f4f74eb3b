/* SPDX-License-Identifier: MIT */
/*
 * library: a shared library, opened while the program runs, and a struct of its functions. Lowest layer: may call nothing of ours.
 */
#ifndef AT_BASE_LIBRARY_H
#define AT_BASE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

struct at_symbol {
	const char *name;
	size_t at; /* offset of its member, a pointer */
};

/* Fills in the members of `api` that the symbols name. False when the library isn't here, or is too old to have them all. It stays
 * open until the program ends. */
bool at_library_open(const char *library, const struct at_symbol *symbols, size_t n, void *api);

#endif
