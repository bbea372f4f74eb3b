#!/usr/bin/env bats
# SPDX-License-Identifier: MIT
# The coach in a real terminal: every key goes through tmux, every claim is read off the screen or the disk.

load helper
load terminal
setup() {
	common_setup
	terminal_setup
}
teardown() { terminal_teardown; }

@test "coach: the first lesson, a draft, its findings, a better draft, a good one; nothing of it on disk" {
	coach
	see 'Paste what they said, or press Enter to skip.'
	keys Tab
	see_last 'i feel so stupid'
	keys Enter
	see "Now type what you'd answer"
	keys Tab Enter
	see 'Nothing you type is kept.'
	see '1 invalidating: "At least you still have" will likely hurt.'
	see '2 fixing: "You should just quit" will likely miss them.'
	see 'Reaches  not yet: seen, heard, understood, with them'
	see 'Feeling  '
	see 'Needs    acceptance'
	output=$(screen_styles)
	has '[4m'
	type_line 1
	see "Hears    My pain isn't bad enough to count."
	see 'found  "At least you still have your savings."'
	type_line 99
	see 'There are findings 1 to 4.'
	keys Enter
	see_last 'I would have.'
	keys C-u
	type_line "You should just quit."
	see '1 fewer'
	type_line "You should just quit, that sounds so humiliating. I'm here."
	see "'d feel "
	type_line "That sounds so humiliating, being torn into in front of everyone. No wonder you feel stupid. I'm here."
	see "they'd feel "
	see 'Nothing is in the way any more'
	type_line /undo
	see 'Back to the draft before:'
	see_last 'you>'
	type_line /undo
	see_last 'you>'
	type_line /undo
	see_last 'you>'
	type_line /undo
	see_last 'you>'
	type_line /diff
	see 'There is no draft before this one.'
	keys C-d
	ended 0
	is 600 "$(stat -c %a "$XDG_STATE_HOME/attune/history")"
	is $'/undo\n/diff' "$(cat "$XDG_STATE_HOME/attune/history")"
	nowhere stupid
	nowhere humiliating
	coach
	see_no 'Paste what they said'
	keys C-d
	ended 0
}

@test "coach: offers: a letter, brackets that make way, more, what is kept for later" {
	at_draft -p "you forgot to pick me up and i stood there for an hour"
	type_line "i'm sorry, you should have taken the bus. I'm on my way."
	see 'a-c take an offer'
	see 'Kept for later'
	offer=$(screen | sed -n 's/^b  [a-z]*  *//p' | cut -c 1-30)
	type_line B
	see "you> $offer"
	keys Enter
	see 'Nothing is in the way any more'
	type_line /parked
	see '- '
	type_line /more
	see_last 'you>'
	type_line "/take a"
	see "I'm on my way."
	keys C-c
	see_last 'you>'
	type_line "/take q"
	see 'Which one? There are offers a to '
	type_line "/they"
	see_last 'they said>'
	keys Enter
	see_last 'you>'
	type_line "/goal resolve"
	see 'All right: resolve.'
	type_line "I'm sorry you feel that way"
	see '[what you did]'
	letter=$(screen | sed -n 's/^\([a-c]\)  .*\[what you did\].*/\1/p' | tail -n 1)
	type_line "$letter"
	see 'What you type takes the place of the [bracket]'
	keys -l 'forgot you'
	see 'forgot you'
	hasnt '[what you did]' "$(screen | grep 'forgot you')"
	keys C-a C-k
	keys -l 'a [one] b [two] c'
	keys Tab
	keys -l X
	keys Tab
	keys -l Y
	see_last 'you> a X b Y c'
	keys C-c
	see_last 'you>'
	keys C-d
	ended 0
}

@test "coach: nothing written, a clean draft, the same again: one warm line each" {
	at_draft
	keys Enter
	see 'Nothing written yet.'
	type_line "Shall we eat at seven?"
	see 'Nothing here stands in the way; /copy takes it along.'
	see_no 'Reaches'
	keys Enter
	see_last 'you> Shall we eat at seven?'
	keys Enter
	see "That's the same as before."
	type_line /quit
	see 'Go well.'
	ended 0
}

