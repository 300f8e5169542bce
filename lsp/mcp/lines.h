/* Framing of MCP over stdio (modelcontextprotocol.io, "Transports", stdio): one message a line. No I/O. */
#ifndef PROSED_MCP_LINES_H
#define PROSED_MCP_LINES_H

#include "core/base/buf.h"

#include <stdbool.h>

struct lines { /* `struct lines l = {0};` is ready; fields are lines.c's */
    struct buf buf;
    size_t start;   /* of what is not read yet */
    size_t scanned; /* no line end before it */
    bool skipping;  /* inside of a line over the limit, which was reported */
};

struct line_read {
    const char
        *data; /* borrowed until the next call of lines_*; NULL: the line was over the limit and is thrown away */
    size_t len;
};

void lines_add(struct lines *lines, const char *data, size_t len);
/* The next line that is not empty, without its end; false: more bytes are needed. */
bool lines_next(struct lines *lines, struct line_read *line);
void lines_finish(struct lines *lines);

#endif
