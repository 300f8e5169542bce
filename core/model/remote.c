/* Calls of a model server. A call is sent, read as it streams, and judged when the response is over; the judgement is
 * an answer, a failure, or another attempt, now (with a field less) or later (back-off). However a call ends, its
 * callback comes one turn of the loop later, from `deliver`. */
#include "core/model/remote.h"

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/model/endpoint.h"
#include "core/model/http.h"
#include "core/model/key.h"
#include "core/model/retry.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define CONNECT_MS       10000
#define FIRST_WORD_S     300 /* a busy local server sends nothing, not even headers, until a slot is free */
#define NEXT_WORD_S      60
#define ANSWER_S         900
#define LOADING_S        120
#define LOADING_POLL_MS  1000
#define AFTER_END_MS     2000        /* the answer is whole; usage and the end of the stream may still come */
#define STREAM_BYTES_MAX (64u << 20) /* each token comes in some 250 bytes of JSON */
#define ADAPTATIONS_MAX  4           /* fields a server may refuse, one after the other */
#define SHORTENINGS_MAX  3

struct remote {
    const struct wire *wire;
    struct loop *loop;
    const struct prompts *prompts;
    char *url;
    char *host; /* for messages */
    char *model;
    cJSON *extra; /* model.extra_body, or NULL */
    char *key_env;
    char *key_command;
    char *key;      /* NULL: none, or not fetched yet */
    bool key_works; /* the server has let us in with it */
    struct key_command *fetching;
    struct http *http; /* opened with the first call */
    struct dialect dialect;
    struct call *calls;
    int64_t first_ms;
    int64_t between_ms;
    int64_t total_ms;
    int64_t loading_ms;
    uint64_t random;
};

enum call_state { CALL_NEEDS_KEY, CALL_SENT, CALL_BACKING_OFF, CALL_OVER };

struct call {
    struct remote *remote;
    enum call_state state;
    enum op op;
    struct prompt prompt;
    provider_piece *piece;
    provider_done *done;
    void *arg;
    struct http_call *http;
    char *key; /* this attempt's: the server may tell it back */
    struct reply reply;
    struct dialect dialect; /* this attempt's */
    struct timer *timer;
    int attempt;
    int adaptations;
    int shortenings;
    int64_t loading_since_ms; /* the server said so; 0: it does not */
    int max_tokens;           /* what the context leaves for this answer; 0: as much as for others */
    int64_t started_ms;
    int64_t prompt_tokens; /* of all attempts: what broke off was paid for, too */
    int64_t answer_tokens;
    struct error error;
    struct call *previous;
    struct call *next;
};

static void send_call(struct call *call);

/* --- the end of a call --- */

static void deliver(void *arg) {
    struct call *call = arg;
    bool ok = call->error.kind == ERROR_NONE;
    *(call->previous ? &call->previous->next : &call->remote->calls) = call->next;
    if (call->next) {
        call->next->previous = call->previous;
    }
    timer_destroy(call->timer);
    struct answer answer = {.text = ok ? buf_get(&call->reply.text) : "",
                            .cut_off = call->reply.finish == FINISH_LENGTH,
                            .prompt_tokens = call->prompt_tokens,
                            .answer_tokens = call->answer_tokens};
    bool paid = call->prompt_tokens > 0;
    call->done(call->arg, ok || paid ? &answer : NULL, ok ? NULL : &call->error);
    reply_finish(&call->reply);
    prompt_finish(&call->prompt);
    key_destroy(call->key);
    free(call);
}

static void end_call(struct call *call) {
    call->state = CALL_OVER;
    timer_stop(call->timer);
    loop_defer(call->remote->loop, deliver, call);
}

static void fail(struct call *call, enum error_kind kind, const char *text) {
    char *redacted = mem_copy_text(text);
    key_redact(call->key, redacted);
    error_set(&call->error, kind, "%s", redacted);
    free(redacted);
    end_call(call);
}

/* Counts what an attempt cost, once. Where the server does not tell, four bytes count as a token, so that a daily cap
 * holds all the same. Nothing was worked on, as far as can be known, before the server began to answer. */