@test "coach: letters, numbers and words for the coach are no drafts, unless /draft says so" {
	local word
	at_draft --rules "$DEMO"
	type_line 1
	see 'There is no finding 1 at hand. (/draft 1 would write it.)'
	type_line "a zorple is here"
	see '1 demo: "zorple" will likely miss them.'
	type_line "the table is here"
	see 'Nothing is in the way any more'
	clear_screen
	type_line 1
	see 'There is no finding 1 at hand. (/draft 1 would write it.)'
	type_line a
	see 'There is no offer a at hand. (/draft a would write it.)'
	for word in quit Help exit '?' /; do
		clear_screen
		type_line "$word"
		see "/help lists the commands, /quit leaves. To send that "
		see ": /draft $word"
	done
	keys Enter
	see_last 'you> the table is here'
	keys C-c
	see_last 'you>'
	type_line "/draft quit"
	see_last 'you>'
	keys Enter
	see_last 'you> quit'
	keys C-c
	see_last 'you>'
	type_line /they
	see_last 'they said>'
	type_line quit
	see 'If that is what they said: /they quit'
	see_last 'they said>'
	keys C-d
	ended 0
}

@test "coach: /draft and /undo show a draft that nothing stands in the way of, however long" {
	local i
	at_draft --rules "$DEMO"
	type_line "the first table"
	see 'Nothing here stands in the way'
	type_line "the second table"
	see_last 'you>'
	clear_screen
	type_line /draft
	see '  the second table'
	clear_screen
	type_line /undo
	see '  the first table'
	clear_screen
	for i in {1..30}; do echo "the table $i"; done | paste_text
	see_last 'the table 30'
	keys Enter
	see 'Nothing here stands in the way'
	clear_screen
	type_line /draft
	see '  the table 1'
	see '  the table 17'
	see '  the table 30'
	keys C-d
	ended 0
}

@test "coach: new words of theirs neither judge the draft at hand nor compare the next with it" {
	at_draft --rules "$DEMO"
	type_line "a zorple is here"
	see '1 demo:'
	clear_screen
	type_line "/they i lost my job"
	see 'Your draft is still here: Enter edits it, /draft reads it'
	see_no '1 demo:'
	type_line "a zorple, a quix and a blorp"
	see 'quix'
	see_last 'you>'
	see_no 'than before'
	keys C-d
	ended 0
}

@test "coach: equal findings are one, with one number; of many the gravest are shown" {
	at_draft --rules "$DEMO"
	type_line "a zorple, a Zorple, a quix and a zorple"
	see '1 demo: "zorple" x 3 will likely miss them.'
	see '2 demo: "quix" will likely hurt.'
	see '1-2 say why'
	clear_screen
	type_line 2
	see '2 demo: "quix" will likely hurt.'
	type_line "/mute 1"
	see 'demo/miss is muted until you leave.'
	type_line "a zorple, a Zorple, a quix and a quix"
	see '1 demo: "quix" x 2 will likely hurt.'
	keys C-d
	ended 0
}

@test "coach: a draft that lost most of its words isn't praised for it" {
	at_draft --rules "$DEMO"
	type_line "a zorple and a quix, and a blorp"
	see 'quix'
	clear_screen
	type_line "a table"
	see 'Nothing here stands in the way; /copy'
	see_no 'fewer'
	see_no 'any more'
	keys C-d
	ended 0
}

@test "coach: commands by their beginning, guesses, and text that only looks like one" {
	at_draft
	type_line "/he"
	see '/parked'
	see '/quit'
	clear_screen
	type_line /r
	see '/r could be /'
	type_line "/cpoy"
	see 'No command /cpoy; did you mean /copy?'
	type_line "/frobnicate now"
	see 'No command /frobnicate; /help lists them'
	type_line /co
	see 'There is no draft to copy yet.'
	type_line "/etc/hosts has it"
	see 'Nothing here stands in the way'
	printf '/quit\nYou should calm down' | paste_text
	see_last 'calm down'
	keys Enter
	see 'invalidating'
	type_line "/why"
	see 'Hears'
	type_line "/rules blamign"
	see 'did you mean blaming?'
	type_line "/rule fixing/should"
	see 'Defined fixing/should.yaml:'
	type_line "/?"
	see 'Type or paste a draft and press Enter.'
	keys C-d
	ended 0
}

@test "coach: Tab completes commands, rules, categories, settings and files" {
	echo "shall we eat?" >draft-here.txt
	at_draft
	keys -l "/und"
	keys Tab
	see_last '/undo'
	keys C-u
	keys -l "/rule fixing/shou"
	keys Tab
	see_last '/rule fixing/should'
	keys C-u
	keys -l "/rules bla"
	keys Tab
	see_last '/rules blaming'
	keys C-u
	keys -l "/set rem"
	keys Tab
	keys -l "o"
	keys Tab Tab
	see 'off  on'
	keys C-u
	keys -l "/draft --f"
	keys Tab
	keys -l "draft-h"
	keys Tab
	see_last '/draft --file draft-here.txt'
	keys Enter
	see 'Nothing here stands in the way'
	keys -l "you und"
	keys Tab
	keys -l "X"
	see_last 'you undX'
	keys C-c
	see_last 'you>'
	keys C-d
	ended 0
	hasnt 'eat' "$(cat "$XDG_STATE_HOME/attune/history")"
}

