/* SPDX-License-Identifier: MIT */
/*
 * rlapi: GNU readline, opened only when the coach begins. Linked in, it would cost every one-shot command a quarter of a
 * millisecond to start, and a copied attune would not run where readline isn't installed. May call base/library.
 *
 * The members are what readline's own headers declare, by the same names: functions as they are, variables as pointers.
 */
#ifndef AT_CLI_RLAPI_H
#define AT_CLI_RLAPI_H

#include <stdbool.h>
#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

/* What came with readline 8.2. */
#if RL_READLINE_VERSION >= 0x0802
#define AT_RL_SYMBOLS_82(X) X(rl_eof_found)
#else
#define AT_RL_SYMBOLS_82(X)
#endif

#define AT_RL_SYMBOLS(X)                      \
	X(rl_readline_name)                   \
	X(rl_line_buffer)                     \
	X(rl_point)                           \
	X(rl_end)                             \
	X(rl_instream)                        \
	X(rl_outstream)                       \
	X(rl_getc_function)                   \
	X(rl_catch_signals)                   \
	X(rl_catch_sigwinch)                  \
	X(rl_change_environment)              \
	X(rl_attempted_completion_function)   \
	X(rl_attempted_completion_over)       \
	X(rl_completion_append_character)     \
	X(rl_completer_word_break_characters) \
	X(rl_prep_term_function)              \
	X(rl_deprep_term_function)            \
	X(rl_initialize)                      \
	X(rl_callback_handler_install)        \
	X(rl_callback_handler_remove)         \
	X(rl_callback_read_char)              \
	X(rl_callback_sigcleanup)             \
	X(rl_free_line_state)                 \
	X(rl_kill_text)                       \
	X(rl_insert_text)                     \
	X(rl_delete_text)                     \
	X(rl_redisplay)                       \
	X(rl_forced_update_display)           \
	X(rl_resize_terminal)                 \
	X(rl_variable_bind)                   \
	X(rl_variable_value)                  \
	X(rl_complete)                        \
	X(rl_get_keymap_by_name)              \
	X(rl_function_of_keyseq)              \
	X(rl_bind_key_in_map)                 \
	X(rl_last_func)                       \
	X(rl_completion_matches)              \
	X(rl_filename_completion_function)    \
	X(add_history)                        \
	X(using_history)                      \
	AT_RL_SYMBOLS_82(X)

struct at_rlapi {
#define AT_RL_MEMBER(name) __typeof__ (&(name))(name);
	AT_RL_SYMBOLS(AT_RL_MEMBER)
#undef AT_RL_MEMBER
};

/* Fills in all members. False when readline isn't here, or is too old to have them. It stays open until the program ends. */
bool at_rlapi_open(struct at_rlapi *api);

#endif
