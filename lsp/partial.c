/* The first words are sent at once, then as often as eyes can follow; a timer sees to it that the last ones of a pause
 * are not held back. A token of the server's own is asked for late, and the client's agreement may come when the
 * request is over: it finds its partial by the token, or finds that it is gone. */
#include "lsp/partial.h"

#include "core/base/buf.h"
#include "core/base/clock.h"
#include "core/base/mem.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

#define PARTIAL_INTERVAL_MS 50
#define REPORT_INTERVAL_MS  100 /* some editors redraw at each report */
#define NOTICED_MS          500 /* shorter work shows no progress of the server's own */
#define MESSAGE_BYTES       60

enum kind {
    KIND_RESULT, /* the text, under the client's token */
    KIND_WORK,   /* progress, under the client's token */
    KIND_OWN,    /* progress, under a token of ours */
};

struct partial {
    struct server *server;
    enum kind kind;
    cJSON *token;
    const char *title;
    rpc_cancel *cancel; /* NULL: done */
    void *arg;
    struct buf text;
    bool news;         /* text was not sent yet */
    bool begun;        /* progress: the client was told */
    int64_t opened_ms; /* for NOTICED_MS */
    int64_t sent_ms;   /* 0: nothing yet */
    struct timer *timer;
    struct partial *next;
};

static bool is_token(const cJSON *token) {
    return cJSON_IsString(token) || cJSON_IsNumber(token);
}

static struct partial *find(const struct partials *partials, const cJSON *token) {
    for (struct partial *partial = partials->first; partial && is_token(token); partial = partial->next) {
        if (cJSON_Compare(partial->token, token, true)) {
            return partial;
        }
    }
    return NULL;
}

/* --- sending --- */

static void send(const struct partial *partial, cJSON *value) {
    cJSON *params = cJSON_CreateObject();
    cJSON_AddItemToObject(params, "token", cJSON_Duplicate(partial->token, true));
    cJSON_AddItemToObject(params, "value", value);
    rpc_notify(partial->server->rpc, "$/progress", params);
}

static cJSON *format_kind(const char *kind) {
    cJSON *value = cJSON_CreateObject();
    cJSON_AddStringToObject(value, "kind", kind);
    return value;
}

/* The last words that fit, on one line. */
static void add_message(const struct partial *partial, cJSON *value) {
    const char *text = buf_get(&partial->text);
    size_t len = partial->text.len, start = len > MESSAGE_BYTES ? len - MESSAGE_BYTES : 0;
    while (start > 0 && start < len && text[start - 1] != ' ' && text[start - 1] != '\n') {
        start++;
    }
    if (len == 0) {
        return;
    }
    char *message = mem_format("%s%.*s", start > 0 ? "… " : "", (int)(len - start), text + start);
    for (char *c = message; *c; c++) {
        *c = *c == '\n' || *c == '\t' ? ' ' : *c;
    }
    json_add_bytes(value, "message", message, strlen(message));
    free(message);
}

static void begin(struct partial *partial) {
    cJSON *value = format_kind("begin");
    cJSON_AddStringToObject(value, "title", partial->title);
    cJSON_AddBoolToObject(value, "cancellable", partial->cancel != NULL);
    add_message(partial, value);
    partial->begun = true;
    partial->news = false;
    partial->sent_ms = clock_monotonic_ms();
    send(partial, value);
}

static void send_text(struct partial *partial) {
    partial->news = false;
    partial->sent_ms = clock_monotonic_ms();
    if (partial->kind == KIND_RESULT) {
        cJSON *value = cJSON_CreateObject();
        json_add_bytes(value, "text", buf_get(&partial->text), partial->text.len);
        send(partial, value);
    } else {
        cJSON *value = format_kind("report");
        add_message(partial, value);
        send(partial, value);
    }
}

/* --- a token of our own --- */

struct agreement { /* of the client, to show a progress that may be over when it comes */
    struct server *server;
    cJSON *token;
};

