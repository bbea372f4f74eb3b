#!/usr/bin/env bats
# attune rules new, rules test --watch, rules schema.

load helper
setup() { common_setup; }

new() { attune rules new "$@" </dev/null; }

@test "rules new: by options, written whole, 0600, with what its examples do" {
	run -0 new --id mine/zorp --phrase "zorp off" --flag "oh zorp off" --flag "Zorp off!" --flag "so zorp off" \
		--pass "zorp" --pass "off" --pass "table" --why 'It "stings".' --hears "Go." --try "Stay." --severity hurt
	has "mine/zorp is in $XDG_CONFIG_HOME/attune/rules/mine-zorp.yaml"
	has 'right   finds "zorp off" in "oh zorp off"'
	is 600 "$(stat -c %a "$XDG_CONFIG_HOME/attune/rules/mine-zorp.yaml")"
	run -0 attune rules test mine
	is '6 passed, 0 failed'
	run -0 attune rules lint mine
	has 'nothing to remark'
	run -1 attune check "zorp off"
	has 'will likely hurt  [mine/zorp]'
}

@test "rules new: never over a file without being told; --file, --dir, --force" {
	run -1 new --id mine/zorp --phrase zorp --flag "blorp" --dir d
	has 'WRONG   finds nothing in "blorp", where it must find something'
	has '1 of 1 examples went wrong'
	before=$(cat d/mine-zorp.yaml)
	run -2 new --id mine/zorp --phrase quix --dir d
	has 'd/mine-zorp.yaml is there already, and was left alone; --force writes over it'
	is "$before" "$(cat d/mine-zorp.yaml)"
	run -0 new --id mine/zorp --phrase quix --dir d --force
	has quix "$(cat d/mine-zorp.yaml)"
	run -0 new --id mine/zorp --phrase quix --file e/f/x.yaml
	[ -s e/f/x.yaml ]
	run -2 new --id mine/zorp --phrase quix --file x.txt
	has "a rule file's name ends in .yaml"
	run -2 new --id mine/zorp --phrase quix --file x.yaml --dir d
	run -2 new
	has 'nothing to look for, so nothing was written'
	[ "$(find . -name '*.XXXXXX*' | wc -l)" -eq 0 ]
}

@test "rules new: a broken pattern is shown with a caret, and nothing is written" {
	run -2 new --id mine/zorp --pattern 'a(b[c' --dir d
	has 'bad pattern: missing terminating ] for character class'
	has $'a(b[c\n     ^'
	[ ! -e d ]
	run -2 new --id 'Mine Zorp' --phrase x
	has 'is no good id'
	run -2 new --id mine/x --category yours --phrase x
	has 'says another category'
	run -2 new --id mine/x --phrase $'a\e[31m' --dir d
	has 'there is a control character in --phrase'
	is_inert
	run -2 new --id mine/x --phrase $'\xff' --dir d
	has '--phrase is not UTF-8, at byte 1'
	run -0 new --id mine/quote --pattern "\\bdon't\\b" --flag 'she \ dont' --dir d --force
}

