/* md4c's callbacks with places added.
 *
 * Words come with a pointer into the source, marks come without. So marks wait in a queue until the next words (or the
 * end of their block) say how far they can reach, and are then found by walking from where the words before ended:
 * nothing but marks lies between. The first words of a block tell its line, from whose start the walk begins. */
#include "core/text/formats/markdown_parse.h"

#include "core/base/mem.h"
#include "core/text/ascii.h"

#include <md4c.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BRACKETS_MAX   1000 /* in lines without an empty one in between */
#define CONTAINERS_MAX 100  /* at the start of one line */

struct reader {
    const char *data;
    size_t len;
    markdown_callback *callback;
    void *arg;
    size_t cursor;                /* behind the last event */
    struct markdown_event *queue; /* without their places */
    size_t count;
    size_t capacity;
    enum markdown_what block; /* the open one */
    bool open;
    bool implicit; /* text right in an item of a tight list: md4c opens no paragraph for it */
    bool placed;   /* words of this block have been seen */
    size_t items;  /* open list items */
    size_t task;   /* the sign inside of a task's [x] there; 0 if none */
};

static void emit(struct reader *reader, enum markdown_kind kind, enum markdown_what what, size_t start, size_t end) {
    struct markdown_event event = {kind, what, {start, end}};
    reader->callback(&event, reader->arg);
    reader->cursor = end;
}

static void enqueue(struct reader *reader, enum markdown_kind kind, enum markdown_what what) {
    MEM_RESERVE(reader->queue, reader->count, reader->capacity);
    reader->queue[reader->count++] = (struct markdown_event){kind, what, {0, 0}};
}

static size_t skip_any(const struct reader *reader, size_t offset, size_t limit, const char *set) {
    while (offset < limit && reader->data[offset] && strchr(set, reader->data[offset])) {
        offset++;
    }
    return offset;
}

/* Behind the list marker at offset with a space, or offset. */
static size_t skip_marker(const struct reader *reader, size_t offset, size_t limit) {
    size_t end = skip_any(reader, offset, limit, "0123456789");
    end = end > offset ? skip_any(reader, end, end + 1 < limit ? end + 1 : limit, ".)")
                       : skip_any(reader, end, end + 1 < limit ? end + 1 : limit, "-+*");
    return end < limit && end > offset && ascii_is_blank(reader->data[end]) ? end + 1 : offset;
}

/* From the start of a block's first line to its content, at most to limit, where its first words are: what looks like a
 * list marker in front of them is one. */
static size_t skip_prefix(struct reader *reader, size_t offset, size_t limit) {
    for (;;) {
        offset = skip_any(reader, offset, limit, " \t>");
        size_t behind = skip_marker(reader, offset, limit);
        if (behind == offset) {
            break;
        }
        offset = behind;
    }
    if (reader->task > 0 && reader->task - 1 == offset) {
        offset = skip_any(reader, offset + 3, limit, " \t");
    }
    if (reader->block == MARKDOWN_HEADING) {
        size_t behind = skip_any(reader, offset, limit, "#");
        offset =
            behind == limit || ascii_is_blank(reader->data[behind]) ? skip_any(reader, behind, limit, " \t") : offset;
    }
    if (reader->block == MARKDOWN_OTHER) {
        offset = skip_any(reader, offset, limit, " \t|");
    }
    return offset < limit ? offset : limit;
}

/* Moves the cursor to the content of the open block, whose first words are at offset. */
static void place(struct reader *reader, size_t offset) {
    size_t breaks = 0;
    for (size_t i = 0; i < reader->count; i++) {
        breaks += reader->queue[i].kind == MARKDOWN_BREAK;
    }
    size_t start = offset;
    while (start > reader->cursor) {
        if (ascii_is_newline(reader->data[start - 1])) {
            if (breaks == 0) {
                break;
            }
            breaks--;
            start -= start > 1 && reader->data[start - 1] == '\n' && reader->data[start - 2] == '\r';
        }
        start--;
    }
    start = start > reader->cursor ? start : reader->cursor;
    reader->cursor = skip_prefix(reader, start, offset);
    reader->placed = true;
    reader->task = 0;
}

