/* SPDX-License-Identifier: MIT */
/*
 * editor: a text in the user's own editor. May call base, signals, files.
 *
 * Promise: the text is in a file of mode 0600 in a folder of mode 0700, on a file system in memory where there is one, only
 * while the editor runs; whatever else the editor leaves in that folder goes with it.
 */
#ifndef AT_CLI_EDITOR_H
#define AT_CLI_EDITOR_H

#include "base/buffer.h"

enum at_edited {
	AT_EDITED,
	AT_EDIT_FAILED, /* `problem` says why; the text is as it was */
	AT_EDIT_ENDED   /* the end was asked for (at_signals_end) meanwhile; the text is what the editor had saved */
};
/* Runs $VISUAL, $EDITOR or vi on the text and puts what was saved in its place, without the last line break. */
enum at_edited at_editor_run(struct at_buffer *text, struct at_buffer *problem);

#endif
