/* JSON-RPC. A message is parsed once; what it is follows from its members: method and id (a request), method alone (a
 * notification), id alone (a response). Requests owed and calls waiting stand in two small lists: an editor has a
 * handful of each at a time. A cancellation is carried out here, because it names a request by its raw id. */
#include "lsp/rpc.h"

#include "core/base/buf.h"
#include "core/base/log.h"
#include "core/base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rpc_request {
    struct rpc *rpc;
    char *id; /* raw */
    rpc_cancel *cancel;
    void *cancel_arg;
};

struct call {
    int64_t id;
    rpc_answer *answer;
    void *arg;
};

const struct rpc_dialect RPC_LSP = {.cancel = "$/cancelRequest", .cancel_id = "id", .answers_unknown = true};
const struct rpc_dialect RPC_MCP = {.cancel = "notifications/cancelled", .cancel_id = "requestId"};

struct rpc {
    const struct rpc_dialect *dialect;
    struct rpc_events events;
    struct rpc_request **owed;
    size_t owed_count;
    size_t owed_capacity;
    struct call *calls;
    size_t call_count;
    size_t call_capacity;
    int64_t next_call;
};

struct rpc *rpc_create(const struct rpc_dialect *dialect, const struct rpc_events *events) {
    struct rpc *rpc = mem_alloc(sizeof *rpc);
    rpc->dialect = dialect;
    rpc->events = *events;
    rpc->next_call = RPC_FIRST_CALL;
    return rpc;
}

static void request_free(struct rpc_request *request) {
    free(request->id);
    free(request);
}

void rpc_destroy(struct rpc *rpc) {
    if (!rpc) {
        return;
    }
    while (rpc->call_count) {
        struct call call = rpc->calls[--rpc->call_count];
        if (call.answer) {
            call.answer(call.arg, NULL, "the client is gone");
        }
    }
    for (size_t i = 0; i < rpc->owed_count; i++) {
        request_free(rpc->owed[i]);
    }
    free(rpc->owed);
    free(rpc->calls);
    free(rpc);
}

size_t rpc_count_owed(const struct rpc *rpc) {
    return rpc->owed_count;
}

/* --- sending --- */

static void send_and_finish(struct rpc *rpc, struct buf *message) {
    rpc->events.send(rpc->events.arg, buf_get(message), message->len);
    buf_finish(message);
}

static void append_json(struct buf *message, const cJSON *value) {
    char *text = json_format(value);
    buf_append_text(message, text);
    free(text);
}

/* id NULL: not known. Takes data, which may be NULL. */
static void send_error(struct rpc *rpc, const char *id, enum rpc_code code, const char *text, cJSON *data) {
    struct buf message = {0};
    cJSON *error = cJSON_CreateObject();
    cJSON_AddNumberToObject(error, "code", code);
    json_add_bytes(error, "message", text, strlen(text));
    if (data) {
        cJSON_AddItemToObject(error, "data", data);
    }
    buf_append_text(&message, "{\"jsonrpc\":\"2.0\",");
    if (id || rpc->dialect->answers_unknown) {
        buf_printf(&message, "\"id\":%s,", id ? id : "null");
    }
    buf_append_text(&message, "\"error\":");
    append_json(&message, error);
    buf_append_char(&message, '}');
    cJSON_Delete(error);
    send_and_finish(rpc, &message);
}

void rpc_fail_unknown(struct rpc *rpc, enum rpc_code code, const char *text) {
    send_error(rpc, NULL, code, text, NULL);
}

static void forget(struct rpc_request *request) {
    struct rpc *rpc = request->rpc;
    for (size_t i = 0; i < rpc->owed_count; i++) {
        if (rpc->owed[i] == request) {
            rpc->owed[i] = rpc->owed[--rpc->owed_count];
            request_free(request);
            return;
        }
    }
    assert(!"a request is answered once");
}

