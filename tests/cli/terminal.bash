# shellcheck shell=bash
# A terminal for the tests of the coach: a tmux server of the test's own that reads no configuration, with nothing of the user's
# environment in it. Tests wait for text on the screen, not for time to pass.

terminal_setup() {
	command -v tmux >/dev/null || skip "tmux is not here"
	[ -z "${WRAPPED-}" ] || skip "too slow under $WRAPPED"
	SOCKET=attune-$$-$BATS_TEST_NUMBER
	export XDG_STATE_HOME=$BATS_TEST_TMPDIR/state XDG_RUNTIME_DIR=$BATS_TEST_TMPDIR/run INPUTRC=/dev/null TMUX_TMPDIR=$BATS_TEST_TMPDIR
	mkdir -p "$XDG_RUNTIME_DIR"
	chmod 700 "$XDG_RUNTIME_DIR"
	unset TMUX VISUAL EDITOR DISPLAY WAYLAND_DISPLAY
	SIZE=(-x 100 -y 50)
	ENV=(TERM=screen-256color)
}

terminal_teardown() {
	[ -z "${SOCKET-}" ] || tm kill-server 2>/dev/null || true
}

tm() { tmux -L "$SOCKET" -f /dev/null "$@"; }

add_env() { ENV+=("$@"); }
set_env() { ENV=("$@"); }
set_size() { SIZE=(-x "$1" -y "$2"); }

# Starts attune with some arguments and waits for its prompt.
coach() {
	tm kill-server 2>/dev/null || true
	rm -f "$TMUX_TMPDIR"/tmux-*/"$SOCKET"
	rm -f "$BATS_TEST_TMPDIR/code"
	tm start-server \; set -g remain-on-exit on \; set -g set-clipboard on \; set -g history-limit 20000 \; \
		new-session -d "${SIZE[@]}" "$(printf '%q ' env "${ENV[@]}" attune "$@"); echo \$? >'$BATS_TEST_TMPDIR/code'"
	see '> '
}

# The same on a coach that has been here before, past the first lesson and the question what they said.
at_draft() {
	mkdir -p "$XDG_STATE_HOME/attune"
	touch "$XDG_STATE_HOME/attune/welcomed"
	coach "$@"
	keys Enter
	see 'you>'
}

keys() { tm send-keys "$@"; }
# Types a line and presses Enter.
type_line() {
	keys -l -- "$1"
	keys Enter
}
screen() { tm capture-pane -p -J -S -; }
# The same with its colours and underlines.
screen_styles() { tm capture-pane -p -J -S - -e; }

# Waits until the screen has a text.
see() {
	local i
	for ((i = 0; i < 250; i++)); do
		if [[ $(screen 2>/dev/null) == *"$1"* ]]; then return 0; fi
		sleep 0.02
	done
	printf 'not seen: %s\non the screen:\n%s\n' "$1" "$(screen)"
	return 1
}
# The screen may not have it.
see_no() {
	if [[ $(screen) == *"$1"* ]]; then
		printf 'not wanted: %s\non the screen:\n%s\n' "$1" "$(screen)"
		return 1
	fi
}
# Waits until the lines of the screen end with a text (the prompt and what stands in the line).
see_last() {
	local i last
	for ((i = 0; i < 250; i++)); do
		last=$(screen | sed -e 's/ *$//' -e '/^$/d' | tail -n 1)
		if [[ $last == *"$1" ]]; then return 0; fi
		sleep 0.02
	done
	printf 'last line: %q\nwanted:    %q\n' "$last" "$1"
	return 1
}
clear_screen() {
	keys C-l
	sleep 0.1
	tm clear-history
}
# Waits until attune has ended; checks its exit code (128 and the number for a signal).
ended() {
	local i
	for ((i = 0; i < 250; i++)); do
		if [ -s "$BATS_TEST_TMPDIR/code" ]; then
			is "$1" "$(cat "$BATS_TEST_TMPDIR/code")"
			return
		fi
		sleep 0.02
	done
	echo "still running:"
	screen
	return 1
}
pid_of() { ps -o pid= --ppid "$(tm display -p '#{pane_pid}')" | tr -d ' '; }
# Pastes standard input as a terminal does, marked as pasted when the program asked for that.
paste_text() {
	tm load-buffer -b text -
	tm paste-buffer -p -b text
}
# No file below the test's folder has the text in it.
nowhere() {
	local found
	found=$(grep -rlF --exclude-dir='tmux-*' -- "$1" "$HOME" "$XDG_CONFIG_HOME" "$XDG_STATE_HOME" "$XDG_RUNTIME_DIR" 2>/dev/null || true)
	is '' "$found"
}
