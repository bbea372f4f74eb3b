#!/usr/bin/env bats
# attune rules lint.

load helper
setup() { common_setup; }

@test "rules lint: the shipped rules have nothing to remark, or say why they stay" {
	run -0 attune rules lint
	is 'nothing to remark'
}

@test "rules lint: rules that find nothing, or nothing of their own; twins, phrases, texts, examples" {
	cat >mine.yaml <<'YAML'
kind: flag
category: mine
rules:
  - id: mine/wide
    title: wide
    severity: hurt
    phrases: [zorp, "zorp then"]
    why: "w"
    hears: "h"
    examples: [{flag: "zorp"}, {flag: "oh zorp"}, {flag: "a zorp"}, {pass: "a"}, {pass: "b"}, {pass: "zarp"}]
  - id: mine/narrow
    title: narrow
    patterns: ['\bold zorp\b']
    why: "w"
    hears: "h"
    examples: [{flag: "an old zorp"}, {flag: "old zorp"}, {flag: "old zorp?"}, {pass: "a"}, {pass: "b"}, {pass: "zarp"}]
  - id: mine/dead
    title: dead
    patterns: ['\bquix\b']
    examples: [{flag: "quax"}]
  - id: mine/twin
    title: twin
    stays: "It is for another moment."
    patterns: ['\b(?:quix)\b']
    why: "w"
    hears: "h"
    examples: [{flag: "quix"}, {flag: "quix?"}, {flag: "a quix"}, {pass: "a"}, {pass: "b"}, {pass: "zarp"}]
YAML
	run -1 attune rules lint mine.yaml
	has 'mine.yaml:4: mine/wide: the phrase "zorp then" is found by "zorp" already'
	has 'mine.yaml:11: mine/narrow: every phrase of its examples is found by another, the last by mine/wide'
	has 'mine/dead: it finds none of its own examples'
	has "mine/dead: no \`why\`"
	has "mine/dead: no \`hears\`"
	has "no \`pass\` example"
	hasnt 'mine/twin'
	sed -i '/stays/d' mine.yaml
	run -1 attune rules lint mine.yaml
	has 'mine/twin: pattern 1 says the same as pattern 1 of mine/dead'
	run -1 attune rules lint --format json mine.yaml
	has '{"file":"mine.yaml","line":4,"column":0,"rule":"mine/wide","severity":"warning","message":"the phrase '
}

@test "rules lint: a guard that would silence a look-alike" {
	cat >mine.yaml <<'YAML'
kind: flag
category: mine
rules:
  - id: mine/zorp
    title: z
    guards: []
    phrases: [zorp]
    why: "w"
    hears: "h"
    examples: [{flag: "zorp"}, {flag: "oh zorp"}, {flag: "a zorp"}, {pass: "a"}, {pass: "b"},
      {pass: "she said \"zorp\" to me"}]
YAML
	run -1 attune rules lint mine.yaml
	has "mine.yaml:11: mine/zorp: this look-alike is found; \`unless: [quoted]\` would silence it"
}

@test "rules lint: what patterns cost" {
	cat >mine.yaml <<'YAML'
kind: flag
category: mine
rules:
  - id: mine/bomb
    title: bomb
    patterns: ['\b(?:\w+ ?)+rp$']
    why: "w"
    hears: "h"
  - id: mine/square
    title: square
    patterns: ['\b(?:so |and )*zorp\d']
    why: "w"
    hears: "h"
  - id: mine/anything
    title: anything
    patterns: ['\w+ (?:\w+ )*\d']
    why: "w"
    hears: "h"
  - id: mine/fine
    title: fine
    patterns: ['\bblorp (?:it|that)\b']
    why: "w"
    hears: "h"
YAML
	run -1 attune rules lint mine.yaml
	has 'mine/bomb: pattern \b(?:\w+ ?)+rp$: stopped by a limit on 1,000 characters'
	has 'mine/square: pattern \b(?:so |and )*zorp\d: more than 2,000,000 steps on 10,000 characters'
	has 'mine/anything: pattern 1 has no word that must appear, so it is tried on every message: '
	has ' steps on 10,000 ordinary characters'
	hasnt 'mine/fine: pattern'
	has '4 patterns on 10,000 characters of their own words: half take '
}
