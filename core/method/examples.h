/* The methods that learn nothing in words: a plain draft (none), one with the person's true preferences (oracle), one
 * with earlier texts as examples (ICL); learning.md section 6. */
#ifndef PROSED_EXAMPLES_H
#define PROSED_EXAMPLES_H

#include "core/method/prose.h"

struct examples_input { /* borrowed */
    struct prose_sample sample;
    const struct list *preferences;     /* the true ones, for the oracle; or NULL */
    const struct prose_sample *related; /* ICL: shown in this order, each with its own task; or NULL */
    size_t related_count;
    bool retry;
};

/* As prose_learn; of *result only task, draft and used are filled. */
bool examples_learn(struct journal *journal, const struct examples_input *input, struct prose_result *result);

#endif
