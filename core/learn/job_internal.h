/* Learning from inside, for job.c (its life, its timers) and job_turn.c (what is done in a turn). */
#ifndef PROSED_JOB_INTERNAL_H
#define PROSED_JOB_INTERNAL_H

#include "core/learn/job.h"
#include "core/learn/job_work.h"
#include "core/learn/questions.h"

#define JOB_LEASE_MS       60000
#define JOB_LEASE_RENEW_MS 20000

struct jobs {
    struct loop *loop;
    struct store *store;
    struct store *personal; /* or NULL */
    struct asks *asks;
    struct config *config;
    struct jobs_events events;
    char *lease_owner;
    struct timer *timer; /* the next try */
    struct timer *lease_timer;
    struct work *work; /* in hand, or NULL */
    struct questions questions;
    int refusals;          /* of the job in hand */
    int failures;          /* in a row */
    int busy;              /* times in a row that the store was */
    int64_t not_before_ms; /* monotonic; nothing is asked before */
    bool started;
    bool paused;
    bool turning;      /* a turn is deferred */
    int64_t merged_at; /* store_get_merge_state when all genres were merged; -1: look again */
    size_t done;
    enum learning_phase phase;
    char what[256];
    char problem[256];     /* why nothing is asked before not_before_ms */
    loop_callback *closed; /* set: closing */
    void *closed_arg;
};

void jobs_turn_soon(struct jobs *jobs); /* from the loop, once */
/* The store said no: somebody else has the job now, or it can not be written to for the moment. */
void jobs_note_store_failed(struct jobs *jobs, const struct error *error);
void jobs_note_model_failed(void *jobs, const struct error *why); /* questions_events.failed */

#endif
