/* The engine "openai": any server of chat completions. A call is sent, read as it streams, and judged when the response
 * is over; the judgement is an answer, a failure, or another attempt, now (with a field less) or later (back-off).
 * However a call ends, its callback comes one turn of the loop later, from `deliver`. */
#include "core/model/openai.h"

#include "core/base/clock.h"
#include "core/base/limits.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/model/http.h"
#include "core/model/key.h"
#include "core/model/openai_reader.h"
#include "core/model/retry.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define CONNECT_MS       10000
#define FIRST_MS         300000 /* a busy local server sends nothing, not even headers, until a slot is free */
#define BETWEEN_MS       60000
#define TOTAL_MS         900000
#define AFTER_END_MS     2000        /* the answer is whole; usage and the end of the stream may still come */
#define STREAM_BYTES_MAX (64u << 20) /* each token comes in some 250 bytes of JSON */
#define ADAPTATIONS_MAX  4           /* fields a server may refuse, one after the other */

struct openai {
    struct loop *loop;
    const struct prompts *prompts;
    char *url;
    char *host; /* for messages */
    char *model;
    char *key_env;
    char *key_command;
    char *key; /* NULL: none, or not fetched yet */
    struct key_command *fetching;
    struct http *http; /* opened with the first call */
    struct openai_dialect dialect;
    struct call *calls;
    int64_t first_ms;
    int64_t between_ms;
    uint64_t random;
};

enum call_state { CALL_NEEDS_KEY, CALL_SENT, CALL_BACKING_OFF, CALL_OVER };

struct call {
    struct openai *openai;
    enum call_state state;
    enum op op;
    struct prompt prompt;
    provider_piece *piece;
    provider_done *done;
    void *arg;
    struct http_call *http;
    struct openai_reader reader;
    struct openai_dialect dialect; /* this attempt's */
    struct timer *timer;
    int attempt;
    int adaptations;
    struct error error;
    struct call *previous;
    struct call *next;
};

static void send_call(struct call *call);

/* --- the end of a call --- */

static void deliver(void *arg) {
    struct call *call = arg;
    bool ok = call->error.kind == ERROR_NONE;
    *(call->previous ? &call->previous->next : &call->openai->calls) = call->next;
    if (call->next) {
        call->next->previous = call->previous;
    }
    timer_destroy(call->timer);
    struct answer answer = {.text = buf_get(&call->reader.text),
                            .cut_off = strcmp(call->reader.finish_reason, "length") == 0,
                            .prompt_tokens = call->reader.prompt_tokens,
                            .answer_tokens = call->reader.answer_tokens};
    call->done(call->arg, ok ? &answer : NULL, ok ? NULL : &call->error);
    openai_reader_finish(&call->reader);
    prompt_finish(&call->prompt);
    free(call);
}

static void end_call(struct call *call) {
    call->state = CALL_OVER;
    timer_stop(call->timer);
    loop_defer(call->openai->loop, deliver, call);
}

static void fail(struct call *call, enum error_kind kind, const char *text) {
    char *redacted = mem_copy_text(text);
    key_redact(call->openai->key, redacted);
    error_set(&call->error, kind, "%s", redacted);
    free(redacted);
    end_call(call);
}

/* --- another attempt --- */

static void on_backed_off(void *arg) {
    send_call(arg);
}

static uint64_t next_random(struct openai *openai) { /* xorshift: waits need to differ, not to be secret */
    openai->random ^= openai->random << 13;
    openai->random ^= openai->random >> 7;
    openai->random ^= openai->random << 17;
    return openai->random;
}

/* Tries again if that makes sense, else fails. attempts: how often at most (retry.h). after_ms: what the server asks
 * for, or -1. What was shown to the asker piece by piece cannot be taken back, so it is not asked anew. */
static void retry_or_fail(struct call *call, int attempts, int64_t after_ms, const char *text) {
    bool hopeful = attempts > 1 && after_ms <= RETRY_WAIT_MS_MAX;
    if (!hopeful || call->attempt >= attempts || call->reader.piece_sent) {
        fail(call, attempts > 1 ? ERROR_NETWORK : ERROR_REFUSED, text);
        return;
    }
    int64_t delay_ms = retry_choose_delay(call->attempt + 1, after_ms, next_random(call->openai));
    log_write(LOG_INFO, "%s for %s: attempt %d failed, next in %d ms", op_name(call->op), call->openai->host,
              call->attempt, (int)delay_ms);
    call->attempt++;
    call->state = CALL_BACKING_OFF;
    timer_start(call->timer, delay_ms);
}

