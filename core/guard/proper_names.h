/* Names in English prose: words with a capital that no start of a sentence explains. A rewrite may say one more often
 * or less often ("she"), and may not lose or invent one.
 *
 * Other languages are left alone: German writes every noun so. */
#ifndef PROSED_PROPER_NAMES_H
#define PROSED_PROPER_NAMES_H

#include "core/text/span.h"

/* Appends, in order, those outside the spans of `skip`. Nothing for a title (nearly all of its words have capitals),
 * nor for text that is not English by its small words. */
void proper_names_find(const char *data, size_t len, const struct spans *skip, struct spans *out);
/* Whether the text has this word, in whatever case. */
bool proper_names_has_word(const char *data, size_t len, const char *word, size_t word_len);

#endif