/* Behind a quoted title, or a target in angle brackets, that starts at offset; limit if it does not end. */
static size_t skip_quoted(const struct reader *reader, size_t offset, size_t limit, char close) {
    for (offset++; offset < limit && reader->data[offset] != close; offset++) {
        offset += reader->data[offset] == '\\';
    }
    return offset < limit ? offset + 1 : limit;
}

/* Behind the "(target "title")" that starts at offset, or offset if none ends in front of limit. */
static size_t skip_target(const struct reader *reader, size_t offset, size_t limit) {
    const char *data = reader->data;
    size_t depth = 0;
    size_t end = offset;
    while (end < limit) {
        char c = data[end];
        bool fresh = end > offset && strchr(" \t\r\n(", data[end - 1]);
        if (fresh && (c == '"' || c == '\'' || (c == '<' && depth == 1))) {
            end = skip_quoted(reader, end, limit, c == '<' ? '>' : c);
            continue;
        }
        depth += c == '(';
        depth -= c == ')';
        end += c == '\\' ? 2 : 1;
        if (depth == 0) {
            return end <= limit ? end : offset;
        }
    }
    return offset;
}

/* What closes a link or an image: "](target)", "][reference]", "]", or ">". */
static size_t skip_link_end(const struct reader *reader, size_t offset, size_t limit) {
    if (offset >= limit || (reader->data[offset] != ']' && reader->data[offset] != '>')) {
        return offset;
    }
    if (reader->data[offset++] == ']' && offset < limit) {
        if (reader->data[offset] == '(') {
            return skip_target(reader, offset, limit);
        }
        if (reader->data[offset] == '[') {
            size_t end = skip_quoted(reader, offset, limit, ']');
            return reader->data[end - 1] == ']' ? end : offset;
        }
    }
    return offset;
}

/* At most `most` signs of the set. */
static size_t skip_run(const struct reader *reader, size_t offset, size_t limit, const char *set, size_t most) {
    return skip_any(reader, offset, limit - offset > most ? offset + most : limit, set);
}

static void emit_break(struct reader *reader, enum markdown_what what, size_t limit) {
    size_t end = skip_any(reader, reader->cursor, limit, " \t\\");
    if (end < limit && ascii_is_newline(reader->data[end])) {
        end += reader->data[end] == '\r' && end + 1 < limit && reader->data[end + 1] == '\n' ? 2 : 1;
        end = skip_any(reader, end, limit, " \t>");
        emit(reader, MARKDOWN_BREAK, what, reader->cursor, end);
    }
}

/* Finds the mark that md4c told of and moves behind it; a mark that is not where it should be gets an empty place. */
static void emit_mark(struct reader *reader, const struct markdown_event *mark, size_t limit) {
    size_t start = reader->cursor;
    size_t end = start;
    enum markdown_what what = mark->what;
    bool opens = mark->kind == MARKDOWN_OPEN;
    switch (what) {
    case MARKDOWN_EMPHASIS:
        end = skip_run(reader, start, limit, "*_", 1);
        break;
    case MARKDOWN_STRONG:
        end = skip_run(reader, start, limit, "*_", 2);
        break;
    case MARKDOWN_STRIKE:
        end = skip_run(reader, start, limit, "~", 2);
        break;
    case MARKDOWN_CODE:
        start = opens ? start : skip_any(reader, start, limit, " \t\r\n>");
        end = skip_any(reader, start, limit, "`");
        break;
    case MARKDOWN_MATH:
        start = opens ? start : skip_any(reader, start, limit, " \t\r\n>");
        end = skip_run(reader, start, limit, "$", 2);
        break;
    case MARKDOWN_IMAGE:
        end = opens ? skip_run(reader, start, limit, "![", 2) : skip_link_end(reader, start, limit);
        break;
    default:
        end = opens ? skip_run(reader, start, limit, "[<", 1) : skip_link_end(reader, start, limit);
        what = opens && (end == start || reader->data[start] == '<') ? MARKDOWN_AUTOLINK : MARKDOWN_LINK;
        break;
    }
    start = end > start ? start : reader->cursor;
    emit(reader, mark->kind, what, start, end > start ? end : start);
}

