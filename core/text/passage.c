/* Passages: the choice of finder, what all passages have in common, and the way from a passage's text to the document
 * and back: line by line, since only lines are the same in both. */
#include "core/text/passage.h"

#include "core/base/buf.h"
#include "core/base/mem.h"
#include "core/base/utf8.h"
#include "core/text/ascii.h"
#include "core/text/format.h"
#include "core/text/passage_find.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void passages_add(struct passages *passages, enum passage_kind kind, struct spans *lines) {
    if (lines->count > 0) {
        MEM_RESERVE(passages->items, passages->count, passages->capacity);
        passages->items[passages->count++] = (struct passage){
            .span = {lines->items[0].start, lines->items[lines->count - 1].end}, .lines = *lines, .kind = kind};
        *lines = (struct spans){0};
    }
}

bool passage_holds_letter(const char *data, size_t start, size_t end) {
    while (start < end) {
        char c = data[start];
        if (ascii_is_letter(c) || (ascii_is_other(c) && utf8_is_letter(utf8_next(data, end, &start)))) {
            return true;
        }
        start += !ascii_is_other(c);
    }
    return false;
}

static size_t find_line_start(const char *data, size_t offset, size_t floor) {
    while (offset > floor && !ascii_is_newline(data[offset - 1])) {
        offset--;
    }
    return offset;
}

static size_t find_line_end(const char *data, size_t offset, size_t ceiling) {
    while (offset < ceiling && !ascii_is_newline(data[offset])) {
        offset++;
    }
    return offset;
}

/* A line below: the prefix of the last line, its list marker as spaces. The line end is the one behind the passage, or
 * in front of it at the end of the document. */
static void set_line_break(struct passage *passage, const char *data, size_t floor, size_t len) {
    strcpy(passage->line_break, " ");
    size_t content = passage->lines.items[passage->lines.count - 1].start;
    size_t start = find_line_start(data, content, floor);
    size_t end = passage->reach.end;
    bool windows = end < len ? data[end] == '\r' && end + 1 < len && data[end + 1] == '\n'
                             : start > 1 && data[start - 1] == '\n' && data[start - 2] == '\r';
    if (passage->kind == PASSAGE_HEADING || content - start + windows + 2 > sizeof passage->line_break) {
        return;
    }
    char *out = passage->line_break;
    *out = '\r';
    out += windows;
    *out++ = '\n';
    for (size_t i = start; i < content && data[i] != '['; i++) { /* a task's [x] stands behind the prefix */
        *out++ = data[i] == '>' || data[i] == '\t' ? data[i] : ' ';
    }
    *out = '\0';
}

static void complete(struct passages *passages, size_t first, const char *data, size_t len) {
    for (size_t i = first; i < passages->count; i++) {
        struct passage *passage = &passages->items[i];
        size_t floor = i > first ? passage[-1].reach.end : 0;
        size_t ceiling = i + 1 < passages->count ? passage[1].span.start : len;
        passage->reach.start = find_line_start(data, passage->span.start, floor);
        passage->reach.end = find_line_end(data, passage->span.end, ceiling);
        set_line_break(passage, data, floor, len);
    }
}

static void shift(struct passages *passages, size_t first, size_t by) {
    for (size_t i = first; i < passages->count; i++) {
        struct passage *passage = &passages->items[i];
        passage->span = (struct span){passage->span.start + by, passage->span.end + by};
        for (size_t k = 0; k < passage->lines.count; k++) {
            struct span *line = &passage->lines.items[k];
            *line = (struct span){line->start + by, line->end + by};
        }
    }
}

void passages_find(const char *data, size_t len, enum format format, struct passages *out) {
    size_t first = out->count;
    size_t mark =
        len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; /* a byte order mark is no part of the text */
    format_get(format)->find_passages(data + mark, len - mark, out);
    if (mark) {
        shift(out, first, mark);
    }
    complete(out, first, data, len);
}

