/* The documents that the client has open, by URI. */
#ifndef PROSED_DOCUMENTS_H
#define PROSED_DOCUMENTS_H

#include "core/engine/engine.h"
#include "lsp/disk.h"
#include "lsp/methods.h"
#include "lsp/step.h"

struct editor_document {
    struct editor_document *newer, *older;
    struct editor_document *next; /* with a URI of the same hash, cut to the table's size */
    uint64_t hash;                /* of the URI */
    char *uri;
    const char *path; /* NULL: it is in no file of this machine; most often the end of the URI, see owned_path */
    char *owned_path;
    const char *language_id;    /* behind the URI, in the same memory */
    struct open_document *open; /* NULL: too long to be watched */
    struct disk_mark disk;      /* its file */
    int64_t version;
    uint64_t serial;      /* of this opening: never used twice, so who waits can find out that it was closed */
    enum step_state step; /* not kept: nothing is offered for it, nothing is learned */
    struct text *other;   /* its text if the client counts code points; NULL: the same, or that is settled */
    bool told;            /* the person, that the saved file read otherwise */
    struct text *parked;  /* its text while it is between two projects */
};

struct documents {
    struct editor_document *newest;
    struct editor_document **table; /* by the hash of the URI; its size is a power of two, or 0 */
    size_t table_size;
    size_t count;
    uint64_t last_serial;
};

struct editor_document *documents_find(const struct documents *documents, const char *uri); /* or NULL */
struct editor_document *documents_find_serial(const struct documents *documents, uint64_t serial);
/* For requests: the document, open and in step; otherwise the request is answered and NULL comes back. `what` names the
 * argument. */
struct editor_document *documents_need(struct server *server, struct rpc_request *request, const char *uri,
                                       const char *what);
struct text *editor_document_get_text(const struct editor_document *document); /* borrowed */
struct document *editor_document_get(const struct editor_document *document);

/* A message that could not be read was a change of a document, perhaps of one of ours. */
void documents_lose_step(struct server *server, const char *message, size_t len);
void documents_leave_project(struct server *server, struct project *project); /* before it is closed */
void documents_find_projects(struct server *server);                          /* after the folders changed */
void documents_finish(struct documents *documents);

handle_notification handle_did_open;
handle_notification handle_did_change;
handle_notification handle_did_save;
handle_notification handle_did_close;

#endif
