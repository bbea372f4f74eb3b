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

#endif
