/* The table of engines. A new one is a file and a row. */
#include "core/model/provider.h"

#include <string.h>

static const struct provider *const providers[] = {&provider_offline, &provider_openai, &provider_anthropic, NULL};

const struct provider *provider_find(const struct provider *const *rows, const char *engine, struct error *error) {
    for (rows = rows ? rows : providers; engine && *rows; rows++) {
        if (strcmp((*rows)->engine, engine) == 0) {
            return *rows;
        }
    }
    error_set(error, ERROR_SETUP, "model.engine: there is no engine \"%.40s\"; use offline, openai or anthropic",
              engine ? engine : "");
    return NULL;
}

const char *provider_name_model(const struct model_settings *settings) {
    bool named = settings->name && *settings->name && strcmp(settings->engine, "offline") != 0;
    return named ? settings->name : settings->engine;
}
