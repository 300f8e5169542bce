/* Passages of texts without a syntax of their own: paragraphs between empty lines, list items, headings with a line
 * under them; no code, tables or quotes. For core/text/formats only. */
#ifndef PROSED_LINES_H
#define PROSED_LINES_H

#include "core/text/passage.h"

struct line_rules {
    bool introduces_quotes; /* "On Monday, Anna wrote:" is no prose, quoted lines or not */
    bool has_comments;      /* lines that begin with # */
    bool has_subject;       /* the first line is a heading */
};

/* Appends those of data[start, end), in order. */
void passages_find_lines(const char *data, size_t start, size_t end, const struct line_rules *rules,
                         struct passages *out);

#endif