static void account(struct call *call) {
    struct reply *reply = &call->reply;
    int64_t prompt_tokens = reply->prompt_tokens, answer_tokens = reply->answer_tokens;
    if (reply->shape != SHAPE_EVENTS && reply->shape != SHAPE_JSON) {
        return;
    }
    if (prompt_tokens <= 0) {
        prompt_tokens = (int64_t)(strlen(call->prompt.system) + strlen(call->prompt.user)) / 4 + 1;
    }
    int64_t seen_tokens = (int64_t)(reply->text.len + reply->reasoning_bytes) / 4;
    if (answer_tokens <= 0 || (reply->finish == FINISH_NONE && answer_tokens < seen_tokens)) {
        answer_tokens = seen_tokens;
    }
    call->prompt_tokens += prompt_tokens;
    call->answer_tokens += answer_tokens;
}

/* --- another attempt --- */

static void on_backed_off(void *arg) {
    send_call(arg);
}

static uint64_t next_random(struct remote *remote) { /* xorshift: waits need to differ, not to be secret */
    remote->random ^= remote->random << 13;
    remote->random ^= remote->random >> 7;
    remote->random ^= remote->random << 17;
    return remote->random;
}

/* Tries again if that makes sense, else fails. attempts: how often at most (retry.h). after_ms: what the server asks
 * for, or -1. */
static void retry_or_fail(struct call *call, int attempts, int64_t after_ms, const char *text) {
    int64_t delay_ms = retry_choose_delay(call->attempt + 1, after_ms, next_random(call->remote));
    int64_t spent_ms = clock_monotonic_ms() - call->started_ms;
    if (!retry_again(call->attempt, attempts, after_ms, delay_ms, spent_ms) ||
        spent_ms + delay_ms >= call->remote->total_ms) {
        fail(call, attempts > 1 ? ERROR_NETWORK : ERROR_REFUSED, text);
        return;
    }
    log_write(LOG_INFO, "%s for %s: attempt %d failed, next in %d ms", op_name(call->op), call->remote->host,
              call->attempt, (int)delay_ms);
    call->attempt++;
    call->state = CALL_BACKING_OFF;
    timer_start(call->timer, delay_ms);
}

/* A field of ours that the server refuses is left out, in this and all later calls. */
static bool adapt(struct call *call) {
    struct remote *remote = call->remote;
    if (call->adaptations++ >= ADAPTATIONS_MAX) {
        return false;
    }
    call->dialect.max_tokens = remote->dialect.max_tokens;
    if (!dialect_equal(&call->dialect, &remote->dialect)) {
        send_call(call); /* another call has found out in the meantime */
        return true;
    }
    if (!wire_adapt(remote->wire, &remote->dialect, &call->reply.error)) {
        return false;
    }
    log_write(LOG_INFO, "%s refuses a field of the request and is asked without it", remote->host);
    send_call(call);
    return true;
}

/* The request with its answer was too long: asks again for a shorter answer, or says that it is the text. false: it is
 * another error. */
static bool shorten(struct call *call) {
    struct remote *remote = call->remote;
    int fits;
    bool always;
    int max_tokens = wire_get_max_tokens(&call->dialect, call->op);
    enum excess excess = server_error_find_excess(&call->reply.error, max_tokens, &fits, &always);
    if (excess == EXCESS_ANSWER && call->shortenings++ < SHORTENINGS_MAX) {
        log_write(LOG_INFO, "%s takes no answer of %d tokens and is asked for %d", remote->host, max_tokens, fits);
        *(always ? &remote->dialect.max_tokens : &call->max_tokens) = fits;
        send_call(call);
    } else if (excess == EXCESS_PROMPT) {
        char *text =
            mem_format("the text is too long for the model at %s; ask for a smaller part of it, or use a model "
                       "with a longer context: %s",
                       remote->host, call->reply.error.message);
        fail(call, ERROR_TOO_LONG, text);
        free(text);
    } else {
        return false;
    }
    return true;
}

/* The command is asked again for a key that was refused: by the next call, or, where the key had worked and so has run
 * out, by this one. */
static bool renew_key(struct call *call) {
    struct remote *remote = call->remote;
    if (!remote->key_command) {
        return false;
    }
    bool same = remote->key && strcmp(remote->key, call->key) == 0;
    bool again = same ? remote->key_works : remote->key || remote->fetching; /* another call has found out */
    if (same) {
        key_destroy(remote->key);
        remote->key = NULL;
        remote->key_works = false;
    }
    if (again) {
        send_call(call);
    }
    return again;
}

/* A server that loads its model is asked again until it has it; these attempts do not count. false: it does not say so.
 */
