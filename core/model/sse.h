/* Server-sent events, cut out of a body that arrives in any pieces (WHATWG HTML, section 9.2.6). */
#ifndef PROSED_SSE_H
#define PROSED_SSE_H

#include "core/base/buf.h"

#include <stdbool.h>

/* One event: its name ("" if it had none) and its data, lines joined by a line feed. Borrowed. false: stop. */
typedef bool sse_event(void *arg, const char *name, const char *data, size_t len);

struct sse { /* {0} and then event and arg */
    sse_event *event;
    void *arg;
    size_t max_bytes; /* of one event */
    struct buf line;
    struct buf name;
    struct buf data;
    bool has_data;
    bool after_return; /* the last byte was CR: a LF behind it belongs to the same line end */
    bool stopped;
};

/* false: the event function said stop, or an event is longer than max_bytes; what comes after is ignored. */
bool sse_feed(struct sse *sse, const char *data, size_t len);
/* The body is over. An event that was not ended by an empty line is still given: some servers forget it. */
void sse_end(struct sse *sse);
void sse_finish(struct sse *sse);

#endif
