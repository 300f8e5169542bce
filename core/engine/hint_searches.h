/* Searches for hints that are on their way. */
#ifndef PROSED_HINT_SEARCHES_H
#define PROSED_HINT_SEARCHES_H

#include "core/engine/engine.h"

struct hint_searches {
    struct search *first;
    bool model_is_away; /* the last one failed for that, and nobody needs to be told again */
};

void hint_searches_cancel(struct hint_searches *searches, const struct open_document *opened); /* as requests_cancel */

#endif
