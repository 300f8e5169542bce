/* Foreign text made harmless: what each form makes of each kind of character, and that nothing is left that steers. */
#include "core/base/printable.h"
#include "core/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_forms(void **state) {
    (void)state;
    static const struct {
        const char *text, *line, *lines, *json;
    } rows[] = {
        {"plain \xc3\xa9\xc2\xa0\xe2\x80\x94", "plain \xc3\xa9\xc2\xa0\xe2\x80\x94",
         "plain \xc3\xa9\xc2\xa0\xe2\x80\x94", "plain \xc3\xa9\xc2\xa0\xe2\x80\x94"},
        {"a\x1b[2Jb\x7f", "a [2Jb ", "a [2Jb ", "a [2Jb\\u007f"},
        {"a\xc2\x9b"
         "2J",
         "a  2J", "a  2J", "a\\u009b2J"},
        {"a\tb\nc\r\nd\re", "a b c  d e", "a\tb\nc\nd\ne", "a\tb\nc\r\nd\re"},
        {"a\xe2\x80\xa8"
         "b\xc2\x85"
         "c",
         "a   b  c", "a\nb\nc", "a\\u2028b\\u0085c"},
        {"a\xe2\x80\xae"
         "gpj.exe",
         "a<U+202E>gpj.exe", "a<U+202E>gpj.exe", "a\\u202egpj.exe"},
        {"no\xe2\x80\x8bw\xef\xbb\xbf", "no<U+200B>w<U+FEFF>", "no<U+200B>w<U+FEFF>", "no\\u200bw\\ufeff"},
        {"x\xf3\xa0\x81\x81", "x<U+E0041>", "x<U+E0041>", "x\\udb40\\udc41"},
        {"\xff\xc3", "\xef\xbf\xbd\xef\xbf\xbd", "\xef\xbf\xbd\xef\xbf\xbd", "\xef\xbf\xbd\xef\xbf\xbd"},
        /* a joiner is spelling between letters beyond ASCII and in emoji, and hidden elsewhere */
        {"\xd9\x85\xe2\x80\x8c\xd8\xae", "\xd9\x85\xe2\x80\x8c\xd8\xae", "\xd9\x85\xe2\x80\x8c\xd8\xae",
         "\xd9\x85\xe2\x80\x8c\xd8\xae"},
        {"a\xe2\x80\x8d"
         "b\xe2\x80\x8d",
         "a<U+200D>b<U+200D>", "a<U+200D>b<U+200D>", "a\\u200db\\u200d"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const wanted[] = {rows[i].line, rows[i].lines, rows[i].json};
        for (enum printable_form form = PRINTABLE_LINE; form <= PRINTABLE_JSON; form++) {
            char *got = printable_copy(rows[i].text, form), *again = printable_copy(got, form);
            assert_string_equal(got, wanted[form]);
            assert_string_equal(again, got);
            free(got);
            free(again);
        }
    }
    char *none = printable_copy(NULL, PRINTABLE_LINE);
    assert_string_equal(none, "");
    free(none);
}

/* Any bytes at all: what comes out is UTF-8 without a control character, and without one that is hidden alone. */
static void test_any_bytes(void **state) {
    (void)state;
    unsigned seed = 7;
    for (int round = 0; round < 20000; round++) {
        char bytes[24];
        for (size_t i = 0; i < sizeof bytes; i++) {
            seed = seed * 1103515245u + 12345u;
            bytes[i] = (char)(seed >> 16);
            if (seed >> 30 == 0)
                memcpy(bytes + i / 4 * 3, "\xe2\x80\x8d", 3); /* near the hidden ones more often than by chance */
        }
        struct buf out = {0};
        printable_append(&out, bytes, sizeof bytes, PRINTABLE_LINE);
        assert_true(utf8_is_valid(out.data, out.len));
        for (size_t at = 0; at < out.len;) {
            int32_t code_point = utf8_next(out.data, out.len, &at);
            assert_true(code_point >= 0x20 && !(code_point >= 0x7f && code_point < 0xa0));
            assert_true(!printable_is_hidden(code_point) || code_point == 0x200c || code_point == 0x200d);
        }
        buf_finish(&out);
    }
}

static void test_strip(void **state) {
    (void)state;
    static const struct {
        const char *text, *own, *wanted;
    } rows[] = {
        {"plain \xc3\xa9\n\ttext", NULL, "plain \xc3\xa9\n\ttext"},
        {"\xe2\x80\xae"
         "over\xe2\x80\xac",
         "own", "over"},
        {"\xe2\x80\xaeover\xe2\x80\xac",
         "the \xe2\x80\xae"
         "and \xe2\x80\xac of mine",
         "\xe2\x80\xaeover\xe2\x80\xac"},
        {"bell\x07 \x1b[31mred\xc2\x9b", "", "bell [31mred"},
        {"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7", NULL, "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"},
        {"zero\xe2\x80\x8bwidth", NULL, "zerowidth"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *stripped = printable_strip(rows[i].text, rows[i].own);
        assert_string_equal(stripped, rows[i].wanted);
        free(stripped);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strip),
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
