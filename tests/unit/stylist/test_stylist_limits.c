/* What is out of reach is said in words. */
#include "core/stylist/stylist.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *preferences[3];
    const char *instruction;
    const char *said; /* a part of it; NULL: nothing */
    bool possible;
} rows[] = {
    {{0}, NULL, NULL, true},
    {{"Use contractions."}, NULL, NULL, true},
    {{"Use contractions. Use British spelling."}, NULL, NULL, true},
    {{"Write short paragraphs."}, NULL, "only measures \"Write short paragraphs.\":", false},
    {{"Sound amused."}, NULL, "cannot follow \"Sound amused.\":", false},
    {{"Use contractions.", "Sound amused.", "Write short paragraphs."}, NULL, "\"Sound amused.\" (nor 1 more):", true},
    {{"Use contractions."}, "make it sing", "does not understand \"make it sing\"", false},
    {{"Sound amused."}, "shorter", NULL, true},
    {{0}, "more formal, please", NULL, true},
    {{0}, "Use contractions.", NULL, true},
    {{"Use contractions."}, "Write short sentences.", "only measures \"Write short sentences.\"", false},
};

static void test_limits(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct list preferences = {0};
        bool possible;
        for (size_t k = 0; k < 3 && rows[i].preferences[k]; k++)
            list_add(&preferences, rows[i].preferences[k]);
        char *said = stylist_name_limits(&preferences, rows[i].instruction, &possible);
        if (possible != rows[i].possible || !said != !rows[i].said || (said && !strstr(said, rows[i].said)))
            fail_msg("%zu: %s", i, said ? said : "nothing");
        assert_true(!said || strlen(said) < 250); /* it fits into an error */
        free(said);
        list_finish(&preferences);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_limits)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
