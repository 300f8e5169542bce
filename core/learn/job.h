/* Learning, in the background: takes the queued samples of one store, one after the other, through prose_learn
 * (learning.md sections 2, 4, 5), and merges preferences ahead of need.
 *
 * A job is a replayed function over its journal, which lies in the store: it can be dropped at any moment, here by
 * closing, pausing or a kill -9, and goes on where it was, asking nothing twice. At most one job is in work per store,
 * among all processes. */
#ifndef PROSED_JOB_H
#define PROSED_JOB_H

#include "core/base/loop.h"
#include "core/config/config.h"
#include "core/learn/learning.h"
#include "core/model/ask.h"
#include "core/store/store.h"

struct jobs;

struct jobs_events { /* from the loop; either may be NULL */
    void *arg;
    void (*changed)(void *arg);                 /* the state (jobs_get_state) is another one */
    void (*learned)(void *arg, int64_t sample); /* and its preferences are in the store */
};

/* Borrows everything; config is read during the call only. Does nothing before the first jobs_wake. */
struct jobs *jobs_create(struct loop *loop, struct store *store, struct asks *asks, const struct config *config,
                         const struct jobs_events *events);
/* The store whose preferences speak here, too (core/learn/layers.h); NULL: none. Borrowed. */
void jobs_set_personal(struct jobs *jobs, struct store *personal);
/* Something may be there to do: samples were queued, or preferences changed (then the genre is merged anew). Cheap. */
void jobs_wake(struct jobs *jobs);
/* Another process changed the store: it may have queued something. Less than jobs_wake: nothing is merged anew. */
void jobs_look(struct jobs *jobs);
/* Other settings or models, from the next call on; what is on its way comes home from the old asks, which must live
 * until then. Also tries again at once what was failing. */
void jobs_set_config(struct jobs *jobs, struct asks *asks, const struct config *config);
/* Answers on their way are still journaled; nothing new is asked until it is called with false. */
void jobs_pause(struct jobs *jobs, bool pause);
/* state->what is borrowed until the next call into jobs. state->waiting is read from the store. */
void jobs_get_state(struct jobs *jobs, struct learning_state *state);
/* Cancels what is asked, gives the lease back, then runs done(arg) once, from the loop. The store must stay open and
 * asks alive until then; after it only jobs_destroy is allowed. */
void jobs_close(struct jobs *jobs, loop_callback *done, void *arg);
void jobs_destroy(struct jobs *jobs); /* after done, or before the first jobs_wake; NULL is fine */

#endif
