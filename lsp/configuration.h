/* Settings from their three places: the user's file, the editor (initializationOptions, workspace/configuration or
 * didChangeConfiguration), the folders' .prosed.json. What is wrong in them is shown once each. */
#ifndef PROSED_CONFIGURATION_H
#define PROSED_CONFIGURATION_H

#include "core/base/json.h"
#include "lsp/methods.h"

#define CONFIGURATION_SECTION      "prosed"
#define CONFIGURATION_PROJECT_FILE ".prosed.json"

struct configuration {
    cJSON *initial;    /* initializationOptions */
    cJSON *current;    /* what the editor said since */
    struct list shown; /* problems */
};

/* Reads the settings and makes the engine. */
void configuration_start(struct server *server, const cJSON *options);
void configuration_pull(struct server *server);   /* asks the client, if it can be asked */
void configuration_reload(struct server *server); /* everything anew, for the next call of a model */
/* Whether this file holds settings: after it is saved they are read again. */
bool configuration_is_file(const char *path);
void configuration_show_problem(struct server *server, const char *text); /* once each */
void configuration_finish(struct configuration *configuration);

handle_notification handle_did_change_configuration;
handle_notification handle_did_change_watched_files;

#endif
