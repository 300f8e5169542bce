/* Writing a draft for a task: the one question that all methods ask. */
#ifndef PROSED_DRAFT_H
#define PROSED_DRAFT_H

#include "core/method/asking.h"
#include "core/method/prose.h"

struct draft_request { /* borrowed */
    const struct prose_sample *sample;
    const char *task; /* the sample's, or as it was outlined */
    const struct list *preferences;
    const struct example *examples;
    size_t example_count;
    bool retry;
};

/* *draft is set only if the outcome is OUTCOME_READ; the caller frees it. */
enum outcome draft_ask(struct journal *journal, const char *key, const struct draft_request *request, char **draft);
/* The samples as examples, in the same order; borrows from them. The caller frees. */
struct example *draft_make_examples(const struct prose_sample *samples, size_t count);

#endif
