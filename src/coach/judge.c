/* SPDX-License-Identifier: MIT */
/*
 * judge.c: an answer to a scene, and whether the words that were named are those that sting. Lines about an answer are tried in
 * their order; the first whose conditions hold is said.
 */
#include "coach/judge.h"
#include "ruleset/keys.h"
#include <string.h>

#define LONGEST_QUOTE 100 /* bytes */

void at_verdict_free(struct at_verdict *v)
{
	at_buffer_free(&v->well);
	at_buffer_free(&v->next);
}

void at_judge_fill(struct at_buffer *out, const char *text, const char *words, size_t len)
{
	const char *slot = strstr(text, "{words}");
	if (slot == NULL) {
		at_buffer_add_str(out, text);
		return;
	}
	at_buffer_add(out, text, (size_t)(slot - text));
	at_buffer_add_str(out, "“");
	at_buffer_add(out, words, len);
	at_buffer_add_str(out, "”");
	at_buffer_add_str(out, slot + 7);
}

/* Whether a move's id is `name`, or of the family `name`. */
static bool is_of(const char *id, const char *name)
{
	size_t n = strlen(name);
	return strncmp(id, name, n) == 0 && (id[n] == 0 || id[n] == '/');
}

/* The first move of the answer that the list names; false when there is none. */
static bool find_move(const attune_report *report, const struct at_node *list, attune_move *out)
{
	for (size_t k = 0; k < list->n; k++)
		for (size_t i = 0; attune_report_move(report, i, out); i++)
			if (is_of(out->rule, list->items[k]->text))
				return true;
	return false;
}

struct span {
	const char *at;
	size_t len;
};

static bool ends_sentence(char c)
{
	return c == '.' || c == '!' || c == '?' || c == '\n';
}

/* Where a "but" begins in [from, to) that turns round what stands before it; `to` when there is none. */
static size_t before_but(const char *answer, size_t from, size_t to)
{
	static const char but[] = " but ";
	for (size_t i = from; i + sizeof but - 1 <= to; i++)
		if (memcmp(answer + i, but, sizeof but - 1) == 0)
			return i > from && answer[i - 1] == ',' ? i - 1 : i;
	return to;
}

/* The sentence that [start, end) of the answer stands in, up to a "but"; if that is long, the span alone. */
static struct span sentence_of(const char *answer, size_t len, size_t start, size_t end)
{
	while (end > start + 1 && ends_sentence(answer[end - 1]))
		end--;
	size_t from = start, to = end;
	while (from > 0 && !ends_sentence(answer[from - 1]))
		from--;
	while (from < start && answer[from] == ' ')
		from++;
	while (to < len && !ends_sentence(answer[to]))
		to++;
	to = before_but(answer, end, to);
	if (to - from <= LONGEST_QUOTE)
		return (struct span){answer + from, to - from};
	return (struct span){answer + start, end - start};
}

/* The finding from `miss` on that overlaps [start, end) of the draft, or SIZE_MAX. With `phrase` only one of a rule's words: what a
 * sentence leans to all in all does not take back the good that is in it. */
static size_t overlapping(const attune_report *report, size_t start, size_t end, bool phrase)
{
	attune_finding f;
	for (size_t i = 0; attune_report_finding(report, i, &f); i++)
		if (f.severity >= ATTUNE_MISS && !f.whole && !(phrase && f.leaning) && f.byte_start < end && start < f.byte_end)
			return i;
	return SIZE_MAX;
}

/* The words of the first move of the answer that the list names, in a sentence that has nothing against it. */
static bool find_praised(const attune_report *report, const struct at_node *list, const char *answer, size_t len, struct span *out)
{
	attune_move move;
	for (size_t k = 0; k < list->n; k++) {
		for (size_t i = 0; attune_report_move(report, i, &move); i++) {
			if (!is_of(move.rule, list->items[k]->text))
				continue;
			*out = sentence_of(answer, len, move.byte_start, move.byte_end);
			size_t from = (size_t)(out->at - answer);
			if (overlapping(report, from, from + out->len, true) == SIZE_MAX)
				return true;
		}
	}
	return false;
}

static bool holds(const struct at_node *list, const char *word)
{
	for (size_t i = 0; i < list->n; i++)
		if (strcmp(list->items[i]->text, word) == 0)
			return true;
	return false;
}

static bool lacks_one(const struct at_node *list, unsigned meters)
{
	unsigned wanted = 0;
	for (unsigned m = 0; attune_meter_name(m) != NULL; m++)
		wanted |= holds(list, attune_meter_name(m)) ? 1u << m : 0;
	return (meters & wanted) == 0;
}

/* The gravest finding; of equals the first that points at words of its own. */
static attune_severity gravest(const attune_report *report, size_t *which)
{
	attune_finding f;
	attune_severity worst = ATTUNE_OFF;
	bool leans = false;
	for (size_t i = 0; attune_report_finding(report, i, &f); i++) {
		if (f.severity > worst || (f.severity == worst && leans && !f.leaning)) {
			worst = f.severity;
			leans = f.leaning;
			*which = i;
		}
	}
	return worst;
}

/* One of its wordings; which one depends on the answer alone. */
static const char *wording(const struct at_line *line, size_t k)
{
	const struct at_node *n = line->text;
	return n->kind == AT_LIST ? n->items[k % n->n]->text : n->text;
}

