/* SPDX-License-Identifier: MIT */
/*
 * library.c: dlopen and a table of names. Input: a library's name, its symbols; output: pointers in a struct. Calls nothing of ours.
 */
#include "base/library.h"
#include <dlfcn.h>
#include <string.h>

bool at_library_open(const char *library, const struct at_symbol *symbols, size_t n, void *api)
{
	void *opened = dlopen(library, RTLD_NOW | RTLD_LOCAL);
	if (opened == NULL)
		return false;
	for (size_t i = 0; i < n; i++) {
		void *found = dlsym(opened, symbols[i].name);
		if (found == NULL)
			return false;
		/* POSIX has it that functions fit into a pointer to void. */
		memcpy((char *)api + symbols[i].at, &found, sizeof found);
	}
	return true;
}
