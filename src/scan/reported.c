/* SPDX-License-Identifier: MIT */
/*
 * reported.c: what a report tells, one question at a time. Input: a filled report; output: its findings, moves and reading, as the public
 * header has them. Nothing is searched or changed here. Calls ruleset for the words of a rule.
 */
#include "scan/report.h"

size_t attune_report_findings(const attune_report *r)
{
	return r->n_findings;
}

bool attune_report_finding(const attune_report *r, size_t i, attune_finding *out)
{
	if (i >= r->n_findings)
		return false;
	const struct at_report_finding *f = &r->findings[i];
	const struct at_rule *rule = at_rule_at(r->rules, f->rule);
	*out = (attune_finding){
		.rule = at_string(r->rules, rule->id),
		.category = at_string(r->rules, rule->category),
		.title = at_string(r->rules, rule->title),
		.why = at_string(r->rules, rule->why),
		.hears = at_string(r->rules, rule->hears),
		.rule_index = f->rule,
		.severity = (attune_severity)f->severity,
		.start = f->start,
		.end = f->end,
		.byte_start = f->byte_start,
		.byte_end = f->byte_end,
		.whole = f->whole,
		.leaning = f->leaning,
		.n_suggestions = f->n_suggestions,
	};
	return true;
}

const char *attune_report_suggestion(const attune_report *r, size_t i, size_t k)
{
	if (i >= r->n_findings || k >= r->findings[i].n_suggestions)
		return NULL;
	return r->words.ptr + r->suggestions[r->findings[i].first_suggestion + k].at;
}

size_t attune_report_moves(const attune_report *r)
{
	return r->n_moves;
}

bool attune_report_move(const attune_report *r, size_t i, attune_move *out)
{
	if (i >= r->n_moves)
		return false;
	const struct at_report_move *m = &r->moves[i];
	const struct at_rule *rule = at_rule_at(r->rules, m->rule);
	*out = (attune_move){
		.rule = at_string(r->rules, rule->id),
		.title = at_string(r->rules, rule->title),
		.rule_index = m->rule,
		.start = m->start,
		.end = m->end,
		.byte_start = m->byte_start,
		.byte_end = m->byte_end,
		.meters = rule->meters,
	};
	return true;
}

unsigned attune_report_meters(const attune_report *r)
{
	unsigned meters = 0;
	for (size_t i = 0; i < r->n_moves; i++)
		meters |= at_rule_at(r->rules, r->moves[i].rule)->meters;
	return meters;
}

bool attune_report_good_enough(const attune_report *r)
{
	unsigned meters = attune_report_meters(r);
	for (size_t i = 0; i < r->n_findings; i++)
		if (r->findings[i].severity == ATTUNE_HURT)
			return false;
	return (meters & (AT_METER_SEEN | AT_METER_HEARD)) != 0 && (meters & (AT_METER_UNDERSTOOD | AT_METER_WITH)) != 0;
}

bool attune_report_foreign(const attune_report *r)
{
	return r->foreign;
}

size_t attune_report_kinds(const attune_report *r)
{
	size_t n = 0;
	for (unsigned k = 0; k < AT_MOMENTS; k++)
		n += r->kinds >> k & 1u;
	return n;
}

const char *attune_report_kind(const attune_report *r, size_t i)
{
	for (unsigned k = 0; k < AT_MOMENTS; k++)
		if ((r->kinds >> k & 1u) != 0 && i-- == 0)
			return at_moment_names[k];
	return NULL;
}

size_t attune_report_feelings(const attune_report *r)
{
	return r->n_feelings;
}

bool attune_report_feeling(const attune_report *r, size_t i, attune_feeling *out)
{
	if (i >= r->n_feelings)
		return false;
	const struct at_report_feeling *f = &r->feelings[i];
	*out = (attune_feeling){
		.family = at_string(r->rules, f->found.family),
		.word = at_string(r->rules, f->found.word),
		.said = at_string(r->rules, f->found.say),
		.rule = at_string(r->rules, at_rule_at(r->rules, f->found.rule)->id),
		.intensity = f->found.intensity,
		.stated = f->found.stated,
		.start = f->start,
		.end = f->end,
	};
	return true;
}

const char *attune_report_about(const attune_report *r)
{
	return r->about != SIZE_MAX ? r->words.ptr + r->about : NULL;
}

const char *attune_report_event(const attune_report *r)
{
	return r->event != SIZE_MAX ? r->words.ptr + r->event : NULL;
}

int attune_report_intensity(const attune_report *r)
{
	return r->intensity;
}

const char *attune_report_pace(const attune_report *r)
{
	return r->pace;
}

size_t attune_report_needs(const attune_report *r)
{
	return r->n_needs;
}

const char *attune_report_need(const attune_report *r, size_t i)
{
	return i < r->n_needs ? at_string(r->rules, r->needs[i]) : NULL;
}

size_t attune_report_registers(const attune_report *r)
{
	return r->n_registers;
}

const char *attune_report_register(const attune_report *r, size_t i)
{
	return i < r->n_registers ? at_string(r->rules, r->registers[i]) : NULL;
}

size_t attune_report_troubles(const attune_report *r)
{
	return r->n_troubles;
}

const attune_error *attune_report_trouble(const attune_report *r, size_t i)
{
	return i < r->n_troubles ? r->troubles[i] : NULL;
}

const char *attune_report_card(const attune_report *r)
{
	return r->card != 0 ? at_string(r->rules, r->card) : NULL;
}

size_t attune_report_cue(const attune_report *r, size_t i)
{
	return i < r->n_cues ? r->cues[i] : SIZE_MAX;
}
