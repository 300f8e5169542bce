/* Inside the stylist: set phrases that hardly ever end in another way once they were begun. */
#ifndef PROSED_PHRASES_H
#define PROSED_PHRASES_H

#include <stddef.h>

struct phrase {
    const char *text; /* lower case, words with single spaces */
    size_t begun;     /* whole words after which it is recognised; 0: two */
};

extern const struct phrase phrases[];
extern const size_t phrase_count;

#endif
