/* A rewrite on its way from a request to its reply: shared by the command and the code action. */
#ifndef PROSED_REWRITES_H
#define PROSED_REWRITES_H

#include "lsp/documents.h"

enum rewrite_reply {
    REWRITE_PREVIEW, /* the data of a preview */
    REWRITE_APPLY,   /* the client is told to make the edits, then the same data, with "applied" */
    REWRITE_ACTION,  /* a code action with its edit */
};

/* span: of the document as it is now; empty: the paragraph around it. instruction and action may be NULL; takes action.
 * The request is answered when the engine is done; its words are shown meanwhile where the client can take them
 * (partial.h). */
void rewrites_start(struct server *server, struct rpc_request *request, const struct editor_document *document,
                    struct span span, const char *instruction, enum rewrite_reply reply, cJSON *action);
/* The same for the passage of a hint, towards just one preference. */
void rewrites_follow(struct server *server, struct rpc_request *request, const struct editor_document *document,
                     struct span passage, const char *wanted, enum rewrite_reply reply, cJSON *action);

#endif