/* Everything that waits lies between the cursor and limit. */
static void flush(struct reader *reader, size_t limit) {
    limit = limit > reader->cursor ? limit : reader->cursor;
    for (size_t i = 0; i < reader->count && reader->placed; i++) {
        if (reader->queue[i].kind == MARKDOWN_BREAK) {
            emit_break(reader, reader->queue[i].what, limit);
        } else {
            emit_mark(reader, &reader->queue[i], limit);
        }
    }
    reader->count = 0;
}

static void start_block(struct reader *reader, enum markdown_what what, bool implicit) {
    emit(reader, MARKDOWN_START, what, reader->cursor, reader->cursor);
    reader->block = what;
    reader->open = true;
    reader->implicit = implicit;
    reader->placed = false;
}

static void end_block(struct reader *reader) {
    if (reader->open) {
        flush(reader, reader->len);
        emit(reader, MARKDOWN_END, reader->block, reader->cursor, reader->cursor);
        reader->open = reader->implicit = false;
        reader->task = 0;
    }
}

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *arg) {
    struct reader *reader = arg;
    if (reader->implicit) {
        end_block(reader);
    }
    switch (type) {
    case MD_BLOCK_LI:
        reader->items++;
        reader->task = ((MD_BLOCK_LI_DETAIL *)detail)->is_task ? ((MD_BLOCK_LI_DETAIL *)detail)->task_mark_offset : 0;
        break;
    case MD_BLOCK_P:
        start_block(reader, reader->items > 0 ? MARKDOWN_ITEM : MARKDOWN_PARAGRAPH, false);
        break;
    case MD_BLOCK_H:
        start_block(reader, MARKDOWN_HEADING, false);
        break;
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
    case MD_BLOCK_HR:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
        start_block(reader, MARKDOWN_OTHER, false);
        break;
    default:
        break;
    }
    return 0;
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *arg) {
    (void)detail;
    struct reader *reader = arg;
    if (type == MD_BLOCK_LI) {
        end_block(reader);
        reader->items--;
        reader->task = 0;
    } else if (reader->open && !reader->implicit) {
        end_block(reader);
    }
    return 0;
}

static void add_span(struct reader *reader, enum markdown_kind kind, MD_SPANTYPE type) {
    static const enum markdown_what kinds[] = {
        [MD_SPAN_EM] = MARKDOWN_EMPHASIS,    [MD_SPAN_STRONG] = MARKDOWN_STRONG,
        [MD_SPAN_A] = MARKDOWN_LINK,         [MD_SPAN_IMG] = MARKDOWN_IMAGE,
        [MD_SPAN_CODE] = MARKDOWN_CODE,      [MD_SPAN_DEL] = MARKDOWN_STRIKE,
        [MD_SPAN_LATEXMATH] = MARKDOWN_MATH, [MD_SPAN_LATEXMATH_DISPLAY] = MARKDOWN_MATH,
    };
    if (!reader->open) {
        start_block(reader, MARKDOWN_ITEM, true);
    }
    enqueue(reader, kind, kinds[type]);
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *arg) {
    (void)detail;
    add_span(arg, MARKDOWN_OPEN, type);
    return 0;
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *arg) {
    (void)detail;
    add_span(arg, MARKDOWN_CLOSE, type);
    return 0;
}