/* A field of ours that the server refuses is left out, in this and all later calls. */
static bool adapt(struct call *call) {
    struct openai *openai = call->openai;
    if (call->adaptations++ >= ADAPTATIONS_MAX) {
        return false;
    }
    if (!openai_dialect_equal(&call->dialect, &openai->dialect)) {
        send_call(call); /* another call has found out in the meantime */
        return true;
    }
    if (!openai_adapt(&openai->dialect, &call->reader.error)) {
        return false;
    }
    log_write(LOG_INFO, "%s refuses a field of the request and is asked without it", openai->host);
    send_call(call);
    return true;
}

/* --- judging a response --- */

static void describe_status(const struct call *call, int status, const char *location, struct buf *out) {
    const struct openai *openai = call->openai;
    const char *message = call->reader.error.message;
    const char *colon = *message ? ": " : "";
    if (status == 401 || status == 403) {
        buf_printf(out, "%s does not let us in (%d); ", openai->host, status);
        if (openai->key_env || openai->key_command) {
            buf_printf(out, "check the key in %s%s%s", openai->key_env ? "the environment variable " : "",
                       openai->key_env ? openai->key_env : "model.key_command",
                       openai->key_env && !openai->key ? ", which is not set" : "");
        } else {
            buf_append_text(out, "name the variable that holds the key in model.key_env");
        }
        buf_printf(out, "%s%s", colon, message);
    } else if (status == 404) {
        buf_printf(out, "%s has no such address or no model \"%s\" (404); check model.url and model.name%s%s",
                   openai->host, openai->model ? openai->model : "", colon, message);
    } else if (status >= 300 && status < 400) {
        char *host = http_copy_host(location ? location : "");
        buf_printf(out, "%s redirects (%d) to %s, which is not followed; put the right address into model.url",
                   openai->host, status, *host ? host : "nowhere");
        free(host);
    } else {
        const char *what = status == 429 || status == 503 || status == 529 ? "is busy" : "failed";
        buf_printf(out, "%s %s (%d)%s%s", openai->host, status < 500 && status != 429 ? "refuses the request" : what,
                   status, colon, message);
    }
}

static void judge_status(struct call *call, const struct http_response *response) {
    struct openai *openai = call->openai;
    const struct openai_error *error = &call->reader.error;
    int status = http_get_status(response);
    if ((status == 400 || status == 422) && adapt(call)) {
        return;
    }
    char *after_ms = http_copy_header(response, "retry-after-ms"), *after = http_copy_header(response, "retry-after");
    char *should_retry = http_copy_header(response, "x-should-retry");
    char *location = http_copy_header(response, "location");
    struct buf text = {0};
    describe_status(call, status, location, &text);
    int64_t wait_ms = retry_parse_after(after_ms, after, clock_now_ms());
    if (wait_ms > RETRY_WAIT_MS_MAX) {
        buf_printf(&text, "; it asks to wait %d minutes", (int)((wait_ms + 59999) / 60000));
    }
    retry_or_fail(call, retry_count_attempts(status, error->code, error->type, should_retry), wait_ms, buf_get(&text));
    if (status == 401 && openai->key_command) {
        key_destroy(openai->key); /* it may have been replaced: the next call asks the command again */
        openai->key = NULL;
    }
    buf_finish(&text);
    free(after_ms);
    free(after);
    free(should_retry);
    free(location);
}

static void accept(struct call *call) {
    const struct openai_reader *reader = &call->reader;
    if (strcmp(reader->finish_reason, "content_filter") == 0) {
        char *text = mem_format("the content filter of %s stopped the answer", call->openai->host);
        fail(call, ERROR_REFUSED, text);
        free(text);
        return;
    }
    if (reader->text.len == 0) {
        log_write(LOG_WARNING, "%s for %s: an answer without text%s", op_name(call->op), call->openai->host,
                  reader->reasoning_bytes > 0 ? ": the model spent all of it on reasoning" : "");
    }
    end_call(call);
}

