/* Any messages (one a line) to the JSON-RPC layer: all that is sent back is JSON-RPC, and each request is paid once. */
#include "lsp/rpc.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct peer {
    struct rpc *rpc;
    struct rpc_request *kept[8]; /* answered at the end */
    size_t kept_count;
    size_t replies;
    size_t answers;
    size_t calls;
};

static void on_send(void *arg, const char *text, size_t len) {
    struct peer *peer = arg;
    struct error error;
    cJSON *message = json_parse(text, len, &error);
    assert(message);
    assert(strcmp(json_get_text(message, "jsonrpc"), "2.0") == 0);
    bool is_reply = !json_get(message, "method");
    if (is_reply) {
        assert(!json_get(message, "result") != !json_get(message, "error"));
        peer->replies++;
    }
    cJSON_Delete(message);
}

static void on_answer(void *arg, const cJSON *result, const char *error) {
    (void)result;
    (void)error;
    ((struct peer *)arg)->answers++;
}

static void on_cancel(void *arg) {
    (void)arg;
}

static void on_request(void *arg, struct rpc_request *request, const char *method, const cJSON *params) {
    struct peer *peer = arg;
    if (strlen(method) % 3 == 0 && peer->kept_count < 8) {
        rpc_request_set_cancel(request, on_cancel, peer);
        peer->kept[peer->kept_count++] = request;
    } else if (strlen(method) % 3 == 1) {
        rpc_fail(request, RPC_METHOD_NOT_FOUND, "no %s", method);
    } else {
        rpc_reply(request, params ? cJSON_Duplicate(params, true) : NULL);
    }
}

static void on_notification(void *arg, const char *method, const cJSON *params) {
    (void)method;
    (void)params;
    struct peer *peer = arg;
    peer->calls++;
    rpc_call(peer->rpc, "ask", NULL, on_answer, peer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct peer peer = {0};
    struct rpc_events events = {&peer, on_request, on_notification, on_send};
    peer.rpc = rpc_create(&RPC_LSP, &events);
    for (size_t at = 0; at < size;) {
        const uint8_t *end = memchr(data + at, '\n', size - at);
        size_t len = end ? (size_t)(end - (data + at)) : size - at;
        rpc_receive(peer.rpc, (const char *)data + at, len);
        at += len + 1;
    }
    size_t owed = rpc_count_owed(peer.rpc);
    assert(owed == peer.kept_count);
    size_t replies = peer.replies;
    for (size_t i = 0; i < peer.kept_count; i++) {
        rpc_reply(peer.kept[i], NULL);
    }
    assert(peer.replies == replies + peer.kept_count && rpc_count_owed(peer.rpc) == 0);
    rpc_destroy(peer.rpc);
    assert(peer.answers == peer.calls);
    return 0;
}
