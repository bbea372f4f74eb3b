#!/usr/bin/env bats
# attune rewrite: offers, their order and form; what is kept, parked and dropped; replies of a user's own.

load helper
setup() {
	common_setup
	mkdir -p mine
	cat >mine/replies.yaml <<'YAML'
kind: replies
defaults: {weight: 900}
replies:
  - id: mine/short
    offer: short
    text: "Zorp hears you{pet?}."
  - id: mine/warm
    offer: warm
    weight: 890
    text: "zorp is sorry that this is so hard. zorp stays."
  - id: mine/curious
    offer: curious
    weight: 880
    text: "how is zorp to understand it?"
YAML
}

mine() { attune rewrite --rules mine "$@"; }

@test "rewrite: three offers of different kinds, lettered, the heaviest first" {
	run -0 mine -p "I lost my job today." "You should call a lawyer."
	is 'a  short     Zorp hears you.
b  warm      Zorp is sorry that this is so hard. Zorp stays.
c  curious   How is zorp to understand it?
Kept for later  "You should call a lawyer."'
}

@test "rewrite: capitals, apostrophes and the last stop follow the writer" {
	run -0 mine --pick 1 -p "i lost my job" "dont cry babe. u should call a lawyer"
	is "zorp hears you, babe"
}

@test "rewrite: the writer's own good sentences stay" {
	run -0 mine --pick 1 -p "I lost my job today." "Oh no. You should call a lawyer. I'm on my way to you."
	is "Oh no. Zorp hears you. I'm on my way to you."
	run -0 mine --pick 1 -p "I lost my job today." "I'm so sorry, but you should call a lawyer."
	is "I'm so sorry. Zorp hears you."
}

@test "rewrite: a question of the writer's own is the only one, and last" {
	run -0 mine -p "I lost my job today." "You should call a lawyer. How are you holding up?"
	has "a  short     Zorp hears you. How are you holding up?"
	hasnt "How is zorp"
}

@test "rewrite: --pick sends no control or bidi characters into a pipe; lines and emoji stay" {
	run -0 mine --pick 1 -p "I lost my job today." $'I\'ll be on my \x1b[31mway\xe2\x80\xae to\xc2\x9b you. \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7\nI\'m with you. You should call a lawyer.'
	has '[31mway to you'
	has $'\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7'
	hasnt $'\x1b'
	hasnt $'\xe2\x80\xae'
	hasnt $'\xc2\x9b'
}

@test "rewrite: --pick prints one offer bare, and says so when there is none" {
	run -0 mine --pick 2 -p "I lost my job today." "Calm down."
	is "Zorp is sorry that this is so hard. Zorp stays."
	run -1 mine --pick 9 -p "I lost my job today." "Calm down."
	has "there is no offer 9"
	run -2 mine --pick two -p "I lost my job today." "Calm down."
	has "--pick wants the number of an offer"
}

@test "rewrite: --more gives others" {
	run -0 mine --more -p "I lost my job today." "Calm down."
	hasnt "Zorp hears you."
}

@test "rewrite: the same input gives the same output" {
	run -0 attune rewrite -p "They cut my hours again. Rent is due Friday." "You should call HR."
	first=$output
	run -0 attune rewrite -p "They cut my hours again. Rent is due Friday." "You should call HR."
	is "$first"
}

@test "rewrite: every offer passes the rules" {
	cat >mine/bad.yaml <<'YAML'
kind: replies
defaults: {weight: 999}
replies:
  - {id: mine/bad, offer: short, text: "calm down, you're overreacting."}
YAML
	run -0 mine -p "I lost my job today." "You should call a lawyer."
	hasnt "overreacting"
}

@test "rewrite: who wants to be left alone is left alone: no question, no reaching out" {
	for partner in "leave me alone. i don't want to talk" "please stop texting me, I need space" "I need tonight on my own"; do
		run -0 attune rewrite -p "$partner" "fine, whatever"
		has "leave you be"
		hasnt "?"
		hasnt "with you"
	done
	run -0 attune rewrite -p "he won't leave me alone and I'm scared" "calm down"
	hasnt "leave you be"
}

