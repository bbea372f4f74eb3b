/* SPDX-License-Identifier: MIT */
/*
 * rlapi.c: dlopen and a table of names. The library is asked for by the version whose headers this was compiled with, so that
 * the types are the right ones.
 */
#include "cli/rlapi.h"
#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#define TEXT_OF(x) #x
#define NUMBER(x) TEXT_OF(x)
#ifdef __APPLE__
#define LIBRARY "libreadline." NUMBER(RL_VERSION_MAJOR) ".dylib"
#else
#define LIBRARY "libreadline.so." NUMBER(RL_VERSION_MAJOR)
#endif

struct symbol {
	const char *name;
	size_t at; /* offset of its member */
};

bool at_rlapi_open(struct at_rlapi *api)
{
	static const struct symbol symbols[] = {
#define AT_RL_SYMBOL(name) {#name, offsetof(struct at_rlapi, name)},
		AT_RL_SYMBOLS(AT_RL_SYMBOL)
#undef AT_RL_SYMBOL
	};
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (library == NULL)
		return false;
	for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
		void *found = dlsym(library, symbols[i].name);
		if (found == NULL)
			return false;
		/* POSIX has it that functions fit into a pointer to void. */
		memcpy((char *)api + symbols[i].at, &found, sizeof found);
	}
	return true;
}
