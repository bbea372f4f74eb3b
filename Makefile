# SPDX-License-Identifier: MIT
# attune. `make` builds, `make help` lists the rest. Settings of yours go on the command line, into the environment or into
# config.mk; CFLAGS and LDFLAGS of yours come last. Nothing is written outside $(BUILD), except by install.
-include config.mk

comma := ,
VERSION := $(shell sed -n 's/^\#define ATTUNE_VERSION "\(.*\)"/\1/p' include/attune/attune.h)

BUILD ?= build
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DATADIR ?= $(PREFIX)/share
BASHDIR ?= $(DATADIR)/bash-completion/completions
ZSHDIR ?= $(DATADIR)/zsh/site-functions
FISHDIR ?= $(DATADIR)/fish/vendor_completions.d
MANDIR ?= $(DATADIR)/man

CC ?= cc
AR ?= ar
INSTALL ?= install
PKG_CONFIG ?= pkg-config
CFLAGS ?= -O2 -g
SECONDS ?= 60
KILLS ?= 1000

LIB_DIRS := base text ruleset scan mirror
LIB_PACKAGES := libpcre2-8 yaml-0.1 libutf8proc
CLI_PACKAGES := jansson
# Opened when the coach begins or something is kept, not linked: only their headers are needed here.
OPENED_PACKAGES := readline sqlite3

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2
ifeq ($(DEVELOPER),1)
WARNINGS += -Werror
endif

# Looked up once, and not at all for targets that compile nothing.
ifneq ($(filter-out deps clean help format,$(or $(MAKECMDGOALS),all)),)
PACKAGE_CFLAGS := $(filter-out -D_%,$(shell $(PKG_CONFIG) --cflags $(LIB_PACKAGES) $(CLI_PACKAGES) $(OPENED_PACKAGES)))
LIB_LIBS := $(shell $(PKG_CONFIG) --libs $(LIB_PACKAGES))
CLI_LIBS := $(shell $(PKG_CONFIG) --libs $(CLI_PACKAGES))
ifeq ($(strip $(LIB_LIBS)),)
$(error Libraries are missing. `make deps` installs them)
endif
endif

FLAGS := -std=c17 -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc $(WARNINGS) $(PACKAGE_CFLAGS)
COMPILE = $(CC) $(FLAGS) -MMD -MP $(CPPFLAGS) $(CFLAGS)
LINK = $(CC) $(CFLAGS) $(LDFLAGS)

