/* Where every byte of a document came from: runs of (length, origin, suggestion), kept in step with its text.
 * Only typed text teaches (product.md, Watching). */
#ifndef PROSED_ORIGIN_H
#define PROSED_ORIGIN_H

#include "core/text/span.h"

#include <stdint.h>

enum origin {
    ORIGIN_DISK, /* was there when the document was opened, or came from another program */
    ORIGIN_TYPED,
    ORIGIN_PASTED,    /* put in: pasted, or by a program, as far as can be told (core/document/typing.h) */
    ORIGIN_SUGGESTED, /* offered by prosed and taken; `suggestion` says which */
};

struct origin_run {
    size_t len;
    enum origin origin;
    int64_t suggestion; /* id of the suggestion, 0 for other origins */
};

struct origins {
    struct origin_run *runs;
    size_t count;
    size_t capacity;
    size_t len; /* sum of the runs: always the length of the text */
};

void origins_init(struct origins *origins, size_t len, enum origin origin);
void origins_finish(struct origins *origins);
/* [start, end) went, len bytes of this origin came. */
void origins_replace(struct origins *origins, size_t start, size_t end, size_t len, enum origin origin,
                     int64_t suggestion);
/* [start, end) went, what these runs tell of came. */
void origins_splice(struct origins *origins, size_t start, size_t end, const struct origins *runs);
/* len bytes of this origin come behind all others; cheap, for building runs from front to back. */
void origins_append(struct origins *origins, size_t len, enum origin origin, int64_t suggestion);
/* So many bytes at the front, or at the back, have the same origins in both. */
size_t origins_common_front(const struct origins *a, const struct origins *b);
size_t origins_common_back(const struct origins *a, const struct origins *b);
/* [start, end) has this origin now; for a suggestion recognised after it was inserted. */
void origins_mark(struct origins *origins, size_t start, size_t end, enum origin origin, int64_t suggestion);
struct origin_run origins_get(const struct origins *origins,
                              size_t offset); /* len: what is left of the run from offset */
size_t origins_count(const struct origins *origins, size_t start, size_t end, enum origin origin); /* bytes */
/* Copies the runs of [start, end) to the end of `to`. For text that moves. */
void origins_copy(struct origins *to, const struct origins *from, size_t start, size_t end);

#endif
