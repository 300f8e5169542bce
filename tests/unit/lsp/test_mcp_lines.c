/* Lines: every stream is cut at every single place, and has to give the same. */
#include "core/base/limits.h"
#include "core/base/mem.h"
#include "lsp/mcp/lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void drain(struct lines *lines, struct buf *out) {
    struct line_read line;
    while (lines_next(lines, &line)) {
        if (line.data) {
            buf_printf(out, "<%.*s>", (int)line.len, line.data);
        } else {
            buf_append_char(out, '!');
        }
    }
}

static void expect(const char *stream, const char *wanted) {
    size_t len = strlen(stream);
    for (size_t step = 1; step <= len; step++) {
        struct lines lines = {0};
        struct buf out = {0};
        for (size_t at = 0; at < len; at += step) {
            lines_add(&lines, stream + at, step < len - at ? step : len - at);
            drain(&lines, &out);
        }
        assert_string_equal(buf_get(&out), wanted);
        buf_finish(&out);
        lines_finish(&lines);
    }
}

static void test_lines(void **state) {
    (void)state;
    expect("{\"a\":1}\n{\"b\":2}\n", "<{\"a\":1}><{\"b\":2}>");
    expect("one\r\n\n \t\r\ntwo\n\n", "<one\r><two>");
    expect("no end", "");
    expect("\n\n\n", "");
}

static void test_a_line_over_the_limit(void **state) {
    (void)state;
    size_t len = LIMIT_MESSAGE_BYTES / 4 + 1;
    char *chunk = mem_alloc(len);
    struct lines lines = {0};
    struct buf out = {0};
    memset(chunk, 'x', len);
    for (int i = 0; i < 6; i++) { /* reported as soon as it is over, once, and not kept */
        lines_add(&lines, chunk, len);
        drain(&lines, &out);
        assert_string_equal(buf_get(&out), i < 3 ? "" : "!");
    }
    assert_true(lines.buf.len - lines.start < len);
    lines_add(&lines, "x\nnext\n", 7);
    drain(&lines, &out);
    assert_string_equal(buf_get(&out), "!<next>");
    chunk[len - 1] = '\n'; /* one that comes whole */
    for (int i = 0; i < 5; i++) {
        chunk[len - 1] = i == 4 ? '\n' : 'x';
        lines_add(&lines, chunk, len);
    }
    drain(&lines, &out);
    assert_string_equal(buf_get(&out), "!<next>!");
    lines_add(&lines, "last\n", 5);
    drain(&lines, &out);
    assert_string_equal(buf_get(&out), "!<next>!<last>");
    buf_finish(&out);
    lines_finish(&lines);
    free(chunk);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_a_line_over_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
