/* A benchmark has a loop to itself: it starts activities, turns the loop until they are done, and tears all down. */
#include "core/eval/world.h"

#include "core/stylist/simulated.h"

#include <string.h>

static bool open_models(struct world *world, const struct config *config, const char *prompts_folder,
                        const char *simulate, struct error *error) {
    static const struct provider *const simulated[] = {&provider_simulated, NULL};
    struct asks_settings settings = {.write = config->write, .learn = config->learn, .prompts_folder = prompts_folder};
    if (simulate) {
        settings.write.engine = settings.learn.engine = "simulated";
        settings.write.name = settings.learn.name = simulate;
        settings.providers = simulated;
    }
    world->asker.asks = asks_create(world->asker.loop, &settings, error);
    world->exact = world->asker.asks;
    if (world->asker.asks && simulate) {
        settings.write.name = settings.learn.name = "";
        world->exact = asks_create(world->asker.loop, &settings, error);
    }
    return world->asker.asks && world->exact;
}

bool world_open(struct world *world, const struct config *config, const char *prompts_folder, const char *simulate,
                struct error *error) {
    int write = config->write.max_in_flight, learn = config->learn.max_in_flight;
    struct error problem = {0};
    *world = (struct world){.asker = {.loop = loop_create(), .cap = write > learn ? write : learn}};
    if (open_models(world, config, prompts_folder, simulate, &problem) && !problem.kind)
        return true;
    world_close(world); /* a broken prompt, too: figures of the built-in one would be mistaken for its own */
    return error_set(error, problem.kind, "%s", problem.text);
}

bool world_run(struct world *world, void (*tick)(void *arg), void *arg, struct error *error) {
    while (world->asker.active) {
        loop_run_once(world->asker.loop, true);
        if (tick)
            tick(arg);
    }
    if (world->asker.error.kind && error)
        *error = world->asker.error;
    return !world->asker.error.kind;
}

void world_close(struct world *world) {
    struct asks *all[] = {world->asker.asks, world->exact != world->asker.asks ? world->exact : NULL};
    for (size_t i = 0; i < 2; i++) {
        if (!all[i])
            continue;
        asks_close(all[i]);
        while (!asks_is_idle(all[i]))
            loop_run_once(world->asker.loop, true);
        asks_destroy(all[i]);
    }
    loop_destroy(world->asker.loop);
    *world = (struct world){0};
}
