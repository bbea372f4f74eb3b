/* SPDX-License-Identifier: MIT */
/*
 * signals: the coach's signals. Between at_signals_open and at_signals_close they are blocked everywhere but inside
 * at_signals_wait and at_signals_wait_child, so nothing is ever interrupted half done; a handler only notes that its signal came.
 * May call nothing of ours.
 */
#ifndef AT_CLI_SIGNALS_H
#define AT_CLI_SIGNALS_H

#include <stdbool.h>
#include <sys/types.h>

/* Takes SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGWINCH, SIGTSTP and SIGCHLD. */
void at_signals_open(void);
void at_signals_close(void);
/* Waits until `fd` can be read (true), or a signal came or `ms` milliseconds went by (false). A negative `ms` waits for ever. */
bool at_signals_wait(int fd, int ms);
/* Whether the signal came since it was last asked for. */
bool at_signals_take(int signal);
/* The signal that asks for the end (SIGTERM, SIGHUP, SIGQUIT), or 0. */
int at_signals_end(void);
/* Whether reading a line should stop at once. */
bool at_signals_urgent(void);
/* In a child after fork: everything as a program expects it. */
void at_signals_child(void);
/* Waits for a child. When the end is asked for meanwhile the child is told, then killed after two seconds. Returns its wait
 * status. */
int at_signals_wait_child(pid_t child);
/* Stops this process as the signal would have; returns when it goes on. */
void at_signals_stop(void);
/* Ends this process by a signal, as its parent expects to see it. */
void at_signals_die(int signal);

#endif
