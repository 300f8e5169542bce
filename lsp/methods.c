/* The table, sorted by name for a binary search, and the rules of the server's states, which are the same for all rows:
 * before initialize only initialize and exit, after shutdown only exit. $/cancelRequest is carried out in rpc.c. */
#include "lsp/methods.h"

#include "core/base/log.h"
#include "lsp/actions.h"
#include "lsp/commands.h"
#include "lsp/hint_commands.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

struct method {
    const char *name;
    handle_request *request; /* either this */
    handle_notification *notification;
};

static void handle_nothing(struct server *server, const cJSON *params) {
    (void)server;
    (void)params;
}

static const struct method METHODS[] = {
    {"$/setTrace", NULL, handle_nothing},
    {"codeAction/resolve", handle_code_action_resolve, NULL},
    {"exit", NULL, handle_exit},
    {"initialize", handle_initialize, NULL},
    {"initialized", NULL, handle_initialized},
    {"shutdown", handle_shutdown, NULL},
    {"textDocument/codeAction", handle_code_action, NULL},
    {"textDocument/completion", handle_completion, NULL},
    {"textDocument/didChange", NULL, handle_did_change},
    {"textDocument/didClose", NULL, handle_did_close},
    {"textDocument/didOpen", NULL, handle_did_open},
    {"textDocument/didSave", NULL, handle_did_save},
    {"textDocument/hover", handle_hover, NULL},
    {"textDocument/inlineCompletion", handle_inline_completion, NULL},
    {"window/workDoneProgress/cancel", NULL, handle_progress_cancel},
    {"workspace/didChangeConfiguration", NULL, handle_did_change_configuration},
    {"workspace/didChangeWatchedFiles", NULL, handle_did_change_watched_files},
    {"workspace/didChangeWorkspaceFolders", NULL, handle_did_change_workspace_folders},
    {"workspace/executeCommand", handle_execute_command, NULL},
};
#define METHOD_COUNT (sizeof METHODS / sizeof *METHODS)

static int compare(const void *name, const void *row) {
    return strcmp(name, ((const struct method *)row)->name);
}

static const struct method *find_method(const char *name) {
    return bsearch(name, METHODS, METHOD_COUNT, sizeof *METHODS, compare);
}

const char *methods_get_name(size_t index) {
    return index < METHOD_COUNT ? METHODS[index].name : NULL;
}

/* What the state of the server has against a request; false if something, and it has been answered. */
static bool check_state(struct server *server, struct rpc_request *request, const char *name) {
    bool first = strcmp(name, "initialize") == 0;
    if (server->state == SERVER_NEW && !first) {
        rpc_fail(request, RPC_SERVER_NOT_INITIALIZED, "%.100s: send initialize first", name);
    } else if (server->state == SERVER_RUNNING && first) {
        rpc_fail(request, RPC_INVALID_REQUEST, "initialize: the server is initialized already");
    } else if (server->state > SERVER_RUNNING) {
        rpc_fail(request, RPC_INVALID_REQUEST, "%.100s: the server is shut down; send exit", name);
    } else {
        return true;
    }
    return false;
}

void methods_run_request(struct server *server, struct rpc_request *request, const char *name, const cJSON *params) {
    if (!check_state(server, request, name)) {
        return;
    }
    const struct method *method = find_method(name);
    if (!method) {
        rpc_fail(request, RPC_METHOD_NOT_FOUND, "%.100s: this server has no such method", name);
    } else if (!method->request) {
        rpc_fail(request, RPC_INVALID_REQUEST, "%s is a notification: send it without an id", name);
    } else if (cJSON_IsArray(params)) {
        rpc_fail(request, RPC_INVALID_PARAMS, "%s: params has to be an object", name);
    } else {
        method->request(server, request, params);
    }
}

void methods_run_notification(struct server *server, const char *name, const cJSON *params) {
    const struct method *method = find_method(name);
    if (!method || !method->notification) {
        bool optional = strncmp(name, "$/", 2) == 0;
        log_write(optional ? LOG_DEBUG : LOG_INFO, "%.100s: %s", name,
                  method ? "a request without an id was ignored" : "an unknown notification was ignored");
        return;
    }
    bool is_exit = method->notification == handle_exit;
    if (is_exit || server->state == SERVER_RUNNING) {
        method->notification(server, params);
    } else {
        log_write(LOG_INFO, "%s: ignored %s", name,
                  server->state == SERVER_NEW ? "before initialize" : "after shutdown");
    }
}
