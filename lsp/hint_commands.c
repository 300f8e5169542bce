/* A hint is named by its id, or by a position in its passage, for clients that keep nothing but the diagnostics. */
#include "lsp/hint_commands.h"

#include "lsp/hint_format.h"
#include "lsp/rewrites.h"
#include "lsp/server.h"

#include <stdlib.h>

static struct editor_document *need_document(struct server *server, struct rpc_request *request,
                                             const cJSON *arguments) {
    return documents_need(server, request, json_get_text(arguments, "uri"), "argument \"uri\"");
}

/* NULL: the request has been answered. */
static const struct shown_hint *need_hint(struct server *server, struct rpc_request *request,
                                          const struct editor_document *document, const cJSON *arguments) {
    const struct hint_list *list = hints_get(server, document);
    int64_t id = json_get_int(arguments, "id", 0);
    size_t offset;
    bool placed = convert_read_position(editor_document_get_text(document), server->client.encoding,
                                        json_get(arguments, "position"), &offset);
    if (!id && !placed) {
        rpc_fail(request, RPC_INVALID_PARAMS, "argument \"id\" or \"position\" is missing");
        return NULL;
    }
    const struct shown_hint *hint = id ? hint_list_find(list, id) : hint_list_find_at(list, offset);
    if (!hint) {
        rpc_fail(request, RPC_CONTENT_MODIFIED, "there is no such hint any more; its passage may have changed");
    }
    return hint;
}

void command_suggest(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct editor_document *document = need_document(server, request, arguments);
    struct span span = {0, SIZE_MAX};
    if (!document) {
        return;
    }
    if (project_get_config(open_document_get_project(document->open))->suggest_when == SUGGEST_OFF) {
        rpc_fail(request, RPC_REQUEST_FAILED,
                 "suggest.when is \"off\" here; set it to \"demand\" or \"save\" for hints");
        return;
    }
    convert_read_range(editor_document_get_text(document), server->client.encoding, json_get(arguments, "range"),
                       &span);
    hints_look(server, request, document, span);
}

void command_suggest_clear(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    const char *uri = json_get_text(arguments, "uri");
    struct editor_document *document = uri ? need_document(server, request, arguments) : NULL;
    if (document || !uri) {
        hints_clear(server, document);
        rpc_reply(request, NULL);
    }
}

static void reply_done(struct rpc_request *request, bool done, const struct error *error) {
    if (done) {
        rpc_reply(request, NULL);
    } else {
        rpc_fail_with(request, error);
    }
}

void command_suggest_dismiss(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct error error = {0};
    struct editor_document *document = need_document(server, request, arguments);
    const struct shown_hint *hint = document ? need_hint(server, request, document, arguments) : NULL;
    if (!hint) {
        return;
    }
    bool done = project_dismiss_hint(open_document_get_project(document->open), hint->text, hint->wanted, &error);
    if (done) {
        hints_remove(server, document, hint->id);
    }
    reply_done(request, done, &error);
}

/* Its hints go with the news that the preferences changed. */
void command_suggest_mute(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct error error = {0};
    struct editor_document *document = need_document(server, request, arguments);
    const struct shown_hint *hint = document ? need_hint(server, request, document, arguments) : NULL;
    if (hint) {
        bool done = project_mute_preference(open_document_get_project(document->open), hint->preference, true, &error);
        reply_done(request, done, &error);
    }
}

void command_suggest_rewrite(struct server *server, struct rpc_request *request, const cJSON *arguments) {
    struct editor_document *document = need_document(server, request, arguments);
    const struct shown_hint *hint = document ? need_hint(server, request, document, arguments) : NULL;
    if (hint) {
        enum rewrite_reply reply = json_get_bool(arguments, "apply", false) ? REWRITE_APPLY : REWRITE_PREVIEW;
        rewrites_follow(server, request, document, hint->passage, hint->wanted, reply, NULL);
    }
}

void hint_commands_resolve(struct server *server, struct rpc_request *request, struct editor_document *document,
                           const cJSON *action) {
    int64_t id = json_get_int(json_get(action, "data"), "hint", 0);
    const struct shown_hint *hint = hint_list_find(hints_get(server, document), id);
    if (hint) {
        rewrites_follow(server, request, document, hint->passage, hint->wanted, REWRITE_ACTION,
                        cJSON_Duplicate(action, true));
    } else {
        rpc_fail(request, RPC_CONTENT_MODIFIED, "the text has changed since the action was offered; ask for it again");
    }
}

void handle_hover(struct server *server, struct rpc_request *request, const cJSON *params) {
    const char *uri = json_get_text(json_get(params, "textDocument"), "uri");
    struct editor_document *document = documents_need(server, request, uri, "textDocument.uri");
    size_t offset;
    if (!document) {
        return;
    }
    if (!convert_read_position(editor_document_get_text(document), server->client.encoding,
                               json_get(params, "position"), &offset)) {
        rpc_fail(request, RPC_INVALID_PARAMS, "position has to be {line, character}, whole numbers from 0 up");
        return;
    }
    const struct shown_hint *hint = hint_list_find_at(hints_get(server, document), offset);
    rpc_reply(request, hint ? hint_format_hover(server, document, hint) : NULL);
}