static void add_text(struct reader *reader, enum markdown_what what, size_t start, size_t end) {
    if (!reader->placed) {
        place(reader, start);
    }
    flush(reader, start);
    if (what == MARKDOWN_PLAIN && start > reader->cursor && reader->data[start - 1] == '\\') {
        emit(reader, MARKDOWN_TEXT, MARKDOWN_ESCAPE, start - 1, start);
    }
    start = start > reader->cursor ? start : reader->cursor;
    if (start < end) {
        emit(reader, MARKDOWN_TEXT, what, start, end);
    }
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *arg) {
    static const enum markdown_what kinds[] = {
        [MD_TEXT_NORMAL] = MARKDOWN_PLAIN, [MD_TEXT_NULLCHAR] = MARKDOWN_PLAIN, [MD_TEXT_BR] = MARKDOWN_HARD,
        [MD_TEXT_SOFTBR] = MARKDOWN_SOFT,  [MD_TEXT_ENTITY] = MARKDOWN_ENTITY,  [MD_TEXT_CODE] = MARKDOWN_CODE,
        [MD_TEXT_HTML] = MARKDOWN_HTML,    [MD_TEXT_LATEXMATH] = MARKDOWN_MATH,
    };
    struct reader *reader = arg;
    if (!reader->open) {
        start_block(reader, MARKDOWN_ITEM, true);
    }
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
        enqueue(reader, MARKDOWN_BREAK, kinds[type]);
        return 0;
    }
    uintptr_t place = (uintptr_t)text - (uintptr_t)reader->data; /* md4c's own line ends and spaces lie elsewhere */
    if (place < reader->len && size <= reader->len - place) {
        add_text(reader, kinds[type], place, place + size);
    }
    return 0;
}

/* Does the sign at offset, in the prefix of a line, open a quote or a list item? */
static bool opens_container(const char *data, size_t len, size_t offset) {
    return data[offset] == '>' ||
           (offset + 1 < len && ascii_is_one_of(data[offset], "-+*.)") && ascii_is_blank(data[offset + 1]));
}

/* md4c's time grows with the square of the brackets in a paragraph, and with the depth of containers for each line. No
 * person writes what makes that hurt, but other files may look like it: what is too much becomes a sign that means
 * nothing. NULL if nothing is. */
static char *defuse(const char *data, size_t len) {
    char *copy = NULL;
    size_t brackets = 0;
    size_t containers = 0;
    bool empty = true;  /* the line so far */
    bool prefix = true; /* still in what may open containers */
    for (size_t i = 0; i < len; i++) {
        if (ascii_is_newline(data[i])) {
            brackets = empty ? 0 : brackets;
            containers = 0;
            empty = prefix = true;
            continue;
        }
        empty = empty && ascii_is_blank(data[i]);
        prefix = prefix && ascii_is_one_of(data[i], " \t>-+*.)0123456789");
        containers += prefix && opens_container(data, len, i);
        brackets += data[i] == '[';
        if ((data[i] == '[' && brackets > BRACKETS_MAX) || (prefix && containers > CONTAINERS_MAX)) {
            copy = copy ? copy : mem_copy(data, len);
            copy[i] = '(';
        }
    }
    return copy;
}

void markdown_parse(const char *data, size_t len, markdown_callback *callback, void *arg) {
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS |
                 MD_FLAG_LATEXMATHSPANS,
        .enter_block = on_enter_block,
        .leave_block = on_leave_block,
        .enter_span = on_enter_span,
        .leave_span = on_leave_span,
        .text = on_text,
    };
    char *defused = defuse(data, len);
    struct reader reader = {.data = defused ? defused : data, .len = len, .callback = callback, .arg = arg};
    if (md_parse(reader.data, (MD_SIZE)len, &parser, &reader) != 0) {
        mem_abort(); /* nothing else makes it fail */
    }
    free(reader.queue);
    free(defused);
}
