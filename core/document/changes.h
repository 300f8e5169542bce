/* The changes that were made to a document lately, by revision, for what was asked about an earlier one. */
#ifndef PROSED_CHANGES_H
#define PROSED_CHANGES_H

#include "core/text/edit.h"

#include <stdint.h>

#define CHANGES_MAX 4096 /* remembered: minutes of typing */

struct change { /* [start, end) became new_len bytes */
    size_t start, end, new_len;
};

struct changes {
    struct change *ring; /* [revision % CHANGES_MAX]: the change that led to it */
    size_t size;         /* as many as were needed yet, up to CHANGES_MAX */
    uint64_t revision;   /* grows by one with each change */
};

void changes_add(struct changes *changes, struct change change);
/* Moves edits and scope from a revision to the newest; false, and nothing moved, if a change touches them or if too
 * much has changed since. */
bool changes_rebase(const struct changes *changes, uint64_t revision, struct edits *edits, struct span *scope);
const struct change *changes_get_newest(const struct changes *changes); /* NULL: there was none */
void changes_finish(struct changes *changes);

#endif