static bool await_loading(struct call *call, int status) {
    struct remote *remote = call->remote;
    const struct server_error *error = &call->reply.error;
    if (status < 500 || !server_error_says_loading(error)) {
        return false;
    }
    int64_t now_ms = clock_monotonic_ms();
    if (!call->loading_since_ms) {
        call->loading_since_ms = now_ms;
        log_write(LOG_INFO, "%s loads its model and is waited for, up to %d s", remote->host,
                  (int)(remote->loading_ms / 1000));
    }
    int64_t waited_ms = now_ms - call->loading_since_ms;
    if (waited_ms + LOADING_POLL_MS > remote->loading_ms) {
        char *text =
            mem_format("%s still loads its model after %d s (%d: %s); ask again later, or raise model.loading_s",
                       remote->host, (int)(waited_ms / 1000), status, error->message);
        fail(call, ERROR_NETWORK, text);
        free(text);
        return true;
    }
    call->state = CALL_BACKING_OFF;
    timer_start(call->timer, LOADING_POLL_MS);
    return true;
}

/* --- judging a response --- */

static void judge_status(struct call *call, const struct http_response *response) {
    struct remote *remote = call->remote;
    const struct server_error *error = &call->reply.error;
    int status = http_get_status(response);
    bool refused = status == 400 || status == 413 || status == 422;
    if (await_loading(call, status) || (refused && (shorten(call) || adapt(call))) ||
        (status == 401 && renew_key(call))) {
        return;
    }
    char *after_ms = http_copy_header(response, "retry-after-ms"), *after = http_copy_header(response, "retry-after");
    char *should_retry = http_copy_header(response, "x-should-retry");
    char *location = http_copy_header(response, "location");
    struct buf text = {0};
    const char *path = strstr(remote->url, "://") + 3;
    char *asked = mem_copy(path + strcspn(path, "/"), strcspn(path + strcspn(path, "/"), "?"));
    const struct endpoint_refusal refusal = {.host = remote->host,
                                             .path = asked,
                                             .model = remote->model,
                                             .key_env = remote->key_command ? NULL : remote->key_env,
                                             .has_key_command = remote->key_command != NULL,
                                             .has_key = call->key != NULL,
                                             .status = status,
                                             .location = location,
                                             .error = error};
    endpoint_describe(&refusal, &text);
    free(asked);
    int64_t wait_ms = retry_parse_after(after_ms, after, clock_now_ms());
    if (wait_ms > RETRY_WAIT_MS_MAX) {
        buf_printf(&text, "; it asks to wait %d minutes", (int)((wait_ms + 59999) / 60000));
    }
    retry_or_fail(call, retry_count_attempts(status, error->code, error->type, should_retry), wait_ms, buf_get(&text));
    buf_finish(&text);
    free(after_ms);
    free(after);
    free(should_retry);
    free(location);
}

static void accept(struct call *call) {
    const struct reply *reply = &call->reply;
    struct remote *remote = call->remote;
    remote->key_works = remote->key_works || (remote->key && call->key && strcmp(remote->key, call->key) == 0);
    if (reply->finish == FINISH_FILTERED) {
        char *text = mem_format("the content filter of %s stopped the answer", call->remote->host);
        fail(call, ERROR_REFUSED, text);
        free(text);
        return;
    }
    if (reply->finish == FINISH_OTHER) {
        bool tool = strstr(reply->reason, "tool") || strstr(reply->reason, "function");
        char *text = tool ? mem_format("%s: the model wanted to call a tool instead of answering", remote->host)
                          : mem_format("%s ended the answer before it was whole: %s", remote->host, reply->reason);
        fail(call, ERROR_REFUSED, text);
        free(text);
        return;
    }
    if (reply->text.len == 0 && reply->reasoning_bytes > 0) {
        char *text = mem_format("%s: the model spent its whole answer on reasoning; turn that off, or allow more "
                                "tokens, with model.extra_body",
                                call->remote->host);
        fail(call, ERROR_REFUSED, text);
        free(text);
        return;
    }
    end_call(call);
}

/* The response is over: by its end, by an error, or because the reply, of a status 200, has seen enough; then both are
 * NULL. */
