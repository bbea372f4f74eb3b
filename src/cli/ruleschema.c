/* SPDX-License-Identifier: MIT */
/*
 * ruleschema.c: `attune rules schema`, a JSON Schema (2020-12) of rule files for editors. Input: the tables of keys that the loader
 * goes by (ruleset/keys.h), and the shipped words of the modes; output: JSON. A file is one of the kinds, each with its own keys.
 */
#include "base/yaml.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "ruleset/loader.h"
#include <string.h>

#define KINDS_OF_RULES 3u

static void text(struct at_buffer *out, const char *s)
{
	at_json_string(out, s, strlen(s));
}

/* The names as an enum. YAML 1.1 reads a bare off as false. */
static void choice(struct at_buffer *out, const struct at_key *k)
{
	const char *sep = "";
	bool off = false;
	at_buffer_add_str(out, "\"enum\":[");
	for (size_t i = 0; i < k->n_names; i++) {
		if (k->names[i] == NULL)
			continue;
		at_buffer_add_str(out, sep);
		text(out, k->names[i]);
		off |= strcmp(k->names[i], "off") == 0;
		sep = ",";
	}
	at_buffer_add_str(out, off ? ",false]" : "]");
}

/* "rule-flag": a map whose keys depend on the kind of the file has a definition for each. */
static void reference(struct at_buffer *out, enum at_map which, unsigned kind, bool defaults)
{
	const char *name = at_map_table[which].name;
	if (which == AT_MAP_RULE || which == AT_MAP_EXAMPLE)
		at_buffer_addf(out, "\"$ref\":\"#/$defs/%s-%s%s\"", name, at_file_kind_names[kind], defaults ? "-defaults" : "");
	else
		at_buffer_addf(out, "\"$ref\":\"#/$defs/%s%s\"", name, defaults ? "-defaults" : "");
}

#define TEXT_TYPE "\"type\":[\"string\",\"number\",\"boolean\"]"
#define TEXT "{" TEXT_TYPE "}"
#define LIST_OF_TEXTS "{\"type\":\"array\",\"items\":" TEXT "}"

static void named_lists(struct at_buffer *out, const struct at_key *k)
{
	const char *sep = "";
	at_buffer_add_str(out, "\"type\":\"object\",\"additionalProperties\":false,\"properties\":{");
	for (size_t i = 0; i < k->n_names; i++) {
		if (k->names[i] == NULL)
			continue;
		at_buffer_addf(out, "%s\"%s\":" LIST_OF_TEXTS, sep, k->names[i]);
		sep = ",";
	}
	at_buffer_add_char(out, '}');
}

/* What a mode's file may say, by the shipped ones: a text, texts, or pairs of a name and a text. */
static void mode(struct at_buffer *out, const struct at_node *lines)
{
	at_buffer_add_str(out, "{\"type\":\"object\",\"properties\":{");
	for (size_t i = 0; i < lines->n; i++) {
		at_buffer_add_str(out, i > 0 ? "," : "");
		text(out, lines->keys[i]->text);
		at_buffer_add_str(out, lines->items[i]->kind == AT_MAP ? ":{\"type\":\"object\",\"additionalProperties\":" TEXT "}"
		                                                       : ":{\"anyOf\":[" TEXT "," LIST_OF_TEXTS "]}");
	}
	at_buffer_add_str(out, "},\"additionalProperties\":false}");
}

static void modes(struct at_buffer *out)
{
	struct at_arena arena = {0};
	struct at_diag silent = {0};
	const char *name, *bytes, *sep = "";
	size_t len;
	at_buffer_add_str(out, "\"type\":\"object\",\"additionalProperties\":false,\"properties\":{");
	for (size_t i = 0; attune_shipped_file(i, &name, &bytes, &len); i++) {
		if (strncmp(name, "modes/", 6) != 0)
			continue;
		const struct at_node *map = at_node_get(at_yaml_parse(bytes, len, name, &arena, &silent), "modes");
		for (size_t k = 0; map != NULL && map->kind == AT_MAP && k < map->n; k++) {
			at_buffer_add_str(out, sep);
			text(out, map->keys[k]->text);
			at_buffer_add_char(out, ':');
			mode(out, map->items[k]);
			sep = ",";
		}
	}
	at_buffer_add_char(out, '}');
	at_arena_free(&arena);
}

