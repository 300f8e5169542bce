/* Rewrites and completions that are on their way. */
#ifndef PROSED_REQUESTS_H
#define PROSED_REQUESTS_H

#include "core/engine/completion_cache.h"
#include "core/engine/engine.h"

struct requests {
    struct request *first;
    struct completion_cache completions; /* that a model gave lately */
};

void requests_cancel(struct requests *requests, const struct open_document *opened); /* NULL: all; opened goes away */
void requests_forget_project(struct requests *requests, const struct project *project); /* project goes away */
void requests_finish(struct requests *requests);                                        /* none is left by then */

#endif
