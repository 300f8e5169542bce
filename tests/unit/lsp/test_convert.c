/* Positions in three encodings, and URIs. */
#include "core/base/mem.h"
#include "lsp/convert.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect_offset(struct text *text, uint64_t line, uint64_t character, size_t utf8, size_t utf16,
                          size_t utf32) {
    struct position position = {line, character};
    assert_int_equal(convert_to_offset(text, ENCODING_UTF8, position), utf8);
    assert_int_equal(convert_to_offset(text, ENCODING_UTF16, position), utf16);
    assert_int_equal(convert_to_offset(text, ENCODING_UTF32, position), utf32);
}

static void expect_position(struct text *text, size_t offset, uint64_t line, uint64_t utf8, uint64_t utf16,
                            uint64_t utf32) {
    const uint64_t wanted[] = {utf8, utf16, utf32};
    for (int i = 0; i < 3; i++) {
        struct position position = convert_to_position(text, (enum encoding)i, offset);
        assert_int_equal(position.line, line);
        assert_int_equal(position.character, wanted[i]);
    }
}

static void test_columns(void **state) {
    (void)state;
    /* a, a umlaut (2 bytes), euro (3), emoji (4; two UTF-16 units), z */
    const char *data = "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80z";
    struct text *text = text_create(data, strlen(data));
    expect_offset(text, 0, 0, 0, 0, 0);
    expect_offset(text, 0, 1, 1, 1, 1);
    expect_offset(text, 0, 2, 1, 3, 3); /* UTF-8: inside of the umlaut */
    expect_offset(text, 0, 3, 3, 6, 6);
    expect_offset(text, 0, 4, 3, 6, 10); /* UTF-16: inside of the surrogate pair */
    expect_offset(text, 0, 5, 3, 10, 11);
    expect_offset(text, 0, 6, 6, 11, 11);
    expect_offset(text, 0, 9, 6, 11, 11);
    expect_offset(text, 0, 10, 10, 11, 11);
    expect_offset(text, 0, 11, 11, 11, 11);
    expect_offset(text, 0, 1000000, 11, 11, 11);
    expect_position(text, 0, 0, 0, 0, 0);
    expect_position(text, 1, 0, 1, 1, 1);
    expect_position(text, 3, 0, 3, 2, 2);
    expect_position(text, 6, 0, 6, 3, 3);
    expect_position(text, 10, 0, 10, 5, 4);
    expect_position(text, 11, 0, 11, 6, 5);
    text_unref(text);
}

static void test_lines(void **state) {
    (void)state;
    const char *data = "one\r\n\xc3\xa4\ntwo\rx\n";
    struct text *text = text_create(data, strlen(data));
    expect_offset(text, 0, 3, 3, 3, 3);
    expect_offset(text, 0, 4, 3, 3, 3); /* never between \r and \n */
    expect_offset(text, 0, 99, 3, 3, 3);
    expect_offset(text, 1, 0, 5, 5, 5);
    expect_offset(text, 1, 1, 5, 7, 7);
    expect_offset(text, 1, 9, 7, 7, 7);
    expect_offset(text, 2, 0, 8, 8, 8);
    expect_offset(text, 3, 0, 12, 12, 12);
    expect_offset(text, 3, 7, 13, 13, 13);
    expect_offset(text, 4, 0, 14, 14, 14);
    expect_offset(text, 5, 0, 14, 14, 14);
    expect_offset(text, UINT64_C(1) << 40, 3, 14, 14, 14);
    expect_position(text, 4, 0, 3, 3, 3);
    expect_position(text, 5, 1, 0, 0, 0);
    expect_position(text, 7, 1, 2, 1, 1);
    expect_position(text, 14, 4, 0, 0, 0);
    text_unref(text);
}

static void test_empty(void **state) {
    (void)state;
    struct text *text = text_create("", 0);
    expect_offset(text, 0, 0, 0, 0, 0);
    expect_offset(text, 0, 5, 0, 0, 0);
    expect_offset(text, 5, 0, 0, 0, 0);
    expect_position(text, 0, 0, 0, 0, 0);
    text_unref(text);
}

/* Blocks against counting one by one, on lines longer than several blocks. */
static void test_long_lines(void **state) {
    (void)state;
    static const char *const pieces[] = {"a", "\xc3\xa4", "\xe2\x82\xac", "\xf0\x9f\x98\x80"};
    static const unsigned units[][4] = {{1, 2, 3, 4}, {1, 1, 1, 2}, {1, 1, 1, 1}};
    char *line = mem_alloc(5000);
    for (unsigned seed = 1; seed < 60; seed++) {
        unsigned random = seed;
        unsigned order[400];
        size_t count = seed * 6;
        size_t len = 0;
        for (size_t i = 0; i < count; i++) {
            random = random * 1103515245u + 12345u;
            order[i] = seed % 5 == 0 ? 3 : (random >> 16) % 4;
            size_t piece_len = strlen(pieces[order[i]]);
            memcpy(line + len, pieces[order[i]], piece_len);
            len += piece_len;
        }
        struct text *text = text_create(line, len);
        for (int encoding = 0; encoding < 3; encoding++) {
            uint64_t character = 0;
            size_t offset = 0;
            for (size_t i = 0; i <= count; i++) {
                struct position position = {0, character};
                assert_int_equal(convert_to_offset(text, (enum encoding)encoding, position), offset);
                assert_int_equal(convert_to_position(text, (enum encoding)encoding, offset).character, character);
                if (i < count) {
                    character += units[encoding][order[i]];
                    offset += strlen(pieces[order[i]]);
                }
            }
        }
        text_unref(text);
    }
    free(line);
}

