/* A scripted model for tests of background learning: a provider that answers each question after a moment and counts.
 * Each answer starts with "serial N"; every preference that it names is confirmed. */
#ifndef PROSED_JOB_MODEL_H
#define PROSED_JOB_MODEL_H

#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/base/mem.h"
#include "core/model/ask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct model { /* what a test sets and reads; one at a time */
    int delay_ms;
    int failures; /* so many questions fail first */
    enum error_kind failure_kind;
    const char *unusable; /* what it says whenever a question holds that text; or NULL */
    const char *refusal;
    int asked;
    int asked_of[OP_COUNT];
    int serial;
    FILE *log; /* "N question-as-JSON" for each question; may be NULL */
    struct loop *loop;
};

static struct model the_model;

struct call {
    struct timer *timer;
    provider_done *done;
    void *arg;
    char *answer; /* NULL: fails */
    bool cancelled;
};

static inline void on_call(void *arg) {
    struct call *call = arg;
    struct error error = {0};
    struct answer answer = {.text = call->answer, .prompt_tokens = 100, .answer_tokens = 10};
    if (call->cancelled)
        error_set(&error, ERROR_CANCELLED, "cancelled");
    else if (!call->answer)
        error_set(&error, the_model.failure_kind, "the model is away");
    timer_destroy(call->timer);
    call->done(call->arg, error.kind ? NULL : &answer, error.kind ? &error : NULL);
    free(call->answer);
    free(call);
}

static inline char *say(const struct question *question, int serial) {
    switch (question->op) {
    case OP_GENERATE:
        return mem_format("serial %d\n\"\"\"\ndraft number %d\n\"\"\"", serial, serial);
    case OP_OUTLINE:
        return mem_format("\"\"\"\nserial %d\n- a fact\n\"\"\"", serial);
    case OP_BREAKDOWN:
        return mem_format("serial %d\nPreferences: [\"Be brief.\", \"Say %d.\"]", serial, serial);
    case OP_VERIFY:
        return mem_format("serial %d\nVerdict: somewhat confirms", serial);
    default:
        return mem_format("serial %d\nPreferences: Say %d more often.", serial, serial);
    }
}

static inline void *model_create(struct loop *loop, const struct prompts *prompts,
                                 const struct model_settings *settings, struct error *error) {
    (void)prompts, (void)settings, (void)error;
    the_model.loop = loop;
    return &the_model;
}

static inline void model_destroy(void *self) {
    (void)self;
}

static inline void *model_start(void *self, const struct question *question, provider_piece *piece, provider_done *done,
                                void *arg) {
    (void)self, (void)piece;
    struct call *call = mem_alloc(sizeof *call);
    *call = (struct call){.done = done, .arg = arg};
    int serial = ++the_model.serial;
    the_model.asked++;
    the_model.asked_of[question->op]++;
    if (the_model.failures > 0)
        the_model.failures--;
    else if (the_model.unusable && question->user_text && strstr(question->user_text, the_model.unusable))
        call->answer = mem_copy_text(the_model.refusal);
    else
        call->answer = say(question, serial);
    if (the_model.log) {
        cJSON *object = question_format(question);
        char *json = json_format(object);
        fprintf(the_model.log, "%d %s\n", serial, json);
        fflush(the_model.log);
        free(json);
        cJSON_Delete(object);
    }
    call->timer = loop_add_timer(the_model.loop, on_call, call);
    timer_start(call->timer, the_model.delay_ms ? 1 + serial % the_model.delay_ms : 0);
    return call;
}

static inline void model_cancel(void *handle) {
    struct call *call = handle;
    call->cancelled = true;
    timer_start(call->timer, 0);
}

static const struct provider model_provider = {"offline", model_create, model_destroy, model_start, model_cancel};
static const struct provider *const model_providers[] = {&model_provider, NULL};

static inline struct asks *model_open(struct loop *loop, const struct config *config) {
    struct asks_settings settings = {.write = config->write, .learn = config->learn, .providers = model_providers};
    struct error error = {0};
    struct asks *asks = asks_create(loop, &settings, &error);
    if (!asks)
        fprintf(stderr, "%s\n", error.text);
    return asks;
}

#endif
