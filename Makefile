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
DOCDIR ?= $(DATADIR)/doc/attune

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
ifneq ($(filter-out deps clean help format dist deb uninstall,$(or $(MAKECMDGOALS),all)),)
ifeq ($(shell command -v $(firstword $(PKG_CONFIG)) 2>/dev/null),)
$(error $(PKG_CONFIG) is missing, by which libraries are found. `make deps` installs both; PKG_CONFIG=... names another)
endif
PACKAGES := $(LIB_PACKAGES) $(CLI_PACKAGES) $(OPENED_PACKAGES)
MISSING := $(strip $(shell $(PKG_CONFIG) --exists $(PACKAGES) || \
  for p in $(PACKAGES); do $(PKG_CONFIG) --exists $$p || echo $$p; done))
ifneq ($(MISSING),)
$(error $(PKG_CONFIG) finds no $(MISSING). `make deps` installs what is missing)
endif
PACKAGE_CFLAGS := $(filter-out -D_%,$(shell $(PKG_CONFIG) --cflags $(PACKAGES)))
LIB_LIBS := $(shell $(PKG_CONFIG) --libs $(LIB_PACKAGES)) -lm
CLI_LIBS := $(shell $(PKG_CONFIG) --libs $(CLI_PACKAGES)) -pthread
endif

FLAGS := -std=c17 -pthread -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc $(WARNINGS) $(PACKAGE_CFLAGS)
COMPILE = $(CC) $(FLAGS) -MMD -MP $(CPPFLAGS) $(CFLAGS) $(PIC)
LINK = $(CC) $(CFLAGS) $(LDFLAGS)

