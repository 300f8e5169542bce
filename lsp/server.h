/* The server: the one struct that everything in lsp/ hangs from. Its parts belong to the files they are named after;
 * other files go through those files' functions. */
#ifndef PROSED_SERVER_H
#define PROSED_SERVER_H

#include "core/engine/engine.h"
#include "lsp/client.h"
#include "lsp/completion.h"
#include "lsp/configuration.h"
#include "lsp/documents.h"
#include "lsp/folders.h"
#include "lsp/frame.h"
#include "lsp/hints.h"
#include "lsp/lifecycle.h"
#include "lsp/partial.h"
#include "lsp/progress.h"
#include "lsp/rpc.h"
#include "lsp/stdio.h"

enum server_state {
    SERVER_NEW,       /* before initialize */
    SERVER_RUNNING,   /* initialize was answered */
    SERVER_SHUT_DOWN, /* shutdown arrived: nothing but exit is taken any more */
    SERVER_STOPPING,  /* on the way out */
};

struct server {
    struct loop *loop;
    struct stdio *stdio;
    struct frames frames;
    struct rpc *rpc;
    enum server_state state;
    struct lifecycle lifecycle;
    struct client client;
    struct engine *engine; /* NULL before initialize */
    struct configuration configuration;
    struct folders folders;
    struct documents documents;
    struct completions completions;
    struct progresses progresses;
    struct hint_lists hints;
    struct partials partials;
    const cJSON *command; /* params of the command that is being started, for its tokens; or NULL */
};

struct server *server_create(struct loop *loop, int in_fd, int out_fd, struct error *error);
void server_destroy(struct server *server); /* after lifecycle_stop has run to its end, which stops the loop */

/* The engine's news; for engine_create. */
struct engine_events server_get_events(struct server *server);

enum message_type { MESSAGE_ERROR = 1, MESSAGE_WARNING, MESSAGE_INFO };
void server_show(struct server *server, enum message_type type, const char *text); /* window/showMessage */

#endif
