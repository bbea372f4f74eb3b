#!/usr/bin/env bats
# Options, help, completion, attune read: the way in.

load helper
setup() { common_setup; }

@test "attune --version" {
	run -0 attune --version
	is "attune $(sed -n 's/^#define ATTUNE_VERSION "\(.*\)"/\1/p' "$ROOT/include/attune/attune.h")"
	run -0 attune -V
	run -0 attune check --version
}

@test "help: the program, and every command with two examples at least" {
	run -0 attune --help
	has 'Commands'
	for command in coach check scan read explain "rules list" "rules new" "rules lint" "rules test" "rules eval" "rules schema" "rules path" "rules export" completion help rules; do
		has "  $command" || [ "$command" = rules ]
		# shellcheck disable=SC2086 # two words
		is "$(attune $command --help)" "$(attune help $command)"
		# shellcheck disable=SC2086
		[ "$(attune $command -h | sed -n '/^Examples/,/^Options/p' | grep -c '^  attune\|^  echo\|^  eval')" -ge 2 ]
	done
}

@test "help: its examples run" {
	printf '{"id": 1, "draft": "x"}\n' >drafts.jsonl
	echo "the table" >draft.txt
	mkdir -p my-rules "$HOME/.config/fish/completions"
	for command in coach check scan read explain "rules list" "rules lint" "rules test" "rules path" "rules export" completion help rules; do
		# shellcheck disable=SC2086
		attune $command --help | sed -n '/^Examples/,/^Options/s/^  \([a-z].*\)/\1/p' >examples
		while read -r line; do
			[[ $line != *--watch* ]] || continue # it ends when somebody ends it
			run bash -c "$line" </dev/null
			[ "$status" -le 1 ] || { echo "$line: $status: $output"; return 1; }
		done <examples
	done
}

@test "attune alone, piped, checks; coach does, too" {
	run -1 bash -c 'echo zorple | attune --rules "$1" coach --plain --timing' - "$DEMO"
	has '"zorple" will likely miss them'
	run -1 bash -c 'echo zorple | attune --rules "$1"' - "$DEMO"
	run -1 bash -c 'echo zorple | attune --rules "$1" --format line --fail-on note' - "$DEMO"
	has '<stdin>:1:1'
}

@test "unknown commands and options: one line, a guess, exit code 2" {
	run -2 attune chek
	is 'attune: no command "chek"; did you mean check? (see attune --help)'
	run -2 attune "You never listen"
	has 'attune check TEXT'
	run -2 attune check --fomrat json x
	is 'attune: no option --fomrat; did you mean --format? (see attune --help)'
	run -2 attune check -z
	has 'no option -z'
	run -2 attune rules
	has 'one of list|new|lint|test|eval|schema|path|export'
	run -2 attune rules tset
	has 'did you mean rules test?'
	run -2 attune rules frobnicate
	run -2 attune help chek
}

@test "options that a command doesn't take, values that are none" {
	run -2 attune scan --format json
	is 'attune: scan takes no --format (see attune scan --help)'
	run -2 attune rules list more
	has 'more'
	run -2 attune check --quiet=yes x
	has 'takes no value'
	run -2 attune check --format
	has '--format needs'
	run -2 attune check --format xml x
	has 'text|json|line, not "xml"'
	run -2 attune read --format line x
	is 'attune: read has --format text|json, not "line" (see attune read --help)'
	run -2 attune rewrite --format line x
	run -2 attune rules eval --format line x
}

@test "help lists the choices that a command has" {
	run -0 attune rewrite --help
	has '--format text|json '
	hasnt 'json|line'
	run -0 attune check --help
	has '--format text|json|line'
	run -0 attune completion fish
	has "__fish_seen_subcommand_from rewrite' -l format -x -a 'text json'"
}

@test "options stand anywhere; letters may share a dash and a value" {
	run -1 demo --format line check --fail-on note blorp
	run -1 attune check -qr "$DEMO" zorple
	is ''
	run -1 attune check -q -r"$DEMO" zorple
	run -1 attune check -phello --rules="$DEMO" zorple
}

@test "read: a reading in plain words and as JSON" {
	run -0 attune read "i'm so sad and lonely tonight"
	has "They're having a hard time."
	has 'lonely'
	run -0 attune read --format json "i'm so sad and lonely tonight"
	has '{"id":null,"ok":true,"reading":{"kinds":['
	has '"stated":true'
	run -0 bash -c 'echo "i am so sad" | attune read'
	has sad
	run -2 bash -c 'printf "\xff" | attune read'
	has 'not UTF-8'
}

@test "help man: a man page with every command and option, and nothing that roff complains of" {
	run -0 attune help man
	has '.TH ATTUNE 1'
	for word in check rewrite mirror practice; do
		has ".SS attune $word"
	done
	has '.B \-\-partner'
	has '.B /take'
	has '.SH ENVIRONMENT'
	command -v groff >/dev/null || skip "groff is not installed"
	attune help man >attune.1
	run -0 groff -man -ww -z -Tutf8 attune.1
	is ""
}
