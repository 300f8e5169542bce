/* Any body as the response of a model server of either family: however it is cut, the same comes of it, an answer is
 * valid text, and what is told of an error is one line. Headers and draft come along, out of the same bytes. */
#include "core/base/limits.h"
#include "core/model/draft_stream.h"
#include "core/model/retry.h"
#include "core/model/wire.h"
#include "tests/fuzz/fuzz.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct reading {
    struct reply reply;
    struct buf pieces; /* what was handed on while it came */
    struct draft_stream draft;
};

static void on_piece(void *arg, const char *piece, size_t len) {
    struct reading *reading = arg;
    size_t before, after;
    draft_stream_get(&reading->draft, &before);
    bool more = draft_stream_feed(&reading->draft, piece, len);
    draft_stream_get(&reading->draft, &after);
    assert(more ? after > before : after == before);
    buf_append(&reading->pieces, piece, len);
}

static void read_all(struct reading *reading, const struct wire *wire, int status, const struct feed *body,
                     size_t step) {
    const char *data = (const char *)body->data;
    bool more = true;
    reply_init(&reading->reply, wire->read, on_piece, reading);
    for (size_t at = 0; at < body->len && more; at += step) {
        more = reply_feed(&reading->reply, status, data + at, body->len - at < step ? body->len - at : step);
        more = more || !(reading->reply.failed || reading->reply.too_long); /* as remote.c goes on */
    }
    reply_end(&reading->reply);
}

static void check_line(const char *line) {
    for (; *line; line++) { /* bytes that are no UTF-8 are error_set's to mend */
        assert((unsigned char)*line >= ' ' && *line != 127);
    }
}

static void check(const struct reading *reading) {
    const struct reply *reply = &reading->reply;
    assert(reply->text.len <= LIMIT_ANSWER_BYTES && utf8_is_valid(buf_get(&reply->text), reply->text.len));
    assert(reading->pieces.len == reply->text.len);
    assert(memcmp(buf_get(&reading->pieces), buf_get(&reply->text), reply->text.len) == 0);
    check_line(reply->error.message);
    check_line(reply->error.code);
    check_line(reply->error.type);
    check_line(reply->error.param);
}

static void finish(struct reading *reading) {
    reply_finish(&reading->reply);
    buf_finish(&reading->pieces);
    draft_stream_finish(&reading->draft);
}

static void check_headers(const struct feed *feed) {
    struct feed copy = *feed;
    char *after_ms = feed_text(&copy, feed_number(&copy, 8), NULL), *after = feed_text(&copy, 40, NULL);
    int64_t wait_ms = retry_parse_after(after_ms, after, 1700000000000);
    assert(wait_ms >= -1);
    int64_t delay_ms = retry_choose_delay(2, wait_ms, feed_number(&copy, 1000));
    assert(delay_ms >= wait_ms && delay_ms >= 0);
    free(after_ms);
    free(after);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const int statuses[] = {200, 200, 200, 400, 503};
    struct feed feed = {data, size};
    const struct wire *wire = feed_number(&feed, 2) ? &wire_anthropic : &wire_openai;
    int status = statuses[feed_number(&feed, 5)];
    size_t step = 1 + feed_number(&feed, 9);
    struct reading whole = {0}, pieces = {0};
    check_headers(&feed);
    read_all(&whole, wire, status, &feed, feed.len + 1);
    read_all(&pieces, wire, status, &feed, step);
    check(&whole);
    check(&pieces);
    const struct reply *a = &whole.reply, *b = &pieces.reply;
    assert(a->shape == b->shape && a->finish == b->finish && a->failed == b->failed && a->too_long == b->too_long);
    assert(a->text.len == b->text.len && memcmp(buf_get(&a->text), buf_get(&b->text), a->text.len) == 0);
    assert(a->prompt_tokens == b->prompt_tokens && a->answer_tokens == b->answer_tokens);
    assert(memcmp(&a->error, &b->error, sizeof a->error) == 0);
    finish(&whole);
    finish(&pieces);
    return 0;
}
