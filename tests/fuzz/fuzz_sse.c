/* Any body as server-sent events: however it is cut, the same events come out, and none is longer than allowed. */
#include "core/model/sse.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define EVENT_BYTES_MAX 64

static bool on_event(void *arg, const char *name, const char *data, size_t len) {
    struct buf *out = arg;
    assert(len <= EVENT_BYTES_MAX);
    buf_printf(out, "%s|%zu:", name, len);
    buf_append(out, data, len);
    return !(len == 4 && memcmp(data, "stop", 4) == 0);
}

static bool read_all(const char *body, size_t len, size_t step, struct buf *out) {
    struct sse sse = {.event = on_event, .arg = out, .max_bytes = EVENT_BYTES_MAX};
    bool good = true;
    for (size_t at = 0; at < len; at += step) {
        good = sse_feed(&sse, body + at, len - at < step ? len - at : step);
    }
    sse_end(&sse);
    sse_finish(&sse);
    return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size};
    size_t step = 1 + feed_number(&feed, 7);
    struct buf whole = {0};
    struct buf pieces = {0};
    bool whole_good = read_all((const char *)feed.data, feed.len, feed.len + 1, &whole);
    bool protected_good = read_all((const char *)feed.data, feed.len, step, &pieces);
    assert(whole_good == protected_good);
    assert(whole.len == pieces.len && memcmp(buf_get(&whole), buf_get(&pieces), whole.len) == 0);
    buf_finish(&whole);
    buf_finish(&pieces);
    return 0;
}
