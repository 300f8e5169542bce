/* The table behind language.c, and for it alone. */
#ifndef PROSED_LANGUAGE_WORDS_H
#define PROSED_LANGUAGE_WORDS_H

#include <stddef.h>

enum tongue { /* told apart by their function words; Danish stands for Norwegian, too, Czech for Slovak */
              TONGUE_ENGLISH,
              TONGUE_GERMAN,
              TONGUE_FRENCH,
              TONGUE_SPANISH,
              TONGUE_ITALIAN,
              TONGUE_PORTUGUESE,
              TONGUE_DUTCH,
              TONGUE_SWEDISH,
              TONGUE_DANISH,
              TONGUE_CZECH,
              TONGUE_POLISH,
              TONGUE_ROMANIAN,
              TONGUE_CATALAN,
              TONGUE_INDONESIAN,
              TONGUE_FINNISH,
              TONGUE_HUNGARIAN,
              TONGUE_TURKISH,
              TONGUE_VIETNAMESE,
              TONGUE_COUNT,
};

struct function_word {
    const char *word; /* lower case, with ' as apostrophe */
    unsigned tongues; /* 1 << TONGUE_..., or-ed */
};

unsigned function_word_find(const char *word);               /* its tongues; 0: it is none */
const struct function_word *function_word_get(size_t index); /* NULL behind the last */

#endif
