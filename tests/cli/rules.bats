#!/usr/bin/env bats
# attune rules and attune explain; where rules come from.

load helper
setup() { common_setup; }

broken() {
	mkdir -p "$1"
	cat >"$1/broken.yaml" <<'YAML'
kind: flag
category: mine
rules:
  - id: mine/broken
    title: broken
    patterns: ['(']
    whyy: "x"
  - id: mine/good
    title: good
    severity: miss
    phrases: ["zorple"]
    why: "mine"
YAML
}

@test "rules list: one a line, by kind and category" {
	run -0 demo rules list
	has 'demo/miss                           miss  a zorple'
	run -0 demo rules list --category demo
	is 3 "${#lines[@]}"
	run -0 demo rules list --kind move
	hasnt demo/
	has ' move '
	run -0 demo rules list --kind cue
	has ' cue '
	run -2 demo rules list --kind flagg
	run -0 --separate-stderr demo rules list --category nothing
	is ''
	has 'no rules of that' "$stderr"
}

@test "rules list: json and line" {
	run -0 demo rules list --category demo --format json
	is '[' "${lines[0]}"
	is ']' "${lines[4]}"
	has '{"id":"demo/note","kind":"flag","category":"demo","title":"a small blorp","severity":"note","muted":false,'
	has '"examples":[{"flag":"the blorp table","at":"blorp","line":15},{"pass":"the table","line":16}]'
	run -0 demo rules list --category demo --format line
	has "/demo.yaml:17: demo/miss: a zorple"
}

@test "rules test: passes, fails with file:line: rule: message, counts in the last line" {
	run -0 demo rules test demo
	is '6 passed, 0 failed'
	run -0 attune rules test "$DEMO"
	is '6 passed, 0 failed'
	run -0 attune rules test "$DEMO/demo.yaml"
	is '6 passed, 0 failed'
	run -0 demo rules test demo/miss demo/hurt
	is '4 passed, 0 failed'
	cat >fails.yaml <<'YAML'
kind: flag
category: mine
rules:
  - id: mine/fails
    title: fails
    severity: miss
    phrases: ["zorple"]
    why: "mine"
    examples:
      - {flag: "the table"}
      - {pass: "the zorple table"}
      - {flag: "the zorple table", at: "table"}
      - {flag: "the zorple table", severity: hurt}
      - {flag: "the zorple table"}
YAML
	run -1 attune rules test fails.yaml
	is 'fails.yaml:10: mine/fails: finds nothing in "the table"
fails.yaml:11: mine/fails: should pass, but it points at "zorple" in "the zorple table"
fails.yaml:12: mine/fails: points at "zorple", not at "table" in "the zorple table"
fails.yaml:13: mine/fails: is miss, not hurt, in "the zorple table"
1 passed, 4 failed'
}

@test "rules test: a broken rule is a failure, an unknown name an error" {
	broken mine
	run -1 --separate-stderr attune rules test mine
	has 'mine/broken.yaml:6:' "$stderr"
	has '0 passed, 0 failed'
	run -2 attune rules test no/such-rule
	has 'no rule "no/such-rule"'
	run -2 demo rules test demo/mis
	has 'did you mean demo/miss?'
}

@test "rules lint: remarks, and exit code 1" {
	broken mine
	run -1 attune rules lint mine
	has 'mine/broken.yaml:'
	has 'mine/good'
	run -2 attune rules lint no/such-rule
}

@test "broken rules: a warning with file, line and column; the rest works" {
	broken mine
	run -1 --separate-stderr attune check --rules mine zorple
	has '[mine/good]'
	has "mine/broken.yaml:7:5: mine/broken: unknown key \`whyy\`" "$stderr"
	has "did you mean \`why\`?" "$stderr"
	has 'mine/broken.yaml:6:' "$stderr"
	run -1 --separate-stderr attune check -q --rules mine zorple
	is '' "$stderr"
	run -2 attune check --strict --rules mine zorple
	has 'strict'
	run -0 attune check --strict --rules "$DEMO" "the table"
}

@test "broken rules: any bytes at all" {
	mkdir junk
	head -c 4096 /dev/urandom >junk/random.yaml
	printf 'a: &a [x, x]\nb: &b [*a, *a]\n' >junk/alias.yaml
	printf '[%.0s' {1..1000} >junk/deep.yaml
	printf 'kind: flag\0' >junk/nul.yml
	: >junk/empty.yaml
	run -0 attune check --rules junk "the table"
	has junk/random.yaml
	has junk/deep.yaml
	is_inert
}

