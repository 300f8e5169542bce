/* What in a passage is not plain words and must survive a rewrite, byte for byte.
 *
 * Markdown through md4c, whose text callbacks point into the source: what lies between them is markup. LaTeX, mail and
 * plain text by small scanners. On any input: total, linear, never fails. */
#ifndef PROSED_MARKUP_H
#define PROSED_MARKUP_H

#include "core/text/span.h"

/* Rows of the table in format.h. FORMAT_NONE is what holds no prose: code, data, and what is not known. */
enum format {
    FORMAT_TEXT,
    FORMAT_MARKDOWN,
    FORMAT_LATEX,
    FORMAT_MAIL,
    FORMAT_COMMIT,
    FORMAT_MDX,
    FORMAT_HTML,
    FORMAT_RST,
    FORMAT_ORG,
    FORMAT_ASCIIDOC,
    FORMAT_TYPST,
    FORMAT_NONE,
    FORMAT_COUNT
};

enum markup_kind {
    MARKUP_CODE,      /* `code` with its ticks */
    MARKUP_LINK,      /* "](target)" or "][ref]": the part of a link behind its text; "[" alone too; "[ref]" and
                       * "[ref][]" whole, since their text is their target's name */
    MARKUP_IMAGE,     /* the whole ![alt](target) */
    MARKUP_URL,       /* bare or <bracketed> address, mail address */
    MARKUP_MATH,      /* $x$, $$x$$, \(x\) */
    MARKUP_HTML,      /* inline tags, comments, entities; the backslash in front of an escaped sign */
    MARKUP_COMMAND,   /* LaTeX \command and its non-prose arguments; braces */
    MARKUP_CITATION,  /* [@key], \cite{..}, [12] */
    MARKUP_FOOTNOTE,  /* [^1] */
    MARKUP_MENTION,   /* @name, #123 */
    MARKUP_NUMBER,    /* 12, 3.5 %, 2026-11-23, 14:05, v1.2: protected values, though words */
    MARKUP_EMPHASIS,  /* the marks of *, **, _, ~~ */
    MARKUP_STRUCTURE, /* list marker, heading marks, quote prefix, hard line break */
    MARKUP_NAME,      /* Anna, Friday: no markup, and found by proper_names.h alone */
};

struct markup {
    struct span span;
    enum markup_kind kind;
};

struct markups {
    struct markup *items; /* sorted, not overlapping */
    size_t count;
    size_t capacity;
};

void markup_find(const char *data, size_t len, enum format format, struct markups *out); /* appends */
bool markups_touch(const struct markups *markups, size_t start, size_t end);
void markups_finish(struct markups *markups);

#endif
