#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The README's table of ideas, row by row: each test bears a row's name and shows, on real words, that what the row names does what it says. A row
# without a test, or a test without a row, fails the last one.

load helper
load terminal
setup() {
	common_setup
	export XDG_STATE_HOME=$BATS_TEST_TMPDIR/state
	BOSS="my boss yelled at me in front of everyone, i feel so small"
	YOURS="you never listen to me. i feel so alone"
}
teardown() { terminal_teardown; }

answers() { printf '%s\n' "$@" >answers; }
# has and hasnt, however the lines are broken.
tells() { has "$1" "$(tr -s '\n ' ' ' <<<"$output")"; }
tells_not() { hasnt "$1" "$(tr -s '\n ' ' ' <<<"$output")"; }
# What a draft ($2) reaches as an answer to $1: "seen heard".
reaches() { attune check --format json -p "$1" "$2" | python3 -c 'import json, sys; print(*json.load(sys.stdin)["meters"])'; }
# The offers to $1 in place of $2, one a line; more options behind.
offers() { attune rewrite --format json -p "$1" "${@:3}" "$2" | python3 -c 'import json, sys; [print(r["text"]) for r in json.load(sys.stdin)["rewrites"]]'; }

@test "idea: being got, somebody on my side" {
	is 'seen with' "$(reaches "$BOSS" "that's awful. i'm on your side.")"
	is 'seen' "$(reaches "$BOSS" "that's awful.")"
	run -1 attune check -p "$BOSS" "why didn't you say something?"
	has '[fixing/why-didnt-you]'
	run -0 attune explain fixing/why-didnt-you
	tells "Prove it wasn't your fault."
	run -0 attune explain invalidating/never-happened
	tells 'Once they have to prove it happened'
}

@test "idea: tuning in first" {
	run -0 attune read "$BOSS"
	has "They're having a hard time."
	has 'Feeling  small (strong; they said it)'
	has 'Needs    '
	run -0 attune read "can you believe it, she read my diary"
	has 'guess'
	run -0 attune walk -p "$BOSS" </dev/null
	has 'before any answer'
	tells 'What is it like to be them right now? A feeling or two will do.'
}

@test "idea: nobody attunes every time; coming back is what counts" {
	run -0 attune check -p "$BOSS" "that's awful. i'm on your side."
	tells "seen and with them. That's good enough."
	hasnt %
	answers "I forgot our dinner" yes hurt "put it in my calendar" ""
	run -0 attune repair -q <answers
	tells "I'm sorry I forgot our dinner. That was on me."
	run -0 attune receive -q -p "i'm sorry i shouted at you" <<<yes
	tells 'thank you for saying that'
	run -0 attune practice repair </dev/null
	has ', mending. Level'
	run -0 attune progress
	hasnt %
	hasnt streak
}

@test "idea: what went unmet gets soothed with food, a screen, shopping" {
	answers lonely 3 "" "that i matter"
	run -1 attune self <answers
	tells 'the phone, the fridge or the shop first: many of us learnt that. Name the need, then choose.'
	run -1 attune self </dev/null
	tells 'Name the need'
}

@test "idea: pace, tone, no cheer at pain" {
	run -1 attune check -p "my dog died this morning" "Yay! Cheer up!!! 🎉"
	has '[tone/party-at-pain]'
	has '[tone/party-at-grief]'
	run -0 attune check -p "i got the job!!!" "Yay! 🎉 Tell me everything!"
	hasnt '[tone/'
	[[ $(offers "cant sleep again. dads scan is tomorrow n im so scared" "at least its soon" | grep -c '[A-Z]') -eq 0 ]]
	[[ $(offers "I can't sleep again. Dad's scan is tomorrow and I'm so scared." "At least it's soon." | grep -c '^[A-Z].*[.?!]$') -gt 1 ]]
	while read -r offer; do
		[ "${#offer}" -lt 120 ] || { echo "long: $offer"; false; }
	done < <(offers "i'm so tired" "get some sleep then")
}

