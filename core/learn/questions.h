/* The questions of jobs that are on their way to a model, and the answers that no journal has yet; for job.c alone.
 *
 * A question carries the number of the job in hand when it was asked: the answer to one that was put down since is
 * dropped. */
#ifndef PROSED_QUESTIONS_H
#define PROSED_QUESTIONS_H

#include "core/method/journal.h"
#include "core/model/ask.h"
#include "core/store/store.h"

struct questions_events {
    void *arg;
    void (*changed)(void *arg);                           /* one came home, with or without an answer */
    void (*failed)(void *arg, const struct error *error); /* before that, of the job in hand: not just cancelled */
};

struct questions { /* one that came home is in the list until its answer is written down */
    struct store *store;
    struct questions_events events;
    struct pending_question *first; /* oldest first */
    uint64_t job_number;
};

void questions_ask(struct questions *questions, struct asks *asks, const struct wanted *wanted);
bool questions_are_asking(const struct questions *questions, const char *key); /* for the job in hand */
size_t questions_count_asked(const struct questions *questions);               /* of all jobs; not home yet */
/* Their callbacks still run. */
void questions_cancel(struct questions *questions);
/* Another job is in hand from now on, or none: what was asked for this one is cancelled. */
void questions_put_down(struct questions *questions);
/* Writes the answers that are here for the job in hand (0: there is none) into the store, in one transaction, and into
 * its journal; others are dropped. *written: how many. false: nothing was written, and they stay. */
bool questions_write(struct questions *questions, int64_t job, const char *lease_owner, struct journal *journal,
                     size_t *written, struct error *error);
void questions_drop(struct questions *questions); /* none is on its way any more */

#endif