static void judge(struct call *call, const struct http_response *response, const struct error *error) {
    struct reply *reply = &call->reply;
    const char *host = call->remote->host;
    char *text = NULL;
    call->http = NULL;
    account(call);
    if (reply->finish && !reply->failed && !reply->torn && !reply->too_long) {
        accept(call);
    } else if (reply->too_long) {
        text = mem_format("%s sent more than %u MB for one answer", host, LIMIT_ANSWER_BYTES >> 20);
        fail(call, ERROR_LIMIT, text);
    } else if (reply->failed) {
        text = mem_format("%s broke off with an error: %s", host, reply->error.message);
        retry_or_fail(call, retry_count_attempts(503, reply->error.code, reply->error.type, NULL), -1, text);
    } else if (error && error->kind != ERROR_NETWORK) {
        fail(call, error->kind, error->text);
    } else if (error) {
        retry_or_fail(call, RETRY_ATTEMPTS_MAX, -1, error->text);
    } else if (reply->torn) {
        text = mem_format("%s sent a piece of its answer that cannot be read", host);
        fail(call, ERROR_UNREADABLE, text); /* it came as it was meant: asking again is the asker's affair */
    } else if (response && http_get_status(response) != 200) {
        judge_status(call, response);
    } else if (reply->shape == SHAPE_EVENTS || reply->shape == SHAPE_UNKNOWN || reply->text.len > 0) {
        text = mem_format("%s broke off before the end of its answer", host);
        retry_or_fail(call, RETRY_ATTEMPTS_MAX, -1, text);
    } else {
        const char *said = reply->error.message;
        text = mem_format("%s answers, but not as a server of %s does; check model.url and model.engine%s%s", host,
                          call->remote->wire->noun, *said ? ": " : "", said);
        fail(call, ERROR_REFUSED, text);
    }
    free(text);
}

static void on_http_done(void *arg, const struct http_response *response, const struct error *error) {
    struct call *call = arg;
    call->http = NULL;
    reply_end(&call->reply);
    judge(call, response, error);
}

static void on_http_data(void *arg, struct http_call *http, const char *data, size_t len) {
    struct call *call = arg;
    struct reply *reply = &call->reply;
    bool ended = reply->finish;
    bool more = reply_feed(reply, http_get_call_status(http), data, len);
    if (call->state == CALL_OVER) {
        return; /* cancelled by who was shown a piece */
    }
    if (reply->progressed) {
        reply->progressed = false;
        http_progress(http);
    }
    if (!ended && reply->finish) {
        http_set_patience(http, AFTER_END_MS);
    }
    if (!more && reply->ended) {
        http_release(http); /* who waits need not wait for the connection */
        judge(call, NULL, NULL);
    } else if (!more && (reply->failed || reply->too_long)) {
        http_cancel(http);
        judge(call, NULL, NULL);
    }
}

/* --- the course of a call --- */

static void on_key(void *arg, const char *key, const struct error *error) {
    struct remote *remote = arg;
    remote->fetching = NULL;
    remote->key = mem_copy_text(key);
    for (struct call *call = remote->calls; call; call = call->next) {
        if (call->state == CALL_NEEDS_KEY && error) {
            fail(call, ERROR_REFUSED, error->text);
        } else if (call->state == CALL_NEEDS_KEY) {
            send_call(call);
        }
    }
}

/* false: the call waits for the key, or has failed. */
static bool prepare(struct call *call) {
    struct remote *remote = call->remote;
    struct error error = {0};
    if (!remote->key && remote->key_command) {
        call->state = CALL_NEEDS_KEY;
        if (!remote->fetching) {
            remote->fetching = key_command_start(remote->loop, remote->key_command, on_key, remote);
        }
        return false;
    }
    if (!remote->http) {
        remote->http = http_create(remote->loop, &error);
    }
    if (!remote->http) {
        fail(call, error.kind, error.text);
    }
    return remote->http != NULL;
}

static void send_call(struct call *call) {
    struct remote *remote = call->remote;
    if (!prepare(call)) {
        return;
    }
    if (call->piece && call->reply.text.len > 0) {
        call->piece(call->arg, NULL, 0);
    }
    reply_finish(&call->reply);
    reply_init(&call->reply, remote->wire->read, call->piece, call->arg);
    key_destroy(call->key);
    call->key = mem_copy_text(remote->key);
    call->dialect = remote->dialect;
    if (call->max_tokens > 0)
        call->dialect.max_tokens = call->max_tokens;
    call->state = CALL_SENT;
    const struct wire *wire = remote->wire;
    char *body = wire_format(wire, &call->dialect, remote->model, call->op, &call->prompt, remote->extra);
    char *key_header = wire_format_key_header(wire, call->key);
    const char *headers[5] = {"Content-Type: application/json", "Accept: text/event-stream, application/json"};
    size_t header_count = 2;
    if (wire->header) {
        headers[header_count++] = wire->header;
    }
    headers[header_count] = key_header;
    int64_t left_ms = remote->total_ms - (clock_monotonic_ms() - call->started_ms); /* of all attempts together */
    const struct http_request request = {
        .method = "POST",
        .url = remote->url,
        .headers = headers,
        .body = body,
        .body_len = strlen(body),
        .max_bytes = STREAM_BYTES_MAX,
        .connect_ms = CONNECT_MS,
        .first_ms = remote->first_ms,
        .between_ms = remote->between_ms,
        .total_ms = left_ms > 1 ? left_ms : 1,
    };
    call->http = http_start(remote->http, &request, on_http_data, on_http_done, call);
    key_destroy(key_header);
    free(body);
}

