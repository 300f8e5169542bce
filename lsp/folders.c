/* Folders come and go while documents are open; a document is handed to the innermost project that holds it, so after
 * each change of the folders those that would belong elsewhere are moved. */
#include "lsp/folders.h"

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/path.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

/* The engine reads a project's settings by itself, and says what is wrong in them; completion.trigger is obeyed here.
 */
static void load_settings(struct server *server, struct folder *folder) {
    struct list problems = {0};
    struct config *config = config_copy(engine_get_config(server->engine));
    char *path = path_join(project_get_root(folder->project), CONFIGURATION_PROJECT_FILE);
    config_load(config, path, CONFIG_PROJECT, &problems);
    folder->trigger = config->completion_trigger;
    folder->idle_ms = config->completion_idle_ms;
    free(path);
    config_destroy(config);
    list_finish(&problems);
}

void folders_load_settings(struct server *server) {
    for (size_t i = 0; i < server->folders.count; i++) {
        load_settings(server, &server->folders.items[i]);
    }
}

void folders_get_completion(struct server *server, const struct project *project, enum completion_trigger *trigger,
                            int *idle_ms) {
    const struct config *config = engine_get_config(server->engine);
    *trigger = config->completion_trigger;
    *idle_ms = config->completion_idle_ms;
    for (size_t i = 0; i < server->folders.count; i++) {
        if (server->folders.items[i].project == project) {
            *trigger = server->folders.items[i].trigger;
            *idle_ms = server->folders.items[i].idle_ms;
        }
    }
}

static void open_folder(struct server *server, const char *uri, const char *path) {
    struct project *project = engine_open_project(server->engine, path);
    struct folders *folders = &server->folders;
    MEM_RESERVE(folders->items, folders->count, folders->capacity);
    folders->items[folders->count++] = (struct folder){.uri = mem_copy_text(uri), .project = project};
    load_settings(server, &folders->items[folders->count - 1]);
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
