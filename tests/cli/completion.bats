#!/usr/bin/env bats
# Completion for bash, zsh and fish: what each offers, and Tab pressed in a real shell.

load helper
load terminal
setup() { common_setup; }
teardown() { terminal_teardown; }

@test "completion: scripts that their shells accept" {
	run -0 attune completion bash
	bash -n <<<"$output"
	has 'complete -F _attune attune'
	run -0 attune completion zsh
	if command -v zsh >/dev/null; then zsh -n <<<"$output"; fi
	run -0 attune completion fish
	if command -v fish >/dev/null; then fish --no-execute <<<"$output"; fi
	run -2 attune completion tcsh
	has 'bash, zsh and fish'
}

@test "completion: the words it offers are words that the commands take" {
	for word in distress anger good-news ambivalence repair sting say-back 1 2 3 partner friend parent child colleague; do
		run attune practice "$word" </dev/null
		[ "$status" -le 1 ] || { echo "practice $word: $output"; return 1; }
		[[ $(attune completion bash) == *" $word"* || $(attune completion bash) == *"'$word"* ]]
	done
	for word in partner friend parent child colleague answer; do
		run -0 attune challenge "$word" </dev/null
	done
}

# What bash offers for a line, in $output; a blank at its end begins a new word. = breaks words, as it does in bash.
complete_line() {
	local line=${1//=/ = }
	read -r -a COMP_WORDS <<<"$line"
	[[ $1 == *" " ]] && COMP_WORDS+=("")
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
	_attune 2>/dev/null || true # compopt complains, where no Tab was pressed
	output="${COMPREPLY[*]}"
}

@test "completion: bash offers commands, options, choices, rules" {
	eval "$(attune completion bash)"
	complete_line "attune che"
	is check
	complete_line "attune rules "
	has "list new lint test"
	complete_line "attune check --for"
	is --format
	complete_line "attune check --format "
	is "text json line"
	complete_line "attune check --format=js"
	is json
	complete_line "attune check --format="
	is "text json line"
	complete_line "attune explain fixing/sho"
	has fixing/should
	complete_line "attune --color al"
	is always
	complete_line "attune rules list --category inv"
	is invalidating
	complete_line "attune rules test blam"
	has blaming
	complete_line "attune rewrite -p check --to par"
	is "partner parent"
	complete_line "attune -p check --color=never rewr"
	is rewrite
	complete_line "attune practice st"
	is sting
	complete_line "attune journal er"
	is erase
	complete_line "attune help expl"
	is explain
	complete_line "attune completion f"
	is fish
}

@test "completion: bash knows the rules of one's own" {
	mkdir -p "$XDG_CONFIG_HOME/attune/rules"
	printf 'kind: flag\ncategory: dismissing\ntitle: T\nrules:\n  - id: dismissing/moving-on\n    title: x\n    phrases: [moving on]\n    why: w\n' \
		>"$XDG_CONFIG_HOME/attune/rules/mine.yaml"
	eval "$(attune completion bash)"
	complete_line "attune explain dism"
	is dismissing/moving-on
	complete_line "attune rules list --category dism"
	is dismissing
}

# A shell in a terminal of its own; Tab is pressed as somebody would.
shell_begins() {
	terminal_setup
	rm -f "$TMUX_TMPDIR"/tmux-*/"$SOCKET"
	mkdir -p 'my drafts'
	touch 'my drafts/to mum.txt'
	tm start-server \; set -g remain-on-exit on \; new-session -d "${SIZE[@]}" "$(printf '%q ' env "${ENV[@]}" PS1='$ ' "$@")"
}

@test "completion: Tab in bash" {
	attune completion bash >script
	shell_begins bash --norc
	see '$ '
	type_line 'bind "set bell-style none"; source ./script; clear'
	see_last '$'
	keys -l 'attune rul'
	keys Tab
	see_last 'attune rules'
	keys -l 'exp'
	keys Tab
	see_last 'attune rules export'
	keys -l 'm'
	keys Tab
	see_last 'attune rules export my\ drafts/'
	keys C-u
	keys -l 'attune check my'
	keys Tab
	see_last 'attune check my\ drafts/'
	keys -l 'to'
	keys Tab
	see_last 'attune check my\ drafts/to\ mum.txt'
	keys C-u
	keys -l 'attune scan --to=fr'
	keys Tab
	see_last 'attune scan --to=friend'
}

@test "completion: Tab in zsh" {
	command -v zsh >/dev/null || skip "zsh is not here"
	mkdir functions
	attune completion zsh >functions/_attune
	shell_begins zsh -f
	type_line 'PS1="$ " fpath=($PWD/functions $fpath); autoload -Uz compinit; compinit -u -d "$HOME/dump"; unsetopt beep; clear'
	see_last '$'
	keys -l 'attune rul'
	keys Tab
	see_last 'attune rules'
	keys -l 'exp'
	keys Tab
	see_last 'attune rules export'
	keys -l 'm'
	keys Tab
	see_last 'attune rules export my\ drafts/'
	keys C-u
	keys -l 'attune explain fixing/shou'
	keys Tab
	see_last 'attune explain fixing/should'
	keys C-u
	keys -l 'attune -p check rewrite --goal=res'
	keys Tab
	see_last 'attune -p check rewrite --goal=resolve'
}

@test "completion: fish offers the same" {
	command -v fish >/dev/null || skip "fish is not here"
	mkdir -p 'my drafts'
	attune completion fish >attune.fish
	offers() {
		run -0 fish --no-config -c "source attune.fish; complete -C '$1'"
		output=$(cut -f1 <<<"$output" | paste -sd' ')
	}
	offers 'attune rewr'
	is rewrite
	offers 'attune -p text rewr'
	is rewrite
	offers 'attune rules exp'
	is export
	offers 'attune rules export m'
	is 'my drafts/'
	offers 'attune check --fail-on h'
	is hurt
	offers 'attune check --format=j'
	is --format=json
	offers 'attune explain fixing/shou'
	has fixing/should
	offers 'attune rules list --category inv'
	is invalidating
	offers 'attune practice st'
	is sting
	offers 'attune check my'
	is 'my drafts/'
	offers 'attune walk my'
	is ''
}
