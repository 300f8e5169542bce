/* What is judged is the marker of a list item or heading and the text of its passage, without the prefixes of its
 * lines; only lines are the same there and in the document. */
#include "core/engine/hint_place.h"

#include "core/base/mem.h"
#include "core/stylist/stylist.h"

#include <stdlib.h>
#include <string.h>

/* From an offset in the text that was judged (marker and passage) to one in the document. */
static size_t map_offset(const struct rewrite_plan *plan, size_t offset) {
    size_t marker = strlen(plan->marker), left = offset > marker ? offset - marker : 0;
    const struct spans *lines = &plan->passage.lines;
    for (size_t i = 0; i < lines->count; i++) {
        size_t len = lines->items[i].end - lines->items[i].start;
        if (left <= len || i + 1 == lines->count)
            return lines->items[i].start + (left < len ? left : len);
        left -= len + 1;
    }
    return plan->passage.span.start;
}

struct span hint_place_find(const struct rewrite_plan *plan, const struct spans *places) {
    struct span line = plan->passage.lines.items[0];
    if (!places->count)
        return line;
    struct span span = {map_offset(plan, places->items[0].start), map_offset(plan, places->items[0].end)};
    for (size_t i = 0; i < plan->passage.lines.count; i++) {
        line = plan->passage.lines.items[i];
        if (span.start >= line.start && span.start < line.end)
            return (struct span){span.start, span.end < line.end ? span.end : line.end};
    }
    return plan->passage.lines.items[0];
}

void hint_place_change(const struct rewrite_plan *plan, enum format format, const char *about, const char *wanted,
                       struct edits *change) {
    struct list alone = {0};
    struct error refused = {0};
    list_add(&alone, wanted);
    struct stylist_wishes *wishes = stylist_read_wishes(&alone, NULL);
    char *text = stylist_rewrite_towards(plan->marked, format, about, wishes);
    write_take_rewrite(plan, format, text, change, &refused);
    free(text);
    stylist_wishes_destroy(wishes);
    list_finish(&alone);
}
