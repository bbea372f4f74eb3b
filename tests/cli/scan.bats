#!/usr/bin/env bats
# attune scan: a line in, a line out.

load helper
load terminal
setup() { common_setup; }
teardown() { terminal_teardown; }

ids() { sed 's/^{"id":\([^,]*\),"ok":\([a-z]*\).*/\1 \2/' <<<"$output"; }

@test "scan: one answer a line, in order" {
	for i in {1..500}; do echo "{\"id\": $i, \"draft\": \"the zorple $i\"}"; done >in
	run -0 demo scan in
	is "$(seq 500 | sed 's/$/ true/')" "$(ids)"
	run -0 --separate-stderr bash -c 'cat in | attune --rules "$1" scan - | cksum; attune --rules "$1" scan <in | cksum' - "$DEMO"
	is "${lines[0]}" "${lines[1]}"
}

@test "scan: the answer has the shape of the design" {
	run -0 demo scan <<<'{"id": "a", "partner": null, "draft": "the zorple"}'
	is '{"id":"a","ok":true,"findings":[{"rule":"demo/miss","category":"demo","severity":"miss","start":4,"end":10,"text":"zorple","why":"A zorple will not land.","hears":"Zorple you.","suggestions":["the chair","the lamp"]}],"moves":[],"meters":[],"good_enough":false,"reading":{"kinds":[],"feelings":[],"needs":[],"register":[],"about":null,"event":null,"intensity":0,"pace":null},"card":null}'
}

@test "scan: ids of any type come back as they were written" {
	for id in 7 -1.50 1e5 123456789012345678901234567890 '"x\u00e9\"}"' null true '[1, {"a": "}"}]' '{"a": [1]}'; do
		run -0 demo scan <<<"{\"draft\": \"the table\", \"id\": $id}"
		is "{\"id\":$id,\"ok\":true," "${output:0:$((${#id} + 17))}"
	done
	run -0 demo scan <<<'{"draft": "the table"}'
	has '{"id":null,"ok":true'
}

@test "scan: other keys come back under meta" {
	run -0 demo scan <<<'{"x": [1, "}"], "id": 1, "draft": "the table", "meta": {"y": 1.10}}'
	has '"card":null,"meta":{"x":[1, "}"],"meta":{"y": 1.10}}}'
	run -0 demo scan <<<'{"id": 1, "draft": "the table"}'
	hasnt meta
}

