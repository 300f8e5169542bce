/* The models in force: those that the settings name. What was asked of earlier ones still comes home, so replaced ones
 * live on, with the settings that they borrow from, until nothing is on its way to them any more. */
#ifndef PROSED_MODELS_H
#define PROSED_MODELS_H

#include "core/config/config.h"
#include "core/model/ask.h"

struct models {
    struct loop *loop;
    char *prompts_folder; /* NULL: there is no home to look for one in */
    struct config *config;
    struct asks *asks; /* NULL: the settings cannot work; `error` says why */
    struct error error;
    struct replaced_models *replaced;
};

void models_init(struct models *models, struct loop *loop, struct config *config); /* takes config */
void models_replace(struct models *models, struct config *config);                 /* takes it */
bool models_can_be_asked(const struct models *models, struct error *error);
/* Frees replaced ones that are idle. true: none is left. */
bool models_drop_replaced(struct models *models);
bool models_are_idle(const struct models *models); /* nothing is on its way to those in force */
void models_finish(struct models *models);         /* replaced ones are gone by then */

#endif
