/* A passage as the guard sees it: words, and between them the pieces that must survive a rewrite (markup, numbers by
 * their value, names), with every piece of the answer matched to one of the original as far as possible. */
#ifndef PROSED_PROTECTED_H
#define PROSED_PROTECTED_H

#include "core/text/markup.h"

#include <stdint.h>

#define PIECE_NONE SIZE_MAX

struct piece {
    struct span span;
    enum markup_kind kind;
    char *key;      /* equal for pieces that mean the same: the bytes, or a number's value */
    bool loose;     /* need not survive: see numbers.h, proper_names.h */
    size_t partner; /* the other half of a pair (emphasis, the brackets of a link, a command and its brace) */
    bool closing;
    size_t item;  /* its place in items */
    size_t match; /* the piece of the other text that means the same, or PIECE_NONE */
};

struct item { /* a word or a piece, in order */
    struct span span;
    uint32_t id;  /* equal for words that differ only in letter case, and for equal pieces */
    size_t piece; /* or PIECE_NONE: a word */
    size_t match; /* the item of the other text that it is aligned with, growing; or PIECE_NONE */
};

struct protected_spans {
    const char *data; /* borrowed */
    size_t len;
    struct piece *items;
    size_t count;
    size_t capacity;
    struct item *line; /* all words and pieces, in order */
    size_t line_count;
    size_t line_capacity;
};

void protected_find(const char *data, size_t len, enum format format, struct protected_spans *out);
/* Aligns the two and matches equal pieces one to one: aligned ones first, then those that moved. */
void protected_match(struct protected_spans *original, struct protected_spans *answer);
/* The first piece that must be there and has no match, from index on; PIECE_NONE if none. */
size_t protected_find_unmatched(const struct protected_spans *protected, size_t index);
void protected_finish(struct protected_spans *protected);

#endif
