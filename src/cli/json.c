/* SPDX-License-Identifier: MIT */
/*
 * json.c: writes answers as JSON. Input: a report; output: bytes appended to a buffer, keys in the order of the design.
 * Positions are those of the report: code points of the text as given.
 */
#include "cli/json.h"
#include "cli/render.h"
#include "cli/show.h"
#include "text/utf8.h"
#include <string.h>

/* Bytes that can't be copied as they are: controls, the quote, the backslash, and first bytes of code points that act on a
 * terminal or are no UTF-8 at all. */
static bool is_special(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\' || c == 0x7f || c == 0xc2 || c == 0xd8 || c == 0xe2 || c == 0xef;
}

static void add_special(struct at_buffer *out, uint32_t cp, const char *s, size_t len)
{
	if (cp == '"' || cp == '\\') {
		at_buffer_add_char(out, '\\');
		at_buffer_add_char(out, (char)cp);
	} else if (cp == '\n')
		at_buffer_add(out, "\\n", 2);
	else if (cp == '\t')
		at_buffer_add(out, "\\t", 2);
	else if (at_show_unsafe(cp))
		at_buffer_addf(out, "\\u%04x", (unsigned)cp);
	else
		at_buffer_add(out, s, len);
}

/* s[0..len) is UTF-8. */
static void add_valid(struct at_buffer *out, const char *s, size_t len)
{
	size_t plain = 0, i = 0;
	for (;;) {
		while (i < len && !is_special((unsigned char)s[i]))
			i++;
		if (i >= len)
			break;
		size_t at = i;
		uint32_t cp = at_utf8_next(s, len, &i);
		at_buffer_add(out, s + plain, at - plain);
		add_special(out, cp, s + at, i - at);
		plain = i;
	}
	at_buffer_add(out, s + plain, len - plain);
}

void at_json_string(struct at_buffer *out, const char *s, size_t len)
{
	at_buffer_add_char(out, '"');
	for (;;) {
		size_t bad = at_utf8_bad(s, len);
		if (bad == SIZE_MAX)
			break;
		add_valid(out, s, bad);
		at_buffer_add(out, "\xef\xbf\xbd", 3);
		s += bad + 1;
		len -= bad + 1;
	}
	add_valid(out, s, len);
	at_buffer_add_char(out, '"');
}

static void add_text(struct at_buffer *out, const char *s)
{
	at_json_string(out, s, strlen(s));
}

void at_json_maybe(struct at_buffer *out, const char *text)
{
	if (text == NULL)
		at_buffer_add(out, "null", 4);
	else
		add_text(out, text);
}

/* "key": */
static void add_key(struct at_buffer *out, const char *key)
{
	at_buffer_add_char(out, '"');
	at_buffer_add_str(out, key);
	at_buffer_add(out, "\":", 2);
}

void at_json_pair(struct at_buffer *out, const char *key, const char *value)
{
	if (out->len > 0 && out->ptr[out->len - 1] != '{')
		at_buffer_add_char(out, ',');
	add_key(out, key);
	add_text(out, value);
}

/* ,"key":number */
static void add_number(struct at_buffer *out, const char *key, size_t number)
{
	char digits[24];
	size_t i = sizeof digits;
	do
		digits[--i] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	at_buffer_add_char(out, ',');
	add_key(out, key);
	at_buffer_add(out, digits + i, sizeof digits - i);
}

/* ,"start":1,"end":2 */
static void add_span(struct at_buffer *out, size_t start, size_t end)
{
	add_number(out, "start", start);
	add_number(out, "end", end);
}

static void add_suggestions(struct at_buffer *out, const attune_report *report, size_t i, size_t n)
{
	at_buffer_add_str(out, ",\"suggestions\":[");
	for (size_t k = 0; k < n; k++) {
		const char *s = attune_report_suggestion(report, i, k);
		if (k > 0)
			at_buffer_add_char(out, ',');
		add_text(out, s == NULL ? "" : s);
	}
	at_buffer_add_str(out, "]}");
}

static void add_findings(struct at_buffer *out, const attune_report *report, struct at_slice draft)
{
	attune_finding f;
	at_buffer_add_str(out, "\"findings\":[");
	for (size_t i = 0; attune_report_finding(report, i, &f); i++) {
		at_buffer_add_str(out, i > 0 ? ",{" : "{");
		at_json_pair(out, "rule", f.rule);
		at_json_pair(out, "category", f.category);
		at_json_pair(out, "severity", at_severity_name(f.severity));
		add_span(out, f.start, f.end);
		at_buffer_add_str(out, ",\"text\":");
		at_json_string(out, draft.ptr + f.byte_start, f.byte_end - f.byte_start);
		at_json_pair(out, "why", f.why);
		at_json_pair(out, "hears", f.hears);
		add_suggestions(out, report, i, f.n_suggestions);
	}
	at_buffer_add_char(out, ']');
}

