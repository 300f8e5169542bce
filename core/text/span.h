/* Half-open byte ranges [start, end) of a text, and lists of them (sorted by start, not overlapping unless said). */
#ifndef PROSED_SPAN_H
#define PROSED_SPAN_H

#include <stdbool.h>
#include <stddef.h>

struct span {
    size_t start;
    size_t end;
};

struct spans {
    struct span *items;
    size_t count;
    size_t capacity;
};

void spans_add(struct spans *spans, size_t start, size_t end);         /* empty ones are dropped */
bool spans_touch(const struct spans *spans, size_t start, size_t end); /* any byte in common; binary search */
void spans_finish(struct spans *spans);

#endif
