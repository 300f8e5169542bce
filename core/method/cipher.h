/* CIPHER: one preference from one comparison of draft and user's text (learning.md section 6). */
#ifndef PROSED_CIPHER_H
#define PROSED_CIPHER_H

#include "core/method/prose.h"

struct cipher_input { /* borrowed */
    struct prose_sample sample;
    const struct list *const *stored; /* what was stored with each related sample: one preference each, or none */
    size_t stored_count;
    bool aggregate; /* CIPHER-N: all of them, merged by one call; else the first is used as it is */
    bool retry;     /* of drafts; other answers are free text and never unreadable */
};

/* As prose_learn; of *result task, draft, used and stored are filled. */
bool cipher_learn(struct journal *journal, const struct cipher_input *input, struct prose_result *result);

#endif
