/* Any text in any format: passages lie in order on lines of the document, their texts map back to it, and markup lies
 * in order inside of them. */
#include "core/text/passage.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void check_markup(const char *text, size_t len, enum format format) {
    struct markups markups = {0};
    markup_find(text, len, format, &markups);
    size_t last = 0;
    for (size_t i = 0; i < markups.count; i++) {
        struct span span = markups.items[i].span;
        assert(span.start >= last && span.start < span.end && span.end <= len);
        last = span.end;
    }
    markups_finish(&markups);
}

static void check_lines(const struct passage *passage) {
    size_t last = passage->span.start;
    assert(passage->lines.count > 0 && passage->lines.items[0].start == passage->span.start);
    for (size_t i = 0; i < passage->lines.count; i++) {
        struct span line = passage->lines.items[i];
        assert(line.start >= last && line.start <= line.end && line.end <= passage->span.end);
        last = line.end;
    }
    assert(last == passage->span.end);
}

/* The whole text of the passage replaced by itself in capitals "X": what is not content of it must stay. */
static void check_mapping(const struct passage *passage, const char *document, size_t len) {
    size_t text_len;
    char *text = passage_copy_text(passage, document, &text_len);
    struct edits edits = {0};
    struct edits mapped = {0};
    for (size_t i = 0; i < text_len; i++) {
        if ((unsigned char)text[i] < 0x80 && text[i] != '\n') {
            edits_add(&edits, i, i + 1, "X", 1);
        }
    }
    passage_map_edits(passage, &edits, &mapped);
    size_t result_len;
    char *result = edits_apply(&mapped, document, len, &result_len);
    assert(result_len == len);
    assert(memcmp(result, document, passage->span.start) == 0);
    assert(memcmp(result + passage->span.end, document + passage->span.end, len - passage->span.end) == 0);
    free(result);
    edits_finish(&mapped);
    edits_finish(&edits);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size < 3000 ? size : 3000};
    enum format format = (enum format)feed_number(&feed, FORMAT_COUNT);
    size_t len;
    char *document = feed_text(&feed, feed.len, &len);
    struct passages passages = {0};
    passages_find(document, len, format, &passages);
    size_t last = 0;
    for (size_t i = 0; i < passages.count; i++) {
        const struct passage *passage = &passages.items[i];
        assert(passage->span.start >= last && passage->span.start < passage->span.end && passage->span.end <= len);
        last = passage->span.end;
        check_lines(passage);
        check_mapping(passage, document, len);
        struct spans prose = {0};
        passage_find_prose(passage, document, format, &prose);
        for (size_t j = 0; j < prose.count; j++) {
            assert(prose.items[j].start >= passage->span.start && prose.items[j].end <= passage->span.end);
        }
        spans_finish(&prose);
        size_t text_len;
        char *text = passage_copy_text(passage, document, &text_len);
        assert(utf8_is_valid(text, text_len));
        check_markup(text, text_len, format);
        free(text);
        assert(passages_find_at(&passages, passage->span.start));
    }
    check_markup(document, len, format);
    passages_finish(&passages);
    free(document);
    return 0;
}
