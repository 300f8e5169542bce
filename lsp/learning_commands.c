/* What was and is learned from. Names of members as in preference_commands.c. */
#include "lsp/learning_commands.h"

#include "core/base/mem.h"
#include "lsp/convert.h"
#include "lsp/server.h"

#include <stdlib.h>

static bool add_sample(void *arg, const struct sample *sample) {
    cJSON_AddItemToArray(arg, sample_format(sample));
    return true;
}

void command_samples(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    struct error error = {0};
    cJSON *result = cJSON_CreateObject();
    cJSON *items = cJSON_AddArrayToObject(result, "items");
    if (project_visit_samples(project, json_get_int(arguments, "id", 0), add_sample, items, &error)) {
        rpc_reply(request, result);
    } else {
        cJSON_Delete(result);
        rpc_fail_with(request, &error);
    }
}

void command_samples_forget(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    struct error error = {0};
    if (project_forget_sample(project, json_get_int(arguments, "id", 0), &error)) {
        rpc_reply(request, NULL);
    } else {
        rpc_fail_with(request, &error);
    }
}

void command_status(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    cJSON *status = project_format_status(project);
    const char *uri = json_get_text(arguments, "uri");
    const struct editor_document *document = uri ? documents_find(&server->documents, uri) : NULL;
    const char *off = document && document->open ? open_document_get_off(document->open) : NULL;
    if (document && document->open)
        cJSON_AddBoolToObject(status, "followed", !off);
    if (off)
        convert_add_text(status, "off", off);
    rpc_reply(request, status);
}

/* The engine takes up what was asked for in its next turn; only then does its state say what came of it. */
struct late_reply {
    struct server *server;
    struct rpc_request *request;
    cJSON *arguments;
};

static void on_late(void *arg) {
    struct late_reply *late = arg;
    struct learning_state state = {0};
    if (late->server->state == SERVER_RUNNING) {
        project_get_learning(commands_find_project(late->server, late->arguments), &state);
        rpc_reply(late->request, progress_format_state(&state));
    } else {
        rpc_fail(late->request, RPC_REQUEST_CANCELLED, "the server is shutting down");
    }
    cJSON_Delete(late->arguments);
    free(late);
}

static void reply_learning(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct late_reply *late = mem_alloc(sizeof *late);
    *late = (struct late_reply){server, request, cJSON_Duplicate(arguments, true)};
    loop_defer(server->loop, on_late, late);
}

void command_learn_now(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    project_learn_now(commands_find_project(server, arguments));
    reply_learning(server, request, arguments);
}

void command_learn_pause(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    project_pause(commands_find_project(server, arguments), true);
    reply_learning(server, request, arguments);
}

void command_learn_resume(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    project_pause(commands_find_project(server, arguments), false);
    reply_learning(server, request, arguments);
}