static void say_well(struct at_buffer *out, const struct at_scenes *scenes, enum at_scene_moment moment,
                     const attune_report *report, const char *answer, size_t len)
{
	for (size_t i = 0; i < scenes->well.n; i++) {
		const struct at_line *line = &scenes->well.items[i];
		struct span words = {answer, 0};
		if ((line->moments != NULL && !holds(line->moments, at_scene_moments[moment])) ||
		    (line->moves != NULL && !find_praised(report, line->moves, answer, len, &words)))
			continue;
		at_judge_fill(out, wording(line, len), words.at, words.len);
		return;
	}
}

static void say_next(struct at_buffer *out, const struct at_scenes *scenes, enum at_scene_moment moment,
                     const attune_report *report, const struct at_verdict *v)
{
	for (size_t i = 0; i < scenes->try.n; i++) {
		const struct at_line *line = &scenes->try.items[i];
		attune_move move;
		if ((v->went == AT_WENT_WELL && !line->also) ||
		    (line->moments != NULL && !holds(line->moments, at_scene_moments[moment])) ||
		    (line->without != NULL && find_move(report, line->without, &move)) ||
		    (line->lacks != NULL && !lacks_one(line->lacks, v->meters)))
			continue;
		at_buffer_add_str(out, wording(line, 0));
		return;
	}
}

/* The finding's reason, and what could stand there instead. */
static void say_finding(struct at_buffer *out, const attune_report *report, size_t i, const char *answer)
{
	attune_finding f;
	if (!attune_report_finding(report, i, &f))
		return;
	const char *instead = attune_report_suggestion(report, i, 0);
	if (!f.whole)
		at_judge_fill(out, "{words}: ", answer + f.byte_start, f.byte_end - f.byte_start);
	at_buffer_add_str(out, f.why);
	if (instead != NULL)
		at_buffer_addf(out, " Perhaps: “%s”", instead);
}

void at_judge_answer(struct at_verdict *out, const struct at_scenes *scenes, enum at_scene_moment moment,
                     const attune_report *report, const char *answer, size_t len)
{
	size_t worst_one = 0;
	attune_finding f;
	attune_severity worst = gravest(report, &worst_one);
	bool leans = attune_report_finding(report, worst_one, &f) && f.leaning;
	*out = (struct at_verdict){.meters = attune_report_meters(report)};
	if (worst < ATTUNE_MISS && attune_report_good_enough(report))
		out->went = AT_WENT_WELL;
	else
		out->went = worst == ATTUNE_HURT || out->meters == 0 ? AT_WENT_AGAIN : AT_WENT_NEARLY;
	say_well(&out->well, scenes, moment, report, answer, len);
	/* What is missing is plainer advice than what a sentence leans to. */
	if (worst < ATTUNE_MISS || leans)
		say_next(&out->next, scenes, moment, report, out);
	if (worst >= ATTUNE_MISS && out->next.len == 0)
		say_finding(&out->next, report, worst_one, answer);
}

/* ------------------------------------------------------------- what will sting */

/* Letters and digits in lower case, one space between words; `map` gives each byte's place in `s`. */
struct plain {
	char text[2048];
	size_t map[2048], n;
};

static bool is_word(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

static void make_plain(struct plain *p, const char *s, size_t len)
{
	bool space = false;
	p->n = 0;
	for (size_t i = 0; i < len && p->n + 2 < sizeof p->text; i++) {
		unsigned char c = (unsigned char)s[i];
		bool quote = c == 0xE2 && i + 2 < len && (unsigned char)s[i + 1] == 0x80;
		if (quote)
			i += 2; /* ’ “ — and the like */
		if (c == '\'' || quote)
			continue;
		if (!is_word(c)) {
			space = p->n > 0;
			continue;
		}
		if (space) {
			p->map[p->n] = i;
			p->text[p->n++] = ' ';
		}
		space = false;
		p->map[p->n] = i;
		p->text[p->n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : (char)c;
	}
	p->text[p->n] = 0;
}

bool at_judge_is_none(const char *answer, size_t len)
{
	static const char *const words[] = {"none",         "nothing",    "no",       "nope", "none of it",
	                                    "nothing here", "it is fine", "its fine", "fine"};
	struct plain p;
	make_plain(&p, answer, len);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(p.text, words[i]) == 0)
			return true;
	return false;
}

/* The finding whose own words stand in the answer, or SIZE_MAX. */
static size_t quoted_in(const attune_report *report, const char *draft, const char *answer)
{
	attune_finding f;
	for (size_t i = 0; attune_report_finding(report, i, &f); i++) {
		struct plain words;
		if (f.severity < ATTUNE_MISS || f.whole)
			continue;
		make_plain(&words, draft + f.byte_start, f.byte_end - f.byte_start);
		if (words.n > 0 && strstr(answer, words.text) != NULL)
			return i;
	}
	return SIZE_MAX;
}

bool at_judge_sting(const attune_report *report, const char *draft, size_t draft_len, const char *answer, size_t len, size_t *which)
{
	struct plain where, words;
	size_t worst = SIZE_MAX, found = SIZE_MAX;
	bool any = gravest(report, &worst) >= ATTUNE_MISS;
	make_plain(&where, draft, draft_len);
	make_plain(&words, answer, len);
	for (const char *at = where.text; any && words.n > 0 && found == SIZE_MAX && (at = strstr(at, words.text)) != NULL; at++) {
		size_t from = (size_t)(at - where.text), to = from + words.n - 1;
		found = overlapping(report, where.map[from], where.map[to] + 1, false);
	}
	if (any && found == SIZE_MAX)
		found = quoted_in(report, draft, words.text);
	*which = found != SIZE_MAX ? found : any ? worst : SIZE_MAX;
	return found != SIZE_MAX;
}
