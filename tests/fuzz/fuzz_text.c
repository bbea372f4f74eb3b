/* SPDX-License-Identifier: MIT */
/*
 * fuzz_text: any bytes as a message. Input: what libFuzzer makes; with an odd first byte the rest chooses among pieces that get in each
 * other's way, else it is the message itself. Output: nothing, or an abort where an invariant of text/ is broken.
 */
#include "../sample_words.h"
#include "../text_checks.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(const char *wrong, const struct at_text *t)
{
	if (wrong == NULL)
		return;
	fprintf(stderr, "%s\nraw:  %.*s\ncopy: %.*s\n", wrong, (int)t->raw_len, t->raw, (int)t->normal.len, t->normal.ptr);
	abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct sample_words words; /* made once: building it takes longer than reading most messages */
	struct at_buffer message = {0};
	struct at_text text, again;
	if (words.lexicon.slots == NULL && !sample_words_make(&words))
		abort();
	at_text_init(&text);
	at_text_init(&again);
	if (size > 0 && data[0] % 2 == 1)
		for (size_t i = 1; i < size; i++)
			at_buffer_add_str(&message, nasty_pieces[data[i] % N_NASTY]);
	else if (size > 0)
		at_buffer_add(&message, data + 1, size - 1);

	if (at_text_read(&text, &words.lexicon, message.ptr, message.len, NULL) == ATTUNE_OK) {
		insist(check_text(&text), &text);
		insist(check_again(&text, &again, &words.lexicon), &text);
		/* Without a lexicon the same must hold. */
		if (at_text_read(&text, NULL, message.ptr, message.len, NULL) != ATTUNE_OK)
			abort();
		insist(check_text(&text), &text);
		insist(check_again(&text, &again, NULL), &text);
	} else if (at_utf8_bad(message.ptr, message.len) == SIZE_MAX) {
		abort();
	}
	at_text_free(&again);
	at_text_free(&text);
	at_buffer_free(&message);
	return 0;
}
