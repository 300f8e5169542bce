/* Workspace folders: a project of the engine each. Documents outside of all of them belong to the project of no root.
 */
#ifndef PROSED_FOLDERS_H
#define PROSED_FOLDERS_H

#include "core/engine/engine.h"
#include "lsp/methods.h"

struct folder {
    char *uri;
    struct project *project;
    enum completion_trigger trigger; /* as its .prosed.json narrows it */
    int idle_ms;
};

struct folders {
    struct folder *items;
    size_t count;
    size_t capacity;
    struct project *rootless;
};

/* workspaceFolders of initialize, else its rootUri, else its rootPath. */
void folders_start(struct server *server, const cJSON *params);
/* The project of a document; path NULL (it is in no file): that of the first folder. */
struct project *folders_find_project(struct server *server, const char *path);
/* When completions are offered unasked in a document of this project. */
void folders_get_completion(struct server *server, const struct project *project, enum completion_trigger *trigger,
                            int *idle_ms);
void folders_load_settings(struct server *server); /* after the settings changed */
void folders_finish(struct folders *folders);

handle_notification handle_did_change_workspace_folders;

#endif