@test "coach: a paste of several lines is one message; a backslash goes on; wide characters keep their columns" {
	at_draft --rules "$DEMO"
	printf 'first line\n\nzorple here\nlast line' | paste_text
	see_last 'last line'
	keys Enter
	see '"zorple" will likely miss them'
	type_line $'one \\'
	see_last '...>'
	type_line 'zorple two'
	see '  one'
	keys Enter
	see_last 'zorple two'
	keys C-c
	keys -l '你好 👍 é zorple'
	keys BSpace BSpace C-a C-f C-f BSpace
	see_last 'you> 你 👍 é zorp'
	keys C-c
	see 'Dropped'
	keys C-y
	see_last '你 👍 é zorp'
	keys C-c
	see_last 'you>'
	keys C-d
	ended 0
}

@test "coach: Ctrl-C drops a line and keeps the session, Ctrl-Y brings it back" {
	at_draft
	type_line "You should calm down."
	see_last 'you>'
	keys -l "half a thought"
	keys C-c
	see 'Dropped; Ctrl-Y brings the line back.'
	see_last 'you>'
	keys C-y
	see_last 'half a thought'
	keys C-c
	type_line $'gathered \\'
	see_last '...>'
	keys C-c
	see_last 'you>'
	keys C-c
	see '/quit or Ctrl-D leaves.'
	keys Enter
	see_last 'You should calm down.'
	keys C-c
	see_last 'you>'
	keys C-d
	ended 0
}

@test "coach: the size of the terminal changes in the middle of a line" {
	at_draft
	keys -l "You should calm down and you should get some sleep tonight"
	see_last 'tonight'
	tm resize-window -x 40 -y 30
	sleep 0.1
	keys -l "!"
	see 'tonight!'
	keys Enter
	see 'Reaches'
	while IFS= read -r line; do
		[ "${#line}" -le 40 ] || { echo "too long: $line"; return 1; }
	done < <(tm capture-pane -p)
	keys C-d
	ended 0
}

@test "coach: rules are read again when they change; a broken one is told and the last good ones stay" {
	mkdir -p "$XDG_CONFIG_HOME/attune/rules"
	at_draft
	type_line "blorple for you"
	see 'Nothing here stands in the way'
	printf 'kind: flag\ncategory: demo\nrules:\n  - {id: demo/blorple, phrases: [blorple], severity: miss, why: Mine.}\n' >"$XDG_CONFIG_HOME/attune/rules/mine.yaml"
	type_line "blorple for you, too"
	see 'Your rules changed'
	see '1 demo: "blorple" will likely miss them'
	printf 'kind: flag\ncategory: demo\nrules:\n  - {id: demo/blorple, phrases: [blorple], severity: mist, why: Mine.}\n' >"$XDG_CONFIG_HOME/attune/rules/mine.yaml"
	type_line "blorple again"
	see "mine.yaml:4:"
	see 'the last good ones stay'
	see 'blorple again'
	type_line /reload
	see_last 'you>'
	clear_screen
	type_line "and blorple once more"
	see '1 demo: "blorple" will likely miss them'
	rm "$XDG_CONFIG_HOME/attune/rules/mine.yaml"
	type_line "blorple goes"
	see 'Your rules changed'
	see 'Nothing here stands in the way'
	keys C-d
	ended 0
}

@test "coach: kill -TERM and hang-up at the prompt leave the draft only if asked to" {
	local signal
	for signal in TERM:143 HUP:129; do
		at_draft
		type_line "secretword one"
		see 'Nothing here stands in the way'
		keys -l "secretword two"
		see_last 'two'
		kill -"${signal%:*}" "$(pid_of)"
		ended "${signal#*:}"
		nowhere secretword
	done
	at_draft
	type_line "/set remember on --forever"
	see 'from now on'
	is 600 "$(stat -c %a "$XDG_CONFIG_HOME/attune/config.yaml")"
	type_line "secretword one"
	see 'Nothing here stands in the way'
	keys -l "secretword two"
	see_last 'two'
	kill -HUP "$(pid_of)"
	ended 129
	is 600 "$(stat -c %a "$XDG_STATE_HOME/attune/draft")"
	is 'secretword two' "$(cat "$XDG_STATE_HOME/attune/draft")"
	coach
	see 'Your last draft is still here'
	keys Enter
	see_last 'you>'
	keys Enter
	see_last 'you> secretword two'
	keys Enter
	type_line "/set remember off --forever"
	see 'remember is off from now on'
	[ ! -e "$XDG_STATE_HOME/attune/draft" ]
	keys C-d
	ended 0
	nowhere secretword
}

