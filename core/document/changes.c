/* A ring that grows with the need: most documents that are open are hardly changed. */
#include "core/document/changes.h"

#include "core/base/mem.h"

#include <stdlib.h>

void changes_add(struct changes *changes, struct change change) {
    uint64_t revision = ++changes->revision;
    if (revision >= changes->size && changes->size < CHANGES_MAX) {
        changes->size = changes->size > 0 ? 2 * changes->size : CHANGES_MAX / 64;
        changes->ring = mem_grow(changes->ring, changes->size, sizeof *changes->ring);
    }
    changes->ring[revision % CHANGES_MAX] = change;
}

bool changes_rebase(const struct changes *changes, uint64_t revision, struct edits *edits, struct span *scope) {
    if (revision > changes->revision || changes->revision - revision > CHANGES_MAX)
        return false;
    struct edits moved = {0};
    struct span moved_scope = *scope;
    bool fits = true;
    edits_copy(&moved, edits);
    while (fits && revision < changes->revision) {
        const struct change *change = &changes->ring[++revision % CHANGES_MAX];
        fits = edits_rebase(&moved, &moved_scope, change->start, change->end, change->new_len);
    }
    if (fits) {
        struct edits old = *edits;
        *edits = moved;
        *scope = moved_scope;
        moved = old;
    }
    edits_finish(&moved);
    return fits;
}

const struct change *changes_get_newest(const struct changes *changes) {
    return changes->revision > 0 ? &changes->ring[changes->revision % CHANGES_MAX] : NULL;
}

void changes_finish(struct changes *changes) {
    free(changes->ring);
    *changes = (struct changes){0};
}
