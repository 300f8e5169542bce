/* From initialize to exit. LSP 3.18, "Server lifecycle". */
#ifndef PROSED_LIFECYCLE_H
#define PROSED_LIFECYCLE_H

#include "lsp/methods.h"

#include <sys/types.h>

struct timer;

struct lifecycle {
    int exit_code;
    pid_t parent; /* the client's process; 0: not watched */
    struct timer *parent_watch;
    struct timer *watchdog;
    struct rpc_request *shutdown; /* owed until the engine is closed */
    bool closing;                 /* the engine has been told to close */
    bool closed;                  /* ... and has */
};

handle_request handle_initialize;
handle_request handle_shutdown;
handle_notification handle_initialized;
handle_notification handle_exit;

/* The one way out, for exit, end of input, signals and a client that is gone: takes no more work, cancels what is on
 * its way, lets the engine put everything in its store, sends what is still to be sent, stops the loop. Says after two
 * seconds what does not end, and ends the process. Calling it again is fine. */
void lifecycle_stop(struct server *server, int exit_code);
void lifecycle_finish(struct lifecycle *lifecycle);

#endif