void rpc_reply(struct rpc_request *request, cJSON *result) {
    struct buf message = {0};
    buf_printf(&message, "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":", request->id);
    if (result) {
        append_json(&message, result);
    } else {
        buf_append_text(&message, "null");
    }
    buf_append_char(&message, '}');
    cJSON_Delete(result);
    struct rpc *rpc = request->rpc;
    forget(request);
    send_and_finish(rpc, &message);
}

static void fail(struct rpc_request *request, enum rpc_code code, const char *text) {
    rpc_fail_data(request, code, text, NULL);
}

void rpc_fail_data(struct rpc_request *request, enum rpc_code code, const char *text, cJSON *data) {
    send_error(request->rpc, request->id, code, text, data);
    forget(request);
}

void rpc_drop(struct rpc_request *request) {
    forget(request);
}

void rpc_fail(struct rpc_request *request, enum rpc_code code, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    fail(request, code, text);
}

void rpc_fail_with(struct rpc_request *request, const struct error *error) {
    static const struct {
        enum error_kind kind;
        enum rpc_code code;
    } codes[] = {
        {ERROR_USAGE, RPC_INVALID_PARAMS},
        {ERROR_CANCELLED, RPC_REQUEST_CANCELLED},
        {ERROR_STALE, RPC_CONTENT_MODIFIED},
    };
    enum rpc_code code = RPC_REQUEST_FAILED;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
        code = codes[i].kind == error->kind ? codes[i].code : code;
    }
    cJSON *data = error->kind == ERROR_SECRET ? cJSON_CreateObject() : NULL; /* who has a button for it shows it */
    if (data)
        cJSON_AddBoolToObject(data, "secrets", true);
    rpc_fail_data(request, code, error->text[0] ? error->text : error_kind_name(error->kind), data);
}

void rpc_request_set_cancel(struct rpc_request *request, rpc_cancel *cancel, void *arg) {
    request->cancel = cancel;
    request->cancel_arg = arg;
}

static void send_method(struct rpc *rpc, int64_t id, const char *method, cJSON *params) {
    struct buf message = {0};
    buf_append_text(&message, "{\"jsonrpc\":\"2.0\",");
    if (id) {
        buf_printf(&message, "\"id\":%lld,", (long long)id);
    }
    buf_printf(&message, "\"method\":\"%s\"", method);
    if (params) {
        buf_append_text(&message, ",\"params\":");
        append_json(&message, params);
    }
    buf_append_char(&message, '}');
    cJSON_Delete(params);
    send_and_finish(rpc, &message);
}

void rpc_notify(struct rpc *rpc, const char *method, cJSON *params) {
    send_method(rpc, 0, method, params);
}

void rpc_call(struct rpc *rpc, const char *method, cJSON *params, rpc_answer *answer, void *arg) {
    MEM_RESERVE(rpc->calls, rpc->call_count, rpc->call_capacity);
    rpc->calls[rpc->call_count++] = (struct call){rpc->next_call, answer, arg};
    send_method(rpc, rpc->next_call++, method, params);
}

/* --- receiving --- */

static struct rpc_request *find_owed(const struct rpc *rpc, const char *id) {
    for (size_t i = 0; i < rpc->owed_count; i++) {
        if (strcmp(rpc->owed[i]->id, id) == 0) {
            return rpc->owed[i];
        }
    }
    return NULL;
}

static void cancel_request(struct rpc *rpc, const char *text, size_t len) {
    char *params = json_copy_raw(text, len, "params");
    char *id = params ? json_copy_raw(params, strlen(params), rpc->dialect->cancel_id) : NULL;
    struct rpc_request *request = id ? find_owed(rpc, id) : NULL;
    if (request && request->cancel) {
        rpc_cancel *cancel = request->cancel;
        request->cancel = NULL;
        cancel(request->cancel_arg);
    }
    free(id);
    free(params);
}