void *remote_start(void *self, const struct question *question, provider_piece *piece, provider_done *done, void *arg) {
    struct remote *remote = self;
    struct call *call = mem_alloc(sizeof *call);
    call->remote = remote;
    call->op = question->op;
    call->piece = piece;
    call->done = done;
    call->arg = arg;
    call->attempt = 1;
    call->started_ms = clock_monotonic_ms();
    call->timer = loop_add_timer(remote->loop, on_backed_off, call);
    call->next = remote->calls;
    if (call->next) {
        call->next->previous = call;
    }
    remote->calls = call;
    prompt_format(remote->prompts, question, &call->prompt);
    send_call(call);
    return call;
}

void remote_cancel(void *handle) {
    struct call *call = handle;
    bool over = call->state == CALL_OVER;
    error_set(&call->error, ERROR_CANCELLED, "cancelled");
    call->reply.piece = NULL;
    if (over) {
        return; /* it is about to be delivered */
    }
    if (call->http) {
        http_cancel(call->http);
        call->http = NULL;
        account(call);
    }
    end_call(call);
}

/* --- the engine --- */

void remote_destroy(void *self) {
    struct remote *remote = self;
    assert(!remote->calls);
    key_command_cancel(remote->fetching);
    http_destroy(remote->http);
    key_destroy(remote->key);
    free(remote->url);
    free(remote->host);
    free(remote->model);
    cJSON_Delete(remote->extra);
    free(remote->key_env);
    free(remote->key_command);
    free(remote);
}

static char *copy_filled(const char *text) {
    return text && *text ? mem_copy_text(text) : NULL;
}

static int64_t choose_ms(int set_s, int usual_s) {
    return (int64_t)(set_s > 0 ? set_s : usual_s) * 1000;
}

void *remote_create(const struct wire *wire, struct loop *loop, const struct prompts *prompts,
                    const struct model_settings *settings, struct error *error) {
    const char *key = settings->key_env && *settings->key_env ? getenv(settings->key_env) : NULL;
    if (!endpoint_check_url(wire, settings->url, error) || !key_check(key, settings->key_env, error)) {
        return NULL;
    }
    if (wire->needs_model && !(settings->name && *settings->name)) {
        error_set(error, ERROR_SETUP, "model.name is not set: the engine \"%s\" needs the name of a model",
                  wire->engine);
        return NULL;
    }
    struct remote *remote = mem_alloc(sizeof *remote);
    remote->wire = wire;
    remote->loop = loop;
    remote->prompts = prompts;
    remote->url = endpoint_format_url(wire, settings->url);
    remote->host = http_copy_host(settings->url);
    remote->model = copy_filled(settings->name);
    remote->extra = settings->extra_body ? json_parse(settings->extra_body, strlen(settings->extra_body), NULL) : NULL;
    remote->key_env = copy_filled(settings->key_env);
    remote->key_command = key && *key ? NULL : copy_filled(settings->key_command);
    remote->key = copy_filled(key);
    remote->first_ms = choose_ms(settings->first_word_s, FIRST_WORD_S);
    remote->between_ms = choose_ms(settings->next_word_s, NEXT_WORD_S);
    remote->total_ms = choose_ms(settings->answer_s, ANSWER_S);
    remote->loading_ms = choose_ms(settings->loading_s, LOADING_S);
    remote->random = ((uint64_t)clock_now_ms() << 20 ^ (uint64_t)(uintptr_t)remote) | 1;
    remote->dialect.no_schema = settings->free_text;
    if (remote->key || remote->key_command) {
        key_forbid_dumps();
    }
    return remote;
}

void remote_set_patience(void *self, int64_t first_ms, int64_t between_ms) {
    struct remote *remote = self;
    remote->first_ms = first_ms;
    remote->between_ms = between_ms;
}
