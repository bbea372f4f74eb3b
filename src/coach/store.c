/* SPDX-License-Identifier: MIT */
/*
 * store.c: opens the file, looks it over, brings it up to date, erases it. Input: a path; output: a store, or why there is none.
 *
 * Before anything is written the file is looked at: whether it begins as SQLite's files do; whose it is (application_id);
 * which schema it has (user_version); whether it is whole (integrity_check). Until then closing it writes nothing back, not
 * even what its log holds. The schema grows by steps: each leads from one version to the next, and all that are missing run
 * in one transaction. A step that was released is never changed.
 *
 * WAL with synchronous=FULL: a commit is in the log, and the log on the disk, before it is confirmed; what a killed program
 * left unfinished is passed over at the next opening. secure_delete wipes what is deleted.
 */
#include "coach/storedb.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define APPLICATION 0x6174756e /* "atun" */
#define WAIT_MS 3000           /* for another attune that is writing */
#define LEFT "it was left as it is. Move it away to begin anew, or let `attune forget` erase it"

static const char *const steps[] = {
	"CREATE TABLE attempt (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, skill TEXT NOT NULL, item TEXT NOT NULL,"
	" went INTEGER NOT NULL, meters INTEGER NOT NULL, answer TEXT);"
	"CREATE INDEX attempt_at ON attempt (at);"
	"CREATE TABLE card (item TEXT PRIMARY KEY, skill TEXT NOT NULL, box INTEGER NOT NULL, due INTEGER NOT NULL,"
	" last INTEGER NOT NULL) WITHOUT ROWID;",
	"CREATE TABLE pattern (rule TEXT NOT NULL, day INTEGER NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (rule, day))"
	" WITHOUT ROWID;",
	"CREATE TABLE ask (whom TEXT NOT NULL, day INTEGER NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (whom, day))"
	" WITHOUT ROWID;",
};
enum { VERSION = sizeof steps / sizeof *steps };

const char *at_store_step(unsigned k)
{
	return k < VERSION ? steps[k] : NULL;
}

const char *at_store_problem(const struct at_store *s)
{
	return s->sql.sqlite3_errmsg(s->db);
}

bool at_storedb_run(struct at_store *s, const char *sql)
{
	return s->sql.sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

sqlite3_stmt *at_storedb_prepare(struct at_store *s, const char *sql)
{
	sqlite3_stmt *q = NULL;
	return s->sql.sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) == SQLITE_OK ? q : NULL;
}

/* A query at its first row; NULL when there is none. */
static sqlite3_stmt *first_row(struct at_store *s, const char *sql)
{
	sqlite3_stmt *q = at_storedb_prepare(s, sql);
	if (q != NULL && s->sql.sqlite3_step(q) == SQLITE_ROW)
		return q;
	(void)s->sql.sqlite3_finalize(q);
	return NULL;
}

/* The one number that a query answers. */
static bool ask(struct at_store *s, const char *sql, int64_t *out)
{
	sqlite3_stmt *q = first_row(s, sql);
	if (q == NULL)
		return false;
	*out = s->sql.sqlite3_column_int64(q, 0);
	(void)s->sql.sqlite3_finalize(q);
	return true;
}

/* Whether the first row of a query is this word. */
static bool answers(struct at_store *s, const char *sql, const char *word)
{
	sqlite3_stmt *q = first_row(s, sql);
	const char *text = q == NULL ? NULL : (const char *)s->sql.sqlite3_column_text(q, 0);
	bool ok = text != NULL && strcmp(text, word) == 0;
	(void)s->sql.sqlite3_finalize(q);
	return ok;
}

/* ------------------------------------------------------------- the file itself */

/* Whether the file is empty or begins as SQLite's files do. False with a problem; `*there` says whether there is one. */
static bool looks_right(const char *path, bool *there, struct at_buffer *problem)
{
	static const char magic[16] = "SQLite format 3";
	char start[sizeof magic];
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	*there = fd >= 0;
	if (fd < 0) {
		if (errno != ENOENT)
			at_buffer_addf(problem, "%s: %s", path, strerror(errno));
		return errno == ENOENT;
	}
	bool known = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	ssize_t n = known ? read(fd, start, sizeof start) : -1;
	(void)close(fd);
	if (!known)
		at_buffer_addf(problem, "%s is no ordinary file", path);
	else if (n < 0)
		at_buffer_addf(problem, "%s: %s", path, strerror(errno));
	else if (n != 0 && (n != sizeof start || memcmp(start, magic, sizeof magic) != 0))
		at_buffer_addf(problem, "%s is damaged, or something else than attune's practice; " LEFT, path);
	else
		return true;
	return false;
}

/* Makes it, empty, for its owner alone. SQLite gives its companions the same mode. */
static bool create(const char *path, struct at_buffer *problem)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		at_buffer_addf(problem, "%s: %s", path, strerror(errno));
	else
		(void)close(fd);
	return fd >= 0;
}

static bool tighten(const char *path, struct at_buffer *problem)
{
	struct stat st;
	if (stat(path, &st) == 0 && ((st.st_mode & 0777) == 0600 || chmod(path, 0600) == 0))
		return true;
	at_buffer_addf(problem, "%s: %s", path, strerror(errno));
	return false;
}

/* ------------------------------------------------------------------- opening */

