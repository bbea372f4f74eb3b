#!/usr/bin/env bats
# What reaches the terminal: columns, wrapping, colour, and nothing that acts on it.

load helper
setup() { common_setup; }

@test "screen: wide characters, emoji and combining marks keep the underline in its column" {
	run -1 demo check $'\xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 e\xcc\x81 zorple'
	is '            ^~~~~~' "${lines[1]}"
	run -1 demo check $'\xf0\x9f\x98\x80\xf0\x9f\x98\x80 zorple'
	is '       ^~~~~~' "${lines[1]}"
}

@test "screen: tabs go to their stops" {
	run -1 demo check $'a\tzorple'
	is '  a       zorple' "${lines[0]}"
	is '          ^~~~~~' "${lines[1]}"
}

@test "screen: a long draft is wrapped between words, a long word anywhere" {
	COLUMNS=30 run -1 demo check "lava luna lira lamb lens lut plume zorple river lemon"
	is '  lava luna lira lamb lens lut
  plume zorple river lemon
        ^~~~~~' "$(head -n 3 <<<"$output")"
	COLUMNS=30 run -1 demo check "$(printf 'x%.0s' {1..60}) zorple"
	while read -r line; do
		[ "${#line}" -le 32 ] || [[ $line != *x* ]]
	done <<<"$output"
}

@test "screen: of a very long draft only the lines around marks are shown" {
	{
		for i in {1..100}; do echo "line $i"; done
		echo zorple
		for i in {1..50}; do echo "line $i"; done
	} >draft
	run -1 demo check draft
	has '... 99 lines ...'
	has $'line 100\n  zorple\n  ^~~~~~\n  line 1'
	[ "${#lines[@]}" -lt 20 ]
}

@test "screen: control characters are shown, never sent" {
	run -1 bash -c 'printf "a\x1b]0;title\x07 \x00 \x7f \xc2\x9b31m \r zorple" | attune --rules "$1" check' - "$DEMO"
	is_inert
	has 'a\x1b]0;title\x07 \x00 \x7f <U+009B>31m \x0d zorple'
}

@test "screen: bidi controls are shown by name, the underline counts them" {
	run -1 demo check $'\xe2\x80\xae zorple'
	is_inert
	is '  <U+202E> zorple' "${lines[0]}"
	is '           ^~~~~~' "${lines[1]}"
}

@test "screen: names of files, rules and words are inert in errors, too" {
	run -2 demo check $'./a\x1b[31mb'
	is_inert
	has '\x1b[31m'
	run -2 attune $'\x1b[31m'
	is_inert
	run -2 attune explain $'\x1b[31m'
	is_inert
	run -2 attune check --$'\x1b[31m'
	is_inert
	mkdir r
	printf 'kind: flag\ncategory: demo\nrules:\n  - id: "demo/\\e[31m"\n    patterns: ["zorple"]\n    why: "\\e[31m \\u202e"\n' >r/a.yaml
	run attune check --rules r zorple
	is_inert
	run attune rules lint r
	is_inert
}

@test "screen: JSON escapes what would act on a terminal" {
	run -0 demo check --format json --fail-on never $'zorple'
	printf 'zorple\x1b\x7f\xc2\x9b\xe2\x80\xae' >"$(printf 'n\033\xe2\x80\xae')"
	run -1 demo check --format json "$(printf 'n\033\xe2\x80\xae')"
	is_inert
	has '{"id":"n\u001b\u202e"'
}

@test "screen: no colour into a pipe, with NO_COLOR, on a dumb terminal; colour on others" {
	run -1 demo check zorple
	hasnt $'\x1b'
	output=$(on_terminal "attune --rules '$DEMO' check zorple")
	has $'\x1b[4mzorple\x1b[0m'
	hasnt '^~~~'
	output=$(NO_COLOR=1 on_terminal "attune --rules '$DEMO' check zorple")
	hasnt $'\x1b'
	has '^~~~'
	output=$(NO_COLOR='' on_terminal "attune --rules '$DEMO' check zorple")
	has $'\x1b[4m'
	output=$(TERM=dumb on_terminal "attune --rules '$DEMO' check zorple")
	hasnt $'\x1b'
}

@test "screen: --color wins over everything" {
	NO_COLOR=1 run -1 demo check --color always zorple
	has $'\x1b[4mzorple\x1b[0m'
	output=$(on_terminal "attune --rules '$DEMO' check --color never zorple")
	hasnt $'\x1b'
	run -2 demo check --color sometimes zorple
}

@test "screen: any locale will do" {
	LC_ALL=C run -1 demo check $'\xc3\xa9 zorple'
	is '    ^~~~~~' "${lines[1]}"
}
