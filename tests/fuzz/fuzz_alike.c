/* Any two texts: comparing them the quick way agrees with comparing their folded forms, which fold to themselves. */
#include "core/base/list.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size};
    size_t bytes = feed_number(&feed, feed.len + 1);
    char *a = feed_text(&feed, bytes, NULL);
    char *b = feed_text(&feed, feed.len, NULL);
    char *folded_a = text_fold(a);
    char *folded_b = text_fold(b);
    bool same = strcmp(folded_a, folded_b) == 0;
    assert(text_alike(a, b) == same);
    assert(text_alike(a, folded_a));
    struct list list = {0};
    list_add(&list, a);
    assert(list_add_new(&list, b) == !same);
    assert(list_find_alike(&list, b, NULL));
    list_finish(&list);
    free(folded_a);
    free(folded_b);
    free(a);
    free(b);
    return 0;
}