@test "scan: a bad line is answered in its place and the rest goes on" {
	cat >in <<'LINES'
{"id": 1, "draft": "the table"}
not json
{"id": 3, "draft": 7}
{"id": 4}
{"id": 5, "draft": "x", "partner": []}
[6]
{"id": "seven", "draft": "no end}
{"id": 8, "draft": "\ud800"}
{"id": 9, "draft": "the zorple"}
LINES
	run -0 --separate-stderr demo scan in
	is '1 true
null false
3 false
4 false
5 false
null false
"seven" false
8 false
9 true' "$(ids)"
	has '{"id":null,"ok":false,"error":{"line":2,"message":"not JSON'
	has '{"id":4,"ok":false,"error":{"line":4,"message":"there is no \"draft\""}}'
	has '7 of 9 lines' "$stderr"
	run -2 demo scan --strict in
	run -0 --separate-stderr demo scan -q in
	is "" "$stderr"
}

@test "scan: lines that are not UTF-8 or hold a raw NUL cost only themselves" {
	printf '{"id": 1, "draft": "a \xff"}\n{"id": 2, "draft": "a \0 b"}\n\0\n\xff\n{"id": 5, "draft": "x", "y": true\0}\n' >in
	printf '{"id": nonsense, "draft": "\0"}\n{"id": 7, "draft": "zorple"}\n' >>in
	run -0 --separate-stderr demo scan in
	is '1 false
2 false
null false
null false
5 false
null false
7 true' "$(ids)"
}

@test "scan: NUL and every escape of Unicode in a draft" {
	run -0 demo scan <<<'{"id": 1, "draft": "\u0000 zorple \ud83d\ude00 \u202e\u001b\u009b quix"}'
	has '"start":2,"end":8,"text":"zorple"'
	has '"text":"quix"'
	is_inert
}

@test "scan: empty lines answer nothing, but count; CRLF and a BOM are fine" {
	printf '\xef\xbb\xbf{"id": 1, "draft": "x"}\r\n\r\n   \n\nbad\n{"id": 2, "draft": "x"}\r\n' >in
	run -0 --separate-stderr demo scan in
	is '1 true
null false
2 true' "$(ids)"
	has '"line":5'
}

@test "scan: the last line needs no newline; no lines need no answer" {
	run -0 bash -c 'printf "{\"id\": 1, \"draft\": \"x\"}" | attune scan'
	is '1 true' "$(ids)"
	run -0 attune scan </dev/null
	is ''
}

@test "scan: a line over 8 MiB and a draft over 1 MiB are answered with an error" {
	{
		printf '{"id": 1, "draft": "'
		head -c 17000000 /dev/zero | tr '\0' a
		printf '"}\n{"id": 2, "draft": "'
		head -c 1100000 /dev/zero | tr '\0' a
		printf '"}\n{"id": 3, "draft": "x"}\n{"id": 4, "draft": "'
		head -c 17000000 /dev/zero | tr '\0' a
	} >in
	run -0 --separate-stderr bash -c 'attune scan in | cut -c1-150'
	has '{"id":null,"ok":false,"error":{"line":1,"message":"the line is longer than 8 MiB"}}'
	has '{"id":2,"ok":false,"error":{"line":2,'
	has '{"id":3,"ok":true'
	has '"line":4,"message":"the line is longer'
}

@test "scan: several files in order; a missing one is told and costs only itself" {
	echo '{"id": "a", "draft": "x"}' >a
	echo '{"id": "b", "draft": "x"}' >b
	run -2 --separate-stderr demo scan a gone b
	is '"a" true
"b" true' "$(ids)"
	has 'gone: No such file' "$stderr"
}

@test "scan: a full disk and a closed pipe end it with a message and exit code 2" {
	for i in {1..20000}; do echo "{\"id\": $i, \"draft\": \"the zorple\"}"; done >in
	[ -e /dev/full ] || skip "no /dev/full"
	run -2 bash -c 'attune scan in >/dev/full'
	has 'could not write'
	run -0 bash -c 'attune scan in 2>err | head -n 1 >/dev/null; echo "${PIPESTATUS[0]}"; cat err'
	is 2 "${lines[0]}"
	has 'could not write'
}

# Lines of every sort, good and broken, N times over.
mixed() {
	local i
	for ((i = 0; i < $1; i++)); do
		echo "{\"id\": $i, \"draft\": \"the zorple $i\", \"x\": [$i]}"
		echo "{\"id\": \"$i\", \"partner\": \"so sad\", \"draft\": \"quix \\u00e9\"}"
		[ $((i % 7)) -ne 0 ] || printf '\nbroken %d\n{"id": %d}\n' "$i" "$i"
	done
}

@test "scan: any number of jobs gives the same bytes" {
	mixed 3000 >in
	demo scan in in 2>wanted.err >wanted
	for jobs in 2 3 8; do
		demo scan --jobs "$jobs" in in 2>got.err >got
		cmp wanted got
		cmp wanted.err got.err
	done
	run -0 bash -c 'attune --rules "$1" scan -j 2 - gone <in 2>err | cmp - <(head -n "$(($(wc -l <wanted) / 2))" wanted); grep gone err' - "$DEMO"
	run -0 attune scan -j 64 </dev/null
	is ''
	for jobs in 0 65 -1 two '' 99999999999999999999; do
		run -2 attune scan --jobs "$jobs" in
		has '--jobs wants a number from 1 to 64'
	done
}

@test "scan: an answer comes before the next line is there" {
	for jobs in 1 2; do
		coproc SCAN { demo scan --jobs "$jobs"; }
		# shellcheck disable=SC2153
		echo '{"id": 1, "draft": "zorple"}' >&"${SCAN[1]}"
		read -r -t 60 first <&"${SCAN[0]}"
		has '{"id":1,"ok":true' "$first"
		echo '{"id": 2, "draft": "x"}' >&"${SCAN[1]}"
		read -r -t 60 second <&"${SCAN[0]}"
		has '{"id":2,"ok":true' "$second"
		kill "$SCAN_PID"
		wait "$SCAN_PID" || true
	done
}

@test "scan: it ends when nobody can take its answers, even while it waits for input" {
	mkfifo in
	for jobs in 1 2; do
		# The writer stays until the reader has gone.
		(exec 3>in; echo '{"id": 1, "draft": "zorple"}' >&3; tail --pid="$BASHPID" -f /dev/null) 2>/dev/null &
		writer=$!
		run -0 bash -c 'timeout 60 attune scan --jobs "$1" <in 2>err | head -c 5; echo " ${PIPESTATUS[0]}"; cat err' - "$jobs"
		is '{"id" 2' "${lines[0]}"
		has 'Broken pipe'
		kill "$writer"
		wait "$writer" || true
	done
	[ -e /dev/full ] || skip "no /dev/full"
	(exec 3>in; echo '{"id": 1, "draft": "zorple"}' >&3; tail --pid="$BASHPID" -f /dev/null) 2>/dev/null &
	writer=$!
	run -2 timeout 60 bash -c 'attune scan --jobs 2 <in >/dev/full'
	has 'No space left'
	kill "$writer"
	wait "$writer" || true
}

@test "scan: a disk that fills up leaves whole lines only" {
	mixed 2000 >in
	demo scan in >whole 2>/dev/null || true
	for jobs in 1 3; do
		run -2 bash -c 'ulimit -f 100; attune --rules "$1" scan -j "$2" in >out' - "$DEMO" "$jobs"
		has 'could not write'
		[ -s out ]
		is '' "$(tail -c 1 out)"
		cmp out <(head -c "$(stat -c %s out)" whole)
	done
}

@test "scan: a last line that was cut off is answered with an error" {
	printf '{"id": 1, "draft": "zorple"}\n{"id": 2, "draft": "zor' >in
	run -0 --separate-stderr demo scan in
	is '1 true
2 false' "$(ids)"
	has '1 of 2 lines' "$stderr"
	printf '{"id": 1, "draft": "zorple"}\n{"id": 2, "dra' >in
	run -0 --separate-stderr demo scan -j 2 in
	is '1 true
2 false' "$(ids)"
}

@test "scan: a line of 100 MB costs itself, not memory" {
	[[ ${ATTUNE_BUILD-} != *asan* && -z ${WRAPPED-} ]] || skip "memory can't be limited under a checker"
	long() {
		printf '{"id": 1, "draft": "'
		head -c 100000000 /dev/zero | tr '\0' a
		printf '"}\n{"id": 2, "draft": "x"}\n'
	}
	run -0 --separate-stderr bash -c 'ulimit -v 150000; attune scan' < <(long)
	is 'null false
2 true' "$(ids)"
	has 'longer than 8 MiB'
}

# A scan on a terminal that is fed through fd 4 for longer than the first second, in which nothing is said.
slow_scan() {
	local scan="attune --rules '$DEMO' scan $1 in gone >out; echo ended"
	if tm list-panes >/dev/null 2>&1; then
		tm respawn-pane -k "$scan"
		tm clear-history
	else
		tm start-server \; set -g remain-on-exit on \; new-session -d "${SIZE[@]}" "$scan"
	fi
	exec 4>in
	mixed 20 >&4
	sleep 1.2
	mixed 20 >&4
}

@test "scan: on a terminal it says how far it is, and takes that away" {
	terminal_setup
	mkfifo in
	slow_scan
	see 'lines, '
	see 'MB/s'
	see_no '%'
	exec 4>&-
	see ended
	see 'gone: No such file'
	see 'could not be read'
	see_no 'lines, '
	is 92 "$(wc -l <out)"
	slow_scan -q
	sleep 0.2
	see_no 'lines, '
	exec 4>&-
	see ended
	see_no 'lines, '
}

@test "scan: GNU parallel gives the same as one process" {
	command -v parallel >/dev/null || skip "GNU parallel is not here"
	parallel --version 2>/dev/null | grep -q GNU || skip "this parallel isn't GNU parallel"
	mixed 1500 | grep -v -e broken -e '^$' -e '{"id": [0-9]*}' >in
	demo scan in >wanted
	parallel --will-cite --pipe --keep-order --block 16k --jobs 2 attune --rules "$DEMO" scan <in >got
	cmp wanted got
}

@test "scan: a rule that needs too much work is named and the others answer" {
	mkdir r
	cat >r/slow.yaml <<'YAML'
kind: flag
category: slow
rules:
  - {id: slow/nested, title: slow, patterns: ['(?:[a-z]+)+\d$'], why: "slow"}
YAML
	words=$(printf 'abcdefghij%.0s' {1..6})
	run -0 demo scan --rules r <<<"{\"id\": 1, \"draft\": \"quix $words 2b\"}"
	has '"rule":"demo/hurt"'
	has 'slow/nested'
	has '"trouble":['
	run -1 --separate-stderr demo check --rules r "quix $words 2b"
	has 'slow/nested' "$stderr"
}
