/* Any text as a model's answer, to every reader: each gives a value or says that it could not be read. */
#include "core/model/answer.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void check_text(char *text, const struct error *error) {
    assert(text || error->kind == ERROR_UNREADABLE);
    assert(!text || utf8_is_valid(text, strlen(text)));
    free(text);
}

static void check_list(bool read, struct list *list, const struct error *error) {
    assert(read || (error->kind == ERROR_UNREADABLE && list->count == 0));
    for (size_t i = 0; i < list->count; i++) {
        for (size_t j = i + 1; j < list->count && list->count < 50; j++) {
            assert(!text_alike(list->items[i], list->items[j]));
        }
    }
    list_finish(list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size};
    bool cut_off = feed_number(&feed, 2) == 1;
    size_t passage_bytes = feed_number(&feed, 32);
    char *passage = feed_text(&feed, passage_bytes, NULL);
    char *answer = feed_text(&feed, feed.len, NULL);
    struct error error = {0};
    check_text(answer_read_preferences(answer, &error), &error);
    error = (struct error){0};
    check_text(answer_read_draft(answer, cut_off, &error), &error);
    error = (struct error){0};
    check_text(answer_read_rewrite(answer, passage, cut_off, &error), &error);
    error = (struct error){0};
    struct list list = {0};
    bool read = answer_read_list(answer, &list, &error);
    check_list(read, &list, &error);
    error.kind = ERROR_UNREADABLE;
    read = answer_read_json_list(answer, &list);
    list_finish(&list);
    int score = 99;
    error = (struct error){0};
    read = answer_read_verdict(answer, &score, &error);
    assert(read ? score >= -2 && score <= 2 : error.kind == ERROR_UNREADABLE);
    free(answer);
    free(passage);
    return 0;
}
