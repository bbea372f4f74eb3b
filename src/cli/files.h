/* SPDX-License-Identifier: MIT */
/*
 * files: reading and writing whole, the places of the user's own files, and writing one so that it is whole or untouched. May call base. Reads $HOME and
 * the XDG variables.
 */
#ifndef AT_CLI_FILES_H
#define AT_CLI_FILES_H

#include "base/buffer.h"

/* Appends $XDG_CONFIG_HOME/attune/NAME, $XDG_STATE_HOME/attune/NAME, $XDG_DATA_HOME/attune/NAME, or where they lie below $HOME. A relative XDG path counts as
 * unset, as its rules say. False when there is no such place. */
bool at_files_config(struct at_buffer *path, const char *name);
bool at_files_state(struct at_buffer *path, const char *name);
bool at_files_data(struct at_buffer *path, const char *name); /* $XDG_DATA_HOME, ~/.local/share */
/* Makes the folders above the last name (0700). False, with errno, on failure. */
bool at_files_folders(struct at_buffer *path);
/* Appends the file. False, with errno, when it can't be read or is larger than `most` bytes (EFBIG). */
bool at_files_read(struct at_buffer *out, const char *path, size_t most);
/* The same from an open file; what was read stands in `out` even when it fails. */
bool at_files_read_fd(struct at_buffer *out, int fd, size_t most);
/* Writes all of it. False, with errno, on failure; *written (may be NULL) says how much went out. */
bool at_files_write(int fd, const char *s, size_t len, size_t *written);
/* Puts `bytes` in place of the file in one step, mode 0600; makes its folders (0700) if need be. A symbolic link stays one. False,
 * with errno, on failure: then the file is as it was. */
bool at_files_replace(const char *path, const char *bytes, size_t len);
/* Waits until no other attune works on the file, by a lock beside it; -1, with errno, on failure. at_files_unlock gives it back. */
int at_files_lock(const char *path);
void at_files_unlock(int lock);

#endif
