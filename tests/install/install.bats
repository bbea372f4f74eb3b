#!/usr/bin/env bats
# make install and uninstall, and what a program gets that links what was installed. Installed once for the whole file, under a
# prefix with nothing else in it.

bats_require_minimum_version 1.5.0

setup_file() {
	ROOT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	BUILT=${ATTUNE_BUILD:-$ROOT/build}
	BUILT=${BUILT#"$ROOT"/}
	CC=${ATTUNE_CC:-cc}
	SHARED=${ATTUNE_SHARED-yes}
	export ROOT BUILT CC SHARED PREFIX=$BATS_FILE_TMPDIR/prefix
	export PKG_CONFIG_PATH=$PREFIX/lib/pkgconfig LD_LIBRARY_PATH=$PREFIX/lib
	make -s -C "$ROOT" BUILD="$BUILT" SHARED="$SHARED" PREFIX="$PREFIX" install
	mkdir "$BATS_FILE_TMPDIR/own"
	cat >"$BATS_FILE_TMPDIR/own/mine.yaml" <<-'END'
		kind: flag
		category: own
		title: Own
		rules:
		  - {id: own/one, title: one, phrases: [zorple], why: w, examples: [{flag: zorple}, {pass: x}]}
		  - {id: own/two, title: two, phrases: [blorp], why: w}
		  - {id: own/broken, title: broken, patterns: ['('], why: w}
	END
}

setup() { cd "$BATS_TEST_TMPDIR" || return 1; }

# Flags of the build are flags of the program, so that sanitizers go with it.
compile() {
	# shellcheck disable=SC2046,SC2086 # lists of flags
	"$@" -Wall -Wextra -Wpedantic -Werror ${ATTUNE_CFLAGS-} "$ROOT/tests/install/every_function.c" -x none \
		${ATTUNE_LDFLAGS-} -o program $flags
}

works() {
	run ./program "$BATS_FILE_TMPDIR/own"
	echo "$output"
	[ "$status" -eq 0 ]
}

@test "install: every file where it belongs, with its mode" {
	version=$(sed -n 's/^#define ATTUNE_VERSION "\(.*\)"/\1/p' "$ROOT/include/attune/attune.h")
	(cd "$PREFIX" && find . ! -type d -printf '%M %P\n' | LC_ALL=C sort -k2) >there
	cat >wanted <<-END
		-rwxr-xr-x bin/attune
		-rw-r--r-- include/attune/attune.h
		-rw-r--r-- lib/libattune.a
		lrwxrwxrwx lib/libattune.so
		lrwxrwxrwx lib/libattune.so.${version%.*}
		-rw-r--r-- lib/libattune.so.$version
		-rw-r--r-- lib/pkgconfig/attune.pc
		-rw-r--r-- share/bash-completion/completions/attune
		-rw-r--r-- share/doc/attune/CHANGELOG.md
		-rw-r--r-- share/doc/attune/LICENSE
		-rw-r--r-- share/doc/attune/README.md
		-rw-r--r-- share/doc/attune/rules/README.md
		-rw-r--r-- share/fish/vendor_completions.d/attune.fish
		-rw-r--r-- share/man/man1/attune.1
		-rw-r--r-- share/man/man5/attune-rules.5
		-rw-r--r-- share/zsh/site-functions/_attune
	END
	[ -n "$SHARED" ] || sed -i /libattune.so/d wanted
	diff wanted there
	cmp "$PREFIX/bin/attune" "$ROOT/$BUILT/attune"
	"$PREFIX/bin/attune" --version
}

@test "install: DESTDIR with blanks, whatever the umask; uninstall takes its own files, and leaves others" {
	dest="$BATS_TEST_TMPDIR/de st"
	mkdir -p "$dest/opt/x/share/doc/attune"
	echo mine >"$dest/opt/x/share/doc/attune/notes"
	(umask 077 && make -s -C "$ROOT" BUILD="$BUILT" SHARED="$SHARED" PREFIX=/opt/x DESTDIR="$dest" install)
	[ "$(find "$dest" -type f | wc -l)" -ge 14 ]
	[ -x "$dest/opt/x/bin/attune" ]
	[ "$(stat -c %a "$dest/opt/x/include/attune")" = 755 ]
	grep -x prefix=/opt/x "$dest/opt/x/lib/pkgconfig/attune.pc"
	make -s -C "$ROOT" BUILD="$BUILT" SHARED="$SHARED" PREFIX=/opt/x DESTDIR="$dest" uninstall
	[ "$(cd "$dest" && find . ! -type d)" = ./opt/x/share/doc/attune/notes ]
	[ ! -e "$dest/opt/x/include/attune" ]
	make -s -C "$ROOT" BUILD="$BUILT" SHARED="$SHARED" PREFIX=/opt/x DESTDIR="$dest" uninstall
}

@test "the man pages are well-formed" {
	if command -v groff >/dev/null; then
		[ -z "$(groff -man -ww -z -Tutf8 "$PREFIX/share/man/man1/attune.1" "$PREFIX/share/man/man5/attune-rules.5" 2>&1)" ]
	fi
	if command -v mandoc >/dev/null; then
		# The pages bear a version, no date.
		run mandoc -T lint -W warning "$PREFIX/share/man/man1/attune.1" "$PREFIX/share/man/man5/attune-rules.5"
		if grep -v 'missing date' <<<"$output" | grep .; then return 1; fi
	fi
	# Every key, condition and region of the page for readers of the source is in it.
	sed -n 's/^| `\([a-z-]*\)`.*/\1/p' "$ROOT/rules/README.md" | while read -r key; do
		sed 's/\\-/-/g' "$PREFIX/share/man/man5/attune-rules.5" | grep -q "^\\\\fB$key\\\\fR" || { echo "not there: $key"; return 1; }
	done
}

@test "the shared library shows the names of the header, all of them and no others" {
	[ -n "$SHARED" ] || skip "there is none"
	sed -n 's/^[a-z].*[ *]\(attune_[a-z_]*\)(.*/\1/p' "$ROOT/include/attune/attune.h" | sort >declared
	[ "$(wc -l <declared)" -gt 60 ]
	nm -D --defined-only "$PREFIX/lib/libattune.so" | sed -n 's/.* [A-Z] \([^@]*\).*/\1/p' | grep -v '^ATTUNE_' | sort >shown
	diff declared shown
}

@test "the static library has only names that begin with attune_ or at_" {
	run -0 nm -g --defined-only "$PREFIX/lib/libattune.a"
	# Sanitizers and compilers add some of their own, with underscores in front.
	if sed -n 's/^[0-9a-f]* [A-Z] //p' <<<"$output" | grep -v '^attune_\|^at_\|^_'; then return 1; fi
}

@test "every function of the header is called in the program that tries them" {
	sed -n 's/^[a-z].*[ *]\(attune_[a-z_]*\)(.*/\1/p' "$ROOT/include/attune/attune.h" | while read -r name; do
		grep -q "[^a-z_]$name(" "$ROOT/tests/install/every_function.c" || { echo "not called: $name"; return 1; }
	done
}

@test "a C program links what is installed, as pkg-config says" {
	flags=$(pkg-config --cflags --libs attune)
	compile "$CC" -std=c17 -x c
	works
	[ -z "$SHARED" ] || ldd program | grep -q "$PREFIX/lib/libattune.so"
}

@test "a C program links what is installed, static" {
	flags=$(pkg-config --static --cflags --libs attune | sed "s|-lattune|$PREFIX/lib/libattune.a|")
	compile "$CC" -std=c17 -x c
	! ldd program | grep -q libattune || return 1
	works
}

@test "the header is fit for C++, and for C99 and C11" {
	flags=$(pkg-config --cflags --libs attune)
	for compiler in g++ clang++; do
		command -v "$compiler" >/dev/null || continue
		case ${ATTUNE_CFLAGS-} in *sanitize*) continue ;; esac
		compile "$compiler" -std=c++11 -x c++
		works
	done
	for standard in c99 c11; do
		# shellcheck disable=SC2086
		echo '#include <attune/attune.h>' | "$CC" -std=$standard -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c - $flags
	done
}

@test "make dist: the same bytes in every clone, whatever the umask, the settings and the time" {
	[ -e "$ROOT/.git" ] || skip "this is no clone"
	command -v git >/dev/null || skip "git is not here"
	git clone -q "$ROOT" one
	(umask 077 && git clone -q "$ROOT" two && touch -d 2001-01-01 two/README.md)
	git -C one config tar.umask 0
	git -C one config core.autocrlf true
	make -s -C one dist
	make -s -C two dist
	cmp one/build/*.tar.gz two/build/*.tar.gz
	tar -tzf one/build/*.tar.gz | sed 's|^[^/]*/||; s|/.*||' | sort -u >top
	if grep -vxE 'src|rules|include|tests|Makefile|README.md|LICENSE|CHANGELOG.md|[.].*|' top; then return 1; fi
}
