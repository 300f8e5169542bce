/* The tokens that texts are compared by: words, and all other signs one by one; white space lies between them.
 * Equal tokens have equal ids within one vocabulary. */
#ifndef PROSED_TOKEN_H
#define PROSED_TOKEN_H

#include "core/text/span.h"

#include <stdint.h>

struct vocabulary; /* borrows the bytes that were added to it */

struct tokens {
    struct span *spans;
    uint32_t *ids;
    size_t count;
    size_t capacity;
};

enum white { WHITE_NONE, WHITE_SPACE, WHITE_EMPTY_LINE }; /* an empty line: two line ends or more */

struct vocabulary *vocabulary_create(void);
void vocabulary_destroy(struct vocabulary *vocabulary);
uint32_t vocabulary_add(struct vocabulary *vocabulary, const void *bytes, size_t len); /* the id, old or new */

void tokens_find(const char *data, size_t len, struct vocabulary *vocabulary, struct tokens *out); /* appends */
void tokens_finish(struct tokens *tokens);

/* What white space data[start, end), which holds nothing else, amounts to. */
enum white white_classify(const char *data, size_t start, size_t end);

#endif
