/* SPDX-License-Identifier: MIT */
/*
 * compiled: the patterns of an image as PCRE2 compiled them when the image was made, so that a first search costs a copy and no
 * compilation. May call base, image, pattern.
 * Invariant: a compiled form is read only by the PCRE2 that made it, to the version, the Unicode tables and the build options;
 * for any other the pattern's text is compiled as if there were none, with the same outcome.
 */
#ifndef AT_RULESET_COMPILED_H
#define AT_RULESET_COMPILED_H

#include "ruleset/image.h"
#include "ruleset/pattern.h"

/* Compiles every regex of the image and puts the outcome behind its other sections. The image moves: *image is the caller's as
 * before, also after false (memory ran out), and is then as it was. */
bool at_compiled_add(struct at_image **image);
/* Whether the image has compiled forms that this process can use. */
bool at_compiled_usable(const struct at_image *image);
/* The regex of a pattern: from its compiled form, or else from its text. NULL: *offset and `why` as at_regex_new. */
struct at_regex *at_compiled_get(const attune_rules *rules, const struct at_pattern *p, struct at_matcher *m, size_t *offset,
                                 char why[256]);

#endif
