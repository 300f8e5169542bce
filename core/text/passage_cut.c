/* A part of a passage is its lines, cut: all else (text, edits, prose) follows from them. */
#include "core/text/passage_cut.h"

struct passage passage_cut(const struct passage *passage, size_t start, size_t end) {
    struct passage part = *passage;
    size_t offset = 0;
    part.lines = (struct spans){0};
    for (size_t k = 0; k < passage->lines.count; k++) {
        struct span line = passage->lines.items[k];
        size_t len = line.end - line.start;
        size_t from = start > offset ? start - offset : 0, to = end > offset ? end - offset : 0;
        if (to > len)
            to = len;
        /* An empty span is dropped, but no line inside a passage is empty. */
        if (from < to)
            spans_add(&part.lines, line.start + from, line.start + to);
        offset += len + 1; /* the line break */
    }
    if (part.lines.count > 0)
        part.span = (struct span){part.lines.items[0].start, part.lines.items[part.lines.count - 1].end};
    return part;
}
