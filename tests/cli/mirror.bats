#!/usr/bin/env bats
# attune mirror: one line to say back, or a word why there is none.

load helper
setup() { common_setup; }

@test "mirror: the best clause on one line" {
	run -0 attune mirror "I feel like you ignore me when my mum visits"
	is "you feel like I ignore you when your mum visits"
	run -0 attune mirror my boss yelled at me in front of everyone and I feel so stupid
	is "you feel so stupid"
}

@test "mirror: --all prints every clause, the best first" {
	run -0 attune mirror --all "my boss yelled at me in front of everyone and I feel so stupid"
	is "you feel so stupid
your boss yelled at you in front of everyone"
}

@test "mirror: --shift turns the whole text round" {
	run -0 attune mirror --shift "You never listen to me! I'm tired, babe."
	is "I never listen to you! you're tired, babe."
	run -2 attune mirror --all --shift x
	has "don't go together"
}

@test "mirror: a refusal names the feeling, or says why" {
	run -1 --separate-stderr attune mirror "fuck you"
	is "you're furious with me"
	run -1 --separate-stderr attune mirror "you never know with her"
	is ""
	has 'nothing to mirror here: a "you" that means anybody' "$stderr"
	run -1 --separate-stderr attune mirror -q "thank you for seeing me"
	is "" "$output$stderr"
}

@test "mirror: a card stands in place of the words, a soft one above them" {
	run -1 attune mirror "I want to kill myself. I feel so alone"
	has "That matters more"
	hasnt "you feel so alone"
	run -1 attune mirror --format json "I want to kill myself. I feel so alone"
	has '"clauses":[]'
	has '"card":"crisis"'
	run -0 attune mirror "I make myself sick after meals. I feel so alone"
	has "Lines for eating"
	is "you feel so alone" "${lines[-1]}"
}

@test "mirror: words, files and standard input" {
	printf "I can't sleep\n" >told
	run -0 attune mirror told
	is "you can't sleep"
	run -0 attune mirror - <told
	is "you can't sleep"
	run -0 attune mirror told told
	is "told
you can't sleep
told
you can't sleep"
	run -2 attune mirror - <<<$'\xff'
	has "UTF-8"
}

@test "mirror: JSON has clauses, refusal, feeling and card" {
	run -0 attune mirror --format json "I'm so tired"
	is '{"clauses":["you'"'"'re so tired"],"refusal":null,"feeling":"you'"'"'re tired","card":null}'
	run -1 attune mirror --format json "fuck you"
	is '{"clauses":[],"refusal":"an insult","feeling":"you'"'"'re furious with me","card":null}'
	run -0 attune mirror --format json "I feel ugly"
	is '{"clauses":["you feel ugly"],"refusal":null,"feeling":"you feel ugly","card":null}'
	run -2 attune mirror --format line x
	has "text|json, not"
}

@test "mirror: words of one's own are known" {
	mkdir mine
	printf 'kind: grammar\nlists:\n  feelings: [gibbered]\n  verbs: [blorp]\npasts: {zorp: zarp}\n' >mine/words.yaml
	run -1 attune mirror "so gibbered"
	run -0 attune --rules mine mirror "so gibbered"
	is "you're so gibbered"
	run -0 attune --rules mine mirror "why did you zorp me?"
	is "you're wondering why I zarp you"
	printf 'kind: grammar\nlists:\n  feeling: [gibbered]\n' >mine/words.yaml
	run -0 attune --rules mine mirror "I'm tired"
	has 'unknown key `feeling` in `lists`; did you mean `feelings`?'
}

@test "mirror: nothing acts on a terminal" {
	run -0 attune mirror $'I feel \e[31mred and I hate it'
	is_inert
}
