/* Any finished writing, mail and all else: samples lie in order inside of it, are text of a bearable length, hold no
 * secret, and once they are learned from nothing is left to learn. */
#include "core/base/limits.h"
#include "core/document/harvest.h"
#include "core/text/secret.h"
#include "core/text/words.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const names[] = {"a.txt", "a.md", "a.tex", "a.eml", "COMMIT_EDITMSG"};

static void check_samples(const struct harvest *harvest, size_t len) {
    size_t end = 0;
    for (size_t i = 0; i < harvest->count; i++) {
        const struct harvest_sample *item = &harvest->items[i];
        size_t item_len = strlen(item->text);
        assert(item->span.start >= end && item->span.start < item->span.end && item->span.end <= len);
        end = item->span.end;
        assert(utf8_is_valid(item->text, item_len));
        assert(words_count(item->text, item_len) <= 2 * SAMPLE_WORDS_MAX);
        assert(!secret_find(item->text, item_len));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size < 6000 ? size : 6000};
    const char *name = names[feed_number(&feed, sizeof names / sizeof *names)];
    size_t len;
    char *text = feed_text(&feed, feed.len, &len);
    struct document *document = document_create(name, NULL, text, len);
    struct harvest finished = {0}, typed = {0}, again = {0};
    harvest_find_finished(document, &finished);
    check_samples(&finished, len);
    harvest_finish(&finished);
    document_set_text(document, "", 0);
    document_set_text(document, text, len < 100 ? len : 100); /* typed in two pieces: no paste */
    document_set_text(document, text, len);
    harvest_find(document, &typed);
    check_samples(&typed, text_get_len(document_get_text(document)));
    for (size_t i = 0; i < typed.count; i++) {
        harvest_advance(document, &typed.items[i]);
    }
    harvest_find(document, &again);
    assert(again.count == 0 || typed.count == 0 || again.count < typed.count + 1);
    harvest_finish(&again);
    harvest_finish(&typed);
    document_destroy(document);
    free(text);
    return 0;
}
