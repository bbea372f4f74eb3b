/* SPDX-License-Identifier: MIT */
/*
 * shipped.c: the rule set that is part of the program. The bytes come from shipped.S: first the image, then the files it was
 * made from, each as two 32-bit lengths, name, NUL, text, NUL, padded to 8. Calls ruleset.
 */
#include "ruleset/ruleset.h"
#include <string.h>

extern const unsigned char at_shipped_bytes[];
extern const unsigned char at_shipped_end[];

const struct at_image *at_shipped_image(void)
{
	const struct at_image *image = (const void *)at_shipped_bytes;
	return at_image_usable(image, image->size) ? image : NULL;
}

bool attune_shipped_file(size_t i, const char **name, const char **text, size_t *len)
{
	const struct at_image *image = (const void *)at_shipped_bytes;
	const unsigned char *p = at_shipped_bytes + ((image->size + 7u) & ~7u);
	for (;; i--) {
		uint32_t sizes[2];
		if (p >= at_shipped_end)
			return false;
		memcpy(sizes, p, sizeof sizes);
		if (i == 0) {
			*name = (const char *)p + sizeof sizes;
			*text = *name + sizes[0] + 1;
			*len = sizes[1];
			return true;
		}
		p += (sizeof sizes + sizes[0] + 1 + sizes[1] + 1 + 7) & ~(size_t)7;
	}
}
