/* SPDX-License-Identifier: MIT */
/*
 * error.c: one error is one block of memory: the struct, then its strings, each with a closing NUL.
 *
 * Input: a status, a place, a format; output: an object that owns all it says. Invariant: making an error cannot fail
 * visibly: the constant `out_of_memory` stands in for one that could not be made, and freeing that does nothing.
 * Lowest layer: calls nothing of ours.
 */
#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct attune_error {
	attune_status status;
	bool warning;
	unsigned line, column;
	const char *file, *rule, *message; /* into text, or NULL */
	char text[];
};

static const attune_error out_of_memory = {.status = ATTUNE_E_MEMORY, .message = "out of memory"};

/* The constant is never written to: every function takes errors as const, and free leaves this one alone. */
static attune_error *stand_in(void)
{
	return (attune_error *)&out_of_memory;
}

/* Copies `s` with its NUL to *to, steps *to past it, and returns the copy; NULL stays NULL. */
static const char *put_text(char **to, const char *s)
{
	if (s == NULL)
		return NULL;
	size_t size = strlen(s) + 1;
	char *copy = memcpy(*to, s, size);
	*to += size;
	return copy;
}

static size_t text_size(const char *s)
{
	return s == NULL ? 0 : strlen(s) + 1;
}

/* Makes an error whose message is formatted from `ap`. Never NULL. */
static attune_error *AT_PRINTF(4, 0)
	make(attune_status status, struct at_place where, const char *rule, const char *fmt, va_list ap)
{
	va_list again;
	va_copy(again, ap);
	int message_len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (message_len < 0)
		return stand_in();

	size_t message_size = (size_t)message_len + 1;
	attune_error *e = malloc(sizeof *e + text_size(where.file) + text_size(rule) + message_size);
	if (e == NULL)
		return stand_in();
	e->status = status;
	e->warning = false;
	e->line = where.line;
	e->column = where.column;
	char *to = e->text;
	e->file = put_text(&to, where.file);
	e->rule = put_text(&to, rule);
	e->message = to;
	if (vsnprintf(to, message_size, fmt, ap) < 0)
		to[0] = '\0';
	return e;
}

attune_error *at_error_new(attune_status status, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	attune_error *e = make(status, (struct at_place){NULL, 0, 0}, NULL, fmt, ap);
	va_end(ap);
	return e;
}

attune_error *at_error_at(attune_status status, struct at_place where, const char *rule, const char *fmt, va_list ap)
{
	return make(status, where, rule, fmt, ap);
}

attune_status at_fail(attune_error **err, attune_status status, const char *fmt, ...)
{
	if (err == NULL)
		return status;
	va_list ap;
	va_start(ap, fmt);
	*err = make(status, (struct at_place){NULL, 0, 0}, NULL, fmt, ap);
	va_end(ap);
	return status;
}

attune_status at_fail_at(attune_error **err, attune_status status, struct at_place where, const char *fmt, ...)
{
	if (err == NULL)
		return status;
	va_list ap;
	va_start(ap, fmt);
	*err = make(status, where, NULL, fmt, ap);
	va_end(ap);
	return status;
}

attune_error *at_error_here(attune_status status, struct at_place where, const char *rule, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	attune_error *e = at_error_at(status, where, rule, fmt, ap);
	va_end(ap);
	return e;
}

attune_error *at_error_copy(const attune_error *e)
{
	if (e == NULL || e == &out_of_memory)
		return stand_in();
	attune_error *copy = malloc(sizeof *copy + text_size(e->file) + text_size(e->rule) + text_size(e->message));
	if (copy == NULL)
		return stand_in();
	copy->status = e->status;
	copy->warning = e->warning;
	copy->line = e->line;
	copy->column = e->column;
	char *to = copy->text;
	copy->file = put_text(&to, e->file);
	copy->rule = put_text(&to, e->rule);
	copy->message = put_text(&to, e->message);
	return copy;
}

/* Hands a problem to the listener. The stand-in is told as it is: there is no memory to say more. */
static void tell(struct at_diag *d, bool warning, attune_error *e)
{
	if (e != stand_in())
		e->warning = warning;
	else
		d->no_memory = true;
	d->fn(e, d->payload);
	attune_error_free(e);
}

void at_diag_error(struct at_diag *d, struct at_place where, const char *rule, const char *fmt, ...)
{
	if (d == NULL)
		return;
	d->errors++;
	if (d->fn == NULL)
		return;
	va_list ap;
	va_start(ap, fmt);
	attune_error *e = make(ATTUNE_E_RULES, where, rule, fmt, ap);
	va_end(ap);
	tell(d, false, e);
}

void at_diag_warning(struct at_diag *d, struct at_place where, const char *rule, const char *fmt, ...)
{
	if (d == NULL)
		return;
	d->warnings++;
	if (d->fn == NULL)
		return;
	va_list ap;
	va_start(ap, fmt);
	attune_error *e = make(ATTUNE_E_RULES, where, rule, fmt, ap);
	va_end(ap);
	tell(d, true, e);
}

void at_diag_no_memory(struct at_diag *d, struct at_place where)
{
	if (d == NULL)
		return;
	at_diag_error(d, where, NULL, "out of memory");
	d->no_memory = true;
}

void at_diag_pass(struct at_diag *d, const attune_error *e)
{
	if (d == NULL)
		return;
	if (attune_error_is_warning(e))
		d->warnings++;
	else
		d->errors++;
	if (d->fn != NULL)
		d->fn(e, d->payload);
}

const char *attune_error_file(const attune_error *e)
{
	return e == NULL ? NULL : e->file;
}

unsigned attune_error_line(const attune_error *e)
{
	return e == NULL ? 0 : e->line;
}

unsigned attune_error_column(const attune_error *e)
{
	return e == NULL ? 0 : e->column;
}

const char *attune_error_rule(const attune_error *e)
{
	return e == NULL ? NULL : e->rule;
}

const char *attune_error_message(const attune_error *e)
{
	return e == NULL ? "" : e->message;
}

attune_status attune_error_status(const attune_error *e)
{
	return e == NULL ? ATTUNE_OK : e->status;
}

bool attune_error_is_warning(const attune_error *e)
{
	return e != NULL && e->warning;
}

void attune_error_free(attune_error *e)
{
	if (e != stand_in())
		free(e);
}

/* Appends to buf like snprintf at offset `at`, which may lie past `cap`; returns the new offset. */
static size_t AT_PRINTF(4, 5) append(char *buf, size_t cap, size_t at, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int n = at < cap ? vsnprintf(buf + at, cap - at, fmt, ap) : vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	return n < 0 ? at : at + (size_t)n;
}

size_t attune_error_format(const attune_error *e, char *buf, size_t cap)
{
	size_t at = 0;
	if (buf == NULL)
		cap = 0;
	if (cap > 0)
		buf[0] = '\0';
	if (e == NULL)
		return 0;
	if (e->file != NULL)
		at = append(buf, cap, at, "%s:", e->file);
	if (e->line > 0)
		at = append(buf, cap, at, "%u:", e->line);
	if (e->line > 0 && e->column > 0)
		at = append(buf, cap, at, "%u:", e->column);
	if (at > 0)
		at = append(buf, cap, at, " ");
	if (e->rule != NULL)
		at = append(buf, cap, at, "%s: ", e->rule);
	return append(buf, cap, at, "%s", e->message);
}
