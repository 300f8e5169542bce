/* Surroundings, cut where a sentence begins or ends; with no such place near, at a word; at a character always. */
#include "core/writing/write_context.h"

#include "core/base/mem.h"
#include "core/text/words.h"

#include <string.h>

static bool is_inside_character(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

char *context_copy_before(const char *data, size_t offset, size_t bytes) {
    if (offset <= bytes)
        return mem_copy(data, offset);
    size_t start = offset - bytes;
    while (start < offset && is_inside_character(data[start]))
        start++;
    struct spans sentences = {0};
    sentences_find(data + start, offset - start, &sentences);
    size_t from = start;
    if (sentences.count > 1) { /* the first one has lost its start */
        from = start + sentences.items[1].start;
    } else {
        while (from < offset && strchr(" \t\n", data[from]) == NULL)
            from++;
    }
    spans_finish(&sentences);
    return mem_copy(data + from, offset - from);
}

char *context_copy_after(const char *data, size_t len, size_t offset, size_t bytes) {
    if (len - offset <= bytes)
        return mem_copy(data + offset, len - offset);
    size_t end = offset + bytes;
    while (end > offset && is_inside_character(data[end]))
        end--;
    struct spans sentences = {0};
    sentences_find(data + offset, end - offset, &sentences);
    size_t to = end;
    if (sentences.count > 1) {
        to = offset + sentences.items[sentences.count - 2].end;
    } else {
        while (to > offset && strchr(" \t\n", data[to - 1]) == NULL)
            to--;
    }
    spans_finish(&sentences);
    return mem_copy(data + offset, to - offset);
}
