/* SPDX-License-Identifier: MIT */
/*
 * overlay: user rules over an image that is there already, instead of over its files. Records are taken over as they are, indices and
 * literals included; only what the user's files say is read and looked into. Private to ruleset.c. May call base, loader.
 *
 * Invariant: the set that comes of it answers as one built of all files. Replies go before those of the image (reply.c). Files
 * that change what the rules of the image are made of do not fit; then all files must be read: a fragment or guard of the image said
 * anew, a guard with defaults, cards. Words, spelling and grammar make a lexicon anew, for which the shipped files of them are needed.
 */
#ifndef AT_RULESET_OVERLAY_H
#define AT_RULESET_OVERLAY_H

#include "ruleset/loader.h"

/* Whether the files that were read can be laid over the loader's image. */
bool at_overlay_fits(const struct at_loader *l);
/* The image's guards and rules among the loader's entries. These three are false only when memory ran out. */
bool at_overlay_begin(struct at_loader *l);
/* A rule of the image goes into the new one. */
bool at_overlay_take(struct at_loader *l, const struct at_entry *entry, bool muted);
/* Once all rules are there: patterns follow their rules, and those of rules that are gone lead nowhere. */
bool at_overlay_end(struct at_loader *l);

#endif