static void whole_number(struct at_buffer *out, const struct at_key *k)
{
	at_buffer_addf(out, "\"type\":\"integer\",\"minimum\":%d,\"maximum\":%d", k->low, k->high);
}

/* Shapes with something inside. */
static void nested(struct at_buffer *out, const struct at_key *k, unsigned kind)
{
	if (k->shape == AT_K_MAPS)
		at_buffer_add_str(out, "\"type\":\"array\",\"items\":{");
	else if (k->shape == AT_K_NAMED_MAPS)
		at_buffer_add_str(out, "\"type\":\"object\",\"additionalProperties\":{");
	else if (k->shape == AT_K_INT_OR_MAP) {
		at_buffer_add_str(out, "\"type\":\"object\",\"additionalProperties\":{\"anyOf\":[{");
		whole_number(out, k);
		at_buffer_add_str(out, "},{");
	}
	reference(out, k->of, kind, strcmp(k->name, "defaults") == 0);
	at_buffer_add_str(out, k->shape == AT_K_MAP ? "" : k->shape == AT_K_INT_OR_MAP ? "}]}" : "}");
}

static void shape(struct at_buffer *out, const struct at_key *k, unsigned kind)
{
	switch (k->shape) {
	case AT_K_TEXT:
		at_buffer_add_str(out, TEXT_TYPE);
		break;
	case AT_K_TEXTS:
		at_buffer_add_str(out, "\"anyOf\":[" TEXT "," LIST_OF_TEXTS "]");
		break;
	case AT_K_LIST:
		at_buffer_add_str(out, "\"type\":\"array\",\"items\":" TEXT);
		break;
	case AT_K_BOOL:
		at_buffer_add_str(out, "\"enum\":[true,false,\"on\",\"off\",\"yes\",\"no\"]");
		break;
	case AT_K_INT:
		whole_number(out, k);
		break;
	case AT_K_NUMBER:
		at_buffer_add_str(out, "\"type\":\"number\"");
		break;
	case AT_K_CHOICE:
		choice(out, k);
		break;
	case AT_K_CHOICES:
		at_buffer_add_str(out, "\"anyOf\":[{");
		choice(out, k);
		at_buffer_add_str(out, "},{\"type\":\"array\",\"items\":{");
		choice(out, k);
		at_buffer_add_str(out, "}}]");
		break;
	case AT_K_OFF_OR_LIST:
		at_buffer_add_str(out, "\"anyOf\":[{\"enum\":[\"off\",\"no\",false]}," LIST_OF_TEXTS "]");
		break;
	case AT_K_NAMED_NUMBERS:
		at_buffer_add_str(out, "\"type\":\"object\",\"additionalProperties\":{\"type\":\"number\"}");
		break;
	case AT_K_NAMED_TEXTS:
		at_buffer_add_str(out, "\"type\":\"object\",\"additionalProperties\":" TEXT);
		break;
	case AT_K_NAMED_LISTS:
		named_lists(out, k);
		break;
	case AT_K_MODES:
		modes(out);
		break;
	case AT_K_ANY:
		at_buffer_add_str(out, "\"type\":\"object\"");
		break;
	default:
		nested(out, k, kind);
	}
}

/* What of several keys a map must have one of, beside those that are needed. */
static const char *one_of(enum at_map which, unsigned kind)
{
	if (which == AT_MAP_RULE)
		return ",\"anyOf\":[{\"required\":[\"patterns\"]},{\"required\":[\"phrases\"]},{\"required\":[\"words\"]},"
		       "{\"required\":[\"missing\"]},{\"required\":[\"measure\"]},{\"required\":[\"off\"]}]";
	if (which == AT_MAP_EXAMPLE)
		return kind == AT_F_FLAG   ? ",\"oneOf\":[{\"required\":[\"flag\"]},{\"required\":[\"pass\"]}]"
		       : kind == AT_F_MOVE ? ",\"oneOf\":[{\"required\":[\"move\"]},{\"required\":[\"pass\"]}]"
		                           : ",\"oneOf\":[{\"required\":[\"cue\"]},{\"required\":[\"pass\"]}]";
	return "";
}

