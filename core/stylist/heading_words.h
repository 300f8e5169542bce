/* Words that are surely no names: what sentence case may write small. */
#ifndef PROSED_HEADING_WORDS_H
#define PROSED_HEADING_WORDS_H

#include <stdbool.h>
#include <stddef.h>

bool heading_words_have(const char *word, size_t len); /* ASCII letter case is ignored */

extern const char *const heading_words[26]; /* " about above ": by first letter */

#endif
