/* The states that a document had lately, told by its changes: a change that brings the text back to one of them (undo,
 * redo, however the editor groups it) gives every byte the origin that it had then. */
#ifndef PROSED_UNDO_STATES_H
#define PROSED_UNDO_STATES_H

#include "core/text/origin.h"
#include "core/text/text.h"

#define STATES_MAX       1024       /* changes that are remembered */
#define STATES_BYTES_MAX (1u << 20) /* of the text that they replaced: the oldest are dropped over it */

struct state_change {
    size_t start;
    size_t new_len;
    char *old; /* what stood there; NULL if nothing did */
    size_t old_len;
    struct origins origins; /* of old */
    struct origins whole;   /* of the whole text before, if the change gave others to what it did not replace */
    size_t text_len;        /* of the document before */
};

struct undo_states {
    struct state_change *items; /* a ring once it is full */
    size_t count;
    size_t capacity;
    size_t newest;
    size_t bytes;
};

/* A change that is about to be made: old_len bytes at start, with these origins, become new_len others. */
void undo_states_add(struct undo_states *states, size_t start, const char *old, size_t old_len, size_t new_len,
                     const struct origins *runs, size_t text_len);
/* After it was made: true, and all origins as they were, if the text is one that it was before. */
bool undo_states_restore(const struct undo_states *states, const struct text *text, struct origins *origins);
/* The newest change gave new origins to text that it did not replace; these were all of them before. Takes them. */
void undo_states_set_before(struct undo_states *states, struct origins *before);
void undo_states_finish(struct undo_states *states);

#endif
