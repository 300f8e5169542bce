/* What was and is learned from. Names of members as in preference_commands.c. */
#include "lsp/learning_commands.h"

#include "lsp/server.h"

#include <string.h>

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

static cJSON *format_learning(struct project *project) {
    struct learning_state state = {0};
    project_get_learning(project, &state);
    return progress_format_state(&state);
}

void command_status(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    cJSON *status = project_format_status(project);
    rpc_reply(request, status);
}

static void reply_learning(struct rpc_request *request, struct project *project) {
    rpc_reply(request, format_learning(project));
}

void command_learn_now(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    project_learn_now(project);
    reply_learning(request, project);
}

void command_learn_pause(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    project_pause(project, true);
    reply_learning(request, project);
}

void command_learn_resume(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    project_pause(project, false);
    reply_learning(request, project);
}
