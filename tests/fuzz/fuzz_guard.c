/* Any passage and any answer to it: what the guard lets through is valid text with all that must survive, so that it
 * is let through a second time. */
#include "core/guard/guard.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size < 3000 ? size : 3000};
    enum format format = (enum format)feed_number(&feed, FORMAT_COUNT);
    size_t bytes = feed_number(&feed, feed.len + 1);
    char *original = feed_text(&feed, bytes, NULL);
    char *answer = feed_text(&feed, feed.len, NULL);
    for (char *at = original; *at; at++)
        *at = *at == '\r' ? ' ' : *at; /* a passage has no such line ends: guard.h */
    struct error error = {0};
    char *same = guard_check(original, original, format, NULL, &error);
    bool blank = original[strspn(original, " \t\r\n")] == '\0';
    assert(blank || (same && strcmp(same, original) == 0)); /* a rewrite that changes nothing breaks nothing */
    free(same);
    int repaired = 0;
    char *guarded = guard_check(original, answer, format, &repaired, &error);
    if (guarded) {
        assert(utf8_is_valid(guarded, strlen(guarded)) && repaired >= 0);
        char *twice = guard_check(original, guarded, format, NULL, &error);
        assert(twice);
        free(twice);
    } else {
        assert(error.kind == ERROR_REFUSED && error.text[0]);
    }
    free(guarded);
    free(original);
    free(answer);
    return 0;
}
