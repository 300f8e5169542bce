/* Learning in the background. Everything happens in turn(), which the loop runs whenever something may have changed:
 * write down what arrived, find a job if none is in hand, run it over its journal, ask what it wants. A job in hand can
 * be put down at any moment; the store has all of it. */
#include "core/learn/job_internal.h"

#include "core/base/clock.h"
#include "core/base/log.h"

#include <stdio.h>

#define ELSEWHERE_MS    3000  /* another process learns: look again */
#define BUSY_MS         100   /* another process writes */
#define BUSY_MAX        50    /* times in a row; then it is a failure */
#define CAPPED_MS       60000 /* the daily cap is reached: has a new day begun? */
#define BACK_OFF_MS     2000  /* doubled with each failure in a row */
#define BACK_OFF_MAX_MS 300000
#define REFUSALS_MAX    8 /* a sample that a model refuses this often is set aside: about nine minutes */

static void turn(void *arg);

void jobs_turn_soon(struct jobs *jobs) {
    if (!jobs->turning)
        loop_defer(jobs->loop, turn, jobs);
    jobs->turning = true;
}

static void set_phase(struct jobs *jobs, enum learning_phase phase, const char *what) {
    jobs->phase = phase;
    snprintf(jobs->what, sizeof jobs->what, "%s", what);
}

/* --- putting down, failing --- */

/* Gives the job in hand back. What arrived for it and is not written down yet must be written first. */
static void put_down(struct jobs *jobs) {
    struct error error = {0};
    if (!jobs->work)
        return;
    if (!store_release_lease(jobs->store, jobs->work->job.id, jobs->lease_owner, &error))
        log_write(LOG_WARNING, "learning: %s", error.text); /* it runs out by itself */
    work_close(jobs->work);
    jobs->work = NULL;
    timer_stop(jobs->lease_timer);
    questions_put_down(&jobs->questions);
}

/* Nothing more for a while, longer with each failure in a row. */
static void back_off(struct jobs *jobs, const char *why) {
    int64_t delay_ms = BACK_OFF_MS;
    for (int i = 0; i < jobs->failures && delay_ms < BACK_OFF_MAX_MS; i++)
        delay_ms *= 2;
    delay_ms = delay_ms < BACK_OFF_MAX_MS ? delay_ms : BACK_OFF_MAX_MS;
    jobs->failures++;
    jobs->not_before_ms = clock_monotonic_ms() + delay_ms;
    snprintf(jobs->problem, sizeof jobs->problem, "%s", why);
    set_phase(jobs, LEARNING_FAILING, jobs->problem);
    timer_start(jobs->timer, delay_ms);
}

void jobs_note_model_failed(void *arg, const struct error *why) {
    struct jobs *jobs = arg;
    struct error error = {0};
    if (!jobs->work || jobs->not_before_ms > clock_monotonic_ms())
        return; /* one failure counts, not each question that met it */
    int64_t job = jobs->work->job.id;
    if (why->kind == ERROR_TOO_LONG) { /* says nothing about the others */
        log_write(LOG_WARNING, "learning: set aside: %s", why->text);
        if (!store_give_up_job(jobs->store, job, why->text, &error))
            log_write(LOG_WARNING, "learning: %s", error.text);
        put_down(jobs);
        jobs_turn_soon(jobs);
        return;
    }
    jobs->refusals += why->kind == ERROR_REFUSED;
    if (!store_set_job_failed_once(jobs->store, job, why->text, clock_now_ms(), &error))
        log_write(LOG_WARNING, "learning: %s", error.text);
    back_off(jobs, why->text);
    if (jobs->refusals < REFUSALS_MAX)
        return;
    jobs->refusals = 0;
    if (!store_give_up_job(jobs->store, job, why->text, &error))
        log_write(LOG_WARNING, "learning: %s", error.text);
}

void jobs_note_store_failed(struct jobs *jobs, const struct error *error) {
    if (error->kind == ERROR_STALE) {
        put_down(jobs);
        jobs_turn_soon(jobs);
    } else if (error->kind == ERROR_BUSY && ++jobs->busy < BUSY_MAX)
        timer_start(jobs->timer, BUSY_MS);
    else
        back_off(jobs, error->text);
}

/* --- asking --- */

/* Whether questions may be asked now; if not, the phase says why and a timer looks again. */
static bool may_ask(struct jobs *jobs) {
    int64_t tokens, wait_ms = jobs->not_before_ms - clock_monotonic_ms();
    struct error error = {0};
    if (jobs->paused || !jobs->config->learn_enabled) {
        set_phase(jobs, LEARNING_PAUSED, "");
        return false;
    }
    if (wait_ms > 0) {
        set_phase(jobs, LEARNING_FAILING, jobs->problem);
        timer_start(jobs->timer, wait_ms);
        return false;
    }
    if (!jobs->config->learn_daily_tokens)
        return true;
    if (!store_count_learning_tokens(jobs->store, &tokens, &error)) {
        jobs_note_store_failed(jobs, &error);
        return false;
    }
    if (tokens < jobs->config->learn_daily_tokens)
        return true;
    set_phase(jobs, LEARNING_CAPPED, "learn.daily_tokens is used up; learning goes on tomorrow");
    timer_start(jobs->timer, CAPPED_MS);
    return false;
}

