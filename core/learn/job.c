/* Learning in the background. Everything happens in turn(), which the loop runs whenever something may have changed:
 * write down what arrived, find a job if none is in hand, run it over its journal, ask what it wants. A job in hand can
 * be put down at any moment; the store has all of it.
 *
 * Asked questions carry the number of the job in hand when they were asked: an answer to one that was put down since is
 * dropped. */
#include "core/learn/job.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/learn/job_work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEASE_MS        60000
#define LEASE_RENEW_MS  20000
#define ELSEWHERE_MS    3000  /* another process learns: look again */
#define BUSY_MS         100   /* another process writes */
#define BUSY_MAX        50    /* times in a row; then it is a failure */
#define CAPPED_MS       60000 /* the daily cap is reached: has a new day begun? */
#define BACK_OFF_MS     2000  /* doubled with each failure in a row */
#define BACK_OFF_MAX_MS 300000
#define REFUSALS_MAX    8 /* a sample that a model refuses this often is set aside: about nine minutes */

struct pending { /* a question on its way, then its answer */
    struct jobs *jobs;
    struct pending *next;
    uint64_t work_number;
    char *key;
    char *question;
    char *model;
    enum op op;
    struct ask *ask; /* NULL once it has answered */
    char *answer;
    bool cut_off;
    int64_t prompt_tokens;
    int64_t answer_tokens;
};

