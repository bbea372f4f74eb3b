/* SPDX-License-Identifier: MIT */
/*
 * storerows.c: what goes into the store and what comes out. Each statement is made, run and thrown away: at the pace of people
 * nothing is gained by keeping one.
 */
#include "coach/storedb.h"
#include <string.h>

static bool bind_text(struct at_store *s, sqlite3_stmt *q, int k, const char *text, size_t len)
{
	if (text == NULL)
		return s->sql.sqlite3_bind_null(q, k) == SQLITE_OK;
	return len <= INT32_MAX && s->sql.sqlite3_bind_text(q, k, text, (int)len, SQLITE_STATIC) == SQLITE_OK;
}

static bool bind_str(struct at_store *s, sqlite3_stmt *q, int k, const char *text)
{
	return bind_text(s, q, k, text, strlen(text));
}

static bool bind_int(struct at_store *s, sqlite3_stmt *q, int k, int64_t n)
{
	return s->sql.sqlite3_bind_int64(q, k, n) == SQLITE_OK;
}

/* Runs a statement that answers nothing, and ends it. */
static bool finish(struct at_store *s, sqlite3_stmt *q, bool bound)
{
	bool ok = q != NULL && bound && s->sql.sqlite3_step(q) == SQLITE_DONE;
	return s->sql.sqlite3_finalize(q) == SQLITE_OK && ok;
}

/* A text that may not be NULL in the file; where it is all the same, memory ran out. */
static const char *text_of(struct at_store *s, sqlite3_stmt *q, int k, bool *ok)
{
	const char *text = (const char *)s->sql.sqlite3_column_text(q, k);
	*ok = *ok && text != NULL;
	return text == NULL ? "" : text;
}

/* ------------------------------------------------------------------- writing */

static bool put_attempt(struct at_store *s, const struct at_attempt *a)
{
	sqlite3_stmt *q =
		at_storedb_prepare(s, "INSERT INTO attempt (at, skill, item, went, meters, answer) VALUES (?, ?, ?, ?, ?, ?)");
	return finish(s, q,
	              q != NULL && bind_int(s, q, 1, a->at) && bind_str(s, q, 2, a->skill) && bind_str(s, q, 3, a->item) &&
	                      bind_int(s, q, 4, a->went) && bind_int(s, q, 5, a->meters) &&
	                      bind_text(s, q, 6, a->answer, a->answer_len));
}

static bool put_card(struct at_store *s, const struct at_card *c)
{
	sqlite3_stmt *q = at_storedb_prepare(s, "INSERT OR REPLACE INTO card (item, skill, box, due, last) VALUES (?, ?, ?, ?, ?)");
	return finish(s, q,
	              q != NULL && bind_str(s, q, 1, c->item) && bind_str(s, q, 2, c->skill) && bind_int(s, q, 3, c->box) &&
	                      bind_int(s, q, 4, c->due) && bind_int(s, q, 5, c->last));
}

bool at_store_add_attempt(struct at_store *s, const struct at_attempt *attempt, const struct at_card *card)
{
	/* Made ready now: when the rest fails for want of memory there may be none to make it with. */
	sqlite3_stmt *undo = at_storedb_prepare(s, "ROLLBACK");
	bool begun = undo != NULL && at_storedb_run(s, "BEGIN IMMEDIATE");
	bool ok = begun && put_attempt(s, attempt) && put_card(s, card) && at_storedb_run(s, "COMMIT");
	if (begun && !ok)
		(void)s->sql.sqlite3_step(undo);
	(void)s->sql.sqlite3_finalize(undo);
	return ok;
}

/* One more on the day of `at`, by a statement that inserts the first. */
static bool add_one(struct at_store *s, const char *sql, const char *name, int64_t at)
{
	sqlite3_stmt *q = at_storedb_prepare(s, sql);
	return finish(s, q, q != NULL && bind_str(s, q, 1, name) && bind_int(s, q, 2, at / AT_STORE_DAY));
}

bool at_store_add_pattern(struct at_store *s, const char *rule, int64_t at)
{
	return add_one(s,
	               "INSERT INTO pattern (rule, day, times) VALUES (?, ?, 1)"
	               " ON CONFLICT (rule, day) DO UPDATE SET times = times + 1",
	               rule, at);
}