/* A map's definition, without its name. */
static void define(struct at_buffer *out, enum at_map which, unsigned kind, bool defaults)
{
	const struct at_map_keys *m = &at_map_table[which];
	const char *sep = "";
	at_buffer_addf(out, "{\"type\":\"object\",\"additionalProperties\":%s,\"properties\":{", m->open ? "true" : "false");
	for (size_t i = 0; i < m->n; i++) {
		const struct at_key *k = &m->keys[i];
		if ((k->kinds & AT_FOR(kind)) == 0 || (defaults && k->own))
			continue;
		at_buffer_addf(out, "%s\n    \"%s\":{\"description\":", sep, k->name);
		text(out, k->about);
		at_buffer_add_char(out, ',');
		if (which == AT_MAP_FILE && strcmp(k->name, "kind") == 0)
			at_buffer_addf(out, "\"const\":\"%s\"", at_file_kind_names[kind]);
		else
			shape(out, k, kind);
		at_buffer_add_char(out, '}');
		sep = ",";
	}
	at_buffer_add_char(out, '}');
	sep = ",\"required\":[";
	for (size_t i = 0; i < m->n && !defaults; i++) {
		if ((m->keys[i].kinds & AT_FOR(kind)) == 0 || !m->keys[i].needed)
			continue;
		at_buffer_addf(out, "%s\"%s\"", sep, m->keys[i].name);
		sep = ",";
	}
	at_buffer_addf(out, "%s%s}", strlen(sep) == 1 && !defaults ? "]" : "", defaults ? "" : one_of(which, kind));
}

static void definitions(struct at_buffer *out)
{
	const char *sep = "";
	for (enum at_map which = AT_MAP_RULE; which < AT_MAPS; which++) {
		bool by_kind = which == AT_MAP_RULE || which == AT_MAP_EXAMPLE;
		bool inherits = which == AT_MAP_RULE || which == AT_MAP_REPLY;
		for (unsigned kind = 0; kind < (by_kind ? KINDS_OF_RULES : 1u); kind++) {
			for (int defaults = 0; defaults <= inherits; defaults++) {
				at_buffer_addf(out, "%s\n  \"%s%s%s%s\":", sep, at_map_table[which].name, by_kind ? "-" : "",
				               by_kind ? at_file_kind_names[kind] : "", defaults ? "-defaults" : "");
				define(out, which, kind, defaults);
				sep = ",";
			}
		}
	}
	for (unsigned kind = 0; kind < AT_FILE_KINDS; kind++) {
		at_buffer_addf(out, ",\n  \"file-%s\":", at_file_kind_names[kind]);
		define(out, AT_MAP_FILE, kind, false);
	}
}

int at_rules_schema(struct at_cli *cli)
{
	struct at_buffer *out = &cli->out.bytes;
	at_buffer_add_str(out, "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\n"
	                       "\"title\":\"attune rule file\",\n\"type\":\"object\",\"required\":[\"kind\"],\n"
	                       "\"properties\":{\"kind\":{\"enum\":[");
	for (unsigned kind = 0; kind < AT_FILE_KINDS; kind++)
		at_buffer_addf(out, "%s\"%s\"", kind > 0 ? "," : "", at_file_kind_names[kind]);
	/* One by one: an editor then tells what is wrong with this kind, not that none fits. */
	at_buffer_add_str(out, "]}},\n\"allOf\":[");
	for (unsigned kind = 0; kind < AT_FILE_KINDS; kind++)
		at_buffer_addf(
			out,
			"%s\n  {\"if\":{\"properties\":{\"kind\":{\"const\":\"%s\"}}},\"then\":{\"$ref\":\"#/$defs/file-%s\"}}",
			kind > 0 ? "," : "", at_file_kind_names[kind], at_file_kind_names[kind]);
	at_buffer_add_str(out, "],\n\"$defs\":{");
	definitions(out);
	at_buffer_add_str(out, "}}\n");
	return AT_EXIT_CLEAN;
}
