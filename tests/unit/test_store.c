/* SPDX-License-Identifier: MIT */
/*
 * test_store: what goes in comes out; old files climb, newer, foreign and damaged ones are refused and stay as they are; and a
 * program killed in the middle of a write loses nothing that was confirmed. ATTUNE_KILLS says how often it is killed.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buffer.h"
#include "coach/sqliteapi.h"
#include "coach/store.h"
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FEW_KILLS 40

struct place {
	char folder[64], path[96];
	struct at_buffer problem;
};

static int open_place(void **state)
{
	struct place *p = calloc(1, sizeof *p);
	const char *tmp = getenv("TMPDIR");
	if (p == NULL)
		return -1;
	(void)snprintf(p->folder, sizeof p->folder, "%.40s/store.XXXXXX", tmp != NULL && strlen(tmp) < 40 ? tmp : "/tmp");
	if (mkdtemp(p->folder) == NULL)
		return -1;
	(void)snprintf(p->path, sizeof p->path, "%s/attune.db", p->folder);
	*state = p;
	return 0;
}

static int close_place(void **state)
{
	struct place *p = *state;
	(void)at_store_forget(p->path, &p->problem);
	at_buffer_free(&p->problem);
	(void)rmdir(p->folder);
	free(p);
	return 0;
}

static struct at_store *open_store(struct place *p)
{
	struct at_store *s = at_store_open(p->path, true, &p->problem);
	if (s == NULL)
		print_error("%s\n", at_buffer_str(&p->problem));
	assert_non_null(s);
	return s;
}

static struct at_attempt attempt(int64_t at, const char *item, enum at_went went)
{
	return (struct at_attempt){.at = at, .skill = "distress", .item = item, .went = went, .meters = 5};
}

static bool add(struct at_store *s, int64_t at, const char *item, enum at_went went, unsigned box)
{
	struct at_attempt a = attempt(at, item, went);
	return at_store_add_attempt(s, &a, &(struct at_card){item, "distress", box, at + AT_STORE_DAY, at});
}

/* ---- rows ---- */

static void tell_attempt(const struct at_attempt *a, void *payload)
{
	at_buffer_addf(payload, "%d %s %s %d %u %.*s;", (int)a->at, a->skill, a->item, (int)a->went, a->meters,
	               a->answer == NULL ? 1 : (int)a->answer_len, a->answer == NULL ? "-" : a->answer);
}

static void tell_card(const struct at_card *c, void *payload)
{
	at_buffer_addf(payload, "%s %u %d;", c->item, c->box, (int)c->due);
}

static void tell_pattern(const struct at_pattern *p, void *payload)
{
	at_buffer_addf(payload, "%s %d;", p->rule, (int)p->times);
}

static void tell_ask(const struct at_asking_day *a, void *payload)
{
	at_buffer_addf(payload, "%s %d %d;", a->whom, (int)a->day, (int)a->times);
}

static void holds(struct at_buffer *told, const char *wanted)
{
	assert_string_equal(at_buffer_str(told), wanted);
	at_buffer_free(told);
}

static void test_rows(void **state)
{
	struct place *p = *state;
	struct at_buffer told = {0};
	struct at_store *s = open_store(p);
	struct at_attempt kept = attempt(200, "b", AT_WENT_WELL);
	kept.answer = "oh no";
	kept.answer_len = 5;
	assert_true(add(s, 100, "a", AT_WENT_AGAIN, 1));
	assert_true(at_store_add_attempt(s, &kept, &(struct at_card){"b", "distress", 2, 999, 200}));
	assert_true(add(s, 300, "a", AT_WENT_NEARLY, 3));
	at_store_close(s);
	s = open_store(p);
	assert_true(at_store_attempts(s, 0, tell_attempt, &told));
	holds(&told, "100 distress a 0 5 -;200 distress b 2 5 oh no;300 distress a 1 5 -;");
	assert_true(at_store_attempts(s, 300, tell_attempt, &told));
	holds(&told, "300 distress a 1 5 -;");
	assert_true(at_store_cards(s, tell_card, &told));
	holds(&told, "b 2 999;a 3 86700;");
	for (int i = 0; i < 3; i++)
		assert_true(at_store_add_pattern(s, i == 0 ? "x/y" : "fixing/should", (int64_t)i * AT_STORE_DAY));
	assert_true(at_store_patterns(s, 0, tell_pattern, &told));
	holds(&told, "fixing/should 2;x/y 1;");
	at_store_close(s);
}