const struct passage *passages_find_at(const struct passages *passages, size_t offset) {
    size_t low = 0;
    size_t high = passages->count;
    while (low < high) { /* the last that starts at or in front of offset */
        size_t middle = low + (high - low) / 2;
        if (passages->items[middle].reach.start <= offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low > 0 && offset <= passages->items[low - 1].reach.end ? &passages->items[low - 1] : NULL;
}

char *passage_copy_text(const struct passage *passage, const char *document, size_t *len) {
    struct buf text = {0};
    for (size_t i = 0; i < passage->lines.count; i++) {
        const struct span *line = &passage->lines.items[i];
        buf_append_text(&text, i > 0 ? "\n" : "");
        buf_append(&text, document + line->start, line->end - line->start);
    }
    if (len) {
        *len = text.len;
    }
    return buf_take(&text);
}

/* Where each line starts in the text, and one behind the end. */
static size_t *find_starts(const struct passage *passage) {
    const struct spans *lines = &passage->lines;
    size_t *starts = mem_grow(NULL, lines->count + 1, sizeof *starts);
    starts[0] = 0;
    for (size_t i = 0; i < lines->count; i++) {
        starts[i + 1] = starts[i] + (lines->items[i].end - lines->items[i].start) + 1;
    }
    return starts;
}

/* Text for the document: every line break becomes the passage's own; an empty line gets no spaces at its end. */
static void append_broken(const struct passage *passage, const char *text, size_t len, struct buf *out) {
    size_t full = strlen(passage->line_break);
    size_t bare = full;
    while (bare > 0 && passage->line_break[bare - 1] == ' ') {
        bare--;
    }
    for (size_t i = 0; i < len; i++) {
        size_t next = i + 1 < len && text[i + 1] == '\r' ? i + 2 : i + 1;
        if (text[i] == '\r' && i + 1 < len && text[i + 1] == '\n') {
            continue;
        }
        if (text[i] == '\n') {
            buf_append(out, passage->line_break, next < len && text[next] == '\n' ? bare : full);
        } else {
            buf_append_char(out, text[i]);
        }
    }
}

static void add_mapped(const struct passage *passage, size_t start, size_t end, const char *text, size_t len,
                       struct edits *out) {
    if (start < end || len > 0) {
        struct buf broken = {0};
        append_broken(passage, text, len, &broken);
        edits_add(out, start, end, buf_get(&broken), broken.len);
        buf_finish(&broken);
    }
}

static size_t measure_line(const char *text, size_t len) {
    const char *newline = memchr(text, '\n', len);
    return newline ? (size_t)(newline - text) : len;
}

/* An edit over the lines first to last: each line gets a line of the new text for what it loses, the last one the rest.
 * A line break stays where it is, unless the line behind it loses all it has and gets nothing. */
static void map_lines(const struct passage *passage, size_t first, size_t last, size_t start, size_t end,
                      const char *text, size_t len, struct edits *out) {
    const struct span *lines = passage->lines.items;
    size_t gone = SIZE_MAX; /* first of the lines in front that go whole */
    for (size_t i = first; i <= last; i++) {
        size_t from = i == first ? start : lines[i].start;
        size_t to = i == last ? end : lines[i].end;
        size_t given = i == last ? len : measure_line(text, len);
        bool goes = given == 0 && from == lines[i].start && to == lines[i].end;
        if (goes && gone == SIZE_MAX) {
            gone = i;
        }
        if (!goes || i == last) {
            if (gone != SIZE_MAX) {
                from = goes && gone > 0 ? lines[gone - 1].end : lines[gone].start;
            }
            add_mapped(passage, from, to, text, given, out);
            gone = SIZE_MAX;
        }
        text += given;
        len -= given;
        if (i < last && len > 0) { /* the line break that stays in the document is this one */
            text++;
            len--;
        }
    }
}

/* Touching edits are one: only so it shows whether a line goes whole. *next: behind those that were taken. */
static struct edit join_touching(const struct edits *edits, size_t *next) {
    struct buf text = {0};
    struct span span = edits->items[*next].span;
    do {
        buf_append(&text, edits->items[*next].text, edits->items[*next].len);
        span.end = edits->items[(*next)++].span.end;
    } while (*next < edits->count && edits->items[*next].span.start == span.end);
    size_t len = text.len;
    return (struct edit){span, buf_take(&text), len};
}

void passage_map_edits(const struct passage *passage, const struct edits *edits, struct edits *out) {
    size_t *starts = find_starts(passage);
    const struct span *lines = passage->lines.items;
    size_t first = 0;
    for (size_t next = 0; next < edits->count;) {
        struct edit edit = join_touching(edits, &next);
        assert(edit.span.end < starts[passage->lines.count]);
        while (edit.span.start >= starts[first + 1]) {
            first++;
        }
        size_t last = first;
        while (edit.span.end >= starts[last + 1]) {
            last++;
        }
        map_lines(passage, first, last, lines[first].start + (edit.span.start - starts[first]),
                  lines[last].start + (edit.span.end - starts[last]), edit.text, edit.len, out);
        free(edit.text);
    }
    free(starts);
}

void passage_find_prose(const struct passage *passage, const char *document, enum format format, struct spans *out) {
    size_t len;
    char *text = passage_copy_text(passage, document, &len);
    struct markups markups = {0};
    markup_find(text, len, format, &markups);
    size_t behind = 0; /* the first markup that is not all in front */
    size_t line_start = 0;
    for (size_t i = 0; i < passage->lines.count; i++) {
        struct span line = passage->lines.items[i];
        size_t shift = line.start - line_start; /* from text to document */
        size_t line_end = line.end - shift;
        size_t done = line_start;
        for (; behind < markups.count && markups.items[behind].span.start < line_end; behind++) {
            struct span markup = markups.items[behind].span;
            if (markups.items[behind].kind != MARKUP_NUMBER) {
                spans_add(out, done + shift, (markup.start > done ? markup.start : done) + shift);
                done = markup.end > done ? markup.end : done;
            }
            if (markup.end > line_end) {
                break;
            }
        }
        spans_add(out, (done < line_end ? done : line_end) + shift, line.end);
        line_start = line_end + 1;
    }
    markups_finish(&markups);
    free(text);
}

void passages_finish(struct passages *passages) {
    for (size_t i = 0; i < passages->count; i++) {
        spans_finish(&passages->items[i].lines);
    }
    free(passages->items);
    *passages = (struct passages){0};
}
