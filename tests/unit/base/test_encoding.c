/* What bytes that are no UTF-8 are taken for. */
#include "core/base/encoding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define TEXT(literal) literal, sizeof literal - 1

static const struct {
    const char *data;
    size_t len;
    const char *guess;
} rows[] = {
    {TEXT(""), NULL},
    {TEXT("The boat."), NULL},
    {TEXT("\xEF\xBB\xBFThe boat \xC3\xA9t\xC3\xA9."), NULL},
    {TEXT("The boat\0is here."), "text with a NUL in it"},
    {TEXT("The boat \xE9t\xE9."), "Latin-1, Windows-1252 or the like"},
    {TEXT("\xFF\xFET\0h\0e\0"), "UTF-16"},
    {TEXT("\xFE\xFF\0T\0h\0e"), "UTF-16"},
    {TEXT("T\0h\0e\0 \0b\0o\0a\0t\0"), "UTF-16"},
    {TEXT("\0T\0h\0e\0 \0b\0o\0a\0t"), "UTF-16"},
    {TEXT("\xFF\xFE\0\0T\0\0\0h\0\0\0"), "UTF-32"},
    {TEXT("T\0\0\0h\0\0\0e\0\0\0"), "UTF-32"},
    {TEXT("\x7F"
          "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0"),
     "binary data"},
    {TEXT("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\xE4"), "binary data"},
};

static void test_guesses(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *guess = encoding_guess(rows[i].data, rows[i].len);
        struct error error = {0};
        if (rows[i].guess)
            assert_string_equal(guess, rows[i].guess);
        else
            assert_null(guess);
        assert_int_equal(encoding_check(rows[i].data, rows[i].len, &error), !rows[i].guess);
        assert_true(!rows[i].guess || strstr(error.text, rows[i].guess));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_guesses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