static bool read_range(const char *json, struct span *span) {
    struct text *text = text_create("hello\nworld", 11);
    struct error error;
    cJSON *value = json_parse(json, strlen(json), &error);
    assert_non_null(value);
    bool good = convert_read_range(text, ENCODING_UTF16, value, span);
    cJSON_Delete(value);
    text_unref(text);
    return good;
}

static void test_read(void **state) {
    (void)state;
    struct span span;
    assert_true(read_range("{\"start\":{\"line\":0,\"character\":1},\"end\":{\"line\":1,\"character\":2}}", &span));
    assert_int_equal(span.start, 1);
    assert_int_equal(span.end, 8);
    assert_true(read_range("{\"start\":{\"line\":1,\"character\":2},\"end\":{\"line\":0,\"character\":1}}", &span));
    assert_int_equal(span.start, 1);
    assert_int_equal(span.end, 8);
    assert_true(
        read_range("{\"start\":{\"line\":0,\"character\":0},\"end\":{\"line\":4e9,\"character\":1e15}}", &span));
    assert_int_equal(span.end, 11);
    assert_false(read_range("{\"start\":{\"line\":0,\"character\":1}}", &span));
    assert_false(read_range("{\"start\":{\"line\":-1,\"character\":1},\"end\":{\"line\":1,\"character\":2}}", &span));
    assert_false(read_range("{\"start\":{\"line\":0.5,\"character\":1},\"end\":{\"line\":1,\"character\":2}}", &span));
    assert_false(
        read_range("{\"start\":{\"line\":\"0\",\"character\":1},\"end\":{\"line\":1,\"character\":2}}", &span));
    assert_false(read_range("{\"start\":[0,1],\"end\":[1,2]}", &span));
    assert_false(read_range("7", &span));
}

static void test_format(void **state) {
    (void)state;
    struct text *text = text_create("\xf0\x9f\x98\x80 one\ntwo", 12);
    struct edits edits = {0};
    edits_add(&edits, 5, 8, "1 \"\xc3\xa4", 5);
    edits_add(&edits, 9, 9, "", 0);
    cJSON *value = convert_format_edits(text, ENCODING_UTF16, &edits);
    char *json = json_format(value);
    assert_string_equal(json,
                        "[{\"range\":{\"start\":{\"line\":0,\"character\":3},\"end\":{\"line\":0,\"character\":6}},"
                        "\"newText\":\"1 \\\"\xc3\xa4\"},{\"range\":{\"start\":{\"line\":1,\"character\":0},"
                        "\"end\":{\"line\":1,\"character\":0}},\"newText\":\"\"}]");
    free(json);
    cJSON_Delete(value);
    edits_finish(&edits);
    text_unref(text);
}

static void test_encodings(void **state) {
    (void)state;
    enum encoding encoding;
    assert_true(encoding_find("utf-32", &encoding));
    assert_int_equal(encoding, ENCODING_UTF32);
    assert_false(encoding_find("latin1", &encoding));
    assert_string_equal(encoding_name(ENCODING_UTF8), "utf-8");
}

static void test_uri_to_path(void **state) {
    (void)state;
    static const struct {
        const char *uri;
        const char *path;
    } cases[] = {
        {"file:///home/ann/a.md", "/home/ann/a.md"},
        {"FILE:///home/ann/a.md", "/home/ann/a.md"},
        {"file://localhost/home/a.md", "/home/a.md"},
        {"file:/home/a.md", "/home/a.md"},
        {"file:///a%20b/%C3%A4%23.md", "/a b/\xc3\xa4#.md"},
        {"file:///a%2fb", "/a/b"},
        {"file:///a/./b/../c.md", "/a/c.md"},
        {"file:///a//b/", "/a/b"},
        {"file:///a%", "/a%"},
        {"file:///a%4", "/a%4"},
        {"file:///a%zz", "/a%zz"},
        {"file:///a.md?x=1", "/a.md"},
        {"file:///a.md#line", "/a.md"},
        {"file:///", "/"},
        {"file:///a%00b", NULL},
        {"file:///a%ff", NULL},
        {"file://server/share/a.md", NULL},
        {"file:a.md", NULL},
        {"file:", NULL},
        {"untitled:Untitled-1", NULL},
        {"git:/home/a.md?ref", NULL},
        {"", NULL},
        {"/home/a.md", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = convert_uri_to_path(cases[i].uri);
        if (cases[i].path) {
            assert_non_null(path);
            assert_string_equal(path, cases[i].path);
        } else {
            assert_null(path);
        }
        free(path);
    }
}

static void test_path_to_uri(void **state) {
    (void)state;
    char *uri = convert_path_to_uri("/a b/\xc3\xa4#%.md");
    assert_string_equal(uri, "file:///a%20b/%C3%A4%23%25.md");
    char *path = convert_uri_to_path(uri);
    assert_string_equal(path, "/a b/\xc3\xa4#%.md");
    free(path);
    free(uri);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns),    cmocka_unit_test(test_lines),       cmocka_unit_test(test_empty),
        cmocka_unit_test(test_long_lines), cmocka_unit_test(test_read),        cmocka_unit_test(test_format),
        cmocka_unit_test(test_encodings),  cmocka_unit_test(test_uri_to_path), cmocka_unit_test(test_path_to_uri),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
