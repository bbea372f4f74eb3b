# shellcheck shell=bash
# What all tests of the command line share: the program on PATH, a folder and a HOME of each test's own, rules of nonsense words. `bats tests/cli` works
# by itself, too, on build/attune.

bats_require_minimum_version 1.5.0

common_setup() {
	ROOT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	if [ -z "${ATTUNE_BUILD-}" ]; then
		PATH=$ROOT/build:$PATH
	fi
	DEMO=$BATS_TEST_DIRNAME/rules
	export HOME=$BATS_TEST_TMPDIR/home XDG_CONFIG_HOME=$BATS_TEST_TMPDIR/config XDG_DATA_HOME=$BATS_TEST_TMPDIR/data
	mkdir -p "$HOME" "$XDG_CONFIG_HOME"
	unset ATTUNE_RULES NO_COLOR COLUMNS
	export LC_ALL=C.UTF-8 TERM=xterm-256color
	cd "$BATS_TEST_TMPDIR" || return 1
}

# attune with the demo rules.
demo() { attune --rules "$DEMO" "$@"; }

# Fails, and shows both, when $output (or the second word) isn't the first.
is() {
	local got=${2-$output}
	if [ "$got" != "$1" ]; then
		printf 'wanted: %q\ngot:    %q\n' "$1" "$got"
		return 1
	fi
}

# Fails unless $output (or the second word) contains the first.
has() {
	local got=${2-$output}
	if [[ $got != *"$1"* ]]; then
		printf 'wanted in it: %q\ngot:          %q\n' "$1" "$got"
		return 1
	fi
}

hasnt() {
	local got=${2-$output}
	if [[ $got == *"$1"* ]]; then
		printf 'not wanted in it: %q\ngot:              %q\n' "$1" "$got"
		return 1
	fi
}

# No byte of $output (or of the word) acts on a terminal.
is_inert() {
	local got=${1-$output} bad
	bad=$(printf '%s' "$got" | LC_ALL=C tr -d '\12\40-\176\200-\377' | od -An -c)
	[ -z "$bad" ] || { echo "control characters: $bad"; return 1; }
	# C1 controls and bidi controls, in UTF-8.
	if printf '%s' "$got" | LC_ALL=C grep -q $'\xc2[\x80-\x9f]\|\xe2\x80[\x8e\x8f\xa8-\xae]\|\xe2\x81[\xa6-\xa9]\|\xd8\x9c'; then
		echo "C1 or bidi controls"
		return 1
	fi
}

# Runs a command line on a terminal of its own; skips the test where there is none to be had.
on_terminal() {
	command -v script >/dev/null || skip "script(1) is not here"
	script -qec true /dev/null </dev/null >/dev/null 2>&1 || skip "no terminal can be made here"
	script -qec "$1" /dev/null </dev/null | tr -d '\r'
}