@test "coach: the editor; what it saved, what it was killed over" {
	cat >editor <<-'EOF'
		#!/bin/sh
		stat -c %a "$1" "${1%/*}" >seen
		grep -q old "$1" && echo "newword from the editor" >"$1"
		[ -e wait ] && { echo "secretword" >"$1"; touch "$1.swap"; echo ready >ready; sleep 20; }
		exit 0
	EOF
	chmod +x editor
	add_env "EDITOR=$PWD/editor"
	at_draft
	type_line "old draft"
	see 'Nothing here stands in the way'
	type_line /edit
	keys Enter
	see_last 'newword from the editor'
	is $'600\n700' "$(cat seen)"
	is '' "$(ls -A "$XDG_RUNTIME_DIR")"
	keys C-c
	touch wait
	type_line /edit
	while [ ! -e ready ]; do sleep 0.02; done
	kill -TERM "$(pid_of)"
	ended 143
	is '' "$(ls -A "$XDG_RUNTIME_DIR")"
	nowhere secretword
	rm -f ready
	at_draft
	type_line "/set remember on"
	see 'until you leave'
	type_line /edit
	while [ ! -e ready ]; do sleep 0.02; done
	kill -HUP "$(pid_of)"
	ended 129
	is secretword "$(cat "$XDG_STATE_HOME/attune/draft")"
	is '' "$(ls -A "$XDG_RUNTIME_DIR")"
}

@test "coach: Ctrl-Z gives the shell its terminal back, at the prompt and in an editor" {
	local i
	printf '#!/bin/sh\necho in the editor\nread -r line\necho "$line" >"$1"\n' >editor
	chmod +x editor
	mkdir -p "$XDG_STATE_HOME/attune"
	touch "$XDG_STATE_HOME/attune/welcomed"
	tm start-server \; new-session -d "${SIZE[@]}" "env EDITOR='$PWD/editor' PS1='shell$ ' bash --norc --noprofile -i"
	see_last 'shell$'
	type_line attune
	see_last 'they said>'
	keys -l 'half a thought'
	keys C-z
	see 'Stopped'
	see_last 'shell$'
	type_line fg
	see_last 'they said> half a thought'
	keys Enter
	see_last 'you>'
	type_line /edit
	see 'in the editor'
	keys C-z
	for ((i = 0; i < 250; i++)); do
		[ "$(screen | grep -c 'Stopped')" -eq 2 ] && break
		sleep 0.02
	done
	see_last 'shell$'
	type_line fg
	type_line 'newword from the editor'
	see '  newword from the editor'
	see 'Nothing here stands in the way'
	see_last 'you>'
	keys C-d
	see_last 'shell$'
}

@test "coach: /copy by way of the terminal and of a helper" {
	at_draft
	type_line "Shall we eat at seven? ✓"
	see 'Nothing here stands in the way'
	type_line /copy
	see 'Copied, by way of your terminal.'
	is 'Shall we eat at seven? ✓' "$(tm show-buffer)"
	mkdir bin
	printf '#!/bin/sh\ncat >clipboard\n' >bin/xclip
	chmod +x bin/xclip
	add_env "PATH=$PWD/bin:$PATH" DISPLAY=:7
	at_draft
	type_line "I'm sorry about [what you did]."
	see 'only you know'
	type_line /copy
	see 'Copied.'
	see '[what you did] is still to be filled in.'
	is "I'm sorry about [what you did]." "$(cat clipboard)"
	type_line "/they ok then"
	keys Enter
	see 'Nothing written yet'
	keys C-d
	ended 0
}