LIB_SOURCES := $(wildcard $(LIB_DIRS:%=src/%/*.c))
CORE_SOURCES := $(filter-out src/ruleset/shipped.c,$(LIB_SOURCES))
CLI_SOURCES := $(wildcard src/cli/*.c src/coach/*.c)
CORE_OBJECTS := $(CORE_SOURCES:%.c=$(BUILD)/%.o)
SHIPPED_OBJECTS := $(BUILD)/src/ruleset/shipped.o $(BUILD)/src/ruleset/shipped_bytes.o
LIB_OBJECTS := $(CORE_OBJECTS) $(SHIPPED_OBJECTS)
CLI_OBJECTS := $(CLI_SOURCES:%.c=$(BUILD)/%.o)
CLI_PARTS := $(filter-out $(BUILD)/src/cli/main.o,$(CLI_OBJECTS))

UNIT_SOURCES := $(wildcard tests/unit/test_*.c)
UNIT_HELPERS := $(filter-out $(UNIT_SOURCES),$(wildcard tests/unit/*.c))
UNIT_TESTS := $(UNIT_SOURCES:%.c=$(BUILD)/%)
BENCH_SOURCES := $(wildcard tests/bench/*.c)
BENCHES := $(BENCH_SOURCES:%.c=$(BUILD)/%)
FUZZ_SOURCES := $(wildcard tests/fuzz/fuzz_*.c)
FUZZ_NAMES := $(FUZZ_SOURCES:tests/fuzz/fuzz_%.c=%)
REPLAYS := $(FUZZ_NAMES:%=$(BUILD)/tests/fuzz/replay_%)
RULE_FILES := $(sort $(shell find rules -name '*.yaml' -o -name '*.yml' -o -name '*.md' -o -name '*.json'))
COMPLETIONS := $(BUILD)/completions/attune $(BUILD)/completions/_attune $(BUILD)/completions/attune.fish
PAGES := $(BUILD)/attune.1 $(BUILD)/attune-rules.5

# A shared library where libraries are ELF; SHARED= leaves it out. Until 1.0 each 0.x is an interface of its own.
SHARED ?= $(if $(filter Linux %BSD,$(shell uname -s)),yes)
SONAME := libattune.so.$(basename $(VERSION))
SHARED_FILE := libattune.so.$(VERSION)

C_FILES := $(wildcard include/attune/*.h src/*/*.[ch] tests/unit/*.[ch] tests/fuzz/*.[ch] tests/bench/*.[ch] tests/install/*.c)
SCRIPTS := $(wildcard .ci/run .ci/deps .ci/lint .ci/deb-trial .deb/build tests/run tests/bench/run tests/cli/*.bash)

# Commands are told in short; V=1 shows them whole, -s nothing.
Q := $(if $(V),,@)
SILENT := $(findstring s,$(filter-out --%,$(firstword $(MAKEFLAGS))))
say = $(if $(V)$(SILENT),,@printf '  %-7s %s\n' '$(1)' '$@')

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
.PHONY: all help deps run test check lint format check-asan check-valgrind check-kills bench fuzz fit unit FORCE
.PHONY: install uninstall dist deb clean

all: $(BUILD)/attune $(BUILD)/libattune.a $(if $(SHARED),$(BUILD)/$(SHARED_FILE)) $(COMPLETIONS) $(PAGES) $(BUILD)/attune.pc

help:
	@echo 'make                   build $(BUILD)/attune and libattune'
	@echo 'make deps              install what building and testing need (DEVELOPER=1: the linters and fuzzers, too)'
	@echo 'make run ARGS="..."    build and run'
	@echo 'make test              all tests; check-asan and check-valgrind: the same under their eyes'
	@echo 'make check-kills       kill -9 in the middle of a write, KILLS=1000 times'
	@echo 'make lint, make format clang-format, clang-tidy or cppcheck, shellcheck'
	@echo 'make bench, make fuzz  measure; search for crashes (SECONDS=60 each)'
	@echo 'make fit               weigh the words of rules/leanings anew, on the drafts of tests/drafts (needs liblinear)'
	@echo 'make install uninstall PREFIX=$(PREFIX) DESTDIR='
	@echo 'make dist, make deb    an archive of the source; Debian packages'
	@echo 'make clean             away with $(BUILD)'

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

# Weighs the words of rules/leanings anew. Needs liblinear, which nothing else does.
FIT_OBJECTS := $(BUILD)/src/fit/main.o $(BUILD)/src/fit/rows.o
$(BUILD)/fit: $(FIT_OBJECTS) $(BUILD)/libcli.a $(BUILD)/libattune.a
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $^ $(LIB_LIBS) $(CLI_LIBS) -llinear $(LDLIBS)

fit: $(BUILD)/fit
	$(BUILD)/fit rules/leanings $(sort $(wildcard tests/drafts/*.jsonl))

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

$(BUILD)/libattune.a: $(LIB_OBJECTS)
	@rm -f $@
	$(call say,AR)
	$(Q)$(AR) rcs $@ $^

# Only the names of the header leave the shared library. Flags that make a program of what is linked are not for it; the program
# itself has the library within, so that it can be copied to anywhere.
$(LIB_OBJECTS): PIC := $(if $(SHARED),-fPIC -fno-semantic-interposition)

$(BUILD)/libattune.map: include/attune/attune.h
	@mkdir -p $(@D)
	@echo 'ATTUNE_$(basename $(VERSION)) { global: attune_*; local: *; };' > $@

$(BUILD)/$(SHARED_FILE): $(LIB_OBJECTS) $(BUILD)/libattune.map
	$(call say,LINK)
	$(Q)$(filter-out -pie -static -static-pie,$(LINK)) -shared -Wl,-soname,$(SONAME) -Wl,--version-script,$(BUILD)/libattune.map \
	  -o $@ $(LIB_OBJECTS) $(LIB_LIBS) $(LDLIBS)

$(BUILD)/libcli.a: $(CLI_PARTS)
	@rm -f $@
	$(call say,AR)
	$(Q)$(AR) rcs $@ $^

# Segments on borders of 2 MiB, so that the system can map the shipped rules in large pages; the gaps between take no room on disk.
ALIGN := $(if $(filter Linux,$(shell uname -s)),-Wl$(comma)-z$(comma)max-page-size=0x200000)

$(BUILD)/attune: $(CLI_OBJECTS) $(BUILD)/libattune.a
	$(call say,LINK)
	$(Q)$(LINK) $(ALIGN) -o $@ $^ $(LIB_LIBS) $(CLI_LIBS) $(LDLIBS)

# attune(1) comes from the table of commands, as help does, attune-rules(5) from the page for readers of the source.
$(BUILD)/attune.1: $(BUILD)/attune
	$(call say,GEN)
	$(Q)$(BUILD)/attune help man > $@
$(BUILD)/attune-rules.5: rules/README.md src/bake/manpage.awk include/attune/attune.h
	@mkdir -p $(@D)
	$(call say,GEN)
	$(Q)awk -v title=ATTUNE-RULES -v section=5 -v name='attune-rules - rule files of attune' -v version='$(VERSION)' \
	  -f src/bake/manpage.awk rules/README.md > $@

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
	@mkdir -p $(@D)
	@{ echo 'prefix=$(PREFIX)'; echo 'libdir=$(LIBDIR)'; echo 'includedir=$(INCLUDEDIR)'; echo; \
	  echo 'Name: attune'; echo 'Description: reads a message before it is sent, for how it may land'; \
	  echo 'Version: $(VERSION)'; echo 'Libs: -L$${libdir} -lattune'; echo 'Requires$(if $(SHARED),.private): $(LIB_PACKAGES)'; \
	  echo 'Libs.private: -lm'; echo 'Cflags: -I$${includedir}'; } > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

run: $(BUILD)/attune
	@$(BUILD)/attune $(ARGS)

deps:
	@sh .ci/deps $(if $(filter 1,$(DEVELOPER)),--developer)

# ---------------------------------------------------------------------- tests

$(BUILD)/tests/unit/%: $(BUILD)/tests/unit/%.o $(UNIT_HELPERS:%.c=$(BUILD)/%.o) $(BUILD)/libcli.a $(BUILD)/libattune.a
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $^ $(LIB_LIBS) $(CLI_LIBS) $(shell $(PKG_CONFIG) --libs cmocka) $(LDLIBS)

# The fuzzers' targets with a plain driver, which replays their corpora.
$(BUILD)/tests/fuzz/replay_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o $(BUILD)/libcli.a $(BUILD)/libattune.a
	$(call say,LINK)
	$(Q)$(LINK) -o $@ $^ $(LIB_LIBS) $(CLI_LIBS) $(LDLIBS)

unit: $(UNIT_TESTS) $(REPLAYS)

test check: all unit
	@BUILD='$(BUILD)' SHARED='$(SHARED)' CC='$(CC)' CFLAGS='$(CFLAGS)' LDFLAGS='$(LDFLAGS)' sh tests/run

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
	@CC='$(CC)' FLAGS='$(FLAGS)' sh .ci/lint $(C_FILES) -- $(SCRIPTS) -- $(wildcard tests/*/*.bats)

format:
	clang-format -i $(C_FILES)

# -------------------------------------------------------------------- install

# What is installed: mode, file, folder. One list for install and uninstall, so that one takes away what the other brought.
define each_file
$(call $(1),755,$(BUILD)/attune,$(BINDIR))
$(call $(1),644,$(BUILD)/libattune.a,$(LIBDIR))
$(if $(SHARED),$(call $(1),644,$(BUILD)/$(SHARED_FILE),$(LIBDIR)))
$(if $(SHARED),$(call $(1)_link,$(SHARED_FILE),$(SONAME),$(LIBDIR)))
$(if $(SHARED),$(call $(1)_link,$(SONAME),libattune.so,$(LIBDIR)))
$(call $(1),644,$(BUILD)/attune.pc,$(LIBDIR)/pkgconfig)
$(call $(1),644,include/attune/attune.h,$(INCLUDEDIR)/attune)
$(call $(1),644,$(BUILD)/completions/attune,$(BASHDIR))
$(call $(1),644,$(BUILD)/completions/_attune,$(ZSHDIR))
$(call $(1),644,$(BUILD)/completions/attune.fish,$(FISHDIR))
$(call $(1),644,$(BUILD)/attune.1,$(MANDIR)/man1)
$(call $(1),644,$(BUILD)/attune-rules.5,$(MANDIR)/man5)
$(call $(1),644,README.md,$(DOCDIR))
$(call $(1),644,CHANGELOG.md,$(DOCDIR))
$(call $(1),644,LICENSE,$(DOCDIR))
$(call $(1),644,rules/README.md,$(DOCDIR)/rules)
endef
put = $(INSTALL) -d '$(DESTDIR)$(3)' && $(INSTALL) -m $(1) $(2) '$(DESTDIR)$(3)/$(notdir $(2))'
put_link = ln -sf $(1) '$(DESTDIR)$(3)/$(2)'
take = rm -f '$(DESTDIR)$(3)/$(notdir $(2))'
take_link = rm -f '$(DESTDIR)$(3)/$(2)'

install: all
	$(call each_file,put)

# Folders of attune's own go, too, if nobody put anything else there.
uninstall:
	$(call each_file,take)
	rmdir '$(DESTDIR)$(INCLUDEDIR)/attune' '$(DESTDIR)$(DOCDIR)/rules' '$(DESTDIR)$(DOCDIR)' 2>/dev/null || :

# The last commit, byte for byte the same whenever and wherever it is made.
ARCHIVE := $(BUILD)/attune-$(VERSION).tar
dist:
	@[ -e .git ] || { echo 'make dist packs the last commit, and this is no clone' >&2; exit 1; }
	@mkdir -p $(BUILD)
	git -c tar.umask=0022 -c core.autocrlf=false archive --format=tar --prefix=attune-$(VERSION)/ --output=$(ARCHIVE) HEAD
	gzip -9nf $(ARCHIVE)
	@git diff --quiet HEAD || echo 'What is not committed yet is not in it.'
	@echo $(ARCHIVE).gz

# From the same files, built anew with the distribution's flags.
deb:
	@BUILD='$(BUILD)' VERSION='$(VERSION)' sh .deb/build

clean:
	rm -rf '$(BUILD)'

-include $(LIB_OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d) $(BUILD)/src/bake/main.d $(FIT_OBJECTS:.o=.d) \
  $(UNIT_SOURCES:%.c=$(BUILD)/%.d) $(BENCH_SOURCES:%.c=$(BUILD)/%.d) $(FUZZ_SOURCES:%.c=$(BUILD)/%.d) $(BUILD)/tests/fuzz/replay.d
