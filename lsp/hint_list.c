/* All hints of a list are for one revision of the document; what comes from a look is for the present one, so the list
 * is brought there first. */
#include "lsp/hint_list.h"

#include "core/base/mem.h"

#include <stdlib.h>
#include <string.h>

static void hint_finish(struct shown_hint *hint) {
    free(hint->text);
    free(hint->wanted);
    edits_finish(&hint->change);
}

void hint_list_destroy(struct hint_list *list) {
    for (size_t i = 0; i < list->count; i++) {
        hint_finish(&list->items[i]);
    }
    free(list->items);
    free(list);
}

struct hint_list *hint_list_create(uint64_t serial, uint64_t revision) {
    struct hint_list *list = mem_alloc(sizeof *list);
    list->serial = serial;
    list->revision = revision;
    return list;
}

bool hint_list_filter(struct hint_list *list, hint_list_keep *keep, const void *arg) {
    size_t kept = 0, count = list->count;
    for (size_t i = 0; i < count; i++) {
        if (keep(&list->items[i], arg)) {
            list->items[kept++] = list->items[i];
        } else {
            hint_finish(&list->items[i]);
        }
    }
    list->count = kept;
    return kept < count;
}

bool hint_list_move(struct hint_list *list, const struct document *document) {
    size_t kept = 0, count = list->count;
    for (size_t i = 0; i < count; i++) {
        struct shown_hint hint = list->items[i];
        size_t start = hint.passage.start;
        if (document_rebase(document, list->revision, &hint.change, &hint.passage)) {
            hint.span.start = hint.span.start - start + hint.passage.start;
            hint.span.end = hint.span.end - start + hint.passage.start;
            list->items[kept++] = hint;
        } else {
            hint_finish(&hint);
        }
    }
    list->count = kept;
    list->revision = document_get_revision(document);
    return kept < count;
}

const struct shown_hint *hint_list_find(const struct hint_list *list, int64_t id) {
    for (size_t i = 0; list && i < list->count; i++) {
        if (list->items[i].id == id) {
            return &list->items[i];
        }
    }
    return NULL;
}

const struct shown_hint *hint_list_find_at(const struct hint_list *list, size_t offset) {
    for (size_t i = 0; list && i < list->count; i++) {
        if (list->items[i].passage.start <= offset && offset <= list->items[i].passage.end) {
            return &list->items[i];
        }
    }
    return NULL;
}

static bool touches(struct span one, struct span other) {
    return one.start <= other.end && other.start <= one.end;
}

static int64_t find_id(const struct hint_list *list, const struct hint *hint) {
    for (size_t i = 0; i < list->count; i++) {
        const struct shown_hint *one = &list->items[i];
        bool same = one->passage.start == hint->passage.start && one->preference == hint->preference;
        if (same && strcmp(one->text, hint->text) == 0 && strcmp(one->wanted, hint->wanted) == 0) {
            return one->id;
        }
    }
    return 0;
}

struct found {
    const struct hints *hints;
    uint64_t look;
};

/* What this look did not look at stays; of two that looked at the same passage the later one counts. */
static bool was_not_looked_at(const struct shown_hint *hint, const void *arg) {
    const struct found *found = arg;
    bool stays = hint->look != found->look;
    for (size_t i = 0; stays && i < found->hints->count; i++) {
        stays = !touches(hint->passage, found->hints->items[i].passage);
    }
    return stays;
}

static int compare(const void *a, const void *b) {
    const struct shown_hint *one = a, *other = b;
    return one->passage.start < other->passage.start ? -1 : one->passage.start > other->passage.start;
}

bool hint_list_take_over(struct hint_list *list, uint64_t look, const struct hints *hints, int64_t *last_id) {
    const struct found found = {hints, look};
    size_t count = list->count, stayed = 0;
    int64_t *ids = mem_alloc((hints->count + 1) * sizeof *ids);
    for (size_t i = 0; i < hints->count; i++) {
        ids[i] = find_id(list, &hints->items[i]);
        stayed += ids[i] != 0;
    }
    hint_list_filter(list, was_not_looked_at, &found);
    bool changed = list->count + stayed < count || stayed < hints->count;
    for (size_t i = 0; i < hints->count; i++) {
        const struct hint *hint = &hints->items[i];
        MEM_RESERVE(list->items, list->count, list->capacity);
        list->items[list->count++] = (struct shown_hint){.id = ids[i] ? ids[i] : ++*last_id,
                                                         .span = hint->span,
                                                         .passage = hint->passage,
                                                         .text = mem_copy_text(hint->text),
                                                         .preference = hint->preference,
                                                         .wanted = mem_copy_text(hint->wanted),
                                                         .rewrites = hint->rewrites};
        edits_copy(&list->items[list->count - 1].change, &hint->change);
    }
    if (list->count) {
        qsort(list->items, list->count, sizeof *list->items, compare);
    }
    free(ids);
    return changed;
}

void hint_list_mark(struct hint_list *list, uint64_t look, struct span scope, const struct span *skip) {
    for (size_t i = 0; i < list->count; i++) {
        struct shown_hint *hint = &list->items[i];
        if (touches(hint->passage, scope) && !(skip && touches(hint->passage, *skip))) {
            hint->look = look;
        }
    }
}
