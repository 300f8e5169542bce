/* The settings are always put together from all their places, in their order of rank, into a new struct config: no
 * layer has to be undone when one changes. */
#include "lsp/configuration.h"

#include "core/base/log.h"
#include "core/base/path.h"
#include "lsp/server.h"

#include <stdlib.h>
#include <string.h>

static char *copy_user_file(struct error *error) {
    char *folder = path_copy_config_folder(error);
    char *path = folder ? path_join(folder, "config.json") : NULL;
    free(folder);
    return path;
}

static void load_user_file(struct config *config, struct list *problems) {
    struct error error = {0};
    char *path = copy_user_file(&error);
    if (path) {
        config_load(config, path, CONFIG_USER, problems);
    } else {
        list_add(problems, error.text);
    }
    free(path);
}

/* Editors send the section itself or an object that holds it by its name. */
static const cJSON *find_section(const cJSON *settings) {
    const cJSON *section = json_get(settings, CONFIGURATION_SECTION);
    return cJSON_IsObject(section) ? section : cJSON_IsObject(settings) ? settings : NULL;
}

static void apply_editor(struct config *config, const cJSON *settings, struct list *problems) {
    const cJSON *section = find_section(settings);
    if (section) {
        config_apply(config, section, CONFIG_EDITOR, problems);
    }
}

static struct config *build(struct server *server) {
    struct config *config = config_create();
    struct list problems = {0};
    load_user_file(config, &problems);
    apply_editor(config, server->configuration.initial, &problems);
    apply_editor(config, server->configuration.current, &problems);
    log_set_level((enum log_level)config->log_level);
    for (size_t i = 0; i < problems.count; i++) {
        configuration_show_problem(server, problems.items[i]);
    }
    list_finish(&problems);
    return config;
}

void configuration_start(struct server *server, const cJSON *options) {
    struct engine_events events = server_get_events(server);
    server->configuration.initial = cJSON_Duplicate(options, true);
    server->engine = engine_create(server->loop, build(server), &events);
}

void configuration_reload(struct server *server) {
    engine_set_config(server->engine, build(server));
    folders_load_settings(server);
    hints_check(server);
}

static void on_pulled(void *arg, const cJSON *result, const char *error) {
    struct server *server = arg;
    if (error) {
        log_write(LOG_WARNING, "workspace/configuration: %s", error);
        return;
    }
    if (server->state != SERVER_RUNNING) {
        return;
    }
    cJSON_Delete(server->configuration.current);
    server->configuration.current = cJSON_Duplicate(cJSON_GetArrayItem(result, 0), true);
    configuration_reload(server);
}

void configuration_pull(struct server *server) {
    if (!server->client.configuration) {
        return;
    }
    cJSON *params = cJSON_CreateObject();
    cJSON *item = cJSON_CreateObject();
    cJSON_AddStringToObject(item, "section", CONFIGURATION_SECTION);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(params, "items"), item);
    rpc_call(server->rpc, "workspace/configuration", params, on_pulled, server);
}

void handle_did_change_configuration(struct server *server, const cJSON *params) {
    if (server->client.configuration) {
        configuration_pull(server);
        return;
    }
    cJSON_Delete(server->configuration.current);
    server->configuration.current = cJSON_Duplicate(json_get(params, "settings"), true);
    configuration_reload(server);
}

void handle_did_change_watched_files(struct server *server, const cJSON *params) {
    (void)params; /* only settings are watched */
    configuration_reload(server);
}

bool configuration_is_file(const char *path) {
    if (strcmp(path_get_name(path), CONFIGURATION_PROJECT_FILE) == 0) {
        return true;
    }
    char *user_file = copy_user_file(NULL);
    bool same = user_file && strcmp(path, user_file) == 0;
    free(user_file);
    return same;
}

void configuration_show_problem(struct server *server, const char *text) {
    if (list_add_new(&server->configuration.shown, text)) {
        server_show(server, MESSAGE_WARNING, text);
    }
}

void configuration_finish(struct configuration *configuration) {
    cJSON_Delete(configuration->initial);
    cJSON_Delete(configuration->current);
    list_finish(&configuration->shown);
}
