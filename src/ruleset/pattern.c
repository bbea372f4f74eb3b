/* SPDX-License-Identifier: MIT */
/*
 * pattern.c: PCRE2 behind two small objects. Input: pattern text, subject bytes (valid UTF-8); output: byte offsets or a
 * reason in words. A pattern is interpreted the first few times and JIT-compiled only once it proves busy, since for one
 * message the JIT costs more than it saves. Both paths run under the same limits. Calls base, factor.
 */
#include "ruleset/pattern.h"
#include "ruleset/factor.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JIT_STACK_MAX (512u * 1024u)
#define JIT_ROOM (256u * 1024u) /* more than compiling a pattern takes */

struct at_regex {
	pcre2_code *code;
	unsigned uses;
};

struct at_matcher {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;
	struct at_buffer saved; /* where a compiled form is put together, aligned */
};

struct at_matcher *at_matcher_new(void)
{
	struct at_matcher *m = calloc(1, sizeof *m);
	if (m == NULL)
		return NULL;
	m->data = pcre2_match_data_create(1, NULL);
	m->context = pcre2_match_context_create(NULL);
	if (m->data == NULL || m->context == NULL) {
		at_matcher_free(m);
		return NULL;
	}
	pcre2_set_match_limit(m->context, AT_MATCH_LIMIT);
	pcre2_set_depth_limit(m->context, AT_DEPTH_LIMIT);
	pcre2_set_heap_limit(m->context, AT_HEAP_LIMIT_KIB);
	return m;
}

void at_matcher_free(struct at_matcher *m)
{
	if (m == NULL)
		return;
	if (m->stack != NULL)
		pcre2_jit_stack_free(m->stack);
	pcre2_match_context_free(m->context);
	pcre2_match_data_free(m->data);
	at_buffer_free(&m->saved);
	free(m);
}

static pcre2_code *compile(const char *pattern, size_t len, int *code, PCRE2_SIZE *at)
{
	/* Matching cannot see beyond its piece of text, so \C and callouts have no use here and only carry risk. */
	uint32_t options = PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_USE_OFFSET_LIMIT;
	return pcre2_compile((PCRE2_SPTR)pattern, len, options, code, at, NULL);
}

/* The pattern is compiled as it was written when it can't be factored; then errors are where its author sees them, too. */
struct at_regex *at_regex_new(const char *pattern, size_t len, size_t *offset, char why[256])
{
	int code = 0;
	PCRE2_SIZE at = 0;
	struct at_buffer factored = {0};
	struct at_regex *re = calloc(1, sizeof *re);
	if (re == NULL) {
		*offset = AT_NO_MEMORY;
		snprintf(why, 256, "out of memory");
		return NULL;
	}
	if (at_factor(&factored, pattern, len))
		re->code = compile(at_buffer_str(&factored), factored.len, &code, &at);
	at_buffer_free(&factored);
	if (re->code == NULL)
		re->code = compile(pattern, len, &code, &at);
	if (re->code == NULL) {
		*offset = code == PCRE2_ERROR_HEAP_FAILED ? AT_NO_MEMORY : at;
		if (pcre2_get_error_message(code, (PCRE2_UCHAR *)why, 256) < 0)
			snprintf(why, 256, "PCRE2 error %d", code);
		free(re);
		return NULL;
	}
	return re;
}

void at_regex_free(struct at_regex *re)
{
	if (re == NULL)
		return;
	pcre2_code_free(re->code);
	free(re);
}

void at_regex_maker(char made_by[AT_REGEX_MAKER])
{
	char version[32] = "", unicode[16] = "";
	uint32_t link = 0;
	memset(made_by, 0, AT_REGEX_MAKER);
	if (pcre2_config(PCRE2_CONFIG_VERSION, NULL) <= (int)sizeof version)
		pcre2_config(PCRE2_CONFIG_VERSION, version);
	if (pcre2_config(PCRE2_CONFIG_UNICODE_VERSION, NULL) <= (int)sizeof unicode)
		pcre2_config(PCRE2_CONFIG_UNICODE_VERSION, unicode);
	pcre2_config(PCRE2_CONFIG_LINKSIZE, &link);
	snprintf(made_by, AT_REGEX_MAKER, "%s/%s/%u", version, unicode, (unsigned)link);
}

void at_regex_save(const struct at_regex *re, struct at_buffer *out)
{
	uint8_t *bytes = NULL;
	PCRE2_SIZE len = 0;
	const pcre2_code *code = re->code;
	if (pcre2_serialize_encode(&code, 1, &bytes, &len, NULL) == 1)
		at_buffer_add(out, bytes, len);
	else
		out->failed = true;
	pcre2_serialize_free(bytes);
}

struct at_regex *at_regex_load(struct at_matcher *m, const void *head, size_t head_len, const void *rest, size_t rest_len)
{
	struct at_regex *re = calloc(1, sizeof *re);
	at_buffer_clear(&m->saved);
	at_buffer_add(&m->saved, head, head_len);
	at_buffer_add(&m->saved, rest, rest_len);
	if (re != NULL && !m->saved.failed && pcre2_serialize_decode(&re->code, 1, (const uint8_t *)m->saved.ptr, NULL) == 1)
		return re;
	free(re);
	return NULL;
}

