/* The queue of questions. There is a lane for each model that is in use: one when both roles have the same settings,
 * else two. A question waits in its lane's queue, flies to the provider, and lands with its callback; it is in exactly
 * one list at any time. Whatever ends a question goes through `finish`. */
#include "core/model/ask.h"

#include "core/base/mem.h"
#include "core/model/prompt.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PURPOSE_COUNT 2
#define LANES_MAX     2

struct asks_list {
    struct ask *first;
    struct ask *last;
};

struct ask {
    struct asks *asks;
    struct lane *lane;
    struct question *question; /* a copy; gone once the provider has read it */
    enum op op;
    enum purpose purpose;
    provider_piece *piece;
    provider_done *done;
    void *arg;
    void *handle; /* the provider's, while it flies */
    bool cancelled;
    struct asks_list *list;
    struct ask *previous;
    struct ask *next;
};

struct lane {
    const struct provider *provider;
    void *self;
    struct model_settings settings; /* strings owned */
    struct asks_list queues[PURPOSE_COUNT];
    struct asks_list flying;
    int in_flight;
};

struct asks {
    struct loop *loop;
    struct prompts *prompts;
    struct lane lanes[LANES_MAX];
    size_t lane_count;
    struct lane *write;
    struct lane *learn;
    struct asks_list cancelled; /* before they flew; their callback is on its way */
    void (*spent)(void *arg, enum op op, enum purpose purpose, const struct answer *answer);
    void *arg;
    size_t count;
    bool closing;
};

/* Drafts and what ends in the document are written by one model; what is found out about the person, by the other. */
static const bool is_writing[OP_COUNT] = {[OP_GENERATE] = true, [OP_REWRITE] = true, [OP_COMPLETE] = true};

/* --- lists --- */

static void append(struct asks_list *list, struct ask *ask) {
    ask->list = list;
    ask->next = NULL;
    ask->previous = list->last;
    *(list->last ? &list->last->next : &list->first) = ask;
    list->last = ask;
}

static void unlink_ask(struct ask *ask) {
    *(ask->previous ? &ask->previous->next : &ask->list->first) = ask->next;
    *(ask->next ? &ask->next->previous : &ask->list->last) = ask->previous;
    ask->list = NULL;
}

/* --- lanes --- */

