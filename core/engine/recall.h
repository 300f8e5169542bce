/* The last completions that a model gave, so that the same question in the same place is not asked, and paid for,
 * again: editors ask anew whenever the cursor comes back. */
#ifndef PROSED_RECALL_H
#define PROSED_RECALL_H

#include "core/model/question.h"

#define RECALL_COUNT 32

struct recalled {
    char *key; /* the model and all that the question says */
    char *answer;
    bool cut_off;
};

struct recall { /* {0} is an empty one */
    struct recalled items[RECALL_COUNT];
    size_t at;
};

char *recall_format_key(const struct question *question, const char *model);      /* the caller frees */
const struct recalled *recall_find(const struct recall *recall, const char *key); /* borrowed; NULL: not there */
void recall_add(struct recall *recall, const char *key, const char *answer, bool cut_off);
void recall_clear(struct recall *recall); /* also frees */

#endif
