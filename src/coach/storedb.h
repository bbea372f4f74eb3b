/* SPDX-License-Identifier: MIT */
/*
 * storedb: what the two halves of the store share. Only store.c and storerows.c include it.
 */
#ifndef AT_COACH_STOREDB_H
#define AT_COACH_STOREDB_H

#include "coach/sqliteapi.h"
#include "coach/store.h"

struct at_store {
	struct at_sqliteapi sql;
	sqlite3 *db;
};

/* Runs statements that answer nothing, one after the other, until one fails. */
bool at_storedb_run(struct at_store *s, const char *sql);
/* NULL when it can't be made. */
sqlite3_stmt *at_storedb_prepare(struct at_store *s, const char *sql);

#endif
