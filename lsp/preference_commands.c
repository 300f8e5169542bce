/* Preferences out as data and as the Markdown page; changes in by id. Names of members are those of the headers, in the
 * protocol's camelCase; times are milliseconds since 1970. */
#include "lsp/preference_commands.h"

#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

static bool add_preference(void *arg, const struct preference *preference) {
    cJSON_AddItemToArray(arg, preference_format(preference));
    return true;
}

void command_preferences(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    struct error error = {0};
    struct buf page = {0};
    cJSON *result = cJSON_CreateObject();
    cJSON *items = cJSON_CreateArray();
    if (project_format_preferences(project, &page, &error) &&
        project_visit_preferences(project, json_get_text(arguments, "genre"), add_preference, items, &error)) {
        json_add_bytes(result, "markdown", buf_get(&page), page.len);
        cJSON_AddItemToObject(result, "items", items);
        rpc_reply(request, result);
    } else {
        cJSON_Delete(items);
        cJSON_Delete(result);
        rpc_fail_with(request, &error);
    }
    buf_finish(&page);
}

/* Without an argument the genre is that of the document. */
static const char *find_genre(struct server *server, const cJSON *arguments) {
    const char *genre = json_get_text(arguments, "genre");
    const char *uri = json_get_text(arguments, "uri");
    const struct editor_document *document = uri && !genre ? documents_find(&server->documents, uri) : NULL;
    return document && document->open ? open_document_get_genre(document->open) : genre;
}

void command_preferences_add(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    struct error error = {0};
    int64_t id = 0;
    const char *genre = find_genre(server, arguments);
    if (!genre) {
        rpc_fail(request, RPC_INVALID_PARAMS,
                 "prosed.preferences.add: argument \"genre\" is missing, or \"uri\" of an open document");
    } else if (project_add_preference(project, genre, json_get_text(arguments, "text"), &id, &error)) {
        cJSON *result = cJSON_CreateObject();
        cJSON_AddNumberToObject(result, "id", (double)id);
        rpc_reply(request, result);
    } else {
        rpc_fail_with(request, &error);
    }
}

/* An edited page; the reply is the new one. */
void command_preferences_write(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    struct error error = {0};
    if (project_write_preferences(project, json_get_text(arguments, "before"), json_get_text(arguments, "after"),
                                  &error)) {
        command_preferences(server, request, arguments);
    } else {
        rpc_fail_with(request, &error);
    }
}

void command_preferences_promote(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    struct error error = {0};
    int64_t id = 0;
    if (project_promote_preference(project, json_get_int(arguments, "id", 0), &id, &error)) {
        cJSON *result = cJSON_CreateObject();
        cJSON_AddNumberToObject(result, "id", (double)id);
        rpc_reply(request, result);
    } else {
        rpc_fail_with(request, &error);
    }
}

static void reply_done(struct rpc_request *request, bool done, const struct error *error) {
    if (done) {
        rpc_reply(request, NULL);
    } else {
        rpc_fail_with(request, error);
    }
}

void command_preferences_edit(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    struct error error = {0};
    bool done =
        project_edit_preference(project, json_get_int(arguments, "id", 0), json_get_text(arguments, "text"), &error);
    reply_done(request, done, &error);
}

void command_preferences_forget(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct project *project = commands_find_project(server, arguments);
    struct error error = {0};
    reply_done(request, project_forget_preference(project, json_get_int(arguments, "id", 0), &error), &error);
}

typedef bool set_mark(struct project *project, int64_t id, bool on, struct error *error);

static void mark(struct server *server, struct rpc_request *request, const cJSON *arguments, set_mark *set, bool on) {
    struct project *project = commands_find_project(server, arguments);
    struct error error = {0};
    reply_done(request, set(project, json_get_int(arguments, "id", 0), on, &error), &error);
}

void command_preferences_pin(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    mark(server, request, arguments, project_pin_preference, true);
}

void command_preferences_unpin(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    mark(server, request, arguments, project_pin_preference, false);
}

void command_preferences_mute(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    mark(server, request, arguments, project_mute_preference, true);
}

void command_preferences_unmute(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    mark(server, request, arguments, project_mute_preference, false);
}
