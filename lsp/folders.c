/* Folders come and go while documents are open; a document is handed to the innermost project that holds it, so after
 * each change of the folders those that would belong elsewhere are moved. */
#include "lsp/folders.h"

#include "core/base/log.h"
#include "core/base/mem.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

static void open_folder(struct server *server, const char *uri, const char *path) {
    struct project *project = engine_open_project(server->engine, path);
    struct folders *folders = &server->folders;
    MEM_RESERVE(folders->items, folders->count, folders->capacity);
    folders->items[folders->count++] = (struct folder){mem_copy_text(uri), project};
}

static void open_uri(struct server *server, const char *uri) {
    char *path = uri ? convert_uri_to_path(uri) : NULL;
    if (path) {
        open_folder(server, uri, path);
    } else {
        log_write(LOG_WARNING, "a workspace folder that is no folder of this machine was left out");
    }
    free(path);
}

void folders_start(struct server *server, const cJSON *params) {
    server->folders.rootless = engine_open_project(server->engine, NULL);
    const cJSON *folders = json_get(params, "workspaceFolders");
    const char *root_uri = json_get_text(params, "rootUri");
    const char *root_path = json_get_text(params, "rootPath");
    if (cJSON_GetArraySize(folders) > 0) {
        const cJSON *folder;
        cJSON_ArrayForEach(folder, folders) {
            open_uri(server, json_get_text(folder, "uri"));
        }
    } else if (root_uri) {
        open_uri(server, root_uri);
    } else if (root_path && root_path[0] == '/') {
        char *uri = convert_path_to_uri(root_path);
        open_uri(server, uri);
        free(uri);
    }
}

static void close_folder(struct server *server, const char *uri) {
    struct folders *folders = &server->folders;
    for (size_t i = 0; uri && i < folders->count; i++) {
        if (strcmp(folders->items[i].uri, uri) == 0) {
            struct folder folder = folders->items[i];
            memmove(folders->items + i, folders->items + i + 1, (--folders->count - i) * sizeof folder);
            documents_leave_project(server, folder.project);
            progress_forget(server, folder.project);
            engine_close_project(folder.project);
            free(folder.uri);
            return;
        }
    }
}

void handle_did_change_workspace_folders(struct server *server, const cJSON *params) {
    const cJSON *event = json_get(params, "event");
    const cJSON *folder;
    cJSON_ArrayForEach(folder, json_get(event, "removed")) {
        close_folder(server, json_get_text(folder, "uri"));
    }
    cJSON_ArrayForEach(folder, json_get(event, "added")) {
        open_uri(server, json_get_text(folder, "uri"));
    }
    documents_find_projects(server);
}

struct project *folders_find_project(struct server *server, const char *path) {
    const struct folders *folders = &server->folders;
    if (path) {
        struct project *project = engine_find_project(server->engine, path);
        return project ? project : folders->rootless;
    }
    return folders->count ? folders->items[0].project : folders->rootless;
}

void folders_finish(struct folders *folders) {
    for (size_t i = 0; i < folders->count; i++) {
        free(folders->items[i].uri);
    }
    free(folders->items);
    *folders = (struct folders){0};
}
