/* The person's own store, for all projects, and what it has to say in each of them. */
#ifndef PROSED_PERSONAL_H
#define PROSED_PERSONAL_H

#include "core/learn/layers.h"

struct engine;
struct project;

struct personal {
    struct store *store; /* NULL until it is there and something needs it */
    char *path;          /* NULL: nobody asked, or there is no home */
    bool seen;           /* watch.c looked at it */
};

/* The store, if it is there, or made: NULL without an error if it is not. */
struct store *engine_open_personal_store(struct engine *engine, bool make, struct error *error);
void personal_close(struct personal *personal);
/* All that speaks in the project, opened. */
bool project_get_layers(struct project *project, struct layers *layers, struct error *error);
/* The store that an id belongs to, ready for a change; NULL with an error. */
struct store *project_find_store(struct project *project, int64_t id, struct error *error);
/* After a change in one of them: as project_note_change, for all whom it concerns. */
bool project_note_layers(struct project *project, int64_t id, bool done);

#endif
