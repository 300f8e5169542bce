/* Notes that leak no style. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/method/outline.h"

#include <stdlib.h>
#include <string.h>

static const char passage[] = "We ought to move the meeting to Thursday at ten, because half of the team travels on "
                              "Wednesday and nobody likes to hurry back from the airport.";

static void six_words_in_a_row_are_fine(void **state) {
    (void)state;
    assert_false(outline_repeats("- ought to move the meeting to", passage));
    assert_false(outline_repeats("", passage));
    assert_false(outline_repeats("- meeting moves to Thursday, 10:00\n- reason: travel", passage));
}

static void seven_are_not(void **state) {
    (void)state;
    assert_true(outline_repeats("- ought to move the meeting to Thursday", passage));
    assert_true(outline_repeats("- OUGHT to, move: the\n- meeting to Thursday", passage)); /* over lines and marks */
    assert_true(outline_repeats(passage, passage));
}

static void thinned_notes_repeat_nothing_and_keep_the_facts(void **state) {
    (void)state;
    char *thin = outline_thin(passage, passage);
    assert_false(outline_repeats(thin, passage));
    assert_non_null(strstr(thin, "Thursday"));
    assert_non_null(strstr(thin, "airport"));
    assert_null(strstr(thin, "because half of"));
    free(thin);
    thin = outline_thin("- short note\n- ought to move the meeting to Thursday\n- end", passage);
    assert_false(outline_repeats(thin, passage));
    assert_ptr_equal(strstr(thin, "- short note\n"), thin);
    assert_non_null(strstr(thin, "Thursday"));
    assert_non_null(strstr(thin, "- end"));
    free(thin);
}

static void rows_of_long_words_are_broken_too(void **state) {
    (void)state;
    const char *long_words = "wooden painted lighted covered crowded narrow winding quiet avenues everywhere";
    char *thin = outline_thin(long_words, long_words);
    assert_false(outline_repeats(thin, long_words));
    assert_non_null(strstr(thin, "narrow"));
    assert_null(strstr(thin, "winding")); /* the seventh */
    assert_non_null(strstr(thin, "quiet"));
    free(thin);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(six_words_in_a_row_are_fine),
        cmocka_unit_test(seven_are_not),
        cmocka_unit_test(thinned_notes_repeat_nothing_and_keep_the_facts),
        cmocka_unit_test(rows_of_long_words_are_broken_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
