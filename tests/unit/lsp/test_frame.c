/* Framing: every stream is read whole, one byte at a time, and cut at every single place, and has to give the same. */
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "lsp/frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Messages as "<text>", broken places as "!"; a message that starts with "?" is taken for unreadable. */
static void drain(struct frames *frames, struct buf *out) {
    struct frame frame;
    while (frames_next(frames, &frame)) {
        if (frame.data) {
            buf_printf(out, "<%.*s>", (int)frame.len, frame.data);
            if (frame.len && frame.data[0] == '?') {
                frames_retry(frames);
            }
        } else {
            assert_true(frame.problem[0]);
            buf_append_char(out, '!');
        }
    }
}

static char *read_cut(const char *stream, size_t len, size_t cut, size_t step) {
    struct frames frames = {0};
    struct buf out = {0};
    frames_add(&frames, stream, cut);
    drain(&frames, &out);
    for (size_t at = cut; at < len; at += step) {
        frames_add(&frames, stream + at, step < len - at ? step : len - at);
        drain(&frames, &out);
    }
    frames_finish(&frames);
    return buf_take(&out);
}

static void expect(const char *stream, const char *wanted) {
    size_t len = strlen(stream);
    for (size_t cut = 0; cut <= len; cut++) {
        char *got = read_cut(stream, len, cut, len);
        assert_string_equal(got, wanted);
        free(got);
    }
    char *got = read_cut(stream, len, 0, 1);
    assert_string_equal(got, wanted);
    free(got);
}

static void test_plain(void **state) {
    (void)state;
    expect("Content-Length: 2\r\n\r\n{}", "<{}>");
    expect("Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\n[12]", "<{}><[12]>");
    expect("Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\n1", "<><1>");
}

static void test_headers(void **state) {
    (void)state;
    expect("content-LENGTH:2\r\n\r\n{}", "<{}>");
    expect("Content-Length: \t2 \r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n{}", "<{}>");
    expect("Content-Type: x\r\nX-Other: y\r\nContent-Length: 2\r\n\r\n{}", "<{}>");
    expect("Content-Length: 2\n\n{}", "<{}>");
    expect("\r\n\r\nContent-Length: 2\r\n\r\n{}\r\nContent-Length: 1\r\n\r\n7", "<{}><7>");
    expect("Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", "<{}>");
    /* Two that differ: nobody knows which is meant, and what stands behind the last may be a message. */
    expect("Content-Length: 3\r\nContent-Length: 2\r\n\r\n{}Content-Length: 1\r\n\r\n7", "!<{}><7>");
}

static void test_garbage(void **state) {
    (void)state;
    const char *good = "Content-Length: 2\r\n\r\n{}";
    static const char *const garbage[] = {
        "hello\n",
        "hello",
        "\xef\xbb\xbf",
        "{\"jsonrpc\":\"2.0\"}",
        "{\"jsonrpc\":\"2.0\"}\r\n",
        "Content-Length: -5\r\n\r\n",
        "Content-Length: five\r\n\r\n",
        "Content-Length: 5x\r\n\r\n",
        "Content-Length:\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n",
        "Content-Type: x\r\n\r\n{\"a\":1}\r\n",
        "Content-",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        "cccontent-leContent-Lengt",
    };
    for (size_t i = 0; i < sizeof garbage / sizeof *garbage; i++) {
        char *stream = mem_format("%s%s%s%s", good, garbage[i], good, good);
        expect(stream, "<{}>!<{}><{}>");
        free(stream);
    }
}

static void test_bytes(void **state) {
    (void)state;
    struct buf stream = {0};
    for (int i = 0; i < 3 * (int)LIMIT_HEADER_BYTES; i++) {
        buf_append_char(&stream, (char)(i % 7 ? i : 'c'));
    }
    buf_append_text(&stream, "Content-Length: 2\r\n\r\n{}");
    char *got = read_cut(buf_get(&stream), stream.len, 0, 1);
    assert_string_equal(got, "!<{}>");
    free(got);
    buf_finish(&stream);
}

static void test_endless_header(void **state) {
    (void)state;
    struct buf stream = {0};
    buf_append_text(&stream, "X-Long: ");
    for (unsigned i = 0; i < LIMIT_HEADER_BYTES; i++) {
        buf_append_char(&stream, 'a');
    }
    buf_append_text(&stream, "\r\nContent-Length: 2\r\n\r\n{}");
    char *got = read_cut(buf_get(&stream), stream.len, 0, 100);
    assert_string_equal(got, "!<{}>");
    free(got);
    buf_finish(&stream);
}

static void test_wrong_length(void **state) {
    (void)state;
    /* Too long by some: the message swallows the next header, which is found again. */
    expect("Content-Length: 9\r\n\r\n?{}Content-Length: 2\r\n\r\n{}", "<?{}Conten><{}>");
    expect("Content-Length: 4\r\n\r\n?{}Content-Length: 2\r\n\r\n{}", "<?{}C><{}>");
    expect("Content-Length: 13\r\n\r\n?{}Content-Length: 2\r\n\r\n{}", "<?{}Content-Le><{}>");
    expect("Content-Length: 26\r\n\r\n?{}Content-Length: 2\r\n\r\n{}", "<?{}Content-Length: 2\r\n\r\n{}><{}>");
    /* Too short: the rest is garbage. */
    expect("Content-Length: 1\r\n\r\n{}Content-Length: 2\r\n\r\n{}", "<{>!<{}>");
}

static void test_too_long(void **state) {
    (void)state;
    struct frames frames = {0};
    struct buf out = {0};
    struct buf header = {0};
    size_t left = LIMIT_MESSAGE_BYTES + 1;
    char block[65536];
    memset(block, 'x', sizeof block);
    memcpy(block + 100, "Content-Length: 2\r\n\r\n{}", 23); /* inside of what is skipped: not read */
    buf_printf(&header, "Content-Length: %zu\r\n\r\n", left);
    frames_add(&frames, buf_get(&header), header.len);
    drain(&frames, &out);
    while (left) {
        size_t part = left < sizeof block ? left : sizeof block;
        frames_add(&frames, block, part);
        drain(&frames, &out);
        left -= part;
        assert_true(frames.buf.capacity < (1u << 20));
    }
    assert_true(frames_is_empty(&frames));
    frames_add(&frames, "Content-Length: 1\r\n\r\n7", 22);
    drain(&frames, &out);
    assert_string_equal(buf_get(&out), "!<7>");
    buf_finish(&out);
    buf_finish(&header);
    frames_finish(&frames);
}

static void test_format(void **state) {
    (void)state;
    struct buf out = {0};
    frame_format(&out, "{\"a\":\"\xc3\xa4\"}", 10);
    assert_string_equal(buf_get(&out), "Content-Length: 10\r\n\r\n{\"a\":\"\xc3\xa4\"}");
    buf_finish(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),    cmocka_unit_test(test_headers),        cmocka_unit_test(test_garbage),
        cmocka_unit_test(test_bytes),    cmocka_unit_test(test_endless_header), cmocka_unit_test(test_wrong_length),
        cmocka_unit_test(test_too_long), cmocka_unit_test(test_format),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
