/* Any edits of a text, moved over any change that was made to it meanwhile: either they are refused, or they replace
 * the very bytes that they replaced before. */
#include "core/text/edit.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define EDITS_MAX 6

static void make_edits(struct feed *feed, const char *text, size_t len, struct span scope, struct edits *edits) {
    size_t at = scope.start;
    for (size_t count = feed_number(feed, EDITS_MAX + 1); count > 0; count--) {
        size_t start = feed_border(feed, text, len);
        size_t end = feed_border(feed, text, len);
        if (start < at || end < start || end > scope.end) {
            continue;
        }
        size_t new_len;
        char *new_text = feed_text(feed, feed_number(feed, 5), &new_len);
        edits_add(edits, start, end, new_text, new_len);
        free(new_text);
        at = end;
    }
}

static void check_moved(const char *old, const struct edits *before, const char *changed, size_t changed_len,
                        const struct edits *after) {
    assert(before->count == after->count);
    size_t last = 0;
    for (size_t i = 0; i < after->count; i++) {
        struct span was = before->items[i].span;
        struct span is = after->items[i].span;
        assert(is.start >= last && is.end <= changed_len && is.end - is.start == was.end - was.start);
        assert(memcmp(old + was.start, changed + is.start, was.end - was.start) == 0);
        assert(strcmp(before->items[i].text, after->items[i].text) == 0);
        last = is.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size};
    size_t len;
    char *text = feed_text(&feed, feed_number(&feed, 64), &len);
    size_t one = feed_border(&feed, text, len);
    size_t other = feed_border(&feed, text, len);
    struct span scope = {one < other ? one : other, one < other ? other : one};
    struct span old_scope = scope;
    struct edits edits = {0};
    make_edits(&feed, text, len, scope, &edits);
    size_t result_len;
    char *result = edits_apply(&edits, text, len, &result_len);
    assert(utf8_is_valid(result, result_len));

    struct edits before = {0};
    edits_copy(&before, &edits);
    one = feed_border(&feed, text, len);
    other = feed_border(&feed, text, len);
    size_t start = one < other ? one : other;
    size_t end = one < other ? other : one;
    size_t new_len;
    char *new_text = feed_text(&feed, feed_number(&feed, 8), &new_len);
    struct edits change = {0};
    edits_add(&change, start, end, new_text, new_len);
    size_t changed_len;
    char *changed = edits_apply(&change, text, len, &changed_len);
    if (edits_rebase(&edits, &scope, start, end, new_len)) {
        check_moved(text, &before, changed, changed_len, &edits);
        assert(scope.start <= scope.end && scope.end <= changed_len);
        assert(scope.end - scope.start >= old_scope.end - old_scope.start);
    } else {
        check_moved(text, &before, text, len, &edits);
    }
    free(changed);
    free(new_text);
    free(result);
    free(text);
    edits_finish(&change);
    edits_finish(&before);
    edits_finish(&edits);
    return 0;
}
