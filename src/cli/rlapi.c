/* SPDX-License-Identifier: MIT */
/*
 * rlapi.c: which library, and a table of names. It is asked for by the version whose headers this was compiled with, so that the
 * types are the right ones.
 */
#include "cli/rlapi.h"
#include "base/library.h"

#define TEXT_OF(x) #x
#define NUMBER(x) TEXT_OF(x)
#ifdef __APPLE__
#define LIBRARY "libreadline." NUMBER(RL_VERSION_MAJOR) ".dylib"
#else
#define LIBRARY "libreadline.so." NUMBER(RL_VERSION_MAJOR)
#endif

bool at_rlapi_open(struct at_rlapi *api)
{
	static const struct at_symbol symbols[] = {
#define AT_RL_SYMBOL(name) {#name, offsetof(struct at_rlapi, name)},
		AT_RL_SYMBOLS(AT_RL_SYMBOL)
#undef AT_RL_SYMBOL
	};
	return at_library_open(LIBRARY, symbols, sizeof symbols / sizeof *symbols, api);
}
