/* The queue of questions. There is a lane for each model that is in use: one when both roles have the same settings,
 * else two. A question waits in its lane's queue, flies to the provider, and lands with its callback; it is in exactly
 * one list at any time. Whatever ends a question goes through `finish`. */
#include "core/model/ask.h"

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/model/circuit.h"
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
    struct question *question; /* a copy */
    enum op op;
    enum purpose purpose;
    provider_piece *piece;
    provider_done *done;
    ask_loss *loss;
    void *arg;
    void *handle; /* the provider's, while it flies */
    bool cancelled;
    bool yields; /* it flew, and makes way for somebody who waits: back to the queue once the provider is done */
    bool probes; /* the one question that may try whether a server is back */
    int64_t lost_prompt_tokens;
    int64_t lost_answer_tokens;
    struct error refusal; /* why it never flew */
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
    int in_flight_of[PURPOSE_COUNT];
    struct circuit circuit;
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

static void prepend(struct asks_list *list, struct ask *ask) {
    ask->list = list;
    ask->previous = NULL;
    ask->next = list->first;
    *(list->first ? &list->first->previous : &list->last) = ask;
    list->first = ask;
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
           equal(a->extra_body, b->extra_body) && a->free_text == b->free_text &&
           a->max_in_flight == b->max_in_flight && a->first_word_s == b->first_word_s &&
           a->next_word_s == b->next_word_s && a->answer_s == b->answer_s && a->loading_s == b->loading_s;
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
    return provider_name_model(&(is_writing[op] ? asks->write : asks->learn)->settings);
}

/* --- who may fly --- */

static bool shares_server(const struct lane *lane, const struct lane *other) {
    return other == lane || (lane->settings.url && equal(other->settings.url, lane->settings.url));
}

/* Somebody waits for this lane, or for another one at the same server, whose work would slow theirs. */
static bool person_waits(const struct lane *lane, const struct asks *asks) {
    for (size_t i = 0; i < asks->lane_count; i++) {
        const struct lane *other = &asks->lanes[i];
        if (shares_server(lane, other) &&
            (other->queues[PURPOSE_INTERACTIVE].first || other->in_flight_of[PURPOSE_INTERACTIVE])) {
            return true;
        }
    }
    return false;
}

static int get_cap(const struct lane *lane) {
    return lane->settings.max_in_flight > 0 ? lane->settings.max_in_flight : 1;
}

/* In this lane, and at its server: two lanes there have no more places together than the one that may have more. */
static bool has_room(const struct lane *lane, const struct asks *asks) {
    int places = 0, taken = 0;
    for (size_t i = 0; i < asks->lane_count; i++) {
        const struct lane *other = &asks->lanes[i];
        if (shares_server(lane, other)) {
            places = get_cap(other) > places ? get_cap(other) : places;
            taken += other->in_flight;
        }
    }
    return lane->in_flight < get_cap(lane) && taken < places;
}

static void on_piece(void *arg, const char *piece, size_t len) {
    struct ask *ask = arg;
    if (!ask->cancelled && ask->piece) {
        ask->piece(ask->arg, piece, len);
    }
}

static void on_done(void *arg, const struct answer *answer, const struct error *error);
static void on_refused(void *arg);

/* Ends a question that waits, one turn of the loop later. */
static void end_waiting(struct ask *ask) {
    unlink_ask(ask);
    append(&ask->asks->cancelled, ask);
    loop_defer(ask->asks->loop, on_refused, ask);
}

static void fly(struct ask *ask) {
    struct lane *lane = ask->lane;
    unlink_ask(ask);
    append(&lane->flying, ask);
    lane->in_flight++;
    lane->in_flight_of[ask->purpose]++;
    ask->handle = lane->provider->start(lane->self, ask->question, ask->piece ? on_piece : NULL, on_done, ask);
}

/* The server is known to be away: who asks now is told so at once, but for one, who may find it back. */
static bool pass_circuit(struct ask *ask) {
    struct circuit *circuit = &ask->lane->circuit;
    if (circuit_allows(circuit, ask->purpose == PURPOSE_INTERACTIVE, clock_monotonic_ms(), &ask->probes)) {
        return true;
    }
    circuit_explain(circuit, clock_monotonic_ms(), &ask->refusal);
    end_waiting(ask);
    return false;
}

/* Gives learning questions of a lane up, the youngest first, until as many places are free or about to be. */
static int take_back(struct lane *lane, int wanted) {
    for (struct ask *ask = lane->flying.last; ask && wanted > 0; ask = ask->previous) {
        if (ask->purpose == PURPOSE_LEARN || ask->cancelled) {
            wanted--;
            if (!ask->yields && !ask->cancelled) {
                ask->yields = true;
                lane->provider->cancel(ask->handle);
            }
        }
    }
    return wanted;
}

/* All places are taken: as many of learning's as persons wait for are given up, in this lane or else in another one at
 * its server. Their connections close, which frees the server at once. */
