/* An engine with one project, in a folder of its own that is both home and project. */
#ifndef PROSED_TEST_ROOM_H
#define PROSED_TEST_ROOM_H

#include "core/engine/engine.h"

struct room {
    char folder[64];
    struct loop *loop;
    struct engine *engine;
    struct project *project;
    struct error error;
    struct list problems; /* that were told */
    int changes;          /* of preferences, that were told */
};

/* Settings as JSON, or NULL for none. */
void room_open(struct room *room, const char *settings);
void room_close(struct room *room);
struct open_document *room_open_document(struct room *room, const char *name, const char *text);
int64_t room_prefer(struct room *room, const char *genre, const char *text); /* pinned; its id */
/* "1 docs Use contractions.|2 ..." in the order of ids. Borrowed until the next call. */
const char *room_list(struct room *room);
void room_run_until(struct room *room, const int *count, int wanted); /* turns of the loop */

#define assert_room(room, call)                                                                                        \
    do {                                                                                                               \
        if (!(call))                                                                                                   \
            fail_msg("%s", (room)->error.text);                                                                        \
    } while (0)

#endif
