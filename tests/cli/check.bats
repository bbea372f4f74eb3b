#!/usr/bin/env bats
# attune check: where the draft comes from, what it says, how it ends.

load helper
setup() { common_setup; }

@test "check: a clean draft gets one warm line and exit code 0" {
	run -0 demo check "The train leaves from the other side today."
	is "Nothing here stands in the way."
}

@test "check: good to send is a draft that does something, or answers something that was read" {
	run -0 attune check "That sounds so exhausting."
	has "Nothing here stands in the way. It's good to send."
	run -0 attune check -p "can you pick up milk on the way home?" "Yes, and bread."
	is "Nothing here stands in the way. It's good to send."
	run -0 attune check -p "ok" "Yes, and bread."
	is "Nothing here stands in the way."
}

@test "check: of another language nothing is said, rather than that all is well" {
	for draft in "Ne t'inquiète pas, ça va passer, tu exagères toujours" "Das tut mir so leid, ich bin heute Abend bei dir" "大丈夫だよ、気にしないで"; do
		run -0 attune check "$draft"
		has "English only"
		hasnt "stands in the way"
	done
	run -0 attune check "hugs, tea, telly, you, me"
	hasnt "English only"
}

@test "check: equal findings are one row; of many rows the gravest are shown" {
	run -1 demo check "a zorple and a Zorple, a quix and a zorple"
	has '1. "zorple" x 3 will likely miss them  [demo/miss]'
	has '2. "quix" will likely hurt  [demo/hurt]'
	hasnt '3. '
	is 2 "$(grep -c '^[0-9]' <<<"$output")"
	printf 'kind: flag\ncategory: many\nrules:\n' >rules.yaml
	for i in {1..30}; do
		printf '  - {id: many/m%s, phrases: [word%s], severity: %s, why: Why.}\n' "$i" "$i" "$([ "$i" = 30 ] && echo hurt || echo miss)"
	done >>rules.yaml
	run -1 attune check --no-user-rules --rules rules.yaml "$(printf 'word%s, ' {1..30})end"
	is 20 "$(grep -c '^[0-9]*\. ' <<<"$output")"
	has '19. "word19" will likely miss them'
	has '30. "word30" will likely hurt'
	hasnt '20. '
	has $'\nand 10 more'
}

@test "check: an empty draft is no report" {
	run -0 attune check ""
	is "Nothing written yet. Whenever you're ready."
	run -0 attune check </dev/null
	is "Nothing written yet. Whenever you're ready."
}

@test "check: the text format marks the phrase, names the rule, says why, offers something" {
	run -1 demo check "the table, the zorple chair"
	is '  the table, the zorple chair
                 ^~~~~~

1. "zorple" will likely miss them  [demo/miss]
   A zorple will not land.
   Try: the chair'
}

@test "check: severities are told in plain words" {
	run -1 demo check "blorp and zorple and quix"
	has '"blorp" is worth a look  [demo/note]'
	has '"zorple" will likely miss them  [demo/miss]'
	has '"quix" will likely hurt  [demo/hurt]'
	has '  blorp and zorple and quix
  ^~~~~     ^~~~~~     ^~~~'
}

@test "check: exit codes follow --fail-on" {
	run -0 demo check blorp
	run -1 demo check --fail-on note blorp
	run -1 demo check zorple
	run -0 demo check --fail-on hurt zorple
	run -1 demo check --fail-on=hurt quix
	run -0 demo check --fail-on never quix
	run -2 demo check --fail-on sometimes quix
	has 'note|miss|hurt|never'
}

@test "check: -q leaves only the exit code" {
	run -1 demo check -q zorple
	is ""
	run -0 demo check --quiet "the table"
	is ""
}

@test "check: words are the draft, a first word that names a file is read" {
	run -1 demo check the zorple table
	has '  the zorple table'
	printf 'a quix in a file\n' >draft
	run -1 demo check draft
	has 'a quix in a file'
	hasnt 'draft'
}

@test "check: standard input, with - and without" {
	run -1 demo check <<<"the zorple"
	has demo/miss
	run -1 demo check - <<<"the zorple"
	has demo/miss
	run -1 bash -c 'echo "the zorple" | attune --rules "$1"' - "$DEMO"
	has demo/miss
}

@test "check: words after -- may begin with a dash" {
	run -1 demo check -- -zorple
	has demo/miss
}