@test "where rules come from: config, then \$ATTUNE_RULES, then --rules, the last wins" {
	for place in config/attune/rules env1 env2 option; do
		mkdir -p "$place"
		printf 'kind: flag\ncategory: mine\nrules:\n  - {id: mine/x, title: x, severity: miss, phrases: [zorple], why: "from %s"}\n' \
			"$place" >"$place/x.yaml"
	done
	run -1 attune check zorple
	has "from config/attune/rules"
	ATTUNE_RULES=env1:env2 run -1 attune check zorple
	has "from env2"
	ATTUNE_RULES=env2:env1: run -1 attune check zorple
	has "from env1"
	ATTUNE_RULES=env1 run -1 attune check --rules option zorple
	has "from option"
	ATTUNE_RULES=env1 run -0 attune check --no-user-rules zorple
	ATTUNE_RULES=env1 run -1 attune check --no-user-rules --rules option zorple
	has "from option"
	run -1 attune check --rules option --rules env1 zorple
	has "from env1"
	XDG_CONFIG_HOME='' HOME=$PWD/none run -0 attune check zorple
	mkdir -p none/.config/attune
	mv config/attune/rules none/.config/attune/rules
	XDG_CONFIG_HOME='' HOME=$PWD/none run -1 attune check zorple
}

@test "where rules come from: off mutes, a missing folder is told" {
	mkdir off
	printf 'kind: flag\ncategory: demo\nrules:\n  - {id: demo/miss, off: true}\n' >off/off.yaml
	run -0 demo check --rules off zorple
	run -0 demo rules list --rules off --category demo
	has 'demo/miss                           muted'
	run -2 attune check --rules gone zorple
	has "--rules gone: can't be read"
	ATTUNE_RULES=gone run -0 attune check "the table"
	has gone
}

@test "rules path: the places, the weakest first" {
	ATTUNE_RULES=env1 run -0 attune rules path --rules option
	is "(built in)
$XDG_CONFIG_HOME/attune/rules  (your config, not there yet)
env1  (\$ATTUNE_RULES, not there yet)
option  (--rules, not there yet)"
	run -0 attune rules path --no-user-rules
	is "(built in)"
}

@test "rules export: writes the shipped files, and over none without --force" {
	run -0 attune rules export new/folder
	has 'files in new/folder'
	[ -s new/folder/language/fragments.yaml ]
	run -0 attune rules list --no-user-rules --rules new/folder
	echo mine >new/folder/language/fragments.yaml
	rm new/folder/language/words.yaml
	run -2 attune rules export new/folder
	has ' is there already'
	has 'nothing was written'
	[ ! -e new/folder/language/words.yaml ]
	is mine "$(cat new/folder/language/fragments.yaml)"
	run -0 attune rules export --force new/folder
	[ "$(wc -l <new/folder/language/fragments.yaml)" -gt 1 ]
	run -2 attune rules export
	has 'needs [--force] DIR'
	echo file >file
	run -2 attune rules export file/below
}

@test "rules export: what was exported loads like what is built in" {
	run -0 attune rules export out
	run -0 --separate-stderr attune check --rules out "the table"
	is '' "$stderr"
	is "$(attune rules list)" "$(attune rules list --rules out)"
}

@test "explain: all that a rule file says" {
	run -0 demo explain demo/miss
	has 'demo/miss  a zorple'
	has 'flag: will likely miss them'
	has 'Why     A zorple will not land.'
	has 'Hears   Zorple you.'
	has 'Try     the chair'
	has 'found  "the zorple table"'
	has 'fine   "the table"'
	has "/demo.yaml:17"
	run -0 demo explain demo/hurt demo/note
	has demo/hurt
	has demo/note
}

@test "explain: part of an id, a category, json, line, unknown" {
	run -0 demo explain miss
	has 'demo/miss  a zorple'
	run -0 demo explain demo
	has 'Words that mean nothing.'
	has 'demo/note'
	run -0 demo explain --format json demo/hurt
	has '{"id":"demo/hurt","kind":"flag"'
	run -0 demo explain --format line demo/hurt
	has 'demo.yaml:27: demo/hurt: a quix'
	run -2 demo explain demo/hrut
	has 'did you mean demo/hurt?'
	run -2 attune explain
	has 'explain needs RULE'
}
