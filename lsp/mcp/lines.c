/* Bytes wait in one buffer until their line ends. A line over the limit is reported once and thrown away as it comes.
 */
#include "lsp/mcp/lines.h"

#include "core/base/limits.h"

#include <string.h>

void lines_add(struct lines *lines, const char *data, size_t len) {
    if (lines->start) {
        buf_remove(&lines->buf, 0, lines->start);
        lines->scanned -= lines->start;
        lines->start = 0;
    }
    buf_append(&lines->buf, data, len);
}

/* The part of a line that is too long. */
static void throw_away(struct lines *lines) {
    lines->start = lines->scanned = lines->buf.len;
}

static bool is_blank(const char *data, size_t len) {
    return strspn(data, " \t\r") >= len;
}

bool lines_next(struct lines *lines, struct line_read *line) {
    while (lines->scanned < lines->buf.len) {
        const char *data = buf_get(&lines->buf);
        const char *end = memchr(data + lines->scanned, '\n', lines->buf.len - lines->scanned);
        size_t stop = end ? (size_t)(end - data) : lines->buf.len;
        bool skipped = lines->skipping;
        bool too_long = stop - lines->start > LIMIT_MESSAGE_BYTES;
        *line = (struct line_read){too_long ? NULL : data + lines->start, stop - lines->start};
        lines->skipping = !end && (skipped || too_long);
        lines->scanned = stop;
        if (end) {
            lines->start = lines->scanned = stop + 1;
        } else if (lines->skipping) {
            throw_away(lines);
        }
        if (!skipped && (too_long || (end && !is_blank(line->data, line->len)))) {
            return true;
        }
    }
    return false;
}

void lines_finish(struct lines *lines) {
    buf_finish(&lines->buf);
    *lines = (struct lines){0};
}