@test "rules new: answers from standard input, a broken one asked again, overlap told" {
	run -0 attune rules new <<'ANSWERS'
/zorp (off/
/zorp (?:off|on)/
zorpy

you zorp off. Calm down.
zorp on
a zorpy one

zorp

zorping/Off
zorping/off
grave
hurt
It stings.
Go away.
Stay a while.

ANSWERS
	has 'bad pattern: missing closing parenthesis'
	has '"zorping/Off" is no good id'
	has '"grave" is none of note, miss and hurt'
	has 'zorping/off is in '
	has 'also invalidating/calm-down (hurt), at "Calm down"'
	file=$XDG_CONFIG_HOME/attune/rules/zorping-off.yaml
	has "- 'zorp (?:off|on)'" "$(cat "$file")"
	has '- "zorpy"' "$(cat "$file")"
	has 'severity: hurt' "$(cat "$file")"
	hasnt 'zorp (off' "$(cat "$file")"
}

@test "rules new: on a terminal it asks" {
	on_terminal "true" >/dev/null
	run -0 on_terminal "sh -c 'printf \"zorp\\n\\nzorp\\n\\n\\n\\n\\n\\n\\n\\n\" | attune rules new --dir d'"
	has 'Which words should it find?'
	has 'd/mine-zorp.yaml'
	has 'finds "zorp" in "zorp"'
}

@test "rules test --watch: again after a change, only what is new, ends cleanly" {
	run -1 new --id mine/zorp --phrase zorp --flag "blorp" --flag "zorp" --dir d
	attune rules test --watch d >log 2>&1 &
	pid=$!
	until_log() {
		for _ in $(seq 100); do
			grep -q "$1" log && return 0
			sleep 0.1
		done
		cat log
		return 1
	}
	until_log '1 passed, 1 failed'
	has 'mine/zorp: finds nothing in "blorp"' "$(cat log)"
	sed -i 's/"blorp"/"zorp, blorp"/' d/mine-zorp.yaml
	until_log '2 passed, 0 failed'
	has 'mended  d/mine-zorp.yaml:' "$(cat log)"
	echo '  - {id: mine/x, phrases: [' >>d/mine-zorp.yaml
	until_log 'mine-zorp.yaml:[0-9]*:[0-9]*:'
	kill -TERM "$pid"
	wait "$pid" || true
	is 1 "$(grep -c 'finds nothing' log | head -1)" || is 2 "$(grep -c 'finds nothing' log)"
}

@test "rules schema: JSON, with every kind of file" {
	run -0 attune rules schema
	for kind in flag move cue fragments guards words spelling grammar replies data; do
		has "\"file-$kind\":"
	done
	has '"$schema":"https://json-schema.org/draft/2020-12/schema"'
	command -v python3 >/dev/null || skip 'no python3 to read it with'
	attune rules schema | python3 -c 'import json, sys; json.load(sys.stdin)'
	python3 -c 'import jsonschema, yaml' 2>/dev/null || skip 'python3-jsonschema is not here; test_schema has checked all files'
	attune rules schema >schema.json
	python3 - "$ROOT/rules" <<'PY'
import glob, json, sys, jsonschema, yaml
check = jsonschema.Draft202012Validator(json.load(open("schema.json")))
for name in glob.glob(sys.argv[1] + "/**/*.yaml", recursive=True):
    check.validate(yaml.safe_load(open(name)))
PY
}

@test "rules eval: a table, alarms on clean drafts, each mistake at its place; one category" {
	cat >labelled.jsonl <<'JSON'
{"draft": "the zorple table", "flags": [{"family": "demo", "quote": "zorple"}]}
{"draft": "the table", "flags": [{"family": "demo", "quote": "table"}]}
{"draft": "a quix here", "flags": [], "trap": true}
{"draft": "the lamp", "flags": []}

{"draft": "no labels"}
nonsense
JSON
	run -2 --separate-stderr demo rules eval labelled.jsonl
	has 'demo                 2       0.50    0.50   0.50   1.00'
	has '6 drafts; an alarm on 1 of 2 clean ones, and on 1 of 1 look-alikes'
	has 'labelled.jsonl:2: missed demo: "table" in "the table"'
	has 'labelled.jsonl:3: false alarm demo/hurt: "quix" in "a quix here"'
	has 'labelled.jsonl:6: there is no list "flags"' "$stderr"
	has 'labelled.jsonl:7: ' "$stderr"
	sed -i '6,7d' labelled.jsonl
	run -0 demo rules eval --category demo labelled.jsonl
	has 'demo  '
	hasnt $'\nall '
	run -0 demo rules eval --category tone labelled.jsonl
	hasnt 'demo/hurt'
	run -0 demo rules eval --format json labelled.jsonl
	has '"demo":{"hit":1,"alarm":1,"missed":1,"placed":1}'
}

@test "broken rule files: what they say is shown inert, a huge one is refused" {
	mkdir bad
	cp "$ROOT"/tests/cases/rules/id-escapes/input.yaml bad/
	printf 'kind: flag\ncategory: mine\ntitle: "\\e[31mred"\nabout: "\\x9b1m"\nrules:\n  - {id: mine/x, title: "a\\e[2Jb", phrases: [zorp], why: "\\u202Eback\\a"}\n' >bad/title.yaml
	head -c 9000000 /dev/zero | tr '\0' '#' >bad/huge.yaml
	run -1 attune rules lint bad
	is_inert
	has 'bad/huge.yaml'
	run -0 --separate-stderr attune --rules bad explain mine/x
	is_inert
	has 'mine/x'
	run -1 --separate-stderr attune --rules bad check zorp
	is_inert
	is_inert "$stderr"
}
