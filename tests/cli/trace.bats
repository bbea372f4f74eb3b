#!/usr/bin/env bats
# attune explain --trace: why a rule speaks or doesn't.

load helper
setup() {
	common_setup
	mkdir mine
	cat >mine/guards.yaml <<'YAML'
kind: guards
guards:
  - {id: wrapped, about: "Said of somebody else.", default: [mine], region: clause-rest, patterns: ['\bthey blorf\b']}
YAML
	cat >mine/rules.yaml <<'YAML'
kind: flag
category: mine
rules:
  - id: mine/zarf
    title: zarf
    severity: miss
    patterns: ['\bzarf(?:s|ed) away\b']
    phrases: ["plain zarf"]
    except: ['kindly zarfs away']
    when: {words: {max: 8}}
    shades:
      - {when: {words: {max: 3}}, severity: hurt}
      - {when: {says: ['\boff\b']}, severity: off}
  - id: mine/longer
    title: longer
    severity: hurt
    phrases: ["it zarfed away"]
  - id: mine/joyless
    title: joyless
    when: {partner: [good-news], words: {min: 2}}
    phrases: ["quonk"]
  - id: mine/wordy
    title: wordy
    severity: note
    measure: {name: words, above: 9}
YAML
}
mine() { attune --rules mine --no-user-rules "$@"; }

@test "explain --trace: a rule that fires, with pattern, place and shades" {
	run -0 mine explain --trace "he zarfs away" zarf
	has 'mine/zarf  will likely hurt'
	has '“zarfs away” found by pattern 1'
	has 'hurt: shade 1 holds (the rule says miss)'
	run -0 mine explain --trace "a plain zarf is all right" zarf
	has '“plain zarf” found by phrase 2'
	has "shade 1 (hurt) doesn't hold: it wants \`words\` to be at most 3; there are 6"
	has "shade 2 (off) doesn't hold: it has \`says\`, none of which is in the draft"
}

@test "explain --trace: what silences it, by name, place and measured value" {
	run -0 mine explain zarf --trace "he kindly zarfs away"
	has 'mine/zarf  found, but silent'
	has "silenced by \`except\`, which finds “kindly zarfs away”"
	run -0 mine explain zarf --trace "they blorf that he zarfs away"
	has 'silenced by the guard wrapped, which finds “they blorf”'
	run -0 mine explain zarf --trace "one two three four five six seven zarfs away"
	has "silent: \`when\` wants \`words\` to be at most 8; there are 9"
	run -0 mine explain zarf --trace "it all zarfs away off there"
	has 'off: shade 2 holds (the rule says miss)'
	run -0 mine explain joyless --trace "a quonk" -p "they cut my hours again"
	has "silent: \`when\` wants what they said to be one of good-news; it is read as"
	run -0 mine explain joyless --trace "a quonk"
	has "note: \`without-context\`, since its \`when\` asks about what they said"
}

@test "explain --trace: near, far, shadowed, about the whole draft" {
	run -0 mine explain zarf --trace "he zarfed it away"
	has "mine/zarf  isn't in there"
	has "pattern 1 needs one of “zarfs away”, “zarfed away”, and none is there"
	has 'phrase 2, “plain zarf”, isn'"'"'t there'
	run -0 mine explain --trace "and it zarfed away"
	has 'mine/longer  will likely hurt'
	has 'mine/zarf  gives way to another'
	has 'not shown: mine/longer stands for the same phrase'
	run -0 mine explain wordy --trace "and it zarfed"
	has 'about the draft as a whole: it wants words to be above 9; it is 3'
	run -0 mine explain --trace "zebra"
	has 'No rule finds anything in it.'
}

@test "explain --trace: at most 80 columns, inert, JSON, and how it is called" {
	run -0 mine explain --trace $'At least you \e[31m have a job. You should just quit, I would have, and zarfs away too.' -p "my boss tore into me" --all
	is_inert
	while IFS= read -r line; do [ "${#line}" -le 80 ] || { echo "$line"; return 1; }; done <<<"$output"
	run -0 mine explain zarf --trace "he zarfs away" --format json
	has '{"rule":"mine/zarf","kind":"flag","outcome":"fires","severity":"hurt","lines":["“zarfs away” found by pattern 1",'
	run -0 mine explain people/mine --trace "my boss was there"
	has 'people/mine  is heard'
	run -2 mine explain
	has 'explain needs RULE'
	run -2 mine explain zarf -p "x"
	run -2 mine explain zraf --trace "x"
	has 'no rule'
}