struct jobs {
    struct loop *loop;
    struct store *store;
    struct store *personal; /* or NULL */
    struct asks *asks;
    struct config *config;
    struct jobs_events events;
    char *owner;
    struct timer *timer; /* the next try */
    struct timer *lease_timer;
    struct work *work; /* in hand, or NULL */
    uint64_t work_number;
    int refusals;            /* of the job in hand */
    struct pending *pending; /* asked and not written down, oldest first */
    int failures;            /* in a row */
    int busy;                /* times in a row that the store was */
    int64_t not_before_ms;   /* monotonic; nothing is asked before */
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

static void turn(void *arg);

static void wake(struct jobs *jobs) {
    if (!jobs->turning)
        loop_defer(jobs->loop, turn, jobs);
    jobs->turning = true;
}

static void set_phase(struct jobs *jobs, enum learning_phase phase, const char *what) {
    jobs->phase = phase;
    snprintf(jobs->what, sizeof jobs->what, "%s", what);
}

/* --- questions on their way --- */

static void free_pending(struct pending *pending) {
    free(pending->key);
    free(pending->question);
    free(pending->model);
    free(pending->answer);
    free(pending);
}

static void remove_pending(struct jobs *jobs, struct pending *pending) {
    struct pending **link = &jobs->pending;
    while (*link != pending)
        link = &(*link)->next;
    *link = pending->next;
    free_pending(pending);
}

static size_t count_asked(const struct jobs *jobs) {
    size_t count = 0;
    for (const struct pending *p = jobs->pending; p; p = p->next)
        count += p->ask != NULL;
    return count;
}

/* Cancels what is on its way, but for other jobs only, or all. Their callbacks still run. */
static void cancel_asked(struct jobs *jobs, bool all) {
    for (struct pending *p = jobs->pending; p; p = p->next) {
        if (p->ask && (all || p->work_number != jobs->work_number))
            ask_cancel(p->ask);
    }
}

/* Gives the job in hand back. What arrived for it and is not written down yet must be written first. */
static void put_down(struct jobs *jobs) {
    struct error error = {0};
    if (!jobs->work)
        return;
    if (!store_release_lease(jobs->store, jobs->work->job.id, jobs->owner, &error))
        log_write(LOG_WARNING, "learning: %s", error.text); /* it runs out by itself */
    work_close(jobs->work);
    jobs->work = NULL;
    jobs->work_number++;
    timer_stop(jobs->lease_timer);
    cancel_asked(jobs, false);
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

static void on_failed(struct jobs *jobs, const struct error *why) {
    struct error error = {0};
    if (!jobs->work || jobs->not_before_ms > clock_monotonic_ms())
        return; /* one failure counts, not each question that met it */
    int64_t job = jobs->work->job.id;
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

static void on_answered(void *arg, const struct answer *answer, const struct error *error) {
    struct pending *pending = arg;
    struct jobs *jobs = pending->jobs;
    bool ours = jobs->work && pending->work_number == jobs->work_number;
    pending->ask = NULL;
    if (answer && ours) {
        pending->answer = mem_copy_text(answer->text);
        pending->cut_off = answer->cut_off;
        pending->prompt_tokens = answer->prompt_tokens;
        pending->answer_tokens = answer->answer_tokens;
    } else {
        if (ours && error && error->kind != ERROR_CANCELLED)
            on_failed(jobs, error);
        remove_pending(jobs, pending);
    }
    wake(jobs);
}

/* What was paid for without an answer: the daily cap counts it, too. */
static void on_loss(void *arg, const struct answer *cost) {
    const struct pending *p = arg;
    struct error error = {0};
    const struct store_spend spend = {.model = p->model,
                                      .purpose = "learn",
                                      .calls = 1,
                                      .prompt_tokens = cost->prompt_tokens,
                                      .answer_tokens = cost->answer_tokens};
    if (!store_add_spend(p->jobs->store, &spend, &error))
        log_write(LOG_WARNING, "learning: %s", error.text);
}

static bool is_asked(const struct jobs *jobs, const char *key) {
    for (const struct pending *p = jobs->pending; p; p = p->next) {
        if (p->work_number == jobs->work_number && strcmp(p->key, key) == 0)
            return true;
    }
    return false;
}

static void ask(struct jobs *jobs, const struct wanted *wanted) {
    struct pending *pending = mem_alloc(sizeof *pending), **link = &jobs->pending;
    *pending = (struct pending){.jobs = jobs, .work_number = jobs->work_number, .op = wanted->question->op};
    pending->key = mem_copy_text(wanted->key);
    pending->question = work_format_question(wanted->question);
    pending->model = mem_copy_text(asks_get_model(jobs->asks, pending->op));
    while (*link)
        link = &(*link)->next;
    *link = pending;
    pending->ask = ask_start(jobs->asks, wanted->question, PURPOSE_LEARN, NULL, on_answered, pending);
    ask_set_loss(pending->ask, on_loss);
}

/* As many as may be in flight, in the order in which they are wanted: what comes later may turn out unneeded. */
static void ask_wanted(struct jobs *jobs) {
    int write = jobs->config->write.max_in_flight, learn = jobs->config->learn.max_in_flight;
    int most = write > learn ? write : learn;
    size_t asked = count_asked(jobs);
    for (size_t i = 0; i < journal_count_wanted(jobs->work->journal); i++) {
        struct wanted wanted = journal_get_wanted(jobs->work->journal, i);
        if (i == 0) {
            char what[128];
            work_describe(jobs->work, wanted.key, what, sizeof what);
            set_phase(jobs, LEARNING_BUSY, what);
        }
        if (is_asked(jobs, wanted.key))
            continue;
        if (asked && asked >= (size_t)(most > 0 ? most : 1))
            break;
        ask(jobs, &wanted);
        asked++;
    }
}

/* --- one turn --- */

/* The store said no: somebody else has the job now, or it can not be written to for the moment. */
static void on_store_failed(struct jobs *jobs, const struct error *error) {
    if (error->kind == ERROR_STALE) {
        put_down(jobs);
        wake(jobs);
    } else if (error->kind == ERROR_BUSY && ++jobs->busy < BUSY_MAX)
        timer_start(jobs->timer, BUSY_MS);
    else
        back_off(jobs, error->text);
}

/* Writes all answers that arrived since the last turn, in one transaction. */
static bool write_answers(struct jobs *jobs) {
    size_t count = 0, capacity = 0;
    struct store_answer *answers = NULL;
    for (struct pending *p = jobs->pending; p; p = p->next) {
        if (p->ask || !jobs->work || p->work_number != jobs->work_number)
            continue;
        MEM_RESERVE(answers, count, capacity);
        answers[count++] = (struct store_answer){.key = p->key,
                                                 .op = op_name(p->op),
                                                 .question = p->question,
                                                 .answer = p->answer,
                                                 .cut_off = p->cut_off,
                                                 .model = p->model,
                                                 .prompt_tokens = p->prompt_tokens,
                                                 .answer_tokens = p->answer_tokens};
    }
    struct error error = {0};
    bool ok = !count || store_add_answers(jobs->store, jobs->work->job.id, jobs->owner, answers, count, &error);
    for (size_t i = 0; ok && i < count; i++)
        journal_add(jobs->work->journal, answers[i].key, answers[i].answer, answers[i].cut_off);
    free(answers);
    if (!ok)
        on_store_failed(jobs, &error);
    for (struct pending *p = jobs->pending, *next; p; p = next) {
        next = p->next;
        if (!p->ask && (ok || !jobs->work || p->work_number != jobs->work_number))
            remove_pending(jobs, p);
    }
    if (ok && count)
        jobs->failures = jobs->refusals = jobs->busy = 0;
    return ok;
}

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
        on_store_failed(jobs, &error);
        return false;
    }
    if (tokens < jobs->config->learn_daily_tokens)
        return true;
    set_phase(jobs, LEARNING_CAPPED, "learn.daily_tokens is used up; learning goes on tomorrow");
    timer_start(jobs->timer, CAPPED_MS);
    return false;
}

/* Takes the next job in hand. false: there is none, or not now. */
static bool take_up(struct jobs *jobs) {
    struct error error = {0};
    struct store_job job;
    const struct layers layers = {jobs->store, jobs->personal, (size_t)jobs->config->learn_related};
    bool elsewhere = false, was_idle = jobs->phase == LEARNING_IDLE;
    int64_t changes = 0;
    bool merged = store_get_merge_state(jobs->store, &changes, &error) &&
                  (changes == jobs->merged_at || work_begin_merges(&layers, &error));
    jobs->merged_at = merged ? changes : -1;
    if (!merged || !store_lease_job(jobs->store, jobs->owner, clock_now_ms() + LEASE_MS, &job, &elsewhere, &error)) {
        on_store_failed(jobs, &error);
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
        timer_start(jobs->lease_timer, LEASE_RENEW_MS);
        return true;
    }
    if (error.kind == ERROR_DAMAGED && store_give_up_job(jobs->store, id, error.text, NULL))
        wake(jobs); /* it will never load */
    else
        on_store_failed(jobs, &error);
    return false;
}

/* Runs the job in hand, and the next ones as long as they need no answers. */
static void run(struct jobs *jobs) {
    struct error error = {0};
    const char *model = asks_get_model(jobs->asks, OP_INFER);
    switch (work_run(jobs->work, jobs->store, jobs->owner, model ? model : "", &error)) {
    case WORK_WAITING:
        if (may_ask(jobs))
            ask_wanted(jobs);
        else if (!count_asked(jobs))
            put_down(jobs); /* another process may go on with it */
        break;
    case WORK_DONE: {
        int64_t sample = jobs->work->job.kind == JOB_LEARN ? jobs->work->job.sample : 0;
        jobs->done += sample != 0;
        put_down(jobs); /* also cancels what was asked on speculation */
        wake(jobs);
        if (sample && jobs->events.learned)
            jobs->events.learned(jobs->events.arg, sample);
        break;
    }
    case WORK_FAILED:
        on_store_failed(jobs, &error);
        break;
    }
}

static void finish_closing(struct jobs *jobs) {
    if (jobs->pending) {
        if (!count_asked(jobs)) { /* the store does not take them: they are asked again another time */
            while (jobs->pending)
                remove_pending(jobs, jobs->pending);
        } else
            return;
    }
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

/* --- timers --- */

static void on_timer(void *arg) {
    wake(arg);
}

static void on_lease_timer(void *arg) {
    struct jobs *jobs = arg;
    struct error error = {0};
    if (!jobs->work)
        return;
    if (store_renew_lease(jobs->store, jobs->work->job.id, jobs->owner, clock_now_ms() + LEASE_MS, &error) ||
        error.kind != ERROR_STALE)
        timer_start(jobs->lease_timer, LEASE_RENEW_MS);
    else
        on_store_failed(jobs, &error);
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
    jobs->owner = store_make_owner();
    jobs->timer = loop_add_timer(loop, on_timer, jobs);
    jobs->lease_timer = loop_add_timer(loop, on_lease_timer, jobs);
    return jobs;
}

void jobs_wake(struct jobs *jobs) {
    jobs->merged_at = -1;
    wake(jobs);
}

void jobs_set_personal(struct jobs *jobs, struct store *personal) {
    jobs->personal = personal;
}

void jobs_look(struct jobs *jobs) {
    if (!jobs->work && !timer_is_active(jobs->timer))
        wake(jobs);
}

void jobs_set_config(struct jobs *jobs, struct asks *asks, const struct config *config) {
    config_destroy(jobs->config);
    jobs->config = config_copy(config);
    jobs->asks = asks;
    jobs->not_before_ms = 0;
    jobs->failures = jobs->refusals = 0;
    jobs->started = false; /* failed samples are tried again */
    wake(jobs);
}

void jobs_pause(struct jobs *jobs, bool pause) {
    if (jobs->paused == pause)
        return;
    jobs->paused = pause;
    wake(jobs);
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
    cancel_asked(jobs, true);
    wake(jobs);
}

void jobs_destroy(struct jobs *jobs) {
    if (!jobs)
        return;
    loop_forget(jobs->loop, jobs);
    timer_destroy(jobs->timer);
    timer_destroy(jobs->lease_timer);
    config_destroy(jobs->config);
    free(jobs->owner);
    free(jobs);
}
