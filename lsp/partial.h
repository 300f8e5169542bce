/* What a request shows of its result while it still waits for it (LSP 3.18, "Partial Result Progress" and "Work Done
 * Progress"), all of it by $/progress and before the reply:
 *
 * - under the partialResultToken that came with the request: {"text": the text so far}, all of it each time, because an
 *   answer that breaks off is asked for anew;
 * - without one, as work-done progress with the last words as its message: under the workDoneToken that came with the
 *   request, or else, where that is wanted and the client shows progress, under a token of the server's once it
 *   has taken longer than people notice. Cancelling that progress cancels the request.
 *
 * What is shown is unchecked: to be looked at, not to be put into the document. */
#ifndef PROSED_PARTIAL_H
#define PROSED_PARTIAL_H

#include "lsp/methods.h"

struct partial;

/* The open ones, for tokens that the client cancels. */
struct partials {
    struct partial *first;
    uint64_t last_token;
};

/* params: the request's, for its tokens, or NULL. title: "Rewriting in your style". own: whether a token of the
 * server's may be used. cancel(arg) runs when the client cancels the progress, at most once. NULL: nobody wants to see
 * anything.
 */
struct partial *partial_open(struct server *server, const cJSON *params, const char *title, bool own,
                             rpc_cancel *cancel, void *arg);
void partial_show(struct partial *partial, const char *text, size_t len); /* all of it so far; it may be cut anywhere */
void partial_close(struct partial *partial);                              /* before the reply; NULL is fine */
bool partial_cancel(struct server *server, const cJSON *token);           /* by the client; false: not one of these */

#endif