LIB_SOURCES := $(wildcard $(LIB_DIRS:%=src/%/*.c))
CORE_SOURCES := $(filter-out src/ruleset/shipped.c,$(LIB_SOURCES))
CLI_SOURCES := $(wildcard src/cli/*.c src/coach/*.c)
CORE_OBJECTS := $(CORE_SOURCES:%.c=$(BUILD)/%.o)
SHIPPED_OBJECTS := $(BUILD)/src/ruleset/shipped.o $(BUILD)/src/ruleset/shipped_bytes.o
CLI_OBJECTS := $(CLI_SOURCES:%.c=$(BUILD)/%.o)
CLI_PARTS := $(filter-out $(BUILD)/src/cli/main.o,$(CLI_OBJECTS))

UNIT_SOURCES := $(wildcard tests/unit/test_*.c)
UNIT_HELPERS := $(filter-out $(UNIT_SOURCES),$(wildcard tests/unit/*.c))
UNIT_TESTS := $(UNIT_SOURCES:%.c=$(BUILD)/%)
BENCH_SOURCES := $(wildcard tests/bench/*.c)
BENCHES := $(BENCH_SOURCES:%.c=$(BUILD)/%)
FUZZ_SOURCES := $(wildcard tests/fuzz/fuzz_*.c)
FUZZ_NAMES := $(FUZZ_SOURCES:tests/fuzz/fuzz_%.c=%)
RULE_FILES := $(sort $(shell find rules -name '*.yaml' -o -name '*.yml' -o -name '*.md' -o -name '*.json'))
COMPLETIONS := $(BUILD)/completions/attune $(BUILD)/completions/_attune $(BUILD)/completions/attune.fish
C_FILES := $(wildcard include/attune/*.h src/*/*.[ch] tests/unit/*.[ch] tests/fuzz/*.[ch] tests/bench/*.[ch])
SCRIPTS := $(wildcard .ci/run .ci/deps .ci/lint tests/run tests/bench/run tests/cli/*.bash)

# Commands are told in short; V=1 shows them whole.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' '$(1)' '$@')

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
.PHONY: all help deps run test check lint format check-asan check-valgrind check-kills bench fuzz install uninstall dist clean unit FORCE

all: $(BUILD)/attune $(BUILD)/libattune.a $(COMPLETIONS) $(BUILD)/attune.1 $(BUILD)/attune.pc

help:
	@echo 'make                   build $(BUILD)/attune and $(BUILD)/libattune.a'
	@echo 'make deps              install what building and testing need (DEVELOPER=1: the linters and fuzzers, too)'
	@echo 'make run ARGS="..."    build and run'
	@echo 'make test              all tests; check-asan and check-valgrind: the same under their eyes'
	@echo 'make check-kills       kill -9 in the middle of a write, KILLS=1000 times'
	@echo 'make lint, make format clang-format, clang-tidy or cppcheck, shellcheck'
	@echo 'make bench, make fuzz  measure; search for crashes (SECONDS=60 each)'
	@echo 'make install uninstall PREFIX=$(PREFIX) DESTDIR='
	@echo 'make dist, make clean  a source archive; away with $(BUILD)'

# ---------------------------------------------------------------- the program

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(call say,CC)
	$(Q)$(COMPILE) -c -o $@ $<

# What the baking tool needs: all of the library but the rules that it is to bake.
$(BUILD)/libcore.a: $(CORE_OBJECTS)
	@rm -f $@
	$(call say,AR)
	$(Q)$(AR) rcs $@ $^

$(BUILD)/bake: $(BUILD)/src/bake/main.o $(BUILD)/libcore.a
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $^ $(LIB_LIBS) $(LDLIBS)

# The names of the rule files, so that a file that goes away is noticed like one that changes.
$(BUILD)/rules.list: FORCE
	@mkdir -p $(@D)
	@echo '$(RULE_FILES)' | cmp -s - $@ || echo '$(RULE_FILES)' > $@

$(BUILD)/shipped.img: $(BUILD)/bake $(BUILD)/rules.list $(RULE_FILES)
	$(call say,BAKE)
	$(Q)$(BUILD)/bake rules $@

$(BUILD)/src/ruleset/shipped_bytes.o: src/ruleset/shipped.S $(BUILD)/shipped.img
	@mkdir -p $(@D)
	$(call say,AS)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -DAT_IMAGE_PATH='"$(BUILD)/shipped.img"' -c -o $@ $<

$(BUILD)/libattune.a: $(CORE_OBJECTS) $(SHIPPED_OBJECTS)
	@rm -f $@
	$(call say,AR)
	$(Q)$(AR) rcs $@ $^

$(BUILD)/libcli.a: $(CLI_PARTS)
	@rm -f $@
	$(call say,AR)
	$(Q)$(AR) rcs $@ $^

# Segments on borders of 2 MiB, so that the system can map the shipped rules in large pages; the gaps between take no room on disk.
ALIGN := $(if $(filter Linux,$(shell uname -s)),-Wl$(comma)-z$(comma)max-page-size=0x200000)

$(BUILD)/attune: $(CLI_OBJECTS) $(BUILD)/libattune.a
	$(call say,LINK)
	$(Q)$(LINK) $(ALIGN) -o $@ $^ $(LIB_LIBS) $(CLI_LIBS) $(LDLIBS)

# The man page comes from the table of commands, as help does.
$(BUILD)/attune.1: $(BUILD)/attune
	$(call say,GEN)
	$(Q)$(BUILD)/attune help man >$@

$(BUILD)/completions/attune: $(BUILD)/attune
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(BUILD)/attune completion bash > $@
$(BUILD)/completions/_attune: $(BUILD)/attune
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(BUILD)/attune completion zsh > $@
$(BUILD)/completions/attune.fish: $(BUILD)/attune
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)$(BUILD)/attune completion fish > $@

$(BUILD)/attune.pc: include/attune/attune.h Makefile FORCE
	@{ echo 'prefix=$(PREFIX)'; echo 'libdir=$(LIBDIR)'; echo 'includedir=$(INCLUDEDIR)'; echo; \
	  echo 'Name: attune'; echo 'Description: reads a message before it is sent, for how it may land'; \
	  echo 'Version: $(VERSION)'; echo 'Libs: -L$${libdir} -lattune'; echo 'Requires.private: $(LIB_PACKAGES)'; \
	  echo 'Cflags: -I$${includedir}'; } > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

run: $(BUILD)/attune
	@$(BUILD)/attune $(ARGS)

deps:
	@sh .ci/deps $(if $(filter 1,$(DEVELOPER)),--developer)

# ---------------------------------------------------------------------- tests

$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(UNIT_HELPERS:%.c=$(BUILD)/%.o) $(BUILD)/libcli.a $(BUILD)/libattune.a
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $^ $(LIB_LIBS) $(CLI_LIBS) $(shell $(PKG_CONFIG) --libs cmocka) $(LDLIBS)

unit: $(UNIT_TESTS)

test check: all unit
	@BUILD='$(BUILD)' sh tests/run

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
check-asan:
	@$(MAKE) --no-print-directory BUILD='$(BUILD)/asan' CFLAGS='-O1 -g $(SANITIZE)' LDFLAGS='$(LDFLAGS) $(SANITIZE)' test

check-valgrind: all unit
	@BUILD='$(BUILD)' WRAPPER='valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,possible \
	  --suppressions=$(CURDIR)/tests/valgrind.supp' sh tests/run

# `make test` does the same a few times.
check-kills: $(BUILD)/tests/unit/test_store
	@ATTUNE_KILLS='$(KILLS)' $(BUILD)/tests/unit/test_store

$(BUILD)/tests/bench/%: $(BUILD)/tests/bench/%.o $(BUILD)/libcli.a $(BUILD)/libattune.a
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $^ $(LIB_LIBS) $(CLI_LIBS) $(LDLIBS)

bench: all $(BENCHES)
	@BUILD='$(BUILD)' sh tests/bench/run

# Everything is compiled again by clang; what the fuzzers find new is kept under $(BUILD)/fuzz/corpus.
FUZZ_FLAGS := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all
fuzz:
	@$(MAKE) --no-print-directory BUILD='$(BUILD)/fuzz' CC=clang CFLAGS='$(FUZZ_FLAGS) -fsanitize=fuzzer-no-link' \
	  LDFLAGS='$(FUZZ_FLAGS)' SECONDS='$(SECONDS)' fuzz-here

.PHONY: fuzz-here
fuzz-here: $(FUZZ_NAMES:%=$(BUILD)/fuzz_%)
	@for name in $(FUZZ_NAMES); do \
	  mkdir -p $(BUILD)/corpus/$$name; \
	  seeds=tests/fuzz/corpus/$$name; [ -d $$seeds ] || seeds=; \
	  if $(BUILD)/fuzz_$$name -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 -verbosity=1 \
	    -artifact_prefix=$(BUILD)/$$name- $(BUILD)/corpus/$$name $$seeds >$(BUILD)/$$name.log 2>&1; \
	  then echo "fuzz_$$name: $$(sed -n 's/^stat::number_of_executed_units: *//p' $(BUILD)/$$name.log) inputs, nothing found"; \
	  else tail -n 60 $(BUILD)/$$name.log; echo "fuzz_$$name failed; its input is $(BUILD)/$$name-*"; exit 1; fi; \
	done

$(BUILD)/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/libcli.a $(BUILD)/libattune.a
	$(call say,LINK)
	$(Q)$(LINK) -fsanitize=fuzzer -o $@ $^ $(LIB_LIBS) $(CLI_LIBS) $(LDLIBS)

# A tool that isn't there is passed over with a word.
lint:
	@CC='$(CC)' FLAGS='$(FLAGS)' sh .ci/lint $(C_FILES) -- $(SCRIPTS) -- $(wildcard tests/cli/*.bats)

format:
	clang-format -i $(C_FILES)

# -------------------------------------------------------------------- install

install: all
	$(INSTALL) -d '$(DESTDIR)$(BINDIR)' '$(DESTDIR)$(LIBDIR)/pkgconfig' '$(DESTDIR)$(INCLUDEDIR)/attune' \
	  '$(DESTDIR)$(BASHDIR)' '$(DESTDIR)$(ZSHDIR)' '$(DESTDIR)$(FISHDIR)'
	$(INSTALL) -m 755 $(BUILD)/attune '$(DESTDIR)$(BINDIR)/attune'
	$(INSTALL) -m 644 $(BUILD)/libattune.a '$(DESTDIR)$(LIBDIR)/libattune.a'
	$(INSTALL) -m 644 include/attune/attune.h '$(DESTDIR)$(INCLUDEDIR)/attune/attune.h'
	$(INSTALL) -m 644 $(BUILD)/attune.pc '$(DESTDIR)$(LIBDIR)/pkgconfig/attune.pc'
	$(INSTALL) -m 644 $(BUILD)/completions/attune '$(DESTDIR)$(BASHDIR)/attune'
	$(INSTALL) -m 644 $(BUILD)/completions/_attune '$(DESTDIR)$(ZSHDIR)/_attune'
	$(INSTALL) -m 644 $(BUILD)/completions/attune.fish '$(DESTDIR)$(FISHDIR)/attune.fish'
	$(INSTALL) -d '$(DESTDIR)$(MANDIR)/man1'
	$(INSTALL) -m 644 $(BUILD)/attune.1 '$(DESTDIR)$(MANDIR)/man1/attune.1'

uninstall:
	rm -f '$(DESTDIR)$(BINDIR)/attune' '$(DESTDIR)$(LIBDIR)/libattune.a' '$(DESTDIR)$(LIBDIR)/pkgconfig/attune.pc' \
	  '$(DESTDIR)$(INCLUDEDIR)/attune/attune.h' '$(DESTDIR)$(BASHDIR)/attune' '$(DESTDIR)$(ZSHDIR)/_attune' \
	  '$(DESTDIR)$(FISHDIR)/attune.fish' '$(DESTDIR)$(MANDIR)/man1/attune.1'
	-rmdir '$(DESTDIR)$(INCLUDEDIR)/attune' 2>/dev/null

# The last commit, byte for byte the same whenever and wherever it is made.
dist:
	@mkdir -p $(BUILD)
	git archive --format=tar --prefix=attune-$(VERSION)/ HEAD | gzip -9n > $(BUILD)/attune-$(VERSION).tar.gz
	@echo $(BUILD)/attune-$(VERSION).tar.gz

clean:
	rm -rf '$(BUILD)'

-include $(CORE_OBJECTS:.o=.d) $(SHIPPED_OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d) $(BUILD)/src/bake/main.d \
  $(UNIT_SOURCES:%.c=$(BUILD)/%.d) $(BENCH_SOURCES:%.c=$(BUILD)/%.d) $(FUZZ_SOURCES:%.c=$(BUILD)/%.d)
