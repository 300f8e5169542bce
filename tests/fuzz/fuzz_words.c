/* Any text: words and sentences lie in order inside of it, lines cover it, and places convert there and back. */
#include "core/text/words.h"
#include "lsp/convert.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static bool is_border(const char *text, size_t len, size_t offset) {
    return offset == len || ((unsigned char)text[offset] & 0xc0) != 0x80;
}

static void check_spans(const struct spans *spans, const char *text, size_t len) {
    size_t last = 0;
    for (size_t i = 0; i < spans->count; i++) {
        struct span span = spans->items[i];
        assert(span.start >= last && span.start < span.end && span.end <= len);
        assert(is_border(text, len, span.start) && is_border(text, len, span.end));
        last = span.end;
    }
}

static void check_places(const struct text *text) {
    size_t len = text_get_len(text);
    const char *data = text_get_data(text);
    for (size_t offset = 0; offset <= len; offset++) {
        if (!is_border(data, len, offset)) {
            continue;
        }
        struct span line = text_get_line(text, text_find_line(text, offset));
        size_t wanted = offset < line.end ? offset : line.end; /* inside of "\r\n" means the line's end */
        for (int encoding = ENCODING_UTF8; encoding <= ENCODING_UTF32; encoding++) {
            struct position position = convert_to_position(text, (enum encoding)encoding, offset);
            assert(convert_to_offset(text, (enum encoding)encoding, position) == wanted);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct text *text = text_create((const char *)data, size < 2000 ? size : 2000);
    const char *plain = text_get_data(text);
    size_t len = text_get_len(text);
    assert(utf8_is_valid(plain, len));
    struct spans words = {0};
    words_find(plain, len, &words);
    check_spans(&words, plain, len);
    assert(words_count(plain, len) == words.count);
    struct spans sentences = {0};
    sentences_find(plain, len, &sentences);
    check_spans(&sentences, plain, len);
    check_places(text);
    spans_finish(&words);
    spans_finish(&sentences);
    text_unref(text);
    return 0;
}
