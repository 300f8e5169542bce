/* Any two texts: the edits between them lead from one to the other but for kinds of white space, and the distance keeps
 * its bounds. */
#include "core/text/diff.h"
#include "core/text/token.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Each run of white space as one blank, or as an empty line. */
static void fold(const char *data, size_t len, struct buf *out) {
    for (size_t at = 0; at < len;) {
        size_t next = at;
        if (!utf8_is_space(utf8_next(data, len, &next))) {
            buf_append(out, data + at, next - at);
            at = next;
            continue;
        }
        size_t end = next;
        while (next < len && utf8_is_space(utf8_next(data, len, &next))) {
            end = next;
        }
        buf_append_text(out, white_classify(data, at, end) == WHITE_EMPTY_LINE ? "\n\n" : " ");
        at = end;
    }
}

static void check_order(const struct edits *edits, size_t len) {
    size_t last = 0;
    for (size_t i = 0; i < edits->count; i++) {
        const struct span *span = &edits->items[i].span;
        assert(span->start >= last && span->end >= span->start && span->end <= len);
        assert(edits->items[i].len == strlen(edits->items[i].text) ||
               memchr(edits->items[i].text, 0, edits->items[i].len));
        last = span->end;
    }
}

static void check_distance(const char *a, size_t a_len, const char *b, size_t b_len) {
    size_t distance = diff_distance(a, a_len, b, b_len);
    assert(distance == diff_distance(b, b_len, a, a_len));
    double ratio = diff_ratio(a, a_len, b, b_len);
    assert(ratio >= 0 && ratio <= 1 && (distance == 0) == (ratio == 0));
    assert(diff_distance(a, a_len, a, a_len) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size};
    size_t a_bytes = feed_number(&feed, feed.len + 1);
    size_t a_len;
    size_t b_len;
    char *a = feed_text(&feed, a_bytes, &a_len);
    char *b = feed_text(&feed, feed.len, &b_len);
    struct edits edits = {0};
    diff_words(a, a_len, b, b_len, &edits);
    check_order(&edits, a_len);
    size_t result_len;
    char *result = edits_apply(&edits, a, a_len, &result_len);
    struct buf wanted = {0};
    struct buf got = {0};
    fold(b, b_len, &wanted);
    fold(result, result_len, &got);
    assert(wanted.len == got.len && memcmp(buf_get(&wanted), buf_get(&got), got.len) == 0);
    check_distance(a, a_len, b, b_len);
    struct buf shown = {0};
    if (strlen(a) == a_len && strlen(b) == b_len) {
        diff_format(a, b, "text", false, &shown);
        assert((shown.len == 0) == (strcmp(a, b) == 0));
    }
    buf_finish(&shown);
    buf_finish(&wanted);
    buf_finish(&got);
    free(result);
    edits_finish(&edits);
    free(a);
    free(b);
    return 0;
}
