/* The engine from inside: its parts, each with a header of its own. A file of this folder takes the part that it works
 * on; what works on several, or on those above it, includes this. */
#ifndef PROSED_ENGINE_INTERNAL_H
#define PROSED_ENGINE_INTERNAL_H

#include "core/document/cut_buffer.h"
#include "core/document/typing.h"
#include "core/engine/closed_documents.h"
#include "core/engine/engine.h"
#include "core/engine/hint_searches.h"
#include "core/engine/models.h"
#include "core/engine/personal.h"
#include "core/engine/project.h"
#include "core/engine/requests.h"
#include "core/engine/suggestions.h"
#include "core/engine/watch.h"
#include "core/model/scout.h"
#include "core/store/tally.h"

struct engine {
    struct loop *loop;
    struct engine_events events;
    struct list told; /* problems that were told already */
    struct models models;
    struct project *projects;
    struct personal personal;
    struct requests requests;
    struct hint_searches searches;
    struct suggestions suggestions;
    struct typist typist;
    struct cut_buffer moves; /* text on its way from one document to another */
    size_t untitled;         /* documents that are open and in no file */
    struct closed_documents closed;
    struct timer *let_go; /* of them */
    struct tally *tally;  /* what learning took today, in all projects; NULL: there is no home to put it */
    struct scout *scout;  /* NULL: nobody has looked for servers */
    struct watch watch;
    struct timer *tidy; /* waits for what is closing */
    bool closing;
    loop_callback *done;
    void *done_arg;
};

void engine_tell(struct engine *engine, const char *text); /* events.problem, each text once */

/* status.c */
void engine_add_text(cJSON *object, const char *name, const char *text); /* NULL: null */

#endif