/* The response is over, by its end, by an error, or because the reader has seen enough. error may be NULL. */
static void judge(struct call *call, const struct http_response *response, const struct error *error) {
    struct openai_reader *reader = &call->reader;
    const char *host = call->openai->host;
    char *text = NULL;
    call->http = NULL;
    if (*reader->finish_reason && !reader->failed && !reader->too_long) {
        accept(call);
    } else if (reader->too_long) {
        text = mem_format("%s sent more than %u MB for one answer", host, LIMIT_ANSWER_BYTES >> 20);
        fail(call, ERROR_LIMIT, text);
    } else if (reader->failed) {
        text = mem_format("%s broke off with an error: %s", host, reader->error.message);
        retry_or_fail(call, retry_count_attempts(503, reader->error.code, reader->error.type, NULL), -1, text);
    } else if (error && error->kind != ERROR_NETWORK) {
        fail(call, error->kind, error->text);
    } else if (error) {
        retry_or_fail(call, RETRY_ATTEMPTS_MAX, -1, error->text);
    } else if (http_get_status(response) != 200) {
        judge_status(call, response);
    } else if (reader->shape == SHAPE_EVENTS || reader->shape == SHAPE_UNKNOWN) {
        text = mem_format("%s broke off before the end of its answer", host);
        retry_or_fail(call, RETRY_ATTEMPTS_MAX, -1, text);
    } else {
        text = mem_format("%s answers, but not as a server of chat completions does; check model.url", host);
        fail(call, ERROR_REFUSED, text);
    }
    free(text);
}

static void on_http_done(void *arg, const struct http_response *response, const struct error *error) {
    struct call *call = arg;
    call->http = NULL;
    openai_reader_end(&call->reader);
    judge(call, response, error);
}

static void on_http_data(void *arg, struct http_call *http, const char *data, size_t len) {
    struct call *call = arg;
    struct openai_reader *reader = &call->reader;
    bool ended = *reader->finish_reason;
    bool more = openai_reader_feed(reader, http_get_call_status(http), data, len);
    if (call->state == CALL_OVER) {
        return; /* cancelled by who was shown a piece */
    }
    if (reader->progressed) {
        reader->progressed = false;
        http_progress(http);
    }
    if (!ended && *reader->finish_reason) {
        http_set_patience(http, AFTER_END_MS);
    }
    if (!more && (reader->failed || reader->too_long)) {
        http_cancel(http);
        judge(call, NULL, NULL);
    }
}

/* --- the course of a call --- */

static void on_key(void *arg, const char *key, const struct error *error) {
    struct openai *openai = arg;
    openai->fetching = NULL;
    openai->key = mem_copy_text(key);
    for (struct call *call = openai->calls; call; call = call->next) {
        if (call->state == CALL_NEEDS_KEY && error) {
            fail(call, ERROR_REFUSED, error->text);
        } else if (call->state == CALL_NEEDS_KEY) {
            send_call(call);
        }
    }
}

/* false: the call waits for the key, or has failed. */
static bool prepare(struct call *call) {
    struct openai *openai = call->openai;
    struct error error = {0};
    if (!openai->key && openai->key_command) {
        call->state = CALL_NEEDS_KEY;
        if (!openai->fetching) {
            openai->fetching = key_command_start(openai->loop, openai->key_command, on_key, openai);
        }
        return false;
    }
    if (!openai->http) {
        openai->http = http_create(openai->loop, &error);
    }
    if (!openai->http) {
        fail(call, error.kind, error.text);
    }
    return openai->http != NULL;
}

static void send_call(struct call *call) {
    struct openai *openai = call->openai;
    if (!prepare(call)) {
        return;
    }
    openai_reader_finish(&call->reader);
    openai_reader_init(&call->reader, call->piece, call->arg);
    call->dialect = openai->dialect;
    call->state = CALL_SENT;
    char *body = openai_format_body(&call->dialect, openai->model, call->op, &call->prompt);
    char *authorization = mem_format("Authorization: Bearer %s", openai->key ? openai->key : "");
    const char *const headers[] = {"Content-Type: application/json", "Accept: text/event-stream, application/json",
                                   openai->key ? authorization : NULL, NULL};
    const struct http_request request = {
        .method = "POST",
        .url = openai->url,
        .headers = headers,
        .body = body,
        .body_len = strlen(body),
        .max_bytes = STREAM_BYTES_MAX,
        .connect_ms = CONNECT_MS,
        .first_ms = openai->first_ms,
        .between_ms = openai->between_ms,
        .total_ms = TOTAL_MS,
    };
    call->http = http_start(openai->http, &request, on_http_data, on_http_done, call);
    key_destroy(authorization);
    free(body);
}

