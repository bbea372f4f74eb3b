#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# What the README shows is what the program does: every line "$ attune ..." of a console block is run, and its output compared with the lines below it.

load helper

# Runs the commands of all console blocks and writes the blocks as they should be.
replay() {
	local inside='' line
	while IFS= read -r line; do
		case $line in
		'```console') inside=yes ;;
		'```') inside='' ;;
		'$ '*)
			[ -n "$inside" ] || continue
			printf '%s\n' "$line"
			(eval "${line#\$ }") 2>&1 || true
			;;
		esac
	done <README.md
}

# The console blocks as they stand.
shown() {
	awk '/^```console$/ { inside = 1; next } /^```$/ { inside = 0 } inside' README.md
}

setup() { common_setup; }

@test "the transcripts in the README are real" {
	cd "$ROOT"
	export COLUMNS=80
	diff -u <(shown) <(replay)
}

@test "the rule in the README loads, and its examples pass" {
	cd "$ROOT"
	awk '/^```yaml$/ { inside = 1; next } /^```$/ { inside = 0 } inside' README.md >"$BATS_TEST_TMPDIR/mine.yaml"
	run attune rules test "$BATS_TEST_TMPDIR/mine.yaml"
	[ "$status" -eq 0 ]
	[ "${lines[-1]}" = '2 passed, 0 failed' ]
}
