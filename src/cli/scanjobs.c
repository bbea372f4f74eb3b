/* SPDX-License-Identifier: MIT */
/*
 * scanjobs.c: the jobs of `attune scan`. Input: files; output: the answers of their lines, in order. All jobs do the same: read the next block of lines,
 * answer it, hand it in; whoever hands in the block whose turn it is writes it and those after it that wait. No job waits for another but
 * when all blocks are in use. One job is the thread that called, so that a single one needs no threads. Memory: a few blocks for each job, of some 64 KiB or one line.
 *
 * Two locks: `input` is held while a block is read, also while input is waited for; `turn` guards everything else, and is never held over
 * reading, scanning or writing answers. A block belongs to the job that read it until it is done, then to the one that writes.
 */
#include "cli/scanjobs.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCKS_A_JOB 4
#define KEPT ((size_t)4 << 20) /* room of a block beyond this is given back */
/* Troubles are told a few times only, so that one slow rule does not fill the terminal. */
#define TROUBLES_TOLD 5

struct crew {
	struct at_cli *cli;
	pthread_mutex_t input, turn;
	pthread_cond_t moved;
	struct at_scan_block *blocks;
	size_t n_blocks;
	size_t taken, written; /* blocks so far; the next goes to blocks[taken % n_blocks] */
	bool writing, stop;
	bool broken; /* nobody reads the answers any more */
	/* Guarded by `input`: */
	struct at_lines in;
	bool open;
	size_t file;
	uint64_t before; /* bytes of the files before this one */
	int wake[2];     /* closing wake[1] ends a wait for input */
	/* Guarded by `turn`: */
	struct at_scan_progress progress;
	struct at_scan_tally tally;
	size_t troubles;
};

/* Everybody is to end: the answers can't be written. */
static void stop(struct crew *c)
{
	c->stop = true;
	if (c->wake[1] >= 0)
		(void)close(c->wake[1]);
	c->wake[1] = -1;
	pthread_cond_broadcast(&c->moved);
}

/* ---------------------------------------------------------------- reading, under `input` */

static void file_failed(struct crew *c)
{
	pthread_mutex_lock(&c->turn);
	c->tally.code = AT_EXIT_FAILED;
	pthread_mutex_unlock(&c->turn);
}

/* Before something is said, which stands where the progress is. */
static void make_way(struct crew *c)
{
	pthread_mutex_lock(&c->turn);
	at_scan_progress_erase(&c->progress);
	pthread_mutex_unlock(&c->turn);
}

static void close_file(struct crew *c)
{
	if (c->in.error != 0)
		make_way(c);
	c->before += c->in.taken;
	c->open = false;
	if (!at_lines_close(&c->in))
		file_failed(c);
	if (c->in.broken) {
		pthread_mutex_lock(&c->turn);
		c->broken = true;
		stop(c);
		pthread_mutex_unlock(&c->turn);
	}
}

/* The next file that can be opened. False after the last. */
static bool next_file(struct crew *c)
{
	size_t n = c->cli->n_words;
	while (c->file < (n > 0 ? n : 1)) {
		const char *path = n > 0 ? c->cli->words[c->file] : "-";
		c->file++;
		make_way(c);
		c->open = at_lines_open(&c->in, path);
		if (c->open) {
			c->in.watched = true;
			c->in.wake = c->wake[0];
			return true;
		}
		file_failed(c);
	}
	return false;
}

static bool read_block(struct crew *c, struct at_scan_block *b)
{
	while (c->open || next_file(c)) {
		if (at_lines_block(&c->in, &b->lines, &b->first)) {
			b->too_long = c->in.long_line;
			b->end = c->before + at_lines_done(&c->in);
			return true;
		}
		close_file(c);
	}
	return false;
}

/* Waits for a free block and fills it. NULL when there is no more to do. */
static struct at_scan_block *take_block(struct crew *c)
{
	struct at_scan_block *b = NULL;
	pthread_mutex_lock(&c->input);
	pthread_mutex_lock(&c->turn);
	while (c->taken - c->written == c->n_blocks && !c->stop)
		pthread_cond_wait(&c->moved, &c->turn);
	if (!c->stop)
		b = &c->blocks[c->taken % c->n_blocks];
	pthread_mutex_unlock(&c->turn);
	if (b != NULL && !read_block(c, b))
		b = NULL;
	if (b != NULL) {
		pthread_mutex_lock(&c->turn);
		c->taken++;
		pthread_mutex_unlock(&c->turn);
	}
	pthread_mutex_unlock(&c->input);
	return b;
}

/* ---------------------------------------------------------------- writing, one job at a time */

