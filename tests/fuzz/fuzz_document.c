/* Any sequence of changes of a document: its text is what a plain string would be, and every byte has an origin. */
#include "core/document/document.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct shadow {
    char *text;
    size_t len;
};

static void shadow_replace(struct shadow *shadow, size_t start, size_t end, const char *data, size_t len) {
    char *text = mem_alloc(shadow->len - (end - start) + len + 1);
    memcpy(text, shadow->text, start);
    memcpy(text + start, data, len);
    memcpy(text + start + len, shadow->text + end, shadow->len - end);
    shadow->len = shadow->len - (end - start) + len;
    free(shadow->text);
    shadow->text = text;
}

static void change(struct feed *feed, struct document *document, struct shadow *shadow) {
    size_t one = feed_border(feed, shadow->text, shadow->len);
    size_t other = feed_border(feed, shadow->text, shadow->len);
    size_t start = one < other ? one : other;
    size_t end = one < other ? other : one;
    size_t kind = feed_number(feed, 8);
    size_t len;
    char *data = feed_text(feed, feed_number(feed, kind == 7 ? 300 : 12), &len);
    struct error error;
    if (kind == 0) {
        document_add_offer(document, 1, start, end, data);
    } else if (kind == 1) {
        document_set_text(document, data, len);
        shadow_replace(shadow, 0, shadow->len, data, len);
    } else if (kind == 2) {
        document_reload(document, data, len);
        shadow_replace(shadow, 0, shadow->len, data, len);
    } else if (kind == 3) { /* a move, as editors do it */
        char *moved = mem_copy(shadow->text + start, end - start);
        assert(document_change(document, start, end, "", 0, &error));
        shadow_replace(shadow, start, end, "", 0);
        size_t to = feed_border(feed, shadow->text, shadow->len);
        assert(document_change(document, to, to, moved, end - start, &error));
        shadow_replace(shadow, to, to, moved, end - start);
        free(moved);
    } else {
        assert(document_change(document, start, end, data, len, &error));
        shadow_replace(shadow, start, end, data, len);
    }
    free(data);
}

static void check(struct document *document, const struct shadow *shadow) {
    struct text *text = document_get_text(document);
    assert(text_get_len(text) == shadow->len);
    assert(memcmp(text_get_data(text), shadow->text, shadow->len) == 0);
    const struct origins *origins = document_get_origins(document);
    size_t total = 0;
    for (size_t i = 0; i < origins->count; i++) {
        assert(origins->runs[i].len > 0);
        assert((origins->runs[i].origin == ORIGIN_SUGGESTED) == (origins->runs[i].suggestion != 0));
        total += origins->runs[i].len;
    }
    assert(total == shadow->len && origins->len == total);
    size_t lines = text_count_lines(text);
    for (size_t i = 0; i < lines; i++) {
        struct span line = text_get_line(text, i);
        assert(line.start <= line.end && line.end <= shadow->len && text_find_line(text, line.start) == i);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size};
    struct shadow shadow;
    shadow.text = feed_text(&feed, feed_number(&feed, 100), &shadow.len);
    struct document *document = document_create("a.md", "markdown", shadow.text, shadow.len);
    struct error error;
    assert(!document_change(document, shadow.len + 1, shadow.len + 1, "x", 1, &error));
    check(document, &shadow);
    uint64_t revision = document_get_revision(document);
    for (int count = 0; feed.len > 0 && count < 200; count++) {
        change(&feed, document, &shadow);
        check(document, &shadow);
        assert(document_get_revision(document) >= revision);
    }
    document_destroy(document);
    free(shadow.text);
    return 0;
}
