/* A table of the capabilities that matter here, and the few that are no plain yes or no. */
#include "lsp/client.h"

#include <stddef.h>
#include <string.h>

static const struct {
    const char *path;
    size_t field;
} SWITCHES[] = {
    {"textDocument.publishDiagnostics.relatedInformation", offsetof(struct client, related_information)},
    {"workspace.applyEdit", offsetof(struct client, apply_edit)},
    {"workspace.workspaceEdit.documentChanges", offsetof(struct client, document_changes)},
    {"workspace.configuration", offsetof(struct client, configuration)},
    {"workspace.didChangeConfiguration.dynamicRegistration", offsetof(struct client, register_configuration)},
    {"workspace.didChangeWatchedFiles.dynamicRegistration", offsetof(struct client, register_watched_files)},
    {"window.workDoneProgress", offsetof(struct client, work_done_progress)},
    {"experimental.prosed.news", offsetof(struct client, news)},
};

static bool holds_text(const cJSON *array, const char *text) {
    const cJSON *item;
    cJSON_ArrayForEach(item, array) {
        if (cJSON_IsString(item) && strcmp(item->valuestring, text) == 0) {
            return true;
        }
    }
    return false;
}

static enum encoding choose_encoding(const cJSON *capabilities) {
    const cJSON *item, *named = json_find(capabilities, "general.positionEncodings");
    cJSON_ArrayForEach(item, named) {
        enum encoding encoding;
        if (cJSON_IsString(item) && encoding_find(item->valuestring, &encoding)) {
            return encoding;
        }
    }
    return cJSON_GetArraySize(named) > 0 ? ENCODING_UTF16 : ENCODING_UNNAMED;
}

void client_parse(struct client *client, const cJSON *capabilities) {
    *client = (struct client){.encoding = choose_encoding(capabilities)};
    for (size_t i = 0; i < sizeof SWITCHES / sizeof *SWITCHES; i++) {
        bool *field = (bool *)((char *)client + SWITCHES[i].field);
        *field = cJSON_IsTrue(json_find(capabilities, SWITCHES[i].path));
    }
    client->hover_markdown = holds_text(json_find(capabilities, "textDocument.hover.contentFormat"), "markdown");
    const cJSON *action = json_find(capabilities, "textDocument.codeAction");
    client->inline_completion = cJSON_IsObject(json_find(capabilities, "textDocument.inlineCompletion"));
    client->code_action_literals = cJSON_IsObject(json_get(action, "codeActionLiteralSupport"));
    client->resolve_edit = json_get_bool(action, "dataSupport", false) &&
                           holds_text(json_find(action, "resolveSupport.properties"), "edit");
}
