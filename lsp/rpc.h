/* JSON-RPC 2.0 (jsonrpc.org/specification), without I/O: one message's text in, messages' text out. What LSP and MCP
 * do differently is a struct rpc_dialect.
 *
 * Every request that comes in gets exactly one reply: who is given a struct rpc_request owes it, and rpc_reply or
 * rpc_fail pays it and frees the request. Ids are kept as the client wrote them. Requests of the server carry integer
 * ids from RPC_FIRST_CALL up, which no client counts to. */
#ifndef PROSED_RPC_H
#define PROSED_RPC_H

#include "core/base/json.h"

#define RPC_FIRST_CALL 1000000

enum rpc_code {
    RPC_PARSE_ERROR = -32700,
    RPC_INVALID_REQUEST = -32600,
    RPC_METHOD_NOT_FOUND = -32601,
    RPC_INVALID_PARAMS = -32602,
    RPC_INTERNAL_ERROR = -32603,
    RPC_SERVER_NOT_INITIALIZED = -32002,
    RPC_REQUEST_CANCELLED = -32800,
    RPC_CONTENT_MODIFIED = -32801,
    RPC_REQUEST_FAILED = -32803,
};

struct rpc;
struct rpc_request;

struct rpc_dialect {
    const char *cancel;    /* the notification that cancels a request */
    const char *cancel_id; /* the member of its params that names it */
    bool answers_unknown;  /* an error whose request cannot be told carries the id null; else none */
};
extern const struct rpc_dialect RPC_LSP; /* LSP 3.18, Base Protocol */
extern const struct rpc_dialect RPC_MCP; /* MCP, Base Protocol */

struct rpc_events {
    void *arg;
    /* params: object or array, or NULL; borrowed for the call. The request is owed a reply, now or later. */
    void (*request)(void *arg, struct rpc_request *request, const char *method, const cJSON *params);
    void (*notification)(void *arg, const char *method, const cJSON *params);
    void (*send)(void *arg, const char *text, size_t len); /* one message, borrowed */
};

struct rpc *rpc_create(const struct rpc_dialect *dialect, const struct rpc_events *events);
/* Calls that wait for the client are answered with an error; requests still owed are forgotten (nobody listens). */
void rpc_destroy(struct rpc *rpc);

/* One message. false: it was not JSON; it has been answered, and may have been cut at the wrong place. */
bool rpc_receive(struct rpc *rpc, const char *text, size_t len);
/* An error reply to a message whose id nobody knows. */
void rpc_fail_unknown(struct rpc *rpc, enum rpc_code code, const char *text);
size_t rpc_count_owed(const struct rpc *rpc);

void rpc_reply(struct rpc_request *request, cJSON *result); /* takes result; NULL: null */
void rpc_fail(struct rpc_request *request, enum rpc_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* With a member "data"; takes it. */
void rpc_fail_data(struct rpc_request *request, enum rpc_code code, const char *text, cJSON *data);
void rpc_drop(struct rpc_request *request); /* it was cancelled, and who cancels wants no reply (MCP) */
void rpc_fail_with(struct rpc_request *request, const struct error *error); /* the code that fits its kind */
/* cancel(arg) runs when the client cancels the request, at most once; the reply is still owed. Without one a
 * cancellation is ignored, for a request that is answered at once anyway. */
typedef void rpc_cancel(void *arg);
void rpc_request_set_cancel(struct rpc_request *request, rpc_cancel *cancel, void *arg);

void rpc_notify(struct rpc *rpc, const char *method, cJSON *params); /* takes params */
/* answer runs once: with error NULL and the result, or with what the client said went wrong. May be NULL. */
typedef void rpc_answer(void *arg, const cJSON *result, const char *error);
void rpc_call(struct rpc *rpc, const char *method, cJSON *params, rpc_answer *answer, void *arg);

#endif
