/* Words and sentences of plain prose. Appends spans in order. */
#ifndef PROSED_WORDS_H
#define PROSED_WORDS_H

#include "core/text/span.h"

/* A word: letters and digits with apostrophes (' and U+2019), hyphens and periods inside, and commas between digits
 * ("don't", "well-kept", "3.5", "1,000"). Every Han or kana sign is one. */
void words_find(const char *data, size_t len, struct spans *words);
size_t words_count(const char *data, size_t len);
/* Sentences with their closing marks, without the space between. Knows usual abbreviations ("e.g.", "Dr."), decimals,
 * initials, ellipses, closing quotes and brackets; an empty line ends a sentence. */
void sentences_find(const char *data, size_t len, struct spans *sentences);

#endif