/* As many as may be in flight, in the order in which they are wanted: what comes later may turn out unneeded. */
static void ask_wanted(struct jobs *jobs) {
    int write = jobs->config->write.max_in_flight, learn = jobs->config->learn.max_in_flight;
    int most = write > learn ? write : learn;
    size_t asked = questions_count_asked(&jobs->questions);
    for (size_t i = 0; i < journal_count_wanted(jobs->work->journal); i++) {
        struct wanted wanted = journal_get_wanted(jobs->work->journal, i);
        if (i == 0) {
            char what[128];
            work_describe(jobs->work, wanted.key, what, sizeof what);
            set_phase(jobs, LEARNING_BUSY, what);
        }
        if (questions_are_asking(&jobs->questions, wanted.key))
            continue;
        if (asked && asked >= (size_t)(most > 0 ? most : 1))
            break;
        questions_ask(&jobs->questions, jobs->asks, &wanted);
        asked++;
    }
}

/* --- one turn --- */

static bool write_answers(struct jobs *jobs) {
    struct error error = {0};
    size_t written;
    int64_t job = jobs->work ? jobs->work->job.id : 0;
    struct journal *journal = jobs->work ? jobs->work->journal : NULL;
    if (!questions_write(&jobs->questions, job, jobs->lease_owner, journal, &written, &error)) {
        jobs_note_store_failed(jobs, &error);
        return false;
    }
    if (written)
        jobs->failures = jobs->refusals = jobs->busy = 0;
    return true;
}

/* Takes the next job in hand. false: there is none, or not now. */
static bool take_up(struct jobs *jobs) {
    struct error error = {0};
    struct store_job job;
    const struct layers layers = {.project = jobs->store,
                                  .personal = jobs->personal,
                                  .related = (size_t)jobs->config->learn_related,
                                  .threshold = config_get_threshold(jobs->config)};
    bool elsewhere = false, was_idle = jobs->phase == LEARNING_IDLE;
    int64_t changes = 0;
    bool merged = store_get_merge_state(jobs->store, &changes, &error) &&
                  (changes == jobs->merged_at || work_begin_merges(&layers, &error));
    jobs->merged_at = merged ? changes : -1;
    if (!merged ||
        !store_lease_job(jobs->store, jobs->lease_owner, clock_now_ms() + JOB_LEASE_MS, &job, &elsewhere, &error)) {
        jobs_note_store_failed(jobs, &error);
        return false;
    }
    if (!job.id && elsewhere) {
        set_phase(jobs, LEARNING_BUSY, "another prosed is learning here");
        timer_start(jobs->timer, ELSEWHERE_MS);
        return false;
    }
    if (!job.id) {
        set_phase(jobs, LEARNING_IDLE, "");
        jobs->failures = 0;
        return false;
    }
    if (was_idle && job.kind == JOB_LEARN)
        jobs->done = 0;
    int64_t id = job.id;
    jobs->work = work_open(&layers, &job, jobs->config, &error);
    jobs->refusals = 0;
    if (jobs->work) {
        set_phase(jobs, LEARNING_BUSY, "learning");
        timer_start(jobs->lease_timer, JOB_LEASE_RENEW_MS);
        return true;
    }
    if (error.kind == ERROR_DAMAGED && store_give_up_job(jobs->store, id, error.text, NULL))
        jobs_turn_soon(jobs); /* it will never load */
    else
        jobs_note_store_failed(jobs, &error);
    return false;
}

/* Runs the job in hand, and the next ones as long as they need no answers. */
static void run(struct jobs *jobs) {
    struct error error = {0};
    const char *model = asks_get_model(jobs->asks, OP_INFER);
    switch (work_run(jobs->work, jobs->store, jobs->lease_owner, model ? model : "", &error)) {
    case WORK_WAITING:
        if (may_ask(jobs))
            ask_wanted(jobs);
        else if (!questions_count_asked(&jobs->questions))
            put_down(jobs); /* another process may go on with it */
        break;
    case WORK_DONE: {
        int64_t sample = jobs->work->job.kind == JOB_LEARN ? jobs->work->job.sample : 0;
        jobs->done += sample != 0;
        put_down(jobs); /* also cancels what was asked on speculation */
        jobs_turn_soon(jobs);
        if (sample && jobs->events.learned)
            jobs->events.learned(jobs->events.arg, sample);
        break;
    }
    case WORK_UNUSABLE:
        log_write(LOG_WARNING, "learning: no answer about sample %lld could be used",
                  (long long)jobs->work->job.sample);
        put_down(jobs);
        jobs_turn_soon(jobs);
        break;
    case WORK_FAILED:
        jobs_note_store_failed(jobs, &error);
        break;
    }
}

static void finish_closing(struct jobs *jobs) {
    if (questions_count_asked(&jobs->questions))
        return;
    questions_drop(&jobs->questions); /* what the store did not take is asked again another time */
    put_down(jobs);
    timer_destroy(jobs->timer);
    timer_destroy(jobs->lease_timer);
    jobs->timer = jobs->lease_timer = NULL;
    jobs->closed(jobs->closed_arg);
}

static void turn(void *arg) {
    struct jobs *jobs = arg;
    struct error error = {0};
    jobs->turning = false;
    bool written = write_answers(jobs);
    if (jobs->closed) {
        finish_closing(jobs);
        return;
    }
    if (!jobs->started) { /* what failed for good may work with today's settings */
        jobs->started = true;
        jobs->merged_at = -1;
        if (!store_queue_failed(jobs->store, NULL, &error))
            log_write(LOG_WARNING, "learning: %s", error.text);
    }
    if (written && (jobs->work || (may_ask(jobs) && take_up(jobs))))
        run(jobs);
    if (jobs->events.changed)
        jobs->events.changed(jobs->events.arg);
}