static void add_moves(struct at_buffer *out, const attune_report *report, struct at_slice draft)
{
	attune_move m;
	at_buffer_add_str(out, ",\"moves\":[");
	for (size_t i = 0; attune_report_move(report, i, &m); i++) {
		at_buffer_add_str(out, i > 0 ? ",{" : "{");
		at_json_pair(out, "rule", m.rule);
		add_span(out, m.start, m.end);
		at_buffer_add_str(out, ",\"text\":");
		at_json_string(out, draft.ptr + m.byte_start, m.byte_end - m.byte_start);
		at_buffer_add_char(out, '}');
	}
	at_buffer_add_char(out, ']');
}

/* A list of words that a report gives one by one, until NULL. */
static void add_words(struct at_buffer *out, const char *key, const attune_report *report,
                      const char *(*word)(const attune_report *, size_t))
{
	add_key(out, key);
	at_buffer_add_char(out, '[');
	for (size_t i = 0; word(report, i) != NULL; i++) {
		if (i > 0)
			at_buffer_add_char(out, ',');
		add_text(out, word(report, i));
	}
	at_buffer_add_char(out, ']');
}

/* A string, or null. */
static void add_maybe(struct at_buffer *out, const char *key, const char *value)
{
	at_buffer_add_char(out, ',');
	add_key(out, key);
	at_json_maybe(out, value);
}

static void add_reading(struct at_buffer *out, const attune_report *report)
{
	attune_feeling f;
	at_buffer_add_str(out, "\"reading\":{");
	add_words(out, "kinds", report, attune_report_kind);
	at_buffer_add_str(out, ",\"feelings\":[");
	for (size_t i = 0; attune_report_feeling(report, i, &f); i++) {
		at_buffer_add_str(out, i > 0 ? ",{" : "{");
		at_json_pair(out, "family", f.family);
		at_json_pair(out, "word", f.word);
		at_json_pair(out, "said", f.said);
		add_number(out, "intensity", (size_t)f.intensity);
		at_buffer_add_str(out, f.stated ? ",\"stated\":true" : ",\"stated\":false");
		add_span(out, f.start, f.end);
		at_buffer_add_char(out, '}');
	}
	at_buffer_add_str(out, "],");
	add_words(out, "needs", report, attune_report_need);
	at_buffer_add_char(out, ',');
	add_words(out, "register", report, attune_report_register);
	add_maybe(out, "about", attune_report_about(report));
	add_maybe(out, "event", attune_report_event(report));
	add_number(out, "intensity", (size_t)attune_report_intensity(report));
	add_maybe(out, "pace", attune_report_pace(report));
	at_buffer_add_char(out, '}');
}

static void add_card(struct at_buffer *out, const attune_rules *rules, const attune_report *report)
{
	const char *kind = attune_report_card(report), *line;
	at_buffer_add_str(out, ",\"card\":");
	if (kind == NULL) {
		at_buffer_add_str(out, "null");
		return;
	}
	at_buffer_add_char(out, '{');
	at_json_pair(out, "kind", kind);
	at_buffer_add_str(out, ",\"lines\":[");
	for (size_t i = 0; (line = attune_rules_card_line(rules, kind, i)) != NULL; i++) {
		if (i > 0)
			at_buffer_add_char(out, ',');
		add_text(out, line);
	}
	at_buffer_add_str(out, "]}");
}

/* Rules that could not answer; the key is there only when there are some. */
static void add_troubles(struct at_buffer *out, const attune_report *report)
{
	const attune_error *e;
	for (size_t i = 0; (e = attune_report_trouble(report, i)) != NULL; i++) {
		const char *rule = attune_error_rule(e);
		at_buffer_add_str(out, i > 0 ? ",{" : ",\"trouble\":[{");
		at_json_pair(out, "rule", rule == NULL ? "" : rule);
		at_json_pair(out, "message", attune_error_message(e));
		at_buffer_add_char(out, '}');
	}
	if (attune_report_troubles(report) > 0)
		at_buffer_add_char(out, ']');
}

/* JSON as somebody else wrote it; inside its strings, what would act on a terminal is escaped. */
static void add_raw(struct at_buffer *out, struct at_slice raw)
{
	size_t plain = 0, i = 0;
	while (i < raw.len) {
		size_t at = i;
		uint32_t cp = at_utf8_next(raw.ptr, raw.len, &i);
		if (cp < 0x7f || !at_show_unsafe(cp))
			continue;
		at_buffer_add(out, raw.ptr + plain, at - plain);
		at_buffer_addf(out, "\\u%04x", (unsigned)cp);
		plain = i;
	}
	at_buffer_add(out, raw.ptr + plain, raw.len - plain);
}