static void on_created(void *arg, const cJSON *result, const char *error) {
    struct agreement *agreement = arg;
    struct partial *partial = find(&agreement->server->partials, agreement->token);
    (void)result;
    if (partial && !error && agreement->server->state == SERVER_RUNNING) {
        begin(partial);
    }
    cJSON_Delete(agreement->token);
    free(agreement);
}

static void ask_for_token(struct partial *partial) {
    struct server *server = partial->server;
    struct agreement *agreement = mem_alloc(sizeof *agreement);
    char *token = mem_format("prosed/work/%llu", (unsigned long long)++server->partials.last_token);
    partial->token = cJSON_CreateString(token);
    *agreement = (struct agreement){.server = server, .token = cJSON_Duplicate(partial->token, true)};
    cJSON *params = cJSON_CreateObject();
    cJSON_AddStringToObject(params, "token", token);
    rpc_call(server->rpc, "window/workDoneProgress/create", params, on_created, agreement);
    free(token);
}

/* --- the course --- */

/* Sends what is new, or sets the timer for when it may be sent. */
static void step(struct partial *partial) {
    int64_t interval_ms = partial->kind == KIND_RESULT ? PARTIAL_INTERVAL_MS : REPORT_INTERVAL_MS;
    int64_t now_ms = clock_monotonic_ms();
    int64_t due_ms = partial->token ? partial->sent_ms + interval_ms : partial->opened_ms + NOTICED_MS;
    if (partial->server->state != SERVER_RUNNING) {
        return;
    }
    if (now_ms < due_ms) {
        if (!timer_is_active(partial->timer)) {
            timer_start(partial->timer, due_ms - now_ms);
        }
    } else if (!partial->token) {
        ask_for_token(partial);
    } else if (partial->news && (partial->begun || partial->kind == KIND_RESULT)) {
        send_text(partial);
    }
}

static void on_timer(void *arg) {
    step(arg);
}

struct partial *partial_open(struct server *server, const cJSON *params, const char *title, bool own,
                             rpc_cancel *cancel, void *arg) {
    const cJSON *argument = cJSON_GetArrayItem(json_get(params, "arguments"), 0);
    const cJSON *result = json_get(params, "partialResultToken"), *work = json_get(params, "workDoneToken");
    result = is_token(result) ? result : json_get(argument, "partialResultToken");
    const cJSON *token = is_token(result) ? result : is_token(work) ? work : NULL;
    if (!token && !(own && server->client.work_done_progress)) {
        return NULL;
    }
    struct partial *partial = mem_alloc(sizeof *partial);
    *partial = (struct partial){.server = server,
                                .kind = token && token == result ? KIND_RESULT
                                        : token                  ? KIND_WORK
                                                                 : KIND_OWN,
                                .token = token ? cJSON_Duplicate(token, true) : NULL,
                                .title = title,
                                .cancel = cancel,
                                .arg = arg,
                                .opened_ms = clock_monotonic_ms(),
                                .next = server->partials.first};
    server->partials.first = partial;
    partial->timer = loop_add_timer(server->loop, on_timer, partial);
    if (partial->kind == KIND_WORK) {
        begin(partial);
    } else if (partial->kind == KIND_OWN) {
        step(partial);
    }
    return partial;
}

void partial_show(struct partial *partial, const char *text, size_t len) {
    buf_clear(&partial->text);
    buf_append(&partial->text, text, len);
    partial->news = true;
    step(partial);
}

void partial_close(struct partial *partial) {
    if (!partial) {
        return;
    }
    struct partial **at = &partial->server->partials.first;
    while (*at != partial) {
        at = &(*at)->next;
    }
    *at = partial->next;
    if (partial->begun && partial->server->state == SERVER_RUNNING) {
        send(partial, format_kind("end"));
    }
    timer_destroy(partial->timer);
    cJSON_Delete(partial->token);
    buf_finish(&partial->text);
    free(partial);
}

bool partial_cancel(struct server *server, const cJSON *token) {
    struct partial *partial = find(&server->partials, token);
    if (!partial) {
        return false;
    }
    rpc_cancel *cancel = partial->cancel;
    partial->cancel = NULL;
    if (cancel) {
        cancel(partial->arg); /* which may close it */
    }
    return true;
}