static void receive_response(struct rpc *rpc, const cJSON *message) {
    int64_t id = json_get_int(message, "id", -1);
    for (size_t i = 0; i < rpc->call_count; i++) {
        if (rpc->calls[i].id != id) {
            continue;
        }
        struct call call = rpc->calls[i];
        rpc->calls[i] = rpc->calls[--rpc->call_count];
        const cJSON *error = json_get(message, "error");
        const char *text = json_get_text(error, "message");
        bool failed = error && !cJSON_IsNull(error);
        if (call.answer) {
            call.answer(call.arg, failed ? NULL : json_get(message, "result"),
                        !failed ? NULL
                        : text  ? text
                                : "the client gave no reason");
        }
        return;
    }
    log_write(LOG_WARNING, "a response to no request of ours was ignored");
}

static void receive_request(struct rpc *rpc, const char *id, const char *method, const cJSON *params) {
    if (find_owed(rpc, id)) {
        send_error(rpc, id, RPC_INVALID_REQUEST, "a request with this id is still being worked on; use every id once",
                   NULL);
        return;
    }
    struct rpc_request *request = mem_alloc(sizeof *request);
    request->rpc = rpc;
    request->id = mem_copy_text(id);
    MEM_RESERVE(rpc->owed, rpc->owed_count, rpc->owed_capacity);
    rpc->owed[rpc->owed_count++] = request;
    rpc->events.request(rpc->events.arg, request, method, params);
}

/* What makes a parsed message none of JSON-RPC, or NULL. */
static const char *find_fault(const cJSON *message) {
    const cJSON *id = json_get(message, "id");
    const cJSON *params = json_get(message, "params");
    const char *version = json_get_text(message, "jsonrpc");
    if (!version || strcmp(version, "2.0") != 0) {
        return "jsonrpc has to be \"2.0\"";
    }
    if (id && !cJSON_IsNumber(id) && !cJSON_IsString(id)) {
        return "id has to be a number or a string";
    }
    if (!json_get_text(message, "method")) {
        return json_get(message, "method") ? "method has to be a string" : "there is no method";
    }
    if (params && !cJSON_IsObject(params) && !cJSON_IsArray(params) && !cJSON_IsNull(params)) {
        return "params has to be an object or an array";
    }
    return NULL;
}

static void receive_object(struct rpc *rpc, const cJSON *message, const char *text, size_t len) {
    const cJSON *id = json_get(message, "id");
    bool has_outcome = json_get(message, "result") || json_get(message, "error");
    if (!json_get(message, "method") && has_outcome) {
        receive_response(rpc, message);
        return;
    }
    bool id_is_good = cJSON_IsNumber(id) || cJSON_IsString(id);
    char *raw_id = id_is_good ? json_copy_raw(text, len, "id") : NULL;
    const char *fault = find_fault(message);
    const char *method = json_get_text(message, "method");
    const cJSON *params = json_get(message, "params");
    if (fault) {
        send_error(rpc, raw_id, RPC_INVALID_REQUEST, fault, NULL);
    } else if (raw_id) {
        receive_request(rpc, raw_id, method, cJSON_IsNull(params) ? NULL : params);
    } else if (strcmp(method, rpc->dialect->cancel) == 0) {
        cancel_request(rpc, text, len);
    } else {
        rpc->events.notification(rpc->events.arg, method, cJSON_IsNull(params) ? NULL : params);
    }
    free(raw_id);
}

bool rpc_receive(struct rpc *rpc, const char *text, size_t len) {
    struct error error = {0};
    cJSON *message = json_parse(text, len, &error);
    if (!message) {
        rpc_fail_unknown(rpc, RPC_PARSE_ERROR, error.text);
        return false;
    }
    if (cJSON_IsObject(message)) {
        receive_object(rpc, message, text, len);
    } else if (cJSON_IsArray(message)) {
        rpc_fail_unknown(rpc, RPC_INVALID_REQUEST, "batches are not part of the protocol: send each message by itself");
    } else {
        rpc_fail_unknown(rpc, RPC_INVALID_REQUEST, "a message has to be a JSON object");
    }
    cJSON_Delete(message);
    return true;
}
