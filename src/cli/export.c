/* SPDX-License-Identifier: MIT */
/*
 * export.c: all that is kept, as JSON, or the attempts as CSV. Input: the store, which may be NULL; output: bytes.
 */
#include "cli/drills.h"
#include "cli/json.h"
#include <string.h>
#include <time.h>

static const char *const went_names[] = {"again", "nearly", "well"};

static void add_time(struct at_buffer *out, int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm;
	char text[32];
	if (gmtime_r(&t, &tm) != NULL && strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm) > 0)
		at_buffer_add_str(out, text);
}

struct listing {
	struct at_buffer *out;
	size_t n;
};

/* Begins the next object of a list. */
static void next_object(struct listing *l, const char *first, const char *value)
{
	at_buffer_add_str(l->out, l->n++ > 0 ? ",\n    {" : "\n    {");
	at_json_string(l->out, first, strlen(first));
	at_buffer_add_char(l->out, ':');
	at_json_string(l->out, value, strlen(value));
}

static void json_time(struct at_buffer *out, const char *key, int64_t at)
{
	at_buffer_addf(out, ",\"%s\":\"", key);
	add_time(out, at);
	at_buffer_add_char(out, '"');
}

static void json_attempt(const struct at_attempt *a, void *payload)
{
	struct listing *l = payload;
	size_t n = 0;
	next_object(l, "skill", a->skill);
	at_json_pair(l->out, "item", a->item);
	json_time(l->out, "at", a->at);
	at_json_pair(l->out, "went", went_names[a->went]);
	at_buffer_add_str(l->out, ",\"meters\":[");
	for (unsigned k = 0; attune_meter_name(k) != NULL; k++)
		if ((a->meters >> k & 1u) != 0)
			at_buffer_addf(l->out, "%s\"%s\"", n++ > 0 ? "," : "", attune_meter_name(k));
	at_buffer_add_char(l->out, ']');
	if (a->answer != NULL) {
		at_buffer_add_str(l->out, ",\"answer\":");
		at_json_string(l->out, a->answer, a->answer_len);
	}
	at_buffer_add_char(l->out, '}');
}

static void json_card(const struct at_card *c, void *payload)
{
	struct listing *l = payload;
	next_object(l, "item", c->item);
	at_buffer_addf(l->out, ",\"box\":%u", c->box);
	json_time(l->out, "due", c->due);
	json_time(l->out, "last", c->last);
	at_buffer_add_char(l->out, '}');
}

static void json_pattern(const struct at_pattern *p, void *payload)
{
	struct listing *l = payload;
	next_object(l, "rule", p->rule);
	at_buffer_addf(l->out, ",\"times\":%lld}", (long long)p->times);
}

static void json_ask(const struct at_asking_day *a, void *payload)
{
	struct listing *l = payload;
	next_object(l, "to", a->whom);
	json_time(l->out, "day", a->day * AT_STORE_DAY);
	at_buffer_addf(l->out, ",\"times\":%lld}", (long long)a->times);
}

bool at_export_json(struct at_buffer *out, struct at_store *store)
{
	struct listing attempts = {out, 0}, cards = {out, 0}, patterns = {out, 0}, asks = {out, 0};
	at_buffer_add_str(out, "{\"attempts\":[");
	bool ok = store == NULL || at_store_attempts(store, 0, json_attempt, &attempts);
	at_buffer_add_str(out, "],\n \"cards\":[");
	ok = (store == NULL || at_store_cards(store, json_card, &cards)) && ok;
	at_buffer_add_str(out, "],\n \"patterns\":[");
	ok = (store == NULL || at_store_patterns(store, 0, json_pattern, &patterns)) && ok;
	at_buffer_add_str(out, "],\n \"asks\":[");
	ok = (store == NULL || at_store_asks(store, json_ask, &asks)) && ok;
	at_buffer_add_str(out, "]}\n");
	return ok;
}

/* In quotes, with quotes doubled (RFC 4180). What a spreadsheet would take for a formula, or a terminal for an order, is blunted. */
static void csv_text(struct at_buffer *out, const char *s, size_t len)
{
	at_buffer_add_char(out, '"');
	if (len > 0 && strchr("=+-@", s[0]) != NULL)
		at_buffer_add_char(out, '\'');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];
		at_buffer_add_str(out, c == '"' ? "\"" : "");
		at_buffer_add_char(out, (c < 0x20 && c != '\n') || c == 0x7f ? ' ' : (char)c);
	}
	at_buffer_add_char(out, '"');
}

static void csv_attempt(const struct at_attempt *a, void *payload)
{
	struct at_buffer *out = payload;
	add_time(out, a->at);
	at_buffer_add_char(out, ',');
	csv_text(out, a->skill, strlen(a->skill));
	at_buffer_add_char(out, ',');
	csv_text(out, a->item, strlen(a->item));
	at_buffer_addf(out, ",%s", went_names[a->went]);
	for (unsigned k = 0; attune_meter_name(k) != NULL; k++)
		at_buffer_addf(out, ",%u", a->meters >> k & 1u);
	at_buffer_add_char(out, ',');
	if (a->answer != NULL)
		csv_text(out, a->answer, a->answer_len);
	at_buffer_add_str(out, "\r\n");
}

bool at_export_csv(struct at_buffer *out, struct at_store *store)
{
	at_buffer_add_str(out, "at,skill,item,went,seen,heard,understood,with,answer\r\n");
	return store == NULL || at_store_attempts(store, 0, csv_attempt, out);
}
