/* The scanners behind markup_find; for core/text only. All append in order. */
#ifndef PROSED_MARKUP_FIND_H
#define PROSED_MARKUP_FIND_H

#include "core/text/markup.h"

/* At or behind the last; empty ones are dropped. */
void markups_add(struct markups *markups, size_t start, size_t end, enum markup_kind kind);

/* What any format may hold among its words, in data[start, end): addresses, mentions, numbers, [@citations], [12],
 * [^footnotes]; with ticks also `code`. Looks at the bytes around the range, writes only inside of it. */
void markup_add_plain(const char *data, size_t start, size_t end, bool ticks, struct markups *out);

#endif
