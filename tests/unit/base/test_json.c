/* JSON in and out: what the strict parser refuses, and how members are read. */
#include "core/base/buf.h"
#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static cJSON *parse(const char *text, struct error *error) {
    return json_parse(text, strlen(text), error);
}

static void refuse(const char *text, const char *reason) {
    struct error error = {0};
    cJSON *value = parse(text, &error);
    if (value || !strstr(error.text, reason)) {
        print_message("text: %s\nerror: %s\n", text, error.text);
    }
    assert_null(value);
    assert_int_equal(error.kind, ERROR_DAMAGED);
    assert_non_null(strstr(error.text, reason));
}

static void test_accepts_json(void **state) {
    (void)state;
    static const char *const good[] = {
        "{}", "[]", " [ ] ", "null", "-0.5e+3", "0", "\"\\ud83d\\ude00 \\u00e9 \\\" \\/\"", "{\"a\":[{},[],{\"b\":1}]}",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct error error = {0};
        cJSON *value = parse(good[i], &error);
        assert_string_equal(error.text, "");
        assert_non_null(value);
        cJSON_Delete(value);
    }
}

static void test_refuses_what_is_none(void **state) {
    (void)state;
    static const struct {
        const char *text;
        const char *reason;
    } bad[] = {
        {"", "ends where a value should be"},
        {"{\"a\":}", "line 1, column 6: a value was expected"},
        {"{\"a\" 1}", "a : was expected"},
        {"{a:1}", "a name in double quotes"},
        {"{\"a\":1,}", "a name in double quotes"},
        {"[1,]", "a value was expected"},
        {"[1 2]", "a , or ] was expected"},
        {"{\"a\":1 \"b\":2}", "a , or } was expected"},
        {"[1", "a , or ] was expected"},
        {"1 2", "more text after the end"},
        {"{}\n\nx", "line 3, column 1: more text"},
        {"01", "not a number"},
        {"1.", "not a number"},
        {"-", "not a number"},
        {"1e", "not a number"},
        {"+1", "a value was expected"},
        {"tru", "a value was expected"},
        {"\"a", "no closing"},
        {"\"a\nb\"", "control character"},
        {"\"\\x\"", "unknown escape"},
        {"\"\\u12\"", "four hexadecimal digits"},
        {"\"\\u0000\"", "\\u0000 is not accepted"},
        {"{\"a\\u0000b\":1}", "\\u0000 is not accepted"},
        {"\"\\ud800\"", "half of a surrogate"},
        {"\"\\ud800\\u0041\"", "half of a surrogate"},
        {"\"\\udc00\"", "half of a surrogate"},
        {"\"\xff\"", "not UTF-8"},
        {"\"\xc3\"", "not UTF-8"},
        {"\"\xed\xa0\x80\"", "not UTF-8"},
        {"\"\xc0\xaf\"", "not UTF-8"},
        {"1234567890123456789012345678901234567890123456789012345678901234", "too many digits"},
        {"// no\n1", "a value was expected"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        refuse(bad[i].text, bad[i].reason);
    }
    struct error error = {0};
    assert_null(json_parse("1\0", 2, &error));
    assert_null(json_parse("[1]", 2, &error)); /* reads no byte more than it was given */
}

static void test_depth(void **state) {
    (void)state;
    struct buf text = {0};
    for (unsigned i = 0; i < LIMIT_JSON_DEPTH; i++) {
        buf_append_char(&text, '[');
    }
    for (unsigned i = 0; i < LIMIT_JSON_DEPTH; i++) {
        buf_append_char(&text, ']');
    }
    struct error error = {0};
    cJSON *value = json_parse(text.data, text.len, &error);
    assert_non_null(value);
    cJSON_Delete(value);
    char *deeper = mem_format("[%s]", text.data);
    refuse(deeper, "nested too deep");
    free(deeper);
    buf_finish(&text);
}

static void test_settings(void **state) {
    (void)state;
    const char *text =
        "\xef\xbb\xbf// head\n{ /* \"x\": */ \"url\": \"http://a/b/*c*/,]\", // tail\n \"l\": [1, 2, /* , */ ], \n}";
    struct error error = {0};
    cJSON *value = json_parse_settings(text, strlen(text), &error);
    assert_string_equal(error.text, "");
    assert_string_equal(json_get_text(value, "url"), "http://a/b/*c*/,]");
    assert_int_equal(cJSON_GetArraySize(json_get(value, "l")), 2);
    cJSON_Delete(value);

    assert_null(json_parse_settings("{} /* x", 7, &error));
    assert_non_null(strstr(error.text, "column 4: a comment has no closing"));
    const char *late = "/* one\ntwo */ {\n  \"a\": x }";
    assert_null(json_parse_settings(late, strlen(late), &error));
    assert_non_null(strstr(error.text, "line 3, column 8"));
}

static void test_reading(void **state) {
    (void)state;
    struct error error;
    cJSON *value = parse("{\"A\":1,\"a\":{\"b\":{\"c\":\"deep\"}},\"t\":true,\"big\":9007199254740993e3,"
                         "\"half\":1.5,\"n\":7,\"n\":8,\"inf\":1e999}",
                         &error);
    assert_non_null(value);
    assert_string_equal(json_find(value, "a.b.c")->valuestring, "deep");
    assert_null(json_find(value, "a.x.c"));
    assert_null(json_find(value, "A.b"));
    assert_null(json_get(value, "T"));
    assert_true(json_get_bool(value, "t", false));
    assert_true(json_get_bool(value, "n", true));
    assert_int_equal(json_get_int(value, "n", 0), 7); /* the first of two */
    assert_int_equal(json_get_int(value, "big", -1), -1);
    assert_int_equal(json_get_int(value, "half", -1), -1);
    assert_int_equal(json_get_int(value, "inf", -1), -1);
    assert_true(json_get_number(value, "half", 0) > 1.4);
    assert_null(json_get_text(value, "n"));
    assert_null(json_get_text(NULL, "n"));
    assert_int_equal(json_get_int(NULL, "n", 3), 3);
    cJSON_Delete(value);
}

static void expect_raw(const char *text, const char *name, const char *raw) {
    struct error error;
    cJSON *value = parse(text, &error);
    assert_non_null(value);
    cJSON_Delete(value);
    char *copy = json_copy_raw(text, strlen(text), name);
    if (raw) {
        assert_non_null(copy);
        assert_string_equal(copy, raw);
    } else {
        assert_null(copy);
    }
    free(copy);
}

static void test_raw(void **state) {
    (void)state;
    expect_raw("{\"id\":9007199254740993}", "id", "9007199254740993");
    expect_raw(" { \"a\" : {\"id\":1} , \"id\" : \"x\\\"}\" , \"id\":3}", "id", "\"x\\\"}\"");
    expect_raw("{\"i\\u0064\":null}", "id", "null");
    expect_raw("{\"p\":[\"]\",{\"}\":2}],\"id\":1 }", "id", "1");
    expect_raw("{\"p\":[\"]\",{\"}\":2}] }", "p", "[\"]\",{\"}\":2}]");
    expect_raw("{\"ID\":1}", "id", NULL);
    expect_raw("{}", "id", NULL);
    expect_raw("[\"id\",1]", "id", NULL);
}

static void test_building(void **state) {
    (void)state;
    cJSON *object = cJSON_CreateObject();
    struct list list = {0};
    list_add(&list, "x");
    list_add(&list, "\xc3\xa9");
    json_add_list(object, "l", &list);
    json_add_bytes(object, "b", "a\0b\xff!", 5);
    char *text = json_format(object);
    assert_string_equal(text, "{\"l\":[\"x\",\"\xc3\xa9\"],\"b\":\"a\xef\xbf\xbd"
                              "b\xef\xbf\xbd!\"}");
    free(text);
    struct list read = {0};
    assert_true(json_read_list(json_get(object, "l"), &read));
    assert_int_equal(read.count, 2);
    assert_string_equal(read.items[1], "\xc3\xa9");
    assert_false(json_read_list(json_get(object, "b"), &read));
    assert_false(json_read_list(NULL, &read));
    cJSON_AddNumberToObject(json_get(object, "l"), "", 1);
    assert_false(json_read_list(json_get(object, "l"), &read));
    assert_int_equal(read.count, 2);
    list_finish(&read);
    list_finish(&list);
    cJSON_Delete(object);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_accepts_json), cmocka_unit_test(test_refuses_what_is_none),
        cmocka_unit_test(test_depth),        cmocka_unit_test(test_settings),
        cmocka_unit_test(test_reading),      cmocka_unit_test(test_raw),
        cmocka_unit_test(test_building),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
