/* SPDX-License-Identifier: MIT */
/*
 * fuzz_jsonline: any bytes as a line of `attune scan`. Input: what libFuzzer makes; output: nothing, or an abort where the short way
 * to read a line and jansson don't agree.
 */
#include "cli/json.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool same(struct at_slice a, struct at_slice b)
{
	return (a.ptr == NULL) == (b.ptr == NULL) && a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct at_json_line ours = {0}, theirs = {0};
	struct at_buffer message = {0};
	bool ok = at_json_line_parse(&ours, (const char *)data, size, &message);
	if (ok != at_json_line_parse_whole(&theirs, (const char *)data, size, &message))
		abort();
	if (!same(ours.id, theirs.id))
		abort();
	if (ok && (!same(ours.draft, theirs.draft) || !same(ours.partner, theirs.partner) || ours.extra != theirs.extra))
		abort();
	at_json_line_free(&ours);
	at_json_line_free(&theirs);
	at_buffer_free(&message);
	return 0;
}
