/* The rules are those that prosed reads all prose by, so a sentence does not end at "e.g." here and go on there. */
#include "lsp/parts.h"

#include "core/text/words.h"

#include <string.h>

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static cJSON *format_ends(const struct spans *spans, const char *text, enum encoding encoding) {
    cJSON *ends = cJSON_CreateArray();
    size_t len = strlen(text);
    for (size_t i = 0; i < spans->count; i++) {
        size_t end = spans->items[i].end, next = i + 1 < spans->count ? spans->items[i + 1].start : len;
        while (end < next && !is_space(text[end])) {
            end++;
        }
        end = i + 1 < spans->count ? end : len;
        cJSON_AddItemToArray(ends, cJSON_CreateNumber((double)convert_count_units(text, end, encoding)));
    }
    return ends;
}

void parts_add(cJSON *object, const char *text, enum encoding encoding) {
    struct spans words = {0}, sentences = {0};
    words_find(text, strlen(text), &words);
    sentences_find(text, strlen(text), &sentences);
    cJSON_AddItemToObject(object, "words", format_ends(&words, text, encoding));
    cJSON_AddItemToObject(object, "sentences", format_ends(&sentences, text, encoding));
    spans_finish(&words);
    spans_finish(&sentences);
}
