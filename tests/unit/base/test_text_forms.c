/* UTF-8 walking, classes and repair; error texts; lists and the form in which texts are compared. */
#include "core/base/error.h"
#include "core/base/list.h"
#include "core/base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_walk_both_ways(void **state) {
    (void)state;
    /* a, e acute, euro, smile, stray byte, cut euro, overlong slash, surrogate, b */
    static const char text[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\x80\xe2\x82\xc0\xaf\xed\xa0\x80"
                               "b";
    size_t len = sizeof text - 1;
    size_t places[32];
    int32_t points[32];
    size_t count = 0;
    for (size_t at = 0; at < len;) {
        places[count] = at;
        points[count++] = utf8_next(text, len, &at);
    }
    static const int32_t wanted[] = {'a',    0xe9,   0x20ac, 0x1f600, 0xfffd, 0xfffd, 0xfffd,
                                     0xfffd, 0xfffd, 0xfffd, 0xfffd,  0xfffd, 'b'};
    assert_int_equal(count, sizeof wanted / sizeof *wanted);
    assert_memory_equal(points, wanted, sizeof wanted);
    size_t at = len;
    while (count--) {
        assert_int_equal(utf8_previous(text, &at), wanted[count]);
        assert_int_equal(at, places[count]);
    }
    assert_int_equal(at, 0);
}

static void test_valid(void **state) {
    (void)state;
    assert_true(utf8_is_valid("", 0));
    assert_true(utf8_is_valid("a\0\xf4\x8f\xbf\xbf", 6));
    assert_false(utf8_is_valid("\xf4\x90\x80\x80", 4));
    assert_false(utf8_is_valid("\xe2\x82", 2));
    assert_false(utf8_is_valid("\xc1\x81", 2));
}

static void test_encode_and_repair(void **state) {
    (void)state;
    char out[4];
    assert_int_equal(utf8_encode(0x1f600, out), 4);
    assert_memory_equal(out, "\xf0\x9f\x98\x80", 4);
    assert_int_equal(utf8_encode(0xd800, out), 3); /* no such character: U+FFFD */
    assert_memory_equal(out, "\xef\xbf\xbd", 3);
    size_t len;
    char *repaired = utf8_repair("a\xff\0z", 4, &len);
    assert_int_equal(len, 6);
    assert_memory_equal(repaired, "a\xef\xbf\xbd\0z", 7);
    free(repaired);
    repaired = utf8_repair("", 0, NULL);
    assert_string_equal(repaired, "");
    free(repaired);
}

