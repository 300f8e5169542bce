/* The last completions that a model gave, so that the same question in the same place is not asked, and paid for,
 * again: editors ask anew whenever the cursor comes back. */
#ifndef PROSED_COMPLETION_CACHE_H
#define PROSED_COMPLETION_CACHE_H

#include "core/model/question.h"

#define COMPLETIONS_MAX 32

struct cached_completion {
    char *key; /* the model and all that the question says */
    char *answer;
    bool cut_off;
};

struct completion_cache { /* {0} is an empty one */
    struct cached_completion items[COMPLETIONS_MAX];
    size_t at;
};

char *completion_cache_format_key(const struct question *question, const char *model); /* the caller frees */
const struct cached_completion *completion_cache_find(const struct completion_cache *cache,
                                                      const char *key); /* borrowed; NULL: not there */
void completion_cache_add(struct completion_cache *cache, const char *key, const char *answer, bool cut_off);
void completion_cache_clear(struct completion_cache *cache); /* also frees */

#endif
