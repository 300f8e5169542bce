/* Preferences that are sure enough to tell somebody of a passage that goes against them (product.md, Suggesting). */
#ifndef PROSED_CONFIRMED_H
#define PROSED_CONFIRMED_H

#include "core/engine/engine.h"

#define CONFIRMED_MEAN     1.0  /* of what models said */
#define CONFIRMED_STRENGTH 0.74 /* of a habit that can be counted: eight places of eight */

struct confirmed_preference {
    int64_t id;
    char *text;
    bool pinned;
    double mean;
    size_t evidence_count;
};

struct confirmed { /* the surest first: pinned ones, then by mean, then by evidence */
    struct confirmed_preference *items;
    size_t count;
    size_t capacity;
};

/* Those in use for a genre that are pinned or well confirmed, LIMIT_CONFIRMED at most. */
bool confirmed_load(struct project *project, const char *genre, struct confirmed *out, struct error *error);
void confirmed_finish(struct confirmed *confirmed);

#endif
