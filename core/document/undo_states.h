/* The states that a document had lately, told by its changes: a change that brings the text back to one of them (undo,
 * redo, however the editor groups it) gives every byte the origin that it had then. */
#ifndef PROSED_UNDO_STATES_H
#define PROSED_UNDO_STATES_H

#include "core/text/origin.h"
#include "core/text/text.h"

#define STATES_MAX       1024       /* changes that are remembered */
#define STATES_BYTES_MAX (1u << 20) /* of the text that they replaced: all are dropped over it */
#define STATES_RUNS_MAX  100000     /* of origins, in all of them (2.4 MB): the same */

struct state_change {
    size_t start;
    size_t new_len;
    char *old; /* what stood there; NULL if nothing did */
    size_t old_len;
    size_t text_len;        /* of the document before */
    struct origins origins; /* of old; and of what stood around it, if the change gave other origins to that, too: */
    size_t origins_start;
    size_t origins_new_len; /* so many bytes are there now */
};

struct undo_states {
    struct state_change *items; /* a ring once it is full */
    size_t count;
    size_t capacity;
    size_t newest;
    size_t bytes;
    size_t runs;
};

/* A change that is about to be made: old_len bytes at start, with these origins, become new_len others. */
void undo_states_add(struct undo_states *states, size_t start, const char *old, size_t old_len, size_t new_len,
                     const struct origins *runs, size_t text_len);
/* After it was made: true, and all origins as they were, if the text is one that it was before. */
bool undo_states_restore(const struct undo_states *states, const struct text *text, struct origins *origins);
/* The newest change may have given new origins to text that it did not replace. */
void undo_states_set_before(struct undo_states *states, const struct origins *before, const struct origins *after);
void undo_states_finish(struct undo_states *states);

#endif
