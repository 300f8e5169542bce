/* The life of learning, and what may begin a turn (job_turn.c): who asks, a timer, an answer. */
#include "core/learn/job_internal.h"

#include "core/base/clock.h"
#include "core/base/mem.h"

#include <stdlib.h>

/* --- what begins a turn --- */

static void on_timer(void *arg) {
    jobs_turn_soon(arg);
}

static void on_lease_timer(void *arg) {
    struct jobs *jobs = arg;
    struct error error = {0};
    if (!jobs->work)
        return;
    if (store_renew_lease(jobs->store, jobs->work->job.id, jobs->lease_owner, clock_now_ms() + JOB_LEASE_MS, &error) ||
        error.kind != ERROR_STALE)
        timer_start(jobs->lease_timer, JOB_LEASE_RENEW_MS);
    else
        jobs_note_store_failed(jobs, &error);
}

static void on_question_changed(void *arg) {
    jobs_turn_soon(arg);
}

/* --- the door --- */

struct jobs *jobs_create(struct loop *loop, struct store *store, struct asks *asks, const struct config *config,
                         const struct jobs_events *events) {
    struct jobs *jobs = mem_alloc(sizeof *jobs);
    jobs->loop = loop;
    jobs->store = store;
    jobs->asks = asks;
    jobs->config = config_copy(config);
    jobs->events = *events;
    jobs->questions = (struct questions){.store = store, .events = {jobs, on_question_changed, jobs_note_model_failed}};
    jobs->lease_owner = store_make_lease_owner();
    jobs->timer = loop_add_timer(loop, on_timer, jobs);
    jobs->lease_timer = loop_add_timer(loop, on_lease_timer, jobs);
    return jobs;
}

void jobs_wake(struct jobs *jobs) {
    jobs->merged_at = -1;
    jobs_turn_soon(jobs);
}

void jobs_set_personal(struct jobs *jobs, struct store *personal) {
    jobs->personal = personal;
}

void jobs_look(struct jobs *jobs) {
    if (!jobs->work && !timer_is_active(jobs->timer))
        jobs_turn_soon(jobs);
}

void jobs_set_config(struct jobs *jobs, struct asks *asks, const struct config *config) {
    config_destroy(jobs->config);
    jobs->config = config_copy(config);
    jobs->asks = asks;
    jobs->not_before_ms = 0;
    jobs->failures = jobs->refusals = 0;
    jobs->started = false; /* failed samples are tried again */
    jobs_turn_soon(jobs);
}

void jobs_pause(struct jobs *jobs, bool pause) {
    if (jobs->paused == pause)
        return;
    jobs->paused = pause;
    jobs_turn_soon(jobs);
}

/* Before its turn comes, what was asked for and what is queued says more than what was done last. */
static enum learning_phase find_phase(const struct jobs *jobs, size_t queued) {
    if (jobs->paused)
        return LEARNING_PAUSED;
    return jobs->phase == LEARNING_IDLE && queued ? LEARNING_BUSY : jobs->phase;
}

void jobs_get_state(struct jobs *jobs, struct learning_state *state) {
    size_t queued = 0;
    *state = (struct learning_state){.done = jobs->done};
    if (!store_count_queue(jobs->store, &state->waiting, &queued, NULL))
        queued = jobs->work ? 1 : 0;
    state->total = jobs->done + queued;
    state->phase = find_phase(jobs, queued);
    state->what = state->phase == jobs->phase ? jobs->what : "";
}

void jobs_close(struct jobs *jobs, loop_callback *done, void *arg) {
    jobs->closed = done;
    jobs->closed_arg = arg;
    questions_cancel(&jobs->questions);
    jobs_turn_soon(jobs);
}

void jobs_destroy(struct jobs *jobs) {
    if (!jobs)
        return;
    loop_forget(jobs->loop, jobs);
    timer_destroy(jobs->timer);
    timer_destroy(jobs->lease_timer);
    config_destroy(jobs->config);
    free(jobs->lease_owner);
    free(jobs);
}
