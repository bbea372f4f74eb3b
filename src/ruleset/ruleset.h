/* SPDX-License-Identifier: MIT */
/*
 * ruleset: rule files to an image. May call base, text, and the rest of ruleset/. Used by load.c (the public load) and by the
 * tool that bakes the shipped set when attune is built.
 */
#ifndef AT_RULESET_RULESET_H
#define AT_RULESET_RULESET_H

#include "ruleset/image.h"
#include "ruleset/source.h"

/* Builds an image from `files`. Layers below `trusted_layers` are not compiled again to be checked. Problems go to `d`;
 * what is wrong is left out. On ATTUNE_OK `*out` is one malloc'd block of (*out)->size bytes, the caller's.
 * With a `base`, the files are laid over that image, and of the files it was made of only those with fragments and guards
 * are needed (and those of a lexicon that files of the user add to); when the others don't fit (overlay.h), *out is NULL, and nothing was told. The set then needs the base as well. */
attune_status at_rules_build(struct at_image **out, const struct at_files *files, unsigned trusted_layers,
                             const struct at_image *base, struct at_diag *d);
/* Whether `bytes` hold an image this build can use in place. */
bool at_image_usable(const void *bytes, size_t len);

/* The shipped set, built in (shipped.c): its image and its files. */
const struct at_image *at_shipped_image(void);

#endif
