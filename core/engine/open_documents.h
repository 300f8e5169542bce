/* Documents that are open in a project, and what of them waits to be learned from. */
#ifndef PROSED_OPEN_DOCUMENTS_H
#define PROSED_OPEN_DOCUMENTS_H

#include "core/document/harvest.h"
#include "core/engine/engine.h"

struct open_document {
    struct project *project;
    struct open_document *next, *previous;
    struct document *document;
    const char *path;     /* the document's; NULL for an untitled one */
    const char *relative; /* path inside the project; "" for an untitled one; as the path has it, or printable: */
    char *printable;      /* NULL: as the path has it */
    const char *genre;
    bool may_teach;            /* followed (following.h), as of its last save */
    bool foreign;              /* the client knows that it is no file of this machine, and the like */
    bool secrets_allowed;      /* for the next request */
    char *off;                 /* why it is not followed; or NULL */
    uint64_t saved_revision;   /* of the text that `waiting` is about */
    struct harvest waiting;    /* saved, not quiet yet */
    bool unkept;               /* and not in the store yet */
    bool waits;                /* one of these: it is among the first of its project's list */
    int64_t *waiting_since_ms; /* parallel to waiting */
};

/* Queues what waits in the store for no open document: what a server that died left there, and what could not be queued
 * when its document was closed. As long as it fails, no document may replace what waits for it. */
bool project_take_over(struct project *project, struct error *error);
/* A sample that waits of an open document was forgotten: its text counts as learned from, so that no save finds it
 * anew. */
void project_forget_waiting(struct project *project, const char *text);
void project_arm_quiet(struct project *project); /* for what waits now */
void project_on_quiet(void *project);            /* its timer's */

#endif
