/* Content-Length framing (LSP 3.18, Base Protocol, Header Part): bytes in, messages out. No I/O.
 *
 * Survives any split and any garbage: what is no header is reported once and skipped up to the next Content-Length. */
#ifndef PROSED_FRAME_H
#define PROSED_FRAME_H

#include "core/base/buf.h"

#include <stdbool.h>
#include <stdint.h>

struct frame {
    const char *data; /* the message, borrowed until the next call of frames_*; NULL: something was broken */
    size_t len;
    char problem[160]; /* with data NULL: what was broken */
};

struct frames { /* `struct frames f = {0};` is ready; fields are frame.c's */
    struct buf buf;
    size_t start;      /* of what is not read yet */
    uint64_t skip;     /* bytes of a message over the limit that are still to be thrown away */
    bool lost;         /* looking for the next header */
    size_t last_start; /* the message given last */
    size_t last_len;
};

void frames_add(struct frames *frames, const char *data, size_t len);
/* The next message or broken place; false: more bytes are needed. */
bool frames_next(struct frames *frames, struct frame *frame);
/* The message given last was not readable: if a header stands inside of it (its length was wrong), reading goes on
 * there. To be called before any other frames_*. */
void frames_retry(struct frames *frames);
bool frames_is_empty(const struct frames *frames); /* no part of a message is waiting */
void frames_finish(struct frames *frames);

/* Appends header and message. */
void frame_format(struct buf *out, const char *message, size_t len);

#endif