@test "rewrite: without what they said the draft is mended and the partner text asked for" {
	run -0 attune rewrite "You never help with bedtime."
	has "help with bedtime"
	has "what they said"
}

@test "rewrite: coercion gets no polish, a crisis one plain message" {
	run -1 attune rewrite "Give me your password or I'm leaving you."
	hasnt "a  "
	run -0 attune rewrite --pick 1 -p "i want to die" "dont be silly"
	has "are you safe right now?"
	run -0 attune rewrite --pick 1 -p "everyone would be better off without me" "dont be silly"
	has "are you thinking about suicide?"
}

@test "rewrite: json, and scan --rewrite" {
	run -0 mine --format json -p "I lost my job today." "You should call a lawyer."
	has '"rewrites":[{"kind":"short","text":"Zorp hears you.","reply":"mine/short"}'
	has '"parked":["You should call a lawyer."]'
	run -0 attune scan --rewrite --rules mine <<<'{"id":1,"partner":"I lost my job today.","draft":"You should call a lawyer."}'
	has '"text":"Zorp hears you."'
	run -0 attune scan --rules mine <<<'{"id":1,"partner":"I lost my job today.","draft":"You should call a lawyer."}'
	hasnt '"rewrites"'
}

@test "rewrite: mistakes in reply files are told where they are" {
	cat >mine/wrong.yaml <<'YAML'
kind: replies
replies:
  - {id: mine/none, text: "hello"}
  - {id: mine/slot, offer: short, text: "{mirorr}."}
  - {id: mine/key, offer: short, txt: "x", text: "y"}
  - {id: mine/moment, offer: short, moment: [sadness], text: "y"}
YAML
	run -0 mine -p "I lost my job today." "You should call a lawyer."
	has "mine/wrong.yaml:3:5: mine/none: a reply says either its"
	has "unknown slot {mirorr}; did you mean {mirror}?"
	has "mine/wrong.yaml:5:"
	has "did you mean"
	has "mine/wrong.yaml:6:"
}

@test "rewrite: a reply that is wrong is left out, and the one it would replace is back" {
	cat >mine/wrong.yaml <<'YAML'
kind: replies
defaults: {offer: short, weight: 950}
replies:
  - {id: mine/open, text: "zarp {mirror"}
  - {id: mine/stray, text: "zarp } there"}
  - {id: mine/marks, text: "zarp{mirror??}"}
  - {id: mine/escape, text: "zarp \e[31m"}
  - {id: mine/unknown, text: "zarp{nosuch?}"}
YAML
	run -0 mine -p "I lost my job today." "You should call a lawyer."
	has "Zorp hears you."
	hasnt "zarp {"
	hasnt "Zarp"
	has "mine/wrong.yaml:4:27: mine/open: a { is never closed"
	mkdir -p over
	cat >over/pet.yaml <<'YAML'
kind: replies
replies:
  - {id: pet/word, piece: pet, text: ["", "{pet}"]}
YAML
	run -0 attune rewrite --rules mine --rules over --pick 1 -p "i lost my job" "dont cry babe. u should call a lawyer"
	has "over/pet.yaml:3:43: pet/word: the piece {pet} is made of itself"
	has "zorp hears you, babe"
}

@test "rewrite: off takes a shipped reply away" {
	mkdir -p over
	printf 'kind: replies\nreplies:\n  - {id: pet/word, off: true}\n' >over/pet.yaml
	run -0 attune rewrite --rules mine --rules over --pick 1 -p "i lost my job" "dont cry babe. u should call a lawyer"
	is "zorp hears you"
}

@test "rewrite: the goal that is wished comes first, and the goals differ" {
	local goal offers=()
	for goal in heart resolve here; do
		run -0 attune rewrite --goal "$goal" --pick 1 -p "my boss yelled at me and i feel so stupid" "You should quit."
		offers+=("$output")
	done
	[ "${offers[0]}" != "${offers[1]}" ]
	[ "${offers[1]}" != "${offers[2]}" ]
	[ "${offers[0]}" != "${offers[2]}" ]
}
