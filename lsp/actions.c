/* Editors ask for actions at every move of the cursor, so offering one costs nothing: the rewrite is made when it is
 * chosen. A client that asks for the edit of a chosen action (resolve) gets it then; for others the action is a command
 * that makes the server send the edit. The action remembers the range in bytes and the document's revision, so that
 * it can be moved over what was typed since. */
#include "lsp/actions.h"

#include "lsp/hint_commands.h"
#include "lsp/hint_format.h"
#include "lsp/rewrites.h"
#include "lsp/server.h"

#include <string.h>

#define KIND  "refactor.rewrite"
#define TITLE "Rewrite in my style"

/* Whether a kind is one of those asked for, or part of one. */
static bool is_wanted(const cJSON *only, const char *own) {
    const cJSON *item;
    if (!cJSON_IsArray(only)) {
        return true;
    }
    cJSON_ArrayForEach(item, only) {
        const char *kind = cJSON_IsString(item) ? item->valuestring : NULL;
        size_t len = kind ? strlen(kind) : 0;
        if (kind && (len == 0 || (strncmp(own, kind, len) == 0 && (own[len] == '.' || own[len] == '\0')))) {
            return true;
        }
    }
    return false;
}

static cJSON *format_command(const struct editor_document *document, const cJSON *range) {
    cJSON *argument = cJSON_CreateObject();
    cJSON_AddStringToObject(argument, "uri", document->uri);
    cJSON_AddItemToObject(argument, "range", cJSON_Duplicate(range, true));
    cJSON_AddNumberToObject(argument, "version", (double)document->version);
    cJSON_AddTrueToObject(argument, "apply");
    cJSON *command = cJSON_CreateObject();
    cJSON_AddStringToObject(command, "title", TITLE);
    cJSON_AddStringToObject(command, "command", "prosed.rewrite");
    cJSON_AddItemToArray(cJSON_AddArrayToObject(command, "arguments"), argument);
    return command;
}

static cJSON *format_data(const struct editor_document *document, struct span span) {
    cJSON *data = cJSON_CreateObject();
    cJSON_AddStringToObject(data, "uri", document->uri);
    cJSON_AddNumberToObject(data, "opening", (double)document->serial);
    cJSON_AddNumberToObject(data, "revision", (double)document_get_revision(editor_document_get(document)));
    cJSON_AddNumberToObject(data, "version", (double)document->version);
    cJSON_AddNumberToObject(data, "start", (double)span.start);
    cJSON_AddNumberToObject(data, "end", (double)span.end);
    return data;
}

static cJSON *format_action(const struct client *client, const struct editor_document *document, const cJSON *range,
                            struct span span) {
    if (!client->code_action_literals) {
        return format_command(document, range);
    }
    cJSON *action = cJSON_CreateObject();
    cJSON_AddStringToObject(action, "title", TITLE);
    cJSON_AddStringToObject(action, "kind", KIND);
    if (client->resolve_edit) {
        cJSON_AddItemToObject(action, "data", format_data(document, span));
    } else {
        cJSON_AddItemToObject(action, "command", format_command(document, range));
    }
    return action;
}

void handle_code_action(struct server *server, struct rpc_request *request, const cJSON *params) {
    const struct client *client = &server->client;
    const char *uri = json_get_text(json_get(params, "textDocument"), "uri");
    struct editor_document *document = documents_need(server, request, uri, "textDocument.uri");
    if (!document) {
        return;
    }
    struct span span;
    const cJSON *range = json_get(params, "range");
    if (!convert_read_range(editor_document_get_text(document), client->encoding, range, &span)) {
        rpc_fail(request, RPC_INVALID_PARAMS, "range has to be {start, end}, each {line, character}");
        return;
    }
    bool can_edit = client->apply_edit || (client->code_action_literals && client->resolve_edit);
    const cJSON *only = json_find(params, "context.only");
    cJSON *actions = cJSON_CreateArray();
    if (is_wanted(only, "quickfix")) {
        hint_format_actions(server, document, span, actions);
    }
    if (can_edit && is_wanted(only, KIND)) {
        cJSON_AddItemToArray(actions, format_action(client, document, range, span));
    }
    rpc_reply(request, actions);
}

/* The range of an action in the text as it is now. */
static bool find_range(const struct editor_document *document, const cJSON *data, struct span *span) {
    struct text *text = editor_document_get_text(document);
    int64_t start = json_get_int(data, "start", -1);
    int64_t end = json_get_int(data, "end", -1);
    int64_t revision = json_get_int(data, "revision", -1);
    bool readable = start >= 0 && end >= start && revision >= 0;
    if (!readable || json_get_int(data, "opening", -1) != (int64_t)document->serial) {
        return false;
    }
    struct edits none = {0};
    *span = (struct span){(size_t)start, (size_t)end};
    return document_rebase(editor_document_get(document), (uint64_t)revision, &none, span) &&
           span->end <= text_get_len(text);
}

void handle_code_action_resolve(struct server *server, struct rpc_request *request, const cJSON *params) {
    const cJSON *data = json_get(params, "data");
    struct editor_document *document = documents_need(server, request, json_get_text(data, "uri"), "data.uri");
    struct span span;
    if (!document) {
        return;
    }
    if (json_get(data, "hint")) {
        hint_commands_resolve(server, request, document, params);
        return;
    }
    if (!find_range(document, data, &span)) {
        rpc_fail(request, RPC_CONTENT_MODIFIED, "the text has changed since the action was offered; ask for it again");
        return;
    }
    rewrites_start(server, request, document, span, NULL, REWRITE_ACTION, cJSON_Duplicate(params, true));
}
