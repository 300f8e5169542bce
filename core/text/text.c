/* One block of bytes and the starts of its lines.
 *
 * Whether a line starts at s depends on the bytes s-1 and s alone: "\n" before it, or "\r" before it and no "\n" at it.
 * So a change of [start, end) can only make or unmake line starts in [start, end]; those are found anew, the ones
 * behind are shifted, and nothing else is read. */
#include "core/text/text.h"

#include "core/base/mem.h"
#include "core/base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct starts {
    uint32_t *items; /* 32 bits: a document is capped far below 4 GB, and shifting them is half the work of a change */
    size_t count;
    size_t capacity;
};

struct text {
    size_t refs;
    char *data; /* len bytes and a NUL */
    size_t len;
    size_t capacity; /* without the NUL */
    struct starts lines;
};

static bool starts_line(const char *data, size_t len, size_t offset) {
    char before = data[offset - 1];
    return before == '\n' || (before == '\r' && !(offset < len && data[offset] == '\n'));
}

static void find_starts(const char *data, size_t len, size_t from, size_t to, struct starts *out) {
    for (size_t offset = from > 0 ? from : 1; offset <= to; offset++) {
        if (starts_line(data, len, offset)) {
            MEM_RESERVE(out->items, out->count, out->capacity);
            out->items[out->count++] = (uint32_t)offset;
        }
    }
}

static struct text *create_valid(char *data, size_t len, size_t capacity) {
    assert(len < UINT32_MAX);
    struct text *text = mem_alloc(sizeof *text);
    *text = (struct text){.refs = 1, .data = data, .len = len, .capacity = capacity};
    return text;
}

struct text *text_create(const char *data, size_t len) {
    char *owned = utf8_is_valid(data, len) ? mem_copy(data, len) : utf8_repair(data, len, &len);
    struct text *text = create_valid(owned, len, len);
    MEM_RESERVE(text->lines.items, text->lines.count, text->lines.capacity);
    text->lines.items[text->lines.count++] = 0;
    find_starts(text->data, len, 1, len, &text->lines);
    text->lines.capacity = text->lines.count;
    text->lines.items = mem_grow(text->lines.items, text->lines.count, sizeof *text->lines.items);
    return text;
}

struct text *text_ref(struct text *text) {
    text->refs++;
    return text;
}

void text_unref(struct text *text) {
    if (text && --text->refs == 0) {
        free(text->data);
        free(text->lines.items);
        free(text);
    }
}

const char *text_get_data(const struct text *text) {
    return text->data;
}

size_t text_get_len(const struct text *text) {
    return text->len;
}

size_t text_count_lines(const struct text *text) {
    return text->lines.count;
}

struct span text_get_line(const struct text *text, size_t line) {
    assert(line < text->lines.count);
    size_t start = text->lines.items[line];
    if (line + 1 == text->lines.count) {
        return (struct span){start, text->len};
    }
    size_t end = text->lines.items[line + 1] - 1;
    if (end > start && text->data[end] == '\n' && text->data[end - 1] == '\r') {
        end--;
    }
    return (struct span){start, end};
}

/* The first line that starts at or behind offset; the count if there is none. */
static size_t find_start(const struct starts *lines, size_t offset) {
    size_t low = 0;
    size_t high = lines->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lines->items[middle] < offset) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t text_find_line(const struct text *text, size_t offset) {
    assert(offset <= text->len);
    return find_start(&text->lines, offset + 1) - 1;
}

/* The text alone in the caller's hands: itself, or a copy that takes the place of the caller's reference. */
static struct text *make_own(struct text *text, size_t capacity) {
    if (text->refs == 1) {
        return text;
    }
    char *data = mem_grow(NULL, capacity + 1, 1);
    memcpy(data, text->data, text->len + 1);
    struct text *own = create_valid(data, text->len, capacity);
    own->lines.items = mem_grow(NULL, text->lines.count, sizeof *own->lines.items);
    own->lines.count = own->lines.capacity = text->lines.count;
    memcpy(own->lines.items, text->lines.items, text->lines.count * sizeof *own->lines.items);
    text_unref(text);
    return own;
}

static void reserve_starts(struct starts *lines, size_t count) {
    if (count > lines->capacity) {
        lines->capacity = count + count / 8 + 8;
        lines->items = mem_grow(lines->items, lines->capacity, sizeof *lines->items);
    }
}

/* The bytes [start, end) have become len other ones already. */
static void patch_starts(struct text *text, size_t start, size_t end, size_t len) {
    struct starts *lines = &text->lines;
    struct starts found = {0};
    find_starts(text->data, text->len, start, start + len, &found);
    size_t first = find_start(lines, start > 0 ? start : 1);
    size_t behind = find_start(lines, end + 1);
    size_t tail = lines->count - behind;
    reserve_starts(lines, first + found.count + tail);
    memmove(lines->items + first + found.count, lines->items + behind, tail * sizeof *lines->items);
    if (found.count > 0) {
        memcpy(lines->items + first, found.items, found.count * sizeof *lines->items);
    }
    lines->count = first + found.count + tail;
    uint32_t shift = (uint32_t)(len - (end - start)); /* wraps around when bytes went: so does the sum */
    for (uint32_t *item = lines->items + first + found.count; shift && item < lines->items + lines->count; item++) {
        *item += shift;
    }
    free(found.items);
}

struct text *text_replace(struct text *text, size_t start, size_t end, const char *data, size_t len) {
    assert(start <= end && end <= text->len);
    char *repaired = utf8_is_valid(data, len) ? NULL : utf8_repair(data, len, &len);
    size_t new_len = text->len - (end - start) + len;
    assert(new_len < UINT32_MAX);
    text = make_own(text, new_len > text->len ? new_len : text->len);
    if (new_len > text->capacity) {
        text->capacity = new_len + new_len / 8 + 64;
        text->data = mem_grow(text->data, text->capacity + 1, 1);
    }
    memmove(text->data + start + len, text->data + end, text->len - end + 1);
    if (len > 0) {
        memcpy(text->data + start, repaired ? repaired : data, len);
    }
    text->len = new_len;
    patch_starts(text, start, end, len);
    free(repaired);
    return text;
}
