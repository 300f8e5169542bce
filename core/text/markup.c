/* The list of markups. */
#include "core/text/markup.h"

#include "core/base/mem.h"
#include "core/text/format.h"
#include "core/text/markup_find.h"

#include <assert.h>
#include <stdlib.h>

void markups_add(struct markups *markups, size_t start, size_t end, enum markup_kind kind) {
    assert(markups->count == 0 || markups->items[markups->count - 1].span.end <= start);
    if (start < end) {
        MEM_RESERVE(markups->items, markups->count, markups->capacity);
        markups->items[markups->count++] = (struct markup){{start, end}, kind};
    }
}

void markup_find_words(const char *data, size_t len, struct markups *out) {
    markup_add_plain(data, 0, len, true, out);
}

void markup_find(const char *data, size_t len, enum format format, struct markups *out) {
    struct markups found = {0};
    format_get(format)->find_markup(data, len, &found);
    for (size_t i = 0; i < found.count; i++) {
        MEM_RESERVE(out->items, out->count, out->capacity);
        out->items[out->count++] = found.items[i];
    }
    markups_finish(&found);
}

bool markups_touch(const struct markups *markups, size_t start, size_t end) {
    size_t low = 0;
    size_t high = markups->count;
    while (low < high) { /* the first that ends behind start is the only one that can hold it */
        size_t middle = low + (high - low) / 2;
        if (markups->items[middle].span.end <= start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return start < end && low < markups->count && markups->items[low].span.start < end;
}

void markups_finish(struct markups *markups) {
    free(markups->items);
    *markups = (struct markups){0};
}
