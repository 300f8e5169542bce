/* How learning stands in one project, as it is shown to the person. */
#ifndef PROSED_LEARNING_H
#define PROSED_LEARNING_H

#include <stddef.h>

enum learning_phase { LEARNING_IDLE, LEARNING_BUSY, LEARNING_PAUSED, LEARNING_CAPPED, LEARNING_FAILING };

struct learning_state {
    enum learning_phase phase;
    size_t done;      /* samples learned since the queue was last empty */
    size_t total;     /* done + queued + in work */
    size_t waiting;   /* saved, not yet quiet */
    const char *what; /* "inferring, step 2 of 5"; with FAILING: what is wrong and what to do */
};

#endif
