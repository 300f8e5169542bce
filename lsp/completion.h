/* Completions: textDocument/inlineCompletion, textDocument/completion for clients without it, and prosed.complete.
 *
 * One at a time: a newer request takes the place of the older one, which is answered with nothing to offer. Typing
 * through what was offered is answered from memory. Automatic requests are answered at once with nothing when
 * completion.trigger is manual, and only after a pause of typing when it is not. */
#ifndef PROSED_COMPLETION_H
#define PROSED_COMPLETION_H

#include "lsp/methods.h"

#include <stdint.h>

struct completion_job;
struct editor_document;
struct timer;

struct offered {     /* the last one that was handed out */
    uint64_t serial; /* of the document; 0: none */
    size_t offset;
    int64_t suggestion;
    char *text;
    char *before; /* what stood in front of the offset */
    char *after;  /* and behind it */
};

struct completions {
    struct completion_job *newest; /* not answered yet, or NULL */
    struct timer *pause;           /* before the newest is started */
    struct offered offered;
};

handle_request handle_inline_completion;
handle_request handle_completion;
/* For the command: replies {suggestion, uri, version, position, text}. */
void completion_run_command(struct server *server, struct rpc_request *request, struct editor_document *document,
                            size_t offset);
void completions_forget_offered(struct completions *completions); /* it was taken or turned down */
void completions_stop(struct server *server);                     /* answers what waits */
void completions_finish(struct completions *completions);

#endif
