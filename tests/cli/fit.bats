#!/usr/bin/env bats
# make fit's tool: marked drafts in, weights out. Only where liblinear is, which nothing else needs.

load helper

setup_file() {
	ROOT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	BUILT=${ATTUNE_BUILD:-$ROOT/build}
	CC=${ATTUNE_CC:-cc}
	printf '#include <linear.h>\n' | "$CC" -E -x c -o /dev/null - 2>/dev/null || skip "no liblinear here"
	BUILT=${BUILT#"$ROOT"/}
	make -s -C "$ROOT" BUILD="$BUILT" CC="$CC" CFLAGS="${ATTUNE_CFLAGS--O2 -g}" LDFLAGS="${ATTUNE_LDFLAGS-}" "$BUILT/fit"
	FIT=$ROOT/$BUILT/fit
	export FIT
}

setup() {
	common_setup
	mkdir out
}

marked() { # word, flags
	printf '{"partner": "my gran died", "draft": "Then he said the %s of us both was gone.", "flags": [%s]}\n' "$1" "$2"
}

@test "fit: a word that marked drafts have weighs much, one that others have little, and rules can ask for it" {
	for _ in 1 2 3 4 5 6 7 8; do
		marked zorple '{"family": "blaming", "quote": "zorple"}'
		marked blorp ''
	done >drafts.jsonl
	run -0 "$FIT" out drafts.jsonl
	has '16 drafts'
	[ -e out/blaming.yaml ]
	zorple=$(sed -n 's/^  "zorple": //p' out/blaming.yaml)
	blorp=$(sed -n 's/^  "blorp": //p' out/blaming.yaml)
	awk -v z="$zorple" -v b="$blorp" 'BEGIN { exit !(z > 0.2 && b < 0) }'
	cat >out/rule.yaml <<-'END'
		kind: flag
		category: blaming
		rules:
		  - {id: blaming/zorp, measure: {name: leaning, to: blaming, above: 0.5}, why: w}
	END
	sed -i 's/^leaning: blaming/leaning: own/' out/blaming.yaml
	sed -i 's/to: blaming/to: own/' out/rule.yaml
	run -1 attune --rules out check -p "my gran died" "Then he said the zorple of us both was gone."
	has '[blaming/zorp]'
	run attune --rules out check -p "my gran died" "Then he said the blorp of us both was gone."
	hasnt '[blaming/zorp]'
}

@test "fit: the same drafts, the same bytes" {
	marked zorple '{"family": "tone", "quote": "zorple"}' >drafts.jsonl
	marked zorple '{"family": "tone", "quote": "zorple"}' >>drafts.jsonl
	mkdir other
	"$FIT" out drafts.jsonl >/dev/null
	"$FIT" other drafts.jsonl >/dev/null
	diff -r out other
}

@test "fit: what is no marked draft is told with its line" {
	marked blorp '' >drafts.jsonl
	echo '{"draft": "no marks"}' >>drafts.jsonl
	run -2 "$FIT" out drafts.jsonl
	has 'drafts.jsonl:2:'
	run -2 "$FIT" out none.jsonl
	has 'none.jsonl'
	run -2 "$FIT" out
	has 'usage: fit'
	marked blorp '' >drafts.jsonl
	run -2 "$FIT" out drafts.jsonl
	has 'nobody marked anything'
	marked blorp '{"family": "tone", "quote": "blorp"}' >drafts.jsonl
	run -2 "$FIT" nowhere drafts.jsonl
}
