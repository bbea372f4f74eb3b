/* SPDX-License-Identifier: MIT */
/*
 * compiled.c: compiled patterns in and out of an image. Input: an image without them; output: one with the section AT_S_CODES, and
 * from it one regex at a time. What PCRE2 writes for a single pattern begins with a kilobyte of tables that is the same for
 * all, so the bytes common to all of them are kept once, and each pattern has the rest. Calls base, pattern.
 */
#include "ruleset/compiled.h"
#include "base/buffer.h"
#include <stdlib.h>
#include <string.h>

/* The section begins with this; then the common bytes; then the rest of each pattern, where its record says. */
struct codes {
	char made_by[AT_REGEX_MAKER];
	uint32_t common, n_common; /* bytes from the start of the section */
};

static struct at_pattern *patterns_of(struct at_image *image)
{
	return (struct at_pattern *)(void *)((char *)image + image->off[AT_S_PATTERNS]);
}

/* The compiled form of one text, appended to `out`. A text that does not compile gets none. */
static void save(struct at_buffer *out, const char *text, size_t len)
{
	char why[256];
	size_t offset;
	struct at_regex *re = at_regex_new(text, len, &offset, why);
	if (re != NULL)
		at_regex_save(re, out);
	at_regex_free(re);
}

/* All forms one after another; `at[i]` is where that of pattern i ends up, at[n] the end. */
static bool save_all(struct at_image *image, struct at_buffer *out, size_t *at)
{
	const struct at_pattern *p = patterns_of(image);
	const char *strings = (const char *)image + image->off[AT_S_STRINGS];
	uint32_t n = image->n[AT_S_PATTERNS];
	for (uint32_t i = 0; i < n; i++) {
		at[i] = out->len;
		/* A twin shares the form of the first of its text. */
		if (!p[i].plain && (p[i].same == i || p[p[i].same].plain))
			save(out, strings + p[i].text, p[i].len);
	}
	at[n] = out->len;
	return !out->failed;
}

static size_t shared(const char *a, const char *b, size_t most)
{
	size_t n = 0;
	while (n < most && a[n] == b[n])
		n++;
	return n;
}

/* How many bytes all forms begin with. */
static size_t common_bytes(const struct at_buffer *forms, const size_t *at, uint32_t n)
{
	size_t common = 0;
	const char *first = NULL;
	for (uint32_t i = 0; i < n; i++) {
		const char *form = forms->ptr + at[i];
		size_t len = at[i + 1] - at[i];
		if (len == 0)
			continue;
		common = first == NULL ? len : shared(first, form, common < len ? common : len);
		first = first == NULL ? form : first;
	}
	return common;
}

static void lay_out(struct at_buffer *out, struct at_image *image, const struct at_buffer *forms, const size_t *at)
{
	struct at_pattern *p = patterns_of(image);
	uint32_t n = image->n[AT_S_PATTERNS];
	struct codes head = {.common = sizeof head, .n_common = (uint32_t)common_bytes(forms, at, n)};
	at_regex_maker(head.made_by);
	at_buffer_add(out, &head, sizeof head);
	if (at[n] != 0)
		at_buffer_add(out, forms->ptr, head.n_common);
	for (uint32_t i = 0; i < n; i++) {
		if (at[i + 1] == at[i])
			continue;
		p[i].code = (uint32_t)out->len;
		p[i].n_code = (uint32_t)(at[i + 1] - at[i]) - head.n_common;
		at_buffer_add(out, forms->ptr + at[i] + head.n_common, p[i].n_code);
	}
	for (uint32_t i = 0; i < n; i++) {
		if (!p[i].plain && p[i].n_code == 0) {
			p[i].code = p[p[i].same].code;
			p[i].n_code = p[p[i].same].n_code;
		}
	}
}

static bool append_section(struct at_image **image, const struct at_buffer *codes)
{
	size_t at = ((*image)->size + 63u) & ~(size_t)63;
	char *block = codes->failed || at + codes->len > UINT32_MAX / 4 ? NULL : realloc(*image, at + codes->len);
	if (block == NULL)
		return false;
	*image = (struct at_image *)(void *)block;
	memset(block + (*image)->size, 0, at - (*image)->size);
	memcpy(block + at, codes->ptr, codes->len);
	(*image)->off[AT_S_CODES] = (uint32_t)at;
	(*image)->n[AT_S_CODES] = (uint32_t)codes->len;
	(*image)->size = (uint32_t)(at + codes->len);
	return true;
}

bool at_compiled_add(struct at_image **image)
{
	struct at_buffer forms = {0}, codes = {0};
	size_t *at = calloc((*image)->n[AT_S_PATTERNS] + (size_t)1, sizeof *at);
	bool ok = at != NULL && save_all(*image, &forms, at);
	if (ok) {
		lay_out(&codes, *image, &forms, at);
		ok = append_section(image, &codes);
	}
	at_buffer_free(&forms);
	at_buffer_free(&codes);
	free(at);
	return ok;
}

static const struct codes *codes_of(const struct at_image *image)
{
	return (const struct codes *)(const void *)((const char *)image + image->off[AT_S_CODES]);
}

bool at_compiled_usable(const struct at_image *image)
{
	char here[AT_REGEX_MAKER];
	at_regex_maker(here);
	return image->n[AT_S_CODES] != 0 && memcmp(codes_of(image)->made_by, here, sizeof here) == 0;
}

struct at_regex *at_compiled_get(const attune_rules *rules, const struct at_pattern *p, struct at_matcher *m, size_t *offset,
                                 char why[256])
{
	struct at_regex *re = NULL;
	if (rules->codes != NULL && p->n_code != 0) {
		const struct codes *c = codes_of(rules->codes);
		const char *bytes = (const char *)c;
		re = at_regex_load(m, bytes + c->common, c->n_common, bytes + p->code, p->n_code);
	}
	return re != NULL ? re : at_regex_new(at_string(rules, p->text), p->len, offset, why);
}
