/* Puts the parts together: bytes from stdio become messages in frame.c, requests in rpc.c, and calls of the handlers in
 * methods.c; the engine's news goes out to the client. */
#include "lsp/server.h"

#include "core/base/log.h"
#include "core/base/mem.h"
#include "lsp/descriptors.h"
#include "lsp/lsp.h"
#include "lsp/methods.h"

#include <stdlib.h>
#include <string.h>

/* --- in --- */

static void receive(struct server *server, const struct frame *frame) {
    if (!frame->data) {
        log_write(LOG_WARNING, "%s", frame->problem);
        rpc_fail_unknown(server->rpc, RPC_PARSE_ERROR, frame->problem);
        return;
    }
    if (!rpc_receive(server->rpc, frame->data, frame->len)) {
        log_write(LOG_WARNING, "a message of %zu bytes could not be read", frame->len);
        documents_lose_step(server, frame->data, frame->len);
        frames_retry(&server->frames);
    }
}

static void on_read(void *arg, const char *data, size_t len) {
    struct server *server = arg;
    struct frame frame;
    frames_add(&server->frames, data, len);
    while (server->state != SERVER_STOPPING && frames_next(&server->frames, &frame)) {
        receive(server, &frame);
    }
}

static void on_end(void *arg, enum stdio_end end) {
    struct server *server = arg;
    bool orderly = end == STDIO_END_SIGNAL || server->state == SERVER_SHUT_DOWN;
    if (end == STDIO_END_OF_INPUT && !frames_is_empty(&server->frames)) {
        log_write(LOG_WARNING, "the input ended inside of a message");
    }
    lifecycle_stop(server, orderly ? 0 : 1);
}

static void on_request(void *arg, struct rpc_request *request, const char *method, const cJSON *params) {
    methods_run_request(arg, request, method, params);
}

static void on_notification(void *arg, const char *method, const cJSON *params) {
    methods_run_notification(arg, method, params);
}

/* --- out --- */

static void on_send(void *arg, const char *text, size_t len) {
    struct server *server = arg;
    struct buf message = {0};
    frame_format(&message, text, len);
    stdio_write(server->stdio, buf_get(&message), message.len);
    buf_finish(&message);
}

void server_show(struct server *server, enum message_type type, const char *text) {
    if (!server->rpc || server->state == SERVER_NEW) {
        log_write(LOG_WARNING, "%s", text);
        return;
    }
    cJSON *params = cJSON_CreateObject();
    cJSON_AddNumberToObject(params, "type", type);
    json_add_bytes(params, "message", text, strlen(text));
    rpc_notify(server->rpc, "window/showMessage", params);
}

static void notify_news(struct server *server, const char *method, struct project *project, cJSON *params) {
    const char *root = project_get_root(project);
    char *uri = root ? convert_path_to_uri(root) : NULL;
    cJSON_AddItemToObject(params, "project", uri ? cJSON_CreateString(uri) : cJSON_CreateNull());
    rpc_notify(server->rpc, method, params);
    free(uri);
}

static bool wants_news(const struct server *server) {
    return server->rpc && server->client.news && server->state == SERVER_RUNNING;
}

static void on_learning(void *arg, struct project *project, const struct learning_state *state) {
    struct server *server = arg;
    if (wants_news(server)) {
        notify_news(server, "prosed/learning", project, progress_format_state(state));
    }
    progress_update(server, project, state);
}

static void on_preferences_changed(void *arg, struct project *project) {
    struct server *server = arg;
    hints_check(server);
    if (wants_news(server)) {
        notify_news(server, "prosed/preferencesChanged", project, cJSON_CreateObject());
    }
}

static void on_problem(void *arg, const char *text) {
    configuration_show_problem(arg, text);
}

struct engine_events server_get_events(struct server *server) {
    return (struct engine_events){
        .arg = server,
        .learning = on_learning,
        .preferences_changed = on_preferences_changed,
        .problem = on_problem,
    };
}

/* --- life --- */

struct server *server_create(struct loop *loop, int in_fd, int out_fd, struct error *error) {
    struct server *server = mem_alloc(sizeof *server);
    server->loop = loop;
    struct rpc_events rpc_events = {server, on_request, on_notification, on_send};
    server->rpc = rpc_create(&RPC_LSP, &rpc_events);
    struct stdio_events stdio_events = {server, on_read, on_end};
    server->stdio = stdio_open(loop, in_fd, out_fd, &stdio_events, error);
    if (!server->stdio) {
        rpc_destroy(server->rpc);
        free(server);
        return NULL;
    }
    return server;
}

void server_destroy(struct server *server) {
    progresses_finish(&server->progresses);
    hints_finish(&server->hints);
    completions_finish(&server->completions);
    documents_finish(&server->documents);
    folders_finish(&server->folders);
    configuration_finish(&server->configuration);
    engine_destroy(server->engine);
    lifecycle_finish(&server->lifecycle);
    rpc_destroy(server->rpc);
    frames_finish(&server->frames);
    stdio_destroy(server->stdio);
    free(server);
}

int lsp_serve(int in_fd, int out_fd) {
    struct error error = {0};
    int fd = descriptors_prepare(in_fd, out_fd, &error);
    struct loop *loop = loop_create();
    struct server *server = fd < 0 ? NULL : server_create(loop, in_fd, fd, &error);
    int exit_code = 1;
    if (server) {
        loop_run(loop);
        exit_code = server->lifecycle.exit_code;
        server_destroy(server);
    } else {
        log_write(LOG_ERROR, "%s", error.text);
    }
    return loop_destroy(loop) ? exit_code : 1;
}
