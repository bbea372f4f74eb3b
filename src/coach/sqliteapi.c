/* SPDX-License-Identifier: MIT */
/*
 * sqliteapi.c: which library, and a table of names. SQLite 3 keeps its interface from release to release, so any of them will do.
 */
#include "coach/sqliteapi.h"
#include "base/library.h"

#ifdef __APPLE__
#define LIBRARY "libsqlite3.dylib"
#else
#define LIBRARY "libsqlite3.so.0"
#endif

bool at_sqliteapi_open(struct at_sqliteapi *api)
{
	static const struct at_symbol symbols[] = {
#define AT_SQLITE_SYMBOL(name) {#name, offsetof(struct at_sqliteapi, name)},
		AT_SQLITE_SYMBOLS(AT_SQLITE_SYMBOL)
#undef AT_SQLITE_SYMBOL
	};
	return at_library_open(LIBRARY, symbols, sizeof symbols / sizeof *symbols, api);
}