static void test_asks(void **state)
{
	struct place *p = *state;
	struct at_buffer told = {0};
	struct at_store *s = open_store(p);
	int64_t n = -1;
	assert_true(at_store_count_asks(s, "partner", 0, &n));
	assert_int_equal(n, 0);
	for (int i = 0; i < 4; i++)
		assert_true(at_store_add_ask(s, i == 3 ? "friend" : "partner", (int64_t)(i / 2) * AT_STORE_DAY + 7));
	assert_true(at_store_asks(s, tell_ask, &told));
	holds(&told, "partner 0 2;friend 1 1;partner 1 1;");
	assert_true(at_store_count_asks(s, "partner", 0, &n));
	assert_int_equal(n, 3);
	assert_true(at_store_count_asks(s, "partner", AT_STORE_DAY, &n));
	assert_int_equal(n, 1);
	assert_true(at_store_count_asks(s, "any", 0, &n));
	assert_int_equal(n, 0);
	at_store_close(s);
}

static unsigned mode_of(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 ? (unsigned)st.st_mode & 0777u : 0;
}

static void test_alone(void **state)
{
	struct place *p = *state;
	char wal[128];
	mode_t old = umask(0);
	assert_null(at_store_open(p->path, false, &p->problem));
	assert_int_equal(p->problem.len, 0);
	assert_int_not_equal(access(p->path, F_OK), 0);
	struct at_store *s = open_store(p);
	assert_true(add(s, 1, "a", AT_WENT_WELL, 2));
	(void)snprintf(wal, sizeof wal, "%s-wal", p->path);
	assert_int_equal(mode_of(p->path), 0600);
	assert_int_equal(mode_of(wal), 0600);
	at_store_close(s);
	assert_int_equal(chmod(p->path, 0644), 0);
	at_store_close(open_store(p));
	assert_int_equal(mode_of(p->path), 0600);
	(void)umask(old);
}

static void test_two_at_once(void **state)
{
	struct place *p = *state;
	struct at_buffer told = {0};
	struct at_store *a = open_store(p), *b = open_store(p);
	for (int i = 0; i < 20; i++)
		assert_true(add(i % 2 == 0 ? a : b, i, "x", AT_WENT_WELL, 1));
	at_store_close(b);
	/* Erased while another has it open: empty for both, and still of use. */
	assert_true(at_store_forget(p->path, &p->problem));
	assert_true(at_store_attempts(a, 0, tell_attempt, &told));
	holds(&told, "");
	assert_true(add(a, 7, "x", AT_WENT_WELL, 1));
	at_store_close(a);
	a = open_store(p);
	assert_true(at_store_attempts(a, 0, tell_attempt, &told));
	holds(&told, "7 distress x 2 5 -;");
	at_store_close(a);
}

/* ---- files that are not what they should be ---- */

static void sql(const char *path, const char *text)
{
	struct at_sqliteapi api;
	sqlite3 *db = NULL;
	assert_true(at_sqliteapi_open(&api));
	assert_int_equal(api.sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), SQLITE_OK);
	assert_int_equal(api.sqlite3_exec(db, text, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(api.sqlite3_close(db), SQLITE_OK);
}

static void slurp(const char *path, struct at_buffer *out)
{
	char chunk[4096];
	ssize_t n;
	int fd = open(path, O_RDONLY);
	assert_true(fd >= 0);
	while ((n = read(fd, chunk, sizeof chunk)) > 0)
		at_buffer_add(out, chunk, (size_t)n);
	close(fd);
}

static void test_forget(void **state)
{
	struct place *p = *state;
	struct at_store *s = open_store(p);
	assert_true(add(s, 1, "a", AT_WENT_WELL, 2));
	at_store_close(s);
	assert_true(at_store_forget(p->path, &p->problem));
	assert_int_equal(rmdir(p->folder), 0); /* nothing is left */
	assert_true(at_store_forget(p->path, &p->problem));
}

/* Whether a file, or one of its companions, has the words in it. */
static bool holds_words(const char *path, const char *words)
{
	static const char *const tails[] = {"", "-wal", "-shm"};
	bool found = false;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		struct at_buffer name = {0}, bytes = {0};
		at_buffer_addf(&name, "%s%s", path, tails[i]);
		if (access(at_buffer_str(&name), F_OK) == 0)
			slurp(at_buffer_str(&name), &bytes);
		for (size_t k = 0; !found && k + strlen(words) <= bytes.len; k++)
			found = memcmp(bytes.ptr + k, words, strlen(words)) == 0;
		at_buffer_free(&name);
		at_buffer_free(&bytes);
	}
	return found;
}

