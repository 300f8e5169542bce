/* initialize is answered before anything else is done: what the answer says depends on the client alone. Settings,
 * engine and projects come right after. Going down has two stages that exit and shutdown share: close the engine, then
 * the output. */
#include "lsp/lifecycle.h"

#include "core/base/log.h"
#include "lsp/commands.h"
#include "lsp/server.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define WATCHDOG_MS      2000
#define PARENT_WATCH_MS  3000
#define SYNC_INCREMENTAL 2 /* TextDocumentSyncKind */

/* --- initialize --- */

static cJSON *format_sync(void) {
    cJSON *sync = cJSON_CreateObject();
    cJSON_AddTrueToObject(sync, "openClose");
    cJSON_AddNumberToObject(sync, "change", SYNC_INCREMENTAL);
    cJSON_AddFalseToObject(cJSON_AddObjectToObject(sync, "save"), "includeText");
    return sync;
}

static cJSON *format_actions(const struct client *client) {
    if (!client->code_action_literals) {
        return cJSON_CreateTrue(); /* such clients know no more than that */
    }
    cJSON *actions = cJSON_CreateObject();
    cJSON *kinds = cJSON_AddArrayToObject(actions, "codeActionKinds");
    cJSON_AddItemToArray(kinds, cJSON_CreateString("quickfix"));
    cJSON_AddItemToArray(kinds, cJSON_CreateString("refactor.rewrite"));
    cJSON_AddBoolToObject(actions, "resolveProvider", client->resolve_edit);
    return actions;
}

static cJSON *format_capabilities(const struct client *client) {
    cJSON *capabilities = cJSON_CreateObject();
    cJSON_AddStringToObject(capabilities, "positionEncoding", encoding_name(client->encoding));
    cJSON_AddItemToObject(capabilities, "textDocumentSync", format_sync());
    if (client->inline_completion) {
        cJSON_AddObjectToObject(capabilities, "inlineCompletionProvider");
    }
    /* Many a client that knows inline completion does not use it unless told to; our own do, and would show both. */
    if (!client->inline_completion || !client->news) {
        cJSON_AddObjectToObject(capabilities, "completionProvider");
    }
    cJSON_AddItemToObject(capabilities, "codeActionProvider", format_actions(client));
    /* Clients of our own show hints in their own way, and would show them twice. */
    cJSON_AddBoolToObject(capabilities, "hoverProvider", !client->news);
    cJSON *commands = cJSON_AddObjectToObject(capabilities, "executeCommandProvider");
    cJSON_AddTrueToObject(commands, "workDoneProgress");
    commands_format_names(cJSON_AddArrayToObject(commands, "commands"));
    cJSON *workspace = cJSON_AddObjectToObject(capabilities, "workspace");
    cJSON *folders = cJSON_AddObjectToObject(workspace, "workspaceFolders");
    cJSON_AddTrueToObject(folders, "supported");
    cJSON_AddTrueToObject(folders, "changeNotifications");
    return capabilities;
}

static void on_parent_watch(void *arg) {
    struct server *server = arg;
    if (kill(server->lifecycle.parent, 0) != 0 && errno == ESRCH) {
        log_write(LOG_WARNING, "the client's process %ld is gone", (long)server->lifecycle.parent);
        lifecycle_stop(server, server->state == SERVER_SHUT_DOWN ? 0 : 1);
    } else {
        timer_start(server->lifecycle.parent_watch, PARENT_WATCH_MS);
    }
}

/* A process that cannot be seen from the start lives in another container and says nothing about the client. */
static void watch_parent(struct server *server, int64_t pid) {
    if (pid <= 1 || pid > INT32_MAX || (kill((pid_t)pid, 0) != 0 && errno == ESRCH)) {
        return;
    }
    server->lifecycle.parent = (pid_t)pid;
    server->lifecycle.parent_watch = loop_add_timer(server->loop, on_parent_watch, server);
    timer_set_background(server->lifecycle.parent_watch);
    timer_start(server->lifecycle.parent_watch, PARENT_WATCH_MS);
}

void handle_initialize(struct server *server, struct rpc_request *request, const cJSON *params) {
    if (!cJSON_IsObject(params)) {
        rpc_fail(request, RPC_INVALID_PARAMS, "initialize: params is missing");
        return;
    }
    client_parse(&server->client, json_get(params, "capabilities"));
    cJSON *result = cJSON_CreateObject();
    cJSON_AddItemToObject(result, "capabilities", format_capabilities(&server->client));
    cJSON *info = cJSON_AddObjectToObject(result, "serverInfo");
    cJSON_AddStringToObject(info, "name", "prosed");
    cJSON_AddStringToObject(info, "version", PROSED_VERSION);
    server->state = SERVER_RUNNING;
    rpc_reply(request, result);

    watch_parent(server, json_get_int(params, "processId", 0));
    configuration_start(server, json_get(params, "initializationOptions"));
    folders_start(server, params);
}