bool at_store_add_ask(struct at_store *s, const char *whom, int64_t at)
{
	return add_one(s,
	               "INSERT INTO ask (whom, day, times) VALUES (?, ?, 1)"
	               " ON CONFLICT (whom, day) DO UPDATE SET times = times + 1",
	               whom, at);
}

/* ------------------------------------------------------------------- reading */

/* Steps to the next row; at the end, or when something went wrong before, ends the statement; then `*ok` says how it went. */
static bool next(struct at_store *s, sqlite3_stmt *q, bool *ok)
{
	int code = *ok ? s->sql.sqlite3_step(q) : SQLITE_ERROR;
	if (code == SQLITE_ROW)
		return true;
	(void)s->sql.sqlite3_finalize(q);
	*ok = code == SQLITE_DONE;
	return false;
}

bool at_store_attempts(struct at_store *s, int64_t since, at_attempt_fn fn, void *payload)
{
	sqlite3_stmt *q =
		at_storedb_prepare(s, "SELECT at, skill, item, went, meters, answer FROM attempt WHERE at >= ? ORDER BY at, id");
	bool ok = q != NULL && bind_int(s, q, 1, since);
	while (next(s, q, &ok)) {
		struct at_attempt a = {.at = s->sql.sqlite3_column_int64(q, 0),
		                       .skill = text_of(s, q, 1, &ok),
		                       .item = text_of(s, q, 2, &ok),
		                       .meters = (unsigned)s->sql.sqlite3_column_int64(q, 4)};
		int64_t went = s->sql.sqlite3_column_int64(q, 3);
		a.went = went <= 0 ? AT_WENT_AGAIN : went == 1 ? AT_WENT_NEARLY : AT_WENT_WELL;
		a.answer = (const char *)s->sql.sqlite3_column_text(q, 5);
		a.answer_len = a.answer == NULL ? 0 : (size_t)s->sql.sqlite3_column_bytes(q, 5);
		if (ok)
			fn(&a, payload);
	}
	return ok;
}

bool at_store_cards(struct at_store *s, at_card_fn fn, void *payload)
{
	sqlite3_stmt *q = at_storedb_prepare(s, "SELECT item, skill, box, due, last FROM card ORDER BY last, item");
	bool ok = q != NULL;
	while (next(s, q, &ok)) {
		int64_t box = s->sql.sqlite3_column_int64(q, 2);
		struct at_card c = {text_of(s, q, 0, &ok), text_of(s, q, 1, &ok), box < 1 || box > 100 ? 1 : (unsigned)box,
		                    s->sql.sqlite3_column_int64(q, 3), s->sql.sqlite3_column_int64(q, 4)};
		if (ok)
			fn(&c, payload);
	}
	return ok;
}

bool at_store_patterns(struct at_store *s, int64_t since, at_pattern_fn fn, void *payload)
{
	sqlite3_stmt *q =
		at_storedb_prepare(s, "SELECT rule, sum(times) FROM pattern WHERE day >= ? GROUP BY rule ORDER BY 2 DESC, 1");
	bool ok = q != NULL && bind_int(s, q, 1, since / AT_STORE_DAY);
	while (next(s, q, &ok)) {
		struct at_pattern p = {text_of(s, q, 0, &ok), s->sql.sqlite3_column_int64(q, 1)};
		if (ok)
			fn(&p, payload);
	}
	return ok;
}

bool at_store_asks(struct at_store *s, at_ask_fn fn, void *payload)
{
	sqlite3_stmt *q = at_storedb_prepare(s, "SELECT whom, day, times FROM ask ORDER BY day, whom");
	bool ok = q != NULL;
	while (next(s, q, &ok)) {
		struct at_asking_day a = {text_of(s, q, 0, &ok), s->sql.sqlite3_column_int64(q, 1),
		                          s->sql.sqlite3_column_int64(q, 2)};
		if (ok)
			fn(&a, payload);
	}
	return ok;
}

bool at_store_count_asks(struct at_store *s, const char *whom, int64_t since, int64_t *n)
{
	sqlite3_stmt *q = at_storedb_prepare(s, "SELECT coalesce(sum(times), 0) FROM ask WHERE whom = ? AND day >= ?");
	bool ok = q != NULL && bind_str(s, q, 1, whom) && bind_int(s, q, 2, since / AT_STORE_DAY);
	*n = 0;
	while (next(s, q, &ok))
		*n = s->sql.sqlite3_column_int64(q, 0);
	return ok;
}
