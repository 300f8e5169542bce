/* Loop and models of a benchmark, opened and closed together. */
#ifndef PROSED_WORLD_H
#define PROSED_WORLD_H

#include "core/config/config.h"
#include "core/eval/asker.h"

struct world {
    struct asker asker; /* asks: the model under test */
    struct asks *exact; /* who plays the user and judges: the model under test, or the stylist without noise */
};

/* simulate: rates of a simulated model, or NULL. */
bool world_open(struct world *world, const struct config *config, const char *prompts_folder, const char *simulate,
                struct error *error);
/* Turns the loop until no activity is under way, calling tick(arg) after each turn; false: the asker's error. */
bool world_run(struct world *world, void (*tick)(void *arg), void *arg, struct error *error);
void world_close(struct world *world);

#endif