static void *openai_start(void *self, const struct question *question, provider_piece *piece, provider_done *done,
                          void *arg) {
    struct openai *openai = self;
    struct call *call = mem_alloc(sizeof *call);
    call->openai = openai;
    call->op = question->op;
    call->piece = piece;
    call->done = done;
    call->arg = arg;
    call->attempt = 1;
    call->timer = loop_add_timer(openai->loop, on_backed_off, call);
    call->next = openai->calls;
    if (call->next) {
        call->next->previous = call;
    }
    openai->calls = call;
    prompt_format(openai->prompts, question, &call->prompt);
    send_call(call);
    return call;
}

static void openai_cancel(void *handle) {
    struct call *call = handle;
    bool over = call->state == CALL_OVER;
    error_set(&call->error, ERROR_CANCELLED, "cancelled");
    call->reader.piece = NULL;
    if (over) {
        return; /* it is about to be delivered */
    }
    if (call->http) {
        http_cancel(call->http);
        call->http = NULL;
    }
    end_call(call);
}

/* --- the engine --- */

/* Where chat completions are: an address may be the server's, its API's ("…/v1"), or the full one. */
static char *format_url(const char *url) {
    const char *path = strstr(url, "://") + 3;
    path += strcspn(path, "/?#");
    size_t len = strlen(url);
    while (len > (size_t)(path - url) && url[len - 1] == '/') {
        len--;
    }
    if (strstr(path, "/chat/completions")) {
        return mem_copy_text(url);
    }
    bool bare = len == (size_t)(path - url);
    return mem_format("%.*s%s/chat/completions", (int)len, url, bare ? "/v1" : "");
}

static bool check_url(const char *url, struct error *error) {
    static const char example[] = "for example http://127.0.0.1:8080";
    if (!url || !*url) {
        return error_set(error, ERROR_USAGE, "model.url is not set: put the address of a model server there, %s",
                         example);
    }
    if (strncmp(url, "http://", 7) != 0 && strncmp(url, "https://", 8) != 0) {
        return error_set(error, ERROR_USAGE, "model.url must start with http:// or https://, %s", example);
    }
    const char *host = strstr(url, "://") + 3;
    size_t len = strcspn(host, "/?#");
    if (len == 0 || strlen(url) > 2000) {
        return error_set(error, ERROR_USAGE, "model.url is not the address of a server, %s", example);
    }
    if (memchr(host, '@', len)) {
        return error_set(error, ERROR_USAGE,
                         "model.url holds a name or password; use model.key_env or "
                         "model.key_command for what is secret");
    }
    return true;
}

static void openai_destroy(void *self) {
    struct openai *openai = self;
    assert(!openai->calls);
    key_command_cancel(openai->fetching);
    http_destroy(openai->http);
    key_destroy(openai->key);
    free(openai->url);
    free(openai->host);
    free(openai->model);
    free(openai->key_env);
    free(openai->key_command);
    free(openai);
}

static char *copy_filled(const char *text) {
    return text && *text ? mem_copy_text(text) : NULL;
}

static void *openai_create(struct loop *loop, const struct prompts *prompts, const struct model_settings *settings,
                           struct error *error) {
    const char *key = settings->key_env && *settings->key_env ? getenv(settings->key_env) : NULL;
    if (!check_url(settings->url, error) || !key_check(key, settings->key_env, error)) {
        return NULL;
    }
    struct openai *openai = mem_alloc(sizeof *openai);
    openai->loop = loop;
    openai->prompts = prompts;
    openai->url = format_url(settings->url);
    openai->host = http_copy_host(settings->url);
    openai->model = copy_filled(settings->name);
    openai->key_env = copy_filled(settings->key_env);
    openai->key_command = key && *key ? NULL : copy_filled(settings->key_command);
    openai->key = copy_filled(key);
    openai->first_ms = FIRST_MS;
    openai->between_ms = BETWEEN_MS;
    openai->random = ((uint64_t)clock_now_ms() << 20 ^ (uint64_t)(uintptr_t)openai) | 1;
    return openai;
}

void openai_set_patience(void *self, int64_t first_ms, int64_t between_ms) {
    struct openai *openai = self;
    openai->first_ms = first_ms;
    openai->between_ms = between_ms;
}

const struct provider provider_openai = {
    .engine = "openai",
    .create = openai_create,
    .destroy = openai_destroy,
    .start = openai_start,
    .cancel = openai_cancel,
};
