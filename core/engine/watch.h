/* Looking, while stores are open, at what other processes did to them. */
#ifndef PROSED_WATCH_H
#define PROSED_WATCH_H

#include "core/base/loop.h"

struct engine;

struct watch { /* {0}: no store is open yet */
    struct timer *timer;
    unsigned count;
};

void watch_start(struct engine *engine); /* as soon as a store is open */
void watch_stop(struct engine *engine);

#endif
