/* SPDX-License-Identifier: MIT */
/*
 * example.c: the examples of a rule, which are its tests, into the image. Calls base, field, loader.
 */
#include "ruleset/loader.h"
#include <string.h>

static bool read_text(const struct at_reporter *r, const char *key, const struct at_node *n, const char **text, size_t *len)
{
	if (n == NULL)
		return true;
	if (n->kind != AT_SCALAR)
		return at_report(r, n, "`%s` should be a line of text in quotes", key);
	if (!n->quoted && (strcmp(n->text, "null") == 0 || strcmp(n->text, "~") == 0))
		return at_report(r, n, "`%s` is nothing (%s): leave the key out, or put the word in quotes", key, n->text);
	*text = n->text;
	*len = n->len;
	return true;
}

static bool add_example(struct at_loader *l, const struct at_reporter *r, unsigned kind, const struct at_node *node)
{
	static const char *const kind_words[] = {"flag", "move", "cue"};
	struct at_example x = {.line = node->line};
	const char *text = NULL, *partner = NULL, *at = NULL;
	size_t len = 0, partner_len = 0, at_len = 0;
	unsigned severity = ATTUNE_OFF;
	bool ok = at_keys_known(r, node, AT_MAP_EXAMPLE, AT_FOR(kind), "an example");
	if (node->kind != AT_MAP)
		return false;
	const struct at_node *hit = at_node_get(node, kind_words[kind]), *pass = at_node_get(node, "pass");
	if ((hit == NULL) == (pass == NULL))
		ok = at_report(r, node, "an example needs either `%s:` or `pass:` with a text", kind_words[kind]);
	ok &= read_text(r, pass != NULL ? "pass" : kind_words[kind], pass != NULL ? pass : hit, &text, &len);
	ok &= read_text(r, "partner", at_node_get(node, "partner"), &partner, &partner_len);
	ok &= read_text(r, "at", at_node_get(node, "at"), &at, &at_len);
	ok &= at_field_choice(r, "severity", at_node_get(node, "severity"), at_severity_names, 4, &severity);
	if (!ok)
		return false;
	x.pass = pass != NULL;
	x.severity = (uint8_t)severity;
	x.has_partner = partner != NULL;
	x.has_at = at != NULL;
	x.text = at_build_bytes(&l->build, text, len);
	x.text_len = (uint32_t)len;
	x.partner = partner == NULL ? 0 : at_build_bytes(&l->build, partner, partner_len);
	x.partner_len = (uint32_t)partner_len;
	x.at = at == NULL ? 0 : at_build_bytes(&l->build, at, at_len);
	x.at_len = (uint32_t)at_len;
	at_build_add(&l->build, AT_S_EXAMPLES, &x);
	return true;
}

bool at_add_examples(struct at_loader *l, const struct at_reporter *r, unsigned kind, const struct at_node *list,
                     struct at_range *out)
{
	bool ok = true;
	out->first = at_build_count(&l->build, AT_S_EXAMPLES);
	if (list != NULL && list->kind != AT_LIST)
		return at_report(r, list, "`examples` should be a list");
	for (size_t i = 0; list != NULL && i < list->n; i++)
		ok &= add_example(l, r, kind, list->items[i]);
	out->n = at_build_count(&l->build, AT_S_EXAMPLES) - out->first;
	return ok;
}