static bool tell_damage(struct at_store *s, const char *path, struct at_buffer *problem)
{
	int code = s->sql.sqlite3_extended_errcode(s->db) & 0xff;
	if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
		at_buffer_addf(problem, "%s is in use by another program", path);
	else if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE)
		at_buffer_addf(problem, "%s is damaged; " LEFT, path);
	else
		at_buffer_addf(problem, "%s: %s", path, at_store_problem(s));
	return false;
}

/* Whose it is, which schema it has, whether it is whole. Writes nothing. */
static bool look_over(struct at_store *s, const char *path, struct at_buffer *problem)
{
	int64_t whose = 0, version = 0, tables = 0;
	if (!ask(s, "PRAGMA application_id", &whose) || !ask(s, "PRAGMA user_version", &version) ||
	    !ask(s, "SELECT count(*) FROM sqlite_master", &tables))
		return tell_damage(s, path, problem);
	if (whose != APPLICATION && (whose != 0 || version != 0 || tables != 0))
		at_buffer_addf(problem, "%s belongs to another program; " LEFT, path);
	else if (version > VERSION)
		at_buffer_addf(problem,
		               "%s was written by a newer attune (its schema is %lld, this one knows %d); it was left as it is. "
		               "Please update attune",
		               path, (long long)version, (int)VERSION);
	else if (!answers(s, "PRAGMA integrity_check(1)", "ok"))
		return tell_damage(s, path, problem);
	else
		return true;
	return false;
}

static bool climb(struct at_store *s)
{
	int64_t version = 0;
	struct at_buffer last = {0};
	/* Another attune may have climbed since. */
	bool ok = ask(s, "PRAGMA user_version", &version) && version <= VERSION;
	for (int64_t k = version; ok && k < VERSION; k++)
		ok = at_storedb_run(s, steps[k]);
	at_buffer_addf(&last, "PRAGMA application_id=%d; PRAGMA user_version=%d", APPLICATION, (int)VERSION);
	ok = ok && !last.failed && at_storedb_run(s, at_buffer_str(&last));
	at_buffer_free(&last);
	return ok;
}

static bool migrate(struct at_store *s)
{
	int64_t version = 0;
	if (ask(s, "PRAGMA user_version", &version) && version == VERSION)
		return true;
	if (!at_storedb_run(s, "BEGIN IMMEDIATE"))
		return false;
	if (climb(s) && at_storedb_run(s, "COMMIT"))
		return true;
	(void)at_storedb_run(s, "ROLLBACK");
	return false;
}

static bool set_up(struct at_store *s, const char *path, struct at_buffer *problem)
{
	(void)s->sql.sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, (int *)NULL);
	if (at_storedb_run(s, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON") && migrate(s))
		return true;
	return tell_damage(s, path, problem);
}

struct at_store *at_store_open(const char *path, bool make, struct at_buffer *problem)
{
	bool there;
	if (!looks_right(path, &there, problem) || (!there && !make))
		return NULL;
	struct at_store *s = calloc(1, sizeof *s);
	if (s == NULL) {
		at_buffer_add_str(problem, "out of memory");
		return NULL;
	}
	if (!at_sqliteapi_open(&s->sql))
		at_buffer_add_str(problem, "SQLite isn't installed");
	else if (!there && !create(path, problem))
		;
	else if (s->sql.sqlite3_open_v2(path, &s->db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		(void)tell_damage(s, path, problem);
	else {
		(void)s->sql.sqlite3_busy_timeout(s->db, WAIT_MS);
		(void)s->sql.sqlite3_db_config(s->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)NULL);
		if (look_over(s, path, problem) && tighten(path, problem) && set_up(s, path, problem))
			return s;
	}
	at_store_close(s);
	return NULL;
}

void at_store_close(struct at_store *s)
{
	if (s != NULL && s->db != NULL)
		(void)s->sql.sqlite3_close(s->db);
	free(s);
}

/* -------------------------------------------------------------------- erasing */

/* Empties it. `*alone`: nobody else has it open, so that the file may go, too. */
static bool empty(struct at_store *s, bool *alone)
{
	bool ok = at_storedb_run(
		s, "BEGIN IMMEDIATE; DELETE FROM attempt; DELETE FROM card; DELETE FROM pattern; DELETE FROM ask; COMMIT; VACUUM");
	ok = at_storedb_run(s, "PRAGMA wal_checkpoint(TRUNCATE)") && ok;
	*alone = ok && answers(s, "PRAGMA journal_mode=DELETE", "delete");
	return ok;
}

static bool remove_files(const char *path, struct at_buffer *problem)
{
	static const char *const tails[] = {"", "-wal", "-shm", "-journal"};
	bool ok = true;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		struct at_buffer name = {0};
		at_buffer_addf(&name, "%s%s", path, tails[i]);
		if (name.failed || (unlink(at_buffer_str(&name)) != 0 && errno != ENOENT)) {
			at_buffer_addf(problem, "%s: %s", at_buffer_str(&name), strerror(errno));
			ok = false;
		}
		at_buffer_free(&name);
	}
	return ok;
}

bool at_store_forget(const char *path, struct at_buffer *problem)
{
	struct at_buffer refused = {0};
	struct at_store *s = at_store_open(path, false, &refused);
	bool alone = true, ok = true;
	if (s != NULL) {
		ok = empty(s, &alone);
		if (!ok)
			at_buffer_addf(problem, "%s: %s", path, at_store_problem(s));
		at_store_close(s);
	}
	at_buffer_free(&refused);
	return ok && (!alone || remove_files(path, problem));
}
