/* A diff of lines as people read it: "unified", three lines of context. A list of kept, removed and added lines is made
 * first; stretches of it that are near a change become hunks. */
#include "core/base/mem.h"
#include "core/base/printable.h"
#include "core/text/diff.h"
#include "core/text/match.h"
#include "core/text/token.h"

#include <stdlib.h>
#include <string.h>

#define CONTEXT_LINES 3

struct line {
    char mark; /* ' ', '-', '+' */
    const char *text;
    size_t len; /* with its "\n", if it has one */
};

struct lines {
    struct line *items;
    size_t count;
    size_t capacity;
};

struct file {
    struct spans lines;
    uint32_t *ids;
};

static void split(const char *text, struct vocabulary *vocabulary, struct file *out) {
    for (size_t start = 0, end; text[start]; start = end) {
        const char *newline = strchr(text + start, '\n');
        end = newline ? (size_t)(newline - text) + 1 : start + strlen(text + start);
        spans_add(&out->lines, start, end);
    }
    out->ids = mem_grow(NULL, out->lines.count + 1, sizeof *out->ids);
    for (size_t i = 0; i < out->lines.count; i++) {
        struct span line = out->lines.items[i];
        out->ids[i] = vocabulary_add(vocabulary, text + line.start, line.end - line.start);
    }
}

static void add_line(struct lines *out, char mark, const char *text, struct span span) {
    MEM_RESERVE(out->items, out->count, out->capacity);
    out->items[out->count++] = (struct line){mark, text + span.start, span.end - span.start};
}

static void compare(const char *a, const char *b, struct lines *out) {
    struct vocabulary *vocabulary = vocabulary_create();
    struct file old = {0};
    struct file new = {0};
    split(a, vocabulary, &old);
    split(b, vocabulary, &new);
    size_t *pairs = mem_grow(NULL, old.lines.count + 1, sizeof *pairs);
    match_find(old.ids, old.lines.count, new.ids, new.lines.count, 0, pairs);
    size_t from = 0;
    size_t to = 0;
    while (from < old.lines.count || to < new.lines.count) {
        if (from < old.lines.count && pairs[from] == MATCH_NONE) {
            add_line(out, '-', a, old.lines.items[from++]);
        } else if (to < (from < old.lines.count ? pairs[from] : new.lines.count)) {
            add_line(out, '+', b, new.lines.items[to++]);
        } else {
            add_line(out, ' ', a, old.lines.items[from++]);
            to++;
        }
    }
    free(pairs);
    free(old.ids);
    free(new.ids);
    spans_finish(&old.lines);
    spans_finish(&new.lines);
    vocabulary_destroy(vocabulary);
}

static void append_line(const struct line *line, bool colour, struct buf *out) {
    bool painted = colour && line->mark != ' ';
    bool ended = line->text[line->len - 1] == '\n';
    buf_append_text(out, painted ? (line->mark == '-' ? "\033[31m" : "\033[32m") : "");
    buf_append_char(out, line->mark);
    if (colour) /* for a terminal, that no text may steer; else for a program, byte for byte */
        printable_append(out, line->text, line->len - ended, PRINTABLE_LINE);
    else
        buf_append(out, line->text, line->len - ended);
    buf_append_text(out, painted ? "\033[0m\n" : "\n");
    buf_append_text(out, ended ? "" : "\\ No newline at end of file\n");
}

/* "3,4" the way the format wants it: the first line and how many; an empty range names the line in front. */
static void append_range(size_t first, size_t count, struct buf *out) {
    if (count == 1) {
        buf_printf(out, "%zu", first + 1);
    } else {
        buf_printf(out, "%zu,%zu", count > 0 ? first + 1 : first, count);
    }
}

static void append_hunk(const struct lines *lines, size_t start, size_t end, size_t old, size_t new, bool colour,
                        struct buf *out) {
    size_t removed = 0;
    size_t added = 0;
    for (size_t i = start; i < end; i++) {
        removed += lines->items[i].mark != '+';
        added += lines->items[i].mark != '-';
    }
    buf_append_text(out, "@@ -");
    append_range(old, removed, out);
    buf_append_text(out, " +");
    append_range(new, added, out);
    buf_append_text(out, " @@\n");
    for (size_t i = start; i < end; i++) {
        append_line(&lines->items[i], colour, out);
    }
}

/* The end of the hunk that starts with the change at `first`: behind the last change with less than twice the context
 * in front of it. */
static size_t find_hunk_end(const struct lines *lines, size_t first) {
    size_t last = first;
    for (size_t i = first; i < lines->count && i - last <= 2 * CONTEXT_LINES + 1; i++) {
        if (lines->items[i].mark != ' ') {
            last = i;
        }
    }
    return last + 1;
}

void diff_format(const char *a, const char *b, const char *name, bool colour, struct buf *out) {
    struct lines lines = {0};
    compare(a, b, &lines);
    size_t old = 0; /* lines of either side in front of `done` */
    size_t new = 0;
    size_t done = 0;
    bool first = true;
    for (size_t i = 0; i < lines.count; i++) {
        if (lines.items[i].mark == ' ') {
            continue;
        }
        if (first) {
            char *shown = printable_copy(name, PRINTABLE_LINE);
            buf_printf(out, "--- %s\n+++ %s\n", shown, shown);
            free(shown);
            first = false;
        }
        size_t start = i - done > CONTEXT_LINES ? i - CONTEXT_LINES : done;
        size_t changed = find_hunk_end(&lines, i);
        size_t end = lines.count - changed > CONTEXT_LINES ? changed + CONTEXT_LINES : lines.count;
        append_hunk(&lines, start, end, old + (start - done), new + (start - done), colour, out);
        old += start - done;
        new += start - done;
        for (done = start; done < end; done++) {
            old += lines.items[done].mark != '+';
            new += lines.items[done].mark != '-';
        }
        i = end - 1;
    }
    free(lines.items);
}
