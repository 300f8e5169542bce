/* Where an offered text can be cut. */
#include "lsp/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void ends(void **state) {
    (void)state;
    static const struct {
        const char *text;
        enum encoding encoding;
        const char *expected;
    } rows[] = {
        {" comes in.", ENCODING_UTF16, "{\"words\":[6,10],\"sentences\":[10]}"},
        {"Yes, e.g. at noon. Then (once more) no!", ENCODING_UTF16,
         "{\"words\":[4,9,12,18,23,29,35,39],\"sentences\":[18,39]}"},
        {"Öl 😀 an", ENCODING_UTF16, "{\"words\":[2,8],\"sentences\":[8]}"},
        {"Öl 😀 an", ENCODING_UTF32, "{\"words\":[2,7],\"sentences\":[7]}"},
        {"Öl 😀 an", ENCODING_UTF8, "{\"words\":[3,11],\"sentences\":[11]}"},
        {"海は青い。", ENCODING_UTF16, "{\"words\":[1,2,3,5],\"sentences\":[5]}"},
        {"", ENCODING_UTF16, "{\"words\":[],\"sentences\":[]}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cJSON *object = cJSON_CreateObject();
        parts_add(object, rows[i].text, rows[i].encoding);
        char *got = json_format(object);
        assert_string_equal(got, rows[i].expected);
        free(got);
        cJSON_Delete(object);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(ends)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
