#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# Practice, progress and forget: as commands, and in the coach on a real terminal.

load helper
load terminal
setup() {
	common_setup
	export XDG_STATE_HOME=$BATS_TEST_TMPDIR/state
	DB=$XDG_DATA_HOME/attune/attune.db
}
teardown() { terminal_teardown; }

@test "practice: a scene, an answer, its judgement, a model; nothing typed is on disk" {
	run -0 bash -c "printf 'h\nCalm down. zebra\nm\n\n\n' | attune practice anger 1 child"
	has "A child of yours, when they're angry at you. Level 1."
	has 'They say “I hate you!'
	has 'Their side first'
	has 'Found    "Calm down" will likely hurt. (invalidating/calm-down)'
	has 'Reaches  not yet: seen, heard, understood, with them'
	has 'This one comes round again soon.'
	has 'Try      “'
	has 'One way  I let Mia stay up'
	has 'That was all of it for now.'
	is 600 "$(stat -c %a "$DB")"
	is 700 "$(stat -c %a "${DB%/*}")"
	run grep -rlF zebra "$XDG_DATA_HOME" "$HOME"
	is ''
	# It failed, so it is what comes next when its time has come; now it is all there is.
	run -0 bash -c "echo 'I let Mia stay up, and that feels so unfair. I can see why you are furious with me.' | attune practice anger 1 --to child"
	has 'Well     You named what they may feel: “'
	run -0 attune progress --plain
	has "when they're angry at you: 0, 0, 0, 0, 0, 0, 0, 2; 2 answers, 1 went well"
	run -0 attune progress
	has '·······█  2 answers, 1 went well'
}

@test "practice: with remember on the answers are kept, and exported" {
	mkdir -p "$XDG_CONFIG_HOME/attune"
	echo 'remember: on' >"$XDG_CONFIG_HOME/attune/config.yaml"
	printf 'That "sounds" scary,\tDad. I am with you.\n\n' >answers
	attune practice distress 1 --to parent <answers
	run -0 attune progress --export json
	is true "$(python3 -c 'import json,sys; d=json.load(sys.stdin); print(str(d["attempts"][0]["answer"].startswith("That \"sounds\"") and d["cards"][0]["box"] >= 1 and d["patterns"] == []).lower())' <<<"$output")"
	run -0 attune progress --export csv
	is $'at,skill,item,went,seen,heard,understood,with,answer\r' "${lines[0]}"
	has '"That ""sounds"" scary, Dad. I am with you."'
	is_inert "${output//$'\r'/}"
	run -2 attune progress --export xml
}

@test "practice: words that sting, sentences to say back, what it doesn't know" {
	run -0 bash -c 'printf "none\n%.0s" {1..10} | attune practice sting'
	has 'Which words here will sting? Or “none”.'
	has 'which words>'
	has 'There is one in it: “'
	run -0 bash -c 'printf "m\nzebra\n" | attune practice say-back 1'
	has 'One way  you'
	has "In your own words; I can't check those."
	run -2 attune practice zebra
	has 'practice knows no "zebra"'
	run -1 bash -c 'attune practice sting --to child </dev/null'
	has 'There is nothing of that kind to practise.'
}

@test "practice: crisis shows the card, steps aside, keeps nothing" {
	run -1 bash -c "printf 'i want to kill myself\nand more\n' | attune practice distress"
	has '988'
	has "I'll step aside here."
	hasnt 'Reaches'
	run -0 attune progress
	has 'Nothing practised yet.'
}

@test "practice: crisis at every prompt" {
	for before in 'h\n' 'm\n' 'I am here.\n' 'I am here.\nm\n' '\n' 'I am here.\n\n'; do
		run -1 bash -c "printf '${before}i want to kill myself\nand more\n' | attune practice distress"
		has '988'
		has "I'll step aside here."
	done
	for skill in sting say-back; do
		run -1 bash -c "printf '\ni want to kill myself\nand more\n' | attune practice $skill"
		has '988'
	done
	run -0 attune progress
	hasnt '7 answers'
	run grep -rlaF 'kill myself' "$XDG_DATA_HOME"
	is ''
}

@test "practice: scenes of one's own, over the shipped ones; mistakes are told" {
	mkdir -p rules
	printf 'kind: data\nto: colleague\nscenes:\n  - {id: mine/one, level: 1, moment: repair, they: "zorple?", model: "flumph."}\n  - {id: mine/two, level: 9, moment: repair, they: a, model: b}\n  - {id: colleague/sorry-mail, off: true}\n' >rules/mine.yaml
	run -0 --separate-stderr bash -c 'printf "m\n" | attune practice --rules rules repair 1 --to colleague'
	has 'They say “zorple?”'
	has 'One way  flumph.'
	is 'rules/mine.yaml:5:27: mine/two: level is 1, 2 or 3' "$stderr"
	run -0 --separate-stderr attune check --rules rules hello
	is "" "$stderr"
}

@test "progress: nothing yet, nothing made by looking; damaged and newer files stay as they are" {
	run -0 attune progress
	has 'Nothing practised yet.'
	[ ! -e "$DB" ]
	mkdir -p "${DB%/*}"
	echo "my notes" >"$DB"
	run -2 attune progress
	has 'is damaged, or something else'
	run -2 attune progress --export json
	run -0 bash -c 'echo "I am here." | attune practice distress 1'
	has 'it was left as it is'
	has 'Reaches'
	is 'my notes' "$(cat "$DB")"
	rm "$DB"
	echo "I am here." | attune practice distress 1
	python3 -c 'import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute("PRAGMA user_version=77"); c.commit()' "$DB"
	sum=$(md5sum <"$DB")
	run -2 attune progress
	has 'newer attune (its schema is 77'
	is "$sum" "$(md5sum <"$DB")"
}

@test "progress: a bar a week, empty weeks without a word; numbers with --plain" {
	echo "I am here." | attune practice distress 1
	python3 - "$DB" <<-'EOF'
		import sqlite3, sys, time
		c = sqlite3.connect(sys.argv[1])
		now = int(time.time())
		for weeks, skill, n in ((1, "anger", 4), (3, "anger", 8), (7, "anger", 1), (30, "anger", 2), (2, "sting", 2)):
		    for i in range(n):
		        c.execute("INSERT INTO attempt (at, skill, item, went, meters) VALUES (?, ?, 'x', 2, 0)", (now - weeks * 604800 - 60, skill))
		c.commit()
	EOF
	run -0 attune progress
	hasnt 'streak'
	hasnt '%'
	is "  when they're angry at you ▁···█·▄·  15 answers, 15 went well" "${lines[2]}"
	is '  words that sting          ·····▂··  2 answers, 2 went well' "${lines[3]}"
	run -0 attune progress --plain
	is "when they're angry at you: 1, 0, 0, 0, 8, 0, 4, 0; 15 answers, 15 went well" "${lines[2]}"
	COLUMNS=40 run -0 attune progress
	while IFS= read -r line; do [ "${#line}" -le 40 ] || { echo "too long: $line"; return 1; }; done <<<"$output"
}

@test "practice: without SQLite it goes on and says what is missing" {
	mkdir lib
	echo "no library" >lib/libsqlite3.so.0
	run -0 env LD_LIBRARY_PATH="$PWD/lib" bash -c 'echo "I am here." | attune practice distress 1'
	has "Nothing is kept: SQLite isn't installed."
	has 'Reaches'
	[ ! -e "$DB" ]
	run -0 env LD_LIBRARY_PATH="$PWD/lib" attune check hello
}

@test "forget: asks, erases all, says so" {
	echo "I am here." | attune practice distress 1
	mkdir -p "$XDG_STATE_HOME/attune" "$XDG_CONFIG_HOME/attune"
	echo secret >"$XDG_STATE_HOME/attune/draft"
	echo /undo >"$XDG_STATE_HOME/attune/history"
	echo '{}' >"$XDG_DATA_HOME/attune/journal.jsonl"
	echo 'goal: heart' >"$XDG_CONFIG_HOME/attune/config.yaml"
	# What killed programs leave: a log that was not merged, files that were not renamed.
	touch "$DB-wal" "$DB-shm" "$XDG_STATE_HOME/attune/draft.Xy12ab" "$XDG_STATE_HOME/attune/history.Xy12ab" "$XDG_DATA_HOME/attune/journal.jsonl.Xy12ab"
	run -1 bash -c 'attune forget </dev/null'
	has 'Type yes to do it.'
	has 'All of it stays.'
	[ -e "$DB" ]
	run -0 bash -c 'echo yes | attune forget'
	has 'All of it is erased'
	is '' "$(find "$XDG_DATA_HOME" "$XDG_STATE_HOME" -type f)"
	[ -e "$XDG_CONFIG_HOME/attune/config.yaml" ]
	run -0 attune forget --force
	# Damaged, or of a newer attune: erased all the same, for that is what was asked.
	mkdir -p "${DB%/*}"
	echo "my notes" >"$DB"
	run -0 attune forget --force
	[ ! -e "$DB" ]
}

@test "practice: SQLite is opened by those who keep, and by nobody else" {
	command -v strace >/dev/null || skip "strace is not here"
	[ -z "${WRAPPED-}" ] || skip "not under $WRAPPED"
	strace -f -o trace -e trace=openat attune check --fail-on never "hello" || skip "nothing can be traced here"
	for words in "check hello" "read hello" "rewrite hello" "scan" "--version"; do
		# shellcheck disable=SC2086 # words
		strace -f -o trace -e trace=openat attune $words </dev/null >/dev/null || true
		run grep -c sqlite trace
		is 0
	done
}

@test "practice: in the coach: answers, skipped, dropped, left and taken up again, to the end" {
	terminal_setup
	at_draft
	type_line "/practice anger 1"
	see "when they're angry at you. Level 1."
	see_last 'your answer>'
	first=$(screen | grep 'They say' | tail -n 1)
	keys -l "half an answer"
	keys C-c
	see 'Dropped. Ctrl-C once more leaves'
	see_last 'your answer>'
	keys C-c
	see 'Left here. /practice goes on where you were.'
	see_last 'you>'
	type_line "Shall we eat at seven?"
	see 'stands in the way'
	clear_screen
	type_line /practice
	see_last 'your answer>'
	is "$first" "$(screen | grep 'They say' | tail -n 1)"
	keys C-d
	see 'Left here.'
	see_last 'you>'
	type_line /practice
	see_last 'your answer>'
	type_line "calm down. zebra"
	see 'Found'
	see_last 'next>'
	type_line m
	see 'One way'
	keys C-c
	see_last 'next>'
	keys C-d
	see_last 'you>'
	type_line /practice
	see_last 'your answer>'
	keys Enter
	see_last 'your answer>'
	keys Enter
	see_last 'your answer>'
	type_line "/practice sting"
	see_last 'which words>'
	keys C-c
	see_last 'which words>'
	keys C-d
	see_last 'you>'
	type_line "/practice say-back"
	see_last 'said back>'
	keys C-c
	see_last 'said back>'
	keys Enter
	see_last 'said back>'
	keys C-d
	see_last 'you>'
	type_line /progress
	see '1 answer, 0 went well'
	type_line /practice
	see_last 'said back>'
	type_line /self
	see_last 'self>'
	type_line /practice
	see_last 'said back>'
	keys C-d
	see_last 'self>'
	keys C-d
	see_last 'you>'
	type_line "/practice zebra"
	see '/practice knows no "zebra"'
	type_line /forget
	see_last 'erase all?>'
	keys C-c
	see 'All of it stays.'
	type_line /forget
	see_last 'erase all?>'
	keys C-d
	see_last 'you>'
	type_line /forget
	see_last 'erase all?>'
	keys Enter
	see_last 'you>'
	[ -e "$DB" ]
	type_line /forget
	see_last 'erase all?>'
	type_line "i want to kill myself"
	see 'somebody may not want to live'
	see_last 'you>'
	[ -e "$DB" ]
	type_line /forget
	see_last 'erase all?>'
	type_line yes
	see 'All of it is erased'
	see_last 'you>'
	[ ! -e "$DB" ]
	type_line "/practice anger"
	see_last 'your answer>'
	type_line /quit
	see_last 'you>'
	type_line /quit
	ended 0
	nowhere zebra
	run grep -rlF zebra "$XDG_DATA_HOME"
	is ''
}

@test "practice: attune practice on a terminal; a crisis ends it; other rules come in between" {
	terminal_setup
	coach practice distress 1
	see_last 'your answer>'
	see 'Ctrl-D leaves.'
	mkdir -p "$XDG_CONFIG_HOME/attune/rules"
	printf 'kind: flag\ncategory: demo\nrules:\n  - {id: demo/blorple, phrases: [blorple], severity: hurt, why: Mine.}\n' >"$XDG_CONFIG_HOME/attune/rules/mine.yaml"
	type_line "I am here."
	see 'The rules changed, so here is a fresh one.'
	see_last 'your answer>'
	type_line "blorple"
	see 'Found    "blorple" will likely hurt.'
	see_last 'next>'
	type_line "honestly i want to kill myself"
	see "I'll step aside here."
	see_last '>'
	keys C-d
	ended 0
}

@test "practice: the coach counts which rules speak in drafts only when asked to" {
	terminal_setup
	at_draft
	type_line "You should calm down."
	see 'invalidating'
	[ ! -e "$DB" ]
	type_line "/set patterns on"
	see 'until you leave'
	type_line "You should calm down, zebra."
	see 'Reaches'
	type_line "You should calm down, zebra, now."
	see_last 'you>'
	type_line /progress
	see 'What came up most in your own drafts'
	see '(invalidating/calm-down), once'
	keys C-d
	ended 0
	nowhere zebra
	run grep -rlF zebra "$XDG_DATA_HOME"
	is ''
}
