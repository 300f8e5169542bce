/* What a line of plain text is, from the line alone. For core/text only. */
#ifndef PROSED_LINE_H
#define PROSED_LINE_H

#include "core/text/span.h"

enum line_kind {
    LINE_EMPTY,
    LINE_WORDS,
    LINE_ITEM,   /* starts with a list marker */
    LINE_QUOTED, /* starts with ">" */
    LINE_FENCE,  /* ``` or ~~~ */
    LINE_OTHER,  /* rules, tables, drawings: few letters, or columns */
};

struct line {
    enum line_kind kind;
    struct span content; /* without indent and white space at the end */
    size_t words;        /* content.start, or behind the marker of an item */
    size_t indent;       /* columns */
    size_t next;         /* where the next line starts */
    bool numbered;       /* an item with a number other than 1 */
};

struct line line_read(const char *data, size_t len, size_t start);

/* One punctuation sign over and over: what underlines a heading, or is a rule. */
bool line_is_underline(const char *data, struct span content);

#endif
