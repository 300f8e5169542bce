/* Byte ranges, kept sorted, so that a question about one place is a binary search. */
#include "core/text/span.h"

#include "core/base/mem.h"

#include <assert.h>
#include <stdlib.h>

void spans_add(struct spans *spans, size_t start, size_t end) {
    assert(start <= end);
    if (start == end) {
        return;
    }
    MEM_RESERVE(spans->items, spans->count, spans->capacity);
    spans->items[spans->count++] = (struct span){start, end};
}

bool spans_touch(const struct spans *spans, size_t start, size_t end) {
    size_t low = 0;
    size_t high = spans->count;
    while (low < high) { /* the first that ends behind start is the only one that can hold it */
        size_t middle = low + (high - low) / 2;
        if (spans->items[middle].end <= start) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return start < end && low < spans->count && spans->items[low].start < end;
}

void spans_finish(struct spans *spans) {
    free(spans->items);
    *spans = (struct spans){0};
}
