/* Asking for the benchmark: activities, each a plain function over a journal, run until it is done, many at once.
 *
 * Every answer is written to a transcript before it is used, so that a benchmark that was interrupted goes on where it
 * was. An activity has at most `cap` questions on their way, in the order in which it wants them. */
#ifndef PROSED_ASKER_H
#define PROSED_ASKER_H

#include "core/base/loop.h"
#include "core/eval/transcript.h"
#include "core/method/journal.h"
#include "core/model/ask.h"

struct asker { /* filled by who owns it */
    struct loop *loop;
    struct asks *asks;
    int cap;
    struct transcript *transcript; /* or NULL: nothing is kept */
    size_t active;                 /* activities under way */
    size_t answered;               /* questions, for showing progress */
    struct error error;            /* the first failure; nothing new is asked after it */
};

struct cost {
    int calls[OP_COUNT];
    int64_t prompt_tokens;
    int64_t answer_tokens;
    int64_t elapsed_ms; /* of all calls, one after the other */
};

struct activity {
    const char *name;                                /* unlike any other's; copied */
    struct asks *asks;                               /* NULL: the asker's */
    uint64_t seed;                                   /* questions get their own seeds from it and their key */
    struct cost *cost;                               /* added to */
    bool (*run)(void *arg, struct journal *journal); /* true: done */
    void (*done)(void *arg, bool ok);                /* from the loop; !ok: something failed, here or elsewhere */
    void *arg;
};

void asker_start(struct asker *asker, const struct activity *activity);

#endif