static void open_answer(struct at_buffer *out, struct at_slice id, bool ok)
{
	at_buffer_add_str(out, "{\"id\":");
	add_raw(out, id);
	at_buffer_add_str(out, ok ? ",\"ok\":true," : ",\"ok\":false,");
}

static void add_meta(struct at_buffer *out, const struct at_json_line *line)
{
	struct at_slice key, value;
	size_t at = 0, n = 0;
	at_buffer_add_str(out, ",\"meta\":{");
	while (at_json_line_next(line, &at, &key, &value)) {
		if (n++ > 0)
			at_buffer_add_char(out, ',');
		add_raw(out, key);
		at_buffer_add_char(out, ':');
		add_raw(out, value);
	}
	at_buffer_add_char(out, '}');
}

static void add_meters(struct at_buffer *out, const attune_report *report)
{
	unsigned reached = attune_report_meters(report), n = 0;
	at_buffer_add_str(out, ",\"meters\":[");
	for (unsigned k = 0; attune_meter_name(k) != NULL; k++) {
		if ((reached >> k & 1u) == 0)
			continue;
		if (n++ > 0)
			at_buffer_add_char(out, ',');
		add_text(out, attune_meter_name(k));
	}
	at_buffer_add_str(out, attune_report_good_enough(report) ? "],\"good_enough\":true" : "],\"good_enough\":false");
}

static void add_texts(struct at_buffer *out, const char *key, const attune_offers *offers,
                      const char *(*get)(const attune_offers *o, size_t i))
{
	const char *text;
	at_buffer_add_char(out, ',');
	add_key(out, key);
	at_buffer_add_char(out, '[');
	for (size_t i = 0; (text = get(offers, i)) != NULL; i++) {
		at_buffer_add_str(out, i > 0 ? "," : "");
		add_text(out, text);
	}
	at_buffer_add_char(out, ']');
}

static void add_offers(struct at_buffer *out, const attune_offers *offers)
{
	attune_offer f;
	at_buffer_add_str(out, "\"rewrites\":[");
	for (size_t i = 0; attune_offers_get(offers, i, &f); i++) {
		at_buffer_add_str(out, i > 0 ? ",{\"kind\":" : "{\"kind\":");
		add_text(out, f.kind);
		at_buffer_add_str(out, ",\"text\":");
		at_json_string(out, f.text, f.len);
		at_buffer_add_str(out, ",\"reply\":");
		add_text(out, f.reply);
		at_buffer_add_char(out, '}');
	}
	at_buffer_add_char(out, ']');
	add_texts(out, "parked", offers, attune_offers_parked);
	add_texts(out, "dropped", offers, attune_offers_dropped);
	if (attune_offers_note(offers) != NULL) {
		at_buffer_add_str(out, ",\"note\":");
		add_text(out, attune_offers_note(offers));
	}
}

void at_json_offers(struct at_buffer *out, struct at_slice id, const attune_offers *offers)
{
	open_answer(out, id, true);
	add_offers(out, offers);
	at_buffer_add_str(out, "}\n");
}

void at_json_report(struct at_buffer *out, struct at_slice id, const struct at_json_line *line, const attune_rules *rules,
                    const attune_report *report, const attune_offers *offers, struct at_slice draft)
{
	open_answer(out, id, true);
	add_findings(out, report, draft);
	add_moves(out, report, draft);
	if (attune_report_card(report) == NULL)
		add_meters(out, report);
	at_buffer_add_char(out, ',');
	add_reading(out, report);
	if (offers != NULL) {
		at_buffer_add_char(out, ',');
		add_offers(out, offers);
	}
	add_card(out, rules, report);
	add_troubles(out, report);
	if (line != NULL && line->extra)
		add_meta(out, line);
	at_buffer_add_str(out, "}\n");
}

void at_json_error(struct at_buffer *out, struct at_slice id, size_t line, const char *message, size_t len)
{
	open_answer(out, id, false);
	at_buffer_add_str(out, "\"error\":{");
	if (line > 0)
		at_buffer_addf(out, "\"line\":%zu,", line);
	at_buffer_add_str(out, "\"message\":");
	at_json_string(out, message, len);
	at_buffer_add_str(out, "}}\n");
}

void at_json_reading(struct at_buffer *out, struct at_slice id, const attune_rules *rules, const attune_report *report)
{
	open_answer(out, id, true);
	add_reading(out, report);
	add_card(out, rules, report);
	add_troubles(out, report);
	at_buffer_add_str(out, "}\n");
}
