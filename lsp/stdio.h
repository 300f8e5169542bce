/* Bytes in, bytes out, and the signals that end the process: the one file of lsp/ that knows the loop's library.
 *
 * Works on pipes, sockets, terminals, regular files and /dev/null. Output never blocks: what the client does not take
 * waits, and while more than STDIO_WAITING_BYTES_MAX wait, nothing more is read. */
#ifndef PROSED_STDIO_H
#define PROSED_STDIO_H

#include "core/base/error.h"
#include "core/base/loop.h"

#include <stddef.h>

#define STDIO_WAITING_BYTES_MAX (4u << 20) /* a client that is this far behind gets time to catch up */

enum stdio_end {
    STDIO_END_OF_INPUT,
    STDIO_END_BROKEN, /* reading or writing failed for good */
    STDIO_END_SIGNAL, /* SIGTERM, SIGINT or SIGHUP */
};

struct stdio;

struct stdio_events {
    void *arg;
    void (*read)(void *arg, const char *data, size_t len); /* borrowed */
    void (*end)(void *arg, enum stdio_end end); /* from the loop; may run more than once, for different reasons */
};

/* Starts reading. Takes out_fd; in_fd may be closed in the end, too, unless it is standard input. NULL and *error if a
 * descriptor is not open or of no use. */
struct stdio *stdio_open(struct loop *loop, int in_fd, int out_fd, const struct stdio_events *events,
                         struct error *error);
void stdio_write(struct stdio *stdio, const char *data, size_t len); /* copies what cannot go out at once */
size_t stdio_get_waiting_bytes(const struct stdio *stdio);           /* written, not yet taken by the client */
void stdio_stop_reading(struct stdio *stdio);                        /* for good */
/* Stops reading, waits until what was written is out, closes; then runs done(arg), from the loop. */
void stdio_close(struct stdio *stdio, loop_callback *done, void *arg);
void stdio_destroy(struct stdio *stdio); /* after done */

#endif
