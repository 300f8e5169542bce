/* Settings change under way: the new models serve the next question, the old ones their last answer. */
#include "core/engine/models.h"

#include "core/base/mem.h"
#include "core/base/path.h"

#include <stdlib.h>

struct replaced_models {
    struct replaced_models *next;
    struct config *config;
    struct asks *asks;
};

static void start(struct models *models, struct config *config) {
    const struct asks_settings settings = {
        .write = config->write, .learn = config->learn, .prompts_folder = models->prompts_folder};
    models->config = config;
    models->error = (struct error){0};
    models->asks = asks_create(models->loop, &settings, &models->error);
}

static void stop(struct asks *asks, struct config *config) {
    if (asks)
        asks_destroy(asks);
    config_destroy(config);
}

void models_init(struct models *models, struct loop *loop, struct config *config) {
    char *folder = path_copy_config_folder(NULL);
    *models = (struct models){.loop = loop, .prompts_folder = folder ? path_join(folder, "prompts") : NULL};
    free(folder);
    start(models, config);
}

void models_replace(struct models *models, struct config *config) {
    struct replaced_models *replaced = mem_alloc(sizeof *replaced);
    *replaced = (struct replaced_models){models->replaced, models->config, models->asks};
    models->replaced = replaced;
    start(models, config);
}

bool models_can_be_asked(const struct models *models, struct error *error) {
    if (!models->asks)
        *error = models->error;
    return models->asks != NULL;
}

bool models_drop_replaced(struct models *models) {
    for (struct replaced_models **at = &models->replaced; *at;) {
        struct replaced_models *replaced = *at;
        if (!replaced->asks || asks_is_idle(replaced->asks)) {
            *at = replaced->next;
            stop(replaced->asks, replaced->config);
            free(replaced);
        } else {
            at = &replaced->next;
        }
    }
    return !models->replaced;
}

bool models_are_idle(const struct models *models) {
    return !models->asks || asks_is_idle(models->asks);
}

void models_finish(struct models *models) {
    stop(models->asks, models->config);
    free(models->prompts_folder);
    *models = (struct models){0};
}
