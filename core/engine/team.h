/* The team's page, as the project's store has it. */
#ifndef PROSED_TEAM_H
#define PROSED_TEAM_H

#include "core/base/error.h"

#include <stdbool.h>
#include <stdint.h>

struct project;

struct team {
    int64_t mark; /* of the page as it was taken; 0: none, -1: nobody looked */
    int64_t bytes;
    bool changed; /* since watch.c told of it */
};

bool team_take(struct project *project, struct error *error); /* the store is open; cheap where nothing changed */

#endif
