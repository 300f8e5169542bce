/* A project from inside the engine; engine.h is what others see of it. */
#ifndef PROSED_PROJECT_H
#define PROSED_PROJECT_H

#include "core/config/ignore.h"
#include "core/engine/open_documents.h"
#include "core/engine/spend.h"
#include "core/engine/team.h"
#include "core/learn/job.h"
#include "core/store/store.h"

struct project {
    struct engine *engine;
    struct project *next;
    size_t refs;
    char *root; /* NULL: outside any project */
    struct team team;
    bool personal; /* the one that stands for the personal store */
    char *store_path;
    struct config *config; /* the engine's, narrowed by .prosed.json */
    struct ignore *ignore;
    struct store *store; /* NULL until something needs it */
    struct jobs *jobs;   /* NULL: nobody learns */
    bool paused;
    bool closing;                                    /* jobs_close is on its way */
    struct open_document *documents, *last_document; /* those that something waits of first */
    struct list left; /* documents that were closed, and what waits for them could not be queued */
    struct timer *quiet;
    struct spend spend;
    int retry_ms; /* not 0: something could not be kept or queued, and is tried again after so long */
};

void project_read_settings(struct project *project); /* after the engine's settings changed */
/* With the engine's models, in the open store, where the settings allow it and nobody learns yet. */
void project_begin_learning(struct project *project);
bool project_need_store(struct project *project, struct error *error); /* opens it, and begins to learn, once */
bool project_has_store(const struct project *project);                 /* open or not; makes none */
/* The same for a change that the person asked for: it may wait for another process, until project_end_change. */
bool project_need_change(struct project *project, struct error *error);
void project_end_change(struct project *project);
/* project_end_change, and what follows from a changed preference; returns done. */
bool project_note_change(struct project *project, bool done);
void project_release_if_unused(struct project *project);

#endif
