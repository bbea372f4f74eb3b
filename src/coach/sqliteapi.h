/* SPDX-License-Identifier: MIT */
/*
 * sqliteapi: SQLite, opened only when something is to be kept or shown. Linked in, every one-shot command would load it, and a
 * copied attune would not run where it isn't installed. May call base/library; only store.c and storerows.c use it.
 *
 * The members are what SQLite's own header declares, by the same names.
 */
#ifndef AT_COACH_SQLITEAPI_H
#define AT_COACH_SQLITEAPI_H

#include <stdbool.h>
#include <sqlite3.h>

#define AT_SQLITE_SYMBOLS(X)    \
	X(sqlite3_open_v2)      \
	X(sqlite3_close)        \
	X(sqlite3_exec)         \
	X(sqlite3_prepare_v2)   \
	X(sqlite3_step)         \
	X(sqlite3_finalize)     \
	X(sqlite3_bind_int64)   \
	X(sqlite3_bind_text)    \
	X(sqlite3_bind_null)    \
	X(sqlite3_column_int64) \
	X(sqlite3_column_text)  \
	X(sqlite3_column_bytes) \
	X(sqlite3_db_config)    \
	X(sqlite3_busy_timeout) \
	X(sqlite3_errmsg)       \
	X(sqlite3_extended_errcode)

struct at_sqliteapi {
#define AT_SQLITE_MEMBER(name) __typeof__ (&(name))(name);
	AT_SQLITE_SYMBOLS(AT_SQLITE_MEMBER)
#undef AT_SQLITE_MEMBER
};

/* Fills in all members. False when SQLite isn't here, or is too old to have them. It stays open until the program ends. */
bool at_sqliteapi_open(struct at_sqliteapi *api);

#endif