static bool equal(const char *a, const char *b) {
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool settings_equal(const struct model_settings *a, const struct model_settings *b) {
    return equal(a->engine, b->engine) && equal(a->url, b->url) && equal(a->name, b->name) &&
           equal(a->key_env, b->key_env) && equal(a->key_command, b->key_command) &&
           equal(a->extra_body, b->extra_body) && a->free_text == b->free_text && a->max_in_flight == b->max_in_flight;
}

static struct lane *open_lane(struct asks *asks, const struct model_settings *settings,
                              const struct provider *const *providers, struct error *error) {
    for (size_t i = 0; i < asks->lane_count; i++) {
        if (settings_equal(&asks->lanes[i].settings, settings)) {
            return &asks->lanes[i];
        }
    }
    struct lane *lane = &asks->lanes[asks->lane_count];
    lane->settings = *settings;
    lane->settings.engine = mem_copy_text(settings->engine);
    lane->settings.url = mem_copy_text(settings->url);
    lane->settings.name = mem_copy_text(settings->name);
    lane->settings.key_env = mem_copy_text(settings->key_env);
    lane->settings.key_command = mem_copy_text(settings->key_command);
    lane->settings.extra_body = mem_copy_text(settings->extra_body);
    asks->lane_count++;
    lane->provider = provider_find(providers, settings->engine, error);
    if (lane->provider) {
        lane->self = lane->provider->create(asks->loop, asks->prompts, &lane->settings, error);
    }
    return lane->self ? lane : NULL;
}

static void close_lane(struct lane *lane) {
    if (lane->self) {
        lane->provider->destroy(lane->self);
    }
    free((char *)lane->settings.engine);
    free((char *)lane->settings.url);
    free((char *)lane->settings.name);
    free((char *)lane->settings.key_env);
    free((char *)lane->settings.key_command);
    free((char *)lane->settings.extra_body);
}

struct asks *asks_create(struct loop *loop, const struct asks_settings *settings, struct error *error) {
    struct asks *asks = mem_alloc(sizeof *asks);
    asks->loop = loop;
    asks->spent = settings->spent;
    asks->arg = settings->arg;
    asks->prompts = prompts_load(settings->prompts_folder, error);
    asks->write = open_lane(asks, &settings->write, settings->providers, error);
    asks->learn = asks->write ? open_lane(asks, &settings->learn, settings->providers, error) : NULL;
    if (!asks->learn) {
        asks_destroy(asks);
        return NULL;
    }
    return asks;
}

void asks_close(struct asks *asks) {
    asks->closing = true;
    for (size_t i = 0; i < asks->lane_count; i++) {
        struct lane *lane = &asks->lanes[i];
        for (int purpose = 0; purpose < PURPOSE_COUNT; purpose++) {
            while (lane->queues[purpose].first) {
                ask_cancel(lane->queues[purpose].first);
            }
        }
        for (struct ask *ask = lane->flying.first; ask; ask = ask->next) {
            ask_cancel(ask);
        }
    }
}

bool asks_is_idle(const struct asks *asks) {
    return asks->count == 0;
}

void asks_destroy(struct asks *asks) {
    if (!asks) {
        return;
    }
    assert(asks_is_idle(asks));
    for (size_t i = 0; i < asks->lane_count; i++) {
        close_lane(&asks->lanes[i]);
    }
    prompts_destroy(asks->prompts);
    free(asks);
}

const char *asks_get_model(const struct asks *asks, enum op op) {
    const struct model_settings *settings = &(is_writing[op] ? asks->write : asks->learn)->settings;
    return settings->name && *settings->name && strcmp(settings->engine, "offline") != 0 ? settings->name
                                                                                         : settings->engine;
}

/* --- one question --- */

static void on_piece(void *arg, const char *piece, size_t len) {
    struct ask *ask = arg;
    if (!ask->cancelled && ask->piece) {
        ask->piece(ask->arg, piece, len);
    }
}

static void on_done(void *arg, const struct answer *answer, const struct error *error);

static void start_waiting(struct lane *lane) {
    int cap = lane->settings.max_in_flight > 0 ? lane->settings.max_in_flight : 1;
    while (lane->in_flight < cap) {
        struct ask *ask = lane->queues[PURPOSE_INTERACTIVE].first;
        ask = ask ? ask : lane->queues[PURPOSE_LEARN].first;
        if (!ask) {
            return;
        }
        unlink_ask(ask);
        append(&lane->flying, ask);
        lane->in_flight++;
        ask->handle = lane->provider->start(lane->self, ask->question, ask->piece ? on_piece : NULL, on_done, ask);
        question_destroy(ask->question);
        ask->question = NULL;
    }
}

/* The callback comes last: it may destroy the asks. */
static void finish(struct ask *ask, const struct answer *answer, const struct error *error) {
    struct asks *asks = ask->asks;
    bool flew = ask->list == &ask->lane->flying;
    unlink_ask(ask);
    asks->count--;
    if (flew) {
        ask->lane->in_flight--;
        start_waiting(ask->lane);
    }
    struct error cancelled = {0};
    if (ask->cancelled) {
        error_set(&cancelled, ERROR_CANCELLED, "cancelled");
        answer = NULL;
        error = &cancelled;
    }
    struct ask last = *ask;
    question_destroy(ask->question);
    free(ask);
    last.done(last.arg, error ? NULL : answer, error);
}

static void on_done(void *arg, const struct answer *answer, const struct error *error) {
    struct ask *ask = arg;
    if (answer && !error && ask->asks->spent) {
        ask->asks->spent(ask->asks->arg, ask->op, ask->purpose, answer); /* a cancelled answer was paid for, too */
    }
    finish(ask, answer, error);
}

static void on_cancelled(void *arg) {
    finish(arg, NULL, NULL);
}

struct ask *ask_start(struct asks *asks, const struct question *question, enum purpose purpose, provider_piece *piece,
                      provider_done *done, void *arg) {
    struct ask *ask = mem_alloc(sizeof *ask);
    ask->asks = asks;
    ask->lane = is_writing[question->op] ? asks->write : asks->learn;
    ask->question = question_copy(question);
    ask->op = question->op;
    ask->purpose = purpose;
    ask->piece = piece;
    ask->done = done;
    ask->arg = arg;
    asks->count++;
    append(&ask->lane->queues[purpose], ask);
    if (asks->closing) {
        ask_cancel(ask);
    } else {
        start_waiting(ask->lane);
    }
    return ask;
}

void ask_cancel(struct ask *ask) {
    if (ask->cancelled) {
        return;
    }
    ask->cancelled = true;
    if (ask->list == &ask->lane->flying) {
        ask->lane->provider->cancel(ask->handle);
        return;
    }
    unlink_ask(ask);
    append(&ask->asks->cancelled, ask);
    loop_defer(ask->asks->loop, on_cancelled, ask);
}