/* PCRE2's JIT compiler (10.42) does not survive that memory runs out while it works, so it is asked only while there is some. */
static bool has_room(void)
{
	void *volatile room = malloc(JIT_ROOM);
	free(room);
	return room != NULL;
}

/* A pattern that is asked often pays for its JIT compilation; failing to get one is no error, the interpreter goes on. */
static void warm_up(struct at_regex *re, struct at_matcher *m)
{
	if (++re->uses != AT_JIT_AFTER || !has_room() || pcre2_jit_compile(re->code, PCRE2_JIT_COMPLETE) != 0)
		return;
	if (m->stack == NULL) {
		m->stack = pcre2_jit_stack_create(32 * 1024, JIT_STACK_MAX, NULL);
		if (m->stack != NULL)
			pcre2_jit_stack_assign(m->context, NULL, m->stack);
	}
}

static void describe(int code, char why[256])
{
	switch (code) {
	case PCRE2_ERROR_MATCHLIMIT:
	case PCRE2_ERROR_DEPTHLIMIT:
	case PCRE2_ERROR_HEAPLIMIT:
	case PCRE2_ERROR_JIT_STACKLIMIT:
		snprintf(why, 256,
		         "the pattern needs too much work on this text (it was stopped); "
		         "look for nested repeats such as (a+)+");
		break;
	default:
		if (pcre2_get_error_message(code, (PCRE2_UCHAR *)why, 256) < 0)
			snprintf(why, 256, "PCRE2 error %d", code);
	}
}

enum at_match_result at_regex_match(struct at_regex *re, struct at_matcher *m, const char *subject, size_t len, size_t from,
                                    size_t last, size_t *start, size_t *end, char why[256])
{
	if (re->uses < AT_JIT_AFTER)
		warm_up(re, m);
	while (from < len && ((unsigned char)subject[from] & 0xC0) == 0x80)
		from++; /* PCRE2 is told not to check, so it must not begin inside a character */
	if (from > last)
		return AT_MATCH_NONE;
	pcre2_set_offset_limit(m->context, last < len ? last : PCRE2_UNSET);
	int rc = pcre2_match(re->code, (PCRE2_SPTR)subject, len, from, PCRE2_NO_UTF_CHECK, m->data, m->context);
	if (rc == PCRE2_ERROR_NOMATCH)
		return AT_MATCH_NONE;
	if (rc == PCRE2_ERROR_NOMEMORY)
		return AT_MATCH_NO_MEMORY;
	if (rc < 0) {
		describe(rc, why);
		return AT_MATCH_TROUBLE;
	}
	const PCRE2_SIZE *v = pcre2_get_ovector_pointer(m->data);
	/* \K inside a lookahead can put the start behind the end; there is no phrase to show then. */
	if (v[0] > v[1] || v[1] > len) {
		snprintf(why, 256, "the match ends before it starts (\\K in a lookahead?)");
		return AT_MATCH_TROUBLE;
	}
	*start = v[0];
	*end = v[1];
	return AT_MATCH_FOUND;
}

struct counting {
	uint64_t steps, most;
};

static int count_step(pcre2_callout_block *block, void *data)
{
	struct counting *c = data;
	(void)block;
	return ++c->steps > c->most ? PCRE2_ERROR_CALLOUT : 0;
}

/* All matches in one subject. */
static int search_through(const pcre2_code *code, pcre2_match_data *data, pcre2_match_context *context, const char *s, size_t len)
{
	size_t from = 0;
	for (;;) {
		int rc = pcre2_match(code, (PCRE2_SPTR)s, len, from, PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, context);
		const PCRE2_SIZE *v = pcre2_get_ovector_pointer(data);
		if (rc < 0)
			return rc;
		/* As the scanner does: it goes on behind a match, and an empty one ends it. */
		if (v[1] <= v[0] || v[1] <= from)
			return PCRE2_ERROR_NOMATCH;
		from = v[1];
	}
}

bool at_regex_cost(struct at_cost *out, const char *pattern, size_t pattern_len, const char *const *subjects, const size_t *lens,
                   size_t n, uint64_t most)
{
	int code = 0;
	PCRE2_SIZE at = 0;
	uint32_t options = PCRE2_CASELESS | PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT;
	pcre2_code *re = pcre2_compile((PCRE2_SPTR)pattern, pattern_len, options, &code, &at, NULL);
	bool counted = re != NULL;
	if (!counted)
		re = pcre2_compile((PCRE2_SPTR)pattern, pattern_len, options & ~PCRE2_AUTO_CALLOUT, &code, &at, NULL);
	struct at_matcher *m = re != NULL ? at_matcher_new() : NULL;
	struct counting c = {0, most};
	*out = (struct at_cost){.uncounted = !counted};
	if (m != NULL)
		(void)pcre2_set_callout(m->context, count_step, &c);
	for (size_t i = 0; m != NULL && i < n && !out->stopped; i++) {
		c.steps = 0;
		int rc = search_through(re, m->data, m->context, subjects[i], lens[i]);
		out->stopped = rc == PCRE2_ERROR_CALLOUT;
		out->limit |= rc != PCRE2_ERROR_NOMATCH && rc != PCRE2_ERROR_CALLOUT;
		out->steps = c.steps > out->steps ? c.steps : out->steps;
		out->sum += c.steps;
	}
	pcre2_code_free(re);
	bool ok = m != NULL;
	at_matcher_free(m);
	return ok;
}