@test "idea: seen, heard, understood" {
	is 'seen heard understood with' "$(reaches "$BOSS" "your boss yelled at you in front of everyone, no wonder you feel small. i'm here.")"
	is '' "$(reaches "$BOSS" "you should quit")"
	run -0 attune practice distress 1 --to friend <<<"it makes sense that you're upset. i'm here."
	has 'Reaches  '
	has 'not yet: '
}

@test "idea: meeting each other is not being each other's therapist" {
	run -1 attune check "it's your job to make me feel better"
	has '[over-reliance/'
	run -0 attune check "I had a rough day. Could you hold me for ten minutes? It's fine if not today."
	hasnt '[over-reliance/'
	answers lonely 3 "the move" "that i matter" "a walk" "sit with me" 10
	run -0 attune self -q <answers
	tells 'Could you sit with me for 10 minutes'
	tells "It's fine if not today."
}

@test "idea: catching oneself: \"what do I most want and need to hear in this moment?\"" {
	terminal_setup
	at_draft
	type_line "prove that you love me, i can't live without you"
	see 'over-reliance'
	see 'What do I most want and need to hear in this moment?'
	type_line "you're all i have. i can't sleep unless you call me"
	see "you're all i have"
	see_last 'you>'
	is 1 "$(screen | grep -c 'What do I most want')"
	keys C-d
	ended 0
}

@test "idea: only I can hear all of me" {
	answers lonely 3 "the move" "that i matter" "call my sister" "sit with me" ""
	run -0 attune self <answers
	tells "Say it to yourself first: It makes sense that I feel lonely about the move. I matter. I'm here with me."
	tells 'Nobody can hear all of it all of the time; part of it was always yours to give.'
	[[ $(tr -s '\n ' ' ' <<<"$output") == *'Say it to yourself first'*'Could you sit with me'* ]]
}

@test "idea: heard first, one's own side later" {
	run -1 attune check -p "$BOSS" "You should quit. That sounds humiliating."
	has '[missing/heard-first]'
	run -1 attune check -p "$BOSS" "I was in the same spot last year. I'm so sorry. That's humiliating."
	has '[missing/your-story-first]'
	run -0 attune check -p "$BOSS" "That sounds humiliating, and in front of everyone. I'm with you. Do you want ideas, or just ears?"
	run -0 attune rewrite -p "$BOSS" "You should quit."
	has 'Kept for later  "You should quit."'
	hasnt "$(printf 'a.*quit')"
}

@test "idea: letting go of being right" {
	run -1 attune check -p "$YOURS" "That's not true. I was right about this."
	has '[self-centered/i-was-right]'
	offers "$YOURS" "That's not true. I was right about this." >offers
	grep -qi 'I never listen to you' offers
	grep -qiE 'hurts|lonely|alone' offers
	run grep -iE "not true|right about|\bbut\b" offers
	is ''
}

@test "idea: imagining the other's day from inside it" {
	answers "humiliated, and scared to go back" "" "" ""
	run -0 attune walk -p "$BOSS" <answers
	has 'What is it like to be them right now?'
	run -0 attune walk -q -p "i have to go back there tomorrow" <answers
	tells 'humiliated'
}

@test "idea: how it is said, what is between the words, what a friend would need" {
	answers "" "" lonely company
	run -0 attune walk -p "I'm fine, don't worry..." <answers
	tells 'How they say it: few words, the words say fine, the rest may not, dots where something is left out'
	has 'What does how they say it tell you?'
	has 'Between the words I noticed: maybe'
	has 'What are they saying between the words?'
	has 'My guess, from their words:'
	has 'What might they need from a friend in this moment?'
	tells 'ould some company help?'
	run -0 attune read "Fine."
	has guess
}

@test "idea: the wall comes down when one is engaged" {
	run -1 attune check -p "$BOSS" "Talk to HR. That sounds humiliating, no wonder you feel small."
	has '[missing/heard-first]'
	run attune check -p "$BOSS" "That sounds humiliating, no wonder you feel small. Would it help to talk to HR?"
	hasnt '[missing/heard-first]'
	while read -r offer; do
		first=$(attune check --format json -p "$BOSS" "$offer" | python3 -c 'import json, sys; print(min(m["start"] for m in json.load(sys.stdin)["moves"]))')
		[ "$first" -lt 30 ] || { echo "not with them: $offer"; false; }
	done < <(offers "$BOSS" "Talk to HR.")
}