/* A program that was killed leaves its log; another has it open: erased all the same, to the last byte. */
static void test_forget_traces(void **state)
{
	struct place *p = *state;
	char wal[128];
	int how;
	(void)snprintf(wal, sizeof wal, "%s-wal", p->path);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct at_store *s = at_store_open(p->path, true, &p->problem);
		struct at_attempt kept = attempt(1, "a", AT_WENT_WELL);
		kept.answer = "zebra crossing";
		kept.answer_len = 14;
		if (s == NULL || !at_store_add_attempt(s, &kept, &(struct at_card){"a", "distress", 2, 9, 1}))
			_exit(1);
		_exit(0); /* with the log as it is */
	}
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
	assert_int_equal(access(wal, F_OK), 0);
	assert_int_equal(mode_of(wal), 0600);
	assert_true(holds_words(p->path, "zebra"));
	struct at_store *other = open_store(p);
	assert_true(at_store_forget(p->path, &p->problem));
	assert_false(holds_words(p->path, "zebra"));
	at_store_close(other);
	assert_true(at_store_forget(p->path, &p->problem));
	assert_int_equal(rmdir(p->folder), 0);
}

/* Bytes 18 and 19 of SQLite's header: 2 for a write-ahead log. */
static void test_log(void **state)
{
	struct place *p = *state;
	struct at_buffer bytes = {0};
	at_store_close(open_store(p));
	slurp(p->path, &bytes);
	assert_true(bytes.len > 20);
	assert_int_equal(bytes.ptr[18], 2);
	assert_int_equal(bytes.ptr[19], 2);
	at_buffer_free(&bytes);
}

/* Opening fails, says so with this word, and leaves every byte alone. */
static void refused(struct place *p, const char *word)
{
	struct at_buffer before = {0}, after = {0};
	slurp(p->path, &before);
	at_buffer_clear(&p->problem);
	assert_null(at_store_open(p->path, true, &p->problem));
	if (strstr(at_buffer_str(&p->problem), word) == NULL)
		fail_msg("%s is not in: %s", word, at_buffer_str(&p->problem));
	slurp(p->path, &after);
	assert_int_equal(before.len, after.len);
	assert_memory_equal(before.ptr, after.ptr, before.len);
	at_buffer_free(&before);
	at_buffer_free(&after);
}

static void test_newer(void **state)
{
	struct place *p = *state;
	at_store_close(open_store(p));
	sql(p->path, "PRAGMA user_version=99");
	refused(p, "newer attune");
	sql(p->path, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE");
	refused(p, "its schema is 99");
}

static void test_foreign(void **state)
{
	struct place *p = *state;
	sql(p->path, "CREATE TABLE recipes (name TEXT)");
	refused(p, "belongs to another program");
}

static void test_older(void **state)
{
	struct place *p = *state;
	struct at_buffer told = {0};
	sql(p->path, at_store_step(0));
	sql(p->path, "PRAGMA application_id=1635022190; PRAGMA user_version=1;"
	             "INSERT INTO attempt (at, skill, item, went, meters) VALUES (9, 'distress', 'old', 2, 3)");
	struct at_store *s = open_store(p);
	assert_true(at_store_attempts(s, 0, tell_attempt, &told));
	holds(&told, "9 distress old 2 3 -;");
	assert_true(at_store_add_pattern(s, "fixing/should", 1));
	assert_true(at_store_add_ask(s, "any", 1));
	at_store_close(s);
}

/* From every schema there ever was, with what it held. */
static void test_every_older(void **state)
{
	struct place *p = *state;
	for (unsigned version = 1; at_store_step(version) != NULL; version++) {
		struct at_buffer told = {0}, at = {0};
		for (unsigned k = 0; k < version; k++)
			sql(p->path, at_store_step(k));
		at_buffer_addf(&at,
		               "PRAGMA application_id=1635022190; PRAGMA user_version=%u;"
		               "INSERT INTO attempt (at, skill, item, went, meters) VALUES (9, 'distress', 'old', 2, 3)",
		               version);
		sql(p->path, at_buffer_str(&at));
		struct at_store *s = open_store(p);
		assert_true(at_store_attempts(s, 0, tell_attempt, &told));
		holds(&told, "9 distress old 2 3 -;");
		assert_true(at_store_add_ask(s, "any", 1));
		at_store_close(s);
		assert_true(at_store_forget(p->path, &p->problem));
		at_buffer_free(&at);
	}
}

static void write_bytes(const char *path, off_t at, const char *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, len, at), (ssize_t)len);
	close(fd);
}