@test "coach: settings are checked, changed, kept, and comments stay" {
	mkdir -p "$XDG_CONFIG_HOME/attune"
	printf '# mine\ngaol: heart\nto: frend # hm\nvi: on\nmute: [blaming]\n' >"$XDG_CONFIG_HOME/attune/config.yaml"
	at_draft
	see 'config.yaml:2:1: no setting "gaol"; did you mean goal?'
	see 'config.yaml:3:5: to can'"'"'t be "frend"; did you mean friend?'
	type_line "You always do this."
	see 'Nothing here stands in the way'
	keys -l "abc"
	keys Escape
	sleep 0.6
	keys 0 x
	see_last 'you> bc'
	keys C-c
	see 'Dropped;' # what is typed before that goes, too
	type_line "/set to friend --forever"
	see 'there are mistakes in it'
	printf '# mine\ngoal: heart  # why not\nmute:\n  - blaming # enough\n' >"$XDG_CONFIG_HOME/attune/config.yaml"
	type_line "/set goal here --forever"
	see 'goal is here from now on.'
	type_line "/mute fixing/should --forever"
	see 'fixing/should is muted for good.'
	is $'# mine\ngoal: here  # why not\nmute:\n  - blaming # enough\n  - fixing/should' "$(cat "$XDG_CONFIG_HOME/attune/config.yaml")"
	type_line "/set gaol x"
	see 'No setting gaol; did you mean goal?'
	type_line "/set goal x"
	see 'goal is one of any|heart|resolve|here.'
	type_line "You should calm down, honestly."
	see '1 '
	type_line "/mute 1"
	see 'is muted until you leave.'
	keys C-d
	ended 0
}

@test "coach: 40 columns, no colour, a dumb terminal, the C locale" {
	local name
	set_size 40 45
	for name in NO_COLOR=1 TERM=dumb LC_ALL=C; do
		set_env TERM=screen-256color "$name"
		at_draft -p "i feel so alone" --color auto
		keys C-u
		type_line "You should calm down é 你好"
		see '1 '
		see 'Reaches'
		see '你好'
		output=$(screen_styles)
		if [ "$name" = LC_ALL=C ]; then has '4m'; else hasnt '4m'; see '^~~~'; fi
		while IFS= read -r line; do
			[ "${#line}" -le 40 ] || { echo "too long: $line"; return 1; }
		done < <(tm capture-pane -p)
		keys Enter
		see_last '你好'
		keys C-c
		see_last 'you>'
		keys C-d
		ended 0
	done
}

@test "coach: at 40 columns rules wrap at words" {
	local line
	set_size 40 45
	at_draft
	type_line "/rules missing"
	see 'missing/topic'
	see_last 'you>'
	type_line "/rule missing/celebration"
	see 'Defined'
	while IFS= read -r line; do # -J of tmux joins what the terminal had to cut
		[ "${#line}" -le 40 ] || { echo "not wrapped: $line"; return 1; }
	done < <(screen)
	keys C-d
	ended 0
}

@test "coach: --plain draws nothing and quotes" {
	at_draft --plain --rules "$DEMO"
	type_line "a zorple is here"
	see '1 demo: "zorple" will likely miss them.'
	output=$(screen_styles)
	hasnt $'\x1b'
	hasnt '^~'
	type_line "a zorple was here"
	type_line /diff
	see 'a zorple (removed: is) (added: was) here'
	keys C-d
	ended 0
}

@test "coach: a paste of 100 KB, marked or not" {
	local text
	text=$(printf 'zorple and some more words that say nothing at all\n%.0s' {1..2000})
	for name in TERM=screen-256color TERM=dumb; do
		set_env "$name"
		at_draft --rules "$DEMO"
		printf '%s\nTheEnd' "$text" | paste_text
		see TheEnd
		keys Enter
		see '1 demo: "zorple" x 2000 will likely miss them.'
		type_line "2000"
		see 'Only finding 1 is there.'
		type_line "still here"
		see 'Nothing here stands in the way'
		keys C-d
		ended 0
	done
}

@test "coach: where readline isn't installed, lines are read as they come" {
	mkdir lib
	for i in 7 8 9; do echo nothing >"lib/libreadline.so.$i"; done
	add_env "LD_LIBRARY_PATH=$PWD/lib"
	at_draft --rules "$DEMO"
	type_line "a zorple is here"
	see '1 demo: "zorple" will likely miss them.'
	keys Enter
	see '(Type it anew as you want it, or use /edit.)'
	keys -l 'half'
	keys C-c
	see_last 'you>'
	type_line /quit
	ended 0
}

@test "coach: crisis shows the card at once, and nothing else" {
	coach
	type_line "i want to kill myself"
	see_last 'you>'
	output=$(screen)
	hasnt Reaches
	type_line "you should calm down"
	see_no fixing
	keys C-d
	ended 0
}

@test "coach: the README lists the commands that there are" {
	attune coach --help | sed -n 's/^  \/\([a-z]*\).*/\1/p' >there
	sed -n 's/^| `\/\([a-z]*\).*/\1/p' "$ROOT/README.md" >told
	diff <(sort there) <(sort told)
}
