/* SPDX-License-Identifier: MIT */
/*
 * sqliteapi.c: dlopen and a table of names. SQLite 3 keeps its interface from release to release, so any of them will do.
 */
#include "coach/sqliteapi.h"
#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#ifdef __APPLE__
#define LIBRARY "libsqlite3.dylib"
#else
#define LIBRARY "libsqlite3.so.0"
#endif

struct symbol {
	const char *name;
	size_t at; /* offset of its member */
};

bool at_sqliteapi_open(struct at_sqliteapi *api)
{
	static const struct symbol symbols[] = {
#define AT_SQLITE_SYMBOL(name) {#name, offsetof(struct at_sqliteapi, name)},
		AT_SQLITE_SYMBOLS(AT_SQLITE_SYMBOL)
#undef AT_SQLITE_SYMBOL
	};
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (library == NULL)
		return false;
	for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
		void *found = dlsym(library, symbols[i].name);
		if (found == NULL)
			return false;
		/* POSIX has it that functions fit into a pointer to void. */
		memcpy((char *)api + symbols[i].at, &found, sizeof found);
	}
	return true;
}
