/* Markdown's markup, from the events of markdown_parse.h: marks become markup of their kind, code, images and addresses
 * are taken whole, words are searched for what any format may hold, and what no event covers is structure.
 *
 * A passage is looked at without the rest of its document, so its references "[text][name]" have no definitions. md4c
 * takes them for links only if there are, so definitions for all that might be a name are put behind the text. */
#include "core/text/formats/markdown_markup.h"

#include "core/base/buf.h"
#include "core/text/ascii.h"
#include "core/text/formats/foreign.h"
#include "core/text/formats/markdown_parse.h"
#include "core/text/markup_find.h"
#include "core/text/token.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NAME_BYTES_MAX 200

struct finder {
    const char *data;
    size_t len;
    struct markups *out;
    size_t covered;    /* everything in front was looked at */
    size_t whole;      /* open pieces that are taken whole: what is inside them is not looked at */
    size_t piece;      /* where the outermost one of them starts */
    size_t link;       /* where the open link starts */
    size_t link_count; /* markups found before it */
    bool autolink;
};

static bool is_space(char c) {
    return ascii_is_blank(c) || ascii_is_newline(c);
}

/* What no event spoke of: prefixes of lines, rules, fences, pipes of tables, definitions. */
static void add_structure(struct finder *finder, size_t end) {
    for (size_t start = finder->covered; start < end;) {
        while (start < end && is_space(finder->data[start])) {
            start++;
        }
        size_t stop = start;
        while (stop < end && !ascii_is_newline(finder->data[stop])) {
            stop++;
        }
        size_t next = stop;
        while (stop > start && is_space(finder->data[stop - 1])) {
            stop--;
        }
        markups_add(finder->out, start, stop, MARKUP_STRUCTURE);
        start = next;
    }
}

static bool is_whole(enum markdown_what what) {
    return what == MARKDOWN_CODE || what == MARKDOWN_MATH || what == MARKDOWN_IMAGE || what == MARKDOWN_AUTOLINK;
}

static enum markup_kind get_kind(enum markdown_what what) {
    switch (what) {
    case MARKDOWN_CODE:
        return MARKUP_CODE;
    case MARKDOWN_MATH:
        return MARKUP_MATH;
    case MARKDOWN_IMAGE:
        return MARKUP_IMAGE;
    case MARKDOWN_AUTOLINK:
        return MARKUP_URL;
    case MARKDOWN_LINK:
        return MARKUP_LINK;
    default:
        return MARKUP_EMPHASIS;
    }
}

static void on_open(struct finder *finder, enum markdown_what what, struct span span) {
    finder->autolink = what == MARKDOWN_AUTOLINK;
    if (is_whole(what)) {
        finder->piece = finder->whole++ == 0 ? span.start : finder->piece;
        return;
    }
    if (finder->whole > 0) {
        return;
    }
    if (what == MARKDOWN_LINK) {
        finder->link = span.start;
        finder->link_count = finder->out->count;
    }
    markups_add(finder->out, span.start, span.end, get_kind(what));
}

/* In "[name]" and "[name][]" the words are the name: changed, the link is dead. */
static bool is_named_by_text(const struct finder *finder, struct span close) {
    size_t len = close.end - close.start;
    return len == 1 || (len == 3 && memcmp(finder->data + close.start, "][]", 3) == 0);
}

static void on_close(struct finder *finder, enum markdown_what what, struct span span) {
    what = what == MARKDOWN_LINK && finder->autolink ? MARKDOWN_AUTOLINK : what;
    finder->autolink = finder->autolink && what != MARKDOWN_AUTOLINK;
    if (is_whole(what) && finder->whole > 0) {
        if (--finder->whole == 0) {
            markups_add(finder->out, finder->piece, span.end, get_kind(what));
        }
        return;
    }
    if (finder->whole > 0) {
        return;
    }
    if (what == MARKDOWN_LINK && is_named_by_text(finder, span)) {
        finder->out->count = finder->link_count;
        span.start = finder->link;
    }
    markups_add(finder->out, span.start, span.end, get_kind(what));
}

