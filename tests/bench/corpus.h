/* SPDX-License-Identifier: MIT */
/*
 * corpus: the messages that the bench scans, put together from lists of sentences by a fixed sequence of random numbers, so
 * that they are the same on every machine. Two sentences in ten are ones that a rule finds, two are attuned, the rest is
 * everyday life. May call base/buffer.
 */
#ifndef AT_BENCH_CORPUS_H
#define AT_BENCH_CORPUS_H

#include "base/buffer.h"
#include <stdlib.h>

#define MESSAGES 500
#define DRAFT_BYTES 208u

static const char *const openings[] = {
	"Hey love, ", "ok so ", "Listen, ",  "Right, ",           "", "", "", "Hi, just got your message. ",
	"oh no, ",    "Mm. ",   "Morning. ", "I read it twice. ",
};
static const char *const plain[] = {
	"I'm on the late bus and should be home around eight",
	"The landlord rang about the boiler again",
	"Tom's school moved the concert to Thursday",
	"I put the shopping on the counter before I left",
	"there's soup in the fridge if you want it",
	"Mum asked whether we're still coming on Sunday",
	"we can talk about the car when I'm back",
	"the dentist had no slots until the tenth",
	"I left the keys with Ana next door",
	"my meeting ran over and then the lift broke",
	"I'll bring bread and that cheese you like",
	"the kids were asleep by half past seven",
	"it rained the whole way and my shoes are soaked",
	"Let me know if the parcel turned up",
};
static const char *const harsh[] = {
	"at least you still have the weekend",
	"you should just tell them no",
	"I think you're overreacting a bit",
	"you always do this when I'm tired",
	"it's not that big a deal",
	"why don't you just go to bed earlier",
	"I'm sorry you feel that way",
	"have you tried talking to her properly",
	"everything happens for a reason",
	"calm down and think about it",
	"when I had that job it was far worse",
	"if I were you I'd look for something else",
};
static const char *const kind[] = {
	"that sounds really hard",
	"it makes sense that you're worn out",
	"I hear you",
	"you've been carrying this on your own for weeks",
	"no wonder you were upset",
	"what was the worst part of it",
	"do you want ideas or just company tonight",
	"I was wrong to walk off",
	"thank you for telling me",
	"so they changed it without asking you",
};
static const char *const told[] = {
	"my boss moved the deadline again and I feel like nobody listens",
	"I'm so tired, the baby was up all night",
	"you said you'd call and you didn't",
	"I got the results and they were fine!",
	"Nan is back in hospital and I don't know what to do",
	"I'm fine",
	"they gave the flat to someone else",
	"what time are you home",
	"I feel alone in this lately",
	"can you pick up milk",
	"I failed the test again and I'm ashamed",
	"she made a joke about me in front of everyone",
	"I don't know whether to stay or go",
	"I'm sorry about yesterday",
};
static const char *const endings[] = {
	". ", ". ", ". ", "! ", "? ", ", and ", ", but ", "... ", "\n", " \xF0\x9F\x98\x8A ", " \xE2\x80\x94 "};
#define ONE_OF(list) list[below(sizeof list / sizeof list[0])]

struct message {
	char *draft, *partner; /* partner NULL: none */
	size_t draft_len, partner_len;
};

static struct message corpus[MESSAGES];
static size_t corpus_bytes;

static uint32_t seed = 2463534242u;
static uint32_t below(uint32_t n)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % n;
}

/* One writer in three texts: no capitals, no apostrophes. */
static char *take(struct at_buffer *b, bool texting, size_t *len)
{
	size_t n = 0;
	char *text = malloc(b->len + 1);
	if (text == NULL || b->failed)
		exit(2);
	while (b->len > 0 && (b->ptr[b->len - 1] == ' ' || b->ptr[b->len - 1] == '\n'))
		b->len--;
	for (size_t i = 0; i < b->len; i++)
		if (!texting || b->ptr[i] != '\'')
			text[n++] = (char)(texting && b->ptr[i] >= 'A' && b->ptr[i] <= 'Z' ? b->ptr[i] + 32 : b->ptr[i]);
	text[n] = '\0';
	*len = n;
	at_buffer_clear(b);
	return text;
}

static void make_corpus(void)
{
	struct at_buffer b = {0};
	for (size_t i = 0; i < MESSAGES; i++) {
		struct message *m = &corpus[i];
		bool texting = below(3) == 0;
		size_t want = DRAFT_BYTES - 83 + below(124);
		at_buffer_add_str(&b, ONE_OF(openings));
		while (b.len < want) {
			uint32_t which = below(10);
			at_buffer_add_str(&b, which < 6 ? ONE_OF(plain) : which < 8 ? ONE_OF(harsh) : ONE_OF(kind));
			at_buffer_add_str(&b, ONE_OF(endings));
		}
		m->draft = take(&b, texting, &m->draft_len);
		corpus_bytes += m->draft_len;
		for (uint32_t n = below(4); n > 0; n--) {
			at_buffer_add_str(&b, ONE_OF(told));
			at_buffer_add_str(&b, ONE_OF(endings));
		}
		if (b.len == 0)
			continue;
		m->partner = take(&b, texting, &m->partner_len);
		corpus_bytes += m->partner_len;
	}
	at_buffer_free(&b);
}

static void free_corpus(void)
{
	for (size_t i = 0; i < MESSAGES; i++) {
		free(corpus[i].draft);
		free(corpus[i].partner);
	}
}

#endif
