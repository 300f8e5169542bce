/* Any pattern against any path, both from a stranger's repository: it ends soon, and a path without special signs is
 * matched by itself. */
#include "core/config/ignore.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size};
    size_t bytes = feed_number(&feed, feed.len + 1);
    char *pattern = feed_text(&feed, bytes, NULL);
    char *path = feed_text(&feed, feed.len, NULL);
    ignore_matches(pattern, path);
    if (path[0] && !strpbrk(path, "*?[\\!#/ \n\r\t")) {
        assert(ignore_matches(path, path));
    }
    free(pattern);
    free(path);
    return 0;
}
