/* Lists of replacements. They stay sorted and apart, so applying is one walk over old text and edits together. */
#include "core/text/edit.h"

#include "core/base/buf.h"
#include "core/base/mem.h"

#include <assert.h>
#include <stdlib.h>

void edits_add(struct edits *edits, size_t start, size_t end, const char *text, size_t len) {
    assert(start <= end);
    assert(edits->count == 0 || edits->items[edits->count - 1].span.end <= start);
    MEM_RESERVE(edits->items, edits->count, edits->capacity);
    edits->items[edits->count++] =
        (struct edit){.span = {start, end}, .text = mem_copy(len > 0 ? text : "", len), .len = len};
}

void edits_copy(struct edits *to, const struct edits *from) {
    for (size_t i = 0; i < from->count; i++) {
        const struct edit *edit = &from->items[i];
        edits_add(to, edit->span.start, edit->span.end, edit->text, edit->len);
    }
}

char *edits_apply(const struct edits *edits, const char *old, size_t old_len, size_t *new_len) {
    struct buf result = {0};
    size_t done = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const struct edit *edit = &edits->items[i];
        assert(edit->span.end <= old_len);
        buf_append(&result, old + done, edit->span.start - done);
        buf_append(&result, edit->text, edit->len);
        done = edit->span.end;
    }
    buf_append(&result, old + done, old_len - done);
    if (new_len) {
        *new_len = result.len;
    }
    return buf_take(&result);
}

/* Touching counts: what is typed right at the border of a range belongs to it as much as not. */
static bool is_apart(struct span span, size_t start, size_t end) {
    return end < span.start || start > span.end;
}

static void move(struct span *span, size_t end, size_t removed, size_t added) {
    if (span->start >= end) {
        span->start = span->start - removed + added;
        span->end = span->end - removed + added;
    }
}

bool edits_rebase(struct edits *edits, struct span *scope, size_t start, size_t end, size_t new_len) {
    assert(start <= end);
    if (!is_apart(*scope, start, end)) {
        return false;
    }
    for (size_t i = 0; i < edits->count; i++) {
        if (!is_apart(edits->items[i].span, start, end)) {
            return false;
        }
    }
    for (size_t i = 0; i < edits->count; i++) {
        move(&edits->items[i].span, end, end - start, new_len);
    }
    move(scope, end, end - start, new_len);
    return true;
}

void edits_finish(struct edits *edits) {
    for (size_t i = 0; i < edits->count; i++) {
        free(edits->items[i].text);
    }
    free(edits->items);
    *edits = (struct edits){0};
}