static void tell_troubles(struct crew *c, struct at_scan_block *b)
{
	char *at = b->troubles.ptr, *end;
	size_t left = b->troubles.len;
	for (; c->troubles < TROUBLES_TOLD && left > 0 && (end = memchr(at, '\n', left)) != NULL; c->troubles++) {
		*end = 0;
		at_scan_progress_erase(&c->progress);
		at_warn(at);
		left -= (size_t)(end + 1 - at);
		at = end + 1;
	}
}

static void give_back(struct at_buffer *b)
{
	if (b->cap > KEPT)
		at_buffer_free(b);
}

/* Writes the answers of a block. False when that failed, now or before. */
static bool write_block(struct crew *c, struct at_scan_block *b)
{
	struct at_out *out = &c->cli->out;
	if (b->answers.failed && out->error == 0)
		out->error = ENOMEM;
	bool ok = at_out_lines(out, b->answers.ptr, b->answers.len);
	give_back(&b->lines);
	give_back(&b->answers);
	return ok;
}

static void hand_in(struct crew *c, struct at_scan_block *b)
{
	pthread_mutex_lock(&c->turn);
	b->done = true;
	for (; !c->writing && !c->stop && c->written < c->taken; c->written++) {
		b = &c->blocks[c->written % c->n_blocks];
		if (!b->done)
			break;
		c->writing = true;
		pthread_mutex_unlock(&c->turn);
		bool ok = write_block(c, b);
		pthread_mutex_lock(&c->turn);
		c->writing = false;
		if (!ok)
			stop(c);
		tell_troubles(c, b);
		c->tally.lines += b->n;
		c->tally.bad += b->bad;
		at_scan_progress_tell(&c->progress, c->tally.lines, b->end);
		b->done = false;
		pthread_cond_broadcast(&c->moved);
	}
	pthread_mutex_unlock(&c->turn);
}

/* ---------------------------------------------------------------- the jobs */

static void *work(void *payload)
{
	struct crew *c = payload;
	struct at_scan_job job;
	struct at_scan_block *b;
	bool ok = at_scan_job_open(&job, c->cli);
	while (ok && (b = take_block(c)) != NULL) {
		at_scan_block_answer(&job, b);
		hand_in(c, b);
	}
	at_scan_job_close(&job);
	if (!ok)
		file_failed(c);
	return NULL;
}

/* Runs the jobs: this thread is one, and where no more threads can be had there are fewer. */
static void run(struct crew *c, unsigned jobs)
{
	pthread_t *threads = jobs > 1 ? calloc(jobs - 1, sizeof *threads) : NULL;
	size_t n = 0;
	while (threads != NULL && n < jobs - 1 && pthread_create(&threads[n], NULL, work, c) == 0)
		n++;
	(void)work(c);
	for (size_t i = 0; i < n; i++)
		pthread_join(threads[i], NULL);
	free(threads);
}

static void close_crew(struct crew *c)
{
	if (c->open)
		close_file(c);
	for (size_t i = 0; i < c->n_blocks && c->blocks != NULL; i++) {
		at_buffer_free(&c->blocks[i].lines);
		at_buffer_free(&c->blocks[i].answers);
		at_buffer_free(&c->blocks[i].troubles);
	}
	free(c->blocks);
	for (size_t i = 0; i < 2; i++)
		if (c->wake[i] >= 0)
			(void)close(c->wake[i]);
	pthread_mutex_destroy(&c->input);
	pthread_mutex_destroy(&c->turn);
	pthread_cond_destroy(&c->moved);
}

struct at_scan_tally at_scanjobs_run(struct at_cli *cli, unsigned jobs)
{
	struct crew c = {.cli = cli, .n_blocks = jobs > 1 ? (size_t)jobs * BLOCKS_A_JOB : 1, .wake = {-1, -1}};
	c.blocks = calloc(c.n_blocks, sizeof *c.blocks);
	if (c.blocks == NULL || (jobs > 1 && pipe(c.wake) != 0)) {
		at_complain("%s", c.blocks == NULL ? "out of memory" : strerror(errno));
		free(c.blocks);
		return (struct at_scan_tally){.code = AT_EXIT_FAILED};
	}
	pthread_mutex_init(&c.input, NULL);
	pthread_mutex_init(&c.turn, NULL);
	pthread_cond_init(&c.moved, NULL);
	at_scan_progress_open(&c.progress, cli);
	run(&c, jobs);
	at_scan_progress_erase(&c.progress);
	if (c.broken && cli->out.error == 0)
		cli->out.error = EPIPE;
	if (cli->out.error != 0)
		c.tally.code = AT_EXIT_FAILED;
	close_crew(&c);
	return c.tally;
}