static void test_classes(void **state) {
    (void)state;
    static const struct {
        int32_t code_point;
        bool letter, digit, upper, space, emoji;
    } rows[] = {
        {'a', .letter = true},
        {'Z', .letter = true, .upper = true},
        {'7', .digit = true},
        {'_', .letter = false},
        {0xc9, .letter = true, .upper = true},
        {0xdf, .letter = true},
        {0x301, .letter = true},
        {0x4e2d, .letter = true},
        {0x0663, .digit = true},
        {' ', .space = true},
        {'\n', .space = true},
        {0xa0, .space = true},
        {0x2009, .space = true},
        {0x200b, .space = false},
        {0x1f600, .emoji = true},
        {0x2764, .emoji = true},
        {0x1f1e9, .emoji = true},
        {0x1f3fd, .emoji = true},
        {0xa9, .emoji = false},
        {0x2122, .emoji = false},
        {'#', .emoji = false},
        {0x2014, .emoji = false},
        {0x1c5, .letter = true, .upper = true},
        {0xfffd, .letter = false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int32_t c = rows[i].code_point;
        if (utf8_is_letter(c) != rows[i].letter || utf8_is_digit(c) != rows[i].digit ||
            utf8_is_upper(c) != rows[i].upper || utf8_is_space(c) != rows[i].space ||
            utf8_is_emoji(c) != rows[i].emoji) {
            fail_msg("classes of U+%04X", (unsigned)c);
        }
    }
    assert_int_equal(utf8_to_lower(0xc9), 0xe9);
    assert_int_equal(utf8_to_upper(0xe9), 0xc9);
    assert_int_equal(utf8_to_upper('.'), '.');
}

static void test_error_text(void **state) {
    (void)state;
    struct error error = {0};
    assert_false(error_set(NULL, ERROR_IO, "x"));
    assert_false(error_add_context(NULL, "x"));
    assert_false(error_set(&error, ERROR_IO, "one\ntwo\xff%d", 3));
    assert_string_equal(error.text, "one two\xef\xbf\xbd"
                                    "3");
    assert_false(error_add_context(&error, "file %s", "f"));
    assert_string_equal(error.text, "file f: one two\xef\xbf\xbd"
                                    "3");
    assert_int_equal(error.kind, ERROR_IO);
    assert_string_equal(error_kind_name(ERROR_STALE), "stale");
    assert_string_equal(error_kind_name((enum error_kind)99), "unknown");
}

static void test_error_is_cut_between_characters(void **state) {
    (void)state;
    char text[800];
    for (size_t lead = 0; lead < 5; lead++) {
        memset(text, 'x', lead);
        text[lead] = '\0';
        for (size_t i = 0; i < 120; i++) {
            strcat(text, "\xf0\x9f\x98\x80");
        }
        struct error error;
        error_set(&error, ERROR_IO, "%s", text);
        size_t len = strlen(error.text);
        assert_true(len < sizeof error.text && len > sizeof error.text - 8);
        assert_true(utf8_is_valid(error.text, len));
        assert_string_equal(error.text + len - 3, "\xe2\x80\xa6");
        error_add_context(&error, "%s", text);
        assert_true(utf8_is_valid(error.text, strlen(error.text)));
    }
    struct error whole;
    memset(text, 'y', 255);
    text[255] = '\0';
    error_set(&whole, ERROR_IO, "%s", text);
    assert_string_equal(whole.text, text);
}

static void test_alike(void **state) {
    (void)state;
    assert_true(text_alike("  Use\tShort \n sentences. ", "use short sentences."));
    assert_true(text_alike("STRASSE", "stra\xc3\x9f"
                                      "e"));
    assert_true(text_alike("\xc3\x89tude", "e\xcc\x81tude"));
    assert_true(text_alike("a\xc2\xa0"
                           "b",
                           "a b"));
    assert_false(text_alike("ab", "a b"));
    assert_false(text_alike("caf\xc3\xa9", "cafe"));
    assert_true(text_alike("", " \n"));
    assert_true(text_alike("5 K", "5 \xe2\x84\xaa")); /* the Kelvin sign folds to k */
    assert_true(text_alike("x ", "x \xc2\xa0"));
    assert_false(text_alike("fa", "fb\xcc\x81"));
    assert_false(text_alike("a", "a\xcc\x81"));
    char *folded = text_fold("\xff Big");
    assert_string_equal(folded, "\xef\xbf\xbd big");
    free(folded);
}

static void test_list(void **state) {
    (void)state;
    struct list list = {0};
    struct list other = {0};
    char *joined = list_join(&list, ", ");
    assert_string_equal(joined, "");
    free(joined);
    list_add(&list, "One");
    list_add_len(&list, "twofold", 3);
    assert_false(list_add_new(&list, " TWO "));
    assert_true(list_add_new(&list, "three"));
    size_t index = 9;
    assert_true(list_find_alike(&list, "THREE", &index));
    assert_int_equal(index, 2);
    assert_false(list_find_alike(&list, "four", &index));
    list_remove(&list, 1);
    list_copy(&other, &list);
    list_copy(&list, &list);
    joined = list_join(&list, ", ");
    assert_string_equal(joined, "One, three, One, three");
    free(joined);
    assert_int_equal(other.count, 2);
    list_finish(&list);
    assert_int_equal(list.count, 0);
    list_finish(&other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_walk_both_ways),
        cmocka_unit_test(test_valid),
        cmocka_unit_test(test_encode_and_repair),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_error_text),
        cmocka_unit_test(test_error_is_cut_between_characters),
        cmocka_unit_test(test_alike),
        cmocka_unit_test(test_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