static void test_damaged(void **state)
{
	struct place *p = *state;
	struct at_store *s = open_store(p);
	char junk[512];
	for (int i = 0; i < 300; i++)
		assert_true(add(s, i, "some item with a name", AT_WENT_WELL, 2));
	at_store_close(s);
	memset(junk, 0x5a, sizeof junk);
	write_bytes(p->path, 3 * 4096, junk, sizeof junk);
	refused(p, "is damaged");
	assert_int_equal(truncate(p->path, 4096 + 100), 0);
	refused(p, "is damaged");
	write_bytes(p->path, 0, junk, sizeof junk);
	refused(p, "is damaged");
	assert_int_equal(truncate(p->path, 7), 0);
	refused(p, "is damaged");
	assert_int_equal(truncate(p->path, 0), 0);
	at_store_close(open_store(p));
}

static void test_no_place(void **state)
{
	struct place *p = *state;
	struct at_buffer path = {0};
	at_buffer_addf(&path, "%s/none/attune.db", p->folder);
	assert_null(at_store_open(at_buffer_str(&path), true, &p->problem));
	assert_non_null(strstr(at_buffer_str(&p->problem), "No such file"));
	at_buffer_clear(&p->problem);
	assert_null(at_store_open(p->folder, true, &p->problem));
	assert_non_null(strstr(at_buffer_str(&p->problem), "no ordinary file"));
	at_buffer_free(&path);
}

/* ---- kill -9 ---- */

/* Writes attempts as fast as it can and says each number that was confirmed. Never returns. */
static void write_until_killed(const char *path, int said, int64_t from)
{
	struct at_buffer problem = {0};
	char item[32];
	struct at_store *s = at_store_open(path, true, &problem);
	for (int64_t n = from; s != NULL; n++) {
		(void)snprintf(item, sizeof item, "item-%d", (int)(n % 50));
		if (!add(s, n, item, AT_WENT_NEARLY, (unsigned)(n % 5) + 1) || write(said, &n, sizeof n) != sizeof n)
			break;
	}
	_exit(1);
}

struct count {
	int64_t n, wrong;
};

static void count_attempt(const struct at_attempt *a, void *payload)
{
	struct count *c = payload;
	c->wrong += a->at != c->n;
	c->n++;
}

/* One life: killed so long after its first attempt was confirmed, or (`early`) after its birth. Returns how many attempts were
 * confirmed in all. */
static int64_t live_and_die(const char *path, int64_t from, bool early, long ns)
{
	int ends[2];
	int64_t n, confirmed = from;
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(ends[0]);
		write_until_killed(path, ends[1], from);
	}
	close(ends[1]);
	if (!early && read(ends[0], &n, sizeof n) == sizeof n)
		confirmed = n + 1;
	(void)nanosleep(&(struct timespec){0, ns}, NULL);
	assert_int_equal(kill(child, SIGKILL), 0);
	while (read(ends[0], &n, sizeof n) == sizeof n)
		confirmed = n + 1;
	close(ends[0]);
	int how;
	assert_int_equal(waitpid(child, &how, 0), child);
	assert_true(WIFSIGNALED(how));
	return confirmed;
}

static void test_kill(void **state)
{
	struct place *p = *state;
	const char *asked = getenv("ATTUNE_KILLS");
	int kills = asked != NULL ? atoi(asked) : FEW_KILLS, early = 0;
	int64_t there = 0, beyond = 0;
	unsigned seed = 1;
	for (int i = 0; i < kills; i++) {
		seed = seed * 1103515245u + 12345u;
		int64_t confirmed = live_and_die(p->path, there, i % 4 == 0, 1000L * (long)(seed / 65536u % 12000u));
		struct count c = {0};
		struct at_store *s = open_store(p); /* and so: whole */
		assert_true(at_store_attempts(s, 0, count_attempt, &c));
		at_store_close(s);
		assert_int_equal(c.wrong, 0);
		/* All that was confirmed, and at most the one that was being written. */
		assert_true(c.n == confirmed || c.n == confirmed + 1);
		early += confirmed == there;
		beyond += c.n - confirmed;
		there = c.n;
	}
	if (asked != NULL)
		print_message(
			"killed %d times (%d before the first write): %d attempts, all that were confirmed; %d were not and are "
			"there, too\n",
			kills, early, (int)there, (int)beyond);
	assert_true(there > 0);
}

#define HERE(test) cmocka_unit_test_setup_teardown(test, open_place, close_place)

int main(void)
{
	const struct CMUnitTest tests[] = {
		HERE(test_rows),          HERE(test_asks),    HERE(test_alone),    HERE(test_two_at_once), HERE(test_forget),
		HERE(test_forget_traces), HERE(test_log),     HERE(test_newer),    HERE(test_foreign),     HERE(test_older),
		HERE(test_every_older),   HERE(test_damaged), HERE(test_no_place), HERE(test_kill),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