@test "idea: three purposes: closeness, a way through, being there" {
	offers "$BOSS" "oh no" --goal heart >heart
	offers "$BOSS" "oh no" --goal resolve >resolve
	offers "$BOSS" "oh no" --goal here >here
	run ! cmp -s heart resolve
	run ! cmp -s resolve here
	run ! cmp -s heart here
	grep -q together resolve
	grep -q "here" here
	terminal_setup
	at_draft -p "$BOSS"
	type_line "/goal resolve"
	type_line "you should quit"
	see together
	keys C-d
	ended 0
}

@test "idea: giving comes back" {
	answers "tired tbh, the new job is a lot. how are you?" yes
	run -0 attune challenge answer <answers
	has 'What I hear: tired'
	has 'Did they open up, or ask how you are?'
	tells 'Giving came back. If they asked, tell something of yours, too, once theirs has had its turn.'
	tells 'Compassion:'
	has 'a  '
}

@test "idea: mirroring joy as well as pain" {
	offers "i got the job!!!" "cool" >offers
	grep -qi 'you got the job' offers
	run -1 attune check -p "i got the job!!!" "ok. the commute will be bad"
	has 'will likely miss them'
	run -0 attune practice good-news 1 </dev/null
	has 'good news. Level 1.'
}

@test "idea: attuning to oneself, a pause when it's hot" {
	run -1 attune self <<<angry
	has 'A minute for you.'
	terminal_setup
	at_draft
	type_line "WHY ARE YOU ALWAYS LIKE THIS I AM SO DONE WITH YOU"
	see 'This reads hot. No harm in a pause, twenty minutes'
	see '/self is there'
	keys C-d
	ended 0
}

@test "idea: put your things aside, and practise" {
	terminal_setup
	at_draft -p "$BOSS"
	type_line "You should quit, I would have."
	see 'Kept for later  "You should quit'
	keys a Enter
	keys Enter
	see_last 'you>'
	type_line /parked
	see '- You should quit'
	keys C-d
	ended 0
	answers "that sounds so hard, no wonder you're upset. i'm here." ""
	run -0 attune practice distress 1 <answers
	has 'Well '
	run -0 attune progress
	has 'when they hurt'
	has '1 answer,'
}

@test "idea: reach out today: ask openly, listen, reflect, be warm" {
	answers friend a yes "tired tbh, the new job is a lot" ""
	run -0 attune challenge <answers
	tells "How are you, really?"
	has 'Counted. Your first small act'
	[[ $(tr -s '\n ' ' ' <<<"$output") == *Listen:*Reflect:*Compassion:* ]]
	tells "no wonder you're tired"
}

@test "idea: partners, friends, parents, children, colleagues" {
	for to in partner friend parent child colleague; do
		offers "$BOSS" "oh no" --to "$to" >"$to"
		run -0 attune challenge <<<"$to"
		has 'a  check-in'
	done
	run -0 attune practice --to child </dev/null
	has 'A child of yours, '
	run ! cmp -s partner colleague
	run ! cmp -s parent child
	run ! cmp -s child colleague
	terminal_setup
	at_draft -p "$BOSS"
	type_line "/to child"
	type_line "you should quit"
	see 'what was the worst bit?'
	keys C-d
	ended 0
}

@test "idea: what stayed with you" {
	run -0 attune journal she only wanted me to sit there
	run -0 attune journal list
	has 'she only wanted me to sit there'
	is 600 "$(stat -c %a "$XDG_DATA_HOME/attune/journal.jsonl")"
}

@test "every row of the README's table of ideas has its test" {
	sed -n '/^| the idea |/,/^$/p' "$ROOT/README.md" | sed -n '3,$s/^| \([^|]*\) | .*/\1/p' >rows
	sed -n 's/^@test "idea: \(.*\)" {$/\1/p' "$BATS_TEST_FILENAME" | sed 's/\\"/"/g' >tests
	diff rows tests
	is 22 "$(wc -l <rows)"
}