static void make_way(struct lane *lane, struct asks *asks) {
    int wanted = 0;
    for (const struct ask *ask = lane->queues[PURPOSE_INTERACTIVE].first; ask && wanted < get_cap(lane);
         ask = ask->next) {
        wanted++; /* no more than can fly */
    }
    wanted = take_back(lane, wanted);
    for (size_t i = 0; i < asks->lane_count; i++) {
        struct lane *other = &asks->lanes[i];
        if (other != lane && shares_server(lane, other) && lane->in_flight < get_cap(lane)) {
            wanted = take_back(other, wanted);
        }
    }
}

static void start_waiting(struct lane *lane, struct asks *asks) {
    struct ask *ask;
    while ((ask = lane->queues[PURPOSE_INTERACTIVE].first)) {
        if (!has_room(lane, asks)) {
            make_way(lane, asks);
            return;
        }
        if (pass_circuit(ask)) {
            fly(ask);
        }
    }
    while ((ask = lane->queues[PURPOSE_LEARN].first) && has_room(lane, asks) && !person_waits(lane, asks)) {
        if (pass_circuit(ask)) {
            fly(ask);
        }
    }
}

static void start_all(struct asks *asks) {
    for (size_t i = 0; i < asks->lane_count; i++) {
        start_waiting(&asks->lanes[i], asks);
    }
}

/* --- one question --- */

static void land(struct ask *ask) {
    ask->lane->in_flight--;
    ask->lane->in_flight_of[ask->purpose]--;
    unlink_ask(ask);
}

/* The callback comes last: it may destroy the asks. answer with an error: what was spent. */
static void finish(struct ask *ask, const struct answer *answer, const struct error *error) {
    struct asks *asks = ask->asks;
    bool flew = ask->list == &ask->lane->flying;
    if (flew) {
        land(ask);
    } else {
        unlink_ask(ask);
    }
    asks->count--;
    if (flew || ask->purpose == PURPOSE_INTERACTIVE) {
        start_all(asks);
    }
    struct error cancelled = {0};
    if (ask->cancelled) {
        error_set(&cancelled, ERROR_CANCELLED, "cancelled");
        error = &cancelled;
    }
    struct ask last = *ask;
    question_destroy(ask->question);
    free(ask);
    bool lost = answer && answer->prompt_tokens + answer->answer_tokens > 0;
    if (error && lost && last.loss) {
        last.loss(last.arg, answer);
    }
    last.done(last.arg, error ? NULL : answer, error);
}

/* It made way for somebody who waited, and goes on when they have what they want. */
static void requeue(struct ask *ask, const struct answer *answer) {
    if (answer) {
        ask->lost_prompt_tokens += answer->prompt_tokens;
        ask->lost_answer_tokens += answer->answer_tokens;
    }
    ask->yields = false;
    ask->handle = NULL;
    land(ask);
    prepend(&ask->lane->queues[ask->purpose], ask);
    start_all(ask->asks);
}

static void note_outcome(struct ask *ask, const struct error *error) {
    struct circuit *circuit = &ask->lane->circuit;
    if (error && error->kind == ERROR_CANCELLED) {
        circuit_abandon(circuit, ask->probes);
    } else if (error && error->kind == ERROR_NETWORK) {
        circuit_fail(circuit, ask->probes, clock_monotonic_ms(), error);
    } else {
        circuit_succeed(circuit);
    }
    ask->probes = false;
}

static void on_done(void *arg, const struct answer *answer, const struct error *error) {
    struct ask *ask = arg;
    note_outcome(ask, error);
    if (ask->yields && !ask->cancelled && error && error->kind == ERROR_CANCELLED) {
        requeue(ask, answer);
        return;
    }
    struct answer whole = answer ? *answer : (struct answer){.text = ""};
    whole.prompt_tokens += ask->lost_prompt_tokens;
    whole.answer_tokens += ask->lost_answer_tokens;
    if (ask->asks->spent && whole.prompt_tokens + whole.answer_tokens > 0) {
        ask->asks->spent(ask->asks->arg, ask->op, ask->purpose, &whole); /* a cancelled answer was paid for, too */
    }
    finish(ask, &whole, error);
}

static void on_refused(void *arg) {
    struct ask *ask = arg;
    struct error refusal = ask->refusal; /* the ask is gone when it is told */
    finish(ask, NULL, refusal.kind ? &refusal : NULL);
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
        start_waiting(ask->lane, asks);
    }
    return ask;
}

void ask_set_loss(struct ask *ask, ask_loss *loss) {
    ask->loss = loss;
}

void ask_cancel(struct ask *ask) {
    if (ask->cancelled) {
        return;
    }
    ask->cancelled = true;
    if (ask->list == &ask->lane->flying) {
        if (!ask->yields) {
            ask->lane->provider->cancel(ask->handle);
        }
        return;
    }
    if (ask->list != &ask->asks->cancelled) {
        end_waiting(ask);
    }
}
