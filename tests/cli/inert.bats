#!/usr/bin/env bats
# Whatever a text, a name or a rule file holds, nothing of it acts on the terminal: every command is given the same nasty words.

load helper
load terminal
teardown() { terminal_teardown; }
setup() {
	common_setup
	export XDG_STATE_HOME=$BATS_TEST_TMPDIR/state
	# Colours, a title, the clipboard, a string with no end, C1 controls, keys, bidi controls, marks that nobody sees.
	NASTY=$'\e[31mred\e]0;title\a\e]52;c;eA==\a\ePq\e\\ \xc2\x9b31m \xc2\x85 \x7f\b\v\f\r \xe2\x80\xae \xe2\x81\xa6 \xe2\x80\x8f \xd8\x9c \xef\xbb\xbf \xe2\x80\xa8'
	# The same within bytes that are no UTF-8.
	BROKEN=$'\x9b31m \xff\e[31m \xc2'
}

# Runs a command that may fail in an ordinary way, but not send anything.
inert() {
	run timeout 60 "$@"
	[ "$status" -le 2 ] || { echo "exit code $status: $*"; return 1; }
	is_inert || { printf '%q ' "$@"; return 1; }
	[ -n "$output" ] || [ "$status" -eq 0 ] || [ "$status" -eq 1 ] || { printf 'no word from %q ' "$@"; return 1; }
}
# The same with a standard input.
inert_in() {
	printf '%b' "$1" >in
	shift
	inert bash -c '"$@" <in' - "$@"
}

@test "inert: drafts and partner texts" {
	for text in "$NASTY zorple $NASTY" "I feel so $NASTY sad, my boss $NASTY hates me. you never listen" "at least $NASTY you should just quit, Tom $NASTY at 5pm" "$BROKEN"; do
		for format in text json line; do
			inert attune --rules "$DEMO" check --format "$format" -- "$text"
			inert attune --rules "$DEMO" check --format "$format" -p "$text" "zorple $NASTY"
		done
		for format in text json; do
			inert attune read --format "$format" -- "$text"
			inert attune rewrite --format "$format" -p "$text" "$text"
			inert attune rewrite --format "$format" -p "I feel so sad" -- "$text"
			inert attune mirror --format "$format" -- "$text"
		done
		inert attune rewrite --pick 1 -p "$text" "$text"
		inert attune mirror --shift -- "$text"
		inert attune check --plain -p "$text" "$text"
	done
	inert_in 'zorple \0 \033[31m\0' attune --rules "$DEMO" check
	inert_in 'I feel sad \0 \033[31m\0' attune read
	inert_in 'zorple \0 \033[31m\0' attune rewrite -p "so sad"
}

@test "inert: lines of JSON" {
	raw=$'\xc2\x9b31m \x7f \xe2\x80\xae \xd8\x9c'
	{
		printf '{"id": "%s", "draft": "%s zorple", "%s": ["%s"]}\n' "$raw" "$raw" "$raw" "$raw"
		printf '{"id": "\\u001b[31m", "draft": "\\u001b[31m \\u009b zorple \\u202e\\u0000"}\n'
		printf '{"id": "%s", "draft": "%s"}\n' "$NASTY" "$NASTY"
		printf '{"id": "%s"}\n{"%s": %s}\n%s\n' "$raw" "$raw" "$raw" "$NASTY"
		printf '{"id": "%s", "draft": "%s"}\n' "$BROKEN" "$BROKEN"
		printf '{"id": 1, "draft": "\\u001b[31m", "flags": [{"family": "%s", "quote": "\\u001b"}]}\n' "$raw"
	} >in
	inert attune --rules "$DEMO" scan in
	inert attune --rules "$DEMO" scan --rewrite -j 2 in "$NASTY" "$BROKEN"
	cp in "$(printf 'a\e[31mb')"
	inert attune --rules "$DEMO" rules eval in ./a*b
	inert attune --rules "$DEMO" rules eval "$NASTY"
}

@test "inert: names of files, options, commands, rules" {
	for command in check scan read rewrite mirror explain walk self repair receive challenge practice progress journal \
		'rules list' 'rules lint' 'rules test' 'rules eval' 'rules path' 'rules export' completion help ''; do
		for word in "./$NASTY.txt" "$BROKEN" "--$NASTY"; do
			# shellcheck disable=SC2086 # two words
			inert attune $command "$word" </dev/null
		done
	done
	for option in --rules --partner-file --fail-on --format --goal --to --pick --color --jobs --kind --category; do
		# shellcheck disable=SC2086
		case $option in
		--kind | --category) command='rules list' ;;
		--jobs) command=scan ;;
		--fail-on | --format) command=check ;;
		*) command=rewrite ;;
		esac
		# shellcheck disable=SC2086
		inert attune $command "$option" "$NASTY" </dev/null
		# shellcheck disable=SC2086
		inert attune $command "$option=$BROKEN" </dev/null
	done
	inert attune "-$NASTY"
	inert attune "$NASTY"
	ATTUNE_RULES=$NASTY inert attune rules path
	ATTUNE_RULES=$NASTY inert attune check zorple
	XDG_CONFIG_HOME=/$NASTY inert attune rules path
	echo zorple >"$(printf 'draft\e[31m\xc2\x9b\xff')"
	inert attune --rules "$DEMO" check ./draft* ./draft*
	inert attune --rules "$DEMO" check --format line ./draft*
	inert attune --rules "$DEMO" check --format json ./draft*
	inert attune read --format json ./draft*
}

