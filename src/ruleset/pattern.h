/* SPDX-License-Identifier: MIT */
/*
 * pattern: the only user of PCRE2. Compiles one pattern, matches it under limits, says what went wrong in words.
 * May call base, factor. Invariant: only PCRE2_ERROR_NOMATCH is "no match"; any other negative code is trouble, never silence.
 */
#ifndef AT_RULESET_PATTERN_H
#define AT_RULESET_PATTERN_H

#include "base/buffer.h"
#include "base/error.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Work one match may do. A sane pattern on a long sentence needs a few thousand; one that looks through a whole message from every
 * place of it needs a few dozen a character. */
#define AT_MATCH_LIMIT 300000u
#define AT_DEPTH_LIMIT 20000u
#define AT_HEAP_LIMIT_KIB 4096u
/* Calls of a pattern after which it is compiled by the JIT: that costs what it saves in about so many. */
#define AT_JIT_AFTER 40u

struct at_regex;   /* a compiled pattern; belongs to one thread */
struct at_matcher; /* match data, limits and JIT stack; one a thread */

/* NULL when memory ran out. */
struct at_matcher *at_matcher_new(void);
void at_matcher_free(struct at_matcher *m);

/* Compiles without JIT. NULL on failure: *offset is the byte in the pattern, or AT_NO_MEMORY, and `why` (room for 256) the reason. */
#define AT_NO_MEMORY SIZE_MAX
struct at_regex *at_regex_new(const char *pattern, size_t len, size_t *offset, char why[256]);
void at_regex_free(struct at_regex *re);

#define AT_REGEX_MAKER 64
/* What compiles here: version, Unicode tables and link size of PCRE2; the rest of the room is zero. */
void at_regex_maker(char made_by[AT_REGEX_MAKER]);
/* Appends the compiled form as bytes that at_regex_load can read back in any process whose at_regex_maker says the same. */
void at_regex_save(const struct at_regex *re, struct at_buffer *out);
/* From the bytes of a save, in two pieces. NULL when memory ran out or PCRE2 does not take them for its own. */
struct at_regex *at_regex_load(struct at_matcher *m, const void *head, size_t head_len, const void *rest, size_t rest_len);

enum at_match_result { AT_MATCH_NONE, AT_MATCH_FOUND, AT_MATCH_TROUBLE, AT_MATCH_NO_MEMORY };
/* First match in subject[0..len) that starts at or after `from` (inside a character: after it) and not behind `last`; the subject must
 * be valid UTF-8.
 * FOUND: *start, *end in bytes, *start < *end
 * or an empty match. TROUBLE: `why` (room for 256) says which limit. Uses JIT once it has been called AT_JIT_AFTER times. */
enum at_match_result at_regex_match(struct at_regex *re, struct at_matcher *m, const char *subject, size_t len, size_t from,
                                    size_t last, size_t *start, size_t *end, char why[256]);

/* What it costs to find all matches in a text, for authors of patterns. */
struct at_cost {
	uint64_t steps; /* items of the pattern that PCRE2 looked at, counted up to `most` */
	uint64_t sum;   /* the same for all subjects together */
	bool stopped;   /* there were more */
	bool limit;     /* a match ran into a limit, as it would in a scan */
	bool uncounted; /* the pattern is so long that its items can't be counted; limits were watched */
};
/* Interpreted, every item counted; of several subjects the dearest. False when it doesn't compile or memory ran out. */
bool at_regex_cost(struct at_cost *out, const char *pattern, size_t pattern_len, const char *const *subjects, const size_t *lens,
                   size_t n, uint64_t most);

#endif
