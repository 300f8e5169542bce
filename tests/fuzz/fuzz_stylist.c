/* Any text to every part of the stylist: verdicts in range, rewrites that are text, and the sentences it infers are
 * those that it can read. */
#include "core/stylist/stylist.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void check_text(char *text) {
    assert(text && utf8_is_valid(text, strlen(text)));
    free(text);
}

static void add_preferences(struct feed *feed, struct list *preferences) {
    for (size_t count = feed_number(feed, 4); count > 0; count--) {
        const struct trait *trait = stylist_get_trait(feed_number(feed, stylist_count_traits()));
        list_add(preferences, trait_get_preference(trait, feed_number(feed, trait_count_values(trait))));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size < 1000 ? size : 1000};
    enum format format = (enum format)feed_number(&feed, FORMAT_COUNT);
    struct list preferences = {0};
    add_preferences(&feed, &preferences);
    size_t bytes = feed_number(&feed, feed.len + 1);
    char *text = feed_text(&feed, bytes, NULL);
    char *other = feed_text(&feed, feed.len, NULL);
    for (size_t i = 0; i < preferences.count; i++) {
        int score = stylist_verify(text, format, preferences.items[i]);
        assert(score >= -2 && score <= 2);
    }
    struct list inferred = {0};
    stylist_infer(text, other, false, format, &inferred);
    stylist_infer(text, other, true, format, &inferred);
    for (size_t i = 0; i < inferred.count; i++) {
        const struct trait *trait;
        size_t value;
        assert(stylist_read_preference(inferred.items[i], &trait, &value));
    }
    list_finish(&inferred);
    stylist_split(other, &inferred);
    list_finish(&inferred);
    check_text(stylist_rewrite(text, format, &preferences, NULL));
    check_text(stylist_rewrite(text, format, &preferences, other));
    check_text(stylist_outline(text, format));
    check_text(stylist_write(text, format, &preferences));
    const struct example example = {.text = other};
    check_text(stylist_complete(text, other, &example, 1));
    list_finish(&preferences);
    free(text);
    free(other);
    return 0;
}
