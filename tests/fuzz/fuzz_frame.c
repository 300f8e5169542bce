/* Any bytes as a stream of messages: however it is cut, the same messages come out, and what is in the input lies whole
 * in what they borrow. */
#include "lsp/frame.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* All messages one after the other, each with its length; broken places as "!". */
static void read_all(struct frames *frames, struct buf *out) {
    struct frame frame;
    while (frames_next(frames, &frame)) {
        if (frame.data) {
            buf_printf(out, "%zu:", frame.len);
            buf_append(out, frame.data, frame.len);
        } else {
            assert(memchr(frame.problem, '\0', sizeof frame.problem) && frame.problem[0]);
            buf_append_char(out, '!');
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct feed feed = {data, size};
    size_t step = 1 + feed_number(&feed, 7);
    struct frames whole = {0};
    struct frames pieces = {0};
    struct buf whole_out = {0};
    struct buf pieces_out = {0};
    frames_add(&whole, (const char *)feed.data, feed.len);
    read_all(&whole, &whole_out);
    for (size_t at = 0; at < feed.len; at += step) {
        frames_add(&pieces, (const char *)feed.data + at, feed.len - at < step ? feed.len - at : step);
        read_all(&pieces, &pieces_out);
    }
    assert(whole_out.len == pieces_out.len && memcmp(buf_get(&whole_out), buf_get(&pieces_out), whole_out.len) == 0);
    assert(frames_is_empty(&whole) == frames_is_empty(&pieces));
    frames_finish(&whole);
    frames_finish(&pieces);
    buf_finish(&whole_out);
    buf_finish(&pieces_out);
    return 0;
}
