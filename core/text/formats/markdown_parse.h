/* Markdown (CommonMark with tables, strikethrough, task lists, bare links, $math$) as a flat stream of events, every
 * one with its place in the source. md4c reads the document but tells the place of words only; the places of the marks
 * around them are worked out here. Total on any input, linear in its length. */
#ifndef PROSED_MARKDOWN_PARSE_H
#define PROSED_MARKDOWN_PARSE_H

#include "core/text/span.h"

enum markdown_kind {
    MARKDOWN_START, /* of a block; its span is empty and without meaning, like that of the end */
    MARKDOWN_END,
    MARKDOWN_OPEN,  /* the mark in front of a piece: "**", "[", "![", "`", "<" */
    MARKDOWN_CLOSE, /* and behind: "**", "](target)", "]", "`", ">" */
    MARKDOWN_TEXT,
    MARKDOWN_BREAK, /* the end of a line inside a block, with the prefix of the next one */
};

enum markdown_what {
    MARKDOWN_PARAGRAPH, /* blocks */
    MARKDOWN_ITEM,      /* a paragraph of a list item */
    MARKDOWN_HEADING,   /* without "# " and underline */
    MARKDOWN_OTHER,     /* code, HTML, cells of tables, rules */

    MARKDOWN_EMPHASIS, /* pieces */
    MARKDOWN_STRONG,
    MARKDOWN_STRIKE,
    MARKDOWN_LINK,
    MARKDOWN_AUTOLINK, /* <address> or a bare one; its marks may be empty */
    MARKDOWN_IMAGE,
    MARKDOWN_CODE, /* also a text */
    MARKDOWN_MATH, /* also a text */

    MARKDOWN_PLAIN, /* texts */
    MARKDOWN_HTML,
    MARKDOWN_ENTITY,
    MARKDOWN_ESCAPE, /* the backslash in front of an escaped sign */

    MARKDOWN_SOFT, /* breaks */
    MARKDOWN_HARD, /* two spaces or a backslash at the end of the line */
};

struct markdown_event {
    enum markdown_kind kind;
    enum markdown_what what;
    struct span span; /* growing from event to event, not overlapping */
};

typedef void markdown_callback(const struct markdown_event *event, void *arg);

void markdown_parse(const char *data, size_t len, markdown_callback *callback, void *arg);

#endif
