/* Only what a rewrite would follow can be confirmed: of two that contradict each other the one that yields (layers.h)
 * gives no hint, or following the one would bring the other. */
#include "core/engine/confirmed.h"

#include "core/base/limits.h"
#include "core/base/mem.h"

#include <stdlib.h>
#include <string.h>

static bool on_preference(void *arg, const struct preference *preference) {
    struct confirmed *all = arg;
    bool counted = preference->habit.choices && preference->habit.standing == STANDING_HELD;
    bool sure = preference->pinned || (counted ? preference->habit.strength >= CONFIRMED_STRENGTH
                                               : preference->evidence_count && preference->mean >= CONFIRMED_MEAN);
    if (sure && preference->in_use) {
        MEM_RESERVE(all->items, all->count, all->capacity);
        all->items[all->count++] =
            (struct confirmed_preference){.id = preference->id,
                                          .text = mem_copy_text(preference->text),
                                          .pinned = preference->pinned,
                                          .mean = counted ? 2 * preference->habit.strength : preference->mean,
                                          .evidence_count = preference->evidence_count};
    }
    return true;
}

/* The oldest first where nothing else tells them apart, so that the order never depends on chance. */
static int compare(const void *a, const void *b) {
    const struct confirmed_preference *one = a, *other = b;
    if (one->pinned != other->pinned)
        return one->pinned ? -1 : 1;
    if (one->mean != other->mean)
        return one->mean > other->mean ? -1 : 1;
    if (one->evidence_count != other->evidence_count)
        return one->evidence_count > other->evidence_count ? -1 : 1;
    return one->id < other->id ? -1 : one->id > other->id;
}

bool confirmed_load(struct project *project, const char *genre, struct confirmed *out, struct error *error) {
    struct confirmed all = {0};
    bool loaded = project_visit_preferences(project, genre, on_preference, &all, error);
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, compare);
    for (size_t i = 0; i < all.count; i++) {
        if (!loaded || out->count == LIMIT_CONFIRMED) {
            free(all.items[i].text);
            continue;
        }
        MEM_RESERVE(out->items, out->count, out->capacity);
        out->items[out->count++] = all.items[i];
    }
    free(all.items);
    return loaded;
}

void confirmed_finish(struct confirmed *confirmed) {
    for (size_t i = 0; i < confirmed->count; i++)
        free(confirmed->items[i].text);
    free(confirmed->items);
    *confirmed = (struct confirmed){0};
}