@test "inert: what rule files say" {
	dir=$(printf 'r\e[31m\xe2\x80\xae')
	mkdir "$dir"
	yaml='\\e[31m\\u009b31m\\u202e\\x07\\u2066'
	cat >"$dir/$(printf 'f\e[31m').yaml" <<YAML
kind: flag
category: "nasty${yaml}"
title: "title ${yaml}"
about: "about ${yaml}"
rules:
  - id: nasty/one
    title: "title ${yaml}"
    severity: hurt
    phrases: [zorple]
    patterns: ["wug${yaml}?"]
    why: "why ${yaml}"
    hears: "hears ${yaml}"
    try: ["try ${yaml}"]
    source: "source ${yaml}"
    examples:
      - {flag: "zorple ${yaml}", at: "zorple"}
      - {flag: "nothing ${yaml}"}
      - {pass: "zorple ${yaml}", partner: "${yaml}"}
  - {id: "nasty/${yaml}", phrases: [x], why: x}
  - {id: nasty/two, phrases: ["${yaml}"], why: x, "${yaml}": x, unless: ["${yaml}"], source: "${yaml}"}
  - {id: nasty/three, patterns: ["(${yaml}", "{${yaml}}"], why: x, severity: "${yaml}"}
YAML
	sed 's/\\\\/\\/g' -i "$dir"/*.yaml
	printf 'kind: \e[31m\n' >"$dir/raw.yaml"
	printf 'kind: flag\n\xff: \e[31m\n' >"$dir/broken.yaml"
	for command in 'rules list' 'rules list --format json' 'rules path' 'explain nasty/one' 'explain --format json nasty/one' \
		'explain nasty' 'check zorple' 'check --format json zorple' 'check --format line zorple' 'check --plain zorple' 'rewrite zorple'; do
		# shellcheck disable=SC2086
		inert attune --rules "$dir" $command
	done
	inert_in '{"id": 1, "draft": "zorple"}\n' attune --rules "$dir" scan
	has 'nasty/one'
	inert attune --strict --rules "$dir" check zorple
	inert attune rules lint "$dir"
	inert attune rules test "$dir"
}

@test "inert: the modes, the journal, the settings" {
	typed="$NASTY\n$NASTY sad\nTom $NASTY\n$BROKEN\nzorple \0 x\n\n$NASTY\n$NASTY\n"
	for command in walk self repair 'challenge friend' 'practice anger 1 --to child' 'practice sting' 'practice say-back'; do
		# shellcheck disable=SC2086 # a command and its words
		inert_in "$typed" attune $command
	done
	inert_in "$typed" attune walk -p "$NASTY sad"
	inert_in "$typed" attune receive "$NASTY sorry"
	inert attune journal "kept $NASTY"
	inert attune journal list
	has kept
	inert attune journal erase "$NASTY"
	inert_in "$NASTY" attune journal
	inert attune progress --export json
	inert_in "$NASTY\n" attune forget
	mkdir -p "$XDG_CONFIG_HOME/attune"
	printf '"\\e[31m": 1\nmute: ["\\u202e\\e[31m"]\ngoal: "\\e[31m"\n' >"$XDG_CONFIG_HOME/attune/config.yaml"
	inert_in "$typed" attune self
	inert_in "$typed" attune practice
}

@test "inert: the coach" {
	terminal_setup
	printf 'zorple \0 %s' "$NASTY" >draft
	printf '%s at least it was zorple' "$BROKEN" >broken
	mkdir rules
	printf 'kind: flag\ncategory: demo\nrules:\n  - {id: demo/z, phrases: [zorple], title: "\\e[31mred", why: "why \\e[31mred \\u202e", try: ["try \\e[31mred \\x9b"]}\n' >rules/a.yaml
	at_draft --rules rules -p "my boss $NASTY shouted at me, i feel so $NASTY sad"
	tm pipe-pane "cat >'$BATS_TEST_TMPDIR/raw'"
	type_line "/draft --file draft"
	see 'zorple \x00 \x1b[31mred\x1b]0;title'
	type_line "/why 1"
	see 'why \x1b[31mred <U+202E>'
	type_line "/draft --file broken"
	see 'not UTF-8'
	type_line "/mute"
	type_line "/rule demo/z"
	see 'Pattern zorple'
	type_line "/they --file draft"
	type_line "/draft --file draft"
	# Bidi controls in the line that is being edited are readline's to show.
	paste_text <<<"$(printf 'at least \e[31mred \e]0;title\a zorple')"
	keys Enter
	see_last 'you>'
	type_line "/diff"
	type_line "/parked"
	type_line "/more"
	type_line "/quit"
	ended 0
	for bad in $'\e[31mred' $'\e]0;title' $'\xc2\x9b' $'\xe2\x80\xae' $'\xe2\x81\xa6' $'\xd8\x9c'; do
		if LC_ALL=C grep -aqF -- "$bad" raw; then
			printf 'sent: %q\n' "$bad"
			return 1
		fi
	done
}