static cJSON *add_registration(cJSON *registrations, const char *method) {
    cJSON *registration = cJSON_CreateObject();
    cJSON_AddStringToObject(registration, "id", method);
    cJSON_AddStringToObject(registration, "method", method);
    cJSON_AddItemToArray(registrations, registration);
    return cJSON_AddObjectToObject(registration, "registerOptions");
}

static void register_capabilities(struct server *server) {
    cJSON *params = cJSON_CreateObject();
    cJSON *registrations = cJSON_AddArrayToObject(params, "registrations");
    if (server->client.register_configuration) {
        cJSON *options = add_registration(registrations, "workspace/didChangeConfiguration");
        cJSON_AddStringToObject(options, "section", CONFIGURATION_SECTION);
    }
    if (server->client.register_watched_files) {
        cJSON *options = add_registration(registrations, "workspace/didChangeWatchedFiles");
        cJSON *watcher = cJSON_CreateObject();
        cJSON_AddStringToObject(watcher, "globPattern", "**/" CONFIGURATION_PROJECT_FILE);
        cJSON_AddItemToArray(cJSON_AddArrayToObject(options, "watchers"), watcher);
    }
    if (cJSON_GetArraySize(registrations) > 0) {
        rpc_call(server->rpc, "client/registerCapability", params, NULL, NULL);
    } else {
        cJSON_Delete(params);
    }
}

void handle_initialized(struct server *server, const cJSON *params) {
    (void)params;
    register_capabilities(server);
    configuration_pull(server);
}

/* --- the way out --- */

static void close_output(void *arg);

static void on_output_closed(void *arg) {
    struct server *server = arg;
    timer_stop(server->lifecycle.watchdog);
    loop_stop(server->loop);
}

static void close_output(void *arg) {
    struct server *server = arg;
    rpc_destroy(server->rpc);
    server->rpc = NULL;
    stdio_close(server->stdio, on_output_closed, server);
}

static void reply_to_shutdown(struct lifecycle *lifecycle) {
    if (lifecycle->shutdown) {
        rpc_reply(lifecycle->shutdown, NULL);
        lifecycle->shutdown = NULL;
    }
}

static void on_engine_closed(void *arg) {
    struct server *server = arg;
    server->lifecycle.closed = true;
    reply_to_shutdown(&server->lifecycle);
    if (server->state == SERVER_STOPPING) {
        loop_defer(server->loop, close_output, server);
    } else {
        timer_stop(server->lifecycle.watchdog);
    }
}

static void on_watchdog(void *arg) {
    struct server *server = arg;
    struct lifecycle *lifecycle = &server->lifecycle;
    if (!lifecycle->closed) {
        log_write(LOG_ERROR, "shutting down takes long: the engine is still open, %zu requests wait",
                  rpc_count_owed(server->rpc));
    } else {
        log_write(LOG_ERROR, "shutting down takes long: the client has not taken %zu bytes of output",
                  stdio_get_waiting_bytes(server->stdio));
    }
    reply_to_shutdown(lifecycle);
    if (server->state == SERVER_STOPPING) {
        _exit(lifecycle->exit_code ? lifecycle->exit_code : 1);
    }
}

static void start_watchdog(struct server *server) {
    if (!server->lifecycle.watchdog) {
        server->lifecycle.watchdog = loop_add_timer(server->loop, on_watchdog, server);
    }
    timer_start(server->lifecycle.watchdog, WATCHDOG_MS);
}

static void close_engine(struct server *server) {
    struct lifecycle *lifecycle = &server->lifecycle;
    start_watchdog(server);
    if (lifecycle->closing) {
        return;
    }
    lifecycle->closing = true;
    completions_stop(server);
    progresses_stop(server);
    if (server->engine) {
        engine_close(server->engine, on_engine_closed, server);
    } else {
        loop_defer(server->loop, on_engine_closed, server);
    }
}

void handle_shutdown(struct server *server, struct rpc_request *request, const cJSON *params) {
    (void)params;
    server->state = SERVER_SHUT_DOWN;
    server->lifecycle.shutdown = request;
    close_engine(server);
}

void lifecycle_stop(struct server *server, int exit_code) {
    if (server->state == SERVER_STOPPING) {
        return;
    }
    server->state = SERVER_STOPPING;
    server->lifecycle.exit_code = exit_code;
    stdio_stop_reading(server->stdio);
    close_engine(server);
    if (server->lifecycle.closed) {
        loop_defer(server->loop, close_output, server);
    }
}

void handle_exit(struct server *server, const cJSON *params) {
    (void)params;
    lifecycle_stop(server, server->state == SERVER_SHUT_DOWN ? 0 : 1);
}

void lifecycle_finish(struct lifecycle *lifecycle) {
    timer_destroy(lifecycle->parent_watch);
    timer_destroy(lifecycle->watchdog);
}
