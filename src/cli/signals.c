/* SPDX-License-Identifier: MIT */
/*
 * signals.c: flags set by handlers. The flags are static because a handler has no other way to leave word; they are the only
 * state here, beside the mask that held before.
 */
#include "cli/signals.h"
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define GRACE 2 /* seconds between telling a child to end and killing it */

static const int taken[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP, SIGCHLD};
enum { TAKEN = sizeof taken / sizeof *taken };

static volatile sig_atomic_t came[TAKEN];
static sigset_t outside; /* the mask before at_signals_open, without what we take */

static void note(int signal)
{
	for (int i = 0; i < TAKEN; i++)
		if (taken[i] == signal)
			came[i] = 1;
}

static bool has_come(int signal)
{
	for (int i = 0; i < TAKEN; i++)
		if (taken[i] == signal)
			return came[i] != 0;
	return false;
}

void at_signals_open(void)
{
	struct sigaction action = {.sa_handler = note};
	sigset_t ours;
	(void)sigemptyset(&ours);
	(void)sigfillset(&action.sa_mask);
	for (int i = 0; i < TAKEN; i++) {
		came[i] = 0;
		(void)sigaddset(&ours, taken[i]);
		(void)sigaction(taken[i], &action, NULL);
	}
	(void)sigprocmask(SIG_BLOCK, &ours, &outside);
	for (int i = 0; i < TAKEN; i++)
		(void)sigdelset(&outside, taken[i]);
}

static void defaults(void)
{
	for (int i = 0; i < TAKEN; i++)
		(void)signal(taken[i], SIG_DFL);
	(void)sigprocmask(SIG_SETMASK, &outside, NULL);
}

void at_signals_close(void)
{
	defaults();
}

void at_signals_child(void)
{
	(void)signal(SIGPIPE, SIG_DFL);
	(void)signal(SIGXFSZ, SIG_DFL);
	defaults();
}

bool at_signals_wait(int fd, int ms)
{
	struct timespec most = {ms / 1000, (long)(ms % 1000) * 1000000};
	fd_set set;
	FD_ZERO(&set);
	FD_SET(fd, &set);
	return pselect(fd + 1, &set, NULL, NULL, ms < 0 ? NULL : &most, &outside) > 0;
}

bool at_signals_take(int signal)
{
	bool yes = has_come(signal);
	for (int i = 0; i < TAKEN; i++)
		if (taken[i] == signal)
			came[i] = 0;
	return yes;
}

int at_signals_end(void)
{
	return has_come(SIGTERM) ? SIGTERM : has_come(SIGHUP) ? SIGHUP : has_come(SIGQUIT) ? SIGQUIT : 0;
}

bool at_signals_urgent(void)
{
	return has_come(SIGINT) || at_signals_end() != 0;
}

int at_signals_wait_child(pid_t child)
{
	struct timespec told = {0}, now;
	int status = 0;
	for (;;) {
		pid_t got = waitpid(child, &status, WNOHANG | WUNTRACED);
		if (got == child && WIFSTOPPED(status)) { /* Ctrl-Z in an editor is meant for both */
			(void)at_signals_take(SIGTSTP);
			at_signals_stop();
			(void)kill(child, SIGCONT);
			continue;
		}
		if (got == child || (got < 0 && errno != EINTR))
			return status;
		/* What came before the wait is pending, not lost: the mask lets it through only inside pselect. */
		(void)pselect(0, NULL, NULL, NULL, told.tv_sec != 0 ? &(struct timespec){0, 100000000} : NULL, &outside);
		(void)at_signals_take(SIGCHLD);
		if (at_signals_end() == 0)
			continue;
		(void)clock_gettime(CLOCK_MONOTONIC, &now);
		if (told.tv_sec == 0) {
			told = now;
			(void)kill(child, SIGTERM);
		} else if (now.tv_sec - told.tv_sec >= GRACE)
			(void)kill(child, SIGKILL);
	}
}

void at_signals_stop(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL}, before;
	sigset_t stop;
	(void)sigaction(SIGTSTP, &action, &before);
	(void)kill(getpid(), SIGTSTP);
	(void)sigemptyset(&stop);
	(void)sigaddset(&stop, SIGTSTP);
	(void)sigprocmask(SIG_UNBLOCK, &stop, NULL);
	(void)sigprocmask(SIG_BLOCK, &stop, NULL);
	(void)sigaction(SIGTSTP, &before, NULL);
}

void at_signals_die(int which)
{
	(void)signal(which, SIG_DFL);
	(void)sigprocmask(SIG_SETMASK, &outside, NULL);
	(void)raise(which);
}