@test "check: a word that can only be a file, and is none, is an error" {
	run -2 demo check missing.txt
	has 'missing.txt: No such file'
	run -2 demo check ./missing
	run -2 demo check /nowhere/at/all
	run -2 demo check .
}

@test "check: several files are named; a missing one costs only itself" {
	echo "a zorple" >one
	echo "the table" >two
	run -1 demo check one two
	is '  a zorple
    ^~~~~~' "$(sed -n 2,3p <<<"$output")"
	is one "${lines[0]}"
	has $'\ntwo\nNothing here'
	run -2 demo check one gone two
	has 'gone: No such file'
	has $'\ntwo\n'
}

@test "check: --format line is file:line:column: severity rule: message" {
	printf 'first\nthe zorple and\n\xc3\xa9\xe4\xbd\xa0 quix' >draft
	run -1 demo check --format line draft
	is 'draft:2:5: miss demo/miss: A zorple will not land.
draft:3:4: hurt demo/hurt: A quix stings.'
	run -1 demo check --format line zorple
	is '<text>:1:1: miss demo/miss: A zorple will not land.'
	run -1 demo check --format line <<<zorple
	has '<stdin>:1:1:'
	run -0 demo check --format line "the table"
	is ''
}

@test "check: --format json has the shape of the design, counted in code points" {
	run -1 demo check --format json $'\xc3\xa9\xf0\x9f\x98\x80 zorple "q"'
	is '{"id":null,"ok":true,"findings":[{"rule":"demo/miss","category":"demo","severity":"miss","start":3,"end":9,"text":"zorple","why":"A zorple will not land.","hears":"Zorple you.","suggestions":["the chair","the lamp"]}],"moves":[],"meters":[],"good_enough":false,"reading":{"kinds":[],"feelings":[],"needs":[],"register":[],"about":null,"event":null,"intensity":0,"pace":null},"card":null}'
	printf 'the table' >draft
	run -0 demo check --format json draft draft
	is 2 "${#lines[@]}"
	has '{"id":"draft","ok":true,"findings":[],"moves":['
}

@test "check: what the partner said comes from -p or a file, not from both" {
	run -0 demo check -p "hello there" "the table"
	echo "hello there" >partner
	run -0 demo check --partner-file partner "the table"
	run -0 demo check --partner-file - "the table" <<<"hello there"
	run -2 demo check -p hello --partner-file partner "the table"
	has "not both"
	run -2 demo check --partner-file - <<<"hello there"
	has "standard input"
	run -2 demo check --partner-file gone "the table"
	has "gone: No such file"
	run -2 demo check -p
	has "--partner needs TEXT"
}

@test "check: a safety card takes the place of all else" {
	mkdir r
	cat >r/card.yaml <<'YAML'
kind: cue
card: {demo-card: ["This is serious.", ["Call somebody."]]}
rules:
  - {id: demo/card, title: card, moment: crisis, card: demo-card, phrases: [grumpf]}
YAML
	run -1 demo check --rules r -p grumpf "the quix table"
	is 'This is serious.
Call somebody.'
	run -1 demo check --rules r -p grumpf "the table"
	run -0 demo check --rules r --fail-on never -p grumpf "the table"
	run -1 demo check --rules r -p grumpf --format line "the quix table"
	is '<text>:1:1: note safety/demo-card: This is serious.'
	run -1 demo check --rules r -p grumpf --format json "the table"
	has '"card":{"kind":"demo-card","lines":["This is serious.","Call somebody."]}}'
	run -0 demo read --rules r grumpf
	is 'This is serious.
Call somebody.'
}

@test "check: words of a crisis bring the shipped card" {
	run -1 attune check -p "i want to kill myself" "ok"
	has 988
	run -1 attune check -p "i want to kill myself" "You should calm down."
	hasnt "^~"
	hasnt "fixing/"
}

@test "check: bytes that are not UTF-8 are an error with their place" {
	run -2 bash -c 'printf "ok \xff there" | attune check'
	has "not UTF-8"
	has "3"
	is_inert
	run -2 --separate-stderr bash -c 'printf "ok \xff there" | attune check --format json'
	has '"ok":false,"error":{"message":"not UTF-8'
	run -2 bash -c 'printf "\xc3\x28" | attune check -p hello -'
	run -2 attune check -p $'\xed\xa0\x80' hello
}

@test "check: a message may be 1 MiB, not more" {
	head -c 1048576 /dev/zero | tr '\0' 'a' >full
	run -0 attune check -q full
	echo a >>full
	run -2 attune check full
	has 1048576
}