static void on_text(struct finder *finder, enum markdown_what what, struct span span) {
    if (finder->whole > 0) {
        return;
    }
    switch (what) {
    case MARKDOWN_PLAIN:
        markup_add_plain(finder->data, span.start, span.end, false, finder->out);
        break;
    case MARKDOWN_CODE: /* a block of code */
        markups_add(finder->out, span.start, span.end, MARKUP_CODE);
        break;
    case MARKDOWN_MATH:
        markups_add(finder->out, span.start, span.end, MARKUP_MATH);
        break;
    default:
        markups_add(finder->out, span.start, span.end, MARKUP_HTML);
        break;
    }
}

static void on_break(struct finder *finder, enum markdown_what what, struct span span) {
    if (finder->whole > 0) {
        return;
    }
    size_t mark = span.start;
    while (what == MARKDOWN_HARD && mark < span.end && !ascii_is_newline(finder->data[mark])) {
        mark++;
    }
    markups_add(finder->out, span.start, mark, MARKUP_STRUCTURE);
    finder->covered = mark;
    add_structure(finder, span.end);
}

static void on_event(const struct markdown_event *event, void *arg) {
    struct finder *finder = arg;
    struct span span = event->span;
    span.end = span.end < finder->len ? span.end : finder->len;
    if (span.start > finder->len || event->kind == MARKDOWN_START || event->kind == MARKDOWN_END) {
        return; /* the definitions behind */
    }
    if (span.start > finder->covered && finder->whole == 0) {
        add_structure(finder, span.start);
    }
    switch (event->kind) {
    case MARKDOWN_OPEN:
        on_open(finder, event->what, span);
        break;
    case MARKDOWN_CLOSE:
        on_close(finder, event->what, span);
        break;
    case MARKDOWN_TEXT:
        on_text(finder, event->what, span);
        break;
    default:
        on_break(finder, event->what, span);
        break;
    }
    finder->covered = span.end > finder->covered ? span.end : finder->covered;
}

/* Might it be the name of a reference? Behind other brackets, "[text][1]", more might than alone. */
static bool is_name(const char *name, size_t len, bool alone) {
    if (len == 0 || len > NAME_BYTES_MAX || name[0] == '^' || memchr(name, '@', len) || memchr(name, '\n', len)) {
        return false;
    }
    return !alone || (len > 1 && strspn(name, "0123456789, -") < len);
}

/* Definitions for every "[name]", so that md4c sees the links of a text that is cut out of its document. */
static void append_definitions(const char *data, size_t len, struct buf *source) {
    struct vocabulary *names = vocabulary_create();
    uint32_t defined = 0;
    size_t open = SIZE_MAX;
    for (size_t i = 0; i < len; i++) {
        if (data[i] == '\\') {
            i++;
        } else if (data[i] == '[') {
            open = i + 1;
        } else if (data[i] == ']' && open != SIZE_MAX) {
            bool alone = open < 2 || data[open - 2] != ']';
            if (is_name(data + open, i - open, alone) && vocabulary_add(names, data + open, i - open) == defined) {
                defined++;
                buf_printf(source, "\n\n[%.*s]: x\n", (int)(i - open), data + open);
            }
            open = SIZE_MAX;
        }
    }
    vocabulary_destroy(names);
}

static void find_marks(const char *data, size_t len, struct markups *out) {
    struct buf source = {0};
    buf_append(&source, data, len);
    append_definitions(data, len, &source);
    struct finder finder = {.data = buf_get(&source), .len = len, .out = out};
    markdown_parse(buf_get(&source), source.len, on_event, &finder);
    add_structure(&finder, len);
    buf_finish(&source);
}

void markup_find_markdown_with(const char *data, size_t len, unsigned foreign_kinds, struct markups *out) {
    struct spans foreign = {0};
    struct markups marks = {0};
    foreign_find(data, len, foreign_kinds, &foreign);
    char *masked = foreign.count ? foreign_copy_masked(data, len, &foreign) : NULL;
    find_marks(masked ? masked : data, len, &marks);
    foreign_merge(&marks, &foreign, out);
    markups_finish(&marks);
    spans_finish(&foreign);
    free(masked);
}

void markup_find_markdown(const char *data, size_t len, struct markups *out) {
    markup_find_markdown_with(data, len, FOREIGN_TEMPLATES | FOREIGN_CODE, out);
}
